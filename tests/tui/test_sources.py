from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tracker.claims.vocabulary import Role
from tracker.store import changes, sources
from tracker.store.archive import Archive
from tracker.tui.widgets.paged_list import PAGE

from .samples import INDEFINITELY, LATE_ROCKET, NET_ZERO, NEXT_WEEK, TODAY, keep

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Opener

SIZES = [(60, 20), (80, 24), (160, 45)]
SECOND = INDEFINITELY | {name: NEXT_WEEK[name] for name in NEXT_WEEK if name.startswith("source_")}
POST = LATE_ROCKET | {
    "source_title": "A post on the rocket",
    "source_publisher": "Élysée",
    "source_author": "Ada Writer",
    "source_archive_url": "https://archive.example/1",
    "source_published_on": "2025-01-10",
}


@pytest.mark.parametrize(("width", "height"), SIZES)
async def test_sources_are_listed_with_the_one_under_the_cursor(
    opened: Opener, place: Path, width: int, height: int
) -> None:
    keep(place, NEXT_WEEK, SECOND, POST)
    async with opened(width, height) as person:
        await person.press("S")
        lines = person.screen.splitlines()
        assert lines[0].strip() == "Sources"
        assert "2 sources" in lines[1]
        assert lines[2].split()[:3] == ["published", "publisher", "title"]
        assert "11 Jul 2025  TechCrunch" in person.line_with("▸")
        assert " 2 " in f"{person.line_with('▸')} "
        assert "2 claims cite it   enter lists them" in person.screen
        assert "https://example.org/open-model" in person.screen
        assert "not noted: archived copy; e adds what is known" in person.screen
        assert "∞ postponed" in person.screen
        await person.press("j")
        assert "10 Jan 2025" in person.line_with("▸")
        assert "archived https://archive.example/1" in person.screen
        assert "Ada Writer" in person.screen
        assert "▲ overdue" in person.screen
        assert person.screen.splitlines()[-1].split()[0] == "?"
        await person.press("escape")
        assert "3 claims" in person.screen


async def test_words_narrow_the_list_while_they_are_typed(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, POST)
    async with opened() as person:
        await person.press("S", "slash")
        await person.type("ÉLYSÉE wri")
        assert "1 source" in person.screen
        assert "A post on the rocket" in person.line_with("▸")
        await person.press("enter", "escape")
        assert "2 sources" in person.screen
        await person.press("slash")
        await person.type("zeppelin")
        assert "No source holds “zeppelin”: esc shows all of them." in person.screen
        await person.press("escape")
        assert "2 sources" in person.screen
        await person.press("j")
        assert "A post on the rocket" in person.line_with("▸")


async def test_without_sources_one_sentence_says_how_they_come(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO)
    async with opened(60, 20) as person:
        await person.press("S")
        assert "No sources yet: each is kept with a claim." in person.screen
        # Where no part of a screen takes the keys, each of them is held for a while.
        assert person.app.screen.focused is not None
        await person.press("o", "e", "y", "enter", "escape")
        assert "by 31 Dec 2050" in person.line_with("▸")


async def test_enter_lists_the_claims_of_the_source(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, SECOND, POST)
    async with opened() as person:
        await person.press("S", "enter")
        assert "2 claims" in person.screen
        assert "rocket" not in person.screen
        await person.press("escape", "j")
        before = person.screen
        await person.press("enter")
        assert "1 claim · 1 overdue" in person.screen
        assert "The rocket flies" in person.line_with("▸")
        assert "esc back" in person.screen.splitlines()[-1]
        await person.press("escape")
        assert person.screen == before
        await person.press("enter", "u")
        assert "esc  go back" in person.screen


