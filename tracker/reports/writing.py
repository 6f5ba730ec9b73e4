"""Reports leave the program: into a file, whole or not at all, or to standard output."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import InvalidInput
from tracker.reports.files import written_whole
from tracker.reports.formats import format_named
from tracker.reports.tables import report_named
from tracker.store.records import hand_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tracker.reports.formats import Sink
    from tracker.store.archive import Archive
    from tracker.store.records import Record
    from tracker.store.terms import Term


def write_report(  # noqa: PLR0913 -- each is one choice of the report form
    archive: Archive,
    name: str,
    terms: tuple[Term, ...],
    target: Path,
    *,
    today: date,
    format: str = "",  # noqa: A002 -- the word that its option has
    force: bool = False,
    excel: str = "",
) -> int:
    """Write a report of the claims that a filter lets through into a file; how many rows it has.

    Without a ``format`` the file's ending decides. ``excel`` is "", or ``en`` or ``fr`` for a spreadsheet program in
    that language. Raises InvalidInput, with the old file intact, when it cannot be written or is the database itself.
    """
    chosen = format_named(format, target.name, excel)
    report_named(name)
    _spare_the_database(archive, target)
    with written_whole(target, force=force) as file:
        return send_report(archive, name, terms, file, today=today, format=chosen.name, excel=excel)


def send_report(  # noqa: PLR0913
    archive: Archive,
    name: str,
    terms: tuple[Term, ...],
    sink: Sink,
    *,
    today: date,
    format: str = "",  # noqa: A002
    excel: str = "",
) -> int:
    """Write a report to an open file; how many rows it has."""
    chosen, report = format_named(format, excel=excel), report_named(name)

    def receive(records: Iterator[Record]) -> int:
        return chosen.write(sink, report.columns, records, excel)

    return archive.run(hand_out, report.rows, terms, today, receive)


def _spare_the_database(archive: Archive, target: Path) -> None:
    """Refuse the file that the claims are read from, under whatever name."""
    database = archive.place.path
    target = Path(os.path.expanduser(target))  # noqa: PTH111 -- pathlib's raises for ~nobody
    # What is not there, or cannot be looked at, is told when it is written.
    with suppress(OSError):
        if database and database.samefile(target):
            raise InvalidInput(f"{target} holds the claims themselves and was left as it is: name another file.")
