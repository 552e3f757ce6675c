"""People on lists: each once, each basis for itself, and the missing by name for those whose work it is."""

from __future__ import annotations

import datetime as dt

import pytest

from payung.access.viewer import NotAllowed, Viewer
from payung.audit.models import Event
from payung.coverage import explaining, listed, missing, queries
from payung.coverage.queries import NotMeasured, PublishedOnly, Question
from payung.intake.models import ListRow, Reason
from payung.linkage.models import Pair
from payung.registry import actions as registry
from tests.coverage.town import API_API, APRIL, BONTANG_BARU, FEBRUARY, GUNTUNG, JANUARY, MARCH, MAY, Town, run
from tests.people import NOON, viewer

NIKS = [f"64740141018{number:05d}" for number in range(1, 30)]


@pytest.fixture
def verifier(database: None) -> Viewer:
    return viewer("rini", role="verifier")


@pytest.fixture
def town(verifier: Viewer) -> Town:
    return Town(verifier)


def measure(month: object, by: Viewer) -> None:
    listed.refresh_listed(month=month, by=by, at=NOON)


def by(
    dimension: str, month: object, seen_by: Viewer, *, basis: str = "computed", place: str = ""
) -> dict[str, dict[str, int]]:
    asked = Question(month=month, by=dimension, basis=basis, place=place)
    return {figure.category: dict(figure.counts) for figure in queries.figures(asked, seen_by=seen_by)}


def test_protected_is_a_seat_whose_month_is_paid_and_the_rest_is_shown_apart(town: Town, verifier: Viewer) -> None:
    people = [town.candidate(nik) for nik in NIKS[:7]]
    paid, behind, lapsed, unpaid, ended, rejected, _ = people
    paid_seat, behind_seat = town.seat(paid), town.seat(behind)
    lapsed_seat, ended_seat = town.seat(lapsed), town.seat(ended, end=MAY)
    town.seat(unpaid)
    rejected_seat = town.seat(rejected, state="rejected")
    town.bill(JANUARY, paid_seat, behind_seat, lapsed_seat, ended_seat, rejected_seat)
    town.bill(APRIL, behind_seat, ended_seat)
    town.bill(MAY, paid_seat)
    town.bill(MAY, behind_seat, is_paid=False)
    town.bill(MAY, lapsed_seat, is_void=True)

    measure(MAY, verifier)

    assert by("total", MAY, verifier) == {"": {"protected": 1, "arrears": 1, "lapsed": 2, "registered": 1, "none": 2}}


def test_months_paid_ahead_protect_only_once_they_come_and_gaps_are_gaps(town: Town, verifier: Viewer) -> None:
    seat = town.seat(town.candidate(NIKS[0]))
    for month in (JANUARY, MARCH):
        town.bill(month, seat)
    for month in (JANUARY, FEBRUARY, MARCH):
        measure(month, verifier)

    classes = [by("total", month, verifier)[""] for month in (JANUARY, FEBRUARY, MARCH)]

    assert classes == [{"protected": 1}, {"arrears": 1}, {"protected": 1}]


def test_a_person_on_many_rows_and_lists_counts_once(town: Town, verifier: Viewer) -> None:
    seat = town.seat(town.candidate(NIKS[0]))
    town.row(NIKS[0], sender="pertanian", verdict="verval")
    town.row(NIKS[0], sender="perikanan", verdict="returned")
    town.row(None, name_key="BUDI", name="BUDI")
    town.row(None, name_key="BUDI", name="BUDI", sender="pertanian", verdict="returned")
    town.bill(MARCH, seat)

    measure(MARCH, verifier)

    assert by("total", MARCH, verifier) == {"": {"protected": 1, "none": 1}}
    assert by("total", MARCH, verifier, basis="reported") == {"": {"none": 2}}
    assert by("opd", MARCH, verifier) == {"perikanan": {"protected": 1, "none": 1}}


def linked(row: ListRow, *, to_row: ListRow | None = None, to_person: int | None = None) -> None:
    """Let matching link a row to an earlier one, or to somebody in the register."""
    Pair.objects.using("owner").create(
        row=row, office_id=row.office_id, sender_code=row.sender_code, other_kind="list" if to_row else "register",
        other_id=to_row.pk if to_row else to_person, other_person=to_person, outcome="linked", rule="weight", weight=12.0,
        model_version="people-3", other_class="listed", identity=f"{row.pk}-{to_row.pk if to_row else to_person}",
    )  # fmt: skip


