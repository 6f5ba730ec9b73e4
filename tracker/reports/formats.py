"""The formats in which reports are written: one writer and its line in ``FORMATS`` each.

A writer takes an edition and yields what is to be written, piece by piece, so that no report has to be held whole.
"""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import isinf
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tracker.claims.typed import no_such
from tracker.claims.vocabulary import LIST_JOINT
from tracker.display import display, shorten
from tracker.errors import InvalidInput
from tracker.reports.claim_review import review_pieces, why_no_review
from tracker.reports.due_calendar import calendar_pieces, why_no_event
from tracker.reports.layouts import blocks_of
from tracker.reports.prose import markdown, plain
from tracker.reports.workbook import workbook_pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from tracker.reports.edition import Edition, ReportChoices
    from tracker.reports.tables import Report
    from tracker.store.records import Record

BYTE_ORDER_MARK = "\ufeff"
"""What makes a spreadsheet program read a file as UTF-8."""

INFINITE = "INF"
"""A number without end, as the W3C's datatypes write it; JSON knows none and says null."""

_LINE_END, _DELIMITERS = "\r\n", ",;\t"
_RUN_AS_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """What a spreadsheet program in one language expects of CSV that it opens by itself."""

    delimiter: str
    decimal_sign: str


SPREADSHEETS = {"": Spreadsheet(",", "."), "en": Spreadsheet(",", "."), "fr": Spreadsheet(";", ",")}
"""The spreadsheet programs by their language, and what other programs expect."""

_LOCALE_VARIABLES = ("LC_ALL", "LANG")
"""Where a system tells its language; the first that is set counts."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its file name's ending, what it is for, and its writer.

    ``needs`` are columns that a report must have for it. ``leaves_out`` tells why a row is left out, "" if it is not.
    """

    name: str
    suffix: str
    sentence: str
    pieces: Callable[[Edition], Iterator[str] | Iterator[bytes]]
    suits_excel: bool = False
    is_binary: bool = False
    needs: tuple[str, ...] = ()
    leaves_out: Callable[[Record, ReportChoices], str] | None = None

    def suits(self, report: Report) -> bool:
        """Whether the report has what the format needs."""
        return set(self.needs) <= {column.name for column in report.columns}


def spreadsheet_language(surroundings: Mapping[str, str]) -> str:
    """The spreadsheet programs to be expected on a system, by what its environment tells of its language."""
    told = next((value for name in _LOCALE_VARIABLES if (value := surroundings.get(name))), "")
    return "fr" if told.casefold().startswith("fr") else "en"


