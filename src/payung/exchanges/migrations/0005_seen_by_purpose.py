from django.db import migrations

from payung.audit.guards import narrowed

# A population office sees what it is asked, and of what BPJS is asked not even that it was: names, answers and files follow
# the package, whose own policy decides.
PURPOSE = "purpose = ANY ((SELECT string_to_array(current_setting('payung.purposes', true), E'\\x1f'))::text[])"
FOLLOW = {
    "exchanges_answer_file": "package_id IN (SELECT id FROM exchanges_package)",
    "exchanges_item": "package_id IN (SELECT id FROM exchanges_package)",
    "exchanges_answer_row": "answer_file_id IN (SELECT id FROM exchanges_answer_file)",
}


class Migration(migrations.Migration):
    dependencies = [("exchanges", "0004_answers_in_place")]
    operations = [
        migrations.RunSQL(narrowed("exchanges_package", PURPOSE), migrations.RunSQL.noop),
        *[migrations.RunSQL(narrowed(table, to), migrations.RunSQL.noop) for table, to in FOLLOW.items()],
    ]