def test_a_row_without_a_nik_is_whom_matching_found_it_to_be(town: Town, verifier: Viewer) -> None:
    paid = town.candidate(NIKS[0])
    town.bill(MARCH, town.seat(paid))
    by_register = town.row(None, sender="pertanian", verdict="returned", name_key="SITTI", name="SITTI")
    linked(by_register, to_person=paid.person_id)
    by_chain = town.row(None, sender="dinsos", verdict="verval", name_key="SITI A", name="SITI A")
    linked(by_chain, to_row=by_register)
    apart = town.row(None, sender="dinsos", verdict="verval", name_key="BUDI", name="BUDI")
    linked(town.row(None, sender="pertanian", verdict="returned", name_key="BUDDI", name="BUDDI"), to_row=apart)

    measure(MARCH, verifier)

    assert by("total", MARCH, verifier) == {"": {"protected": 1, "none": 1}}
    named = run("SELECT DISTINCT person_key FROM coverage_missing WHERE month = %s", [MARCH])
    assert len(named) == 1
    assert by("opd", MARCH, verifier)["perikanan"] == {"protected": 1}


def test_no_chain_makes_two_niks_one_person_and_a_seat_protects_whose_it_is(town: Town, verifier: Viewer) -> None:
    paid, alike = town.candidate(NIKS[0]), town.candidate(NIKS[1])
    town.bill(MARCH, town.seat(paid))
    linked(alike.row, to_person=paid.person_id)
    between = town.row(None, sender="pertanian", verdict="returned", name_key="SITI", name="SITI")
    linked(between, to_row=paid.row)
    linked(between, to_row=alike.row)
    same_number = town.row(NIKS[2], sender="pertanian", verdict="verval")
    town.reported(same_number.nik, kpj="1", person=paid.person_id)

    measure(MARCH, verifier)

    assert by("total", MARCH, verifier) == {"": {"protected": 1, "none": 2}}
    [seats] = run(
        "SELECT count(DISTINCT enrolment_id) FROM contributions_bill_line WHERE is_paid AND month = %s", [MARCH]
    )
    assert seats == (1,)


def test_who_stands_under_the_nik_of_somebody_else_is_somebody_and_missing(town: Town, verifier: Viewer) -> None:
    paid = town.candidate(NIKS[0])
    town.bill(MARCH, town.seat(paid))
    other = town.row(NIKS[0], sender="pertanian", verdict="verval", name_key="BUDI", name="BUDI")
    for row in (paid.row, other):
        Reason.objects.using("owner").create(
            row=row, office_id=row.office_id, sender_code=row.sender_code, floor="check", reason_id="duplicate_nik_other_name", weight="review",
        )  # fmt: skip

    measure(MARCH, verifier)

    assert by("total", MARCH, verifier) == {"": {"protected": 1, "none": 1}}
    assert run("SELECT row_id FROM coverage_missing WHERE month = %s", [MARCH]) == [(other.pk,)]


def test_reported_and_computed_are_never_added_up(town: Town, verifier: Viewer) -> None:
    ours, theirs, both = (town.candidate(nik) for nik in NIKS[:3])
    town.bill(MARCH, town.seat(ours), town.seat(both))
    town.reported(theirs.nik, kpj="K1", person=99, payer_kind="pemprov")
    town.reported(both.nik, kpj="K2", person=both.person_id, payer_kind="employer", segment="PU")

    measure(MARCH, verifier)

    assert by("total", MARCH, verifier) == {"": {"protected": 2, "none": 1}}
    assert by("total", MARCH, verifier, basis="reported") == {"": {"protected": 2, "none": 1}}
    assert by("payer", MARCH, verifier) == {"pemkab": {"protected": 2}, "": {"none": 1}}
    assert by("payer", MARCH, verifier, basis="reported")["pemprov"] == {"protected": 1}
    assert run("SELECT count(*) FROM coverage_missing") == [(0,)]


