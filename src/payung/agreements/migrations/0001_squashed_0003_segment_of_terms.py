from django.conf import settings
from django.db import migrations, models
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import pghistory.utils
import pgtrigger.compiler
from payung.audit.guards import grant, rows_of_office
from payung.audit.together import CreateModels


TABLES = (
    "agreements_regulation",
    "agreements_agreement",
    "agreements_programme",
    "agreements_terms",
    "agreements_quota",
    "agreements_budget_line",
    "agreements_budget_entry",
)


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("agreements", "0001_tables"),
        ("agreements", "0002_guards"),
        ("agreements", "0003_segment_of_terms"),
    ]

    dependencies = [
        ("access", "0005_second_factors_sealed"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Programme",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("code", models.CharField(max_length=48)),
                    ("name", models.TextField()),
                    ("kind", models.CharField(max_length=16)),
                    (
                        "proposers",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(),
                            default=list,
                            help_text="codes or kinds of senders whose lists may propose; empty: all",
                            size=None,
                        ),
                    ),
                    (
                        "office",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="programmes", to="access.office"
                        ),
                    ),
                ],
                options={
                    "db_table": "agreements_programme",
                    "constraints": [
                        models.UniqueConstraint(fields=("office", "code"), name="one_programme_per_code"),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    [
                                        "vulnerable",
                                        "election",
                                        "village_officers",
                                        "non_asn",
                                        "teachers",
                                        "health_workers",
                                        "provincial",
                                        "donor",
                                    ],
                                )
                            ),
                            name="programme_kind_known",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_programme_history" ("code", "id", "kind", "name", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "proposers") SELECT old_values."code", old_values."id", old_values."kind", old_values."name", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."proposers" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="ecdd28ba7b0942adcffe761c68b8d063028cfc91",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_7a595",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="agreements_programme",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_programme_history" ("code", "id", "kind", "name", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "proposers") SELECT old_values."code", old_values."id", old_values."kind", old_values."name", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."proposers" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="d71c2f265a7cc389469c676c7f3491f99858e509",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_b515c",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="agreements_programme",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ProgrammeHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("code", models.CharField(max_length=48)),
                    ("name", models.TextField()),
                    ("kind", models.CharField(max_length=16)),
                    (
                        "proposers",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(),
                            default=list,
                            help_text="codes or kinds of senders whose lists may propose; empty: all",
                            size=None,
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
                    "db_table": "agreements_programme_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Agreement",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("kind", models.CharField(max_length=4)),
                    ("number", models.TextField()),
                    ("partner", models.TextField()),
                    ("opd", models.TextField(default="")),
                    ("signed_on", models.DateField(null=True)),
                    ("starts_on", models.DateField()),
                    ("ends_on", models.DateField(help_text="the first day without force", null=True)),
                    (
                        "office",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="agreements", to="access.office"
                        ),
                    ),
                    (
                        "rests_on",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="resting",
                            to="agreements.agreement",
                        ),
                    ),
                ],
                options={
                    "db_table": "agreements_agreement",
                    "constraints": [
                        models.UniqueConstraint(fields=("office", "kind", "number"), name="agreement_known_once"),
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["mou", "pks"])), name="agreement_kind_known"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("ends_on", None), ("ends_on__gt", models.F("starts_on")), _connector="OR"
                            ),
                            name="agreement_ends_after_start",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_agreement_history" ("ends_on", "id", "kind", "number", "office_id", "opd", "partner", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "rests_on_id", "signed_on", "starts_on") SELECT old_values."ends_on", old_values."id", old_values."kind", old_values."number", old_values."office_id", old_values."opd", old_values."partner", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."rests_on_id", old_values."signed_on", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="a901d5f501f1c506e7485a552008a2651a90f9ba",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_36fdd",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="agreements_agreement",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_agreement_history" ("ends_on", "id", "kind", "number", "office_id", "opd", "partner", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "rests_on_id", "signed_on", "starts_on") SELECT old_values."ends_on", old_values."id", old_values."kind", old_values."number", old_values."office_id", old_values."opd", old_values."partner", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."rests_on_id", old_values."signed_on", old_values."starts_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="5e4fc71da0cd4bbbf9ff222e923b168b1f9d041e",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_a07e3",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="agreements_agreement",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="AgreementHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("kind", models.CharField(max_length=4)),
                    ("number", models.TextField()),
                    ("partner", models.TextField()),
                    ("opd", models.TextField(default="")),
                    ("signed_on", models.DateField(null=True)),
                    ("starts_on", models.DateField()),
                    ("ends_on", models.DateField(help_text="the first day without force", null=True)),
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
                        "rests_on",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
                        ),
                    ),
                ],
                options={
                    "db_table": "agreements_agreement_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="BudgetLine",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("fiscal_year", models.SmallIntegerField()),
                    ("source", models.CharField(max_length=12)),
                    ("account", models.TextField(help_text="kode rekening as the DPA prints it")),
                    ("amount", models.BigIntegerField()),
                    ("reserved", models.BigIntegerField(default=0)),
                    ("spent", models.BigIntegerField(default=0)),
                    (
                        "office",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="budget_lines", to="access.office"
                        ),
                    ),
                    (
                        "programme",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="budget_lines",
                            to="agreements.programme",
                        ),
                    ),
                ],
                options={
                    "db_table": "agreements_budget_line",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("office", "programme", "fiscal_year", "source", "account"),
                            name="one_line_per_year_and_account",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "source__in",
                                    [
                                        "apbd",
                                        "apbd_p",
                                        "dbh_sawit",
                                        "dbhcht",
                                        "apbdes",
                                        "csr",
                                        "baznas",
                                        "apbn",
                                        "hibah",
                                    ],
                                )
                            ),
                            name="budget_source_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "amount__gte",
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("reserved"), "+", models.F("spent")
                                    ),
                                ),
                                ("reserved__gte", 0),
                                ("spent__gte", 0),
                            ),
                            name="budget_not_overdrawn",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_budget_line_history" ("account", "amount", "fiscal_year", "id", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "programme_id", "reserved", "source", "spent") SELECT old_values."account", old_values."amount", old_values."fiscal_year", old_values."id", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."programme_id", old_values."reserved", old_values."source", old_values."spent" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="bd49b6bcce13793ab439bbe6f3ad0868a2488e46",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_e5887",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="agreements_budget_line",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_budget_line_history" ("account", "amount", "fiscal_year", "id", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "programme_id", "reserved", "source", "spent") SELECT old_values."account", old_values."amount", old_values."fiscal_year", old_values."id", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."programme_id", old_values."reserved", old_values."source", old_values."spent" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="654547e279f3f36c944b75175498619879f7bb34",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_40a26",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="agreements_budget_line",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="BudgetLineHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("fiscal_year", models.SmallIntegerField()),
                    ("source", models.CharField(max_length=12)),
                    ("account", models.TextField(help_text="kode rekening as the DPA prints it")),
                    ("amount", models.BigIntegerField()),
                    ("reserved", models.BigIntegerField(default=0)),
                    ("spent", models.BigIntegerField(default=0)),
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
                    "db_table": "agreements_budget_line_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="BudgetEntry",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("kind", models.CharField(max_length=8)),
                    ("amount", models.BigIntegerField()),
                    ("about", models.TextField()),
                    ("at", models.DateTimeField()),
                    ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    (
                        "line",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="entries",
                            to="agreements.budgetline",
                        ),
                    ),
                ],
                options={
                    "db_table": "agreements_budget_entry",
                    "constraints": [
                        models.UniqueConstraint(fields=("line", "kind", "about"), name="movement_booked_once"),
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["reserved", "released", "spent", "refunded"])),
                            name="entry_kind_known",
                        ),
                        models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="entry_moves_something"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Quota",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("place_code", models.CharField(max_length=13)),
                    ("seats", models.IntegerField()),
                    (
                        "programme",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="quotas",
                            to="agreements.programme",
                        ),
                    ),
                ],
                options={
                    "db_table": "agreements_quota",
                    "constraints": [
                        models.UniqueConstraint(fields=("programme", "place_code"), name="one_quota_per_place"),
                        models.CheckConstraint(condition=models.Q(("seats__gte", 0)), name="quota_not_negative"),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_quota_history" ("id", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "place_code", "programme_id", "seats") SELECT old_values."id", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."place_code", old_values."programme_id", old_values."seats" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="c7a68b7d5625b8ab6e902a1bb9397f37d19f5e98",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_ca05e",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="agreements_quota",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_quota_history" ("id", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "place_code", "programme_id", "seats") SELECT old_values."id", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."place_code", old_values."programme_id", old_values."seats" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="aa8a567b1b03fae042f33475b93711df3114e29e",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_c73cc",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="agreements_quota",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="QuotaHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("office_id", models.BigIntegerField()),
                    ("place_code", models.CharField(max_length=13)),
                    ("seats", models.IntegerField()),
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
                    "db_table": "agreements_quota_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Regulation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("kind", models.CharField(max_length=12)),
                    ("issuer", models.TextField(help_text="Wali Kota Bontang, Gubernur Sumatera Selatan …")),
                    ("number", models.TextField()),
                    ("year", models.SmallIntegerField()),
                    ("title", models.TextField()),
                    ("cited_as", models.TextField(default="")),
                    ("stage", models.CharField(max_length=12)),
                    ("in_force_from", models.DateField(null=True)),
                    ("in_force_to", models.DateField(help_text="the first day without force", null=True)),
                    (
                        "office",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="regulations", to="access.office"
                        ),
                    ),
                ],
                options={
                    "db_table": "agreements_regulation",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("office", "kind", "issuer", "number", "year"), name="regulation_known_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "kind__in",
                                    ["perda", "pergub", "perbup", "perwali", "keputusan", "instruksi", "edaran"],
                                )
                            ),
                            name="regulation_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "stage__in",
                                    ["drafted", "legal_review", "harmonised", "enacted", "promulgated", "revoked"],
                                )
                            ),
                            name="regulation_stage_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("in_force_to", None),
                                ("in_force_from", None),
                                ("in_force_to__gt", models.F("in_force_from")),
                                _connector="OR",
                            ),
                            name="regulation_ends_after_start",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_regulation_history" ("cited_as", "id", "in_force_from", "in_force_to", "issuer", "kind", "number", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "stage", "title", "year") SELECT old_values."cited_as", old_values."id", old_values."in_force_from", old_values."in_force_to", old_values."issuer", old_values."kind", old_values."number", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."stage", old_values."title", old_values."year" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="7deb483abd5b5b8c0892bc3b7d47853c4de20f3f",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_d73e1",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="agreements_regulation",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_regulation_history" ("cited_as", "id", "in_force_from", "in_force_to", "issuer", "kind", "number", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "stage", "title", "year") SELECT old_values."cited_as", old_values."id", old_values."in_force_from", old_values."in_force_to", old_values."issuer", old_values."kind", old_values."number", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."stage", old_values."title", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="f8c32de330a40eea7250fbf71a31bca25b78d3e9",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_0cd82",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="agreements_regulation",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="RegulationHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("kind", models.CharField(max_length=12)),
                    ("issuer", models.TextField(help_text="Wali Kota Bontang, Gubernur Sumatera Selatan …")),
                    ("number", models.TextField()),
                    ("year", models.SmallIntegerField()),
                    ("title", models.TextField()),
                    ("cited_as", models.TextField(default="")),
                    ("stage", models.CharField(max_length=12)),
                    ("in_force_from", models.DateField(null=True)),
                    ("in_force_to", models.DateField(help_text="the first day without force", null=True)),
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
                    "db_table": "agreements_regulation_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Terms",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("valid_from", models.DateField()),
                    (
                        "schemes",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=3), help_text="jkk, jkm, jht", size=None
                        ),
                    ),
                    (
                        "income",
                        models.BigIntegerField(
                            help_text="declared monthly income (bpu) or monthly wage (pu) in rupiah that contributions are counted on"
                        ),
                    ),
                    ("payer", models.CharField(max_length=8)),
                    (
                        "ruling",
                        models.CharField(
                            default="none", help_text="written ruling on the relief of PP 50/2025", max_length=8
                        ),
                    ),
                    ("source", models.CharField(max_length=12)),
                    ("wadah", models.CharField(default="", max_length=2)),
                    ("first_month", models.DateField()),
                    ("months", models.SmallIntegerField()),
                    (
                        "place_code",
                        models.CharField(
                            help_text="Kemendagri code of the area whose residents may take part", max_length=13
                        ),
                    ),
                    ("residence", models.CharField(default="kabupaten", max_length=12)),
                    ("age_from", models.SmallIntegerField(default=18)),
                    (
                        "age_below",
                        models.SmallIntegerField(
                            default=65, help_text="below this age on the first day of the first month"
                        ),
                    ),
                    (
                        "occupations",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(),
                            default=list,
                            help_text="occupation groups admitted; empty: all",
                            size=None,
                        ),
                    ),
                    (
                        "occupations_closed",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(), default=list, help_text="groups that are refused", size=None
                        ),
                    ),
                    (
                        "per_family",
                        models.SmallIntegerField(help_text="seats per family card; null: no limit", null=True),
                    ),
                    ("social_aid", models.CharField(default="ignored", max_length=8)),
                    ("decile_max", models.SmallIntegerField(null=True)),
                    (
                        "excluded_cover",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=24),
                            default=list,
                            help_text="classes of other cover that exclude",
                            size=None,
                        ),
                    ),
                    ("dukcapil", models.CharField(default="wanted", max_length=9)),
                    ("bpjs", models.CharField(default="wanted", max_length=9)),
                    (
                        "rank_by",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=16), default=list, size=None
                        ),
                    ),
                    ("replacement", models.CharField(default="amendment", max_length=9)),
                    (
                        "cut_off_day",
                        models.SmallIntegerField(
                            default=20, help_text="changes after this day count from the month after next"
                        ),
                    ),
                    ("term_from", models.DateField(help_text="ad hoc officers: first day of duty", null=True)),
                    ("term_to", models.DateField(help_text="the first day after duty", null=True)),
                    (
                        "agreement",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="terms",
                            to="agreements.agreement",
                        ),
                    ),
                    (
                        "programme",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="terms", to="agreements.programme"
                        ),
                    ),
                    (
                        "regulation",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="terms",
                            to="agreements.regulation",
                        ),
                    ),
                    ("npp", models.CharField(default="", help_text="pu: the employer's number at BPJS", max_length=8)),
                    (
                        "risk",
                        models.SmallIntegerField(help_text="pu: JKK risk class of the employer, 1 to 5", null=True),
                    ),
                    (
                        "segment",
                        models.CharField(default="bpu", help_text="bpu: self-employed; pu: wage earners", max_length=3),
                    ),
                ],
                options={
                    "db_table": "agreements_terms",
                    "constraints": [
                        models.UniqueConstraint(fields=("programme", "valid_from"), name="one_terms_per_day"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("payer__in", ["pemkab", "pemprov", "desa", "csr", "sponsor", "employer", "apbn"])
                            ),
                            name="terms_payer_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "source__in",
                                    [
                                        "apbd",
                                        "apbd_p",
                                        "dbh_sawit",
                                        "dbhcht",
                                        "apbdes",
                                        "csr",
                                        "baznas",
                                        "apbn",
                                        "hibah",
                                    ],
                                )
                            ),
                            name="terms_source_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("wadah", ""), ("wadah__in", ["SG", "SD", "SA", "SL", "SC", "SB"]), _connector="OR"
                            ),
                            name="terms_wadah_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("residence__in", ["kabupaten", "province", "any"])),
                            name="terms_residence_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("social_aid__in", ["ignored", "excluded", "required"])),
                            name="terms_social_aid_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("dukcapil__in", ["required", "wanted", "not_asked"]),
                                ("bpjs__in", ["required", "wanted", "not_asked"]),
                            ),
                            name="terms_checks_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("replacement__in", ["amendment", "decision", "minutes"])),
                            name="terms_replacement_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("ruling__in", ["none", "entitled", "excluded"])),
                            name="terms_ruling_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("age_below__gt", models.F("age_from"))), name="terms_age_in_order"
                        ),
                        models.CheckConstraint(condition=models.Q(("months__gt", 0)), name="terms_months_positive"),
                        models.CheckConstraint(
                            condition=models.Q(("first_month__day", 1)), name="terms_first_month_is_a_first_day"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("term_from", None), ("term_to", None)),
                                ("term_to__gt", models.F("term_from")),
                                _connector="OR",
                            ),
                            name="terms_term_whole",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("npp", ""), ("risk", None), ("segment", "bpu")),
                                models.Q(("risk__gte", 1), ("risk__lte", 5), ("segment", "pu")),
                                _connector="OR",
                            ),
                            name="terms_segment_whole",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_terms_history" ("age_below", "age_from", "agreement_id", "bpjs", "cut_off_day", "decile_max", "dukcapil", "excluded_cover", "first_month", "id", "income", "months", "npp", "occupations", "occupations_closed", "office_id", "payer", "per_family", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "place_code", "programme_id", "rank_by", "regulation_id", "replacement", "residence", "risk", "ruling", "schemes", "segment", "social_aid", "source", "term_from", "term_to", "valid_from", "wadah") SELECT old_values."age_below", old_values."age_from", old_values."agreement_id", old_values."bpjs", old_values."cut_off_day", old_values."decile_max", old_values."dukcapil", old_values."excluded_cover", old_values."first_month", old_values."id", old_values."income", old_values."months", old_values."npp", old_values."occupations", old_values."occupations_closed", old_values."office_id", old_values."payer", old_values."per_family", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."place_code", old_values."programme_id", old_values."rank_by", old_values."regulation_id", old_values."replacement", old_values."residence", old_values."risk", old_values."ruling", old_values."schemes", old_values."segment", old_values."social_aid", old_values."source", old_values."term_from", old_values."term_to", old_values."valid_from", old_values."wadah" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="095182dff13c1c6f49cf476be9fe48fb7db09f8a",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_567aa",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="agreements_terms",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agreements_terms_history" ("age_below", "age_from", "agreement_id", "bpjs", "cut_off_day", "decile_max", "dukcapil", "excluded_cover", "first_month", "id", "income", "months", "npp", "occupations", "occupations_closed", "office_id", "payer", "per_family", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "place_code", "programme_id", "rank_by", "regulation_id", "replacement", "residence", "risk", "ruling", "schemes", "segment", "social_aid", "source", "term_from", "term_to", "valid_from", "wadah") SELECT old_values."age_below", old_values."age_from", old_values."agreement_id", old_values."bpjs", old_values."cut_off_day", old_values."decile_max", old_values."dukcapil", old_values."excluded_cover", old_values."first_month", old_values."id", old_values."income", old_values."months", old_values."npp", old_values."occupations", old_values."occupations_closed", old_values."office_id", old_values."payer", old_values."per_family", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."place_code", old_values."programme_id", old_values."rank_by", old_values."regulation_id", old_values."replacement", old_values."residence", old_values."risk", old_values."ruling", old_values."schemes", old_values."segment", old_values."social_aid", old_values."source", old_values."term_from", old_values."term_to", old_values."valid_from", old_values."wadah" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="a97f22da4862980d2d796da86537e6847a08111c",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_93e3e",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="agreements_terms",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="TermsHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("office_id", models.BigIntegerField()),
                    ("valid_from", models.DateField()),
                    (
                        "schemes",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=3), help_text="jkk, jkm, jht", size=None
                        ),
                    ),
                    (
                        "income",
                        models.BigIntegerField(
                            help_text="declared monthly income (bpu) or monthly wage (pu) in rupiah that contributions are counted on"
                        ),
                    ),
                    ("payer", models.CharField(max_length=8)),
                    (
                        "ruling",
                        models.CharField(
                            default="none", help_text="written ruling on the relief of PP 50/2025", max_length=8
                        ),
                    ),
                    ("source", models.CharField(max_length=12)),
                    ("wadah", models.CharField(default="", max_length=2)),
                    ("first_month", models.DateField()),
                    ("months", models.SmallIntegerField()),
                    (
                        "place_code",
                        models.CharField(
                            help_text="Kemendagri code of the area whose residents may take part", max_length=13
                        ),
                    ),
                    ("residence", models.CharField(default="kabupaten", max_length=12)),
                    ("age_from", models.SmallIntegerField(default=18)),
                    (
                        "age_below",
                        models.SmallIntegerField(
                            default=65, help_text="below this age on the first day of the first month"
                        ),
                    ),
                    (
                        "occupations",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(),
                            default=list,
                            help_text="occupation groups admitted; empty: all",
                            size=None,
                        ),
                    ),
                    (
                        "occupations_closed",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.TextField(), default=list, help_text="groups that are refused", size=None
                        ),
                    ),
                    (
                        "per_family",
                        models.SmallIntegerField(help_text="seats per family card; null: no limit", null=True),
                    ),
                    ("social_aid", models.CharField(default="ignored", max_length=8)),
                    ("decile_max", models.SmallIntegerField(null=True)),
                    (
                        "excluded_cover",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=24),
                            default=list,
                            help_text="classes of other cover that exclude",
                            size=None,
                        ),
                    ),
                    ("dukcapil", models.CharField(default="wanted", max_length=9)),
                    ("bpjs", models.CharField(default="wanted", max_length=9)),
                    (
                        "rank_by",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=16), default=list, size=None
                        ),
                    ),
                    ("replacement", models.CharField(default="amendment", max_length=9)),
                    (
                        "cut_off_day",
                        models.SmallIntegerField(
                            default=20, help_text="changes after this day count from the month after next"
                        ),
                    ),
                    ("term_from", models.DateField(help_text="ad hoc officers: first day of duty", null=True)),
                    ("term_to", models.DateField(help_text="the first day after duty", null=True)),
                    (
                        "agreement",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.agreement",
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
                    (
                        "regulation",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.regulation",
                        ),
                    ),
                    ("npp", models.CharField(default="", help_text="pu: the employer's number at BPJS", max_length=8)),
                    (
                        "risk",
                        models.SmallIntegerField(help_text="pu: JKK risk class of the employer, 1 to 5", null=True),
                    ),
                    (
                        "segment",
                        models.CharField(default="bpu", help_text="bpu: self-employed; pu: wage earners", max_length=3),
                    ),
                ],
                options={
                    "db_table": "agreements_terms_history",
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
