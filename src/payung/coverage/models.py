"""Measured cells, what of them was published, who is missing, and figures that others printed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from payung.coverage.classes import BASES, CLASSES, POPULATIONS, STATES
from payung.intake.models import ListRow
from payung.law.figures import CONFIDENCES


class Snapshot(models.Model):
    """One measurement: what it rests on and how far it has come.

    The register's cube is one snapshot that moves by difference; `last_membership` and `last_history` are the last rows
    it has counted. Of the people on lists there is one snapshot for each month, basis and office, measured anew each time.
    """

    basis = models.CharField(max_length=8)
    population = models.CharField(max_length=8)
    office_id = models.BigIntegerField(null=True)
    month = models.DateField(null=True, help_text="null: any month can be asked (the register's cube)")
    as_of = models.DateField(null=True, help_text="day of the newest report it rests on")
    aged_on = models.DateField(help_text="the first of January that ages are counted on")
    floor_month = models.DateField(null=True, help_text="last paid months before this one count as this one")
    last_membership = models.BigIntegerField(default=0)
    last_history = models.BigIntegerField(default=0)
    sources = models.TextField(default="", help_text="id:rank of every source; another ranking means measuring anew")
    people = models.BigIntegerField()
    rebuilt_at = models.DateTimeField()
    measured_at = models.DateTimeField()
    measured_by = models.TextField()

    class Meta:
        db_table = "coverage_snapshot"
        constraints = [
            models.UniqueConstraint(
                name="one_snapshot_per_question",
                fields=["basis", "population", "office_id", "month"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="snapshot_basis_known", condition=Q(basis__in=BASES)),
            models.CheckConstraint(name="snapshot_population_known", condition=Q(population__in=POPULATIONS)),
            models.CheckConstraint(
                name="only_lists_are_computed", condition=Q(basis="reported") | Q(population="listed")
            ),
        ]


class Cell(models.Model):
    """People of the register who are equal in every dimension of a grid. `key` is the dimensions as one number.

    Grid `kelurahan` knows neither sex nor age, grid `kabupaten` no place below: their product is a row for each person.
    """

    # Without a database constraint: millions of cells name one snapshot, and checking them row by row takes longer than counting.
    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="cells", db_index=False, db_constraint=False)
    grid = models.CharField(max_length=9)
    key = models.BigIntegerField()
    place_code = models.CharField(max_length=13, help_text="the finest place known; empty: none")
    sex = models.CharField(max_length=1)
    age_band = models.CharField(max_length=5)
    segment = models.CharField(max_length=5)
    payer_kind = models.CharField(max_length=12)
    state = models.CharField(max_length=10)
    paid_month = models.DateField(null=True)
    people = models.BigIntegerField()

    class Meta:
        db_table = "coverage_cell"
        constraints = [
            models.UniqueConstraint(name="one_cell_per_tuple", fields=["snapshot", "grid", "key"]),
            models.CheckConstraint(name="cell_holds_people", condition=Q(people__gt=0)),
            models.CheckConstraint(name="cell_state_known", condition=Q(state__in=STATES)),
        ]


class ListedCell(models.Model):
    """People on lists who are equal in every dimension that lists and decisions know, in one month."""

    snapshot = models.ForeignKey(Snapshot, models.CASCADE, related_name="listed_cells")
    place_code = models.CharField(max_length=13)
    sex = models.CharField(max_length=1)
    age_band = models.CharField(max_length=5)
    occupation_group = models.TextField(help_text="empty: not a candidate of any programme yet")
    ecosystem = models.CharField(max_length=12)
    disability = models.CharField(max_length=3, help_text="yes, no")
    sender_code = models.CharField(max_length=48)
    segment = models.CharField(max_length=5)
    payer_kind = models.CharField(max_length=12)
    month_class = models.CharField(max_length=10)
    people = models.BigIntegerField()

    class Meta:
        db_table = "coverage_listed_cell"
        constraints = [
            models.CheckConstraint(name="listed_cell_holds_people", condition=Q(people__gt=0)),
            models.CheckConstraint(name="listed_class_known", condition=Q(month_class__in=CLASSES)),
        ]


class Missing(models.Model):
    """A person on a list whom neither basis shows as protected in the month, once for each sender who can reach them.

    `reported` is 'elsewhere' where BPJS refused them because somebody else pays already: they are counted apart.

    Holds no name: the row of the list does, and its own wall decides who reads it.
    """

    month = models.DateField()
    office_id = models.BigIntegerField()
    sender_code = models.CharField(max_length=48)
    row = models.ForeignKey(ListRow, models.CASCADE, related_name="+")
    person_key = models.TextField(help_text="keyed hash; equal for the same person in two senders' lists")
    kelurahan_code = models.CharField(max_length=13, null=True)
    occupation_group = models.TextField()
    reported = models.CharField(max_length=10, null=True, help_text="class in the reports; null: no report names them")
    computed = models.CharField(max_length=10)

    class Meta:
        db_table = "coverage_missing"
        constraints = [
            models.UniqueConstraint(name="missing_once_per_sender", fields=["month", "office_id", "sender_code", "row"])
        ]


class Publication(models.Model):
    """What was published of a snapshot: withheld cells are decided once, on the whole, and stand."""

    basis = models.CharField(max_length=8)
    population = models.CharField(max_length=8)
    office_id = models.BigIntegerField()
    month = models.DateField()
    edition = models.SmallIntegerField()
    root_code = models.CharField(max_length=13, help_text="the place that the publication is of")
    as_of = models.DateField(null=True)
    people = models.BigIntegerField(help_text="never shown: what the cells were made of")
    published_at = models.DateTimeField()
    published_by = models.TextField()

    class Meta:
        db_table = "coverage_publication"
        constraints = [
            models.UniqueConstraint(
                name="edition_once", fields=["basis", "population", "office_id", "month", "root_code", "edition"]
            )
        ]


class PublishedCell(models.Model):
    """A published count: rounded to five, or withheld (null)."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="cells")
    place_code = models.CharField(max_length=16)
    dimension = models.CharField(max_length=12, help_text="total, sex, age …")
    category = models.TextField()
    counts = models.CharField(max_length=10, help_text="all, protected, others")
    shown = models.BigIntegerField(null=True)

    class Meta:
        db_table = "coverage_published_cell"
        constraints = [
            models.UniqueConstraint(
                name="published_once", fields=["publication", "place_code", "dimension", "category", "counts"]
            ),
            models.CheckConstraint(name="published_is_rounded", condition=Q(shown=None) | Q(shown__gte=0)),
        ]


