"""The record: how claims turned out, by who said them, who published them, what they are about and their kind."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from operator import mul
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import String, and_, case, cast, func, literal, literal_column, or_, select, true

from tracker.claims.scoring import MOST_POINTS, Rate, Trend, hit_rate, quantile, shrunken, slip_within, stretches
from tracker.claims.vocabulary import Verdict
from tracker.errors import InvalidInput
from tracker.store.filters import conditions, is_overdue, parse_filter
from tracker.store.listing import asked_of
from tracker.store.orders import first_publisher
from tracker.store.tables import speaker, standing, subject
from tracker.store.terms import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, FromClause, Row, Select
    from sqlmodel import Session

    from tracker.store.terms import Term

    Stretches = tuple[int, tuple[date, ...]]
    Slipped = tuple[int, list[int]]

_SCORED = [each for each in Verdict if each.score is not None]
_UNSCORED = [each for each in Verdict if each.score is None]
_COMMA = ","
_LETTERS = ascii_lowercase[:MOST_POINTS]
"""One for each stretch of a trend."""
_BEFORE = "-"
_NO_SLIPS: Slipped = (0, [])


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
    asked, where = asked_of(terms), conditions(terms, today)
    since = _stretches(session, asked, where)
    slipped, names = _slips(session, group, asked, where), _names(session, group)
    counted = session.execute(_counted(group, today, since[1] if since else (), asked, where))
    lines = [_line(str(names.get(row[0], row[0] or "")), row, slipped.get(row[0], _NO_SLIPS), since) for row in counted]
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


def _line(name: str, row: Row[Any], slipped: Slipped, since: Stretches | None) -> RecordLine:
    _, claims, overdue, kept, ahead, *by_verdict = tuple(row)
    said = {each: letters for each, letters in zip(_SCORED, by_verdict, strict=False) if letters}
    unscored = zip(_UNSCORED, by_verdict[len(_SCORED) :], strict=True)
    counts = {each: len(letters) for each, letters in said.items()} | {each: many for each, many in unscored if many}
    lead_days, (slips, slip_days) = _numbers(ahead), slipped
    return RecordLine(
        name=name,
        claims=claims,
        open=claims - sum(counts.values()),
        overdue=overdue,
        counts=counts,
        on_time=Rate(float(kept), len(lead_days)),
        slips=slips,
        slip_days=slip_within(slip_days, 0.5),
        long_slip_days=slip_within(slip_days, 0.9),
        lead_days=quantile(lead_days, 0.5),
        trend=_trend(said, *since) if since else None,
    )


def _trend(said: Mapping[Verdict, str], months: int, starts: tuple[date, ...]) -> Trend | None:
    """The trend of the claims that count: by verdict, the letter of the stretch in which each was said."""
    scored = [(each.score or 0.0, map(letters.count, _LETTERS[: len(starts)])) for each, letters in said.items()]
    scores = [score for score, _ in scored]
    by_stretch = zip(*(counts for _, counts in scored), strict=True)
    rates = tuple(Rate(sum(map(mul, scores, counts)), sum(counts)) for counts in by_stretch)
    return Trend(starts[0], months, rates) if any(rate.of for rate in rates) else None


def _counted(
    group: RecordGroup, today: date, starts: tuple[date, ...], asked: FromClause, where: list[ColumnElement[bool]]
) -> Select[Any]:
    """What ``_line`` needs of each line, in one pass over an index."""
    stretch = _letter_of_stretch(_BEFORE + _LETTERS[: len(starts)], starts)
    tells = and_(standing.lead_days.is_not(None), or_(standing.due_end < today, standing.is_settled == true()))
    columns: list[Any] = [
        _key_of(group).label("whose"),
        func.count(),
        func.count().filter(is_overdue(today)),
        func.count().filter(tells, standing.on_time == true()),
        func.aggregate_strings(cast(standing.lead_days, String), _COMMA).filter(tells),
        *(func.aggregate_strings(stretch, "").filter(standing.fixed_status == each) for each in _SCORED),
        *(func.count().filter(standing.fixed_status == each) for each in _UNSCORED),
    ]
    return select(*columns).select_from(asked).where(*where).group_by("whose")


def _letter_of_stretch(letters: str, starts: Sequence[date]) -> ColumnElement[str]:
    """The letter of the stretch in which a claim was said, the first one before all of them; found by halves."""
    if not starts:
        return literal(letters, String())
    middle = len(starts) // 2
    later = _letter_of_stretch(letters[middle + 1 :], starts[middle + 1 :])
    earlier = _letter_of_stretch(letters[: middle + 1], starts[:middle])
    return case((standing.said_on >= starts[middle], later), else_=earlier)


def _stretches(session: Session, asked: FromClause, where: list[ColumnElement[bool]]) -> Stretches | None:
    """The stretches of time in which the settled claims that count were said; None without any."""
    scored = (*where, standing.fixed_status.in_(_SCORED))
    ends = (select(end(standing.said_on)).select_from(asked).where(*scored) for end in (func.min, func.max))
    first, last = (session.execute(end).scalar_one() for end in ends)
    return stretches(first, last) if first else None


def _slips(
    session: Session, group: RecordGroup, asked: FromClause, where: list[ColumnElement[bool]]
) -> Mapping[Any, Slipped]:
    """For each line that has any the slips of its threads together, and the slip days of each thread that slipped."""
    # Zero is written out, since SQLite finds the index of what slipped by it.
    slipped = (*where, standing.slips > literal_column("0"))
    columns = (_key_of(group).label("whose"), standing.thread_id, standing.slips, standing.slip_days)
    threads = select(*columns).select_from(asked).where(*slipped).distinct().subquery("threads").c
    days = func.aggregate_strings(cast(threads.slip_days, String), _COMMA)
    by_line = select(threads.whose, func.sum(threads.slips), days).group_by(threads.whose)
    return {whose: (slips, _numbers(told)) for whose, slips, told in session.execute(by_line)}


def _numbers(told: str | None) -> list[int]:
    """Numbers that the database strung together, which is several times as quick as a row for each."""
    return list(map(int, told.split(_COMMA))) if told else []


def _key_of(group: RecordGroup) -> ColumnElement[Any]:
    """What tells the claims of one line from those of another."""
    columns: dict[RecordGroup, ColumnElement[Any]] = {
        RecordGroup.SPEAKER: standing.speaker_id,
        RecordGroup.SUBJECT: standing.subject_id,
        RecordGroup.KIND: standing.kind,
    }
    return columns[group] if group in columns else func.coalesce(first_publisher(), "")


def _names(session: Session, group: RecordGroup) -> Mapping[Any, str]:
    """The names of lines that go by a number."""
    named = {RecordGroup.SPEAKER: speaker, RecordGroup.SUBJECT: subject}.get(group)
    return {row[0]: row[1] for row in session.execute(select(named.id, named.name))} if named else {}
