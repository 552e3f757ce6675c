from django.db import migrations

from payung.audit.guards import grant, grant_sequence, rows_of_office


class Migration(migrations.Migration):
    dependencies = [("linkage", "0008_row_looks")]
    operations = [
        migrations.RunSQL(grant("SELECT, INSERT, UPDATE, DELETE", "linkage_row_look"), migrations.RunSQL.noop),
        migrations.RunSQL(grant_sequence("linkage_row_look"), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("linkage_row_look", by_sender=False), migrations.RunSQL.noop),
    ]
