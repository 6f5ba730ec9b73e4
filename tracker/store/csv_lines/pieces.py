"""Claims' cells as the database gives them: those of some claims in one, by their number or in the order of a filter.

A file is asked for a few claims after the other, by two readers in turn where there can be two. A server is asked once:
it gathers for all claims together what it would have to look up for each.
"""

# ruff: noqa: S608 -- the statements are put together from texts of this room, and from no others

from __future__ import annotations

import json
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from sqlalchemy import text

from tracker.claims.model import ClaimText
from tracker.claims.sources import QUOTE_FIELDS, SOURCE_TEXTS
from tracker.store.csv_lines.cells import DAYS, POSTGRESQL, SQLITE, cells_in_one
from tracker.store.listing import numbers_of
from tracker.store.orders import names_an_order
from tracker.store.side_by_side import in_turn, second_reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from sqlmodel import Session

    from tracker.store.terms import Term

T = TypeVar("T")
Piece: TypeAlias = "tuple[int, bytes, int | None]"
"""A claim's number, its cells in one, and whether one of its texts holds a null character, which cuts them."""


class Bunch(NamedTuple):
    """The cells of some claims in one, whether a text of theirs holds a null character, and how to have them apart."""

    numbers: list[int]
    cells: bytes
    is_odd: bool
    one_by_one: Callable[[], list[Piece]]


_AT_ONCE = 64
"""So many claims' cells stay in the processor's cache, and take little room."""

_IN_TURN = 2
"""So many bunches are read by one of two readers before it is the other one's turn."""

_FETCHED = 1_024
"""How many claims a server sends at once."""

_NUMBERS_AT_ONCE = 1_000
_OWN_TEXTS = (
    *(f"c.{name}" for name in ClaimText.model_fields if name not in {*DAYS, "kind"}),
    *(f"q.{name}" for name in QUOTE_FIELDS),
    *("v.decided_by", "v.reason", "e.quote"),
)
_SHARED_TEXTS = {
    "speaker": ("name",),
    "subject": ("name",),
    "tag": ("name",),
    "source": SOURCE_TEXTS,
}
"""The texts that many claims share, by their tables: they are looked at once, not for every claim."""

_SHARED_AS_JOINED = ("p.name", "o.name", SQLITE.tags, *(f"t.{name}" for name in SOURCE_TEXTS), "w.url")
_ODD = r"instr(json_array({}), '\u00')"
"""JSON writes a null character, and the signs that are put between and behind cells, with these four signs."""


def bunches_of(session: Session, terms: tuple[Term, ...], today: date, made_of: Callable[[Bunch], T]) -> Iterator[T]:
    """What is made of the claims that a filter lets through, in the order that it names, else by their number.

    It is ``made_of`` each bunch by the reader who has it at hand, and without asking the session.
    """
    if session.connection().dialect.name == "postgresql":
        return map(made_of, map(_in_one, _chunks(_on_server(session, terms, today), _AT_ONCE)))
    return _in_file(session, terms, today, made_of)


def _in_one(pieces: list[Piece]) -> Bunch:
    numbers, cells, _ = zip(*pieces, strict=True)
    return Bunch(list(numbers), b"".join(cells), is_odd=False, one_by_one=lambda: pieces)


def _on_server(session: Session, terms: tuple[Term, ...], today: date) -> Iterator[Piece]:
    """Every text of a server is whole: it keeps no null character."""
    # Days are put into words by the server, and compiling a statement would take longer than what it saves.
    session.execute(text("SET LOCAL datestyle = ISO"))
    session.execute(text("SET LOCAL jit = off"))
    asked = f"SELECT s.claim_id, {cells_in_one(POSTGRESQL, today)}, NULL {POSTGRESQL.tables}"
    told: dict[str, Any] = {}
    if terms:
        told["numbers"] = session.execute(_wanted(terms, today)).scalars().all()
        asked = f"""{asked.format(of_these="AND claim_id = ANY(CAST(:numbers AS integer[]))")}
            JOIN unnest(CAST(:numbers AS integer[])) WITH ORDINALITY AS n(claim_id, place) ON n.claim_id = s.claim_id
            ORDER BY n.place"""
    else:
        asked = f"{asked.format(of_these='')} WHERE NOT s.is_trashed ORDER BY s.claim_id"
    found = session.execute(text(asked), told, execution_options={"yield_per": _FETCHED})
    return ((number, cells.encode(), odd) for number, cells, odd in found)


def _in_file(session: Session, terms: tuple[Term, ...], today: date, made_of: Callable[[Bunch], T]) -> Iterator[T]:
    driver = session.connection().connection.cursor()
    with second_reader(session) as other:
        each = f"SELECT s.claim_id, {cells_in_one(SQLITE, today)} AS cells, {_oddness(driver)} AS odd {SQLITE.tables}"

        def read_by(reader: Any, chunk: list[int]) -> list[T]:
            return [made_of(_read(reader, driver, each, some)) for some in _chunks(chunk, _AT_ONCE)]

        numbers = session.execute(_wanted(terms, today), execution_options={"yield_per": _NUMBERS_AT_ONCE}).scalars()
        read, chunks = partial(read_by, driver), _chunks(numbers, _AT_ONCE * _IN_TURN)
        for bunches in in_turn(chunks, read, partial(read_by, other) if other else None):
            yield from bunches


def _read(reader: Any, driver: Any, each: str, numbers: list[int]) -> Bunch:
    """The cells of these claims, in their order."""
    told = json.dumps(numbers)
    in_one = f"SELECT CAST(group_concat(cells, '') AS BLOB), max(odd) FROM ({each} LIMIT {_AT_ONCE})"
    cells, odd = reader.execute(in_one, (told,)).fetchone()

    def one_by_one() -> list[Piece]:
        return list(driver.execute(f"SELECT claim_id, CAST(cells AS BLOB), odd FROM ({each})", (told,)))

    return Bunch(numbers, cells, bool(odd), one_by_one)


def _wanted(terms: tuple[Term, ...], today: date) -> Any:
    return numbers_of(terms, today, is_by_number=not names_an_order(terms))


def _chunks(each: Iterable[T], size: int) -> Iterator[list[T]]:
    waiting = iter(each)
    while chunk := list(islice(waiting, size)):
        yield chunk


def _oddness(driver: Any) -> str:
    """Whether a text of a claim holds a sign that ends a cell or a text, as an expression."""
    found = [
        driver.execute(f"SELECT EXISTS (SELECT 1 FROM {table} WHERE {_ODD.format(', '.join(names))})").fetchone()[0]
        for table, names in _SHARED_TEXTS.items()
    ]
    return _ODD.format(", ".join((*_OWN_TEXTS, *(_SHARED_AS_JOINED if any(found) else ()))))
