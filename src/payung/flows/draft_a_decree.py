"""what a printed decree holds → its text as Bagian Hukum gets it: the decree, its amendment, or minutes, as DOCX and PDF."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby

from django.db import connections
from django.utils import timezone

from payung.access.queries import office_of
from payung.access.viewer import Viewer
from payung.agreements.models import BudgetLine, Regulation
from payung.enrolment import queries
from payung.enrolment.models import Decree
from payung.enrolment.queries import AnnexLine
from payung.letters.papers.docx import docx
from payung.letters.papers.grounds import local_ground, national_grounds
from payung.letters.papers.kinds.decree import AmendmentDraft, DecreeDraft, Protection, Ruler, amendment, decree
from payung.letters.papers.kinds.frame import Bureau, Registration
from payung.letters.papers.kinds.prices import PriceLine
from payung.letters.papers.kinds.replacement_minutes import Replacement, Replacements, replacement_minutes
from payung.letters.papers.model import Paper, Signer
from payung.letters.papers.pdf import pdf
from payung.vocabulary.month import Month
from payung.vocabulary.wilayah.codes import NoSuchPlace, NotAPlaceCode, Wilayah, place_name

# The head of a region, by the kind of its place.
HEADS = {"kota": "Wali Kota", "kabupaten": "Bupati", "provinsi": "Gubernur"}
REASONS = {
    "died": "meninggal dunia",
    "moved": "pindah",
    "became_pu": "menjadi peserta penerima upah",
    "other_payer": "dibayar pihak lain",
    "over_age": "melewati batas usia",
    "stopped_working": "tidak bekerja lagi",
    "declined": "mengundurkan diri",
    "answered_no": "ditolak BPJS Ketenagakerjaan",
}
RELIEFS = {"transport": "Pengemudi dan kurir", "other": "Pekerja lainnya"}
SCHEMES = {"jkk": "Jaminan Kecelakaan Kerja", "jkm": "Jaminan Kematian", "jht": "Jaminan Hari Tua"}


def run(found: Decree, *, seen_by: Viewer) -> dict[str, bytes]:
    """Return the text of a printed decree as files (name → content); the annex is printed apart.

    Where people of one decree have different prices, the decree says them in a table.
    """
    paper = _minutes(found, seen_by) if found.kind == "minutes" else _decree(found, seen_by)
    day = timezone.localdate(found.printed_at)
    return {"konsep-sk.docx": docx(paper, on=day), "konsep-sk.pdf": pdf(paper, on=day)}


def ruler_of(viewer: Viewer) -> Ruler:
    """Return who decides in the viewer's region."""
    place = Wilayah(viewer.kabupaten_code)
    try:
        name, kind = place.name, place.kind
        province = Wilayah(place.provinsi_code).name
    except NoSuchPlace:
        name, kind, province = place.code, "", place.provinsi_code
    region = name.removeprefix("Kota ").removeprefix("Kabupaten ").removeprefix("Provinsi ")
    return Ruler(HEADS.get(kind, "Kepala Daerah"), region, province, region)


def government_of(viewer: Viewer) -> str:
    """Return the government of the viewer's region as a letterhead names it: Pemerintah Kota Bontang."""
    place = Wilayah(viewer.kabupaten_code)
    try:
        kind = place.kind
    except NoSuchPlace:
        kind = ""
    kind = kind.title() if kind in HEADS else ""
    return " ".join(word for word in ("Pemerintah", kind, ruler_of(viewer).region) if word)


def level_of(code: str) -> str:
    """Return what a place of the last level is called: Kelurahan, Desa, or both words where it is not known."""
    try:
        kind = Wilayah(code).kind if code else ""
    except (NoSuchPlace, NotAPlaceCode):
        kind = ""
    return kind.title() if kind in ("kelurahan", "desa") else "Kelurahan/Desa"


@dataclass(frozen=True, slots=True)
class Bought:
    """What a decree buys: months first to last, what people cost, from which fund; `npp` of the employer of wage earners."""

    number: str
    first: Month
    last: Month
    prices: tuple[PriceLine, ...]
    fund: str
    npp: str


def bought_by(decree_id: int, *, seen_by: Viewer) -> Bought:
    """Return what a decree buys.

    :raises NoSuchDecree: if there is none for the viewer.
    """
    queries.decree(decree_id, seen_by=seen_by)
    found = Decree.objects.using("owner").get(pk=decree_id)
    first, last = Month.of(found.first_month), Month.of(found.end_month).plus(-1)
    return Bought(found.number or "", first, last, price_lines(found), _fund(found), found.terms.npp)


def _decree(found: Decree, viewer: Viewer) -> Paper:
    ruler, terms = ruler_of(viewer), found.terms
    heads, disabled = queries.on_the_list(found.pk, seen_by=viewer)
    signer = Signer(found.signer_title or ruler.title, found.signer_name, acting=found.signer_acting)
    registration = Registration(found.number, found.decided_on)
    if found.kind == "decree":
        what = Protection(
            people=f"peserta {found.programme.name}",
            programmes=" dan ".join(SCHEMES[one] for one in terms.schemes),
            heads=heads,
            disabled=disabled,
            first=Month.of(found.first_month),
            last=Month.of(found.end_month).plus(-1),
            prices=price_lines(found),
            fund=_fund(found),
            responsible=office_of(viewer).name,
            has_employer=terms.segment == "pu",
        )
        return decree(
            DecreeDraft(
                ruler,
                found.title,
                what,
                _grounds(found),
                signer,
                registration,
                found.version,
                found.check_code,
                considering=_because(found, viewer),
                proposal=f"hasil pemeriksaan daftar usulan oleh {office_of(viewer).name}",
                initials=_desks(viewer),
            )
        )
    root = found.amends
    return amendment(
        AmendmentDraft(
            ruler=ruler,
            decree_about=root.title,
            decree_number=root.number,
            decree_year=root.decided_on.year,
            sequel=_sequel(found),
            coming=found.heads,
            leaving=found.heads_leaving,
            heads_before=heads - found.heads + found.heads_leaving,
            disabled_after=disabled,
            from_month=Month.of(found.first_month),
            regulations=_grounds(found),
            signer=signer,
            registration=registration,
            version=found.version,
            check_code=found.check_code,
            initials=_desks(viewer),
        )
    )


