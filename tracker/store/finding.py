"""Words to look for, as a condition: a claim holds each of them as the beginning of a word, quoted ones as they stand.

There are three ways to ask the same: SQLite's index, PostgreSQL's, and without an index the texts themselves. Which one
is taken is told by the connection.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, and_, cast, exists, func, literal, literal_column, or_, select
from sqlalchemy.ext.compiler import compiles

from tracker.store.letters import holds
from tracker.store.own_conditions import OwnCondition
from tracker.store.server_types import ServerType
from tracker.store.tables import citation, claim, search_text, source, speaker, standing, subject
from tracker.store.wanted import LAST, MOST_INSIDE, wanted_words
from tracker.store.word_index import INDEX
from tracker.store.words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Engine
    from sqlalchemy.sql.compiler import SQLCompiler
    from sqlmodel import Session

    from tracker.store.terms import Term
    from tracker.store.wanted import Wanted

_MOST_BEGUN = 60
"""So many words that begin like what is typed are asked for one by one."""

_GROUP = 25
_VECTOR = "array_to_tsvector(string_to_array(search_text.statement || ' ' || search_text.around, ' '))"
"""As the index of PostgreSQL has it."""

_QUERY = ServerType("TSQUERY")

_WORD, _PHRASE, _LOOKED_INTO = "wpi"
"""What is looked for: a word, several beside each other, a word that may stand inside of others."""


def use_index(engine: Engine, *, is_there: bool) -> None:
    """Tell how words are looked for through the connections of a SQLite engine."""
    engine.dialect.has_claim_words = is_there  # type: ignore[attr-defined]
    engine.clear_compiled_cache()


def uses_index(session: Session) -> bool:
    """Whether words are looked up in the index of a SQLite file."""
    return bool(getattr(session.get_bind().dialect, "has_claim_words", False))


def begins(term: ColumnElement[str], beginning: str) -> ColumnElement[bool]:
    """Whether a word of the table of words begins so."""
    return and_(term >= beginning, term < beginning + LAST)


def has_any_of(words: Sequence[tuple[str, bool]]) -> ColumnElement[bool]:
    """Whether PostgreSQL's index has one of these words, or of what only begins with them, for a text."""
    asked = " | ".join(f"'{word}'" + ":*" * is_begun for word, is_begun in words)
    return literal_column(_VECTOR).op("@@", is_comparison=True)(cast(literal(asked), _QUERY))


def holds_words(terms: Sequence[Term], lowest: int = 0) -> list[ColumnElement[bool]]:
    """That a claim holds each of the terms' words: one condition for all, and one for each term of signs alone.

    Of a file's index, no claims are wanted with a number below the ``lowest``.
    """
    signs = [_holds_signs(term.value) for term in terms if not words_of(term.value)]
    wanted = wanted_words(terms)
    return [*([_found(wanted, lowest)] if wanted else []), *signs]


def holds_as_they_stand(terms: Sequence[Term]) -> ColumnElement[bool]:
    """The same as ``holds_words`` for words that each begin some known word, seen in the texts of each claim itself.

    That is the quicker way where few claims have to be looked at.
    """
    held = (or_(search_text.statement.like(one.like), search_text.around.like(one.like)) for one in wanted_words(terms))
    return exists(select(1).where(search_text.claim_id == standing.claim_id, *held).correlate(standing.claim_id.table))


