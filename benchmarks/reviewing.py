"""What the server spends on a decision about a pair, and on the pages of candidates, beside a full queue: milliseconds a request.

    python -m benchmarks.reviewing FOLDER ROWS [pairs]

Requests go through the whole site (middleware, session, rights, templates) in this process; the network is not in it.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connections
from django.test import Client
from django.utils import timezone

from benchmarks import deciding
from payung.access.viewer import Viewer
from payung.flows import decide_a_programme
from payung.gateways import embedded

PAIRS = int(sys.argv[3]) if len(sys.argv) > 3 else 50_000
_PAIRS = """
INSERT INTO linkage_pair (row_id, office_id, sender_code, other_kind, other_id, other_person, outcome, rule, weight, evidence, model_version, other_class,
    other_name, other_nik_masked, other_birth, other_place, identity)
SELECT id, office_id, sender_code, 'list', id, NULL, 'review', 'near', 5 - random(), '{"identity": "near_birth", "naming": "typo", "house": "home"}',
    'people-1', 'listed', name || ' BINTI', left(nik, 14) || '××', '01-02-1980', kelurahan_code, encode(sha256(id::text::bytea), 'hex')
FROM intake_row WHERE id <= %s;
INSERT INTO linkage_judgement (office_id, identity, answer, note, by_id, at)
SELECT office_id, identity, 'same', '', %s, now() - interval '2 days' FROM linkage_pair WHERE outcome = 'review' AND row_id %% 5 = 0;
ANALYZE
"""


def main() -> None:
    rini, _ = deciding.opened()
    now = timezone.now()
    order = decide_a_programme.Order(code="bench", on=deciding.DAY, lists=None, really=True)
    decide_a_programme.run(order, home=settings.PAYUNG_HOME, by=rini, at=now, tell=lambda step: None)
    with connections["owner"].cursor() as cursor:
        cursor.execute(_PAIRS, [PAIRS, rini.account_id])
        cursor.execute("SELECT min(candidate_id) FROM eligibility_decision WHERE outcome = 'doubtful'")
        somebody = cursor.fetchone()[0]
    client = signed_in(rini)
    decide(client)
    client.post("/review/leave/")
    pages = {
        "/review/": 20,
        "/candidates/": 20,
        "/candidates/bench/": 20,
        "/candidates/bench/people/": 20,
        "/candidates/bench/people/?outcome=doubtful": 20,
        "/candidates/bench/people/?outcome=doubtful&page=40": 20,
        "/candidates/bench/people/?outcome=waiting": 20,
        "/candidates/bench/people/?reason=occupation_closed": 20,
        f"/candidates/bench/{somebody}/": 20,
        "/programmes/bench/": 20,
    }
    for address, times in pages.items():
        tell(
            address.replace(str(somebody), "N"),
            [timed(lambda address=address: client.get(address)) for _ in range(times)],
        )
    connections.close_all()
    embedded.remove(settings.PAYUNG_HOME)


def signed_in(who: Viewer) -> Client:
    client = Client(headers={"Accept-Language": "id"}, SERVER_NAME="localhost")
    client.force_login(get_user_model().objects.get(pk=who.account_id))
    return client


def decide(client: Client) -> None:
    """Answer a hundred pairs as the page does, and tell what each cost: nine in ten find the next pair before the reviewer."""
    page = client.get("/review/").content.decode()
    spent = []
    for place in range(100):
        number = page.partition('name="pair" value="')[2].partition('"')[0]
        said = {"pair": number, "answer": ("same", "different", "cannot_tell")[place % 3]}
        answers = []

        def post(said: dict[str, str] = said, answers: list[object] = answers) -> object:
            answers.append(client.post("/review/answer/", said, headers={"HX-Request": "true"}))
            return answers[-1]

        spent.append(timed(post))
        page = answers[0].content.decode()
    tell("a decision", spent)


def timed(ask: Callable[[], object]) -> tuple[float, float]:
    """Return the milliseconds of a request: wall, and CPU of this process (the database works in its own)."""
    wall, used = time.perf_counter(), time.process_time()
    answer = ask()
    spent = (time.perf_counter() - wall) * 1000, (time.process_time() - used) * 1000
    if answer.status_code != 200:
        raise SystemExit(f"{answer.status_code}: {answer.content[:500]!r}")
    return spent


def tell(what: str, spent: list[tuple[float, float]]) -> None:
    walls = sorted(wall for wall, _ in spent)
    late = walls[int(len(walls) * 0.95) - 1]
    used = statistics.median(cpu for _, cpu in spent)
    sys.stdout.write(
        f"{what}: median {statistics.median(walls):.0f} ms, p95 {late:.0f} ms (CPU of the site {used:.0f} ms)\n"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
