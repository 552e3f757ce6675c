from django.db import migrations

# Policies made before `guards.rows_of_office` read each setting in a sub-select: PostgreSQL called current_setting for every
# row of a count. What they allow stays the same; only how often the setting is read changes.
READ_ONCE = r"""
DO $$
DECLARE
    one record;
    sender text := 'string_to_array(current_setting(''payung.senders''::text, true), ''' || chr(31) || '''::text)';
    bound text := 'COALESCE(current_setting(''payung.senders''::text, true), ''''::text) = ''''::text';
    office text := '(NULLIF(current_setting(''payung.office''::text, true), ''''::text))::bigint';
    qual text;
BEGIN
    FOR one IN SELECT tablename, policyname, p.qual, p.with_check FROM pg_policies p
               WHERE schemaname = 'public' AND p.qual LIKE '%current_setting%' AND p.qual NOT LIKE '%SELECT%' LOOP
        qual := replace(replace(replace(one.qual,
            office, '(SELECT ' || office || ')'),
            sender, '(SELECT ' || sender || ')::text[]'),
            bound, '(SELECT ' || bound || ')');
        EXECUTE format('ALTER POLICY %I ON %I USING (%s)', one.policyname, one.tablename, qual);
        IF one.with_check IS NOT NULL THEN
            EXECUTE format('ALTER POLICY %I ON %I WITH CHECK (%s)', one.policyname, one.tablename, qual);
        END IF;
    END LOOP;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0002_guards"),
        ("registry", "0002_guards"),
        ("agreements", "0002_guards"),
        ("letters", "0002_guards"),
        ("intake", "0002_guards"),
        ("linkage", "0004_guards_of_reviewing"),
        ("fieldwork", "0002_guards"),
        ("exchanges", "0002_guards"),
        ("eligibility", "0002_guards"),
        ("enrolment", "0002_guards"),
        ("contributions", "0002_guards"),
        ("coverage", "0002_guards"),
    ]
    operations = [migrations.RunSQL(READ_ONCE, migrations.RunSQL.noop)]
