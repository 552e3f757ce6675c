"""What the second half of the demo ended with, as tables: answers, decisions, decree, money, coverage, and the truth beside it."""

from __future__ import annotations

import dataclasses

from payung.access.viewer import Viewer
from payung.cli.terminal import console, language, number, percent, say, t, table
from payung.coverage import queries as coverage
from payung.coverage.figures import Figure
from payung.coverage.words import ppm_words
from payung.demo.outcome import Outcome
from payung.demo.second_half import SecondHalf
from payung.flows import words_of_reasons
from payung.vocabulary import occupation_groups, payers
from payung.vocabulary.words import Words

PURPOSES = {
    "dukcapil": Words(id="Disdukcapil: pemadanan NIK", en="Disdukcapil: NIK matching"),
    "bpjs_check": Words(id="BPJS: cek calon", en="BPJS: check of candidates"),
    "bpjs_enrolment": Words(id="BPJS: pendaftaran", en="BPJS: enrolment"),
}
# Of a long table, the largest lines; `payung coverage show` has them all.
MOST_LINES = 20
REACHED = {
    "protected": Words(id="terlindungi: aktif dan dibayar", en="protected: active and paid"),
    "member": Words(id="peserta, belum dibayar", en="member, not paid yet"),
    "enrolment_waits": Words(id="menunggu jawaban pendaftaran", en="enrolment not answered"),
    "enrolment_rejected": Words(id="pendaftaran ditolak BPJS", en="enrolment answered no"),
    "eligible": Words(id="layak, belum di SK", en="eligible, on no decree"),
    "waiting_list": Words(id="daftar tunggu", en="waiting list"),
    "doubtful": Words(id="meragukan, menunggu petugas", en="doubtful, waits for a person"),
    "not_eligible": Words(id="diputuskan tidak layak", en="decided not eligible"),
    "wrong_nik": Words(
        id="diterima dengan NIK yang keliru, ditahan pada kelayakan",
        en="accepted under a wrong NIK, held back at deciding",
    ),
    "undecided": Words(id="baris diterima, belum diputuskan", en="row accepted, not decided"),
    "row_waits": Words(id="barisnya menunggu verval", en="the row waits for review"),
    "row_returned": Words(id="barisnya dikembalikan untuk diperbaiki", en="the row went back for correction"),
    "row_refused": Words(id="barisnya ditolak dengan tanda tangan", en="the row was refused with a signature"),
    "not_listed": Words(id="tidak ada di daftar", en="on no list"),
}
TRULY = {
    "covered_pu": Words(id="pekerja penerima upah yang aktif", en="active wage earners"),
    "covered_bpu": Words(id="peserta BPU yang membayar sendiri", en="members who pay themselves"),
    "covered_province": Words(id="dibayar provinsi", en="paid by the province"),
    "covered_village": Words(id="dibayar desa", en="paid by a village"),
    "dead": Words(id="sudah meninggal", en="died"),
    "moved_out": Words(id="sudah pindah", en="moved away"),
    "over_age": Words(id="65 tahun atau lebih", en="65 or older"),
    "under_age": Words(id="di bawah 18 tahun", en="younger than 18"),
    "state_employee": Words(id="ASN, PPPK, TNI, atau Polri", en="state officials, soldiers or police"),
    "not_working": Words(id="tidak bekerja", en="not at work"),
}
BY = {
    "kelurahan": Words(id="Cakupan per kelurahan", en="Coverage by kelurahan"),
    "occupation": Words(id="Cakupan per pekerjaan", en="Coverage by occupation"),
    "ecosystem": Words(id="Cakupan per ekosistem", en="Coverage by ecosystem"),
}


def show(half: SecondHalf, *, by: Viewer) -> None:
    """Print how the second half went."""
    _show_answers(half)
    _show_decisions(half)
    _show_money(half)
    _show_truth(half.outcome)
    _show_difference(half)
    _show_coverage(half, by)
    console.rule(t("Berkas yang ditulis", "Files written"))
    for what, path in half.paths:
        say(Words(id="→ {what}: {path}", en="→ {what}: {path}"), what=what.say(language()), path=path)


