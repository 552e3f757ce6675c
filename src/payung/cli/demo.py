"""`./run demo`: one city, for real, from messy lists to a verdict for every row, measured against the truth."""

from __future__ import annotations

import dataclasses
import datetime as dt
import shutil
import time
from collections.abc import Callable

import click
from django.conf import settings
from django.db import connections

from payung.audit.migrating import migrate
from payung.cli import demo_second_half, server, session
from payung.cli.demo_second_half import half_as_json
from payung.cli.receive import receipts_table
from payung.cli.terminal import console, decimal, errors, number, percent, print_json, refuse, say, steps, t, table
from payung.demo import play, second_half
from payung.demo.desk import Desk
from payung.flows import practise, purge_what_is_old, words_of_reasons
from payung.gateways import embedded, practice
from payung.intake import queries
from payung.vocabulary.words import Words

CLASSES = {
    "active_other_payer": Words(id="sudah aktif, dibayar pihak lain", en="active already, paid by others"),
    "active_same_payer": Words(
        id="sudah aktif, dibayar pemerintah daerah", en="active already, paid by the local government"
    ),
    "arrears": Words(id="menunggak", en="in arrears"),
    "answered_no": Words(id="pernah ditolak BPJS (T)", en="answered no by BPJS before"),
    "on_last_list": Words(id="ada di daftar tahun lalu", en="on last year's list"),
    "inactive": Words(id="pernah terdaftar, tidak aktif", en="registered once, not active"),
}
# Nineteen files of five steps each, what stands before and after them, and the second half.
ABOUT_STEPS = 130


@click.command(
    help=t(
        "Mainkan satu kota buatan: sekitar 40.000 baris dalam 15 buku kerja. Instalasi contoh dibuat baru setiap kali, terpisah dari data Anda.",
        "Play a synthetic city: about 40,000 rows in 15 workbooks. The demo's installation is made afresh each time, apart from your data.",
    )
)
@click.option(
    "--branch",
    is_flag=True,
    help=t("Kantor cabang dengan ekstrak 300.000 peserta.", "A branch with an extract of 300,000 members."),
)
@click.option(
    "--people",
    type=int,
    default=play.BONTANG.eligible,
    show_default=True,
    help=t("Besarnya kota: orang yang perlu dilindungi.", "Size of the city: people to protect."),
)
@click.option("--json", "as_json", is_flag=True)
def demo(branch: bool, people: int, as_json: bool) -> None:
    started = time.monotonic()
    home = settings.PAYUNG_HOME
    scene = play.BONTANG if people == play.BONTANG.eligible else play.BONTANG.scaled(people)
    _clear()
    # Its senders write their lists while the office sets its database up.
    with play.city(scene, home) as city, steps(ABOUT_STEPS + branch, quiet=as_json) as advance:
        advance("basis data baru / a new database")
        _new_database()
        practise.turn_to(scene.first_payment_on, home=home)
        played = play.play(home=home, branch=branch, scene=scene, city=city, at=session.now(), tell=advance)
        first_half = time.monotonic() - started
        half = None if branch else _second_half(played, scene, advance)
        # Who looks around afterwards stands on the morning after: amendments, lapses and the turn of the year are still to come.
        practise.turn_to((second_half.DAY_PAID if half else scene.received_on) + dt.timedelta(days=1), home=home)
    if as_json:
        spent = {"first_half_seconds": round(first_half, 1)}
        print_json(
            _as_json(played, time.monotonic() - started) | spent | ({"second_half": half_as_json(half)} if half else {})
        )
        return
    _show(played, branch=branch)
    if half:
        demo_second_half.show(half, by=played.people["rini"])
    say(
        Words(
            id="Selesai dalam {s} detik, {first} di antaranya sampai rekap daftar. Lihat di peramban: ./run site (hari ini di sana {day}). Hentikan basis data: ./run stop",
            en="Done in {s} seconds, {first} of them up to the receipts. See it in a browser: ./run site (today is {day} there). Stop the database: ./run stop",
        ),
        day=f"{session.today():%d-%m-%Y}",
        first=round(first_half),
        s=round(time.monotonic() - started),
    )


def _second_half(played: play.Played, scene: play.Scene, advance: Callable[[str], None]) -> second_half.SecondHalf:
    """Carry a Pemda's lists on to cover; a branch has no decree of its own."""
    desk = Desk(settings.PAYUNG_HOME, played.people, session.now(), advance)
    return second_half.play_on(played.made, scene, played.receipts, desk=desk)


def _clear() -> None:
    """Remove what an earlier demo left in its own installation."""
    if settings.PAYUNG_EMBEDDED:
        connections.close_all()
        embedded.remove(settings.PAYUNG_HOME)
        practice.place(settings.PAYUNG_HOME).unlink(missing_ok=True)
        for name in ("files", "work", "returned", play.CITY, "letters", "keluar", "jawaban", "cetak", "naskah"):
            shutil.rmtree(settings.PAYUNG_HOME / name, ignore_errors=True)


