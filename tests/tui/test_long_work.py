"""Work that takes long: how far it is, and stopping it with nothing half-done."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest

from tracker.reports.edition import ReportChoices
from tracker.reports.writing import write_report
from tracker.store import queries
from tracker.store.archive import Archive
from tracker.tui import long_work
from tracker.tui.long_work import Progress

from .samples import LATE_ROCKET, NET_ZERO, NEXT_WEEK, TODAY, keep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from .conftest import Opener


OLD = "claims-2025-09-01.csv"


class Gate:
    """Holds work that asks whether to go on, from where it ``is_shut`` until it is opened."""

    def __init__(self) -> None:
        self.is_shut: Callable[[Progress], bool] = lambda _: False
        self.opened = Event()

    def shut_at_question(self, number: int) -> None:
        """Hold the work at the question with this number from now, from 0."""
        asked = count()
        self.is_shut = lambda _: next(asked) >= number

    def wait(self, progress: Progress) -> None:
        if not self.opened.is_set() and self.is_shut(progress):
            assert self.opened.wait(30)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Gate]:
    """Work is long from the first moment on, and held at a gate."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(long_work, "AFTER_SECONDS", 0.01)
    held, go_on = Gate(), Progress.go_on

    def go_on_when_opened(self: Progress) -> None:
        held.wait(self)
        go_on(self)

    monkeypatch.setattr(Progress, "go_on", go_on_when_opened)
    yield held
    held.opened.set()


def file_of_claims(place: Path) -> Path:
    """The report of three claims that are kept nowhere else."""
    elsewhere = place.with_name("elsewhere.tracker")
    keep(elsewhere, NEXT_WEEK, NET_ZERO, LATE_ROCKET)
    with Archive.open(str(elsewhere)) as archive:
        write_report(archive, ReportChoices("claims"), Path("claims.csv"), today=TODAY)
    return Path("claims.csv")


def count_of(place: Path) -> int:
    with Archive.open(str(place)) as archive:
        return archive.run(queries.claim_count, (), TODAY)


def write_old() -> None:
    """A report of earlier today."""
    Path(OLD).write_text("old", encoding="utf-8")


def files_beside(place: Path) -> dict[str, str]:
    """Every file in the folder of the report but the database, with what it holds."""
    files = [path for path in Path().iterdir() if path.is_file() and path.name != place.name]
    return {path.name: path.read_text(encoding="utf-8") for path in files}


async def test_a_report_is_counted_and_written(opened: Opener, place: Path, gate: Gate) -> None:
    keep(place, NEXT_WEEK, NET_ZERO, LATE_ROCKET)
    async with opened() as person:
        await person.press("x")
        gate.is_shut = lambda progress: progress.done == 2
        await person.press_until("ctrl+s", "writing claims  2 of 3")
        assert "esc stops it; nothing half-done stays" in person.screen
        gate.opened.set()
        await person.settle()
        assert "3 rows written" in person.notices
        assert "esc stops it" not in person.screen
        assert "sort:" not in person.screen


async def test_a_report_that_is_stopped_leaves_the_old_file(opened: Opener, place: Path, gate: Gate) -> None:
    keep(place, NEXT_WEEK, NET_ZERO, LATE_ROCKET)
    async with opened() as person:
        await person.press("x")
        write_old()
        await person.press(*["tab"] * 7, "space")
        gate.shut_at_question(0)
        await person.press_until("ctrl+s", "esc stops it")
        await person.press_until("escape", "stopping …")
        gate.opened.set()
        await person.settle()
        assert "Stopped writing claims: nothing was changed." in person.notices
        assert "Export" in person.screen
    assert files_beside(place) == {OLD: "old"}


@pytest.mark.parametrize("statements", [0, 1, 5, 20])
async def test_an_import_that_is_stopped_writes_nothing(
    opened: Opener, place: Path, gate: Gate, statements: int
) -> None:
    name = file_of_claims(place)
    async with opened() as person:
        await person.press("I")
        await person.paste(str(name))
        await person.press("enter")
        assert "3 new" in person.screen
        gate.shut_at_question(statements)
        await person.press_until("ctrl+s", "writing 3 new")
        await person.press_until("escape", "stopping …")
        gate.opened.set()
        await person.settle()
        assert "Stopped writing 3 new: nothing was changed." in person.notices
        assert count_of(place) == 0
        await person.press("ctrl+s")
        assert "3 new written. u takes it back." in person.notices
    assert count_of(place) == 3


async def test_reading_a_file_is_stopped(opened: Opener, place: Path, gate: Gate) -> None:
    name = file_of_claims(place)
    async with opened() as person:
        await person.press("I")
        await person.paste(str(name))
        gate.is_shut = lambda progress: progress.done == 1
        await person.press_until("enter", "reading claims.csv  1 of 3")
        await person.press_until("escape", "stopping …")
        gate.opened.set()
        await person.settle()
        assert "Stopped reading claims.csv: nothing was changed." in person.screen
