from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("linkage", "0004_guards_of_reviewing")]
    operations = [
        migrations.AddIndex(model_name="pair", index=models.Index(fields=["identity"], name="pair_by_identity"))
    ]
