"""Pairs that were put beside each other, and what people said about them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from payung.access.models import Account
from payung.intake.models import ListRow

ANSWERS = ["same", "different", "cannot_tell"]
#: What becomes of a doubtful row that somebody decides (intake.settling).
OUTCOMES = ["accepted", "returned", "refused"]


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
    outcome = models.CharField(max_length=8, help_text="linked, review, different; sampled: below the cut-off")
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
    is_sampled = models.BooleanField(default=False, db_default=False, help_text="asked to measure the matching")

    class Meta:
        db_table = "linkage_pair"
        constraints = [
            models.UniqueConstraint(name="pair_once_per_row", fields=["row", "other_kind", "other_id"]),
            models.CheckConstraint(
                name="outcome_known", condition=Q(outcome__in=["linked", "review", "different", "sampled"])
            ),
        ]
        indexes = [
            models.Index(fields=["office_id", "outcome"], name="pair_by_outcome"),
            models.Index(fields=["identity"], name="pair_by_identity"),
            models.Index(fields=["office_id"], name="pair_sampled", condition=Q(is_sampled=True)),
        ]


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


class Claim(models.Model):
    """Two identities that lie before a reviewer; until then nobody else is given them. Answering or leaving ends it."""

    office_id = models.BigIntegerField()
    identity = models.CharField(max_length=64)
    by = models.ForeignKey(Account, models.CASCADE)
    until = models.DateTimeField()

    class Meta:
        db_table = "linkage_claim"
        constraints = [models.UniqueConstraint(name="one_claim", fields=["office_id", "identity"])]


class SecondLook(models.Model):
    """What a second reviewer said about two identities that another had judged, without knowing that they were judged."""

    office_id = models.BigIntegerField()
    identity = models.CharField(max_length=64)
    judgement = models.ForeignKey(Judgement, models.CASCADE, related_name="second_looks")
    answer = models.CharField(max_length=12)
    by = models.ForeignKey(Account, models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        db_table = "linkage_second_look"
        constraints = [
            models.CheckConstraint(name="second_answer_known", condition=Q(answer__in=ANSWERS)),
            models.UniqueConstraint(name="one_second_look", fields=["judgement"]),
        ]


class RowLook(models.Model):
    """A decision on a doubtful row that is put to a second person, who does not know it; where they differ, to a third, who decides.

    The first decision counts until a third overrules it. Withdrawn with the first decision.
    """

    office_id = models.BigIntegerField()
    row = models.OneToOneField(ListRow, models.CASCADE, related_name="look")
    first = models.CharField(max_length=8)
    first_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    first_at = models.DateTimeField()
    second = models.CharField(max_length=8, default="")
    second_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)
    third = models.CharField(max_length=8, default="")
    third_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    third_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "linkage_row_look"
        constraints = [
            models.CheckConstraint(
                name="row_look_outcomes_known",
                condition=Q(first__in=OUTCOMES, second__in=["", *OUTCOMES], third__in=["", *OUTCOMES]),
            ),
            models.CheckConstraint(
                name="row_looks_are_of_different_people",
                condition=(Q(second_by=None) | ~Q(second_by=F("first_by")))
                & (Q(third_by=None) | ~Q(third_by=F("first_by")) & ~Q(third_by=F("second_by"))),
            ),
            models.CheckConstraint(
                name="third_row_look_settles_a_difference",
                condition=Q(third="") | (~Q(second="") & ~Q(second=F("first"))),
            ),
        ]


class Frequency(models.Model):
    """How common a name, a day or a place is in the register that stands: -1000 log2 of its share (see `people.frequencies`)."""

    kind = models.CharField(max_length=12)
    value = models.TextField()
    millibits = models.IntegerField()

    class Meta:
        db_table = "linkage_frequency"
        constraints = [models.UniqueConstraint(name="one_frequency", fields=["kind", "value"])]


class Counting(models.Model):
    """When frequencies were counted, and from what; the newest is what `Frequency` holds."""

    source_name = models.TextField()
    as_of = models.DateField()
    people = models.BigIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        db_table = "linkage_counting"


class AcceptedModel(models.Model):
    """A matching model that somebody accepted, whole; the newest is used for lists matched from then on."""

    name = models.CharField(max_length=24)
    version = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    text = models.TextField(help_text="the model file as it was accepted; empty: back to the model that ships")
    accepted_at = models.DateTimeField()
    accepted_by = models.ForeignKey(Account, models.PROTECT)

    class Meta:
        db_table = "linkage_accepted_model"


class Draw(models.Model):
    """One sample of what matching decided. `populations` counts the pairs that it stands for: [side, band, group, pairs]."""

    office_id = models.BigIntegerField()
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(Account, models.PROTECT)
    model = models.CharField(max_length=32)
    has_below = models.BooleanField(help_text="whether rows below the cut-off were drawn as well")
    populations = models.JSONField(default=list)

    class Meta:
        db_table = "linkage_draw"


class Sampled(models.Model):
    """One pair of a sample, by its identity, with the band it lay in and the groups that its row belongs to."""

    draw = models.ForeignKey(Draw, models.CASCADE, related_name="pairs")
    office_id = models.BigIntegerField()
    identity = models.CharField(max_length=64)
    side = models.CharField(max_length=12)
    band = models.CharField(max_length=16)
    groups = ArrayField(models.CharField(max_length=16))

    class Meta:
        db_table = "linkage_sampled"
        constraints = [models.UniqueConstraint(name="sampled_once", fields=["draw", "identity"])]
