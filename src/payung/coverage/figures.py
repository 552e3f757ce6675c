"""A coverage figure with everything one must know to repeat it: count, denominator, source, day, basis, warnings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from payung.vocabulary.words import Words

PPM = 1_000_000

# What kind of universe divides which numerator: the protected people of the register, of one segment, or of the lists.
KINDS = {
    ("workers", "register"): "",
    ("informal_workers", "register"): "BPU",
    ("vulnerable_workers", "listed"): "",
}

# Two statements of the same universe that differ by more than this share (ppm) are not the same universe.
DISAGREE_FROM = 100_000
# A universe older than so many days says little about a month.
OLD_FROM = 731
# From these shares (ppm) on, a figure rests on facts that are not there.
MUCH_UNPLACED, MUCH_UNPROVEN = 50_000, 100_000

DEFINITIONS = {
    ("reported", "register"): Words(
        id="Orang dalam register yang dilaporkan aktif dan iurannya lunas sampai bulan itu; tiap orang satu kali, perlindungan terbaiknya.",
        en="People of the register reported active and paid up to the month; each once, by the best cover.",
    ),
    ("reported", "listed"): Words(
        id="Orang pada daftar yang menurut laporan BPJS aktif dan lunas sampai bulan itu; tiap orang satu kali.",
        en="People on lists who are active and paid up to the month in what was reported; each once.",
    ),
    ("computed", "listed"): Words(
        id="Orang pada daftar yang kursinya berlaku pada bulan itu dan iuran bulan itu sudah dibayar menurut tagihan kita sendiri.",
        en="People on lists whose seat includes the month and whose contribution for the month is paid by our own bills.",
    ),
}

WARNINGS = {
    "over_100": Words(
        id="Cakupan {percent} melebihi 100 %: pembilang dan semesta tidak menghitung orang yang sama (misalnya tempat terdaftar dan tempat tinggal).",
        en="Coverage of {percent} is over 100 %: numerator and universe do not count the same people (place of registration and residence, for example).",
    ),
    "universe_over_population": Words(
        id="Semesta {people} lebih besar daripada penduduk {place} ({population} per {on:%d-%m-%Y}): mungkin angka nasional atau salah ketik.",
        en="The universe of {people} is larger than the population of {place} ({population} on {on:%d-%m-%Y}): a national number or a slip, perhaps.",
    ),
    "sources_disagree": Words(
        id="Sumber berbeda: {people} ({source}) dan {other_people} ({other_source}). Persentase dihitung untuk masing-masing.",
        en="Sources disagree: {people} ({source}) and {other_people} ({other_source}). A percentage is given for each.",
    ),
    "universe_old": Words(
        id="Semesta dinyatakan per {on:%d-%m-%Y}, jauh dari bulan yang ditanyakan.",
        en="The universe was stated as of {on:%d-%m-%Y}, far from the month asked.",
    ),
    "place_not_in_force": Words(
        id="Kode wilayah {place} tidak berlaku sekarang: geografi semesta dan pembilang mungkin berbeda.",
        en="Place code {place} is not in force today: universe and numerator may use different geographies.",
    ),
    "not_placed": Words(
        id="{people} orang tidak diketahui wilayahnya sampai tingkat ini; mereka tidak masuk kelurahan mana pun.",
        en="The place of {people} people is not known to this level; they are in no kelurahan.",
    ),
    "unproven": Words(
        id="{people} orang dilaporkan aktif tanpa bulan iuran; tidak dihitung terlindungi.",
        en="{people} people are reported active without a paid month; they are not counted as protected.",
    ),
    "month_before_report": Words(
        id="Laporan per {as_of:%d-%m-%Y} tidak menyebut sejak kapan orang terlindungi; untuk bulan sebelumnya angkanya cenderung terlalu tinggi.",
        en="A report of {as_of:%d-%m-%Y} does not say since when people are covered; for months before it the figure tends to be too high.",
    ),
    "month_after_report": Words(
        id="Laporan terbaru per {as_of:%d-%m-%Y}: pembayaran sesudahnya belum terlihat; angkanya cenderung terlalu rendah.",
        en="The newest report is of {as_of:%d-%m-%Y}: payments after it are not seen yet; the figure tends to be too low.",
    ),
    "no_universe": Words(
        id="Tidak ada semesta tersimpan untuk sel ini: hanya jumlah dan bagian dari orang yang tercatat.",
        en="No universe is stored for this cell: only counts and the share of the people known.",
    ),
    "more_listed_than_universe": Words(
        id="Orang pada daftar ({listed}) lebih banyak daripada semesta ({people}): semesta terlalu kecil atau daftarnya memuat orang lain.",
        en="More people are listed ({listed}) than the universe has ({people}): it is too small, or lists hold others.",
    ),
}


@dataclass(frozen=True, slots=True)
class Warn:
    """One warning with what it speaks of; `say` makes the sentence."""

    code: str
    fields: Mapping[str, object] = field(default_factory=dict)

    def say(self, language: str = "id") -> str:
        """Return the sentence in a language, its numbers as that language writes them."""
        return WARNINGS[self.code].say(
            language, **{name: _said(value, language) for name, value in self.fields.items()}
        )


def _said(value: object, language: str) -> object:
    if isinstance(value, str) and value.endswith(" %"):
        return value if language == "en" else value.replace(".", ",")
    if not isinstance(value, int):
        return value
    return f"{value:,}" if language == "en" else f"{value:,}".replace(",", ".")


@dataclass(frozen=True, slots=True)
class StatedUniverse:
    """A denominator as somebody stated it."""

    place_code: str
    counts: str
    segment: str
    people: int
    on: dt.date
    source: str
    definition: str


@dataclass(frozen=True, slots=True)
class Share:
    """A numerator over one stated universe: `ppm` of it, never clipped, with what to know about it."""

    universe: StatedUniverse
    numerator: int
    ppm: int
    warnings: tuple[Warn, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of coverage. `counts` holds people by class (classes.CLASSES); `people` is their sum.

    `people` is who the basis knows: everybody in the register, or everybody on the lists. It is no universe.
    """

    basis: str
    population: str
    month: dt.date
    place_code: str
    dimension: str
    category: str
    label: str
    counts: Mapping[str, int]
    as_of: dt.date | None
    sources: tuple[str, ...]
    shares: tuple[Share, ...] = ()
    warnings: tuple[Warn, ...] = ()

    @property
    def protected(self) -> int:
        """Return the numerator."""
        return self.counts.get("protected", 0)

    @property
    def people(self) -> int:
        """Return how many people the figure is about."""
        return sum(self.counts.values())

    @property
    def of_people_ppm(self) -> int | None:
        """Return the share of the people known who are protected (ppm); None where nobody is known."""
        return self.protected * PPM // self.people if self.people else None

    @property
    def definition(self) -> Words:
        """Return what was counted."""
        return DEFINITIONS[(self.basis, self.population)]

    @property
    def sureness(self) -> str:
        """Return 'counted', or 'doubtful' where facts are missing or a warning contradicts the figure."""
        doubtful = {"month_before_report", "month_after_report", "over_100", "universe_over_population"}
        unproven = self.counts.get("unproven", 0) * PPM > MUCH_UNPROVEN * max(self.people, 1)
        codes = {warning.code for warning in self.warnings} | {w.code for share in self.shares for w in share.warnings}
        unplaced = any(
            warning.code == "not_placed"
            and int(str(warning.fields["people"])) * PPM > MUCH_UNPLACED * max(self.people, 1)
            for warning in self.warnings
        )
        return "doubtful" if unproven or unplaced or codes & doubtful else "counted"


