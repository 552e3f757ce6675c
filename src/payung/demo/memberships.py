"""Where the city's own people stand in BPJS's register: which numbers, paid by whom, spelt how."""

from __future__ import annotations

import datetime as dt
from random import Random

import pyarrow as pa

from payung.demo.damage.draft import Draft, Family, draft_of
from payung.demo.damage.numbers import digit_wrong
from payung.demo.damage.spellings import NAME
from payung.demo.history import had_seat_last_year, last_kpj
from payung.demo.people import Person
from payung.demo.world import City

REGISTER_COLUMNS = (
    "kpj", "nik", "nama", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "alamat", "kelurahan", "kecamatan", "kode_kelurahan",
    "telepon", "nama_ibu", "segmen", "npp", "nama_pembayar", "jenis_pembayar", "program", "status", "dibayar_sampai", "kode_cabang",
)  # fmt: skip
# Numbers of the city's people end in 800 000 000 and more; those of the nation's in less.
FIRST_SERIAL = 800_000_000
# `kept`: somebody who pays, though one in five is up to three months late.
LATE_SHARE = 0.22
# What a person of each fate has in the register: (share of people, segment, payer, status).
SEATS: dict[str, tuple[tuple[float, str, str, str], ...]] = {
    "bystander": ((1.0, "PU", "employer", "aktif"), (0.15, "PU", "employer", "nonaktif")),
    "covered_pu": (
        (1.0, "PU", "employer", "aktif"),
        (0.22, "PU", "employer", "nonaktif"),
        (0.04, "BPU", "self", "nonaktif"),
    ),
    "covered_bpu": (
        (1.0, "BPU", "self", "kept"),
        (0.12, "PU", "employer", "nonaktif"),
    ),
    "covered_province": ((1.0, "BPU", "pemprov", "aktif"), (0.08, "PU", "employer", "nonaktif")),
    "covered_village": ((1.0, "BPU", "", "aktif"),),
    "eligible": (
        (0.13, "PU", "employer", "nonaktif"),
        (0.045, "BPU", "self", "nonaktif"),
        (0.02, "PU", "employer", "nonaktif"),
        (0.008, "JAKON", "employer", "nonaktif"),
        (0.004, "PMI", "self", "nonaktif"),
    ),
    "dead": ((0.12, "BPU", "csr", "aktif"), (0.25, "PU", "employer", "nonaktif")),
    "moved_out": ((0.3, "PU", "employer", "aktif"), (0.1, "BPU", "self", "nonaktif")),
    "over_age": ((0.3, "PU", "employer", "nonaktif"), (0.1, "BPU", "self", "nonaktif")),
    "state_employee": ((0.25, "PU", "employer", "nonaktif"),),
    "not_working": ((0.25, "PU", "employer", "nonaktif"),),
}
COMPANIES = ("PT BADAK KARYA", "PT BONTANG MANDIRI", "CV SINAR LAUT", "PT PUPUK MITRA", "KOPERASI KARYA BERSAMA", "PT BORNEO JASA", "UD SUMBER REJEKI", "PT CAHAYA TIMUR", "CV ANUGERAH", "PT MULTI USAHA")  # fmt: skip
PAYERS = {
    "self": "",
    "pemkab": "PEMERINTAH {city}",
    "pemprov": "PEMERINTAH PROVINSI",
    "desa": "PEMERINTAH DESA",
    "csr": "CSR {company}",
    "sponsor": "SERTAKAN",
}
# How the register's own clerks spell; the older the number, the more.
SPELT = Family(NAME.damages)


def city_register(city: City, branch: str) -> tuple[pa.Table, pa.Table]:
    """Return the register rows of the city's people, and their truth (kpj, person_id).

    The seats of a fate are independent draws, so some people have two or three numbers and many have none.
    """
    clerk = Clerk(city, branch)
    for person in city.people:
        for number, (share, segment, payer, status) in enumerate(SEATS.get(person.fate, ())):
            if clerk.dice.random() < share:
                clerk.enter(person, (segment, payer or person.cover_payer, status), is_older=number > 0)
        if had_seat_last_year(person, city.scene.seed):
            clerk.enter_last_year(person)
    columns = {name: [row[name] for row in clerk.rows] for name in REGISTER_COLUMNS}
    truth = pa.table({"kpj": columns["kpj"], "person_id": pa.array(clerk.owners, pa.int64())})
    return pa.table(columns), truth


