from django.db import migrations

# No account that is bound to senders reads letters, and a population office is bound to none that there is; it reads what it
# is asked by and what it answered.
NO_SENDER = "(SELECT coalesce(current_setting('payung.senders', true), '') = '')"
ANSWERS = "(SELECT 'dukcapil' = ANY (string_to_array(current_setting('payung.purposes', true), E'\\x1f')))"
OF_PACKAGES = f"({ANSWERS} AND kind IN ('nik_request', 'nik_minutes'))"


class Migration(migrations.Migration):
    dependencies = [("letters", "0003_signer")]
    operations = [
        migrations.RunSQL(
            f"ALTER POLICY letters_letter_not_for_senders ON letters_letter USING ({NO_SENDER} OR {OF_PACKAGES});"
            f"ALTER POLICY letters_file_not_for_senders ON letters_file"
            f" USING ({NO_SENDER} OR letter_id IN (SELECT id FROM letters_letter));",
            migrations.RunSQL.noop,
        ),
    ]
