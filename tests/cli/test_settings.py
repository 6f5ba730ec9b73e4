"""What the user's settings change, and what a file that cannot be read keeps from running."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tracker.cli import call
from tracker.dates.wording import day_in_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.cli.running import Runner

    Choose = Callable[[str], Path]

SOUTH = """
[dates]
hemisphere = "south"
review_after_days = 7
fiscal_year_start = 10
"""
WRONG = '[dates]\nhemisphere = "east"\n'


def test_deadlines_are_read_as_the_settings_say(run: Runner, choose: Choose) -> None:
    choose(SOUTH)
    assert run.json("window", "this summer")["end"] == "2026-02-28"
    assert run.json("window", "fiscal 2026")["end"] == "2026-09-30"
    record = run.json("add", "It ships", "--due", "this summer")
    assert (record["due_start"], record["due_end"]) == ("2025-12-01", "2026-02-28")


def test_what_has_no_date_comes_back_when_the_settings_say(run: Runner, choose: Choose) -> None:
    choose(SOUTH)
    told = run("add", "It ships", "--due", "soon")
    assert "comes back for review in 7 days" in told.stdout
    assert run.json("show", "1")["review_on"] == "2025-07-19"
    choose("[dates]\nreview_after_days = 1\n")
    assert "comes back in 1 day\n" in run("add", "It ships", "--due", "when pigs fly").stderr


def test_what_loses_its_date_comes_back_when_the_settings_say(run: Runner, choose: Choose) -> None:
    choose("[dates]\nreview_after_days = 200\n")
    run.ok("add", "It ships", "--due", "2025-12-24")
    run.ok("snooze", "1", "2025-09-01")
    told = run.ok("edit", "1", "--due", "")
    record = run.json("show", "1")
    edited_on = datetime.fromisoformat(record["updated_at"]).astimezone().date()
    back_on = edited_on + timedelta(days=200)
    assert record["review_on"] == str(back_on)
    assert f"comes back for review on {day_in_words(back_on)}" in told  # by the clock that it was written by


@pytest.mark.parametrize("args", [["add", "It ships"], ["window", "this summer"]])
def test_settings_that_cannot_be_read_are_told_in_one_sentence(run: Runner, choose: Choose, args: list[str]) -> None:
    file = choose(WRONG)
    before = run.database.read_bytes()
    told = f'tracker: In {file}, “dates.hemisphere” cannot be \'east\': it is one of "north", "south".\n'
    assert run.refused(*args) == (3, told)
    assert run.database.read_bytes() == before


def test_the_screens_stay_shut_over_settings_that_cannot_be_read(
    run: Runner, choose: Choose, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = choose(WRONG)
    monkeypatch.setattr(call, "is_at_a_terminal", lambda: True)
    code, told = run.refused()
    assert (code, told.count("\n")) == (3, 1)
    assert told.startswith(f"tracker: In {file}, ")


@pytest.mark.parametrize("args", [["where"], ["list"], ["add", "--help"], ["report", "claims"]])
def test_what_reads_no_deadline_runs_whatever_the_settings_hold(run: Runner, choose: Choose, args: list[str]) -> None:
    choose(WRONG)
    run.ok(*args)