class Clerk:
    """Enters people into the register, with what a clerk leaves out or spells in their own way."""

    def __init__(self, city: City, branch: str) -> None:
        self.dice = Random(f"register/{city.scene.seed}")
        self.branch = branch
        self.city_name = city.places.names[city.scene.kabupaten].upper()
        self.as_of = city.scene.first_payment_on.replace(day=1) - dt.timedelta(days=1)
        self.rows: list[dict[str, object]] = []
        self.owners: list[int] = []

    def enter(self, person: Person, seat: tuple[str, str, str], *, is_older: bool) -> None:
        """Add one member number of a person."""
        dice = self.dice
        segment, payer, status = seat
        if status == "kept":
            status = "menunggak" if dice.random() < LATE_SHARE else "aktif"
        draft = draft_of(person, "")
        SPELT.strike(draft, None, dice, 1.6 if is_older else 0.8)
        company = f"{dice.choice(COMPANIES)} {1 + int(40 * dice.random() ** 3)}"
        has_employer = segment in ("PU", "JAKON")
        born_on = self.birthday(draft)
        self.owners.append(person.person_id)
        self.rows.append(
            {
                "kpj": self.member_number(is_older),
                "nik": self.nik_on_file(draft, is_older),
                "nama": draft.name.upper(),
                "tempat_lahir": person.birth_place if dice.random() < 0.94 else "",
                "tanggal_lahir": born_on,
                "jenis_kelamin": person.sex,
                "alamat": f"{person.address} RT {person.rt}" if dice.random() < 0.88 else "",
                "kelurahan": person.kelurahan.upper() if dice.random() < 0.9 else "",
                "kecamatan": person.kecamatan.upper(),
                "kode_kelurahan": person.kelurahan_code if dice.random() < 0.45 else "",
                "telepon": self.phone_on_file(person),
                "nama_ibu": person.mother_name if dice.random() < 0.75 else "",
                "segmen": segment,
                "npp": f"{15_000_000 + sum(map(ord, company)) * 131 % 900_000:08d}" if has_employer else "",
                "nama_pembayar": company
                if has_employer
                else PAYERS[payer].format(city=self.city_name, company=company),
                "jenis_pembayar": payer,
                "program": "JKK,JKM,JHT,JP" if segment == "PU" else "JKK,JKM",
                "status": status,
                "dibayar_sampai": self.paid_until(status),
                "kode_cabang": self.branch,
            }
        )

    def enter_last_year(self, person: Person) -> None:
        """Add the seat that last year's decree bought, ended since."""
        self.enter(person, ("BPU", "pemkab", "nonaktif"), is_older=False)
        self.rows[-1]["kpj"] = last_kpj(person, self.as_of.year)

    def member_number(self, is_older: bool) -> str:
        year = self.dice.randint(3, 16) if is_older else self.dice.randint(12, self.as_of.year - 2000)
        # Some cards of the nineties began with letters.
        front = "K9" if is_older and self.dice.random() < 0.02 else f"{year:02d}"
        return f"{front}{FIRST_SERIAL + len(self.rows):09d}"

    def nik_on_file(self, draft: Draft, is_older: bool) -> str:
        draw = self.dice.random()
        if draw < (0.08 if is_older else 0.02):
            return ""
        if draft.person.second_nik and self.dice.random() < 0.5:
            return draft.person.second_nik
        if draw > 0.993:
            digit_wrong(draft, self.dice, None)
        return draft.nik

    def birthday(self, draft: Draft) -> dt.date:
        born, draw = draft.person.born_on, self.dice.random()
        if draw < 0.008:
            return dt.date(born.year, 1, 1)
        if draw < 0.014 and born.day <= 12:
            return dt.date(born.year, born.day, born.month)
        return born

    def phone_on_file(self, person: Person) -> str:
        draw = self.dice.random()
        if draw < 0.3 or not person.phone:
            return ""
        return person.phone if draw < 0.82 else f"0812{self.dice.randrange(10**8):08d}"

    def paid_until(self, status: str) -> str:
        behind = {"aktif": -self.dice.randint(0, 2), "menunggak": self.dice.randint(1, 3)}.get(
            status, self.dice.randint(5, 90)
        )
        months = self.as_of.year * 12 + self.as_of.month - 1 - behind
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
