from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
import pgtrigger.compiler
from payung.audit.guards import APP, grant, rows_of_office
from payung.audit.together import CreateModels


TABLES = ("letters_letter", "letters_file", "letters_signer")
# A letter names everybody's people: an account that is bound to some senders sees none.
FOR_NO_SENDER = f"AS RESTRICTIVE FOR ALL TO {APP} USING"
NOT_FOR_SENDERS = [
    *[
        f"CREATE POLICY {table}_not_for_senders ON {table} {FOR_NO_SENDER}"
        " ((SELECT coalesce(current_setting('payung.senders', true), '') = ''));"
        for table in TABLES[:2]
    ],
    f"CREATE POLICY letters_signer_not_for_senders ON letters_signer {FOR_NO_SENDER}"
    " ((SELECT coalesce(current_setting('payung.senders', true), '')) = '');",
]


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("letters", "0001_tables"),
        ("letters", "0002_guards"),
        ("letters", "0003_signer"),
    ]

    dependencies = [
        ("access", "0005_second_factors_sealed"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Letter",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("kind", models.CharField(help_text="a name of letters.kinds", max_length=32)),
                    (
                        "register",
                        models.CharField(help_text="where its number comes from: decree or letter", max_length=12),
                    ),
                    ("about", models.TextField(help_text="what it is about, as other rooms name it: decree:3")),
                    ("subject", models.TextField()),
                    ("version", models.IntegerField()),
                    ("language", models.CharField(default="id", max_length=2)),
                    (
                        "content_sha256",
                        models.CharField(
                            help_text="of the names and contents of the files it was made with", max_length=64
                        ),
                    ),
                    ("number", models.TextField(null=True)),
                    ("dated", models.DateField(null=True)),
                    ("numbered_at", models.DateTimeField(null=True)),
                    ("made_at", models.DateTimeField()),
                    (
                        "made_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "numbered_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "office",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="access.office"
                        ),
                    ),
                ],
                options={
                    "db_table": "letters_letter",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("office", "kind", "about", "version"), name="letter_version_once"
                        ),
                        models.UniqueConstraint(
                            fields=("office", "kind", "about", "content_sha256"), name="letter_content_once"
                        ),
                        models.UniqueConstraint(
                            models.F("office"),
                            models.F("register"),
                            django.db.models.functions.datetime.ExtractYear("dated"),
                            models.F("number"),
                            name="letter_number_once_a_year",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("dated", None), ("number", None), ("numbered_at", None), ("numbered_by", None)
                                ),
                                models.Q(
                                    ("dated__isnull", False),
                                    ("number__isnull", False),
                                    ("numbered_at__isnull", False),
                                    ("numbered_by__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="letter_numbered_whole",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("register__in", ["decree", "letter"])), name="letter_register_known"
                        ),
                        models.CheckConstraint(condition=models.Q(("version__gte", 1)), name="letter_version_counts"),
                        models.CheckConstraint(
                            condition=models.Q(("language__in", ["id", "en"])), name="letter_language_known"
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "letters_letter_history" ("about", "content_sha256", "dated", "id", "kind", "language", "made_at", "made_by_id", "number", "numbered_at", "numbered_by_id", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "register", "subject", "version") SELECT old_values."about", old_values."content_sha256", old_values."dated", old_values."id", old_values."kind", old_values."language", old_values."made_at", old_values."made_by_id", old_values."number", old_values."numbered_at", old_values."numbered_by_id", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."register", old_values."subject", old_values."version" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="dc22e59b8ec255b0ba9cc8ec464354a6aad9e318",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_48e56",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="letters_letter",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "letters_letter_history" ("about", "content_sha256", "dated", "id", "kind", "language", "made_at", "made_by_id", "number", "numbered_at", "numbered_by_id", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "register", "subject", "version") SELECT old_values."about", old_values."content_sha256", old_values."dated", old_values."id", old_values."kind", old_values."language", old_values."made_at", old_values."made_by_id", old_values."number", old_values."numbered_at", old_values."numbered_by_id", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."register", old_values."subject", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="aad5fc7a13f5f6f2097cde3cab782a356b5f29b0",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_1b16b",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="letters_letter",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="LetterHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("kind", models.CharField(help_text="a name of letters.kinds", max_length=32)),
                    (
                        "register",
                        models.CharField(help_text="where its number comes from: decree or letter", max_length=12),
                    ),
                    ("about", models.TextField(help_text="what it is about, as other rooms name it: decree:3")),
                    ("subject", models.TextField()),
                    ("version", models.IntegerField()),
                    ("language", models.CharField(default="id", max_length=2)),
                    (
                        "content_sha256",
                        models.CharField(
                            help_text="of the names and contents of the files it was made with", max_length=64
                        ),
                    ),
                    ("number", models.TextField(null=True)),
                    ("dated", models.DateField(null=True)),
                    ("numbered_at", models.DateTimeField(null=True)),
                    ("made_at", models.DateTimeField()),
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
                        "numbered_by",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
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
                ],
                options={
                    "db_table": "letters_letter_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="LetterFile",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("name", models.TextField()),
                    ("format", models.CharField(max_length=8)),
                    ("sha256", models.CharField(max_length=64)),
                    ("size", models.BigIntegerField()),
                    (
                        "is_scan",
                        models.BooleanField(default=False, help_text="came after the letter was made: signed, scanned"),
                    ),
                    ("added_at", models.DateTimeField()),
                    (
                        "letter",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="files", to="letters.letter"
                        ),
                    ),
                ],
                options={
                    "db_table": "letters_file",
                    "constraints": [
                        models.UniqueConstraint(fields=("letter", "name"), name="letter_file_name_once"),
                        models.CheckConstraint(condition=models.Q(("size__gte", 0)), name="letter_file_size_counts"),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "letters_file_history" ("added_at", "format", "id", "is_scan", "letter_id", "name", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "sha256", "size") SELECT old_values."added_at", old_values."format", old_values."id", old_values."is_scan", old_values."letter_id", old_values."name", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."sha256", old_values."size" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="3592dbfabdfc670859a52de106988a9c85994e72",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_eb10f",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="letters_file",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "letters_file_history" ("added_at", "format", "id", "is_scan", "letter_id", "name", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "sha256", "size") SELECT old_values."added_at", old_values."format", old_values."id", old_values."is_scan", old_values."letter_id", old_values."name", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."sha256", old_values."size" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="3359e06d3839a015247e403b2c85ed9ca2a0b7b7",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_b4589",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="letters_file",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="LetterFileHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("office_id", models.BigIntegerField()),
                    ("name", models.TextField()),
                    ("format", models.CharField(max_length=8)),
                    ("sha256", models.CharField(max_length=64)),
                    ("size", models.BigIntegerField()),
                    (
                        "is_scan",
                        models.BooleanField(default=False, help_text="came after the letter was made: signed, scanned"),
                    ),
                    ("added_at", models.DateTimeField()),
                    (
                        "letter",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="letters.letter",
                        ),
                    ),
                ],
                options={
                    "db_table": "letters_file_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Signer",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("title", models.TextField()),
                    ("name", models.TextField(default="")),
                    (
                        "nip",
                        models.CharField(
                            default="", help_text="number of a civil servant, where one was given", max_length=32
                        ),
                    ),
                    ("noted_at", models.DateTimeField()),
                    (
                        "noted_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "office",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="signers", to="access.office"
                        ),
                    ),
                ],
                options={
                    "db_table": "letters_signer",
                    "constraints": [
                        models.UniqueConstraint(fields=("office", "title", "name", "nip"), name="signer_noted_once")
                    ],
                },
            ),
        ),
        migrations.RunSQL(
            [
                grant("SELECT", *TABLES),
                *[rows_of_office(table, by_sender=False) for table in TABLES],
                *NOT_FOR_SENDERS,
            ]
        ),
    ]
