"""What the reports are: their columns, documented in ``schema/columns.toml``, and the rows that fill them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from tracker import places
from tracker.claims.typed import no_such
from tracker.errors import TrackerError
from tracker.store.citations import citation_records
from tracker.store.counted import calibration_records, record_records
from tracker.store.queries import claim_count
from tracker.store.records import claim_records, due_records, verdict_records
from tracker.store.slips import slip_records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from tracker.store.archive import Archive
    from tracker.store.record_orders import RecordPart
    from tracker.store.records import Record
    from tracker.store.terms import Term

_ROWS: dict[str, Callable[..., Iterator[Record]]] = {
    "claims": claim_records,
    "verdicts": verdict_records,
    "due": due_records,
    "record": record_records,
    "slips": slip_records,
    "calibration": calibration_records,
    "citations": citation_records,
}
"""Where each report takes its rows from. A report is one line here and its columns in ``schema/columns.toml``."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``type`` is number, decimal, text, code, day, moment, list, probability or boolean."""

    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report; ``rows`` is the question that answers with its records, ``missing`` what is told without any.

    The shell adds the ``remedy``, the command that brings some. ``key`` names the columns that tell its rows apart.
    """

    name: str
    title: str
    description: str
    missing: str
    remedy: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[..., Iterator[Record]]


@lru_cache(maxsize=1)
def reports() -> dict[str, Report]:
    """Every report by its name."""
    file = places.schema_folder() / "columns.toml"
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise TrackerError(f"The program's own file {file} is missing: install the program again.") from error
    columns = {name: Column(name, **about) for name, about in told["columns"].items()}
    return {
        name: Report(
            name,
            about["title"],
            about["description"],
            about["missing"],
            about["remedy"],
            tuple(columns[column] for column in about["columns"]),
            tuple(about["key"]),
            _ROWS[name],
        )
        for name, about in told["reports"].items()
    }


def report_named(name: str, part: RecordPart | None = None) -> Report:
    """The report of that name; of the record a part alone where one is told. Raises InvalidInput when there is none."""
    found = reports().get(name)
    if found is None:
        raise no_such("report", name, reports())
    if part and found.rows is record_records:
        return replace(found, rows=partial(record_records, part=part))
    return found


def report_total(archive: Archive, report: Report, terms: tuple[Term, ...], today: date) -> int | None:
    """How many rows a report will have, where that is quick to tell."""
    return archive.run(claim_count, terms, today) if report.rows is claim_records else None
