"""The people of a synthetic city: households, twins, namesakes, movers, each with a fate known beforehand."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import accumulate
from random import Random

from payung.demo.names import draw_family, draw_name, groups, homes_of, mix_of, read_data
from payung.demo.people import FEMALE, MALE, Person, age_on
from payung.demo.places import Kecamatan, Kelurahan, Places, without_level
from payung.demo.scene import BYSTANDER, ELIGIBLE, OLDEST_AGE, YOUNGEST_AGE, Scene

HOUSEHOLD_SIZES = (1,) * 46 + (2,) * 30 + (3,) * 14 + (4,) * 7 + (5,) * 3
MOVER_SHARE = 0.42
# Of NIKs issued in a kabupaten that has split off since.
OLD_CODE_SHARE = 0.5
TWIN_SHARE = 0.013
NAMESAKE_SHARE = 0.006
SECOND_NIK_SHARE = 0.003
SHARED_PHONE = 0.38
NO_PHONE = 0.11
STREETS = (
    "JL. AHMAD YANI", "JL. KH. AGUS SALIM", "JL. IMAM BONJOL", "JL. PATTIMURA", "JL. MT. HARYONO", "JL. R. SUPRAPTO",
    "JL. SULTAN HASANUDDIN", "JL. KAPTEN PIERE TENDEAN", "JL. CIPTO MANGUNKUSUMO", "JL. WR. SUPRATMAN", "JL. BHAYANGKARA",
    "JL. BRIGJEN KATAMSO", "JL. PELABUHAN", "JL. TENIS", "JL. SELAT LOMBOK", "JL. SELAT BALI", "JL. KAKAP", "JL. TONGKOL",
    "JL. ARWANA", "JL. MAWAR", "JL. MELATI", "JL. FLAMBOYAN", "JL. DURIAN", "JL. RAMBUTAN", "JL. SEMANGKA", "JL. POROS",
    "GG. SEPAKAT", "GG. KELUARGA", "GG. RUKUN", "GG. MUSHOLLA", "GG. PINANG", "GG. ATLETIK", "PERUM. BUKIT INDAH BLOK",
)  # fmt: skip
KK_ISSUED = (dt.date(1999, 1, 1), dt.date(2023, 1, 1))
MOBILE = (
    "0811",
    "0812",
    "0813",
    "0821",
    "0822",
    "0852",
    "0853",
    "0823",
    "0851",
    "0856",
    "0857",
    "0878",
    "0895",
    "0896",
)
KTP_OF_OFFICIALS = {
    "ASN": "PEGAWAI NEGERI SIPIL",
    "PPPK": "KARYAWAN HONORER",
    "TNI": "TENTARA NASIONAL INDONESIA",
    "POLRI": "KEPOLISIAN RI",
}
DISABILITIES = ("tuna netra", "tuna rungu", "tuna daksa", "tuna wicara", "cerebral palsy", "amputasi", "low vision")
KTP_STALE = ("WIRASWASTA", "BURUH HARIAN LEPAS", "KARYAWAN SWASTA", "MENGURUS RUMAH TANGGA", "PELAJAR/MAHASISWA",
             "BELUM/TIDAK BEKERJA")  # fmt: skip


@dataclass(frozen=True, slots=True)
class City:
    """A finished city: the order it was built to, the country around it, and its people by rising id."""

    scene: Scene
    places: Places
    name: str
    people: list[Person]

    @property
    def listed(self) -> list[Person]:
        """The people who stand on at least one list."""
        return [person for person in self.people if person.fate != BYSTANDER]


class NikOffice:
    """Issues NIKs and family-card numbers of the right structure, none twice; they claim nothing about any real card."""

    def __init__(self, dice: Random) -> None:
        self.dice = dice
        self.taken: set[str] = set()

    def issue(self, prefix: str, born_on: dt.date, sex: str) -> str:
        """Issue a NIK: six digits of place, day (+40 for women), month, year, serial from 0001."""
        day = born_on.day + (40 if sex == FEMALE else 0)
        stem = f"{prefix}{day:02d}{born_on:%m%y}"
        # Most serials are small: few people are born on one day in one kecamatan.
        serial = min(1 + int(self.dice.expovariate(0.35)), 60)
        return self.next_free(stem, serial)

    def card(self, prefix: str) -> str:
        """Issue a family-card number: place, day of issue, serial."""
        first, last = KK_ISSUED
        day = first + dt.timedelta(days=self.dice.randrange((last - first).days))
        return self.next_free(f"{prefix}{day:%d%m%y}", 1 + self.dice.randrange(40))

    def beside(self, nik: str) -> str:
        """Issue the NIK that follows: twins are entered one after the other."""
        return self.next_free(nik[:12], int(nik[12:]) + 1)

    def next_free(self, stem: str, serial: int) -> str:
        while f"{stem}{serial:04d}" in self.taken:
            serial += 1
        number = f"{stem}{serial:04d}"
        self.taken.add(number)
        return number


class Builder:
    """Builds one city; every draw comes from one dice, in one order."""

    def __init__(self, scene: Scene, places: Places) -> None:
        self.scene = scene
        self.places = places
        self.dice = Random(f"world/{scene.seed}/{scene.kabupaten}")
        self.office = NikOffice(self.dice)
        self.kelurahan = places.kelurahan_of(scene.kabupaten)
        self.kelurahan_weights = list(accumulate(0.3 + self.dice.random() for _ in self.kelurahan))
        mix = mix_of(scene.kabupaten[:2])
        self.groups = [group for group in groups() if group in mix]
        self.group_weights = list(accumulate(mix[group] for group in self.groups))
        trades = read_data("occupations.yaml")
        self.trades = list(trades)
        self.trade_rows = trades
        self.trade_weights = {
            sex: list(accumulate(row["weight"] * (row["women"] if sex == FEMALE else 1 - row["women"]) for row in trades.values()))
            for sex in (MALE, FEMALE)
        }  # fmt: skip
        self.city_name = without_level(places.names[scene.kabupaten])
        self.people: list[Person] = []

    def build(self) -> City:
        """Build the whole city."""
        fates = self.deal_fates()
        household = 0
        while fates:
            household += 1
            self.add_household(
                household, [fates.pop() for _ in range(min(len(fates), self.dice.choice(HOUSEHOLD_SIZES)))]
            )
        self.give_disabilities()
        self.make_namesakes()
        return City(self.scene, self.places, self.city_name, self.people)

    def deal_fates(self) -> list[str]:
        """Lay out one fate per person, shuffled."""
        scene = self.scene
        fates = [ELIGIBLE] * scene.eligible + [BYSTANDER] * scene.bystanders
        for fate, count in scene.fates.items():
            fates.extend([fate] * count)
        self.dice.shuffle(fates)
        return fates

    def add_household(self, number: int, fates: list[str]) -> None:
        """Add the people of one family card: a head, then spouse, children, brothers and sisters, now and then twins."""
        dice = self.dice
        group = dice.choices(self.groups, cum_weights=self.group_weights)[0]
        home = dice.choices(self.kelurahan, cum_weights=self.kelurahan_weights)[0]
        family = draw_family(group, dice)
        issued = self.issuing_place(group)
        kk = self.office.card(self.places.nik_prefix(home.kecamatan_code, is_old=False))
        phone = self.new_phone()
        mother = draw_name(group, FEMALE, dice)
        street, rt, rw = self.draw_address()
        members: list[Person] = []
        for position, fate in enumerate(fates):
            person = self.draw_member(members, fate, group, number)
            person.kk, person.address, person.rt, person.rw = kk, street, rt, rw
            person.kelurahan_code, person.kelurahan, person.kecamatan = home.code, home.name, home.kecamatan
            is_relative = position == 0 or dice.random() < 0.45
            person.mother_name = mother if is_relative or person.twin_of else draw_name(group, FEMALE, dice)
            person.name = draw_name(group, person.sex, dice, family if is_relative else "")
            person.phone = phone if dice.random() < SHARED_PHONE or position == 0 else self.new_phone()
            self.identify(person, members, home, issued if dice.random() < 0.7 else self.issuing_place(group))
            self.settle_fate(person)
            members.append(person)
        for person in members:
            others = [other for other in members if other is not person]
            person.heir_name = dice.choice(others).name if others else draw_name(group, dice.choice("LP"), dice)
        self.people.extend(members)

    def draw_member(self, members: list[Person], fate: str, group: str, household: int) -> Person:
        """Draw sex and birth of the next person of a household."""
        dice, head = self.dice, members[0] if members else None
        low, high = age_range(fate)
        person = Person(len(self.people) + len(members) + 1, fate, MALE, dt.date.min, group, household)
        if (
            head
            and dice.random() < TWIN_SHARE * 2.2
            and low <= age_on(members[-1].born_on, self.scene.first_payment_on) <= high
        ):
            twin = members[-1]
            person.twin_of, person.born_on = twin.person_id, twin.born_on
            person.sex = twin.sex if dice.random() < 0.7 else dice.choice((MALE, FEMALE))
            return person
        if head is None:
            person.sex = MALE if dice.random() < 0.68 else FEMALE
            age = dice.triangular(low, high + 1, min(max(low, 38), high))
        else:
            head_age = age_on(head.born_on, self.scene.first_payment_on)
            person.sex = (
                (FEMALE if head.sex == MALE else MALE)
                if len(members) == 1 and dice.random() < 0.7
                else dice.choice("LP")
            )
            wanted = head_age + dice.gauss(-2, 4) if dice.random() < 0.6 else head_age - dice.uniform(18, 34)
            age = wanted if low <= wanted < high + 1 else dice.uniform(low, high + 1)
        person.born_on = self.born_at(int(age))
        return person

    def born_at(self, age: int) -> dt.date:
        """Return a birthday of somebody who has completed this age on the day of the first payment."""
        today = self.scene.first_payment_on
        return dt.date(today.year - age, today.month, min(today.day, 28)) - dt.timedelta(days=self.dice.randrange(365))

    def identify(self, person: Person, members: list[Person], home: Kelurahan, issued: Kecamatan | None) -> None:
        """Give birth place and NIK: where it was *issued*, which for movers is far from where they live."""
        dice = self.dice
        if person.twin_of:
            twin = next(member for member in members if member.person_id == person.twin_of)
            person.birth_place = twin.birth_place
            day = person.born_on.day + (40 if person.sex == FEMALE else 0)
            same_stem = person.sex == twin.sex
            person.nik = self.office.beside(twin.nik) if same_stem else self.office.next_free(
                f"{twin.nik[:6]}{day:02d}{twin.nik[8:12]}", 1)  # fmt: skip
            return
        prefix = (
            self.places.nik_prefix(issued.code, is_old=dice.random() < OLD_CODE_SHARE)
            if issued
            else self.places.nik_prefix(home.kecamatan_code, is_old=False)
        )
        person.birth_place = (
            issued.kabupaten if issued else self.city_name if dice.random() < 0.86 else "Samarinda"
        ).upper()
        person.nik = self.office.issue(prefix, person.born_on, person.sex)
        if dice.random() < SECOND_NIK_SHARE:
            person.second_nik = self.office.issue(
                self.places.nik_prefix(home.kecamatan_code, is_old=False), person.born_on, person.sex
            )

    def settle_fate(self, person: Person) -> None:
        """Fill in what follows from the fate: work, office, death, move, who pays already."""
        dice, fate = self.dice, person.fate
        person.trade = dice.choices(self.trades, cum_weights=self.trade_weights[person.sex])[0]
        row = self.trade_rows[person.trade]
        person.ktp_occupation = row["ktp"] if dice.random() < 0.55 else dice.choice(KTP_STALE)
        person.income = 50_000 * dice.randint(8, 44)
        if dice.random() < 0.06:
            person.alias = draw_name(person.group, person.sex, dice).split()[0]
        today = self.scene.first_payment_on
        if fate == "dead":
            person.died_on = today - dt.timedelta(days=dice.randrange(20, 900))
        elif fate == "moved_out":
            province = dice.choice(sorted(self.places.by_province))
            person.moved_to = dice.choice(self.places.by_province[province]).code
        elif fate == "state_employee":
            person.civil = dice.choice(("ASN", "ASN", "PPPK", "TNI", "POLRI"))
            person.ktp_occupation = KTP_OF_OFFICIALS[person.civil]
        elif fate == "not_working":
            person.works = False
        person.cover, person.cover_payer = COVER.get(fate, ("", ""))
        if fate == "covered_village":
            person.cover_payer = dice.choice(("desa", "csr", "sponsor"))

    def issuing_place(self, group: str) -> Kecamatan | None:
        """Return the kecamatan a mover's NIK was issued in, or None for people whose NIK is of their own kecamatan."""
        if self.dice.random() >= MOVER_SHARE:
            return None
        homes = homes_of(group) if self.dice.random() < 0.75 else (self.scene.kabupaten[:2],)
        near = [kecamatan for home in homes for kecamatan in self.places.by_province.get(home, ())]
        return self.dice.choice(near or self.places.kecamatan)

    def draw_address(self) -> tuple[str, str, str]:
        dice = self.dice
        street = f"{dice.choice(STREETS)} NO. {dice.randint(1, 140)}" if dice.random() < 0.75 else dice.choice(STREETS)
        rt = dice.randint(1, 45)
        # An RT of a kelurahan stands in one RW; drawn all the same, so that the rest of the city stays as it was.
        dice.randint(1, 12)
        return street, f"{rt:03d}", f"{(rt + 3) // 4:03d}"

    def new_phone(self) -> str:
        dice = self.dice
        if dice.random() < NO_PHONE:
            return ""
        return dice.choice(MOBILE) + "".join(dice.choices("0123456789", k=dice.choice((7, 8, 8, 8))))

    def give_disabilities(self) -> None:
        """Give exactly `scene.disabled` eligible people a disability, and a few of the others too."""
        eligible = [person for person in self.people if person.is_eligible]
        others = [person for person in self.people if not person.is_eligible]
        chosen = self.dice.sample(eligible, self.scene.disabled) + self.dice.sample(others, len(others) // 150)
        for person in chosen:
            person.disability = self.dice.choice(DISABILITIES)
        for person in chosen[: self.scene.disabled // 8]:
            person.trade, person.disability = "pijat", "tuna netra"

    def make_namesakes(self) -> None:
        """Give some people the full name of a neighbour of their sex; a few share the year of birth as well."""
        by_home: dict[tuple[str, str], list[Person]] = {}
        for person in self.people:
            by_home.setdefault((person.kelurahan_code, person.sex), []).append(person)
        for neighbours in by_home.values():
            for person in self.dice.sample(neighbours, int(len(neighbours) * NAMESAKE_SHARE)):
                other = self.dice.choice(neighbours)
                if other.household != person.household:
                    person.name = other.name


COVER = {
    "covered_pu": ("PU", "employer"),
    "covered_bpu": ("BPU", "self"),
    "covered_province": ("BPU", "pemprov"),
    "covered_village": ("BPU", "desa"),
    BYSTANDER: ("PU", "employer"),
}


def age_range(fate: str) -> tuple[int, int]:
    """Return the lowest and highest age on the day of the first payment for a fate."""
    if fate == "over_age":
        return OLDEST_AGE + 1, 84
    if fate == "under_age":
        return 14, YOUNGEST_AGE - 1
    return YOUNGEST_AGE, OLDEST_AGE


def build_city(scene: Scene, places: Places) -> City:
    """Build the people of a city; the same scene gives the same people."""
    return Builder(scene, places).build()
