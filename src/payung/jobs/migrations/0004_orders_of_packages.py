from django.db import migrations

from payung.audit.guards import narrowed

# An order names files and packages: who is bound to purposes of packages sees the orders about theirs.
OF_PACKAGES = "\"order\"->>'package' IN (SELECT id::text FROM exchanges_package)"


class Migration(migrations.Migration):
    dependencies = [("jobs", "0003_settings_read_once"), ("exchanges", "0005_seen_by_purpose")]
    operations = [migrations.RunSQL(narrowed("jobs_work", OF_PACKAGES), migrations.RunSQL.noop)]
