"""A server's database as a file: written by PostgreSQL's own pg_dump, which comes with its client programs."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tracker.errors import DatabaseTrouble
from tracker.store.trouble import sentence_for
from tracker.store.whole_files import new_copy

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import URL

    from tracker.store.address import Place

_SECTION = "claims"


def dump_server(place: Place, target: Path) -> None:
    """Write all that a server's database holds into a new file, which pg_restore reads, with its checksum beside it.

    Raises DatabaseTrouble, with what to run by hand where pg_dump is missing; then nothing is left behind.
    """
    program = shutil.which("pg_dump")
    if program is None:
        raise DatabaseTrouble(
            "pg_dump is missing here. Where PostgreSQL's client programs are installed, run: "
            f"pg_dump --format=custom --file={target.name} {place.shown}"
        )
    with new_copy(target) as part, TemporaryDirectory(prefix="tracker-dump-") as folder:
        service = Path(folder) / "service"
        service.touch(mode=0o600)
        service.write_text(_service(place.url), encoding="utf-8")
        # Neither the command line nor what other users see of the process holds the password.
        surroundings = os.environ | {"PGSERVICEFILE": str(service)}
        command = [program, "--format=custom", "--no-password", f"--file={part}", f"--dbname=service={_SECTION}"]
        done = subprocess.run(command, env=surroundings, capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            told = sentence_for(done.stderr.strip().removeprefix("pg_dump: ").removeprefix("error: "))
            raise DatabaseTrouble(f"The database {place.shown} could not be dumped: {told}.")


def dump_name(place: Place, now: datetime) -> str:
    """The name of a dump that was given none."""
    database = "".join(letter if letter.isalnum() else "_" for letter in place.url.database or "claims")
    return f"{database}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.dump"


def how_to_restore(place: Place) -> str:
    """What brings a dump back, in a sentence: a server's database is its owner's to replace."""
    return (
        "Backups of a server are restored by PostgreSQL's own program: "
        f"pg_restore --clean --if-exists --no-owner --dbname={place.shown} FILE"
    )


def _service(url: URL) -> str:
    """The address as a file of libpq's, one setting a line. Raises DatabaseTrouble for what cannot stand there."""
    told = url.translate_connect_args(username="user", database="dbname") | dict(url.query)
    lines = [f"{name}={value}" for name, value in told.items()]
    if any(line.count("\n") or line != line.strip() or not line.isprintable() for line in lines):
        raise DatabaseTrouble("The database's address holds a blank or a control character that pg_dump cannot read.")
    return "\n".join([f"[{_SECTION}]", *lines, ""])
