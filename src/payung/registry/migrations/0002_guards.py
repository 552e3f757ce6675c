from django.db import migrations

from payung.audit.guards import grant


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_tables")]
    operations = [
        # Person ids are born from a NIK and this secret of the installation: the id alone tells nobody the NIK.
        migrations.RunSQL(
            "CREATE TABLE registry_person_salt (only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one), value text NOT NULL);"
            "INSERT INTO registry_person_salt (value) VALUES (gen_random_uuid()::text || gen_random_uuid()::text);",
            "DROP TABLE registry_person_salt;",
        ),
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
