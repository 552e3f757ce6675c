"""Every page that needs no number, as every role: open, shut or a form's address by the role table; none breaks, none has a barrier."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import Browser

from payung.access.viewer import ROLES
from payung.web.frame import MENU
from tests.people import sender, viewer
from tests.web.browser import visiting
from tests.web.test_security import OPEN_TO_ALL, own_pages
from tests.web.visitor import signed_in

#: Pages that ask for more, or for other rights, than the entry of the menu above them.
REACHES = frozenset({"receive_list", "review", "decide"})
NEEDS = {
    "my_account": frozenset[str](),
    "coverage_missing_names": REACHES,
    "coverage_missing_write": REACHES,
    "coverage_boundaries": frozenset({"measure_coverage"}),
    "coverage_measure": frozenset({"measure_coverage"}),
    "coverage_publish": frozenset({"measure_coverage"}),
}
#: A page, the way to one, an address that only takes forms.
OPEN, SHUT, FORM = (200, 302), 403, 405


#: Opened by a personal link and its code, not by an account.
BY_LINK = "/k/"


def pages() -> list[tuple[str, str]]:
    """Return (name, address) of every page that asks for an account."""
    return [
        (name, address) for name, address in own_pages() if name not in OPEN_TO_ALL and not address.startswith(BY_LINK)
    ]


def rights_of(name: str, address: str) -> frozenset[str] | None:
    """Return the rights of which one opens a page; empty: everybody; None: a section without an entry in the menu."""
    if name in NEEDS:
        return NEEDS[name]
    places = {f"/{place.page}/": place.rights for place in MENU} | {"/home/": frozenset()}
    return next((rights for start, rights in places.items() if address.startswith(start)), None)


@pytest.fixture
def clients(database: None) -> dict[str, Client]:
    """One account of each role in one office."""
    found = {}
    for role in ROLES:
        account = viewer(role, role=role)
        sender(f"opd-{role}".replace("_", "-"), office_id=account.office_id)
        found[role] = signed_in(account)
    return found


def test_every_page_opens_for_whom_the_role_table_says(clients: dict[str, Client]) -> None:
    wrong = []
    for name, address in pages():
        needed = rights_of(name, address)
        for role, client in clients.items():
            status = client.get(address).status_code
            may = needed is not None and (not needed or bool(needed & ROLES[role]))
            is_entry = name in NEEDS or name in {place.page for place in MENU}
            expected = (*OPEN, FORM, *(() if is_entry and may else (SHUT,)))
            if needed is not None and not may:
                # What only takes forms may say so before it asks who one is: it shows nothing either way.
                expected = (SHUT, FORM)
            if status not in expected:
                wrong.append((role, address, status, expected))
    assert not wrong, "\n".join(map(str, wrong))


def test_no_page_has_a_barrier_for_the_first_role_that_may_open_it(
    site: str, browser: Browser, clients: dict[str, Client]
) -> None:
    shown: dict[str, list[str]] = {}
    for _, address in pages():
        for role, client in clients.items():
            answer = client.get(address)
            # What is no whole page is a fragment of one that is looked at itself.
            if answer.status_code == 200 and answer.content.startswith(b"<!doctype html>"):
                shown.setdefault(role, []).append(address)
                break
    assert sum(len(addresses) for addresses in shown.values()) > 8

    titles: dict[str, list[str]] = {}
    for role, addresses in shown.items():
        with visiting(browser, site) as person:
            person.signs_in(role)
            for address in addresses:
                person.goes_to(address)
                person.finds_no_barrier()
                titles.setdefault(person.page.title(), []).append(person.page.url)
            assert person.complaints == []
    assert [same for same in titles.values() if len(set(same)) > 1] == [], "pages that a title does not tell apart"
