"""Regulations, agreements, programmes with dated terms, quotas, and budget lines whose ledger never goes below zero."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from payung.access.models import Account, Office
from payung.audit.history import tracked

REGULATION_KINDS = ["perda", "pergub", "perbup", "perwali", "keputusan", "instruksi", "edaran"]
REGULATION_STAGES = ["drafted", "legal_review", "harmonised", "enacted", "promulgated", "revoked"]
AGREEMENT_KINDS = ["mou", "pks"]
PROGRAMME_KINDS = [
    "vulnerable",
    "election",
    "village_officers",
    "non_asn",
    "teachers",
    "health_workers",
    "provincial",
    "donor",
]
PAYERS = ["pemkab", "pemprov", "desa", "csr", "sponsor", "employer", "apbn"]
SOURCES = ["apbd", "apbd_p", "dbh_sawit", "dbhcht", "apbdes", "csr", "baznas", "apbn", "hibah"]
SEGMENTS = ["bpu", "pu"]
WADAH = ["SG", "SD", "SA", "SL", "SC", "SB"]
RESIDENCE = ["kabupaten", "province", "any"]
SOCIAL_AID = ["ignored", "excluded", "required"]
CHECKS = ["required", "wanted", "not_asked"]
# Classes of other cover that a programme may exclude: of one segment, or whoever pays.
EXCLUDABLE = [
    "active_other_payer",
    "active_same_payer",
    "arrears",
    "active_pu",
    "active_bpu",
    "active_jakon",
    "active_pmi",
]
RANKS = ["disability", "decile", "social_aid", "oldest", "youngest", "women", "listed_first"]
REPLACEMENT = ["amendment", "decision", "minutes"]
RULINGS = ["none", "entitled", "excluded"]
ENTRIES = ["reserved", "released", "spent", "refunded"]


@tracked
class Regulation(models.Model):
    """A local rule that a programme rests on, keyed as regulations are cited; `cited_as` keeps what was printed."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="regulations")
    kind = models.CharField(max_length=12)
    issuer = models.TextField(help_text="Wali Kota Bontang, Gubernur Sumatera Selatan …")
    number = models.TextField()
    year = models.SmallIntegerField()
    title = models.TextField()
    cited_as = models.TextField(default="")
    stage = models.CharField(max_length=12)
    in_force_from = models.DateField(null=True)
    in_force_to = models.DateField(null=True, help_text="the first day without force")

    class Meta:
        db_table = "agreements_regulation"
        constraints = [
            models.UniqueConstraint(
                name="regulation_known_once", fields=["office", "kind", "issuer", "number", "year"]
            ),
            models.CheckConstraint(name="regulation_kind_known", condition=Q(kind__in=REGULATION_KINDS)),
            models.CheckConstraint(name="regulation_stage_known", condition=Q(stage__in=REGULATION_STAGES)),
            models.CheckConstraint(
                name="regulation_ends_after_start",
                condition=Q(in_force_to=None) | Q(in_force_from=None) | Q(in_force_to__gt=F("in_force_from")),
            ),
        ]


@tracked
class Agreement(models.Model):
    """A Nota Kesepakatan (mou) or a Perjanjian Kerja Sama (pks) with the branch; a PKS rests on its MoU."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="agreements")
    kind = models.CharField(max_length=4)
    number = models.TextField()
    partner = models.TextField()
    opd = models.TextField(default="")
    rests_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="resting")
    signed_on = models.DateField(null=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, help_text="the first day without force")

    class Meta:
        db_table = "agreements_agreement"
        constraints = [
            models.UniqueConstraint(name="agreement_known_once", fields=["office", "kind", "number"]),
            models.CheckConstraint(name="agreement_kind_known", condition=Q(kind__in=AGREEMENT_KINDS)),
            models.CheckConstraint(
                name="agreement_ends_after_start", condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on"))
            ),
        ]


@tracked
class Programme(models.Model):
    """Whom an office protects: its terms stand in `Terms`, by date."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="programmes")
    code = models.CharField(max_length=48)
    name = models.TextField()
    kind = models.CharField(max_length=16)
    proposers = ArrayField(
        models.TextField(), default=list, help_text="codes or kinds of senders whose lists may propose; empty: all"
    )

    class Meta:
        db_table = "agreements_programme"
        constraints = [
            models.UniqueConstraint(name="one_programme_per_code", fields=["office", "code"]),
            models.CheckConstraint(name="programme_kind_known", condition=Q(kind__in=PROGRAMME_KINDS)),
        ]

    def __str__(self) -> str:
        return self.name


