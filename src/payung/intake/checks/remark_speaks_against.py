"""The remark of the row (or of its name) says why this person may not belong on the list: moved, withdrew, covered already, doubled."""

from __future__ import annotations

from payung.intake.checks.check import Check
from payung.intake.checks.phrases import typed
from payung.vocabulary.words import Words

_LEFT = "PINDAH|BATAL|DIBATALKAN|MUNDUR|MENGUNDURKAN|DICORET|CORET|DIHAPUS|HAPUS|DIKELUARKAN|DIGANTI|GANDA|DOBEL|DOUBLE|NON ?AKTIF|DROP|DIDROP|DI DROP"
_NOT = "(?:TIDAK|TDK|TAK|BELUM|BLM) (?:LAGI )?(?:BERSEDIA|MAU|BEKERJA|KERJA|DITEMUKAN|DIKENAL|VALID|PADAN|SESUAI|AKTIF|LAYAK|MEMENUHI|BERDOMISILI|DOMISILI|TINGGAL)"
_ALREADY = "(?:SUDAH|SDH|TELAH) (?:ADA|PUNYA|TERDAFTAR|JADI|MENJADI|IKUT|MASUK|PESERTA|AKTIF|DIBAYAR|DITANGGUNG|BPJS|JAMSOSTEK|BEKERJA|KERJA|PU|PPPK|P3K|PNS|ASN)"
# What stands in brackets behind a name is a remark too: it is no part of the name, and must not go unseen with the brackets.
_SAID = (
    "upper(concat_ws(' ', remark_raw, CASE WHEN contains(name_raw, '(') THEN regexp_extract(name_raw, '[(].*') END))"
)
_WORDS = rf"\b(?:{_LEFT}|{_NOT}|{_ALREADY}|PPPK|P3K|PNS|ASN|TNI|POLRI)\b"
# Where somebody moved from, and whose wife she is, says nothing against the row.
_NO_MATTER = r"\bPINDAH(?:AN)? DARI\b|\b(?:SUAMI|ISTRI|AYAH|IBU|ANAK|PENSIUNAN|PURNAWIRAWAN|BUKAN|NON) ?-?(?:PNS|ASN|TNI|POLRI)\b|\bBPJS KES(?:EHATAN)?\b"

CHECK = Check(
    id="remark_speaks_against",
    weight="review",
    fails=(
        "CASE WHEN remark_raw <> '' OR contains(name_raw, '(')"
        f" THEN regexp_matches(regexp_replace({_SAID}, '{_NO_MATTER}', ' ', 'g'), '{_WORDS}') END"
    ),
    detail=typed("coalesce(nullif(remark_raw, ''), name_raw)"),
    why=Words(
        id="Keterangan baris ini meragukan: pindah, mundur, ganda, atau sudah terdaftar.",
        en="The remark of this row raises a doubt: moved, withdrew, doubled or covered already.",
    ),
    fix=Words(
        id="Pastikan ke pengusul. Bila memang tidak diusulkan lagi, hapus baris ini; bila tetap diusulkan, terima.",
        en="Ask the proposer. If the person is not proposed any more, delete the row; if still proposed, accept.",
    ),
)
