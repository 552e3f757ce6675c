"""How files come in: onto the disk of the installation, only from who was let in, never more than a list may be."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse

from payung.audit import actions as audit
from payung.gateways import clamd
from payung.gateways.clamd import NoVerdict
from payung.vocabulary.file_names import safe_name
from payung.vocabulary.words import Words
from payung.web.asking import now
from payung.web.language import said

INFECTED = Words(
    id="“{name}” tidak diterima: pemindai virus menemukan {what}. Berkasnya sudah dihapus dari server.",
    en="“{name}” was not taken: the virus scanner found {what}. The file is gone from the server.",
)
UNSCANNED = Words(
    id="“{name}” tidak diterima: pemindai virus tidak memberi jawaban ({what}). Coba lagi, atau hubungi pengelola mesin.",
    en="“{name}” was not taken: the virus scanner gives no answer ({what}). Try again, or tell who runs the machine.",
)


class ToDisk(TemporaryFileUploadHandler):
    """Write each file to the disk as it comes; stop writing at the limit and remember whose name to say."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Begin a file.

        :raises SkipFile: if nobody is signed in and no errand was opened: a stranger's bytes never touch the disk.
        """
        if not (self.request.user.is_authenticated or self.request.session.get("errand")):
            # That there was one is remembered: whoever signs in again is told to choose it anew.
            self.request.__dict__.setdefault("payung_left_out", set()).add(str(args[0]))
            raise SkipFile
        field_name, file_name, *rest = args
        # The name of the temporary file takes its ending from here; a hostile one would not fit the disk.
        super().new_file(field_name, safe_name(str(file_name), nameless="berkas"), *rest, **kwargs)
        self.written = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Write a piece.

        :raises SkipFile: at the limit; what was written of the file goes at once.
        """
        self.written += len(raw_data)
        if self.written > settings.LARGEST_UPLOAD:
            too_large(self.request).append(self.file.name)
            self.file.close()
            raise SkipFile
        super().receive_data_chunk(raw_data, start)


def too_large(request: HttpRequest) -> list[str]:
    """Return the names of the files of this request that were larger than a list may be."""
    request.__dict__.setdefault("payung_too_large", [])
    return request.__dict__["payung_too_large"]


class Scanned:
    """Where a virus scanner listens, show it every file before a page takes it; what it knows, or will not judge, does not come in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> None:
        """Take out of a form what may not come in; the form itself goes on, and says that a file is missing."""
        if not settings.PAYUNG_CLAMD or request.method != "POST":
            return
        for field, files in list(request.FILES.lists()):
            clean = [one for one in files if _may_come_in(request, one)]
            if len(clean) < len(files):
                request.FILES.setlist(field, clean)
            if not clean:
                del request.FILES[field]


def _may_come_in(request: HttpRequest, file: UploadedFile) -> bool:
    name = safe_name(file.name or "", nameless="berkas")
    try:
        found = clamd.look(settings.PAYUNG_CLAMD, Path(file.temporary_file_path()))
    except NoVerdict as none:
        messages.error(request, said(UNSCANNED, name=name, what=str(none)[:200]), extra_tags="bad")
        file.close()
        return False
    if not found:
        return True
    who = request.user
    audit.record(
        "web.infected",
        by=who.name if who.is_authenticated else "",
        by_id=who.pk if who.is_authenticated else None,
        about=f"page:{request.path[:200]}",
        at=now(),
        what=found[:200],
    )
    messages.error(request, said(INFECTED, name=name, what=found[:200]), extra_tags="bad")
    file.close()
    return False
