"""Whether claims cite a source of some kind: asked of all claims, by an index, or of each by itself.

There are fewer sources than claims: they come first, where all claims are wanted that cite one of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, and_, exists, literal, or_, select

from tracker.store.letters import holds
from tracker.store.orders import first_publisher
from tracker.store.tables import citation, source, standing
from tracker.store.terms import number_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from sqlalchemy import ColumnElement

    from tracker.store.terms import Term

NAMED_BY = (source.title, source.publisher, source.author, source.url)
"""By which a source is looked for."""


def cites_source(term: Term, _today: date) -> ColumnElement[bool]:
    """Whether a claim cites a source whose publisher, title, author or address is what a term tells."""
    return _cites(_is_source(term))


def cites_publisher(term: Term, _today: date) -> ColumnElement[bool]:
    """Whether the first source that states a claim has the publisher that a term tells."""
    return and_(_cites(_says(term, source.publisher)), _says(term, first_publisher()))


def cites_numbered(term: Term, _today: date) -> ColumnElement[bool]:
    """Whether a claim cites the source whose number a term tells, whatever others are called."""
    return _cites(_is_numbered(term))


def cites_source_itself(term: Term, _today: date) -> ColumnElement[bool]:
    """The same as ``cites_source``, asked of each claim by itself."""
    joined = citation.id.table.join(source.id.table, citation.source_id == source.id)
    cited = select(1).select_from(joined).where(citation.claim_id == standing.claim_id, _is_source(term))
    return exists(cited.correlate(standing.claim_id.table))


def cites_publisher_itself(term: Term, _today: date) -> ColumnElement[bool]:
    """The same as ``cites_publisher``, asked of each claim by itself."""
    return _says(term, first_publisher())


def source_terms(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms of a filter that tell which sources are meant."""
    return tuple(term for term in terms if term.field in _TOLD_BY and not term.is_negated)


def is_told_by(term: Term) -> ColumnElement[bool]:
    """Whether a source is one that such a term tells."""
    return _TOLD_BY[term.field](term)


def _cites(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    sources = select(source.id).where(condition).correlate(None)
    citing = select(citation.claim_id).where(citation.source_id.in_(sources)).correlate(None)
    # SQLite then sorts the numbers first: to gather very many in their order takes half the time.
    return standing.claim_id.in_(citing.suffix_with("GROUP BY citation.claim_id", dialect="sqlite"))


def _is_source(term: Term) -> ColumnElement[bool]:
    return or_(*(_says(term, column) for column in NAMED_BY))


def _is_numbered(term: Term) -> ColumnElement[bool]:
    return source.id == literal(number_of(term, "source"), BigInteger())


def _says(term: Term, column: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a text of a source is what a term tells as a whole, letter for letter, or holds it.

    Sources differ by the spelling of these texts, so that a source's own claims are found by its own spelling.
    """
    return column == term.value if term.is_whole else holds(column, term.value)


_TOLD_BY: dict[str, Callable[[Term], ColumnElement[bool]]] = {"source": _is_source, "cites": _is_numbered}
"""What the fields that tell sources ask of one."""
