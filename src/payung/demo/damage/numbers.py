"""What happens to a NIK on its way into a list."""

from __future__ import annotations

from random import Random

from payung.demo.damage.draft import Draft, Family

FILLERS = ("-", "0", "belum ada", "proses", "#N/A", "1234567890123456", "0000000000000000", "tdk ada", "BELUM ADA NIK", "xxx", ".", "9999999999999999", "blm punya KTP-el", "n/a", "111")  # fmt: skip
LOOK_ALIKE = {"0": "Oo", "1": "lI", "5": "S", "8": "B"}


def missing(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.nik = ""
    return True


def filler(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.nik = ""
    draft.fixed["nik"] = dice.choice(FILLERS)
    return True


def scientific(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.fixed["nik"] = scientific_text(draft.nik, dice)
    return True


def scientific_text(nik: str, dice: Random) -> str:
    """Return what a spreadsheet shows of a long number in a narrow or general cell: `6,47401E+15`."""
    digits = dice.choice((2, 5, 5, 5, 9))
    text = f"{int(nik):.{digits}E}"
    return text.replace(".", ",") if dice.random() < 0.7 else text


def last_digit_lost(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.nik = draft.nik[:15] + "0"
    return True


def short(draft: Draft, dice: Random, above: Draft | None) -> bool:
    position = dice.randrange(16)
    draft.nik = draft.nik[:position] + draft.nik[position + 1 :]
    return True


def long(draft: Draft, dice: Random, above: Draft | None) -> bool:
    position = dice.randrange(17)
    digit = draft.nik[position - 1] if dice.random() < 0.6 else dice.choice("0123456789")
    draft.nik = draft.nik[:position] + digit + draft.nik[position:]
    return True


def digit_wrong(draft: Draft, dice: Random, above: Draft | None) -> bool:
    position = dice.randrange(16)
    other = dice.choice([digit for digit in "0123456789" if digit != draft.nik[position]])
    draft.nik = draft.nik[:position] + other + draft.nik[position + 1 :]
    return True


def digits_swapped(draft: Draft, dice: Random, above: Draft | None) -> bool:
    nik = draft.nik
    places = [position for position in range(15) if nik[position] != nik[position + 1]]
    position = dice.choice(places)
    draft.nik = nik[:position] + nik[position + 1] + nik[position] + nik[position + 2 :]
    return True


def letter(draft: Draft, dice: Random, above: Draft | None) -> bool:
    places = [position for position, digit in enumerate(draft.nik) if digit in LOOK_ALIKE]
    chosen = set(places if dice.random() < 0.25 else dice.sample(places, min(1, len(places))))
    draft.fixed["nik"] = "".join(
        dice.choice(LOOK_ALIKE[digit]) if position in chosen else digit for position, digit in enumerate(draft.nik)
    )
    return bool(chosen)


def other_person(draft: Draft, dice: Random, above: Draft | None) -> bool:
    """The NIK column slipped by a row, or the wrong card was copied."""
    if above is None or above.person is draft.person:
        return False
    draft.nik = above.person.nik
    return True


def fill_down(draft: Draft, dice: Random, above: Draft | None) -> bool:
    """The fill handle counted the NIK above up by one."""
    if above is None or len(above.nik) != 16 or above.person is draft.person:
        return False
    draft.nik = f"{int(above.nik) + 1:016d}"
    return True


def family_card(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.nik = draft.kk
    return True


def staff_number(draft: Draft, dice: Random, above: Draft | None) -> bool:
    """`NIK` was read as *nomor induk karyawan*."""
    number = 1000 + draft.person.person_id % 9000
    draft.fixed["nik"] = dice.choice((f"{number}", f"K-{number}", f"{number:06d}", f"BTG/{number}/23"))
    return True


def second_nik(draft: Draft, dice: Random, above: Draft | None) -> bool:
    if not draft.person.second_nik:
        return False
    draft.nik = draft.person.second_nik
    return True


def day40_forgotten(draft: Draft, dice: Random, above: Draft | None) -> bool:
    if draft.person.sex != "P":
        return False
    draft.nik = f"{draft.nik[:6]}{int(draft.nik[6:8]) - 40:02d}{draft.nik[8:]}"
    return True


def apostrophe(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.fixed["nik"] = dice.choice(("'", "'", "`", "’", '"')) + draft.nik
    return True


def spaces(draft: Draft, dice: Random, above: Draft | None) -> bool:
    nik = draft.nik
    draft.fixed["nik"] = dice.choice(
        (
            f" {nik}",
            f"{nik} ",
            f"{nik[:6]} {nik[6:12]} {nik[12:]}",
            " ".join(nik[at : at + 4] for at in (0, 4, 8, 12)),
            f"{nik}\u00a0",
        )
    )
    return True


def dots(draft: Draft, dice: Random, above: Draft | None) -> bool:
    nik = draft.nik
    draft.fixed["nik"] = dice.choice(
        (f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}.{nik[6:12]}.{nik[12:]}", f"{nik[:6]}-{nik[6:12]}-{nik[12:]}")
    )
    return True


def dot_zero(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.fixed["nik"] = draft.nik + ".0"
    return True


def words_beside(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.fixed["nik"] = dice.choice(
        (f"NIK {draft.nik}", f"{draft.nik} (KTP lama)", f"NIK: {draft.nik}", f"{draft.nik}/{draft.kk}")
    )
    return True


NIK = Family(
    {
        "nik_missing": (0.022, missing),
        "nik_filler": (0.009, filler),
        "nik_scientific": (0.004, scientific),
        "nik_excel_last0": (0.007, last_digit_lost),
        "nik_short": (0.008, short),
        "nik_long": (0.005, long),
        "nik_digit_wrong": (0.014, digit_wrong),
        "nik_digits_swapped": (0.006, digits_swapped),
        "nik_letter": (0.003, letter),
        "nik_other_person": (0.005, other_person),
        "nik_fill_down": (0.003, fill_down),
        "nik_family_card": (0.007, family_card),
        "nik_staff_number": (0.001, staff_number),
        "nik_second": (0.4, second_nik),
        "nik_day40_forgotten": (0.004, day40_forgotten),
    }
)

NIK_DRESS = Family(
    {
        "nik_apostrophe": (0.03, apostrophe),
        "nik_spaces": (0.016, spaces),
        "nik_dots": (0.004, dots),
        "nik_dot_zero": (0.003, dot_zero),
        "nik_words_beside": (0.002, words_beside),
    }
)
