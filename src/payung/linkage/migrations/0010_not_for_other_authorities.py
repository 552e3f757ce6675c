from django.db import migrations

from payung.audit.guards import narrowed

TABLES = (
    "linkage_judgement",
    "linkage_claim",
    "linkage_second_look",
    "linkage_draw",
    "linkage_sampled",
    "linkage_row_look",
)


class Migration(migrations.Migration):
    dependencies = [("linkage", "0009_guards_of_row_looks")]
    # Pairs are shut to whom no sender is; what reviewers wrote about them follows.
    operations = [migrations.RunSQL(narrowed(table, "false"), migrations.RunSQL.noop) for table in TABLES]
