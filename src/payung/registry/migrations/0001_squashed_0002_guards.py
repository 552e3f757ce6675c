from django.db import migrations, models
import django.db.models.deletion
import django.db.models.expressions
import pghistory.utils
import pgtrigger.compiler
from payung.audit.guards import grant
from payung.audit.together import CreateModels


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("registry", "0001_tables"),
        ("registry", "0002_guards"),
    ]

    dependencies = []

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Source",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.TextField()),
                    (
                        "kind",
                        models.CharField(help_text="bpjs_extract, bpjs_answer, province_list, own_list", max_length=24),
                    ),
                    ("rank", models.SmallIntegerField()),
                    ("as_of", models.DateField(help_text="day of the newest report taken over", null=True)),
                ],
                options={
                    "db_table": "registry_source",
                    "constraints": [models.UniqueConstraint(fields=("name",), name="one_source_per_name")],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_source_history" ("as_of", "id", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "rank") SELECT old_values."as_of", old_values."id", old_values."kind", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."rank" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="1ac9091f8d9f1c4e176ac438098d1eeb674db9f2",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_a0460",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="registry_source",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_source_history" ("as_of", "id", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "rank") SELECT old_values."as_of", old_values."id", old_values."kind", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."rank" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="11863e9b7ac0b4cedb6e29cafd9c740fbe8d1f06",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_354d5",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="registry_source",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SourceHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("name", models.TextField()),
                    (
                        "kind",
                        models.CharField(help_text="bpjs_extract, bpjs_answer, province_list, own_list", max_length=24),
                    ),
                    ("rank", models.SmallIntegerField()),
                    ("as_of", models.DateField(help_text="day of the newest report taken over", null=True)),
                ],
                options={
                    "db_table": "registry_source_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Membership",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("source_key", models.TextField(help_text="KPJ, or the row's own key where the source has no KPJ")),
                    ("person_id", models.BigIntegerField()),
                    ("row_hash", models.BigIntegerField(help_text="of everything the source said; a load compares it")),
                    ("kpj", models.TextField(null=True)),
                    ("nik", models.CharField(max_length=16, null=True)),
                    ("kk", models.CharField(max_length=16, null=True)),
                    ("name", models.TextField(null=True)),
                    ("name_key", models.TextField(null=True)),
                    ("name_first", models.TextField(null=True)),
                    ("name_skeleton", models.TextField(null=True)),
                    ("birth_on", models.DateField(null=True)),
                    ("birth_place", models.TextField(null=True)),
                    ("sex", models.CharField(max_length=1, null=True)),
                    ("phone", models.TextField(null=True)),
                    ("mother_name", models.TextField(null=True)),
                    ("kelurahan_code", models.CharField(max_length=13, null=True)),
                    ("kecamatan_code", models.CharField(max_length=8, null=True)),
                    ("kabupaten_code", models.CharField(max_length=5, null=True)),
                    ("key_nik15", models.BigIntegerField(null=True)),
                    ("key_birth_first", models.BigIntegerField(null=True)),
                    ("key_birth_skeleton", models.BigIntegerField(null=True)),
                    ("key_birth_kabupaten", models.BigIntegerField(null=True)),
                    ("key_phone", models.BigIntegerField(null=True)),
                    ("key_skeleton_year", models.BigIntegerField(null=True)),
                    ("key_home_name", models.BigIntegerField(null=True)),
                    ("segment", models.CharField(max_length=8, null=True)),
                    ("payer_kind", models.CharField(max_length=12)),
                    ("payer_name", models.TextField(null=True)),
                    ("npp", models.TextField(null=True)),
                    ("programmes", models.TextField(null=True)),
                    ("status", models.CharField(max_length=12)),
                    ("paid_until", models.DateField(help_text="first day of the last month paid", null=True)),
                    ("branch_code", models.TextField(null=True)),
                    (
                        "note",
                        models.TextField(
                            help_text="what the source said beside the facts, as the reason of a T", null=True
                        ),
                    ),
                    ("as_of", models.DateField()),
                    (
                        "vanished_on",
                        models.DateField(help_text="as-of day of the first extract without this row", null=True),
                    ),
                    (
                        "source",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="memberships",
                            to="registry.source",
                        ),
                    ),
                ],
                options={
                    "db_table": "registry_membership",
                    "indexes": [
                        models.Index(fields=["person_id"], name="membership_by_person"),
                        models.Index(fields=["nik"], name="membership_by_nik"),
                        models.Index(fields=["key_nik15"], name="member_key_nik15"),
                        models.Index(fields=["key_birth_first"], name="member_key_birth_first"),
                        models.Index(fields=["key_birth_skeleton"], name="member_key_birth_skeleton"),
                        models.Index(fields=["key_birth_kabupaten"], name="member_key_birth_kabupaten"),
                        models.Index(fields=["key_phone"], name="member_key_phone"),
                        models.Index(fields=["key_skeleton_year"], name="member_key_skeleton_year"),
                        models.Index(fields=["key_home_name"], name="member_key_home_name"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("source", "source_key"), name="one_row_per_source_and_key")
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_membership_history" ("as_of", "birth_on", "birth_place", "branch_code", "id", "kabupaten_code", "kecamatan_code", "kelurahan_code", "key_birth_first", "key_birth_kabupaten", "key_birth_skeleton", "key_home_name", "key_nik15", "key_phone", "key_skeleton_year", "kk", "kpj", "mother_name", "name", "name_first", "name_key", "name_skeleton", "nik", "note", "npp", "paid_until", "payer_kind", "payer_name", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "phone", "programmes", "row_hash", "segment", "sex", "source_id", "source_key", "status", "vanished_on") SELECT old_values."as_of", old_values."birth_on", old_values."birth_place", old_values."branch_code", old_values."id", old_values."kabupaten_code", old_values."kecamatan_code", old_values."kelurahan_code", old_values."key_birth_first", old_values."key_birth_kabupaten", old_values."key_birth_skeleton", old_values."key_home_name", old_values."key_nik15", old_values."key_phone", old_values."key_skeleton_year", old_values."kk", old_values."kpj", old_values."mother_name", old_values."name", old_values."name_first", old_values."name_key", old_values."name_skeleton", old_values."nik", old_values."note", old_values."npp", old_values."paid_until", old_values."payer_kind", old_values."payer_name", old_values."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."phone", old_values."programmes", old_values."row_hash", old_values."segment", old_values."sex", old_values."source_id", old_values."source_key", old_values."status", old_values."vanished_on" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="4f85c944037780597a05b161599cd105a21ef05b",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_2e25f",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="registry_membership",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "registry_membership_history" ("as_of", "birth_on", "birth_place", "branch_code", "id", "kabupaten_code", "kecamatan_code", "kelurahan_code", "key_birth_first", "key_birth_kabupaten", "key_birth_skeleton", "key_home_name", "key_nik15", "key_phone", "key_skeleton_year", "kk", "kpj", "mother_name", "name", "name_first", "name_key", "name_skeleton", "nik", "note", "npp", "paid_until", "payer_kind", "payer_name", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "phone", "programmes", "row_hash", "segment", "sex", "source_id", "source_key", "status", "vanished_on") SELECT old_values."as_of", old_values."birth_on", old_values."birth_place", old_values."branch_code", old_values."id", old_values."kabupaten_code", old_values."kecamatan_code", old_values."kelurahan_code", old_values."key_birth_first", old_values."key_birth_kabupaten", old_values."key_birth_skeleton", old_values."key_home_name", old_values."key_nik15", old_values."key_phone", old_values."key_skeleton_year", old_values."kk", old_values."kpj", old_values."mother_name", old_values."name", old_values."name_first", old_values."name_key", old_values."name_skeleton", old_values."nik", old_values."note", old_values."npp", old_values."paid_until", old_values."payer_kind", old_values."payer_name", old_values."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."phone", old_values."programmes", old_values."row_hash", old_values."segment", old_values."sex", old_values."source_id", old_values."source_key", old_values."status", old_values."vanished_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="7791cc44d734274a426c1c492fc237b6582997e2",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_c1c02",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="registry_membership",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="MembershipHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("source_key", models.TextField(help_text="KPJ, or the row's own key where the source has no KPJ")),
                    ("person_id", models.BigIntegerField()),
                    ("row_hash", models.BigIntegerField(help_text="of everything the source said; a load compares it")),
                    ("kpj", models.TextField(null=True)),
                    ("nik", models.CharField(max_length=16, null=True)),
                    ("kk", models.CharField(max_length=16, null=True)),
                    ("name", models.TextField(null=True)),
                    ("name_key", models.TextField(null=True)),
                    ("name_first", models.TextField(null=True)),
                    ("name_skeleton", models.TextField(null=True)),
                    ("birth_on", models.DateField(null=True)),
                    ("birth_place", models.TextField(null=True)),
                    ("sex", models.CharField(max_length=1, null=True)),
                    ("phone", models.TextField(null=True)),
                    ("mother_name", models.TextField(null=True)),
                    ("kelurahan_code", models.CharField(max_length=13, null=True)),
                    ("kecamatan_code", models.CharField(max_length=8, null=True)),
                    ("kabupaten_code", models.CharField(max_length=5, null=True)),
                    ("key_nik15", models.BigIntegerField(null=True)),
                    ("key_birth_first", models.BigIntegerField(null=True)),
                    ("key_birth_skeleton", models.BigIntegerField(null=True)),
                    ("key_birth_kabupaten", models.BigIntegerField(null=True)),
                    ("key_phone", models.BigIntegerField(null=True)),
                    ("key_skeleton_year", models.BigIntegerField(null=True)),
                    ("key_home_name", models.BigIntegerField(null=True)),
                    ("segment", models.CharField(max_length=8, null=True)),
                    ("payer_kind", models.CharField(max_length=12)),
                    ("payer_name", models.TextField(null=True)),
                    ("npp", models.TextField(null=True)),
                    ("programmes", models.TextField(null=True)),
                    ("status", models.CharField(max_length=12)),
                    ("paid_until", models.DateField(help_text="first day of the last month paid", null=True)),
                    ("branch_code", models.TextField(null=True)),
                    (
                        "note",
                        models.TextField(
                            help_text="what the source said beside the facts, as the reason of a T", null=True
                        ),
                    ),
                    ("as_of", models.DateField()),
                    (
                        "vanished_on",
                        models.DateField(help_text="as-of day of the first extract without this row", null=True),
                    ),
                    (
                        "source",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="registry.source",
                        ),
                    ),
                ],
                options={
                    "db_table": "registry_membership_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Merge",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("from_person", models.BigIntegerField()),
                    ("into_person", models.BigIntegerField()),
                    ("reason", models.TextField()),
                    ("by", models.TextField()),
                    ("at", models.DateTimeField()),
                    ("undone_by", models.TextField(default="")),
                    ("undone_at", models.DateTimeField(null=True)),
                ],
                options={
                    "db_table": "registry_merge",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("from_person", models.F("into_person")), _negated=True),
                            name="merge_of_two",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="MergedMembership",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("person_before", models.BigIntegerField()),
                    (
                        "membership",
                        models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="registry.membership"),
                    ),
                    (
                        "merge",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="moved", to="registry.merge"
                        ),
                    ),
                ],
                options={
                    "db_table": "registry_merged_membership",
                },
            ),
            migrations.CreateModel(
                name="Place",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(help_text="dotted: 64.74.01.1001", max_length=13)),
                    ("level", models.CharField(help_text="provinsi, kabupaten, kecamatan, kelurahan", max_length=12)),
                    (
                        "kind",
                        models.CharField(help_text="kota or kabupaten, kelurahan or desa", max_length=12, null=True),
                    ),
                    ("name", models.TextField()),
                    ("parent_code", models.CharField(max_length=8, null=True)),
                    ("valid_from", models.DateField(null=True)),
                    ("valid_to", models.DateField(help_text="the first day on which the code is dead", null=True)),
                    ("successor_code", models.CharField(max_length=13, null=True)),
                    ("basis", models.TextField(help_text="the decree that the code stands in", null=True)),
                ],
                options={
                    "db_table": "registry_place",
                    "indexes": [models.Index(fields=["parent_code"], name="place_by_parent")],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("code", "valid_from"), name="one_place_per_code_and_time", nulls_distinct=False
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="PlaceCode",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("scheme", models.CharField(max_length=12)),
                    ("code", models.CharField(max_length=13)),
                    ("place_code", models.CharField(max_length=13)),
                    ("valid_from", models.DateField(null=True)),
                    ("valid_to", models.DateField(null=True)),
                    ("confidence", models.CharField(max_length=12)),
                ],
                options={
                    "db_table": "registry_place_code",
                    "indexes": [models.Index(fields=["scheme", "code"], name="place_code_by_code")],
                },
            ),
            migrations.CreateModel(
                name="Load",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("content_sha256", models.CharField(max_length=64)),
                    ("as_of", models.DateField()),
                    ("received", models.BigIntegerField()),
                    ("kept", models.BigIntegerField()),
                    (
                        "returned",
                        models.BigIntegerField(
                            help_text="rows without a usable key, or twice in the file with other content"
                        ),
                    ),
                    ("added", models.BigIntegerField()),
                    ("changed", models.BigIntegerField()),
                    ("vanished", models.BigIntegerField()),
                    ("same", models.BigIntegerField()),
                    ("applied_at", models.DateTimeField(null=True)),
                    ("applied_by", models.TextField(default="")),
                    (
                        "source",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="loads", to="registry.source"
                        ),
                    ),
                ],
                options={
                    "db_table": "registry_load",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("source", "content_sha256", "as_of"), name="content_applied_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "received",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("kept"), "+", models.F("returned")
                                    ),
                                )
                            ),
                            name="load_balances",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kept",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("added"), "+", models.F("changed")
                                        ),
                                        "+",
                                        models.F("same"),
                                    ),
                                )
                            ),
                            name="difference_balances",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Universe",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("place_code", models.CharField(max_length=13)),
                    ("counts", models.CharField(help_text="workers, vulnerable_workers, population …", max_length=24)),
                    ("segment", models.CharField(default="all", max_length=8)),
                    ("people", models.BigIntegerField()),
                    ("on", models.DateField()),
                    ("source", models.TextField()),
                    ("definition", models.TextField()),
                ],
                options={
                    "db_table": "registry_universe",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("place_code", "counts", "segment", "on", "source"), name="universe_stated_once"
                        ),
                        models.CheckConstraint(condition=models.Q(("people__gte", 0)), name="universe_not_negative"),
                    ],
                },
            ),
        ),
        migrations.RunSQL(
            [
                # Person ids are born from a NIK and this secret of the installation: the id alone tells nobody the NIK.
                "CREATE TABLE registry_person_salt (only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one), value text NOT NULL);"
                "INSERT INTO registry_person_salt (value) VALUES (gen_random_uuid()::text || gen_random_uuid()::text);",
                # Memberships are not granted at all: the register is read by bulk matching and by logged look-ups of the owner.
                grant(
                    "SELECT",
                    "registry_place",
                    "registry_place_code",
                    "registry_universe",
                    "registry_source",
                    "registry_load",
                ),
                "ALTER TABLE registry_membership SET (autovacuum_vacuum_insert_scale_factor = 0.05, toast_tuple_target = 4080);",
            ]
        ),
    ]
