"""Who pays a contribution: one name for each kind of payer, in every report, form and table."""

from __future__ import annotations

from payung.vocabulary.words import Words

# A programme calls a village `desa`, the register `village`: one payer, one name.
_VILLAGE = Words(id="desa", en="village")
NAMES = {
    "self": Words(id="peserta sendiri", en="the member"),
    "employer": Words(id="pemberi kerja", en="employer"),
    "pemkab": Words(id="pemkab/pemkot", en="city or regency"),
    "pemprov": Words(id="pemprov", en="province"),
    "village": _VILLAGE,
    "desa": _VILLAGE,
    "csr": Words(id="CSR", en="CSR"),
    "sponsor": Words(id="sponsor (SERTAKAN)", en="sponsor (SERTAKAN)"),
    "apbn": Words(id="pemerintah pusat (APBN)", en="national budget (APBN)"),
    "unknown": Words(id="tidak disebut", en="not said"),
}


def name_of(payer: str) -> Words:
    """Return the name of a kind of payer (`registry` PAYER_KINDS, `agreements` PAYERS); '' and None are `unknown`."""
    return NAMES[payer or "unknown"]
