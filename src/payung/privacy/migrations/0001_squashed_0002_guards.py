from django.conf import settings
from django.db import migrations, models
import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from payung.audit.guards import APP, grant, rows_of_office
from payung.audit.together import CreateModels


TABLES = (
    "privacy_case",
    "privacy_breach",
    "privacy_exposure",
    "privacy_telling",
    "privacy_wanted",
    "privacy_corrected",
)
# A case is the office's: an account that is bound to some senders sees none.
NOT_FOR_SENDERS = [
    f"CREATE POLICY {table}_not_for_senders ON {table} AS RESTRICTIVE FOR ALL TO {APP}"
    " USING ((SELECT coalesce(current_setting('payung.senders', true), '') = ''));"
    for table in TABLES
]


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("privacy", "0001_tables"),
        ("privacy", "0002_guards"),
    ]

    dependencies = [
        ("access", "0005_second_factors_sealed"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Case",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("kind", models.CharField(max_length=10)),
                    ("state", models.CharField(default="open", max_length=8)),
                    (
                        "reference",
                        models.TextField(
                            help_text="agenda number of the report or request, as the office registered it"
                        ),
                    ),
                    ("came_at", models.DateTimeField()),
                    ("due_at", models.DateTimeField()),
                    ("hours", models.SmallIntegerField()),
                    ("rests_on", models.TextField(help_text="the article behind the clock, as printed")),
                    ("confidence", models.CharField(max_length=12)),
                    (
                        "subject_kind",
                        models.CharField(
                            default="", help_text="as pages of people are addressed; empty: a breach", max_length=9
                        ),
                    ),
                    ("subject_number", models.BigIntegerField(null=True)),
                    (
                        "person_id",
                        models.BigIntegerField(help_text="keyed hash of the NIK, as the trail holds it", null=True),
                    ),
                    ("opened_at", models.DateTimeField()),
                    ("proposed_at", models.DateTimeField(null=True)),
                    ("checked_at", models.DateTimeField(null=True)),
                    (
                        "refusal",
                        models.TextField(default="", help_text="why it was refused, in the words of the answer"),
                    ),
                    ("removed", models.JSONField(default=dict, help_text="what went: class -> how many")),
                    (
                        "kept",
                        models.JSONField(
                            default=dict, help_text="what the law keeps: class -> how many; the words stand in the flow"
                        ),
                    ),
                    (
                        "leftover",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(),
                            default=list,
                            help_text="files that are still to be removed from the disk",
                            size=None,
                        ),
                    ),
                    ("closed_at", models.DateTimeField(null=True)),
                    (
                        "checked_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "closed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "holder",
                        models.ForeignKey(
                            help_text="whose work it is now",
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "office",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="privacy_cases",
                            to="access.office",
                        ),
                    ),
                    (
                        "opened_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "proposed_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "db_table": "privacy_case",
                    "indexes": [models.Index(fields=["office", "state", "due_at"], name="case_by_due")],
                    "constraints": [
                        models.UniqueConstraint(fields=("office", "kind", "reference"), name="one_case_per_reference"),
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["breach", "correction", "erasure"])),
                            name="case_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ["open", "proposed", "applied", "refused", "closed"])),
                            name="case_state_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("kind", "breach"), ("subject_kind", ""), ("subject_number", None)),
                                models.Q(
                                    models.Q(("kind", "breach"), _negated=True),
                                    ("subject_kind__in", ["candidate", "row", "register"]),
                                    ("subject_number__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="request_is_about_somebody",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("checked_by", None),
                                models.Q(("checked_by", models.F("proposed_by")), _negated=True),
                                _connector="OR",
                            ),
                            name="maker_does_not_check",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state__in", ["applied", "refused"]), _negated=True),
                                models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                                _connector="OR",
                            ),
                            name="applied_only_when_checked",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "refused"), _negated=True),
                                models.Q(("refusal", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="refusal_says_why",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("due_at__gt", models.F("came_at"))), name="clock_runs_forward"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "closed"), _negated=True),
                                ("closed_at__isnull", False),
                                _connector="OR",
                            ),
                            name="closed_case_is_whole",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "privacy_case_history" ("came_at", "checked_at", "checked_by_id", "closed_at", "closed_by_id", "confidence", "due_at", "holder_id", "hours", "id", "kept", "kind", "leftover", "office_id", "opened_at", "opened_by_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "proposed_at", "proposed_by_id", "reference", "refusal", "removed", "rests_on", "state", "subject_kind", "subject_number") SELECT old_values."came_at", old_values."checked_at", old_values."checked_by_id", old_values."closed_at", old_values."closed_by_id", old_values."confidence", old_values."due_at", old_values."holder_id", old_values."hours", old_values."id", old_values."kept", old_values."kind", old_values."leftover", old_values."office_id", old_values."opened_at", old_values."opened_by_id", old_values."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."proposed_at", old_values."proposed_by_id", old_values."reference", old_values."refusal", old_values."removed", old_values."rests_on", old_values."state", old_values."subject_kind", old_values."subject_number" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="3ac9f3244385b8a052f4f53455af854bfcba8194",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_ef1b7",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="privacy_case",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "privacy_case_history" ("came_at", "checked_at", "checked_by_id", "closed_at", "closed_by_id", "confidence", "due_at", "holder_id", "hours", "id", "kept", "kind", "leftover", "office_id", "opened_at", "opened_by_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "proposed_at", "proposed_by_id", "reference", "refusal", "removed", "rests_on", "state", "subject_kind", "subject_number") SELECT old_values."came_at", old_values."checked_at", old_values."checked_by_id", old_values."closed_at", old_values."closed_by_id", old_values."confidence", old_values."due_at", old_values."holder_id", old_values."hours", old_values."id", old_values."kept", old_values."kind", old_values."leftover", old_values."office_id", old_values."opened_at", old_values."opened_by_id", old_values."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."proposed_at", old_values."proposed_by_id", old_values."reference", old_values."refusal", old_values."removed", old_values."rests_on", old_values."state", old_values."subject_kind", old_values."subject_number" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="e4167d0c40cd9834eaa5494867125594e3ea60c4",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_19d91",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="privacy_case",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CaseHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("kind", models.CharField(max_length=10)),
                    ("state", models.CharField(default="open", max_length=8)),
                    (
                        "reference",
                        models.TextField(
                            help_text="agenda number of the report or request, as the office registered it"
                        ),
                    ),
                    ("came_at", models.DateTimeField()),
                    ("due_at", models.DateTimeField()),
                    ("hours", models.SmallIntegerField()),
                    ("rests_on", models.TextField(help_text="the article behind the clock, as printed")),
                    ("confidence", models.CharField(max_length=12)),
                    (
                        "subject_kind",
                        models.CharField(
                            default="", help_text="as pages of people are addressed; empty: a breach", max_length=9
                        ),
                    ),
                    ("subject_number", models.BigIntegerField(null=True)),
                    (
                        "person_id",
                        models.BigIntegerField(help_text="keyed hash of the NIK, as the trail holds it", null=True),
                    ),
                    ("opened_at", models.DateTimeField()),
                    ("proposed_at", models.DateTimeField(null=True)),
                    ("checked_at", models.DateTimeField(null=True)),
                    (
                        "refusal",
                        models.TextField(default="", help_text="why it was refused, in the words of the answer"),
                    ),
                    ("removed", models.JSONField(default=dict, help_text="what went: class -> how many")),
                    (
                        "kept",
                        models.JSONField(
                            default=dict, help_text="what the law keeps: class -> how many; the words stand in the flow"
                        ),
                    ),
                    (
                        "leftover",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(),
                            default=list,
                            help_text="files that are still to be removed from the disk",
                            size=None,
                        ),
                    ),
                    ("closed_at", models.DateTimeField(null=True)),
                    (
                        "checked_by",
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
                        "closed_by",
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
                        "holder",
                        models.ForeignKey(
                            db_constraint=False,
                            help_text="whose work it is now",
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
                        "opened_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "proposed_by",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "db_table": "privacy_case_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Corrected",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    (
                        "row_id",
                        models.BigIntegerField(help_text="intake_row; no key, so that a purge is never held up"),
                    ),
                    ("field", models.CharField(max_length=12)),
                    ("before", models.TextField(default="")),
                    ("after", models.TextField(default="")),
                    ("at", models.DateTimeField()),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="corrected", to="privacy.case"
                        ),
                    ),
                ],
                options={
                    "db_table": "privacy_corrected",
                    "indexes": [models.Index(fields=["row_id"], name="corrected_by_row")],
                    "constraints": [models.UniqueConstraint(fields=("case", "row_id", "field"), name="corrected_once")],
                },
            ),
            migrations.CreateModel(
                name="Exposure",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("act", models.TextField()),
                    ("about", models.TextField()),
                    ("times", models.IntegerField()),
                    ("people", models.BigIntegerField(help_text="null: the trail does not say", null=True)),
                    ("first_at", models.DateTimeField()),
                    ("last_at", models.DateTimeField()),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="exposures", to="privacy.case"
                        ),
                    ),
                ],
                options={
                    "db_table": "privacy_exposure",
                    "constraints": [models.UniqueConstraint(fields=("case", "act", "about"), name="one_exposure")],
                },
            ),
            migrations.CreateModel(
                name="Telling",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("whom", models.CharField(max_length=6)),
                    ("told_at", models.DateTimeField()),
                    (
                        "channel",
                        models.TextField(
                            help_text="letter with number, hand to hand, e-mail of the agency …; no address of a person"
                        ),
                    ),
                    ("recorded_at", models.DateTimeField()),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="tellings", to="privacy.case"
                        ),
                    ),
                    (
                        "recorded_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                ],
                options={
                    "db_table": "privacy_telling",
                    "constraints": [
                        models.UniqueConstraint(fields=("case", "whom"), name="told_once"),
                        models.CheckConstraint(
                            condition=models.Q(("whom__in", ["person", "agency", "public"])), name="told_whom_known"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Wanted",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("field", models.CharField(max_length=12)),
                    ("value", models.TextField()),
                    (
                        "case",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="wanted", to="privacy.case"
                        ),
                    ),
                ],
                options={
                    "db_table": "privacy_wanted",
                    "constraints": [models.UniqueConstraint(fields=("case", "field"), name="one_wish_per_field")],
                },
            ),
            migrations.CreateModel(
                name="Breach",
                fields=[
                    (
                        "case",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            primary_key=True,
                            related_name="breach",
                            serialize=False,
                            to="privacy.case",
                        ),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("found_by", models.TextField()),
                    ("happened_from", models.DateTimeField(null=True)),
                    ("happened_until", models.DateTimeField(help_text="the first moment after it", null=True)),
                    ("how", models.TextField()),
                    (
                        "data",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=16),
                            default=list,
                            help_text="privacy.data: which kinds of data",
                            size=None,
                        ),
                    ),
                    ("people", models.BigIntegerField(null=True)),
                    ("people_basis", models.CharField(default="unknown", max_length=9)),
                    ("handling", models.TextField(default="", help_text="what was done to handle it and to recover")),
                    (
                        "account",
                        models.ForeignKey(
                            help_text="whose access it was",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "db_table": "privacy_breach",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("people_basis__in", ["unknown", "trail", "counted", "estimated"])),
                            name="breach_basis_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("people", None),
                                models.Q(("people__gte", 0), models.Q(("people_basis", "unknown"), _negated=True)),
                                _connector="OR",
                            ),
                            name="breach_counts_people",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("happened_from", None),
                                ("happened_until", None),
                                ("happened_until__gt", models.F("happened_from")),
                                _connector="OR",
                            ),
                            name="breach_in_order",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "privacy_breach_history" ("account_id", "case_id", "data", "found_by", "handling", "happened_from", "happened_until", "how", "office_id", "people", "people_basis", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT old_values."account_id", old_values."case_id", old_values."data", old_values."found_by", old_values."handling", old_values."happened_from", old_values."happened_until", old_values."how", old_values."office_id", old_values."people", old_values."people_basis", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\' FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."case_id") = (new_values."case_id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="9bba0ed4c20d1f5b073cdfe3eb13d890f9952720",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_94c6e",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="privacy_breach",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "privacy_breach_history" ("account_id", "case_id", "data", "found_by", "handling", "happened_from", "happened_until", "how", "office_id", "people", "people_basis", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT old_values."account_id", old_values."case_id", old_values."data", old_values."found_by", old_values."handling", old_values."happened_from", old_values."happened_until", old_values."how", old_values."office_id", old_values."people", old_values."people_basis", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\' FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="bce3f7479e40bd600a14ac964679b080193eb13f",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_58361",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="privacy_breach",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="BreachHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("office_id", models.BigIntegerField()),
                    ("found_by", models.TextField()),
                    ("happened_from", models.DateTimeField(null=True)),
                    ("happened_until", models.DateTimeField(help_text="the first moment after it", null=True)),
                    ("how", models.TextField()),
                    (
                        "data",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=16),
                            default=list,
                            help_text="privacy.data: which kinds of data",
                            size=None,
                        ),
                    ),
                    ("people", models.BigIntegerField(null=True)),
                    ("people_basis", models.CharField(default="unknown", max_length=9)),
                    ("handling", models.TextField(default="", help_text="what was done to handle it and to recover")),
                    (
                        "account",
                        models.ForeignKey(
                            db_constraint=False,
                            help_text="whose access it was",
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "case",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            serialize=False,
                            to="privacy.case",
                        ),
                    ),
                ],
                options={
                    "db_table": "privacy_breach_history",
                    "abstract": False,
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
