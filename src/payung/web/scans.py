"""Scans and photos: looked at before they are kept, without what a camera says about place and moment, known again by their content."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile

from payung.access.viewer import Viewer
from payung.gateways import pictures
from payung.gateways.pictures import NotAPicture
from payung.intake import files
from payung.vocabulary.words import Words

#: What a scan may be, by its first bytes: a name can say anything.
MAGIC = {b"%PDF-": ".pdf", b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png"}
LARGEST = 25 * 1024 * 1024
#: What a phone's camera makes.
PHOTOS = (".jpg", ".png")
LARGEST_PHOTO = 8 * 1024 * 1024
SALT = "payung.scan"
TOO_LARGE = Words(id="Pindaian lebih besar dari 25 MB.", en="The scan is larger than 25 MB.")
NO_SCAN = Words(
    id="Pindaian harus PDF, JPEG, atau PNG; berkas ini bukan, apa pun namanya.",
    en="A scan is a PDF, JPEG or PNG; this file is not, whatever it is called.",
)


BROKEN = Words(
    id="Berkas ini bukan gambar yang utuh; mungkin pengirimannya terputus. Ambil atau kirim sekali lagi.",
    en="This file is no whole picture; it may have been cut off on its way. Take or send it once more.",
)
NO_PHOTO = Words(id="Foto harus JPG atau PNG, paling besar 8 MB.", en="A photo is a JPG or PNG, 8 MB at most.")


class NotAScan(Exception):
    """The file is no scan; `words` say why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


def suffix_of(path: Path) -> str:
    """Return the suffix that the content of a scan asks for; empty where it is none."""
    with path.open("rb") as file:
        head = file.read(16)
    return next((suffix for magic, suffix in MAGIC.items() if head.startswith(magic)), "")


def looked_at(upload: UploadedFile) -> Path:
    """Return where an upload lies, once it is known to be a scan; a picture is without GPS, moment and device from then on.

    :raises NotAScan: if it is too large, something else, or a picture that is broken off.
    """
    if upload.size > LARGEST:
        raise NotAScan(TOO_LARGE)
    path = Path(upload.temporary_file_path())
    suffix = suffix_of(path)
    if not suffix:
        raise NotAScan(NO_SCAN)
    if suffix in PHOTOS:
        try:
            path.write_bytes(pictures.without_traces(path.read_bytes()))
        except NotAPicture:
            raise NotAScan(BROKEN) from None
    return path


def keep(upload: UploadedFile) -> str:
    """Keep a scan by its content and return its SHA-256.

    :raises NotAScan: if it is none. :raises intake.files.NoRoom: if the disk is full.
    """
    path = looked_at(upload)
    content = files.digest(path)
    files.keep(settings.PAYUNG_HOME, path, content)
    return content


def keep_photo(upload: UploadedFile) -> str:
    """Keep a photo by its content and return its SHA-256.

    :raises NotAScan: if it is none, or too large. :raises intake.files.NoRoom: if the disk is full.
    """
    if upload.size > LARGEST_PHOTO or suffix_of(Path(upload.temporary_file_path())) not in PHOTOS:
        raise NotAScan(NO_PHOTO)
    return keep(upload)


def ticket(content_sha256: str, by: Viewer) -> str:
    """Return what a form may carry of a scan that is kept already, so that a mistake elsewhere does not lose it."""
    return signing.dumps([content_sha256, by.account_id], salt=SALT)


def of_ticket(text: str, by: Viewer) -> str:
    """Return the SHA-256 of a ticket that this account was given today; empty for any other text."""
    try:
        content, account_id = signing.loads(text, salt=SALT, max_age=12 * 3600)
    except signing.BadSignature:
        return ""
    return content if account_id == by.account_id else ""
