"""Lists become what their proposer signs: cover letter and SPTJM, with the figures of the receipt → DOCX and PDF → kept as letters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from django.utils import timezone

from payung.access.queries import office_of
from payung.access.viewer import Viewer
from payung.flows.letterheads import NothingToWrite, bureau_of, kept, schemes_said
from payung.intake import queries as lists
from payung.letters.papers.kinds.frame import Addressee, Registration
from payung.letters.papers.kinds.proposals import Proposal, SentFile, cover_letter, responsibility
from payung.letters.papers.model import Signer
from payung.letters.queries import LetterSeen
from payung.vocabulary.words import Words

#: How much of a file's hash the papers show: nobody mixes two versions up.
SIGNS = 12

_ONE_SENDER = Words(
    id="Sebutkan daftar usulan dari satu pengusul: surat pengantar dan SPTJM ditandatangani pengusul itu.",
    en="Name proposals of one sender: that sender signs the cover letter and the SPTJM.",
)
_NOT_READ = Words(id="Ada daftar yang belum selesai dibaca.", en="One of the lists is not read yet.")


def run(
    *, list_ids: Sequence[int], programme_code: str | None, home: Path, by: Viewer, at: dt.datetime
) -> list[LetterSeen]:
    """Write the surat pengantar and the SPTJM of lists for their proposer to sign; the proposer's name is left open.

    :param programme_code: names the schemes; without it the papers say jaminan sosial ketenagakerjaan.
    :raises NotAllowed: if the viewer may not see lists and write letters. :raises NoSuchList: if one is not there for them.
    :raises NoSuchProgramme: if there is none for them.
    :raises NothingToWrite: if none is named, they are of several senders, or one is no proposal or not read.
    """
    by.must("write_letter")
    found = [lists.submitted_list(list_id, seen_by=by) for list_id in dict.fromkeys(list_ids)]
    if len({one.sender_code for one in found}) != 1 or any(one.kind != "proposal" for one in found):
        raise NothingToWrite(_ONE_SENDER)
    if any(one.received is None for one in found):
        raise NothingToWrite(_NOT_READ)
    whose = found[0].sender.name
    day = timezone.localdate(at)
    proposal = Proposal(
        bureau=replace(bureau_of(by), name=whose),
        registration=Registration(),
        to=Addressee(f"Kepala {office_of(by).name}"),
        signer=Signer(f"Kepala {whose}"),
        people="pekerja",
        programmes=schemes_said(programme_code, by, day) if programme_code else "jaminan sosial ketenagakerjaan",
        files=tuple(SentFile(one.file_name, one.received, one.content_sha256[:SIGNS].upper()) for one in found),
    )
    about = f"list:{found[0].pk}" if len(found) == 1 else "lists:" + "+".join(str(one.pk) for one in found)
    return [
        kept(
            kind, {name: paper(proposal)}, about=about, subject=f"{said}, {whose}, {len(found)} daftar", home=home, by=by, at=at
        )
        for kind, name, paper, said in (
            ("cover_letter", "surat-pengantar", cover_letter, "Surat pengantar daftar usulan"),
            ("responsibility", "sptjm", responsibility, "SPTJM"),
        )
    ]  # fmt: skip
