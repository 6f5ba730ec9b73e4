"""A file as rows of cells: CSV with any usual delimiter, JSON lines and JSON, each row with its line in the file."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from tracker.display import display, shorten
from tracker.errors import InvalidInput
from tracker.transfer.texts import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST_CELL = 5_000_000
"""How many characters one cell may hold; whole articles are shorter."""

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_LOOKED_AT = 20
_MARK_OF_EXCEL = "sep="

csv.field_size_limit(LONGEST_CELL)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the line of the file on which it begins, and its cells by the header's names.

    ``problem`` says what is wrong with the row as a whole: it has not as many cells as the header. ``as_it_stands`` are
    all the cells that it has, one after the other.
    """

    number: int
    cells: dict[str, str]
    problem: str = ""
    as_it_stands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSV file: its name, how it was read, its first row and the others. ``delimiter`` is the one that it has."""

    name: str
    encoding: str
    delimiter: str
    first_row: tuple[str, ...]
    lines: tuple[Line, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """The names of its columns, without those that have none."""
        return tuple(filter(None, self.first_row))

    @property
    def manner(self) -> str:
        """How it was read: ``UTF-8, semicolon``."""
        return f"{self.encoding}, {DELIMITERS[self.delimiter]}"


@dataclass(frozen=True, slots=True)
class Item:
    """One object of a JSON file, with its line where each line holds one, else its place from 1."""

    number: int
    told: dict[str, Any]


def read_sheet(content: bytes, name: str, encoding: str = "") -> Sheet:
    """Read a CSV file. Raises InvalidInput with its name and line when it cannot be one."""
    told = decoded(content, name, encoding)
    text, skipped = told.text, 0
    first, _, rest = text.partition("\n")
    delimiter = ""
    if first.strip().casefold().startswith(_MARK_OF_EXCEL) and first.strip()[-1] in DELIMITERS:
        delimiter, text, skipped = first.strip()[-1], rest, 1
    if not text.strip():
        raise InvalidInput(f"{name} is empty: there is nothing to import.")
    delimiter = delimiter or _delimiter_of(text)
    rows = _rows(text, delimiter, name, skipped)
    number, header = next(rows, (1, []))
    names = _checked_header(header, f"{name}:{number}")
    lines = tuple(_line(number, names, cells) for number, cells in rows if any(cells))
    return Sheet(name, told.encoding, delimiter, tuple(names), lines)


def _rows(text: str, delimiter: str, name: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not blank, each with the line on which it begins. Lines inside a cell end as they do here."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise InvalidInput(f"{name}:{begins + skipped}: {_explained(str(error))}") from None
        if cells:
            yield begins + skipped, [cell.replace("\r\n", "\n") for cell in cells]
        begins = reader.line_num + 1


def _explained(message: str) -> str:
    if "field limit" in message:
        return f"a cell holds more than {LONGEST_CELL:,} characters."
    if "end of data" in message:
        return "a quotation mark is opened and never closed."
    if "expected after" in message:
        return "after a closed quotation mark the cell goes on: write a quotation mark inside a cell twice."
    return f"it is no CSV ({message})."


def _delimiter_of(text: str) -> str:
    """The delimiter that cuts the first rows into as many cells as the header has, of these the one that cuts most."""

    def cut(delimiter: str) -> tuple[int, int]:
        try:
            rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), _LOOKED_AT))
        except csv.Error:
            return 0, 0
        rows = [row for row in rows if row]
        alike = sum(len(row) == len(rows[0]) for row in rows)
        return (alike if len(rows[0]) > 1 else 0), len(rows[0])

    return max(DELIMITERS, key=cut)


def _checked_header(header: Sequence[str], where: str) -> list[str]:
    names = [" ".join(cell.split()) for cell in header]
    if not any(names):
        raise InvalidInput(f"{where}: the first row must name the columns.")
    for place, name in enumerate(names):
        if name and name in names[:place]:
            raise InvalidInput(f"{where}: the column “{shorten(display(name), 40)}” is there twice: rename one.")
    while not names[-1]:
        names.pop()
    return names


def _line(number: int, names: Sequence[str], cells: Sequence[str]) -> Line:
    told = {name: cell for name, cell in zip(names, cells, strict=False) if name}
    unnamed = [cell for place, cell in enumerate(cells) if cell.strip() and (place >= len(names) or not names[place])]
    problem = ""
    if len(cells) < len(names) or unnamed:
        problem = f"the row has {len(cells)} cells, the header {len(names)}"
    return Line(number, told, problem, tuple(cells))


def read_items(content: bytes, name: str, encoding: str = "") -> Any:
    """What a JSON file holds; of JSON lines, the list of what they hold as ``Item``. Raises InvalidInput."""
    text = decoded(content, name, encoding).text
    if not text.strip():
        raise InvalidInput(f"{name} is empty: there is nothing to import.")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg.startswith("Extra data") and text.lstrip().startswith("{"):
            return list(_items_by_line(text, name))
        raise InvalidInput(f"{name}:{error.lineno}: it is no JSON ({error.msg} at column {error.colno}).") from None
    except (RecursionError, ValueError):  # ValueError for a number of thousands of digits
        raise InvalidInput(f"{name} is no JSON that can be read: it is nested too deeply.") from None


def _items_by_line(text: str, name: str) -> Iterator[Item]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
        except (RecursionError, ValueError):
            raise InvalidInput(f"{name}:{number}: the line is no JSON.") from None
        if not isinstance(told, dict):
            raise InvalidInput(f"{name}:{number}: the line holds no JSON object.")
        yield Item(number, told)


def items_of(content: bytes, name: str, encoding: str = "") -> list[Item]:
    """The objects of a JSON lines file, also of one that has a single line. Raises InvalidInput."""
    found = read_items(content, name, encoding)
    if isinstance(found, dict):
        return [Item(1, found)]
    if isinstance(found, list) and all(isinstance(one, Item) for one in found):
        return found
    raise InvalidInput(f"{name} is no JSON lines file: each line must hold one object.")
