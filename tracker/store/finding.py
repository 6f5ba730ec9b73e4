"""Words to look for, as a condition: a claim holds each of them as the beginning of a word, quoted ones as they stand.

There are three ways to ask the same: SQLite's index, PostgreSQL's, and without an index the texts themselves. Which one
is taken is told by the connection.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import (
    Boolean,
    ColumnElement,
    and_,
    case,
    cast,
    column,
    exists,
    func,
    literal,
    or_,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from tracker.store.letters import holds
from tracker.store.tables import citation, claim, search_term, search_text, source, speaker, subject
from tracker.store.word_index import INDEX
from tracker.store.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Engine
    from sqlalchemy.sql.compiler import SQLCompiler
    from sqlmodel import Session

    from tracker.store.terms import Term

INFIX_FROM = 3
"""From so many letters on a word is looked for inside of others, where none begins like it."""

_MOST_INSIDE = 200
"""So many words that hold what is typed are looked for, the commonest first."""

_MOST_LOOKED_INTO = 8
_LAST = "\U0010ffff"
_index = table(INDEX, column("rowid"), column(INDEX))
_vector = func.array_to_tsvector(
    func.string_to_array(search_text.statement.op("||")(" ").op("||")(search_text.around), " ")
)


def use_index(engine: Engine, *, is_there: bool) -> None:
    """Tell how words are looked for through the connections of a SQLite engine."""
    engine.dialect.has_claim_words = is_there  # type: ignore[attr-defined]
    engine.clear_compiled_cache()


def uses_index(session: Session) -> bool:
    """Whether words are looked up in the index of a SQLite file."""
    return bool(getattr(session.get_bind().dialect, "has_claim_words", False))


def begins(term: ColumnElement[str], beginning: str) -> ColumnElement[bool]:
    """Whether a word of the table of words begins so."""
    return and_(term >= beginning, term < beginning + _LAST)


def has_any_of(words: Sequence[tuple[str, bool]]) -> ColumnElement[bool]:
    """Whether PostgreSQL's index has one of these words, or of what only begins with them, for a text."""
    asked = " | ".join(f"'{word}'" + ":*" * is_begun for word, is_begun in words)
    return _vector.op("@@", is_comparison=True)(cast(literal(asked), TSQUERY))


def holds_words(terms: Sequence[Term]) -> list[ColumnElement[bool]]:
    """That a claim holds each of the terms' words: one condition for all, and one for each term of signs alone."""
    signs = [_holds_signs(term.value) for term in terms if not words_of(term.value)]
    wanted = list(dict.fromkeys((tuple(words), term.is_exact) for term in terms if (words := words_of(term.value))))
    sought = [_Sought(words, is_exact, number) for number, (words, is_exact) in enumerate(wanted)]
    return [*([_Found(*_three_ways(sought))] if sought else []), *signs]


