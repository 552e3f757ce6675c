"""How decrees, drafts and waiting lists look at the terminal."""

from __future__ import annotations

import dataclasses
from typing import Any

from payung.cli.terminal import language, number, print_json, say, t, table
from payung.enrolment.amending import Amendment
from payung.enrolment.person_file import PersonFile
from payung.enrolment.proposing import Proposal
from payung.enrolment.refusals import STATE_WORDS
from payung.vocabulary import sheets
from payung.vocabulary.month import Month
from payung.vocabulary.rupiah import say_rupiah
from payung.vocabulary.words import Words


def show_proposal(proposal: Proposal, *, is_rehearsed: bool, as_json: bool, change: Amendment | None = None) -> None:
    """Print a draft: its people and its price by year, whom it leaves out, what to look at."""
    if as_json:
        value = dataclasses.asdict(change or proposal)
        print_json({**value, "rehearsed": is_rehearsed})
        return
    words = Words(
        id="Konsep SK {id} versi {version}: {heads} orang, {months} orang-bulan, {amount}.",
        en="Draft decree {id}, version {version}: {heads} people, {months} person-months, {amount}.",
    )
    if is_rehearsed:
        words = Words(
            id="Akan menjadi konsep: {heads} orang, {months} orang-bulan, {amount}. Belum ada yang disimpan.",
            en="Would be a draft: {heads} people, {months} person-months, {amount}. Nothing is stored.",
        )
    say(
        words,
        id=proposal.decree_id,
        version=proposal.version,
        heads=number(proposal.heads),
        months=number(proposal.person_months),
        amount=say_rupiah(proposal.amount),
    )
    if change is not None:
        _show_change(change)
    else:
        _show_left_out(proposal)
    table(
        t("Per tahun anggaran", "By fiscal year"),
        [t("Tahun", "Year"), t("Orang-bulan", "Person-months"), t("Jumlah", "Amount")],
        [[str(one.fiscal_year), one.person_months, say_rupiah(one.amount)] for one in proposal.years],
    )
    for warning in proposal.warnings:
        say(Words(id="! {text}", en="! {text}"), text=warning.say(language()))


def _show_change(change: Amendment) -> None:
    say(
        Words(
            id="{removed} keluar, {added} masuk, terhitung {month}.",
            en="{removed} leave, {added} come, from {month} on.",
        ),
        removed=number(change.removed),
        added=number(change.added),
        month=Month.of(change.from_month).say(language()),
    )
    for code, places in change.unfilled:
        say(
            Words(
                id="! {code}: {places} tempat tanpa daftar tunggu; --fill programme mengisi dari kelurahan lain.",
                en="! {code}: nobody waits for {places} places; --fill programme takes people of other kelurahan.",
            ),
            code=code or "—",
            places=places,
        )


def _show_left_out(proposal: Proposal) -> None:
    chosen = proposal.chosen
    say(
        Words(
            id="Memenuhi syarat dengan kursi {eligible} = diusulkan {free} + sudah berkursi {seated} + di SK lain {proposed} + ditolak BPJS atau keluar {refused}.",
            en="Eligible with a seat {eligible} = proposed {free} + seated already {seated} + on another decree {proposed} + refused by BPJS or left {refused}.",
        ),
        **{name: number(getattr(chosen, name)) for name in ("eligible", "free", "seated", "proposed", "refused")},
    )


def show_decrees(found: dict[str, Any]) -> None:
    """Print all decrees, a waiting list, or what was done with one person."""
    if "person" in found:
        _show_person(found["person"])
        return
    if "waiting" in found:
        table(
            t("Daftar tunggu", "Waiting list"),
            ["Kelurahan", t("Urut", "Rank"), t("Nama", "Name"), "NIK", t("Dalam kuota", "Within quota")],
            [
                [
                    one.kelurahan_code,
                    str(one.rank or "—"),
                    one.name,
                    one.nik_masked,
                    t("ya", "yes") if one.within_quota else "—",
                ]
                for one in found["waiting"]
            ],
        )
        return
    table(
        "SK",
        ["No", t("Program", "Programme"), t("Status", "State"), t("Versi", "Version"), t("Nomor", "Number"), t("Bulan", "Months"), t("Masuk", "More"), t("Keluar", "Fewer")],
        [
            [str(one.decree_id), one.programme, STATE_WORDS[one.state].say(language()), str(one.version), one.number or "—", _months(one), one.heads, one.leaving]
            for one in found["decrees"]
        ],
    )  # fmt: skip


