import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("intake", "0002_guards"),
        ("linkage", "0005_pairs_by_identity"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Draw",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("office_id", models.BigIntegerField()),
                ("drawn_at", models.DateTimeField()),
                ("model", models.CharField(max_length=32)),
                ("has_below", models.BooleanField(help_text="whether rows below the cut-off were drawn as well")),
                ("populations", models.JSONField(default=list)),
            ],
            options={
                "db_table": "linkage_draw",
            },
        ),
        migrations.CreateModel(
            name="Sampled",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("office_id", models.BigIntegerField()),
                ("identity", models.CharField(max_length=64)),
                ("side", models.CharField(max_length=12)),
                ("band", models.CharField(max_length=16)),
                (
                    "groups",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), size=None),
                ),
            ],
            options={
                "db_table": "linkage_sampled",
            },
        ),
        migrations.RemoveConstraint(
            model_name="pair",
            name="outcome_known",
        ),
        migrations.AddField(
            model_name="pair",
            name="is_sampled",
            field=models.BooleanField(db_default=False, default=False, help_text="asked to measure the matching"),
        ),
        migrations.AlterField(
            model_name="pair",
            name="outcome",
            field=models.CharField(help_text="linked, review, different; sampled: below the cut-off", max_length=8),
        ),
        migrations.AddIndex(
            model_name="pair",
            index=models.Index(condition=models.Q(("is_sampled", True)), fields=["office_id"], name="pair_sampled"),
        ),
        migrations.AddConstraint(
            model_name="pair",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["linked", "review", "different", "sampled"])), name="outcome_known"
            ),
        ),
        migrations.AddField(
            model_name="draw",
            name="drawn_by",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="sampled",
            name="draw",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="pairs", to="linkage.draw"
            ),
        ),
        migrations.AddConstraint(
            model_name="sampled",
            constraint=models.UniqueConstraint(fields=("draw", "identity"), name="sampled_once"),
        ),
    ]
