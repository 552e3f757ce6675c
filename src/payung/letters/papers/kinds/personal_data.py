"""Papers about personal data: that protection failed (to the person, to the agency), and the answer to what a person asked."""

from __future__ import annotations

from dataclasses import dataclass

from payung.letters.papers.kinds.frame import Envelope, letter, lettered, said
from payung.letters.papers.model import Fields, Paper, Points
from payung.letters.papers.words import counted_in_words


@dataclass(frozen=True, slots=True)
class BreachNotice:
    """What UU 27/2022 Pasal 46(2) wants said: which data, when and how, what is done. `contact` is whom to ask.

    Moments come as text, with their zone. `people` None: not known yet. `specific` names data that the law sets apart.
    """

    envelope: Envelope
    reference: str
    found_said: str
    happened_said: str
    how: str
    data: tuple[str, ...]
    specific: tuple[str, ...]
    people: int | None
    people_said: str
    handling: str
    contact: str


@dataclass(frozen=True, slots=True)
class DataAnswer:
    """The answer to a request: `changed` and `kept` are (what and how many, by which law); `refusal` instead of both.

    `caution` says how sure the law behind `kept` is; it stands in the letter until the legal section has checked it.
    """

    envelope: Envelope
    reference: str
    came_said: str
    asks: str
    article: str
    changed: tuple[str, ...]
    kept: tuple[tuple[str, str], ...]
    refusal: str
    contact: str
    caution: str = ""


def breach_person(data: BreachNotice) -> Paper:
    """Return the notice to whom the data are about: no name of anybody stands in it, it is addressed by hand."""
    body = [
        said(
            "Dengan hormat, sesuai dengan Pasal 46 Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi, kami memberitahukan "
            f"bahwa telah terjadi kegagalan pelindungan data pribadi yang dapat menyangkut data Saudara (kasus {data.reference}):"
        ),
        Points(lettered(_told(data))),
        said(
            "Kami menyarankan agar Saudara berhati-hati terhadap telepon, pesan, atau orang yang memakai data tersebut, dan tidak memberikan "
            f"kode atau kata sandi kepada siapa pun. Keterangan lebih lanjut dan permohonan atas data Saudara: {data.contact}."
        ),
    ]
    return letter("breach_person", "Pemberitahuan kegagalan pelindungan data pribadi", data.envelope, body)


def breach_agency(data: BreachNotice) -> Paper:
    """Return the notice to the agency of Pasal 58: what the person is told, and how many people it concerns."""
    people = counted_in_words(data.people) if data.people is not None else "belum diketahui; disusulkan"
    body = [
        said(
            "Memenuhi Pasal 46 Undang-Undang Nomor 27 Tahun 2022 tentang Pelindungan Data Pribadi, dengan ini kami memberitahukan "
            f"kegagalan pelindungan data pribadi (kasus {data.reference}):"
        ),
        Points(lettered(_told(data))),
        Fields(
            (
                ("Ditemukan", data.found_said),
                ("Orang yang datanya menyangkut", people),
                ("Dasar hitungan", data.people_said),
                ("Narahubung", data.contact),
            ),
            label_width=52,
            indent=7,
        ),
    ]
    return letter("breach_agency", "Pemberitahuan kegagalan pelindungan data pribadi", data.envelope, body)


def data_answer(data: DataAnswer) -> Paper:
    """Return the answer to a correction or an erasure: what was done, what was kept and by which law, or why it is refused."""
    body = [
        said(
            f"Menjawab permohonan Saudara nomor agenda {data.reference} yang kami terima {data.came_said} tentang {data.asks} "
            f"({data.article}), dengan ini kami sampaikan:"
        )
    ]
    if data.refusal:
        body.append(said(f"Permohonan tidak dapat dikabulkan karena: {data.refusal}"))
    else:
        done = data.changed or ("tidak ada data yang perlu diubah",)
        body += [said("Yang telah dikerjakan:"), Points(tuple((f"{place}.", text) for place, text in enumerate(done, 1)), indent=7)]  # fmt: skip
        if data.kept:
            kept = tuple((f"{place}.", f"{what}. {why}".strip()) for place, (what, why) in enumerate(data.kept, 1))
            body += [said("Yang tetap disimpan, dengan alasannya:"), Points(kept, indent=7)]
            if data.caution:
                body.append(said(f"Catatan: {data.caution}"))
    body.append(
        said(
            f"Apabila Saudara berkeberatan atas jawaban ini, keberatan dapat disampaikan kepada {data.contact} atau kepada lembaga "
            "pelindungan data pribadi."
        )
    )
    return letter("data_answer", f"Jawaban permohonan {data.asks}", data.envelope, body)


def _told(data: BreachNotice) -> tuple[str, ...]:
    specific = f" Di antaranya data pribadi yang bersifat spesifik: {', '.join(data.specific)}." if data.specific else ""  # fmt: skip
    return (
        f"data pribadi yang terungkap: {', '.join(data.data)}.{specific}",
        f"kapan dan bagaimana: {data.happened_said} {data.how}",
        f"upaya penanganan dan pemulihan: {data.handling or 'sedang dikerjakan; disusulkan'}",
    )
