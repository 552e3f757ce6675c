import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="OfficeHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.TextField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("pemda", "Pemerintah daerah"), ("branch", "Kantor cabang BPJS Ketenagakerjaan")],
                        max_length=16,
                    ),
                ),
                ("kabupaten_code", models.CharField(help_text="Kemendagri, dotted: 64.74", max_length=5)),
            ],
            options={
                "db_table": "access_office_history",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="FailedSignIn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "access_failed_sign_in",
                "indexes": [models.Index(fields=["name", "at"], name="failed_sign_in_by_name")],
            },
        ),
        migrations.CreateModel(
            name="Office",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.TextField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("pemda", "Pemerintah daerah"), ("branch", "Kantor cabang BPJS Ketenagakerjaan")],
                        max_length=16,
                    ),
                ),
                ("kabupaten_code", models.CharField(help_text="Kemendagri, dotted: 64.74", max_length=5)),
            ],
            options={
                "db_table": "access_office",
                "constraints": [
                    models.UniqueConstraint(fields=("name",), name="one_office_per_name"),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["pemda", "branch"])), name="office_kind_known"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccountHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=64)),
                ("full_name", models.TextField()),
                ("role", models.CharField(max_length=24)),
                (
                    "senders",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
                ),
                ("is_active", models.BooleanField(default=True)),
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
                "db_table": "access_account_history",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("name", models.CharField(max_length=64)),
                ("full_name", models.TextField()),
                ("role", models.CharField(max_length=24)),
                (
                    "senders",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None),
                ),
                ("is_active", models.BooleanField(default=True)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="accounts", to="access.office"
                    ),
                ),
            ],
            options={
                "db_table": "access_account",
                "constraints": [models.UniqueConstraint(fields=("name",), name="one_account_per_name")],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_sha256", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cli_sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "access_session",
                "constraints": [models.UniqueConstraint(fields=("token_sha256",), name="one_session_per_token")],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="office",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "access_office_history" ("id", "kabupaten_code", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT old_values."id", old_values."kabupaten_code", old_values."kind", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\' FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="3dda46cc13810e9a3f5f49daec0c96c7ac713101",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_af8be",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="access_office",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="office",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "access_office_history" ("id", "kabupaten_code", "kind", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label") SELECT old_values."id", old_values."kabupaten_code", old_values."kind", old_values."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\' FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="446ce7fcbad0bf880bf5958436999724eabd8ed7",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d7a55",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="access_office",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="account",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "access_account_history" ("full_name", "id", "is_active", "name", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "role", "senders") SELECT old_values."full_name", old_values."id", old_values."is_active", old_values."name", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."role", old_values."senders" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."full_name" IS DISTINCT FROM (new_values."full_name") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_active" IS DISTINCT FROM (new_values."is_active") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."office_id" IS DISTINCT FROM (new_values."office_id") OR old_values."role" IS DISTINCT FROM (new_values."role") OR old_values."senders" IS DISTINCT FROM (new_values."senders")) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="104de1731be5727efd15128bb593bb832361e43d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4401b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="access_account",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="account",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "access_account_history" ("full_name", "id", "is_active", "name", "office_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "role", "senders") SELECT old_values."full_name", old_values."id", old_values."is_active", old_values."name", old_values."office_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."role", old_values."senders" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="2d98aded8bd394b6a2de39c2f987452ce52dcc3c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9f847",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="access_account",
                    when="AFTER",
                ),
            ),
        ),
    ]
