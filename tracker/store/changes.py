"""Everything that is written about claims. Each function here is one step of the history and one undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tracker.claims.deadlines import Timing, review_day
from tracker.claims.drafts import Problem, Refused, read_or_note, read_source
from tracker.claims.model import Citation, Claim, ClaimFields, ClaimTag, ClaimText, Credence, Source
from tracker.claims.naming import name_key
from tracker.claims.sources import QUOTE_FIELDS, SOURCE_FIELDS
from tracker.claims.vocabulary import Role
from tracker.claims.wording import percent_in_words
from tracker.dates.conventions import DEFAULT, Conventions
from tracker.errors import EditConflict, InvalidInput
from tracker.store.claim_rows import check_live, live_row, title_of
from tracker.store.deciding import check_seen, decide
from tracker.store.journal import change, has_recorded, name_step, remark, writer, written_on
from tracker.store.links import check_days, check_link
from tracker.store.names import (
    respell,
    source_corrected,
    source_like,
    speaker_named,
    subject_named,
    tag_named,
)
from tracker.store.tables import citation, claim, claim_tag, standing, tag, verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from sqlmodel import Session

    from tracker.claims.decisions import Decision
    from tracker.claims.rereading import MovedDeadline
    from tracker.store.deciding import Seen

_OWN_FIELDS = tuple(ClaimText.model_fields)
_AT_ONCE = 500


@change
def add_claim(session: Session, fields: ClaimFields) -> int:
    """Keep a new claim with its source and quotation; its number. Raises Refused when it revises none."""
    row = Claim(**fields.model_dump(include=set(_OWN_FIELDS)))
    _connect(session, row, fields)
    session.add(row)
    session.flush()
    cite_stating(session, row.key, fields, is_new=True)
    _tag(session, row.key, fields.tags, is_new=True)
    name_step(session, f"add claim {row.key} {title_of(row)}")
    return row.key


@change
def edit_claim(  # noqa: PLR0913 -- what an edit is
    session: Session,
    claim_id: int,
    version: int,
    fields: ClaimFields,
    conventions: Conventions = DEFAULT,
    *,
    gives_review_day: bool = False,
) -> bool:
    """Write what was edited since ``version`` was read; whether anything was.

    What loses the days of its deadline comes back for review when the conventions say, unless another day was chosen.
    ``gives_review_day`` says that the review day of the fields was given, also where it is the one that is kept.

    Raises EditConflict when somebody changed it since, Refused where it points to what there is not.
    """
    row = live_row(session, claim_id)
    if row.version != version:
        raise EditConflict(f"Claim {claim_id} was changed by somebody else while you edited it. Nothing was written.")
    fields = with_review_day(session, row, fields, conventions, is_given=gives_review_day)
    row.said_on = fields.said_on
    _connect(session, row, fields)
    for name in _OWN_FIELDS:
        if getattr(row, name) != getattr(fields, name):
            setattr(row, name, getattr(fields, name))
    around_it = (
        cite_stating(session, claim_id, fields) | _tag(session, claim_id, fields.tags) | _respell(session, fields)
    )
    if around_it and not session.is_modified(row):
        # Touched, so that a form opened before notices that the claim's surroundings have changed.
        row.updated_at = None
    name_step(session, f"edit claim {claim_id} {title_of(row)}")
    session.flush()
    return has_recorded(session)


@change
def add_source(session: Session, claim_id: int, fields: Mapping[str, str], role: Role = Role.STATES) -> None:
    """Attach one more source to a claim: ``title publisher author url archive_url published_on quote via``.

    Raises InvalidInput, also where the claim has it in that role already and no other words of it are told.
    """
    row = live_row(session, claim_id)
    told = read_source(fields, written_on(session))
    quote, via = told.pop("quote"), told.pop("via")
    found = source_like(session, Source(**told))
    source_id = found.key if found else None
    attached = Citation(claim_id=claim_id, source_id=source_id, role=role, quote=quote, via=via)
    check_is_new_source(session, attached)
    session.add(attached)
    # Touched, so that a form opened before, or a file written before, does not take the new source away again.
    row.updated_at = None
    name_step(session, f"add a source to claim {claim_id} {title_of(row)}")


@change
def remove_source(session: Session, claim_id: int, citation_id: int) -> None:
    """Take a source off a claim; it stays among the sources. Of several that state it, the next is then its own.

    Raises EditConflict where it is off already, InvalidInput where a verdict rests on it.
    """
    row = live_row(session, claim_id)
    attached = session.get(Citation, citation_id)
    if attached is None or attached.claim_id != claim_id:
        raise EditConflict(f"Somebody else took this source off claim {claim_id} meanwhile. Nothing was written.")
    if _is_evidence(session, citation_id):
        raise InvalidInput(
            f"A verdict on claim {claim_id} rests on this source, and verdicts stay as they were recorded: "
            "the source stays. What is wrong about it can be corrected among the sources."
        )
    session.delete(attached)
    # Touched, so that a form opened before, or a file written before, does not bring the source back.
    row.updated_at = None
    name_step(session, f"take a source off claim {claim_id} {title_of(row)}")


def check_is_new_source(session: Session, wanted: Citation) -> None:
    """Raise InvalidInput where a claim has this source in this role, with these words if there are any."""
    same = [citation[name].is_not_distinct_from(getattr(wanted, name)) for name in ("claim_id", "source_id", "role")]
    told = [citation[name] == text for name in ("quote", "via") if (text := getattr(wanted, name))]
    if session.execute(select(citation.id).where(*same, *told)).first() is not None:
        raise InvalidInput(
            f"This source is attached to claim {wanted.claim_id} already, as one that {wanted.role} it: nothing was "
            "written. Other words of it can be added with their quotation."
        )


def _is_evidence(session: Session, citation_id: int) -> bool:
    """Whether a verdict rests on this source of a claim: then it stays with the claim, as the verdict does."""
    return session.execute(select(verdict.id).where(verdict.evidence_id == citation_id)).first() is not None


@change
def mark_claim(session: Session, claim_id: int, decision: Decision, *, seen: Seen | None = None) -> bool:
    """Record what a reviewer decided about one claim; False where it is open already and nothing is written.

    Raises EditConflict when it was decided since it was seen.
    """
    row = live_row(session, claim_id)
    check_seen(session, [claim_id], seen)
    if not decide(session, [row], decision):
        return False
    label = decision.verdict.label_for(row.kind) if decision.verdict else "open again"
    name_step(session, f"mark claim {claim_id} “{label}”")
    return True


@change
def settle_claims(session: Session, decisions: Mapping[int, Decision], *, seen: Seen | None = None) -> None:
    """Record decisions about several claims of a thread in one step; all or none, as ``mark_claim`` does."""
    check_seen(session, decisions, seen)
    for claim_id, decision in decisions.items():
        decide(session, [live_row(session, claim_id)], decision)
    name_step(session, f"settle {len(decisions)} claim{'s' * (len(decisions) > 1)}")


@change
def state_credence(session: Session, claim_id: int, probability: float, stated_on: date) -> None:
    """Keep the writer's own probability, from 0 to 1, that a claim comes true. Raises InvalidInput for any other.

    One that comes after the verdict is no forecast, which is told.
    """
    row = live_row(session, claim_id)
    if not 0 <= probability <= 1:
        raise InvalidInput(f"A probability lies between 0 % and 100 %: {percent_in_words(probability)} cannot be kept.")
    session.add(Credence(claim_id=claim_id, probability=probability, stated_on=stated_on, stated_by=writer(session)))
    name_step(session, f"state {percent_in_words(probability)} for claim {claim_id} {title_of(row)}")
    if session.execute(select(standing.is_settled).where(standing.claim_id == claim_id)).scalar():
        remark(session, f"Claim {claim_id} is settled: a probability that comes after the verdict does not count.")


@change
def read_deadlines_again(session: Session, moved: Sequence[MovedDeadline]) -> None:
    """Give claims the windows that their words stand for now. Raises EditConflict when one was changed since."""
    for start in range(0, len(moved), _AT_ONCE):
        some = moved[start : start + _AT_ONCE]
        rows = session.execute(select(Claim).where(claim.id.in_([one.kept.claim_id for one in some]))).scalars()
        found = {row.key: row for row in rows}
        for one in some:
            row = found.get(one.kept.claim_id)
            if row is None or row.version != one.kept.version:
                told = f"Claim {one.kept.claim_id} was changed by somebody else while its deadline was read again."
                raise EditConflict(f"{told} Nothing was written.")
            check_live(row)
            for name, value in one.now.items():
                if getattr(row, name) != value:
                    setattr(row, name, value)
        session.flush()
    name_step(session, f"read {len(moved)} deadline{'s' * (len(moved) != 1)} again")


def with_review_day(
    session: Session, row: Claim, fields: ClaimFields, conventions: Conventions, *, is_given: bool = False
) -> ClaimFields:
    """The fields that a claim is edited to, with the day on which it then comes back for review."""
    before, now = Timing.of(row), Timing.of(fields)
    review_on = review_day(now, written_on(session), conventions, before=before, is_given=is_given)
    return fields.model_copy(update={"review_on": review_on})


def _connect(session: Session, row: Claim, fields: ClaimFields) -> None:
    """Point to the speaker, the subject and the claims that are named. Raises Refused with every problem at once."""
    who = speaker_named(session, fields.speaker)
    about = subject_named(session, fields.subject)
    links = {
        "speaker_id": who.key if who else None,
        "subject_id": about.key if about else None,
        "revises_id": fields.revises,
        "depends_on_id": fields.depends_on,
    }
    problems: list[Problem] = []
    for name in ("revises", "depends_on"):
        read_or_note(problems, name, check_link, session, row, getattr(fields, name), f"{name}_id")
    if problems:
        raise Refused(problems)
    for name, value in links.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    check_days(session, row)


def _respell(session: Session, fields: ClaimFields) -> bool:
    """Correct the spelling of the names that the claim goes by, for all claims; whether anything changed."""
    tags = [respell(tag_named(session, name), name) for name in fields.tags]
    who, about = speaker_named(session, fields.speaker), subject_named(session, fields.subject)
    return any([respell(who, fields.speaker), respell(about, fields.subject), *tags])


def cite_stating(session: Session, claim_id: int, fields: ClaimFields, *, is_new: bool = False) -> bool:
    """Keep the source and quotation that state the claim; whether anything changed.

    Of one that is emptied nothing stays: another source that states the claim is then the claim's own.
    """
    stating = select(Citation).where(citation.claim_id == claim_id, citation.role == Role.STATES).order_by(citation.id)
    row = None if is_new else session.execute(stating).scalars().first()
    wanted = Source(**{name: getattr(fields, f"source_{name}") for name in SOURCE_FIELDS})
    mine = row.source_id if row else None
    found = source_like(session, wanted) if is_new else source_corrected(session, wanted, mine)
    values: dict[str, Any] = {
        "source_id": found.key if found else None,
        **{name: getattr(fields, name) for name in QUOTE_FIELDS},
    }
    if row is None:
        if any(values.values()):
            session.add(Citation(claim_id=claim_id, role=Role.STATES, **values))
        return any(values.values())
    if not any(values.values()) and not _is_evidence(session, row.key):
        session.delete(row)
        return True
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    return session.is_modified(row) or bool(found and session.is_modified(found))


def _tag(session: Session, claim_id: int, names: tuple[str, ...], *, is_new: bool = False) -> bool:
    """Make the claim's tags these; whether anything changed."""
    wanted = {name_key(name): name for name in names}
    tagged = select(ClaimTag, tag.name_key).join_from(ClaimTag, tag.name_key.table)
    rows = [] if is_new else session.execute(tagged.where(claim_tag.claim_id == claim_id)).all()
    kept = {key for row, key in rows if key in wanted}
    for row, key in rows:
        if key not in wanted:
            session.delete(row)
    for key, name in wanted.items():
        if key not in kept and (found := tag_named(session, name)):
            session.add(ClaimTag(claim_id=claim_id, tag_id=found.key))
    return len(kept) != len(rows) or len(kept) != len(wanted)
