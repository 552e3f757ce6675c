"""Why a file cannot go back as it came."""

from __future__ import annotations

from payung.vocabulary.words import Words


class CannotReturn(Exception):
    """The file cannot be written back; carries the words to show."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class NotPatchable(CannotReturn):
    """The workbook cannot be changed in place (broken, hostile or full); a new workbook can still be written."""


class DoesNotBalance(CannotReturn):
    """Rows and verdicts are not the same number: nothing may leave."""


def not_patchable(id: str, en: str, **fields: object) -> NotPatchable:
    """Make the refusal to change a workbook in place, its words filled."""
    return NotPatchable(Words(id=id.format(**fields), en=en.format(**fields)))


def does_not_balance(id: str, en: str, **fields: object) -> DoesNotBalance:
    """Make the refusal to let go of a list that does not add up, its words filled."""
    return DoesNotBalance(Words(id=id.format(**fields), en=en.format(**fields)))
