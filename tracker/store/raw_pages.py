"""The history read off a file's pages past SQLite, for a file whose first pages are lost.

SQLite finds nothing without them. Each page of rows still says of itself what it holds, and the history alone tells of
every row. The format is that of https://www.sqlite.org/fileformat2.html, sections 1.6 and 2.1.
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

from tracker.claims.model import Batch, Entry
from tracker.store.tables import columns_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Values = dict[str, Any]
"""A row as SQLite holds it, by column."""

_LEAF = 0x0D
_HEADER_LENGTH = 100
_USUAL_PAGE = 4_096
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""How many bytes an integer of a serial type takes."""

_SHAPES: dict[str, tuple[tuple[str, ...], tuple[tuple[type, ...], ...]]] = {
    "journal_batch": (
        tuple(columns_of(Batch).keys()),
        ((type(None),), (str,), (str,), (str,), (int, type(None)), (int, type(None)), (str,)),
    ),
    "journal_entry": (
        tuple(columns_of(Entry).keys()),
        ((type(None),), (int,), (str,), (int,), (str, type(None)), (str, type(None))),
    ),
}
"""The columns of the history's tables with the types of their values; a row's number stands before the row."""


class RawPages:
    """A file's pages. Only the history is told from them: other tables' rows do not show whose they are."""

    def __init__(self, file: Path) -> None:
        self._content = file.read_bytes()
        told = int.from_bytes(self._content[16:18], "big")
        self._size = told if told >= 512 and told.bit_count() == 1 else _USUAL_PAGE  # noqa: PLR2004 -- the least

    def rows(self, table: str) -> Iterator[Values]:
        """The rows of a table of the history that are on any page, each once."""
        if table not in _SHAPES:
            return
        names, types = _SHAPES[table]
        seen: set[int] = set()
        for number, values in self._records():
            fits = len(values) == len(types) and all(map(isinstance, values, types))
            if fits and number not in seen:
                seen.add(number)
                yield dict(zip(names, [number, *values[1:]], strict=True))

    def highest_number(self, table: str) -> int:  # noqa: ARG002 -- asked of every source
        """Nothing is known of the counters."""
        return 0

    def _records(self) -> Iterator[tuple[int, list[Any]]]:
        """Every row on a page of rows, by its number. What does not follow the format is passed over."""
        for start in range(0, len(self._content), self._size):
            page = self._content[start : start + self._size]
            head = _HEADER_LENGTH if start == 0 else 0
            if len(page) < self._size or page[head] != _LEAF:
                continue
            (cells,) = struct.unpack_from(">H", page, head + 3)
            for cell in range(min(cells, (self._size - head - 8) // 2)):
                (place,) = struct.unpack_from(">H", page, head + 8 + 2 * cell)
                try:
                    yield self._cell(page, place)
                except (IndexError, ValueError, struct.error):
                    continue

    def _cell(self, page: bytes, place: int) -> tuple[int, list[Any]]:
        length, place = _varint(page, place)
        number, place = _varint(page, place)
        local = self._local(length)
        payload = page[place : place + local]
        if local < length:
            (following,) = struct.unpack_from(">I", page, place + local)
            payload += self._overflow(following, length - local)
        return number, _values(payload)

    def _local(self, length: int) -> int:
        """How much of a row stands on its own page."""
        if length <= self._size - 35:
            return length
        least = (self._size - 12) * 32 // 255 - 23
        most = least + (length - least) % (self._size - 4)
        return most if most <= self._size - 35 else least

    def _overflow(self, page: int, length: int) -> bytes:
        """The rest of a row, which stands on a chain of pages."""
        found = bytearray()
        while len(found) < length:
            if not 0 < page <= len(self._content) // self._size:
                message = "the chain of pages leads nowhere"
                raise ValueError(message)
            start = (page - 1) * self._size
            (page,) = struct.unpack_from(">I", self._content, start)
            found += self._content[start + 4 : start + self._size]
        return bytes(found[:length])


def _varint(content: bytes, place: int) -> tuple[int, int]:
    """A number of one to nine bytes, and the place after it."""
    number = 0
    for _ in range(8):
        byte = content[place]
        number, place = number << 7 | byte & 0x7F, place + 1
        if byte < 0x80:  # noqa: PLR2004 -- the bit that says more follows
            return number, place
    return number << 8 | content[place], place + 1


def _values(payload: bytes) -> list[Any]:
    """The values of a row: its header names a type and with it a length for each."""
    end, place = _varint(payload, 0)
    values: list[Any] = []
    at = end
    while place < end:
        kind, place = _varint(payload, place)
        length = _INTEGERS.get(kind, 8 if kind == 7 else max(0, (kind - 12) // 2))  # noqa: PLR2004 -- a float
        content, at = payload[at : at + length], at + length
        if len(content) < length:
            message = "the row is cut off"
            raise ValueError(message)
        values.append(_value(kind, content))
    return values


def _value(kind: int, content: bytes) -> Any:
    if kind in _INTEGERS:
        return int.from_bytes(content, "big", signed=True)
    if kind in {8, 9}:
        return kind - 8
    if kind >= 13 and kind % 2:  # noqa: PLR2004 -- the first type of texts
        return content.decode("utf-8")
    return struct.unpack(">d", content)[0] if kind == 7 else content if kind >= 12 else None  # noqa: PLR2004 -- blobs