def _show_answers(half: SecondHalf) -> None:
    console.rule(t("Jawaban dari luar", "Answers from outside"))
    table(
        t("terkirim = ya + tidak + belum dijawab", "sent = yes + no + not answered"),
        [
            t("Kepada", "To"),
            t("Terkirim", "Sent"),
            t("Ya", "Yes"),
            t("Tidak", "No"),
            t("Belum dijawab", "Not answered"),
        ],
        [[PURPOSES[one.purpose].say(language()), one.sent, one.yes, one.no, one.unanswered] for one in half.answers],
    )


def _show_decisions(half: SecondHalf) -> None:
    console.rule(t("Kelayakan", "Eligibility"))
    reviewed, standing = half.reviewed, half.standing
    table(
        t("calon = layak + meragukan + tidak layak", "candidates = eligible + doubtful + not eligible"),
        [
            t("Calon", "Candidates"),
            t("Layak", "Eligible"),
            t("Meragukan", "Doubtful"),
            t("Tidak layak", "Not eligible"),
            t("Kursi", "Seats"),
        ],
        [[standing.candidates, standing.eligible, standing.doubtful, standing.not_eligible, standing.seats]],
    )
    say(
        Words(
            id="Pengirim yang menjawab memperbaiki {fixed} dari {back} baris yang kembali kepada mereka. Petugas menjawab {pairs} pasangan, menerima {accepted} baris, menolak {refused} dengan tanda tangan, memutuskan {settled} calon; {waiting} baris menunggu pengirim.",
            en="Senders who answered put {fixed} of {back} rows right that went back to them. The verifier answered {pairs} pairs, accepted {accepted} rows, refused {refused} with a signature, decided {settled} candidates; {waiting} rows wait for their senders.",
        ),
        fixed=number(half.corrected[1]),
        back=number(half.corrected[0]),
        pairs=number(half.answered_pairs),
        accepted=number(reviewed.accepted),
        refused=number(reviewed.refused),
        settled=number(half.settled),
        waiting=number(reviewed.waiting),
    )
    table(
        t("Alasan (satu calon dapat mempunyai beberapa)", "Reasons (a candidate may have several)"),
        [t("Alasan", "Reason"), t("Calon", "Candidates")],
        [[words_of_reasons.why(reason).say(language()), people] for reason, people in standing.reasons],
    )


def _show_money(half: SecondHalf) -> None:
    console.rule(t("SK, tagihan, pembayaran", "Decree, bill, payment"))
    lines = [
        [t("SK", "decree"), f"{half.enacted.number} ({half.printed.check_code}, v{half.printed.version})"],
        [t("orang di lampiran", "people in the annex"), number(half.proposal.heads)],
        [t("nilai seluruh bulan", "worth of all months"), f"Rp{number(half.proposal.amount)}"],
        [t("peserta dengan KPJ", "members with a number"), number(half.seated.member)],
    ]
    lines += [
        [
            f"{t('tagihan', 'bill')} {bill.first_month:%m-%Y} ({bill.person_months // max(bill.heads, 1)} {t('bulan', 'months')})",
            f"{number(bill.heads)} {t('orang', 'people')}, Rp{number(bill.amount)}",
        ]
        for bill in half.bills
    ]
    lines += [
        [
            t("dibayar; terlindungi sampai sebelum", "paid; protected until"),
            f"{paid.until:%d-%m-%Y}" if paid.until else "–",
        ]
        for paid in half.payments
    ]
    for other in half.paid_by_others:
        saved = "?" if other.saved is None else f"Rp{number(other.saved)}"
        lines.append(
            [
                f"{t('sudah dibayar pihak lain', 'paid by others')}: {payers.name_of(other.payer).say(language())} {other.segment}".strip(),
                f"{number(other.people)} {t('orang; dihemat', 'people; saved')} {saved}",
            ]
        )
    table("", [t("Ukuran", "Measure"), t("Nilai", "Value")], lines)
    for warning in half.proposal.warnings:
        say(warning)


