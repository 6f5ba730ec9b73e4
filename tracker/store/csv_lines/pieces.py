"""Claims' cells as the database gives them: some claims at once, by their number or in the order of a filter.

A file is asked for a few claims after the other. A server is asked once: it gathers for all claims together what it
would have to look up for each.
"""

# ruff: noqa: S608 -- the statements are put together from texts of this room, and from no others

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from sqlalchemy import text

from tracker.claims.model import ClaimText
from tracker.store.csv_lines.cells import DAYS, OF_A_QUOTE, OF_A_SOURCE, POSTGRESQL, SQLITE, cells_in_one
from tracker.store.listing import numbers_of
from tracker.store.orders import names_an_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from sqlmodel import Session

    from tracker.store.terms import Term

T = TypeVar("T")
Piece: TypeAlias = "tuple[int, bytes, int | None]"
"""A claim's number, its cells in one, and whether one of its texts holds a null character, which cuts them."""

_AT_ONCE = 128
"""So many claims' pieces stay in the processor's cache."""

_FETCHED = 1_024
"""How many claims a server sends at once."""

_NUMBERS_AT_ONCE = 10_000
_OWN_TEXTS = (
    *(f"c.{name}" for name in ClaimText.model_fields if name not in {*DAYS, "kind"}),
    *(f"q.{name}" for name in OF_A_QUOTE),
    *("v.decided_by", "v.reason", "e.quote"),
)
_SHARED_TEXTS = {
    "speaker": ("name",),
    "subject": ("name",),
    "tag": ("name",),
    "source": OF_A_SOURCE,
}
"""The texts that many claims share, by their tables: they are looked at once, not for every claim."""

_SHARED_AS_JOINED = ("p.name", "o.name", SQLITE.tags, *(f"t.{name}" for name in OF_A_SOURCE), "w.url")
_ODD = r"instr(json_array({}), '\u00')"
"""JSON writes a null character, and the signs that are put between and behind cells, with these four signs."""


def pieces_of(session: Session, terms: tuple[Term, ...], today: date) -> Iterator[list[Piece]]:
    """The pieces of the claims that a filter lets through, in the order that it names, else by their number."""
    if session.connection().dialect.name == "postgresql":
        return _chunks(_on_server(session, terms, today))
    return _in_file(session, terms, today)


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


def _in_file(session: Session, terms: tuple[Term, ...], today: date) -> Iterator[list[Piece]]:
    driver = session.connection().connection.cursor()
    asked = f"SELECT s.claim_id, {cells_in_one(SQLITE, today)}, {_oddness(driver)} {SQLITE.tables}"
    return _filtered(session, asked, terms, today) if terms else _all(driver, asked)


def _all(driver: Any, asked: str) -> Iterator[list[Piece]]:
    """The pieces of all claims outside the trash, by their number."""
    statement = f"{asked} WHERE s.claim_id > ? AND NOT s.is_trashed ORDER BY s.claim_id LIMIT {_AT_ONCE}"
    last = 0
    while pieces := driver.execute(statement, (last,)).fetchall():
        yield pieces
        last = pieces[-1][0]


def _filtered(session: Session, asked: str, terms: tuple[Term, ...], today: date) -> Iterator[list[Piece]]:
    """The pieces of the claims that a filter lets through, in its order."""
    statement = f"{asked} WHERE s.claim_id IN ({', '.join('?' * _AT_ONCE)})"
    driver = session.connection().connection.cursor()
    numbers = session.execute(_wanted(terms, today), execution_options={"yield_per": _NUMBERS_AT_ONCE}).scalars()
    for chunk in _chunks(numbers):
        driver.execute(statement, (*chunk, *[0] * (_AT_ONCE - len(chunk))))
        found = {piece[0]: piece for piece in driver.fetchall()}
        if pieces := [found[number] for number in chunk if number in found]:
            yield pieces


def _wanted(terms: tuple[Term, ...], today: date) -> Any:
    return numbers_of(terms, today, is_by_number=not names_an_order(terms))


def _chunks(each: Iterable[T]) -> Iterator[list[T]]:
    waiting = iter(each)
    while chunk := list(islice(waiting, _AT_ONCE)):
        yield chunk


def _oddness(driver: Any) -> str:
    """Whether a text of a claim holds a sign that ends a cell or a text, as an expression."""
    found = [
        driver.execute(f"SELECT EXISTS (SELECT 1 FROM {table} WHERE {_ODD.format(', '.join(names))})").fetchone()[0]
        for table, names in _SHARED_TEXTS.items()
    ]
    return _ODD.format(", ".join((*_OWN_TEXTS, *(_SHARED_AS_JOINED if any(found) else ()))))
