from __future__ import annotations

from datetime import date

import pytest

from tracker.cli import terminal
from tracker.cli.reports import TerminalSink
from tracker.cli.terminal import aligned, cells, fit, joined
from tracker.cli.wording import due_in_words, reading_in_words, short_span


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2025-07-14", "2025-07-20", "14–20 Jul 2025"),
        ("2025-07-14", "2025-07-14", "14 Jul 2025"),
        ("2025-07-01", "2025-07-31", "Jul 2025"),
        ("2024-02-01", "2024-02-29", "Feb 2024"),
        ("2025-01-01", "2025-12-31", "2025"),
        ("2020-01-01", "2029-12-31", "2020–2029"),
        ("2025-06-01", "2025-08-31", "Jun – Aug 2025"),
        ("2024-12-01", "2025-02-28", "Dec 2024 – Feb 2025"),
        ("2025-06-10", "2025-08-31", "10 Jun – 31 Aug 2025"),
        ("2025-06-10", "2026-01-02", "10 Jun 2025 – 2 Jan 2026"),
        ("2034-01-01", None, "from 1 Jan 2034"),
        (None, "2034-01-01", "until 1 Jan 2034"),
        (None, None, ""),
    ],
)
def test_a_window_is_told_shortly(start: str | None, end: str | None, words: str) -> None:
    first, last = (date.fromisoformat(day) if day else None for day in (start, end))
    assert short_span(first, last) == words


def test_where_room_is_scarce_the_last_day_is_told() -> None:
    span = (date(2025, 6, 10), date(2025, 8, 31))
    assert due_in_words("later this summer", *span) == "10 Jun – 31 Aug 2025"
    assert due_in_words("later this summer", *span, is_narrow=True) == "to 31 Aug 2025"
    assert due_in_words("next week", date(2025, 7, 14), date(2025, 7, 20), is_narrow=True) == "14–20 Jul 2025"
    assert due_in_words("soon", None, None) == "soon"
    assert due_in_words("", None, None) == "no date"


def test_a_reading_tells_the_words_and_the_days() -> None:
    day = date(2025, 7, 14)
    assert reading_in_words("on Monday", day, day, "weekday") == "on Monday → Mon 14 Jul 2025 (weekday)"
    assert reading_in_words("indefinitely", None, None, "indefinitely") == "indefinitely → no date (indefinitely)"
    assert reading_in_words("", day, day, "") == "Mon 14 Jul 2025"
    assert reading_in_words("", None, None, "") == "no date"


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("日本", 4), ("e\u0301", 1), ("▲ overdue", 9), ("", 0), ("a\u200db", 2)]
)
def test_wide_signs_take_two_columns(text: str, columns: int) -> None:
    assert cells(text) == columns


@pytest.mark.parametrize("text", ["日本語のテキスト", "plain text", "e\u0301e\u0301e\u0301e\u0301", "\x1b[31m"])
@pytest.mark.parametrize("most", [1, 2, 3, 5, 40])
def test_a_cell_never_takes_more_than_its_columns(text: str, most: int) -> None:
    shown = fit(text, most)
    assert cells(shown) <= most
    assert "\x1b" not in shown


def test_a_table_is_aligned_and_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["1", "日本", "a long statement that goes on and on and on"], ["22", "x", "short"]]
    monkeypatch.setattr(terminal, "width", lambda: 40)
    lines = [joined(row) for row in aligned(rows, (None, 10, None))]
    assert all(cells(line) <= 40 for line in lines)
    assert lines[0].startswith("1   日本  a long")
    assert lines[0].endswith("…")
    assert lines[1] == "22  x     short"
    monkeypatch.setattr(terminal, "width", lambda: None)
    assert next(iter(aligned(rows, (None, 10, None))))[-1] == rows[0][-1]


def test_a_report_on_the_terminal_is_safe_to_see(capsys: pytest.CaptureFixture[str]) -> None:
    TerminalSink().write("one\x1b[31m\r\ntwo\n")
    assert capsys.readouterr().out == "one␛[31m\ntwo\n"