@tracked
class Terms(models.Model):
    """The terms of a programme from a day on, until the next terms. What a regulation does not say, a programme chooses here."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="terms")
    office_id = models.BigIntegerField()
    valid_from = models.DateField()
    regulation = models.ForeignKey(Regulation, models.PROTECT, null=True, related_name="terms")
    agreement = models.ForeignKey(Agreement, models.PROTECT, null=True, related_name="terms")
    # What is bought, for how long, with whose money
    segment = models.CharField(max_length=3, default="bpu", help_text="bpu: self-employed; pu: wage earners")
    schemes = ArrayField(models.CharField(max_length=3), help_text="jkk, jkm, jht")
    income = models.BigIntegerField(
        help_text="declared monthly income (bpu) or monthly wage (pu) in rupiah that contributions are counted on"
    )
    risk = models.SmallIntegerField(null=True, help_text="pu: JKK risk class of the employer, 1 to 5")
    npp = models.CharField(max_length=8, default="", help_text="pu: the employer's number at BPJS")
    payer = models.CharField(max_length=8)
    ruling = models.CharField(max_length=8, default="none", help_text="written ruling on the relief of PP 50/2025")
    source = models.CharField(max_length=12)
    wadah = models.CharField(max_length=2, default="")
    first_month = models.DateField()
    months = models.SmallIntegerField()
    # Who may have a seat
    place_code = models.CharField(max_length=13, help_text="Kemendagri code of the area whose residents may take part")
    residence = models.CharField(max_length=12, default="kabupaten")
    age_from = models.SmallIntegerField(default=18)
    age_below = models.SmallIntegerField(default=65, help_text="below this age on the first day of the first month")
    occupations = ArrayField(models.TextField(), default=list, help_text="occupation groups admitted; empty: all")
    occupations_closed = ArrayField(models.TextField(), default=list, help_text="groups that are refused")
    per_family = models.SmallIntegerField(null=True, help_text="seats per family card; null: no limit")
    social_aid = models.CharField(max_length=8, default="ignored")
    decile_max = models.SmallIntegerField(null=True)
    excluded_cover = ArrayField(
        models.CharField(max_length=24), default=list, help_text="classes of other cover that exclude"
    )
    dukcapil = models.CharField(max_length=9, default="wanted")
    bpjs = models.CharField(max_length=9, default="wanted")
    # How seats are filled and refilled
    rank_by = ArrayField(models.CharField(max_length=16), default=list)
    replacement = models.CharField(max_length=9, default="amendment")
    cut_off_day = models.SmallIntegerField(
        default=20, help_text="changes after this day count from the month after next"
    )
    term_from = models.DateField(null=True, help_text="ad hoc officers: first day of duty")
    term_to = models.DateField(null=True, help_text="the first day after duty")

    class Meta:
        db_table = "agreements_terms"
        constraints = [
            models.UniqueConstraint(name="one_terms_per_day", fields=["programme", "valid_from"]),
            models.CheckConstraint(name="terms_payer_known", condition=Q(payer__in=PAYERS)),
            models.CheckConstraint(
                name="terms_segment_whole",
                condition=Q(segment="bpu", risk=None, npp="") | Q(segment="pu", risk__gte=1, risk__lte=5),
            ),
            models.CheckConstraint(name="terms_source_known", condition=Q(source__in=SOURCES)),
            models.CheckConstraint(name="terms_wadah_known", condition=Q(wadah="") | Q(wadah__in=WADAH)),
            models.CheckConstraint(name="terms_residence_known", condition=Q(residence__in=RESIDENCE)),
            models.CheckConstraint(name="terms_social_aid_known", condition=Q(social_aid__in=SOCIAL_AID)),
            models.CheckConstraint(name="terms_checks_known", condition=Q(dukcapil__in=CHECKS) & Q(bpjs__in=CHECKS)),
            models.CheckConstraint(name="terms_replacement_known", condition=Q(replacement__in=REPLACEMENT)),
            models.CheckConstraint(name="terms_ruling_known", condition=Q(ruling__in=RULINGS)),
            models.CheckConstraint(name="terms_age_in_order", condition=Q(age_below__gt=F("age_from"))),
            models.CheckConstraint(name="terms_months_positive", condition=Q(months__gt=0)),
            models.CheckConstraint(name="terms_first_month_is_a_first_day", condition=Q(first_month__day=1)),
            models.CheckConstraint(
                name="terms_term_whole",
                condition=Q(term_from=None, term_to=None) | Q(term_to__gt=F("term_from")),
            ),
        ]


@tracked
class Quota(models.Model):
    """How many seats a programme has in a place; the place of the whole programme is its own row."""

    programme = models.ForeignKey(Programme, models.PROTECT, related_name="quotas")
    office_id = models.BigIntegerField()
    place_code = models.CharField(max_length=13)
    seats = models.IntegerField()

    class Meta:
        db_table = "agreements_quota"
        constraints = [
            models.UniqueConstraint(name="one_quota_per_place", fields=["programme", "place_code"]),
            models.CheckConstraint(name="quota_not_negative", condition=Q(seats__gte=0)),
        ]


@tracked
class BudgetLine(models.Model):
    """Money of one fiscal year and source. `reserved` and `spent` follow from the entries, in the same transaction."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="budget_lines")
    programme = models.ForeignKey(Programme, models.PROTECT, related_name="budget_lines")
    fiscal_year = models.SmallIntegerField()
    source = models.CharField(max_length=12)
    account = models.TextField(help_text="kode rekening as the DPA prints it")
    amount = models.BigIntegerField()
    reserved = models.BigIntegerField(default=0)
    spent = models.BigIntegerField(default=0)

    class Meta:
        db_table = "agreements_budget_line"
        constraints = [
            models.UniqueConstraint(
                name="one_line_per_year_and_account",
                fields=["office", "programme", "fiscal_year", "source", "account"],
            ),
            models.CheckConstraint(name="budget_source_known", condition=Q(source__in=SOURCES)),
            models.CheckConstraint(
                name="budget_not_overdrawn",
                condition=Q(reserved__gte=0, spent__gte=0, amount__gte=F("reserved") + F("spent")),
            ),
        ]

    @property
    def left(self) -> int:
        """Whole rupiah that are neither reserved nor spent."""
        return self.amount - self.reserved - self.spent


class BudgetEntry(models.Model):
    """One movement of a budget line. `about` names what it is for (`decree:3`, `bill:9`); the same movement is booked once."""

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="entries")
    office_id = models.BigIntegerField()
    kind = models.CharField(max_length=8)
    amount = models.BigIntegerField()
    about = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Account, models.PROTECT)

    class Meta:
        db_table = "agreements_budget_entry"
        constraints = [
            models.UniqueConstraint(name="movement_booked_once", fields=["line", "kind", "about"]),
            models.CheckConstraint(name="entry_kind_known", condition=Q(kind__in=ENTRIES)),
            models.CheckConstraint(name="entry_moves_something", condition=Q(amount__gt=0)),
        ]
