"""Packages of names sent to another authority, and what came back for each."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from payung.access.models import Account, Office
from payung.agreements.models import Programme
from payung.audit.history import tracked

PURPOSES = ["dukcapil", "bpjs_check", "bpjs_enrolment"]
# padan, tidak padan, meninggal, pindah of Disdukcapil; Y and T of BPJS
CODES = ["match", "mismatch", "dead", "moved", "yes", "no"]
OUTCOMES = ["taken", "repeated", "unknown", "conflicting", "unreadable"]


@tracked
class Package(models.Model):
    """Names sent for one purpose: `dukcapil` (pemadanan), `bpjs_check` (cek calon, before the decree), `bpjs_enrolment` (after it).

    `about` names what it was made for (`decree:3`; empty for candidates). The counts are kept by every answer.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="packages")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="packages")
    purpose = models.CharField(max_length=16)
    number = models.IntegerField()
    about = models.TextField(default="")
    content_sha256 = models.CharField(
        max_length=64, help_text="of the names that it holds: the same names are one package"
    )
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
    """One file that came back for a package; a package may be answered in many."""

    office_id = models.BigIntegerField()
    package = models.ForeignKey(Package, models.PROTECT, related_name="answer_files")
    file_name = models.TextField()
    content_sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Account, models.PROTECT)
    answered_on = models.DateField()
    rows = models.IntegerField()
    taken = models.IntegerField()
    repeated = models.IntegerField()
    unknown = models.IntegerField()
    conflicting = models.IntegerField()
    unreadable = models.IntegerField()

    class Meta:
        db_table = "exchanges_answer_file"
        constraints = [
            models.UniqueConstraint(name="answer_received_once", fields=["package", "content_sha256"]),
            models.CheckConstraint(
                name="answer_balances",
                condition=Q(rows=F("taken") + F("repeated") + F("unknown") + F("conflicting") + F("unreadable")),
            ),
        ]


@tracked
class PackageItem(models.Model):
    """One name in a package, as it was sent, and its answer (`code` null: belum dijawab)."""

    package = models.ForeignKey(Package, models.PROTECT, related_name="items")
    office_id = models.BigIntegerField()
    candidate_id = models.BigIntegerField(help_text="eligibility_candidate; no key, because that room is upstairs")
    person_id = models.BigIntegerField()
    nik = models.CharField(max_length=16)
    name = models.TextField()
    birth_on = models.DateField(null=True)
    kelurahan_code = models.CharField(max_length=13, null=True)
    code = models.CharField(max_length=8, null=True)
    reason = models.TextField(default="")
    kpj = models.TextField(null=True)
    corrected_name = models.TextField(null=True)
    corrected_birth_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    answer_file = models.ForeignKey(AnswerFile, models.PROTECT, null=True, related_name="items")

    class Meta:
        db_table = "exchanges_item"
        constraints = [
            models.UniqueConstraint(name="one_item_per_nik", fields=["package", "nik"]),
            models.CheckConstraint(name="code_known", condition=Q(code=None) | Q(code__in=CODES)),
        ]
        indexes = [
            models.Index(fields=["candidate_id"], name="item_by_candidate"),
            models.Index(fields=["nik"], name="item_by_nik"),
        ]


class AnswerRow(models.Model):
    """One row of an answer file and what became of it; rows that name nobody of the package are kept as well."""

    answer_file = models.ForeignKey(AnswerFile, models.CASCADE, related_name="answer_rows")
    office_id = models.BigIntegerField()
    sheet_no = models.IntegerField()
    row_no = models.IntegerField()
    nik = models.TextField(null=True)
    name = models.TextField(null=True)
    said = models.TextField(default="", help_text="the answer word for word")
    code = models.CharField(max_length=8, null=True)
    reason = models.TextField(default="")
    kpj = models.TextField(null=True)
    outcome = models.CharField(max_length=12)
    item = models.ForeignKey(PackageItem, models.PROTECT, null=True, related_name="answer_rows")

    class Meta:
        db_table = "exchanges_answer_row"
        constraints = [
            models.UniqueConstraint(name="one_answer_per_line", fields=["answer_file", "sheet_no", "row_no"]),
            models.CheckConstraint(name="outcome_of_answer_known", condition=Q(outcome__in=OUTCOMES)),
        ]
