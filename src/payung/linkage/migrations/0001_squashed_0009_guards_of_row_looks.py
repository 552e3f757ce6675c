from django.conf import settings
from django.db import migrations, models
import django.contrib.postgres.fields
import django.db.models.deletion
from payung.audit.guards import grant, grant_sequence, rows_of_office
from payung.audit.together import CreateModels


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("linkage", "0001_tables"),
        ("linkage", "0002_guards"),
        ("linkage", "0003_reviewing_and_frequencies"),
        ("linkage", "0004_guards_of_reviewing"),
        ("linkage", "0005_pairs_by_identity"),
        ("linkage", "0006_sampling"),
        ("linkage", "0007_guards_of_sampling"),
        ("linkage", "0008_row_looks"),
        ("linkage", "0009_guards_of_row_looks"),
    ]

    dependencies = [
        ("intake", "0001_squashed_0004_unjudged"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Judgement",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("identity", models.CharField(max_length=64)),
                    ("answer", models.CharField(max_length=12)),
                    ("note", models.TextField(default="")),
                    ("at", models.DateTimeField()),
                    ("withdrawn_at", models.DateTimeField(null=True)),
                    ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    "db_table": "linkage_judgement",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("answer__in", ["same", "different", "cannot_tell"])),
                            name="answer_known",
                        ),
                        models.UniqueConstraint(
                            condition=models.Q(("withdrawn_at", None)),
                            fields=("office_id", "identity"),
                            name="one_standing_judgement",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Pair",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("sender_code", models.CharField(max_length=48)),
                    ("other_kind", models.CharField(help_text="register or list", max_length=12)),
                    ("other_id", models.BigIntegerField()),
                    ("other_person", models.BigIntegerField(null=True)),
                    (
                        "outcome",
                        models.CharField(
                            help_text="linked, review, different; sampled: below the cut-off", max_length=8
                        ),
                    ),
                    ("rule", models.CharField(max_length=32)),
                    ("weight", models.FloatField(null=True)),
                    ("evidence", models.JSONField(default=list)),
                    ("model_version", models.CharField(max_length=32)),
                    (
                        "other_class",
                        models.CharField(
                            help_text="what a verdict may say: active_other_payer, active_same_payer, inactive, listed …",
                            max_length=24,
                        ),
                    ),
                    ("other_name", models.TextField(null=True)),
                    ("other_nik_masked", models.CharField(max_length=16, null=True)),
                    ("other_birth", models.TextField(null=True)),
                    ("other_place", models.TextField(null=True)),
                    ("identity", models.CharField(max_length=64)),
                    (
                        "row",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="pairs", to="intake.listrow"
                        ),
                    ),
                    (
                        "is_sampled",
                        models.BooleanField(db_default=False, default=False, help_text="asked to measure the matching"),
                    ),
                ],
                options={
                    "db_table": "linkage_pair",
                    "indexes": [
                        models.Index(fields=["office_id", "outcome"], name="pair_by_outcome"),
                        models.Index(fields=["identity"], name="pair_by_identity"),
                        models.Index(
                            condition=models.Q(("is_sampled", True)), fields=["office_id"], name="pair_sampled"
                        ),
                    ],
                    "constraints": [
                        models.UniqueConstraint(fields=("row", "other_kind", "other_id"), name="pair_once_per_row"),
                        models.CheckConstraint(
                            condition=models.Q(("outcome__in", ["linked", "review", "different", "sampled"])),
                            name="outcome_known",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Counting",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("source_name", models.TextField()),
                    ("as_of", models.DateField()),
                    ("people", models.BigIntegerField()),
                    ("counted_at", models.DateTimeField()),
                ],
                options={
                    "db_table": "linkage_counting",
                },
            ),
            migrations.CreateModel(
                name="AcceptedModel",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("name", models.CharField(max_length=24)),
                    ("version", models.IntegerField()),
                    ("sha256", models.CharField(max_length=64)),
                    (
                        "text",
                        models.TextField(
                            help_text="the model file as it was accepted; empty: back to the model that ships"
                        ),
                    ),
                    ("accepted_at", models.DateTimeField()),
                    (
                        "accepted_by",
                        models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                    ),
                ],
                options={
                    "db_table": "linkage_accepted_model",
                },
            ),
            migrations.CreateModel(
                name="Frequency",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("kind", models.CharField(max_length=12)),
                    ("value", models.TextField()),
                    ("millibits", models.IntegerField()),
                ],
                options={
                    "db_table": "linkage_frequency",
                    "constraints": [models.UniqueConstraint(fields=("kind", "value"), name="one_frequency")],
                },
            ),
            migrations.CreateModel(
                name="Claim",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("identity", models.CharField(max_length=64)),
                    ("until", models.DateTimeField()),
                    ("by", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    "db_table": "linkage_claim",
                    "constraints": [models.UniqueConstraint(fields=("office_id", "identity"), name="one_claim")],
                },
            ),
            migrations.CreateModel(
                name="SecondLook",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("identity", models.CharField(max_length=64)),
                    ("answer", models.CharField(max_length=12)),
                    ("at", models.DateTimeField()),
                    ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                    (
                        "judgement",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="second_looks",
                            to="linkage.judgement",
                        ),
                    ),
                ],
                options={
                    "db_table": "linkage_second_look",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("answer__in", ["same", "different", "cannot_tell"])),
                            name="second_answer_known",
                        ),
                        models.UniqueConstraint(fields=("judgement",), name="one_second_look"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Draw",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("drawn_at", models.DateTimeField()),
                    ("model", models.CharField(max_length=32)),
                    ("has_below", models.BooleanField(help_text="whether rows below the cut-off were drawn as well")),
                    ("populations", models.JSONField(default=list)),
                    (
                        "drawn_by",
                        models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
                    ),
                ],
                options={
                    "db_table": "linkage_draw",
                },
            ),
            migrations.CreateModel(
                name="Sampled",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("identity", models.CharField(max_length=64)),
                    ("side", models.CharField(max_length=12)),
                    ("band", models.CharField(max_length=16)),
                    (
                        "groups",
                        django.contrib.postgres.fields.ArrayField(
                            base_field=models.CharField(max_length=16), size=None
                        ),
                    ),
                    (
                        "draw",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="pairs", to="linkage.draw"
                        ),
                    ),
                ],
                options={
                    "db_table": "linkage_sampled",
                    "constraints": [models.UniqueConstraint(fields=("draw", "identity"), name="sampled_once")],
                },
            ),
            migrations.CreateModel(
                name="RowLook",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("office_id", models.BigIntegerField()),
                    ("first", models.CharField(max_length=8)),
                    ("first_at", models.DateTimeField()),
                    ("second", models.CharField(default="", max_length=8)),
                    ("second_at", models.DateTimeField(null=True)),
                    ("third", models.CharField(default="", max_length=8)),
                    ("third_at", models.DateTimeField(null=True)),
                    (
                        "first_by",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                        ),
                    ),
                    (
                        "row",
                        models.OneToOneField(
                            on_delete=django.db.models.deletion.CASCADE, related_name="look", to="intake.listrow"
                        ),
                    ),
                    (
                        "second_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                    (
                        "third_by",
                        models.ForeignKey(
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                        ),
                    ),
                ],
                options={
                    "db_table": "linkage_row_look",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(
                                ("first__in", ["accepted", "returned", "refused"]),
                                ("second__in", ["", "accepted", "returned", "refused"]),
                                ("third__in", ["", "accepted", "returned", "refused"]),
                            ),
                            name="row_look_outcomes_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                models.Q(
                                    ("second_by", None),
                                    models.Q(("second_by", models.F("first_by")), _negated=True),
                                    _connector="OR",
                                ),
                                models.Q(
                                    ("third_by", None),
                                    models.Q(
                                        models.Q(("third_by", models.F("first_by")), _negated=True),
                                        models.Q(("third_by", models.F("second_by")), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                            ),
                            name="row_looks_are_of_different_people",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("third", ""),
                                models.Q(
                                    models.Q(("second", ""), _negated=True),
                                    models.Q(("second", models.F("first")), _negated=True),
                                ),
                                _connector="OR",
                            ),
                            name="third_row_look_settles_a_difference",
                        ),
                    ],
                },
            ),
        ),
        migrations.RunSQL(
            [
                grant("SELECT", "linkage_pair", "linkage_judgement", "linkage_draw", "linkage_sampled"),
                grant("INSERT, UPDATE", "linkage_judgement"),
                grant("SELECT, INSERT, UPDATE, DELETE", "linkage_claim", "linkage_row_look"),
                grant("SELECT, INSERT, DELETE", "linkage_second_look"),
                grant_sequence("linkage_judgement", "linkage_claim", "linkage_second_look", "linkage_row_look"),
                rows_of_office("linkage_pair"),
                rows_of_office("linkage_judgement", by_sender=False),
                rows_of_office("linkage_claim", by_sender=False),
                rows_of_office("linkage_second_look", by_sender=False),
                rows_of_office("linkage_draw", by_sender=False),
                rows_of_office("linkage_sampled", by_sender=False),
                rows_of_office("linkage_row_look", by_sender=False),
            ]
        ),
    ]
