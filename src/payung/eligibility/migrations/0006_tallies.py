import django.contrib.postgres.fields
from django.db import migrations, models
from django.db.models import F, Q

from payung.audit.guards import grant, rows_of_office

ALIKE = "programme_id, office_id, sender_code, outcome, proposed, has_seat, is_by_hand, reasons"
KIND = ALIKE.replace("is_by_hand", "decided_by_id IS NOT NULL AS is_by_hand")
CHANGES = {
    "insert": ("NEW TABLE AS came", f"SELECT {KIND}, 1 AS n FROM came"),
    "delete": ("OLD TABLE AS went", f"SELECT {KIND}, -1 AS n FROM went"),
    "update": (
        "OLD TABLE AS went NEW TABLE AS came",
        f"SELECT {KIND}, 1 AS n FROM came UNION ALL SELECT {KIND}, -1 FROM went",
    ),
}

# Whoever writes decisions, by whatever statement, has them tallied in the same transaction. A row of the tally that another
# transaction is writing is passed by and a new one begun: nobody waits for anybody, and only the sum of equal rows counts.
# Hashing is right for any number of rows; a session keeps the plan of its first statement (audit.history.AT_ANY_SIZE).
TALLY = """
CREATE FUNCTION eligibility_tally_{event}() RETURNS trigger LANGUAGE plpgsql SET enable_sort = off AS $$
DECLARE alike record;
BEGIN
    FOR alike IN SELECT {alike}, sum(n) AS people FROM ({changes}) AS changed GROUP BY {alike} HAVING sum(n) <> 0 LOOP
        UPDATE eligibility_tally SET people = people + alike.people WHERE id = (
            SELECT id FROM eligibility_tally AS t WHERE ({theirs}) = ({these}) LIMIT 1 FOR UPDATE SKIP LOCKED);
        IF NOT FOUND THEN
            INSERT INTO eligibility_tally ({alike}, people) VALUES ({these}, alike.people);
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER tally_{event} AFTER {event} ON eligibility_decision REFERENCING {tables}
    FOR EACH STATEMENT EXECUTE FUNCTION eligibility_tally_{event}();
"""
FROM_NOW_ON = "".join(
    TALLY.format(
        event=event,
        alike=ALIKE,
        changes=changes,
        tables=tables,
        theirs=", ".join(f"t.{name}" for name in ALIKE.split(", ")),
        these=", ".join(f"alike.{name}" for name in ALIKE.split(", ")),
    )
    for event, (tables, changes) in CHANGES.items()
)
ALL_AT_ONCE = """
CREATE FUNCTION eligibility_tally_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM eligibility_tally;
    RETURN NULL;
END $$;
CREATE TRIGGER tally_truncate AFTER TRUNCATE ON eligibility_decision FOR EACH STATEMENT EXECUTE FUNCTION eligibility_tally_truncate();
"""
# After the triggers, whose making waits for everybody who is writing decisions.
UNTIL_NOW = f"""
INSERT INTO eligibility_tally ({ALIKE}, people)
SELECT {ALIKE}, count(*) FROM (SELECT {KIND} FROM eligibility_decision) AS decided GROUP BY {ALIKE};
"""


class Migration(migrations.Migration):
    dependencies = [("eligibility", "0005_no_index_of_persons"), ("jobs", "0003_settings_read_once")]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("programme_id", models.BigIntegerField()),
                ("office_id", models.BigIntegerField()),
                ("sender_code", models.CharField(max_length=48)),
                ("outcome", models.CharField(max_length=12)),
                ("proposed", models.CharField(max_length=8)),
                ("has_seat", models.BooleanField()),
                ("is_by_hand", models.BooleanField()),
                (
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=32), size=None),
                ),
                (
                    "people",
                    models.BigIntegerField(help_text="may be below zero in one row; the sum of equal rows is not"),
                ),
            ],
            options={
                "db_table": "eligibility_tally",
                "indexes": [models.Index(fields=["programme_id"], name="tally_by_programme")],
            },
        ),
        migrations.RunSQL(grant("SELECT", "eligibility_tally"), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("eligibility_tally"), migrations.RunSQL.noop),
        migrations.RunSQL(FROM_NOW_ON + ALL_AT_ONCE + UNTIL_NOW, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                F("programme_id"),
                F("proposed").desc(),
                F("candidate_id"),
                condition=Q(outcome="doubtful"),
                name="decision_doubtful",
            ),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                fields=["programme_id", "rank"],
                condition=Q(outcome="eligible", has_seat=False),
                name="decision_waiting",
            ),
        ),
    ]
