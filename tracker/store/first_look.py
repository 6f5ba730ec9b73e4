"""The first page of the list, read before anything that takes long to import is there.

Only a file is looked into, read only and without waiting. Whatever is unusual about it is left to the archive, which
opens it a moment later.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from tracker.claims.vocabulary import Kind, status_from_code
from tracker.store.rows import ClaimRow, Page

_NOTHING = Page((), 0, 0, 0)

_FIRST = """
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
        SELECT coalesce(nullif(source.publisher, ''), source.title)
        FROM citation JOIN source ON source.id = citation.source_id
        WHERE citation.claim_id = c.id AND citation.role = 'states' ORDER BY citation.id LIMIT 1
    ), ''),
    (SELECT count(DISTINCT source_id) FROM citation WHERE claim_id = c.id AND role = 'states'),
    coalesce(subject.name, ''), first.slips,
    coalesce((
        SELECT group_concat(name, '; ') FROM (
            SELECT tag.name FROM claim_tag JOIN tag ON tag.id = claim_tag.tag_id
            WHERE claim_tag.claim_id = c.id ORDER BY claim_tag.id
        )
    ), '')
FROM (SELECT * FROM standing WHERE is_trashed = 0 ORDER BY said_on DESC, claim_id DESC LIMIT :lines) AS first
JOIN claim AS c ON c.id = first.claim_id
LEFT JOIN speaker ON speaker.id = c.speaker_id
LEFT JOIN subject ON subject.id = c.subject_id
ORDER BY first.said_on DESC, first.claim_id DESC
"""


def first_page(address: str, today: date, *, lines: int = 100) -> Page:
    """The claims with which the list begins, as many as there are ``lines`` for them, the counts aside.

    They are as ``queries.list_claims`` gives them. There are none for an empty database, for a server's, and for
    whatever cannot be read so.
    """
    if "://" in address:
        return _NOTHING
    try:
        path = Path(address).expanduser().absolute()
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=0)) as connection:
            found = connection.execute(_FIRST, {"today": today.isoformat(), "lines": lines}).fetchall()
        rows = tuple(map(_row, found))
    except (sqlite3.Error, RuntimeError, ValueError):  # no such user's folder, or a row that no version wrote
        return _NOTHING
    return Page(rows, 0, len(rows), 0)


def _row(found: tuple[Any, ...]) -> ClaimRow:
    """A claim of columns as ``_FIRST`` names them, days as texts."""
    claim_id, statement, kind, status, speaker, said_on, due_text, start, end, *rest = found
    days = (date.fromisoformat(said_on), due_text, _day(start), _day(end))
    return ClaimRow(claim_id, statement, Kind(kind), status_from_code(status), speaker, *days, *rest)


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
