from django.db import migrations

from payung.audit.guards import grant, rows_of_office


class Migration(migrations.Migration):
    dependencies = [("exchanges", "0001_tables")]
    operations = [
        migrations.RunSQL(
            grant(
                "SELECT",
                "exchanges_package",
                "exchanges_answer_file",
                "exchanges_item",
                "exchanges_answer_row",
            ),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(rows_of_office("exchanges_package", by_sender=False), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("exchanges_answer_file", by_sender=False), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("exchanges_item", by_sender=False), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("exchanges_answer_row", by_sender=False), migrations.RunSQL.noop),
    ]
