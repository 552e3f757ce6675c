"""Packages of names sent to another authority, and what came back for each."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from payung.access.models import Account, Office
from payung.agreements.models import Programme
from payung.audit.history import tracked

PURPOSES = ["dukcapil", "bpjs_check", "bpjs_enrolment", "bpjs_leaving"]
# padan, tidak padan, meninggal, pindah of Disdukcapil; Y and T of BPJS
CODES = ["match", "mismatch", "dead", "moved", "yes", "no"]
OUTCOMES = ["taken", "repeated", "unknown", "conflicting", "unreadable"]
# What an answer proposes about an identity is kept out of the history: settled by a person, it is gone (decision 0011).
PROPOSALS = ("corrected_nik", "corrected_name", "corrected_birth_on")


@tracked
class Package(models.Model):
    """Names sent for one purpose.

    `dukcapil` (pemadanan), `bpjs_check` (cek calon, before the decree), `bpjs_enrolment` (pendaftaran, after it),
    `bpjs_leaving` (penonaktifan of those whom a decree removes). `about` names what it was made for (`decree:3`;
    empty for candidates). The counts are kept by every answer.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="packages")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="packages")
    purpose = models.CharField(max_length=16)
    number = models.IntegerField()
    about = models.TextField(default="")
    content_sha256 = models.CharField(
        max_length=64, help_text="of the names that it holds and what it is about: the same names are one package"
    )
    wadah = models.CharField(max_length=2, default="", help_text="as the file names it")
    letter_number = models.TextField(default="")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, models.PROTECT)
    sent = models.IntegerField()
    yes = models.IntegerField(default=0)
    no = models.IntegerField(default=0)
    unanswered = models.IntegerField()

    class Meta:
        db_table = "exchanges_package"
        constraints = [
            models.UniqueConstraint(name="one_package_per_number", fields=["office", "programme", "purpose", "number"]),
            models.UniqueConstraint(
                name="names_sent_once", fields=["office", "programme", "purpose", "content_sha256"]
            ),
            models.CheckConstraint(name="purpose_known", condition=Q(purpose__in=PURPOSES)),
            models.CheckConstraint(name="package_balances", condition=Q(sent=F("yes") + F("no") + F("unanswered"))),
        ]


class AnswerFile(models.Model):
    """One file that came back for a package; a package may be answered in many.

    `rest` counts the names that the file does not mention and that a person said are answered by that.
    """

    office_id = models.BigIntegerField()
    package = models.ForeignKey(Package, models.PROTECT, related_name="answer_files")
    file_name = models.TextField()
    content_sha256 = models.CharField(
        max_length=64, help_text="of the file and of what a person said about its columns and words"
    )
    file_sha256 = models.CharField(
        max_length=64, default="", help_text="under which the file is kept; empty: it is not"
    )
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Account, models.PROTECT)
    answered_on = models.DateField()
    rows = models.IntegerField()
    taken = models.IntegerField()
    repeated = models.IntegerField()
    unknown = models.IntegerField()
    conflicting = models.IntegerField()
    unreadable = models.IntegerField()
    rest = models.IntegerField(default=0)

    class Meta:
        db_table = "exchanges_answer_file"
        constraints = [
            models.UniqueConstraint(name="answer_received_once", fields=["package", "content_sha256"]),
            models.CheckConstraint(
                name="answer_balances",
                condition=Q(rows=F("taken") + F("repeated") + F("unknown") + F("conflicting") + F("unreadable")),
            ),
        ]


@tracked(exclude=PROPOSALS)
class PackageItem(models.Model):
    """One name in a package, as it was sent, and its answer (`code` null: belum dijawab)."""

    # No index of its own: both constraints begin with it.
    package = models.ForeignKey(Package, models.PROTECT, related_name="items", db_index=False)
    office_id = models.BigIntegerField()
    seq = models.IntegerField(help_text="its number in the file that left")
    candidate_id = models.BigIntegerField(help_text="eligibility_candidate; no key, because that room is upstairs")
    person_id = models.BigIntegerField()
    nik = models.CharField(max_length=16)
    name = models.TextField()
    birth_on = models.DateField(null=True)
    kelurahan_code = models.CharField(max_length=13, null=True)
    # What the file says beside the identity; Disdukcapil is sent none of it but the birth place and the sex.
    birth_place = models.TextField(null=True)
    sex = models.CharField(max_length=1, null=True)
    phone = models.TextField(null=True)
    address = models.TextField(null=True)
    rt = models.CharField(max_length=3, null=True)
    rw = models.CharField(max_length=3, null=True)
    occupation = models.TextField(null=True)
    from_month = models.DateField(null=True, help_text="first month that the decree's line counts for")
    leaving = models.CharField(max_length=16, null=True, help_text="why a person leaves the list")
    # The answer
    code = models.CharField(max_length=8, null=True)
    reason = models.TextField(default="")
    kpj = models.TextField(null=True)
    answered_on = models.DateField(null=True, help_text="of the newest file that says so")
    # No index either: an answer then stays on its page and in its place in every index (fillfactor, 0004).
    answer_file = models.ForeignKey(AnswerFile, models.PROTECT, null=True, related_name="items", db_index=False)
    # What the answer writes otherwise than it was sent: a proposal to a person, emptied once settled.
    corrected_nik = models.CharField(max_length=16, null=True)
    corrected_name = models.TextField(null=True)
    corrected_birth_on = models.DateField(null=True)

    class Meta:
        db_table = "exchanges_item"
        constraints = [
            models.UniqueConstraint(name="one_item_per_nik", fields=["package", "nik"]),
            models.UniqueConstraint(name="one_item_per_place", fields=["package", "seq"]),
            models.CheckConstraint(name="code_known", condition=Q(code=None) | Q(code__in=CODES)),
        ]
        indexes = [
            models.Index(fields=["candidate_id"], name="item_by_candidate"),
            models.Index(fields=["nik"], name="item_by_nik"),
        ]


class AnswerRow(models.Model):
    """One row of an answer file and what became of it; rows that name nobody of the package are kept as well.

    Of Disdukcapil's rows no name and no words are kept, only the number and the outcome.
    """

    answer_file = models.ForeignKey(AnswerFile, models.CASCADE, related_name="answer_rows")
    office_id = models.BigIntegerField()
    sheet_no = models.IntegerField()
    row_no = models.IntegerField()
    nik = models.TextField(null=True, help_text="the digits as they stand there")
    name = models.TextField(null=True)
    said = models.TextField(default="", help_text="the answer word for word")
    code = models.CharField(max_length=8, null=True)
    reason = models.TextField(default="")
    kpj = models.TextField(null=True)
    outcome = models.CharField(max_length=12)
    why = models.CharField(max_length=24, default="", help_text="why it was not simply taken: exchanges.outcomes")
    item = models.ForeignKey(PackageItem, models.PROTECT, null=True, related_name="answer_rows")

    class Meta:
        db_table = "exchanges_answer_row"
        constraints = [
            models.UniqueConstraint(name="one_answer_per_line", fields=["answer_file", "sheet_no", "row_no"]),
            models.CheckConstraint(name="outcome_of_answer_known", condition=Q(outcome__in=OUTCOMES)),
        ]
