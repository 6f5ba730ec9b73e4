"""Reports leave the program: into a file, whole or not at all, or to standard output."""

from __future__ import annotations

import os
from contextlib import ExitStack, suppress
from dataclasses import replace
from functools import partial
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tracker.errors import InvalidInput
from tracker.reports.csvw import description_beside, description_of
from tracker.reports.edition import Edition, ReportChoices, Written
from tracker.reports.files import written_whole
from tracker.reports.formats import Format, csv_header, csv_line_of, format_named
from tracker.reports.tables import report_named, report_total, reports
from tracker.store.csv_lines.lines import claim_lines
from tracker.store.filters import parse_filter
from tracker.store.orders import SORT, names_an_order
from tracker.store.past import as_known_on, unwatched
from tracker.store.records import CLAIM_KEYS, hand_out
from tracker.store.terms import joined
from tracker.store.views import find_view, view_named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import TextIO

    from tracker.reports.tables import Report
    from tracker.store.archive import Archive
    from tracker.store.csv_lines.lines import Lines
    from tracker.store.past import Watch
    from tracker.store.records import Record
    from tracker.store.terms import Term


class Sink(Protocol):
    """What the pieces of a report are written to: texts, or bytes where the format is binary."""

    def write(self, piece: str | bytes, /) -> object:
        """Take the piece."""
        ...


def write_report(  # noqa: PLR0913 -- what is wanted, where to, and the day
    archive: Archive,
    choices: ReportChoices,
    target: Path,
    *,
    today: date,
    force: bool = False,
    watch: Watch = unwatched,
) -> Written:
    """Write a report into a file; what came of it.

    Raises InvalidInput, with the old file intact, when it cannot be written or is the database itself.
    """
    chosen, report, _ = read_choices(choices, target.name)
    choices = replace(choices, format=chosen.name)
    _spare_the_database(archive, target)
    with ExitStack() as files:
        if choices.describes_columns:
            beside = description_beside(target)
            _spare_the_database(archive, beside)
            description = files.enter_context(written_whole(beside, force=force))
            description.write(description_of(report, target.name, choices.excel))
            # What could fail for want of room fails before the report takes its place.
            description.flush()
        sink = _FileSink(files.enter_context(written_whole(target, force=force)))
        return send_report(archive, choices, sink, today=today, watch=watch)


def send_report(
    archive: Archive, choices: ReportChoices, sink: Sink, *, today: date, watch: Watch = unwatched
) -> Written:
    """Write a report to an open file; what came of it. Raises InvalidInput."""
    chosen, report, _ = read_choices(choices)
    written, day = Written(), choices.as_of or today
    with as_known_on(archive, choices.as_of, today, watch) as known:
        choices, terms = _with_view(choices, known, archive)
        total = None if watch is unwatched else report_total(known, report, terms, day)

        def receive(records: Iterator[Record]) -> None:
            through = _let_through(records, chosen, choices, written)
            with watch(through, f"writing {report.name}", total) as rows:
                for piece in chosen.pieces(Edition(report, choices, rows, day)):
                    sink.write(piece)

        def receive_lines(lines: Iterator[Lines]) -> None:
            sink.write(csv_header(report))
            with watch(_each_written(lines, sink), f"writing {report.name}", total) as through:
                written.rows = sum(through)

        if _comes_in_lines(report, choices, chosen):
            lines = partial(claim_lines, line_of=csv_line_of(report))
            known.run(hand_out, lines, terms, day, receive_lines)
        else:
            known.run(hand_out, report.rows, terms, day, receive)
    if not written.rows and not written.left_out:
        written.missing, written.remedy = report.missing, report.remedy
    return written


def read_choices(choices: ReportChoices, file_name: str = "") -> tuple[Format, Report, tuple[Term, ...]]:
    """The format, the report and the filter that are meant. Raises InvalidInput for what cannot be or go together."""
    chosen, report = format_named(choices.format, file_name, choices.excel), report_named(choices.report, choices.part)
    if not chosen.suits(report):
        others = ", ".join(other.name for other in reports().values() if chosen.suits(other))
        raise InvalidInput(
            f"The report {report.name} does not have what {chosen.name} is made of: that takes {others}."
        )
    if choices.describes_columns and not chosen.suits_excel:
        raise InvalidInput(f"The format {chosen.name} has no columns to describe: leave --csvw away or choose csv.")
    if choices.check_url and chosen.name != "claimreview":
        raise InvalidInput(
            f"The format {chosen.name} has no place for the addresses of checks: leave --check-url away, "
            "or choose claimreview."
        )
    return chosen, report, parse_filter(choices.filter)


def _comes_in_lines(report: Report, choices: ReportChoices, chosen: Format) -> bool:
    """Whether the database itself can put the lines together, just as they would be written."""
    is_whole = tuple(column.name for column in report.columns) == CLAIM_KEYS and report.name == "claims"
    is_plain = chosen.name == "csv" and not choices.excel and choices.as_of is None
    return is_whole and is_plain


def _with_view(choices: ReportChoices, known: Archive, archive: Archive) -> tuple[ReportChoices, tuple[Term, ...]]:
    """The choices with a saved view's filter before their own, as it was then, or as it is now if there was none.

    Beside them the terms of both: neither is read into the other, and the own order goes before the view's.
    """
    own = parse_filter(choices.filter)
    if not choices.view:
        return choices, own
    view = known.run(find_view, choices.view) or archive.run(view_named, choices.view)
    kept = tuple(term for term in parse_filter(view.filter) if term.field != SORT or not names_an_order(own))
    return replace(choices, filter=f"{joined(view.filter, kept)} {choices.filter}".strip(), view=""), (*kept, *own)


def _let_through(
    records: Iterator[Record], chosen: Format, choices: ReportChoices, written: Written
) -> Iterator[Record]:
    """The rows that the format takes, all of them counted."""
    for row in records:
        reason = chosen.leaves_out(row, choices) if chosen.leaves_out else ""
        if reason:
            written.left_out[reason] += 1
        else:
            written.rows += 1
            yield row


def _each_written(lines: Iterator[Lines], sink: Sink) -> Iterator[int]:
    """One for each line, once it is written."""
    for some in lines:
        sink.write(some.text)
        yield from repeat(1, some.number)


class _FileSink:
    """A file that is being written; texts are written as UTF-8."""

    def __init__(self, file: TextIO) -> None:
        self._file = file.buffer

    def write(self, piece: str | bytes, /) -> int:
        """Take the piece."""
        return self._file.write(piece.encode() if isinstance(piece, str) else piece)


def _spare_the_database(archive: Archive, target: Path) -> None:
    """Refuse the file that the claims are read from, under whatever name."""
    database = archive.place.path
    target = Path(os.path.expanduser(target))  # noqa: PTH111 -- pathlib's raises for ~nobody
    # What is not there, or cannot be looked at, is told when it is written.
    with suppress(OSError):
        if database and database.samefile(target):
            raise InvalidInput(f"{target} holds the claims themselves and was left as it is: name another file.")
