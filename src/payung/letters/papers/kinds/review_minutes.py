"""Berita acara verval: what became of the rows of a list, with the reasons in figures."""

from __future__ import annotations

from dataclasses import dataclass

from payung.letters.papers.kinds.frame import Bureau, Party, Registration, minutes, numbered_table, said
from payung.letters.papers.model import Column, Paper, Paragraph
from payung.letters.papers.words import counted, counted_in_words


@dataclass(frozen=True, slots=True)
class ReviewResult:
    """The receipt of a list: received = accepted + fixing + refused + waiting; `reasons` are (words, people) and may overlap."""

    sender: str
    file_name: str
    received: int
    accepted: int
    fixing: int
    refused: int
    waiting: int
    reasons: tuple[tuple[str, int], ...]

    def __post_init__(self) -> None:
        if self.received != self.accepted + self.fixing + self.refused + self.waiting:
            raise ValueError(f"{self.file_name}: the receipt does not balance")


@dataclass(frozen=True, slots=True)
class Review:
    """A review of one or several lists, and who signs for it."""

    bureau: Bureau
    registration: Registration
    parties: tuple[Party, ...]
    people: str
    results: tuple[ReviewResult, ...]


def review_minutes(review: Review) -> Paper:
    """Return the minutes of a verval."""
    results = review.results
    sums = [sum(getattr(one, name) for one in results) for name in ("received", "accepted", "fixing", "refused", "waiting")]  # fmt: skip
    columns = (
        Column("Pengusul / berkas", 58),
        Column("Diterima", 20, "right"),
        Column("MS", 18, "right"),
        Column("Perlu perbaikan", 22, "right"),
        Column("TMS", 18, "right"),
        Column("Belum dicek", 20, "right"),
    )
    rows = [
        (f"{one.sender}: {one.file_name}", *map(counted, (one.received, one.accepted, one.fixing, one.refused, one.waiting)))
        for one in results
    ]  # fmt: skip
    body: list[object] = [
        said(
            f"telah melaksanakan verifikasi dan validasi atas daftar usulan {review.people} sebanyak {counted_in_words(sums[0])}, "
            "dengan hasil sebagai berikut:"
        ),
        numbered_table(columns, rows, total=("", "JUMLAH", *map(counted, sums))),
        Paragraph("MS: memenuhi syarat; TMS: tidak memenuhi syarat. Setiap baris yang diterima tercatat pada tepat satu kolom."),
    ]  # fmt: skip
    reasons = [(one.sender, why, counted(heads)) for one in results for why, heads in one.reasons]
    if reasons:
        body += [
            said("Alasan yang dicatat (satu orang dapat memiliki lebih dari satu alasan):"),
            numbered_table((Column("Pengusul", 45), Column("Alasan", 90), Column("Orang", 20, "right")), reasons),
        ]
    about = "Verifikasi dan Validasi Daftar Usulan"
    return minutes("review_minutes", about, review.bureau, review.registration, review.parties, body)  # type: ignore[arg-type]
