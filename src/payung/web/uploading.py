"""How files come in: onto the disk of the installation, only from who was let in, never more than a list may be."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest

from payung.intake import uploads


class ToDisk(TemporaryFileUploadHandler):
    """Write each file to the disk as it comes; stop writing at the limit and remember whose name to say."""

    def new_file(self, *args: object, **kwargs: object) -> None:
        """Begin a file.

        :raises SkipFile: if nobody is signed in and no errand was opened: a stranger's bytes never touch the disk.
        """
        if not (self.request.user.is_authenticated or self.request.session.get("errand")):
            raise SkipFile
        field_name, file_name, *rest = args
        # The name of the temporary file takes its ending from here; a hostile one would not fit the disk.
        super().new_file(field_name, uploads.safe_name(str(file_name)), *rest, **kwargs)
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
