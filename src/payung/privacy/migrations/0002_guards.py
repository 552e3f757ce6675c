from django.db import migrations

from payung.audit.guards import APP, grant, rows_of_office

TABLES = (
    "privacy_case",
    "privacy_breach",
    "privacy_exposure",
    "privacy_telling",
    "privacy_wanted",
    "privacy_corrected",
)
# A case is the office's: an account that is bound to some senders sees none.
NOT_FOR_SENDERS = "".join(
    f"CREATE POLICY {table}_not_for_senders ON {table} AS RESTRICTIVE FOR ALL TO {APP}"
    " USING ((SELECT coalesce(current_setting('payung.senders', true), '') = ''));"
    for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_tables")]
    operations = [
        migrations.RunSQL(grant("SELECT", *TABLES), migrations.RunSQL.noop),
        *[migrations.RunSQL(rows_of_office(table, by_sender=False), migrations.RunSQL.noop) for table in TABLES],
        migrations.RunSQL(NOT_FOR_SENDERS, migrations.RunSQL.noop),
    ]
