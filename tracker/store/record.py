"""The record: how claims turned out, by who said them, who published them, what they are about and their kind."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import and_, case, func, null, or_, select

from tracker.claims.scoring import Rate, Trend, hit_rate, quantile, shrunken, slip_within, stretches
from tracker.claims.vocabulary import WITHDRAWN_CODE, Kind, Schedule, Verdict
from tracker.errors import InvalidInput
from tracker.store.filters import conditions, parse_filter, status_of
from tracker.store.orders import first_publisher
from tracker.store.tables import claim, claims_with_names, speaker, standing, subject, verdict
from tracker.store.terms import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, FromClause, Select
    from sqlmodel import Session

    from tracker.store.terms import Term


_SCORED = [each for each in Verdict if each.score is not None]
_UNSCORED = [each for each in Verdict if each.score is None]


class RecordGroup(StrEnum):
    """What claims are counted by."""

    label: str
    field: str
    """The field of the filter that finds a line's claims."""

    def __new__(cls, code: str, label: str, field: str) -> Self:
        """Attach the row of the table to the code."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.field = field
        return member

    SPEAKER = "speaker", "Speakers", "speaker"
    PUBLISHER = "publisher", "Publishers", "publisher"
    SUBJECT = "subject", "Subjects", "subject"
    KIND = "kind", "Kinds", "kind"


@dataclass(frozen=True, slots=True)
class RecordLine:
    """The record of one speaker, publisher, subject or kind. ``name`` is empty for the claims that name none.

    ``counts``: claims by verdict, only verdicts that were given. ``slips``: how often dates moved later or were dropped
    in the threads that it has a claim in; ``slip_days``: the median of the days by which those threads moved, and
    ``long_slip_days`` those within which nine in ten did. ``lead_days``: the median of the days from the statement to
    the last day, of the claims that count for being on time. ``trend``: hit rates by the day on which claims were said,
    over the same time for all lines; None without any. Both ``ranked`` rates are drawn to those of all lines.
    """

    name: str
    claims: int
    open: int
    overdue: int
    counts: Mapping[Verdict, int]
    on_time: Rate
    slips: int = 0
    slip_days: float | None = None
    long_slip_days: float | None = None
    lead_days: float | None = None
    trend: Trend | None = None
    ranked_hit_rate: float | None = None
    ranked_on_time: float | None = None

    @property
    def settled(self) -> int:
        """Claims with a verdict, those that do not count included."""
        return sum(self.counts.values())

    @property
    def hit_rate(self) -> Rate:
        """How much came true of the settled claims that count."""
        return hit_rate(self.counts)


def record_by(
    session: Session, group: RecordGroup, today: date, terms: tuple[Term, ...] = ()
) -> tuple[RecordLine, ...]:
    """The record of everyone or everything that has a claim, those with most settled claims first.

    ``terms`` leave only the claims that a filter lets through. A claim counts for the publisher of the first source
    that states it.
    """
    where = conditions(terms, today)
    slipped, ahead = _slips(session, group, where), _lead_days(session, group, today, where)
    counted = session.execute(_counted(group, today, where)).all()
    said = [day for row in counted for day in (row.first_said, row.last_said) if day]
    trends = _trends(session, group, where, (min(said), max(said)) if said else None)
    lines = [
        RecordLine(
            name=str(row.whose),
            claims=row.claims,
            open=row.open,
            overdue=row.overdue,
            counts={each: row._mapping[each.name] for each in Verdict if row._mapping[each.name]},  # noqa: SLF001
            on_time=Rate(float(row.kept), row.dated),
            slips=sum(slips for slips, _ in slipped[row.whose]),
            slip_days=slip_within((days for _, days in slipped[row.whose]), 0.5),
            long_slip_days=slip_within((days for _, days in slipped[row.whose]), 0.9),
            lead_days=quantile(ahead[row.whose], 0.5),
            trend=trends.get(row.whose),
        )
        for row in counted
    ]
    lines.sort(key=lambda line: (-line.settled, -line.claims, line.name.casefold(), line.name))
    return tuple(ranked(lines))


def ranked(lines: Sequence[RecordLine]) -> Iterator[RecordLine]:
    """The lines with their rates drawn to those of all together."""
    all_hits = sum((line.hit_rate for line in lines), Rate())
    all_on_time = sum((line.on_time for line in lines), Rate())
    for line in lines:
        hits, on_time = shrunken(line.hit_rate, all_hits), shrunken(line.on_time, all_on_time)
        yield replace(line, ranked_hit_rate=hits, ranked_on_time=on_time)


def filter_for(group: RecordGroup, name: str) -> str:
    """The filter that finds a line's claims. Raises InvalidInput where no filter can."""
    if not name:
        raise InvalidInput(f"No filter finds these claims, because they name no {group.value}.")
    whole = "" if group is RecordGroup.KIND else "="
    text = f"{group.field}:{whole}{quoted(name)}"
    parse_filter(text)
    return text


