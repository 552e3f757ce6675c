"""What the pages of the field call answers."""

from __future__ import annotations

ANSWERS = {
    "confirmed": ("Benar", "Right"),
    "corrected": ("Ubah", "Correct"),
    "died": ("Meninggal", "Died"),
    "moved": ("Pindah", "Moved"),
    "became_pu": ("Sudah PU", "Wage earner now"),
    "unknown": ("Tidak dikenal", "Not known"),
}
STILL_HERE = {"confirmed": ("Masih ada", "Still here")} | {
    key: words for key, words in ANSWERS.items() if key not in ("confirmed", "unknown")
}


def part_of(rw: str, rt: str) -> str:
    """Return which part of a kelurahan is meant: " RW 2 RT 5", or nothing for all of it."""
    return (f" RW {rw}" if rw else "") + (f" RT {rt}" if rt else "")
