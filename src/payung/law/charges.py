"""What is added for paying late or not complying, and what migrants pay: by the contribution month."""

from __future__ import annotations

from payung.law.figures import national_figures
from payung.law.inputs import Choice, Truth, Whole
from payung.law.register import national
from payung.law.rulebook import Book
from payung.law.terms import rate
from payung.vocabulary.words import Words

CHARGE = Book("denda", "month", national(), national_figures())
MIGRANT = Book("PMI", "month", national(), national_figures())

CHARGE.takes(
    Choice("segment", Words("segmen", "segment"), ("pu", "bpu")),
    Whole("owed", Words("iuran yang belum dibayar", "contribution not paid"), 0, 999_999_999_999),
    Whole("months_late", Words("bulan terlambat", "months late"), 0, 360),
)
MIGRANT.takes(
    Whole("contract_months", Words("lama kontrak, bulan", "months of the contract"), 1, 120),
    Truth("through_agency", Words("melalui pelaksana penempatan", "through a placement agency")),
)


@CHARGE.rule(
    "PP 44/2015 Pasal 22; PP 45/2015 Pasal 31; PP 46/2015 Pasal 20",
    Words("Denda keterlambatan", "Late charge"),
)
def late_charge(segment, owed, months_late, p):
    """The late charge in whole rupiah, borne by the employer; none for the self-employed."""
    return rate(owed, p.late_rate[segment] * months_late)


@CHARGE.rule("PP 86/2013 Pasal 10(4)", Words("Denda administratif", "Administrative fine"))
def administrative_fine(owed, months_late, p):
    """The fine of PP 86/2013 in whole rupiah: 0.1 % per month of what should have been paid, since the second warning."""
    return rate(owed, p.fine_rate * months_late)


@MIGRANT.rule("Permenaker 4/2023 Pasal 18", Words("Iuran sebelum bekerja", "Contribution before work"))
def pmi_before(through_agency, p):
    """What is paid before departure, in whole rupiah; only through a placement agency."""
    return p.pmi_before if through_agency else 0


@MIGRANT.guard(
    "Permenaker 4/2023 Pasal 18",
    Words(
        id="Pasal 18 memuat kontrak 6, 12, dan 24 bulan serta bulan sesudah 24; kontrak {contract_months} bulan perlu "
        "penegasan tertulis",
        en="Pasal 18 knows contracts of 6, 12 and 24 months and months beyond 24; {contract_months} months need a written "
        "ruling",
    ),
    protects=("pmi_during",),
)
def odd_contract(contract_months):
    """Refuses a length between the three contracts of the article."""
    return contract_months < 24 and contract_months != 6 and contract_months != 12


@MIGRANT.rule(
    "Permenaker 4/2023 Pasal 18", Words("Iuran selama dan setelah bekerja", "Contribution during and after work")
)
def pmi_during(contract_months, p):
    """What is paid for the contract, in whole rupiah; each month beyond 24 is added, all at once."""
    if contract_months <= 6:
        return p.pmi_during[6]
    if contract_months <= 12:
        return p.pmi_during[12]
    return p.pmi_during[24] + max(contract_months - 24, 0) * p.pmi_month


@MIGRANT.rule("Permenaker 4/2023 Pasal 18", Words("Iuran PMI", "PMI contribution"))
def pmi_total(pmi_before, pmi_during):
    """All that is paid for JKK and JKM of a migrant worker, in whole rupiah."""
    return pmi_before + pmi_during
