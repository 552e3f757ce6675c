"""Konsep Keputusan Kepala Daerah, and its amendment, as Bagian Hukum gets them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from payung.letters.papers.kinds.frame import Registration, lettered
from payung.letters.papers.kinds.prices import PriceLine, price_table
from payung.letters.papers.model import (
    Block,
    Clauses,
    Column,
    Lines,
    NumberPlace,
    PageBreak,
    Paper,
    Paragraph,
    Signatures,
    Signer,
    Space,
    StateHead,
    Table,
    Title,
)
from payung.letters.papers.words import counted_in_words, in_words, long_day, months_said
from payung.vocabulary.month import Month
from payung.vocabulary.rupiah import say_rupiah

#: The place of the decision that says what people cost.
_CONTRIBUTION = 3
_ORDINALS = ("Kesatu", "Kedua", "Ketiga", "Keempat", "Kelima", "Keenam", "Ketujuh", "Kedelapan", "Kesembilan", "Kesepuluh")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ruler:
    """Who decides: "Wali Kota" of "Bontang" in "Kalimantan Timur"; decrees are given at `seat`."""

    office: str
    region: str
    province: str
    seat: str
    emblem: bytes = b""
    size: str = "F4"

    @property
    def title(self) -> str:
        """Return "Wali Kota Bontang"."""
        return f"{self.office} {self.region}"


@dataclass(frozen=True, slots=True)
class Protection:
    """What is decided: who is protected, in what, for which months (both inclusive), paid from which fund. Amounts in whole rupiah.

    `prices` say what people cost; one line for all of them gives the usual sentence, several a table.
    """

    people: str
    programmes: str
    heads: int
    disabled: int
    first: Month
    last: Month
    prices: tuple[PriceLine, ...]
    fund: str
    responsible: str
    has_employer: bool = False

    @property
    def months(self) -> int:
        """Return how many months are paid."""
        return self.first.months_until(self.last) + 1

    @property
    def amount(self) -> int:
        """Return what all months of all heads cost."""
        return sum(one.amount for one in self.prices)

    @property
    def is_alike(self) -> bool:
        """Return whether everybody costs the same in every month."""
        return len(self.prices) == 1


@dataclass(frozen=True, slots=True)
class DecreeDraft:
    """A decree to be enacted. `considering` adds the region's own reasons, `initials` are the desks it passes on its way."""

    ruler: Ruler
    about: str
    protection: Protection
    regulations: tuple[str, ...]
    signer: Signer
    registration: Registration
    version: int
    check_code: str
    considering: tuple[str, ...] = ()
    proposal: str = ""
    initials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AmendmentDraft:
    """A change of a decree's annex: people who come and go; `sequel` is 1 for the first amendment."""

    ruler: Ruler
    decree_about: str
    decree_number: str
    decree_year: int
    sequel: int
    coming: int
    leaving: int
    heads_before: int
    disabled_after: int
    from_month: Month
    regulations: tuple[str, ...]
    signer: Signer
    registration: Registration
    version: int
    check_code: str
    basis: str = ""
    initials: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.heads_after < 0:
            raise ValueError("more people leave than there are")

    @property
    def heads_after(self) -> int:
        """Return how many people the annex names after the change."""
        return self.heads_before + self.coming - self.leaving


