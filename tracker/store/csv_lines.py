"""The report “claims” as lines of CSV that SQLite puts together: a quarter of the time that records take.

The lines are, byte for byte, those that the csv module makes of claims' records. SQLite gives each claim's cells in one
piece, with a sign between them that no text holds; what is left to do is done to many claims' pieces at once. A claim
is written from its record where SQL would do otherwise: when one of its texts holds such a sign or a null character, at
which SQLite would cut it, when its probability has more than fifteen digits, when it points to a claim in the trash. So
is one with a text that a spreadsheet might run as a formula, which are few.
"""

# ruff: noqa: S608 -- the statements are put together from texts of this file, and from no others

from __future__ import annotations

import re
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

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

_Piece: TypeAlias = "tuple[int, bytes, int | None]"
"""A claim's number, its cells as SQLite gives them, and whether one of its texts cannot stand among them."""


class Lines(NamedTuple):
    """Some lines of CSV as one text, and how many they are."""

    text: str
    number: int


_AT_ONCE = 128
"""So many claims' pieces stay in the processor's cache."""

_BETWEEN, _END = b"\x1f", b"\x1e"
_LINE_END = b"\r\n"
_DELIMITERS, _LEADERS = b'",;\t\r\n', b"'=+-@\xef"
_MARKS = bytes.maketrans(_DELIMITERS + _LEADERS, b'"' * len(_DELIMITERS) + b"=" * len(_LEADERS))
"""What delimits cells becomes one sign, and what a formula can begin with another: the signs ＝＋－＠ begin with EF."""

_DELIMITING_LEADERS = (b"\t", b"\r", b"\n")
_COMMAS = bytes.maketrans(_BETWEEN, b",")
_FORMULA = re.compile(_BETWEEN + "'*(?:[-=+@\t\r\n]|＝|＋|－|＠)".encode())
_DAYS = ("said_on", "due_start", "due_end", "review_on")
_OF_A_SOURCE = ("title", "publisher", "author", "url", "archive_url", "language", "type")
_OF_A_QUOTE = ("quote", "quote_prefix", "quote_suffix", "via")
_OWN_TEXTS = (
    *(f"c.{name}" for name in ClaimText.model_fields if name not in {*_DAYS, "kind"}),
    *(f"q.{name}" for name in _OF_A_QUOTE),
    *("v.decided_by", "v.reason", "e.quote"),
)
_SHARED_TEXTS = {
    "speaker": ("name",),
    "subject": ("name",),
    "tag": ("name",),
    "source": _OF_A_SOURCE,
}
"""The texts that many claims share, by their tables: they are looked at once, not for every claim."""
_FROM = """FROM standing AS s
    CROSS JOIN claim AS c ON c.id = s.claim_id
    LEFT JOIN speaker AS p ON p.id = c.speaker_id
    LEFT JOIN subject AS o ON o.id = c.subject_id
    LEFT JOIN citation AS q ON q.id = (SELECT min(id) FROM citation WHERE claim_id = c.id AND role = 'states')
    LEFT JOIN source AS t ON t.id = q.source_id
    LEFT JOIN verdict AS v ON v.id = s.verdict_id
    LEFT JOIN citation AS e ON e.id = v.evidence_id AND s.verdict <> ''
    LEFT JOIN source AS w ON w.id = e.source_id"""
_POINTING_TO_TRASH = """SELECT c.id FROM standing AS s JOIN claim AS c ON c.revises_id = s.claim_id WHERE s.is_trashed
    UNION SELECT c.id FROM standing AS s JOIN claim AS c ON c.depends_on_id = s.claim_id WHERE s.is_trashed"""


