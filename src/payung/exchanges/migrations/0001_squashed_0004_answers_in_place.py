from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion
import django.db.models.expressions
import pghistory.utils
import pgtrigger.compiler
from payung.audit.guards import grant, rows_of_office
from payung.audit.together import CreateModels


TABLES = ("exchanges_package", "exchanges_answer_file", "exchanges_item", "exchanges_answer_row")


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("exchanges", "0001_tables"),
        ("exchanges", "0002_guards"),
        ("exchanges", "0003_kept_files"),
        ("exchanges", "0004_answers_in_place"),
    ]

    dependencies = [
        ("access", "0005_second_factors_sealed"),
        ("agreements", "0001_squashed_0003_segment_of_terms"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Package",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("purpose", models.CharField(max_length=16)),
                    ("number", models.IntegerField()),
                    ("about", models.TextField(default="")),
                    (
                        "content_sha256",
                        models.CharField(
                            help_text="of the names that it holds and what it is about: the same names are one package",
                            max_length=64,
                        ),
                    ),
                    ("wadah", models.CharField(default="", help_text="as the file names it", max_length=2)),
                    ("letter_number", models.TextField(default="")),
                    ("made_at", models.DateTimeField()),
                    ("sent", models.IntegerField()),
                    ("yes", models.IntegerField(default=0)),
                    ("no", models.IntegerField(default=0)),
                    ("unanswered", models.IntegerField()),
                    (
                        "made_by",
                        models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                    ),
                    (
                        "office",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="packages", to="access.office"
                        ),
                    ),
                    (
                        "programme",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="packages",
                            to="agreements.programme",
                        ),
                    ),
                ],
                options={
                    "db_table": "exchanges_package",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("office", "programme", "purpose", "number"), name="one_package_per_number"
                        ),
                        models.UniqueConstraint(
                            fields=("office", "programme", "purpose", "content_sha256"), name="names_sent_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("purpose__in", ["dukcapil", "bpjs_check", "bpjs_enrolment", "bpjs_leaving"])
                            ),
                            name="purpose_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "sent",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("yes"), "+", models.F("no")
                                        ),
                                        "+",
                                        models.F("unanswered"),
                                    ),
                                )
                            ),
                            name="package_balances",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "exchanges_package_history" ("about", "content_sha256", "id", "letter_number", "made_at", "made_by_id", "no", "number", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "programme_id", "purpose", "sent", "unanswered", "wadah", "yes") SELECT old_values."about", old_values."content_sha256", old_values."id", old_values."letter_number", old_values."made_at", old_values."made_by_id", old_values."no", old_values."number", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."programme_id", old_values."purpose", old_values."sent", old_values."unanswered", old_values."wadah", old_values."yes" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="15229faae1e2c629abcd195e73ca87093825e102",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_9532f",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="exchanges_package",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "exchanges_package_history" ("about", "content_sha256", "id", "letter_number", "made_at", "made_by_id", "no", "number", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "programme_id", "purpose", "sent", "unanswered", "wadah", "yes") SELECT old_values."about", old_values."content_sha256", old_values."id", old_values."letter_number", old_values."made_at", old_values."made_by_id", old_values."no", old_values."number", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."programme_id", old_values."purpose", old_values."sent", old_values."unanswered", old_values."wadah", old_values."yes" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="3935874f70ae338d116696e208982ca5ef287451",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_87ec6",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="exchanges_package",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PackageHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("purpose", models.CharField(max_length=16)),
                    ("number", models.IntegerField()),
                    ("about", models.TextField(default="")),
                    (
                        "content_sha256",
                        models.CharField(
                            help_text="of the names that it holds and what it is about: the same names are one package",
                            max_length=64,
                        ),
                    ),
                    ("wadah", models.CharField(default="", help_text="as the file names it", max_length=2)),
                    ("letter_number", models.TextField(default="")),
                    ("made_at", models.DateTimeField()),
                    ("sent", models.IntegerField()),
                    ("yes", models.IntegerField(default=0)),
                    ("no", models.IntegerField(default=0)),
                    ("unanswered", models.IntegerField()),
                    (
                        "made_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
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
                        "programme",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.programme",
                        ),
                    ),
                ],
                options={
                    "db_table": "exchanges_package_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="AnswerFile",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("file_name", models.TextField()),
                    (
                        "content_sha256",
                        models.CharField(
                            help_text="of the file and of what a person said about its columns and words", max_length=64
                        ),
                    ),
                    ("received_at", models.DateTimeField()),
                    ("answered_on", models.DateField()),
                    ("rows", models.IntegerField()),
                    ("taken", models.IntegerField()),
                    ("repeated", models.IntegerField()),
                    ("unknown", models.IntegerField()),
                    ("conflicting", models.IntegerField()),
                    ("unreadable", models.IntegerField()),
                    ("rest", models.IntegerField(default=0)),
                    (
                        "received_by",
                        models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                    ),
                    (
                        "package",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="answer_files",
                            to="exchanges.package",
                        ),
                    ),
                    (
                        "file_sha256",
                        models.CharField(
                            default="", help_text="under which the file is kept; empty: it is not", max_length=64
                        ),
                    ),
                ],
                options={
                    "db_table": "exchanges_answer_file",
                    "constraints": [
                        models.UniqueConstraint(fields=("package", "content_sha256"), name="answer_received_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "rows",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    models.F("taken"), "+", models.F("repeated")
                                                ),
                                                "+",
                                                models.F("unknown"),
                                            ),
                                            "+",
                                            models.F("conflicting"),
                                        ),
                                        "+",
                                        models.F("unreadable"),
                                    ),
                                )
                            ),
                            name="answer_balances",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PackageItem",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("seq", models.IntegerField(help_text="its number in the file that left")),
                    (
                        "candidate_id",
                        models.BigIntegerField(
                            help_text="eligibility_candidate; no key, because that room is upstairs"
                        ),
                    ),
                    ("person_id", models.BigIntegerField()),
                    ("nik", models.CharField(max_length=16)),
                    ("name", models.TextField()),
                    ("birth_on", models.DateField(null=True)),
                    ("kelurahan_code", models.CharField(max_length=13, null=True)),
                    ("birth_place", models.TextField(null=True)),
                    ("sex", models.CharField(max_length=1, null=True)),
                    ("phone", models.TextField(null=True)),
                    ("address", models.TextField(null=True)),
                    ("rt", models.CharField(max_length=3, null=True)),
                    ("rw", models.CharField(max_length=3, null=True)),
                    ("occupation", models.TextField(null=True)),
                    (
                        "from_month",
                        models.DateField(help_text="first month that the decree's line counts for", null=True),
                    ),
                    ("leaving", models.CharField(help_text="why a person leaves the list", max_length=16, null=True)),
                    ("code", models.CharField(max_length=8, null=True)),
                    ("reason", models.TextField(default="")),
                    ("kpj", models.TextField(null=True)),
                    ("answered_on", models.DateField(help_text="of the newest file that says so", null=True)),
                    ("corrected_nik", models.CharField(max_length=16, null=True)),
                    ("corrected_name", models.TextField(null=True)),
                    ("corrected_birth_on", models.DateField(null=True)),
                    (
                        "answer_file",
                        models.ForeignKey(
                            db_index=False,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="items",
                            to="exchanges.answerfile",
                        ),
                    ),
                    (
                        "package",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="items",
                            to="exchanges.package",
                        ),
                    ),
                ],
                options={
                    "db_table": "exchanges_item",
                    "indexes": [
                        models.Index(fields=["candidate_id"], name="item_by_candidate"),
                        models.Index(fields=["nik"], name="item_by_nik"),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("package", "nik"), name="one_item_per_nik"),
                        models.UniqueConstraint(fields=("package", "seq"), name="one_item_per_place"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("code", None),
                                ("code__in", ["match", "mismatch", "dead", "moved", "yes", "no"]),
                                _connector="OR",
                            ),
                            name="code_known",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "exchanges_item_history" ("address", "answer_file_id", "answered_on", "birth_on", "birth_place", "candidate_id", "code", "from_month", "id", "kelurahan_code", "kpj", "leaving", "name", "nik", "occupation", "office_id", "package_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "phone", "reason", "rt", "rw", "seq", "sex") SELECT old_values."address", old_values."answer_file_id", old_values."answered_on", old_values."birth_on", old_values."birth_place", old_values."candidate_id", old_values."code", old_values."from_month", old_values."id", old_values."kelurahan_code", old_values."kpj", old_values."leaving", old_values."name", old_values."nik", old_values."occupation", old_values."office_id", old_values."package_id", old_values."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."phone", old_values."reason", old_values."rt", old_values."rw", old_values."seq", old_values."sex" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."address" IS DISTINCT FROM (new_values."address") OR old_values."answer_file_id" IS DISTINCT FROM (new_values."answer_file_id") OR old_values."answered_on" IS DISTINCT FROM (new_values."answered_on") OR old_values."birth_on" IS DISTINCT FROM (new_values."birth_on") OR old_values."birth_place" IS DISTINCT FROM (new_values."birth_place") OR old_values."candidate_id" IS DISTINCT FROM (new_values."candidate_id") OR old_values."code" IS DISTINCT FROM (new_values."code") OR old_values."from_month" IS DISTINCT FROM (new_values."from_month") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."kelurahan_code" IS DISTINCT FROM (new_values."kelurahan_code") OR old_values."kpj" IS DISTINCT FROM (new_values."kpj") OR old_values."leaving" IS DISTINCT FROM (new_values."leaving") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."nik" IS DISTINCT FROM (new_values."nik") OR old_values."occupation" IS DISTINCT FROM (new_values."occupation") OR old_values."office_id" IS DISTINCT FROM (new_values."office_id") OR old_values."package_id" IS DISTINCT FROM (new_values."package_id") OR old_values."person_id" IS DISTINCT FROM (new_values."person_id") OR old_values."phone" IS DISTINCT FROM (new_values."phone") OR old_values."reason" IS DISTINCT FROM (new_values."reason") OR old_values."rt" IS DISTINCT FROM (new_values."rt") OR old_values."rw" IS DISTINCT FROM (new_values."rw") OR old_values."seq" IS DISTINCT FROM (new_values."seq") OR old_values."sex" IS DISTINCT FROM (new_values."sex")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="50abdcb3a1fee877bd2b01ff3118659ee741058b",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_16c30",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="exchanges_item",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "exchanges_item_history" ("address", "answer_file_id", "answered_on", "birth_on", "birth_place", "candidate_id", "code", "from_month", "id", "kelurahan_code", "kpj", "leaving", "name", "nik", "occupation", "office_id", "package_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "phone", "reason", "rt", "rw", "seq", "sex") SELECT old_values."address", old_values."answer_file_id", old_values."answered_on", old_values."birth_on", old_values."birth_place", old_values."candidate_id", old_values."code", old_values."from_month", old_values."id", old_values."kelurahan_code", old_values."kpj", old_values."leaving", old_values."name", old_values."nik", old_values."occupation", old_values."office_id", old_values."package_id", old_values."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."phone", old_values."reason", old_values."rt", old_values."rw", old_values."seq", old_values."sex" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="68d9daf3cee984a617fba1c5d0c5159e087e783d",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_2ed1b",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="exchanges_item",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PackageItemHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("office_id", models.BigIntegerField()),
                    ("seq", models.IntegerField(help_text="its number in the file that left")),
                    (
                        "candidate_id",
                        models.BigIntegerField(
                            help_text="eligibility_candidate; no key, because that room is upstairs"
                        ),
                    ),
                    ("person_id", models.BigIntegerField()),
                    ("nik", models.CharField(max_length=16)),
                    ("name", models.TextField()),
                    ("birth_on", models.DateField(null=True)),
                    ("kelurahan_code", models.CharField(max_length=13, null=True)),
                    ("birth_place", models.TextField(null=True)),
                    ("sex", models.CharField(max_length=1, null=True)),
                    ("phone", models.TextField(null=True)),
                    ("address", models.TextField(null=True)),
                    ("rt", models.CharField(max_length=3, null=True)),
                    ("rw", models.CharField(max_length=3, null=True)),
                    ("occupation", models.TextField(null=True)),
                    (
                        "from_month",
                        models.DateField(help_text="first month that the decree's line counts for", null=True),
                    ),
                    ("leaving", models.CharField(help_text="why a person leaves the list", max_length=16, null=True)),
                    ("code", models.CharField(max_length=8, null=True)),
                    ("reason", models.TextField(default="")),
                    ("kpj", models.TextField(null=True)),
                    ("answered_on", models.DateField(help_text="of the newest file that says so", null=True)),
                    (
                        "answer_file",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="exchanges.answerfile",
                        ),
                    ),
                    (
                        "package",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="exchanges.package",
                        ),
                    ),
                ],
                options={
                    "db_table": "exchanges_item_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="AnswerRow",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("sheet_no", models.IntegerField()),
                    ("row_no", models.IntegerField()),
                    ("nik", models.TextField(help_text="the digits as they stand there", null=True)),
                    ("name", models.TextField(null=True)),
                    ("said", models.TextField(default="", help_text="the answer word for word")),
                    ("code", models.CharField(max_length=8, null=True)),
                    ("reason", models.TextField(default="")),
                    ("kpj", models.TextField(null=True)),
                    ("outcome", models.CharField(max_length=12)),
                    (
                        "why",
                        models.CharField(
                            default="", help_text="why it was not simply taken: exchanges.outcomes", max_length=24
                        ),
                    ),
                    (
                        "answer_file",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="answer_rows",
                            to="exchanges.answerfile",
                        ),
                    ),
                    (
                        "item",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="answer_rows",
                            to="exchanges.packageitem",
                        ),
                    ),
                ],
                options={
                    "db_table": "exchanges_answer_row",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("answer_file", "sheet_no", "row_no"), name="one_answer_per_line"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("outcome__in", ["taken", "repeated", "unknown", "conflicting", "unreadable"])
                            ),
                            name="outcome_of_answer_known",
                        ),
                    ],
                },
            ),
        ),
        migrations.RunSQL(
            [
                grant("SELECT", *TABLES),
                *[rows_of_office(table, by_sender=False) for table in TABLES],
                # Every name is answered once or twice: with room on its page, an answer leaves all indexes as they are.
                "ALTER TABLE exchanges_item SET (fillfactor = 50);",
            ]
        ),
    ]
