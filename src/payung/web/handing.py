"""Files of the installation on their way to a person: always as attachments, never kept by the browser, never from a web root."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.http import FileResponse

TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".zip": "application/zip",
}
BLOCK = 1 << 20


def attachment(path: Path, name: str) -> FileResponse:
    """Hand out one file under a name."""
    return _closed(FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=_type(name)))


def bundle(files: Iterable[tuple[str, Path]], name: str) -> FileResponse:
    """Hand out several files as one; they are stored as they are, for PDF, DOCX and XLSX are packed already."""
    packed = tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115 (the response closes it)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as into:
        for inside, path in files:
            into.write(path, inside)
    packed.seek(0)
    return _closed(FileResponse(packed, as_attachment=True, filename=name, content_type=_type(name)))


def _closed(response: FileResponse) -> FileResponse:
    response.block_size = BLOCK
    response["Cache-Control"] = "no-store"
    return response


def _type(name: str) -> str:
    return TYPES.get(Path(name).suffix.lower(), "application/octet-stream")
