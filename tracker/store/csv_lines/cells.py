"""The cells of a claim's line as SQL: all of them in one text, with a sign between them that no other text holds."""

# ruff: noqa: S608 -- the statements are put together from texts of this file, and from no others

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracker.claims.model import ClaimText
from tracker.claims.sources import QUOTE_FIELDS, SOURCE_FIELDS
from tracker.claims.vocabulary import LIST_JOINT
from tracker.store.records import CLAIM_KEYS
from tracker.store.tables import AS_STATED

if TYPE_CHECKING:
    from datetime import date

BETWEEN, END = "\x1f", "\x1e"
"""What stands between two cells, and behind the last one."""

DAYS = ("said_on", "due_start", "due_end", "review_on")
_DECIDED = ("occurred_on", "decided_on", "decided_by", "reason")
_SHAPE = BETWEEN.join(["%s"] * len(CLAIM_KEYS)) + END
_FROM = """FROM {asked}standing AS s
    {own} ON c.id = s.claim_id
    LEFT JOIN speaker AS p ON p.id = c.speaker_id
    LEFT JOIN subject AS o ON o.id = c.subject_id
    {first}
    LEFT JOIN source AS t ON t.id = q.source_id
    LEFT JOIN verdict AS v ON v.id = s.verdict_id
    LEFT JOIN citation AS e ON e.id = v.evidence_id AND s.verdict <> ''
    LEFT JOIN source AS w ON w.id = e.source_id
    LEFT JOIN standing AS r ON r.claim_id = c.revises_id AND r.is_trashed
    LEFT JOIN standing AS d ON d.claim_id = c.depends_on_id AND d.is_trashed"""
_STATED_LAST_FIRST = ", ".join(f"{key.name} DESC" for key in AS_STATED)
_REVISES = """CASE WHEN r.claim_id IS NULL THEN c.revises_id ELSE (
    WITH RECURSIVE before (id) AS (SELECT r.claim_id
        UNION SELECT b.revises_id FROM before JOIN claim AS b ON b.id = before.id WHERE b.trashed_at IS NOT NULL)
    SELECT b.id FROM before JOIN claim AS b ON b.id = before.id WHERE b.trashed_at IS NULL) END"""
"""The nearest claim outside the trash that a claim revises, through those in it."""


class Dialect(NamedTuple):
    """How one kind of database says what the others say otherwise.

    ``day`` and ``in_one`` take a day's text and all cells, ``days_between`` two days. ``tables`` are those that the
    cells come from. What is null is written as nothing.
    """

    day: str
    in_one: str
    days_between: str
    tables: str
    tags: str
    credence: str
    source_count: str


SQLITE = Dialect(
    day="'{}'",
    in_one="printf({})",
    days_between="CAST(julianday({}) - julianday({}) AS INTEGER)",
    # Claims come in the order of the numbers that are asked for: CROSS JOIN keeps the tables in theirs.
    tables=_FROM.format(
        asked="json_each(?) AS n CROSS JOIN ",
        own="ON s.claim_id = n.value CROSS JOIN claim AS c",
        first="""LEFT JOIN citation AS q
        ON q.id = (SELECT min(id) FROM citation WHERE claim_id = c.id AND role = 'states')""",
    ),
    tags=f"""(SELECT group_concat(name, '{LIST_JOINT}') FROM (SELECT tag.name FROM claim_tag
        CROSS JOIN tag ON tag.id = claim_tag.tag_id WHERE claim_tag.claim_id = c.id ORDER BY claim_tag.id))""",
    credence=f"""(SELECT CASE WHEN CAST(CAST(probability AS TEXT) AS REAL) = probability
            AND CAST(probability AS TEXT) NOT GLOB '*[eEIN]*' THEN CAST(probability AS TEXT) ELSE '{END}' END
        FROM credence WHERE claim_id = c.id ORDER BY {_STATED_LAST_FIRST} LIMIT 1)""",
    # Few are stated by more than the first citation, which is known already.
    source_count="""CASE WHEN q.id IS NULL THEN 0
        WHEN NOT EXISTS (SELECT 1 FROM citation WHERE claim_id = c.id AND id > q.id AND role = 'states')
        THEN q.source_id IS NOT NULL
        ELSE (SELECT count(DISTINCT source_id) FROM citation WHERE claim_id = c.id AND role = 'states') END""",
)

