from __future__ import annotations

import re
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len
from sqlalchemy import insert, select

from tracker.claims.model import Credence
from tracker.claims.scoring import Rate
from tracker.claims.vocabulary import Verdict
from tracker.store.archive import Archive
from tracker.store.examples import load_examples
from tracker.store.filters import parse_filter
from tracker.store.journal import change
from tracker.store.queries import claim_numbers
from tracker.store.record import RecordGroup, RecordLine, ranked
from tracker.store.record_orders import Order, in_order
from tracker.store.tables import standing
from tracker.tui.screens.record import RecordScreen
from tracker.tui.widgets.calibration_chart import NONE_YET
from tracker.tui.widgets.record_line import pieces_of
from tracker.tui.widgets.record_table import RecordTable

from .conftest import TODAY
from .samples import LATE_ROCKET, NET_ZERO, NEXT_WEEK, keep

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from sqlmodel import Session
    from textual.strip import Strip

    from tracker.tui.screens.room import Way

    from .conftest import Opener
    from .driver import Driver

SIZES = pytest.mark.parametrize("size", [(60, 20), (80, 24), (160, 45)])


class Visit:
    """The record on the screen, and where it led."""

    def __init__(self, person: Driver) -> None:
        self.person = person
        self.ways: list[Way | None] = []

    @property
    def answers(self) -> list[str | None]:
        """The filters that it led to, None for the way back."""
        return [way.filter if way else None for way in self.ways]

    @property
    def screen(self) -> str:
        return self.person.screen

    async def press(self, *keys: str) -> None:
        await self.person.press(*keys)


@asynccontextmanager
async def record(opened: Opener, width: int = 80, height: int = 24) -> AsyncIterator[Visit]:
    async with opened(width, height) as person:
        visit = Visit(person)
        person.app.push_screen(RecordScreen(person.app.desk), visit.ways.append)
        await person.settle()
        yield visit


@pytest.fixture
def examples(place: Path) -> None:
    with Archive.open(str(place), user="tester") as archive:
        load_examples(archive, TODAY)


@SIZES
async def test_every_part_is_shown_in_every_size(opened: Opener, examples: None, size: tuple[int, int]) -> None:
    async with record(opened, *size) as visit:
        for name, told in (
            ("Speakers", "NASA"),
            ("Publishers", "TechCrunch"),
            ("Subjects", "OpenAI open"),
            ("Kinds", "release"),
        ):
            assert name in visit.screen.splitlines()[0]
            assert told in visit.screen
            for title in ("settled", "came true", "on time", "slip"):
                assert title in visit.screen
            assert all(cell_len(line) <= size[0] for line in visit.screen.splitlines())
            await visit.press("right")
        assert "notes how likely you think it" in " ".join(visit.screen.split())
        await visit.press("right")
        assert "NASA" in visit.screen


@SIZES
async def test_a_rate_is_told_with_its_claims_and_small_samples_say_so(
    opened: Opener, examples: None, size: tuple[int, int]
) -> None:
    width = size[0]
    async with record(opened, *size) as visit:
        nasa = visit.person.line_with("NASA")
        assert nasa.startswith("▸")
        assert "━━━━━" in nasa
        assert "100 %" in nasa
        assert "20 %, n 5" in nasa if width == 60 else "20 % (4–62), n 5" in nasa
        assert "1,151 d" in nasa
        game = visit.person.line_with("CD Proj")
        assert "╍╍╍╍╍ 4 of 4" in game
        assert "1 of 4" in game
        assert ("1 of 4: too few" in game) is (width > 60)
        assert ("4 of 4: too few" in game) is (width == 160)
        assert "too few to tell" not in game
        assert ("since 2008" in visit.screen) is (width == 160)
        assert ("···" in nasa) is (width == 160)


@pytest.mark.parametrize("width", [60, 80, 130, 160])
def test_columns_do_not_run_together(width: int) -> None:
    halves = a_line("Ada", {Verdict.TRUE: 3, Verdict.PARTIAL: 1}, Rate(1, 3))
    told = "".join(piece.text for piece in pieces_of(halves, width, RecordGroup.SPEAKER, is_chosen=False))
    assert "3½ of 41" not in told
    assert re.search(r"3½ of 4(: too few)? +1 of 3", told)


