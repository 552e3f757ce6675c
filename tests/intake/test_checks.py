"""Every check: one row that fails it, one that passes it, its words, and the ledger over all of them."""

from __future__ import annotations

from importlib import resources

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payung.intake import checks, cleaning
from payung.intake.checks.check import Check
from payung.intake.checks.judging import LedgerBroken
from tests.intake.rows import BUDI, NOVEMBER, SITI, judged, reasons, receive, workshop
from tests.vocabulary import cells

ANDI = BUDI | {"nik": "6474021202750001", "name": "ANDI KURNIAWAN", "birth_date": "12/02/1975", "phone": "081399887766"}
WATI = SITI | {"nik": "6474025909820003", "name": "WATI LESTARI", "birth_date": "19/09/1982"}

#: Check → the fields that make Budi fail it. Siti stands beside him and must pass.
FAILS: dict[str, dict[str, str]] = {
    "nik_missing": {"nik": "belum ada"},
    "nik_filler": {"nik": "1234567890123456"},
    "nik_scientific": {"nik": "6,47401E+15"},
    "nik_short": {"nik": "647401050780000"},
    "nik_long": {"nik": "64740105078000033"},
    "nik_family_card": {"nik": "6474011203100011", "kk": "6474011203100011"},
    "nik_place_unknown": {"nik": "9974010507800003"},
    "nik_date_impossible": {"nik": "6474013213800003"},
    "nik_serial_zero": {"nik": "6474010507800000"},
    "nik_letters": {"nik": "64740105O7800OO3"},
    "birth_not_as_in_nik": {"birth_date": "06/08/1981"},
    "woman_without_forty": {"sex": "P"},
    "sex_not_as_in_nik": {"sex": "P", "birth_date": "06/08/1981"},
    "family_card_is_nik": {"kk": BUDI["nik"]},
    "family_card_malformed": {"kk": "64740112"},
    "name_missing": {"name": "-"},
    "name_is_heading": {"name": "JUMLAH"},
    "name_too_short": {"name": "Al"},
    "name_only_title": {"name": "Haji"},
    "name_has_digits": {"name": "Budi Santoso 2"},
    "said_to_be_dead": {"name": "Budi Santoso (Alm)"},
    "birth_missing": {"birth_date": "00/00/0000"},
    "birth_impossible": {"birth_date": "31/02/1980"},
    "birth_year_only": {"birth_date": "1980"},
    "birth_two_digit_year": {"birth_date": "06/08/81"},
    "birth_swapped": {"birth_date": "06/25/1981"},
    "birth_in_future": {"birth_date": "05/07/2030"},
    "birth_too_long_ago": {"birth_date": "05/07/1905"},
    "age_under_18": {"nik": "6474010507100003", "birth_date": "05/07/2010"},
    "age_65_or_more": {"nik": "6474010507600003", "birth_date": "05/07/1960"},
    "age_not_as_born": {"age": "30 tahun"},
    "sex_missing": {"sex": ""},
    "sex_unreadable": {"sex": "L/P"},
    "place_missing": {"kelurahan": ""},
    "place_unknown": {"kelurahan": "Qwertyuiop"},
    "place_outside": {"kelurahan": "Menteng", "kecamatan": "Menteng", "kabupaten": "Jakarta Pusat"},
    "place_guessed": {"kelurahan": "Berebas Tengah", "kecamatan": "Bontang Selatan"},
    "occupation_missing": {"occupation": "-"},
    "occupation_of_state": {"occupation": "Anggota TNI AD"},
    "occupation_local_official": {"occupation": "Kepala Desa"},
    "occupation_none": {"occupation": "Pelajar/Mahasiswa"},
    "phone_malformed": {"phone": "123456"},
    "formula_text": {"remark": "=HYPERLINK(A1)"},
}
SALES_MEN = [
    BUDI | {"nik": f"10{n:03d}", "name": f"BUDI {word}"}
    for n, word in enumerate(["SANTOSO", "HARTONO", "GUNAWAN", "WIBOWO"])
]
DRAGGED = [BUDI, *({**BUDI, "nik": f"647401050780000{n}", "name": f"ORANG {word}", "birth_date": f"1{n}/02/1979"} for n, word in ((4, "EMPAT"), (5, "LIMA"), (6, "ENAM")))]  # fmt: skip
PEOPLE = [BUDI, ANDI, *({**BUDI, "nik": f"647401{d}0379000{d[1]}", "name": f"ORANG {word}", "birth_date": f"{d}/03/1979"} for d, word in (("21", "SATU"), ("22", "DUA"), ("23", "TIGA")))]  # fmt: skip
SLIPPED = [person | {"nik": PEOPLE[place - 1]["nik"]} for place, person in enumerate(PEOPLE)]
MONTH_FIRST = [
    BUDI | {"nik": "", "birth_date": written} for written in ("03/25/1980", "04/26/1980", "03/04/1980", "27/04/1980")
]
#: Check → rows of a list (with cell types), and the places of those that must fail it; the others must not.
FAILS_IN_LISTS: dict[str, tuple[list[dict[str, str]], dict[str, str], set[int]]] = {
    "nik_excel_zero": ([BUDI | {"nik": "6474010507800010", "nik_type": "n"}, ANDI | {"nik": "6474021202750020", "nik_type": "n"}, SITI, WATI], {}, {0, 1}),
    "nik_staff_number": (SALES_MEN, {}, {0, 1, 2, 3}),
    "nik_filled_down": (DRAGGED, {}, {1, 2, 3}),
    "nik_shifted": (SLIPPED, {}, {1, 2, 3, 4}),
    "birth_ambiguous": (MONTH_FIRST, {}, {2}),
    "row_repeated": ([BUDI, SITI, BUDI | {"name": "Budi Santosa"}], {}, {2}),
    "nik_of_two_people": ([BUDI, SITI, ANDI | {"nik": BUDI["nik"]}], {}, {0, 2}),
    "person_with_two_niks": ([BUDI, SITI, BUDI | {"nik": "6474010507800009"}], {}, {0, 2}),
}  # fmt: skip
CATALOGUE = {check.id: check for check in checks.catalogue()}


