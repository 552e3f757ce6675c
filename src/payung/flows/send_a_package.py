"""Names leave for Disdukcapil or BPJS: selected -> packed under a number -> files written -> what a letter about them needs."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import duckdb
from django.db import connections

from payung.access.viewer import Viewer
from payung.agreements.models import Programme, Terms
from payung.enrolment.models import Decree
from payung.exchanges import actions, bulk, outgoing, queries
from payung.exchanges.bulk import NikTwice, Purpose
from payung.exchanges.models import Package
from payung.exchanges.outgoing import Part
from payung.exchanges.workplace import workplace
from payung.flows import furnished
from payung.gateways import columns
from payung.vocabulary.wilayah.codes import place_name

__all__ = [
    "NikTwice",
    "NoSuchDecree",
    "NoSuchProgramme",
    "NotEnacted",
    "Order",
    "Sent",
    "run",
    "write_again",
    "written",
]

TITLES = {
    "dukcapil": "PERMOHONAN PEMADANAN NIK",
    "bpjs_check": "CEK CALON PESERTA",
    "bpjs_enrolment": "PENDAFTARAN PESERTA",
    "bpjs_leaving": "PENONAKTIFAN PESERTA",
}
STEMS = {
    "dukcapil": "dukcapil",
    "bpjs_check": "bpjs-cek-calon",
    "bpjs_enrolment": "bpjs-pendaftaran",
    "bpjs_leaving": "bpjs-penonaktifan",
}
LEAVING = {
    "died": "MENINGGAL",
    "moved": "PINDAH",
    "became_pu": "MENJADI PENERIMA UPAH",
    "other_payer": "DIBAYAR PIHAK LAIN",
    "over_age": "MELEBIHI USIA",
    "stopped_working": "TIDAK BEKERJA LAGI",
    "declined": "MENGUNDURKAN DIRI",
    "answered_no": "DITOLAK BPJS",
}
# The change of a decree's line that each purpose sends.
_CHANGES = {"bpjs_enrolment": "add", "bpjs_leaving": "remove"}


class NoSuchProgramme(Exception):
    """The office has no programme of this code."""


class NoSuchDecree(Exception):
    """The programme has no decree of this number."""


class NotEnacted(Exception):
    """The decree is not enacted: nobody is enrolled by a draft; `state` is where it stands."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


@dataclass(frozen=True, slots=True)
class Order:
    """What to send: the programme's code, the purpose, the decree (`bpjs_enrolment`, `bpjs_leaving`), where files go.

    `asked_before`: also whoever was asked last before this day. `really`: pack and write, not only count.
    """

    programme: str
    purpose: str
    folder: Path
    decree_id: int | None = None
    asked_before: dt.date | None = None
    part: int = outgoing.PART
    really: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """What left, or would leave (`package_id` None): what a letter about it needs.

    `again`: nobody new waited, and the files of the newest package were written once more.
    `places`: (kelurahan code, name, names sent); `leaving` counts the lines of a decree that remove somebody.
    """

    programme_code: str
    programme: str
    purpose: str
    names: int
    package_id: int | None = None
    number: int | None = None
    about: str = ""
    content_sha256: str = ""
    made_at: dt.datetime | None = None
    wadah: str = ""
    again: bool = False
    places: tuple[tuple[str, str, int], ...] = ()
    files: tuple[Part, ...] = ()


def run(order: Order, *, home: Path, by: Viewer, at: dt.datetime) -> Sent:
    """Send whoever waits to be asked. Stopped anywhere and run again, it ends with the same package and the same files.

    Where nobody waits and nothing was sent before, what comes back has no names and no package.

    :raises NotAllowed: if the viewer may not exchange names.
    :raises NoSuchProgramme, NoSuchDecree, NotEnacted: if what it is for is not there, or not yet.
    :raises NikTwice: if one NIK stands for two candidates.
    :raises OSError: if the files cannot be written; the package stands, run it again.
    """
    by.must("exchange")
    programme = _programme(order.programme, by)
    asks = Purpose(programme.pk, order.purpose, _about(order, programme, by), _wadah(programme, at.date()))
    with workplace(home) as folder, furnished.workshop(folder) as connection:
        _select(connection, order, programme, by)
        waiting = connection.sql("SELECT count(*) FROM outgoing").fetchall()[0][0]
        if not order.really:
            return _would_send(connection, order, programme, asks)
        if waiting:
            package, again = bulk.make_package(connection, "outgoing", asks=asks, by=by, at=at)
        elif before := _newest(order, asks, by):
            package, again = before, True
        else:
            return _would_send(connection, order, programme, asks)
    return replace(write_again(package.pk, folder=order.folder, part=order.part, by=by, at=at), again=again)