async def test_the_line_under_the_cursor_is_told_in_full(opened: Opener, examples: None) -> None:
    async with record(opened) as visit:
        assert "6 claims:  ✓ 1 came true  ◷ 4 came true late  ● 1 open" in visit.screen
        assert "likely 57 to 100 %" in visit.screen
        assert "1 of 5 last days kept: 20 %, likely 4 to 62 %" in visit.screen
        assert "5 times; a median of 1,151 days a thread" in visit.screen
        await visit.press("j")
        assert "under 5 are too few to tell" in visit.screen
        await visit.press("G")
        assert "nothing that counts is settled yet" in visit.screen
        await visit.press("g")
        assert "likely 57 to 100 %" in visit.screen


@pytest.mark.parametrize("height", [20, 45])
async def test_how_to_read_a_trend_is_told_just_where_trends_are_drawn(
    opened: Opener, examples: None, height: int
) -> None:
    async with record(opened, 160, height) as visit:
        for width in (160, 102, 101, 100, 99, 80, 60, 101, 160):
            await visit.person.resize(width, height)
            is_drawn = "since 2008" in visit.screen
            assert ("in the trend a column is" in visit.screen) is is_drawn
            assert width in {100, 101} or is_drawn is (width > 101)


async def test_one_sentence_tells_what_the_numbers_mean(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET, NET_ZERO)
    async with record(opened, 120) as visit:
        assert "No claim is judged yet; of 1 last day 0 were kept: 0 % (0–79)." in visit.screen


@pytest.mark.parametrize(
    ("keys", "first", "title"),
    [
        ((), "NASA", "settled▾"),
        (("s",), "NASA", "came true▾"),
        (("s", "s"), "NASA", "on time▾"),
        (("s", "s", "s"), "ITER", "slip▾"),
        (("s", "s", "s", "r"), "OpenAI", "slip▴"),
        (("s", "s", "s", "s"), "Apple", "speaker▾"),
        (("s", "s", "s", "s", "r"), "Xi Jinping", "speaker▴"),
        (("s", "s", "s", "s", "s"), "NASA", "settled▾"),
    ],
)
async def test_lines_are_put_in_order(
    opened: Opener, examples: None, keys: tuple[str, ...], first: str, title: str
) -> None:
    async with record(opened, 100) as visit:
        await visit.press(*keys)
        assert title in visit.person.line_with("  speaker")
        assert f"▸ {first}" in visit.screen


def a_line(name: str, counts: dict[Verdict, int], on_time: Rate | None = None) -> RecordLine:
    return RecordLine(name, sum(counts.values()), 0, 0, counts, on_time or Rate())


def test_names_with_accents_stand_among_those_without() -> None:
    lines = [a_line(name, {}) for name in ("Zoé", "Élysée", "Eve", "ada")]
    assert [line.name for line in in_order(lines, Order.NAME, is_reversed=False)] == ["ada", "Élysée", "Eve", "Zoé"]


def test_few_claims_never_come_before_many() -> None:
    one = a_line("one of one", {Verdict.TRUE: 1})
    most = a_line("most", {Verdict.TRUE: 8, Verdict.FALSE: 2})
    some = a_line("some", {Verdict.TRUE: 2, Verdict.FALSE: 8})
    lines = list(ranked([one, some, most]))
    names = [line.name for line in in_order(lines, Order.CAME_TRUE, is_reversed=False)]
    assert names == ["most", "some", "one of one"]
    turned = [line.name for line in in_order(lines, Order.CAME_TRUE, is_reversed=True)]
    assert turned == ["some", "most", "one of one"]


def test_a_lucky_few_do_not_come_before_the_steady_many() -> None:
    lucky = a_line("lucky", {Verdict.TRUE: 5})
    steady = a_line("steady", {Verdict.TRUE: 19, Verdict.FALSE: 1})
    poor = a_line("poor", {Verdict.FALSE: 20})
    lines = list(ranked([lucky, steady, poor]))
    found = in_order(lines, Order.CAME_TRUE, is_reversed=False)
    assert [line.name for line in found] == ["steady", "lucky", "poor"]


@pytest.mark.parametrize("width", range(60, 161))
def test_a_line_fills_its_width_and_no_more(width: int) -> None:
    counts = dict.fromkeys(Verdict, 1_234)
    full = RecordLine("名前" * 40, 123_456, 12_345, 12_345, counts, Rate(2_468, 2_468), 99, 12_345.5)
    for line in (full, a_line("", {}), a_line("x", {Verdict.PARTIAL: 3}, Rate(2.5, 4))):
        told = "".join(piece.text for piece in pieces_of(line, width, RecordGroup.SPEAKER, is_chosen=True))
        assert cell_len(told) <= width


