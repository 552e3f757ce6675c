"""Work that somebody asked for: what, by whom, how far it is, how it ended."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models

STATES = ("waiting", "running", "done", "refused", "failed")


class Work(models.Model):
    """One order. `order` holds ids and settings, never a person; `ended_with` the words of a refusal in both languages."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    office_id = models.BigIntegerField()
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="works")
    kind = models.CharField(max_length=32)
    about = models.TextField(help_text="what a person calls it, as the name of the file")
    order = models.JSONField()
    state = models.CharField(max_length=8, default="waiting")
    step = models.CharField(max_length=64, default="")
    steps_done = models.IntegerField(default=0)
    steps_total = models.IntegerField(default=0)
    result = models.TextField(default="", help_text="kind and id of what came of it, as `list:17`")
    ended_with = models.JSONField(default=list)
    asked_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "jobs_work"
        constraints = [models.CheckConstraint(name="work_state_known", condition=models.Q(state__in=STATES))]
        indexes = [models.Index(fields=["account", "-asked_at"], name="work_newest_first")]
