from django.conf import settings
from django.db import migrations, models
import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
from payung.audit.guards import grant, rows_of_office
from payung.audit.together import CreateModels


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("eligibility", "0001_tables"),
        ("eligibility", "0002_guards"),
        ("eligibility", "0003_decisions_in_place"),
        ("eligibility", "0004_nik_before_programme"),
        ("eligibility", "0005_no_index_of_persons"),
    ]

    dependencies = [
        ("agreements", "0001_squashed_0003_segment_of_terms"),
        ("intake", "0001_squashed_0004_unjudged"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Candidate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("sender_code", models.CharField(help_text="who proposed the person first", max_length=48)),
                    (
                        "rows",
                        models.SmallIntegerField(
                            help_text="how many accepted rows name the person; 0: no longer proposed, kept for what was decided"
                        ),
                    ),
                    (
                        "person_id",
                        models.BigIntegerField(help_text="as in the register: born from the NIK by a keyed hash"),
                    ),
                    ("nik", models.CharField(max_length=16)),
                    ("kk", models.CharField(max_length=16, null=True)),
                    ("name", models.TextField()),
                    ("birth_on", models.DateField()),
                    ("birth_place", models.TextField(null=True)),
                    ("sex", models.CharField(max_length=1, null=True)),
                    ("phone", models.TextField(null=True)),
                    ("address", models.TextField(null=True)),
                    ("rt", models.CharField(max_length=3, null=True)),
                    ("rw", models.CharField(max_length=3, null=True)),
                    ("kelurahan_code", models.CharField(max_length=13, null=True)),
                    ("kecamatan_code", models.CharField(max_length=8, null=True)),
                    ("kabupaten_code", models.CharField(max_length=5, null=True)),
                    ("occupation", models.TextField(null=True)),
                    ("occupation_group", models.TextField(default="other", help_text="vocabulary.occupation_groups")),
                    ("ecosystem", models.CharField(default="rentan", max_length=12)),
                    ("disability", models.TextField(null=True)),
                    (
                        "programme",
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="candidates",
                            to="agreements.programme",
                        ),
                    ),
                    (
                        "row",
                        models.ForeignKey(
                            help_text="the row the identity is from",
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="candidates",
                            to="intake.listrow",
                        ),
                    ),
                ],
                options={
                    "db_table": "eligibility_candidate",
                    "indexes": [models.Index(fields=["programme", "kelurahan_code"], name="candidate_by_kelurahan")],
                    "constraints": [models.UniqueConstraint(fields=("nik", "programme"), name="one_candidate_per_nik")],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "eligibility_candidate_history" ("address", "birth_on", "birth_place", "disability", "ecosystem", "id", "kabupaten_code", "kecamatan_code", "kelurahan_code", "kk", "name", "nik", "occupation", "occupation_group", "office_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "phone", "programme_id", "row_id", "rows", "rt", "rw", "sender_code", "sex") SELECT old_values."address", old_values."birth_on", old_values."birth_place", old_values."disability", old_values."ecosystem", old_values."id", old_values."kabupaten_code", old_values."kecamatan_code", old_values."kelurahan_code", old_values."kk", old_values."name", old_values."nik", old_values."occupation", old_values."occupation_group", old_values."office_id", old_values."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."phone", old_values."programme_id", old_values."row_id", old_values."rows", old_values."rt", old_values."rw", old_values."sender_code", old_values."sex" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="8f794fe617da0c8da6854443572a1b2bb4315c6f",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_e3513",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="eligibility_candidate",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "eligibility_candidate_history" ("address", "birth_on", "birth_place", "disability", "ecosystem", "id", "kabupaten_code", "kecamatan_code", "kelurahan_code", "kk", "name", "nik", "occupation", "occupation_group", "office_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "phone", "programme_id", "row_id", "rows", "rt", "rw", "sender_code", "sex") SELECT old_values."address", old_values."birth_on", old_values."birth_place", old_values."disability", old_values."ecosystem", old_values."id", old_values."kabupaten_code", old_values."kecamatan_code", old_values."kelurahan_code", old_values."kk", old_values."name", old_values."nik", old_values."occupation", old_values."occupation_group", old_values."office_id", old_values."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."phone", old_values."programme_id", old_values."row_id", old_values."rows", old_values."rt", old_values."rw", old_values."sender_code", old_values."sex" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="827e1af52d5bdd37e6526f102a86ab73af1dd7ca",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_9cebd",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="eligibility_candidate",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="CandidateHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("office_id", models.BigIntegerField()),
                    ("sender_code", models.CharField(help_text="who proposed the person first", max_length=48)),
                    (
                        "rows",
                        models.SmallIntegerField(
                            help_text="how many accepted rows name the person; 0: no longer proposed, kept for what was decided"
                        ),
                    ),
                    (
                        "person_id",
                        models.BigIntegerField(help_text="as in the register: born from the NIK by a keyed hash"),
                    ),
                    ("nik", models.CharField(max_length=16)),
                    ("kk", models.CharField(max_length=16, null=True)),
                    ("name", models.TextField()),
                    ("birth_on", models.DateField()),
                    ("birth_place", models.TextField(null=True)),
                    ("sex", models.CharField(max_length=1, null=True)),
                    ("phone", models.TextField(null=True)),
                    ("address", models.TextField(null=True)),
                    ("rt", models.CharField(max_length=3, null=True)),
                    ("rw", models.CharField(max_length=3, null=True)),
                    ("kelurahan_code", models.CharField(max_length=13, null=True)),
                    ("kecamatan_code", models.CharField(max_length=8, null=True)),
                    ("kabupaten_code", models.CharField(max_length=5, null=True)),
                    ("occupation", models.TextField(null=True)),
                    ("occupation_group", models.TextField(default="other", help_text="vocabulary.occupation_groups")),
                    ("ecosystem", models.CharField(default="rentan", max_length=12)),
                    ("disability", models.TextField(null=True)),
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
                        "row",
                        models.ForeignKey(
                            db_constraint=False,
                            help_text="the row the identity is from",
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            to="intake.listrow",
                        ),
                    ),
                ],
                options={
                    "db_table": "eligibility_candidate_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ProgrammeList",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    (
                        "programme",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="lists", to="agreements.programme"
                        ),
                    ),
                    (
                        "submitted_list",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="for_programme",
                            to="intake.submittedlist",
                        ),
                    ),
                ],
                options={
                    "db_table": "eligibility_programme_list",
                },
            ),
            migrations.CreateModel(
                name="SocialFact",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("nik", models.CharField(max_length=16)),
                    ("social_aid", models.BooleanField(null=True)),
                    ("decile", models.SmallIntegerField(null=True)),
                    ("source", models.TextField(help_text="DTSEN of the Dinas Sosial …")),
                    ("as_of", models.DateField()),
                ],
                options={
                    "db_table": "eligibility_social_fact",
                    "constraints": [
                        models.UniqueConstraint(fields=("office_id", "nik"), name="one_social_fact_per_nik"),
                        models.CheckConstraint(
                            condition=models.Q(("decile", None), ("decile__range", (1, 10)), _connector="OR"),
                            name="decile_in_range",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("decile__isnull", False), ("social_aid__isnull", False), _connector="OR"
                            ),
                            name="social_fact_says_something",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "eligibility_social_fact_history" ("as_of", "decile", "id", "nik", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "social_aid", "source") SELECT old_values."as_of", old_values."decile", old_values."id", old_values."nik", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."social_aid", old_values."source" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="a2c5eaaf5851f4a7a1bf3f3ecd4ed93c09326dd5",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_3f44f",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="eligibility_social_fact",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "eligibility_social_fact_history" ("as_of", "decile", "id", "nik", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "social_aid", "source") SELECT old_values."as_of", old_values."decile", old_values."id", old_values."nik", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."social_aid", old_values."source" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="e8b73543c02a3f4c9e041ffefd9e5a202c07e6f5",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_53463",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="eligibility_social_fact",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="SocialFactHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("id", models.BigIntegerField()),
                    ("office_id", models.BigIntegerField()),
                    ("nik", models.CharField(max_length=16)),
                    ("social_aid", models.BooleanField(null=True)),
                    ("decile", models.SmallIntegerField(null=True)),
                    ("source", models.TextField(help_text="DTSEN of the Dinas Sosial …")),
                    ("as_of", models.DateField()),
                ],
                options={
                    "db_table": "eligibility_social_fact_history",
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="Decision",
                fields=[
                    (
                        "candidate",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE,
                            primary_key=True,
                            related_name="decision",
                            serialize=False,
                            to="eligibility.candidate",
                        ),
                    ),
                    ("programme_id", models.BigIntegerField()),
                    ("office_id", models.BigIntegerField()),
                    ("sender_code", models.CharField(max_length=48)),
                    ("outcome", models.CharField(max_length=12)),
                    (
                        "proposed",
                        models.CharField(
                            help_text="what the rules alone say: eligible, ask (a person must look), refuse (a person must sign)",
                            max_length=8,
                        ),
                    ),
                    (
                        "reasons",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=32),
                            default=list,
                            help_text="ids of eligibility.rules, all that apply",
                            size=None,
                        ),
                    ),
                    ("decided_on", models.DateField()),
                    (
                        "age",
                        models.SmallIntegerField(
                            help_text="completed years on the first day of the first month", null=True
                        ),
                    ),
                    ("lives_in_area", models.BooleanField(null=True)),
                    ("works", models.BooleanField(null=True)),
                    (
                        "other_cover",
                        models.CharField(
                            default="unchecked",
                            help_text="unchecked, none, active_other_payer, active_same_payer, arrears …",
                            max_length=24,
                        ),
                    ),
                    ("other_payer", models.CharField(max_length=12, null=True)),
                    ("other_segment", models.CharField(max_length=8, null=True)),
                    (
                        "dukcapil",
                        models.CharField(
                            help_text="code of the newest answer; null: belum dicek", max_length=8, null=True
                        ),
                    ),
                    (
                        "bpjs",
                        models.CharField(
                            help_text="code of the newest cek calon; null: belum dicek", max_length=8, null=True
                        ),
                    ),
                    ("social_aid", models.BooleanField(null=True)),
                    ("decile", models.SmallIntegerField(null=True)),
                    ("family_place", models.SmallIntegerField(help_text="1: first of the family card", null=True)),
                    (
                        "rank",
                        models.IntegerField(
                            help_text="place in the order of the kelurahan among the eligible", null=True
                        ),
                    ),
                    ("has_seat", models.BooleanField(default=True, help_text="within the quota; false: waiting list")),
                    ("note", models.TextField(default="")),
                    (
                        "decided_by",
                        models.ForeignKey(
                            db_index=False,
                            help_text="null: by the rules alone",
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "terms",
                        models.ForeignKey(
                            db_index=False, on_delete=django.db.models.deletion.PROTECT, to="agreements.terms"
                        ),
                    ),
                ],
                options={
                    "db_table": "eligibility_decision",
                    "indexes": [models.Index(fields=["programme_id", "outcome"], name="decision_by_outcome")],
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("outcome__in", ["eligible", "doubtful", "not_eligible"])),
                            name="decision_outcome_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("proposed__in", ["eligible", "ask", "refuse"])), name="proposal_known"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("outcome", "not_eligible"), _negated=True),
                                models.Q(("decided_by__isnull", False), models.Q(("note", ""), _negated=True)),
                                _connector="OR",
                            ),
                            name="no_refusal_without_a_person",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(("outcome", "not_eligible"), _negated=True),
                                ("reasons__len__gt", 0),
                                _connector="OR",
                            ),
                            name="no_refusal_without_a_reason",
                        ),
                    ],
                    "triggers": [
                        pgtrigger.compiler.Trigger(
                            name="update_update",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "eligibility_decision_history" ("age", "bpjs", "candidate_id", "decided_by_id", "decided_on", "decile", "dukcapil", "family_place", "has_seat", "lives_in_area", "note", "office_id", "other_cover", "other_payer", "other_segment", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "programme_id", "proposed", "rank", "reasons", "sender_code", "social_aid", "terms_id", "works") SELECT old_values."age", old_values."bpjs", old_values."candidate_id", old_values."decided_by_id", old_values."decided_on", old_values."decile", old_values."dukcapil", old_values."family_place", old_values."has_seat", old_values."lives_in_area", old_values."note", old_values."office_id", old_values."other_cover", old_values."other_payer", old_values."other_segment", old_values."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."programme_id", old_values."proposed", old_values."rank", old_values."reasons", old_values."sender_code", old_values."social_aid", old_values."terms_id", old_values."works" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."candidate_id") = (new_values."candidate_id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="16e6fcd5963817e8f856a58dcd8626ee938c0077",
                                level="STATEMENT",
                                operation="UPDATE",
                                pgid="pgtrigger_update_update_57488",
                                referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                                table="eligibility_decision",
                                when="AFTER",
                            ),
                        ),
                        pgtrigger.compiler.Trigger(
                            name="delete_delete",
                            sql=pgtrigger.compiler.UpsertTriggerSql(
                                func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "eligibility_decision_history" ("age", "bpjs", "candidate_id", "decided_by_id", "decided_on", "decile", "dukcapil", "family_place", "has_seat", "lives_in_area", "note", "office_id", "other_cover", "other_payer", "other_segment", "outcome", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "programme_id", "proposed", "rank", "reasons", "sender_code", "social_aid", "terms_id", "works") SELECT old_values."age", old_values."bpjs", old_values."candidate_id", old_values."decided_by_id", old_values."decided_on", old_values."decile", old_values."dukcapil", old_values."family_place", old_values."has_seat", old_values."lives_in_area", old_values."note", old_values."office_id", old_values."other_cover", old_values."other_payer", old_values."other_segment", old_values."outcome", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."programme_id", old_values."proposed", old_values."rank", old_values."reasons", old_values."sender_code", old_values."social_aid", old_values."terms_id", old_values."works" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                                hash="a81b71f12b724950d7b3a9e2df8a5cb3b2b742a6",
                                level="STATEMENT",
                                operation="DELETE",
                                pgid="pgtrigger_delete_delete_3f478",
                                referencing="REFERENCING OLD TABLE AS old_values ",
                                table="eligibility_decision",
                                when="AFTER",
                            ),
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="DecisionHistory",
                fields=[
                    ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                    ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                    ("pgh_label", models.TextField(help_text="The event label.")),
                    ("pgh_context", pghistory.utils.JSONField(null=True)),
                    ("pgh_context_id", models.UUIDField(null=True)),
                    ("programme_id", models.BigIntegerField()),
                    ("office_id", models.BigIntegerField()),
                    ("sender_code", models.CharField(max_length=48)),
                    ("outcome", models.CharField(max_length=12)),
                    (
                        "proposed",
                        models.CharField(
                            help_text="what the rules alone say: eligible, ask (a person must look), refuse (a person must sign)",
                            max_length=8,
                        ),
                    ),
                    (
                        "reasons",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=32),
                            default=list,
                            help_text="ids of eligibility.rules, all that apply",
                            size=None,
                        ),
                    ),
                    ("decided_on", models.DateField()),
                    (
                        "age",
                        models.SmallIntegerField(
                            help_text="completed years on the first day of the first month", null=True
                        ),
                    ),
                    ("lives_in_area", models.BooleanField(null=True)),
                    ("works", models.BooleanField(null=True)),
                    (
                        "other_cover",
                        models.CharField(
                            default="unchecked",
                            help_text="unchecked, none, active_other_payer, active_same_payer, arrears …",
                            max_length=24,
                        ),
                    ),
                    ("other_payer", models.CharField(max_length=12, null=True)),
                    ("other_segment", models.CharField(max_length=8, null=True)),
                    (
                        "dukcapil",
                        models.CharField(
                            help_text="code of the newest answer; null: belum dicek", max_length=8, null=True
                        ),
                    ),
                    (
                        "bpjs",
                        models.CharField(
                            help_text="code of the newest cek calon; null: belum dicek", max_length=8, null=True
                        ),
                    ),
                    ("social_aid", models.BooleanField(null=True)),
                    ("decile", models.SmallIntegerField(null=True)),
                    ("family_place", models.SmallIntegerField(help_text="1: first of the family card", null=True)),
                    (
                        "rank",
                        models.IntegerField(
                            help_text="place in the order of the kelurahan among the eligible", null=True
                        ),
                    ),
                    ("has_seat", models.BooleanField(default=True, help_text="within the quota; false: waiting list")),
                    ("note", models.TextField(default="")),
                    (
                        "candidate",
                        models.ForeignKey(
                            db_constraint=False,
                            on_delete=django.db.models.deletion.DO_NOTHING,
                            related_name="+",
                            related_query_name="+",
                            serialize=False,
                            to="eligibility.candidate",
                        ),
                    ),
                    (
                        "decided_by",
                        models.ForeignKey(
                            db_constraint=False,
                            help_text="null: by the rules alone",
                            null=True,
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
                    "db_table": "eligibility_decision_history",
                    "abstract": False,
                },
            ),
        ),
        migrations.RunSQL(
            [
                grant("SELECT", "eligibility_programme_list", "eligibility_candidate", "eligibility_decision"),
                rows_of_office("eligibility_programme_list", by_sender=False),
                rows_of_office("eligibility_candidate"),
                rows_of_office("eligibility_decision"),
                # Everybody is decided anew after each answer: with room on its page, a decision leaves the indexes as they are.
                "ALTER TABLE eligibility_decision SET (fillfactor = 50);",
            ]
        ),
    ]
