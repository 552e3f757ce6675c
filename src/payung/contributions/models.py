"""Bills for months of seats, what was paid for them, and the reconciliation with the branch."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from payung.access.models import Account, Office
from payung.agreements.models import BudgetLine, Programme
from payung.audit.history import tracked
from payung.enrolment.models import Enrolment

BILL_STATES = ["draft", "issued", "paid", "void"]
PAYMENT_STATES = ["open", "settled"]
# Money that moves after a payment: an excess given back or carried to another bill; paid months given back.
CORRECTION_KINDS = ["refund", "carry", "months"]


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
    reserved = models.BigIntegerField(
        default=0, help_text="set aside by the bill itself, beyond what decrees had reserved on the line"
    )
    content_sha256 = models.CharField(max_length=64, help_text="of its lines")
    state = models.CharField(max_length=6, default="draft")
    kode_iuran = models.CharField(max_length=12, null=True)
    due_on = models.DateField()
    weakest = models.CharField(max_length=12, help_text="confidence of the weakest figure behind the price")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="made_bills")
    issued_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)
    void_reason = models.TextField(default="")

    class Meta:
        db_table = "contributions_bill"
        constraints = [
            # A void bill keeps its code: no other list may ever be paid under it.
            models.UniqueConstraint(
                name="one_bill_per_code", fields=["office", "kode_iuran"], condition=Q(kode_iuran__isnull=False)
            ),
            models.CheckConstraint(name="bill_state_known", condition=Q(state__in=BILL_STATES)),
            models.CheckConstraint(name="bill_adds_up", condition=Q(amount=F("jkk") + F("jkm") + F("jht"))),
            models.CheckConstraint(name="bill_months_in_order", condition=Q(end_month__gt=F("first_month"))),
            models.CheckConstraint(
                name="bill_months_are_first_days", condition=Q(first_month__day=1, end_month__day=1)
            ),
            models.CheckConstraint(name="bill_owes_something", condition=Q(amount__gt=0, heads__gt=0)),
            models.CheckConstraint(
                name="code_of_twelve_digits", condition=Q(kode_iuran=None) | Q(kode_iuran__regex=r"^[0-9]{12}$")
            ),
            models.CheckConstraint(
                name="issued_bill_has_its_code", condition=Q(state__in=["draft", "void"]) | Q(kode_iuran__isnull=False)
            ),
            models.CheckConstraint(name="void_bill_says_why", condition=~Q(state="void") | ~Q(void_reason="")),
        ]


class BillPrice(models.Model):
    """One price inside a bill: what a month of one person of a relief group costs, and how many people it was asked for."""

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="prices", db_index=False)
    office_id = models.BigIntegerField()
    month = models.DateField()
    relief = models.CharField(max_length=9, help_text="transport, or other: PP 50/2025 sets the first apart")
    member_since = models.DateField(null=True, help_text="asked only in the months of the relief of 2020")
    people = models.IntegerField()
    jkk = models.IntegerField()
    jkm = models.IntegerField()
    jht = models.IntegerField()
    weakest = models.CharField(max_length=12)
    cited = models.TextField(help_text="the articles of the figures behind the price")

    class Meta:
        db_table = "contributions_bill_price"
        constraints = [
            models.UniqueConstraint(
                name="one_price_per_class",
                fields=["bill", "month", "relief", "member_since"],
                nulls_distinct=False,
            )
        ]


class BillLine(models.Model):
    """One month of one seat. A person's month is billed once, whichever bill it stands in (void bills aside).

    `is_paid` protects the month. Paid months that were given back are void again, and free for another bill.
    """

    # Checked once per statement by a trigger, not a million times per bill; bills are never deleted.
    bill = models.ForeignKey(Bill, models.PROTECT, related_name="lines", db_constraint=False)
    office_id = models.BigIntegerField()
    sender_code = models.CharField(max_length=48)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="bill_lines", db_index=False)
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
            models.UniqueConstraint(
                name="receipt_entered_once", fields=["office", "receipt_number"], condition=~Q(receipt_number="")
            ),
            models.CheckConstraint(name="payment_state_known", condition=Q(state__in=PAYMENT_STATES)),
            models.CheckConstraint(name="payment_positive", condition=Q(amount__gt=0)),
        ]


class Correction(models.Model):
    """Money of a bill that moved after it was paid in: given back, or carried to another bill (PP 44/2015 Pasal 23)."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="corrections")
    bill = models.ForeignKey(Bill, models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=6, help_text="refund: of an excess; carry: to `to_bill`; months: paid months")
    to_bill = models.ForeignKey(Bill, models.PROTECT, null=True, related_name="carried_in")
    amount = models.BigIntegerField()
    person_months = models.IntegerField(default=0)
    document = models.TextField(help_text="letter or transfer that moved the money")
    moved_on = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(Account, models.PROTECT)

    class Meta:
        db_table = "contributions_correction"
        constraints = [
            models.UniqueConstraint(name="correction_entered_once", fields=["bill", "kind", "document"]),
            models.CheckConstraint(name="correction_kind_known", condition=Q(kind__in=CORRECTION_KINDS)),
            models.CheckConstraint(name="correction_positive", condition=Q(amount__gt=0)),
            models.CheckConstraint(
                name="carried_to_another_bill",
                condition=Q(kind="carry", to_bill__isnull=False) & ~Q(to_bill=F("bill"))
                | ~Q(kind="carry") & Q(to_bill=None),
            ),
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