def _counted(group: RecordGroup, today: date, where: list[ColumnElement[bool]]) -> Select[Any]:
    """The counts of each line."""
    name, was_on_time = _name_of(group), _was_on_time(today)
    status, is_scored = status_of(today), standing.verdict.in_(_SCORED)
    columns: list[Any] = [
        name.label("whose"),
        func.count().label("claims"),
        func.count().filter(standing.verdict == "").label("open"),
        func.count().filter(status == Schedule.OVERDUE.value).label("overdue"),
        *(func.count().filter(standing.verdict == each).label(each.name) for each in Verdict),
        func.min(claim.said_on).filter(is_scored).label("first_said"),
        func.max(claim.said_on).filter(is_scored).label("last_said"),
        func.count(was_on_time).label("dated"),
        func.coalesce(func.sum(was_on_time), 0).label("kept"),
    ]
    return select(*columns).select_from(_with_happening()).where(*where).group_by("whose")


def _lead_days(
    session: Session, group: RecordGroup, today: date, where: list[ColumnElement[bool]]
) -> Mapping[str, list[int]]:
    """For each line the days from the statement to the last day, of the claims that count for being on time."""
    counts = _was_on_time(today).is_not(None)
    said = select(_name_of(group), claim.said_on, claim.due_end).select_from(_with_happening()).where(*where, counts)
    found: defaultdict[str, list[int]] = defaultdict(list)
    for whose, said_on, due_end in session.execute(said):
        found[whose].append((due_end - said_on).days)
    return found


def _slips(
    session: Session, group: RecordGroup, where: list[ColumnElement[bool]]
) -> Mapping[str, list[tuple[int, int]]]:
    """For each line the slips and slip days of each of its threads that slipped."""
    name = _name_of(group)
    threads = select(name, standing.thread_id, standing.slips, standing.slip_days).distinct()
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for whose, _, slips, days in session.execute(threads.select_from(_joined()).where(*where, standing.slips > 0)):
        found[whose].append((slips, days))
    return found


def _trends(
    session: Session, group: RecordGroup, where: list[ColumnElement[bool]], said: tuple[date, date] | None
) -> dict[str, Trend]:
    """The trend of each line over the time in which the settled claims that count were ``said``."""
    if said is None:
        return {}
    months, starts = stretches(*said)
    newest_first = list(enumerate(starts))[::-1]
    stretch = case(*((claim.said_on >= start, number) for number, start in newest_first))
    score = case(*((standing.verdict == each, each.score) for each in _SCORED))
    by_stretch = (
        select(_name_of(group).label("whose"), stretch.label("stretch"), func.sum(score), func.count())
        .select_from(_joined())
        .where(*where, standing.verdict.in_(_SCORED), claim.said_on >= starts[0])
        .group_by("whose", "stretch")
    )
    rates: defaultdict[str, list[Rate]] = defaultdict(lambda: [Rate()] * len(starts))
    for whose, number, hits, of in session.execute(by_stretch):
        rates[whose][number] = Rate(float(hits), of)
    return {whose: Trend(starts[0], months, tuple(found)) for whose, found in rates.items()}


def _joined() -> FromClause:
    """The tables that a filter and the counting need, the verdicts that stand among them."""
    return claims_with_names.outerjoin(verdict.id.table, verdict.id == standing.verdict_id)


def _with_happening() -> FromClause:
    """The same with the day on which each claim's thread happened."""
    return _joined().outerjoin(_HAPPENED, _HAPPENED.c.thread_id == standing.thread_id)


def _name_of(group: RecordGroup) -> ColumnElement[str]:
    if group is RecordGroup.KIND:
        return claim.kind
    columns = {
        RecordGroup.SPEAKER: speaker.name,
        RecordGroup.SUBJECT: subject.name,
        RecordGroup.PUBLISHER: first_publisher(),
    }
    return func.coalesce(columns[group], "")


def _was_on_time(today: date) -> ColumnElement[int | None]:
    """1, 0 or nothing: the same answer as ``scoring.was_on_time``."""
    is_settled = standing.verdict != ""
    return case(
        (or_(claim.due_end.is_(None), standing.verdict.in_(_UNSCORED)), null()),
        (standing.verdict.in_([Verdict.LATE, Verdict.FALSE]), 0),
        (and_(is_settled, verdict.occurred_on <= claim.due_end), 1),
        (and_(is_settled, verdict.occurred_on > claim.due_end), 0),
        (standing.verdict == Verdict.TRUE, 1),
        (or_(is_settled, claim.due_end >= today), null()),
        (and_(standing.moved != "", _HAPPENED.c.happened_on <= claim.due_end), 1),
        else_=0,
    )


_SAYS_IT_WILL_NOT = or_(claim.due_open == WITHDRAWN_CODE, and_(claim.kind == Kind.DELAY, claim.due_end.is_(None)))


def when_threads_happened() -> Select[Any]:
    """For each thread that happened the day, as ``schedule.Thread.happened_on`` tells it."""
    is_told = (verdict.occurred_on.is_not(None), standing.verdict.not_in(["", Verdict.VOID]), ~_SAYS_IT_WILL_NOT)
    return (
        select(standing.thread_id, func.max(verdict.occurred_on).label("happened_on"))
        .select_from(standing.claim_id.table)
        .join(verdict.id.table, verdict.id == standing.verdict_id)
        .join(claim.id.table, claim.id == standing.claim_id)
        .where(*is_told)
        .group_by(standing.thread_id)
    )


_HAPPENED = when_threads_happened().subquery("happened")
