from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("contributions", "0003_lines_by_statement")]

    operations = [
        # Every line is paid once: with room on its page, paying leaves all indexes as they are.
        migrations.RunSQL(
            "ALTER TABLE contributions_bill_line SET (fillfactor = 50)",
            "ALTER TABLE contributions_bill_line RESET (fillfactor)",
        ),
    ]
