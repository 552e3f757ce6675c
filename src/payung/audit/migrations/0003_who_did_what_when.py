from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_guards")]
    operations = [
        # The trail is read by account and by act; how often an account looked people up is counted at every look.
        migrations.AddIndex("event", models.Index(fields=["actor_id", "at"], name="audit_event_actor")),
        migrations.AddIndex("event", models.Index(fields=["action", "id"], name="audit_event_action")),
    ]
