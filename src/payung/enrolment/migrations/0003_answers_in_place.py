from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("enrolment", "0002_guards")]

    operations = [
        # Every seat is answered once and numbered once: with room on its page, the number leaves all indexes as they are, and the
        # exclusion of overlapping seats is not checked anew.
        migrations.RunSQL(
            "ALTER TABLE enrolment_enrolment SET (fillfactor = 50)",
            "ALTER TABLE enrolment_enrolment RESET (fillfactor)",
        ),
    ]
