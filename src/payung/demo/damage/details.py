"""What happens to sex, phone, place, work and mother's name on their way into a list."""

from __future__ import annotations

from random import Random

from payung.demo.damage.draft import Draft, Family


def sex_turned(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.sex = "P" if draft.sex == "L" else "L"
    return True


def sex_missing(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.sex = ""
    return True


def sex_form(draft: Draft, dice: Random, above: Draft | None) -> bool:
    forms = ("LK", "Laki2", "Laki - Laki", "lelaki", "Pria", "l", "M", "LAKI-LAKI", "L ", "Laki-laki")
    others = ("PR", "Pr.", "perempuan", "Wanita", "p", "F", "PEREMPUAN", "P ", "Wnt", "Perempuan")
    draft.fixed["sex"] = dice.choice(forms if draft.sex == "L" else others)
    return True


def phone_missing(draft: Draft, dice: Random, above: Draft | None) -> bool:
    had = bool(draft.phone)
    draft.phone = ""
    return had


def phone_changed(draft: Draft, dice: Random, above: Draft | None) -> bool:
    if not draft.phone:
        return False
    draft.phone = draft.phone[:4] + "".join(dice.choices("0123456789", k=len(draft.phone) - 4))
    return True


def phone_form(draft: Draft, dice: Random, above: Draft | None) -> bool:
    if not draft.phone:
        return False
    bare, phone = draft.phone[1:], draft.phone
    draft.fixed["phone"] = dice.choice(
        (bare, f"+62{bare}", f"62{bare}", f"+62 {bare[:3]}-{bare[3:7]}-{bare[7:]}", f"{phone[:4]}-{phone[4:8]}-{phone[8:]}", f"{phone}.0", f"{phone[:4]} {phone[4:8]} {phone[8:]}", f"(WA) {phone}", f"{phone}/{phone[:10]}1")
    )  # fmt: skip
    return True


def phone_words(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.phone = ""
    draft.fixed["phone"] = dice.choice(("-", "tidak ada", "0", "tdk punya HP", "n/a"))
    return True


def kelurahan_dress(draft: Draft, dice: Random, above: Draft | None) -> bool:
    name = draft.kelurahan
    draft.kelurahan = dice.choice(
        (f"Kel. {name}", f"KEL {name}", f"Kelurahan {name}", f"Ds. {name}", f"Kel.{name}", f"Desa {name}")
    )
    return True


def kelurahan_spelling(draft: Draft, dice: Random, above: Draft | None) -> bool:
    name = draft.kelurahan
    kind = dice.randrange(5)
    if kind == 0 and " " in name:
        changed = name.replace(" ", "")
    elif kind == 1 and " " in name:
        first, rest = name.split(" ", 1)
        changed = f"{first[0]}. {rest}"
    elif kind == 2 and "-" in name:
        changed = name.replace("-", " ")
    else:
        position = dice.randrange(1, len(name))
        changed = name[:position] + name[position + 1 :]
    draft.kelurahan = changed
    return changed != name


def kelurahan_missing(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.kelurahan = ""
    return True


def kecamatan_missing(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.kecamatan = ""
    return True


def kecamatan_for_kelurahan(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.kelurahan = draft.kecamatan
    return True


def kelurahan_outside(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.kelurahan, draft.kecamatan = dice.choice(
        (
            ("Sangatta Utara", "Sangatta Utara"),
            ("Sidodadi", "Samarinda Ulu"),
            ("luar kota", ""),
            ("Muara Badak Ulu", "Muara Badak"),
        )
    )
    return True


def kelurahan_old(draft: Draft, dice: Random, above: Draft | None) -> bool:
    """Moved within the city; the list still has where they lived before (here: where the row above lives)."""
    if above is None or above.person.kelurahan == draft.kelurahan:
        return False
    draft.kelurahan, draft.kecamatan = above.person.kelurahan, above.person.kecamatan
    return True


def address_full(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.address = f"{draft.address} RT.{draft.rt} RW.{draft.rw} Kel. {draft.kelurahan} Kec. {draft.kecamatan}"
    return True


def address_missing(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.address = dice.choice(("", "-", "sda", "idem", '"'))
    return True


def rt_odd(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.rt = dice.choice(
        (draft.rt.lstrip("0"), f"RT {draft.rt}", f"RT.{draft.rt.lstrip('0')}", "-", f"{draft.rt}/{draft.rw}")
    )
    return True


def occupation_odd(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.occupation = dice.choice((draft.person.ktp_occupation, draft.person.ktp_occupation, "", "-", "Swasta", "Lain-lain", f"{draft.occupation} / IRT"))  # fmt: skip
    return True


def mother_odd(draft: Draft, dice: Random, above: Draft | None) -> bool:
    draft.mother_name = dice.choice(("", "-", "Almh. " + draft.mother_name, draft.mother_name.split()[0], "IBU"))
    return True


def birth_place_odd(draft: Draft, dice: Random, above: Draft | None) -> bool:
    place = draft.birth_place
    draft.birth_place = dice.choice(
        ("", "-", place[:3] + ".", f"KAB. {place}", place.replace("A", "E", 1), place + " KALTIM", "INDONESIA")
    )
    return True


SEX = Family({"sex_form": (0.02, sex_form), "sex_turned": (0.007, sex_turned), "sex_missing": (0.008, sex_missing)})

PHONE = Family(
    {
        "phone_form": (0.1, phone_form),
        "phone_missing": (0.06, phone_missing),
        "phone_changed": (0.06, phone_changed),
        "phone_words": (0.008, phone_words),
    }
)

PLACE = Family(
    {
        "kelurahan_dress": (0.03, kelurahan_dress),
        "kelurahan_spelling": (0.02, kelurahan_spelling),
        "kelurahan_missing": (0.012, kelurahan_missing),
        "kelurahan_old": (0.01, kelurahan_old),
        "kelurahan_outside": (0.0015, kelurahan_outside),
        "kecamatan_missing": (0.02, kecamatan_missing),
        "kecamatan_for_kelurahan": (0.003, kecamatan_for_kelurahan),
        "address_full": (0.02, address_full),
        "address_missing": (0.012, address_missing),
        "rt_odd": (0.02, rt_odd),
    }
)

REST = Family(
    {
        "occupation_odd": (0.03, occupation_odd),
        "mother_odd": (0.02, mother_odd),
        "birth_place_odd": (0.012, birth_place_odd),
    }
)
