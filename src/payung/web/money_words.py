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
SOURCES = {
    "apbd": Words(id="APBD", en="APBD"),
    "apbd_p": Words(id="APBD Perubahan", en="revised APBD"),
    "dbh_sawit": Words(id="DBH Sawit", en="DBH Sawit"),
    "dbhcht": Words(id="DBHCHT", en="DBHCHT"),
    "apbdes": Words(id="APBDes", en="APBDes"),
    "csr": Words(id="CSR", en="CSR"),
    "baznas": Words(id="Baznas", en="Baznas"),
    "apbn": Words(id="APBN", en="APBN"),
    "hibah": Words(id="hibah", en="grant"),
}
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
CONFIDENCE = {
    "law": Words(id="peraturan", en="law"),
    "press": Words(id="berita", en="press"),
    "code": Words(id="kode terbuka", en="open code"),
    "memory": Words(id="ingatan, belum bersumber", en="memory, no source"),
    "conflict": Words(id="sumber bertentangan", en="sources conflict"),
}
HOW_KNOWN = {
    "decided": Words(id="diputuskan di penilaian calon", en="decided when candidates were judged"),
    "answered": Words(id="jawaban cek calon BPJS", en="BPJS's answer to the check"),
    "matched": Words(id="ditolak dengan tanda tangan saat pemadanan", en="refused with a signature when matched"),
}
FATES = {
    "carried": Words(id="dibawa", en="carried over"),
    "over_age_goes_on": Words(id="lewat umur, boleh lanjut", en="over age, may go on"),
    "over_age": Words(id="lewat umur", en="over age"),
    "left": Words(id="sudah keluar", en="left"),
    "waiting": Words(id="belum dijawab BPJS", en="not answered by BPJS"),
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
