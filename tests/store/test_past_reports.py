"""Last month's report comes out the same today, byte for byte, whatever was written since."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports.samples import Kept
from tests.store.samples import TODAY
from tests.store.test_history import Editor
from tests.store.test_past import Clock
from tracker.errors import InvalidInput
from tracker.reports.edition import ReportChoices
from tracker.reports.formats import FORMATS
from tracker.reports.tables import report_named, reports
from tracker.reports.writing import send_report
from tracker.store.archive import Archive
from tracker.store.past import as_known_on
from tracker.store.views import save_view

if TYPE_CHECKING:
    from collections.abc import Iterator

PAIRS = [pair for pair in product(reports(), FORMATS) if FORMATS[pair[1]].suits(report_named(pair[0]))]


def sent(archive: Archive, pair: tuple[str, str], today: date, as_of: date | None = None, view: str = "") -> bytes:
    sink = Kept()
    choices = ReportChoices(pair[0], format=pair[1], as_of=as_of, view=view)
    send_report(archive, choices, sink, today=today)
    return sink.bytes


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def archive(place: str, clock: Clock) -> Iterator[Archive]:
    with Archive.open(place, user="ada", clock=clock) as opened:
        yield opened


def test_every_report_in_every_format_comes_out_as_it_did(archive: Archive, clock: Clock) -> None:
    editor = Editor(archive, 4)
    written: dict[date, list[bytes]] = {}
    for number in range(3):
        clock.day = TODAY + timedelta(days=30 * number)
        for _ in range(15):
            editor.act()
        written[clock.day] = [sent(archive, pair, clock.day) for pair in PAIRS]
    for day, then in written.items():
        with as_known_on(archive, day, clock.day + timedelta(days=1)) as past:
            assert [sent(past, pair, day) for pair in PAIRS] == then
    assert len({told[0] for told in written.values()}) == len(written)


def test_reports_of_a_view_are_those_of_the_view_as_it_was(archive: Archive, clock: Clock) -> None:
    editor = Editor(archive, 5)
    written: dict[date, bytes] = {}
    for filter_text in ("kind:release", "status:open", "-tag:a sort:due"):
        clock.day += timedelta(days=30)
        for _ in range(10):
            editor.act()
        archive.run(save_view, "Mine", filter_text)
        written[clock.day] = sent(archive, ("claims", "csv"), clock.day, view="mine")
    for day, then in written.items():
        assert sent(archive, ("claims", "csv"), clock.day + timedelta(days=1), as_of=day, view="mine") == then


def test_a_view_that_there_was_not_yet_is_taken_as_it_is(archive: Archive, clock: Clock) -> None:
    Editor(archive, 1).add()
    clock.day += timedelta(days=1)
    archive.run(save_view, "New", "status:settled")
    assert sent(archive, ("claims", "csv"), clock.day, as_of=TODAY, view="new").count(b"\r\n") == 1
    with pytest.raises(InvalidInput, match="no view “none”"):
        sent(archive, ("claims", "csv"), clock.day, view="none")


DAYS = st.lists(st.integers(0, 40), min_size=2, max_size=4)


@settings(max_examples=8)
@given(seed=st.integers(0, 10_000), pauses=DAYS, pair=st.sampled_from(PAIRS))
def test_whatever_was_written_on_whatever_days(
    tmp_path_factory: pytest.TempPathFactory, seed: int, pauses: list[int], pair: tuple[str, str]
) -> None:
    clock = Clock()
    with Archive.open(str(tmp_path_factory.mktemp("past") / "claims.tracker"), user="ada", clock=clock) as opened:
        editor = Editor(opened, seed)
        written: dict[date, bytes] = {}
        for pause in pauses:
            clock.day += timedelta(days=pause)
            for _ in range(5):
                editor.act()
            written[clock.day] = sent(opened, pair, clock.day)
        for day, then in written.items():
            assert sent(opened, pair, clock.day + timedelta(days=1), as_of=day) == then
