from django.db import migrations

from payung.audit.guards import grant, rows_of_office


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0001_tables")]
    operations = [
        migrations.RunSQL(
            grant(
                "SELECT",
                "enrolment_decree",
                "enrolment_decree_price",
                "enrolment_decree_year",
                "enrolment_decree_paper",
                "enrolment_decree_row",
                "enrolment_enrolment",
            ),
            migrations.RunSQL.noop,
        ),
        migrations.RunSQL(rows_of_office("enrolment_decree", by_sender=False), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("enrolment_decree_price", by_sender=False), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("enrolment_decree_year", by_sender=False), migrations.RunSQL.noop),
        migrations.RunSQL(rows_of_office("enrolment_decree_paper", by_sender=False), migrations.RunSQL.noop),
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
            CREATE TRIGGER price_frozen_on_insert AFTER INSERT ON enrolment_decree_price
                REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION enrolment_annex_is_frozen();
            CREATE TRIGGER price_frozen_on_update AFTER UPDATE ON enrolment_decree_price
                REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION enrolment_annex_is_frozen();
            CREATE TRIGGER price_frozen_on_delete AFTER DELETE ON enrolment_decree_price
                REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION enrolment_annex_is_frozen();
            CREATE TRIGGER year_frozen_on_insert AFTER INSERT ON enrolment_decree_year
                REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION enrolment_annex_is_frozen();
            CREATE TRIGGER year_frozen_on_update AFTER UPDATE ON enrolment_decree_year
                REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION enrolment_annex_is_frozen();
            CREATE TRIGGER year_frozen_on_delete AFTER DELETE ON enrolment_decree_year
                REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION enrolment_annex_is_frozen();
            CREATE FUNCTION enrolment_enacted_stays() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF OLD.state = 'enacted' AND (to_jsonb(NEW) - 'scan_sha256') IS DISTINCT FROM (to_jsonb(OLD) - 'scan_sha256') THEN
                    RAISE EXCEPTION 'an enacted decree does not change' USING ERRCODE = 'restrict_violation';
                END IF;
                IF OLD.scan_sha256 <> '' AND NEW.scan_sha256 IS DISTINCT FROM OLD.scan_sha256 THEN
                    RAISE EXCEPTION 'the scan of a decree is kept once' USING ERRCODE = 'restrict_violation';
                END IF;
                IF OLD.state = 'withdrawn' AND NEW.state <> 'withdrawn' THEN
                    RAISE EXCEPTION 'a withdrawn decree does not come back' USING ERRCODE = 'restrict_violation';
                END IF;
                IF OLD.state IN ('printed', 'initialled') AND NEW.state = 'draft' AND (NEW.version <= OLD.version OR NEW.check_code <> '') THEN
                    RAISE EXCEPTION 'a printed decree that is taken back gets another version and no code' USING ERRCODE = 'restrict_violation';
                END IF;
                IF OLD.state IN ('printed', 'initialled') AND NEW.state <> 'draft'
                    AND (NEW.version, NEW.check_code, NEW.content_sha256, NEW.first_month, NEW.end_month, NEW.heads, NEW.heads_leaving, NEW.amount)
                    IS DISTINCT FROM
                    (OLD.version, OLD.check_code, OLD.content_sha256, OLD.first_month, OLD.end_month, OLD.heads, OLD.heads_leaving, OLD.amount) THEN
                    RAISE EXCEPTION 'a printed decree keeps its content' USING ERRCODE = 'restrict_violation';
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
            DROP TRIGGER price_frozen_on_insert ON enrolment_decree_price;
            DROP TRIGGER price_frozen_on_update ON enrolment_decree_price;
            DROP TRIGGER price_frozen_on_delete ON enrolment_decree_price;
            DROP TRIGGER year_frozen_on_insert ON enrolment_decree_year;
            DROP TRIGGER year_frozen_on_update ON enrolment_decree_year;
            DROP TRIGGER year_frozen_on_delete ON enrolment_decree_year;
            DROP FUNCTION enrolment_annex_is_frozen;
            """,
        ),
    ]