@pytest.mark.parametrize(
    ("keys", "filter_text"),
    [
        (("enter",), "speaker:=NASA"),
        (("j", "enter"), 'speaker:="CD Projekt Red"'),
        (("3", "enter"), 'subject:="James Webb Space Telescope"'),
        (("4", "j", "enter"), "kind:release"),
        (("2", "enter"), "publisher:=NASA"),
    ],
)
async def test_enter_lists_the_claims_of_a_line_and_esc_comes_back_to_it(
    opened: Opener, place: Path, examples: None, keys: tuple[str, ...], filter_text: str
) -> None:
    async with record(opened) as visit:
        await visit.press("s", *keys[:-1])
        before = visit.screen
        await visit.press(keys[-1])
        assert visit.screen.splitlines()[1].split("/", 1)[1].strip().startswith(filter_text)
        await visit.press("escape")
        assert visit.screen == before
        assert visit.answers == []
    with Archive.open(str(place), user="tester") as archive:
        assert archive.run(claim_numbers, parse_filter(filter_text), TODAY)


async def test_among_the_claims_of_a_line_esc_goes_a_step_back_each_time(opened: Opener, examples: None) -> None:
    async with record(opened) as visit:
        await visit.press("enter", "slash", "x", "escape")
        assert "speaker:=NASA" not in visit.screen
        await visit.press("escape", "space")
        assert "speaker:=NASA" in visit.screen
        assert "1 picked" in visit.screen
        await visit.press("escape")
        assert "picked" not in visit.screen
        await visit.press("escape")
        assert "▸ NASA" in visit.screen


async def test_from_the_claims_of_a_line_every_room_is_reached(opened: Opener, examples: None) -> None:
    async with opened(80, 24) as person:
        await person.press("P", "j", "enter", "S")
        assert person.screen.splitlines()[0].strip() == "Sources"
        await person.press("escape", "P", "enter", "C")
        assert "esc back" not in person.screen.splitlines()[-1]
        assert len(person.app.screen_stack) == 2


@pytest.mark.parametrize("keys", [("escape",), ("5", "escape")])
async def test_esc_leaves_the_record(opened: Opener, examples: None, keys: tuple[str, ...]) -> None:
    async with record(opened) as visit:
        await visit.press(*keys)
        assert visit.answers == [None]


async def test_the_claims_that_name_nobody_are_listed(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET | {"speaker": ""}, NET_ZERO)
    async with record(opened) as visit:
        assert "▸ nobody named" in visit.screen
        await visit.press("enter")
        assert "no:speaker" in visit.screen
        assert "The rocket flies" in visit.screen
        assert "net zero" not in visit.screen


async def test_a_part_is_chosen_by_its_number_or_by_a_click(opened: Opener, examples: None) -> None:
    async with record(opened) as visit:
        await visit.press("4")
        assert "▸ delay" in visit.screen
        await visit.press("left", "h", "shift+tab")
        assert "▸ NASA" in visit.screen
        at = visit.screen.splitlines()[0].index("Kinds")
        await visit.person._pilot.click("#title", offset=(at + 1, 0))
        await visit.person.settle()
        assert "▸ delay" in visit.screen


async def test_the_part_that_is_shown_is_underlined_and_no_other(opened: Opener, examples: None) -> None:
    async with record(opened) as visit:
        for key, name in (("3", "Subjects"), ("4", "Kinds"), ("5", "Calibration")):
            await visit.press(key)
            title = visit.person.app.screen._compositor.render_strips()[0]
            assert [each.text for each in title if each.style and each.style.underline] == [name]


async def test_an_empty_archive_is_told_in_one_sentence(opened: Opener) -> None:
    async with record(opened) as visit:
        assert "Nothing is counted yet" in visit.screen
        assert "settled" not in visit.screen
        await visit.press("s", "enter", "j", "escape")
        assert visit.answers == [None]


@change
def state(session: Session) -> None:
    """Say 95 % of every claim, on the day before the first was said."""
    moment = datetime(2000, 1, 1, tzinfo=UTC)
    for number in session.execute(select(standing.claim_id)).scalars().all():
        told = {"claim_id": number, "probability": 0.95, "stated_on": date(2000, 1, 1), "stated_by": "tester"}
        session.execute(insert(Credence).values(created_at=moment, updated_at=moment, version=1, **told))


