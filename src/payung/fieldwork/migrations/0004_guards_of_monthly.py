from django.db import migrations

from payung.audit.guards import grant, rows_of_office


class Migration(migrations.Migration):
    dependencies = [("fieldwork", "0003_monthly")]
    operations = [
        migrations.RunSQL(grant("SELECT", "fieldwork_sighting"), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("fieldwork_sighting", by_sender=False), migrations.RunSQL.noop),
    ]
