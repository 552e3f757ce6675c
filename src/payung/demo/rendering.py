"""How a sender writes the cells of a row: dates, sex, phones, names, NIKs, in every manner seen on lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from payung.demo.damage.draft import Draft
from payung.demo.history import last_kpj
from payung.demo.people import age_on

MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember")  # fmt: skip
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
EXCEL_EPOCH = dt.date(1899, 12, 30)
SEXES = {
    "L/P": ("L", "P"),
    "l/p": ("l", "p"),
    "LK/PR": ("LK", "PR"),
    "words": ("laki-laki", "perempuan"),
    "Laki-laki/Perempuan": ("Laki-laki", "Perempuan"),
    "1/2": ("1", "2"),
    "M/F": ("M", "F"),
}
OTHER_DATES = ("dd-mm-yyyy", "dd/mm/yyyy", "d MMMM yyyy", "yyyy-mm-dd", "dd.mm.yyyy", "excel")
OTHER_DATES_SHARE = 0.06


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell with a formula and the text it shows, as portals write NIKs: `="6474…"`."""

    text: str


@dataclass(frozen=True, slots=True)
class Serial:
    """A date left as Excel's day number, without a date format."""

    days: int


Cell = None | str | int | float | dt.date | Formula | Serial


@dataclass(frozen=True, slots=True)
class Row:
    """What a column renderer may look at."""

    draft: Draft
    manner: dict[str, str]
    dice: Random
    today: dt.date
    number: int
    is_messy: bool
    city: str = ""


def date_cell(day: dt.date, manner: str) -> Cell:
    """Write a date in one of the manners (`excel` gives a real date cell, `serial` a bare number)."""
    if manner == "excel":
        return day
    if manner == "serial":
        return Serial((day - EXCEL_EPOCH).days)
    return DATES[manner](day)


DATES: dict[str, Callable[[dt.date], str]] = {
    "dd-mm-yyyy": lambda day: f"{day:%d-%m-%Y}",
    "dd/mm/yyyy": lambda day: f"{day:%d/%m/%Y}",
    "d/m/yyyy": lambda day: f"{day.day}/{day.month}/{day.year}",
    "d/m/yy": lambda day: f"{day.day}/{day.month}/{day:%y}",
    "dd.mm.yyyy": lambda day: f"{day:%d.%m.%Y}",
    "yyyy-mm-dd": lambda day: f"{day:%Y-%m-%d}",
    "d MMMM yyyy": lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    "dd MMMM yyyy": lambda day: f"{day:%d} {MONTHS[day.month - 1].upper()} {day.year}",
    "d-MMM-yy": lambda day: f"{day.day:02d}-{SHORT_MONTHS[day.month - 1]}-{day:%y}",
}


def birth_date(row: Row) -> Cell:
    draft = row.draft
    if "birth_date" in draft.fixed:
        return draft.fixed["birth_date"]
    if draft.born_on is None:
        return None
    manner = row.manner["date"]
    if row.is_messy and row.dice.random() < OTHER_DATES_SHARE:
        manner = row.dice.choice(OTHER_DATES)
        draft.damage.append("birth_other_manner")
    return date_cell(draft.born_on, manner)


def birth_text(row: Row) -> str:
    cell = birth_date(row)
    if isinstance(cell, dt.date):
        return f"{cell:%d-%m-%Y}"
    return "" if cell is None else str(cell)


def ttl(row: Row) -> Cell:
    """Place and date in one cell."""
    place, day = place_of_birth(row), birth_text(row)
    return f"{place}, {day}" if row.dice.random() < 0.93 else f"{place} {day}"


def ttl_slash(row: Row) -> Cell:
    return f"{place_of_birth(row)}/ {birth_text(row)}"


def place_of_birth(row: Row) -> str:
    return cased(row.draft.birth_place, row)


def cased(text: str, row: Row) -> str:
    """Write a text in the sender's case; `own` is how each person happened to type it."""
    case = row.manner["case"]
    if case == "own":
        case = row.dice.choice(("upper", "title", "title", "lower"))
    if case == "title":
        return text.title()
    return text.lower() if case == "lower" else text


