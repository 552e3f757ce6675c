from django.db import migrations

from payung.audit.guards import APP, grant, rows_of_office

TABLES = ("letters_letter", "letters_file")
# A letter names everybody's people: an account that is bound to some senders sees none.
NOT_FOR_SENDERS = "".join(
    f"CREATE POLICY {table}_not_for_senders ON {table} AS RESTRICTIVE FOR ALL TO {APP}"
    " USING (coalesce(current_setting('payung.senders', true), '') = '');"
    for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [("letters", "0001_tables")]
    operations = [
        migrations.RunSQL(grant("SELECT", *TABLES), migrations.RunSQL.noop),
        *[migrations.RunSQL(rows_of_office(table, by_sender=False), migrations.RunSQL.noop) for table in TABLES],
        migrations.RunSQL(NOT_FOR_SENDERS, migrations.RunSQL.noop),
    ]
