"""From received to cleaned: what a column, a row and its neighbours say about a cell."""

from __future__ import annotations

import datetime as dt

import pytest

from payung.intake import cleaning
from payung.intake.ledger import LedgerBroken
from payung.vocabulary.name import clean_name, name_key
from tests.intake.rows import BUDI, NOVEMBER, SITI, cleaned, receive, workshop

DAY = dt.date(1980, 7, 5)


def niks(digits: list[str], *, letter: str = "s") -> list[str]:
    """Return the states of a column of NIKs that stand beside people without anything else wrong."""
    rows = [{"nik": nik, "name": f"ORANG {chr(65 + place)}", "nik_type": letter} for place, nik in enumerate(digits)]
    return [row["nik_state"] for row in cleaned(rows)]


def serials(last: str) -> list[str]:
    return [f"6474011{day}0780{100 + day}{digit}" for day, digit in enumerate(last)]


def test_names_of_a_list_have_the_keys_that_the_same_names_have_elsewhere() -> None:
    typed = ["I Wyn. Sudiarta", "Ni Lh Pt Artini", "Tiurma br. Hutabarat", "M. Jusuf", "Abdurrahman", "Nur Hayati"]

    rows = cleaned([BUDI | {"name": name} for name in typed])

    assert [row["name_key"] for row in rows] == [name_key(str(clean_name(name))) for name in typed]


def test_a_plain_row_is_standardised() -> None:
    (row,) = cleaned([BUDI | {"name": "H. Moch. Joesoef, S.Pd", "birth_date": "5 Juli 1980", "sex": "Laki-laki"}])

    assert row["nik"] == row["nik_digits"] == BUDI["nik"]
    assert (row["nik_state"], row["kk"]) == ("ok", BUDI["kk"])
    assert (row["name"], row["name_key"], row["name_first"]) == ("MOCH JOESOEF", "MUHAMAD YUSUF", "MUHAMAD")
    assert (row["birth_on"], row["birth_state"], row["birth_place"]) == (DAY, "ok", "BONTANG")
    assert (row["sex"], row["phone"], row["rt"], row["rw"]) == ("L", "6281234567890", "002", "005")
    assert (row["kelurahan_code"], row["kecamatan_code"], row["kabupaten_code"], row["place_state"]) == (
        "64.74.01.1006",
        "64.74.01",
        "64.74",
        "ok",
    )
    assert (row["nik_birth_on"], row["nik_sex"], row["nik_kecamatan_code"]) == (DAY, "L", "64.74.01")
    assert row["repairs"] == ["name_bared"]


def test_place_and_birth_of_one_cell_are_parted() -> None:
    (row,) = cleaned([BUDI | {"birth_date": "", "birth_place": "", "birth": "Banyumas, 05-07-1980"}])

    assert (row["birth_place"], row["birth_on"], row["repairs"]) == ("BANYUMAS", DAY, ["birth_place_split"])


def test_every_repair_of_a_nik_leaves_a_flag() -> None:
    signs, letters = cleaned([BUDI | {"nik": "'6474 0105 0780 0003"}, BUDI | {"nik": "64740105O7800OO3"}])

    assert (signs["nik"], signs["nik_state"], signs["repairs"]) == (BUDI["nik"], "repaired", ["nik_signs"])
    assert (letters["nik"], letters["nik_state"], letters["repairs"]) == (BUDI["nik"], "repaired", ["nik_letters"])


def test_number_cells_that_all_end_in_zero_are_destroyed() -> None:
    assert niks(serials("0000"), letter="n") == ["excel_zero"] * 4


def test_number_cells_with_true_ends_are_not_destroyed() -> None:
    assert niks(serials("07123406"), letter="n") == ["ok"] * 8


def test_a_text_that_ends_in_zero_is_fine() -> None:
    assert niks(serials("05137962")) == ["ok"] * 8


def test_a_text_column_saved_from_a_damaged_workbook_is_destroyed() -> None:
    assert niks(serials("00000000")) == ["excel_zero"] * 8