def _show_truth(outcome: Outcome) -> None:
    console.rule(t("Di samping kebenaran", "Beside the truth"))
    table(
        t(
            f"Dari {number(outcome.to_protect)} orang yang perlu dilindungi ({number(outcome.disabled)} penyandang disabilitas, {number(outcome.disabled_protected)} di antaranya terlindungi)",
            f"Of {number(outcome.to_protect)} people to protect ({number(outcome.disabled)} with a disability, {number(outcome.disabled_protected)} of them protected)",
        ),
        [t("Sampai di mana", "Where they got to"), t("Orang", "People")],
        [[REACHED[place].say(language()), people] for place, people in outcome.reached],
    )
    if outcome.wrong or outcome.strangers:
        table(
            t("Terlindungi, padahal tidak seharusnya", "Protected, and should not be"),
            [t("Keadaan sebenarnya", "What they really are"), t("Orang", "People")],
            [
                *((TRULY[what].say(language()), people) for what, people in outcome.wrong),
                *([(t("NIK orang lain", "another person's NIK"), outcome.strangers)] if outcome.strangers else []),
            ],
        )


def _show_difference(half: SecondHalf) -> None:
    """Say what a month of everybody to be protected costs, what it costs of those who are, and name the difference."""
    price = half.proposal.amount // half.proposal.person_months
    should, reached = half.outcome.to_protect, half.outcome.protected
    say(
        Words(
            id="Sebulan: seharusnya {should} orang, Rp{all}; terlindungi {reached} orang, Rp{paid}. Selisih {left} orang, Rp{gap}: sebabnya di tabel di atas.",
            en="A month: {should} people should be, Rp{all}; {reached} are protected, Rp{paid}. The difference is {left} people, Rp{gap}: why stands in the table above.",
        ),
        should=number(should),
        all=number(should * price),
        reached=number(reached),
        paid=number(reached * price),
        left=number(should - reached),
        gap=number((should - reached) * price),
    )


def _show_coverage(half: SecondHalf, viewer: Viewer) -> None:
    console.rule(t("Cakupan sebelum dan sesudah", "Coverage before and after"))
    for by, title in BY.items():
        before, after = (
            {one.category: one for one in coverage.figures(coverage.Question(month, by=by), seen_by=viewer)}
            for month in (half.before, half.month)
        )
        table(
            title.say(language()),
            ["", t("Di daftar", "On lists"), f"{half.before:%m-%Y}", f"{half.month:%m-%Y}", "%"],
            [
                [
                    _label(by, one),
                    one.people,
                    _protected(before.get(one.category)),
                    one.protected,
                    _percent(one),
                ]
                for one in list(after.values())[:MOST_LINES]
            ],
        )
    for one in coverage.figures(coverage.Question(half.month, place=viewer.kabupaten_code), seen_by=viewer):
        for share in one.shares:
            universe = share.universe
            say(
                Words(
                    id="Cakupan {percent} = {protected} dari {people} ({source}, {on:%d-%m-%Y}; dihitung dari iuran yang dibayar)",
                    en="Coverage {percent} = {protected} of {people} ({source}, {on:%d-%m-%Y}; computed from paid contributions)",
                ),
                percent=ppm_words(share.ppm, language()),
                protected=number(share.numerator),
                people=number(universe.people),
                source=universe.source,
                on=universe.on,
            )
            for warning in share.warnings:
                say(Words(id="! {told}", en="! {told}"), told=warning.say(language()))


def _label(by: str, figure: Figure) -> str:
    if not figure.category:
        return t("belum diketahui", "not known yet")
    if by == "occupation":
        return occupation_groups.groups()[figure.category].name.say(language())
    return figure.label or figure.category


def _protected(figure: Figure | None) -> int:
    return figure.protected if figure else 0


def _percent(figure: Figure) -> str:
    return percent(figure.protected / figure.people) if figure.people else "–"


def half_as_json(half: SecondHalf) -> dict[str, object]:
    """Return the second half for machines."""
    return {
        "corrected": {"returned": half.corrected[0], "put_right": half.corrected[1]},
        "answered_pairs": half.answered_pairs,
        "reviewed": dataclasses.asdict(half.reviewed),
        "answers": [dataclasses.asdict(one) for one in half.answers],
        "settled": half.settled,
        "standing": dataclasses.asdict(half.standing),
        "decree": {
            "number": half.enacted.number,
            "check_code": half.printed.check_code,
            "heads": half.proposal.heads,
            "amount": half.proposal.amount,
        },
        "seats": dataclasses.asdict(half.seated),
        "bills": [dataclasses.asdict(one) for one in half.bills],
        "paid_by_others": [dataclasses.asdict(one) for one in half.paid_by_others],
        "outcome": dataclasses.asdict(half.outcome) | {"protected": half.outcome.protected},
        "paths": [str(path) for _, path in half.paths],
    }
