"""Places with their history, and people as BPJS and other payers report them."""

from __future__ import annotations

from django.db import models

from payung.audit.history import tracked
from payung.vocabulary.match_keys import MATCH_KEYS

SEGMENTS = ["PU", "BPU", "JAKON", "PMI"]
STATUSES = ["active", "arrears", "inactive", "registered", "answered_no"]
PAYER_KINDS = ["self", "employer", "pemkab", "pemprov", "village", "csr", "sponsor", "apbn", "unknown"]


class Place(models.Model):
    """A province, kabupaten/kota, kecamatan or kelurahan/desa of the Kemendagri list, mirrored from `vocabulary`."""

    code = models.CharField(max_length=13, help_text="dotted: 64.74.01.1001")
    level = models.CharField(max_length=12, help_text="provinsi, kabupaten, kecamatan, kelurahan")
    kind = models.CharField(max_length=12, help_text="kota or kabupaten, kelurahan or desa", null=True)
    name = models.TextField()
    parent_code = models.CharField(max_length=8, null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True, help_text="the first day on which the code is dead")
    successor_code = models.CharField(max_length=13, null=True)
    basis = models.TextField(null=True, help_text="the decree that the code stands in")

    class Meta:
        db_table = "registry_place"
        constraints = [
            models.UniqueConstraint(
                name="one_place_per_code_and_time", fields=["code", "valid_from"], nulls_distinct=False
            )
        ]
        indexes = [models.Index(fields=["parent_code"], name="place_by_parent")]


class PlaceCode(models.Model):
    """A code of another scheme (BPS) for a place, while it was in use."""

    scheme = models.CharField(max_length=12)
    code = models.CharField(max_length=13)
    place_code = models.CharField(max_length=13)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    confidence = models.CharField(max_length=12)

    class Meta:
        db_table = "registry_place_code"
        indexes = [models.Index(fields=["scheme", "code"], name="place_code_by_code")]


class Universe(models.Model):
    """A stated number of workers or inhabitants of a place: the only denominators coverage may use."""

    place_code = models.CharField(max_length=13)
    counts = models.CharField(max_length=24, help_text="workers, vulnerable_workers, population …")
    segment = models.CharField(max_length=8, default="all")
    people = models.BigIntegerField()
    on = models.DateField()
    source = models.TextField()
    definition = models.TextField()

    class Meta:
        db_table = "registry_universe"
        constraints = [
            models.UniqueConstraint(
                name="universe_stated_once", fields=["place_code", "counts", "segment", "on", "source"]
            ),
            models.CheckConstraint(name="universe_not_negative", condition=models.Q(people__gte=0)),
        ]


@tracked
class Source(models.Model):
    """Who reports. Where two sources differ about a person, the lower `rank` wins; equal ranks: the later `as_of`."""

    name = models.TextField()
    kind = models.CharField(max_length=24, help_text="bpjs_extract, bpjs_answer, province_list, own_list")
    rank = models.SmallIntegerField()
    as_of = models.DateField(null=True, help_text="day of the newest report taken over")

    class Meta:
        db_table = "registry_source"
        constraints = [models.UniqueConstraint(name="one_source_per_name_and_kind", fields=["name", "kind"])]


class Load(models.Model):
    """One extract or answer offered to the register: its difference, and whether it was applied."""

    source = models.ForeignKey(Source, models.PROTECT, related_name="loads")
    content_sha256 = models.CharField(max_length=64)
    as_of = models.DateField()
    received = models.BigIntegerField()
    kept = models.BigIntegerField()
    returned = models.BigIntegerField(help_text="rows without a usable key, or twice in the file with other content")
    added = models.BigIntegerField()
    changed = models.BigIntegerField()
    vanished = models.BigIntegerField()
    same = models.BigIntegerField()
    applied_at = models.DateTimeField(null=True)
    applied_by = models.TextField(default="")

    class Meta:
        db_table = "registry_load"
        constraints = [
            models.UniqueConstraint(name="content_applied_once", fields=["source", "content_sha256", "as_of"]),
            models.CheckConstraint(
                name="load_balances", condition=models.Q(received=models.F("kept") + models.F("returned"))
            ),
            models.CheckConstraint(
                name="difference_balances",
                condition=models.Q(kept=models.F("added") + models.F("changed") + models.F("same")),
            ),
        ]


