"""What a proposer signs with its list: the cover letter, and the statement of responsibility (SPTJM)."""

from __future__ import annotations

from dataclasses import dataclass

from payung.letters.papers.kinds.frame import Addressee, Bureau, Envelope, Registration, letter, numbered_table, said
from payung.letters.papers.model import (
    Column,
    Fields,
    NumberPlace,
    Paper,
    Paragraph,
    Points,
    Signatures,
    Signer,
    Title,
)
from payung.letters.papers.words import counted, counted_in_words, long_day


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file of a list: its name, its people, and the first signs of its hash, so that nobody mixes two versions up."""

    name: str
    heads: int
    check_code: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A list as its proposer sends it. `people` says who they are ("pekerja rentan sektor perikanan")."""

    bureau: Bureau
    registration: Registration
    to: Addressee
    signer: Signer
    people: str
    programmes: str
    files: tuple[SentFile, ...]

    @property
    def heads(self) -> int:
        """Return how many people all files hold."""
        return sum(file.heads for file in self.files)


def cover_letter(proposal: Proposal) -> Paper:
    """Return the surat pengantar of a list."""
    envelope = Envelope(
        proposal.bureau,
        proposal.registration,
        proposal.to,
        proposal.signer,
        attached=f"{len(proposal.files)} berkas dan SPTJM",
    )
    rows = [(file.name, counted(file.heads), file.check_code) for file in proposal.files]
    columns = (Column("Nama berkas", 80), Column("Jumlah orang", 28, "right"), Column("Kode periksa", 40, "center"))
    return letter(
        "cover_letter",
        f"Daftar usulan calon peserta {proposal.programmes}",
        envelope,
        (
            said(
                f"Bersama ini disampaikan daftar usulan {proposal.people} sebagai calon peserta program {proposal.programmes} "
                f"sebanyak {counted_in_words(proposal.heads)}, dengan rincian sebagai berikut:"
            ),
            numbered_table(columns, rows, total=("", "JUMLAH", counted(proposal.heads), "")),
            said(
                "Daftar usulan tersebut disusun dari pendataan kami dan disertai Surat Pernyataan Tanggung Jawab Mutlak. "
                "Mohon kiranya dapat diverifikasi dan divalidasi sesuai ketentuan, dan rekap data masuk beserta hasil verval "
                "disampaikan kembali kepada kami untuk diperbaiki seperlunya."
            ),
        ),
    )


def responsibility(proposal: Proposal) -> Paper:
    """Return the Surat Pernyataan Tanggung Jawab Mutlak (SPTJM) that goes with a list."""
    signer, registration = proposal.signer, proposal.registration
    states = (
        f"Daftar usulan {proposal.people} sebanyak {counted_in_words(proposal.heads)} disusun dari data yang benar dan dapat dipertanggungjawabkan.",
        "Setiap orang dalam daftar tersebut bekerja, berdomisili di wilayah kami, dan telah diberi tahu bahwa datanya diusulkan serta digunakan untuk keperluan jaminan sosial ketenagakerjaan.",
        "Tidak terdapat nama yang sengaja diusulkan lebih dari satu kali atau yang diketahui telah menjadi peserta aktif yang iurannya dibayar pihak lain.",
        "Data pribadi dalam daftar tersebut tidak kami sebarkan kepada pihak yang tidak berkepentingan.",
        "Apabila di kemudian hari ternyata pernyataan ini tidak benar, kami bersedia bertanggung jawab sesuai ketentuan peraturan perundang-undangan.",
    )  # fmt: skip
    return Paper(
        "responsibility",
        "Surat Pernyataan Tanggung Jawab Mutlak",
        (
            proposal.bureau.head,
            Title(("Surat Pernyataan", "Tanggung Jawab Mutlak"), NumberPlace("NOMOR", registration.number)),
            said("Yang bertanda tangan di bawah ini:"),
            Fields(
                (
                    ("Nama", signer.name or None),
                    ("NIP", signer.nip or None),
                    ("Jabatan", signer.title),
                    ("Instansi", proposal.bureau.name),
                ),
                label_width=24,
                indent=7,
            ),
            said("menyatakan dengan sesungguhnya bahwa:"),
            Points(tuple((f"{place}.", text) for place, text in enumerate(states, 1))),
            said(
                "Demikian surat pernyataan ini dibuat dengan penuh kesadaran dan tanggung jawab untuk dipergunakan sebagaimana mestinya."
            ),
            Paragraph(""),
            Signatures((signer,), place_and_day=f"{proposal.bureau.city}, {long_day(registration.dated)}", stamp=True),
        ),
        size=proposal.bureau.size,
    )
