from django.db import migrations

from payung.audit.guards import grant, rows_of_office


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_tables")]
    operations = [
        migrations.RunSQL(
            grant(
                "SELECT",
                "intake_sender",
                "intake_layout",
                "intake_list",
                "intake_row",
                "intake_reason",
                "intake_sign_off",
            ),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(rows_of_office("intake_list"), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("intake_row"), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("intake_reason"), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("intake_sender", by_sender=False), migrations.RunSQL.noop),
    ]
