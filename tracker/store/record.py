"""The record: how claims turned out, by who said them, who published them, what they are about and their kind."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from itertools import chain, count, islice
from string import ascii_letters, digits
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from sqlalchemy import case, false, func, literal, literal_column, or_, select, true

from tracker.claims.scoring import MOST_POINTS, Rate, Trend, hit_rate, quantile, shrunken, slip_within, stretches
from tracker.claims.vocabulary import Verdict
from tracker.store.days import as_kept
from tracker.store.filters import conditions, parse_filter
from tracker.store.listing import asked_of
from tracker.store.orders import first_source
from tracker.store.side_by_side import asked_beside
from tracker.store.strung import strung, unstrung
from tracker.store.tables import source, speaker, standing, subject
from tracker.store.terms import term_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, FromClause, Select
    from sqlalchemy.sql.base import ReadOnlyColumnCollection
    from sqlmodel import Session

    from tracker.store.terms import Term

    Stretches = tuple[int, tuple[date, ...]]
    Slipped = tuple[int, list[int]]

_SCORED = [each for each in Verdict if each.score is not None]
_UNSCORED = [each for each in Verdict if each.score is None]
_STRETCHES = 1 + MOST_POINTS
"""Those of the longest trend, and the time before it."""


def marks_of(verdicts: Iterable[Verdict]) -> dict[Verdict, str]:
    """The signs by which claims with a verdict are counted: one for each stretch where it counts, else a single one.

    None of them is quoted in a statement, however many there are.
    """
    signs = chain(digits, ascii_letters, map(chr, count(ord("Ā"))))
    return {each: "".join(islice(signs, 1 if each.score is None else _STRETCHES)) for each in verdicts}


_MARKS = marks_of(Verdict)
_WHENEVER = {ord(sign): signs[0] for signs in _MARKS.values() for sign in signs}
"""Makes of the sign of any stretch the first one of its verdict."""

_OVERDUE = "-"
_RATES_REMEMBERED = 10_000
_NO_SLIPS: Slipped = (0, [])


_COUNTED_BY = (
    *("fixed_status", "said_on", "due_end", "is_settled", "on_time", "lead_days"),
    *("thread_id", "slips", "slip_days"),
)
"""What is told of a claim for the record, of its standing."""


class _Claims(NamedTuple):
    """The claims that are counted: what tells those of one line from another's, what is told of each, where from."""

    whose: ColumnElement[Any]
    told: ReadOnlyColumnCollection[str, Any]
    asked: FromClause
    where: list[ColumnElement[bool]]


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


class SaidWhen(NamedTuple):
    """When claims were said, by their ``marks``; the stretches are of so many ``months`` and begin on ``starts``."""

    months: int
    starts: tuple[date, ...]
    marks: str


class RecordLine(NamedTuple):
    """The record of one speaker, publisher, subject or kind. ``name`` is empty for the claims that name none.

    ``counts``: claims by verdict, only verdicts that were given. ``slips``: how often dates moved later or were dropped
    in the threads that it has a claim in; ``slip_days``: the median of the days by which those threads moved, and
    ``long_slip_days`` those within which nine in ten did. ``lead_days``: the median of the days from the statement to
    the last day, of the claims that count for being on time. ``said_when`` covers the same time for all lines; None
    without claims that count. Both ``ranked`` rates are drawn to those of all lines.
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
    said_when: SaidWhen | None = None
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

    @property
    def trend(self) -> Trend | None:
        """Hit rates by the day on which claims were said; None without any. Worked out when asked for: few are seen."""
        if self.said_when is None:
            return None
        months, starts, marks = self.said_when
        numbers = [map(marks.count, _MARKS[each]) for each in _SCORED]
        rates = tuple(map(_rate_of, *numbers))[1 : 1 + len(starts)]
        return Trend(starts[0], months, rates) if any(rate.of for rate in rates) else None


def record_by(
    session: Session, group: RecordGroup, today: date, terms: tuple[Term, ...] = ()
) -> tuple[RecordLine, ...]:
    """The record of everyone or everything that has a claim, those with most settled claims first.

    ``terms`` leave only the claims that a filter lets through. A claim counts for the publisher of the first source
    that states it.
    """
    asked, where = asked_of(terms), conditions(terms, today)
    since = _stretches(session, asked, where)
    # No index: claims beside each other in the file have their citations beside each other.
    in_order = where if terms else [as_kept(standing.is_trashed) == false()]
    claims = (
        _claims_by_publisher(asked, in_order) if group is RecordGroup.PUBLISHER else _claims_by(group, asked, where)
    )
    with asked_beside(session, _counted(claims, today, since[1] if since else ())) as counted:
        slipped, names = _slips(session, claims), _names(session, group)
        lines = [
            _line(str(names.get(row[0], row[0] or "")), row, slipped.get(row[0], _NO_SLIPS), since) for row in counted
        ]
    lines.sort(key=lambda line: (-line.settled, -line.claims, line.name.casefold(), line.name))
    return tuple(ranked(lines))


def ranked(lines: Sequence[RecordLine]) -> Iterator[RecordLine]:
    """The lines with their rates drawn to those of all together."""
    rates = [line.hit_rate for line in lines]
    all_hits, all_on_time = sum(rates, Rate()), sum((line.on_time for line in lines), Rate())
    for line, rate in zip(lines, rates, strict=True):
        hits, on_time = shrunken(rate, all_hits), shrunken(line.on_time, all_on_time)
        yield line._replace(ranked_hit_rate=hits, ranked_on_time=on_time)


def filter_for(group: RecordGroup, name: str) -> str:
    """The filter that finds a line's claims. Raises InvalidInput where no filter can."""
    text = term_for(group.field, name) if name else f"no:{group.field}"
    parse_filter(text)
    return text


