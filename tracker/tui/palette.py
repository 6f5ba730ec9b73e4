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

    from rich.color import Color as RichColor

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


LEAST_CONTRAST = 3.0
"""How much a text must stand out from what it is drawn on, as the Web's guidelines measure it."""

_STEPS = 20


def status_style(status: Status) -> str:
    """The style of a status in Content: its colour in the running theme."""
    return f"$text-{STATUS_COLOURS[status]}"


def readable_style(style: Style) -> Style:
    """A style as it is, or with a text colour that stands out from its own background.

    Colours of the terminal's own palette are left: nobody knows what they look like.
    """
    if style.color is None or style.bgcolor is None:
        return style
    mended = _mended(style.color, style.bgcolor)
    return style if mended is None else style + mended


@lru_cache(maxsize=1024)
def _mended(text: RichColor, ground: RichColor) -> Style | None:
    """The colour that a text should have instead; None where it can be read as it is."""
    if text.triplet is None or ground.triplet is None:
        return None
    was, under = Color.from_rich_color(text), Color.from_rich_color(ground)
    better = _readable(was, under)
    return None if better == was else Style(color=better.rich_color)


def contrast(one: Color, other: Color) -> float:
    """How much two colours stand out from each other: 1 not at all, 21 black on white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _readable(text: Color, ground: Color) -> Color:
    """The colour nearest to ``text`` that stands out from the ground, on the way to black or to white."""
    end = max((Color(0, 0, 0), Color(255, 255, 255)), key=lambda colour: contrast(colour, ground))
    shades = (text.blend(end, step / _STEPS) for step in range(_STEPS + 1))
    return next((shade for shade in shades if contrast(shade, ground) >= LEAST_CONTRAST), end)


def _luminance(colour: Color) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 -- of sRGB

    return 0.2126 * linear(colour.r) + 0.7152 * linear(colour.g) + 0.0722 * linear(colour.b)
