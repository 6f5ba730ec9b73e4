from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.store import undo
from tracker.store.archive import Archive
from tracker.store.queries import claim_card, claim_numbers

from .samples import LATE_ROCKET, NEXT_WEEK, TODAY, keep

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Opener
    from .driver import Driver

ALIKE = NEXT_WEEK | {"statement": "OpenAI's open model ships next week", "speaker": "OpenAI", "source_title": "Another"}


async def _type_source(person: Driver) -> None:
    """From the statement on."""
    await person.press(*["tab"] * 6)
    await person.paste("it ships\nnext week")
    await person.press("tab")
    await person.type("https://example.org/second")
    await person.press("tab")
    await person.type("Seen again")
    await person.press("tab", "tab")
    await person.type("A. B.")
    await person.press("tab")
    await person.type("yesterday")
    await person.press("tab", "tab")
    await person.type("C. D.")


async def test_claims_that_look_alike_are_shown_below_the_statement(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, LATE_ROCKET)
    async with opened(80, 30) as person:
        await person.press("a")
        await person.type("The open")
        assert "≈" not in person.screen
        await person.type(" model ships")
        shown = person.line_with("#1")
        assert shown.strip() == "≈ #1 The open model ships next week · Sam Altman, 11 Jul 2025"
        assert "ctrl+g adds this source to claim 1 instead" in person.screen
        await person.type(" next week")
        assert "= #1" in person.line_with("#1")
        assert "the same" in person.line_with("#1")
        await person.press("ctrl+u")
        await person.type("The rocket")
        assert "#1" not in person.screen


async def test_one_key_adds_the_source_to_the_claim_that_is_kept(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(80, 40) as person:
        await person.press("a")
        await person.type("Open model ships next week")
        await _type_source(person)
        await person.press("ctrl+g")
        assert "The source is added to claim 1. u takes it back." in person.notices
        assert "Add a claim" not in person.screen
        await person.press("a")
        assert "what you had typed is back" not in person.screen
    with Archive.open(str(place), user="tester") as archive:
        _, source = archive.run(claim_card, 1, TODAY).citations
        assert (source.url, source.title, source.author) == ("https://example.org/second", "Seen again", "A. B.")
        assert (source.published_on.isoformat() if source.published_on else "") == "2025-08-31"
        assert (source.quote, source.via) == ("it ships\nnext week", "C. D.")
        assert archive.run(claim_numbers, (), TODAY) == [1]
        archive.run(undo.undo)
        assert len(archive.run(claim_card, 1, TODAY).citations) == 1


async def test_without_a_source_it_is_said_what_to_type_first(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 40) as person:
        await person.press("a")
        await person.type("Open model ships next week")
        await person.press("ctrl+g")
        assert "Name the source: its title, its address or the words quoted from it." in person.screen
        await person.type("A title")
        assert "A title" in person.line_with("Title")
        await person.press("shift+tab")
        await person.type("nowhere")
        await person.press("ctrl+g")
        assert "“nowhere” is not a web address" in person.screen
    with Archive.open(str(place)) as archive:
        assert len(archive.run(claim_card, 1, TODAY).citations) == 1


async def test_among_several_a_mark_shows_which_one_is_meant(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, ALIKE)
    async with opened(80, 40) as person:
        await person.press("a")
        await person.type("The open model ships next week")
        assert "▸ = #1" in person.line_with("#1")
        assert "▸" not in person.line_with("#2")
        assert "adds this source to claim 1 instead, ctrl+l marks the next" in person.screen
        await person.press("ctrl+l")
        assert "▸ ≈ #2" in person.line_with("#2")
        assert "adds this source to claim 2 instead" in person.screen
        await person.type("!")
        assert "▸ ≈ #2" in person.line_with("#2")
        await _type_source(person)
        await person.press("ctrl+g")
        assert "The source is added to claim 2." in person.notices
    with Archive.open(str(place)) as archive:
        assert len(archive.run(claim_card, 2, TODAY).citations) == 2
        assert len(archive.run(claim_card, 1, TODAY).citations) == 1


async def test_no_more_than_three_are_shown_and_each_fits_a_small_terminal(opened: Opener, place: Path) -> None:
    keep(place, *[NEXT_WEEK | {"statement": f"{NEXT_WEEK['statement']}, {n}"} for n in ("a", "b", "c", "d")])
    async with opened(60, 20) as person:
        await person.press("a")
        await person.type("The open model ships next week")
        shown = [line for line in person.screen.splitlines() if "≈ #" in line]
        assert len(shown) == 3
        assert all(line.endswith("· Sam Altman, 11 Jul 2025") for line in shown)


async def test_the_key_does_nothing_where_nothing_looks_alike(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(80, 30) as person:
        await person.press("a")
        await person.type("The rocket flies")
        await person.press("ctrl+g", "ctrl+l", "f1")
        assert "add this source" not in person.screen
        await person.press("escape", "ctrl+s")
        assert "Claim 2 is kept" in person.notices


async def test_an_edit_looks_for_no_others(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, ALIKE)
    async with opened(80, 40) as person:
        await person.press("e", "end")
        await person.type("!")
        assert "≈ #" not in person.screen
        assert "ctrl+g" not in person.screen


async def test_a_revision_shows_the_claims_it_looks_like(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(80, 40) as person:
        await person.press("r")
        await person.type("Open model ships next week, again")
        assert "≈ #1" in person.screen
