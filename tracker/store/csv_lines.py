"""The report “claims” as lines of CSV that SQLite puts together: a third of the time that records take.

The lines are, byte for byte, those that the csv module makes of claims' records. A claim is written from its record
where SQL would do otherwise: it has a sign too many when its probability has more than fifteen digits, when it points
to a claim in the trash, or when one of its texts holds the sign that stands between cells. So is one with a text that
a spreadsheet might run as a formula, which are few.
"""

# ruff: noqa: S608 -- the statements are put together from texts of this file, and from no others

from __future__ import annotations

import re
from array import array
from itertools import groupby, islice
from typing import TYPE_CHECKING

from tracker.claims.model import ClaimText
from tracker.store.listing import numbers_of
from tracker.store.orders import names_an_order
from tracker.store.records import CLAIM_KEYS, records_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from sqlmodel import Session

    from tracker.store.records import Record
    from tracker.store.terms import Term

_AT_ONCE = 500
_BETWEEN, _LINE_END = "\x1f", "\r\n"
_DELIMITING = re.compile('[",;\t\r\n]')
_MAY_BE_FORMULA = re.compile(f"{_BETWEEN}'*[-=+@\t\r\n＝＋－＠]")
_DAYS = ("said_on", "due_start", "due_end", "review_on")
_OF_A_SOURCE = ("title", "publisher", "author", "url", "archive_url", "language", "type")
_OF_A_QUOTE = ("quote", "quote_prefix", "quote_suffix", "via")
_TEXTS = {
    *("subject", "speaker", "decided_by", "reason", "tags", "evidence_url", "evidence_quote"),
    *(name for name in ClaimText.model_fields if name not in {*_DAYS, "kind"}),
    *(f"source_{name}" for name in _OF_A_SOURCE),
    *_OF_A_QUOTE,
}
_FROM = """FROM claim AS c
    CROSS JOIN standing AS s ON s.claim_id = c.id
    LEFT JOIN speaker AS p ON p.id = c.speaker_id
    LEFT JOIN subject AS o ON o.id = c.subject_id
    LEFT JOIN citation AS q ON q.id = (SELECT min(id) FROM citation WHERE claim_id = c.id AND role = 'states')
    LEFT JOIN source AS t ON t.id = q.source_id
    LEFT JOIN verdict AS v ON v.id = s.verdict_id
    LEFT JOIN citation AS e ON e.id = v.evidence_id AND s.verdict <> ''
    LEFT JOIN source AS w ON w.id = e.source_id"""
_OTHERWISE = f"""CASE WHEN coalesce(c.revises_id, c.depends_on_id) IS NULL THEN ''
    WHEN EXISTS (SELECT 1 FROM standing WHERE claim_id IN (c.revises_id, c.depends_on_id) AND is_trashed)
    THEN '{_BETWEEN}' ELSE '' END"""
"""One sign too many for a claim that revises or depends on one in the trash."""


def claim_lines(
    session: Session, terms: tuple[Term, ...], today: date, line_of: Callable[[Record], str]
) -> Iterator[str]:
    """A line for each claim that a filter lets through, in the order that it names, else by their number.

    ``line_of`` writes those that SQL cannot.
    """
    wanted = numbers_of(terms, today, is_by_number=not names_an_order(terms))
    numbers = array("q")  # a million take 8 MB like this, and 40 in a list
    for some in session.execute(wanted, execution_options={"yield_per": 10_000}).scalars().partitions():
        numbers.extend(some)
    statement, driver = _statement(today), session.connection().connection.cursor()
    for chunk in _chunks(numbers):
        driver.execute(statement, (*chunk, *[0] * (_AT_ONCE - len(chunk))))
        found = {number: _line(_BETWEEN.join(cells)) for number, *cells in driver.fetchall()}
        others = [number for number, line in found.items() if not line]
        if others:
            found |= {record["claim_id"]: line_of(record) for record in records_of(session, others, today)}
        yield from (found[number] for number in chunk if number in found)


def _chunks(numbers: Iterable[int]) -> Iterator[list[int]]:
    waiting = iter(numbers)
    while chunk := list(islice(waiting, _AT_ONCE)):
        yield chunk


