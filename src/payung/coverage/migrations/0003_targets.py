from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("coverage", "0002_guards"),
    ]

    operations = [
        migrations.CreateModel(
            name="Target",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
    ]
