"""What prepared people say of how common they are, and what is done with columns that are not there."""

from __future__ import annotations

from payung.linkage import people
from tests.linkage.records import BUDI, RINA, RINI, SITI, people_table


def rarity(connection, name: str) -> tuple[int, int]:
    return connection.execute("SELECT tf_first, tf_name FROM prepared WHERE name = ?", [name]).fetchall()[0]


def prepared(connection, records: list[dict]) -> None:
    people_table(connection, "known_people", records)
    people.frequencies(connection, "known_people")
    people.prepare(connection, "known_people", frequencies="frequencies", out="prepared")


def test_a_rare_first_word_counts_for_more_than_a_common_one(connection) -> None:
    prepared(connection, [SITI] * 30 + [BUDI] * 3)

    assert rarity(connection, "BUDI SANTOSO") > rarity(connection, "SITI AMINAH")


def test_frequencies_are_minus_log2_of_the_share_in_millibits(connection) -> None:
    prepared(connection, [SITI] * 6 + [BUDI] * 6)

    assert rarity(connection, "SITI AMINAH")[0] == 1000


def test_frequencies_that_know_few_words_say_how_rare_an_unknown_one_is(connection) -> None:
    people_table(connection, "known_people", [BUDI])
    connection.execute(
        "CREATE TABLE known AS SELECT 'unseen' AS kind, unnest(['first', 'word']) AS value, 9500 AS millibits"
    )

    people.prepare(connection, "known_people", frequencies="known", out="prepared")

    assert rarity(connection, "BUDI SANTOSO") == (9500, 19000)


def test_an_initial_is_no_rare_word(connection) -> None:
    prepared(connection, [SITI] * 6 + [SITI | {"name": "SITI A"}])

    assert rarity(connection, "SITI A") == (0, people.INITIAL)


def test_a_table_of_record_ids_alone_is_prepared(connection) -> None:
    connection.execute("CREATE TABLE bare AS SELECT 7 AS record_id")
    people_table(connection, "known_people", [SITI])
    people.frequencies(connection, "known_people")

    people.prepare(connection, "bare", frequencies="frequencies", out="prepared")

    assert connection.execute("SELECT record_id, name_key, digits FROM prepared").fetchall() == [(7, None, None)]


def nik_how(connection, left: str, right: str) -> tuple[bool, bool, bool]:
    people.install(connection)
    return connection.execute(
        "SELECT nik_serials(a, b), nik_near(a, b), nik_near(a, b) AND nik_slip(a, b) FROM (SELECT ? AS a, ? AS b)",
        [left, right],
    ).fetchall()[0]


def test_twins_differ_in_the_serial(connection) -> None:
    assert nik_how(connection, RINI["nik"], RINA["nik"])[0]


def test_a_last_digit_that_excel_made_zero_is_a_slip_and_no_twin(connection) -> None:
    assert nik_how(connection, "3578012345678913", "3578012345678910") == (False, True, True)


def test_a_digit_of_the_date_is_a_slip(connection) -> None:
    assert nik_how(connection, "3578014505900003", "3578014506900003") == (False, True, True)


def test_a_digit_of_the_region_may_be_a_neighbour(connection) -> None:
    assert nik_how(connection, "3578014505900003", "3578024505900003") == (False, True, False)
