from django.db import migrations

from payung.audit.guards import grant, grant_sequence, rows_of_office


class Migration(migrations.Migration):
    dependencies = [("linkage", "0001_tables")]
    operations = [
        migrations.RunSQL(grant("SELECT", "linkage_pair", "linkage_judgement"), migrations.RunSQL.noop),
        migrations.RunSQL(grant("INSERT, UPDATE", "linkage_judgement"), migrations.RunSQL.noop),
        migrations.RunSQL(grant_sequence("linkage_judgement"), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("linkage_pair"), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("linkage_judgement", by_sender=False), migrations.RunSQL.noop),
    ]