@pytest.mark.parametrize(
    "told",
    [
        {"source_title": "Weekly column", "source_publisher": "Paper A"},
        {"source_publisher": "Paper B", "source_published_on": "2025-07-11"},
        {"source_author": "Ada Writer"},
        {"source_published_on": "2025-07-11"},
    ],
)
async def test_enter_lists_no_claims_of_a_source_that_looks_alike(
    opened: Opener, place: Path, told: dict[str, str]
) -> None:
    alike = {"source_title": "Weekly column", "source_publisher": "Paper B", "source_author": "Ada Writer"}
    keep(place, NET_ZERO | alike, LATE_ROCKET | told)
    async with opened(120, 30) as person:
        await person.press("S")
        while "source 2" not in person.screen:
            await person.press("j")
        assert "1 claim cites it" in person.screen
        await person.press("enter")
        assert "cites:2" in person.screen
        assert "1 claim · 1 overdue" in person.screen
        assert "The rocket flies" in person.line_with("▸")


async def test_an_export_holds_the_sources_that_are_shown_and_no_others(
    opened: Opener, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    keep(place, NEXT_WEEK, POST)
    with Archive.open(str(place), user="tester") as archive:
        archive.run(changes.add_source, 1, {"title": "Another report on it"}, Role.SUPPORTS)
    async with opened() as person:
        await person.press("S", "slash")
        await person.type("techcrunch")
        assert "1 source" in person.screen
        await person.press("enter", "x", "ctrl+s")
        assert "1 row written" in person.notices
    written = (tmp_path / "citations-2025-09-01.csv").read_text(encoding="utf-8")
    assert "TechCrunch" in written
    assert "Another report" not in written


async def test_a_source_is_corrected_for_all_its_claims(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, SECOND, POST)
    async with opened(100, 30) as person:
        await person.press("S", "e")
        assert "What you correct here is corrected for all 2 claims that cite it." in person.screen
        await person.press("down", "home", *["delete"] * len("TechCrunch"))
        await person.type("TC")
        await person.press("ctrl+s")
        assert "Source 1 is changed for the 2 claims that cite it. u takes it back." in person.notices
        assert "11 Jul 2025  TC " in person.line_with("▸")
        await person.press("u")
        assert "Undone: edit source 1" in person.notices
        assert "11 Jul 2025  TechCrunch" in person.line_with("▸")


async def test_what_is_wrong_stands_under_its_field(opened: Opener, place: Path) -> None:
    keep(place, POST)
    async with opened(100, 30) as person:
        await person.press("S", "e", "down", "down", "down")
        await person.type("example.org")
        await person.press("down", "down", "end")
        await person.type("0")
        await person.press("ctrl+s")
        assert "“example.org” is not a web address" in person.screen
        assert "is not a day of the calendar" in person.screen
        assert "2 fields to mend." in person.notices
        await person.press("escape")
        assert "What you typed is kept" in person.notices
        await person.press("e")
        assert "what you had typed is back" in person.screen
        assert "example.org" in person.line_with("Address")


async def test_somebody_elses_correction_is_seen_before_mine_is_written(opened: Opener, place: Path) -> None:
    keep(place, POST)
    async with opened(100, 30) as person:
        await person.press("S", "e", "end")
        await person.type(", mended")
        with Archive.open(str(place), user="bo") as bo:
            card = bo.run(sources.source_card, 1, TODAY)
            fields = card.fields._replace(title="Bo's title", author="Bo")
            bo.run(sources.edit_source, 1, card.version, fields)
        await person.press("ctrl+s")
        assert "Somebody else changed this source meanwhile. Nothing was written" in person.notices
        assert "somebody else wrote: Bo's title" in person.screen
        assert person.line_with("Author").split()[-1] == "Bo"
        await person.press("ctrl+s")
        assert "A post on the rocket, mended  source 1" in person.screen
        assert "Élysée · Bo · 10 Jan 2025" in person.screen


async def test_a_correction_that_was_left_tells_what_others_wrote_when_it_is_taken_up_again(
    opened: Opener, place: Path
) -> None:
    keep(place, POST)
    async with opened(100, 30) as person:
        await person.press("S", "e", "end")
        await person.type(", mended")
        await person.press("escape")
        with Archive.open(str(place), user="bo") as bo:
            card = bo.run(sources.source_card, 1, TODAY)
            fields = card.fields._replace(title="Bo's title", author="Bo")
            bo.run(sources.edit_source, 1, card.version, fields)
        for _ in range(2):
            await person.press("e", "escape")
        await person.press("e")
        assert "A post on the rocket, mended" in person.line_with("Title")
        assert person.line_with("Author").split()[-1] == "Bo"
        await person.press("ctrl+s")
        assert "Somebody else changed this source meanwhile. Nothing was written" in person.notices
        assert "somebody else wrote: Bo's title" in person.screen
        await person.press("ctrl+s")
        assert "A post on the rocket, mended  source 1" in person.screen
        assert "Élysée · Bo · 10 Jan 2025" in person.screen


async def test_addresses_are_opened_and_citations_copied(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(place, NEXT_WEEK, POST)
    addresses: list[str] = []
    async with opened() as person:
        monkeypatch.setattr(person.app, "open_url", addresses.append)
        await person.press("S", "o", "O", "y")
        assert addresses == ["https://example.org/open-model"]
        assert "No archived copy is noted for this source: e adds its address." in person.notices
        cited = "“OpenAI puts its open model off”, TechCrunch, 11 Jul 2025, https://example.org/open-model"
        assert person.app.clipboard == cited
        await person.press("j", "o", "O")
        assert addresses[1:] == ["https://archive.example/1"]
        assert "No address is noted for this source: e adds one." in person.notices


async def test_what_is_no_web_address_is_not_handed_on(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(place, POST)
    with Archive.open(str(place)) as archive, archive._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE source SET url = 'javascript:alert(1)', archive_url = 'file:///etc/passwd'")
    addresses: list[str] = []
    async with opened() as person:
        monkeypatch.setattr(person.app, "open_url", addresses.append)
        refusals = [f"“{told}” is not a web address" for told in ("javascript:alert(1)", "file:///etc/passwd")]
        await person.press("o", "O")
        assert [refusal in person.notices for refusal in refusals] == [True, True]
        await person.press("S", "o", "O")
        assert [person.notices.count(refusal) for refusal in refusals] == [2, 2]
        assert addresses == []


async def test_a_long_list_is_fetched_page_by_page(opened: Opener, place: Path) -> None:
    keep(place, *(NET_ZERO | {"source_title": f"Article {number:04}"} for number in range(PAGE * 2 + 5)))
    async with opened() as person:
        await person.press("S")
        assert f"Article {PAGE * 2 + 4:04}" in person.line_with("▸")
        await person.press("G")
        assert "Article 0000" in person.line_with("▸")
        await person.press("pageup", "k", "g")
        assert f"Article {PAGE * 2 + 4:04}" in person.line_with("▸")


async def test_a_source_whose_claims_are_in_the_trash_says_so(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened() as person:
        await person.press("D", "S")
        assert "No claim cites it." in person.screen
        await person.press("enter")
        assert "No claim cites this source." in person.notices


async def test_a_remark_goes_as_soon_as_its_field_is_changed(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened() as person:
        await person.press("S", "e", *["tab"] * 5, "end", "ctrl+u")
        await person.type("2025-02-30")
        await person.press("ctrl+s")
        assert "is not a day of the calendar" in person.screen
        await person.press("backspace")
        assert "is not a day of the calendar" not in person.screen


async def test_a_refusal_goes_to_the_first_field_on_the_screen(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened() as person:
        await person.press("S", "e", *["tab"] * 3, "ctrl+u")
        await person.type("example.org")
        await person.press(*["tab"] * 2, "ctrl+u")
        await person.type("2025-02-30")
        await person.press("ctrl+s")
        assert "“example.org” is not a web address" in person.screen
        await person.press("ctrl+u")
        assert "https://…" in person.line_with("Address")
