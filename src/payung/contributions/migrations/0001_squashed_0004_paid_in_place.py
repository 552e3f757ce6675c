from django.conf import settings
from django.db import migrations, models
import django.db.models.deletion
import django.db.models.expressions
import pghistory.utils
import pgtrigger.compiler
from payung.audit.guards import grant, rows_of_office
from payung.audit.together import CreateModels


WHOLE_OFFICE = (
    "contributions_bill",
    "contributions_bill_price",
    "contributions_payment",
    "contributions_correction",
    "contributions_reconciliation",
)
# A list that is billed does not change: not by a slip of ours, and not by the owner's login either.
FROZEN = """
CREATE FUNCTION contributions_line_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the lines of a bill do not change: void the bill and make another' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER line_stays BEFORE UPDATE ON contributions_bill_line FOR EACH ROW
    WHEN ((OLD.bill_id, OLD.enrolment_id, OLD.person_id, OLD.month, OLD.jkk, OLD.jkm, OLD.jht) IS DISTINCT FROM
          (NEW.bill_id, NEW.enrolment_id, NEW.person_id, NEW.month, NEW.jkk, NEW.jkm, NEW.jht)
          OR (OLD.is_void AND NOT NEW.is_void))
    EXECUTE FUNCTION contributions_line_stays();
CREATE TRIGGER line_is_never_deleted BEFORE DELETE ON contributions_bill_line FOR EACH ROW
    EXECUTE FUNCTION contributions_line_stays();
CREATE FUNCTION contributions_issued_takes_no_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM (SELECT DISTINCT bill_id, office_id FROM added) a LEFT JOIN contributions_bill b ON b.id = a.bill_id AND b.office_id = a.office_id
               WHERE b.state IS DISTINCT FROM 'draft') THEN
        RAISE EXCEPTION 'lines are put on a draft of the same office only' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER issued_takes_no_line AFTER INSERT ON contributions_bill_line
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION contributions_issued_takes_no_line();
CREATE FUNCTION contributions_bill_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a bill keeps its list, its sum and its code; paid and void are ends' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER bill_stays BEFORE UPDATE ON contributions_bill FOR EACH ROW
    WHEN ((OLD.programme_id, OLD.budget_line_id, OLD.first_month, OLD.end_month, OLD.heads, OLD.person_months, OLD.amount, OLD.content_sha256)
          IS DISTINCT FROM
          (NEW.programme_id, NEW.budget_line_id, NEW.first_month, NEW.end_month, NEW.heads, NEW.person_months, NEW.amount, NEW.content_sha256)
          OR (OLD.kode_iuran IS NOT NULL AND NEW.kode_iuran IS DISTINCT FROM OLD.kode_iuran)
          OR (OLD.state IN ('paid', 'void') AND NEW.state <> OLD.state)
          OR (OLD.state = 'issued' AND NEW.state = 'draft'))
    EXECUTE FUNCTION contributions_bill_stays();
CREATE TRIGGER bill_is_never_deleted BEFORE DELETE ON contributions_bill FOR EACH ROW
    EXECUTE FUNCTION contributions_bill_stays();
"""


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("contributions", "0001_tables"),
        ("contributions", "0002_guards"),
        ("contributions", "0003_lines_by_statement"),
        ("contributions", "0004_paid_in_place"),
    ]

    dependencies = [
        ("access", "0005_second_factors_sealed"),
        ("agreements", "0001_squashed_0003_segment_of_terms"),
        ("enrolment", "0001_squashed_0003_answers_in_place"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Bill",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("first_month", models.DateField()),
                    ("end_month", models.DateField()),
                    ("heads", models.IntegerField(help_text="people, each counted once")),
                    ("person_months", models.IntegerField()),
                    ("jkk", models.BigIntegerField()),
                    ("jkm", models.BigIntegerField()),
                    ("jht", models.BigIntegerField()),
                    ("amount", models.BigIntegerField()),
                    (
                        "reserved",
                        models.BigIntegerField(
                            default=0,
                            help_text="set aside by the bill itself, beyond what decrees had reserved on the line",
                        ),
                    ),
                    ("content_sha256", models.CharField(help_text="of its lines", max_length=64)),
                    ("state", models.CharField(default="draft", max_length=6)),
                    ("kode_iuran", models.CharField(max_length=12, null=True)),
                    ("due_on", models.DateField()),
                    (
                        "weakest",
                        models.CharField(help_text="confidence of the weakest figure behind the price", max_length=12),
                    ),
                    ("made_at", models.DateTimeField()),
                    ("issued_at", models.DateTimeField(null=True)),
                    ("settled_at", models.DateTimeField(null=True)),
                    ("voided_at", models.DateTimeField(null=True)),
                    ("void_reason", models.TextField(default="")),
                    (
                        "budget_line",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="bills",
                            to="agreements.budgetline",
                        ),
                    ),
                    (
                        "made_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="made_bills",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "office",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="bills", to="access.office"
                        ),
                    ),
                    (
                        "programme",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="bills", to="agreements.programme"
                        ),
                    ),
                ],
                options={
                    "db_table": "contributions_bill",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("kode_iuran__isnull", False)),
                            fields=("office", "kode_iuran"),
                            name="one_bill_per_code",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ["draft", "issued", "paid", "void"])),
                            name="bill_state_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "amount",
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("jkk"), "+", models.F("jkm")
                                        ),
                                        "+",
                                        models.F("jht"),
                                    ),
                                )
                            ),
                            name="bill_adds_up",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("end_month__gt", models.F("first_month"))), name="bill_months_in_order"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("end_month__day", 1), ("first_month__day", 1)),
                            name="bill_months_are_first_days",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("amount__gt", 0), ("heads__gt", 0)), name="bill_owes_something"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("kode_iuran", None), ("kode_iuran__regex", "^[0-9]{12}$"), _connector="OR"
                            ),
                            name="code_of_twelve_digits",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("state__in", ["draft", "void"]), ("kode_iuran__isnull", False), _connector="OR"
                            ),
                            name="issued_bill_has_its_code",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "void"), _negated=True),
                                models.Q(("void_reason", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="void_bill_says_why",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contributions_bill_history" ("amount", "budget_line_id", "content_sha256", "due_on", "end_month", "first_month", "heads", "id", "issued_at", "jht", "jkk", "jkm", "kode_iuran", "made_at", "made_by_id", "office_id", "person_months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "programme_id", "reserved", "settled_at", "state", "void_reason", "voided_at", "weakest") SELECT old_values."amount", old_values."budget_line_id", old_values."content_sha256", old_values."due_on", old_values."end_month", old_values."first_month", old_values."heads", old_values."id", old_values."issued_at", old_values."jht", old_values."jkk", old_values."jkm", old_values."kode_iuran", old_values."made_at", old_values."made_by_id", old_values."office_id", old_values."person_months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."programme_id", old_values."reserved", old_values."settled_at", old_values."state", old_values."void_reason", old_values."voided_at", old_values."weakest" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="bee12a0355a250fc4444351c02e0802ecb0de491",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_9ea4b",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="contributions_bill",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contributions_bill_history" ("amount", "budget_line_id", "content_sha256", "due_on", "end_month", "first_month", "heads", "id", "issued_at", "jht", "jkk", "jkm", "kode_iuran", "made_at", "made_by_id", "office_id", "person_months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "programme_id", "reserved", "settled_at", "state", "void_reason", "voided_at", "weakest") SELECT old_values."amount", old_values."budget_line_id", old_values."content_sha256", old_values."due_on", old_values."end_month", old_values."first_month", old_values."heads", old_values."id", old_values."issued_at", old_values."jht", old_values."jkk", old_values."jkm", old_values."kode_iuran", old_values."made_at", old_values."made_by_id", old_values."office_id", old_values."person_months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."programme_id", old_values."reserved", old_values."settled_at", old_values."state", old_values."void_reason", old_values."voided_at", old_values."weakest" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="d6ffd56b7ea614f311e5856e2b3ba97d923bf0ee",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_3b764",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="contributions_bill",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="BillHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("first_month", models.DateField()),
                    ("end_month", models.DateField()),
                    ("heads", models.IntegerField(help_text="people, each counted once")),
                    ("person_months", models.IntegerField()),
                    ("jkk", models.BigIntegerField()),
                    ("jkm", models.BigIntegerField()),
                    ("jht", models.BigIntegerField()),
                    ("amount", models.BigIntegerField()),
                    (
                        "reserved",
                        models.BigIntegerField(
                            default=0,
                            help_text="set aside by the bill itself, beyond what decrees had reserved on the line",
                        ),
                    ),
                    ("content_sha256", models.CharField(help_text="of its lines", max_length=64)),
                    ("state", models.CharField(default="draft", max_length=6)),
                    ("kode_iuran", models.CharField(max_length=12, null=True)),
                    ("due_on", models.DateField()),
                    (
                        "weakest",
                        models.CharField(help_text="confidence of the weakest figure behind the price", max_length=12),
                    ),
                    ("made_at", models.DateTimeField()),
                    ("issued_at", models.DateTimeField(null=True)),
                    ("settled_at", models.DateTimeField(null=True)),
                    ("voided_at", models.DateTimeField(null=True)),
                    ("void_reason", models.TextField(default="")),
                    (
                        "budget_line",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.budgetline",
                        ),
                    ),
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
                    "db_table": "contributions_bill_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="BillLine",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("sender_code", models.CharField(max_length=48)),
                    ("person_id", models.BigIntegerField()),
                    ("month", models.DateField()),
                    ("jkk", models.IntegerField()),
                    ("jkm", models.IntegerField()),
                    ("jht", models.IntegerField()),
                    ("is_void", models.BooleanField(default=False)),
                    ("is_paid", models.BooleanField(default=False)),
                    (
                        "bill",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="lines",
                            to="contributions.bill",
                        ),
                    ),
                    (
                        "enrolment",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="bill_lines",
                            to="enrolment.enrolment",
                        ),
                    ),
                ],
                options={
                    "db_table": "contributions_bill_line",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("is_void", False)),
                            fields=("person_id", "month"),
                            name="month_billed_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("is_paid", True), ("is_void", True), _negated=True),
                            name="void_is_not_paid",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="BillPrice",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("month", models.DateField()),
                    (
                        "relief",
                        models.CharField(
                            help_text="transport, or other: PP 50/2025 sets the first apart", max_length=9
                        ),
                    ),
                    (
                        "member_since",
                        models.DateField(help_text="asked only in the months of the relief of 2020", null=True),
                    ),
                    ("people", models.IntegerField()),
                    ("jkk", models.IntegerField()),
                    ("jkm", models.IntegerField()),
                    ("jht", models.IntegerField()),
                    ("weakest", models.CharField(max_length=12)),
                    ("cited", models.TextField(help_text="the articles of the figures behind the price")),
                    (
                        "bill",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="prices",
                            to="contributions.bill",
                        ),
                    ),
                ],
                options={
                    "db_table": "contributions_bill_price",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("bill", "month", "relief", "member_since"),
                            name="one_price_per_class",
                            nulls_distinct=False,
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Correction",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    (
                        "kind",
                        models.CharField(
                            help_text="refund: of an excess; carry: to `to_bill`; months: paid months", max_length=6
                        ),
                    ),
                    ("amount", models.BigIntegerField()),
                    ("person_months", models.IntegerField(default=0)),
                    ("document", models.TextField(help_text="letter or transfer that moved the money")),
                    ("moved_on", models.DateField()),
                    ("entered_at", models.DateTimeField()),
                    (
                        "bill",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="corrections",
                            to="contributions.bill",
                        ),
                    ),
                    (
                        "entered_by",
                        models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                    ),
                    (
                        "office",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="access.office"
                        ),
                    ),
                    (
                        "to_bill",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="carried_in",
                            to="contributions.bill",
                        ),
                    ),
                ],
                options={
                    "db_table": "contributions_correction",
                    "constraints": [
                        models.UniqueConstraint(fields=("bill", "kind", "document"), name="correction_entered_once"),
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["refund", "carry", "months"])),
                            name="correction_kind_known",
                        ),
                        models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="correction_positive"),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("kind", "carry"),
                                    ("to_bill__isnull", False),
                                    models.Q(("to_bill", models.F("bill")), _negated=True),
                                ),
                                models.Q(models.Q(("kind", "carry"), _negated=True), ("to_bill", None)),
                                _connector="OR",
                            ),
                            name="carried_to_another_bill",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Payment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("sp2d_number", models.TextField()),
                    ("paid_on", models.DateField()),
                    ("kode_iuran", models.CharField(max_length=12)),
                    ("first_month", models.DateField()),
                    ("end_month", models.DateField()),
                    ("heads", models.IntegerField()),
                    ("amount", models.BigIntegerField()),
                    ("receipt_number", models.TextField(default="", help_text="bukti bayar of BPJS")),
                    ("state", models.CharField(default="open", max_length=8)),
                    ("entered_at", models.DateTimeField()),
                    (
                        "bill",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="payments",
                            to="contributions.bill",
                        ),
                    ),
                    (
                        "entered_by",
                        models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                    ),
                    (
                        "office",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="payments", to="access.office"
                        ),
                    ),
                ],
                options={
                    "db_table": "contributions_payment",
                    "constraints": [
                        models.UniqueConstraint(fields=("office", "sp2d_number", "bill"), name="sp2d_entered_once"),
                        models.UniqueConstraint(
                            condition=models.Q(("receipt_number", ""), _negated=True),
                            fields=("office", "receipt_number"),
                            name="receipt_entered_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ["open", "settled"])), name="payment_state_known"
                        ),
                        models.CheckConstraint(condition=models.Q(("amount__gt", 0)), name="payment_positive"),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contributions_payment_history" ("amount", "bill_id", "end_month", "entered_at", "entered_by_id", "first_month", "heads", "id", "kode_iuran", "office_id", "paid_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "receipt_number", "sp2d_number", "state") SELECT old_values."amount", old_values."bill_id", old_values."end_month", old_values."entered_at", old_values."entered_by_id", old_values."first_month", old_values."heads", old_values."id", old_values."kode_iuran", old_values."office_id", old_values."paid_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."receipt_number", old_values."sp2d_number", old_values."state" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="50347637c126b42aad9b7c050e344a2fe306ab4e",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_86fcf",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="contributions_payment",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "contributions_payment_history" ("amount", "bill_id", "end_month", "entered_at", "entered_by_id", "first_month", "heads", "id", "kode_iuran", "office_id", "paid_on", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "receipt_number", "sp2d_number", "state") SELECT old_values."amount", old_values."bill_id", old_values."end_month", old_values."entered_at", old_values."entered_by_id", old_values."first_month", old_values."heads", old_values."id", old_values."kode_iuran", old_values."office_id", old_values."paid_on", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."receipt_number", old_values."sp2d_number", old_values."state" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="35eb04890e3f76b5069990a70d5965363e34b067",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_00df3",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="contributions_payment",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="PaymentHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("sp2d_number", models.TextField()),
                    ("paid_on", models.DateField()),
                    ("kode_iuran", models.CharField(max_length=12)),
                    ("first_month", models.DateField()),
                    ("end_month", models.DateField()),
                    ("heads", models.IntegerField()),
                    ("amount", models.BigIntegerField()),
                    ("receipt_number", models.TextField(default="", help_text="bukti bayar of BPJS")),
                    ("state", models.CharField(default="open", max_length=8)),
                    ("entered_at", models.DateTimeField()),
                    (
                        "bill",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="contributions.bill",
                        ),
                    ),
                    (
                        "entered_by",
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
                ],
                options={
                    "db_table": "contributions_payment_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Reconciliation",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("first_month", models.DateField()),
                    ("end_month", models.DateField()),
                    ("our_person_months", models.IntegerField()),
                    ("our_amount", models.BigIntegerField()),
                    ("their_person_months", models.IntegerField()),
                    ("their_amount", models.BigIntegerField()),
                    ("explanation", models.TextField(default="")),
                    ("made_at", models.DateTimeField()),
                    (
                        "made_by",
                        models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                    ),
                    (
                        "office",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reconciliations",
                            to="access.office",
                        ),
                    ),
                    (
                        "programme",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="reconciliations",
                            to="agreements.programme",
                        ),
                    ),
                ],
                options={
                    "db_table": "contributions_reconciliation",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("programme", "first_month", "end_month"), name="one_reconciliation_per_period"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("our_amount", models.F("their_amount")),
                                    ("our_person_months", models.F("their_person_months")),
                                ),
                                models.Q(("explanation", ""), _negated=True),
                                _connector="OR",
                            ),
                            name="difference_is_explained",
                        ),
                    ],
                },
            ),
        ),
        migrations.RunSQL(
            [
                grant("SELECT", *WHOLE_OFFICE, "contributions_bill_line"),
                *[rows_of_office(table, by_sender=False) for table in WHOLE_OFFICE],
                rows_of_office("contributions_bill_line"),
                FROZEN,
                # Every line is paid once: with room on its page, paying leaves all indexes as they are.
                "ALTER TABLE contributions_bill_line SET (fillfactor = 50);",
            ]
        ),
    ]
