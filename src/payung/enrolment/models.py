"""Decrees with their annexes, and the seats that they give."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q

from payung.access.models import Account, Office
from payung.agreements.models import BudgetLine, Programme, Terms
from payung.audit.history import tracked
from payung.eligibility.models import Candidate

DECREE_KINDS = ["decree", "amendment", "decision", "minutes"]
STATES = ["draft", "printed", "initialled", "enacted", "withdrawn"]
LEAVING = ["died", "moved", "became_pu", "other_payer", "over_age", "stopped_working", "declined", "answered_no"]
SEAT_STATES = ["waiting", "member", "rejected", "ended"]
# Whom the relief on BPU contributions sets apart (law.contributions: occupation)
RELIEFS = ["transport", "other"]
ACTING = ["", "Plt.", "Plh.", "a.n."]


@tracked
class Decree(models.Model):
    """A decree (SK) with its annex, or what changes one: an amendment, a decision of the head of office, monthly minutes.

    draft (konsep) → printed (dicetak: the annex is frozen from here on) → initialled (paraf) → enacted (ditetapkan).
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="decrees")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="decrees")
    terms = models.ForeignKey(Terms, models.PROTECT)
    kind = models.CharField(max_length=9)
    amends = models.ForeignKey("self", models.PROTECT, null=True, related_name="amendments")
    title = models.TextField()
    state = models.CharField(max_length=10, default="draft")
    version = models.SmallIntegerField(default=1, help_text="grows when a printed annex is taken back to draft")
    check_code = models.CharField(max_length=16, default="", help_text="of the frozen annex; stands on every page")
    content_sha256 = models.CharField(max_length=64, default="")
    first_month = models.DateField()
    end_month = models.DateField(help_text="the first month without cover")
    heads = models.IntegerField(default=0, help_text="people whom it adds")
    heads_leaving = models.IntegerField(default=0, help_text="people whom it takes off")
    person_months = models.IntegerField(default=0, help_text="what it adds less what it takes off")
    amount = models.BigIntegerField(
        default=0, help_text="of all its months, whole rupiah; less than 0 where more leave"
    )
    weakest = models.CharField(max_length=12, default="", help_text="confidence of the weakest figure behind the price")
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Account, models.PROTECT, related_name="proposed_decrees")
    printed_at = models.DateTimeField(null=True)
    initials = models.TextField(default="", help_text="who put their paraf, as the cover sheet says")
    initialled_at = models.DateTimeField(null=True)
    number = models.TextField(null=True, help_text="as registered, after signing")
    decided_on = models.DateField(null=True)
    signer_name = models.TextField(default="")
    signer_title = models.TextField(default="", help_text="Wali Kota Bontang, Plt. Kepala Dinas …")
    signer_acting = models.CharField(max_length=4, default="", help_text="Plt., Plh., a.n., or empty")
    acting_from = models.DateField(null=True)
    acting_until = models.DateField(null=True, help_text="the first day without that charge")
    enacted_at = models.DateTimeField(null=True)
    enacted_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="enacted_decrees")
    scan_sha256 = models.CharField(max_length=64, default="")
    withdrawn_at = models.DateTimeField(null=True)
    withdraw_reason = models.TextField(default="")

    class Meta:
        db_table = "enrolment_decree"
        constraints = [
            models.UniqueConstraint(
                name="one_decree_per_number", fields=["office", "number"], condition=Q(number__isnull=False)
            ),
            models.CheckConstraint(name="decree_kind_known", condition=Q(kind__in=DECREE_KINDS)),
            models.CheckConstraint(name="decree_state_known", condition=Q(state__in=STATES)),
            models.CheckConstraint(
                name="decree_amends_when_it_is_no_first", condition=Q(kind="decree") | Q(amends__isnull=False)
            ),
            models.CheckConstraint(
                name="enacted_decree_is_whole",
                condition=~Q(state="enacted")
                | Q(
                    number__isnull=False,
                    decided_on__isnull=False,
                    enacted_by__isnull=False,
                    enacted_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="proposer_does_not_enact", condition=Q(enacted_by=None) | ~Q(enacted_by=F("proposed_by"))
            ),
            models.CheckConstraint(
                name="printed_decree_has_its_code",
                condition=Q(state__in=["draft", "withdrawn"]) | ~Q(check_code="") & ~Q(content_sha256=""),
            ),
            models.CheckConstraint(name="acting_known", condition=Q(signer_acting__in=ACTING)),
            models.CheckConstraint(name="decree_months_in_order", condition=Q(end_month__gt=F("first_month"))),
            models.CheckConstraint(
                name="decree_months_are_first_days", condition=Q(first_month__day=1, end_month__day=1)
            ),
        ]


class DecreePrice(models.Model):
    """What one month of one person costs under a decree, as the law said when it was proposed (whole rupiah)."""

    decree = models.ForeignKey(Decree, models.PROTECT, related_name="prices", db_index=False)
    office_id = models.BigIntegerField()
    month = models.DateField()
    relief = models.CharField(max_length=9, help_text="transport, or other: PP 50/2025 sets the first apart")
    jkk = models.IntegerField()
    jkm = models.IntegerField()
    jht = models.IntegerField()
    amount = models.IntegerField()
    weakest = models.CharField(max_length=12)

    class Meta:
        db_table = "enrolment_decree_price"
        constraints = [
            models.UniqueConstraint(name="one_price_per_month", fields=["decree", "month", "relief"]),
            models.CheckConstraint(name="price_adds_up", condition=Q(amount=F("jkk") + F("jkm") + F("jht"))),
            models.CheckConstraint(name="relief_known", condition=Q(relief__in=RELIEFS)),
        ]


class DecreeYear(models.Model):
    """What a decree asks of one fiscal year, and the budget line where that is set aside."""

    decree = models.ForeignKey(Decree, models.PROTECT, related_name="years", db_index=False)
    office_id = models.BigIntegerField()
    fiscal_year = models.SmallIntegerField()
    budget_line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="decree_years")
    person_months = models.IntegerField()
    amount = models.BigIntegerField(help_text="less than 0: the amendment gives back when it is enacted")
    booked_as = models.TextField(help_text="`about` of the ledger's entry")

    class Meta:
        db_table = "enrolment_decree_year"
        constraints = [models.UniqueConstraint(name="one_amount_per_year", fields=["decree", "fiscal_year"])]


