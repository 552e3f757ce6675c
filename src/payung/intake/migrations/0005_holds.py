"""Lists that are held for a person to look at, and who let them pass, why."""

from __future__ import annotations

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from payung.audit.guards import grant, rows_of_office
from payung.audit.history import AT_ANY_SIZE


class Migration(migrations.Migration):
    """Make the table, behind the second wall, with its history; lists may be held."""

    dependencies = [("access", "0005_second_factors_sealed"), ("intake", "0004_unjudged")]

    operations = [
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("office_id", models.BigIntegerField()),
                ("sender_code", models.CharField(max_length=48)),
                ("stop", models.CharField(help_text="what was found too often, as matching names it", max_length=24)),
                ("rows", models.IntegerField(help_text="of how many rows it was found")),
                ("held_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(default="")),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "submitted_list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="holds", to="intake.submittedlist"
                    ),
                ),
            ],
            options={
                "db_table": "intake_hold",
                "constraints": [
                    models.UniqueConstraint(fields=("submitted_list", "stop"), name="held_once_for_a_stop"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at", None), ("lifted_by", None), ("reason", "")),
                            models.Q(
                                ("lifted_at__isnull", False),
                                ("lifted_by__isnull", False),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="lifted_by_somebody_with_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HoldHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("office_id", models.BigIntegerField()),
                ("sender_code", models.CharField(max_length=48)),
                ("stop", models.CharField(help_text="what was found too often, as matching names it", max_length=24)),
                ("rows", models.IntegerField(help_text="of how many rows it was found")),
                ("held_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                ("reason", models.TextField(default="")),
                (
                    "lifted_by",
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
                    "submitted_list",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="intake.submittedlist",
                    ),
                ),
            ],
            options={"db_table": "intake_hold_history", "abstract": False},
        ),
        migrations.RemoveConstraint(model_name="submittedlist", name="list_state_known"),
        migrations.AddConstraint(
            model_name="submittedlist",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["received", "read", "judged", "held", "matched", "closed"])),
                name="list_state_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "intake_hold_history" ("held_at", "id", "lifted_at", "lifted_by_id", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "reason", "rows", "sender_code", "stop", "submitted_list_id") SELECT old_values."held_at", old_values."id", old_values."lifted_at", old_values."lifted_by_id", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."reason", old_values."rows", old_values."sender_code", old_values."stop", old_values."submitted_list_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="4360ccb73a1e6de8c76b6588c99c373cf04ca8f5",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_52058",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="intake_hold",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="hold",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "intake_hold_history" ("held_at", "id", "lifted_at", "lifted_by_id", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "reason", "rows", "sender_code", "stop", "submitted_list_id") SELECT old_values."held_at", old_values."id", old_values."lifted_at", old_values."lifted_by_id", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."reason", old_values."rows", old_values."sender_code", old_values."stop", old_values."submitted_list_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="46734e28582d42aff43db5f5a790031e9d2614ff",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7e3af",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="intake_hold",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(grant("SELECT", "intake_hold"), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("intake_hold"), migrations.RunSQL.noop),
        migrations.RunSQL(AT_ANY_SIZE, migrations.RunSQL.noop),
    ]
