from django.db import migrations, models
from payung.audit.guards import APP, grant, grant_sequence
from payung.audit.together import CreateModels


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("audit", "0001_tables"),
        ("audit", "0002_guards"),
        ("audit", "0003_who_did_what_when"),
    ]

    dependencies = []

    operations = [
        CreateModels(
            migrations.CreateModel(
                name="Event",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("at", models.DateTimeField()),
                    ("actor_id", models.BigIntegerField(null=True)),
                    ("actor", models.TextField()),
                    ("action", models.TextField()),
                    ("about", models.TextField(help_text="kind and id of what the act was about, as `list:17`")),
                    ("purpose", models.TextField(default="")),
                    ("detail", models.JSONField(default=dict)),
                ],
                options={
                    "db_table": "audit_event",
                    "indexes": [
                        models.Index(fields=["about"], name="audit_event_about"),
                        models.Index(fields=["actor_id", "at"], name="audit_event_actor"),
                        models.Index(fields=["action", "id"], name="audit_event_action"),
                    ],
                },
            ),
            migrations.CreateModel(
                name="Seal",
                fields=[
                    (
                        "id",
                        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                    ),
                    ("first_event", models.BigIntegerField()),
                    ("last_event", models.BigIntegerField()),
                    ("events", models.IntegerField()),
                    ("root", models.CharField(max_length=64)),
                    ("sealed_at", models.DateTimeField()),
                ],
                options={
                    "db_table": "audit_seal",
                    "constraints": [
                        models.CheckConstraint(
                            condition=models.Q(("last_event__gte", models.F("first_event"))), name="seal_covers_a_run"
                        ),
                        models.UniqueConstraint(fields=("first_event",), name="event_sealed_once"),
                    ],
                },
            ),
        ),
        migrations.RunSQL(
            [
                grant("INSERT", "audit_event"),
                f"GRANT SELECT (id) ON audit_event TO {APP};",
                grant_sequence("audit_event"),
            ]
        ),
    ]
