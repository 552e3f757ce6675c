"""YAML read as people type it: every scalar stays text, every key knows its line, every mistake is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import yaml

from payung.agreements.plan import Problem
from payung.vocabulary.month import Month, NotAMonth
from payung.vocabulary.words import Words

# Every scalar as text: 64.74 is a place and no number, 2023-10 a month, 07 a number of a letter.
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
LARGEST_FILE = 200_000
_EMPTY = ("", "null", "~", "-")


class Section(dict[str, Any]):
    """A mapping whose keys know the lines that they stand on."""

    lines: dict[str, int]
    line: int


class NotAFile(Exception):
    """The text is no YAML mapping; `problem` says where."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.say())
        self.problem = problem


class _Lined(_Loader):
    """A loader that makes sections and refuses a key that stands twice."""

    def construct_mapping(self, node: Any, deep: bool = False) -> Section:
        section = Section()
        section.lines, section.line = {}, node.start_mark.line + 1
        for key_node, value_node in node.value:
            key, line = str(self.construct_object(key_node, deep=True)), key_node.start_mark.line + 1
            if key in section:
                raise NotAFile(Problem(line, key, Words("tertulis dua kali.", "stands twice.")))
            section[key] = self.construct_object(value_node, deep=True)
            section.lines[key] = line
        return section


_Lined.add_constructor("tag:yaml.org,2002:map", lambda loader, node: loader.construct_mapping(node))


def read(text: str) -> Section:
    """Return the mapping of a YAML text.

    :raises NotAFile: if it is too large, no YAML, no mapping, or a key stands twice.
    """
    if len(text) > LARGEST_FILE:
        raise NotAFile(Problem(0, "berkas", Words("terlalu besar.", "is too large.")))
    try:
        found = yaml.load(text, Loader=_Lined)  # _Lined makes texts, lists and sections only
    except yaml.MarkedYAMLError as wrong:
        line = wrong.problem_mark.line + 1 if wrong.problem_mark else 0
        told = Words("bukan YAML yang benar: periksa indentasi, titik dua dan tanda kutip.", "is no valid YAML.")
        raise NotAFile(Problem(line, "berkas", told)) from wrong
    except yaml.YAMLError as wrong:
        raise NotAFile(Problem(0, "berkas", Words("bukan YAML yang benar.", "is no valid YAML."))) from wrong
    if not isinstance(found, Section):
        raise NotAFile(Problem(1, "berkas", Words("harus berisi 'kunci: isi'.", "must hold 'key: value'.")))
    return found


class Reader:
    """Reads fields of sections; mistakes go to `problems`, and reading goes on."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def wrong(self, section: Section, field: str, id: str, en: str) -> None:
        """Note a mistake of a field."""
        self.problems.append(Problem(section.lines.get(field, section.line), field, Words(id, en)))

    def only(self, section: Section, known: Sequence[str]) -> None:
        """Note every key that nobody knows."""
        for key in section:
            if key not in known:
                self.wrong(section, key, f"tidak dikenal; yang dikenal: {', '.join(known)}.", "is not known.")

    def section(self, within: Section, field: str) -> Section | None:
        """Return a mapping inside a mapping; None where it is not there."""
        found = within.get(field)
        if found is None or (isinstance(found, str) and found in _EMPTY):
            return None
        if not isinstance(found, Section):
            self.wrong(within, field, "harus berisi 'kunci: isi'.", "must hold 'key: value'.")
            return None
        return found

    def sections(self, within: Section, field: str) -> list[Section]:
        """Return the mappings of a list."""
        found = within.get(field)
        if found is None or (isinstance(found, str) and found in _EMPTY):
            return []
        if not isinstance(found, list) or not all(isinstance(one, Section) for one in found):
            self.wrong(
                within, field, "harus berupa daftar ('- kunci: isi').", "must be a list of mappings ('- key: value')."
            )
            return []
        return found

    def text(self, section: Section, field: str, *, needed: bool = True) -> str:
        """Return a text; empty where it is not there."""
        found = section.get(field, "")
        if isinstance(found, list | dict):
            self.wrong(section, field, "harus satu teks.", "must be one text.")
            return ""
        said = str(found).strip()
        said = "" if said in _EMPTY else said
        if needed and not said:
            self.wrong(section, field, "wajib diisi.", "is missing.")
        return said

    def value(
        self, section: Section, field: str, read: Callable[[str], Any], said: Words, *, needed: bool = False
    ) -> Any:
        """Return what `read` makes of a text; None where it is not there, or wrong (`said` tells how it should look)."""
        text = self.text(section, field, needed=needed)
        if not text:
            return None
        try:
            return read(text)
        except ValueError:
            self.wrong(section, field, f"{text}: {said.id}", f"{text}: {said.en}")
            return None

    def choice(self, section: Section, field: str, choices: Sequence[str], default: str | None = None) -> str:
        """Return one of some words; the default where nothing stands (None: it is needed)."""
        said = self.text(section, field, needed=default is None)
        if said and said not in choices:
            self.wrong(section, field, f"{said}: pilih {', '.join(c for c in choices if c)}.", f"{said}: not a choice.")
        return said if said in choices else (default or "")

    def choices(self, section: Section, field: str, choices: Sequence[str] | None, default: Sequence[str]) -> list[str]:
        """Return a list of words, each once; `choices` None takes any."""
        if field not in section:
            return list(default)
        found = section[field]
        said = [found] if isinstance(found, str) and found not in _EMPTY else found or []
        if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
            if not isinstance(found, str):
                self.wrong(section, field, "harus berupa daftar kata.", "must be a list of words.")
            return []
        for one in said:
            if choices is not None and one not in choices:
                self.wrong(section, field, f"{one}: tidak dikenal; pilih {', '.join(choices)}.", f"{one}: not known.")
        if len(set(said)) < len(said):
            self.wrong(section, field, "ada yang tertulis dua kali.", "something stands twice.")
        return list(dict.fromkeys(said))

    def whole(
        self, section: Section, field: str, *, least: int, most: int, default: int | None = None, needed: bool = False
    ) -> int | None:
        """Return a whole number between two bounds."""
        said = Words(f"harus bilangan bulat {least} sampai {most}, tanpa titik.", f"must be {least} to {most}.")
        found = self.value(section, field, int, said, needed=needed)
        if found is not None and not least <= found <= most:
            self.wrong(section, field, f"{found}: {said.id}", f"{found}: {said.en}")
            return default
        return default if found is None else found

    def day(self, section: Section, field: str, *, needed: bool = False) -> dt.date | None:
        """Return a day, written 2023-10-06 or 06-10-2023."""
        said = Words("harus tanggal, misalnya 2023-10-06.", "must be a day, as 2023-10-06.")
        return self.value(section, field, read_day, said, needed=needed)

    def month(self, section: Section, field: str, *, needed: bool = False) -> dt.date | None:
        """Return the first day of a month, written 2023-10 or Oktober 2023."""
        said = Words("harus bulan, misalnya 2023-10.", "must be a month, as 2023-10.")
        return self.value(section, field, read_month, said, needed=needed)


def read_day(text: str) -> dt.date:
    """Return the day of 2023-10-06 or 06-10-2023.

    :raises ValueError: if the text is neither.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return dt.datetime.strptime(text, "%d-%m-%Y").replace(tzinfo=dt.UTC).date()


def read_month(text: str) -> dt.date:
    """Return the first day of a month as `vocabulary.month` reads it.

    :raises ValueError: if the text names no month.
    """
    try:
        return Month.parse(text).starts_on
    except NotAMonth as wrong:
        raise ValueError(text) from wrong