def write_again(package_id: int, *, folder: Path, by: Viewer, at: dt.datetime, part: int = outgoing.PART) -> Sent:
    """Write the files of a package; the same package gives the same bytes.

    :raises NotAllowed: if the viewer may not answer packages.
    :raises NoSuchPackage: if there is none for them.
    """
    package = queries.package(package_id, seen_by=by)
    names = queries.names(package_id, seen_by=by)
    programme = package.programme
    head = outgoing.Head(
        title=f"{TITLES[package.purpose]} – {programme.name} – paket {package.number}",
        stem=_stem(package),
        purpose=package.purpose,
        wadah=package.wadah,
        employed=_employed(programme, package.made_at.date()),
        made_at=package.made_at,
        places=_place_names,
        leaving=lambda why: LEAVING.get(why or "", ""),
    )
    parts = outgoing.write(names, head, folder, part=part)
    actions.files_left(package_id=package.pk, files=[(one.path.name, one.sha256) for one in parts], by=by, at=at)
    counts: dict[str, int] = {}
    for one in names:
        counts[one.kelurahan_code or ""] = counts.get(one.kelurahan_code or "", 0) + 1
    return Sent(
        programme_code=programme.code,
        programme=programme.name,
        purpose=package.purpose,
        names=package.sent,
        package_id=package.pk,
        number=package.number,
        about=package.about,
        content_sha256=package.content_sha256,
        made_at=package.made_at,
        wadah=package.wadah,
        places=_places(counts),
        files=parts,
    )


def written(package_id: int, *, folder: Path, by: Viewer) -> list[Path]:
    """Return the files of a package that stand in a folder, in the order of their names.

    :raises NotAllowed: if the viewer may not answer packages. :raises NoSuchPackage: if there is none for them.
    """
    by.must("answer_package")
    return files_of(queries.package(package_id, seen_by=by), folder=folder)


def files_of(package: Package, *, folder: Path) -> list[Path]:
    """Return the files of a package that stand in a folder, for flows that have asked who may."""
    stem = re.escape(_stem(package))
    of_it = re.compile(rf"{stem}(-bagian-\d+-dari-\d+)?\.(xlsx|csv)")
    return sorted(one for one in folder.glob(f"{STEMS[package.purpose]}-*") if of_it.fullmatch(one.name))


def _stem(package: Package) -> str:
    return f"{STEMS[package.purpose]}-{package.programme.code}-paket-{package.number}"


def _programme(code: str, by: Viewer) -> Programme:
    found = Programme.objects.using("owner").filter(office_id=by.office_id, code=code).first()
    if found is None:
        raise NoSuchProgramme(code)
    return found


def _wadah(programme: Programme, on: dt.date) -> str:
    """Return the group code of the terms in force, or of the first that will be."""
    in_force = _terms(programme, on)
    return in_force.wadah if in_force else ""


def _employed(programme: Programme, on: dt.date) -> outgoing.Employed | None:
    """Return under whom and on what wage a programme of wage earners enrols; None for the self-employed."""
    in_force = _terms(programme, on)
    return outgoing.Employed(in_force.npp, in_force.income) if in_force and in_force.segment == "pu" else None


def _terms(programme: Programme, on: dt.date) -> Terms | None:
    terms = Terms.objects.using("owner").filter(programme=programme)
    return terms.filter(valid_from__lte=on).order_by("-valid_from").first() or terms.order_by("valid_from").first()


def _about(order: Order, programme: Programme, by: Viewer) -> str:
    """Return what the package is made for: the decree, or the day since which candidates are asked anew."""
    if order.purpose not in _CHANGES:
        return f"asked_before:{order.asked_before}" if order.asked_before else ""
    decree = (
        Decree.objects.using("owner").filter(pk=order.decree_id, office_id=by.office_id, programme=programme).first()
    )
    if decree is None:
        raise NoSuchDecree(order.decree_id)
    if decree.state != "enacted":
        raise NotEnacted(decree.state)
    return f"decree:{decree.pk}"