class DecreePaper(models.Model):
    """One file that was written for a version of a decree, known again by its hash."""

    decree = models.ForeignKey(Decree, models.PROTECT, related_name="papers", db_index=False)
    office_id = models.BigIntegerField()
    version = models.SmallIntegerField()
    file_name = models.TextField()
    content_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "enrolment_decree_paper"
        constraints = [
            models.UniqueConstraint(
                name="one_paper_per_content", fields=["decree", "version", "file_name", "content_sha256"]
            )
        ]


@tracked
class DecreeRow(models.Model):
    """One line of an annex, by name by address, as it was printed. Frozen by a trigger once the decree is printed."""

    decree = models.ForeignKey(Decree, models.PROTECT, related_name="annex", db_index=False)
    office_id = models.BigIntegerField()
    sender_code = models.CharField(max_length=48)
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="annex_rows")
    person_id = models.BigIntegerField()
    seq = models.IntegerField(help_text="its number within the kelurahan")
    change = models.CharField(max_length=6, default="add", help_text="add, or remove")
    leaving = models.CharField(max_length=16, null=True, help_text="why a person leaves the list")
    ends = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        db_index=False,
        related_name="+",
        help_text="the line whose seat this one ends",
    )
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, db_index=False, related_name="+", help_text="the line by which a person left"
    )
    from_month = models.DateField(help_text="first month that the change counts for")
    nik = models.CharField(max_length=16)
    name = models.TextField()
    birth_on = models.DateField()
    sex = models.CharField(max_length=1, null=True)
    address = models.TextField(null=True)
    rt = models.CharField(max_length=3, null=True)
    rw = models.CharField(max_length=3, null=True)
    kelurahan_code = models.CharField(max_length=13, null=True)
    occupation = models.TextField(null=True)
    disability = models.TextField(null=True)
    relief = models.CharField(max_length=9, help_text="transport, or other: what the price goes by")
    dukcapil = models.CharField(max_length=8, null=True, help_text="answer when proposed; null: belum dicek")
    bpjs = models.CharField(max_length=8, null=True, help_text="answer to cek calon when proposed; null: belum dicek")

    class Meta:
        db_table = "enrolment_decree_row"
        constraints = [
            models.UniqueConstraint(name="one_line_per_candidate", fields=["decree", "candidate"]),
            models.UniqueConstraint(name="one_line_per_number", fields=["decree", "kelurahan_code", "seq"]),
            models.CheckConstraint(name="relief_of_line_known", condition=Q(relief__in=RELIEFS)),
            models.CheckConstraint(name="leaving_ends_a_line", condition=Q(change="add") | Q(ends__isnull=False)),
            models.CheckConstraint(name="change_known", condition=Q(change__in=["add", "remove"])),
            models.CheckConstraint(
                name="leaving_has_a_reason",
                condition=Q(change="add", leaving=None) | Q(change="remove", leaving__in=LEAVING),
            ),
        ]
        indexes = [
            models.Index(fields=["ends"], name="line_by_what_it_ends", condition=Q(ends__isnull=False)),
            models.Index(fields=["replaces"], name="line_by_what_it_replaces", condition=Q(replaces__isnull=False)),
        ]


@tracked
class Enrolment(models.Model):
    """One seat that a programme gives one person. `covered` is a range of months; its end is the first day without a seat.

    waiting (no answer yet) → member (Y, with KPJ where it came) or rejected (T: the seat is free) → ended (its months are over).
    A person who leaves keeps the state until the shortened range is over; `leaving` says why it was shortened.
    One person never has two seats at a time, whichever programme pays.
    """

    office_id = models.BigIntegerField()
    sender_code = models.CharField(max_length=48)
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="enrolments")
    candidate = models.ForeignKey(Candidate, models.PROTECT, related_name="enrolments", db_index=False)
    person_id = models.BigIntegerField()
    decree_row = models.OneToOneField(DecreeRow, models.PROTECT, related_name="enrolment")
    covered = DateRangeField(help_text="months, first day inclusive, end exclusive")
    state = models.CharField(max_length=8, default="waiting")
    relief = models.CharField(max_length=9, help_text="transport, or other: what the price goes by")
    kpj = models.TextField(null=True)
    answered_on = models.DateField(null=True)
    answer_reason = models.TextField(default="", help_text="why BPJS refused, word for word")
    leaving = models.CharField(max_length=16, null=True)

    class Meta:
        db_table = "enrolment_enrolment"
        constraints = [
            ExclusionConstraint(
                name="no_overlapping_seat",
                expressions=[("person_id", RangeOperators.EQUAL), ("covered", RangeOperators.OVERLAPS)],
                condition=~Q(state="rejected"),
            ),
            models.CheckConstraint(name="seat_state_known", condition=Q(state__in=SEAT_STATES)),
            models.CheckConstraint(name="leaving_known", condition=Q(leaving=None) | Q(leaving__in=LEAVING)),
        ]
        indexes = [models.Index(fields=["candidate"], name="enrolment_by_candidate")]
