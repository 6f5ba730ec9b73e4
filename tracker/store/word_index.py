"""The words of all claims, kept so that they are found at once: written with each change, in its transaction.

``search_text`` holds what each claim is found by and ``search_term`` in how many claims each word stands, on every
backend. PostgreSQL's index follows by itself. SQLite's, ``claim_words``, needs FTS5, which some distributions leave
out: without it words are looked for in ``search_text``. A file that was written without it says so by its
``user_version``, and its index is made anew where there is FTS5 again.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import delete, exists, select, text

from tracker.claims.derived import SearchTerm, SearchText
from tracker.store.engines import is_file
from tracker.store.searched import Texts, texts_of
from tracker.store.tables import claim, search_term, search_text, these_numbers
from tracker.store.threads import slices
from tracker.store.words import terms_in
from tracker.store.written_rows import write_columns, write_rows

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlmodel import Session

INDEX = "claim_words"
"""SQLite's index. The tables in which it keeps itself have names that begin like it."""

_OWN_PARTS = {"ix_search_text_words"}
_BEHIND = 1
_CREATE = (
    f"CREATE VIRTUAL TABLE {INDEX} USING fts5(statement, around, content='search_text', "
    "content_rowid='claim_id', tokenize='ascii', prefix='1 2 3')"
)
_AT_ONCE = 5_000
_COUNTED = "ON CONFLICT (term) DO UPDATE SET claims = search_term.claims + excluded.claims"
_STATE = text(
    f"SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '{INDEX}'), user_version "  # noqa: S608 -- a name of our own
    "FROM pragma_user_version"
)
_KEPT = select(search_text.claim_id, search_text.statement, search_text.around).where(
    search_text.claim_id.in_(these_numbers)
)
_UNINDEX = text(
    f"INSERT INTO {INDEX} ({INDEX}, rowid, statement, around) "  # noqa: S608 -- a name of our own
    "SELECT 'delete', claim_id, statement, around FROM search_text WHERE claim_id IN :numbers"
).bindparams(these_numbers)
_INDEX = text(
    f"INSERT INTO {INDEX} (rowid, statement, around) "  # noqa: S608 -- a name of our own
    "SELECT claim_id, statement, around FROM search_text WHERE claim_id IN :numbers"
).bindparams(these_numbers)
"""Statements that each change sends are put together once: that takes longer than SQLite takes to carry them out."""


