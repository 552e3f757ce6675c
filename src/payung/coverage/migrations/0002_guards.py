from django.db import migrations

from payung.audit.guards import grant, rows_of_office


class Migration(migrations.Migration):
    dependencies = [("coverage", "0001_tables")]
    operations = [
        # Exact cells are not granted: they are read by the queries of the room, which ask for the right to see them.
        migrations.RunSQL(
            grant(
                "SELECT",
                "coverage_reference",
                "coverage_publication",
                "coverage_published_cell",
                "coverage_missing",
            ),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(rows_of_office("coverage_missing"), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("coverage_publication", by_sender=False), migrations.RunSQL.noop),
        migrations.RunSQL(
            "ALTER TABLE coverage_published_cell ENABLE ROW LEVEL SECURITY;"
            "CREATE POLICY coverage_published_cell_of_office ON coverage_published_cell FOR SELECT TO payung_app"
            " USING (publication_id IN (SELECT id FROM coverage_publication));",
            migrations.RunSQL.noop,
        ),
    ]
