from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from tracker.claims.vocabulary import Kind, Schedule
from tracker.display import display
from tracker.store.rows import ClaimRow
from tracker.store.sources import SourceRow
from tracker.tui.widgets.claim_line import COLUMNS, columns_that_fit, line_of
from tracker.tui.widgets.drawn_cells import cut, filled
from tracker.tui.widgets.source_table import SourceTable

texts = st.text(max_size=40) | st.text(st.sampled_from("ab 来年末までに「」한글é\u0301\u200d\ufe0f👩👧☀…"), max_size=40)


@given(texts, st.integers(0, 30))
def test_a_text_is_cut_to_its_cells_and_says_so(text: str, cells: int) -> None:
    shown = display(text).rstrip("\u200d")
    drawn = cut(shown, cells)
    assert cell_len(drawn) <= cells
    assert drawn == shown or drawn.endswith("…") or not cells


@given(texts, st.integers(0, 30))
def test_a_filled_text_takes_exactly_its_cells_and_loses_no_ellipsis(text: str, cells: int) -> None:
    shown = display(text).rstrip("\u200d")
    drawn = filled(shown, cells)
    assert cell_len(drawn) == cells
    assert drawn.rstrip() == shown.rstrip() or drawn.rstrip().endswith("…") or not cells


@pytest.mark.parametrize(
    ("text", "cells", "shown"),
    [
        ("来年末までに", 12, "来年末までに"),
        ("来年末までに", 11, "来年末まで…"),
        ("来年末までに", 10, "来年末ま…"),
        ("来年", 1, "…"),
    ],
)
def test_a_wide_character_is_never_halved(text: str, cells: int, shown: str) -> None:
    assert cut(text, cells) == shown


WIDE = "来年末までに新しい原子力発電所の運転を開始すると政府が発表した" * 4


@given(texts | st.just(WIDE), st.integers(44, 200))
def test_no_column_of_the_list_touches_the_next(text: str, width: int) -> None:
    row = ClaimRow(
        claim_id=1, statement=text, kind=Kind.RELEASE, status=Schedule.OVERDUE, speaker=text, said_on=date(2025, 7, 11),
        due_text=text, due_start=None, due_end=None, publisher=text, source_count=3, subject=text, slips=0, tags=text,
    )  # fmt: skip
    columns = columns_that_fit(tuple(COLUMNS), width)
    segments = list(line_of(row, columns, width, Style(), Style()))
    assert [cell_len(segment.text) for segment in segments[1 : len(columns) + 1]] == list(columns.values())
    assert all(segment.text.endswith(" ") for segment in segments[1 : len(columns) + 1])


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_no_column_of_the_sources_touches_the_next(width: int) -> None:
    source = SourceRow(
        source_id=1, title=WIDE, publisher=WIDE, author=WIDE, url="", archive_url="", published_on=None, claim_count=2
    )
    strip = SourceTable().draw_line(source, width, Style(), is_at_cursor=True)
    cells = [segment.text for segment in strip]
    assert strip.cell_length == width
    assert all(cell.endswith(" ") for cell in cells)
    assert sum("… " in cell for cell in cells) >= 2
