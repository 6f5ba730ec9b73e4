"""The examples that come with the program: read from ``seeds/examples.toml`` and kept in one step."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tracker import places
from tracker.claims.decisions import Decision
from tracker.claims.drafts import FIELDS, read_draft
from tracker.claims.model import Citation, Source
from tracker.claims.sources import SOURCE_FIELDS
from tracker.claims.vocabulary import LIST_JOINT, Role, Verdict
from tracker.dates.conventions import DEFAULT
from tracker.errors import InvalidInput
from tracker.store.changes import add_claim, mark_claim
from tracker.store.journal import change, name_step
from tracker.store.names import add_alias, source_like
from tracker.store.tables import claim as claim_columns

if TYPE_CHECKING:
    from sqlmodel import Session

    from tracker.claims.model import ClaimFields
    from tracker.store.archive import Archive

Told = dict[str, Any]
"""A table of the file: a speaker, a source, a claim or a verdict."""


def load_examples(archive: Archive, today: date) -> int:
    """Keep the examples in one step, which one undo takes back; how many claims they are."""
    return archive.run(keep_examples, read_examples(), today)


def read_examples() -> Told:
    """The file as it is: speakers, sources and claims that refer to each other by handles."""
    file = places.seeds_folder() / "examples.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def read_example(told: Told, sources: dict[str, Told], numbers: dict[str, int], today: date) -> ClaimFields:
    """One claim of the file as a person would have typed it.

    What has no day of its own comes back thirty days after it was said, so that some examples ask to be judged on
    whatever day they are loaded.
    """
    said_on = date.fromisoformat(told["said_on"])
    texts = {name: told[name] for name in FIELDS if isinstance(told.get(name), str)}
    texts |= {name: str(numbers[told[name]]) for name in ("revises", "depends_on") if name in told}
    texts |= {f"source_{name}": value for name, value in sources[told["source"]].items() if name in SOURCE_FIELDS}
    fields = read_draft(texts | {"tags": LIST_JOINT.join(told.get("tags", ()))}, max(today, said_on))
    if fields.due_start is None and fields.due_end is None:
        return fields.model_copy(update={"review_on": said_on + timedelta(days=DEFAULT.review_days)})
    return fields


@change
def keep_examples(session: Session, told: Told, today: date) -> int:
    """Keep speakers' other names, sources, claims and verdicts; how many claims there are.

    Raises InvalidInput where claims are kept already: the examples would stand among them.
    """
    if session.execute(select(claim_columns.id).limit(1)).first():
        raise InvalidInput("There are claims here already: tracker demo opens the examples in a database of their own.")
    for speaker in told["speaker"]:
        for other in speaker["aliases"]:
            add_alias(session, speaker["name"], other)
    sources = {source["handle"]: source for source in told["source"]}
    kept = {handle: source_like(session, _source(source)) for handle, source in sources.items()}
    numbers: dict[str, int] = {}
    for claim in told["claim"]:
        number = add_claim(session, read_example(claim, sources, numbers, today))
        numbers[claim["handle"]] = number
        for handle in claim.get("more_sources", ()):
            other = kept[handle]
            session.add(Citation(claim_id=number, source_id=other.key if other else None, role=Role.STATES))
    for claim in told["claim"]:
        for verdict in claim.get("verdict", ()):
            mark_claim(session, numbers[claim["handle"]], _decision(verdict, sources[verdict["source"]]))
    name_step(session, "load the examples")
    return len(numbers)


def _source(told: Told) -> Source:
    values = {name: told[name] for name in SOURCE_FIELDS if name in told}
    return Source(**values | {"published_on": _day(told, "published_on")})


def _decision(told: Told, evidence: Told) -> Decision:
    return Decision(
        verdict=Verdict[told["verdict"].upper()],
        occurred_on=_day(told, "occurred_on"),
        decided_on=date.fromisoformat(told["decided_on"]),
        reason=told["reason"],
        evidence_url=evidence.get("url", ""),
        evidence_title=evidence["title"],
        evidence_publisher=evidence.get("publisher", ""),
        evidence_on=_day(evidence, "published_on"),
    )


def _day(told: Told, name: str) -> date | None:
    return date.fromisoformat(told[name]) if name in told else None
