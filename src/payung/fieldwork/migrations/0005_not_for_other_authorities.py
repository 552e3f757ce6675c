from django.db import migrations

from payung.audit.guards import narrowed

TABLES = ("fieldwork_errand", "fieldwork_finding", "fieldwork_sighting")


class Migration(migrations.Migration):
    dependencies = [("fieldwork", "0004_guards_of_monthly")]
    # What neighbours say of people is not what Disdukcapil is asked.
    operations = [migrations.RunSQL(narrowed(table, "false"), migrations.RunSQL.noop) for table in TABLES]
