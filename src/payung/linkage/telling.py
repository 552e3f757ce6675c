"""A pair in words: the two records field by field, what each comparison found and how much it says, and the odds."""

from __future__ import annotations

from dataclasses import dataclass

from payung.linkage import own_models
from payung.linkage.deciding import RULES
from payung.linkage.models import Pair
from payung.linkage.scoring import UNKNOWN
from payung.vocabulary.wilayah.codes import NoSuchPlace, NotAPlaceCode, Wilayah
from payung.vocabulary.words import Words

HIDDEN = "×"
ANSWERS = {
    "same": Words(id="orang yang sama", en="the same person"),
    "different": Words(id="orang yang berbeda", en="different people"),
    "cannot_tell": Words(id="tidak tahu", en="cannot tell"),
}
MARKS = {
    "same": Words(id="sama", en="same"),
    "differs": Words(id="beda", en="differs"),
    "written": Words(id="sama, ditulis lain", en="same, written otherwise"),
    "unknown": Words(id="tidak ada pembanding", en="nothing to compare"),
}
CLASSES = {
    "active_other_payer": Words(id="peserta aktif, dibayar pihak lain", en="an active member, paid by somebody else"),
    "active_same_payer": Words(
        id="peserta aktif, dibayar pemerintah daerah", en="an active member, paid by the local government"
    ),
    "arrears": Words(id="peserta yang menunggak", en="a member in arrears"),
    "answered_no": Words(
        id="pernah dijawab tidak (T) oleh BPJS Ketenagakerjaan", en="answered no (T) by BPJS Ketenagakerjaan before"
    ),
    "on_last_list": Words(id="ada di daftar tahun lalu", en="on last year's list"),
    "inactive": Words(id="pernah menjadi peserta, sekarang nonaktif", en="once a member, not active now"),
    "listed": Words(id="baris lain yang sudah diusulkan", en="another row that was proposed"),
}
#: What matching made of a pair, as `sampling` draws it, and whom it may serve worse than others.
BANDS = {
    "linked_nik": Words(id="otomatis: NIK dan nama", en="automatic: NIK and name"),
    "linked_strong": Words(id="otomatis: bukti kuat", en="automatic: strong evidence"),
    "linked_near": Words(id="otomatis: dekat ambang", en="automatic: near the threshold"),
    "review": Words(id="meragukan (verval)", en="doubtful (review)"),
    "judged": Words(id="sama menurut petugas", en="the same, says a person"),
    "below": Words(id="dianggap orang baru", en="taken for new"),
    "new": Words(id="orang baru", en="new"),
}
GROUPS = {
    "all": Words(id="semua", en="all"),
    "women": Words(id="perempuan", en="women"),
    "men": Words(id="laki-laki", en="men"),
    "no_nik": Words(id="tanpa NIK yang terpakai", en="without a usable NIK"),
    "single_name": Words(id="nama satu kata", en="one-word name"),
    "no_birth_date": Words(id="tanpa tanggal lahir", en="without birth date"),
    "disabled": Words(id="penyandang disabilitas", en="disabled"),
    "over_60": Words(id="di atas 60 tahun", en="over 60"),
}
BLIND = Words(
    id="Diambil sebagai sampel mutu: skor tidak ditunjukkan. Jawab dari data kedua pihak saja.",
    en="Drawn to measure the matching: the score is not shown. Answer from the two records alone.",
)
BLIND_CLASS = Words(id="tidak ditunjukkan", en="not shown")
NOTHING = Words(id="tidak dapat dibandingkan (kosong)", en="cannot be compared (empty)")
#: From so many bits on, a finding says so much; 1 bit doubles the odds.
STRENGTHS = (
    (8.0, "same", Words(id="sangat kuat: orang yang sama", en="very strong: the same person")),
    (3.0, "same", Words(id="mendukung: orang yang sama", en="speaks for the same person")),
    (-3.0, "", Words(id="tidak menentukan", en="decides little")),
    (-8.0, "differs", Words(id="mendukung: orang yang berbeda", en="speaks for different people")),
    (float("-inf"), "differs", Words(id="sangat kuat: orang yang berbeda", en="very strong: different people")),
)
MOST_ODDS = 1000


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a value, and whether it differs from the other side."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One field of both records: its name, both values in pieces, and how they stand to each other."""

    label: Words
    ours: tuple[Part, ...]
    other: tuple[Part, ...]
    mark: str
    said: Words
    spaced: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What one comparison found, and how much that says; `side`: same, differs, or '' where it says little."""

    about: Words
    found: Words
    strength: Words
    side: str


@dataclass(frozen=True, slots=True)
class Told:
    """A pair as a reviewer reads it."""

    fields: tuple[Field, ...]
    findings: tuple[Finding, ...]
    odds: Words
    rule: Words
    other: Words
    model: str


def tell(pair: Pair) -> Told:
    """Return a pair, its row loaded, in words. Of the other side only what was stored for reviewers is told.

    Of a pair that was drawn to measure the matching, nothing is told of what matching made of it.
    """
    row = pair.row
    born = row.birth_on.strftime("%d-%m-%Y") if row.birth_on else ""
    return Told(
        fields=(
            _field(Words(id="Nama", en="Name"), row.name, pair.other_name, _by_words),
            _field(Words(id="NIK", en="NIK"), row.nik_digits, pair.other_nik_masked, _by_letters),
            _field(Words(id="Tanggal lahir", en="Birth date"), born, pair.other_birth, _by_dates),
            _field(
                Words(id="Kelurahan/desa", en="Village"),
                place(row.kelurahan_code),
                place(pair.other_place),
                _as_whole,
            ),
        ),
        findings=() if pair.is_sampled else tuple(_findings(pair)),
        odds=BLIND if pair.is_sampled else _odds(pair.weight),
        rule=Words(id="", en="") if pair.is_sampled else RULES.get(pair.rule, Words(id=pair.rule, en=pair.rule)),
        other=BLIND_CLASS if pair.is_sampled else CLASSES.get(pair.other_class, CLASSES["inactive"]),
        model=pair.model_version,
    )


def place(code: str | None) -> str:
    """Return a place as people say it, with its kecamatan; the code where it is not known."""
    if not code:
        return ""
    try:
        here = Wilayah(code)
        around = f", {here.parent.name}" if here.parent is not None and here.level == "kelurahan" else ""
        return f"{here.name}{around}"
    except (NotAPlaceCode, NoSuchPlace):
        return code


def _field(label: Words, ours: str | None, other: str | None, cut: object) -> Field:
    ours, other = ours or "", other or ""
    if not ours or not other:
        mark = "unknown"
        mine, theirs = (Part(ours, False),), (Part(other, False),)
    else:
        mine, theirs = cut(ours, other)  # type: ignore[operator]
        mark = "same" if ours.upper() == other.upper() else "written"
        if any(part.differs for part in (*mine, *theirs)):
            mark = "differs"
    return Field(label, mine, theirs, mark, MARKS[mark], spaced=cut is _by_words)


def _by_words(ours: str, other: str) -> tuple[tuple[Part, ...], ...]:
    sides = ours.upper().split(), other.upper().split()
    return tuple(tuple(Part(word, word not in sides[1 - place]) for word in said) for place, said in enumerate(sides))


def _by_letters(ours: str, other: str) -> tuple[tuple[Part, ...], ...]:
    """Cut two NIK into runs that agree and runs that do not; hidden digits of the other side are digits that differ."""
    return _runs(ours, other), _runs(other, ours)


def _runs(text: str, beside: str) -> tuple[Part, ...]:
    parts: list[Part] = []
    for place, letter in enumerate(text):
        differs = place >= len(beside) or beside[place] != letter
        if parts and parts[-1].differs == differs:
            parts[-1] = Part(parts[-1].text + letter, differs)
        else:
            parts.append(Part(letter, differs))
    return tuple(parts)


def _by_dates(ours: str, other: str) -> tuple[tuple[Part, ...], ...]:
    mine, theirs = ours.split("-"), other.split("-")
    if len(mine) != len(theirs):
        return _as_whole(ours, other)
    return tuple(
        tuple(Part(("-" if place else "") + one, one != beside[place]) for place, one in enumerate(said))
        for said, beside in ((mine, theirs), (theirs, mine))
    )


def _as_whole(ours: str, other: str) -> tuple[tuple[Part, ...], ...]:
    differs = ours.upper() != other.upper()
    return (Part(ours, differs),), (Part(other, differs),)


def _findings(pair: Pair) -> list[Finding]:
    evidence = pair.evidence if isinstance(pair.evidence, dict) else {}
    model = own_models.model_named(pair.model_version.partition(" ")[0])
    found = []
    for comparison in model.comparisons:
        levels = {level.id: level for level in comparison.levels}
        level = levels.get(evidence.get(comparison.id, UNKNOWN))
        bits = level.millibits / 1000 if level else 0.0
        _, side, strength = next(one for one in STRENGTHS if bits >= one[0])
        found.append(Finding(comparison.words, level.words if level else NOTHING, strength, side))
    return found


def _odds(weight: float | None) -> Words:
    if weight is None:
        return Words(id="Model tidak menilai pasangan ini.", en="The model gave this pair no score.")
    odds = round(2 ** min(abs(weight), 10.0))
    many = ("lebih dari ", "more than ") if odds >= MOST_ODDS else ("", "")
    odds = min(odds, MOST_ODDS)
    if odds <= 1:
        return Words(id="Menurut model sama mungkinnya: ya atau tidak.", en="The model says: as likely as not.")
    if weight > 0:
        return Words(
            id=f"Menurut model: {many[0]}{odds:,} banding 1 bahwa ini orang yang sama.".replace(",", "."),
            en=f"The model says: {many[1]}{odds:,} to 1 that this is one person.",
        )
    return Words(
        id=f"Menurut model: {many[0]}{odds:,} banding 1 bahwa ini dua orang.".replace(",", "."),
        en=f"The model says: {many[1]}{odds:,} to 1 that these are two people.",
    )
