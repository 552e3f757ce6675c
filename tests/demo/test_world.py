"""The people: a fate known beforehand, numbers of the right structure, none twice."""

from __future__ import annotations

from payung.demo.making import Made
from payung.demo.people import age_on


def test_no_number_is_issued_twice(small_bontang: Made) -> None:
    people = small_bontang.city.people
    numbers = [person.nik for person in people] + [person.second_nik for person in people if person.second_nik]

    assert len(set(numbers)) == len(numbers)


def test_a_nik_tells_the_day_of_birth_and_the_sex(small_bontang: Made) -> None:
    for person in small_bontang.city.people:
        day = person.born_on.day + (40 if person.sex == "P" else 0)
        assert person.nik[6:12] == f"{day:02d}{person.born_on:%m%y}"
        assert len(person.nik) == 16
        assert person.nik[12:] != "0000"


def test_the_rule_of_the_programme_holds_for_all_to_be_protected(small_bontang: Made) -> None:
    today = small_bontang.city.scene.first_payment_on

    for person in small_bontang.city.people:
        allowed = (
            18 <= age_on(person.born_on, today) <= 64
            and person.works
            and not person.cover
            and not person.civil
            and person.died_on is None
            and not person.moved_to
        )
        assert allowed == person.is_eligible


def test_many_niks_were_issued_elsewhere(small_bontang: Made) -> None:
    people = small_bontang.city.people
    elsewhere = sum(not person.nik.startswith("6474") for person in people) / len(people)

    assert 0.25 < elsewhere < 0.55


def test_twins_are_born_on_one_day_with_neighbouring_niks(small_bontang: Made) -> None:
    by_id = {person.person_id: person for person in small_bontang.city.people}
    twins = [(person, by_id[person.twin_of]) for person in by_id.values() if person.twin_of]

    assert len(twins) >= 5
    assert all(first.born_on == second.born_on and first.kk == second.kk for first, second in twins)
