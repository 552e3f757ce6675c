"""For every check: rows of which the first fails it, and rows of which the first passes it although it comes near."""

from __future__ import annotations

import datetime as dt
import itertools

from tests.intake.cleaned_rows import LIST_ON, UNSETTLED, Row, no_nik, person, siti

Rows = tuple[Row, ...]

CONTRARY = {"birth_on": dt.date(1990, 1, 7), "birth_date_raw": "07-01-1990"}
UNPLACED = {"kelurahan_code": None, "kecamatan_code": None, "kabupaten_code": None, "place_state": "missing"}


def nobody(count: int = 12, **changed: object) -> Rows:
    """Return a list in which something is missing from every row."""
    return tuple(person(number, **changed) for number in range(count))


def counted_up(birth_before: dt.date = dt.date(1985, 2, 3)) -> Rows:
    """Return a row whose NIK is the NIK above plus one, and the row above."""
    above = siti(row_no=4, nik="6474014107900002", nik_digits="6474014107900002", birth_on=birth_before)
    return siti(birth_on=dt.date(1979, 11, 30)), above


def shifted(rows: int) -> Rows:
    """Return rows each of which carries the NIK of the row below; the last row is right."""
    people = [person(number) for number in range(rows + 1)]
    own = ("nik", "nik_raw", "nik_digits", "nik_birth_on", "nik_sex")
    for here, below in itertools.pairwise(people):
        here |= {field: below[field] for field in own}
    return tuple(people)


