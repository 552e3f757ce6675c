"""Benefits of migrant workers (PMI), by the day of the event: what officials have stated of Permenaker 4/2023."""

from __future__ import annotations

from payung.law.events import LARGEST_BASE
from payung.law.figures import national_figures
from payung.law.inputs import Choice, Whole
from payung.law.register import national
from payung.law.rulebook import Book
from payung.vocabulary.words import Words

PMI_EVENT = Book("manfaat PMI", "event", national(), national_figures())
LAW = "Permenaker 4/2023"
GRANTS = tuple(str(key) for key in national_figures()["pmi_grant"].cells)
EXPENSES = tuple(str(key) for key in national_figures()["pmi_most"].cells)
# Named by the ministry as raised or new, but no amount has been seen.
UNREAD_GRANTS = ("failed_placement", "injury_dismissal")
UNREAD_EXPENSES = ("dentures", "prosthesis")

PMI_EVENT.takes(
    Choice("period", Words("masa penempatan", "stage of the placement"), ("before", "during", "after")),
    Choice("grant", Words("bantuan uang", "cash help"), (*GRANTS, *UNREAD_GRANTS)),
    Choice("expense", Words("biaya yang diganti", "expense to refund"), (*EXPENSES, *UNREAD_EXPENSES)),
    Whole("cost", Words("biaya", "cost"), 0, LARGEST_BASE),
    Whole("care_months", Words("bulan perawatan di rumah", "months of home care"), 0, 1_200, default=0),
)


@PMI_EVENT.rule(LAW, Words("Santunan JKM ahli waris PMI", "JKM for a migrant worker's heirs"))
def pmi_death(period, p):
    """Death that is no accident at work, in whole rupiah: lump sum, periodic grant and funeral together."""
    return p.pmi_death[period]


@PMI_EVENT.guard(
    LAW,
    Words(
        id="Besaran '{grant}' tidak ada dalam sumber yang terbaca: perlu Lampiran Permenaker 4/2023",
        en="The amount of '{grant}' is in no source that was read: the Lampiran of Permenaker 4/2023 is needed",
    ),
    protects=("pmi_grant",),
)
def grant_unread(grant):
    """Refuses cash help whose amount nobody quotes."""
    return grant in ("failed_placement", "injury_dismissal")


@PMI_EVENT.rule(LAW, Words("Bantuan uang PMI", "Cash help for a migrant worker"))
def pmi_grant(grant, p):
    """Cash help in whole rupiah: departure that failed, dismissal, a placement other than agreed, rape."""
    if grant in ("failed_placement", "injury_dismissal"):
        return 0
    return p.pmi_grant[grant]


@PMI_EVENT.guard(
    LAW,
    Words(
        id="Batas biaya '{expense}' tidak ada dalam sumber yang terbaca: perlu Lampiran Permenaker 4/2023",
        en="The maximum of '{expense}' is in no source that was read: the Lampiran of Permenaker 4/2023 is needed",
    ),
    protects=("pmi_expense",),
)
def expense_unread(expense):
    """Refuses an expense whose maximum nobody quotes."""
    return expense in ("dentures", "prosthesis")


@PMI_EVENT.rule(LAW, Words("Penggantian biaya PMI", "Refund of a migrant worker's expense"))
def pmi_expense(expense, cost, care_months, p):
    """A refund in whole rupiah: the cost, at most the maximum; home care only within its year."""
    if expense in ("dentures", "prosthesis"):
        return 0
    if expense == "home_care" and care_months > p.pmi_home_care_months:
        return 0
    return min(cost, p.pmi_most[expense])
