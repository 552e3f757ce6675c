"""The scene that `./run demo` plays for real: set up -> write the city -> load what is known -> receive every list -> measure."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
from django.utils import timezone

from payung.access import actions as access
from payung.access import queries as accounts
from payung.access.viewer import Viewer
from payung.demo import making, sign_ins
from payung.demo.desk import noon_of
from payung.demo.making import Made
from payung.demo.register import write_register
from payung.demo.scene import BONTANG, Scene
from payung.demo.scoring import Expected, PairScore, Score, expected, score, score_duplicates
from payung.flows import columns_of_a_list, load_a_register, measure_matching, receive_a_list, set_up_an_office
from payung.intake.queries import Receipt

# Who works in the demo's office: one proposes, one sets programmes up and enacts, one pays, one answers for Disdukcapil; the
# others come to the site.
PEMDA = {
    "rini": "verifier",
    "hadi": "section_head",
    "tono": "treasurer",
    "nurul": "population_officer",
    "wati": "proposer",
    "bima": "planner",
    "ratna": "leader",
    "lestari": "inspector",
    "sari": "administrator",
}
# Who only tries the demo has no authenticator for so many accounts; the site says so on every page.
FOR_VISITORS = {"second_factor": "optional"}
BRANCH = {"andi": "branch_officer", "sari": "administrator"}
# Who works in the scene; the others sign in when somebody opens the site as them.
AT_WORK = ("rini", "hadi", "tono", "nurul", "andi")

# The folder of the city in the installation: lists, other lists, truth.
CITY = "kota-contoh"
REGISTER_ROWS = 300_000
# How the file's name begins → who sent it: code, what it is, name.
OTHERS = {
    "Jawaban": ("bpjs", "bpjs_answer", "BPJS Ketenagakerjaan"),
    "Daftar Peserta Dibayar": ("provinsi", "province_list", "Pemerintah Provinsi"),
    "Lampiran SK": ("tahun-lalu", "last_year", "SK tahun lalu"),
}
PURPOSE = "demo: usulan pekerja rentan"

# What is told while it runs: the step, and how far (0 to 1) where that is known.
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Played:
    """What the demo ended with."""

    made: Made
    people: dict[str, Viewer]
    receipts: list[Receipt]
    others: list[Receipt]
    returned: list[Path]
    questions: int
    stops: list[tuple[str, str]]
    classes: list[tuple[str, int]]
    waiting: int
    expected: Expected
    scores: list[Score]
    duplicates: PairScore
    accepted_rightly: tuple[int, int, int]


def city(scene: Scene, home: Path) -> AbstractContextManager[Callable[[], Made]]:
    """Begin to write the city beside whatever the caller does; what the block is given waits for it (for `play`)."""
    return making.beside(scene, home / CITY)


def play(*, home: Path, branch: bool, scene: Scene, city: Callable[[], Made], at: dt.datetime, tell: Tell) -> Played:
    """Play the scene in an empty installation and return what came of it.

    `branch`: a branch of BPJS, which has the register, instead of a Pemda, which has lists and answers only.
    """
    folder = home / CITY
    tell("menulis kota contoh: daftar, jawaban, kebenaran / writing the synthetic city")
    made = city()
    tell("menyiapkan kantor, akun, wilayah / setting office, accounts and regions up")
    people = _open(scene, made, branch=branch, home=home, at=at)
    viewer = people[next(iter(BRANCH if branch else PEMDA))]
    # From here on by the clock of the scene: what was counted later is not known to a list that came before.
    at = noon_of(scene.received_on)
    if branch:
        tell(f"menulis dan memuat register {REGISTER_ROWS:,} / writing and loading the register")
        extract = write_register(folder / "register.parquet", REGISTER_ROWS, made.city, made.truth)
        order = load_a_register.Order(
            file=extract.path, as_of=scene.first_payment_on, source="BPJS Ketenagakerjaan", really=True
        )
        load_a_register.run(order, home=home, by=viewer, at=at, tell=lambda step: None)
    others = _receive(
        made.others, [_other(path) for path in made.others], viewer, scene=scene, home=home, at=at, tell=tell
    )
    proposals = [(f"pengusul-{number:02d}", "proposal") for number in range(1, len(made.lists) + 1)]
    lists = _receive(made.lists, proposals, viewer, scene=scene, home=home, at=at, tell=tell)
    tell("mengukur terhadap kebenaran / measuring against the truth")
    return replace(_measured(made, lists, others, viewer, branch=branch), people=people)


def _open(scene: Scene, made: Made, *, branch: bool, home: Path, at: dt.datetime) -> dict[str, Viewer]:
    """Set the office up as a real one is, and return its people at work (AT_WORK)."""
    office = (
        {"name": "Kantor Cabang BPJS Ketenagakerjaan (contoh)", "kind": "branch", "kabupaten": scene.kabupaten}
        if branch
        else {"name": "Dinas Ketenagakerjaan (contoh)", "kind": "pemda", "kabupaten": scene.kabupaten}
    )
    roles = BRANCH if branch else PEMDA
    senders = [{"code": code, "name": name, "kind": "other"} for code, _, name in OTHERS.values()]
    senders += [
        {"code": f"pengusul-{number:02d}", "name": office, "kind": "opd"}
        for number, office in enumerate(made.offices, 1)
    ]
    # The proposer is one OPD's: of the others' lists the site shows nothing.
    signed = [
        {"name": name, "full_name": name.title(), "role": role}
        | ({"senders": ["pengusul-01"]} if role == "proposer" else {})
        for name, role in roles.items()
    ]
    universe = {
        "place": scene.kabupaten,
        "counts": "vulnerable_workers",
        "people": sum(person.is_vulnerable_worker for person in made.city.people),
        "on": scene.first_payment_on,
        "source": "Kota contoh (buatan)",
        "definition": "Pekerja rentan yang tinggal dan bekerja di kota contoh, siapa pun yang membayar iurannya",
    }
    plan = set_up_an_office.read_plan(
        {"office": office, "accounts": signed, "senders": senders, "universes": [universe], "sign_in": FOR_VISITORS}
    )
    passwords = {name: secrets.token_urlsafe(9) for name in roles}
    set_up_an_office.apply(plan, passwords=passwords, at=at)
    set_up_an_office.keep_rules(plan, home=home)
    # This process started before the office had a zone.
    timezone.activate(set_up_an_office.keep_zone(plan, home=home))
    sign_ins.keep(home, [sign_ins.SignIn(name, role, passwords[name]) for name, role in roles.items()])
    return {
        name: accounts.viewer_of(access.sign_in(name=name, password=password, at=at), on=at)
        for name, password in passwords.items()
        if name in AT_WORK
    }


def _other(path: Path) -> tuple[str, str]:
    return next((code, kind) for start, (code, kind, _) in OTHERS.items() if path.name.startswith(start))


def _receive(  # noqa: PLR0913 (the receipt's facts)
    paths: list[Path],
    senders: list[tuple[str, str]],
    viewer: Viewer,
    *,
    scene: Scene,
    home: Path,
    at: dt.datetime,
    tell: Tell,
) -> tuple[list[receive_a_list.Done], int]:
    """Receive workbooks as the verifier does: the columns that reading doubts are looked at first and taken as proposed."""
    orders = [
        receive_a_list.Order(file=path, sender=sender, purpose=PURPOSE, list_on=scene.first_payment_on, kind=kind)
        for path, (sender, kind) in zip(paths, senders, strict=True)
    ]
    questions: list[int] = []

    def accept(asked: columns_of_a_list.ColumnsNeedAPerson) -> bool:
        questions.append(len(asked.settled.questions))
        return True

    done = receive_a_list.run_many(
        orders, home=home, by=viewer, at=at, tell=lambda name, step: tell(f"{name[:44]}: {step}"), accept=accept
    )
    for one in done:
        if isinstance(one, Exception):
            raise one
    return done, sum(questions)


def _measured(
    made: Made,
    lists: tuple[list[receive_a_list.Done], int],
    others: tuple[list[receive_a_list.Done], int],
    viewer: Viewer,
    *,
    branch: bool,
) -> Played:
    found = measure_matching.found(seen_by=viewer)
    links = pa.table({name: found.links[name] for name in ("file", "sheet_no", "row_no", "kpj", "band")})
    receipts = [done.receipt for done in lists[0]]
    return Played(
        made=made,
        people={},
        receipts=receipts,
        others=[done.receipt for done in others[0]],
        returned=[done.returned for done in lists[0]],
        questions=lists[1] + others[1],
        stops=[(done.receipt.file_name, one.stop) for done in lists[0] for one in done.receipt.standing_holds],
        classes=found.classes,
        waiting=found.waiting,
        expected=expected(made.truth),
        scores=score(links, made.truth) if branch else [],
        duplicates=score_duplicates(pa.table(found.clusters), made.truth),
        accepted_rightly=measure_matching.accepted_rightly(found.verdicts, made.truth),
    )


__all__ = ["BONTANG", "Played", "Scene", "play"]
