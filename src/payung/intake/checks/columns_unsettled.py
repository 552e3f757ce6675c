"""Which column says who somebody is was only proposed, and nobody has accepted it: no row of that sheet is plainly right."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.vocabulary.words import Words

CHECK = Check(
    id="columns_unsettled",
    weight="review",
    fails="list_contains(unsettled_sheets, sheet_no)",
    why=Words(
        id="Kolom identitas lembar ini baru usulan (judulnya meragukan atau tidak ada) dan belum disetujui siapa pun.",
        en="The identity columns of this sheet are only proposed (a doubtful heading, or none), and nobody has accepted them.",
    ),
    fix=Words(
        id="Beri judul kolom yang jelas (NIK, No KK, Nama, Tanggal lahir, L/P), lalu periksa lagi; atau terima daftar ini dan setujui kolomnya.",
        en="Give the columns clear headings (NIK, No KK, Nama, Tanggal lahir, L/P) and check again; or receive the list and accept its columns.",
    ),
)