def decree(draft: DecreeDraft) -> Paper:
    """Return the decree with its considerations, grounds and decisions; the annex is a paper of its own."""
    what, ruler = draft.protection, draft.ruler
    reasons = (
        "bahwa setiap pekerja berhak atas perlindungan jaminan sosial ketenagakerjaan"
        + ("" if what.has_employer else ", termasuk pekerja rentan yang belum mampu membayar iuran sendiri"),
        *[reason.rstrip(" ;.") for reason in draft.considering],
        *([f"bahwa berdasarkan {draft.proposal.rstrip(' ;.')}, calon peserta telah diverifikasi dan divalidasi serta dinyatakan memenuhi syarat"] if draft.proposal else []),
    )  # fmt: skip
    reasons += (
        f"bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam {_letters(len(reasons))}, perlu menetapkan Keputusan {ruler.title} tentang {draft.about}",
    )
    decisions = (
        f"Menetapkan {what.people} sebagai penerima perlindungan program {what.programmes} sebanyak "
        f"{counted_in_words(what.heads)}, di antaranya {counted_in_words(what.disabled)} penyandang disabilitas, dengan nama dan alamat "
        "sebagaimana tercantum dalam Lampiran yang merupakan bagian tidak terpisahkan dari Keputusan ini.",
        f"Perlindungan sebagaimana dimaksud dalam Diktum KESATU diberikan selama {what.months} ({in_words(what.months)}) bulan, "
        f"untuk bulan iuran {months_said(what.first, what.last)}.",
        _contribution(what),
        "Perubahan atas nama penerima karena meninggal dunia, pindah, "
        + ("berhenti bekerja" if what.has_employer else "telah menjadi peserta penerima upah")
        + ", atau sebab lain menurut ketentuan peraturan perundang-undangan ditetapkan dengan perubahan atas Keputusan ini atau dengan berita acara penggantian.",
        f"{what.responsible} melaksanakan pendaftaran, pembayaran iuran, pemantauan, dan rekonsiliasi kepesertaan bersama "
        "BPJS Ketenagakerjaan, serta melaporkan hasilnya setiap triwulan.",
        "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
    )
    below = {} if what.is_alike else {_CONTRIBUTION: price_table(what.prices)}
    return _decree("decree", draft.about, draft, reasons, decisions, below)


def _contribution(what: Protection) -> str:
    """Return what the people cost and who pays: one price, or the table below."""
    amount = (
        f"seluruhnya sebesar {say_rupiah(what.amount)} ({in_words(what.amount)} rupiah), dibebankan pada {what.fund}"
    )
    if not what.is_alike:
        return f"Iuran per orang per bulan sebagaimana tercantum dalam tabel di bawah ini, {amount}:"
    price = what.prices[0].price
    return f"Iuran sebesar {say_rupiah(price)} ({in_words(price)} rupiah) per orang per bulan, {amount}."


def amendment(draft: AmendmentDraft) -> Paper:
    """Return the amendment: what changes in the annex, and that all else stays."""
    ruler = draft.ruler
    # A number that ends in its year says it already.
    number = draft.decree_number
    of_year = number if number.endswith(str(draft.decree_year)) else f"{number} Tahun {draft.decree_year}"
    decree_said = f"Keputusan {ruler.title} Nomor {of_year} tentang {draft.decree_about}"
    ordinal = f" {_ordinal(draft.sequel)}" if draft.sequel > 1 else ""
    about = f"Perubahan{ordinal} atas {decree_said}"
    because = f"berdasarkan {draft.basis.rstrip(' ;.')}, " if draft.basis else ""
    reasons = (
        f"bahwa {because}terdapat penerima perlindungan dalam {decree_said} yang tidak lagi memenuhi syarat atau perlu diganti",
        f"bahwa berdasarkan pertimbangan sebagaimana dimaksud dalam huruf a, perlu menetapkan Keputusan {ruler.title} tentang {about}",
    )
    decisions = (
        f"Mengubah Lampiran {decree_said} dengan mengeluarkan {counted_in_words(draft.leaving)} dan memasukkan "
        f"{counted_in_words(draft.coming)} penerima perlindungan, sebagaimana tercantum dalam Lampiran yang merupakan "
        "bagian tidak terpisahkan dari Keputusan ini.",
        f"Dengan perubahan sebagaimana dimaksud dalam Diktum KESATU, penerima perlindungan menjadi {counted_in_words(draft.heads_after)}, "
        f"di antaranya {counted_in_words(draft.disabled_after)} penyandang disabilitas, terhitung mulai bulan iuran {draft.from_month.say()}.",
        f"Ketentuan lain dalam {decree_said} dinyatakan tetap berlaku.",
        "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
    )
    return _decree("decree_amendment", about, draft, reasons, decisions)


