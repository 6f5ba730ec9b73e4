"""Colours: those of a claim's status, as names in the theme, and what keeps texts readable in every theme.

Every status also has a glyph and a word.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from rich.style import Style
from textual.color import Color

from tracker.claims.vocabulary import Schedule, Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

STATUS_COLOURS: Mapping[Status, str] = {
    Verdict.TRUE: "success",
    Verdict.LATE: "warning",
    Verdict.PARTIAL: "accent",
    Verdict.FALSE: "error",
    Verdict.UNVERIFIABLE: "secondary",
    Verdict.VOID: "secondary",
    Schedule.NO_DATE: "secondary",
    Schedule.UPCOMING: "primary",
    Schedule.DUE: "accent",
    Schedule.OVERDUE: "error",
    Schedule.RESCHEDULED: "warning",
    Schedule.POSTPONED: "warning",
    Schedule.WITHDRAWN: "secondary",
}


_TEXTS = (*(f"text-{colour}" for colour in sorted(set(STATUS_COLOURS.values()))), "foreground-muted")
_GROUNDS = ("background", "panel", "boost", "primary-muted")

LEAST_CONTRAST = 3.0
"""How much a text must stand out from what it is drawn on, as the Web's guidelines measure it."""

_STEPS = 20


def status_style(status: Status) -> str:
    """The style of a status in Content: its colour in the running theme."""
    return f"$text-{STATUS_COLOURS[status]}"


def readable_variables(variables: Mapping[str, str]) -> dict[str, str]:
    """A theme's variables, its coloured and muted texts made darker or lighter until they can be read everywhere.

    Not for a theme in the terminal's own colours: nobody knows what those look like.
    """
    surface = Color.parse(variables["surface"])
    grounds = [surface, *(surface + Color.parse(variables[name]) for name in _GROUNDS)]
    mended = dict(variables)
    for name in _TEXTS:
        mended[name] = _readable(surface + Color.parse(variables[name]), grounds).hex
    return mended


@lru_cache(maxsize=256)
def readable_style(style: Style) -> Style:
    """A style as it is, or with a text colour that stands out from its own background."""
    if not (style.color and style.bgcolor and style.color.is_default is style.bgcolor.is_default is False):
        return style
    text, ground = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    if text.ansi is not None or ground.ansi is not None:
        return style
    return style + Style(color=_readable(text, [ground]).rich_color)


def contrast(one: Color, other: Color) -> float:
    """How much two colours stand out from each other: 1 not at all, 21 black on white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _readable(text: Color, grounds: list[Color]) -> Color:
    """The colour nearest to ``text`` that stands out from every ground, or the one that does so best."""

    def least(colour: Color) -> float:
        return min(contrast(colour, ground) for ground in grounds)

    end = max((Color(0, 0, 0), Color(255, 255, 255)), key=least)
    shades = [text.blend(end, step / _STEPS) for step in range(_STEPS + 1)]
    return next((shade for shade in shades if least(shade) >= LEAST_CONTRAST), shades[-1])


def _luminance(colour: Color) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 -- of sRGB

    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)
