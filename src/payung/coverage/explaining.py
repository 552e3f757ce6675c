"""What stands behind a figure: reports by what they say, lists by sender, bills and their payments."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import connections

from payung.access.viewer import Viewer
from payung.coverage.figures import Figure
from payung.coverage.models import Snapshot
from payung.coverage.queries import Question, figures, here_sql, said_of, snapshot_of
from payung.law.figures import national_figures
from payung.registry import queries as registry
from payung.vocabulary.words import Words

RULES = (
    Words(
        id="Satu orang dihitung satu kali: aktif > menunggak > terdaftar > tidak ada; lalu bulan lunas terakhir; lalu pembayar, segmen, jenis kelamin, umur dan wilayah menurut urutan tetap.",
        en="One person counts once: active > arrears > registered > none; then the last paid month; then payer, segment, sex, age and place in a fixed order.",
    ),
    Words(
        id="Terlindungi: aktif dan lunas sampai bulan itu. Menunggak selama hukum mengizinkan, dan yang baru terdaftar, ditunjukkan terpisah.",
        en="Protected: active and paid up to the month. Arrears that the law still bears, and those only registered, are shown apart.",
    ),
    Words(
        id="Bila dua sumber menyebut nomor peserta yang sama, peringkat sumber yang lebih kecil yang berlaku.",
        en="Where two sources name the same member number, the source of lower rank counts.",
    ),
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure of the law that a class rests on: value, since when, where it stands, how sure that is."""

    words: Words
    value: int
    since: dt.date
    cited: str
    confidence: str


def parameters(month: dt.date) -> tuple[Parameter, ...]:
    """Return the law's figures that decide between arrears and lapsed in a month."""
    figure = national_figures()["bpu_grace_months"]
    value = figure.at(month)
    return (Parameter(figure.words, value.value, value.since, value.cited, value.confidence),)


@dataclass(frozen=True, slots=True)
class Behind:
    """The rows behind a figure. `parts`: (what, detail, people); their sum over classes is the figure's people."""

    figure: Figure
    snapshot: Snapshot
    parts: tuple[tuple[str, str, int], ...]
    reports: tuple[tuple[str, str, int, object, int], ...]
    bills: tuple[tuple[int, str, str, int, int], ...]


def explain(asked: Question, *, seen_by: Viewer) -> Behind:
    """Return what a total rests on.

    parts: of the register (state, last paid month, people); of lists (class, sender, people). reports: (source, kind,
    rank, day, rows) for those who may see the register. bills: (bill, kode iuran, SP2D numbers, heads, rupiah) of the month.

    :raises NotAllowed, NotMeasured, PublishedOnly, TooEarly: as `queries.figures`.
    """
    whole = Question(month=asked.month, place=asked.place, basis=asked.basis, population=asked.population)
    [figure] = figures(whole, seen_by=seen_by)
    snapshot = snapshot_of(whole, seen_by=seen_by)
    may_see = asked.basis == "reported" and "see_register" in seen_by.may
    reports = (
        [(s.source, s.kind, s.rank, s.as_of, s.rows) for s in registry.contents(seen_by=seen_by)] if may_see else []
    )
    bills = _bills(asked, seen_by) if asked.basis == "computed" and not seen_by.senders else []
    return Behind(figure, snapshot, tuple(_parts(whole, snapshot, seen_by)), tuple(reports), tuple(bills))


def _parts(asked: Question, snapshot: Snapshot, seen_by: Viewer) -> list[tuple[str, str, int]]:
    here = here_sql(asked)
    said = {"snapshot": snapshot.pk, "senders": list(seen_by.senders)} | said_of(asked.place)
    if asked.population == "register":
        query = (
            "SELECT state, coalesce(to_char(paid_month, 'YYYY-MM'), ''), sum(people)::bigint FROM coverage_cell"
            f" WHERE snapshot_id = %(snapshot)s AND grid = 'kelurahan'{here} GROUP BY 1, 2 ORDER BY 1, 2 DESC"
        )
    else:
        mine = " AND sender_code = ANY(%(senders)s)" if seen_by.senders else ""
        query = (
            "SELECT month_class, sender_code, sum(people)::bigint FROM coverage_listed_cell"
            f" WHERE snapshot_id = %(snapshot)s{here}{mine} GROUP BY 1, 2 ORDER BY 1, 2"
        )
    with connections["owner"].cursor() as cursor:
        cursor.execute(query, said)
        return cursor.fetchall()


def _bills(asked: Question, seen_by: Viewer) -> list[tuple[int, str, str, int, int]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            """
            SELECT b.id, coalesce(b.kode_iuran, ''),
                   coalesce((SELECT string_agg(p.sp2d_number, ', ' ORDER BY p.id) FROM contributions_payment p
                             WHERE p.bill_id = b.id AND p.state = 'settled'), ''),
                   count(DISTINCT l.person_id)::int, sum(l.jkk + l.jkm + l.jht)::bigint
            FROM contributions_bill b JOIN contributions_bill_line l ON l.bill_id = b.id
            WHERE b.office_id = %s AND l.month = %s AND l.is_paid AND NOT l.is_void GROUP BY b.id ORDER BY b.id
            """,
            [seen_by.office_id, asked.month],
        )
        return cursor.fetchall()