def test_a_text_column_damaged_in_part_is_not_trusted_where_it_ends_in_zero() -> None:
    states = niks(
        [
            f"64740{1 + n % 3}{1 + n % 28:02d}{1 + n % 12:02d}80{n:03d}{0 if n % 5 < 2 else n % 9 + 1}"
            for n in range(100)
        ]
    )

    assert states == ["excel_zero" if n % 5 < 2 else "ok" for n in range(100)]


def test_two_texts_that_end_in_zero_prove_nothing() -> None:
    assert niks(serials("00")) == ["ok", "ok"]


def test_what_stands_beside_a_number_of_excel_is_not_trusted_where_it_ends_in_zero() -> None:
    rows = [BUDI | {"nik": "6474010507800010"}, SITI, BUDI | {"nik": "6,47401E+15"}]

    assert [row["nik_state"] for row in cleaned(rows)] == ["excel_zero", "ok", "scientific"]


def test_three_texts_that_all_end_in_zero_are_no_chance() -> None:
    rows = [BUDI | {"nik": f"64740105078000{n}0"} for n in (1, 2, 3)]

    assert {row["nik_state"] for row in cleaned(rows)} == {"excel_zero"}


def test_short_numbers_down_the_column_are_staff_numbers() -> None:
    assert niks(["10234", "10235", "20417", "6474010507800003"]) == ["staff_number"] * 3 + ["ok"]
    assert niks(["10234", *serials("7123")])[0] == "short"


def test_a_family_card_is_known_by_the_family() -> None:
    family = [{"nik": "6474011203100011", "name": name, "birth_date": day} for name, day in (("BUDI", "05/07/1980"), ("WATI", "01/02/1983"), ("TONO", "03/04/1999"))]  # fmt: skip

    assert [row["nik_state"] for row in cleaned(family)] == ["family_card"] * 3


def test_a_family_card_beside_itself_is_known() -> None:
    (row,) = cleaned([BUDI | {"nik": BUDI["kk"]}])

    assert (row["nik"], row["nik_digits"], row["nik_state"]) == (None, BUDI["kk"], "family_card")


def test_a_nik_repeated_as_family_card_stays_a_nik() -> None:
    (row,) = cleaned([BUDI | {"kk": BUDI["nik"]}])

    assert (row["nik"], row["nik_state"], row["kk"], row["repairs"]) == (BUDI["nik"], "ok", None, ["kk_is_nik"])


def test_a_number_dated_after_the_person_grew_up_is_a_family_card() -> None:
    (row,) = cleaned([BUDI | {"nik": "6474011203100011", "kk": ""}])

    assert row["nik_state"] == "family_card"


def test_the_owner_of_a_number_that_others_copied_keeps_it() -> None:
    rows = [
        BUDI,
        *(BUDI | {"name": name, "birth_date": day} for name, day in (("WATI", "01/02/1983"), ("TONO", "03/04/1999"))),
    ]

    assert [row["nik_state"] for row in cleaned(rows)] == ["ok", "family_card", "family_card"]


def test_a_column_of_months_first_is_read_so() -> None:
    rows = [
        {"name": "A", "birth_date": written} for written in ("03/25/1980", "04/26/1980", "12/31/1990", "03/04/1980")
    ]

    assert [(row["birth_on"].month, row["birth_state"]) for row in cleaned(rows)] == [
        (3, "swapped"),
        (4, "swapped"),
        (12, "swapped"),
        (3, "swapped"),
    ]


def test_one_slip_does_not_turn_a_column() -> None:
    rows = [{"name": "A", "birth_date": f"{day}/04/1980"} for day in range(13, 28)] + [
        {"name": "A", "birth_date": d} for d in ("04/25/1980", "03/04/1980")
    ]

    states = [row["birth_state"] for row in cleaned(rows)]

    assert states[-2:] == ["swapped", "ok"]


