"""What the rule book refuses to do, each by name and in two languages."""

from __future__ import annotations

from payung.vocabulary.words import Words


class Refused(Exception):
    """The rule book will not answer; `say` tells why in Indonesian or English."""

    def __init__(self, words: Words, **fields: object) -> None:
        self.words = words
        self.fields = fields
        super().__init__(words.say("en", **fields))

    def say(self, language: str = "id") -> str:
        """Return the reason in a language."""
        return self.words.say(language, **self.fields)


class NotInForce(Refused):
    """No law that the book knows was in force on that day."""


class NotPublished(Refused):
    """The law leaves the figure to a letter or decree that has not come out, or that nobody here has read."""


class Unclear(Refused):
    """The texts conflict or are silent; only a written ruling can decide."""


class BadInputs(Refused):
    """Inputs that no rule may see; `problems` holds all of them as Refused."""

    def __init__(self, problems: list[Refused]) -> None:
        self.problems = problems
        super().__init__(Words(id="{n} masukan salah", en="{n} inputs are wrong"), n=len(problems))
        self.args = ("; ".join(str(problem) for problem in problems),)

    def say(self, language: str = "id") -> str:
        """Return every problem, separated by semicolons."""
        return "; ".join(problem.say(language) for problem in self.problems)


class BadFigures(Exception):
    """A figure file breaks the schema; the message names file, figure and key."""


class NotARule(SyntaxError):
    """A rule says something outside the language; file, line and what to write instead."""
