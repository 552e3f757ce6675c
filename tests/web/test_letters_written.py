"""The page on which papers are ordered: forms that say all that is missing, work that ends at the letters, nothing of another office."""

from __future__ import annotations

import pytest

from payung.letters.models import Letter
from tests.eligibility.stored import row, stored_list
from tests.people import viewer
from tests.web.browser import work_off
from tests.web.visitor import signed_in

MEETING = {
    "what": "meeting",
    "name": "Rapat Desk Data",
    "on": "20-04-2026",
    "hours": "09.00 WITA",
    "place": "Aula",
    "agenda": "Pemadanan\nJadwal",
    "guests": "Lurah Api-Api\nCamat",
}


@pytest.mark.usefixtures("database")
def test_papers_are_ordered_and_kept_as_letters() -> None:
    rini = viewer("rini", role="verifier")
    stored = stored_list(rini, [row(1), row(2)])
    client = signed_in("rini")
    assert "usulan.xlsx" in client.get("/letters/write/").content.decode()

    for order in (MEETING, {"what": "proposal", "list": [stored.pk], "programme": ""}):
        asked = client.post("/letters/write/", order)
        work_off()
        work = client.get(asked.url).context["work"]
        assert (work["state"], work["reasons"]) == ("done", [])
        assert client.get(work["result"]["address"]).status_code == 200

    kinds = Letter.objects.using("owner").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["invitation", "attendance", "cover_letter", "responsibility"]


@pytest.mark.usefixtures("database")
def test_what_is_missing_is_said_at_once_and_strangers_get_nothing() -> None:
    rini = viewer("rini", role="verifier")
    stored = stored_list(rini, [row(1)])
    client = signed_in("rini")

    wrong = client.post("/letters/write/", MEETING | {"on": "besok", "place": " "})
    said = wrong.content.decode()
    assert (wrong.status_code, "bukan tanggal" in said, "Isi nama rapat" in said) == (400, True, True)
    assert 'value="Rapat Desk Data"' in said
    assert client.post("/letters/write/", {"what": "proposal"}).status_code == 400
    assert client.post("/letters/write/", {"what": "reconciliation", "period": "x"}).status_code == 400

    viewer("lain", role="verifier", office="Disnaker Lain")
    stranger = signed_in("lain")
    assert "usulan.xlsx" not in stranger.get("/letters/write/").content.decode()
    asked = stranger.post("/letters/write/", {"what": "proposal", "list": [stored.pk]})
    work_off()
    assert stranger.get(asked.url).context["work"]["state"] == "refused"
    assert not Letter.objects.using("owner").exists()
    viewer("ani", role="inspector")
    assert signed_in("ani").get("/letters/write/").status_code == 403