def _cited(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a citation of the claim, or its source, is such."""
    joined = citation.id.table.outerjoin(source.id.table, citation.source_id == source.id)
    return exists(select(1).select_from(joined).where(citation.claim_id == claim.id, condition))


class _Found(OwnCondition):
    """Words that a claim must hold. Its parts are what each is, the claim's number, the lowest, the values of each.

    A statement is written, and kept, for what is looked for, whatever the words: these are its values.
    """

    inherit_cache = True


@lru_cache(maxsize=100)
def _found(wanted: tuple[Wanted, ...], lowest: int) -> _Found:
    """That a claim holds these words; kept for what asks for the same again."""
    whats = ""
    values: list[str] = []
    for one in wanted:
        what = _LOOKED_INTO if one.may_be_inside else _PHRASE if len(one.words) > 1 else _WORD
        values += [one.match, " & ".join(f"'{word}'" for word in one.words) + ":*" * one.is_begun, one.like]
        if what == _LOOKED_INTO:
            values += [one.phrase, one.phrase + LAST, f"%{one.phrase}%"]
        whats += what
    return _Found(literal_column(whats), standing.claim_id, literal(lowest), *map(literal, values))


@compiles(_Found)
def _in_texts(element: _Found, compiler: SQLCompiler, **told: Any) -> str:
    """By a look through the texts."""
    number, parts = _parts(element, compiler, told)
    held = []
    for what, values in parts:
        wanted = values[2]
        if what == _LOOKED_INTO:
            wanted = f"CASE WHEN {_begins(values)} THEN {wanted} ELSE {values[5]} END"
        held.append(_stands_in_text(wanted))
    groups = [f"({' AND '.join(held[at : at + _GROUP])})" for at in range(0, len(held), _GROUP)]
    return f"({number} IN (SELECT claim_id FROM search_text WHERE {' AND '.join(groups)}))"  # noqa: S608 -- values are bound


@compiles(_Found, "postgresql")
def _by_gin(element: _Found, compiler: SQLCompiler, **told: Any) -> str:
    """By PostgreSQL's index; that the words of a phrase stand beside each other is seen in the text."""
    number, parts = _parts(element, compiler, told)
    asked = _asked(" & ", [_written(what, values, 1, ("string_agg", "''''", " | ")) for what, values in parts])
    beside = "".join(f" AND {_stands_in_text(values[2])}" for what, values in parts if what == _PHRASE)
    return f"({number} IN (SELECT claim_id FROM search_text WHERE {_VECTOR} @@ CAST({asked} AS TSQUERY){beside}))"  # noqa: S608 -- values are bound


@compiles(_Found, "sqlite")
def _by_fts5(element: _Found, compiler: SQLCompiler, **told: Any) -> str:
    """By SQLite's index, where there is one."""
    if not getattr(compiler.dialect, "has_claim_words", False):
        return _in_texts(element, compiler, **told)
    number, parts = _parts(element, compiler, told)
    asked = _asked(" AND ", [_written(what, values, 0, ("group_concat", "'\"'", " OR ")) for what, values in parts])
    _, _, lowest, *_ = element.clauses
    found = f"{INDEX} MATCH {asked} AND rowid >= {compiler.process(lowest, **told)}"
    return f"({number} IN (SELECT rowid FROM {INDEX} WHERE {found}))"  # noqa: S608 -- values are bound


class _Values:
    """Values of which only those that are asked for become part of the statement."""

    def __init__(self, values: Sequence[Any], compiler: SQLCompiler, told: dict[str, Any]) -> None:
        self._values, self._compiler, self._told = values, compiler, told

    def __getitem__(self, place: int) -> str:
        return str(self._compiler.process(self._values[place], **self._told))


def _parts(element: _Found, compiler: SQLCompiler, told: dict[str, Any]) -> tuple[str, list[tuple[str, _Values]]]:
    """The claim's number as it is written in a statement, and what is looked for with its values."""
    whats, number, _, *rest = element.clauses
    parts = []
    for what in str(whats):
        size = 6 if what == _LOOKED_INTO else 3
        parts.append((what, _Values(rest[:size], compiler, told)))
        rest = rest[size:]
    return str(compiler.process(number, **told)), parts


def _asked(between: str, written: Sequence[str]) -> str:
    """All of some words, each in brackets, as one text; in groups, since no database goes into any depth."""
    joint = f" || '){between}(' || "
    groups = [f"({joint.join(written[at : at + _GROUP])})" for at in range(0, len(written), _GROUP)]
    return f"'(' || {joint.join(groups)} || ')'"


def _written(what: str, values: _Values, plain: int, way: tuple[str, str, str]) -> str:
    """A word as it is asked for: as typed, as the few words that begin so, or where none does, as those that hold it.

    An index passes over claims that other words rule out where it is asked for whole words, not for a beginning.
    """
    if what != _LOOKED_INTO:
        return values[plain]
    joined, quote, between = way
    inside = (
        f"SELECT {quote} || term || {quote} AS word FROM search_term WHERE term LIKE {values[5]} "  # noqa: S608
        f"ORDER BY claims DESC, term LIMIT {MOST_INSIDE}"
    )
    those = f"(SELECT {joined}(word, '{between}') FROM ({inside}) AS inside)"  # noqa: S608 -- values are bound
    begun = f"SELECT term FROM search_term WHERE {_is_in_range(values)} LIMIT {_MOST_BEGUN + 1}"  # noqa: S608
    return (
        f"(SELECT CASE WHEN count(*) = 0 THEN coalesce({those}, {values[plain]}) "  # noqa: S608 -- as above
        f"WHEN count(*) <= {_MOST_BEGUN} THEN {joined}({quote} || term || {quote}, '{between}') "
        f"ELSE {values[plain]} END FROM ({begun}) AS begun)"
    )


def _begins(values: _Values) -> str:
    return f"EXISTS (SELECT 1 FROM search_term WHERE {_is_in_range(values)})"  # noqa: S608 -- values are bound


def _is_in_range(values: _Values) -> str:
    return f"term >= {values[3]} AND term < {values[4]}"


def _stands_in_text(wanted: str) -> str:
    return f"(search_text.statement LIKE {wanted} OR search_text.around LIKE {wanted})"


def _holds_signs(value: str) -> ColumnElement[bool]:
    """Whether a claim holds signs that belong to no word, looked for in every text: no index knows them."""
    texts = (claim.statement, claim.due_text, claim.notes, speaker.name, subject.name)
    held = (func.coalesce(holds(text, value), literal(value=False)) for text in texts)
    return or_(
        *held, _cited(holds(citation.quote, value) | holds(source.title, value) | holds(source.publisher, value))
    )
