"""Candidates of a programme, one per person, and the decision about each with the facts it was made on."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from payung.access.models import Account
from payung.agreements.models import Programme, Terms
from payung.audit.history import tracked
from payung.intake.models import ListRow, SubmittedList

OUTCOMES = ["eligible", "doubtful", "not_eligible"]
PROPOSALS = ["eligible", "ask", "refuse"]


class ProgrammeList(models.Model):
    """Which programme a list proposes people for; a list belongs to one."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="lists")
    submitted_list = models.OneToOneField(SubmittedList, models.PROTECT, related_name="for_programme")
    office_id = models.BigIntegerField()

    class Meta:
        db_table = "eligibility_programme_list"


@tracked
class Candidate(models.Model):
    """One person whom accepted rows propose for a programme, with the identity of the best of these rows."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="candidates", db_index=False)
    office_id = models.BigIntegerField()
    sender_code = models.CharField(max_length=48, help_text="who proposed the person first")
    row = models.ForeignKey(
        ListRow, models.PROTECT, related_name="candidates", help_text="the row the identity is from"
    )
    rows = models.SmallIntegerField(
        help_text="how many accepted rows name the person; 0: no longer proposed, kept for what was decided"
    )
    person_id = models.BigIntegerField(help_text="as in the register: born from the NIK by a keyed hash")
    nik = models.CharField(max_length=16)
    kk = models.CharField(max_length=16, null=True)
    name = models.TextField()
    birth_on = models.DateField()
    birth_place = models.TextField(null=True)
    sex = models.CharField(max_length=1, null=True)
    phone = models.TextField(null=True)
    address = models.TextField(null=True)
    rt = models.CharField(max_length=3, null=True)
    rw = models.CharField(max_length=3, null=True)
    kelurahan_code = models.CharField(max_length=13, null=True)
    kecamatan_code = models.CharField(max_length=8, null=True)
    kabupaten_code = models.CharField(max_length=5, null=True)
    occupation = models.TextField(null=True)
    occupation_group = models.TextField(default="other", help_text="vocabulary.occupation_groups")
    ecosystem = models.CharField(max_length=12, default="rentan")
    disability = models.TextField(null=True)

    class Meta:
        db_table = "eligibility_candidate"
        # The NIK first: it is looked up in every programme at once.
        constraints = [models.UniqueConstraint(name="one_candidate_per_nik", fields=["nik", "programme"])]
        indexes = [
            models.Index(fields=["programme", "kelurahan_code"], name="candidate_by_kelurahan"),
        ]


@tracked
class Decision(models.Model):
    """What was decided about a candidate: all reasons, the terms, and every fact as it stood.

    A decision by hand (`decided_by`) stands until one of the facts that it was made on changes.
    """

    candidate = models.OneToOneField(Candidate, models.CASCADE, related_name="decision", primary_key=True)
    programme_id = models.BigIntegerField()
    office_id = models.BigIntegerField()
    sender_code = models.CharField(max_length=48)
    terms = models.ForeignKey(Terms, models.PROTECT, db_index=False)
    outcome = models.CharField(max_length=12)
    proposed = models.CharField(
        max_length=8,
        help_text="what the rules alone say: eligible, ask (a person must look), refuse (a person must sign)",
    )
    reasons = ArrayField(
        models.CharField(max_length=32), default=list, help_text="ids of eligibility.rules, all that apply"
    )
    decided_on = models.DateField()
    # The facts
    age = models.SmallIntegerField(null=True, help_text="completed years on the first day of the first month")
    lives_in_area = models.BooleanField(null=True)
    works = models.BooleanField(null=True)
    other_cover = models.CharField(
        max_length=24,
        default="unchecked",
        help_text="unchecked, none, active_other_payer, active_same_payer, arrears …",
    )
    other_payer = models.CharField(max_length=12, null=True)
    other_segment = models.CharField(max_length=8, null=True)
    dukcapil = models.CharField(max_length=8, null=True, help_text="code of the newest answer; null: belum dicek")
    bpjs = models.CharField(max_length=8, null=True, help_text="code of the newest cek calon; null: belum dicek")
    social_aid = models.BooleanField(null=True)
    decile = models.SmallIntegerField(null=True)
    family_place = models.SmallIntegerField(null=True, help_text="1: first of the family card")
    rank = models.IntegerField(null=True, help_text="place in the order of the kelurahan among the eligible")
    has_seat = models.BooleanField(default=True, help_text="within the quota; false: waiting list")
    decided_by = models.ForeignKey(
        Account, models.PROTECT, null=True, db_index=False, help_text="null: by the rules alone"
    )
    note = models.TextField(default="")

    class Meta:
        db_table = "eligibility_decision"
        constraints = [
            models.CheckConstraint(name="decision_outcome_known", condition=Q(outcome__in=OUTCOMES)),
            models.CheckConstraint(name="proposal_known", condition=Q(proposed__in=PROPOSALS)),
            models.CheckConstraint(
                name="no_refusal_without_a_person",
                condition=~Q(outcome="not_eligible") | (Q(decided_by__isnull=False) & ~Q(note="")),
            ),
            models.CheckConstraint(
                name="no_refusal_without_a_reason", condition=~Q(outcome="not_eligible") | Q(reasons__len__gt=0)
            ),
        ]
        indexes = [
            models.Index(fields=["programme_id", "outcome"], name="decision_by_outcome"),
            # As the list of those who wait for a decision is ordered.
            models.Index(
                F("programme_id"),
                F("proposed").desc(),
                F("candidate_id"),
                condition=Q(outcome="doubtful"),
                name="decision_doubtful",
            ),
            models.Index(
                fields=["programme_id", "rank"],
                condition=Q(outcome="eligible", has_seat=False),
                name="decision_waiting",
            ),
        ]


class Tally(models.Model):
    """How many decisions are alike: what is counted in place of everybody. The sum of equal rows is the number of decisions.

    Triggers write it with every statement that writes decisions, in its transaction (migration 0006); nothing else does.
    """

    programme_id = models.BigIntegerField()
    office_id = models.BigIntegerField()
    sender_code = models.CharField(max_length=48)
    outcome = models.CharField(max_length=12)
    proposed = models.CharField(max_length=8)
    has_seat = models.BooleanField()
    is_by_hand = models.BooleanField()
    reasons = ArrayField(models.CharField(max_length=32))
    people = models.BigIntegerField(help_text="may be below zero in one row; the sum of equal rows is not")

    class Meta:
        db_table = "eligibility_tally"
        indexes = [models.Index(fields=["programme_id"], name="tally_by_programme")]


@tracked
class SocialFact(models.Model):
    """What the social office says of a NIK: decile and social aid, with its source and day; only class and number are used."""

    office_id = models.BigIntegerField()
    nik = models.CharField(max_length=16)
    social_aid = models.BooleanField(null=True)
    decile = models.SmallIntegerField(null=True)
    source = models.TextField(help_text="DTSEN of the Dinas Sosial …")
    as_of = models.DateField()

    class Meta:
        db_table = "eligibility_social_fact"
        constraints = [
            models.UniqueConstraint(name="one_social_fact_per_nik", fields=["office_id", "nik"]),
            models.CheckConstraint(name="decile_in_range", condition=Q(decile=None) | Q(decile__range=(1, 10))),
            models.CheckConstraint(
                name="social_fact_says_something", condition=Q(decile__isnull=False) | Q(social_aid__isnull=False)
            ),
        ]
