"""Bills for months of seats, what was paid for them, and the reconciliation with the branch."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from payung.access.models import Account, Office
from payung.agreements.models import BudgetLine, Programme
from payung.audit.history import tracked
from payung.enrolment.models import Enrolment

BILL_STATES = ["draft", "issued", "paid", "void"]
PAYMENT_STATES = ["open", "settled", "refunded"]


@tracked
class Bill(models.Model):
    """What is owed for the months from `first_month` until `end_month` (exclusive) of a programme's seats.

    The kode iuran belongs to exactly this list: changing the list voids it, and another bill is made.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="bills")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="bills")
    budget_line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="bills")
    first_month = models.DateField()
    end_month = models.DateField()
    heads = models.IntegerField(help_text="people, each counted once")
    person_months = models.IntegerField()
    jkk = models.BigIntegerField()
    jkm = models.BigIntegerField()
    jht = models.BigIntegerField()
    amount = models.BigIntegerField()
    content_sha256 = models.CharField(max_length=64, help_text="of its lines")
    state = models.CharField(max_length=6, default="draft")
    kode_iuran = models.CharField(max_length=12, null=True)
    due_on = models.DateField()
    weakest = models.CharField(max_length=12, help_text="confidence of the weakest figure behind the price")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="made_bills")
    void_reason = models.TextField(default="")

    class Meta:
        db_table = "contributions_bill"
        constraints = [
            models.UniqueConstraint(
                name="one_standing_bill_per_code",
                fields=["office", "kode_iuran"],
                condition=Q(kode_iuran__isnull=False) & ~Q(state="void"),
            ),
            models.CheckConstraint(name="bill_state_known", condition=Q(state__in=BILL_STATES)),
            models.CheckConstraint(name="bill_adds_up", condition=Q(amount=F("jkk") + F("jkm") + F("jht"))),
            models.CheckConstraint(name="bill_months_in_order", condition=Q(end_month__gt=F("first_month"))),
        ]


class BillLine(models.Model):
    """One month of one seat. A person's month is billed once, whichever bill it stands in (void bills aside)."""

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="lines")
    office_id = models.BigIntegerField()
    sender_code = models.CharField(max_length=48)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="bill_lines")
    person_id = models.BigIntegerField()
    month = models.DateField()
    jkk = models.IntegerField()
    jkm = models.IntegerField()
    jht = models.IntegerField()
    is_void = models.BooleanField(default=False)
    is_paid = models.BooleanField(default=False)

    class Meta:
        db_table = "contributions_bill_line"
        constraints = [
            models.UniqueConstraint(
                name="month_billed_once", fields=["person_id", "month"], condition=Q(is_void=False)
            ),
            models.CheckConstraint(name="void_is_not_paid", condition=~Q(is_void=True, is_paid=True)),
        ]


@tracked
class Payment(models.Model):
    """One SP2D (or transfer) for a kode iuran. What does not close the bill stays open, with its difference in sight."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="payments")
    bill = models.ForeignKey(Bill, models.PROTECT, related_name="payments")
    sp2d_number = models.TextField()
    paid_on = models.DateField()
    kode_iuran = models.CharField(max_length=12)
    first_month = models.DateField()
    end_month = models.DateField()
    heads = models.IntegerField()
    amount = models.BigIntegerField()
    receipt_number = models.TextField(default="", help_text="bukti bayar of BPJS")
    state = models.CharField(max_length=8, default="open")
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Account, models.PROTECT)

    class Meta:
        db_table = "contributions_payment"
        constraints = [
            models.UniqueConstraint(name="sp2d_entered_once", fields=["office", "sp2d_number", "bill"]),
            models.CheckConstraint(name="payment_state_known", condition=Q(state__in=PAYMENT_STATES)),
            models.CheckConstraint(name="payment_positive", condition=Q(amount__gt=0)),
        ]


class Reconciliation(models.Model):
    """What Disnaker and the branch agreed for a quarter, each side's figures, and the difference that they named."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="reconciliations")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="reconciliations")
    first_month = models.DateField()
    end_month = models.DateField()
    our_person_months = models.IntegerField()
    our_amount = models.BigIntegerField()
    their_person_months = models.IntegerField()
    their_amount = models.BigIntegerField()
    explanation = models.TextField(default="")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, models.PROTECT)

    class Meta:
        db_table = "contributions_reconciliation"
        constraints = [
            models.UniqueConstraint(
                name="one_reconciliation_per_period", fields=["programme", "first_month", "end_month"]
            ),
            models.CheckConstraint(
                name="difference_is_explained",
                condition=Q(our_amount=F("their_amount"), our_person_months=F("their_person_months"))
                | ~Q(explanation=""),
            ),
        ]
