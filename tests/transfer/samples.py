"""Databases full of claims whose texts are hard to write into files, and ways to look at all that is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tests.store.samples import chance
from tracker.claims.decisions import Decision
from tracker.claims.derived import Standing
from tracker.claims.model import (
    WRITTEN_TABLES,
    Citation,
    Claim,
    ClaimFields,
    ClaimTag,
    ClaimText,
    Credence,
    SavedView,
    Source,
    Speaker,
    SpeakerAlias,
    Subject,
    Tag,
    VerdictRow,
)
from tracker.claims.naming import name_key
from tracker.claims.vocabulary import Kind, Role, Verdict
from tracker.store.claims_at_once import NewClaim, StatedCredence, add_claims
from tracker.store.inserting import insert_rows, whole_values
from tracker.store.journal import change, name_step

if TYPE_CHECKING:
    from random import Random

    from sqlmodel import Session

    from tracker.claims.model import Row
    from tracker.store.inserting import Values

TODAY = date(2025, 7, 11)
NOON = datetime(2025, 7, 11, 12, 0, 0, 123, tzinfo=UTC)

HARD = (
    *("=SUM(A1)", "'=1", "''", "'", "-1", "+", "@x", '"', '"', '""', ",", ";", "; ", "\t", "#", "\\", "\\n", "NULL"),
    *(
        "ça",
        "日本語",
        "🚀",
        "e\u0301",
        "\u202e",
        "\u2028",
        "\u00a0",
        "ﬁ",
        "İ",
        "ß",
        "\u200d",
        "%",
        "{",
        "[sic]",
        "0",
        "007",
    ),
    *("a", "the", "model", "ships", " ", "  ", "1e5", "TRUE", "2025-07-11", "3/4", "\x7f", "\ufeff", "\u0085"),
)
"""What texts are made of: all that CSV, spreadsheets and encodings trip over, null characters aside."""

LINES = (*HARD, "\n", "\ra", "\n\n")
"""The same with lines in it. No text here has a carriage return before a line's end: reading CSV takes it away."""


def a_text(luck: Random, parts: tuple[str, ...] = HARD, most: int = 8) -> str:
    """Some of the parts in a row, often none."""
    return "".join(luck.choices(parts, k=luck.randrange(most)))


