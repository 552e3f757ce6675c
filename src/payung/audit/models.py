"""What was done, by whom and when; append-only, sealed in batches."""

from __future__ import annotations

from django.db import models


class Event(models.Model):
    """One act. It has no foreign keys, so it blocks no deletion and survives what it was about."""

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor = models.TextField()
    action = models.TextField()
    about = models.TextField(help_text="kind and id of what the act was about, as `list:17`")
    purpose = models.TextField(default="")
    detail = models.JSONField(default=dict)

    class Meta:
        db_table = "audit_event"
        indexes = [
            models.Index(fields=["about"], name="audit_event_about"),
            models.Index(fields=["actor_id", "at"], name="audit_event_actor"),
            models.Index(fields=["action", "id"], name="audit_event_action"),
        ]


class Seal(models.Model):
    """The Merkle root over a run of events, chained to the seal before; an exported seal proves them unchanged."""

    first_event = models.BigIntegerField()
    last_event = models.BigIntegerField()
    events = models.IntegerField()
    root = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        db_table = "audit_seal"
        constraints = [
            models.CheckConstraint(
                name="seal_covers_a_run", condition=models.Q(last_event__gte=models.F("first_event"))
            ),
            models.UniqueConstraint(name="event_sealed_once", fields=["first_event"]),
        ]
