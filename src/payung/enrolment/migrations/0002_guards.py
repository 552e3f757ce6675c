from django.db import migrations

from payung.audit.guards import grant, rows_of_office


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0001_tables")]
    operations = [
        migrations.RunSQL(
            grant(
                "SELECT",
                "enrolment_decree",
                "enrolment_decree_row",
                "enrolment_enrolment",
            ),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(rows_of_office("enrolment_decree", by_sender=False), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("enrolment_decree_row"), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("enrolment_enrolment"), migrations.RunSQL.noop),
        # What is printed does not change: not by a slip of ours, and not by the owner's login either.
        migrations.RunSQL(
            """
            CREATE FUNCTION enrolment_annex_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF EXISTS (SELECT 1 FROM touched t JOIN enrolment_decree d ON d.id = t.decree_id WHERE d.state <> 'draft') THEN
                    RAISE EXCEPTION 'the annex of a printed decree is frozen' USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER annex_frozen_on_insert AFTER INSERT ON enrolment_decree_row
                REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION enrolment_annex_is_frozen();
            CREATE TRIGGER annex_frozen_on_update AFTER UPDATE ON enrolment_decree_row
                REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION enrolment_annex_is_frozen();
            CREATE TRIGGER annex_frozen_on_delete AFTER DELETE ON enrolment_decree_row
                REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION enrolment_annex_is_frozen();
            CREATE FUNCTION enrolment_enacted_stays() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF OLD.state = 'enacted' AND (NEW.state, NEW.number, NEW.decided_on, NEW.heads, NEW.amount, NEW.content_sha256, NEW.check_code)
                    IS DISTINCT FROM (OLD.state, OLD.number, OLD.decided_on, OLD.heads, OLD.amount, OLD.content_sha256, OLD.check_code) THEN
                    RAISE EXCEPTION 'an enacted decree does not change' USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER enacted_stays BEFORE UPDATE ON enrolment_decree
                FOR EACH ROW EXECUTE FUNCTION enrolment_enacted_stays();
            """,
            """
            DROP TRIGGER enacted_stays ON enrolment_decree;
            DROP FUNCTION enrolment_enacted_stays;
            DROP TRIGGER annex_frozen_on_insert ON enrolment_decree_row;
            DROP TRIGGER annex_frozen_on_update ON enrolment_decree_row;
            DROP TRIGGER annex_frozen_on_delete ON enrolment_decree_row;
            DROP FUNCTION enrolment_annex_is_frozen;
            """,
        ),
    ]
