"""From headings and contents to a proposal: which column is which field, how sure, and why."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from payung.intake.columns import birth_parts, why
from payung.intake.columns.column import Column
from payung.intake.columns.shapes import Cell, Shape, shape
from payung.intake.columns.synonyms import Match, match, normal

#: From this confidence on a column is taken without asking a person.
ACCEPT_FROM = 0.8

#: Fields that content alone does not tell where there are headings: dates of filling in and running numbers look alike.
_NEVER_BY_CONTENT = frozenset({"no", "kk", "address", "rt_rw"})

_MALE = frozenset({"l", "lk", "laki laki", "laki", "pria"})
_FEMALE = frozenset({"p", "pr", "perempuan", "wanita"})

#: Fields that say who somebody is: two columns for one of them are a question for a person, never a silent choice.
IDENTITY = frozenset({"nik", "kk", "kpj", "name", "birth_date", "birth", "sex"})


def guess(headings: Sequence[tuple[str, str]], sample: Sequence[Sequence[Cell]]) -> tuple[Column, ...]:
    """Propose a field for every column.

    :param headings: (group heading or "", heading) per column, from Excel's column A on.
    :param sample: person-rows as lists of (text, type letter); rows may be shorter than the headings.
    """
    shapes = [_column_shape(sample, place) for place in range(len(headings))]
    if not any(heading for _, heading in headings):
        return _by_content(shapes)
    columns = []
    for place, ((group, heading), looks) in enumerate(zip(headings, shapes, strict=True)):
        found = match(heading, group) if heading else None
        columns.append(_judge(place + 1, (group, heading), found, looks))
    columns = _ticks(_split_merged_birth(_in_boxes(columns, sample), shapes), sample)
    columns = birth_parts.joined(_pieces(_choices(columns, sample)), sample)
    columns = _staff_beside_nik(_numbers_in_place(columns, shapes))
    return tuple(_fill_gaps(_beside(_settle_conflicts(columns, shapes)), shapes))


def _column_shape(sample: Sequence[Sequence[Cell]], place: int) -> Shape:
    return shape([row[place] for row in sample if place < len(row)])


def _judge(index: int, heading: tuple[str, str], found: Match | None, looks: Shape) -> Column:
    """Weigh one heading against its content."""
    group, text = heading
    column = Column(index, text, None, 0.0, why.UNKNOWN, False, group=group)
    if found is None or found.field is None:
        reason = why.KNOWN_EXTRA if found else (why.UNKNOWN if text else why.NO_HEADING)
        reason = why.OTHER_PERSON if found and found.how == "other_person" else reason
        return replace(column, why=reason, confidence=found.confidence if found else 0.0, accepted=True)
    column = replace(column, field=found.field, part=found.part, confidence=found.confidence, why=why.HOW[found.how])
    column = _against_content(column, looks)
    return replace(column, accepted=column.confidence >= ACCEPT_FROM)


def _against_content(column: Column, looks: Shape) -> Column:
    """Lower (or raise) the confidence where the content speaks against (or for) the heading."""
    if looks.filled == 0:
        return column
    if column.field == "nik":
        return _against_nik(column, looks)
    if column.field == "answer" and column.confidence < ACCEPT_FROM:
        if looks.answer >= 0.8:
            return replace(column, confidence=0.85, why=why.CONTENT_AGREES)
        if looks.letters >= 0.7:
            # "STATUS": hidup, meninggal, pindah. What no answer of BPJS is, is a remark, and must be seen.
            return replace(column, field="remark", why=why.CONTENT_AGREES, confidence=ACCEPT_FROM)
        return replace(column, field=None, why=why.CONTENT_DIFFERS, confidence=0.6)
    if column.why == why.WEAK and column.field not in IDENTITY and looks.letters >= 0.7:
        return replace(column, confidence=ACCEPT_FROM, why=why.CONTENT_AGREES)
    wrong = {
        "name": looks.letters < 0.3 and looks.long_digits + looks.date + looks.short_digits > 0.5,
        "birth_date": looks.birth > 0.5 or (looks.letters > 0.7 and looks.date < 0.1),
        "birth_place": looks.date > 0.5 or looks.birth > 0.5,
        # Codes are read by what the NIKs say, or not at all: see cleaning.sql.
        "sex": looks.sex < 0.3 and looks.sex_code < 0.9 and looks.filled >= 5 and not column.part,
        "rt_rw": looks.rt_rw < 0.3 and looks.address >= 0.4,
        "kelurahan": looks.address >= 0.4 and "alamat" in normal(column.header),
        "kk": looks.long_digits < 0.05 and looks.filled >= 5,
        "birth": looks.birth + looks.date < 0.3 and looks.letters < 0.3,
    }
    return _instead(column, looks) if wrong.get(column.field or "", False) else column


def _instead(column: Column, looks: Shape) -> Column:
    """Say what a column holds whose content is not what its heading names, or put it to a person."""
    if column.field in ("rt_rw", "kelurahan"):
        # "Alamat (RT/RW)" and "Alamat / Kelurahan" over whole addresses: the places are read out of them.
        return replace(column, field="address", confidence=0.85, why=why.CONTENT_AGREES)
    if column.field in ("birth_date", "birth_place") and looks.birth > 0.5:
        return replace(column, field="birth", confidence=0.85, why=why.BOTH_IN_ONE)
    return replace(column, confidence=min(column.confidence, 0.5), why=why.CONTENT_DIFFERS)


def _against_nik(column: Column, looks: Shape) -> Column:
    """A "NIK" of a payroll is a staff number: show it, do not take it."""
    if looks.long_digits >= 0.2 or looks.filled < 3:
        return column
    if looks.short_digits >= 0.5 or looks.letters < 0.5:
        return replace(column, field=None, confidence=0.4, why=why.STAFF_NUMBER)
    return replace(column, confidence=0.5, why=why.CONTENT_DIFFERS)


def _split_merged_birth(columns: list[Column], shapes: Sequence[Shape]) -> list[Column]:
    """One heading merged over two columns: place then date ("TTL"), or RT then RW."""
    halves = {"birth": ("birth_place", "birth_date"), "rt_rw": ("rt", "rw")}
    for left, right in zip(range(len(columns)), range(1, len(columns)), strict=False):
        one, two = columns[left], columns[right]
        fields = halves.get(one.field or "")
        shared = normal(one.header) == normal(two.header) and one.field == two.field
        if fields is None or not (shared or (not two.header and not two.field)):
            continue
        apart = shapes[left].date < 0.3 and shapes[right].date > 0.5 and shapes[left].birth < 0.3
        if one.field == "rt_rw":
            apart = max(shapes[left].rt_rw, shapes[right].rt_rw) < 0.3 and shapes[right].short_digits > 0.5
        if apart:
            columns[left] = replace(one, field=fields[0], confidence=0.85, why=why.MERGED_HEADING, accepted=True)
            columns[right] = replace(two, field=fields[1], confidence=0.85, why=why.MERGED_HEADING, accepted=True)
    return columns


def _ticks(columns: list[Column], sample: Sequence[Sequence[Cell]]) -> list[Column]:
    """Two columns "L" and "P" side by side in which one of the two is ticked are the sex."""
    if any(column.field == "sex" for column in columns):
        return columns
    for left, right in itertools.pairwise(range(len(columns))):
        parts = {_MALE: 1, _FEMALE: 2}
        pair = [
            next((parts[words] for words in parts if normal(columns[place].header) in words), 0)
            for place in (left, right)
        ]
        if sorted(pair) != [1, 2] or not _one_of_two(sample, left, right):
            continue
        for place, part in zip((left, right), pair, strict=True):
            columns[place] = replace(
                columns[place], field="sex", part=part, confidence=0.9, why=why.TICKS, accepted=True
            )
        break
    return columns


def _one_of_two(sample: Sequence[Sequence[Cell]], left: int, right: int) -> bool:
    """Tell whether nearly every row fills exactly one of two columns, and with hardly more than a mark."""
    pairs = [(row[left][0].strip(), row[right][0].strip()) for row in sample if right < len(row)]
    one = sum(bool(a) != bool(b) and len(a + b) <= 2 for a, b in pairs)
    return not pairs or one >= 0.8 * len(pairs)


def _choices(columns: list[Column], sample: Sequence[Sequence[Cell]]) -> list[Column]:
    """Columns "Nelayan", "Petani", … under one "Pekerjaan", of which one is ticked, are the occupation."""
    under = [c for c in columns if c.field == "occupation" and c.group and c.header]
    if len(under) < 2 or len({c.group for c in under}) > 1:
        return columns
    marks = [row[c.index - 1][0].strip() for row in sample for c in under if c.index <= len(row)]
    filled = [mark for mark in marks if mark]
    if len(filled) > 1.5 * len(sample) or any(len(mark) > 2 for mark in filled):
        return columns
    for part, column in enumerate(under, 1):
        columns[column.index - 1] = replace(column, part=part, confidence=0.9, why=why.CHOICES, accepted=True)
    return columns


def _pieces(columns: list[Column]) -> list[Column]:
    """One heading "Alamat" over several columns side by side: the pieces of one address."""
    for place, column in enumerate(columns):
        end = place + 1
        while end < len(columns) and columns[end].field == "address" and columns[end].header == column.header:
            end += 1
        if column.field == "address" and end - place > 1:
            for number in range(place, end):
                columns[number] = replace(columns[number], part=number - place + 1, why=why.MERGED_HEADING)
            break
    return columns


def _in_boxes(columns: list[Column], sample: Sequence[Sequence[Cell]]) -> list[Column]:
    """One heading "NIK" over several columns that together hold sixteen digits, as in forms with a box for each."""
    for place, column in enumerate(columns):
        end = place + 1
        while end < len(columns) and columns[end].header in ("", column.header) and not columns[end].group:
            end += 1
        if end - place < 2 or (column.field != "nik" and column.why != why.STAFF_NUMBER):
            continue
        wholes = ["".join(text.strip() for text, _ in row[place:end]) for row in sample if len(row) >= end]
        whole = sum(len(digits) == 16 and digits.isdecimal() for digits in wholes)
        if not whole or whole < 0.8 * sum(map(bool, wholes)) or not all(row[end - 1][0].strip() for row in sample[:1]):
            continue
        return [
            replace(each, field="nik", part=number - place + 1, confidence=0.85, why=why.IN_BOXES, accepted=True)
            if place <= number < end
            else each
            for number, each in enumerate(columns)
        ]
    return columns


def _staff_beside_nik(columns: list[Column]) -> list[Column]:
    """A staff number beside the real NIK is no question any more."""
    if not any(column.field == "nik" and column.accepted for column in columns):
        return columns
    return [replace(c, accepted=True, confidence=0.85) if c.why == why.STAFF_NUMBER else c for c in columns]


def _numbers_in_place(columns: list[Column], shapes: Sequence[Shape]) -> list[Column]:
    """Say so where the NIK column holds family cards and the KK column holds NIKs."""
    nik = [c for c in columns if c.field == "nik"]
    kk = [c for c in columns if c.field == "kk"]
    if len(nik) != 1 or len(kk) != 1:
        return columns
    under_nik, under_kk = shapes[nik[0].index - 1], shapes[kk[0].index - 1]
    swapped = (
        under_nik.nik >= 0.6 and under_nik.born_in_card < 0.15 and under_kk.nik >= 0.6 and under_kk.born_in_card >= 0.5
    )
    if not swapped:
        return columns
    other = {nik[0].index: "kk", kk[0].index: "nik"}
    return [
        replace(c, field=other[c.index], confidence=0.5, why=why.SWAPPED, accepted=False) if c.index in other else c
        for c in columns
    ]


def _settle_conflicts(columns: list[Column], shapes: Sequence[Shape]) -> list[Column]:
    """Of several columns with one field, propose the best and show the others; split values stay together."""
    result = list(columns)
    for field in {c.field for c in columns if c.field}:
        rivals = [c for c in columns if c.field == field]
        parts = [c for c in rivals if c.part]
        whole = [c for c in rivals if not c.part]
        if len(parts) > 1 and not whole and len({c.part for c in parts}) == len(parts):
            continue
        if len(rivals) < 2:
            continue
        if field == "remark":
            # Any of them may say that somebody died or moved: none is left unread.
            for part, column in enumerate(rivals, start=1):
                result[column.index - 1] = replace(column, part=part)
            continue
        ranked = sorted(rivals, key=lambda c: (_evidence(c, shapes), -c.index), reverse=True)
        clear = _evidence(ranked[0], shapes) - _evidence(ranked[1], shapes) > 0.3
        asks = field in IDENTITY and not clear
        if asks:
            best = ranked[0]
            result[best.index - 1] = replace(
                best, confidence=min(best.confidence, 0.6), why=why.CONFLICT, accepted=False
            )
        for column in ranked[1:]:
            result[column.index - 1] = replace(
                column, field=None, confidence=0.5, why=why.CONFLICT if asks else why.SECOND, accepted=not asks
            )
    return result


def _beside(columns: list[Column]) -> list[Column]:
    """Two lists side by side under the same headings: say so, for one row cannot be two people."""
    words = [normal(f"{column.group} {column.header}") if column.header else "" for column in columns]
    bare = [normal(column.header) for column in columns]
    for step in range(3, len(columns)):
        right = [place for place in range(step, len(columns)) if bare[place] and bare[place] == bare[place - step]]
        fields = {columns[place - step].field for place in right}
        if len(right) < 3 or "name" not in fields or not fields & {"nik", "birth", "birth_date", "kk"}:
            continue
        # Under groups of their own ("Pekerja", "Ahli waris") the columns have spoken for themselves.
        doubtful = [place for place in right if words[place] == words[place - step] or not columns[place].accepted]
        return [
            replace(column, field=None, why=why.BESIDE, accepted=False)
            if place in doubtful and column.index > step
            else column
            for place, column in enumerate(columns)
        ]
    return columns


def beside(columns: Sequence[Column]) -> tuple[tuple[int, int], ...]:
    """Return (first, last) column of each list that stands side by side on one sheet, from the left; () where there is only one."""
    headings = {column.index: normal(column.header) for column in columns if column.header}
    doubtful = [column.index for column in columns if column.why == why.BESIDE]
    if not doubtful:
        return ()
    first = doubtful[0]
    before = [index for index in headings if index < first - 2 and headings[index] == headings.get(first)]
    if not before:
        return ()
    step = first - max(before)
    # "No" in front of the right list need not have been doubtful itself.
    while first - 1 in headings and first - 1 > step and headings[first - 1] == headings.get(first - 1 - step):
        first -= 1
    last = max(headings)
    starts = [start for start in range(first, last + 1, step) if headings.get(start) == headings.get(first)]
    return ((1, first - 1), *((start, start + step - 1) for start in starts))


def _fill_gaps(columns: list[Column], shapes: Sequence[Shape]) -> list[Column]:
    """Propose fields that no heading named for columns whose heading nobody knows, by their content."""
    taken = {column.field for column in columns if column.field}
    if "birth" in taken or "birth_date" in taken:
        taken |= {"birth", "birth_date"}
    result = []
    for column in columns:
        looks = shapes[column.index - 1]
        field = _field_by_content(looks, taken | _NEVER_BY_CONTENT) if column.why == why.UNKNOWN else None
        if field:
            taken.add(field)
            column = replace(column, field=field, confidence=0.5, why=why.LOOKS_LIKE, accepted=False)
        result.append(column)
    return _only_one(_only_one(result, shapes, "name"), shapes, "nik")


def _only_one(columns: list[Column], shapes: Sequence[Shape], field: str) -> list[Column]:
    """Where nobody's name or NIK was found but one heading begins so ("Nama Ketua RT"), a person is asked whether it is."""
    if any(column.field == field for column in columns):
        return columns
    begins = {"name": "nama", "nik": "nik"}[field]
    likely = [
        column
        for column in columns
        if column.field is None
        and normal(column.header).split(" ")[0] == begins
        and (shapes[column.index - 1].letters if field == "name" else shapes[column.index - 1].nik) >= 0.7
    ]
    if len(likely) != 1:
        return columns
    asked = replace(likely[0], field=field, confidence=0.5, why=why.ONLY_ONE, accepted=False)
    return [asked if column is likely[0] else column for column in columns]


