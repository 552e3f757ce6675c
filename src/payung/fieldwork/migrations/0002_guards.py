from django.db import migrations

from payung.audit.guards import grant, rows_of_office


class Migration(migrations.Migration):
    dependencies = [("fieldwork", "0001_tables")]
    operations = [
        migrations.RunSQL(grant("SELECT", "fieldwork_errand", "fieldwork_finding"), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("fieldwork_errand", by_sender=False), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("fieldwork_finding", by_sender=False), migrations.RunSQL.noop),
    ]
