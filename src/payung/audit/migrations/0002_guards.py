from django.db import migrations

from payung.audit.guards import grant, grant_sequence


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_tables")]
    operations = [
        migrations.RunSQL(grant("INSERT", "audit_event"), migrations.RunSQL.noop),
        migrations.RunSQL("GRANT SELECT (id) ON audit_event TO payung_app;", migrations.RunSQL.noop),
        migrations.RunSQL(grant_sequence("audit_event"), migrations.RunSQL.noop),
    ]
