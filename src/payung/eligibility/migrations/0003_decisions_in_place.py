from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("eligibility", "0002_guards")]

    operations = [
        # Everybody is decided anew after each answer: with room on its page, a decision leaves the indexes as they are.
        migrations.RunSQL(
            "ALTER TABLE eligibility_decision SET (fillfactor = 50)",
            "ALTER TABLE eligibility_decision RESET (fillfactor)",
        ),
    ]