def _select(connection: duckdb.DuckDBPyConnection, order: Order, programme: Programme, by: Viewer) -> None:
    """Make `outgoing`: whoever is to be asked, in the order of kelurahan and name."""
    scope = {"programme": programme.pk, "office": by.office_id, "purpose": order.purpose}
    if order.purpose in _CHANGES:
        query = _LINES.format(**scope, decree=int(order.decree_id or 0), change=_CHANGES[order.purpose])
    else:
        since = f"AND p.made_at >= '{order.asked_before.isoformat()}'" if order.asked_before else ""
        more = _NOTHING_MORE if order.purpose == "dukcapil" else "c.phone, c.address, c.rt, c.rw, c.occupation"
        query = _CANDIDATES.format(**scope, since=since, more=more)
    columns.fetch(connections["owner"].settings_dict, query, connection, "selected")
    connection.execute("CREATE TABLE outgoing AS SELECT * FROM selected ORDER BY kelurahan_code NULLS LAST, name, nik")


# To Disdukcapil only what the match needs.
_NOTHING_MORE = (
    "NULL::text AS phone, NULL::text AS address, NULL::text AS rt, NULL::text AS rw, NULL::text AS occupation"
)
# Never asked as they are now. Whom the rules refuse is asked only after their identity changed: a refusal for a wrong NIK must be able to end.
_CANDIDATES = """
WITH asked AS (
    SELECT i.candidate_id, i.nik, i.name, i.birth_on FROM exchanges_item i JOIN exchanges_package p ON p.id = i.package_id
    WHERE p.programme_id = {programme} AND p.purpose = '{purpose}' {since}
)
SELECT c.id AS candidate_id, c.person_id, c.nik, c.name, c.birth_on, c.kelurahan_code, c.birth_place, c.sex, {more},
       NULL::date AS from_month, NULL::text AS leaving
FROM eligibility_candidate c LEFT JOIN eligibility_decision d ON d.candidate_id = c.id
WHERE c.programme_id = {programme} AND c.office_id = {office} AND c.rows > 0
  AND NOT EXISTS (SELECT 1 FROM asked a WHERE a.candidate_id = c.id AND a.nik = c.nik AND a.name = c.name AND a.birth_on IS NOT DISTINCT FROM c.birth_on)
  AND (d.outcome IS DISTINCT FROM 'not_eligible' OR EXISTS (SELECT 1 FROM asked a WHERE a.candidate_id = c.id))
"""
_LINES = """
SELECT r.candidate_id, c.person_id, r.nik, r.name, r.birth_on, r.kelurahan_code, c.birth_place, r.sex, c.phone, r.address, r.rt, r.rw,
       r.occupation, r.from_month, r.leaving
FROM enrolment_decree_row r JOIN eligibility_candidate c ON c.id = r.candidate_id
WHERE r.decree_id = {decree} AND r.office_id = {office} AND c.programme_id = {programme} AND r.change = '{change}'
"""


def _would_send(connection: duckdb.DuckDBPyConnection, order: Order, programme: Programme, asks: Purpose) -> Sent:
    counts = dict(connection.sql("SELECT coalesce(kelurahan_code, ''), count(*) FROM outgoing GROUP BY ALL").fetchall())
    return Sent(
        programme_code=programme.code,
        programme=programme.name,
        purpose=order.purpose,
        names=sum(counts.values()),
        about=asks.about,
        wadah=asks.wadah,
        places=_places(counts),
    )


def _newest(order: Order, asks: Purpose, by: Viewer) -> Package | None:
    """Return the package that the last run made: its files are written again where nobody new waits."""
    made = queries.packages(seen_by=by, purposes=[order.purpose], programme_code=order.programme)
    return next((one for one in made if one.about == asks.about), None)


def _places(counts: dict[str, int]) -> tuple[tuple[str, str, int], ...]:
    return tuple((code, _place_names(code or None)[0], names) for code, names in sorted(counts.items()))


@cache
def _place_names(code: str | None) -> tuple[str, str]:
    """Return the names of a kelurahan and its kecamatan; the code where the list of places does not know it."""
    kecamatan = ".".join((code or "").split(".")[:3])
    return place_name(code, none=""), place_name(kecamatan, none="")
