from django.db import migrations

from payung.audit.guards import grant


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_tables")]
    operations = [
        # Memberships are not granted at all: the register is read by bulk matching and by logged look-ups of the owner.
        migrations.RunSQL(
            grant(
                "SELECT",
                "registry_place",
                "registry_place_code",
                "registry_universe",
                "registry_source",
                "registry_load",
            ),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "ALTER TABLE registry_membership SET (autovacuum_vacuum_insert_scale_factor = 0.05, toast_tuple_target = 4080);",
            migrations.RunSQL.noop,
        ),
    ]