@pytest.mark.parametrize(("check", "fields"), FAILS.items())
def test_a_row_fails_the_check_and_its_neighbour_passes(check: str, fields: dict[str, str]) -> None:
    budi, siti = reasons([BUDI | fields, SITI])

    assert check in budi
    assert siti == []


@pytest.mark.parametrize("check", FAILS_IN_LISTS)
def test_a_list_shows_what_no_row_alone_does(check: str) -> None:
    rows, types, failing = FAILS_IN_LISTS[check]

    found = reasons(rows, types=types)

    assert {place for place, ids in enumerate(found) if check in ids} == failing


def test_a_village_name_that_a_regency_has_twice_is_ambiguous() -> None:
    cianjur = BUDI | {"kelurahan": "Sukamaju", "kecamatan": ""}

    said_nowhere, said_where = reasons(
        [cianjur, cianjur | {"kecamatan": "Cianjur", "kelurahan": "Pamoyanan"}], home="32.03"
    )

    assert "place_ambiguous" in said_nowhere
    assert "place_ambiguous" not in said_where


def test_every_check_has_an_example() -> None:
    assert set(FAILS) | set(FAILS_IN_LISTS) | {"place_ambiguous"} == set(CATALOGUE)


def test_every_check_is_one_file_named_as_its_id() -> None:
    files = {
        entry.name.removesuffix(".py")
        for entry in resources.files("payung.intake.checks").iterdir()
        if entry.name.endswith(".py")
    }

    assert files - {"__init__", "check", "catalogue", "judging"} == set(CATALOGUE)


@pytest.mark.parametrize("check", CATALOGUE.values(), ids=list(CATALOGUE))
def test_every_check_speaks_both_languages(check: Check) -> None:
    for words in (check.why, check.fix):
        assert words.say("id") != words.say("en")
        assert words.say("id").endswith(".")
        assert words.say("en").endswith(".")


def test_a_check_has_one_of_the_weights() -> None:
    check = CATALOGUE["nik_missing"]

    with pytest.raises(ValueError, match="none of"):
        Check(id="x", weight="refused", fails="true", why=check.why, fix=check.fix)