@tracked
class Membership(models.Model):
    """What one source reported about one member number: the identity as it stands there, and the cover.

    One person has many (employers change, payers overlap); overlaps are facts to be seen. `person_id` is born from
    the NIK by a keyed hash and never renamed; merging people moves memberships and can be undone.
    The columns from `nik` to `kabupaten_code` and the keys are written by the standardiser of `vocabulary`.
    """

    # Without a database constraint: a load of 30 million rows names one source, and checking it row by row takes minutes.
    source = models.ForeignKey(Source, models.PROTECT, related_name="memberships", db_index=False, db_constraint=False)
    source_key = models.TextField(help_text="KPJ, or the row's own key where the source has no KPJ")
    person_id = models.BigIntegerField()
    row_hash = models.BigIntegerField(help_text="of everything the source said; a load compares it")
    kpj = models.TextField(null=True)
    nik = models.CharField(max_length=16, null=True)
    kk = models.CharField(max_length=16, null=True)
    name = models.TextField(null=True)
    name_key = models.TextField(null=True)
    name_first = models.TextField(null=True)
    name_skeleton = models.TextField(null=True)
    birth_on = models.DateField(null=True)
    birth_place = models.TextField(null=True)
    sex = models.CharField(max_length=1, null=True)
    phone = models.TextField(null=True)
    mother_name = models.TextField(null=True)
    kelurahan_code = models.CharField(max_length=13, null=True)
    kecamatan_code = models.CharField(max_length=8, null=True)
    kabupaten_code = models.CharField(max_length=5, null=True)
    # Blocking keys (vocabulary.match_keys): numbers whose order keeps one kabupaten's people together on disk.
    key_nik15 = models.BigIntegerField(null=True)
    key_birth_first = models.BigIntegerField(null=True)
    key_birth_skeleton = models.BigIntegerField(null=True)
    key_birth_kabupaten = models.BigIntegerField(null=True)
    key_phone = models.BigIntegerField(null=True)
    key_skeleton_year = models.BigIntegerField(null=True)
    key_home_name = models.BigIntegerField(null=True)
    segment = models.CharField(max_length=8, null=True)
    payer_kind = models.CharField(max_length=12)
    payer_name = models.TextField(null=True)
    npp = models.TextField(null=True)
    programmes = models.TextField(null=True)
    status = models.CharField(max_length=12)
    paid_until = models.DateField(null=True, help_text="first day of the last month paid")
    branch_code = models.TextField(null=True)
    note = models.TextField(null=True, help_text="what the source said beside the facts, as the reason of a T")
    as_of = models.DateField()
    vanished_on = models.DateField(null=True, help_text="as-of day of the first extract without this row")

    class Meta:
        db_table = "registry_membership"
        constraints = [models.UniqueConstraint(name="one_row_per_source_and_key", fields=["source", "source_key"])]
        indexes = [
            models.Index(fields=["person_id"], name="membership_by_person"),
            models.Index(fields=["nik"], name="membership_by_nik"),
            *(models.Index(fields=[key.column], name=f"member_{key.column}") for key in MATCH_KEYS),
        ]


class Merge(models.Model):
    """Two person ids found to be one human, or a membership moved to its right owner; undone, it stays as a record."""

    from_person = models.BigIntegerField()
    into_person = models.BigIntegerField()
    reason = models.TextField()
    by = models.TextField()
    at = models.DateTimeField()
    undone_by = models.TextField(default="")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "registry_merge"
        constraints = [
            models.CheckConstraint(name="merge_of_two", condition=~models.Q(from_person=models.F("into_person")))
        ]


class MergedMembership(models.Model):
    """Which membership a merge moved, and from where: what undoing it gives back."""

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="moved")
    membership = models.ForeignKey(Membership, models.PROTECT)
    person_before = models.BigIntegerField()

    class Meta:
        db_table = "registry_merged_membership"
