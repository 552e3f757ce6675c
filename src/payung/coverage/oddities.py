"""What does not close in printed figures: rules over the figures themselves, never over what they should have been."""

from __future__ import annotations

import re
import statistics
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from payung.coverage.printed import Printed
from payung.vocabulary.words import Words

# A published percentage may be rounded to its last printed digit; more than this many points off is another number.
ROUNDING = Decimal("0.02")
# A budget printed in round numbers closes if it is the product rounded, and not further away than one in a hundred.
CLOSE = Decimal("0.01")
# Below a third (above three times) of the middle of at least five peers is no difference of work but of counting.
PEERS, FAR = 5, 3
# Two universes that a place's own figures imply should not differ by more than this share.
IMPLIED_APART = Decimal("0.05")
# So large a change within a year is a change of definition.
JUMP, YEAR = Decimal("0.5"), 366
LONGEST_MONTHS = 12

ODDITIES = {
    "over_100": Words(id="{value} % melebihi 100 %: pembilang dan penyebut tidak menghitung orang yang sama.", en="{value} % is over 100 %: numerator and denominator do not count the same people."),
    "covered_over_universe": Words(id="{covered} terlindungi dari {universe}: lebih dari semuanya ({computed} %).", en="{covered} covered of {universe}: more than all of them ({computed} %)."),
    "pct_not_as_counts": Words(id="Tercetak {printed} %, tetapi {covered} dari {universe} adalah {computed} %.", en="Printed {printed} %, but {covered} of {universe} is {computed} %."),
    "uncovered_is_universe": Words(id="{uncovered} disebut belum terlindungi, tetapi {covered} dari {uncovered} adalah {printed} %: itu semestanya.", en="{uncovered} is called uncovered, but {covered} of {uncovered} is {printed} %: it is the universe."),
    "implied_universes_differ": Words(id="Angka-angka ini menyiratkan dua semesta: {one} dan {other}.", en="These figures imply two universes: {one} and {other}."),
    "gap_not_of_target": Words(id="{covered} + kekurangan {gap} adalah {computed} % dari {universe}, bukan target {target} %.", en="{covered} + a gap of {gap} is {computed} % of {universe}, not the target of {target} %."),
    "universe_over_population": Words(id="{value} lebih besar daripada penduduknya ({population}): mungkin angka nasional atau salah ketik.", en="{value} is larger than the population ({population}): a national number or a slip, perhaps."),
    "budget_does_not_close": Words(id="{people} orang x {months} bulan x Rp{rate} = Rp{computed}, tercetak Rp{printed}.", en="{people} people x {months} months x Rp{rate} = Rp{computed}, printed Rp{printed}."),
    "budget_rounded": Words(id="Anggaran tercetak dibulatkan: Rp{printed}, hitungannya Rp{computed}.", en="The printed budget is rounded: Rp{printed}, the product is Rp{computed}."),
    "months_not_whole": Words(id="Rp{printed} untuk {people} orang x Rp{rate} berarti {months} bulan: bukan bilangan bulan satu tahun anggaran.", en="Rp{printed} for {people} people x Rp{rate} means {months} months: no number of months of one fiscal year."),
    "far_below_peers": Words(id="{value} % jauh di bawah tetangganya (tengah {median} %).", en="{value} % is far below its peers (median {median} %)."),
    "far_above_peers": Words(id="{value} % jauh di atas tetangganya (tengah {median} %).", en="{value} % is far above its peers (median {median} %)."),
    "nik_prefix": Words(id="Wilayah pemekaran dari {parent}: NIK warganya masih berkode induk; mungkin dihitung menurut awalan NIK.", en="Split from {parent}: its people's NIKs still carry the parent's code; perhaps counted by NIK prefix."),
    "holds_split_off": Words(id="{child} dipecah dari wilayah ini dan tampak terlalu rendah: orangnya mungkin terhitung di sini.", en="{child} was split off this place and looks too low: its people are perhaps counted here."),
    "name_twice": Words(id="Nama ini tercetak {times} kali dalam tabel yang sama ({values} %): satu di antaranya wilayah lain.", en="This name is printed {times} times in the same table ({values} %): one of them is another place."),
    "outside_parts": Words(id="{value} % di luar rentang bagian-bagiannya ({low}–{high} %): pasti dihitung dengan cara lain.", en="{value} % is outside the range of its parts ({low}–{high} %): it was surely counted in another way."),
    "noted": Words(id="Catatan penyalin: {remark}", en="Noted by whoever copied it: {remark}"),
    "sources_disagree": Words(id="Sumber lain mencetak {other} untuk besaran dan tanggal yang sama.", en="Another source prints {other} for the same quantity and day."),
    "jump": Words(id="Dari {before} ({before_on}) menjadi {value}: mungkin definisinya lain.", en="From {before} ({before_on}) to {value}: perhaps another definition."),
    "place_not_coded": Words(id="Bukan nama satu wilayah: tidak dapat dibandingkan dengan angka lain.", en="Not the name of one place: it cannot be compared with other figures."),
    "name_not_of_code": Words(id="Kode {code} adalah {name}.", en="Code {code} is {name}."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something about a printed figure that does not close."""

    code: str
    place_code: str
    place_name: str
    quantity: str
    fields: Mapping[str, object] = field(default_factory=dict)

    def say(self, language: str = "id") -> str:
        """Return the sentence in a language, its numbers as that language writes them."""
        said = {name: value if name == "code" else _written(value, language) for name, value in self.fields.items()}
        return ODDITIES[self.code].say(language, **said)


def _written(value: object, language: str) -> object:
    if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", str(value)):
        return value
    whole, point, part = str(value).partition(".")
    text = f"{int(whole):,}{point}{part}"
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of places: inhabitants by code, parents of places that were split off, official names by code."""

    inhabitants: Mapping[str, int] = field(default_factory=dict)
    split_from: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


def oddities(printed: Sequence[Printed], known: Known) -> list[Oddity]:
    """Return everything that does not close, by place; a figure may have several."""
    found: list[Oddity] = []
    for one in printed:
        found += _alone(one, known)
    for facts in _statements(printed).values():
        found += _of_statement(facts)
    found += _beside_peers(printed, known)
    found += _of_tables(printed)
    found += _over_time(printed)
    unique = {
        (odd.code, odd.place_code, odd.place_name, odd.quantity, repr(sorted(odd.fields.items()))): odd for odd in found
    }
    return sorted(unique.values(), key=lambda odd: (odd.place_code, odd.place_name, odd.code, odd.quantity))


def _odd(code: str, about: Printed, /, **fields: object) -> Oddity:
    plain = {name: _plain(value) if isinstance(value, Decimal) else value for name, value in fields.items()}
    return Oddity(code, about.place_code, about.place_name, about.quantity, plain)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _alone(one: Printed, known: Known) -> Iterator[Oddity]:
    if one.quantity == "pct" and one.value > 100:
        yield _odd("over_100", one, value=one.value)
    # Of coverage a remark says what the figures cannot: a name inferred, a rank that another print contradicts.
    if one.quantity == "pct" and one.remark:
        yield _odd("noted", one, remark=one.remark)
    population = known.inhabitants.get(one.place_code)
    if one.quantity in ("universe", "covered", "uncovered", "people") and population and one.value > population:
        yield _odd("universe_over_population", one, value=one.value, population=population)
    if not one.place_code:
        yield _odd("place_not_coded", one)
    elif (name := known.names.get(one.place_code)) and not _same_name(name, one.place_name):
        yield _odd("name_not_of_code", one, code=one.place_code, name=name)


def _same_name(official: str, printed: str) -> bool:
    """Whether one name holds all words of the other: Lampung Barat is not Lampung Utara, Bontang is Kota Bontang."""
    one, other = _words_of(official), _words_of(printed)
    return one <= other or other <= one or printed[0].isdigit()


def _words_of(name: str) -> set[str]:
    return {word for word in name.upper().replace(".", " ").split() if word not in ("KABUPATEN", "KOTA", "KAB")}


def _statements(printed: Iterable[Printed]) -> dict[tuple[object, ...], dict[str, Printed]]:
    """Return figures that were printed together: one place, day, source and definition. The first of a quantity stands."""
    found: dict[tuple[object, ...], dict[str, Printed]] = defaultdict(dict)
    for one in printed:
        found[(one.place_code, one.place_name, one.on, one.source, one.definition)].setdefault(one.quantity, one)
    return found


def _of_statement(facts: dict[str, Printed]) -> Iterator[Oddity]:
    value = {quantity: one.value for quantity, one in facts.items()}
    yield from _fractions(facts, value)
    yield from _target(facts, value)
    yield from _budget(facts, value)


def _fractions(facts: dict[str, Printed], value: dict[str, Decimal]) -> Iterator[Oddity]:
    if {"covered", "universe"} <= value.keys() and value["universe"]:
        counts = {"covered": value["covered"], "universe": value["universe"]}
        computed = _percent(value["covered"], value["universe"])
        if computed > 100:
            yield _odd("covered_over_universe", facts["covered"], computed=computed, **counts)
        if "pct" in value and abs(computed - value["pct"]) > _tolerance(value["pct"]):
            yield _odd("pct_not_as_counts", facts["pct"], printed=value["pct"], computed=computed, **counts)
    # Covered and uncovered together are the universe; where covered over uncovered is the printed share, they are not.
    if {"covered", "uncovered", "pct"} <= value.keys() and value["uncovered"]:
        counts = {"covered": value["covered"], "uncovered": value["uncovered"]}
        as_universe = _percent(value["covered"], value["uncovered"])
        if abs(as_universe - value["pct"]) <= _tolerance(value["pct"]):
            yield _odd("uncovered_is_universe", facts["uncovered"], printed=value["pct"], **counts)


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return (part * 100 / whole).quantize(Decimal("0.01"))


def _tolerance(printed: Decimal) -> Decimal:
    """Return how far a percentage may lie from its counts: half of its last printed digit, at least ROUNDING."""
    digits = -printed.normalize().as_tuple().exponent
    return max(ROUNDING, Decimal(10) ** -max(digits, 0) / 2)


def _target(facts: dict[str, Printed], value: dict[str, Decimal]) -> Iterator[Oddity]:
    if {"target_pct", "covered", "universe", "gap"} <= value.keys() and value["universe"]:
        computed = _percent(value["covered"] + value["gap"], value["universe"])
        if abs(computed - value["target_pct"]) > Decimal("0.5"):
            yield _odd(
                "gap_not_of_target",
                facts["gap"],
                covered=value["covered"],
                gap=value["gap"],
                computed=computed,
                universe=value["universe"],
                target=value["target_pct"],
            )


def _budget(facts: dict[str, Printed], value: dict[str, Decimal]) -> Iterator[Oddity]:
    if not {"people", "rate", "budget"} <= value.keys() or not value["people"] * value["rate"]:
        return
    printed, a_month = value["budget"], value["people"] * value["rate"]
    if "months" not in value:
        months = printed / a_month
        if months != months.to_integral_value() or months > LONGEST_MONTHS:
            yield _odd(
                "months_not_whole",
                facts["budget"],
                printed=printed,
                people=value["people"],
                rate=value["rate"],
                months=months.quantize(Decimal("0.1")),
            )
        return
    computed = a_month * value["months"]
    if computed == printed:
        return
    if _rounds_to(computed, printed):
        yield _odd("budget_rounded", facts["budget"], printed=printed, computed=computed)
    else:
        yield _odd(
            "budget_does_not_close",
            facts["budget"],
            people=value["people"],
            months=value["months"],
            rate=value["rate"],
            computed=computed,
            printed=printed,
        )


def _rounds_to(exact: Decimal, printed: Decimal) -> bool:
    """Say whether a printed number is the exact one in as many digits as were printed, and not more than CLOSE away."""
    step = Decimal(10) ** printed.normalize().as_tuple().exponent
    return abs(exact - printed) <= step / 2 and abs(exact - printed) <= CLOSE * exact


def _beside_peers(printed: Sequence[Printed], known: Known) -> Iterator[Oddity]:
    groups: dict[tuple[object, ...], list[Printed]] = defaultdict(list)
    for one in printed:
        if one.quantity == "pct" and one.place_code:
            groups[(one.on, one.source, one.definition, one.place_code.rpartition(".")[0])].append(one)
    for group in groups.values():
        if len(group) >= PEERS:
            yield from _far_from(group, known)


def _far_from(group: list[Printed], known: Known) -> Iterator[Oddity]:
    median = Decimal(str(statistics.median(one.value for one in group)))
    codes = {one.place_code for one in group}
    for one in group:
        if one.value * FAR < median:
            yield _odd("far_below_peers", one, value=one.value, median=median)
            parent = known.split_from.get(one.place_code)
            if parent in codes:
                yield _odd("nik_prefix", one, parent=known.names.get(parent, parent))
                [holder] = [other for other in group if other.place_code == parent][:1]
                yield _odd("holds_split_off", holder, child=known.names.get(one.place_code, one.place_name))
        elif one.value > median * FAR:
            yield _odd("far_above_peers", one, value=one.value, median=median)


def _of_tables(printed: Sequence[Printed]) -> Iterator[Oddity]:
    """Compare what one source printed on one day: names that come twice, wholes that lie outside their parts."""
    tables: dict[tuple[object, ...], list[Printed]] = defaultdict(list)
    for one in printed:
        if one.quantity == "pct":
            tables[(one.on, one.source, one.definition)].append(one)
    for table in tables.values():
        yield from _names_twice(table)
        yield from _outside_parts(table)


def _names_twice(table: list[Printed]) -> Iterator[Oddity]:
    by_name: dict[str, list[Printed]] = defaultdict(list)
    for one in table:
        by_name[" ".join(one.place_name.upper().split())].append(one)
    for same in by_name.values():
        if len({one.value for one in same}) > 1:
            values = "; ".join(_plain(one.value) for one in same)
            yield from (_odd("name_twice", one, times=len(same), values=values) for one in same)


def _outside_parts(table: list[Printed]) -> Iterator[Oddity]:
    for whole in table:
        parts = [one.value for one in table if whole.place_code and _is_child(one.place_code, whole.place_code)]
        if len(parts) >= PEERS and not min(parts) <= whole.value <= max(parts):
            yield _odd("outside_parts", whole, value=whole.value, low=min(parts), high=max(parts))


def _is_child(code: str, of: str) -> bool:
    return code.rpartition(".")[0] == of


def _over_time(printed: Sequence[Printed]) -> Iterator[Oddity]:
    """Compare what one place printed of one quantity at several times or by several sources, and the universes it implies."""
    series: dict[tuple[str, str, str], list[Printed]] = defaultdict(list)
    for one in printed:
        if one.place_code:
            series[(one.place_code, one.quantity, one.definition)].append(one)
    for (_, quantity, _), run in series.items():
        run.sort(key=lambda one: (one.on, one.source, one.value))
        for before, one in pairwise(run):
            if before.on == one.on and before.value != one.value:
                yield _odd("sources_disagree", one, other=before.value)
            elif quantity not in ("months", "rate", "pct", "target_pct") and _jumps(before, one):
                yield _odd("jump", one, before=before.value, before_on=before.on.isoformat(), value=one.value)
    yield from _implied(printed)


def _jumps(before: Printed, one: Printed) -> bool:
    apart = abs(one.value - before.value)
    return (one.on - before.on).days <= YEAR and apart > JUMP * max(one.value, before.value)


def _implied(printed: Sequence[Printed]) -> Iterator[Oddity]:
    """Compare the universes that a place's own fractions imply, where no universe was printed beside them."""
    implied: dict[tuple[str, int], list[tuple[Decimal, Printed]]] = defaultdict(list)
    for facts in _statements(printed).values():
        share = facts.get("pct") or facts.get("target_pct")
        if share is not None and share.value and "covered" in facts and share.place_code:
            covered = facts["covered"]
            implied[(covered.place_code, covered.on.year)].append((covered.value * 100 / share.value, covered))
    for found in implied.values():
        found.sort(key=lambda pair: pair[0])
        (low, _), (high, one) = found[0], found[-1]
        if high - low > IMPLIED_APART * high:
            yield _odd("implied_universes_differ", one, one=low.quantize(Decimal(1)), other=high.quantize(Decimal(1)))