def test_every_dimension_of_lists_holds_the_same_people(town: Town, verifier: Viewer) -> None:
    town.candidate(NIKS[0], occupation="fisher", disability="TUNA NETRA")
    town.candidate(
        NIKS[1], occupation="driver", ecosystem="pasar", sender="pasar", kelurahan_code=BONTANG_BARU, sex="L"
    )
    town.row(NIKS[2], verdict="returned", kelurahan_code=None)

    measure(MARCH, verifier)

    for dimension in queries.dimensions_of("listed"):
        assert sum(sum(counts.values()) for counts in by(dimension, MARCH, verifier).values()) == 3, dimension
    assert by("disability", MARCH, verifier) == {"no": {"none": 2}, "yes": {"none": 1}}
    assert by("kelurahan", MARCH, verifier, place="64.74.01") == {API_API: {"none": 1}, BONTANG_BARU: {"none": 1}}


def test_whom_no_programme_decided_about_yet_has_the_occupation_of_their_row(town: Town, verifier: Viewer) -> None:
    town.candidate(NIKS[0], occupation="nelayan")
    town.row(NIKS[1], verdict="returned", occupation="NELAYAN TRADISIONAL")
    town.row(NIKS[2], verdict="verval", occupation="PENJUAL IKAN")
    town.row(NIKS[3], verdict="returned")

    measure(MARCH, verifier)

    assert by("occupation", MARCH, verifier) == {"nelayan": {"none": 2}, "pedagang_pasar": {"none": 1}, "": {"none": 1}}
    assert by("ecosystem", MARCH, verifier) == {"rentan": {"none": 2}, "pasar": {"none": 1}, "": {"none": 1}}


def test_measuring_twice_and_after_a_change_replaces(town: Town, verifier: Viewer) -> None:
    seat = town.seat(town.candidate(NIKS[0]))
    measure(MARCH, verifier)
    first = run("SELECT count(*), sum(people) FROM coverage_listed_cell")
    measure(MARCH, verifier)
    again = run("SELECT count(*), sum(people) FROM coverage_listed_cell")
    town.bill(MARCH, seat)
    measure(MARCH, verifier)

    assert first == again
    assert by("total", MARCH, verifier) == {"": {"protected": 1}}


def test_a_percentage_needs_a_stored_universe_of_that_very_cell(town: Town, verifier: Viewer) -> None:
    seats = [town.seat(town.candidate(nik)) for nik in NIKS[:4]]
    town.bill(MARCH, *seats)
    measure(MARCH, verifier)
    asked = Question(month=MARCH, by="total", place="64.74")
    [without] = queries.figures(asked, seen_by=verifier)
    for source, people in (("RPJMD", 3), ("Disnaker", 8)):
        registry.state_universe(
            place_code="64.74",
            counts="vulnerable_workers",
            segment="all",
            people=people,
            on=MARCH,
            source=source,
            definition="rentan",
        )
    registry.state_universe(
        place_code="64.74", counts="workers", segment="all", people=99, on=MARCH, source="BPS", definition="bekerja"
    )

    [figure] = queries.figures(asked, seen_by=verifier)
    [of_place] = queries.figures(Question(month=MARCH, by="kelurahan", place="64.74"), seen_by=verifier)

    assert without.shares == ()
    assert [warning.code for warning in without.warnings] == ["no_universe"]
    assert without.of_people_ppm == 1_000_000
    assert {share.universe.source: share.ppm for share in figure.shares} == {"RPJMD": 1_333_333, "Disnaker": 500_000}
    said = {share.universe.source: [warning.code for warning in share.warnings] for share in figure.shares}
    assert said["RPJMD"][0] == "over_100"
    assert "sources_disagree" in said["Disnaker"]
    assert figure.sureness == "doubtful"
    assert of_place.shares == ()


def test_the_missing_are_named_to_those_whose_list_it_is(town: Town, verifier: Viewer) -> None:
    town.bill(MARCH, town.seat(town.candidate(NIKS[0])))
    town.candidate(NIKS[1], kelurahan_code=GUNTUNG)
    town.row(NIKS[1], sender="pertanian")
    town.row(NIKS[2], sender="pertanian", verdict="returned")
    town.reported(NIKS[2], kpj="K9", person=77, status="arrears", paid_until=JANUARY)
    measure(MARCH, verifier)
    fisheries = viewer("budi", role="proposer", senders=("perikanan",))

    everybody = missing.missing_people(month=MARCH, seen_by=verifier, at=NOON, purpose="verval ulang")
    own = missing.missing_people(month=MARCH, seen_by=fisheries, at=NOON, purpose="kunjungan")

    assert [(one.sender_code, one.nik, one.reported, one.computed) for one in everybody] == [
        ("perikanan", NIKS[1], "", "none"),
        ("pertanian", NIKS[2], "arrears", "none"),
        ("pertanian", NIKS[1], "", "none"),
    ]
    assert [one.nik for one in own] == [NIKS[1]]
    assert missing.missing_by_sender(month=MARCH, seen_by=verifier) == [("pertanian", 2), ("perikanan", 1)]
    seen = Event.objects.using("owner").filter(action="people.seen")
    assert [(event.actor, event.purpose, event.detail["people"]) for event in seen.order_by("pk")] == [
        ("rini", "verval ulang", 3),
        ("budi", "kunjungan", 1),
    ]


