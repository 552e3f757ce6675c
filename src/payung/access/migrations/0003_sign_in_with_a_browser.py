from django.db import migrations

from payung.audit.guards import grant

# Django's DatabaseCache, as `createcachetable` makes it: counts of wrong passwords are shared by all processes.
CACHE = """
CREATE TABLE access_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamptz NOT NULL);
CREATE INDEX access_cache_expires ON access_cache (expires);
"""
WRITTEN_BY_THE_SITE = (
    "access_cache",
    "django_session",
    "account_emailaddress",
    "mfa_authenticator",
    "usersessions_usersession",
)


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_guards"),
        ("sessions", "0001_initial"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("usersessions", "0001_initial"),
    ]
    operations = [
        migrations.RemoveField("account", "last_login"),
        migrations.RunSQL(CACHE, "DROP TABLE access_cache"),
        migrations.RunSQL(grant("SELECT, INSERT, UPDATE, DELETE", *WRITTEN_BY_THE_SITE), migrations.RunSQL.noop),
    ]
