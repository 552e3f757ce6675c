"""What happens to a name on its way into a list."""

from __future__ import annotations

import re
from random import Random

from payung.demo.damage.draft import Draft, Family
from payung.demo.names import read_data, tables

TITLES_MEN = ("H.", "H", "H. ", "Drs.", "Ust.", "KH.", "R.", "Bpk.", "Pak", "Tn.", "Sdr.", "Haji", "Ir.", "Ustadz")
TITLES_WOMEN = ("Hj.", "Hj", "Ibu", "Ny.", "Hj. ", "Dra.", "Ustdz.", "Sdri.", "Hajah", "Bu")
DEGREES = (", S.Pd", ", SE", " S.Pd.I", ", S.Sos.", ", A.Md", ", S.Ag", " SH", ", ST", ", S.Kom", ", AMd.Keb", " S.E., M.M", ", S.Pd.,M.Pd")  # fmt: skip
DEAD = (" (Alm)", " (alm.)", " (ALMARHUM)", " Alm.", " (almh)", " (+)")
KEYS = {"A": "SQ", "E": "WR", "I": "UO", "O": "IP", "U": "YI", "N": "MB", "M": "N", "R": "TE", "S": "AD", "T": "RY", "D": "SF", "L": "K", "K": "LJ", "H": "GJ", "Y": "TU"}  # fmt: skip
OLD_SPELLINGS = (("U", "OE"), ("J", "DJ"), ("C", "TJ"), ("Y", "J"), ("SY", "SJ"), ("KH", "CH"))
SOUND_ALIKES = (("F", "P"), ("P", "F"), ("V", "F"), ("Z", "J"), ("J", "Z"), ("DI", "DY"), ("T", "TH"), ("K", "Q"), ("KS", "X"), ("I", "Y"), ("Y", "I"), ("S", "SY"), ("SY", "S"), ("D", "T"), ("H", ""), ("DDIN", "DIN"), ("UDIN", "UDDIN"), ("AI", "AE"))  # fmt: skip


