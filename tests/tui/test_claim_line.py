from __future__ import annotations

from datetime import date

import pytest
from rich.style import Style

from tracker.claims.vocabulary import Kind, Schedule
from tracker.settings import USUAL_COLUMNS
from tracker.store.rows import ClaimRow
from tracker.tui.widgets.claim_line import COLUMNS, columns_that_fit, heading, line_of

ROW = ClaimRow(
    claim_id=12,
    statement="The open model ships next week, as its makers say again and again",
    kind=Kind.RELEASE,
    status=Schedule.OVERDUE,
    speaker="Sam Altman",
    said_on=date(2025, 7, 11),
    due_text="next week",
    due_start=date(2025, 7, 14),
    due_end=date(2025, 7, 20),
    publisher="A newspaper with a long name",
    source_count=3,
    subject="OpenAI open model",
    slips=2,
    tags="rumour; hardware",
)


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (60, ["status", "due", "claim"]),
        (80, ["status", "due", "speaker", "claim"]),
        (96, ["status", "due", "speaker", "claim"]),
        (102, ["status", "due", "speaker", "claim", "source"]),
        (160, ["status", "due", "speaker", "claim", "source"]),
    ],
)
def test_where_room_is_scarce_the_last_columns_go_first(width: int, expected: list[str]) -> None:
    fitting = columns_that_fit(USUAL_COLUMNS, width)
    assert list(fitting) == expected
    assert sum(fitting.values()) + 3 == width


@pytest.mark.parametrize(
    ("width", "speaker", "claim"),
    [(80, 13, 27), (96, 18, 38), (102, 13, 31), (114, 18, 38), (120, 18, 44), (160, 18, 84)],
)
def test_the_speaker_has_what_the_claim_can_spare(width: int, speaker: int, claim: int) -> None:
    fitting = columns_that_fit(USUAL_COLUMNS, width)
    assert (fitting["speaker"], fitting["claim"]) == (speaker, claim)


@pytest.mark.parametrize("width", [20, 60, 80, 120, 160, 240])
def test_every_line_fills_the_width_whatever_is_chosen(width: int) -> None:
    for chosen in (USUAL_COLUMNS, tuple(COLUMNS), ("claim",), ("id", "claim", "slips", "tags")):
        columns = columns_that_fit(chosen, width)
        assert "claim" in columns
        assert heading(columns, width, Style()).cell_length == width
        assert line_of(ROW, columns, width, Style(), Style(), is_at_cursor=True).cell_length == width
        assert line_of(None, columns, width, Style(), Style()).cell_length == width


def test_of_an_address_the_column_shows_what_tells_something() -> None:
    told = line_of(
        ROW._replace(publisher="https://www.example.org/a/long/way", source_count=1),
        columns_that_fit(USUAL_COLUMNS, 160), 160, Style(), Style(),
    ).text  # fmt: skip
    assert " example.org/a/" in told


def test_the_columns_stand_in_the_order_in_which_they_were_chosen() -> None:
    columns = columns_that_fit(("id", "tags", "claim", "kind", "subject", "slips", "said"), 200)
    assert heading(columns, 200, Style()).text.split() == ["id", "tags", "claim", "kind", "subject", "slips", "said"]
    told = line_of(ROW, columns, 200, Style(), Style(), is_picked=True).text
    for part in ("■ #12", "rumour; hardware", "release", "OpenAI open model", " 2 ", "11 Jul 2025"):
        assert part in told
