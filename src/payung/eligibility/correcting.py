"""Put candidates right where their person asked for it; the old row goes into the history. Deciding again reads the rows anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from payung.access.viewer import Viewer
from payung.eligibility.models import Candidate

#: Another NIK is another candidate: the next decision makes it from the corrected rows.
FIELDS = ("name", "birth_on", "sex", "address", "phone")


def correct(candidate_ids: Sequence[int], values: Mapping[str, str], *, by: Viewer) -> int:
    """Write right values (of `one_person.read_all`) into candidates of the viewer's office, inside the caller's transaction; return how many.

    :raises NotAllowed: if the viewer is no second pair of eyes.
    """
    by.must("check_request")
    wanted: dict[str, object] = {field: value for field, value in values.items() if field in FIELDS}
    if not wanted:
        return 0
    if "birth_on" in wanted:
        wanted["birth_on"] = dt.date.fromisoformat(str(wanted["birth_on"]))
    mine = Candidate.objects.using("owner").filter(pk__in=candidate_ids, office_id=by.office_id)
    return mine.exclude(**wanted).update(**wanted)