def name(row: Row) -> Cell:
    return cased(row.draft.name, row)


def nik(row: Row) -> Cell:
    draft, manner = row.draft, row.manner["nik"]
    if "nik" in draft.fixed:
        return draft.fixed["nik"]
    if not draft.nik:
        return None
    if manner == "number":
        draft.damage.append("nik_excel_number")
        # A spreadsheet keeps fifteen digits of a number that is typed in.
        return int(draft.nik[:15] + "0" * (len(draft.nik) - 15))
    if manner == "scientific":
        draft.damage.append("nik_scientific_file")
        return f"{int(draft.nik):.5E}".replace(".", ",")
    if manner == "apostrophe":
        return "'" + draft.nik
    if manner == "formula":
        return Formula(draft.nik)
    if manner == "spaces":
        return " ".join(draft.nik[at : at + 4] for at in range(0, len(draft.nik), 4))
    return draft.nik


def sex(row: Row) -> Cell:
    draft = row.draft
    if "sex" in draft.fixed:
        return draft.fixed["sex"]
    if not draft.sex:
        return None
    return SEXES[row.manner["sex"]][draft.sex == "P"]


def phone(row: Row) -> Cell:
    draft, manner = row.draft, row.manner["phone"]
    if "phone" in draft.fixed:
        return draft.fixed["phone"]
    if not draft.phone:
        return None
    if manner == "any":
        manner = row.dice.choice(("0", "0", "62", "dashes", "spaces", "plain_number"))
    if manner == "plain_number":
        return int(draft.phone[1:])
    return PHONES[manner](draft.phone)


PHONES: dict[str, Callable[[str], str]] = {
    "0": lambda digits: digits,
    "62": lambda digits: "62" + digits[1:],
    "dashes": lambda digits: f"{digits[:4]}-{digits[4:8]}-{digits[8:]}",
    "spaces": lambda digits: f"{digits[:4]} {digits[4:8]} {digits[8:]}",
}


def rt(row: Row) -> Cell:
    text = row.draft.rt
    return int(text) if row.manner["rt"] == "number" and text.isdigit() else text


def rt_rw(row: Row) -> Cell:
    return f"{row.draft.rt}/{row.draft.rw}"


def address_full(row: Row) -> Cell:
    draft = row.draft
    tail = f" RT {draft.rt} KEL. {draft.kelurahan.upper()}" if draft.kelurahan else f" RT {draft.rt}"
    return cased(draft.address + tail, row)


def remark(row: Row) -> Cell:
    return row.dice.choice(("usulan baru", "baru", "lanjutan", "ok")) if row.dice.random() < 0.06 else None


REASONS = {
    "covered_pu": ("SUDAH TERDAFTAR AKTIF PU", "sudah aktif PU", "Sudah aktif di perusahaan lain"),
    "covered_bpu": ("SUDAH TERDAFTAR AKTIF BPU", "sudah aktif BPU mandiri"),
    "covered_province": ("SUDAH AKTIF BPU - DIBAYAR PEMPROV", "sudah aktif BPU (Pemprov)"),
    "covered_village": ("SUDAH AKTIF BPU - DESA/CSR", "sudah aktif BPU"),
    "dead": ("NIK TIDAK AKTIF - MENINGGAL DUNIA", "data meninggal"),
    "over_age": ("USIA MELEBIHI KETENTUAN", "Usia lebih dari 65 tahun"),
    "under_age": ("USIA KURANG DARI KETENTUAN",),
}
CHECKED_OTHERWISE = 0.02


def answer(row: Row) -> Cell:
    """BPJS's Y (may be registered) or T, as the person's fate lets it see."""
    return "T" if answer_reason(row) not in (None, "DATA VALID") else "Y"


