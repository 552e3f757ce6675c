from django.conf import settings
from django.db import migrations, models
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import pghistory.utils
import pgtrigger.compiler
from django.contrib.postgres.operations import BtreeGistExtension
from payung.audit.guards import grant, rows_of_office
from payung.audit.together import CreateModels


WHOLE_OFFICE = ("enrolment_decree", "enrolment_decree_price", "enrolment_decree_year", "enrolment_decree_paper")
BY_SENDER = ("enrolment_decree_row", "enrolment_enrolment")
# What is printed does not change: not by a slip of ours, and not by the owner's login either.
FROZEN = """
            CREATE FUNCTION enrolment_annex_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF EXISTS (SELECT 1 FROM touched t JOIN enrolment_decree d ON d.id = t.decree_id WHERE d.state <> 'draft') THEN
                    RAISE EXCEPTION 'the annex of a printed decree is frozen' USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER annex_frozen_on_insert AFTER INSERT ON enrolment_decree_row
                REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION enrolment_annex_is_frozen();
            CREATE TRIGGER annex_frozen_on_update AFTER UPDATE ON enrolment_decree_row
                REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION enrolment_annex_is_frozen();
            CREATE TRIGGER annex_frozen_on_delete AFTER DELETE ON enrolment_decree_row
                REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION enrolment_annex_is_frozen();
            CREATE TRIGGER price_frozen_on_insert AFTER INSERT ON enrolment_decree_price
                REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION enrolment_annex_is_frozen();
            CREATE TRIGGER price_frozen_on_update AFTER UPDATE ON enrolment_decree_price
                REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION enrolment_annex_is_frozen();
            CREATE TRIGGER price_frozen_on_delete AFTER DELETE ON enrolment_decree_price
                REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION enrolment_annex_is_frozen();
            CREATE TRIGGER year_frozen_on_insert AFTER INSERT ON enrolment_decree_year
                REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION enrolment_annex_is_frozen();
            CREATE TRIGGER year_frozen_on_update AFTER UPDATE ON enrolment_decree_year
                REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION enrolment_annex_is_frozen();
            CREATE TRIGGER year_frozen_on_delete AFTER DELETE ON enrolment_decree_year
                REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION enrolment_annex_is_frozen();
            CREATE FUNCTION enrolment_enacted_stays() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF OLD.state = 'enacted' AND (to_jsonb(NEW) - 'scan_sha256') IS DISTINCT FROM (to_jsonb(OLD) - 'scan_sha256') THEN
                    RAISE EXCEPTION 'an enacted decree does not change' USING ERRCODE = 'restrict_violation';
                END IF;
                IF OLD.scan_sha256 <> '' AND NEW.scan_sha256 IS DISTINCT FROM OLD.scan_sha256 THEN
                    RAISE EXCEPTION 'the scan of a decree is kept once' USING ERRCODE = 'restrict_violation';
                END IF;
                IF OLD.state = 'withdrawn' AND NEW.state <> 'withdrawn' THEN
                    RAISE EXCEPTION 'a withdrawn decree does not come back' USING ERRCODE = 'restrict_violation';
                END IF;
                IF OLD.state IN ('printed', 'initialled') AND NEW.state = 'draft' AND (NEW.version <= OLD.version OR NEW.check_code <> '') THEN
                    RAISE EXCEPTION 'a printed decree that is taken back gets another version and no code' USING ERRCODE = 'restrict_violation';
                END IF;
                IF OLD.state IN ('printed', 'initialled') AND NEW.state <> 'draft'
                    AND (NEW.version, NEW.check_code, NEW.content_sha256, NEW.first_month, NEW.end_month, NEW.heads, NEW.heads_leaving, NEW.amount)
                    IS DISTINCT FROM
                    (OLD.version, OLD.check_code, OLD.content_sha256, OLD.first_month, OLD.end_month, OLD.heads, OLD.heads_leaving, OLD.amount) THEN
                    RAISE EXCEPTION 'a printed decree keeps its content' USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER enacted_stays BEFORE UPDATE ON enrolment_decree
                FOR EACH ROW EXECUTE FUNCTION enrolment_enacted_stays();
            """


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("enrolment", "0001_tables"),
        ("enrolment", "0002_guards"),
        ("enrolment", "0003_answers_in_place"),
    ]

    dependencies = [
        ("access", "0005_second_factors_sealed"),
        ("agreements", "0001_squashed_0003_segment_of_terms"),
        ("eligibility", "0001_squashed_0005_no_index_of_persons"),
    ]

    operations = [
        BtreeGistExtension(),
        CreateModels(
            migrations.CreateModel(
                name="Decree",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("kind", models.CharField(max_length=9)),
                    ("title", models.TextField()),
                    ("state", models.CharField(default="draft", max_length=10)),
                    (
                        "version",
                        models.SmallIntegerField(
                            default=1, help_text="grows when a printed annex is taken back to draft"
                        ),
                    ),
                    (
                        "check_code",
                        models.CharField(
                            default="", help_text="of the frozen annex; stands on every page", max_length=16
                        ),
                    ),
                    ("content_sha256", models.CharField(default="", max_length=64)),
                    ("first_month", models.DateField()),
                    ("end_month", models.DateField(help_text="the first month without cover")),
                    ("heads", models.IntegerField(default=0, help_text="people whom it adds")),
                    ("heads_leaving", models.IntegerField(default=0, help_text="people whom it takes off")),
                    ("person_months", models.IntegerField(default=0, help_text="what it adds less what it takes off")),
                    (
                        "amount",
                        models.BigIntegerField(
                            default=0, help_text="of all its months, whole rupiah; less than 0 where more leave"
                        ),
                    ),
                    (
                        "weakest",
                        models.CharField(
                            default="", help_text="confidence of the weakest figure behind the price", max_length=12
                        ),
                    ),
                    ("proposed_at", models.DateTimeField()),
                    ("printed_at", models.DateTimeField(null=True)),
                    (
                        "initials",
                        models.TextField(default="", help_text="who put their paraf, as the cover sheet says"),
                    ),
                    ("initialled_at", models.DateTimeField(null=True)),
                    ("number", models.TextField(help_text="as registered, after signing", null=True)),
                    ("decided_on", models.DateField(null=True)),
                    ("signer_name", models.TextField(default="")),
                    ("signer_title", models.TextField(default="", help_text="Wali Kota Bontang, Plt. Kepala Dinas …")),
                    (
                        "signer_acting",
                        models.CharField(default="", help_text="Plt., Plh., a.n., or empty", max_length=4),
                    ),
                    ("acting_from", models.DateField(null=True)),
                    ("acting_until", models.DateField(help_text="the first day without that charge", null=True)),
                    ("enacted_at", models.DateTimeField(null=True)),
                    ("scan_sha256", models.CharField(default="", max_length=64)),
                    ("withdrawn_at", models.DateTimeField(null=True)),
                    ("withdraw_reason", models.TextField(default="")),
                    (
                        "amends",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="amendments",
                            to="enrolment.decree",
                        ),
                    ),
                    (
                        "enacted_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="enacted_decrees",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "office",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="decrees", to="access.office"
                        ),
                    ),
                    (
                        "programme",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="decrees",
                            to="agreements.programme",
                        ),
                    ),
                    (
                        "proposed_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="proposed_decrees",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    ("terms", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="agreements.terms")),
                ],
                options={
                    "db_table": "enrolment_decree",
                    "constraints": [
                        models.UniqueConstraint(
                            condition=models.Q(("number__isnull", False)),
                            fields=("office", "number"),
                            name="one_decree_per_number",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("kind__in", ["decree", "amendment", "decision", "minutes"])),
                            name="decree_kind_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("state__in", ["draft", "printed", "initialled", "enacted", "withdrawn"])
                            ),
                            name="decree_state_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("kind", "decree"), ("amends__isnull", False), _connector="OR"),
                            name="decree_amends_when_it_is_no_first",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("state", "enacted"), _negated=True),
                                models.Q(
                                    ("decided_on__isnull", False),
                                    ("enacted_at__isnull", False),
                                    ("enacted_by__isnull", False),
                                    ("number__isnull", False),
                                ),
                                _connector="OR",
                            ),
                            name="enacted_decree_is_whole",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("enacted_by", None),
                                models.Q(("enacted_by", models.F("proposed_by")), _negated=True),
                                _connector="OR",
                            ),
                            name="proposer_does_not_enact",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("state__in", ["draft", "withdrawn"]),
                                models.Q(
                                    models.Q(("check_code", ""), _negated=True),
                                    models.Q(("content_sha256", ""), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="printed_decree_has_its_code",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("signer_acting__in", ["", "Plt.", "Plh.", "a.n."])), name="acting_known"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("end_month__gt", models.F("first_month"))),
                            name="decree_months_in_order",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("end_month__day", 1), ("first_month__day", 1)),
                            name="decree_months_are_first_days",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enrolment_decree_history" ("acting_from", "acting_until", "amends_id", "amount", "check_code", "content_sha256", "decided_on", "enacted_at", "enacted_by_id", "end_month", "first_month", "heads", "heads_leaving", "id", "initialled_at", "initials", "kind", "number", "office_id", "person_months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "printed_at", "programme_id", "proposed_at", "proposed_by_id", "scan_sha256", "signer_acting", "signer_name", "signer_title", "state", "terms_id", "title", "version", "weakest", "withdraw_reason", "withdrawn_at") SELECT old_values."acting_from", old_values."acting_until", old_values."amends_id", old_values."amount", old_values."check_code", old_values."content_sha256", old_values."decided_on", old_values."enacted_at", old_values."enacted_by_id", old_values."end_month", old_values."first_month", old_values."heads", old_values."heads_leaving", old_values."id", old_values."initialled_at", old_values."initials", old_values."kind", old_values."number", old_values."office_id", old_values."person_months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."printed_at", old_values."programme_id", old_values."proposed_at", old_values."proposed_by_id", old_values."scan_sha256", old_values."signer_acting", old_values."signer_name", old_values."signer_title", old_values."state", old_values."terms_id", old_values."title", old_values."version", old_values."weakest", old_values."withdraw_reason", old_values."withdrawn_at" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="0bbc417f4926039585656d4240a4d6c1dbd0fb4f",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_4b32a",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="enrolment_decree",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enrolment_decree_history" ("acting_from", "acting_until", "amends_id", "amount", "check_code", "content_sha256", "decided_on", "enacted_at", "enacted_by_id", "end_month", "first_month", "heads", "heads_leaving", "id", "initialled_at", "initials", "kind", "number", "office_id", "person_months", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "printed_at", "programme_id", "proposed_at", "proposed_by_id", "scan_sha256", "signer_acting", "signer_name", "signer_title", "state", "terms_id", "title", "version", "weakest", "withdraw_reason", "withdrawn_at") SELECT old_values."acting_from", old_values."acting_until", old_values."amends_id", old_values."amount", old_values."check_code", old_values."content_sha256", old_values."decided_on", old_values."enacted_at", old_values."enacted_by_id", old_values."end_month", old_values."first_month", old_values."heads", old_values."heads_leaving", old_values."id", old_values."initialled_at", old_values."initials", old_values."kind", old_values."number", old_values."office_id", old_values."person_months", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."printed_at", old_values."programme_id", old_values."proposed_at", old_values."proposed_by_id", old_values."scan_sha256", old_values."signer_acting", old_values."signer_name", old_values."signer_title", old_values."state", old_values."terms_id", old_values."title", old_values."version", old_values."weakest", old_values."withdraw_reason", old_values."withdrawn_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="6162381affb673fee8495b7231b921bf91a07424",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_3c4ff",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="enrolment_decree",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DecreeHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("kind", models.CharField(max_length=9)),
                    ("title", models.TextField()),
                    ("state", models.CharField(default="draft", max_length=10)),
                    (
                        "version",
                        models.SmallIntegerField(
                            default=1, help_text="grows when a printed annex is taken back to draft"
                        ),
                    ),
                    (
                        "check_code",
                        models.CharField(
                            default="", help_text="of the frozen annex; stands on every page", max_length=16
                        ),
                    ),
                    ("content_sha256", models.CharField(default="", max_length=64)),
                    ("first_month", models.DateField()),
                    ("end_month", models.DateField(help_text="the first month without cover")),
                    ("heads", models.IntegerField(default=0, help_text="people whom it adds")),
                    ("heads_leaving", models.IntegerField(default=0, help_text="people whom it takes off")),
                    ("person_months", models.IntegerField(default=0, help_text="what it adds less what it takes off")),
                    (
                        "amount",
                        models.BigIntegerField(
                            default=0, help_text="of all its months, whole rupiah; less than 0 where more leave"
                        ),
                    ),
                    (
                        "weakest",
                        models.CharField(
                            default="", help_text="confidence of the weakest figure behind the price", max_length=12
                        ),
                    ),
                    ("proposed_at", models.DateTimeField()),
                    ("printed_at", models.DateTimeField(null=True)),
                    (
                        "initials",
                        models.TextField(default="", help_text="who put their paraf, as the cover sheet says"),
                    ),
                    ("initialled_at", models.DateTimeField(null=True)),
                    ("number", models.TextField(help_text="as registered, after signing", null=True)),
                    ("decided_on", models.DateField(null=True)),
                    ("signer_name", models.TextField(default="")),
                    ("signer_title", models.TextField(default="", help_text="Wali Kota Bontang, Plt. Kepala Dinas …")),
                    (
                        "signer_acting",
                        models.CharField(default="", help_text="Plt., Plh., a.n., or empty", max_length=4),
                    ),
                    ("acting_from", models.DateField(null=True)),
                    ("acting_until", models.DateField(help_text="the first day without that charge", null=True)),
                    ("enacted_at", models.DateTimeField(null=True)),
                    ("scan_sha256", models.CharField(default="", max_length=64)),
                    ("withdrawn_at", models.DateTimeField(null=True)),
                    ("withdraw_reason", models.TextField(default="")),
                    (
                        "amends",
                        models.ForeignKey(
                            db_constraint=False,
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="enrolment.decree",
                        ),
                    ),
                    (
                        "enacted_by",
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
                        "proposed_by",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "terms",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="agreements.terms",
                        ),
                    ),
                ],
                options={
                    "db_table": "enrolment_decree_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="DecreePaper",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("version", models.SmallIntegerField()),
                    ("file_name", models.TextField()),
                    ("content_sha256", models.CharField(max_length=64)),
                    ("made_at", models.DateTimeField()),
                    (
                        "decree",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="papers",
                            to="enrolment.decree",
                        ),
                    ),
                ],
                options={
                    "db_table": "enrolment_decree_paper",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("decree", "version", "file_name", "content_sha256"), name="one_paper_per_content"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="DecreePrice",
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
                    ("jkk", models.IntegerField()),
                    ("jkm", models.IntegerField()),
                    ("jht", models.IntegerField()),
                    ("amount", models.IntegerField()),
                    ("weakest", models.CharField(max_length=12)),
                    (
                        "decree",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="prices",
                            to="enrolment.decree",
                        ),
                    ),
                ],
                options={
                    "db_table": "enrolment_decree_price",
                    "constraints": [
                        models.UniqueConstraint(fields=("decree", "month", "relief"), name="one_price_per_month"),
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
                            name="price_adds_up",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("relief__in", ["transport", "other"])), name="relief_known"
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DecreeRow",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("sender_code", models.CharField(max_length=48)),
                    ("person_id", models.BigIntegerField()),
                    ("seq", models.IntegerField(help_text="its number within the kelurahan")),
                    ("change", models.CharField(default="add", help_text="add, or remove", max_length=6)),
                    ("leaving", models.CharField(help_text="why a person leaves the list", max_length=16, null=True)),
                    ("from_month", models.DateField(help_text="first month that the change counts for")),
                    ("nik", models.CharField(max_length=16)),
                    ("name", models.TextField()),
                    ("birth_on", models.DateField()),
                    ("sex", models.CharField(max_length=1, null=True)),
                    ("address", models.TextField(null=True)),
                    ("rt", models.CharField(max_length=3, null=True)),
                    ("rw", models.CharField(max_length=3, null=True)),
                    ("kelurahan_code", models.CharField(max_length=13, null=True)),
                    ("occupation", models.TextField(null=True)),
                    ("disability", models.TextField(null=True)),
                    ("relief", models.CharField(help_text="transport, or other: what the price goes by", max_length=9)),
                    (
                        "dukcapil",
                        models.CharField(help_text="answer when proposed; null: belum dicek", max_length=8, null=True),
                    ),
                    (
                        "bpjs",
                        models.CharField(
                            help_text="answer to cek calon when proposed; null: belum dicek", max_length=8, null=True
                        ),
                    ),
                    (
                        "candidate",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="annex_rows",
                            to="eligibility.candidate",
                        ),
                    ),
                    (
                        "decree",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="annex",
                            to="enrolment.decree",
                        ),
                    ),
                    (
                        "ends",
                        models.ForeignKey(
                            db_index=False,
                            help_text="the line whose seat this one ends",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="enrolment.decreerow",
                        ),
                    ),
                    (
                        "replaces",
                        models.ForeignKey(
                            db_index=False,
                            help_text="the line by which a person left",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to="enrolment.decreerow",
                        ),
                    ),
                ],
                options={
                    "db_table": "enrolment_decree_row",
                    "indexes": [
                        models.Index(
                            condition=models.Q(("ends__isnull", False)), fields=["ends"], name="line_by_what_it_ends"
                        ),
                        models.Index(
                            condition=models.Q(("replaces__isnull", False)),
                            fields=["replaces"],
                            name="line_by_what_it_replaces",
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("decree", "candidate"), name="one_line_per_candidate"),
                        models.UniqueConstraint(fields=("decree", "kelurahan_code", "seq"), name="one_line_per_number"),
                        models.CheckConstraint(
                            condition=models.Q(("relief__in", ["transport", "other"])), name="relief_of_line_known"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("change", "add"), ("ends__isnull", False), _connector="OR"),
                            name="leaving_ends_a_line",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("change__in", ["add", "remove"])), name="change_known"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("change", "add"), ("leaving", None)),
                                models.Q(
                                    ("change", "remove"),
                                    (
                                        "leaving__in",
                                        [
                                            "died",
                                            "moved",
                                            "became_pu",
                                            "other_payer",
                                            "over_age",
                                            "stopped_working",
                                            "declined",
                                            "answered_no",
                                        ],
                                    ),
                                ),
                                _connector="OR",
                            ),
                            name="leaving_has_a_reason",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enrolment_decree_row_history" ("address", "birth_on", "bpjs", "candidate_id", "change", "decree_id", "disability", "dukcapil", "ends_id", "from_month", "id", "kelurahan_code", "leaving", "name", "nik", "occupation", "office_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "relief", "replaces_id", "rt", "rw", "sender_code", "seq", "sex") SELECT old_values."address", old_values."birth_on", old_values."bpjs", old_values."candidate_id", old_values."change", old_values."decree_id", old_values."disability", old_values."dukcapil", old_values."ends_id", old_values."from_month", old_values."id", old_values."kelurahan_code", old_values."leaving", old_values."name", old_values."nik", old_values."occupation", old_values."office_id", old_values."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."relief", old_values."replaces_id", old_values."rt", old_values."rw", old_values."sender_code", old_values."seq", old_values."sex" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="31b53477dcecc076c85bb4fba567595527f81246",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_256cb",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="enrolment_decree_row",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enrolment_decree_row_history" ("address", "birth_on", "bpjs", "candidate_id", "change", "decree_id", "disability", "dukcapil", "ends_id", "from_month", "id", "kelurahan_code", "leaving", "name", "nik", "occupation", "office_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "relief", "replaces_id", "rt", "rw", "sender_code", "seq", "sex") SELECT old_values."address", old_values."birth_on", old_values."bpjs", old_values."candidate_id", old_values."change", old_values."decree_id", old_values."disability", old_values."dukcapil", old_values."ends_id", old_values."from_month", old_values."id", old_values."kelurahan_code", old_values."leaving", old_values."name", old_values."nik", old_values."occupation", old_values."office_id", old_values."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."relief", old_values."replaces_id", old_values."rt", old_values."rw", old_values."sender_code", old_values."seq", old_values."sex" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="dc8e6cf87ba108791da0ee4b9af5256ea9698c64",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_73846",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="enrolment_decree_row",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DecreeRowHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("office_id", models.BigIntegerField()),
                    ("sender_code", models.CharField(max_length=48)),
                    ("person_id", models.BigIntegerField()),
                    ("seq", models.IntegerField(help_text="its number within the kelurahan")),
                    ("change", models.CharField(default="add", help_text="add, or remove", max_length=6)),
                    ("leaving", models.CharField(help_text="why a person leaves the list", max_length=16, null=True)),
                    ("from_month", models.DateField(help_text="first month that the change counts for")),
                    ("nik", models.CharField(max_length=16)),
                    ("name", models.TextField()),
                    ("birth_on", models.DateField()),
                    ("sex", models.CharField(max_length=1, null=True)),
                    ("address", models.TextField(null=True)),
                    ("rt", models.CharField(max_length=3, null=True)),
                    ("rw", models.CharField(max_length=3, null=True)),
                    ("kelurahan_code", models.CharField(max_length=13, null=True)),
                    ("occupation", models.TextField(null=True)),
                    ("disability", models.TextField(null=True)),
                    ("relief", models.CharField(help_text="transport, or other: what the price goes by", max_length=9)),
                    (
                        "dukcapil",
                        models.CharField(help_text="answer when proposed; null: belum dicek", max_length=8, null=True),
                    ),
                    (
                        "bpjs",
                        models.CharField(
                            help_text="answer to cek calon when proposed; null: belum dicek", max_length=8, null=True
                        ),
                    ),
                    (
                        "candidate",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="eligibility.candidate",
                        ),
                    ),
                    (
                        "decree",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="enrolment.decree",
                        ),
                    ),
                    (
                        "ends",
                        models.ForeignKey(
                            db_constraint=False,
                            help_text="the line whose seat this one ends",
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="enrolment.decreerow",
                        ),
                    ),
                    (
                        "replaces",
                        models.ForeignKey(
                            db_constraint=False,
                            help_text="the line by which a person left",
                            null=True,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="enrolment.decreerow",
                        ),
                    ),
                ],
                options={
                    "db_table": "enrolment_decree_row_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="DecreeYear",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("fiscal_year", models.SmallIntegerField()),
                    ("person_months", models.IntegerField()),
                    (
                        "amount",
                        models.BigIntegerField(help_text="less than 0: the amendment gives back when it is enacted"),
                    ),
                    ("booked_as", models.TextField(help_text="`about` of the ledger's entry")),
                    (
                        "budget_line",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="decree_years",
                            to="agreements.budgetline",
                        ),
                    ),
                    (
                        "decree",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="years",
                            to="enrolment.decree",
                        ),
                    ),
                ],
                options={
                    "db_table": "enrolment_decree_year",
                    "constraints": [
                        models.UniqueConstraint(fields=("decree", "fiscal_year"), name="one_amount_per_year")
                    ],
                },
            ),
            migrations.CreateModel(
                name="Enrolment",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("sender_code", models.CharField(max_length=48)),
                    ("person_id", models.BigIntegerField()),
                    (
                        "covered",
                        django.contrib.postgres.fields.ranges.DateRangeField(
                            help_text="months, first day inclusive, end exclusive"
                        ),
                    ),
                    ("state", models.CharField(default="waiting", max_length=8)),
                    ("relief", models.CharField(help_text="transport, or other: what the price goes by", max_length=9)),
                    ("kpj", models.TextField(null=True)),
                    ("answered_on", models.DateField(null=True)),
                    ("answer_reason", models.TextField(default="", help_text="why BPJS refused, word for word")),
                    ("leaving", models.CharField(max_length=16, null=True)),
                    (
                        "candidate",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="enrolments",
                            to="eligibility.candidate",
                        ),
                    ),
                    (
                        "decree_row",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="enrolment",
                            to="enrolment.decreerow",
                        ),
                    ),
                    (
                        "programme",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="enrolments",
                            to="agreements.programme",
                        ),
                    ),
                ],
                options={
                    "db_table": "enrolment_enrolment",
                    "indexes": [models.Index(fields=["candidate"], name="enrolment_by_candidate")],
                    "constraints": [
                        django.contrib.postgres.constraints.ExclusionConstraint(
                            condition=models.Q(("state", "rejected"), _negated=True),
                            expressions=[("person_id", "="), ("covered", "&&")],
                            name="no_overlapping_seat",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ["waiting", "member", "rejected", "ended"])),
                            name="seat_state_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("leaving", None),
                                (
                                    "leaving__in",
                                    [
                                        "died",
                                        "moved",
                                        "became_pu",
                                        "other_payer",
                                        "over_age",
                                        "stopped_working",
                                        "declined",
                                        "answered_no",
                                    ],
                                ),
                                _connector="OR",
                            ),
                            name="leaving_known",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enrolment_enrolment_history" ("answer_reason", "answered_on", "candidate_id", "covered", "decree_row_id", "id", "kpj", "leaving", "office_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "programme_id", "relief", "sender_code", "state") SELECT old_values."answer_reason", old_values."answered_on", old_values."candidate_id", old_values."covered", old_values."decree_row_id", old_values."id", old_values."kpj", old_values."leaving", old_values."office_id", old_values."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."programme_id", old_values."relief", old_values."sender_code", old_values."state" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="b1bd512bb3998ea5ce6ae8f03999107f5f7ef101",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_32e4e",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="enrolment_enrolment",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "enrolment_enrolment_history" ("answer_reason", "answered_on", "candidate_id", "covered", "decree_row_id", "id", "kpj", "leaving", "office_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "programme_id", "relief", "sender_code", "state") SELECT old_values."answer_reason", old_values."answered_on", old_values."candidate_id", old_values."covered", old_values."decree_row_id", old_values."id", old_values."kpj", old_values."leaving", old_values."office_id", old_values."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."programme_id", old_values."relief", old_values."sender_code", old_values."state" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="c0ab13996d8067b978cabd97c55ff2223e88d80a",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_29027",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="enrolment_enrolment",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="EnrolmentHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("office_id", models.BigIntegerField()),
                    ("sender_code", models.CharField(max_length=48)),
                    ("person_id", models.BigIntegerField()),
                    (
                        "covered",
                        django.contrib.postgres.fields.ranges.DateRangeField(
                            help_text="months, first day inclusive, end exclusive"
                        ),
                    ),
                    ("state", models.CharField(default="waiting", max_length=8)),
                    ("relief", models.CharField(help_text="transport, or other: what the price goes by", max_length=9)),
                    ("kpj", models.TextField(null=True)),
                    ("answered_on", models.DateField(null=True)),
                    ("answer_reason", models.TextField(default="", help_text="why BPJS refused, word for word")),
                    ("leaving", models.CharField(max_length=16, null=True)),
                    (
                        "candidate",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="eligibility.candidate",
                        ),
                    ),
                    (
                        "decree_row",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="enrolment.decreerow",
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
                    "db_table": "enrolment_enrolment_history",
                    "abstract": False,
                },
            ),
        ),
        migrations.RunSQL(
            [
                grant("SELECT", *WHOLE_OFFICE, *BY_SENDER),
                *[rows_of_office(table, by_sender=False) for table in WHOLE_OFFICE],
                *[rows_of_office(table) for table in BY_SENDER],
                FROZEN,
                # Every seat is answered once and numbered once: with room on its page, the number leaves all indexes as they are, and the
                # exclusion of overlapping seats is not checked anew.
                "ALTER TABLE enrolment_enrolment SET (fillfactor = 50);",
            ]
        ),
    ]
