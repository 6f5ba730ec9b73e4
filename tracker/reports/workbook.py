"""A report as an Excel workbook, by the extra ``xlsx``: days are days, and no text is run as a formula."""

from __future__ import annotations

from datetime import date, datetime, time
from math import isinf
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from tracker.claims.vocabulary import LIST_JOINT
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.reports.edition import Edition

_MOST_ROWS = 1_048_576
_LONGEST = 32_767
_AT_ONCE = 1 << 16
_WIDTHS = {"text": 40, "list": 30, "moment": 28, "day": 12}
_FORMATS = {"day": "yyyy-mm-dd", "probability": "0.0%"}


def workbook_pieces(edition: Edition) -> Iterator[bytes]:
    """The bytes of the workbook, which holds one sheet named after the report.

    Rows wait in a file of their own until all are known. Raises InvalidInput without the library, and for more rows
    than a sheet holds.
    """
    try:
        import xlsxwriter  # noqa: PLC0415 -- an extra, and slow to load
    except ModuleNotFoundError:
        raise InvalidInput("Excel workbooks need one more package: pip install 'claim-tracker[xlsx]'.") from None
    with TemporaryDirectory(prefix="tracker-", ignore_cleanup_errors=True) as folder:
        file = Path(folder) / "report.xlsx"
        book = xlsxwriter.Workbook(str(file), {"constant_memory": True, "tmpdir": folder})
        book.use_zip64()
        # The day of the report instead of the moment of writing: the same report is the same bytes.
        book.set_properties({"title": edition.report.title, "created": datetime.combine(edition.day, time())})
        sheet = book.add_worksheet(edition.report.name)
        try:
            _fill(book, sheet, edition)
            book.close()
        except xlsxwriter.exceptions.FileCreateError as error:
            raise error.args[0] from error
        finally:
            sheet.row_data_fh.close()
        with file.open("rb") as written:
            while piece := written.read(_AT_ONCE):
                yield piece


def _fill(book: Any, sheet: Any, edition: Edition) -> None:
    columns = edition.report.columns
    bold = book.add_format({"bold": True})
    looks = {name: book.add_format({"num_format": shown}) for name, shown in _FORMATS.items()}
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(column.type, max(10, len(column.name) + 3)))
        sheet.write_string(0, place, column.name, bold)
    sheet.freeze_panes(1, 0)
    number = 0
    for number, row in enumerate(edition.rows, start=1):
        if number >= _MOST_ROWS:
            raise InvalidInput(f"A sheet holds {_MOST_ROWS - 1:,} rows and the report has more: choose csv, or filter.")
        for place, column in enumerate(columns):
            _write(sheet, number, place, row[column.name], looks.get(column.type))
    sheet.autofilter(0, 0, number, len(columns) - 1)


def _write(sheet: Any, row: int, place: int, value: Any, look: Any) -> None:
    """A value as the kind of cell that it is; what is unknown stays empty."""
    if isinstance(value, tuple):
        value = LIST_JOINT.join(value)
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, look)
    elif isinstance(value, (int, float)) and not isinf(value):
        sheet.write_number(row, place, value, look)
    else:
        sheet.write_string(row, place, _shortened(str(value)))


def _shortened(text: str) -> str:
    """The text with an ellipsis where it is longer than a cell may be; nothing that a form lets through is."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
