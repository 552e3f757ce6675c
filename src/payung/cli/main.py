"""The entry: which command lives where, and what it needs before it runs."""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import sys

import click
import django

from payung.cli import server
from payung.cli.terminal import t


class Lazy(click.Group):
    """A group whose commands are loaded when they are called: `payung list check` must start without a database."""

    def __init__(self, *args: object, places: dict[str, str], needs_database: bool = True, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        self.needs_database = needs_database

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.places)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.places:
            return None
        where, _, without = self.places[name].partition(" ")
        module, _, attribute = where.partition(":")
        if self.needs_database and without != "without-database":
            ready(starts_server=without != "without-server")
        return getattr(importlib.import_module(module), attribute)


def ready(*, starts_server: bool) -> None:
    """Set Django up and see that the database answers: the embedded one is started where no server is named."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "payung.settings")
    django.setup()
    # What is loaded stays to the end: the collector passes it over until then.
    gc.freeze()
    atexit.register(gc.unfreeze)
    # Help must not start a server.
    if starts_server and not {"--help", "-h"} & set(sys.argv):
        server.start()
        _tell_practice()


def _tell_practice() -> None:
    from payung.cli import session  # noqa: PLC0415 (help is shown without Django)

    if session.is_practice():
        text = t(
            "Instalasi latihan; hari ini dianggap {day}.", "An installation for practice; today is taken to be {day}."
        )
        click.echo(text.format(day=f"{session.today():%d-%m-%Y}"), err=True)


def _group(name: str, id: str, en: str, **places: str) -> Lazy:
    return Lazy(name, help=t(id, en), places={key.replace("_", "-"): value for key, value in places.items()})


GROUPS = {
    "list": lambda: _group(
        "list",
        "Daftar usulan: periksa, terima, rekap, kembalikan, cabut penahanan.",
        "Lists: check, receive, receipt, return, lift a hold.",
        check="payung.cli.lists:check without-database",
        receive="payung.cli.receive:receive",
        show="payung.cli.receive:show",
        receipt="payung.cli.receive:receipt",
        rows="payung.cli.receive:rows",
        lift="payung.cli.list_holds:lift",
        take_out="payung.cli.list_holds:take_out",
        layouts="payung.cli.receive:layouts",
    ),
    "review": lambda: _group(
        "review",
        "Verval: lihat pasangan yang meragukan dan putuskan.",
        "Review: look at doubtful pairs and rows, and decide.",
        next="payung.cli.review:next_pair",
        answer="payung.cli.review:answer",
        undo="payung.cli.review:undo",
        apply="payung.cli.review:apply",
        waiting="payung.cli.review:waiting",
        agreement="payung.cli.review:agreement",
        accept="payung.cli.review:accept",
        refuse="payung.cli.review:refuse_rows",
    ),
    "register": lambda: _group(
        "register",
        "Register peserta: muat ekstrak, lihat bentrokan, gabung dan pisah.",
        "The register: load extracts, see conflicts, merge and un-merge.",
        load="payung.cli.register:load",
        show="payung.cli.register:show",
        conflicts="payung.cli.register:conflicts",
        merge="payung.cli.register:merge",
        unmerge="payung.cli.register:unmerge",
        rekey="payung.cli.register:rekey",
    ),
    "programme": lambda: _group(
        "programme",
        "Program: buat dari berkas, ekspor, lihat, kuota, anggaran, dasar hukum.",
        "Programmes: take over from a file, export, show, quotas, budget, legal base.",
        load="payung.cli.programme:load",
        export="payung.cli.programme:export",
        show="payung.cli.programme:show",
        budget="payung.cli.programme_parts:budget",
        regulation="payung.cli.programme_parts:regulation",
        agreement="payung.cli.programme_parts:agreement",
    ),
    "decide": lambda: _group(
        "decide",
        "Kelayakan: putuskan calon, lihat yang meragukan, putuskan dengan tangan.",
        "Eligibility: decide candidates, see the doubtful, decide by hand.",
        run="payung.cli.decide:run",
        show="payung.cli.decide:show",
        doubtful="payung.cli.decide:doubtful",
        settle="payung.cli.decide:settle",
        waiting="payung.cli.decide:waiting",
        facts="payung.cli.decide_facts:facts",
    ),
    "dukcapil": lambda: _group(
        "dukcapil",
        "Disdukcapil: kirim NIK untuk dipadankan, baca jawabannya.",
        "Disdukcapil: send NIKs to be matched, take the answers.",
        send="payung.cli.exchange:dukcapil_send",
        answer="payung.cli.exchange:dukcapil_answer",
        show="payung.cli.exchange:dukcapil_show",
    ),
    "bpjs": lambda: _group(
        "bpjs",
        "BPJS Ketenagakerjaan: cek calon dan pendaftaran, kirim dan baca jawabannya.",
        "BPJS Ketenagakerjaan: check candidates and enrol, send and take the answers.",
        send="payung.cli.exchange:bpjs_send",
        answer="payung.cli.exchange:bpjs_answer",
        show="payung.cli.exchange:bpjs_show",
    ),
    "decree": lambda: _group(
        "decree",
        "SK: usulkan, cetak, paraf, tetapkan, ubah.",
        "The decree: propose, print, initial, enact, amend.",
        propose="payung.cli.decree:propose",
        print="payung.cli.decree:print_annex",
        initial="payung.cli.decree:initial",
        enact="payung.cli.decree:enact",
        amend="payung.cli.decree:amend",
        withdraw="payung.cli.decree:withdraw",
        show="payung.cli.decree:show",
    ),
    "bill": lambda: _group(
        "bill",
        "Tagihan iuran: buat, beri kode iuran, batalkan, lihat.",
        "Bills: make, give the kode iuran, void, show.",
        make="payung.cli.bill:make",
        issue="payung.cli.bill:issue",
        void="payung.cli.bill:void",
        paper="payung.cli.bill_paper:paper",
        show="payung.cli.bill:show",
        lapse="payung.cli.lapse:lapse",
    ),
    "pay": lambda: _group(
        "pay",
        "Bayar: catat SP2D, bukti bayar, rekonsiliasi.",
        "Pay: record the SP2D, the receipt, the reconciliation.",
        record="payung.cli.pay:record",
        show="payung.cli.pay:show",
        correct="payung.cli.pay:correct",
        reconcile="payung.cli.pay:reconcile",
        receipt="payung.cli.pay_receipt:receipt",
    ),
    "year": lambda: _group(
        "year",
        "Tutup/buka tahun.",
        "The year turn.",
        turn="payung.cli.year:turn",
        countdown="payung.cli.year:countdown",
    ),
    "letter": lambda: _group(
        "letter",
        "Naskah dinas: lihat, beri nomor setelah diagendakan.",
        "Letters: see them, number them after registration.",
        list="payung.cli.letter:list_letters",
        show="payung.cli.letter:show",
        number="payung.cli.letter:number_letter",
        scan="payung.cli.letter:scan",
        write="payung.cli.letter:write",
    ),
    "coverage": lambda: _group(
        "coverage",
        "Cakupan: ukur sebulan, tunjukkan, siapa yang belum, terbitkan.",
        "Coverage: measure a month, show it, who is missing, publish.",
        measure="payung.cli.coverage:measure",
        show="payung.cli.coverage:show",
        missing="payung.cli.coverage_missing:missing",
        explain="payung.cli.coverage:explain",
        publish="payung.cli.coverage:publish",
        universe="payung.cli.coverage_sources:universe",
        target="payung.cli.coverage_targets:target",
        reference="payung.cli.coverage_sources:reference",
    ),
    "linkage": lambda: _group(
        "linkage",
        "Pemadanan: ukur mutunya, latih model dari data instalasi ini, terima model.",
        "Matching: measure how right it is, train a model on this installation's rows, accept it.",
        measure="payung.cli.linkage_measure:measure",
        sample="payung.cli.linkage_measure:sample",
        train="payung.cli.linkage:train",
        models="payung.cli.linkage:models",
        accept="payung.cli.linkage:accept",
    ),
    "account": lambda: _group(
        "account",
        "Akun: masuk, keluar, buka, tutup.",
        "Accounts: sign in and out, open, close.",
        login="payung.cli.account:login",
        logout="payung.cli.account:logout",
        whoami="payung.cli.account:whoami",
        open="payung.cli.account:open_account",
        close="payung.cli.account:close_account",
        hand_over="payung.cli.hand_over:hand_over",
    ),
    "privacy": lambda: _group(
        "privacy",
        "Data pribadi: kebocoran, perbaikan, penghapusan, dengan jamnya.",
        "Personal data: breaches, corrections, erasures, with their clocks.",
        list="payung.cli.privacy:list_cases",
        show="payung.cli.privacy:show",
        breach="payung.cli.privacy:breach",
        count="payung.cli.privacy:count",
        request="payung.cli.privacy:open_request",
        propose="payung.cli.privacy:propose",
        settle="payung.cli.privacy:settle",
        refuse="payung.cli.privacy:refuse_request",
        tell="payung.cli.privacy:tell",
        letters="payung.cli.privacy:write_letters",
        close="payung.cli.privacy:close",
    ),
    "database": lambda: _group(
        "database",
        "Basis data: jalankan, hentikan, cadangkan, pulihkan, bersihkan.",
        "The database: start, stop, back up, restore, purge.",
        start="payung.cli.database:start",
        stop="payung.cli.database:stop without-server",
        backup="payung.cli.database:backup",
        restore="payung.cli.database:restore",
        purge="payung.cli.database:purge",
    ),
    "audit": lambda: _group(
        "audit",
        "Jejak: segel dan periksa.",
        "The trail: seal and verify.",
        seal="payung.cli.trail:seal",
        verify="payung.cli.trail:verify",
        export="payung.cli.trail:export",
    ),
}
SINGLE = {
    "law": "payung.cli.law:law without-database",
    "setup": "payung.cli.setup:setup",
    "practice": "payung.cli.practice:practice",
    "demo": "payung.cli.demo:demo without-server",
    "site": "payung.cli.site:site without-server",
}


class Payung(click.Group):
    """The root group: groups and single commands, in the order of a working day."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [*GROUPS, *SINGLE]

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name in GROUPS:
            return GROUPS[name]()
        if name in SINGLE:
            return Lazy(places=SINGLE).get_command(ctx, name)
        return None


def main() -> None:
    """Run one command; `--lang` is read first, because help is written while commands load."""
    words = sys.argv[1:]
    for place, word in enumerate(words):
        if word.startswith("--lang="):
            os.environ["PAYUNG_LANG"] = word.removeprefix("--lang=")
        elif word == "--lang" and place + 1 < len(words):
            os.environ["PAYUNG_LANG"] = words[place + 1]
    root = Payung(
        "payung",
        help=t(
            "Dari daftar usulan yang berantakan sampai pekerja yang terlindungi.",
            "From messy lists to protected workers.",
        ),
        params=[
            click.Option(
                ["--lang"],
                type=click.Choice(["id", "en"]),
                help=t("Bahasa: id (bawaan) atau en.", "Language: id (default) or en."),
                expose_value=False,
            )
        ],
    )
    root(prog_name="payung")


if __name__ == "__main__":
    main()
