"""A password in a database's address is on no screen, in no file and in no traceback, whatever fails."""

from __future__ import annotations

import socket
import threading
import traceback
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.cli.running import python
from tests.tui.test_terminal import Terminal
from tracker.cli.group import tracker
from tracker.places import drafts_file
from tracker.store.address import read_address
from tracker.store.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SENTINEL = "s3nt1n3l"
NOWHERE = f"u:{SENTINEL}@127.0.0.1:1/x"
PROGRAM = "from tracker.__main__ import main\nmain()\n"
FAULTY = f"""
from tracker.store import archive
def fail(*told, **more):
    raise RuntimeError("x")
archive.Archive.open = fail
{PROGRAM}"""

REFUSED: dict[str, list[str]] = {
    "list": ["list"],
    "add": ["add", "It ships"],
    "show": ["show", "1"],
    "mark": ["mark", "1", "true"],
    "undo": ["undo"],
    "report to a file": ["report", "claims", "-o", "claims.csv"],
    "views": ["views"],
    "sources": ["sources"],
    "backup": ["backup"],
    "backup into a file": ["backup", "--into", "x.dump"],
    "restore": ["restore"],
    "restore by name": ["restore", "x"],
    "doctor": ["doctor", "--deep"],
    "salvage": ["doctor", "--salvage", "x"],
    "where": ["where"],
    "where as JSON": ["where", "--json"],
    "grant": ["grant", "bo"],
    "read only": ["--read-only", "list"],
    "wrong use": ["list", "--nonsense"],
}
"""Commands on a server that does not answer."""

