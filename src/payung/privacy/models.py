"""Cases of personal data: a breach, or what a person asks about their own data; each with the clock that the law gives it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from payung.access.models import Account, Office
from payung.audit.history import tracked

KINDS = ["breach", "correction", "erasure"]
# open → (a breach) closed; open → proposed → applied or refused → closed
STATES = ["open", "proposed", "applied", "refused", "closed"]
WHOM = ["person", "agency", "public"]
SUBJECTS = ["candidate", "row", "register"]
BASES = ["unknown", "trail", "counted", "estimated"]


@tracked
class Case(models.Model):
    """One matter with its clock. Of a person it holds where they stand and the keyed hash of their number, never a name or a NIK.

    `came_at` is when the breach was found or the request came in: the clock runs from there, through nights and holidays.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="privacy_cases")
    kind = models.CharField(max_length=10)
    state = models.CharField(max_length=8, default="open")
    reference = models.TextField(help_text="agenda number of the report or request, as the office registered it")
    came_at = models.DateTimeField()
    due_at = models.DateTimeField()
    hours = models.SmallIntegerField()
    rests_on = models.TextField(help_text="the article behind the clock, as printed")
    confidence = models.CharField(max_length=12)
    subject_kind = models.CharField(
        max_length=9, default="", help_text="as pages of people are addressed; empty: a breach"
    )
    subject_number = models.BigIntegerField(null=True)
    person_id = models.BigIntegerField(null=True, help_text="keyed hash of the NIK, as the trail holds it")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    holder = models.ForeignKey(Account, models.PROTECT, related_name="+", help_text="whose work it is now")
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    checked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    refusal = models.TextField(default="", help_text="why it was refused, in the words of the answer")
    removed = models.JSONField(default=dict, help_text="what went: class -> how many")
    kept = models.JSONField(
        default=dict, help_text="what the law keeps: class -> how many; the words stand in the flow"
    )
    leftover = ArrayField(
        models.TextField(), default=list, help_text="files that are still to be removed from the disk"
    )
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "privacy_case"
        constraints = [
            models.UniqueConstraint(name="one_case_per_reference", fields=["office", "kind", "reference"]),
            models.CheckConstraint(name="case_kind_known", condition=Q(kind__in=KINDS)),
            models.CheckConstraint(name="case_state_known", condition=Q(state__in=STATES)),
            models.CheckConstraint(
                name="request_is_about_somebody",
                condition=Q(kind="breach", subject_kind="", subject_number=None)
                | (~Q(kind="breach") & Q(subject_kind__in=SUBJECTS, subject_number__isnull=False)),
            ),
            models.CheckConstraint(
                name="maker_does_not_check", condition=Q(checked_by=None) | ~Q(checked_by=F("proposed_by"))
            ),
            models.CheckConstraint(
                name="applied_only_when_checked",
                condition=~Q(state__in=["applied", "refused"]) | Q(checked_by__isnull=False, checked_at__isnull=False),
            ),
            models.CheckConstraint(name="refusal_says_why", condition=~Q(state="refused") | ~Q(refusal="")),
            models.CheckConstraint(name="clock_runs_forward", condition=Q(due_at__gt=F("came_at"))),
            models.CheckConstraint(
                name="closed_case_is_whole", condition=~Q(state="closed") | Q(closed_at__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["office", "state", "due_at"], name="case_by_due")]


@tracked
class Breach(models.Model):
    """What went wrong: found by whom, when it happened and how, which data, how many people, what was done."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="breach")
    office_id = models.BigIntegerField()
    found_by = models.TextField()
    happened_from = models.DateTimeField(null=True)
    happened_until = models.DateTimeField(null=True, help_text="the first moment after it")
    how = models.TextField()
    data = ArrayField(models.CharField(max_length=16), default=list, help_text="privacy.data: which kinds of data")
    people = models.BigIntegerField(null=True)
    people_basis = models.CharField(max_length=9, default="unknown")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", help_text="whose access it was")
    handling = models.TextField(default="", help_text="what was done to handle it and to recover")

    class Meta:
        db_table = "privacy_breach"
        constraints = [
            models.CheckConstraint(name="breach_basis_known", condition=Q(people_basis__in=BASES)),
            models.CheckConstraint(
                name="breach_counts_people", condition=Q(people=None) | Q(people__gte=0) & ~Q(people_basis="unknown")
            ),
            models.CheckConstraint(
                name="breach_in_order",
                condition=Q(happened_from=None) | Q(happened_until=None) | Q(happened_until__gt=F("happened_from")),
            ),
        ]


class Exposure(models.Model):
    """What the trail says that an account saw or took out in the period: one thing and act, how often, how many people at most."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="exposures")
    office_id = models.BigIntegerField()
    act = models.TextField()
    about = models.TextField()
    times = models.IntegerField()
    people = models.BigIntegerField(null=True, help_text="null: the trail does not say")
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        db_table = "privacy_exposure"
        constraints = [models.UniqueConstraint(name="one_exposure", fields=["case", "act", "about"])]


class Telling(models.Model):
    """That somebody was told, when and how, with the letter if there is one."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="tellings")
    office_id = models.BigIntegerField()
    whom = models.CharField(max_length=6)
    told_at = models.DateTimeField()
    channel = models.TextField(
        help_text="letter with number, hand to hand, e-mail of the agency …; no address of a person"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        db_table = "privacy_telling"
        constraints = [
            models.UniqueConstraint(name="told_once", fields=["case", "whom"]),
            models.CheckConstraint(name="told_whom_known", condition=Q(whom__in=WHOM)),
        ]


class Wanted(models.Model):
    """One value that a person asks to be put right; emptied when the case is closed."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="wanted")
    office_id = models.BigIntegerField()
    field = models.CharField(max_length=12)
    value = models.TextField()

    class Meta:
        db_table = "privacy_wanted"
        constraints = [models.UniqueConstraint(name="one_wish_per_field", fields=["case", "field"])]


class Corrected(models.Model):
    """One cell that a correction changed: the list row's own history, which its table does not keep."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="corrected")
    office_id = models.BigIntegerField()
    row_id = models.BigIntegerField(help_text="intake_row; no key, so that a purge is never held up")
    field = models.CharField(max_length=12)
    before = models.TextField(default="")
    after = models.TextField(default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "privacy_corrected"
        constraints = [models.UniqueConstraint(name="corrected_once", fields=["case", "row_id", "field"])]
        indexes = [models.Index(fields=["row_id"], name="corrected_by_row")]
