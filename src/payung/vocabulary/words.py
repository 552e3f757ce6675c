"""A sentence for people, in the two languages of the interface."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("id", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in Indonesian and English; `{name}` places are filled when it is said."""

    id: str
    en: str

    def say(self, language: str = "id", **fields: object) -> str:
        """Return the sentence in a language (`id` unless `en` is asked for), its places filled."""
        text = self.en if language == "en" else self.id
        return text.format(**fields) if fields else text
