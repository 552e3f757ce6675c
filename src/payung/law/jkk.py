"""Work accident benefits (JKK), by the day of the accident."""

from __future__ import annotations

import datetime as dt

from payung.law.events import EVENT
from payung.law.terms import rate
from payung.vocabulary.words import Words

# PP 82/2019 entered into force on this day; the figures carry it too.
AMENDED = dt.date(2019, 12, 2)
LAMPIRAN = "PP 44/2015 Lampiran III; PP 82/2019 Lampiran III"


@EVENT.rule(LAMPIRAN, Words("Angkutan darat", "Land transport"))
def transport_land(land, p):
    """Transport by land, river or lake in whole rupiah, at most the mode's maximum."""
    return min(land, p.transport_most["land"])


@EVENT.rule(LAMPIRAN, Words("Angkutan laut", "Sea transport"))
def transport_sea(sea, p):
    """Transport by sea in whole rupiah, at most the mode's maximum."""
    return min(sea, p.transport_most["sea"])


@EVENT.rule(LAMPIRAN, Words("Angkutan udara", "Air transport"))
def transport_air(air, p):
    """Transport by air in whole rupiah, at most the mode's maximum."""
    return min(air, p.transport_most["air"])


@EVENT.rule(LAMPIRAN, Words("Beberapa moda", "Several modes"))
def several_modes(land, sea, air):
    """Whether more than one mode of transport was used."""
    return (land > 0 and sea > 0) or (land > 0 and air > 0) or (sea > 0 and air > 0)


@EVENT.rule(LAMPIRAN, Words("Biaya pengangkutan", "Transport benefit"))
def transport(several_modes, transport_land, transport_sea, transport_air, p):
    """Transport in whole rupiah: the cost, at most the maximum of each mode, added up."""
    if several_modes:
        return rate(transport_land + transport_sea + transport_air, p.transport_modes_summed)
    return transport_land + transport_sea + transport_air


@EVENT.rule(LAMPIRAN, Words("Hari STMB tahap pertama", "Days of the first step"))
def stmb_days_first(days, p):
    """Days at the full wage."""
    return min(days, p.stmb_first_months * p.stmb_month_days)


@EVENT.rule(LAMPIRAN, Words("Hari STMB tahap kedua", "Days of the second step"))
def stmb_days_second(days, stmb_days_first, p):
    """Days of the second step; there is none since PP 82/2019."""
    return min(days - stmb_days_first, p.stmb_second_months * p.stmb_month_days)


@EVENT.rule(LAMPIRAN, Words("Hari STMB sesudahnya", "Days after the steps"))
def stmb_days_later(days, stmb_days_first, stmb_days_second):
    """Days after the steps with a higher rate, until recovery."""
    return days - stmb_days_first - stmb_days_second


