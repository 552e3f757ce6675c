"""Lists as they were sent, their rows as they were read, and every reason that was given."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from payung.access.models import Account, Office
from payung.audit.history import tracked
from payung.vocabulary.match_keys import MATCH_KEYS

SENDER_KINDS = ["opd", "kelurahan", "kecamatan", "bpjs", "province", "other"]
LIST_KINDS = ["proposal", "bpjs_answer", "province_list", "last_year"]
#: `held`: matched, and more doubtful rows than a good list has; a person must look before its people count (`Hold`).
STATES = ["received", "read", "judged", "held", "matched", "closed"]
VERDICTS = ["accepted", "verval", "returned", "refused"]


@tracked
class Sender(models.Model):
    """Who sends lists: an OPD, a kelurahan, BPJS, the province. `code` is its short name in commands and scopes."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="list_senders")
    code = models.CharField(max_length=48)
    name = models.TextField()
    kind = models.CharField(max_length=12)

    class Meta:
        db_table = "intake_sender"
        constraints = [
            models.UniqueConstraint(name="one_sender_per_code", fields=["office", "code"]),
            models.CheckConstraint(name="sender_kind_known", condition=Q(kind__in=SENDER_KINDS)),
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class LearntLayout(models.Model):
    """How a sender lays out its sheets, once a person has accepted it; `mapping` is YAML that people can read."""

    sender = models.ForeignKey(Sender, models.CASCADE, related_name="layouts")
    signature = models.CharField(max_length=64)
    mapping = models.TextField()
    accepted_by = models.TextField()
    accepted_at = models.DateTimeField()

    class Meta:
        db_table = "intake_layout"
        constraints = [models.UniqueConstraint(name="layout_learnt_once", fields=["sender", "signature"])]


@tracked
class SubmittedList(models.Model):
    """One file as it was sent. The counts are null until the step that makes them is done."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="lists")
    sender = models.ForeignKey(Sender, models.PROTECT, related_name="lists")
    sender_code = models.CharField(max_length=48)
    kind = models.CharField(max_length=16)
    file_name = models.TextField()
    content_sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    purpose = models.TextField()
    list_on = models.DateField(help_text="the day ages are counted on")
    received_at = models.DateTimeField()
    received_by = models.ForeignKey(Account, models.PROTECT)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    state = models.CharField(max_length=12, default="received")
    match_state = models.CharField(
        max_length=12, default="unchecked", help_text="unchecked: no extract and no answers to compare with"
    )
    received = models.IntegerField(null=True)
    accepted = models.IntegerField(null=True)
    verval = models.IntegerField(null=True)
    returned = models.IntegerField(null=True)
    refused = models.IntegerField(null=True)

    class Meta:
        db_table = "intake_list"
        constraints = [
            models.UniqueConstraint(name="content_received_once", fields=["office", "sender", "content_sha256"]),
            models.CheckConstraint(name="list_kind_known", condition=Q(kind__in=LIST_KINDS)),
            models.CheckConstraint(name="list_state_known", condition=Q(state__in=STATES)),
            models.CheckConstraint(
                name="receipt_balances",
                condition=Q(received=None) | Q(received=F("accepted") + F("verval") + F("returned") + F("refused")),
            ),
        ]

    def __str__(self) -> str:
        return self.file_name


class Unjudged(models.Model):
    """What is known of a list before its people count: which list it means to replace, and why its file could not be read.

    The list before goes on counting until this one is judged, and while it is held: a corrected version that nobody can read, or that
    looks wrong itself, replaces nothing.
    """

    submitted_list = models.OneToOneField(SubmittedList, models.CASCADE, related_name="unjudged")
    office_id = models.BigIntegerField()
    sender_code = models.CharField(max_length=48)
    means_to_replace = models.ForeignKey(SubmittedList, models.CASCADE, null=True, related_name="+")
    problems = models.JSONField(null=True, help_text="null: nothing was found wrong so far; empty: no rows of people")

    class Meta:
        db_table = "intake_unjudged"


@tracked
class Hold(models.Model):
    """One finding that keeps a list's people from counting until a person has looked and lifts it, saying why.

    A finding that was lifted is not made again: matched anew, the list is held for what is new only.
    """

    submitted_list = models.ForeignKey(SubmittedList, models.CASCADE, related_name="holds")
    office_id = models.BigIntegerField()
    sender_code = models.CharField(max_length=48)
    stop = models.CharField(max_length=24, help_text="what was found too often, as matching names it")
    rows = models.IntegerField(help_text="of how many rows it was found")
    held_at = models.DateTimeField()
    lifted_by = models.ForeignKey(Account, models.PROTECT, null=True)
    lifted_at = models.DateTimeField(null=True)
    reason = models.TextField(default="")

    class Meta:
        db_table = "intake_hold"
        constraints = [
            models.UniqueConstraint(name="held_once_for_a_stop", fields=["submitted_list", "stop"]),
            models.CheckConstraint(
                name="lifted_by_somebody_with_a_reason",
                condition=Q(lifted_by=None, lifted_at=None, reason="")
                | Q(lifted_by__isnull=False, lifted_at__isnull=False) & ~Q(reason=""),
            ),
        ]


class SignOff(models.Model):
    """A named verifier's signature under refusals; without it no person is refused."""

    submitted_list = models.ForeignKey(SubmittedList, models.PROTECT, related_name="sign_offs")
    by = models.ForeignKey(Account, models.PROTECT)
    at = models.DateTimeField()
    reason = models.TextField()
    rows = models.IntegerField()

    class Meta:
        db_table = "intake_sign_off"


class ListRow(models.Model):
    """One person-row of a list: what stood there (`cells`), what it was read as, and its verdict."""

    submitted_list = models.ForeignKey(SubmittedList, models.CASCADE, related_name="rows", db_index=False)
    office_id = models.BigIntegerField()
    sender_code = models.CharField(max_length=48)
    sheet_no = models.IntegerField()
    row_no = models.IntegerField()
    cells = ArrayField(models.TextField())
    nik = models.CharField(max_length=16, null=True)
    nik_digits = models.TextField(null=True, help_text="the digits as found, also where they are no usable NIK")
    nik_state = models.CharField(max_length=16)
    kk = models.CharField(max_length=16, null=True)
    name = models.TextField(null=True)
    name_key = models.TextField(null=True)
    name_first = models.TextField(null=True)
    name_skeleton = models.TextField(null=True)
    birth_on = models.DateField(null=True)
    birth_place = models.TextField(null=True)
    sex = models.CharField(max_length=1, null=True)
    phone = models.TextField(null=True)
    rt = models.CharField(max_length=3, null=True)
    rw = models.CharField(max_length=3, null=True)
    address = models.TextField(null=True)
    kelurahan_code = models.CharField(max_length=13, null=True)
    kecamatan_code = models.CharField(max_length=8, null=True)
    kabupaten_code = models.CharField(max_length=5, null=True)
    place_state = models.CharField(max_length=12)
    occupation = models.TextField(null=True)
    disability = models.TextField(null=True)
    mother_name = models.TextField(null=True, help_text="compared with the register's; shown to nobody")
    key_nik15 = models.BigIntegerField(null=True)
    key_birth_first = models.BigIntegerField(null=True)
    key_birth_skeleton = models.BigIntegerField(null=True)
    key_birth_kabupaten = models.BigIntegerField(null=True)
    key_phone = models.BigIntegerField(null=True)
    key_skeleton_year = models.BigIntegerField(null=True)
    key_home_name = models.BigIntegerField(null=True)
    verdict = models.CharField(max_length=8)
    decided_by = models.ForeignKey(
        Account, models.PROTECT, null=True, help_text="who accepted or refused it by hand; machines leave it alone then"
    )
    sign_off = models.ForeignKey(SignOff, models.PROTECT, null=True, related_name="refused_rows")

    class Meta:
        db_table = "intake_row"
        constraints = [
            models.UniqueConstraint(name="one_row_per_line", fields=["submitted_list", "sheet_no", "row_no"]),
            models.CheckConstraint(name="verdict_known", condition=Q(verdict__in=VERDICTS)),
            models.CheckConstraint(
                name="refused_only_when_signed",
                condition=Q(verdict="refused", sign_off__isnull=False) | (~Q(verdict="refused") & Q(sign_off=None)),
            ),
        ]
        indexes = [
            models.Index(fields=["nik"], name="row_by_nik"),
            *(models.Index(fields=[key.column], name=f"row_{key.column}") for key in MATCH_KEYS),
        ]


class Reason(models.Model):
    """One reason of one row. `floor` is who found it: check, match, decide, bpjs. `intake.actions` is the only writer."""

    row = models.ForeignKey(ListRow, models.CASCADE, related_name="reasons")
    office_id = models.BigIntegerField()
    sender_code = models.CharField(max_length=48)
    floor = models.CharField(max_length=8)
    reason_id = models.CharField(max_length=48)
    weight = models.CharField(max_length=8)
    detail = models.TextField(default="")
    proposal = models.TextField(default="")

    class Meta:
        db_table = "intake_reason"
        constraints = [
            models.CheckConstraint(
                name="reason_weight_known", condition=Q(weight__in=["return", "review", "refuse", "note"])
            )
        ]
