"""Errands given to a kelurahan's operator, and what they found about each row."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from payung.audit.history import tracked
from payung.intake.models import ListRow

#: benar, ubah, meninggal, pindah, sudah PU, tidak dikenal.
ANSWERS = ("confirmed", "corrected", "died", "moved", "became_pu", "unknown")
#: masih ada, ubah, meninggal, pindah, sudah PU: what is asked of a covered member every month.
STILL_HERE = ("confirmed", "corrected", "died", "moved", "became_pu")
#: Of these, why somebody is to be replaced.
LEFT = ("died", "moved", "became_pu")


@tracked(exclude=("token_sha256", "code_hash"))
class Errand(models.Model):
    """One operator's errand in one kelurahan. The link's token and the code are kept as hashes; `ends_at` shuts it by itself."""

    office_id = models.BigIntegerField()
    kelurahan_code = models.CharField(max_length=13)
    holder = models.TextField(help_text="name and post of the operator, as the letter of assignment says")
    token_sha256 = models.CharField(max_length=64)
    code_hash = models.TextField()
    wrong_codes = models.IntegerField(default=0)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="errands")
    ends_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    letter_sha256 = models.CharField(
        max_length=64, default="", help_text="photo of the signed letter, if one was taken"
    )
    month = models.DateField(null=True, help_text="of an errand about covered members: the month they are asked for")
    rw = models.CharField(max_length=3, default="", help_text="of such an errand: only this RW; empty: all")
    rt = models.CharField(max_length=3, default="", help_text="of such an errand: only this RT; empty: all")

    class Meta:
        db_table = "fieldwork_errand"
        constraints = [
            models.UniqueConstraint(
                name="one_errand_per_place_and_month",
                fields=["office_id", "month", "kelurahan_code", "rw", "rt"],
                condition=models.Q(month__isnull=False),
            ),
            models.CheckConstraint(
                name="errand_month_is_first_day", condition=models.Q(month=None) | models.Q(month__day=1)
            ),
            models.UniqueConstraint(name="one_errand_per_token", fields=["token_sha256"]),
            models.CheckConstraint(
                name="errand_ends_after_it_begins", condition=models.Q(ends_at__gt=models.F("given_at"))
            ),
        ]


@tracked
class Finding(models.Model):
    """What an operator found about one row; answering again replaces it until it has taken effect."""

    errand = models.ForeignKey(Errand, models.PROTECT, related_name="findings")
    office_id = models.BigIntegerField()
    row = models.ForeignKey(ListRow, models.CASCADE, related_name="findings")
    answer = models.CharField(max_length=12)
    note = models.TextField(default="", help_text="what is to be corrected, in the operator's words")
    photo_sha256 = models.CharField(max_length=64, default="", help_text="photo of the KTP, if one was taken")
    found_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "fieldwork_finding"
        constraints = [
            models.UniqueConstraint(name="one_finding_per_row", fields=["row"]),
            models.CheckConstraint(name="field_answer_known", condition=models.Q(answer__in=ANSWERS)),
            models.CheckConstraint(
                name="correction_says_what", condition=~models.Q(answer="corrected") | ~models.Q(note="")
            ),
        ]


@tracked
class Sighting(models.Model):
    """What an operator said of one covered member in one month; said again, it is replaced until a verifier has settled it.

    The member is known by seat and line only: name and address stay where the decree keeps them.
    """

    errand = models.ForeignKey(Errand, models.PROTECT, related_name="sightings")
    office_id = models.BigIntegerField()
    month = models.DateField()
    seat_id = models.BigIntegerField(help_text="enrolment_enrolment")
    line_id = models.BigIntegerField(help_text="enrolment_decree_row by which the seat was given")
    answer = models.CharField(max_length=12)
    note = models.TextField(default="", help_text="what is to be corrected, in the operator's words")
    photo_sha256 = models.CharField(max_length=64, default="", help_text="photo of KTP or death certificate, if taken")
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_because = models.TextField(default="", help_text="why nothing (more) follows, in the verifier's words")

    class Meta:
        db_table = "fieldwork_sighting"
        constraints = [
            models.UniqueConstraint(name="one_sighting_per_month", fields=["seat_id", "month"]),
            models.CheckConstraint(name="sighting_answer_known", condition=models.Q(answer__in=STILL_HERE)),
            models.CheckConstraint(
                name="sighted_correction_says_what", condition=~models.Q(answer="corrected") | ~models.Q(note="")
            ),
            models.CheckConstraint(
                name="settled_sighting_says_why", condition=models.Q(settled_at=None) | ~models.Q(settled_because="")
            ),
        ]
        indexes = [models.Index(fields=["office_id", "month"], name="sighting_by_month")]