POSTGRESQL = Dialect(
    day="DATE '{}'",
    in_one="format({})",
    days_between="{} - {}",
    # What many rows tell of a claim is gathered once for all claims, which takes half as long as a look for each.
    tables=_FROM.format(
        asked="",
        own="JOIN claim AS c",
        first=f"""LEFT JOIN (SELECT claim_id, min(id) AS first_id, count(DISTINCT source_id) AS sources
        FROM citation WHERE role = 'states' {{of_these}} GROUP BY claim_id) AS k ON k.claim_id = c.id
    LEFT JOIN citation AS q ON q.id = k.first_id
    LEFT JOIN (SELECT claim_id, string_agg(tag.name, '{LIST_JOINT}' ORDER BY claim_tag.id) AS names
        FROM claim_tag JOIN tag ON tag.id = claim_tag.tag_id WHERE true {{of_these}} GROUP BY claim_id) AS g
        ON g.claim_id = c.id
    LEFT JOIN (SELECT DISTINCT ON (claim_id) claim_id, probability, CAST(probability AS text) AS digits
        FROM credence WHERE true {{of_these}} ORDER BY claim_id, {_STATED_LAST_FIRST}) AS b ON b.claim_id = c.id""",
    ),
    tags="g.names",
    credence=f"""CASE WHEN b.digits IS NULL THEN ''
        WHEN CAST(b.digits AS double precision) <> b.probability OR b.digits ~ '[eIN]' THEN '{END}'
        WHEN b.digits ~ '[.]' THEN b.digits ELSE b.digits || '.0' END""",
    source_count="coalesce(k.sources, 0)",
)


def cells_in_one(dialect: Dialect, today: date) -> str:
    """All cells of a claim in one text; one too many signs at its end when its probability cannot be written so."""
    cells = _cells(dialect, dialect.day.format(today.isoformat()))
    return dialect.in_one.format(f"'{_SHAPE}', {', '.join(cells[key] for key in CLAIM_KEYS)}")


def _cells(dialect: Dialect, today: str) -> dict[str, str]:
    """Each column as an expression; what is null is written as nothing.

    Status and schedule are told by the day as ``schedule.Step`` tells them.
    """
    schedule = f"""CASE WHEN s.moved <> '' THEN s.moved WHEN c.due_open = 'withdrawn' THEN 'withdrawn'
        WHEN s.due_from IS NULL THEN 'no date' WHEN s.due_end < {today} THEN 'overdue'
        WHEN s.due_from <= {today} THEN 'due' ELSE 'upcoming' END"""
    until = f"coalesce(v.occurred_on, CASE WHEN s.fixed_status = '' AND s.due_end < {today} THEN {today} END)"
    is_late = f"s.verdict <> 'void' AND {until} > c.due_end"
    return {
        **{name: f"c.{name}" for name in (*ClaimText.model_fields, *DAYS, "created_at", "updated_at", "version")},
        **{name: f"q.{name}" for name in QUOTE_FIELDS},
        **{f"source_{name}": f"t.{name}" for name in SOURCE_FIELDS},
        **{name: f"CASE WHEN s.verdict <> '' THEN v.{name} END" for name in _DECIDED},
        "claim_id": "c.id",
        "subject": "o.name",
        "speaker": "p.name",
        "revises": _REVISES,
        "depends_on": "CASE WHEN d.claim_id IS NULL THEN c.depends_on_id END",
        "status": f"CASE WHEN s.fixed_status <> '' THEN s.fixed_status ELSE {schedule} END",
        "schedule": schedule,
        "verdict": "s.verdict",
        "slips": "s.slips",
        "slip_days": "s.slip_days",
        "days_late": f"CASE WHEN {is_late} THEN {dialect.days_between.format(until, 'c.due_end')} END",
        "credence": dialect.credence,
        "tags": dialect.tags,
        "source_count": dialect.source_count,
        "evidence_url": "w.url",
        "evidence_quote": "e.quote",
        "evidence_on": "w.published_on",
    }
