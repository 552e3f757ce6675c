"""Lists whose rows are not judged: what they mean to replace, and why a file could not be read."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from payung.audit.guards import grant, rows_of_office

#: A version that was received and never judged replaced its list from the moment it came; from now on it only means to. Where there
#: is none nothing is written: on a new database the history's triggers have not got their function yet.
LET_GO = """
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM intake_list WHERE received IS NULL AND replaces_id IS NOT NULL) THEN
        INSERT INTO intake_unjudged (submitted_list_id, office_id, sender_code, means_to_replace_id)
            SELECT id, office_id, sender_code, replaces_id FROM intake_list WHERE received IS NULL AND replaces_id IS NOT NULL;
        UPDATE intake_list SET replaces_id = NULL WHERE received IS NULL AND replaces_id IS NOT NULL;
    END IF;
END $$
"""


class Migration(migrations.Migration):
    """Make the table, behind the second wall, and let go what unjudged lists hold."""

    dependencies = [("intake", "0003_mother_name")]
    operations = [
        migrations.CreateModel(
            name="Unjudged",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("office_id", models.BigIntegerField()),
                ("sender_code", models.CharField(max_length=48)),
                (
                    "problems",
                    models.JSONField(
                        help_text="null: nothing was found wrong so far; empty: no rows of people", null=True
                    ),
                ),
                (
                    "means_to_replace",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="intake.submittedlist",
                    ),
                ),
                (
                    "submitted_list",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="unjudged", to="intake.submittedlist"
                    ),
                ),
            ],
            options={"db_table": "intake_unjudged"},
        ),
        migrations.RunSQL(grant("SELECT", "intake_unjudged"), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("intake_unjudged"), migrations.RunSQL.noop),
        migrations.RunSQL(LET_GO, migrations.RunSQL.noop),
    ]
