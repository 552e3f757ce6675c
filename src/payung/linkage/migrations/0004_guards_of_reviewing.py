from django.db import migrations

from payung.audit.guards import grant, grant_sequence, rows_of_office


class Migration(migrations.Migration):
    dependencies = [("linkage", "0003_reviewing_and_frequencies")]
    operations = [
        migrations.RunSQL(grant("SELECT, INSERT, UPDATE, DELETE", "linkage_claim"), migrations.RunSQL.noop),
        migrations.RunSQL(grant("SELECT, INSERT, DELETE", "linkage_second_look"), migrations.RunSQL.noop),
        migrations.RunSQL(grant_sequence("linkage_claim", "linkage_second_look"), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("linkage_claim", by_sender=False), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("linkage_second_look", by_sender=False), migrations.RunSQL.noop),
    ]
