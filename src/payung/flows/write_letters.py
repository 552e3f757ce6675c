"""A package or a decree becomes the office's papers: request, minutes, announcements, card receipts → DOCX and PDF → kept as letters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from django.utils import timezone

from payung.access.queries import office_of
from payung.access.viewer import Viewer
from payung.enrolment import queries as decrees
from payung.enrolment.queries import CardHolder as Member
from payung.exchanges import queries as exchanges
from payung.exchanges.queries import PackageReceipt
from payung.flows.draft_a_decree import bought_by, level_of, ruler_of
from payung.flows.letterheads import (
    BRANCH,
    DUKCAPIL,
    NothingToWrite,
    bureau_of,
    envelope,
    kept,
    schemes_said,
    signer_of,
)
from payung.letters.papers.kinds.announcement import Announced, Announcement, announcement
from payung.letters.papers.kinds.branch_letters import CandidateCheck, EnrolmentRequest, branch_check, branch_enrolment
from payung.letters.papers.kinds.card_receipts import CardHandover, CardHolder, card_receipt
from payung.letters.papers.kinds.frame import Party, Registration
from payung.letters.papers.kinds.nik_matching import NikAnswer, NikRequest, nik_minutes, nik_request
from payung.letters.papers.model import Paper, Signer
from payung.letters.queries import LetterSeen
from payung.vocabulary.wilayah.codes import place_name
from payung.vocabulary.words import Words

#: How long neighbours may say that a name is wrong, where nothing else is asked.
OBJECTION_DAYS = 14
#: In the names of files of people whose kelurahan is not known.
NOWHERE = "tanpa-kelurahan"


def of_package(*, package_id: int, home: Path, by: Viewer, at: dt.datetime) -> list[LetterSeen]:
    """Write the letter that goes with a package, and minutes once Disdukcapil has answered; kept, numbered later.

    :raises NotAllowed: if the viewer may not exchange names and write letters.
    :raises NoSuchPackage: if there is none for them. :raises NothingToWrite: for those who leave.
    """
    by.must("write_letter")
    day = timezone.localdate(at)
    receipt = exchanges.package_receipt(package_id, on=day, seen_by=by)
    papers: dict[str, Paper] = {}
    if receipt.purpose == "dukcapil":
        papers["nik_request"] = nik_request(_nik_request(receipt, package_id, by))
        if receipt.yes + receipt.no:
            papers["nik_minutes"] = nik_minutes(_nik_answer(receipt, by))
    elif receipt.purpose == "bpjs_check":
        papers["branch_check"] = branch_check(_check(receipt, package_id, by, day))
    elif receipt.purpose == "bpjs_enrolment":
        papers["branch_enrolment"] = branch_enrolment(_enrolment(receipt, package_id, by))
    else:
        raise NothingToWrite(
            Words(
                id="Penonaktifan diminta dengan berita acara penggantian; paket ini tidak memerlukan surat lain.",
                en="Leaving is asked for with the minutes of replacement; this package needs no other letter.",
            )
        )
    about = f"package:{package_id}"
    return [
        kept(kind, {kind: paper}, about=about, subject=paper.title, home=home, by=by, at=at)
        for kind, paper in papers.items()
    ]


def of_decree(
    *, decree_id: int, until: dt.date | None, kelurahan_code: str | None, home: Path, by: Viewer, at: dt.datetime
) -> list[LetterSeen]:
    """Write the announcement of each kelurahan (NIK masked) and the card receipts of its RTs for the members of a decree.

    :param until: last day for objections; two weeks by itself. :param kelurahan_code: only this kelurahan's.
    :raises NotAllowed: if the viewer may not see decrees and write letters.
    :raises NoSuchDecree: if there is none for them. :raises NothingToWrite: if it is not enacted, or nobody is a member yet.
    """
    by.must("write_letter")
    found = decrees.decree(decree_id, seen_by=by)
    members = [
        one
        for one in decrees.card_holders(decree_id, seen_by=by)
        if kelurahan_code is None or one.kelurahan_code == kelurahan_code
    ]
    if found.state != "enacted" or not members:
        raise NothingToWrite(
            Words(
                id="Belum ada peserta: SK belum ditetapkan atau BPJS belum menjawab pendaftaran.",
                en="Nobody is a member yet: the decree is not enacted, or BPJS has not answered the enrolment.",
            )
        )
    day = timezone.localdate(at)
    last = until or day + dt.timedelta(days=OBJECTION_DAYS)
    ground = f"Keputusan {ruler_of(by).title} Nomor {found.number}"
    programmes_said = schemes_said(found.programme, by, found.first_month)
    posted: dict[str, Paper] = {}
    handed: dict[str, Paper] = {}
    for code, people in _by_kelurahan(members):
        posted[f"pengumuman-{code or NOWHERE}"] = announcement(
            _posted(code, people, ground=ground, programmes_said=programmes_said, until=last, by=by)
        )
        handed[f"tanda-terima-{code or NOWHERE}"] = card_receipt(_handed(code, people, programmes_said, by))
    about = f"decree:{decree_id}"
    return [
        kept("announcement", posted, about=about, subject=f"Pengumuman peserta, {ground}", home=home, by=by, at=at),
        kept("card_receipt", handed, about=about, subject=f"Tanda terima kartu, {ground}", home=home, by=by, at=at),
    ]


def _posted(
    code: str,
    people: list[Member],
    *,
    ground: str,
    programmes_said: str,
    until: dt.date,
    by: Viewer,
) -> Announcement:
    return Announcement(
        bureau=bureau_of(by),
        registration=Registration(),
        kelurahan=place_name(code),
        kecamatan=place_name(code[:8]),
        ground=ground,
        people="Pekerja",
        programmes=programmes_said,
        listed=tuple(Announced(one.name, one.nik, one.occupation or "") for one in people),
        until=until,
        contact=f"{level_of(code)} {place_name(code)} atau {office_of(by).name}" if code else office_of(by).name,
        signer=signer_of(by),
        level=level_of(code),
    )


def _handed(code: str, people: list[Member], programmes_said: str, by: Viewer) -> CardHandover:
    name, level = place_name(code), level_of(code)
    head = {"Kelurahan": "Lurah", "Desa": "Kepala Desa"}.get(level, "Lurah/Kepala Desa")
    return CardHandover(
        bureau=bureau_of(by),
        kelurahan=name,
        kecamatan=place_name(code[:8]),
        programmes=programmes_said,
        holders=tuple(CardHolder(one.name, one.nik, one.kpj or "", one.rt or "", one.rw or "") for one in people),
        signers=(Signer("Ketua RT"), Signer(f"{head} {name}" if code else head)),
        level=level,
    )


def _by_kelurahan(members: list[Member]) -> Iterator[tuple[str, list[Member]]]:
    """Yield code and people of each kelurahan; people without one come under no code."""
    for code, people in groupby(members, key=lambda one: one.kelurahan_code or ""):
        yield code, list(people)


def _check_code(package_id: int, by: Viewer) -> str:
    """Return the first signs of the hash over the names that were sent: both sides can compare them."""
    return exchanges.package(package_id, seen_by=by).content_sha256[:12].upper()


def _nik_request(receipt: PackageReceipt, package_id: int, by: Viewer) -> NikRequest:
    return NikRequest(
        envelope=envelope(DUKCAPIL, by),
        heads=receipt.sent,
        file_name=f"pemadanan NIK paket {receipt.number}",
        check_code=_check_code(package_id, by),
    )


def _nik_answer(receipt: PackageReceipt, by: Viewer) -> NikAnswer:
    codes = dict(receipt.codes)
    return NikAnswer(
        bureau=bureau_of(by),
        registration=Registration(),
        parties=(
            Party("", f"Kepala {office_of(by).name}", office_of(by).name),
            Party("", DUKCAPIL.title, "Dinas Kependudukan dan Pencatatan Sipil"),
        ),
        request_said=f"permintaan pemadanan paket {receipt.number}",
        sent=receipt.sent,
        matched=codes.get("match", 0),
        unmatched=codes.get("mismatch", 0),
        died=codes.get("dead", 0),
        moved=codes.get("moved", 0),
        unanswered=receipt.unanswered,
    )


def _check(receipt: PackageReceipt, package_id: int, by: Viewer, day: dt.date) -> CandidateCheck:
    return CandidateCheck(
        envelope=envelope(BRANCH, by),
        people="calon peserta",
        programmes=schemes_said(receipt.programme_code, by, day),
        heads=receipt.sent,
        file_name=f"cek calon paket {receipt.number}",
        check_code=_check_code(package_id, by),
    )


def _enrolment(receipt: PackageReceipt, package_id: int, by: Viewer) -> EnrolmentRequest:
    decree_id = int(receipt.about.removeprefix("decree:"))
    bought = bought_by(decree_id, seen_by=by)
    return EnrolmentRequest(
        envelope=envelope(BRANCH, by),
        people="peserta",
        programmes=schemes_said(receipt.programme_code, by, bought.first.starts_on),
        heads=receipt.sent,
        file_name=f"pendaftaran paket {receipt.number}",
        check_code=_check_code(package_id, by),
        decree=f"Keputusan {ruler_of(by).title} Nomor {bought.number or '…'}",
        first=bought.first,
        last=bought.last,
        prices=bought.prices,
        fund=bought.fund,
        employer=bought.npp,
    )