def title(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.name = f"{dice.choice(TITLES_MEN if draft.person.sex == 'L' else TITLES_WOMEN)} {draft.name}"
    return True


def degree(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.name += dice.choice(DEGREES)
    return True


def late(draft: Draft, dice: Random, above: Draft | None) -> bool:
    if draft.person.died_on is None:
        return False
    draft.name += dice.choice(DEAD)
    return True


def variant(draft: Draft, dice: Random, above: Draft | None) -> bool:
    """MUHAMMAD in its many spellings, SITI as ST, ABDUL as ABD: the same element as another clerk writes it."""
    known = read_data("variants.yaml")
    words = draft.name.split()
    places = [position for position, word in enumerate(words) if word in known]
    if not places:
        return False
    position = dice.choice(places)
    words[position] = dice.choice(known[words[position]])
    draft.name = " ".join(words)
    return True


def replaced(draft: Draft, dice: Random, pairs: tuple[tuple[str, str], ...]) -> bool:
    """Replace one sound of the name by another way of writing it."""
    fitting = [(old, new) for old, new in pairs if old in draft.name[1:]]
    if not fitting:
        return False
    old, new = dice.choice(fitting)
    places = [found.start() for found in re.finditer(re.escape(old), draft.name) if found.start()]
    position = dice.choice(places)
    changed = draft.name[:position] + new + draft.name[position + len(old) :]
    if changed == draft.name:
        return False
    draft.name = changed
    return True


def old_spelling(draft: Draft, dice: Random, above: Draft | None) -> bool:
    return replaced(draft, dice, OLD_SPELLINGS)


def sound_alike(draft: Draft, dice: Random, above: Draft | None) -> bool:
    return replaced(draft, dice, SOUND_ALIKES)


def drop_last(draft: Draft, dice: Random, above: Draft | None) -> bool:
    words = draft.name.split()
    if len(words) < 2:
        return False
    draft.name = " ".join(words[:-1])
    return True


def drop_first(draft: Draft, dice: Random, above: Draft | None) -> bool:
    words = draft.name.split()
    if len(words) < 2:
        return False
    draft.name = " ".join(words[1:])
    return True


def initial(draft: Draft, dice: Random, above: Draft | None) -> bool:
    words = draft.name.split()
    if len(words) < 2:
        return False
    position = dice.randrange(len(words))
    words[position] = words[position][0] + dice.choice((".", ""))
    draft.name = " ".join(words)
    return True


def order(draft: Draft, dice: Random, above: Draft | None) -> bool:
    words = draft.name.split()
    if len(words) < 2:
        return False
    turned = [words[-1], *words[:-1]]
    draft.name = f"{turned[0]}, {' '.join(turned[1:])}" if dice.random() < 0.3 else " ".join(turned)
    return True


def joined(draft: Draft, dice: Random, above: Draft | None) -> bool:
    if " " not in draft.name:
        return False
    draft.name = draft.name.replace(" ", dice.choice(("", "", "-")), 1)
    return True


def split(draft: Draft, dice: Random, above: Draft | None) -> bool:
    words = draft.name.split()
    longest = max(range(len(words)), key=lambda position: len(words[position]))
    word = words[longest]
    if len(word) < 6:
        return False
    cut = dice.randint(3, len(word) - 3)
    words[longest] = f"{word[:cut]} {word[cut:]}"
    draft.name = " ".join(words)
    return True


def son_of(draft: Draft, dice: Random, above: Draft | None) -> bool:
    if " BIN" in draft.name:
        return False
    father = dice.choice(tables(draft.person.group, "L").first).upper()
    draft.name += f" {dice.choice(('bin', 'BIN', 'Bin.', 'b.') if draft.person.sex == 'L' else ('binti', 'BINTI', 'bt.', 'Bt'))} {father}"
    return True


def alias(draft: Draft, dice: Random, above: Draft | None) -> bool:
    if not draft.person.alias:
        return False
    draft.name += dice.choice((" alias {}", " Als {}", " ({})", " / {}", " als. {}")).format(draft.person.alias)
    return True


def nickname(draft: Draft, dice: Random, above: Draft | None) -> bool:
    if draft.person.alias:
        draft.name = draft.person.alias
        return True
    first = draft.name.split()[0]
    if len(first) < 6:
        return False
    draft.name = first[-4:] if dice.random() < 0.5 else first[:4]
    return True


def typo(draft: Draft, dice: Random, above: Draft | None) -> bool:
    name = draft.name
    places = [position for position in range(1, len(name)) if name[position].isalpha()]
    if not places:
        return False
    position = dice.choice(places)
    kind = dice.randrange(4)
    here, after = name[position], name[position + 1 :]
    if kind == 0:
        changed = name[:position] + after
    elif kind == 1:
        changed = name[:position] + here + here + after
    elif kind == 2:
        changed = name[:position] + dice.choice(KEYS.get(here, "AEI")) + after
    else:
        changed = name[:position] + after[:1] + here + after[1:]
    if changed == name:
        return False
    draft.name = changed
    return True


def spaces(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.name = dice.choice((draft.name.replace(" ", "  "), f" {draft.name}", f"{draft.name} ", draft.name.replace(" ", "\u00a0", 1), f"{draft.name}\n"))  # fmt: skip
    return True


def married(draft: Draft, dice: Random, above: Draft | None) -> bool:
    """A wife under her husband's name."""
    if draft.person.sex != "P":
        return False
    husband = dice.choice(tables(draft.person.group, "L").first).upper()
    own = draft.name.split()[0]
    draft.name = dice.choice(
        (f"{own} {husband}", f"NY. {husband}", f"{draft.name} ({husband})", f"{own} IST. {husband}")
    )
    return True


def somebody_else(draft: Draft, dice: Random, above: Draft | None) -> bool:
    """The name column slipped: the name of the row above beside this person's NIK."""
    if above is None or above.person is draft.person:
        return False
    draft.name = above.person.name
    return True


NAME = Family(
    {
        "name_variant": (0.05, variant),
        "name_typo": (0.026, typo),
        "name_sound_alike": (0.018, sound_alike),
        "name_drop_last": (0.012, drop_last),
        "name_initial": (0.011, initial),
        "name_joined": (0.006, joined),
        "name_old_spelling": (0.005, old_spelling),
        "name_order": (0.005, order),
        "name_split": (0.004, split),
        "name_married": (0.003, married),
        "name_nickname": (0.002, nickname),
        "name_drop_first": (0.002, drop_first),
        "name_somebody_else": (0.0006, somebody_else),
    }
)

NAME_DRESS = Family(
    {
        "name_late": (0.3, late),
        "name_alias": (0.2, alias),
        "name_title": (0.035, title),
        "name_degree": (0.012, degree),
        "name_spaces": (0.012, spaces),
        "name_bin": (0.008, son_of),
    }
)
