from django.db import migrations

from payung.audit.guards import grant, rows_of_office


class Migration(migrations.Migration):
    dependencies = [("contributions", "0002_links_and_rules")]
    operations = [
        migrations.RunSQL(
            grant(
                "SELECT",
                "contributions_bill",
                "contributions_bill_line",
                "contributions_payment",
                "contributions_reconciliation",
            ),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(rows_of_office("contributions_bill", by_sender=False), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("contributions_bill_line"), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("contributions_payment", by_sender=False), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("contributions_reconciliation", by_sender=False), migrations.RunSQL.noop),
    ]