def _because(found: Decree, viewer: Viewer) -> tuple[str, ...]:
    """Return the region's own reason: the regulation that the decree carries out, where there is one."""
    if found.terms.regulation is None:
        return ()
    government, programme = government_of(viewer), found.programme.name
    return (f"bahwa untuk melaksanakan {_cited(found.terms.regulation)}, {government} menyelenggarakan {programme}",)


def _minutes(found: Decree, viewer: Viewer) -> Paper:
    office, ruler = office_of(viewer), ruler_of(viewer)
    heads, _ = queries.on_the_list(found.pk, seen_by=viewer)
    lines = queries.annex_lines(found.pk, seen_by=viewer)
    comes = {(one.kelurahan_code, one.replaces): one for one in lines if one.change == "add" and one.replaces}
    items = tuple(
        _replacement(one, comes.get((one.kelurahan_code, one.name))) for one in lines if one.change == "remove"
    )
    return replacement_minutes(
        Replacements(
            bureau=Bureau(government_of(viewer), office.name, ruler.seat),
            registration=Registration(found.number, found.decided_on),
            parties=(),
            decree=f"Keputusan {ruler.title} Nomor {found.amends.number}",
            month=Month.of(found.first_month),
            heads_before=heads - found.heads + found.heads_leaving,
            items=items,
        )
    )


def _replacement(gone: AnnexLine, comes: AnnexLine | None) -> Replacement:
    return Replacement(
        kelurahan=place_name(gone.kelurahan_code),
        leaving=gone.name,
        leaving_nik=gone.nik,
        reason=REASONS[gone.leaving],
        coming=comes.name if comes else "",
        coming_nik=comes.nik if comes else "",
    )


# People are counted before the months are laid beside them: not one line for each person and month.
_PRICED = """
SELECT p.month, r.relief, p.jkk, p.jkm, p.jht, sum(r.people)::bigint
FROM (SELECT decree_id, relief, from_month, count(*) AS people FROM enrolment_decree_row
      WHERE decree_id = %s AND change = 'add' GROUP BY 1, 2, 3) r
JOIN enrolment_decree_price p ON p.decree_id = r.decree_id AND p.relief = r.relief AND p.month >= r.from_month
GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2
"""


def price_lines(found: Decree) -> tuple[PriceLine, ...]:
    """Return what the people of a decree cost: groups that cost the same as one, months that cost the same after each other as one."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(_PRICED, [found.pk])
        rows = cursor.fetchall()
    reliefs = {relief for _, relief, *_ in rows}
    lines: list[PriceLine] = []
    for month, groups in groupby(rows, key=lambda row: row[0]):
        heads: dict[tuple[int, int, int], dict[str, int]] = {}
        for _, relief, jkk, jkm, jht, people in groups:
            heads.setdefault((jkk, jkm, jht), {})[relief] = people
        for (jkk, jkm, jht), counts in heads.items():
            said = RELIEFS[next(iter(counts))] if len(counts) < len(reliefs) else "Semua peserta"
            one = PriceLine(said, sum(counts.values()), Month.of(month), Month.of(month), jkk, jkm, jht)
            _join(lines, one)
    return tuple(lines)


def _join(lines: list[PriceLine], one: PriceLine) -> None:
    """Lengthen the line of the month before that says the same of the same people, or begin another."""
    for place, before in enumerate(lines):
        if replace(before, first=one.first, last=one.last) == one and before.last.plus(1) == one.first:
            lines[place] = replace(before, last=one.last)
            return
    lines.append(one)


def _fund(found: Decree) -> str:
    lines = BudgetLine.objects.using("owner").filter(decree_years__decree=found).order_by("fiscal_year")
    return " dan ".join(
        f"{one.source.upper().replace('_', '-')} Tahun Anggaran {one.fiscal_year}, kode rekening {one.account}"
        for one in lines
    )


def _grounds(found: Decree) -> tuple[str, ...]:
    local = found.terms.regulation
    bases = national_grounds(found.decided_on or timezone.localdate(found.printed_at))
    if local is None:
        return bases
    return (*bases, _cited(local))


def _cited(local: Regulation) -> str:
    return local.cited_as or local_ground(local.kind, local.issuer, local.number, local.year, local.title)


def _desks(viewer: Viewer) -> tuple[str, ...]:
    """Return the desks that a decree passes on its way to its signer; a province has bureaus."""
    law = "Kepala Biro Hukum" if Wilayah(viewer.kabupaten_code).level == "provinsi" else "Kepala Bagian Hukum"
    office = f"Kepala {office_of(viewer).name}"
    return ("Kepala Bidang", office, law, "Asisten Pemerintahan dan Kesejahteraan Rakyat", "Sekretaris Daerah")


def _sequel(found: Decree) -> int:
    before = Decree.objects.using("owner").filter(amends=found.amends, pk__lt=found.pk).exclude(state="withdrawn")
    return before.count() + 1
