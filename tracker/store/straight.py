"""The lists that are asked for most, read straight from a file, before anything that takes long to import is there.

They are the first page, and the claims that hold some words. The file is read only, and not waited for. Whatever is
unusual about it, or about what is asked, is left to the archive.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import date
from typing import Any

from tracker.claims.vocabulary import LIST_JOINT, Kind, Schedule, status_from_code
from tracker.places import known_revisions
from tracker.store.rows import ClaimRow, Page
from tracker.store.terms import LONGEST, terms_of
from tracker.store.wanted import LAST, MOST_INSIDE, Wanted, wanted_words
from tracker.store.words import words_of

_NOTHING = Page((), 0, 0, 0)

_LINES = f"""
SELECT c.id, c.statement, c.kind,
    CASE
        WHEN first.fixed_status <> '' THEN first.fixed_status
        WHEN first.due_from IS NULL THEN 'no date'
        WHEN first.due_end < :today THEN 'overdue'
        WHEN first.due_from <= :today THEN 'due'
        ELSE 'upcoming'
    END,
    coalesce(speaker.name, ''), c.said_on, c.due_text, c.due_start, c.due_end,
    coalesce((
        SELECT coalesce(nullif(source.publisher, ''), nullif(source.title, ''), source.url)
        FROM citation JOIN source ON source.id = citation.source_id
        WHERE citation.claim_id = c.id AND citation.role = 'states' ORDER BY citation.id LIMIT 1
    ), ''),
    (SELECT count(DISTINCT source_id) FROM citation WHERE claim_id = c.id AND role = 'states'),
    coalesce(subject.name, ''), first.slips,
    coalesce((
        SELECT group_concat(name, '{LIST_JOINT}') FROM (
            SELECT tag.name FROM claim_tag JOIN tag ON tag.id = claim_tag.tag_id
            WHERE claim_tag.claim_id = c.id ORDER BY claim_tag.id
        )
    ), '')
FROM ({{}}) AS first
JOIN claim AS c ON c.id = first.claim_id
LEFT JOIN speaker ON speaker.id = c.speaker_id
LEFT JOIN subject ON subject.id = c.subject_id
ORDER BY first.said_on DESC, first.claim_id DESC
"""  # noqa: S608 -- put together from texts of the program
"""A claim as a line of a list, its status told by the day as ``filters.status_of`` tells it."""


_FIRST = _LINES.format("SELECT * FROM standing WHERE is_trashed = 0 ORDER BY said_on DESC, claim_id DESC LIMIT :lines")
_WITH_WORDS = _LINES.format(
    "SELECT * FROM standing WHERE likely(is_trashed = 0)"
    " AND claim_id IN (SELECT rowid FROM claim_words WHERE claim_words MATCH :asked)"
)
"""Nearly no claim is in the trash, which SQLite has to be told: else it would go through all that are not."""

_BEGINS = "SELECT EXISTS (SELECT 1 FROM search_term WHERE term >= ? AND term < ?)"
_INSIDE = "SELECT term FROM search_term WHERE term LIKE ? ORDER BY claims DESC, term LIMIT ?"
_STATE = "SELECT version_num, user_version FROM alembic_version, pragma_user_version"
"""How new the tables are, and whether the index of words is behind them."""


def first_page(address: str, today: date, *, lines: int = 100) -> Page:
    """The claims with which the list begins, as many as there are ``lines`` for them, the counts aside.

    They are as ``queries.list_claims`` gives them. There are none for an empty database, for a server's, and for
    whatever cannot be read so.
    """
    try:
        with closing(_opened(address)) as file:
            rows = tuple(map(_row, file.execute(_FIRST, {"today": today.isoformat(), "lines": lines})))
    except _UNUSUAL:
        return _NOTHING
    return Page(rows, 0, len(rows), 0)


def claims_with_words(address: str, text: str, today: date) -> Page | None:
    """All claims that hold the words of a filter without fields, as ``queries.list_claims`` gives them.

    None where there are none, and where the archive has to be asked: for other filters, for a server's claims, and for
    a file whose index of words cannot be gone by.
    """
    terms = terms_of(text) if len(text) <= LONGEST and text.isprintable() else ()
    if not terms or any(term.field or term.is_negated or not words_of(term.value) for term in terms):
        return None
    try:
        with closing(_opened(address)) as file:
            if file.execute(_STATE).fetchall() != [(known_revisions()[-1], 0)]:
                return None
            asked = " AND ".join(_asked(file, one) for one in wanted_words(terms))
            rows = tuple(map(_row, file.execute(_WITH_WORDS, {"today": today.isoformat(), "asked": asked})))
    except _UNUSUAL:
        return None
    overdue = sum(row.status is Schedule.OVERDUE for row in rows)
    return Page(rows, 0, len(rows), overdue) if rows else None


_UNUSUAL = (sqlite3.Error, OSError, ValueError)
"""Also a folder that is not there any more, and a row that no version wrote."""

_IN_ADDRESSES = str.maketrans({"%": "%25", "?": "%3f", "#": "%23"})
"""How a path is written in what SQLite is told to open."""


def _opened(address: str) -> sqlite3.Connection:
    """A connection that cannot write. Raises ``_UNUSUAL`` for a server's address, among others."""
    if "://" in address:
        raise ValueError("the address of a server")
    path = os.path.abspath(os.path.expanduser(address))
    return sqlite3.connect(f"file://{path.translate(_IN_ADDRESSES)}?mode=ro", uri=True, timeout=0)


def _asked(file: sqlite3.Connection, one: Wanted) -> str:
    """What the index is asked for: the words as they stand, or else those that hold them."""
    if not one.may_be_inside or file.execute(_BEGINS, (one.phrase, one.phrase + LAST)).fetchone()[0]:
        return one.match
    inside = [f'"{word}"' for (word,) in file.execute(_INSIDE, (f"%{one.phrase}%", MOST_INSIDE))]
    return f"({' OR '.join(inside)})" if inside else one.match


def _row(found: tuple[Any, ...]) -> ClaimRow:
    """A claim of columns as ``_FIRST`` names them, days as texts."""
    claim_id, statement, kind, status, speaker, said_on, due_text, start, end, *rest = found
    days = (date.fromisoformat(said_on), due_text, _day(start), _day(end))
    return ClaimRow(claim_id, statement, Kind(kind), status_from_code(status), speaker, *days, *rest)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
