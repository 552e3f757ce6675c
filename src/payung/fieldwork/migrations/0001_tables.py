import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("access", "__first__"),
        ("intake", "0002_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="Errand",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("office_id", models.BigIntegerField()),
                ("kelurahan_code", models.CharField(max_length=13)),
                (
                    "holder",
                    models.TextField(help_text="name and post of the operator, as the letter of assignment says"),
                ),
                ("token_sha256", models.CharField(max_length=64)),
                ("code_hash", models.TextField()),
                ("wrong_codes", models.IntegerField(default=0)),
                ("given_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "letter_sha256",
                    models.CharField(
                        default="", help_text="photo of the signed letter, if one was taken", max_length=64
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="errands", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "db_table": "fieldwork_errand",
                "constraints": [
                    models.UniqueConstraint(fields=("token_sha256",), name="one_errand_per_token"),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("given_at"))), name="errand_ends_after_it_begins"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ErrandHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("office_id", models.BigIntegerField()),
                ("kelurahan_code", models.CharField(max_length=13)),
                (
                    "holder",
                    models.TextField(help_text="name and post of the operator, as the letter of assignment says"),
                ),
                ("wrong_codes", models.IntegerField(default=0)),
                ("given_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "letter_sha256",
                    models.CharField(
                        default="", help_text="photo of the signed letter, if one was taken", max_length=64
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "fieldwork_errand_history",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("office_id", models.BigIntegerField()),
                ("answer", models.CharField(max_length=12)),
                ("note", models.TextField(default="", help_text="what is to be corrected, in the operator's words")),
                (
                    "photo_sha256",
                    models.CharField(default="", help_text="photo of the KTP, if one was taken", max_length=64),
                ),
                ("found_at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(null=True)),
                (
                    "errand",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="findings", to="fieldwork.errand"
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="findings", to="intake.listrow"
                    ),
                ),
            ],
            options={
                "db_table": "fieldwork_finding",
                "constraints": [
                    models.UniqueConstraint(fields=("row",), name="one_finding_per_row"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer__in", ("confirmed", "corrected", "died", "moved", "became_pu", "unknown"))
                        ),
                        name="field_answer_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "corrected"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="correction_says_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FindingHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("office_id", models.BigIntegerField()),
                ("answer", models.CharField(max_length=12)),
                ("note", models.TextField(default="", help_text="what is to be corrected, in the operator's words")),
                (
                    "photo_sha256",
                    models.CharField(default="", help_text="photo of the KTP, if one was taken", max_length=64),
                ),
                ("found_at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(null=True)),
                (
                    "errand",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="fieldwork.errand",
                    ),
                ),
                (
                    "row",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.listrow",
                    ),
                ),
            ],
            options={
                "db_table": "fieldwork_finding_history",
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="errand",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "fieldwork_errand_history" ("ended_at", "ends_at", "given_at", "given_by_id", "holder", "id", "kelurahan_code", "letter_sha256", "office_id", "opened_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "wrong_codes") SELECT old_values."ended_at", old_values."ends_at", old_values."given_at", old_values."given_by_id", old_values."holder", old_values."id", old_values."kelurahan_code", old_values."letter_sha256", old_values."office_id", old_values."opened_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."wrong_codes" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."ended_at" IS DISTINCT FROM (new_values."ended_at") OR old_values."ends_at" IS DISTINCT FROM (new_values."ends_at") OR old_values."given_at" IS DISTINCT FROM (new_values."given_at") OR old_values."given_by_id" IS DISTINCT FROM (new_values."given_by_id") OR old_values."holder" IS DISTINCT FROM (new_values."holder") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kelurahan_code" IS DISTINCT FROM (new_values."kelurahan_code") OR old_values."letter_sha256" IS DISTINCT FROM (new_values."letter_sha256") OR old_values."office_id" IS DISTINCT FROM (new_values."office_id") OR old_values."opened_at" IS DISTINCT FROM (new_values."opened_at") OR old_values."wrong_codes" IS DISTINCT FROM (new_values."wrong_codes")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="754b7d17c78dd6cc7c34127d36fc47847f62baf8",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_38e8d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="fieldwork_errand",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="errand",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "fieldwork_errand_history" ("ended_at", "ends_at", "given_at", "given_by_id", "holder", "id", "kelurahan_code", "letter_sha256", "office_id", "opened_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "wrong_codes") SELECT old_values."ended_at", old_values."ends_at", old_values."given_at", old_values."given_by_id", old_values."holder", old_values."id", old_values."kelurahan_code", old_values."letter_sha256", old_values."office_id", old_values."opened_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."wrong_codes" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="5f70933dd0fec98c8ce5852542113eac2eab9dab",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8d6c7",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="fieldwork_errand",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "fieldwork_finding_history" ("answer", "applied_at", "errand_id", "found_at", "id", "note", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "photo_sha256", "row_id") SELECT old_values."answer", old_values."applied_at", old_values."errand_id", old_values."found_at", old_values."id", old_values."note", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."photo_sha256", old_values."row_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="536725fbb593f036d9a72f1f9be7ade167cc1cb3",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_735e0",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="fieldwork_finding",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="finding",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "fieldwork_finding_history" ("answer", "applied_at", "errand_id", "found_at", "id", "note", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "photo_sha256", "row_id") SELECT old_values."answer", old_values."applied_at", old_values."errand_id", old_values."found_at", old_values."id", old_values."note", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."photo_sha256", old_values."row_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="67213ad5f70fd74a005ce243d89b837a263acc30",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6310e",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="fieldwork_finding",
                    when="AFTER",
                ),
            ),
        ),
    ]
