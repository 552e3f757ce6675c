"""Letters that an office wrote, their numbers, and the files that each consists of."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import ExtractYear

from payung.access.models import Account, Office
from payung.audit.history import tracked


@tracked
class Letter(models.Model):
    """One version of one paper about something. `number` and `dated` are typed in once it is registered."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=32, help_text="a name of letters.kinds")
    register = models.CharField(max_length=12, help_text="where its number comes from: decree or letter")
    about = models.TextField(help_text="what it is about, as other rooms name it: decree:3")
    subject = models.TextField()
    version = models.IntegerField()
    language = models.CharField(max_length=2, default="id")
    content_sha256 = models.CharField(
        max_length=64, help_text="of the names and contents of the files it was made with"
    )
    number = models.TextField(null=True)
    dated = models.DateField(null=True)
    numbered_at = models.DateTimeField(null=True)
    numbered_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        db_table = "letters_letter"
        constraints = [
            models.UniqueConstraint(name="letter_version_once", fields=["office", "kind", "about", "version"]),
            models.UniqueConstraint(name="letter_content_once", fields=["office", "kind", "about", "content_sha256"]),
            models.UniqueConstraint(
                "office", "register", ExtractYear("dated"), "number", name="letter_number_once_a_year"
            ),
            models.CheckConstraint(
                name="letter_numbered_whole",
                condition=Q(number=None, dated=None, numbered_at=None, numbered_by=None)
                | Q(number__isnull=False, dated__isnull=False, numbered_at__isnull=False, numbered_by__isnull=False),
            ),
            models.CheckConstraint(name="letter_register_known", condition=Q(register__in=["decree", "letter"])),
            models.CheckConstraint(name="letter_version_counts", condition=Q(version__gte=1)),
            models.CheckConstraint(name="letter_language_known", condition=Q(language__in=["id", "en"])),
        ]

    def __str__(self) -> str:
        return self.subject


@tracked
class LetterFile(models.Model):
    """One file of a letter; its content is kept under its hash."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="files")
    office_id = models.BigIntegerField()
    name = models.TextField()
    format = models.CharField(max_length=8)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    is_scan = models.BooleanField(default=False, help_text="came after the letter was made: signed, scanned")
    added_at = models.DateTimeField()

    class Meta:
        db_table = "letters_file"
        constraints = [
            models.UniqueConstraint(name="letter_file_name_once", fields=["letter", "name"]),
            models.CheckConstraint(name="letter_file_size_counts", condition=Q(size__gte=0)),
        ]

    def __str__(self) -> str:
        return self.name


class Signer(models.Model):
    """Who signs for an office, as a paper names them: an office-holder's name stands here, and orders of work hold its number."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="signers")
    title = models.TextField()
    name = models.TextField(default="")
    nip = models.CharField(max_length=32, default="", help_text="number of a civil servant, where one was given")
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Account, models.PROTECT, related_name="+")

    class Meta:
        db_table = "letters_signer"
        constraints = [
            models.UniqueConstraint(name="signer_noted_once", fields=["office", "title", "name", "nip"]),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.name}".strip()