def _line(told: str) -> str:
    """The line of these cells, each with the sign behind it; empty for one that is to be written from its record."""
    if told.count(_BETWEEN) != len(CLAIM_KEYS) or _MAY_BE_FORMULA.search(told):
        return ""
    written: list[str] = []
    done = 0
    found = _DELIMITING.search(told)
    while found:
        start, end = told.rfind(_BETWEEN, 0, found.start()) + 1, told.index(_BETWEEN, found.start())
        written += (told[done:start], '"', told[start:end].replace('"', '""'), '"')
        done = end
        found = _DELIMITING.search(told, end)
    line = "".join((*written, told[done:-1])) if written else told[:-1]
    return line.replace(_BETWEEN, ",") + _LINE_END


def _statement(today: date) -> str:
    """The cells of so many claims, each with its number: texts by themselves, what stands between them in one piece.

    Pieces hold no text, since a text with a null character would be cut in them.
    """
    cells = _cells(f"'{today.isoformat()}'")
    columns: list[str] = []
    for is_text, keys in groupby(CLAIM_KEYS, _TEXTS.__contains__):
        some = [cells[key] for key in keys]
        signs = _BETWEEN.join(["%s"] * len(some))
        columns += some if is_text else [f"printf('{signs}', {', '.join(some)})"]
    marks = ", ".join("?" * _AT_ONCE)
    return f"SELECT c.id, {', '.join(columns)}, {_OTHERWISE} {_FROM} WHERE c.id IN ({marks})"


def _cells(today: str) -> dict[str, str]:
    """Each column as an expression that is never null."""
    schedule = f"""CASE WHEN s.moved <> '' THEN s.moved WHEN c.due_open = 'withdrawn' THEN 'withdrawn'
        WHEN s.due_from IS NULL THEN 'no date' WHEN s.due_end < {today} THEN 'overdue'
        WHEN s.due_from <= {today} THEN 'due' ELSE 'upcoming' END"""
    until = f"coalesce(v.occurred_on, CASE WHEN s.fixed_status = '' AND s.due_end < {today} THEN {today} END)"
    is_late = f"s.verdict <> 'void' AND {until} > c.due_end"
    return {
        **{name: _text(f"c.{name}") for name in ClaimText.model_fields},
        **{name: f"coalesce(c.{name}, '')" for name in _DAYS},
        **{name: _text(f"q.{name}") for name in _OF_A_QUOTE},
        **{f"source_{name}": _text(f"t.{name}") for name in _OF_A_SOURCE},
        **{name: f"c.{name}" for name in ("kind", "created_at", "updated_at", "version")},
        **{name: f"CASE WHEN s.verdict <> '' THEN coalesce(v.{name}, '') ELSE '' END" for name in _DECIDED_ON},
        **{name: f"CASE WHEN s.verdict <> '' THEN {_text(f'v.{name}')} ELSE '' END" for name in _DECIDED},
        "claim_id": "c.id",
        "subject": _text("o.name"),
        "speaker": _text("p.name"),
        "revises": "coalesce(c.revises_id, '')",
        "depends_on": "coalesce(c.depends_on_id, '')",
        "status": f"CASE WHEN s.fixed_status <> '' THEN s.fixed_status ELSE {schedule} END",
        "schedule": schedule,
        "verdict": "s.verdict",
        "slips": "s.slips",
        "slip_days": "s.slip_days",
        "days_late": f"CASE WHEN {is_late} THEN CAST(julianday({until}) - julianday(c.due_end) AS INTEGER) ELSE '' END",
        "credence": _CREDENCE,
        "tags": _TAGS,
        "source_published_on": "coalesce(t.published_on, '')",
        "source_count": "(SELECT count(DISTINCT source_id) FROM citation WHERE claim_id = c.id AND role = 'states')",
        "evidence_url": _text("w.url"),
        "evidence_quote": _text("e.quote"),
        "evidence_on": "coalesce(w.published_on, '')",
    }


def _text(column: str) -> str:
    """A text as a cell."""
    return f"coalesce({column}, '')"


_DECIDED_ON, _DECIDED = ("occurred_on", "decided_on"), ("decided_by", "reason")
_CREDENCE = f"""coalesce((SELECT CASE WHEN CAST(CAST(probability AS TEXT) AS REAL) = probability
        AND CAST(probability AS TEXT) NOT GLOB '*[eEIN]*' THEN CAST(probability AS TEXT) ELSE '{_BETWEEN}' END
    FROM credence WHERE claim_id = c.id ORDER BY id DESC LIMIT 1), '')"""
_TAGS = f"""coalesce((SELECT {_text("names")} FROM (SELECT group_concat(name, '; ') AS names FROM
    (SELECT tag.name FROM claim_tag JOIN tag ON tag.id = claim_tag.tag_id WHERE claim_tag.claim_id = c.id
        ORDER BY claim_tag.id))), '')"""