def is_told_by_models(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a table or index is one that the models know; the index of words is of a kind that they cannot tell."""
    is_own = name in _OWN_PARTS or (kind == "table" and name is not None and name.startswith(INDEX))
    return not is_own


@cache
def has_fts5() -> bool:
    """Whether SQLite can keep an index of words."""
    with closing(sqlite3.connect(":memory:")) as file:
        return any(name == "fts5" for (name,) in file.execute("PRAGMA module_list"))


def is_indexed(session: Session) -> bool:
    """Whether words are looked up in a file's index; PostgreSQL's is no part of this question."""
    return is_file(session) and has_fts5() and _state_of(session) == (True, False)


def is_behind(session: Session) -> bool:
    """Whether what claims are found by is still to be made, or a file's index."""
    has_claims, has_texts = (session.execute(select(exists().where(one > 0))).scalar_one() for one in _NUMBERS)
    return (has_claims and not has_texts) or _is_index_behind(session)


_NUMBERS = (claim.id, search_text.claim_id)


def refresh(session: Session, claim_ids: Collection[int]) -> None:
    """Write anew what these claims are found by; those that are gone are found no more."""
    if not claim_ids:
        return
    if _is_index_behind(session):
        rebuild(session)
        return
    has_index = is_file(session) and (has_fts5() or _can_follow(session))
    more: Counter[str] = Counter()
    for few in slices(claim_ids, _AT_ONCE):
        kept, made = texts_kept(session, few), texts_of(session, few)
        gone = [number for number in kept if kept[number] != made.get(number)]
        new = {number: texts for number, texts in made.items() if kept.get(number) != texts}
        if has_index:
            _unindex(session, gone)
        _delete_texts(session, gone)
        _insert_texts(session, new)
        if has_index:
            _index(session, new)
        for number in gone:
            more.subtract(terms_in(*kept[number]))
        for texts in new.values():
            more.update(terms_in(*texts))
    _count(session, more)


def rebuild(session: Session) -> None:
    """Make all of it anew from the claims."""
    session.execute(delete(SearchText))
    session.execute(delete(SearchTerm))
    counted: Counter[str] = Counter()
    for few in slices(session.execute(select(claim.id)).scalars(), _AT_ONCE):
        made = texts_of(session, few)
        _insert_texts(session, made)
        for texts in made.values():
            counted.update(terms_in(*texts))
    _count(session, counted)
    if is_file(session) and has_fts5():
        session.execute(text(f"DROP TABLE IF EXISTS {INDEX}"))
        session.execute(text(_CREATE))
        session.execute(text(f"INSERT INTO {INDEX} ({INDEX}) VALUES ('rebuild')"))  # noqa: S608 -- a name of our own
        session.execute(text("PRAGMA user_version = 0"))
    elif is_file(session):
        _can_follow(session)


def texts_kept(session: Session, claim_ids: Collection[int]) -> dict[int, Texts]:
    """What these claims are found by as it is kept."""
    found = session.execute(_KEPT, {"numbers": list(claim_ids)})
    return {claim_id: Texts(statement, around) for claim_id, statement, around in found}


def _state_of(session: Session) -> tuple[bool, bool]:
    """Whether a file has its index, and whether it is marked as written where the index could not follow."""
    has_index, mark = session.execute(_STATE).one()
    return bool(has_index), mark == _BEHIND


def _is_index_behind(session: Session) -> bool:
    return is_file(session) and has_fts5() and _state_of(session) != (True, False)


def _can_follow(session: Session) -> bool:
    """Whether a file's index is written with its texts. Where it cannot be, the file is marked."""
    has_index, _ = _state_of(session)
    if has_index and not has_fts5():
        session.execute(text(f"PRAGMA user_version = {_BEHIND}"))
    return has_index and has_fts5()


def _unindex(session: Session, numbers: Collection[int]) -> None:
    """Take claims out of a file's index, which is told what they were found by: it must still be kept."""
    if numbers:
        session.execute(_UNINDEX, {"numbers": list(numbers)})


def _index(session: Session, numbers: Collection[int]) -> None:
    if numbers:
        session.execute(_INDEX, {"numbers": list(numbers)})


def _delete_texts(session: Session, numbers: Collection[int]) -> None:
    if numbers:
        session.execute(delete(search_text.claim_id.table).where(search_text.claim_id.in_(numbers)))


def _insert_texts(session: Session, made: dict[int, Texts]) -> None:
    if made:
        write_rows(session, SearchText, ({"claim_id": number, **made[number]._asdict()} for number in sorted(made)))


def _count(session: Session, more: Counter[str]) -> None:
    """Count words in so many more claims; what stands in none any more is no word."""
    changed = sorted((term, count) for term, count in more.items() if count)
    if not changed:
        return
    terms, counts = zip(*changed, strict=True)
    write_columns(session, SearchTerm, {"term": terms, "claims": counts}, where_there_is_one=_COUNTED)
    fewer = [term for term, count in changed if count < 0]
    for start in range(0, len(fewer), _AT_ONCE):
        few = fewer[start : start + _AT_ONCE]
        session.execute(delete(search_term.term.table).where(search_term.term.in_(few), search_term.claims <= 0))


def counted_anew(session: Session) -> Counter[str]:
    """In how many claims each word stands, by the texts that are kept."""
    counted: Counter[str] = Counter()
    found = select(search_text.statement, search_text.around)
    for texts in session.execute(found, execution_options={"yield_per": _AT_ONCE}):
        counted.update(terms_in(*texts))
    return counted
