"""Put rows of lists right where their person asked for it; what stood there is handed back, for this table keeps no history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from payung.access.viewer import Viewer
from payung.intake.models import ListRow
from payung.vocabulary import one_person
from payung.vocabulary.match_keys import MATCH_KEYS

_READ = (
    "nik", "nik_digits", "nik_state", "name", "name_key", "name_first", "name_skeleton", "birth_on", "sex", "address", "phone",
    "kelurahan_code", "kecamatan_code", "kabupaten_code", *(key.column for key in MATCH_KEYS),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that was put right."""

    row_id: int
    list_id: int
    field: str
    before: str
    after: str


def correct(row_ids: Sequence[int], values: Mapping[str, str], *, by: Viewer) -> list[Change]:
    """Write right values (of `one_person.read_all`) into rows of the viewer's office, inside the caller's transaction.

    The verdict stays: a person or the next matching looks at the row as it is now. Rows that say the same already are left alone.

    :raises NotAllowed: if the viewer is no second pair of eyes.
    """
    by.must("check_request")
    rows = ListRow.objects.using("owner").select_for_update(of=("self",)).filter(pk__in=row_ids, office_id=by.office_id).order_by("pk")  # fmt: skip
    changes: list[Change] = []
    for row in rows:
        before = {name: getattr(row, name) for name in _READ}
        differing = {field: value for field, value in values.items() if _text(before[field]) != value}
        if not differing:
            continue
        changed = one_person.columns(differing, before)
        if "nik" in differing:
            changed |= {"nik_digits": differing["nik"], "nik_state": "ok"}
        ListRow.objects.using("owner").filter(pk=row.pk).update(**changed)
        changes += [Change(row.pk, row.submitted_list_id, field, _text(before[field]), value) for field, value in differing.items()]  # fmt: skip
    return changes


def _text(value: object) -> str:
    return "" if value is None else str(value)
