from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_guards")]

    operations = [
        migrations.RemoveConstraint(model_name="source", name="one_source_per_name"),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.UniqueConstraint(fields=("name", "kind"), name="one_source_per_name_and_kind"),
        ),
    ]