def _evidence(column: Column, shapes: Sequence[Shape]) -> float:
    """How well a column's content fits its field, 0 to 2, its heading's confidence included."""
    looks = shapes[column.index - 1]
    fits = {
        "nik": looks.nik,
        "kk": looks.nik,
        "name": looks.letters,
        "birth_date": looks.date,
        "birth": looks.birth,
        "sex": looks.sex,
        "phone": looks.phone,
    }
    return fits.get(column.field or "", min(looks.filled, 1)) + column.confidence


def _by_content(shapes: Sequence[Shape]) -> tuple[Column, ...]:
    """No heading at all: propose fields from the content only; a person must accept."""
    taken: set[str] = set()
    columns = []
    for place, looks in enumerate(shapes):
        field = _field_by_content(looks, taken)
        if field:
            taken.add(field)
        reason = why.BY_CONTENT if field else why.NO_HEADING
        columns.append(Column(place + 1, "", field, 0.6 if field else 0.0, reason, not field))
    return tuple(columns)


def _field_by_content(looks: Shape, taken: set[str]) -> str | None:
    if looks.filled == 0:
        return None
    tests = (
        ("nik", looks.long_digits >= 0.6 and (looks.born_in_card >= 0.3 or looks.nik < 0.3)),
        ("kk", looks.long_digits >= 0.6),
        ("birth", looks.birth >= 0.5),
        ("birth_date", looks.date >= 0.6),
        ("sex", looks.sex >= 0.8),
        ("phone", looks.phone >= 0.6),
        ("rt_rw", looks.rt_rw >= 0.6),
        ("no", looks.sequence >= 0.8),
        ("address", looks.address >= 0.4),
        ("name", looks.letters >= 0.8 and looks.distinct >= 0.5 and looks.words >= 1.3),
    )
    return next((field for field, fits in tests if fits and field not in taken), None)
