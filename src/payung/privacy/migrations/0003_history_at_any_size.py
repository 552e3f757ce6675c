from django.db import migrations

from payung.audit.history import AT_ANY_SIZE


class Migration(migrations.Migration):
    # Of every room that keeps a history: this comes after all of them.
    dependencies = [
        ("access", "0004_identities"),
        ("agreements", "0003_segment_of_terms"),
        ("contributions", "0004_paid_in_place"),
        ("coverage", "0004_guards_of_targets"),
        ("eligibility", "0003_decisions_in_place"),
        ("enrolment", "0003_answers_in_place"),
        ("exchanges", "0004_answers_in_place"),
        ("fieldwork", "0004_guards_of_monthly"),
        ("intake", "0002_guards"),
        ("letters", "0003_signer"),
        ("linkage", "0009_guards_of_row_looks"),
        ("privacy", "0002_guards"),
        ("registry", "0002_guards"),
    ]
    operations = [migrations.RunSQL(AT_ANY_SIZE, migrations.RunSQL.noop)]
