"""Days as forms send them: 2026-04-12 from a date field, 12-04-2026 or 12/04/2026 from a person."""

from __future__ import annotations

import datetime as dt

from payung.vocabulary.words import Words

SHAPES = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")


class NotADay(ValueError):
    """The text is no day; `words` say so."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.words = Words(id=f"“{text}” bukan tanggal: tulis 12-04-2026.", en=f"“{text}” is no day: write 12-04-2026.")


def day_of(text: str) -> dt.date | None:
    """Return the day that a field holds; None where it is empty.

    :raises NotADay: if it holds something else.
    """
    typed = text.strip()
    if not typed:
        return None
    for shape in SHAPES:
        try:
            return dt.datetime.strptime(typed, shape).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise NotADay(typed[:40])
