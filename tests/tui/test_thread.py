from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tracker.claims.decisions import Decision
from tracker.claims.vocabulary import Verdict
from tracker.store import changes
from tracker.store.archive import Archive
from tracker.tui.widgets.card_panel import CardPanel

from .samples import INDEFINITELY, NET_ZERO, NEXT_WEEK, keep

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Driver

    from .conftest import Opener

SIZES = [(60, 20), (80, 24), (160, 45)]
IN_AUGUST = {
    "statement": "The open model ships in August",
    "speaker": "OpenAI",
    "kind": "release",
    "said_on": "2025-07-25",
    "due_text": "August 2025",
    "revises": "2",
    "source_url": "https://example.org/august",
}


def at_cursor(person: Driver) -> str:
    """The line of the chart under the cursor."""
    return person.line_with("▸")


@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_a_thread_is_a_chart_with_what_each_claim_did(
    opened: Opener, place: Path, width: int, height: int
) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY, IN_AUGUST)
    async with opened(width, height) as person:
        await person.press("G", "T")
        lines = person.screen.splitlines()
        assert lines[0].startswith(" Thread   3 claims: 1 slip, 43 days late (1 on")
        assert "14–20 Jul 2025" in at_cursor(person)
        assert "══" in at_cursor(person)
        assert "postponed" in person.line_with("┄┄")
        assert "━━" in person.line_with("▲")
        assert "═ original" in person.screen
        assert "│ today" in person.screen
        assert "Aug" in person.line_with("Sep")
        assert "opens the thread" in person.line_with("move  ")
        assert "no slip" in person.line_with("so far")
        await person.press("j")
        assert "postponed, without a new date" in person.line_with("move  ")
        assert "1 slip" in person.line_with("so far")
        await person.press("down")
        assert "dated again: 42 days later" in person.line_with("move  ")
        assert "1 slip, 42 days" in person.line_with("so far")
        assert "43 days after the original window, 1 day after" in person.screen
        assert lines[-1].split()[:1] == ["?"]


async def test_the_quotation_and_the_sources_of_the_claim_are_told(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY)
    async with opened(100, 40) as person:
        await person.press("j", "T")
        assert "“la semaine prochaine”" in person.screen
        assert "TechCrunch, OpenAI puts its open model off" in person.screen
        await person.press("G")
        assert "TechCrunch" not in person.screen


@pytest.mark.parametrize(
    ("due_text", "move", "status"),
    [
        ("postponed", "postponed, without a new date", "postponed"),
        ("when pigs fly", "unread: the deadline cannot be read, so the date stays", ""),
    ],
)
async def test_what_puts_a_date_off_is_told_from_what_cannot_be_read(
    opened: Opener, place: Path, due_text: str, move: str, status: str
) -> None:
    keep(place, NET_ZERO, NET_ZERO | {"said_on": "2024-01-02", "due_text": due_text, "revises": "1"})
    async with opened(120, 40) as person:
        await person.press("T", "G")
        assert move in person.line_with("move  ")
        assert "reaffirmed" not in person.screen
        assert (status or "unread") in at_cursor(person)


async def test_a_claim_alone_shows_its_one_bar(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO)
    async with opened(60, 20) as person:
        await person.press("T")
        assert person.screen.splitlines()[0] == " Thread   1 claim"
        assert "━━━━━━━━━━" in at_cursor(person)
        assert "2030" in person.screen
        await person.press("j", "k", "G", "g")
        assert "by 31 Dec 2050" in at_cursor(person)


async def test_a_long_thread_scrolls_with_the_cursor_in_sight(opened: Opener, place: Path) -> None:
    later = [NET_ZERO | {"said_on": f"2024-01-{day:02}", "revises": str(day - 1)} for day in range(2, 31)]
    keep(place, NET_ZERO, *later)
    async with opened(60, 20) as person:
        await person.press("T")
        for key, day in (("g", "19 Oct 2021"), ("G", "30 Jan 2024"), ("k", "29 Jan 2024"), ("pageup", "Jan 2024")):
            await person.press(key)
            assert day in at_cursor(person)
            assert "│ today" in person.screen
            assert "reaffirmed" in person.screen or day == "19 Oct 2021"


