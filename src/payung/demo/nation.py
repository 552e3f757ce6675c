"""People of the whole nation as a computation in DuckDB: any number of them, the same for the same seed, none stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources

import duckdb
import pyarrow as pa

from payung.demo.names import PATTERN_SLOTS, SLOTS, fill_slots, groups, mix_of, never_alone, tables
from payung.demo.places import Places
from payung.demo.world import STREETS

KECAMATAN_SLOTS, LEAST_FOCUS_SLOTS, DAY_SLOTS, GROUP_SLOTS, VILLAGE_SLOTS = 16_384, 8, 32_768, 256, 16
FOCUS_FIRST_SLOT = 1_000_000
# Behind the serials of a kecamatan's own people: those of the focus kabupaten that the national draw adds.
FOCUS_REPS = 12
YOUNGEST, OLDEST, USUAL = 17, 76, 36


class TooManyInFocus(ValueError):
    """A NIK is kecamatan, day, sex and serial: the focus kabupaten has only so many of them."""

    def __init__(self, wanted: int, most: int) -> None:
        super().__init__(
            f"{wanted} orang di kabupaten fokus, paling banyak {most}. / {wanted} people in focus, at most {most}."
        )


@dataclass(frozen=True, slots=True)
class Nation:
    """Which nation: its seed, the kabupaten in focus and how many live there, the day of the extract, how many employers."""

    places: Places
    kabupaten: str
    seed: int
    focus_people: int
    as_of: dt.date
    employers: int = 1_000

    def __post_init__(self) -> None:
        if self.focus_people > self.focus_slots << 16:
            raise TooManyInFocus(self.focus_people, self.focus_slots << 16)

    @property
    def focus_slots(self) -> int:
        """How many slots the kecamatan of the focus kabupaten share: a power of two, at least one for each."""
        own = len(self.places.by_kabupaten[self.kabupaten])
        return max(LEAST_FOCUS_SLOTS, 1 << (own - 1).bit_length())

    def sql(self, name: str, **more: object) -> str:
        """Return one of the SQL files beside this module with its settings filled in."""
        text = resources.files("payung.demo").joinpath("data", name).read_text(encoding="utf-8")
        settings = {
            "seed": self.seed,
            "focus_people": self.focus_people,
            "focus_slots": self.focus_slots,
            "focus_bits": 16 + self.focus_slots.bit_length() - 1,
            "streets": len(STREETS),
            "street_list": list(STREETS),
            "slots": SLOTS,
            "as_of": f"DATE '{self.as_of.replace(day=1)}'",
            **more,
        }
        for key, value in settings.items():
            text = text.replace("{" + key + "}", str(value))
        return text

    def prepare(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Lay the slot tables and macros into a connection; then `nation_people` may be asked over a table `wanted`."""
        for name, table in self.slot_tables():
            connection.register("incoming", table)
            connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM incoming")
            connection.unregister("incoming")
        connection.execute(self.sql("people_macros.sql"))

    def slot_tables(self) -> Iterable[tuple[str, pa.Table]]:
        """Yield the tables that turn a drawn number into a place, a day, a group, a word."""
        yield "kecamatan_slot", self.kecamatan_slots()
        yield "day_slot", self.day_slots()
        yield "village_slot", self.village_slots()
        provinces = sorted(self.places.by_province)
        numbers = {group: number for number, group in enumerate(groups())}
        yield (
            "group_slot",
            rows_of(
                ("province", "slot", "group_no"),
                (
                    (province, slot, numbers[group])
                    for province in provinces
                    for slot, group in enumerate(fill_slots(mix_of(province), GROUP_SLOTS))
                ),
            ),
        )
        yield from word_tables()

    def kecamatan_slots(self) -> pa.Table:
        """Return the kecamatan by slot, crowded ones on more slots; the focus kabupaten again from a million on."""
        weights = {each.code: self.places.people_in(each.code) for each in self.places.kecamatan}
        national = fill_slots(weights, KECAMATAN_SLOTS)
        own = [each.code for each in self.places.by_kabupaten[self.kabupaten]]
        focus = [own[slot % len(own)] for slot in range(self.focus_slots)]
        seen: dict[tuple[bool, str], int] = {}
        by_code = {each.code: each for each in self.places.kecamatan}
        rows = []
        for first, codes in ((0, national), (FOCUS_FIRST_SLOT, focus)):
            for slot, code in enumerate(codes, start=first):
                rep = seen[first > 0, code] = seen.get((first > 0, code), -1) + 1
                kecamatan = by_code[code]
                # National and local combinations of the focus kabupaten must not meet: the national ones come behind.
                shift = FOCUS_REPS if not first and code in own else 0
                rows.append(
                    (
                        slot,
                        rep + shift,
                        self.places.nik_prefix(code, is_old=rep % 2 == 1),
                        code,
                        kecamatan.name,
                        code[:2],
                        kecamatan.kabupaten,
                    )
                )
        return rows_of(("slot", "rep", "prefix", "kecamatan_code", "kecamatan", "province", "kabupaten"), rows)

    def day_slots(self) -> pa.Table:
        """Return days of birth by slot; middle ages on more slots."""
        today = self.as_of
        days = {}
        for age_days in range(YOUNGEST * 365, OLDEST * 365):
            age = age_days / 365.25
            weight = (age - YOUNGEST + 2) / (USUAL - YOUNGEST) if age < USUAL else (OLDEST - age + 1) / (OLDEST - USUAL)
            days[today - dt.timedelta(days=age_days)] = weight
        rows, rep, last = [], 0, None
        for slot, day in enumerate(fill_slots(days, DAY_SLOTS)):
            rep = rep + 1 if day == last else 0
            last = day
            rows.append((slot, rep, day))
        return rows_of(("slot", "rep", "born_on"), rows)

    def village_slots(self) -> pa.Table:
        by_kecamatan: dict[str, list] = {}
        for village in self.places.villages:
            by_kecamatan.setdefault(village.kecamatan_code, []).append(village)
        return rows_of(
            ("kecamatan_code", "slot", "name", "code"),
            (
                (code, slot, found[slot % len(found)].name, found[slot % len(found)].code)
                for code, found in by_kecamatan.items()
                for slot in range(VILLAGE_SLOTS)
            ),
        )


def rows_of(names: tuple[str, ...], rows: Iterable[tuple]) -> pa.Table:
    """Return rows as a table; no rows give empty text columns."""
    columns = list(zip(*rows, strict=True))
    if not columns:
        return pa.table({name: pa.array([], pa.string()) for name in names})
    return pa.table(dict(zip(names, (pa.array(column) for column in columns), strict=True)))


def word_tables() -> Iterable[tuple[str, pa.Table]]:
    """Yield the slots of names: key = (group number x 2 + sex) x slots + slot."""
    patterns, words = [], {"first": [], "second": [], "family": []}
    alone = []
    for number, (group, sex) in enumerate((group, sex) for group in groups() for sex in "LP"):
        table = tables(group, sex)
        patterns.extend((number * PATTERN_SLOTS + slot, pattern) for slot, pattern in enumerate(table.patterns))
        first = table.birth or table.first
        alone.extend(word not in never_alone() for word in first)
        for kind, source in (("first", first), ("second", table.second), ("family", table.family or table.second)):
            words[kind].extend((number * SLOTS + slot, word) for slot, word in enumerate(source))
    yield "pattern_slot", rows_of(("key", "pattern"), patterns)
    yield "first_slot", rows_of(("key", "word"), words["first"]).append_column("alone", pa.array(alone))
    yield "second_slot", rows_of(("key", "word"), words["second"])
    yield "family_slot", rows_of(("key", "word"), words["family"])