def _line(name: str, row: Sequence[Any], slipped: Slipped, since: Stretches | None) -> RecordLine:
    _, claims, marks, kept, missed = tuple(row)
    whenever = marks.translate(_WHENEVER)
    counts = {each: number for each, signs in _MARKS.items() if (number := whenever.count(signs[0]))}
    kept_days, missed_days = unstrung(kept), unstrung(missed)
    lead_days, (slips, slip_days) = kept_days + missed_days, slipped
    return RecordLine(
        name=name,
        claims=claims,
        open=claims - sum(counts.values()),
        overdue=marks.count(_OVERDUE),
        counts=counts,
        on_time=Rate(float(len(kept_days)), len(lead_days)),
        slips=slips,
        slip_days=slip_within(slip_days, 0.5),
        long_slip_days=slip_within(slip_days, 0.9),
        lead_days=quantile(lead_days, 0.5),
        said_when=SaidWhen(*since, marks) if since else None,
    )


@lru_cache(maxsize=_RATES_REMEMBERED)
def _rate_of(*numbers: int) -> Rate:
    """The hit rate of so many claims of each verdict that counts, which stretches of few claims have in common."""
    return hit_rate(dict(zip(_SCORED, numbers, strict=True)))


def _counted(claims: _Claims, today: date, starts: tuple[date, ...]) -> Select[Any]:
    """What ``_line`` needs of each line, in one pass over an index: a mark for each claim, and days strung together."""
    told = claims.told
    is_over = as_kept(told.due_end) < _written(today)
    marks: dict[str, ColumnElement[str]] = {"": case((is_over, _written(_OVERDUE)))}
    marks |= {each: _mark_of_stretch(_MARKS[each], starts, told.said_on) for each in _SCORED}
    marks |= {each: _written(_MARKS[each]) for each in _UNSCORED}
    of_status = case({_written(status): mark for status, mark in marks.items()}, value=told.fixed_status)
    days, tells = strung(told.lead_days), or_(told.is_settled == true(), is_over)
    columns: list[Any] = [
        claims.whose.label("whose"),
        func.count(),
        func.coalesce(func.aggregate_strings(of_status, ""), ""),
        days.filter(told.on_time == true(), tells),
        days.filter(told.on_time == false(), tells),
    ]
    return select(*columns).select_from(claims.asked).where(*claims.where).group_by("whose")


def _mark_of_stretch(signs: str, starts: Sequence[date], said_on: ColumnElement[date]) -> ColumnElement[str]:
    """The sign of the stretch in which a claim was said, the first one before all of them; found by halves."""
    if not starts:
        return _written(signs[0])
    middle = len(starts) // 2
    later = _mark_of_stretch(signs[middle + 1 :], starts[middle + 1 :], said_on)
    earlier = _mark_of_stretch(signs[: middle + 1], starts[:middle], said_on)
    return case((as_kept(said_on) >= _written(starts[middle]), later), else_=earlier)


def _written(value: str | date) -> ColumnElement[Any]:
    """A value as part of the statement itself, which SQLite need not fetch again for each claim."""
    return literal(str(value) if isinstance(value, str) else value, literal_execute=True)


def _stretches(session: Session, asked: FromClause, where: list[ColumnElement[bool]]) -> Stretches | None:
    """The stretches of time in which the settled claims that count were said; None without any."""
    scored = (*where, standing.fixed_status.in_(_SCORED))
    ends = (select(end(standing.said_on)).select_from(asked).where(*scored) for end in (func.min, func.max))
    first, last = (session.execute(end).scalar_one() for end in ends)
    return stretches(first, last) if first else None


def _slips(session: Session, claims: _Claims) -> Mapping[Any, Slipped]:
    """For each line that has any the slips of its threads together, and the slip days of each thread that slipped."""
    told = claims.told
    # Zero is written out, since SQLite finds the index of what slipped by it.
    slipped = (*claims.where, told.slips > literal_column("0"))
    columns = (claims.whose.label("whose"), told.thread_id, told.slips, told.slip_days)
    threads = select(*columns).select_from(claims.asked).where(*slipped).distinct().subquery("threads").c
    by_line = select(threads.whose, func.sum(threads.slips), strung(threads.slip_days)).group_by(threads.whose)
    return {whose: (slips, sorted(unstrung(told))) for whose, slips, told in session.execute(by_line).all()}


def _claims_by(group: RecordGroup, asked: FromClause, where: list[ColumnElement[bool]]) -> _Claims:
    """The claims of those lines that a standing tells itself."""
    whose: dict[RecordGroup, ColumnElement[Any]] = {
        RecordGroup.SPEAKER: standing.speaker_id,
        RecordGroup.SUBJECT: standing.subject_id,
        RecordGroup.KIND: standing.kind,
    }
    return _Claims(whose[group], standing, asked, where)


def _claims_by_publisher(asked: FromClause, where: list[ColumnElement[bool]]) -> _Claims:
    """The claims by the publisher of their first source, which is looked up once for each, in the order of the file.

    An offset keeps databases from looking it up again for each step of what is made of it.
    """
    columns = (*(standing[name] for name in _COUNTED_BY), first_source().label("source_id"))
    claims = select(*columns).select_from(asked).where(*where).offset(0).subquery("claims")
    with_sources = claims.outerjoin(source.id.table, source.id == claims.c.source_id)
    return _Claims(func.coalesce(source.publisher, ""), claims.c, with_sources, [])


def _names(session: Session, group: RecordGroup) -> Mapping[Any, str]:
    """The names of lines that go by a number."""
    named = {RecordGroup.SPEAKER: speaker, RecordGroup.SUBJECT: subject}.get(group)
    return {row[0]: row[1] for row in session.execute(select(named.id, named.name))} if named else {}
