"""Somebody without a mouse: only keys are pressed, and at every stop one looks where the focus is and whether it can be seen."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, Page

from tests.people import PASSWORD
from tests.web.browser import WIDE, Visitor, visiting

#: So many stops lead nowhere: the page is a trap, or what is looked for cannot be reached.
MOST_STOPS = 150
#: What has the focus, as it is called, and what hides it; a field of a day is marked part by part, inside the browser.
STOP = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return { name: "", tag: "BODY", hidden: "" };
  const of = (ids) => (ids || "").split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" ");
  const name = one.getAttribute("aria-label") || of(one.getAttribute("aria-labelledby")) || [...(one.labels ?? [])].map((label) => label.textContent).join(" ") || one.textContent;
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const above = document.elementFromPoint(Math.min(Math.max(box.left + 8, 1), innerWidth - 1), Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1));
  const hidden = box.bottom <= 0 || box.top >= innerHeight ? "outside the window" : above && !one.contains(above) && !above.contains(one) ? `under ${above.tagName}` : style.outlineStyle === "none" && one.tabIndex >= 0 && !one.matches("[type=date],[type=month]") ? "no mark" : "";
  return { name: name.replace(/\\s+/g, " ").trim(), tag: one.tagName, hidden, value: one.value ?? "" };
}"""


@dataclass
class Hands:
    """Whoever sits at the keys. `name` is what a control is called, or its beginning."""

    visitor: Visitor

    @property
    def page(self) -> Page:
        """Return the page that is looked at."""
        return self.visitor.page

    def stop(self) -> dict[str, Any]:
        """Return where the focus is."""
        found: dict[str, Any] = self.page.evaluate(STOP)
        return found

    def tabs_to(self, name: str, *, key: str = "Tab") -> dict[str, Any]:
        """Press Tab until what is called so has the focus; on the way nothing may be hidden, and nothing may hold one back."""
        way: list[str] = []
        for _ in range(MOST_STOPS):
            self.page.keyboard.press(key)
            at = self.stop()
            assert at["hidden"] == "", f"{at['name']!r} is {at['hidden']}; the way here: {way}"
            if at["name"].startswith(name):
                return at
            way.append(at["name"][:40])
        raise AssertionError(f"{name!r} was not reached; passed: {way}")

    def presses(self, name: str, *, key: str = "Enter") -> None:
        """Go to a control and press it; stay on the page."""
        self.tabs_to(name)
        self.page.keyboard.press(key)

    def follows(self, name: str) -> None:
        """Go to a control and press it; go on once the next page is there."""
        self.tabs_to(name)
        self.sends()

    def sends(self) -> None:
        """Press Enter where one is; go on once the next page is there, and has put the focus where it wants it."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self._arrives()

    def _arrives(self) -> None:
        self.page.wait_for_function(
            "() => !document.querySelector('[autofocus]') || document.activeElement !== document.body"
        )

    def types(self, name: str, text: str) -> None:
        """Go to a field and type over what stands in it."""
        self.tabs_to(name)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def pastes(self, name: str, text: str) -> None:
        """Go to a field and put in what was copied elsewhere."""
        self.tabs_to(name)
        self.page.keyboard.insert_text(text)

    def chooses(self, name: str, begins: str) -> None:
        """Go to a list of choices and type how the choice begins."""
        self.tabs_to(name)
        self.page.keyboard.type(begins)

    def goes_to(self, path: str) -> None:
        """Open an address; the next Tab is the first of the page."""
        self.visitor.goes_to(path)
        self._arrives()

    def signs_in(self, name: str) -> None:
        """Sign in by keys."""
        self.goes_to("/sign-in/login/")
        self.types("Nama akun", name)
        self.pastes("Kata sandi", PASSWORD)
        self.sends()
        self.page.wait_for_url("**/home/")


@contextmanager
def hands(browser: Browser, address: str, *, size: dict[str, int] = WIDE) -> Iterator[Hands]:
    """Sit down at a fresh window with a keyboard alone; at its end nothing of it may have failed."""
    with visiting(browser, address, size=size) as visitor:
        yield Hands(visitor)
        assert visitor.complaints == []