@SIZES
async def test_one_s_own_probabilities_are_drawn_against_what_happened(
    opened: Opener, place: Path, examples: None, size: tuple[int, int]
) -> None:
    with Archive.open(str(place), user="tester") as archive:
        archive.run(state)
    async with record(opened, *size) as visit:
        await visit.press("5")
        assert "Brier score 0.0" in visit.screen
        assert "━━━" in visit.person.line_with("90–100 %")
        assert "◆" in visit.person.line_with("90–100 %")
        assert "—" in visit.person.line_with("40–50 %")


async def test_without_probabilities_it_says_how_to_give_one(opened: Opener, examples: None) -> None:
    async with record(opened) as visit:
        await visit.press("5")
        assert NONE_YET in " ".join(visit.screen.split())


def test_lines_with_too_few_claims_come_last_by_their_number_whatever_the_order_was() -> None:
    lines = [
        a_line("one", {Verdict.TRUE: 1}, Rate(1, 1)),
        a_line("three", {Verdict.FALSE: 3}, Rate(0, 3)),
        a_line("two", {Verdict.TRUE: 2}, Rate(2, 2)),
        a_line("six", {Verdict.FALSE: 6}, Rate(0, 6)),
    ]
    for order in (Order.CAME_TRUE, Order.ON_TIME):
        for is_reversed in (False, True):
            for before in (lines, lines[::-1]):
                found = in_order(list(ranked(before)), order, is_reversed=is_reversed)
                assert [line.name for line in found] == ["six", "three", "two", "one"]


@SIZES
async def test_an_order_by_rates_says_which_lines_come_last(
    opened: Opener, examples: None, size: tuple[int, int]
) -> None:
    def summary() -> str:
        lines = visit.screen.splitlines()
        return " ".join(" ".join(lines[: lines.index(visit.person.line_with("  speaker"))]).split())

    async with record(opened, *size) as visit:
        assert ": last." not in summary()
        await visit.press("s")
        assert summary().endswith("Brackets: 95 % interval. Under 5 claims: last.")
        await visit.press("s")
        assert summary().endswith("Brackets: 95 % interval. Under 5 days: last.")
        await visit.press("r")
        assert summary().endswith("Under 5 days: last.")
        await visit.press("2")
        assert "Under 5 days: last." in " ".join(visit.screen.split())
        await visit.press("5")
        assert ": last." not in visit.screen
        await visit.press("1", "s")
        assert ": last." not in summary()


async def test_where_all_have_claims_enough_none_are_said_to_come_last(opened: Opener, place: Path) -> None:
    async with record(opened) as visit:
        await visit.press("s")
        assert ": last." not in visit.screen
    keep(place, *[LATE_ROCKET] * 5)
    async with record(opened) as visit:
        await visit.press("s")
        assert "Under 5 claims: last." in visit.screen
        await visit.press("s")
        assert ": last." not in visit.screen


async def test_it_counts_again_when_the_archive_changed(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET, NEXT_WEEK)
    async with record(opened) as visit:
        assert "The agency" in visit.screen
        await visit.press("j")
        assert "▸ The agency" in visit.screen
        await visit.press("u")
        assert "Sam Altman" not in visit.screen
        assert "▸ The agency" in visit.screen


@pytest.mark.parametrize("name", ["[red]alarm[/red]", "[/]", "he said [sic] that", "[@click=app.quit]press me[/]"])
async def test_a_name_is_shown_as_it_is(opened: Opener, place: Path, name: str) -> None:
    keep(place, LATE_ROCKET | {"speaker": name})
    async with record(opened, 160, 45) as visit:
        assert visit.screen.count(name[:20]) == 2
        assert name in visit.screen


async def test_only_lines_in_sight_are_drawn(opened: Opener, examples: None, monkeypatch: pytest.MonkeyPatch) -> None:
    async with record(opened) as visit:
        table = visit.person.app.screen.query_one(RecordTable)
        lines = [a_line(f"Speaker {number}", {Verdict.TRUE: 5_000 - number}) for number in range(5_000)]
        drawn: set[int] = set()
        drawing = RecordTable.render_line

        def watched(self: RecordTable, y: int) -> Strip:
            drawn.add(y + round(self.scroll_y))
            return drawing(self, y)

        monkeypatch.setattr(RecordTable, "render_line", watched)
        table.show_lines(lines, RecordGroup.SPEAKER)
        await visit.press("G")
        assert "▸ Speaker 4999" in visit.screen
        assert len(drawn) < 100
