from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.lengths import IS_LONG
from tests.servers import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

settings.register_profile("tracker", deadline=None, print_blob=True)
settings.load_profile("tracker")

SERVER_FOLDER = Path("/usr/lib/postgresql")
"""Where Debian keeps each version's programs, which are not on the path."""

FIGURE = "figure"
"""Under this name a test's report carries what the test has measured, from whichever process ran it."""

LONGEST_SECONDS = 7_200
"""What a long test may take at full length."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if IS_LONG and item.get_closest_marker("long"):
            item.add_marker(pytest.mark.timeout(LONGEST_SECONDS))


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Tell a figure that the test has measured; all are listed when the tests have run."""
    node = request.node
    return lambda told: node.user_properties.append((FIGURE, f"{told}  ({node.name})"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [one for some in terminalreporter.stats.values() for one in some if isinstance(one, pytest.TestReport)]
    figures = {str(told) for report in reports for name, told in report.user_properties if name == FIGURE}
    if figures:
        terminalreporter.section("figures")
        terminalreporter.write_line("\n".join(sorted(figures)))


@pytest.fixture(scope="session", autouse=True)
def _nothing_is_kept_at_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Dumps of servers and the like go into a folder of the tests, unless a test says otherwise."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of these tests' own, without a database's name."""
    with Server(server_programs()) as server:
        yield server.address


def server_programs() -> Path:
    """The folder of initdb and pg_ctl; without one the test is skipped, or fails where PostgreSQL is required."""
    folders = sorted(SERVER_FOLDER.glob("*/bin"), key=lambda folder: int(folder.parent.name))
    on_path = shutil.which("initdb")
    folders += [Path(on_path).resolve().parent] if on_path else []
    missing = [] if folders else ["initdb is not installed"]
    missing += [] if find_spec("psycopg") else ["psycopg is not installed"]
    if missing:
        reason = f"no PostgreSQL: {', '.join(missing)}"
        if os.environ.get("TRACKER_REQUIRE_POSTGRES") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return folders[-1]
