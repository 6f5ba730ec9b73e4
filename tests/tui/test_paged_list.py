"""Lists longer than a page: whatever happens to a page on its way, its lines come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.events import Click

from tracker.errors import Busy
from tracker.store import queries, sources
from tracker.tui.widgets.claim_table import ClaimTable
from tracker.tui.widgets.cursor_list import HEADING

from .samples import NET_ZERO, keep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.strip import Strip

    from tracker.store.rows import ClaimRow

    from .conftest import Opener

MANY = [NET_ZERO | {"statement": f"Promise {n} is kept", "source_title": f"Report {n:03}"} for n in range(120)]
LAST_LINES = {"C": "Promise 0 is kept", "S": "Report 000"}


def refused_once(asks: Callable[..., Any]) -> Callable[..., Any]:
    """A question that is refused the first time that it is asked for a later page."""
    refused: list[int] = []

    def asked(session: Any, first: Any, second: Any, *told: Any) -> Any:
        offset = next(part for part in (second, *told) if isinstance(part, int))
        if offset and not refused:
            refused.append(offset)
            raise Busy("The database is in use by another program.")
        return asks(session, first, second, *told)

    return asked


@pytest.mark.parametrize("room", LAST_LINES)
async def test_a_page_that_was_refused_comes_when_it_is_looked_at_again(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch, room: str
) -> None:
    keep(place, *MANY)
    monkeypatch.setattr(queries, "list_claims", refused_once(queries.list_claims))
    monkeypatch.setattr(sources, "list_sources", refused_once(sources.list_sources))
    async with opened() as person:
        await person.press(room, "G")
        assert "in use by another program" in person.notices
        await person.press("up", "G")
        assert LAST_LINES[room] in person.screen


async def test_a_later_page_comes_though_the_cursor_left_it_before_it_was_fetched(opened: Opener, place: Path) -> None:
    keep(place, *MANY)
    async with opened() as person:
        table = person.app.screen.query_one(ClaimTable)
        table.start_again(cursor=119)
        table.cursor = 0
        await person.settle()
        await person.press("G")
        assert "Promise 0 is kept" in person.screen


async def test_lines_stay_to_be_seen_until_those_of_another_filter_are_here(opened: Opener, place: Path) -> None:
    keep(place, *MANY)
    async with opened() as person:
        table = person.app.screen.query_one(ClaimTable)
        before = person.screen
        table.start_again()
        table.refresh()
        assert "Promise 119 is kept" in table.render_line(HEADING).text
        assert table.selected is None
        table.on_click(Click(table, 5, 4, 0, 0, 1, False, False, False))  # noqa: FBT003 -- no key is held
        assert table.cursor == 0
        await person.settle()
        assert person.screen == before


async def test_lines_are_not_drawn_anew_for_a_total_that_comes_later(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(place, *MANY)
    async with opened() as person:
        table = person.app.screen.query_one(ClaimTable)
        drawn: list[ClaimRow | None] = []
        draw_line = table.draw_line

        def noted(line: ClaimRow | None, *look: Any, **more: Any) -> Strip:
            drawn.append(line)
            return draw_line(line, *look, **more)

        monkeypatch.setattr(table, "draw_line", noted)
        table.take_total(110, table._generation)
        await person.settle()
        assert not drawn
        table.take_total(3, table._generation)
        await person.settle()
        assert {line.claim_id for line in drawn if line} == {120, 119, 118}
        assert "Promise 116 is kept" not in person.screen
