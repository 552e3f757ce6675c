"""Between the lists and the decision: senders put right what went back to them, the verifier answers what is asked."""

from __future__ import annotations

from payung.demo import corrections, reviewer
from payung.demo.desk import Desk
from payung.demo.making import Made as City
from payung.demo.scene import Scene
from payung.flows import act_on_answers, receive_a_list
from payung.intake import queries as lists
from payung.intake.queries import Receipt
from payung.linkage import queries as matching


def corrected(made: City, scene: Scene, receipts: list[Receipt], desk: Desk) -> tuple[list[Receipt], tuple[int, int]]:
    """Let some senders put right what went back to them, and receive their workbooks again in place of the first ones."""
    desk.tell("pengirim memperbaiki / senders put right what went back")
    went_back = {
        number: [
            (row.sheet_no, row.row_no)
            for row in lists.rows(
                receipts[number - 1].list_id, seen_by=desk.rini, verdict="returned", limit=reviewer.ALL
            )
        ]
        for number in corrections.answering(made.city)
    }
    files = corrections.write_corrected(made.city, desk.home / "jawaban" / "perbaikan", went_back)
    orders = [
        receive_a_list.Order(
            file=file,
            sender=f"pengusul-{number:02d}",
            purpose="demo: perbaikan oleh pengirim",
            list_on=scene.first_payment_on,
            replaces=receipts[number - 1].list_id,
        )
        for number, file in files.items()
    ]
    done = receive_a_list.run_many(
        orders, home=desk.home, by=desk.rini, at=desk.at, tell=lambda name, step: None, accept=lambda asked: True
    )
    now = list(receipts)
    for number, one in zip(files, done, strict=True):
        if isinstance(one, Exception):
            raise one
        now[number - 1] = one.receipt
    rows = sum(map(len, went_back.values()))
    return now, (rows, rows - sum(now[number - 1].returned for number in files))


def answered_pairs(receipts: list[Receipt], made: City, desk: Desk) -> int:
    """Answer what matching asks, pairs of lists that came again meanwhile too, and let the answers take effect; return how many."""
    desk.tell("verval: menjawab pasangan / review: answering pairs")
    answered = reviewer.answer_pairs(receipts, made.truth, by=desk.rini, at=desk.at)
    for one in matching.unapplied(seen_by=desk.rini):
        desk.tell(f"{one.file_name[:44]}: jawaban berlaku / answers take effect")
        act_on_answers.run(one.list_id, home=desk.home, by=desk.rini, at=desk.at)
    return answered
