"""How right one's own matching is: draw a sample, let two people look at each pair, read precision and recall."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import click
from django.conf import settings

from payung.cli import session
from payung.cli.receive import asked
from payung.cli.terminal import decimal, number, print_json, refuse, say, steps, t, table
from payung.flows import measure_own_matching, sample_a_matching
from payung.linkage import telling
from payung.linkage.measuring import Estimate, Measured
from payung.vocabulary.share import Share
from payung.vocabulary.words import Words


@click.command(
    help=t(
        "Ambil sampel acak dari hasil pemadanan, per pita: tautan otomatis (NIK, kuat, dekat ambang), pasangan meragukan, dan dengan --below"
        " baris yang dianggap orang baru beserta calon terdekatnya.\n\n"
        "Tanpa --really hanya ditunjukkan. Pasangan sampel masuk antrean `payung review next` lebih dulu, tanpa skor dan tanpa menyebut pitanya,"
        " dan masing-masing dilihat DUA petugas. Putusan baris tidak berubah; bila sampel membuktikan tautan salah, `payung review apply`"
        " memperbaikinya. Sampel baru menggantikan yang lama; jawaban tetap disimpan. Sesudah dijawab: `payung linkage measure`.",
        "Draw a random sample of what matching decided, by band: automatic links (NIK, strong, near the threshold), doubtful pairs, and with"
        " --below rows taken for new people with their nearest candidate.\n\n"
        "Without --really it is only shown. Drawn pairs come first in `payung review next`, without score or band, and TWO people look at each."
        " No verdict changes; where the sample proves a link wrong, `payung review apply` puts it right. A new sample replaces the old one;"
        " answers stay. Once answered: `payung linkage measure`.",
    )
)
@click.option(
    "--pairs",
    default=60,
    show_default=True,
    type=click.IntRange(sample_a_matching.FEWEST, sample_a_matching.MOST),
    help=t("Pasangan per pita, paling banyak.", "Pairs of each band, at most."),
)
@click.option(
    "--below/--no-below",
    default=True,
    show_default=True,
    help=t(
        "Cari juga yang terlewat; lamanya seperti memadankan. Tanpanya recall tidak diketahui.",
        "Also look for who was overlooked; takes as long as matching. Without it recall stays unknown.",
    ),
)
@click.option("--really", is_flag=True, help=t("Masukkan ke antrean.", "Put it into the queue."))
@click.option("--json", "as_json", is_flag=True)
def sample(pairs: int, below: bool, really: bool, as_json: bool) -> None:
    run = sample_a_matching.run if really else sample_a_matching.rehearse
    try:
        with steps(1, quiet=as_json) as advance:
            drawn = asked(
                lambda viewer: run(
                    home=settings.PAYUNG_HOME, many=pairs, below=below, by=viewer, at=session.now(), tell=advance
                )
            )
    except sample_a_matching.NothingMatched:
        refuse(t("Belum ada daftar usulan yang dipadankan.", "No proposal was matched yet."))
    rows = [(side, band, count, drawn.populations[side, band]) for (side, band), count in drawn.pairs.items()]
    if as_json:
        names = ("side", "band", "drawn", "pairs")
        print_json({"really": really, "bands": [dict(zip(names, row, strict=True)) for row in rows]})
        return
    table(
        t("Sampel", "Sample"),
        [t("Terhadap", "Against"), t("Pita", "Band"), t("Diambil", "Drawn"), t("Dari", "Of")],
        [[_side(side), _band(band), count, population] for side, band, count, population in rows],
    )
    if really:
        say(
            Words(
                id="{n} pasangan masuk antrean; masing-masing dilihat dua petugas: payung review next.",
                en="{n} pairs are in the queue; two people look at each: payung review next.",
            ),
            n=number(sum(drawn.pairs.values())),
        )
    else:
        say(Words(id="Belum dimasukkan ke antrean; tambahkan --really.", en="Not put into the queue; add --really."))


@click.command(
    help=t(
        "Mutu pemadanan instalasi ini: presisi tautan otomatis dan recall, dengan selang 95 %, per pita dan per kelompok (perempuan, tanpa NIK,"
        " nama satu kata …), kesepakatan dua petugas, dan waktu per jawaban.\n\n"
        "Tanpa kebenaran yang diketahui, angka hanya berasal dari sampel acak (`payung linkage sample`) yang dijawab dua petugas; pita tanpa"
        " jawaban membuat angkanya 'tidak diketahui', bukan ditebak. Recall dihitung atas pasangan yang sempat dibandingkan: orang yang tidak"
        " ditemukan satu kunci pun tidak terlihat, jadi recall adalah batas atas.\n\n"
        "--truth BERKAS (CSV atau Parquet: file, sheet, row, kpj) membandingkan semua tautan dengan kebenaran; isi berkas tidak disimpan.",
        "How right this installation's matching is: precision of automatic links and recall, with 95 % intervals, by band and by group (women,"
        " no NIK, one-word names …), how far two reviewers agree, and the time an answer takes.\n\n"
        "Where the truth is not known, figures come only from a random sample (`payung linkage sample`) that two people answered; a band without"
        " answers makes a figure 'unknown', never a guess. Recall counts pairs that were compared: who shares no key with the right record is"
        " not seen, so that it is an upper bound.\n\n"
        "--truth FILE (CSV or Parquet: file, sheet, row, kpj) lays every link beside the truth; nothing of the file is kept.",
    )
)
@click.option("--truth", "truth_file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def measure(truth_file: Path | None, as_json: bool) -> None:
    found = asked(lambda viewer: measure_own_matching.run(seen_by=viewer))
    truth = _truth(truth_file) if truth_file else None
    if as_json:
        print_json({"sample": _plain(found), "truth": _plain(truth)})
        return
    _show_sample(found)
    if truth is not None:
        _show_truth(truth)


def _truth(path: Path) -> measure_own_matching.Truth:
    try:
        return asked(lambda viewer: measure_own_matching.beside_truth(path, by=viewer, at=session.now()))
    except measure_own_matching.NotATruth as wrong:
        needed = ", ".join(measure_own_matching.COLUMNS)
        if wrong.missing:
            refuse(t(f"Kolom salah atau tidak ada: {', '.join(wrong.missing)}. Perlu: {needed}.", f"Columns wrong or missing: {', '.join(wrong.missing)}. Needed: {needed}."))  # fmt: skip
        refuse(t(f"Bukan tabel CSV atau Parquet dengan kolom {needed}.", f"No CSV or Parquet table with the columns {needed}."))  # fmt: skip


def _plain(value: Any) -> Any:
    """Return a result as plain data; shares say their value and interval."""
    if isinstance(value, Share):
        low, high = value.interval
        return {
            "hits": value.hits,
            "of": value.of,
            "value": value.value if value.of else None,
            "low": low,
            "high": high,
        }
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _show_sample(found: Measured) -> None:
    if found.drawn_at is None:
        say(
            Words(
                id="Presisi dan recall tidak diketahui: belum pernah diambil sampel (payung linkage sample).",
                en="Precision and recall are unknown: no sample was ever drawn (payung linkage sample).",
            )
        )
    else:
        _show_bands(found)
        _show_groups(found)
    if found.reviewed.of:
        say(
            Words(
                id="Dari {n} jawaban verval yang memutuskan, {same} menjawab orang yang sama (yang paling mungkin didahulukan: ini bukan sampel).",
                en="Of {n} deciding answers {same} said the same person (the likeliest come first: this is no sample).",
            ),
            n=number(found.reviewed.of),
            same=number(found.reviewed.hits),
        )
    table(
        t("Waktu per jawaban", "Time an answer takes"),
        [t("Petugas", "Reviewer"), t("Jawaban", "Answers"), t("Terukur", "Timed"), t("Median (detik)", "Median (s)")],
        [
            [one.reviewer, one.answers, one.timed, "–" if one.seconds is None else f"{one.seconds:.0f}"]
            for one in found.pace
        ],
    )


def _show_bands(found: Measured) -> None:
    table(
        t(f"Sampel {found.drawn_at:%d-%m-%Y}, model {found.model}", f"Sample of {found.drawn_at:%d-%m-%Y}, model {found.model}"),
        [t("Terhadap", "Against"), t("Pita", "Band"), t("Pasangan", "Pairs"), t("Diambil", "Drawn"), t("Sama", "Same"), t("Beda", "Different"), t("Tak putus", "Undecided"), t("Terbuka", "Open"), t("Orang yang sama", "Same person")],
        [
            [_side(one.side), _band(one.band), one.pairs, one.drawn, one.same, one.different, one.undecided, one.open, _share(one.share)]
            for one in found.bands
        ],
    )  # fmt: skip
    if found.looks:
        told = "–" if found.kappa is None else decimal(found.kappa, 2)
        say(
            Words(
                id="Dua petugas sepakat pada {agreed} dari {looks} pasangan (kappa {kappa}).",
                en="Two people agree on {agreed} of {looks} pairs (kappa {kappa}).",
            ),
            agreed=number(found.agreed),
            looks=number(found.looks),
            kappa=told,
        )


def _show_groups(found: Measured) -> None:
    table(
        t("Perkiraan, selang 95 %", "Estimates, 95 % intervals"),
        [t("Terhadap", "Against"), t("Kelompok", "Group"), t("Tautan", "Links"), t("Presisi", "Precision"), "Recall", t("Recall sesudah verval", "Recall after review")],
        [
            [_side(one.side), _group(one.group), one.links, _estimate(one.precision), _estimate(one.recall), _estimate(one.recall_after_review)]
            for one in found.groups
        ],
    )  # fmt: skip


def _show_truth(truth: measure_own_matching.Truth) -> None:
    table(
        t(f"Di samping kebenaran: {number(truth.rows)} baris", f"Beside the truth: {number(truth.rows)} rows"),
        [t("Kelompok atau pita", "Group or band"), t("Baris", "Rows"), t("Presisi", "Precision"), "Recall", t("Recall sesudah verval", "Recall after review"), t("Ke orang", "To a person")],
        [
            [_group(one.name), one.rows, _share(one.precision), _share(one.recall), _share(one.recall_after_review), _share(one.review)]
            for one in truth.lines
        ],
    )  # fmt: skip
    if truth.unknown:
        say(
            Words(
                id="{n} baris di berkas kebenaran tidak ada di daftar yang diterima; tidak dihitung.",
                en="{n} rows of the truth stand on no received list; they are not counted.",
            ),
            n=number(truth.unknown),
        )


def _share(share: Share) -> str:
    if not share.of:
        return "–"
    low, high = share.interval
    return f"{decimal(share.value, 4)} ({decimal(low, 4)}–{decimal(high, 4)}) n={share.of}"


def _estimate(one: Estimate) -> str:
    if one.value is None:
        return t("tidak diketahui: ", "unknown: ") + ", ".join(_band(band) for band in one.why)
    return f"{decimal(one.value, 4)} ({decimal(one.low, 4)}–{decimal(one.high, 4)})"


def _side(side: str) -> str:
    return t("register", "register") if side == "register" else t("daftar lain", "other lists")


def _band(band: str) -> str:
    return _said(telling.BANDS, band)


def _group(group: str) -> str:
    return _said(telling.GROUPS | telling.BANDS, group)


def _said(words: dict[str, Words], name: str) -> str:
    known = words.get(name)
    return t(known.id, known.en) if known else name