def test_one_slip_does_not_turn_a_column_of_places_and_dates() -> None:
    written = [f"Bontang, {day}-04-1980" for day in range(13, 28)] + ["Bontang, 04-25-1980", "Bontang, 03-04-1980"]

    states = [row["birth_state"] for row in cleaned([{"name": "A", "birth": one} for one in written])]

    assert states[-2:] == ["swapped", "ok"]


def test_a_single_date_of_doubtful_order_says_nothing_of_the_others() -> None:
    rows = [{"name": "A", "birth_date": written} for written in ("12/31/1980", "12 Januari 1980", "03/04/1980")]

    assert [row["birth_state"] for row in cleaned(rows)] == ["swapped", "ok", "ambiguous"]


def test_the_nik_settles_a_date_of_doubtful_order() -> None:
    doubtful = [{"name": "A", "birth_date": written} for written in ("03/25/1980", "27/04/1980", "07/05/1980")]
    doubtful[2] |= {"nik": BUDI["nik"]}

    row = cleaned(doubtful)[2]

    assert (row["birth_on"], row["birth_state"], row["repairs"]) == (DAY, "swapped", ["birth_swapped"])


def test_date_cells_that_excel_turned_are_doubted() -> None:
    cells = [{"name": "A", "birth_date": f"1980-05-{day:02d}", "birth_date_type": "d"} for day in range(1, 10)]
    texts = [{"name": "A", "birth_date": f"{day}/05/1980"} for day in (13, 14, 15)]

    states = [row["birth_state"] for row in cleaned(cells + texts)]

    assert states == ["ambiguous"] * 4 + ["ok"] + ["ambiguous"] * 4 + ["ok"] * 3


def test_neighbourhoods_come_from_where_they_stand() -> None:
    own, pair, street = cleaned([
        BUDI | {"rt": "2", "rw": "5", "rt_rw": ""},
        BUDI,
        BUDI | {"rt_rw": "", "address": "Jl. Mawar RT 02 RW 05"},
    ])  # fmt: skip

    assert [(row["rt"], row["rw"]) for row in (own, pair, street)] == [("002", "005")] * 3


def test_a_pair_under_the_heading_rt_is_parted() -> None:
    (row,) = cleaned([BUDI | {"rt_rw": "", "rt": "039/009", "rw": "009"}])

    assert (row["rt"], row["rw"]) == ("039", "009")


def test_sex_in_codes_is_read_where_the_niks_of_the_column_agree() -> None:
    men = [{"nik": nik, "sex": "1"} for nik in serials("71234")]
    women = [{"nik": f"6474015{day}0780{100 + day}3", "sex": "2"} for day in range(3)]

    assert [row["sex"] for row in cleaned(men + women)] == ["L"] * 5 + ["P"] * 3
    assert cleaned(men + women)[0]["repairs"] == ["sex_code"]
    assert [row["sex"] for row in cleaned([{"sex": "1"}] * 8)] == [None] * 8


def test_of_two_numbers_in_a_cell_the_one_born_on_the_day_is_proposed() -> None:
    (row,) = cleaned([BUDI | {"nik": f"{BUDI['nik']}/{BUDI['kk']}"}])

    assert (row["nik"], row["nik_state"], row["nik_proposal"]) == (None, "long", BUDI["nik"])


def test_disabilities_are_kept_as_written() -> None:
    rows = cleaned([BUDI | {"disability": word} for word in ("Tuna netra", "Ya", "-", "Tidak", "")])

    assert [row["disability"] for row in rows] == ["TUNA NETRA", "YA", None, None, None]


def test_cleaning_again_gives_the_same_rows() -> None:
    rows = [BUDI, SITI, BUDI | {"nik": "-"}]

    assert cleaned(rows) == cleaned(rows)


def test_a_row_that_stands_twice_is_not_let_through() -> None:
    connection = workshop()
    receive(connection, [BUDI, SITI])
    connection.execute("INSERT INTO received SELECT * FROM received LIMIT 1")

    with pytest.raises(LedgerBroken):
        cleaning.clean(connection, home_kabupaten="64.74", list_on=NOVEMBER)
