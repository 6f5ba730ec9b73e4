from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Protocol

import pytest

from tracker.store.archive import Archive
from tracker.store.straight import first_page
from tracker.tui import lookout
from tracker.tui.app import TrackerApp
from tracker.tui.desk import Desk

from .driver import Driver

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from tracker.settings import Settings

TODAY = date(2025, 9, 1)


class Opener(Protocol):
    """Opens the program on the test's database, in a terminal of a size; notices are drawn where that is wanted."""

    def __call__(
        self, width: int = 80, height: int = 24, settings: Settings | None = None, *, has_notices: bool = False
    ) -> AbstractAsyncContextManager[Driver]: ...


@pytest.fixture(autouse=True)
def looks_around_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let news come when a test asks for them: a test that takes longer than two seconds is to see no others."""
    monkeypatch.setattr(lookout, "LOOK_EVERY_SECONDS", 3600)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "claims.tracker"


@pytest.fixture
def opened(place: Path) -> Opener:
    @asynccontextmanager
    async def open_app(
        width: int = 80, height: int = 24, settings: Settings | None = None, *, has_notices: bool = False
    ) -> AsyncIterator[Driver]:
        open_archive, first_look = partial(Archive.open, str(place), user="tester"), partial(first_page, str(place))
        desk = Desk(open_archive, lambda: TODAY, settings, first_look=first_look)
        app = TrackerApp(desk)
        try:
            async with app.run_test(size=(width, height), notifications=has_notices) as pilot:
                driver = Driver(app, pilot)
                await driver.see_the_list()
                yield driver
        finally:
            desk.close()

    return open_app