EXAMPLES: dict[str, tuple[Rows, Rows]] = {
    "columns_unsettled": ((siti(sheet_no=UNSETTLED),), (siti(),)),
    "nik_missing": ((no_nik("missing", ""),), (no_nik("filler", "0"),)),
    "nik_column_missing": (
        nobody(nik=None, nik_raw="", nik_digits="", nik_state="missing", nik_birth_on=None, nik_sex=None),
        (no_nik("missing", ""),),
    ),
    "nik_filler": ((no_nik("filler", "1234567890123456"),), (siti(),)),
    "nik_short": ((no_nik("short", "647401410790000"),), (siti(),)),
    "nik_long": ((no_nik("long", "64740141079000033"),), (siti(),)),
    "nik_scientific": ((no_nik("scientific", "6,47401E+15"),), (siti(),)),
    "nik_excel_zero": ((no_nik("excel_zero", "6474014107900000"),), (siti(),)),
    "nik_family_card": ((no_nik("family_card", "6474010102150007"),), (siti(),)),
    "nik_staff_number": ((no_nik("staff_number", "199007012015032001"),), (siti(),)),
    "nik_impossible": ((no_nik("impossible", "6474014107900000"),), (siti(),)),
    "nik_repaired": ((siti(nik_state="repaired", nik_raw="6474.0141.0790.0003"),), (siti(),)),
    "nik_counted_up": (counted_up(), counted_up(birth_before=dt.date(1979, 11, 30))),
    "nik_shifted": (shifted(3), shifted(2)),
    "nik_woman_without_40": (
        (siti(nik="6474010107900003", nik_digits="6474010107900003", nik_sex="L"),),
        (siti(nik="6474010107900003", nik_digits="6474010107900003", nik_sex="L", **CONTRARY),),
    ),
    "birth_not_as_in_nik": (
        (siti(**CONTRARY),),
        # The century is not in a NIK: a woman of 1990 and one of 1890 have the same date there.
        (siti(birth_on=dt.date(1890, 7, 1)),),
    ),
    "sex_not_as_in_nik": ((siti(sex="L"),), (siti(sex=None),)),
    "name_missing": ((siti(name=None, name_raw="-", name_key=None),), (siti(),)),
    "name_column_missing": (nobody(name=None, name_raw="", name_key=None), (siti(name=None, name_raw=""),)),
    "name_too_short": ((siti(name="S", name_raw="S."),), (siti(name="IT", name_raw="It"),)),
    "name_only_title": ((siti(name="HJ", name_raw="Hj."),), (siti(name="RADEN", name_raw="Raden"),)),
    "name_with_digits": ((siti(name_raw="Siti Aminah 2"),), (siti(name=None, name_raw="081234"),)),
    "name_not_a_person": (
        (siti(name="JUMLAH KELURAHAN LOKTUAN", name_raw="Jumlah Kelurahan Loktuan"),),
        (siti(name="JUMLAHATI", name_raw="Jumlahati"),),
    ),
    "name_of_two": (
        (siti(name="SITI", name_raw="Siti/Budi", repairs=["name_bared"]),),
        (siti(name="SITI BIN ALI", name_raw="Siti bin/binti Ali", repairs=["name_bared"]),),
    ),
    "birth_missing": (
        (siti(birth_on=None, birth_state="missing", birth_date_raw=""), *nobody()),
        nobody(birth_on=None, birth_state="missing", birth_date_raw=""),
    ),
    "birth_ambiguous": (
        (siti(birth_on=dt.date(1990, 1, 7), birth_state="ambiguous", birth_date_raw="07/01/1990"),),
        (siti(birth_state="ambiguous"),),
    ),
    "birth_impossible": ((siti(birth_on=None, birth_state="impossible", birth_date_raw="31-02-1990"),), (siti(),)),
    "birth_future": ((siti(birth_on=LIST_ON + dt.timedelta(days=1)),), (siti(birth_on=LIST_ON),)),
    "birth_year_only": ((siti(birth_on=None, birth_state="year_only", birth_date_raw="1990"),), (siti(),)),
    "birth_two_digit_year": (
        (no_nik("missing", "", birth_state="two_digit_year", birth_date_raw="1-7-90"),),
        (siti(birth_state="two_digit_year", birth_date_raw="1-7-90"),),
    ),
    "birth_swapped": (
        (no_nik("missing", "", birth_state="swapped", birth_date_raw="7/31/1990"),),
        (siti(birth_state="swapped"),),
    ),
    "age_under_18": ((siti(birth_on=dt.date(2008, 3, 3)),), (siti(birth_on=dt.date(2008, 3, 2)),)),
    "age_65_or_more": ((siti(birth_on=dt.date(1961, 3, 2)),), (siti(birth_on=dt.date(1961, 3, 3)),)),
    "age_not_as_in_nik": (
        (siti(birth_on=None, birth_date_raw="", birth_state="missing", age_raw="53 thn"),),
        # A year or two are rounding.
        (siti(birth_on=None, birth_date_raw="", birth_state="missing", age_raw="37"),),
    ),
    "age_not_as_typed": ((siti(age_raw="53 thn"),), (siti(age_raw="36"),)),
    "sex_missing": ((siti(sex=None, sex_raw=""),), nobody(sex=None, sex_raw="")),
    "kelurahan_missing": ((siti(kelurahan_raw="", **UNPLACED), *nobody()), nobody(kelurahan_raw="", **UNPLACED)),
    "kelurahan_unknown": ((siti(kelurahan_raw="Loktuwuan", **UNPLACED),), (siti(kelurahan_raw="Lok Tuan"),)),
    "kelurahan_ambiguous": ((siti(kelurahan_code=None, place_state="ambiguous"),), (siti(),)),
    "kelurahan_guessed": ((siti(kelurahan_raw="Lok Tuan", place_state="guessed"),), (siti(),)),
    "outside_home": (
        (siti(kabupaten_code="64.72", kelurahan_code="64.72.01.1001", place_state="outside"),),
        # A NIK of Medan says where it was issued, not where she lives.
        (siti(nik_kecamatan_code="12.71.01"),),
    ),
    "occupation_missing": (
        (siti(occupation=None, occupation_raw=""), *nobody()),
        nobody(occupation=None, occupation_raw=""),
    ),
    "occupation_state_official": (
        (siti(occupation="PNS GURU SD", occupation_raw="PNS (Guru SD)"),),
        (siti(occupation="PENSIUNAN PNS", occupation_raw="Pensiunan PNS"),),
    ),
    "occupation_paid_by_government": (
        (siti(occupation="GURU HONORER", occupation_raw="Guru honorer"),),
        (siti(occupation="KETUA RT", occupation_raw="Ketua RT"),),
    ),
    "occupation_none": (
        (siti(occupation="IBU RUMAH TANGGA", occupation_raw="IRT"),),
        (siti(occupation="ASISTEN RUMAH TANGGA", occupation_raw="ART"),),
    ),
    "maybe_dead": ((siti(name_raw="Siti Aminah (Alm)"),), (siti(name_raw="Siti Aminah binti (Alm.) Hasan"),)),
    "remark_speaks_against": (
        (siti(remark_raw="sdh pindah ke Samarinda"),),
        (siti(remark_raw="istri PNS, pindahan dari Bone, BPJS Kesehatan"),),
    ),
    "duplicate_in_list": ((siti(row_no=9), siti()), (siti(), siti(row_no=9))),
    "duplicate_nik_other_name": ((siti(), siti(row_no=9, name_key="RINI WATI")), (siti(), siti(row_no=9))),
    "duplicate_person_other_nik": ((siti(), no_nik("missing", "", row_no=9)), (siti(), siti(row_no=9))),
    "family_card_shared": ((siti(), person(1, kk=siti()["kk"])), (siti(), person(1))),
    "family_card_unreadable": ((siti(kk=None, kk_raw="647401"),), (siti(kk=None, kk_raw="-"),)),
    "phone_unreadable": ((siti(phone=None, phone_raw="0812"),), (siti(phone=None, phone_raw="tidak ada"),)),
    "filled_from_above": ((siti(given="RT 05 (judul baris 3)"),), (siti(),)),
    "formula_in_cell": ((siti(address_raw="=HYPERLINK(A1)"),), (siti(phone_raw="+6281234567890"),)),
}  # fmt: skip