class Reference(models.Model):
    """A figure that somebody else printed, as it was printed: to compare with, never to count with."""

    place_code = models.CharField(max_length=13)
    place_name = models.TextField(help_text="as printed")
    on = models.DateField()
    quantity = models.CharField(max_length=24)
    value = models.DecimalField(max_digits=20, decimal_places=4)
    source = models.TextField()
    definition = models.TextField(default="")
    remark = models.TextField(default="")
    loaded_at = models.DateTimeField()
    loaded_by = models.TextField()

    class Meta:
        db_table = "coverage_reference"
        constraints = [
            models.UniqueConstraint(
                name="reference_printed_once",
                fields=["place_code", "place_name", "on", "quantity", "value", "source", "definition"],
            )
        ]


class Target(models.Model):
    """A share of a universe that somebody set themselves for the end of a year: dated data, with source and how sure it is."""

    place_code = models.CharField(max_length=13)
    year = models.SmallIntegerField(help_text="to be reached by its last month")
    counts = models.CharField(max_length=24, help_text="as of a universe: workers, vulnerable_workers …")
    segment = models.CharField(max_length=8, default="all")
    ppm = models.IntegerField(help_text="share of the universe, millionths")
    source = models.TextField(help_text="RPJMD, SK …, with number and page")
    definition = models.TextField()
    confidence = models.CharField(max_length=12)
    stated_at = models.DateTimeField()
    stated_by = models.TextField()

    class Meta:
        db_table = "coverage_target"
        constraints = [
            models.UniqueConstraint(
                name="target_stated_once", fields=["place_code", "year", "counts", "segment", "source"]
            ),
            models.CheckConstraint(name="target_is_a_share", condition=Q(ppm__gt=0, ppm__lte=1_000_000)),
            models.CheckConstraint(name="target_year_known", condition=Q(year__gte=2000, year__lte=2100)),
            models.CheckConstraint(name="target_confidence_known", condition=Q(confidence__in=CONFIDENCES)),
        ]
