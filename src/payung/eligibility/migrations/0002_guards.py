from django.db import migrations

from payung.audit.guards import grant, rows_of_office


class Migration(migrations.Migration):
    dependencies = [("eligibility", "0001_tables")]
    operations = [
        migrations.RunSQL(
            grant(
                "SELECT",
                "eligibility_programme_list",
                "eligibility_candidate",
                "eligibility_decision",
            ),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(rows_of_office("eligibility_programme_list", by_sender=False), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("eligibility_candidate"), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("eligibility_decision"), migrations.RunSQL.noop),
    ]
