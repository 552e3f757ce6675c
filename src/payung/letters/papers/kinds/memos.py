"""Nota dinas and telaahan staf: papers that go up inside the office."""

from __future__ import annotations

from dataclasses import dataclass

from payung.letters.papers.kinds.frame import Bureau, Registration, points, said
from payung.letters.papers.model import Block, Fields, NumberPlace, Paper, Paragraph, Signatures, Signer, Space, Title
from payung.letters.papers.words import long_day


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo: from whom to whom, about what, its paragraphs and what it asks for."""

    bureau: Bureau
    registration: Registration
    to: str
    sender: str
    subject: str
    paragraphs: tuple[str, ...]
    signer: Signer
    asks: tuple[str, ...] = ()
    attached: str = "–"
    nature: str = "Penting"
    copies: str = "–"


@dataclass(frozen=True, slots=True)
class StaffStudy:
    """A staff study in the office's six parts."""

    bureau: Bureau
    registration: Registration
    to: str
    sender: str
    subject: str
    problem: tuple[str, ...]
    assumptions: tuple[str, ...]
    facts: tuple[str, ...]
    analysis: tuple[str, ...]
    conclusion: tuple[str, ...]
    advice: tuple[str, ...]
    signer: Signer
    attached: str = "–"


def memo(data: Memo) -> Paper:
    """Return a nota dinas."""
    body: list[Block] = [said(text) for text in data.paragraphs]
    if data.asks:
        body += [said("Sehubungan dengan hal tersebut, dimohon:"), points(data.asks)]
    body += [said("Demikian disampaikan, mohon arahan lebih lanjut.")]
    rows = (("Tembusan", data.copies), ("Tanggal", long_day(data.registration.dated)))
    return _upward("memo", "Nota Dinas", data, rows, body)


def staff_study(data: StaffStudy) -> Paper:
    """Return a telaahan staf."""
    parts = (
        ("I.", "Persoalan", data.problem),
        ("II.", "Praanggapan", data.assumptions),
        ("III.", "Fakta yang memengaruhi", data.facts),
        ("IV.", "Analisis", data.analysis),
        ("V.", "Simpulan", data.conclusion),
        ("VI.", "Saran", data.advice),
    )
    body: list[Block] = []
    for number, name, texts in parts:
        body += [Paragraph(f"{number} {name}", align="left", bold=True)]
        body += [points(texts, indent=6)] if len(texts) > 1 else [Paragraph(text, indent=6) for text in texts or ("–",)]
        body += [Space(1.5)]
    return _upward("staff_study", "Telaahan Staf", data, (("Tanggal", long_day(data.registration.dated)),), body)


def _upward(
    kind: str, name: str, data: Memo | StaffStudy, more: tuple[tuple[str, str | None], ...], body: list[Block]
) -> Paper:
    nature = data.nature if isinstance(data, Memo) else "Penting"
    rows = (
        ("Kepada", f"Yth. {data.to}"),
        ("Dari", data.sender),
        *more,
        ("Nomor", NumberPlace(number=data.registration.number).text),
        ("Sifat", nature),
        ("Lampiran", data.attached),
        ("Hal", data.subject),
    )
    blocks = (
        data.bureau.head,
        Title((name,)),
        Fields(rows, label_width=26),
        Space(3),
        *body,
        Signatures((data.signer,)),
    )
    return Paper(kind, f"{name}: {data.subject}", blocks, size=data.bureau.size)
