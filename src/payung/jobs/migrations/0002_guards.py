from django.db import migrations

from payung.audit.guards import APP, grant

MINE = "office_id = nullif(current_setting('payung.office', true), '')::bigint"


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_tables")]
    operations = [
        # The owner's login writes orders together with the queue; the site only reads how they go.
        migrations.RunSQL(grant("SELECT", "jobs_work"), migrations.RunSQL.noop),
        migrations.RunSQL(
            f"ALTER TABLE jobs_work ENABLE ROW LEVEL SECURITY;"
            f"CREATE POLICY jobs_work_of_office ON jobs_work FOR ALL TO {APP} USING ({MINE}) WITH CHECK ({MINE});",
            migrations.RunSQL.noop,
        ),
    ]
