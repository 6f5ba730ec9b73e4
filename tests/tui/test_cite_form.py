"""One more source for a claim that is kept."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from textual.app import App

from tests.store.samples import decided
from tracker.claims.vocabulary import Role, Verdict
from tracker.store import changes
from tracker.store.archive import Archive

from .samples import INDEFINITELY, LATE_ROCKET, NEXT_WEEK, keep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from .conftest import Opener

FIELDS = ("Title", "Publisher", "Author", "Address", "Archived at", "Published on", "Quotation", "Via")


@pytest.mark.parametrize(
    ("way", "claim"),
    [(("j",), 1), (("j", "enter"), 1), (("j", "T"), 1), (("j", "T", "enter"), 1), (("R",), 3)],
    ids=["list", "claim", "thread", "claim of a thread", "review"],
)
async def test_it_is_added_wherever_a_claim_is_at_hand(
    opened: Opener, place: Path, way: tuple[str, ...], claim: int
) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY, LATE_ROCKET)
    async with opened(120, 50) as person:
        await person.press(*way, "plus")
        assert person.screen.splitlines()[0].strip() == f"Add a source to claim {claim}"
        await person.type("Another report")
        await person.press("ctrl+s")
        assert person.notices == f"Claim {claim} has one more source, which states it. u takes it back."
        assert "Add a source" not in person.screen
        await person.press("u")
        assert f"Undone: add a source to claim {claim}" in person.notices


async def test_every_field_is_kept_and_shown_with_the_claim(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 40) as person:
        await person.press("enter", "plus")
        assert "The open model ships next week" in person.screen
        assert "(●) states" in person.screen
        typed = (
            "A denial",
            "The Paper",
            "Ada Writer",
            "https://example.org/no",
            "https://archive.example/no",
            "yesterday",
            "not before spring",
            "Reuters",
        )
        for field, text in zip(FIELDS, typed, strict=True):
            assert person.line_with(field)
            await person.type(text)
            await person.press("tab")
        await person.press("ctrl+s")
        assert "source   TechCrunch" in person.screen
        assert "“not before spring”" in person.screen
        told = "source The Paper, A denial, Ada Writer, 31 Aug 2025, via Reuters, https://example.org/no"
        assert told in " ".join(person.screen.split())
        await person.press("u")
        assert "A denial" not in person.screen.partition("history (UTC)")[0]
        assert "source   TechCrunch" in person.screen
        await person.press("ctrl+r", "escape", "S")
        assert "A denial" in person.line_with("▸")
        assert "archived https://archive.example/no" in person.screen


@pytest.mark.parametrize("way", [(), ("enter",), ("T",)], ids=["list", "claim", "thread"])
async def test_one_is_taken_off_wherever_a_claim_is_at_hand(opened: Opener, place: Path, way: tuple[str, ...]) -> None:
    keep(place, NEXT_WEEK)
    with Archive.open(str(place), user="tester") as archive:
        archive.run(
            changes.add_source,
            1,
            {"title": "A denial", "publisher": "The Paper", "published_on": "2009-12-18"},
            Role.REFUTES,
        )
    async with opened(100, 40) as person:
        await person.press(*way, "minus")
        assert "Which source is taken off claim 1?" in person.screen
        assert "TechCrunch" in person.line_with("1 states")
        assert "A denial, The Paper, 18 Dec 2009" in person.line_with("2 refutes")
        await person.press("escape")
        assert person.notices == ""
        await person.press("minus", "j", "enter")
        assert person.notices == "Claim 1 has one source less. u brings it back."
        await person.press("minus")
        assert "A denial" not in person.screen.partition("history (UTC)")[0]
        await person.press("1", "minus")
        assert "Claim 1 has one source less; its quotation went with it. u brings it back." in person.notices
        assert "Claim 1 has no source: + adds one." in person.notices
        await person.press("u", "u", "minus")
        assert "A denial" in person.line_with("2 refutes")


async def test_what_is_typed_is_put_aside_and_brought_back(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 40) as person:
        await person.press("plus", "up", "right", "tab")
        await person.type("Half a title")
        await person.press("escape", "plus")
        assert "what you had typed is back: ctrl+n puts it aside" in person.screen
        assert "(●) supports" in person.screen
        await person.press("ctrl+n")
        assert "what you had typed is put aside: ctrl+n brings it back" in person.screen
        assert "Half a title" not in person.screen
        assert "(●) states" in person.screen
        await person.type("A denial")
        await person.press("ctrl+n")
        assert "Half a title" in person.screen
        assert "(●) supports" in person.screen
        await person.press("ctrl+s", "plus")
        assert "A denial" not in person.screen
        await person.press("ctrl+n")
        assert "A denial" in person.screen
        await person.press("up", "left", "f8")
        assert "A denial" not in person.screen
        assert "(●) states" in person.screen
        await person.press("f8")
        assert "A denial" in person.screen
        assert "(●) refutes" in person.screen


async def test_what_a_verdict_rests_on_is_not_offered(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    with Archive.open(str(place), user="tester") as archive:
        archive.run(changes.mark_claim, 1, decided(Verdict.FALSE, evidence_url="https://example.org/e"))
    async with opened(100, 40) as person:
        await person.press("minus")
        assert "TechCrunch" in person.line_with("1 states")
        assert "2 refutes" not in person.screen
        await person.press("1", "minus")
        assert "What claim 1 cites is the evidence of its verdict, which stays as it was recorded." in person.notices


@pytest.mark.parametrize(("steps", "sentence", "shown"), [(1, "for", "evidence"), (2, "against", "refuted ")])
async def test_a_source_may_speak_for_a_claim_or_against_it(
    opened: Opener, place: Path, steps: int, sentence: str, shown: str
) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 40) as person:
        await person.press("plus", "up", *["right"] * steps, "space")
        assert f"the source speaks {sentence} the claim" in person.screen
        await person.press("tab")
        await person.type("What happened")
        await person.press("ctrl+s")
        role = list(Role)[steps]
        assert f"Claim 1 has one more source, which {role} it." in person.notices
        assert f"{shown} What happened" in person.screen


async def test_publishers_and_authors_that_are_known_complete(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK | {"source_author": "Ada Writer"})
    async with opened(100, 40) as person:
        await person.press("plus", "down")
        await person.type("tech")
        assert "TechCrunch" in person.screen
        await person.press("down", "enter")
        assert person.line_with("Publisher").split()[-1] == "TechCrunch"
        await person.press("ctrl+u")
        await person.type("Tech Crunch")
        assert "new; do you mean “TechCrunch”? ctrl+o takes it" in person.screen
        await person.press("ctrl+o")
        assert person.line_with("Publisher").split()[1:] == ["TechCrunch"]
        await person.press("tab")
        await person.type("wri")
        assert "Ada Writer" in person.screen


async def test_what_is_wrong_stands_under_its_field(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 40) as person:
        await person.press("plus", "ctrl+s")
        assert "Name the source: its title, its address or the words quoted from it." in person.screen
        assert "1 field to mend." in person.notices
        await person.press(*["tab"] * 3)
        await person.type("example.org")
        await person.press(*["tab"] * 2)
        await person.type("2025-13-01")
        await person.press("ctrl+s")
        assert "“example.org” is not a web address" in person.screen
        assert "is not a day of the calendar" in person.screen
        assert "2 fields to mend." in person.notices
        assert "Name the source" not in person.screen


async def test_a_source_that_the_claim_has_is_told_and_the_form_stays(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    with Archive.open(str(place)) as archive:
        archive.run(changes.add_source, 1, {"title": "Seen again"}, Role.STATES)
    async with opened(100, 40) as person:
        await person.press("plus")
        await person.type("Seen again")
        await person.press("ctrl+s")
        assert "This source is attached to claim 1 already, as one that states it" in person.notices
        assert person.line_with("Title").split()[-2:] == ["Seen", "again"]


async def test_what_was_typed_and_chosen_comes_back_with_its_claim(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY)
    async with opened(100, 40) as person:
        await person.press("plus", "escape")
        assert "What you typed is kept" not in person.notices
        await person.press("plus", "up", "left", "space", "tab")
        await person.type("Half a ti")
        await person.press("escape")
        assert "What you typed is kept: add a source to this claim again to go on." in person.notices
        await person.press("j", "plus")
        assert "Half a ti" not in person.screen
        await person.press("escape", "k", "plus")
        assert "what you had typed is back" in person.screen
        assert "(●) refutes" in person.screen
        assert "the source speaks against the claim" in person.screen
        await person.press("up", "left", "space", "tab")
        assert "(●) supports" in person.screen
        await person.press("end")
        await person.type("tle")
        await person.press("ctrl+s")
        assert "Claim 2 has one more source, which supports it." in person.notices
        assert "evidence Half a title" in person.screen
        await person.press("plus")
        assert "what you had typed is back" not in person.screen


@contextmanager
def _lent(_app: App[int]) -> Iterator[None]:
    yield


async def test_the_quotation_is_written_in_the_users_editor(
    opened: Opener, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = tmp_path / "editor.py"
    script.write_text("import pathlib, sys\npathlib.Path(sys.argv[-1]).write_text('word for word')\n", encoding="utf-8")
    monkeypatch.setenv("VISUAL", f"{sys.executable} '{script}'")
    monkeypatch.setattr(App, "suspend", _lent)
    keep(place, NEXT_WEEK)
    async with opened(100, 40) as person:
        await person.press("plus", *["tab"] * 6, "f4")
        assert "word for word" in person.line_with("Quotation")


async def test_help_and_palette_name_it_and_without_a_claim_there_is_none(opened: Opener, place: Path) -> None:
    async with opened(100, 60) as person:
        await person.press("plus")
        assert "Add a source" not in person.screen
        await person.press("question_mark")
        assert "Add one more source" not in person.screen
    keep(place, NEXT_WEEK)
    async with opened(100, 60) as person:
        await person.press("question_mark")
        assert "+  Add one more source, for it or against it" in person.screen
        await person.press("escape", "ctrl+p")
        await person.type("add source")
        await person.press("enter")
        assert "Add a source to claim 1" in person.screen
