from django.db import migrations, models
import django.db.models.deletion
from payung.audit.guards import APP, grant, rows_of_office
from payung.audit.together import CreateModels


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("coverage", "0001_tables"),
        ("coverage", "0002_guards"),
        ("coverage", "0003_targets"),
        ("coverage", "0004_guards_of_targets"),
    ]

    dependencies = [
        ("intake", "0001_squashed_0004_unjudged"),
    ]

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Publication",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("basis", models.CharField(max_length=8)),
                    ("population", models.CharField(max_length=8)),
                    ("office_id", models.BigIntegerField()),
                    ("month", models.DateField()),
                    ("edition", models.SmallIntegerField()),
                    ("root_code", models.CharField(help_text="the place that the publication is of", max_length=13)),
                    ("as_of", models.DateField(null=True)),
                    ("people", models.BigIntegerField(help_text="never shown: what the cells were made of")),
                    ("published_at", models.DateTimeField()),
                    ("published_by", models.TextField()),
                ],
                options={
                    "db_table": "coverage_publication",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("basis", "population", "office_id", "month", "root_code", "edition"),
                            name="edition_once",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Reference",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("place_code", models.CharField(max_length=13)),
                    ("place_name", models.TextField(help_text="as printed")),
                    ("on", models.DateField()),
                    ("quantity", models.CharField(max_length=24)),
                    ("value", models.DecimalField(decimal_places=4, max_digits=20)),
                    ("source", models.TextField()),
                    ("definition", models.TextField(default="")),
                    ("remark", models.TextField(default="")),
                    ("loaded_at", models.DateTimeField()),
                    ("loaded_by", models.TextField()),
                ],
                options={
                    "db_table": "coverage_reference",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("place_code", "place_name", "on", "quantity", "value", "source", "definition"),
                            name="reference_printed_once",
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="Snapshot",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("basis", models.CharField(max_length=8)),
                    ("population", models.CharField(max_length=8)),
                    ("office_id", models.BigIntegerField(null=True)),
                    (
                        "month",
                        models.DateField(help_text="null: any month can be asked (the register's cube)", null=True),
                    ),
                    ("as_of", models.DateField(help_text="day of the newest report it rests on", null=True)),
                    ("aged_on", models.DateField(help_text="the first of January that ages are counted on")),
                    (
                        "floor_month",
                        models.DateField(help_text="last paid months before this one count as this one", null=True),
                    ),
                    ("last_membership", models.BigIntegerField(default=0)),
                    ("last_history", models.BigIntegerField(default=0)),
                    (
                        "sources",
                        models.TextField(
                            default="", help_text="id:rank of every source; another ranking means measuring anew"
                        ),
                    ),
                    ("people", models.BigIntegerField()),
                    ("rebuilt_at", models.DateTimeField()),
                    ("measured_at", models.DateTimeField()),
                    ("measured_by", models.TextField()),
                ],
                options={
                    "db_table": "coverage_snapshot",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("basis", "population", "office_id", "month"),
                            name="one_snapshot_per_question",
                            nulls_distinct=False,
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("basis__in", ("reported", "computed"))), name="snapshot_basis_known"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("population__in", ("register", "listed"))),
                            name="snapshot_population_known",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("basis", "reported"), ("population", "listed"), _connector="OR"),
                            name="only_lists_are_computed",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Missing",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("month", models.DateField()),
                    ("office_id", models.BigIntegerField()),
                    ("sender_code", models.CharField(max_length=48)),
                    (
                        "person_key",
                        models.TextField(help_text="keyed hash; equal for the same person in two senders' lists"),
                    ),
                    ("kelurahan_code", models.CharField(max_length=13, null=True)),
                    ("occupation_group", models.TextField()),
                    (
                        "reported",
                        models.CharField(
                            help_text="class in the reports; null: no report names them", max_length=10, null=True
                        ),
                    ),
                    ("computed", models.CharField(max_length=10)),
                    (
                        "row",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="+", to="intake.listrow"
                        ),
                    ),
                ],
                options={
                    "db_table": "coverage_missing",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("month", "office_id", "sender_code", "row"), name="missing_once_per_sender"
                        )
                    ],
                },
            ),
            migrations.CreateModel(
                name="PublishedCell",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("place_code", models.CharField(max_length=16)),
                    ("dimension", models.CharField(help_text="total, sex, age …", max_length=12)),
                    ("category", models.TextField()),
                    ("counts", models.CharField(help_text="all, protected, others", max_length=10)),
                    ("shown", models.BigIntegerField(null=True)),
                    (
                        "publication",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE, related_name="cells", to="coverage.publication"
                        ),
                    ),
                ],
                options={
                    "db_table": "coverage_published_cell",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("publication", "place_code", "dimension", "category", "counts"),
                            name="published_once",
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("shown", None), ("shown__gte", 0), _connector="OR"),
                            name="published_is_rounded",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="ListedCell",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("place_code", models.CharField(max_length=13)),
                    ("sex", models.CharField(max_length=1)),
                    ("age_band", models.CharField(max_length=5)),
                    ("occupation_group", models.TextField(help_text="empty: not a candidate of any programme yet")),
                    ("ecosystem", models.CharField(max_length=12)),
                    ("disability", models.CharField(help_text="yes, no", max_length=3)),
                    ("sender_code", models.CharField(max_length=48)),
                    ("segment", models.CharField(max_length=5)),
                    ("payer_kind", models.CharField(max_length=12)),
                    ("month_class", models.CharField(max_length=10)),
                    ("people", models.BigIntegerField()),
                    (
                        "snapshot",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="listed_cells",
                            to="coverage.snapshot",
                        ),
                    ),
                ],
                options={
                    "db_table": "coverage_listed_cell",
                    "constraints": [
                        models.CheckConstraint(condition=models.Q(("people__gt", 0)), name="listed_cell_holds_people"),
                        models.CheckConstraint(
                            condition=models.Q(
                                (
                                    "month_class__in",
                                    ("protected", "unproven", "arrears", "lapsed", "registered", "none"),
                                )
                            ),
                            name="listed_class_known",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Cell",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("grid", models.CharField(max_length=9)),
                    ("key", models.BigIntegerField()),
                    ("place_code", models.CharField(help_text="the finest place known; empty: none", max_length=13)),
                    ("sex", models.CharField(max_length=1)),
                    ("age_band", models.CharField(max_length=5)),
                    ("segment", models.CharField(max_length=5)),
                    ("payer_kind", models.CharField(max_length=12)),
                    ("state", models.CharField(max_length=10)),
                    ("paid_month", models.DateField(null=True)),
                    ("people", models.BigIntegerField()),
                    (
                        "snapshot",
                        models.ForeignKey(
                            db_constraint=False,
                            db_index=False,
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="cells",
                            to="coverage.snapshot",
                        ),
                    ),
                ],
                options={
                    "db_table": "coverage_cell",
                    "constraints": [
                        models.UniqueConstraint(fields=("snapshot", "grid", "key"), name="one_cell_per_tuple"),
                        models.CheckConstraint(condition=models.Q(("people__gt", 0)), name="cell_holds_people"),
                        models.CheckConstraint(
                            condition=models.Q(("state__in", ("none", "registered", "arrears", "active"))),
                            name="cell_state_known",
                        ),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Target",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("place_code", models.CharField(max_length=13)),
                    ("year", models.SmallIntegerField(help_text="to be reached by its last month")),
                    (
                        "counts",
                        models.CharField(help_text="as of a universe: workers, vulnerable_workers …", max_length=24),
                    ),
                    ("segment", models.CharField(default="all", max_length=8)),
                    ("ppm", models.IntegerField(help_text="share of the universe, millionths")),
                    ("source", models.TextField(help_text="RPJMD, SK …, with number and page")),
                    ("definition", models.TextField()),
                    ("confidence", models.CharField(max_length=12)),
                    ("stated_at", models.DateTimeField()),
                    ("stated_by", models.TextField()),
                ],
                options={
                    "db_table": "coverage_target",
                    "constraints": [
                        models.UniqueConstraint(
                            fields=("place_code", "year", "counts", "segment", "source"), name="target_stated_once"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("ppm__gt", 0), ("ppm__lte", 1000000)), name="target_is_a_share"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(("year__gte", 2000), ("year__lte", 2100)), name="target_year_known"
                        ),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("confidence__in", ("law", "official", "press", "code", "memory", "conflict"))
                            ),
                            name="target_confidence_known",
                        ),
                    ],
                },
            ),
        ),
        migrations.RunSQL(
            [
                # Exact cells are not granted: they are read by the queries of the room, which ask for the right to see them.
                grant(
                    "SELECT",
                    "coverage_reference",
                    "coverage_publication",
                    "coverage_published_cell",
                    "coverage_missing",
                    "coverage_target",
                ),
                rows_of_office("coverage_missing"),
                rows_of_office("coverage_publication", by_sender=False),
                "ALTER TABLE coverage_published_cell ENABLE ROW LEVEL SECURITY;"
                f"CREATE POLICY coverage_published_cell_of_office ON coverage_published_cell FOR SELECT TO {APP}"
                " USING (publication_id IN (SELECT id FROM coverage_publication));",
            ]
        ),
    ]