def claim_lines(
    session: Session, terms: tuple[Term, ...], today: date, line_of: Callable[[Record], str]
) -> Iterator[Lines]:
    """The lines of the claims that a filter lets through, in the order that it names, else by their number.

    ``line_of`` writes those that SQL cannot.
    """

    def from_records(claim_ids: list[int]) -> dict[int, str]:
        return {record["claim_id"]: line_of(record) for record in records_of(session, claim_ids, today)}

    driver = session.connection().connection.cursor()
    pointing = {number for (number,) in driver.execute(_POINTING_TO_TRASH)}
    asked = f"SELECT s.claim_id, {_cells_in_one(today)}, {_oddness(driver)} {_FROM}"
    for pieces in _filtered(session, asked, terms, today) if terms else _all(driver, asked):
        yield Lines(_text_of(pieces, pointing, from_records), len(pieces))


def _all(driver: Any, asked: str) -> Iterator[list[_Piece]]:
    """The pieces of all claims outside the trash, by their number."""
    statement = f"{asked} WHERE s.claim_id > ? AND NOT s.is_trashed ORDER BY s.claim_id LIMIT {_AT_ONCE}"
    last = 0
    while pieces := driver.execute(statement, (last,)).fetchall():
        yield pieces
        last = pieces[-1][0]


def _filtered(session: Session, asked: str, terms: tuple[Term, ...], today: date) -> Iterator[list[_Piece]]:
    """The pieces of the claims that a filter lets through, in its order."""
    statement = f"{asked} WHERE s.claim_id IN ({', '.join('?' * _AT_ONCE)})"
    wanted = numbers_of(terms, today, is_by_number=not names_an_order(terms))
    driver = session.connection().connection.cursor()
    numbers = session.execute(wanted, execution_options={"yield_per": 10_000}).scalars()
    for chunk in _chunks(numbers):
        driver.execute(statement, (*chunk, *[0] * (_AT_ONCE - len(chunk))))
        found = {piece[0]: piece for piece in driver.fetchall()}
        if pieces := [found[number] for number in chunk if number in found]:
            yield pieces


def _chunks(numbers: Iterable[int]) -> Iterator[list[int]]:
    waiting = iter(numbers)
    while chunk := list(islice(waiting, _AT_ONCE)):
        yield chunk


def _text_of(pieces: list[_Piece], pointing: set[int], from_records: Callable[[list[int]], dict[int, str]]) -> str:
    """The lines of some claims, those that are ``pointing`` to the trash among the ones that come from records."""
    numbers, cells, is_odd = zip(*pieces, strict=True)
    told = b"".join(cells)
    marked = told.translate(_MARKS)
    others = pointing.intersection(numbers)
    if any(is_odd) or told.count(_END) != len(pieces) or _may_begin_like_a_formula(told, marked):
        others.update(number for number, one, odd in pieces if odd or one.count(_END) > 1 or _FORMULA.search(one))
    try:
        return _mixed(pieces, from_records(sorted(others))) if others else _quoted(told, marked)
    except UnicodeDecodeError:  # no text at all, which is told in a sentence where records are read
        return "".join(from_records(list(numbers)).values())


def _mixed(pieces: list[_Piece], records: dict[int, str]) -> str:
    """The lines of some claims, a few of them made of their records."""
    lines: list[str] = []
    for is_made, some in groupby(pieces, lambda piece: piece[0] in records):
        if is_made:
            lines += (records[number] for number, _, _ in some)
        else:
            told = b"".join([cells for _, cells, _ in some])
            lines.append(_quoted(told, told.translate(_MARKS)))
    return "".join(lines)


def _may_begin_like_a_formula(told: bytes, marked: bytes) -> bool:
    """Whether a cell begins with an apostrophe, or with the first byte of what a spreadsheet runs as a formula."""
    return _BETWEEN + b"=" in marked or any(sign in told and _BETWEEN + sign in told for sign in _DELIMITING_LEADERS)


def _quoted(told: bytes, marked: bytes) -> str:
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
    return b'"'.join(parts).translate(_COMMAS).replace(_END, _LINE_END).decode()


def _cells_in_one(today: date) -> str:
    """All cells of a claim in one piece; one too many signs at its end when its probability cannot be written so."""
    cells = _cells(f"'{today.isoformat()}'")
    signs = _BETWEEN.decode().join(["%s"] * len(CLAIM_KEYS)) + _END.decode()
    return f"CAST(printf('{signs}', {', '.join(cells[key] for key in CLAIM_KEYS)}) AS BLOB)"


