from django.db import migrations

from payung.audit.guards import grant


class Migration(migrations.Migration):
    dependencies = [("coverage", "0003_targets")]
    operations = [migrations.RunSQL(grant("SELECT", "coverage_target"), migrations.RunSQL.noop)]
