from django.conf import settings
from django.db import migrations, models
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import pghistory.utils
import pgtrigger.compiler
from payung.audit.guards import grant, rows_of_office
from payung.audit.together import CreateModels


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("intake", "0001_tables"),
        ("intake", "0002_guards"),
        ("intake", "0003_mother_name"),
        ("intake", "0004_unjudged"),
    ]

    dependencies = [
        ("access", "0005_second_factors_sealed"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Sender",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=48)),
                    ("name", models.TextField()),
                    ("kind", models.CharField(max_length=12)),
                    (
                        "office",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="list_senders", to="access.office"
                        ),
                    ),
                ],
                options={
                    "db_table": "intake_sender",
                    "constraints": [
                        models.UniqueConstraint(fields=("office", "code"), name="one_sender_per_code"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kind__in", ["opd", "kelurahan", "kecamatan", "bpjs", "province", "other"])
                            ),
                            name="sender_kind_known",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "intake_sender_history" ("code", "id", "kind", "name", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT old_values."code", old_values."id", old_values."kind", old_values."name", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\' FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="e802814c2bd1a1a99a74e6fbc9fabb0b1e140ab0",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_e6a2c",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="intake_sender",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "intake_sender_history" ("code", "id", "kind", "name", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT old_values."code", old_values."id", old_values."kind", old_values."name", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\' FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="fbfe001b27176582cc220fcbeaa4bfa8f8d648aa",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_e2636",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="intake_sender",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SenderHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("code", models.CharField(max_length=48)),
                    ("name", models.TextField()),
                    ("kind", models.CharField(max_length=12)),
                    (
                        "office",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="access.office",
                        ),
                    ),
                ],
                options={
                    "db_table": "intake_sender_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="LearntLayout",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("signature", models.CharField(max_length=64)),
                    ("mapping", models.TextField()),
                    ("accepted_by", models.TextField()),
                    ("accepted_at", models.DateTimeField()),
                    (
                        "sender",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="layouts", to="intake.sender"
                        ),
                    ),
                ],
                options={
                    "db_table": "intake_layout",
                    "constraints": [models.UniqueConstraint(fields=("sender", "signature"), name="layout_learnt_once")],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "intake_layout_history" ("accepted_at", "accepted_by", "id", "mapping", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "sender_id", "signature") SELECT old_values."accepted_at", old_values."accepted_by", old_values."id", old_values."mapping", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."sender_id", old_values."signature" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="ede3f300a38387347e9144a4278f6372592da7a0",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_35bb9",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="intake_layout",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "intake_layout_history" ("accepted_at", "accepted_by", "id", "mapping", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "sender_id", "signature") SELECT old_values."accepted_at", old_values."accepted_by", old_values."id", old_values."mapping", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."sender_id", old_values."signature" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="a43a8645a7f680d252206de1e07a6bc3ba00c41c",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_29b05",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="intake_layout",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="LearntLayoutHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("signature", models.CharField(max_length=64)),
                    ("mapping", models.TextField()),
                    ("accepted_by", models.TextField()),
                    ("accepted_at", models.DateTimeField()),
                    (
                        "sender",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="intake.sender",
                        ),
                    ),
                ],
                options={
                    "db_table": "intake_layout_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="SubmittedList",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("sender_code", models.CharField(max_length=48)),
                    ("kind", models.CharField(max_length=16)),
                    ("file_name", models.TextField()),
                    ("content_sha256", models.CharField(max_length=64)),
                    ("size", models.BigIntegerField()),
                    ("purpose", models.TextField()),
                    ("list_on", models.DateField(help_text="the day ages are counted on")),
                    ("received_at", models.DateTimeField()),
                    ("state", models.CharField(default="received", max_length=12)),
                    (
                        "match_state",
                        models.CharField(
                            default="unchecked",
                            help_text="unchecked: no extract and no answers to compare with",
                            max_length=12,
                        ),
                    ),
                    ("received", models.IntegerField(null=True)),
                    ("accepted", models.IntegerField(null=True)),
                    ("verval", models.IntegerField(null=True)),
                    ("returned", models.IntegerField(null=True)),
                    ("refused", models.IntegerField(null=True)),
                    (
                        "office",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="lists", to="access.office"
                        ),
                    ),
                    (
                        "received_by",
                        models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                    ),
                    (
                        "replaces",
                        models.OneToOneField(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="replaced_by",
                            to="intake.submittedlist",
                        ),
                    ),
                    (
                        "sender",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="lists", to="intake.sender"
                        ),
                    ),
                ],
                options={
                    "db_table": "intake_list",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("office", "sender", "content_sha256"), name="content_received_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["proposal", "bpjs_answer", "province_list", "last_year"])),
                            name="list_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ["received", "read", "judged", "matched", "closed"])),
                            name="list_state_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("received", None),
                                (
                                    "received",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.F("accepted"), "+", models.F("verval")
                                            ),
                                            "+",
                                            models.F("returned"),
                                        ),
                                        "+",
                                        models.F("refused"),
                                    ),
                                ),
                                _connector="OR",
                            ),
                            name="receipt_balances",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "intake_list_history" ("accepted", "content_sha256", "file_name", "id", "kind", "list_on", "match_state", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "purpose", "received", "received_at", "received_by_id", "refused", "replaces_id", "returned", "sender_code", "sender_id", "size", "state", "verval") SELECT old_values."accepted", old_values."content_sha256", old_values."file_name", old_values."id", old_values."kind", old_values."list_on", old_values."match_state", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."purpose", old_values."received", old_values."received_at", old_values."received_by_id", old_values."refused", old_values."replaces_id", old_values."returned", old_values."sender_code", old_values."sender_id", old_values."size", old_values."state", old_values."verval" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="575fda2481ae85098542420ac00ee396088bc214",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_25705",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="intake_list",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "intake_list_history" ("accepted", "content_sha256", "file_name", "id", "kind", "list_on", "match_state", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "purpose", "received", "received_at", "received_by_id", "refused", "replaces_id", "returned", "sender_code", "sender_id", "size", "state", "verval") SELECT old_values."accepted", old_values."content_sha256", old_values."file_name", old_values."id", old_values."kind", old_values."list_on", old_values."match_state", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."purpose", old_values."received", old_values."received_at", old_values."received_by_id", old_values."refused", old_values."replaces_id", old_values."returned", old_values."sender_code", old_values."sender_id", old_values."size", old_values."state", old_values."verval" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="0baf3714eb053f855b4638df1522a95949173222",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_8dbea",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="intake_list",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SubmittedListHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("sender_code", models.CharField(max_length=48)),
                    ("kind", models.CharField(max_length=16)),
                    ("file_name", models.TextField()),
                    ("content_sha256", models.CharField(max_length=64)),
                    ("size", models.BigIntegerField()),
                    ("purpose", models.TextField()),
                    ("list_on", models.DateField(help_text="the day ages are counted on")),
                    ("received_at", models.DateTimeField()),
                    ("state", models.CharField(default="received", max_length=12)),
                    (
                        "match_state",
                        models.CharField(
                            default="unchecked",
                            help_text="unchecked: no extract and no answers to compare with",
                            max_length=12,
                        ),
                    ),
                    ("received", models.IntegerField(null=True)),
                    ("accepted", models.IntegerField(null=True)),
                    ("verval", models.IntegerField(null=True)),
                    ("returned", models.IntegerField(null=True)),
                    ("refused", models.IntegerField(null=True)),
                    (
                        "office",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="access.office",
                        ),
                    ),
                    (
                        "received_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "replaces",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="intake.submittedlist",
                        ),
                    ),
                    (
                        "sender",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="intake.sender",
                        ),
                    ),
                ],
                options={
                    "db_table": "intake_list_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="SignOff",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("at", models.DateTimeField()),
                    ("reason", models.TextField()),
                    ("rows", models.IntegerField()),
                    ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    (
                        "submitted_list",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="sign_offs",
                            to="intake.submittedlist",
                        ),
                    ),
                ],
                options={
                    "db_table": "intake_sign_off",
                },
            ),
            migrations.CreateModel(
                name="ListRow",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("sender_code", models.CharField(max_length=48)),
                    ("sheet_no", models.IntegerField()),
                    ("row_no", models.IntegerField()),
                    ("cells", django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                    ("nik", models.CharField(max_length=16, null=True)),
                    (
                        "nik_digits",
                        models.TextField(help_text="the digits as found, also where they are no usable NIK", null=True),
                    ),
                    ("nik_state", models.CharField(max_length=16)),
                    ("kk", models.CharField(max_length=16, null=True)),
                    ("name", models.TextField(null=True)),
                    ("name_key", models.TextField(null=True)),
                    ("name_first", models.TextField(null=True)),
                    ("name_skeleton", models.TextField(null=True)),
                    ("birth_on", models.DateField(null=True)),
                    ("birth_place", models.TextField(null=True)),
                    ("sex", models.CharField(max_length=1, null=True)),
                    ("phone", models.TextField(null=True)),
                    ("rt", models.CharField(max_length=3, null=True)),
                    ("rw", models.CharField(max_length=3, null=True)),
                    ("address", models.TextField(null=True)),
                    ("kelurahan_code", models.CharField(max_length=13, null=True)),
                    ("kecamatan_code", models.CharField(max_length=8, null=True)),
                    ("kabupaten_code", models.CharField(max_length=5, null=True)),
                    ("place_state", models.CharField(max_length=12)),
                    ("occupation", models.TextField(null=True)),
                    ("disability", models.TextField(null=True)),
                    ("key_nik15", models.BigIntegerField(null=True)),
                    ("key_birth_first", models.BigIntegerField(null=True)),
                    ("key_birth_skeleton", models.BigIntegerField(null=True)),
                    ("key_birth_kabupaten", models.BigIntegerField(null=True)),
                    ("key_phone", models.BigIntegerField(null=True)),
                    ("key_skeleton_year", models.BigIntegerField(null=True)),
                    ("key_home_name", models.BigIntegerField(null=True)),
                    ("verdict", models.CharField(max_length=8)),
                    (
                        "decided_by",
                        models.ForeignKey(
                            help_text="who accepted or refused it by hand; machines leave it alone then",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "sign_off",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="refused_rows",
                            to="intake.signoff",
                        ),
                    ),
                    (
                        "submitted_list",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="rows",
                            to="intake.submittedlist",
                        ),
                    ),
                    (
                        "mother_name",
                        models.TextField(help_text="compared with the register's; shown to nobody", null=True),
                    ),
                ],
                options={
                    "db_table": "intake_row",
                    "indexes": [
                        models.Index(fields=["nik"], name="row_by_nik"),
                        models.Index(fields=["key_nik15"], name="row_key_nik15"),
                        models.Index(fields=["key_birth_first"], name="row_key_birth_first"),
                        models.Index(fields=["key_birth_skeleton"], name="row_key_birth_skeleton"),
                        models.Index(fields=["key_birth_kabupaten"], name="row_key_birth_kabupaten"),
                        models.Index(fields=["key_phone"], name="row_key_phone"),
                        models.Index(fields=["key_skeleton_year"], name="row_key_skeleton_year"),
                        models.Index(fields=["key_home_name"], name="row_key_home_name"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("submitted_list", "sheet_no", "row_no"), name="one_row_per_line"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("verdict__in", ["accepted", "verval", "returned", "refused"])),
                            name="verdict_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("sign_off__isnull", False), ("verdict", "refused")),
                                models.Q(models.Q(("verdict", "refused"), _negated=True), ("sign_off", None)),
                                _connector="OR",
                            ),
                            name="refused_only_when_signed",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Reason",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("sender_code", models.CharField(max_length=48)),
                    ("floor", models.CharField(max_length=8)),
                    ("reason_id", models.CharField(max_length=48)),
                    ("weight", models.CharField(max_length=8)),
                    ("detail", models.TextField(default="")),
                    ("proposal", models.TextField(default="")),
                    (
                        "row",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="reasons", to="intake.listrow"
                        ),
                    ),
                ],
                options={
                    "db_table": "intake_reason",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("weight__in", ["return", "review", "refuse", "note"])),
                            name="reason_weight_known",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Unjudged",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("sender_code", models.CharField(max_length=48)),
                    (
                        "problems",
                        models.JSONField(
                            help_text="null: nothing was found wrong so far; empty: no rows of people", null=True
                        ),
                    ),
                    (
                        "means_to_replace",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="+",
                            to="intake.submittedlist",
                        ),
                    ),
                    (
                        "submitted_list",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="unjudged",
                            to="intake.submittedlist",
                        ),
                    ),
                ],
                options={
                    "db_table": "intake_unjudged",
                },
            ),
        ),
        migrations.RunSQL(
            [
                grant(
                    "SELECT",
                    "intake_sender",
                    "intake_layout",
                    "intake_list",
                    "intake_row",
                    "intake_reason",
                    "intake_sign_off",
                    "intake_unjudged",
                ),
                rows_of_office("intake_list"),
                rows_of_office("intake_row"),
                rows_of_office("intake_reason"),
                rows_of_office("intake_unjudged"),
                rows_of_office("intake_sender", by_sender=False),
            ]
        ),
    ]