def everything_with_moments(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that people write to, versions and moments included, and the standings."""
    dump: dict[str, list[dict[str, Any]]] = {}
    for model in (*WRITTEN_TABLES, Standing):
        table = model.__table__  # type: ignore[attr-defined]
        rows = session.execute(select(table).order_by(*table.primary_key)).mappings()
        dump[table.name] = [dict(row) for row in rows]
    return dump


@change
def fill(session: Session, count: int, seed: int) -> None:
    """So many claims, with all that belongs to them."""
    luck = chance(seed)
    for table, rows in _rows(luck, count).items():
        insert_rows(session, table, [whole_values(session, table, row) for row in rows])
    name_step(session, f"fill with {count} claims")


def _rows(luck: Random, count: int) -> dict[type[Row], list[Values]]:
    few, some = count // 20 + 2, count // 3 + 2
    return {
        Speaker: _named(luck, few),
        Subject: _named(luck, few),
        Tag: _named(luck, few),
        SpeakerAlias: [row | {"speaker_id": luck.randrange(1, few)} for row in _named(luck, few // 2 + 1, "other ")],
        Source: _numbered(_a_source(luck) for _ in range(some)),
        Claim: _numbered(_a_claim(luck, number, few) for number in range(1, count + 1)),
        Citation: _numbered(_a_citation(luck, count, some) for _ in range(count)),
        VerdictRow: _numbered(_a_verdict(luck, count) for _ in range(count // 2)),
        Credence: _numbered(
            {"claim_id": luck.randrange(1, count + 1), "probability": luck.random(), "stated_on": TODAY}
            for _ in range(count // 3)
        ),
        ClaimTag: _numbered(
            {"claim_id": claim, "tag_id": tag}
            for claim, tag in sorted({(luck.randrange(1, count + 1), luck.randrange(1, few)) for _ in range(count)})
        ),
        SavedView: _numbered({"name": f"view {n}", "name_key": f"view {n}", "filter": a_text(luck)} for n in range(3)),
    }


def _numbered(rows: Any) -> list[Values]:
    """Rows with numbers, versions and moments as if they had a history."""
    return [
        {"id": number, "version": 1 + number % 3, "created_at": NOON, "updated_at": NOON + timedelta(seconds=number)}
        | row
        for number, row in enumerate(rows, start=1)
    ]


def _named(luck: Random, count: int, start: str = "") -> list[Values]:
    names: dict[str, str] = {}
    while len(names) < count:
        name = " ".join(f"{start}{len(names)} {a_text(luck)}".split())
        names.setdefault(name_key(name), name)
    return _numbered({"name": name, "name_key": key} for key, name in names.items())


def _a_source(luck: Random) -> Values:
    told = {name: a_text(luck) for name in ("title", "publisher", "author", "language", "type")}
    return told | {"url": f"https://example.org/{luck.randrange(10**6)}", "published_on": luck.choice([None, TODAY])}


def _a_claim(luck: Random, number: int, few: int) -> Values:
    start = luck.choice([None, TODAY + timedelta(days=luck.randrange(-99, 99))])
    end = start + timedelta(days=luck.randrange(99)) if start and luck.random() < 0.8 else None
    return {
        "statement": f"{a_text(luck)}Claim {number}",
        "kind": luck.choice([*Kind]),
        "said_on": date(2020, 1, 1) + timedelta(days=number // 10),
        "language": luck.choice(["en", "fr", "de"]),
        "due_text": a_text(luck),
        "due_start": start,
        "due_end": end,
        "due_open": luck.choice(["", "", "vague"]) if start is None else "",
        "due_rule": luck.choice(["", "day"]),
        "due_edtf": f"{start}/{end}" if end else "",
        "criteria": a_text(luck, LINES),
        "review_on": luck.choice([None, TODAY]),
        "notes": a_text(luck, LINES, 40) if luck.random() < 0.1 else "x" * 5_000 if luck.random() < 0.01 else "",
        "speaker_id": luck.choice([None, luck.randrange(1, few)]),
        "subject_id": luck.choice([None, luck.randrange(1, few)]),
        "revises_id": luck.randrange(1, number) if number > 1 and luck.random() < 0.3 else None,
        "depends_on_id": luck.randrange(1, number) if number > 1 and luck.random() < 0.05 else None,
        "trashed_at": NOON if luck.random() < 0.02 else None,
    }


def _a_citation(luck: Random, count: int, some: int) -> Values:
    told = {name: a_text(luck, LINES) for name in ("quote", "quote_prefix", "quote_suffix", "via")}
    return told | {
        "claim_id": luck.randrange(1, count + 1),
        "source_id": luck.choice([None, luck.randrange(1, some)]),
        "role": luck.choice([*Role]),
    }


def _a_verdict(luck: Random, count: int) -> Values:
    return {
        "claim_id": luck.randrange(1, count + 1),
        "verdict": luck.choice([None, *Verdict]),
        "occurred_on": luck.choice([None, TODAY]),
        "decided_on": TODAY,
        "decided_by": a_text(luck),
        "reason": a_text(luck, LINES),
        "evidence_id": luck.choice([None, luck.randrange(1, count + 1)]),
    }


PLAIN = tuple(part for part in HARD if not set(part) & set("\t\x7f\u0085"))
"""The parts that a text of one line may have: what acts on a terminal is refused wherever it is typed."""

SEVERAL = (*PLAIN, "\n", "\n\n", "\t")


@change
def keep_some(session: Session, count: int, seed: int) -> None:
    """So many claims as people write them down, each with all that the report “claims” tells of it."""
    luck = chance(seed)
    add_claims(session, [_written_down(luck, number) for number in range(1, count + 1)], is_exact=True)
    name_step(session, f"keep {count} claims")


def _written_down(luck: Random, number: int) -> NewClaim:
    row = _a_claim(luck, number, 2)
    told: dict[str, Any] = {name: row[name] for name in ClaimText.model_fields if name in row}
    told |= {"statement": f"{a_text(luck, PLAIN)}Claim {number}", "due_text": a_text(luck, PLAIN)}
    told |= {name: a_text(luck, SEVERAL) for name in ("criteria", "quote", "quote_prefix", "quote_suffix")}
    told |= {"notes": a_text(luck, SEVERAL, 40) if luck.random() < 0.1 else ""}
    told |= {name: a_text(luck, PLAIN) for name in ("via", "source_title", "source_publisher", "source_author")}
    told |= {name: " ".join(f"{luck.choice(PLAIN)}{luck.randrange(99)}".split()) for name in ("speaker", "subject")}
    told |= {"revises": row["revises_id"], "depends_on": row["depends_on_id"], "source_url": _an_address(luck)}
    told["source_published_on"] = luck.choice([None, TODAY]) if told["source_url"] else None
    told["tags"] = tuple(f"{luck.choice(PLAIN[20:30])}{luck.randrange(30)}".strip() for _ in range(luck.randrange(2)))
    stated = (StatedCredence(luck.random(), TODAY),) if luck.random() < 0.3 else ()
    return NewClaim(ClaimFields(**told), _decided(luck), luck.choice(["", "Bo"]), stated)


def _decided(luck: Random) -> Decision | None:
    if luck.random() < 0.5:
        return None
    verdict, evidence = luck.choice([*Verdict]), _an_address(luck)
    return Decision(
        verdict,
        decided_on=TODAY,
        occurred_on=TODAY if verdict.tells_a_day else None,
        reason=a_text(luck, SEVERAL),
        evidence_url=evidence,
        evidence_quote=a_text(luck, SEVERAL),
        evidence_on=luck.choice([None, TODAY]) if evidence else None,
    )


def _an_address(luck: Random) -> str:
    return luck.choice(["", f"https://example.org/{luck.randrange(10**4)}"])