def answer_reason(row: Row) -> Cell:
    # Its own dice from the person: the two columns must agree.
    dice = Random(f"answer/{row.draft.person.person_id}/{row.today}")
    reasons = REASONS.get(row.draft.person.fate)
    if reasons:
        return dice.choice(reasons)
    if dice.random() < CHECKED_OTHERWISE:
        return dice.choice(("NIK TIDAK DITEMUKAN", "NAMA TIDAK SESUAI DENGAN NIK", "TANGGAL LAHIR TIDAK SESUAI"))
    return "DATA VALID" if dice.random() < 0.5 else None


def old_kpj(row: Row) -> Cell:
    """The member number of last year's seat; the office did not copy all of them."""
    return last_kpj(row.draft.person, row.today.year) if row.dice.random() < 0.8 else None


FIELDS: dict[str, Callable[[Row], Cell]] = {
    "no": lambda row: row.number,
    "nik": nik,
    "kk": lambda row: row.draft.kk,
    "name": name,
    "birth_place": place_of_birth,
    "birth_date": birth_date,
    "ttl": ttl,
    "ttl_slash": ttl_slash,
    "age": lambda row: age_on(row.draft.person.born_on, row.today),
    "sex": sex,
    "sex_l_tick": lambda row: "v" if row.draft.sex == "L" else None,
    "sex_p_tick": lambda row: "v" if row.draft.sex == "P" else None,
    "address": lambda row: cased(row.draft.address, row),
    "address_full": address_full,
    "rt": rt,
    "rw": lambda row: row.draft.rw,
    "rt_rw": rt_rw,
    "kelurahan": lambda row: cased(row.draft.kelurahan.upper(), row),
    "kecamatan": lambda row: cased(row.draft.kecamatan.upper(), row),
    "occupation": lambda row: row.draft.occupation,
    "phone": phone,
    "mother_name": lambda row: cased(row.draft.mother_name, row),
    "heir_name": lambda row: cased(row.draft.person.heir_name, row),
    "disability": lambda row: row.draft.person.disability or None,
    "income": lambda row: row.draft.person.income,
    "remark": remark,
    "answer": answer,
    "answer_reason": answer_reason,
    "payer": lambda row: "PEMERINTAH PROVINSI",
    "start_date": lambda row: f"01-03-{row.today.year}",
    "kpj": old_kpj,
    "x:city": lambda row: row.city,
    "x:blank": lambda row: None,
    "x:group": lambda row: f"{row.dice.choice(('Bahari', 'Maju Bersama', 'Sejahtera', 'Karya Laut', 'Mekar Jaya'))} {row.dice.randint(1, 9)}",
    "x:stall": lambda row: f"{row.dice.choice('ABCDE')}-{row.dice.randint(1, 60)}",
    "x:plate": lambda row: f"KT {row.dice.randint(2000, 6999)} {row.dice.choice('DQRUVW')}{row.dice.choice('ABCDE')}",
    "x:timestamp": lambda row: f"{row.dice.randint(1, 28):02d}/08/{row.today.year} {row.dice.randint(7, 22):02d}:{row.dice.randint(0, 59):02d}:{row.dice.randint(0, 59):02d}",
    "x:email": lambda row: f"{row.draft.person.name.split()[0].lower()}{row.draft.person.person_id}@contoh.id",
    "x:business": lambda row: f"{row.dice.choice(('Warung', 'Dapur', 'Toko', 'Kedai', 'Rumah Kue', 'Jahit'))} {row.draft.person.name.split()[0].title()}",
    "x:claims_member": lambda row: row.dice.choice(("Belum", "Belum", "Belum", "Tidak Tahu", "Sudah" if row.draft.person.cover else "Belum")),
    "x:mosque": lambda row: f"{row.dice.choice(('Masjid', 'Musholla', 'TPA'))} {row.dice.choice(('Al-Hidayah', 'Nurul Iman', 'Baiturrahman', 'Al-Ikhlas', 'At-Taqwa'))}",
    "x:decree": lambda row: f"{row.dice.randint(1, 99)}/KEL/{row.today.year}",
    "x:staff": lambda row: f"BTG{10_000 + row.draft.person.person_id}",
    "x:joined": lambda row: row.today - dt.timedelta(days=row.dice.randrange(30, 2500)),
}  # fmt: skip
