"""How it looks in every theme, and without any colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.style import Style
from textual._compositor import Compositor
from textual.color import Color
from textual.geometry import Region
from textual.theme import BUILTIN_THEMES

from tracker.claims.vocabulary import Schedule, Verdict
from tracker.settings import ScreenSettings, Settings
from tracker.tui.near_compositor import NearCompositor
from tracker.tui.palette import LEAST_CONTRAST, STATUS_COLOURS, contrast, readable_style

from .samples import INDEFINITELY, LATE_ROCKET, NET_ZERO, NEXT_WEEK, keep

if TYPE_CHECKING:
    from pathlib import Path

    from textual.app import App

    from .conftest import Opener
    from .driver import Driver


def test_every_status_has_its_colour() -> None:
    assert set(STATUS_COLOURS) == {*Verdict, *Schedule}


BY_CONTRAST = {
    ("white", "black"): 21.0,
    ("white", "white"): 1.0,
    ("#777777", "white"): 4.48,
    ("red", "white"): 4.0,
}


@pytest.mark.parametrize(("colours", "expected"), BY_CONTRAST.items())
def test_contrast_is_measured_as_the_webs_guidelines_do(colours: tuple[str, str], expected: float) -> None:
    one, other = map(Color.parse, colours)
    assert contrast(one, other) == pytest.approx(expected, abs=0.01)
    assert contrast(one, other) == contrast(other, one)


@pytest.mark.parametrize(
    ("style", "is_left"),
    [("white on black", True), ("#808080 on #888888", False), ("red", True), ("default on default", True), ("", True)],
)
def test_only_a_style_that_cannot_be_read_is_changed(style: str, *, is_left: bool) -> None:
    assert (readable_style(Style.parse(style)) == Style.parse(style)) is is_left


def unreadable(app: App[int]) -> list[str]:
    """The texts on the screen that do not stand out from what they are drawn on."""
    found = []
    for drawn in app.screen._compositor.render_strips():
        strip = drawn
        for line_filter in app.get_line_filters():
            strip = strip.apply_filter(line_filter, Color(0, 0, 0))
        for segment in strip:
            style = segment.style
            if any(map(str.isalnum, segment.text)) and style and style.color and style.bgcolor:
                text, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
                if text.ansi is None and ground.ansi is None and contrast(text, ground) < LEAST_CONTRAST - 0.05:
                    found.append(f"{contrast(text, ground):.1f} {segment.text}")
    return found


async def walk(person: Driver) -> list[str]:
    """Show the list, a claim, the review and help; what cannot be read on them."""
    found = unreadable(person.app)
    for keys in (("down",), ("enter",), ("escape", "R"), ("escape", "question_mark")):
        await person.press(*keys)
        found += unreadable(person.app)
    await person.press("escape")
    return found


async def test_everything_can_be_read_in_every_theme(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY, NET_ZERO, LATE_ROCKET)
    found = {}
    async with opened(100, 30) as person:
        for theme in BUILTIN_THEMES:
            person.app.theme = theme
            await person.settle()
            found[theme] = await walk(person)
    assert {theme: texts for theme, texts in found.items() if texts} == {}


async def test_a_theme_that_is_chosen_is_kept(opened: Opener, place: Path) -> None:
    async with opened() as person:
        person.app.theme = "nord"
        await person.settle()
        assert person.app.desk.choices.theme == "nord"
        await person.press("ctrl+p")
        await person.type("Theme")
        await person.press("enter")
        await person.type("gruvbox")
        await person.press("enter")
        assert person.app.theme == person.app.desk.choices.theme == "gruvbox"


async def test_the_program_starts_in_the_theme_of_the_settings(opened: Opener) -> None:
    async with opened(settings=Settings(screens=ScreenSettings(theme="solarized-light"))) as person:
        assert person.app.theme == "solarized-light"


async def test_a_theme_that_is_gone_is_the_usual_one(opened: Opener) -> None:
    async with opened(settings=Settings(screens=ScreenSettings(theme="gone"))) as person:
        assert person.app.theme == "textual-dark"


async def test_a_change_is_drawn_as_if_all_were_drawn_anew(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, NET_ZERO, LATE_ROCKET)
    async with opened(80, 30) as person:
        for keys in ((), ("j",), ("a", "x"), ("escape", "x")):
            await person.press(*keys)
            ours = person.app.screen._compositor
            assert isinstance(ours, NearCompositor)
            for y in range(30):
                line = Region(0, y, 80, 1)
                near = ours._render_chops(line, {y}.__contains__)[y]
                every = Compositor._render_chops(ours, line, {y}.__contains__)[y]
                assert [(at, strip and strip.text) for at, strip in near.items()] == [
                    (at, strip and strip.text) for at, strip in every.items()
                ]
