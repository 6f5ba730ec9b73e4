"""The chart of a thread, line by line, at the widths of a narrow, a usual and a wide terminal."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.claims.schedule import Said, Thread, follow
from tracker.claims.vocabulary import Kind, Verdict
from tracker.tui.widgets.thread_chart import ThreadChart, thread_chart
from tracker.tui.widgets.time_axis import Scale, ticks

TODAY = date(2025, 9, 1)
AUGUST = date(2025, 8, 5)
DRAWN = Path(__file__).with_name("thread_charts.txt").read_text(encoding="utf-8")


def said(claim_id: int, said_on: str, start: str = "", end: str = "", **told: Any) -> Said:
    """One claim, which revises the one before it."""
    days = {"start": date.fromisoformat(start) if start else None, "end": date.fromisoformat(end) if end else None}
    return Said(claim_id, date.fromisoformat(said_on), revises=claim_id - 1 or None, **days | told)


THREADS = {
    "settled": [
        said(1, "2025-06-10", "2025-06-01", "2025-07-31", verdict=Verdict.LATE, occurred_on=AUGUST),
        said(2, "2025-06-24", "2025-07-01", "2025-07-31", verdict=Verdict.LATE, occurred_on=AUGUST),
        said(3, "2025-07-11", "2025-07-14", "2025-07-20", verdict=Verdict.LATE, occurred_on=AUGUST),
        said(4, "2025-07-11", kind=Kind.DELAY, verdict=Verdict.TRUE),
    ],
    "still open": [
        said(1, "2024-01-10", "2024-01-10", "2024-12-31"),
        said(2, "2024-11-03", "2025-04-01", "2025-06-30"),
        said(3, "2025-05-03", "2025-12-28", "2026-01-03"),
        said(4, "2025-06-03", "2025-12-28", "2026-01-03"),
    ],
    "postponed": [
        said(1, "2025-02-01", "2025-03-01", "2025-03-31"),
        said(2, "2025-03-20", kind=Kind.DELAY),
    ],
    "taken back": [
        said(1, "1999-01-10", "1999-01-10", "2070-12-31"),
        said(2, "2024-11-03", "2049-01-01", "2050-12-31"),
        said(3, "2025-01-02", open="withdrawn"),
    ],
    "alone": [said(1, "2025-07-11", "2025-07-14", "2025-07-20")],
    "void in the middle": [
        said(1, "2025-01-10", "2025-03-01", "2025-03-31", verdict=Verdict.FALSE),
        said(2, "2025-02-10", "2025-05-01", "2025-05-31", verdict=Verdict.VOID),
    ],
}
CASES = dict(re.findall(r"^== (.+)\n((?:(?!==).*\n)*)", DRAWN, re.MULTILINE))


def drawn(thread: Thread, width: int) -> str:
    chart = ThreadChart(thread, TODAY, width)
    text = f"{chart.head().plain}\n{thread_chart(thread, TODAY, width, 2).plain}\n"
    return re.sub(r" +$", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("width", [58, 78, 158])
@pytest.mark.parametrize("name", THREADS)
def test_a_thread_is_drawn_as_in_the_book(name: str, width: int) -> None:
    assert drawn(follow(THREADS[name]), width) == CASES[f"{name}, {width} columns"]


def test_every_drawing_of_the_book_is_compared() -> None:
    assert set(CASES) == {f"{name}, {width} columns" for name in THREADS for width in (58, 78, 158)}


def test_where_no_bar_fits_the_words_remain() -> None:
    text = drawn(follow(THREADS["settled"]), 40)
    assert "▸ 24 Jun 2025 ◷ Jul 2025 again" in text
    assert "═" not in text
    assert "◆ happened on 5 Aug 2025" in text


days = st.dates(date(1, 1, 1), date.max)
claims = st.lists(
    st.builds(
        Said,
        claim_id=st.integers(1, 99),
        said_on=days,
        start=st.none() | days,
        end=st.none() | days,
        open=st.sampled_from(["", "withdrawn"]),
        verdict=st.sampled_from([None, *Verdict]),
        occurred_on=st.none() | days,
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda one: one.claim_id,
)


@given(claims, st.integers(30, 200))
def test_no_line_is_wider_than_the_room(given_claims: list[Said], width: int) -> None:
    thread = follow(given_claims)
    chart = ThreadChart(thread, TODAY, width)
    rows = [chart.row(step, is_mine=True) for step in thread.steps]
    assert len(rows) == len(given_claims)
    assert all(line.cell_length <= width for line in [*rows, *chart.foot()[:2]])


@given(days, st.integers(0, 400_000), st.integers(1, 160))
def test_ticks_stand_apart_in_their_order(first: date, length: int, columns: int) -> None:
    last = date.fromordinal(min(first.toordinal() + length, date.max.toordinal()))
    placed = ticks(Scale.over([first, last], columns))
    free = 0
    for tick in placed:
        assert tick.name_at >= free
        assert tick.name_at <= tick.column < columns
        assert tick.name_at + len(tick.name) <= columns
        free = tick.name_at + len(tick.name) + 1


@pytest.mark.parametrize(
    ("first", "length", "columns", "names"),
    [
        ("2025-07-14", 3, 60, ["14 Jul 2025", "15 Jul", "16 Jul", "17 Jul"]),
        ("2025-07-11", 21, 40, ["14 Jul 2025", "21 Jul", "28 Jul"]),
        ("2025-11-20", 120, 40, ["Dec 2025", "2026", "Feb", "Mar"]),
        ("2024-02-01", 690, 40, ["Apr", "Jul", "Oct", "2025", "Apr", "Jul", "Oct"]),
        ("2024-02-01", 1400, 40, ["2025", "2026", "2027"]),
        ("1999-01-10", 26_000, 30, ["2000", "2020", "2040", "2060"]),
        ("1999-02-10", 12, 12, ["10 Feb 1999"]),
        ("1999-02-10", 20, 8, ["Mar 1999"]),
        ("1999-02-10", 12, 8, []),
    ],
)
def test_the_axis_has_the_finest_ticks_that_fit(first: str, length: int, columns: int, names: list[str]) -> None:
    start = date.fromisoformat(first)
    assert [tick.name for tick in ticks(Scale.over([start, start + timedelta(days=length)], columns))] == names