def _decree(
    kind: str,
    about: str,
    draft: DecreeDraft | AmendmentDraft,
    reasons: Sequence[str],
    decisions: Sequence[str],
    below: Mapping[int, Table] = {},
) -> Paper:
    """Return the decree; `below` has the table that stands under a decision, by its place."""
    ruler = draft.ruler
    head = f"Keputusan {ruler.title}"
    grounds = tuple((f"{place}.", f"{text.rstrip(' ;.')};") for place, text in enumerate(draft.regulations, 1))
    blocks: list[Block] = [
        StateHead((ruler.title, f"Provinsi {ruler.province}"), ruler.emblem),
        Title((head,), NumberPlace("NOMOR", draft.registration.number), (about,)),
        Paragraph(f"{ruler.title.upper()},", align="center", bold=True),
        Space(2),
        Clauses("Menimbang", tuple((marker, f"{text};") for marker, text in lettered(reasons))),
        Clauses("Mengingat", grounds or (("", "…………………………………………………………;"),)),
        Space(2),
        Paragraph("MEMUTUSKAN:", align="center", bold=True),
        Space(2),
        Clauses("Menetapkan", (("", f"KEPUTUSAN {ruler.office.upper()} TENTANG {about.upper()}."),)),
        *[block for place, text in enumerate(decisions, 1) for block in _decision(place, text, below.get(place))],
        Space(3),
        Lines((f"Ditetapkan di {ruler.seat}", f"pada tanggal {long_day(draft.registration.dated)}"), indent=_half(ruler)),
        Signatures((_in_capitals(draft.signer),)),
    ]  # fmt: skip
    if draft.initials:
        blocks += [PageBreak(), *_initials(draft.initials)]
    foot = f"Konsep {head} · versi {draft.version} · kode periksa {draft.check_code}"
    return Paper(kind, f"{head} tentang {about}", tuple(blocks), size=ruler.size, foot=foot)


def _decision(place: int, text: str, table: Table | None) -> tuple[Block, ...]:
    clause = Clauses(_ordinal(place).upper(), (("", text),))
    return (clause,) if table is None else (clause, table, Space(2))


def _in_capitals(signer: Signer) -> Signer:
    return replace(signer, title=signer.title.upper(), as_title=signer.as_title.upper())


def _letters(count: int) -> str:
    """Return "huruf a", "huruf a dan huruf b", "huruf a, huruf b, dan huruf c" (UU 12/2011 Lampiran II, number 25)."""
    said = [f"huruf {chr(ord('a') + place)}" for place in range(count)]
    if len(said) < 3:
        return " dan ".join(said)
    return f"{', '.join(said[:-1])}, dan {said[-1]}"


def _half(ruler: Ruler) -> float:
    """Return where the right half begins in which the signature stands, in millimetres."""
    return 92 if ruler.size == "F4" else 88


def _initials(desks: Sequence[str]) -> tuple[Block, ...]:
    """Return the sheet on which each desk puts its initials."""
    rows = tuple((str(place), desk, "", "") for place, desk in enumerate(desks, 1))
    columns = (
        Column("No.", 10, "right"),
        Column("Jabatan", 80),
        Column("Paraf", 40, "center"),
        Column("Tanggal", 35, "center"),
    )
    return (Title(("Lembar Paraf Koordinasi",)), Table(columns, rows, row_height=14))


def _ordinal(place: int) -> str:
    """Return "Kesatu", "Kedua" … ; beyond ten "Kesebelas" and so on."""
    return _ORDINALS[place - 1] if place <= len(_ORDINALS) else f"Ke{in_words(place)}"