def shares_of(  # noqa: PLR0913 (a share is these facts)
    counts: Mapping[str, int],
    universes: Iterable[StatedUniverse],
    *,
    population: str,
    segment: str,
    month: dt.date,
    inhabitants: StatedUniverse | None,
    in_force: bool,
) -> tuple[Share, ...]:
    """Return one share for each stated universe that has exactly this cell: place, kind of people and segment.

    `segment`: the segment the counts are of ('' for all). Nothing is chosen among universes that disagree: each is shown.
    """
    fitting = [one for one in universes if _fits(one, population, segment)]
    numerator = counts.get("protected", 0)
    found = []
    for one in sorted(fitting, key=lambda u: (u.on, u.source), reverse=True):
        warnings = list(about_universe(one, fitting, month=month, inhabitants=inhabitants, in_force=in_force))
        ppm = numerator * PPM // one.people if one.people else 0
        if numerator > one.people:
            warnings.insert(0, Warn("over_100", {"percent": f"{ppm / 10_000:.2f} %"}))
        found.append(Share(one, numerator, ppm, tuple(warnings)))
    return tuple(found)


def _fits(universe: StatedUniverse, population: str, segment: str) -> bool:
    if (universe.counts, population) not in KINDS:
        return False
    implied = KINDS[(universe.counts, population)]
    stated = "" if universe.segment == "all" else universe.segment
    return (stated or implied) == segment


def about_universe(
    one: StatedUniverse,
    fitting: list[StatedUniverse],
    *,
    month: dt.date,
    inhabitants: StatedUniverse | None,
    in_force: bool,
) -> Iterable[Warn]:
    """Return what contradicts a stated universe: the population, other statements of the same, its age, its place."""
    if inhabitants is not None and one.people > inhabitants.people:
        yield Warn(
            "universe_over_population",
            {"people": one.people, "place": one.place_code, "population": inhabitants.people, "on": inhabitants.on},
        )
    for other in fitting:
        apart = abs(other.people - one.people) * PPM > DISAGREE_FROM * max(one.people, other.people, 1)
        if other != one and apart:
            yield Warn(
                "sources_disagree",
                {
                    "people": one.people,
                    "source": one.source,
                    "other_people": other.people,
                    "other_source": other.source,
                },
            )
    if abs((one.on - month).days) > OLD_FROM:
        yield Warn("universe_old", {"on": one.on})
    if not in_force:
        yield Warn("place_not_in_force", {"place": one.place_code})


@dataclass(frozen=True, slots=True)
class Remainder:
    """Those of a universe who stand on no list: stated, without names. Below nought where more are listed than stated."""

    universe: StatedUniverse
    listed: int
    nameless: int
    warnings: tuple[Warn, ...]


def remainder_of(universe: StatedUniverse, listed: int, *, inhabitants: StatedUniverse | None) -> Remainder:
    """Return universe less people listed, with what contradicts it."""
    warnings = list(about_universe(universe, [], month=universe.on, inhabitants=inhabitants, in_force=True))
    if listed > universe.people:
        warnings.append(Warn("more_listed_than_universe", {"listed": listed, "people": universe.people}))
    return Remainder(universe, listed, universe.people - listed, tuple(warnings))
