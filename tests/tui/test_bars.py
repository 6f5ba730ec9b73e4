from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.tui.widgets.bars import bar, column_of, span, sparkline

SHARES = st.floats(0, 1)


@pytest.mark.parametrize(
    ("share", "width", "drawn"),
    [(0.0, 4, "────"), (1.0, 4, "━━━━"), (0.5, 4, "━━──"), (0.375, 4, "━╸──"), (0.05, 4, "────"), (0.99, 4, "━━━━")],
)
def test_a_bar_is_as_long_as_its_share(share: float, width: int, drawn: str) -> None:
    assert "".join(bar(share, width)) == drawn


def test_a_hatched_bar_can_be_told_apart_without_colour() -> None:
    assert bar(0.5, 4, is_hatched=True) == ("╍╍", "──")


@pytest.mark.parametrize(
    ("low", "share", "high", "drawn"),
    [(0.2, 0.5, 0.7, "──━━━◆━━──"), (0.0, 0.0, 0.3, "◆━━━──────"), (0.7, 1.0, 1.0, "───────━━◆")],
)
def test_an_interval_is_a_thick_line_on_a_thin_one(low: float, share: float, high: float, drawn: str) -> None:
    assert span(low, share, high, 10) == drawn


@pytest.mark.parametrize(
    ("shares", "drawn"), [((), ""), ((0.0, None, 0.5, 1.0), "▁·▅█"), ((0.1, 0.2, 0.3, 0.9), "▂▂▃▇")]
)
def test_a_trend_has_a_column_for_each_share_and_a_dot_for_a_gap(shares: tuple[float | None, ...], drawn: str) -> None:
    assert sparkline(shares) == drawn


@given(SHARES, SHARES, st.integers(1, 60))
def test_nothing_is_drawn_past_its_width(one: float, other: float, width: int) -> None:
    for is_hatched in (False, True):
        assert len("".join(bar(one, width, is_hatched=is_hatched))) == width
    assert len(span(min(one, other), one, max(one, other), width)) == width
    assert 0 <= column_of(one, width) < width


@given(SHARES, SHARES, st.integers(1, 60))
def test_a_greater_share_is_never_drawn_shorter(one: float, other: float, width: int) -> None:
    lesser, greater = sorted((one, other))
    assert bar(lesser, width)[0].count("━") <= bar(greater, width)[0].count("━")
    assert sparkline([lesser]) <= sparkline([greater])
