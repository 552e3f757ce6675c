from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("eligibility", "0003_decisions_in_place")]

    operations = [
        # One index of NIKs serves both: nobody twice in a programme, and somebody found in any.
        migrations.RemoveConstraint(model_name="candidate", name="one_candidate_per_nik"),
        migrations.RemoveIndex(model_name="candidate", name="candidate_by_nik"),
        migrations.AddConstraint(
            model_name="candidate",
            constraint=models.UniqueConstraint(fields=["nik", "programme"], name="one_candidate_per_nik"),
        ),
    ]
