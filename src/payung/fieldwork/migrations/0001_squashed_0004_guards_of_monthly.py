from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from payung.audit.guards import grant, rows_of_office
from payung.audit.together import CreateModels


TABLES = ("fieldwork_errand", "fieldwork_finding", "fieldwork_sighting")


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("fieldwork", "0001_tables"),
        ("fieldwork", "0002_guards"),
        ("fieldwork", "0003_monthly"),
        ("fieldwork", "0004_guards_of_monthly"),
    ]

    dependencies = [
        ("intake", "0001_squashed_0004_unjudged"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Errand",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
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
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="errands",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "month",
                        models.DateField(
                            help_text="of an errand about covered members: the month they are asked for", null=True
                        ),
                    ),
                    (
                        "rt",
                        models.CharField(
                            default="", help_text="of such an errand: only this RT; empty: all", max_length=3
                        ),
                    ),
                    (
                        "rw",
                        models.CharField(
                            default="", help_text="of such an errand: only this RW; empty: all", max_length=3
                        ),
                    ),
                ],
                options={
                    "db_table": "fieldwork_errand",
                    "constraints": [
                        models.UniqueConstraint(fields=("token_sha256",), name="one_errand_per_token"),
                        models.CheckConstraint(
                            condition=models.Q(("ends_at__gt", models.F("given_at"))),
                            name="errand_ends_after_it_begins",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("month__isnull", False)),
                            fields=("office_id", "month", "kelurahan_code", "rw", "rt"),
                            name="one_errand_per_place_and_month",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("month", None), ("month__day", 1), _connector="OR"),
                            name="errand_month_is_first_day",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "fieldwork_errand_history" ("ended_at", "ends_at", "given_at", "given_by_id", "holder", "id", "kelurahan_code", "letter_sha256", "month", "office_id", "opened_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "rt", "rw", "wrong_codes") SELECT old_values."ended_at", old_values."ends_at", old_values."given_at", old_values."given_by_id", old_values."holder", old_values."id", old_values."kelurahan_code", old_values."letter_sha256", old_values."month", old_values."office_id", old_values."opened_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."rt", old_values."rw", old_values."wrong_codes" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."ended_at" IS DISTINCT FROM (new_values."ended_at") OR old_values."ends_at" IS DISTINCT FROM (new_values."ends_at") OR old_values."given_at" IS DISTINCT FROM (new_values."given_at") OR old_values."given_by_id" IS DISTINCT FROM (new_values."given_by_id") OR old_values."holder" IS DISTINCT FROM (new_values."holder") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kelurahan_code" IS DISTINCT FROM (new_values."kelurahan_code") OR old_values."letter_sha256" IS DISTINCT FROM (new_values."letter_sha256") OR old_values."month" IS DISTINCT FROM (new_values."month") OR old_values."office_id" IS DISTINCT FROM (new_values."office_id") OR old_values."opened_at" IS DISTINCT FROM (new_values."opened_at") OR old_values."rt" IS DISTINCT FROM (new_values."rt") OR old_values."rw" IS DISTINCT FROM (new_values."rw") OR old_values."wrong_codes" IS DISTINCT FROM (new_values."wrong_codes")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="466db9f390c1122be4e0ce8bfbc1582ac9a4ae4e",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_38e8d",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="fieldwork_errand",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "fieldwork_errand_history" ("ended_at", "ends_at", "given_at", "given_by_id", "holder", "id", "kelurahan_code", "letter_sha256", "month", "office_id", "opened_at", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "rt", "rw", "wrong_codes") SELECT old_values."ended_at", old_values."ends_at", old_values."given_at", old_values."given_by_id", old_values."holder", old_values."id", old_values."kelurahan_code", old_values."letter_sha256", old_values."month", old_values."office_id", old_values."opened_at", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."rt", old_values."rw", old_values."wrong_codes" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="cc7c009d2f3053c26e5b5d1055beeed19bebedaf",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_8d6c7",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="fieldwork_errand",
                                when="AFTER",
                            ),
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
                    (
                        "month",
                        models.DateField(
                            help_text="of an errand about covered members: the month they are asked for", null=True
                        ),
                    ),
                    (
                        "rt",
                        models.CharField(
                            default="", help_text="of such an errand: only this RT; empty: all", max_length=3
                        ),
                    ),
                    (
                        "rw",
                        models.CharField(
                            default="", help_text="of such an errand: only this RW; empty: all", max_length=3
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
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("answer", models.CharField(max_length=12)),
                    (
                        "note",
                        models.TextField(default="", help_text="what is to be corrected, in the operator's words"),
                    ),
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
                    "triggers": [
                        pgtrigger.compiler.Trigger(
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
                        pgtrigger.compiler.Trigger(
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
                    (
                        "note",
                        models.TextField(default="", help_text="what is to be corrected, in the operator's words"),
                    ),
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
            migrations.CreateModel(
                name="Sighting",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("month", models.DateField()),
                    ("seat_id", models.BigIntegerField(help_text="enrolment_enrolment")),
                    ("line_id", models.BigIntegerField(help_text="enrolment_decree_row by which the seat was given")),
                    ("answer", models.CharField(max_length=12)),
                    (
                        "note",
                        models.TextField(default="", help_text="what is to be corrected, in the operator's words"),
                    ),
                    (
                        "photo_sha256",
                        models.CharField(
                            default="", help_text="photo of KTP or death certificate, if taken", max_length=64
                        ),
                    ),
                    ("found_at", models.DateTimeField()),
                    ("settled_at", models.DateTimeField(null=True)),
                    (
                        "settled_because",
                        models.TextField(default="", help_text="why nothing (more) follows, in the verifier's words"),
                    ),
                    (
                        "errand",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="sightings", to="fieldwork.errand"
                        ),
                    ),
                ],
                options={
                    "db_table": "fieldwork_sighting",
                    "indexes": [models.Index(fields=["office_id", "month"], name="sighting_by_month")],
                    "constraints": [
                        models.UniqueConstraint(fields=("seat_id", "month"), name="one_sighting_per_month"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("answer__in", ("confirmed", "corrected", "died", "moved", "became_pu"))
                            ),
                            name="sighting_answer_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("answer", "corrected"), _negated=True),
                                models.Q(("note", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="sighted_correction_says_what",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("settled_at", None), models.Q(("settled_because", ""), _negated=True), _connector="OR"
                            ),
                            name="settled_sighting_says_why",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "fieldwork_sighting_history" ("answer", "errand_id", "found_at", "id", "line_id", "month", "note", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "photo_sha256", "seat_id", "settled_at", "settled_because") SELECT old_values."answer", old_values."errand_id", old_values."found_at", old_values."id", old_values."line_id", old_values."month", old_values."note", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."photo_sha256", old_values."seat_id", old_values."settled_at", old_values."settled_because" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="484bb1023b70c7bbe5c8dfae54cd2dc05f289979",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_71d9c",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="fieldwork_sighting",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "fieldwork_sighting_history" ("answer", "errand_id", "found_at", "id", "line_id", "month", "note", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "photo_sha256", "seat_id", "settled_at", "settled_because") SELECT old_values."answer", old_values."errand_id", old_values."found_at", old_values."id", old_values."line_id", old_values."month", old_values."note", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."photo_sha256", old_values."seat_id", old_values."settled_at", old_values."settled_because" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="42bd20602e0ca9c8c419eb952eb01ea81653b4fa",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_706c4",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="fieldwork_sighting",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SightingHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("office_id", models.BigIntegerField()),
                    ("month", models.DateField()),
                    ("seat_id", models.BigIntegerField(help_text="enrolment_enrolment")),
                    ("line_id", models.BigIntegerField(help_text="enrolment_decree_row by which the seat was given")),
                    ("answer", models.CharField(max_length=12)),
                    (
                        "note",
                        models.TextField(default="", help_text="what is to be corrected, in the operator's words"),
                    ),
                    (
                        "photo_sha256",
                        models.CharField(
                            default="", help_text="photo of KTP or death certificate, if taken", max_length=64
                        ),
                    ),
                    ("found_at", models.DateTimeField()),
                    ("settled_at", models.DateTimeField(null=True)),
                    (
                        "settled_because",
                        models.TextField(default="", help_text="why nothing (more) follows, in the verifier's words"),
                    ),
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
                ],
                options={
                    "db_table": "fieldwork_sighting_history",
                    "abstract": False,
                },
            ),
        ),
        migrations.RunSQL(
            [
                grant("SELECT", *TABLES),
                *[rows_of_office(table, by_sender=False) for table in TABLES],
            ]
        ),
    ]