def _show_person(files: list[PersonFile]) -> None:
    if not files:
        say(Words(id="Tidak ada yang dapat ditunjukkan.", en="There is nothing to show."))
    for one in files:
        events = [
            [f"{one.row.received_on:%d-%m-%Y}", t("usulan", "proposed"), f"{one.row.file_name} {sheets.said(one.row.sheet_no).say(language())}:{one.row.row_no}, {one.row.sender}"],
            [_day(one.decided_on), t("kelayakan", "eligibility"), " ".join([one.outcome or "—", *one.reasons])],
            *[[_day(asked.answered_on or asked.sent_on), f"{asked.purpose} {asked.number}", " ".join(filter(None, [asked.code or "—", asked.reason, asked.kpj]))] for asked in one.asked],
            *[[_day(line.decided_on), f"SK {line.number or line.decree_id} {line.kelurahan_code}/{line.seq}", " ".join(filter(None, [line.change, line.leaving, line.check_code, line.seat_state, line.kpj]))] for line in one.lines],
        ]  # fmt: skip
        table(f"{one.programme}: {one.name}", [t("Tanggal", "Day"), t("Apa", "What"), t("Isi", "Content")], events)


def _day(on: Any) -> str:
    return f"{on:%d-%m-%Y}" if on else "—"


def show_decree(found: dict[str, Any]) -> None:
    """Print one decree: its state, its recap by kelurahan and by year, its seats, and who has a seat already."""
    one = found["decree"]
    said = [
        one.title,
        STATE_WORDS[one.state].say(language()),
        f"{t('versi', 'version')} {one.version}",
        one.check_code,
        _months(one),
    ]
    if one.number:
        said += [f"{t('nomor', 'number')} {one.number}, {one.decided_on:%d-%m-%Y}", one.signer]
    say(
        Words(id="SK {id}: {said}", en="Decree {id}: {said}"),
        id=one.decree_id,
        said=" · ".join(part for part in said if part),
    )
    money = [t("Orang-bulan", "Person-months"), t("Jumlah", "Amount")]
    places = [[place.kelurahan_code or "—", place.heads, place.leaving, place.person_months, say_rupiah(place.amount)] for place in found["places"]]  # fmt: skip
    sums = [
        sum(getattr(place, name) for place in found["places"])
        for name in ("heads", "leaving", "person_months", "amount")
    ]
    table(
        t("Rekap per kelurahan", "Recap by kelurahan"),
        ["Kelurahan", t("Masuk", "More"), t("Keluar", "Fewer"), *money],
        [*places, [t("SEMUA", "ALL"), *sums[:3], say_rupiah(sums[3])]],
    )
    table(
        t("Per tahun anggaran", "By fiscal year"),
        [t("Tahun", "Year"), *money],
        [[str(year.fiscal_year), year.person_months, say_rupiah(year.amount)] for year in found["years"]],
    )
    for seats in found["seats"]:
        say(
            Words(
                id="Kursi {seats} = menunggu {waiting} + peserta {member} + ditolak {rejected} + berakhir {ended}; {without_kpj} belum ber-KPJ.",
                en="Seats {seats} = waiting {waiting} + member {member} + rejected {rejected} + ended {ended}; {without_kpj} without KPJ.",
            ),
            **{name: number(value) for name, value in dataclasses.asdict(seats).items()},
        )
    for seat in [] if one.state == "enacted" else found["in_the_way"]:
        say(
            Words(id="! {name} ({nik}) sudah ada di {programme}, SK {decree}", en="! {name} ({nik}) has a seat in {programme}, decree {decree}"),
            name=seat.name,
            nik=seat.nik_masked,
            programme=seat.programme,
            decree=seat.decree,
        )  # fmt: skip


def _months(one: Any) -> str:
    return f"{Month.of(one.first_month)}–{Month.of(one.end_month).plus(-1)}"