def test_all_reasons_are_told_at_once_in_the_order_of_the_catalogue() -> None:
    (found,) = reasons([BUDI | {"nik": "12345678901", "name": "", "sex": "?", "phone": "12345", "occupation": "PNS"}])

    assert found == [id_ for id_ in CATALOGUE if id_ in found]
    assert {"nik_filler", "name_missing", "sex_unreadable", "phone_malformed", "occupation_of_state"} <= set(found)


def test_verdicts_follow_the_heaviest_reason() -> None:
    rows = [BUDI, ANDI | {"sex": "?"}, SITI | {"occupation": "PNS"}, WATI | {"nik": "", "sex": "?"}]

    assert [row["verdict"] for row in judged(rows)] == ["accepted", "verval", "verval", "returned"]


def test_a_note_stops_nobody() -> None:
    (row,) = judged([BUDI | {"phone": "12345"}])

    assert (row["verdict"], [reason["id"] for reason in row["reasons"]]) == ("accepted", ["phone_malformed"])


def test_a_duplicate_names_the_other_row() -> None:
    rows = judged([BUDI, SITI, BUDI])

    assert [reason["detail"] for reason in rows[2]["reasons"] if reason["id"] == "row_repeated"] == ["Sheet1 baris 5"]
    assert rows[0]["verdict"] == "accepted"


def test_safe_proposals_are_made_and_others_are_not() -> None:
    typed_and_proposed = {
        "647401050780003": None,  # the serial lost a digit: which one cannot be told
        "647401057800003": BUDI["nik"],
        "64740105007800003": BUDI["nik"],
        "6474010507820003": None,  # well formed: another birth date, not a slip to mend
        "6474013507800003": BUDI["nik"],
        "6474015007800003": None,  # a woman's day; nothing says that it is a slip
        "6474019913800003": None,
    }

    rows = judged([BUDI | {"nik": nik} for nik in typed_and_proposed])

    assert [row["nik_proposal"] for row in rows] == list(typed_and_proposed.values())
    assert judged([BUDI | {"nik": "647401057800003", "birth_date": ""}])[0]["nik_proposal"] is None


def test_a_birth_date_is_proposed_from_the_nik() -> None:
    (row,) = judged([BUDI | {"birth_date": ""}])

    assert [reason["proposal"] for reason in row["reasons"] if reason["id"] == "birth_missing"] == ["05-07-1980"]


def test_a_lost_row_breaks_the_ledger() -> None:
    connection = workshop()
    receive(connection, [BUDI, SITI])
    cleaning.clean(connection, home_kabupaten="64.74", list_on=NOVEMBER)
    connection.execute("DELETE FROM standardised WHERE row_no = 5")

    with pytest.raises(LedgerBroken):
        checks.judge(connection)


def test_an_empty_list_is_judged() -> None:
    assert judged([]) == []


def test_weights_are_left_for_the_next_floor() -> None:
    judged([BUDI])

    assert dict(workshop().execute("SELECT id, weight FROM check_weights").fetchall()) == {
        id_: check.weight for id_, check in CATALOGUE.items()
    }


_ROWS = st.fixed_dictionaries(
    {},
    optional={
        "nik": cells.numberlike,
        "kk": cells.numberlike,
        "name": cells.names,
        "birth_date": cells.births(),
        "birth": cells.births(),
        "sex": cells.typed,
        "age": cells.typed,
        "phone": cells.numberlike,
        "occupation": cells.typed,
        "rt_rw": cells.typed,
        "remark": cells.anything,
    },
)


@given(st.lists(_ROWS, min_size=1, max_size=12))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_typed_every_row_gets_one_verdict(rows: list[dict[str, str]]) -> None:
    found = judged([BUDI | row for row in rows])

    assert [row["row_no"] for row in found] == list(range(5, 5 + len(rows)))
    assert {row["verdict"] for row in found} <= {"accepted", "verval", "returned"}


@given(st.permutations([BUDI, SITI, ANDI, BUDI, WATI, SITI | {"name": "Siti Aminnah"}]))
@settings(max_examples=5, deadline=None)
def test_of_repeated_rows_only_the_first_goes_on(rows: list[dict[str, str]]) -> None:
    found = reasons(rows)

    assert sum("row_repeated" in ids for ids in found) == 2
    first = {row["nik"]: place for place, row in reversed(list(enumerate(rows)))}
    assert all("row_repeated" not in found[place] for place in first.values())
