"""A decree whose people have different prices says them in a table that adds up to what was set aside."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from payung.enrolment import actions
from payung.enrolment.annex import TRANSPORT
from payung.enrolment.models import Decree
from payung.flows import draft_a_decree, write_letters
from payung.letters.papers.kinds.prices import PriceLine, price_table
from payung.vocabulary.month import Month
from tests.enrolment import programme as desks
from tests.enrolment import steps
from tests.exchanges.sending import send
from tests.people import NOON


@pytest.mark.usefixtures("database")
def test_drivers_and_others_and_the_end_of_the_relief_are_lines_of_a_table(tmp_path: Path) -> None:
    desk = desks.office()
    made = desks.programme(desk, payer="csr", source="csr", ruling="entitled", months=14)
    desks.decided(made, 5, group=TRANSPORT[0])
    desks.decided(made, 4, first=6)
    done = steps.proposed(desk)
    actions.freeze(decree_id=done.decree_id, by=desk.rini, at=NOON)
    decree = Decree.objects.using("owner").get(pk=done.decree_id)

    lines = draft_a_decree.price_lines(decree)

    assert {(one.people, one.heads, one.price) for one in lines} >= {("Pengemudi dan kurir", 5, 8_400)}
    assert len({one.price for one in lines}) > 1
    assert sum(one.amount for one in lines) == done.amount
    assert sum(one.heads * one.months for one in lines) == done.person_months == 9 * 14
    text = draft_a_decree.run(decree, seen_by=desk.rini)
    paper = docx.Document(io.BytesIO(text["konsep-sk.docx"]))
    said = "\n".join(one.text for one in paper.paragraphs) + "\n".join(
        cell.text for table in paper.tables for row in table.rows for cell in row.cells
    )
    assert "sebagaimana tercantum dalam tabel di bawah ini" in said
    assert "Pengemudi dan kurir" in said
    assert f"Rp{done.amount:,}".replace(",", ".") in said.replace(" ", "").replace("\u00a0", "")

    actions.initial(decree_id=done.decree_id, initials="Kabid", by=desk.rini, at=NOON)
    steps.sign(desk, done.decree_id)
    sent = send(desk.rini, tmp_path, purpose="bpjs_enrolment", decree_id=done.decree_id)
    [letter] = write_letters.of_package(package_id=sent.package_id, home=tmp_path, by=desk.rini, at=steps.LATER)
    assert letter.kind == "branch_enrolment"


@pytest.mark.usefixtures("database")
def test_one_price_for_all_is_one_line() -> None:
    desk = desks.office()
    desks.decided(desks.programme(desk), 3)
    done = steps.proposed(desk)

    [line] = draft_a_decree.price_lines(Decree.objects.using("owner").get(pk=done.decree_id))

    assert (line.heads, line.months, line.price, line.amount) == (3, 9, 16_800, done.amount)


def test_jht_has_a_column_only_where_somebody_has_it() -> None:
    without = PriceLine("Semua peserta", 2, Month(2026, 4), Month(2026, 5), 10_000, 6_800, 0)
    with_jht = PriceLine("Semua peserta", 2, Month(2026, 6), Month(2026, 6), 10_000, 6_800, 20_000)

    assert [column.title for column in price_table([without]).columns][3:5] == ["JKK", "JKM"]
    table = price_table([without, with_jht])
    assert "JHT" in [column.title for column in table.columns]
    assert table.total[-1].replace("\u00a0", "").endswith("140.800")