def _new_database() -> None:
    """Make the demo's own database anew; a server named by DATABASE_URL is used only if it is empty."""
    server.start()
    migrate()
    if not purge_what_is_old.is_empty():
        refuse(
            t(
                "Basis data ini sudah berisi; demo hanya berjalan di basis data kosong.",
                "This database holds data; the demo runs in an empty one only.",
            )
        )


def _show(played: play.Played, *, branch: bool) -> None:
    console.rule(t("Rekap per daftar", "Receipt per list"))
    receipts_table(played.receipts)
    _show_reasons(played.receipts)
    console.rule(t("Sudah dikenal, oleh siapa dibayar", "Known already, and who pays"))
    table(
        t("Baris yang padan dengan data kepesertaan", "Rows that match a membership"),
        [t("Golongan", "Class"), t("Baris", "Rows")],
        [[_class(name), rows] for name, rows in played.classes],
    )
    _show_quality(played, branch=branch)
    console.rule(t("Buku kerja yang kembali ke pengirim", "Workbooks that go back"))
    for path in played.returned:
        say(Words(id="→ {path}", en="→ {path}"), path=path)


def _class(name: str) -> str:
    words = CLASSES.get(name)
    return t(words.id, words.en) if words else name


def _show_reasons(receipts: list[queries.Receipt]) -> None:
    counts: dict[str, int] = {}
    for one in receipts:
        for _, reason, rows in one.reasons:
            counts[reason] = counts.get(reason, 0) + rows
    most = sorted(counts.items(), key=lambda item: -item[1])
    table(
        t("Alasan (satu baris dapat mempunyai beberapa)", "Reasons (a row may have several)"),
        [t("Alasan", "Reason"), t("Arti", "Meaning"), t("Baris", "Rows")],
        [[reason, t(words_of_reasons.why(reason).id, words_of_reasons.why(reason).en), rows] for reason, rows in most],
    )


def _show_quality(played: play.Played, *, branch: bool) -> None:
    console.rule(t("Diukur terhadap kebenaran", "Measured against the truth"))
    rows, right, people = played.accepted_rightly
    lines = [
        [
            t("orang yang perlu dilindungi (kebenaran)", "people to be protected (truth)"),
            number(played.expected.eligible),
        ],
        [
            t("di antaranya penyandang disabilitas", "of them with a disability"),
            number(played.expected.eligible_disabled),
        ],
        [t("baris yang langsung memenuhi syarat", "rows accepted at once"), number(rows)],
        [
            t("di antaranya orang yang memang perlu dilindungi", "of them people to be protected"),
            f"{number(right)} ({percent(right / max(rows, 1), 2)})",
        ],
        [
            t("orang yang perlu dilindungi di antaranya", "people to be protected among them"),
            f"{number(people)} ({percent(people / max(played.expected.eligible, 1), 2)})",
        ],
        [t("baris menunggu petugas", "rows waiting for a person"), number(played.waiting)],
        [t("kolom yang ditanyakan", "columns put to a person"), number(played.questions)],
        [
            t("data ganda: presisi / perolehan", "duplicates: precision / recall"),
            f"{decimal(played.duplicates.precision.value, 4)} / {decimal(played.duplicates.recall.value, 4)}",
        ],
    ]
    if branch and played.scores:
        whole = played.scores[0]
        lines += [
            [t("padanan otomatis: presisi", "automatic links: precision"), _interval(whole.precision)],
            [t("padanan otomatis: perolehan", "automatic links: recall"), _interval(whole.recall)],
            [t("perolehan setelah verval", "recall after review"), _interval(whole.recall_after_review)],
            [t("bagian yang dilihat orang", "share put to a person"), _interval(whole.review)],
        ]
    table("", [t("Ukuran", "Measure"), t("Nilai", "Value")], lines)
    for name, stop in played.stops:
        errors.print(f"■ {name}: {stop}", style="yellow", markup=False)


def _interval(share: object) -> str:
    low, high = share.interval
    return f"{decimal(share.value, 4)} ({decimal(low, 4)}–{decimal(high, 4)})"


def _as_json(played: play.Played, seconds: float) -> dict[str, object]:
    return {
        "seconds": round(seconds, 1),
        "receipts": [dataclasses.asdict(one) for one in played.receipts],
        "total": dict(queries.in_all(played.receipts)),
        "classes": dict(played.classes),
        "returned_workbooks": [str(path) for path in played.returned],
        "expected": dataclasses.asdict(played.expected),
        "accepted_rightly": played.accepted_rightly,
        "scores": [
            {
                "name": one.name,
                "precision": one.precision.value,
                "recall": one.recall.value,
                "recall_after_review": one.recall_after_review.value,
                "review": one.review.value,
                "rows": one.rows,
            }
            for one in played.scores
        ],
        "duplicates": {"precision": played.duplicates.precision.value, "recall": played.duplicates.recall.value},
    }