ADDRESSES: dict[str, str] = {
    "an unknown host": f"postgresql://u:{SENTINEL}@no-such-host.invalid/x",
    "another driver": f"mysql://u:{SENTINEL}@127.0.0.1/x",
    "no port": f"postgresql://u:{SENTINEL}@127.0.0.1:port/x",
    "an @ too many": f"postgresql://u:p@{SENTINEL}@127.0.0.1:1/x",
    "an @ too many, behind": f"postgresql://u:{SENTINEL}@p@127.0.0.1:1/x",
    "a bracket": f"postgresql://u:{SENTINEL}@[/x",
    "in the query": f"postgresql://u@127.0.0.1:1/x?password={SENTINEL}",
    "of a key": f"postgresql://u@127.0.0.1:1/x?sslmode=verify-full&sslpassword={SENTINEL}&sslkey=/nothing",
    "an unknown option": f"postgresql://u:{SENTINEL}@127.0.0.1:1/x?nonsense=1",
    "escaped": f"postgresql://u:p%40{SENTINEL}%2F@127.0.0.1:1/x",
    "without a name": f"postgresql://:{SENTINEL}@127.0.0.1:1/x",
    "with a slash and a question mark": f"postgresql://u:a/{SENTINEL}?b@127.0.0.1:1/x",
}
"""Addresses that lead nowhere."""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's own folders and a place to work in, all of it searched at the end."""
    for name in ("DATA", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _run(address: str, *command: str) -> str:
    """All that a command tells, with the traceback of what it did not expect."""
    result = CliRunner().invoke(tracker, ["--db", address, *command])
    return result.output + "".join(traceback.format_exception(result.exception) if result.exception else ())


def _files(folder: Path) -> str:
    """The names of all files below a folder and what is in them."""
    told = []
    for path in sorted(folder.rglob("*")):
        told.append(str(path.relative_to(folder)))
        if path.is_file():
            told.append(path.read_bytes().decode("utf-8", "replace"))
    return "\n".join(told)


@contextmanager
def _server_that_says(answer: bytes) -> Iterator[int]:
    """A port where one word is said to whoever calls, and the line is cut."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    client, _ = listener.accept()
                except OSError:
                    return
                with client:
                    client.recv(8)
                    client.sendall(b"N")
                    client.recv(1_024)
                    client.sendall(answer)

        threading.Thread(target=serve, daemon=True).start()
        yield int(listener.getsockname()[1])


def _refusal(message: str) -> bytes:
    """PostgreSQL's word for an error: https://www.postgresql.org/docs/current/protocol-error-fields.html."""
    fields = f"SFATAL\0C28P01\0M{message}\0\0".encode()
    return b"E" + (len(fields) + 4).to_bytes(4, "big") + fields


def _at_the_terminal(home: Path, address: str, program: str = PROGRAM) -> str:
    script = home / "program.py"
    script.write_text(program, encoding="utf-8")
    with Terminal(program=(str(script),), home=home, TRACKER_DATABASE=address) as terminal:
        terminal.wait_for_the_end()
        return terminal.seen.decode("utf-8", "replace")


def _paths(home: Path, live: str) -> dict[str, Callable[[], str]]:
    """Every way to fail, by its name."""
    nowhere = f"postgresql://{NOWHERE}"
    with_password = live.replace("tracker@", f"tracker:{SENTINEL}@")
    paths: dict[str, Callable[[], str]] = {name: partial(_run, nowhere, *command) for name, command in REFUSED.items()}
    paths |= {name: partial(_run, address, "list") for name, address in ADDRESSES.items()}

    def from_a_server(answer: bytes) -> str:
        with _server_that_says(answer) as port:
            return _run(f"postgresql://u:{SENTINEL}@127.0.0.1:{port}/x", "list")

    def of_the_api() -> str:
        place = read_address(nowhere)
        return f"{place!r} {place.shown} {drafts_file(nowhere).name} {vars(Archive)!r}"

    paths |= {
        "a wrong password": lambda: from_a_server(_refusal('password authentication failed for user "u"')),
        "a server that hangs up": lambda: from_a_server(b""),
        "a server that talks nonsense": lambda: from_a_server(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
        "no such database": lambda: _run(f"{with_password}/nothing", "list"),
        "no such user": lambda: _run(f"{with_password.replace('tracker:', 'nobody:')}/postgres", "list"),
        "tables of others": lambda: _run(f"{with_password}/others", "list"),
        "a claim that is not there": lambda: _run(f"{with_password}/claims_of_all", "show", "99"),
        "from the environment": lambda: _told(python("-c", PROGRAM, "list", TRACKER_DATABASE=nowhere)),
        "with debugging": lambda: _told(python("-c", PROGRAM, "list", TRACKER_DATABASE=nowhere, TRACKER_DEBUG="1")),
        "a fault": lambda: _told(python("-c", FAULTY, "list", TRACKER_DATABASE=nowhere)),
        "a fault with debugging": lambda: _told(
            python("-c", FAULTY, "list", TRACKER_DATABASE=nowhere, TRACKER_DEBUG="1")
        ),
        "on the screens": lambda: _at_the_terminal(home, nowhere),
        "a fault on the screens": lambda: _at_the_terminal(home, nowhere, FAULTY),
        "in the program": of_the_api,
    }
    return paths


def _told(done: object) -> str:
    return f"{getattr(done, 'stdout', '')}{getattr(done, 'stderr', '')}"


def test_a_password_is_nowhere_to_be_seen_on_any_way_to_fail(
    home: Path, postgresql: str, figure: Callable[[str], None]
) -> None:
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(f"{postgresql}/postgres", autocommit=True) as connection:
        for name in ("others", "claims_of_all"):
            connection.execute(f"DROP DATABASE IF EXISTS {name}")
            connection.execute(f"CREATE DATABASE {name}")
    with psycopg.connect(f"{postgresql}/others", autocommit=True) as connection:
        connection.execute("CREATE TABLE song (title text)")
    Archive.open(f"{postgresql}/claims_of_all").close()

    paths = _paths(home, postgresql)
    told = {name: fail() for name, fail in paths.items()}
    silent = [name for name, text in told.items() if not text.strip()]
    sightings = [name for name, text in told.items() if SENTINEL in text]
    (home / "program.py").unlink()
    in_files = _files(home).count(SENTINEL)
    figure(f"a password through {len(paths)} ways to fail: {len(sightings)} sightings, {in_files} in files")
    assert silent == []
    assert sightings == []
    assert in_files == 0
    assert len(paths) >= 25


def test_the_search_would_find_it(home: Path) -> None:
    (home / "folder").mkdir()
    (home / "folder" / SENTINEL).write_text(SENTINEL, encoding="utf-8")
    assert _files(home).count(SENTINEL) == 2