async def test_what_is_done_is_done_to_the_claim_under_the_cursor(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY)
    async with opened(80, 24) as person:
        await person.press("j", "T", "j", "e")
        assert "Edit claim 2" in person.screen
        await person.press("escape", "k", "r")
        assert "A later claim, revising claim 1" in person.screen
        await person.press("escape", "enter")
        assert person.screen.splitlines()[0].strip() == "Claim 1"
        await person.press("escape", "j", "m", "f", "ctrl+t", "ctrl+s")
        assert "Claim 2 is marked" in person.notices
        assert "✗" in at_cursor(person)
        await person.press("u")
        assert "✗" not in at_cursor(person)
        await person.press("escape")
        assert "2 claims" in person.screen


async def test_the_source_of_the_claim_under_the_cursor_is_opened(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY)
    addresses: list[str] = []
    async with opened(80, 24) as person:
        monkeypatch.setattr(person.app, "open_url", addresses.append)
        await person.press("j", "T", "o")
        assert addresses == ["https://example.org/open-model"]


async def test_a_claim_that_is_gone_leaves_the_rest_of_its_thread(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY)
    async with opened(80, 24) as person:
        await person.press("T", "G")
        assert "postponed" in at_cursor(person)
        await person.press("D")
        assert "1 claim" in person.screen.splitlines()[0]
        assert "14–20 Jul 2025" in at_cursor(person)
        await person.press("u", "u")
        assert "14–20 Jul 2025" in at_cursor(person)
        await person.press("u")
        assert "Keep what people said" in person.screen


async def test_the_chart_follows_what_somebody_else_writes(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(80, 24) as person:
        await person.press("T")
        assert "1 claim" in person.screen
        keep(place, INDEFINITELY)
        with Archive.open(str(place), user="tester") as archive:
            archive.run(changes.state_credence, 1, 0.5, archive.clock().date())
        await person.press("u")
        assert "2 claims: 1 slip" in person.screen


@pytest.mark.parametrize(("width", "bar"), [(60, "══"), (120, "══"), (160, "══")])
async def test_the_card_draws_the_same_chart(opened: Opener, place: Path, width: int, bar: str) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY)
    async with opened(width, 45) as person:
        await person.press("j")
        assert bar in person.line_with("▸ 11 Jul 2025")
        assert "┄ no last day" in person.screen


@pytest.mark.parametrize("key", ["enter", "R"])
async def test_the_bars_of_a_card_stay_on_their_lines_beside_a_scrollbar(opened: Opener, place: Path, key: str) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY, IN_AUGUST | {"notes": "a note\n" * 30})
    async with opened(80, 24) as person:
        await person.press("slash")
        await person.type("August")
        await person.press("enter", key)
        panel = person.app.screen.query_one(CardPanel)
        assert panel.show_vertical_scrollbar
        lines = person.screen.splitlines()
        axis = next(number for number, line in enumerate(lines) if "└" in line)
        assert all("2025" in line for line in lines[axis - 3 : axis])
        assert "┬" in lines[axis]
        assert set(lines[axis + 1].split()) >= {"Aug", "Sep"}


async def test_a_settled_claim_does_not_come_back_and_every_credence_is_on_its_card(
    opened: Opener, place: Path
) -> None:
    keep(place, NEXT_WEEK | {"due_text": "", "quote": "", "language": "en"})
    with Archive.open(str(place), user="tester") as archive:
        archive.run(changes.state_credence, 1, 0.7, date(2025, 8, 30))
        archive.run(changes.state_credence, 1, 0.4, date(2025, 8, 31))
    async with opened(80, 40) as person:
        assert "back on" in person.line_with("due      no date")
        assert person.line_with("credence").strip() == "credence 40 % (31 Aug 2025)"
    with Archive.open(str(place), user="tester") as archive:
        archive.run(changes.mark_claim, 1, Decision(Verdict.FALSE, date(2025, 9, 1), reason="No release."))
    async with opened(80, 40) as person:
        await person.press("enter")
        assert person.line_with("due      no date").strip() == "due      no date"
        assert "back on" not in person.screen
        assert "No release, decided by tester" in person.screen
        assert person.line_with("credence 40 %").strip() == "credence 40 % (31 Aug 2025), 70 % (30 Aug 2025)"


async def test_undo_goes_to_the_claim_of_the_thread_that_it_changed(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY, IN_AUGUST)
    async with opened() as person:
        await person.press("G", "T", "c")
        await person.type("70")
        await person.press("enter", "j", "j")
        assert "Aug 2025" in at_cursor(person)
        await person.press("u")
        assert "14–20 Jul 2025" in at_cursor(person)
