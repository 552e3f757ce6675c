import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from payung.audit.guards import APP, grant, rows_of_office

NOT_FOR_SENDERS = (
    f"CREATE POLICY letters_signer_not_for_senders ON letters_signer AS RESTRICTIVE FOR ALL TO {APP}"
    " USING ((SELECT coalesce(current_setting('payung.senders', true), '')) = '');"
)


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_sign_in_with_a_browser"),
        ("letters", "0002_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Signer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.TextField()),
                ("name", models.TextField(default="")),
                (
                    "nip",
                    models.CharField(
                        default="", help_text="number of a civil servant, where one was given", max_length=32
                    ),
                ),
                ("noted_at", models.DateTimeField()),
                (
                    "noted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="signers", to="access.office"
                    ),
                ),
            ],
            options={
                "db_table": "letters_signer",
                "constraints": [
                    models.UniqueConstraint(fields=("office", "title", "name", "nip"), name="signer_noted_once")
                ],
            },
        ),
        migrations.RunSQL(grant("SELECT", "letters_signer"), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("letters_signer", by_sender=False), migrations.RunSQL.noop),
        migrations.RunSQL(NOT_FOR_SENDERS, migrations.RunSQL.noop),
    ]
