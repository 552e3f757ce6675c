import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0002_guards"),
        ("linkage", "0007_guards_of_sampling"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RowLook",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
    ]
