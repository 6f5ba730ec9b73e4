"""Opening a room works out the styles and the places of its parts once, however many parts were shown by then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from textual.app import App
from textual.screen import Screen
from textual.widgets import Static

from .samples import NET_ZERO, NEXT_WEEK, keep

if TYPE_CHECKING:
    from pathlib import Path

    from textual.dom import DOMNode
    from textual.geometry import Size

    from .conftest import Opener


@pytest.mark.parametrize(("width", "classes"), [(100, set()), (160, {"-wide"})])
async def test_a_room_is_not_styled_again_when_it_is_shown(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch, width: int, classes: set[str]
) -> None:
    keep(place, NEXT_WEEK, NET_ZERO)
    again: list[DOMNode] = []
    update = App.update_styles

    def noting(self: App[Any], node: DOMNode, animate: bool = True) -> None:  # noqa: FBT001, FBT002 -- Textual's own
        again.append(node)
        update(self, node, animate)

    monkeypatch.setattr(App, "update_styles", noting)
    async with opened(width, 40) as person:
        await person.press("S")
        assert set(person.app.screen.classes) == classes
        assert not [node for node in again if isinstance(node, Screen)]
        await person.resize(260 - width, 40)
        assert set(person.app.screen.classes) == {"-wide"} - classes


async def test_a_room_is_not_laid_out_again_for_the_size_that_it_was_laid_out_for(
    opened: Opener, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(place, NEXT_WEEK)
    again: list[tuple[str, int]] = []
    fit = Screen._screen_resized

    def noting(self: Screen[Any], size: Size) -> None:
        again.append((type(self).__name__, size.width))
        fit(self, size)

    monkeypatch.setattr(Screen, "_screen_resized", noting)
    async with opened(100, 40) as person:
        again.clear()
        await person.press("x")
        assert not again
        await person.resize(120, 40)
        assert [told for told in again if told[0] == "ReportForm"] == [("ReportForm", 120)]


async def test_a_new_kind_of_part_leaves_the_styles_of_the_others_alone(opened: Opener) -> None:
    async with opened(100, 40) as person:
        kinds = [
            type(f"Part{number}", (Static,), {"DEFAULT_CSS": f"Part{number} {{ height: 1; }}"}) for number in range(90)
        ]
        *many, last = kinds
        await person.app.screen.mount(*(kind() for kind in many))
        read = person.app.stylesheet._parse_cache
        before = read.misses
        await person.app.screen.mount(last())
        assert person.app.stylesheet.rules
        assert read.misses - before == 1
