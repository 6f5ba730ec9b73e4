"""A person who has only what is on the screen gets the work done, in few keys, in a real terminal."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pyte

from .samples import INDEFINITELY, LATE_ROCKET, NET_ZERO, NEXT_WEEK, keep
from .test_terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

MOST_KEYS = 80
KEYS = {"enter": "\r", "esc": "\x1b", "tab": "\t", "^s": "\x13", "down": "\x1b[B", "end": "\x1b[F", "^u": "\x15"}


class Newcomer:
    """Presses only keys that the screen names, and counts them."""

    def __init__(self, terminal: Terminal, width: int, height: int) -> None:
        self._terminal = terminal
        self._drawn = pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self._drawn)
        self._read = 0
        self.keys = 0

    @property
    def screen(self) -> str:
        """What is on the screen now."""
        self._stream.feed(self._terminal.seen[self._read :])
        self._read = len(self._terminal.seen)
        return "\n".join(self._drawn.display)

    def sees(self, *texts: str) -> None:
        """Wait until all this is on the screen."""
        self._terminal.wait_until(lambda: all(text in self.screen for text in texts))

    def sees_no_more(self, text: str) -> None:
        """Wait until this has gone."""
        self._terminal.wait_until(lambda: text not in self.screen)

    def press(self, key: str, *, named: str = "") -> None:
        """Press a key that the screen names, as ``named`` if it is not by itself."""
        self.sees(named or f"{key} ")
        self.keys += 1
        self._terminal.press(KEYS.get(key, key))

    def type(self, text: str) -> None:
        """Type a text."""
        self._terminal.press(text)

    def fills(self, name: str, text: str) -> None:
        """Type into the field of a form and go on to the next."""
        self.sees(name)
        self.type(text)
        self.sees(text[:30])
        self.keys += 1
        self._terminal.press("\r")


def _looks_for_help(person: Newcomer) -> None:
    person.sees("6 claims", "? help")
    person.press("?")
    person.sees("a  Write down a new claim", "x  Write a report of what is shown")
    person.press("esc", named="esc closes")
    person.sees_no_more("esc closes")


def _adds_a_claim_with_its_source(person: Newcomer) -> None:
    person.press("a", named="a add")
    person.sees("Add a claim", "^s save")
    person.fills("Claim", "The telescope starts its survey this year")
    person.fills("Speaker", "The observatory")
    person.fills("Kind", "promise")
    person.fills("Said on", "2025-07-11")
    person.fills("Due", "by the end of 2025")
    person.fills("Subject", "Telescope")
    person.press("tab", named="Quotation")
    person.fills("Address", "https://example.org/telescope")
    person.fills("Title", "A telescope and its plans")
    person.press("^s")
    person.sees("is kept. u takes it back.", "7 claims")


def _finds_what_is_overdue(person: Newcomer) -> None:
    person.press("3", named="3 Overdue")
    person.sees("Rocket 2", "overdue", "status:overdue")


def _reviews_three_and_takes_one_back(person: Newcomer) -> None:
    person.press("R", named="R review")
    person.sees("Review   1 of")
    for key, label in (("f", "false"), ("x", "unverifiable")):
        person.press(key, named=f"{key} {label}")
        person.sees("What became of it?")
        person.press("^s")
        person.sees_no_more("What became of it?")
    person.press("7", named="7 a week")
    person.sees("comes back on")
    person.press("u", named="u undo")
    person.sees("Undone: put")
    person.press("esc", named="esc back")
    person.sees("/ filter", "status:overdue")


def _saves_a_view(person: Newcomer) -> None:
    person.press("/", named="/ filter")
    person.press("^u", named="status:overdue")
    person.sees("kind:")
    person.type("rocket")
    person.press("enter", named="rocket")
    person.sees("3 claims")
    person.press("?")
    person.sees("V  Keep this filter on a number key")
    person.press("esc", named="esc closes")
    person.sees_no_more("esc closes")
    person.press("V", named="/  rocket")
    person.sees("on a number key")
    person.type("Rockets")
    person.press("enter", named="enter saves")
    person.sees("6 Rockets")


def _exports_it(person: Newcomer) -> None:
    person.press("x", named="/  rocket")
    person.sees("Export", "^s")
    person.press("^s")
    person.sees("3 claims")


def test_the_whole_work_takes_at_most_eighty_keys_that_the_screen_names(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    overdue = [LATE_ROCKET | {"statement": f"Rocket {number} flies in spring"} for number in (1, 2, 3)]
    keep(place, *overdue, NET_ZERO, NEXT_WEEK, INDEFINITELY)
    with Terminal("--db", str(place), size=(100, 36), home=tmp_path) as terminal:
        person = Newcomer(terminal, 100, 36)
        for act in (
            _looks_for_help,
            _adds_a_claim_with_its_source,
            _finds_what_is_overdue,
            _reviews_three_and_takes_one_back,
            _saves_a_view,
            _exports_it,
        ):
            act(person)
        terminal.wait_until(lambda: any(tmp_path.glob("*.csv")))
        person.press("q")
        assert terminal.wait_for_the_end() == 0

    (report,) = tmp_path.glob("*.csv")
    with report.open(encoding="utf-8", newline="") as file:
        assert sorted(row["verdict"] for row in csv.DictReader(file)) == ["", "false", "unverifiable"]
    assert person.keys <= MOST_KEYS
