"""Offices, accounts and the sessions they act with."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models

from payung.audit.history import tracked

OFFICE_KINDS = [("pemda", "Pemerintah daerah"), ("branch", "Kantor cabang BPJS Ketenagakerjaan")]


@tracked
class Office(models.Model):
    """The installation's own office: a Pemda has lists, a branch has the register as well."""

    name = models.TextField()
    kind = models.CharField(max_length=16, choices=OFFICE_KINDS)
    kabupaten_code = models.CharField(max_length=5, help_text="Kemendagri, dotted: 64.74")

    class Meta:
        db_table = "access_office"
        constraints = [
            models.UniqueConstraint(name="one_office_per_name", fields=["name"]),
            models.CheckConstraint(name="office_kind_known", condition=models.Q(kind__in=["pemda", "branch"])),
        ]

    def __str__(self) -> str:
        return self.name


@tracked(exclude=("password",))
class Account(AbstractBaseUser):
    """One person of an office. `senders` empty means all lists of the office; otherwise only those senders' lists."""

    name = models.CharField(max_length=64)
    full_name = models.TextField()
    office = models.ForeignKey(Office, models.PROTECT, related_name="accounts")
    role = models.CharField(max_length=24)
    senders = ArrayField(models.TextField(), default=list)
    is_active = models.BooleanField(default=True)
    # The trail knows every sign-in; a column that each of them writes would need the owner's login.
    last_login = None

    USERNAME_FIELD = "name"
    objects = BaseUserManager()

    class Meta:
        db_table = "access_account"
        constraints = [models.UniqueConstraint(name="one_account_per_name", fields=["name"])]

    def __str__(self) -> str:
        return self.name


class Session(models.Model):
    """A sign-in at the command line. Only the token's hash is stored."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="cli_sessions")
    token_sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_session"
        constraints = [models.UniqueConstraint(name="one_session_per_token", fields=["token_sha256"])]


@tracked
class Identity(models.Model):
    """Whom an office's own identity provider vouches for: one claim of one issuer names one account, linked by an administrator."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="identities")
    issuer = models.TextField()
    claim = models.TextField()
    subject = models.TextField()

    class Meta:
        db_table = "access_identity"
        constraints = [
            models.UniqueConstraint(name="one_account_per_subject", fields=["issuer", "claim", "subject"]),
            models.UniqueConstraint(name="one_subject_per_account", fields=["account"]),
        ]


class FailedSignIn(models.Model):
    """A wrong password; ten in a quarter of an hour lock the name."""

    name = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        db_table = "access_failed_sign_in"
        indexes = [models.Index(fields=["name", "at"], name="failed_sign_in_by_name")]