def guarded(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if _RUN_AS_FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that ``guarded`` was given: one apostrophe goes where it put one."""
    return text[1:] if text.startswith("'") and _RUN_AS_FORMULA.match(text) else text


def csv_pieces(edition: Edition) -> Iterator[str]:
    """RFC 4180 with a header; for a spreadsheet program with a mark, its delimiter and its decimal sign.

    A cell is quoted also when it holds what delimits cells elsewhere: some programs split lines at all of these, and
    would run what then stands at the beginning of a cell.
    """
    excel, report = edition.choices.excel, edition.report
    yield (BYTE_ORDER_MARK if excel else "") + csv_header(report, excel)
    yield from map(csv_line_of(report, excel), edition.rows)


def csv_header(report: Report, excel: str = "") -> str:
    """The line that names a report's columns."""
    return csv_lines(SPREADSHEETS[excel].delimiter)([column.name for column in report.columns])


def csv_line_of(report: Report, excel: str = "") -> Callable[[Record], str]:
    """What makes a line of CSV of a report's row."""
    spreadsheet, columns = SPREADSHEETS[excel], report.columns
    line_of = csv_lines(spreadsheet.delimiter)
    return lambda row: line_of([_cell(row[column.name], spreadsheet.decimal_sign) for column in columns])


def csv_lines(delimiter: str = ",") -> Callable[[Iterable[str]], str]:
    """What makes a line of CSV of cells, with its end."""
    # What the file's ``write`` answers is what ``writerow`` answers: the line itself. Cells are quoted that hold any of
    # the characters that end it.
    line_of: Callable[[Iterable[str]], Any]
    line_of = csv.writer(_Line(), delimiter=delimiter, lineterminator=_LINE_END + _DELIMITERS).writerow
    return line_of


def jsonl_pieces(edition: Edition) -> Iterator[str]:
    """One JSON object per line; what is unknown is null."""
    for row in edition.rows:
        told = {column.name: plain_value(row[column.name]) for column in edition.report.columns}
        yield json.dumps(told, ensure_ascii=False) + "\n"


def markdown_pieces(edition: Edition) -> Iterator[str]:
    """A text with headings and tables, to be published."""
    return markdown(blocks_of(edition))


def text_pieces(edition: Edition) -> Iterator[str]:
    """The same as plain text, to be read as it is."""
    return plain(blocks_of(edition), edition.choices.width)


def plain_value(value: Any) -> Any:
    """A record's value as JSON holds it: days as ISO text, lists as lists, unknown as null."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, float) and isinf(value):
        return None
    return None if value == "" else value


FORMATS = {
    one.name: one
    for one in (
        Format("csv", ".csv", "for programs and spreadsheets", csv_pieces, suits_excel=True),
        Format("jsonl", ".jsonl", "one JSON object per line", jsonl_pieces),
        Format("markdown", ".md", "to be read and published", markdown_pieces),
        Format("text", ".txt", "to be read as it is", text_pieces),
        Format("xlsx", ".xlsx", "an Excel workbook", workbook_pieces, is_binary=True),
        Format(
            "ics",
            ".ics",
            "last days as a calendar",
            calendar_pieces,
            needs=("status", "due_end"),
            leaves_out=why_no_event,
        ),
        Format(
            "claimreview",
            ".jsonld",
            "settled claims for search engines",
            review_pieces,
            needs=("verdict", "source_url"),
            leaves_out=why_no_review,
        ),
    )
}
"""Every format by its name."""


def format_by_ending(file_name: str) -> Format | None:
    """The format that a file's ending tells, None where it tells none."""
    return next((one for one in FORMATS.values() if file_name.casefold().endswith(one.suffix)), None)


def format_named(name: str, file_name: str = "", excel: str = "") -> Format:
    """The format of that name, else the one that the file's ending tells, else CSV. Raises InvalidInput.

    An ending that tells none is refused unless a format is named.
    """
    found = FORMATS.get(name) if name else format_by_ending(file_name) or FORMATS["csv"]
    ending = Path(file_name).suffix
    if not name and ending and not format_by_ending(file_name):
        endings = ", ".join(one.suffix for one in FORMATS.values())
        raise InvalidInput(
            f"“{shorten(display(ending), 40)}” tells no format. There are: {endings}. "
            "Name the file so, or choose with --format."
        )
    if found is None:
        raise no_such("format", name, FORMATS)
    if excel not in SPREADSHEETS:
        languages = ", ".join(filter(None, SPREADSHEETS))
        raise InvalidInput(f"There is no spreadsheet for “{excel}”. There are: {languages}.")
    if excel and not found.suits_excel:
        raise InvalidInput(f"The format {found.name} is not for spreadsheets: leave --excel away or choose csv.")
    return found


class _Line:
    """What is written comes back, with the line's proper end."""

    def write(self, text: str, /) -> str:
        """Give the text back."""
        return text.removesuffix(_DELIMITERS)


def _cell(value: Any, decimal_sign: str) -> str:
    """A value as a cell. Codes are guarded like texts: a language is typed by hand as well."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return guarded(LIST_JOINT.join(value))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return INFINITE if isinf(value) else _decimal(value).replace(".", decimal_sign)
    return guarded(value) if isinstance(value, str) else str(value)


def _decimal(number: float) -> str:
    """The shortest digits that stand for just this number, without an exponent."""
    return f"{Decimal(repr(number)):f}"
