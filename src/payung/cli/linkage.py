"""The matching model: train one on this installation's rows, see what would change, accept it."""

from __future__ import annotations

import dataclasses

import click
from django.conf import settings

from payung.access.viewer import NotAllowed
from payung.cli import session
from payung.cli.account import not_allowed
from payung.cli.terminal import STOPPED, number, print_json, refuse, say, steps, t, table
from payung.flows import train_a_model
from payung.linkage import own_models
from payung.linkage.scoring import NotAModel
from payung.linkage.training import NotConverged
from payung.vocabulary.words import Words


@click.command(
    help=t(
        "Latih model pemadanan dari daftar usulan dan register instalasi ini, tanpa label, dan tunjukkan bedanya dengan model yang dipakai:"
        " tingkat mana yang bergeser, dan apa jadinya baris yang sama.\n\n"
        "Tanpa --save tidak ada yang disimpan. Dengan --save model disimpan bernomor dan bertanggal; baru dipakai setelah `payung linkage accept`,"
        " hanya untuk daftar yang dipadankan sejak itu. Pasangan, jawaban petugas dan putusan yang sudah ada tidak berubah. Perlu hak memuat"
        " register; pelatihan dan pemakaian tercatat di jejak. Pemda tanpa register cukup memakai model bawaan.\n\n"
        "Ukur dahulu dan sesudahnya: `payung linkage sample`, `payung linkage measure`.",
        "Train a matching model on this installation's proposals and register, without labels, and show how it differs from the one in use:"
        " which levels moved, and what becomes of the same rows.\n\n"
        "Without --save nothing is kept. With --save the model is kept with number and date; it is used after `payung linkage accept`, only for"
        " lists matched from then on. Pairs, people's answers and verdicts that stand are left alone. It needs the right to load the register;"
        " training and accepting stand in the trail. A Pemda without a register stays with the model that ships.\n\n"
        "Measure before and after: `payung linkage sample`, `payung linkage measure`.",
    )
)
@click.option("--random-pairs", default=4_000_000, show_default=True, type=click.IntRange(100_000, 100_000_000))
@click.option("--save", "really", is_flag=True, help=t("Simpan modelnya.", "Save the model."))
@click.option("--json", "as_json", is_flag=True)
def train(random_pairs: int, really: bool, as_json: bool) -> None:
    viewer = session.viewer()
    try:
        with steps(train_a_model.STEPS, quiet=as_json) as advance:
            done = train_a_model.run(
                home=settings.PAYUNG_HOME,
                random_pairs=random_pairs,
                really=really,
                by=viewer,
                at=session.now(),
                tell=advance,
            )
    except NotAllowed as refused:
        refuse(not_allowed(refused))
    except train_a_model.TooFewRows as few:
        refuse(
            t(
                f"Terlalu sedikit untuk dipelajari: {number(few.rows)} baris usulan (perlu {number(train_a_model.LEAST_ROWS)}), {number(few.people)} orang di register (perlu {number(train_a_model.LEAST_PEOPLE)}).",
                f"Too few to learn from: {number(few.rows)} rows of proposals ({number(train_a_model.LEAST_ROWS)} are needed), {number(few.people)} people in the register ({number(train_a_model.LEAST_PEOPLE)} are needed).",
            )
        )
    except NotConverged as unsettled:
        refuse(t(f"Pelatihan tidak konvergen: {unsettled}", f"Training did not settle: {unsettled}"), code=STOPPED)
    if as_json:
        print_json(dataclasses.asdict(done) | {"model": done.model.sha256})
        return
    _show(done)


def _show(done: train_a_model.Trained) -> None:
    table(
        t("Tingkat yang bergeser (bit)", "Levels that moved (bits)"),
        [t("Perbandingan", "Comparison"), t("Tingkat", "Level"), t("Dipakai", "In use"), t("Baru", "New")],
        [[one.comparison, one.level, f"{one.before:+.1f}", f"{one.after:+.1f}"] for one in done.moved],
    )
    table(
        t(f"Nasib {number(done.rows)} baris yang sama", f"What becomes of the same {number(done.rows)} rows"),
        [t("Model", "Model"), t("Tertaut", "Linked"), t("Ke orang", "To a person"), t("Baru", "New")],
        [
            [t("dipakai", "in use"), *done.before.values()],
            [t("baru", "new"), *done.after.values()],
        ],
    )
    if done.path:
        say(
            Words(
                id="Disimpan: {path}. Belum dipakai; payung linkage accept {n}",
                en="Saved: {path}. Not used yet; payung linkage accept {n}",
            ),
            path=done.path,
            n=done.path.stem.rpartition("-")[2],
        )
    else:
        say(Words(id="Tidak disimpan; tambahkan --save.", en="Not saved; add --save."))


@click.command(help=t("Model yang disimpan di instalasi ini.", "The models saved on this installation."))
@click.option("--json", "as_json", is_flag=True)
def models(as_json: bool) -> None:
    session.viewer().must("load_register")
    found = own_models.saved(home=settings.PAYUNG_HOME)
    if as_json:
        print_json([dataclasses.asdict(one) for one in found])
        return
    table(
        t("Model", "Models"),
        [t("Nomor", "Number"), t("Dilatih", "Trained on"), t("Dipakai", "In use"), "sha256"],
        [
            [str(one.version), one.trained_on or "-", t("ya", "yes") if one.in_use else "-", one.sha256[:16]]
            for one in found
        ],
    )


@click.command(
    help=t(
        "Pakai model bernomor ini untuk daftar yang dipadankan sejak sekarang; `shipped` = kembali ke model bawaan.",
        "Use the model of this number for lists matched from now on; `shipped` goes back to the one that ships.",
    )
)
@click.argument("version")
def accept(version: str) -> None:
    try:
        model = own_models.accept(version, home=settings.PAYUNG_HOME, by=session.viewer(), at=session.now())
    except NotAllowed as refused:
        refuse(not_allowed(refused))
    except own_models.NoSuchModel:
        refuse(t(f"Tidak ada model {version} yang disimpan.", f"No model {version} was saved."))
    except NotAModel as broken:
        refuse(t(f"Berkas model rusak: {broken}", f"The model file is broken: {broken}"))
    say(Words(id="Dipakai: {name}.", en="In use: {name}."), name=f"{model.name}-{model.version}")
