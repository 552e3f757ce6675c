from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("eligibility", "0004_nik_before_programme")]

    operations = [
        # Nobody looks candidates up by the person: they are found by NIK, by row or by their own number.
        migrations.RemoveIndex(model_name="candidate", name="candidate_by_person"),
    ]