@pytest.mark.parametrize(
    ("note", "elsewhere"),
    [
        ("Sudah terdaftar aktif segmen PU", 1),
        ("SUDAH PESERTA BPU (PEMPROV)", 1),
        ("NIK tidak valid", 0),
        ("NIK TIDAK AKTIF", 0),
        ("kepesertaan non-aktif", 0),
        ("Usia lebih dari 65 tahun", 0),
    ],
)
def test_whom_bpjs_refused_as_a_member_already_is_not_missing(
    town: Town, verifier: Viewer, note: str, elsewhere: int
) -> None:
    town.candidate(NIKS[0])
    town.reported(NIKS[0], kpj="K1", person=int(NIKS[0][-6:]), status="answered_no", paid_until=None, note=note)
    later = dt.date(2026, 7, 1)
    for month in (MARCH, later):
        measure(month, verifier)

    def told(month: dt.date) -> tuple[int, int, int, int]:
        seen = {"month": month, "seen_by": verifier}
        return (
            missing.covered_elsewhere(**seen),
            len(missing.missing_people(**seen, at=NOON, purpose="verval ulang")),
            sum(people for _, _, people in missing.missing_by_kelurahan(**seen)),
            sum(people for _, people in missing.missing_by_sender(**seen)),
        )

    assert told(MARCH) == (elsewhere, 1 - elsewhere, 1 - elsewhere, 1 - elsewhere)
    # Three months later nobody knows whether that membership still stands.
    assert told(later) == (0, 1, 1, 1)


def test_the_nameless_remainder_is_stated_with_its_source(town: Town, verifier: Viewer) -> None:
    for nik in NIKS[:3]:
        town.candidate(nik)
    measure(MARCH, verifier)
    for source, people in (("Bappeda", 10), ("press", 2)):
        registry.state_universe(
            place_code="64.74",
            counts="vulnerable_workers",
            segment="all",
            people=people,
            on=MARCH,
            source=source,
            definition="d",
        )

    found = missing.nameless(month=MARCH, place="64.74", seen_by=verifier)

    assert [(one.universe.source, one.listed, one.nameless) for one in found] == [("Bappeda", 3, 7), ("press", 3, -1)]
    assert [warning.code for warning in found[1].warnings] == ["more_listed_than_universe"]


def test_an_account_bound_to_a_sender_sees_its_own_people_only(town: Town, verifier: Viewer) -> None:
    town.candidate(NIKS[0])
    town.candidate(NIKS[1], sender="pertanian")
    measure(MARCH, verifier)
    fisheries = viewer("budi", role="proposer", senders=("perikanan",))

    assert by("opd", MARCH, fisheries) == {"perikanan": {"none": 1}}
    with pytest.raises(PublishedOnly):
        queries.figures(Question(month=MARCH, basis="reported", population="register"), seen_by=fisheries)
    with pytest.raises(NotAllowed):
        by("total", MARCH, viewer("admin", role="administrator"))


def test_an_unmeasured_month_is_said_with_those_that_are(town: Town, verifier: Viewer) -> None:
    measure(MARCH, verifier)

    with pytest.raises(NotMeasured) as refused:
        by("total", APRIL, verifier)
    assert refused.value.months == [MARCH]


def test_explain_shows_the_bills_and_the_classes_behind(town: Town, verifier: Viewer) -> None:
    seats = [town.seat(town.candidate(nik)) for nik in NIKS[:2]]
    town.candidate(NIKS[2], sender="pertanian")
    bill = town.bill(MARCH, *seats)
    measure(MARCH, verifier)

    behind = explaining.explain(Question(month=MARCH), seen_by=verifier)

    assert behind.parts == (("none", "pertanian", 1), ("protected", "perikanan", 2))
    assert behind.bills == ((bill.pk, bill.kode_iuran, "", 2, 33_600),)
    assert behind.figure.protected == 2
