"""A list that was never judged, or is held: taken out → its file gone, unless another list or answer holds the same content.

Killed in between, the file is left behind, as nobody's; taken in again by the same sender, it is found and used.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from payung.access.viewer import Viewer
from payung.exchanges.models import AnswerFile
from payung.intake import actions, files
from payung.intake.models import SubmittedList


def run(list_id: int, *, home: Path, by: Viewer, at: dt.datetime) -> str:
    """Take a list out with its file; return the digest of what it held. The trail keeps that it came and went.

    :raises NotAllowed, NoSuchList, NotToTakeOut: as `intake.actions.take_out` does.
    """
    content = actions.take_out(list_id, by=by, at=at)
    is_held = (
        SubmittedList.objects.using("owner").filter(content_sha256=content).exists()
        or AnswerFile.objects.using("owner").filter(file_sha256=content).exists()
    )
    if not is_held:
        files.place_of(home, content).unlink(missing_ok=True)
    return content