def _oddness(driver: Any) -> str:
    """Whether a text of a claim holds a sign that ends a cell or a text, as an expression."""
    found = [
        driver.execute(f"SELECT EXISTS (SELECT 1 FROM {table} WHERE {_ODD.format(', '.join(names))})").fetchone()[0]
        for table, names in _SHARED_TEXTS.items()
    ]
    return _ODD.format(", ".join((*_OWN_TEXTS, *(_SHARED_AS_JOINED if any(found) else ()))))


def _cells(today: str) -> dict[str, str]:
    """Each column as an expression; what is null is written as nothing."""
    schedule = f"""CASE WHEN s.moved <> '' THEN s.moved WHEN c.due_open = 'withdrawn' THEN 'withdrawn'
        WHEN s.due_from IS NULL THEN 'no date' WHEN s.due_end < {today} THEN 'overdue'
        WHEN s.due_from <= {today} THEN 'due' ELSE 'upcoming' END"""
    until = f"coalesce(v.occurred_on, CASE WHEN s.fixed_status = '' AND s.due_end < {today} THEN {today} END)"
    is_late = f"s.verdict <> 'void' AND {until} > c.due_end"
    return {
        **{name: f"c.{name}" for name in (*ClaimText.model_fields, *_DAYS, "created_at", "updated_at", "version")},
        **{name: f"q.{name}" for name in _OF_A_QUOTE},
        **{f"source_{name}": f"t.{name}" for name in (*_OF_A_SOURCE, "published_on")},
        **{name: f"CASE WHEN s.verdict <> '' THEN v.{name} END" for name in _DECIDED},
        "claim_id": "c.id",
        "subject": "o.name",
        "speaker": "p.name",
        "revises": "c.revises_id",
        "depends_on": "c.depends_on_id",
        "status": f"CASE WHEN s.fixed_status <> '' THEN s.fixed_status ELSE {schedule} END",
        "schedule": schedule,
        "verdict": "s.verdict",
        "slips": "s.slips",
        "slip_days": "s.slip_days",
        "days_late": f"CASE WHEN {is_late} THEN CAST(julianday({until}) - julianday(c.due_end) AS INTEGER) END",
        "credence": _CREDENCE,
        "tags": _TAGS,
        "source_count": _SOURCES,
        "evidence_url": "w.url",
        "evidence_quote": "e.quote",
        "evidence_on": "w.published_on",
    }


_DECIDED = ("occurred_on", "decided_on", "decided_by", "reason")
_CREDENCE = f"""(SELECT CASE WHEN CAST(CAST(probability AS TEXT) AS REAL) = probability
        AND CAST(probability AS TEXT) NOT GLOB '*[eEIN]*' THEN CAST(probability AS TEXT) ELSE '{_END.decode()}' END
    FROM credence WHERE claim_id = c.id ORDER BY id DESC LIMIT 1)"""
_TAGS = """(SELECT group_concat(name, '; ') FROM (SELECT tag.name FROM claim_tag
    CROSS JOIN tag ON tag.id = claim_tag.tag_id WHERE claim_tag.claim_id = c.id ORDER BY claim_tag.id))"""
_SOURCES = """CASE WHEN q.id IS NULL THEN 0
    WHEN NOT EXISTS (SELECT 1 FROM citation WHERE claim_id = c.id AND id > q.id) THEN q.source_id IS NOT NULL
    ELSE (SELECT count(DISTINCT source_id) FROM citation WHERE claim_id = c.id AND role = 'states') END"""
"""How many sources state a claim: few have more than the first citation, which is known already."""

_SHARED_AS_JOINED = ("p.name", "o.name", _TAGS, *(f"t.{name}" for name in _OF_A_SOURCE), "w.url")
_ODD = r"instr(json_array({}), '\u00')"
"""JSON writes a null character, and the signs that are put between and behind cells, with these four signs."""
