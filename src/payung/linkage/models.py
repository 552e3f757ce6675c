"""Pairs that were put beside each other, and what people said about them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from payung.access.models import Account
from payung.intake.models import ListRow

ANSWERS = ["same", "different", "cannot_tell"]


class Pair(models.Model):
    """A list row beside a reported membership or an earlier list row, as a reviewer may see it.

    `other_*` is the masked projection of the other side, made when the pair was scored: a reviewer sees only
    the pairs of their own rows, never the register. `identity` is the hash of both identities as they stood.
    """

    row = models.ForeignKey(ListRow, models.CASCADE, related_name="pairs")
    office_id = models.BigIntegerField()
    sender_code = models.CharField(max_length=48)
    other_kind = models.CharField(max_length=12, help_text="register or list")
    other_id = models.BigIntegerField()
    other_person = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=8, help_text="linked, review, different")
    rule = models.CharField(max_length=32)
    weight = models.FloatField(null=True)
    evidence = models.JSONField(default=list)
    model_version = models.CharField(max_length=32)
    other_class = models.CharField(
        max_length=24, help_text="what a verdict may say: active_other_payer, active_same_payer, inactive, listed …"
    )
    other_name = models.TextField(null=True)
    other_nik_masked = models.CharField(max_length=16, null=True)
    other_birth = models.TextField(null=True)
    other_place = models.TextField(null=True)
    identity = models.CharField(max_length=64)

    class Meta:
        db_table = "linkage_pair"
        constraints = [
            models.UniqueConstraint(name="pair_once_per_row", fields=["row", "other_kind", "other_id"]),
            models.CheckConstraint(name="outcome_known", condition=Q(outcome__in=["linked", "review", "different"])),
        ]
        indexes = [models.Index(fields=["office_id", "outcome"], name="pair_by_outcome")]


class Judgement(models.Model):
    """One person's answer about two identities; while neither changes, nobody is asked again."""

    office_id = models.BigIntegerField()
    identity = models.CharField(max_length=64)
    answer = models.CharField(max_length=12)
    note = models.TextField(default="")
    by = models.ForeignKey(Account, models.PROTECT)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "linkage_judgement"
        constraints = [
            models.CheckConstraint(name="answer_known", condition=Q(answer__in=ANSWERS)),
            models.UniqueConstraint(
                name="one_standing_judgement", fields=["office_id", "identity"], condition=Q(withdrawn_at=None)
            ),
        ]
