from django.db import migrations

from payung.audit.guards import grant, rows_of_office

WHOLE_OFFICE = (
    "contributions_bill",
    "contributions_bill_price",
    "contributions_payment",
    "contributions_correction",
    "contributions_reconciliation",
)

# A list that is billed does not change: not by a slip of ours, and not by the owner's login either.
FROZEN = """
CREATE FUNCTION contributions_line_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the lines of a bill do not change: void the bill and make another' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER line_stays BEFORE UPDATE ON contributions_bill_line FOR EACH ROW
    WHEN ((OLD.bill_id, OLD.enrolment_id, OLD.person_id, OLD.month, OLD.jkk, OLD.jkm, OLD.jht) IS DISTINCT FROM
          (NEW.bill_id, NEW.enrolment_id, NEW.person_id, NEW.month, NEW.jkk, NEW.jkm, NEW.jht)
          OR (OLD.is_void AND NOT NEW.is_void))
    EXECUTE FUNCTION contributions_line_stays();
CREATE TRIGGER line_is_never_deleted BEFORE DELETE ON contributions_bill_line FOR EACH ROW
    EXECUTE FUNCTION contributions_line_stays();
CREATE FUNCTION contributions_issued_takes_no_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM contributions_bill b WHERE b.state <> 'draft' AND b.id IN (SELECT DISTINCT bill_id FROM added)) THEN
        RAISE EXCEPTION 'a bill with a kode iuran takes no more lines' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER issued_takes_no_line AFTER INSERT ON contributions_bill_line
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION contributions_issued_takes_no_line();
CREATE FUNCTION contributions_bill_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a bill keeps its list, its sum and its code; paid and void are ends' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER bill_stays BEFORE UPDATE ON contributions_bill FOR EACH ROW
    WHEN ((OLD.programme_id, OLD.budget_line_id, OLD.first_month, OLD.end_month, OLD.heads, OLD.person_months, OLD.amount, OLD.content_sha256)
          IS DISTINCT FROM
          (NEW.programme_id, NEW.budget_line_id, NEW.first_month, NEW.end_month, NEW.heads, NEW.person_months, NEW.amount, NEW.content_sha256)
          OR (OLD.kode_iuran IS NOT NULL AND NEW.kode_iuran IS DISTINCT FROM OLD.kode_iuran)
          OR (OLD.state IN ('paid', 'void') AND NEW.state <> OLD.state)
          OR (OLD.state = 'issued' AND NEW.state = 'draft'))
    EXECUTE FUNCTION contributions_bill_stays();
"""
THAWED = """
DROP TRIGGER bill_stays ON contributions_bill;
DROP TRIGGER issued_takes_no_line ON contributions_bill_line;
DROP TRIGGER line_is_never_deleted ON contributions_bill_line;
DROP TRIGGER line_stays ON contributions_bill_line;
DROP FUNCTION contributions_bill_stays, contributions_issued_takes_no_line, contributions_line_stays;
"""


class Migration(migrations.Migration):
    dependencies = [("contributions", "0001_tables")]
    operations = [
        migrations.RunSQL(grant("SELECT", *WHOLE_OFFICE, "contributions_bill_line"), migrations.RunSQL.noop),
        *[migrations.RunSQL(rows_of_office(name, by_sender=False), migrations.RunSQL.noop) for name in WHOLE_OFFICE],
        migrations.RunSQL(rows_of_office("contributions_bill_line"), migrations.RunSQL.noop),
        migrations.RunSQL(FROZEN, THAWED),
    ]