@EVENT.rule(
    "PP 44/2015 Lampiran III",
    Words("Persen × hari tahap kedua", "Per cent × days, second step"),
    name="stmb_second",
    until=AMENDED,
)
def stmb_second_before(stmb_days_second, p):
    """The second step before PP 82/2019, in per cent × days of a day's wage."""
    return stmb_days_second * (p.stmb_share["second"] // 10_000) if stmb_days_second > 0 else 0


@EVENT.rule(
    "PP 82/2019 Lampiran III",
    Words("Persen × hari tahap kedua", "Per cent × days, second step"),
    name="stmb_second",
    since=AMENDED,
)
def stmb_second():
    """There is no second step since PP 82/2019."""
    return 0


@EVENT.rule(LAMPIRAN, Words("Persen × hari tahap akhir", "Per cent × days, last step"))
def stmb_later(stmb_days_later, p):
    """The last step, until recovery, in per cent × days; nothing is read where no day falls in it."""
    return stmb_days_later * (p.stmb_share["later"] // 10_000) if stmb_days_later > 0 else 0


@EVENT.rule(LAMPIRAN, Words("Persen × hari tahap pertama", "Per cent × days, first step"))
def stmb_first(stmb_days_first, p):
    """The first step, in per cent × days of a day's wage."""
    return stmb_days_first * (p.stmb_share["first"] // 10_000)


@EVENT.rule(LAMPIRAN, Words("Persen × hari seluruhnya", "Per cent × days in all"))
def stmb_percent_days(stmb_first, stmb_second, stmb_later):
    """All days, each by the per cent of a day's wage that it gets."""
    return stmb_first + stmb_second + stmb_later


@EVENT.rule(LAMPIRAN, Words("Santunan sementara tidak mampu bekerja (STMB)", "Temporary incapacity benefit"))
def stmb(base, stmb_percent_days):
    """Temporary incapacity in whole rupiah: a day is a thirtieth of the month's wage (÷ 30 ÷ 100); rounded half up once."""
    return (max(base * stmb_percent_days, 0) + 1_500) // 3_000


EVENT.counts("days", "stmb_days_first", "stmb_days_second", "stmb_days_later")
EVENT.counts("count", "stmb_first", "stmb_second", "stmb_later", "stmb_percent_days")


@EVENT.rule(LAMPIRAN, Words("Santunan cacat total tetap", "Total permanent disability"))
def total_disability(base, p):
    """Total permanent disability in whole rupiah: 70 % × 80 × wage, without the periodic grant."""
    return rate(base * p.benefit_wages, p.total_disability_share)


@EVENT.rule(LAMPIRAN, Words("Santunan berkala", "Periodic grant"))
def periodic(p):
    """The periodic grant paid at once, in whole rupiah (death or total permanent disability)."""
    return p.periodic_months * p.periodic_grant


@EVENT.rule(LAMPIRAN, Words("60 % × 80 × upah", "60 % × 80 × wage"))
def accident_death_formula(base, p):
    """Death at work by the formula, before the floor."""
    return rate(base * p.benefit_wages, p.death_share)


@EVENT.rule(LAMPIRAN, Words("Santunan meninggal karena kecelakaan kerja", "Death benefit, accident at work"))
def accident_death(accident_death_formula, p):
    """Death at work in whole rupiah: 60 % × 80 × wage, at least the JKM lump sum (that floor is weakly sourced)."""
    return accident_death_formula if accident_death_formula >= p.jkm_lump_sum else p.jkk_death_least


@EVENT.rule(LAMPIRAN, Words("Jumlah santunan meninggal JKK", "Total JKK death benefit"))
def accident_death_total(accident_death, periodic, p):
    """Death at work with periodic grant and funeral, in whole rupiah; the scholarship comes on top."""
    return accident_death + periodic + p.jkk_funeral_grant


@EVENT.rule(LAMPIRAN, Words("Jumlah santunan cacat total tetap", "Total disability with periodic grant"))
def total_disability_total(total_disability, periodic):
    """Total permanent disability with the periodic grant, in whole rupiah."""
    return total_disability + periodic


@EVENT.rule("PP 44/2015 Lampiran III", Words("Alat bantu", "Aids"), name="aids", until=AMENDED)
def aids_before(aid, price, p):
    """Dentures in whole rupiah: the price, at most the maximum; hearing aids and glasses came with PP 82/2019."""
    return min(price, p.aid_most["dentures"]) if aid == "dentures" else 0


@EVENT.rule("PP 82/2019 Lampiran III", Words("Alat bantu", "Aids"), since=AMENDED)
def aids(aid, price, p):
    """Dentures, hearing aid or glasses in whole rupiah: the price, at most the maximum."""
    return min(price, p.aid_most[aid])


@EVENT.rule(LAMPIRAN, Words("Orthosis dan prosthesis", "Orthosis and prosthesis"))
def prosthesis(price, p):
    """Orthosis or prosthesis in whole rupiah: the rehabilitation hospital's price and 40 %."""
    return rate(price, p.prosthesis_share)


@EVENT.rule("PP 44/2015 Pasal 25", Words("Perawatan di rumah", "Home care"), name="home_care", until=AMENDED)
def home_care_before():
    """Home care came with PP 82/2019: nothing before."""
    return 0


@EVENT.rule("PP 82/2019 Pasal 25", Words("Perawatan di rumah", "Home care"), since=AMENDED)
def home_care(price, care_months, p):
    """Home care in whole rupiah: the cost, at most the maximum, within its year."""
    return min(price, p.home_care_most) if care_months <= p.home_care_months else 0
