"""Berita acara penggantian bulanan: who leaves, why, and who takes the place from the waiting list."""

from __future__ import annotations

from dataclasses import dataclass

from payung.letters.papers.kinds.frame import Bureau, Party, Registration, minutes, numbered_table, said
from payung.letters.papers.model import Column, Paper
from payung.letters.papers.words import counted_in_words, masked_nik
from payung.vocabulary.month import Month


@dataclass(frozen=True, slots=True)
class Replacement:
    """One place: who leaves and why, and who comes ("" where nobody waits). `rank` is the place on the waiting list."""

    kelurahan: str
    leaving: str
    leaving_nik: str
    reason: str
    coming: str = ""
    coming_nik: str = ""
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Replacements:
    """A month's replacements under one decree; they count from the contribution month `month`."""

    bureau: Bureau
    registration: Registration
    parties: tuple[Party, ...]
    decree: str
    month: Month
    heads_before: int
    items: tuple[Replacement, ...]

    @property
    def coming(self) -> int:
        """Return how many people come."""
        return sum(bool(one.coming) for one in self.items)

    @property
    def heads_after(self) -> int:
        """Return how many people there are after the month's changes."""
        return self.heads_before - len(self.items) + self.coming


def replacement_minutes(data: Replacements) -> Paper:
    """Return the minutes; NIK by their last four signs, the names in full."""
    columns = (
        Column("Kelurahan/Desa", 26),
        Column("Keluar", 40),
        Column("Sebab", 26),
        Column("Pengganti", 40),
        Column("No. daftar tunggu", 17, "center"),
    )
    rows = [
        (
            one.kelurahan,
            f"{one.leaving} (NIK {masked_nik(one.leaving_nik)})",
            one.reason,
            f"{one.coming} (NIK {masked_nik(one.coming_nik)})" if one.coming else "belum ada",
            str(one.rank) if one.coming and one.rank is not None else "–",
        )
        for one in data.items
    ]
    empty = len(data.items) - data.coming
    left = f" Sebanyak {counted_in_words(empty, 'tempat')} belum terisi." if empty else ""
    return minutes(
        "replacement_minutes",
        f"Penggantian Penerima Perlindungan Bulan Iuran {data.month.say()}",
        data.bureau,
        data.registration,
        data.parties,
        (
            said(
                f"telah memeriksa perubahan penerima perlindungan dalam {data.decree} untuk bulan iuran {data.month.say()} "
                "dan menyepakati penggantian menurut urutan daftar tunggu sebagai berikut:"
            ),
            numbered_table(columns, rows, small=True),
            said(
                f"Sebelum penggantian terdapat {counted_in_words(data.heads_before)}; keluar {counted_in_words(len(data.items))}, "
                f"masuk {counted_in_words(data.coming)}; setelah penggantian terdapat {counted_in_words(data.heads_after)}.{left}"
            ),
        ),
    )
