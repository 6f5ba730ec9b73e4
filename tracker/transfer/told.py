"""A claim as a file of another program tells of it, and how that becomes a claim of ours."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.claims.decisions import (
    Decision,
    is_too_early,
    noted_on,
    problems_of_coming,
    problems_of_decision,
    tidied,
)
from tracker.claims.drafts import FIELDS, Problem, Refused, problems_of_text, read_draft, read_or_note
from tracker.claims.typed import check_address, read_day
from tracker.dates.conventions import DEFAULT, Conventions
from tracker.errors import InvalidInput
from tracker.store.claims_at_once import NewClaim, StatedCredence
from tracker.store.incoming.claims import ForeignRow, IncomingClaims
from tracker.store.incoming.plan import Fault, Place, PlannedRow, State
from tracker.store.past import unwatched
from tracker.transfer.cells import read_decimal, read_share
from tracker.transfer.days import as_iso, as_told_day, day_order_of
from tracker.transfer.manner import SCALES, Manner
from tracker.transfer.quoting import short
from tracker.transfer.words import verdict_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from tracker.claims.model import ClaimFields
    from tracker.store.past import Watch

ABOUT_DECISION = (
    *("verdict", "occurred_on", "decided_on", "decided_by", "reason"),
    *("evidence_url", "evidence_title", "evidence_publisher", "evidence_quote"),
)
"""What a file can tell of a decision, beside the fields of a claim."""

_OUTCOME = ("occurred_on", "reason", "evidence_url", "evidence_title", "evidence_quote")
"""What nobody tells of a claim before it is decided; the rest programs note by themselves."""

CREDENCE = "credence"
_LONGEST_NAME = 200
_DAYS = ("said_on", "due_text", "review_on", "source_published_on", "occurred_on", "decided_on")


@dataclass(frozen=True, slots=True)
class Forecast:
    """A probability as it is written, on a scale up to 1 or up to 100, with its day and who stated it."""

    probability: str
    scale: float
    stated_on: str = ""
    stated_by: str = ""


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """What a file tells of one claim, field by field as it would be typed, without guards against formulas.

    ``columns`` names the fields as the file does. ``assumed`` is what the file does not tell and its program is known
    for. ``is_deadline`` says that a day in ``due_text`` is the last one, not the only one.
    """

    number: int
    texts: Mapping[str, str]
    columns: Mapping[str, str] = field(default_factory=dict)
    assumed: Mapping[str, str] = field(default_factory=dict)
    forecasts: tuple[Forecast, ...] = ()
    is_deadline: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What reading a claim depends on beside the file: the day, how deadlines are read, and the manner of the file."""

    today: date
    conventions: Conventions = DEFAULT
    manner: Manner = field(default_factory=Manner)


def read_told(
    told: Sequence[ToldClaim],
    name: str,
    around: Circumstances,
    remarks: Iterable[str] = (),
    watch: Watch = unwatched,
) -> IncomingClaims:
    """Make claims of what a file tells; those that cannot be read are bad rows."""
    days = (one.texts.get(day, "") for one in told for day in _DAYS)
    order = around.manner.day_order or day_order_of(days)
    rows: list[ForeignRow] = []
    bad: list[PlannedRow] = []
    left_out = 0
    with watch(told, f"reading {name}", len(told)) as each:
        for one in each:
            place = Place(name, one.number)
            try:
                claim = _read(one, order, around)
            except Refused as refused:
                faults = _faults(one, refused)
                bad.append(PlannedRow(place, State.BAD, short(one.texts.get("statement", "")), faults=faults))
            else:
                tells = frozenset(name for name in FIELDS if one.texts.get(name))
                is_dated = all(forecast.stated_on for forecast in one.forecasts)
                rows.append(ForeignRow(place, claim, tells, is_dated))
                left_out += claim.decision is None and any(one.texts.get(name, "").strip() for name in _OUTCOME)
    return IncomingClaims(name, tuple(rows), tuple(bad), (*remarks, *_taken_for_today(told), *_left_out(left_out)))


def _left_out(count: int) -> Iterator[str]:
    """The remark about claims that have no verdict, and of whose outcome the file tells something all the same."""
    if count:
        have, their = ("claim has", "its") if count == 1 else ("claims have", "their")
        yield f"{count:,} {have} no verdict: what the file tells of {their} outcome is left out"


def _taken_for_today(told: Iterable[ToldClaim]) -> Iterator[str]:
    """Remarks about claims and probabilities whose day the file does not tell."""
    claims = stated = 0
    for one in told:
        claims += not one.texts.get("said_on")
        stated += sum(1 for forecast in one.forecasts if forecast.probability.strip() and not forecast.stated_on)
    if claims:
        told_of = "claim tells no day: it is" if claims == 1 else "claims tell no day: they are"
        yield f"{claims:,} {told_of} taken to be said today"
    if stated:
        told_of = "probability tells no day: it is" if stated == 1 else "probabilities tell no day: they are"
        yield f"{stated:,} {told_of} taken to be stated today"


def _faults(told: ToldClaim, refused: Refused) -> tuple[Fault, ...]:
    """What is wrong, by the names that the file has for its columns."""
    return tuple(
        Fault(told.columns.get(problem.field, problem.field), problem.sentence) for problem in refused.problems
    )


