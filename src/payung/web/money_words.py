"""What bills, sources, movements and standings are called on the pages of money, and the tabs that these pages share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse

from payung.law.months import add_months
from payung.vocabulary.words import Words
from payung.web.language import month

STATES = {
    "draft": Words(id="konsep", en="draft"),
    "issued": Words(id="terbit", en="issued"),
    "paid": Words(id="lunas", en="paid"),
    "void": Words(id="batal", en="void"),
}
BADGES = {"draft": "warn", "issued": "blue", "paid": "good", "void": ""}
MOVEMENTS = {
    "reserved": Words(id="dicadangkan", en="reserved"),
    "released": Words(id="dilepas", en="released"),
    "spent": Words(id="terpakai", en="spent"),
    "refunded": Words(id="kembali", en="refunded"),
}
CORRECTIONS = {
    "refund": Words(id="kelebihan dikembalikan cabang", en="excess given back by the branch"),
    "carry": Words(id="dialihkan ke tagihan lain", en="carried over to another bill"),
    "months": Words(id="bulan yang sudah dibayar kembali", en="paid months given back"),
}
HOW_KNOWN = {
    "decided": Words(id="diputuskan di penilaian calon", en="decided when candidates were judged"),
    "answered": Words(id="jawaban cek calon BPJS", en="BPJS's answer to the check"),
    "matched": Words(id="ditolak dengan tanda tangan saat pemadanan", en="refused with a signature when matched"),
}
_TABS = (
    ("money", Words(id="Ringkasan", en="Overview")),
    ("bills", Words(id="Tagihan", en="Bills")),
    ("payments", Words(id="Pembayaran", en="Payments")),
    ("lapses", Words(id="Akan putus", en="About to lapse")),
    ("others", Words(id="Dibayar pihak lain", en="Paid by others")),
    ("quarters", Words(id="Triwulan", en="Quarters")),
    ("reconcile", Words(id="Rekonsiliasi", en="Reconciliation")),
    ("year", Words(id="Pergantian tahun", en="Turn of the year")),
)


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of a group of pages."""

    address: str
    words: Words
    is_here: bool


def tabs(here: str) -> list[Tab]:
    """Return the pages of money, and which one this is."""
    return [Tab(reverse(name), words, name == here) for name, words in _TABS]


def period(first: dt.date, end: dt.date) -> str:
    """Write months from `first` until `end` (exclusive): Januari 2026, or Januari 2026 – Maret 2026."""
    last = add_months(end, -1)
    return month(first) if first == last else f"{month(first)} – {month(last)}"
