"""The report “claims” as lines of CSV that the database puts together: a quarter of the time that records take.

The lines are, byte for byte, those that the csv module makes of claims' records. The database gives each claim's cells
in one piece, with a sign between them; what is left to do is done to many claims' pieces at once. A claim is written
from its record where SQL would do otherwise: when one of its texts holds such a sign or a null character, at which
SQLite would cut it, or when its probability has more digits than SQL writes. So is one with a text that a spreadsheet
might run as a formula, which are few.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from tracker.store.csv_lines import cells as signs
from tracker.store.csv_lines.pieces import bunches_of
from tracker.store.records import CLAIM_KEYS, records_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from sqlmodel import Session

    from tracker.store.csv_lines.pieces import Bunch, Piece
    from tracker.store.records import Record
    from tracker.store.terms import Term


class Lines(NamedTuple):
    """Some lines of CSV as one text, and how many they are."""

    text: str
    number: int


_BETWEEN, _END = signs.BETWEEN.encode(), signs.END.encode()
_BETWEENS = len(CLAIM_KEYS) - 1
_LINE_END = b"\r\n"
_DELIMITERS, _LEADERS = b'",;\t\r\n', b"'=+-@\xef"
_MARKS = bytes.maketrans(_DELIMITERS + _LEADERS, b'"' * len(_DELIMITERS) + b"=" * len(_LEADERS))
"""What delimits cells becomes one sign, and what a formula can begin with another: the signs ＝＋－＠ begin with EF."""

_DELIMITING_LEADERS = (b"\t", b"\r", b"\n")
_COMMAS = bytes.maketrans(_BETWEEN, b",")
_FORMULA = re.compile(_BETWEEN + "'*(?:[-=+@\t\r\n]|＝|＋|－|＠)".encode())


def claim_lines(
    session: Session, terms: tuple[Term, ...], today: date, line_of: Callable[[Record], str]
) -> Iterator[Lines]:
    """The lines of the claims that a filter lets through, in the order that it names, else by their number.

    ``line_of`` writes those that SQL cannot.
    """

    def from_records(claim_ids: list[int]) -> dict[int, str]:
        return {record["claim_id"]: line_of(record) for record in records_of(session, claim_ids, today)}

    for bunch in bunches_of(session, terms, today, _quoted_where_plain):
        yield Lines(_text_of(bunch, from_records), len(bunch.numbers))


def _quoted_where_plain(bunch: Bunch) -> Bunch:
    """The same claims with their cells as lines, unless one of them may have to be made of its record."""
    told = bunch.cells
    marked = told.translate(_MARKS)
    if bunch.is_odd or not _is_whole(told, len(bunch.numbers)) or _may_begin_like_a_formula(told, marked):
        return bunch._replace(is_odd=True)
    return bunch._replace(cells=_quoted(told, marked))


def _text_of(bunch: Bunch, from_records: Callable[[list[int]], dict[int, str]]) -> str:
    """The lines of some claims."""
    try:
        return (_mixed(bunch.one_by_one(), from_records) if bunch.is_odd else bunch.cells).decode()
    except UnicodeDecodeError:  # no text at all, which is told in a sentence where records are read
        return "".join(from_records(bunch.numbers).values())


def _mixed(pieces: list[Piece], from_records: Callable[[list[int]], dict[int, str]]) -> bytes:
    """The lines of some claims, a few of them made of their records."""
    records = from_records(
        [number for number, one, odd in pieces if odd or not _is_whole(one, 1) or _FORMULA.search(one)]
    )
    lines: list[bytes] = []
    for is_made, some in groupby(pieces, lambda piece: piece[0] in records):
        if is_made:
            lines += (records[number].encode() for number, _, _ in some)
        else:
            told = b"".join([cells for _, cells, _ in some])
            lines.append(_quoted(told, told.translate(_MARKS)))
    return b"".join(lines)


def _is_whole(told: bytes, claims: int) -> bool:
    """Whether so many claims' cells hold no other signs than those that are put between and behind them."""
    return told.count(_END) == claims and told.count(_BETWEEN) == claims * _BETWEENS


def _may_begin_like_a_formula(told: bytes, marked: bytes) -> bool:
    """Whether a cell begins with an apostrophe, or with the first byte of what a spreadsheet runs as a formula."""
    return _BETWEEN + b"=" in marked or any(sign in told and _BETWEEN + sign in told for sign in _DELIMITING_LEADERS)


def _quoted(told: bytes, marked: bytes) -> bytes:
    """The lines of these pieces, in which cells are quoted where a mark says that something delimits."""
    quotes = b'"' in told
    parts: list[bytes] = []
    done = 0
    found = marked.find(b'"')
    while found >= 0:
        start, end = told.rfind(_BETWEEN, done, found) + 1, told.index(_BETWEEN, found)
        parts += (told[done:start], told[start:end].replace(b'"', b'""') if quotes else told[start:end])
        done = end
        found = marked.find(b'"', end)
    parts.append(told[done:])
    return b'"'.join(parts).translate(_COMMAS).replace(_END, _LINE_END)
