"""The formats in which reports are written: one writer and its line in ``FORMATS`` each."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tracker.reports.tables import Column
    from tracker.store.records import Record

BYTE_ORDER_MARK = "\ufeff"
"""What makes a spreadsheet program read a file as UTF-8."""

LIST_JOINT = "; "
_DELIMITERS = {"": ",", "en": ",", "fr": ";"}
_RUN_AS_FORMULA = re.compile(r"'*[=+\-@\t\r]")


class Sink(Protocol):
    """What rows are written to."""

    def write(self, text: str, /) -> int:
        """Take the text."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """A format, its file name's ending, and the writer, which answers how many rows it wrote."""

    name: str
    suffix: str
    write: Callable[[Sink, Sequence[Column], Iterable[Record], str], int]
    suits_excel: bool = False


def guarded(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{text}" if _RUN_AS_FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that ``guarded`` was given: one apostrophe goes where it put one."""
    return text[1:] if text.startswith("'") and _RUN_AS_FORMULA.match(text) else text


def write_csv(sink: Sink, columns: Sequence[Column], rows: Iterable[Record], excel: str) -> int:
    """RFC 4180 with a header. ``excel`` is "", or the language of the spreadsheet program: a mark and its delimiter."""
    if excel:
        sink.write(BYTE_ORDER_MARK)
    writer = csv.writer(sink, delimiter=_DELIMITERS[excel])
    writer.writerow([column.name for column in columns])
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007 -- the last number is how many there were
        writer.writerow([_cell(row[column.name]) for column in columns])
    return count


def write_jsonl(sink: Sink, columns: Sequence[Column], rows: Iterable[Record], _excel: str) -> int:
    """One JSON object per line; what is unknown is null."""
    count = 0
    for count, row in enumerate(rows, start=1):  # noqa: B007 -- the last number is how many there were
        told = {column.name: plain_value(row[column.name]) for column in columns}
        sink.write(json.dumps(told, ensure_ascii=False) + "\n")
    return count


def plain_value(value: Any) -> Any:
    """A record's value as JSON holds it: days as ISO text, lists as lists, unknown as null."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return list(value)
    return None if value == "" else value


FORMATS = {
    one.name: one
    for one in (
        Format("csv", ".csv", write_csv, suits_excel=True),
        Format("jsonl", ".jsonl", write_jsonl),
    )
}
"""Every format by its name."""


def format_named(name: str, file_name: str = "", excel: str = "") -> Format:
    """The format of that name, else the one that the file's ending tells, else CSV. Raises InvalidInput."""
    told = next((one for one in FORMATS.values() if file_name.casefold().endswith(one.suffix)), FORMATS["csv"])
    found = FORMATS.get(name) if name else told
    if found is None:
        raise InvalidInput(f"There is no format “{name}”. There are: {', '.join(FORMATS)}.")
    if excel not in _DELIMITERS:
        raise InvalidInput(f"There is no spreadsheet for “{excel}”. There are: {', '.join(filter(None, _DELIMITERS))}.")
    if excel and not found.suits_excel:
        raise InvalidInput(f"The format {found.name} is not for spreadsheets: leave --excel away or choose csv.")
    return found


def _cell(value: Any) -> str:
    """A value as a cell. Codes are guarded like texts: a language is typed by hand as well."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return guarded(LIST_JOINT.join(value))
    if isinstance(value, bool):
        return str(value).lower()
    return guarded(value) if isinstance(value, str) else str(value)
