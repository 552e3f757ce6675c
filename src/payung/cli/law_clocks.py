"""The clocks of the law at the terminal: when contributions are due, until when claims are paid, who inherits, who is a member."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import click

from payung.cli.law_inputs import all_of, figure_text, shared, today
from payung.cli.terminal import language, number, print_json, refuse, say, t, table
from payung.law import deadlines
from payung.law.deadlines import DUE_IN, DUTIES, Clock
from payung.law.explaining import CONFIDENCE_WORDS
from payung.law.families import jht_balance
from payung.law.figures import national_figures
from payung.law.heirs import PROGRAMMES, RELATIONS, receivers
from payung.law.holidays import unentered
from payung.law.membership import standing
from payung.law.months import months_between, read_month
from payung.law.refusals import NotInForce, Refused
from payung.law.wages import KINDS, month_wage
from payung.vocabulary.words import Words

DAY = click.DateTime(["%Y-%m-%d", "%d-%m-%Y"])
_DUE = {
    "pu": Words("PU: JKK, JKM, JHT", "PU: JKK, JKM, JHT"),
    "jp": Words("PU: JP", "PU: JP"),
    "bpu": Words("BPU: JKK, JKM", "BPU: JKK, JKM"),
    "bpu_jht": Words("BPU: JHT", "BPU: JHT"),
}
_RELATIONS = {
    "spouse": Words("janda/duda", "widow/er"),
    "child": Words("anak", "child"),
    "parent": Words("orang tua", "parent"),
    "grandchild": Words("cucu", "grandchild"),
    "grandparent": Words("kakek/nenek", "grandparent"),
    "sibling": Words("saudara kandung", "sibling"),
    "parent_in_law": Words("mertua", "parent-in-law"),
    "named_in_will": Words("yang ditunjuk dalam wasiat", "named in a will"),
    "not_read": Words(
        "tidak ada ahli waris: Pasal 57(5) Permenaker 4/2023 belum terbaca",
        "no heirs: Pasal 57(5) of Permenaker 4/2023 has not been read",
    ),
    "whoever_buries": Words(
        "tidak ada ahli waris: biaya pemakaman bagi yang mengurus pemakaman, santunan kembali ke Dana Jaminan Sosial",
        "no heirs: the funeral grant to whoever buries, the other grants to the social security fund",
    ),
    "no_pension": Words(
        "tidak ada penerima pensiun; PP 45/2015 tidak menyebut siapa menerima iurannya (Permenaker 29/2015 belum terbaca)",
        "nobody receives a pension; PP 45/2015 does not say who gets the contributions (Permenaker 29/2015 has not been read)",
    ),
    "balai_harta_peninggalan": Words(
        "tidak ada ahli waris: Balai Harta Peninggalan", "no heirs: Balai Harta Peninggalan"
    ),
}
_STATES = {
    "never": Words("belum pernah peserta", "never a member"),
    "active": Words("aktif", "active"),
    "grace": Words("menunggak, masih dapat dilunasi", "in arrears, can still be paid"),
    "ended": Words(
        "berakhir; pembayaran berikutnya memulai kepesertaan baru", "ended; a later payment begins a new membership"
    ),
}
_ESTIMATE = Words(
    "Perkiraan: cara BPJS Ketenagakerjaan membagi hasil per bulan tidak ada dalam hukum; saldo resmi ada di JMO.",
    "An estimate: how the agency spreads a year's return over months is not in the law; the official balance is in JMO.",
)
_holidays = click.option(
    "--holiday",
    "holidays",
    type=DAY,
    multiple=True,
    help=t("Hari libur lain (pilkada, daerah), boleh berulang.", "A further holiday (election, region); repeat."),
)


@click.command(
    help=t(
        "Jatuh tempo iuran sebuah bulan: PU dan JP bulan berikutnya, BPU bulan yang sama; hari libur menggesernya, kecuali JP.\n\n"
        "\b\nContoh:\n  payung law due 2026-08 --holiday 2026-09-15",
        "When a month's contributions are due: PU and JP in the next month, BPU in the same; holidays move it, but not JP's.\n\n"
        "\b\nExample:\n  payung law due 2026-08 --holiday 2026-09-15",
    )
)
@click.argument("month")
@_holidays
@shared
def due(month: str, holidays: tuple[dt.datetime, ...], as_json: bool) -> None:
    try:
        first = read_month(month)
    except Refused as refusal:
        refuse(*all_of(refusal))
    further = [one.date() for one in holidays]
    rows = [(_DUE[kind], deadlines.due_on(first, kind, further)) for kind in DUE_IN]
    _show(t(f"Jatuh tempo iuran {first:%Y-%m}", f"Contributions of {first:%Y-%m} are due"), rows, as_json)


def _programmes() -> list[tuple[Words, str]]:
    return [
        (Words(f"bayar klaim {name.upper()} yang lengkap", f"pay a complete {name.upper()} claim"), name)
        for name in ("jkk", "jkm", "jht", "jp", "jkp")
    ]


@click.command(
    help=t(
        "Semua tenggat hukum yang mulai pada satu hari: bayar klaim sejak LENGKAP (bukan sejak diterima), kedaluwarsa JKK, pensiun, kewajiban."
        "\n\n\b\nContoh:\n  payung law clocks 2026-11-20",
        "Every clock of the law that starts on a day: claims from the day they are COMPLETE (not received), JKK's prescription, pensions, duties."
        "\n\n\b\nExample:\n  payung law clocks 2026-11-20",
    )
)
@click.argument("day", type=DAY)
@_holidays
@shared
def clocks(day: dt.datetime, holidays: tuple[dt.datetime, ...], as_json: bool) -> None:
    on, rows = day.date(), []
    for words, clock in _starting(on, [one.date() for one in holidays]):
        try:
            rows.append((words, clock()))
        except NotInForce:
            # JKP has no clock before the programme existed.
            continue
    _show(t(f"Tenggat yang mulai {on}", f"Clocks that start on {on}"), rows, as_json)


def _starting(on: dt.date, further: list[dt.date]) -> list[tuple[Words, Callable[[], Clock]]]:
    starting: list[tuple[Words, Callable[[], Clock]]] = [
        (words, lambda name=name: deadlines.pay_by(name, on, further)) for words, name in _programmes()
    ]
    starting += [
        (
            Words("beri tahu lebih/kurang bayar", "tell of over- or underpayment"),
            lambda: deadlines.correction_told_by(on, further),
        ),
        (Words("tuntut JKK sejak kecelakaan", "claim JKK from the accident"), lambda: deadlines.claim_until(on)),
        (
            Words("penyakit akibat kerja sejak berhenti", "occupational disease from leaving"),
            lambda: deadlines.disease_counts_until(on),
        ),
        (Words("pensiun dihitung mulai", "a pension counts from"), lambda: deadlines.pension_from(on)),
        (Words("konfirmasi penerima pensiun", "a pensioner confirms"), lambda: deadlines.pension_confirmed_by(on)),
        (
            Words("pensiun tanpa konfirmasi berhenti", "an unconfirmed pension stops"),
            lambda: deadlines.pension_stops(on),
        ),
        (Words("daftarkan pekerja baru", "register a new worker"), lambda: deadlines.new_worker_by(on)),
    ]
    return starting + [
        (words, lambda name=name: deadlines.duty_by(name, on, further)) for name, words in DUTIES.items()
    ]


def _show(title: str, rows: list[tuple[Words, Clock]], as_json: bool) -> None:
    if as_json:
        print_json([_clock_json(words, clock) for words, clock in rows])
        return
    headings = [
        t("apa", "what"),
        t("paling lambat", "last day"),
        t("melewati", "passes"),
        t("dasar", "law"),
        t("keyakinan", "confidence"),
    ]
    table(
        title,
        headings,
        [
            [
                words.say(language()),
                f"{clock.on:%d-%m-%Y}",
                ", ".join(clock.holidays),
                clock.cited,
                CONFIDENCE_WORDS[clock.weakest].say(language()),
            ]
            for words, clock in rows
        ],
    )
    for note in dict.fromkeys(note for _, clock in rows for note in clock.notes_in(language())):
        say(Words("Perhatian ({note})", "Beware ({note})"), note=note)
    for words in unentered(dt.date(year, 1, 1) for _, clock in rows for year in clock.unknown_years):
        say(words)


def _clock_json(words: Words, clock: Clock) -> dict[str, Any]:
    return {
        "what": words.say(language()),
        "on": clock.on,
        "passed": list(clock.passed),
        "holidays": list(clock.holidays),
        "unknown_years": list(clock.unknown_years),
        "law": clock.cited,
        "confidence": clock.weakest,
        "notes": list(clock.notes_in(language())),
    }


@click.command(
    help=t(
        "Siapa menerima JKK, JKM, JHT, JP, atau JKM PMI; LIVING: keluarga yang masih hidup.\n\n"
        "\b\nContoh:\n  payung law heirs jkm parent sibling",
        "Who receives JKK, JKM, JHT, JP, or a migrant worker's JKM; LIVING: relations who are alive.\n\n"
        "\b\nExample:\n  payung law heirs jkm parent sibling",
    )
)
@click.argument("programme", type=click.Choice(PROGRAMMES))
@click.argument("living", nargs=-1, type=click.Choice(RELATIONS))
@shared
def heirs(programme: str, living: tuple[str, ...], as_json: bool) -> None:
    found = receivers(programme, living)
    if as_json:
        print_json({"relations": sorted(found.relations), "otherwise": found.otherwise, "law": str(found.source)})
        return
    who = ", ".join(_RELATIONS[name].say(language()) for name in (*sorted(found.relations), found.otherwise) if name)
    say(
        Words("{programme}: {who} ({law}).", "{programme}: {who} ({law})."),
        programme=programme.upper(),
        who=who,
        law=found.source,
    )


@click.command(
    help=t(
        "Status kepesertaan BPU pada satu hari dari bulan yang dibayar (2025-01 atau 2025-01..2025-06).\n\n"
        "\b\nContoh:\n  payung law status 2025-01..2025-03 2025-08 --on 2025-09-20",
        "Where a BPU membership stands on a day, from the months paid (2025-01 or 2025-01..2025-06).\n\n"
        "\b\nExample:\n  payung law status 2025-01..2025-03 2025-08 --on 2025-09-20",
    )
)
@click.argument("paid", nargs=-1)
@click.option("--on", type=DAY, help=t("Hari (tttt-bb-hh); bawaan hari ini.", "Day (yyyy-mm-dd); default today."))
@shared
def status(paid: tuple[str, ...], on: dt.datetime | None, as_json: bool) -> None:
    day = on.date() if on else today()
    try:
        months = [month for text in paid for month in _months(text)]
    except Refused as refusal:
        refuse(*all_of(refusal))
    found = standing(months, day)
    grace = national_figures()["bpu_grace_months"].at(day)
    if as_json:
        why = {"law": grace.cited, "confidence": grace.confidence, "notes": [grace.note_in(language())]}
        print_json({name: getattr(found, name) for name in found.__slots__} | why)
        return
    rows: list[list[object]] = [
        [t("status", "state"), _STATES[found.state].say(language())],
        [t("kepesertaan ke-", "membership no."), found.number],
        [t("mulai", "began"), f"{found.began:%m-%Y}" if found.began else "—"],
        [t("terbayar sampai", "paid until"), f"{found.paid_until:%m-%Y}" if found.paid_until else "—"],
        [t("bulan menunggak", "months in arrears"), found.arrears_months],
        [t("bulan kepesertaan penuh", "completed months"), found.waited_months],
        [t("bulan terbayar", "paid months"), found.paid_months],
        [t("bulan lebih bayar", "months beyond"), found.excess_months],
    ]
    table(t(f"Kepesertaan BPU pada {day:%d-%m-%Y}", f"BPU membership on {day:%d-%m-%Y}"), ["", ""], rows)
    say(Words("Perhatian ({law}): {note}", "Beware ({law}): {note}"), law=grace.cited, note=grace.note_in(language()))


def _months(text: str) -> list[dt.date]:
    first, _, last = text.partition("..")
    return months_between(read_month(first), read_month(last or first))


@click.command(
    help=t(
        "Perkiraan saldo JHT dengan hasil pengembangan yang diumumkan; DEPOSIT: setoran sebulan (5,7 % upah).\n\n"
        "\b\nContoh:\n  payung law savings 228000 --from 2016 --until 2020",
        "An estimated JHT balance with the announced returns; DEPOSIT: a month's contribution (5.7 % of the wage).\n\n"
        "\b\nExample:\n  payung law savings 228000 --from 2016 --until 2020",
    )
)
@click.argument("deposit", type=click.IntRange(0, 10**9))
@click.option("--from", "first", type=int, required=True, help=t("Tahun pertama.", "First year."))
@click.option("--until", "--to", "last", type=int, required=True, help=t("Tahun terakhir.", "Last year."))
@click.option("--opening", type=click.IntRange(0, 10**15), default=0, help=t("Saldo awal.", "Opening balance."))
@shared
def savings(deposit: int, first: int, last: int, opening: int, as_json: bool) -> None:
    try:
        found = jht_balance(first, [[deposit] * 12 for _ in range(first, last + 1)], opening)
    except Refused as refusal:
        refuse(*all_of(refusal))
    if as_json:
        print_json({"years": dict(found.years), "weakest": found.weakest, "notes": [_ESTIMATE.say(language())]})
        return
    rows = [
        [
            str(year),
            figure_text("rate", value.value),
            balance,
            value.cited,
            CONFIDENCE_WORDS[value.confidence].say(language()),
        ]
        for (year, balance), value in zip(found.years, found.returns, strict=True)
    ]
    headings = [
        t("tahun", "year"),
        t("hasil", "return"),
        t("saldo", "balance"),
        t("sumber", "source"),
        t("keyakinan", "confidence"),
    ]
    table(t("Perkiraan saldo JHT", "Estimated JHT balance"), headings, rows)
    say(_ESTIMATE)


@click.command(
    help=t(
        "Upah sebulan dari upah harian (kali 25) atau borongan (rata-rata 3 atau 12 bulan terakhir).\n\n"
        "\b\nContoh:\n  payung law wage daily 150000\n  payung law wage piece 3000000 3100000 3050000",
        "A month's wage from a day's (times 25) or piece work (mean of the last 3 or 12 months).\n\n"
        "\b\nExample:\n  payung law wage daily 150000\n  payung law wage piece 3000000 3100000 3050000",
    )
)
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("amounts", nargs=-1, required=True, type=int)
@click.option("--on", type=DAY, help=t("Hari (tttt-bb-hh); bawaan hari ini.", "Day (yyyy-mm-dd); default today."))
@shared
def wage(kind: str, amounts: tuple[int, ...], on: dt.datetime | None, as_json: bool) -> None:
    try:
        found = month_wage(kind, amounts, on.date() if on else today())
    except Refused as refusal:
        refuse(*all_of(refusal))
    if as_json:
        print_json({"wage": found.amount, "law": found.figure.cited, "confidence": found.figure.confidence})
        return
    say(
        Words("Upah sebulan ({kind}) = Rp{amount}, {law}.", "A month's wage ({kind}) = Rp{amount}, {law}."),
        kind=KINDS[kind].say(language()),
        amount=number(found.amount),
        law=found.figure.cited,
    )


CLOCKS = (due, clocks, heirs, status, savings, wage)