def _read(told: ToldClaim, order: str, around: Circumstances) -> NewClaim:
    """The claim. Raises Refused with all that is wrong with it."""
    if told.problem:
        raise Refused([Problem("", told.problem)])
    problems: list[Problem] = []
    texts = dict(told.texts)
    for name in _DAYS:
        if texts.get(name):
            read = as_iso if name == "due_text" else as_told_day
            texts[name] = read_or_note(problems, name, read, texts[name].strip(), order) or ""
    if told.is_deadline and texts.get("due_text"):
        texts["due_text"] = f"by {texts['due_text']}"
    fields = None
    try:
        draft = {**told.assumed, **{name: text for name, text in texts.items() if text}}
        fields = read_draft(draft, around.today, around.conventions)
    except Refused as refused:
        known = {problem.field for problem in problems}
        problems += (problem for problem in refused.problems if problem.field not in known)
    decision = _decision(texts, fields, problems, around.today)
    stated = _stated(told, problems, order, around.today)
    if problems or fields is None:
        raise Refused(problems)
    return NewClaim(fields, decision, texts.get("decided_by", "").strip(), stated)


def _decision(
    texts: Mapping[str, str], fields: ClaimFields | None, problems: list[Problem], today: date
) -> Decision | None:
    """What became of it; without a day on which it happened where the file tells none."""
    verdict = read_or_note(problems, "verdict", verdict_of, texts.get("verdict", ""))
    if verdict is None or fields is None:
        return None
    occurred_on = read_or_note(problems, "occurred_on", _past_day, texts.get("occurred_on", ""), today)
    told_on = read_or_note(problems, "decided_on", _past_day, texts.get("decided_on", ""), today)
    decided_on = noted_on(told_on or today, today)
    problems += problems_of_coming("occurred_on", occurred_on, today)
    problems += problems_of_coming("decided_on", decided_on, today)
    clean = tidied(texts, ABOUT_DECISION)
    problems += problems_of_decision(clean)
    read_or_note(problems, "evidence_url", check_address, clean["evidence_url"])
    if is_too_early(verdict, occurred_on, fields.said_on):
        problems.append(Problem("occurred_on", f"it was said on {fields.said_on}: it cannot have come true before"))
    return Decision(
        verdict=verdict,
        decided_on=decided_on,
        occurred_on=occurred_on if verdict.tells_a_day else None,
        reason=clean["reason"],
        evidence_url=clean["evidence_url"],
        evidence_title=clean["evidence_title"],
        evidence_publisher=clean["evidence_publisher"],
        evidence_quote=clean["evidence_quote"],
    )


def _past_day(text: str, today: date) -> date | None:
    return read_day(text.strip(), today, is_past=True)


def _stated(told: ToldClaim, problems: list[Problem], order: str, today: date) -> tuple[StatedCredence, ...]:
    """The probabilities, each on its day, else today: nobody knows that it was stated before the outcome."""
    found: list[StatedCredence] = []
    for one in told.forecasts:
        probability = read_or_note(problems, CREDENCE, _probability, one.probability, one.scale)
        stated_on = read_or_note(
            problems, CREDENCE, lambda text: _past_day(as_told_day(text, order), today), one.stated_on
        )
        day = noted_on(stated_on or today, today)
        if day > today:
            problems.append(Problem(CREDENCE, f"{day} is still to come"))
        problems += problems_of_text(CREDENCE, "stated by", one.stated_by, _LONGEST_NAME)
        if probability is not None:
            found.append(StatedCredence(probability, day, one.stated_by))
    return tuple(found)


def _probability(text: str, scale: float) -> float | None:
    plain = text.strip()
    if not plain:
        return None
    value = read_share(plain, scale)
    if not 0 <= value <= 1:
        raise InvalidInput(f"{short(text)} is not a probability between 0 and {scale:g}")
    return value


def with_option(question: str, option: str) -> str:
    """A question with one of the answers that there are to choose from, as a claim of its own."""
    return f"{question.strip()}{'' if question.strip().endswith('?') else ':'} {option}" if option else question


def scale_told(header: str, manner: Manner) -> float | None:
    """Up to what number a column's probabilities go, as is named or as its header says; None where neither tells."""
    if manner.scale:
        return SCALES[manner.scale]
    return SCALES["100"] if "%" in header or "percent" in header.casefold() or "100" in header else None


def scale_shown(texts: Iterable[str], header: str) -> float | None:
    """Up to what number a column's probabilities go, as the largest of them shows; None where there are none.

    Raises InvalidInput where some look like shares of 1 and others do not: either scale would be wrong for some.
    """
    numbers = bare_numbers(texts)
    largest = max(numbers, default=0)
    shares = [number for number in numbers if 0 < number < 1]
    if shares and largest > 1:
        both = f"such as {shares[0]:g} and {largest:g}"
        raise InvalidInput(f"{short(header)} holds numbers below 1 and above, {both}: say --scale 1 or --scale 100.")
    if not numbers:
        return None
    return SCALES["100"] if largest > 1 else SCALES["1"]


def bare_numbers(texts: Iterable[str]) -> list[float]:
    """The numbers among some texts; one with a percent sign tells by itself what it is."""
    found: list[float] = []
    for text in texts:
        with suppress(InvalidInput):
            found.append(read_decimal(text.strip()))
    return found
