from django.db import migrations

from payung.audit.guards import grant, rows_of_office


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_tables")]
    operations = [
        migrations.RunSQL(
            grant(
                "SELECT",
                "agreements_regulation",
                "agreements_agreement",
                "agreements_programme",
                "agreements_terms",
                "agreements_quota",
                "agreements_budget_line",
                "agreements_budget_entry",
            ),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(rows_of_office("agreements_regulation", by_sender=False), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("agreements_agreement", by_sender=False), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("agreements_programme", by_sender=False), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("agreements_terms", by_sender=False), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("agreements_quota", by_sender=False), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("agreements_budget_line", by_sender=False), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("agreements_budget_entry", by_sender=False), migrations.RunSQL.noop),
    ]
