from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

settings.register_profile("tracker", deadline=None, print_blob=True)
settings.load_profile("tracker")

SERVER_FOLDER = Path("/usr/lib/postgresql")
"""Where Debian keeps each version's programs, which are not on the path."""

SERVER_ACCOUNT = "postgres" if os.geteuid() == 0 else None
"""PostgreSQL refuses to run as root, so root starts it as the account that its package made."""

FIGURES = pytest.StashKey[list[str]]()


@pytest.fixture
def figure(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Tell a figure that the test has measured; all are listed when the tests have run."""
    figures = request.config.stash.setdefault(FIGURES, [])
    name = request.node.name
    return lambda told: figures.append(f"{told}  ({name})")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    figures = config.stash.get(FIGURES, [])
    if figures:
        terminalreporter.section("figures")
        terminalreporter.write_line("\n".join(sorted(figures)))


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of these tests' own, without a database's name."""
    programs = server_programs()
    folder = Path(tempfile.mkdtemp(prefix="claims-pg-"))
    if SERVER_ACCOUNT:
        shutil.chown(folder, SERVER_ACCOUNT, SERVER_ACCOUNT)
    port = _free_port()
    data, log = folder / "data", folder / "log"
    cluster = ["--auth=trust", "--username=tracker", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    _run(programs / "initdb", "--pgdata", data, *cluster)
    choices = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -c fsync=off"
    _run(programs / "pg_ctl", "start", "--wait", "--pgdata", data, "--log", log, "--options", choices)
    try:
        yield f"postgresql://tracker@127.0.0.1:{port}"
    finally:
        _run(programs / "pg_ctl", "stop", "--wait", "--mode", "immediate", "--pgdata", data)
        shutil.rmtree(folder)


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


def _run(*command: str | Path) -> None:
    # The server keeps standard output open when it inherits it, so nothing may be read from a pipe here.
    subprocess.run(
        [str(word) for word in command],
        check=True,
        user=SERVER_ACCOUNT,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
