from django.db import migrations

from payung.audit.guards import grant, rows_of_office


class Migration(migrations.Migration):
    dependencies = [("linkage", "0006_sampling")]
    operations = [
        migrations.RunSQL(grant("SELECT", "linkage_draw", "linkage_sampled"), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("linkage_draw", by_sender=False), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("linkage_sampled", by_sender=False), migrations.RunSQL.noop),
    ]
