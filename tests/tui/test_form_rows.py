"""What the form shows of itself: every field in reach on a small terminal, its keys, and what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tracker.store.archive import Archive
from tracker.store.queries import claim_card, claim_numbers
from tracker.tui.screens.claim_form import ClaimForm, Prefill
from tracker.tui.widgets.claim_rows import ROWS
from tracker.tui.widgets.field_row import FieldRow

from .samples import INDEFINITELY, NEXT_WEEK, TODAY, keep

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Opener
    from .driver import Driver


def _last_lines(person: Driver) -> str:
    """What stands above the line of keys, as one line."""
    return " ".join(line.strip() for line in person.screen.splitlines()[-3:-1])


@pytest.mark.parametrize(("width", "height"), [(60, 20), (80, 24)])
async def test_every_field_is_reached_and_shown_with_its_remark(opened: Opener, width: int, height: int) -> None:
    async with opened(width, height) as person:
        await person.press("a")
        form = person.app.screen
        assert isinstance(form, ClaimForm)
        for name, title, _ in ROWS:
            row = form.rows.row(name)
            assert form.rows.row_in_use is row, name
            row.echo("seen")
            await person.settle()
            place = next(
                n for n, line in enumerate(person.screen.splitlines()) if line.startswith(f" {title:<15}".rstrip())
            )
            assert "seen" in "".join(person.screen.splitlines()[place : place + 6]), name
            row.echo("")
            await person.press("tab")
        assert form.rows.row_in_use is form.rows.row("statement")


async def test_of_several_faults_the_first_is_in_sight_with_the_keys(opened: Opener) -> None:
    async with opened(80, 24) as person:
        await person.press("a")
        form = person.app.screen
        assert isinstance(form, ClaimForm)
        await person.type("A claim")
        for text in ("Bo", "xyz", "", "next week", "Sub", "words", "no address", "T", "P", "A", "no day", "no copy"):
            await person.press("tab")
            await person.type(text)
        await person.press("tab", "ctrl+s")
        assert form.rows.row_in_use is form.rows.row("kind")
        assert " Kind " in person.screen


async def test_what_the_heading_says_of_what_came_back_is_all_there(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(80, 24) as person:
        await person.press("r")
        await person.type("It is late")
        await person.press("escape", "r")
        heading = " ".join(" ".join(person.screen.splitlines()[:2]).split())
        told = "what you had typed is back: ctrl+n puts it aside, f8 discards it"
        assert heading == f"A later claim, revising claim 1 {told}"


@pytest.mark.parametrize(("tabs", "has_one_line"), [(1, True), (6, False)])
async def test_help_tells_how_one_walks_through_a_form_and_takes_a_name(
    opened: Opener, tabs: int, *, has_one_line: bool
) -> None:
    async with opened(100, 60) as person:
        await person.press("a", *["tab"] * tabs, "f1")
        assert "tab" in person.line_with("Go to the next field").split()
        assert "shift+tab" in person.line_with("Go back a field").split()
        assert "^o" in person.line_with("Take the known name that is offered,").split()
        assert ("Take the known name that is marked, else go on" in person.screen) is has_one_line


async def test_the_keys_that_matter_most_fit_a_small_terminal(opened: Opener) -> None:
    async with opened(60, 20) as person:
        await person.press("a")
        assert person.screen.splitlines()[-1].split()[:6] == ["f1", "help", "^q", "quit", "^s", "save"]
        await person.press(*["tab"] * 6)
        assert "f4 your editor" in person.screen.splitlines()[-1]


@pytest.mark.parametrize(
    ("field", "typed", "told"),
    [
        ("said_on", "yesterday", "→ Sun 31 Aug 2025"),
        ("said_on", "3rd", "→ Sun 3 Aug 2025"),
        ("source_published_on", "Friday", "→ Fri 29 Aug 2025"),
        ("review_on", "Friday", "→ Fri 5 Sep 2025"),
    ],
)
async def test_a_day_in_words_is_told_as_the_day_that_it_means(
    opened: Opener, field: str, typed: str, told: str
) -> None:
    async with opened(100, 60) as person:
        await person.press("a")
        form = person.app.screen
        assert isinstance(form, ClaimForm)
        form.rows.row(field).editor.focus()
        await person.type(typed)
        assert told in person.screen
        await person.press(*["backspace"] * len(typed))
        await person.type("2025-08-01")
        assert told not in person.screen


@pytest.mark.parametrize(
    ("typed", "kept"), [("rel", "release"), ("PRO", "promise"), ("pr", "pr"), ("release", "release"), ("xy", "xy")]
)
async def test_a_kind_is_written_out_once_only_one_can_be_meant(opened: Opener, typed: str, kept: str) -> None:
    async with opened(80, 40) as person:
        await person.press("a", "tab", "tab")
        await person.type(typed)
        await person.press("tab")
        assert person.line_with(" Kind ").split() == ["Kind", kept]
        form = person.app.screen
        assert isinstance(form, ClaimForm)
        assert form.rows.row_in_use is form.rows.row("said_on")


async def test_a_quotation_grows_with_its_text(opened: Opener) -> None:
    async with opened(80, 40) as person:
        await person.press("a", *["tab"] * 6)
        quotation = person.app.screen.focused
        assert quotation is not None
        assert quotation.size.height == 3
        await person.paste("\n".join(f"line {number}" for number in range(5)))
        assert quotation.size.height == 5
        assert "line 0" in person.screen
        await person.paste("\n" * 30)
        assert quotation.size.height == 8


async def test_the_claim_is_read_back_while_it_is_typed(opened: Opener) -> None:
    async with opened(60, 20) as person:
        await person.press("a")
        assert "Not yet: Write what is claimed, in one sentence." in _last_lines(person)
        await person.type("It ships")
        assert _last_lines(person).endswith("It ships, with no date; comes back on 1 Oct 2025")
        await person.press(*["tab"] * 4)
        await person.type("next Thursday")
        assert _last_lines(person).endswith("Counts as true if: It ships, on 11 Sep 2025")
        await person.press("ctrl+o")
        assert _last_lines(person).endswith("Counts as true if: It ships, on 4 Sep 2025")
        await person.press("shift+tab", "shift+tab")
        await person.type("superlative")
        assert _last_lines(person).endswith("Holds up if: It ships, on 4 Sep 2025")


async def test_a_long_condition_leaves_the_days_in_sight(opened: Opener) -> None:
    async with opened(60, 20) as person:
        await person.press("a")
        await person.paste("It ships to everybody, everywhere, at once, " * 6)
        await person.press(*["tab"] * 4)
        await person.type("tomorrow")
        assert _last_lines(person).startswith("Counts as true if: It ships to everybody")
        assert _last_lines(person).endswith("on 2 Sep 2025")


async def test_the_whole_card_and_the_review_read_the_claim_back(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    told = "counts as true if  The open model ships next week, between 14 and 20 Jul 2025"
    async with opened(100, 40) as person:
        assert told not in person.screen
        await person.press("enter")
        assert told in person.screen
        await person.press("escape", "R")
        assert told in person.screen


async def test_a_copy_has_all_but_the_thread_and_the_verdict(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY | {"notes": "of my own", "tags": "a; b"})
    with Archive.open(str(place)) as archive:
        card = archive.run(claim_card, 2, TODAY)
    async with opened(80, 40) as person:
        person.app.push_screen(ClaimForm(person.app.desk, Prefill.of_copy(card)))
        await person.settle()
        assert "A copy of claim 2" in person.screen
        await person.press("ctrl+s")
        assert "Claim 3 is kept. u takes it back." in person.notices
    with Archive.open(str(place)) as archive:
        copy = archive.run(claim_card, 3, TODAY)
        assert copy.fields == card.fields.model_copy(update={"revises": None})
        assert (len(copy.thread.steps), copy.verdicts) == (1, ())
        assert archive.run(claim_card, 2, TODAY).fields == card.fields
        assert sorted(archive.run(claim_numbers, (), TODAY)) == [1, 2, 3]


KNOWN_ARTICLE = "known: “OpenAI puts its open model off”, TechCrunch, 11 Jul 2025; what stays empty is taken from it"


async def test_the_address_of_a_known_source_names_it_and_spares_the_rest(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(140, 40) as person:
        await person.press("a")
        await person.type("The weights are free")
        await person.press(*["tab"] * 7)
        await person.type("http://www.example.org/open-model/?utm_source=mail")
        assert KNOWN_ARTICLE in person.screen
        await person.type("&page=2")
        assert "known" not in person.screen
        await person.press(*["backspace"] * len("&page=2"), "ctrl+s")
    with Archive.open(str(place), user="tester") as archive:
        fields = archive.run(claim_card, 2, TODAY).fields
    assert (fields.source_title, fields.source_publisher) == (NEXT_WEEK["source_title"], "TechCrunch")


async def test_the_address_that_a_claim_has_already_is_not_named_again(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY)
    async with opened(140, 40) as person:
        await person.press("j", "e")
        assert "https://example.org/open-model" in person.screen
        assert "known:" not in person.screen


@pytest.mark.parametrize(
    ("keys", "title"), [(("j", "plus"), "Address"), (("j", "m", "t"), "Evidence at")], ids=["one more", "evidence"]
)
async def test_a_known_source_is_named_wherever_an_address_is_typed(
    opened: Opener, place: Path, keys: tuple[str, ...], title: str
) -> None:
    keep(place, NEXT_WEEK)
    async with opened(140, 40) as person:
        await person.press(*keys)
        rows = {row.title: row for row in person.app.screen.query(FieldRow)}
        rows[title].editor.focus()
        await person.type("https://example.org/open-model#top")
        assert KNOWN_ARTICLE in person.screen
