from __future__ import annotations

import sys

import pytest

from tracker.cli import tables
from tracker.cli.reports import TerminalSink
from tracker.cli.tables import aligned, joined
from tracker.display import cells, fit


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
    monkeypatch.setattr(tables, "width", lambda: 40)
    lines = [joined(row) for row in aligned(rows, (None, 10, None))]
    assert all(cells(line) <= 40 for line in lines)
    assert lines[0].startswith("1   日本  a long")
    assert lines[0].endswith("…")
    assert lines[1] == "22  x     short"
    monkeypatch.setattr(tables, "width", lambda: None)
    assert next(iter(aligned(rows, (None, 10, None))))[-1] == rows[0][-1]


def test_a_report_on_the_terminal_is_safe_to_see(capsys: pytest.CaptureFixture[str]) -> None:
    TerminalSink(sys.stdout).write("one\x1b[31m\r\ntwo\n")
    assert capsys.readouterr().out == "one␛[31m\ntwo\n"
