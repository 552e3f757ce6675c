"""The mother's name of a row, as the register has it of its members: relatives and namesakes are told apart by it."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the column; rows received before have none."""

    dependencies = [("intake", "0002_guards")]
    operations = [
        migrations.AddField(
            "listrow",
            "mother_name",
            models.TextField(help_text="compared with the register's; shown to nobody", null=True),
        )
    ]
