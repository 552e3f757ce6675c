"""What stands around every letter of an office: letterhead, signer, envelope; printed as DOCX and PDF and kept."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Mapping
from pathlib import Path

from django.utils import timezone

from payung.access.queries import office_of
from payung.access.viewer import Viewer
from payung.agreements import queries as programmes
from payung.flows.draft_a_decree import SCHEMES, government_of, ruler_of
from payung.letters import actions as letters
from payung.letters.papers.kinds.frame import Addressee, Bureau, Envelope, Registration
from payung.letters.papers.model import Paper, Signer
from payung.letters.papers.printing import print_papers
from payung.letters.queries import LetterSeen
from payung.vocabulary.words import Words

DUKCAPIL = Addressee("Kepala Dinas Kependudukan dan Pencatatan Sipil")
BRANCH = Addressee("Kepala Kantor Cabang", institution="BPJS Ketenagakerjaan")


class NothingToWrite(Exception):
    """There is no paper of this kind to write about it; `words` say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def kept(  # noqa: PLR0913 (what a letter is, about what, by whom)
    kind: str, papers: Mapping[str, Paper], *, about: str, subject: str, home: Path, by: Viewer, at: dt.datetime
) -> LetterSeen:
    """Print papers of one kind as DOCX and PDF and keep them as one letter; the same content is not kept twice."""
    work = home / "work"
    work.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=work) as folder:
        print_papers(papers, Path(folder), on=timezone.localdate(at))
        paths = sorted(Path(folder).iterdir())
        return letters.keep(kind=kind, about=about, subject=subject, paths=paths, home=home, by=by, at=at)


def bureau_of(by: Viewer) -> Bureau:
    """Return the letterhead of the viewer's office."""
    ruler = ruler_of(by)
    return Bureau(government_of(by), office_of(by).name, ruler.seat)


def signer_of(by: Viewer) -> Signer:
    """Return who signs for the viewer's office; the name is typed in by hand."""
    return Signer(f"Kepala {office_of(by).name}")


def envelope(to: Addressee, by: Viewer) -> Envelope:
    """Return a letter's frame to an addressee, not numbered yet."""
    return Envelope(bureau_of(by), Registration(), to, signer_of(by), attached="1 (satu) berkas")


def schemes_said(code: str, by: Viewer, on: dt.date) -> str:
    """Return the schemes of a programme as letters name them: "Jaminan Kecelakaan Kerja (JKK) dan Jaminan Kematian (JKM)"."""
    programme = programmes.programme(code, seen_by=by)
    of_it = programmes.terms_on(programme, on=on, seen_by=by).schemes
    schemes = [f"{SCHEMES[scheme]} ({scheme.upper()})" for scheme in of_it]
    return " dan ".join([", ".join(schemes[:-1]), schemes[-1]]) if len(schemes) > 1 else schemes[0]
