"""Why a step of a case is refused, in the user's words."""

from __future__ import annotations

from collections.abc import Sequence

from payung.vocabulary.words import Words

REFERENCE_MISSING = Words(id="Isi nomor agenda kasus.", en="Give the case's agenda number.")
REFERENCE_TAKEN = Words(id="Nomor agenda ini sudah dipakai kasus sejenis.", en="A case of this kind has this agenda number.")  # fmt: skip
MOMENT_MISSING = Words(id="Isi tanggal dan jam (hh-bb-tttt jj.mm).", en="Give day and hour (dd-mm-yyyy hh.mm).")
MOMENT_AHEAD = Words(id="Waktu ini belum terjadi.", en="This moment has not come yet.")
TOLD_TOO_EARLY = Words(
    id="Pemberitahuan tidak mungkin mendahului kasusnya.", en="Nobody was told before the case came."
)
PERIOD_TURNED = Words(id="Akhir kejadian harus sesudah awalnya.", en="The end comes after the beginning.")
FOUND_BY_MISSING = Words(id="Isi siapa yang menemukan (nama atau jabatan).", en="Say who found it (name or post).")
HOW_MISSING = Words(id="Uraikan bagaimana terjadinya.", en="Say how it happened.")
DATA_MISSING = Words(id="Pilih data apa yang terungkap.", en="Choose which data were revealed.")
HANDLING_MISSING = Words(id="Uraikan penanganan dan pemulihannya.", en="Say what was done to handle and recover.")
PEOPLE_WRONG = Words(
    id="Jumlah orang: bilangan bulat dengan dasarnya.", en="People: a whole number, and what it rests on."
)
CHANNEL_MISSING = Words(id="Isi cara memberi tahu (surat nomor …, tatap muka).", en="Say how they were told (letter no. …, in person).")  # fmt: skip
WHOM_UNKNOWN = Words(id="Pilih siapa yang diberi tahu.", en="Choose who was told.")
ACCOUNT_UNKNOWN = Words(id="Pilih akun kantor ini dan jangka waktunya.", en="Choose an account of this office and the period.")  # fmt: skip
NOTHING_WANTED = Words(id="Isi paling sedikit satu data yang benar.", en="Give at least one right value.")
REASON_MISSING = Words(id="Penolakan memerlukan alasan.", en="A refusal gives its reason.")
PERSON_NOT_TOLD = Words(id="Orang yang bersangkutan belum diberi tahu.", en="The person has not been told.")
AGENCY_NOT_TOLD = Words(id="Lembaga pelindungan data belum diberi tahu.", en="The agency has not been told.")
NOT_SETTLED = Words(id="Permohonan belum diputus.", en="The request is not settled.")
FILES_LEFT = Words(id="Masih ada berkas yang belum terhapus; jalankan lagi.", en="Files are still to be removed; run it again.")  # fmt: skip


class NoSuchCase(Exception):
    """There is no case of this number, or none that the viewer may see: the two are not told apart."""


class NotACase(Exception):
    """What was typed cannot be so; `problems` are all of them as (field, words)."""

    def __init__(self, problems: Sequence[tuple[str, Words]]) -> None:
        super().__init__("; ".join(words.en for _, words in problems))
        self.problems = tuple(problems)


class WrongState(Exception):
    """The case is not where this step begins; `state` is where it is."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class MakerMayNotCheck(Exception):
    """Whoever proposed a change does not settle it."""


class NotReady(Exception):
    """The case cannot be closed yet; `problems` say all that is missing."""

    def __init__(self, problems: Sequence[Words]) -> None:
        super().__init__("; ".join(words.en for words in problems))
        self.problems = tuple(problems)