def cited(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a citation of the claim, or its source, is such."""
    joined = citation.id.table.outerjoin(source.id.table, citation.source_id == source.id)
    return exists(select(1).select_from(joined).where(citation.claim_id == claim.id, condition))


class _Sought:
    """One term's words, and how each way of asking writes them.

    A single word may be looked for inside others, unless it is one of very many.
    """

    def __init__(self, words: tuple[str, ...], is_exact: bool, number: int) -> None:  # noqa: FBT001 -- of a term
        self.words = words
        self.is_begun = not is_exact and len(words[-1]) > 1
        self.is_looked_into = (
            self.is_begun and len(words) == 1 and len(words[0]) >= INFIX_FROM and number < _MOST_LOOKED_INTO
        )

    def for_sqlite(self) -> str | ColumnElement[str]:
        """The words as FTS5 is asked for them."""
        return self._written('"{}"', " OR ", f'"{" ".join(self.words)}"' + "*" * self.is_begun)

    def for_postgresql(self) -> str | ColumnElement[str]:
        """The words as PostgreSQL is asked for them; that a phrase's stand beside each other is seen in the text."""
        last = ":*" * self.is_begun
        return self._written("'{}'", " | ", " & ".join(f"'{word}'" for word in self.words) + last)

    def in_text(self) -> ColumnElement[bool]:
        """Whether one of the texts holds the words beside each other."""
        phrase = " ".join(self.words)
        begun = f"% {phrase}%" if self.is_begun else f"% {phrase} %"
        wanted: Any = case((self._begins_a_word(), begun), else_=f"%{phrase}%") if self.is_looked_into else begun
        return search_text.statement.like(wanted) | search_text.around.like(wanted)

    def _begins_a_word(self) -> ColumnElement[bool]:
        return exists(select(1).where(begins(search_term.term, self.words[0])))

    def _written(self, one: str, between: str, plainly: str) -> str | ColumnElement[str]:
        """The words as they are asked for: as typed, or where no word begins so, those that hold them."""
        if not self.is_looked_into:
            return plainly
        before, after = one.split("{}")
        inside = (
            select((literal(before) + search_term.term + literal(after)).label("term"))
            .where(search_term.term.like(f"%{self.words[0]}%"))
            .order_by(search_term.claims.desc(), search_term.term)
            .limit(_MOST_INSIDE)
            .subquery()
        )
        those = select(func.aggregate_strings(inside.c.term, between)).scalar_subquery()
        return case((self._begins_a_word(), plainly), else_=func.coalesce(those, plainly))


class _Found(FunctionElement[bool]):
    """One condition in three ways: by SQLite's index, by PostgreSQL's, and without any."""

    type = Boolean()
    inherit_cache = True

    def self_group(self, against: object = None) -> Self:  # noqa: ARG002
        """A condition as it is, which no backend compares with 1: its index would not be used."""
        return self


@compiles(_Found)
def _plainly(element: _Found, compiler: SQLCompiler, **told: Any) -> str:
    return _way(element, 2, compiler, told)


@compiles(_Found, "postgresql")
def _by_gin(element: _Found, compiler: SQLCompiler, **told: Any) -> str:
    return _way(element, 1, compiler, told)


@compiles(_Found, "sqlite")
def _by_fts5(element: _Found, compiler: SQLCompiler, **told: Any) -> str:
    return _way(element, 0 if getattr(compiler.dialect, "has_claim_words", False) else 2, compiler, told)


def _way(element: _Found, number: int, compiler: SQLCompiler, told: dict[str, Any]) -> str:
    return f"({compiler.process(list(element.clauses)[number], **told)})"


def _three_ways(sought: Sequence[_Sought]) -> Iterable[ColumnElement[bool]]:
    matching = select(_index.c.rowid).where(
        _index.c[INDEX].op("MATCH")(_and("AND", [one.for_sqlite() for one in sought]))
    )
    yield claim.id.in_(matching)
    asked = cast(_and("&", [one.for_postgresql() for one in sought]), TSQUERY)
    beside = [one.in_text() for one in sought if len(one.words) > 1]
    yield claim.id.in_(select(search_text.claim_id).where(_vector.op("@@")(asked), *beside))
    yield claim.id.in_(select(search_text.claim_id).where(and_(*(one.in_text() for one in sought))))


def _and(sign: str, written: Sequence[str | ColumnElement[str]]) -> ColumnElement[str]:
    """All of some written words as one text: those that are known beforehand in one piece."""
    known = [f"({one})" for one in written if isinstance(one, str)]
    whole: ColumnElement[str] = literal(f" {sign} ".join(known))
    between = f" {sign} (" if known else "("
    for one in written:
        if not isinstance(one, str):
            whole = whole + literal(between) + one + literal(")")
            between = f" {sign} ("
    return whole


def _holds_signs(value: str) -> ColumnElement[bool]:
    """Whether a claim holds signs that belong to no word, looked for in every text: no index knows them."""
    texts = (claim.statement, claim.due_text, claim.notes, speaker.name, subject.name)
    held = (func.coalesce(holds(text, value), literal(value=False)) for text in texts)
    return or_(*held, cited(holds(citation.quote, value) | holds(source.title, value) | holds(source.publisher, value)))
