from django.db import migrations

from payung.audit.guards import grant, grant_sequence


class Migration(migrations.Migration):
    dependencies = [("access", "0001_tables")]
    operations = [
        migrations.RunSQL(
            grant("SELECT", "access_office", "access_account", "access_session", "access_failed_sign_in"),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(grant("INSERT", "access_session", "access_failed_sign_in"), migrations.RunSQL.noop),
        migrations.RunSQL(grant("UPDATE (revoked_at)", "access_session"), migrations.RunSQL.noop),
        # A command may ask whether the database is up to date.
        migrations.RunSQL(grant("SELECT", "django_migrations"), migrations.RunSQL.noop),
        migrations.RunSQL(grant_sequence("access_session", "access_failed_sign_in"), migrations.RunSQL.noop),
    ]
