"""The filter language: ``status:overdue speaker:altman due:<2025-09 kind:release -tag:rumour "open model"``.

One parser serves the filter line, the commands and the saved views. Terms are joined by *and*; a leading minus turns a
term round; words without a field are looked for in the statement and in what is told around it, see ``finding``.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    and_,
    case,
    exists,
    false,
    func,
    literal,
    not_,
    or_,
    select,
    true,
    union,
)

from tracker.claims.deadlines import read_window
from tracker.claims.drafts import problems_of_text
from tracker.claims.naming import name_key
from tracker.claims.typed import nearest_code, no_such, read_kind
from tracker.claims.vocabulary import Schedule, Verdict
from tracker.errors import InvalidInput
from tracker.store.citing import (
    cites_numbered,
    cites_publisher,
    cites_publisher_itself,
    cites_source,
    cites_source_itself,
)
from tracker.store.days import as_kept
from tracker.store.finding import holds_as_they_stand, holds_words
from tracker.store.letters import holds
from tracker.store.orders import SORT, first_publisher, read_order
from tracker.store.own_conditions import Mostly
from tracker.store.tables import alias, citation, claim, claim_tag, speaker, standing, subject, tag
from tracker.store.terms import LONGEST, FilterProblem, Term, number_of, quoted, terms_of
from tracker.store.words import words_of

if TYPE_CHECKING:
    from collections.abc import Callable

_OPEN, _SETTLED, _TRASH = "open", "settled", "trash"
_MOST_WORDS = 5
"""So many words are tried as one value, when the first alone is none."""


def parse_filter(text: str) -> tuple[Term, ...]:
    """The terms of a filter. Raises FilterProblem, which tells the word at fault, or from where on it is too long."""
    if len(text) > LONGEST:
        (problem,) = problems_of_text("filter", "filter", text, LONGEST)
        raise FilterProblem(problem.sentence, text, LONGEST, len(text) - LONGEST)
    for problem in problems_of_text("filter", "filter", text, None, may_have_lines=True):
        at = next(at for at, letter in enumerate(text) if problems_of_text("", "", letter, None, may_have_lines=True))
        raise FilterProblem(problem.sentence, text, at, 1)
    terms = terms_of(text)
    for place, term in ((place, term) for place, term in enumerate(terms) if term.field):
        try:
            _condition(term, date(2000, 1, 1))
        except InvalidInput as refusal:
            told = f"{refusal}{_how_in_quotes(term, terms[place + 1 :])}"
            raise _at_its_word(told, text, term) from refusal
    for second in [term for term in terms if term.field == SORT][1:]:
        sentence = "A list has one order: take all but one “sort:” away."
        raise FilterProblem(sentence, text, second.at, second.end - second.at)
    return terms


def conditions(terms: tuple[Term, ...], today: date, lowest: int = 0) -> list[ColumnElement[bool]]:
    """The terms as conditions on the tables that lists are made from.

    What is in the trash is let through by ``status:trash`` alone; else the first condition keeps it out. No claims are
    wanted with a number below the ``lowest``, which is asked only of the index of words.
    """
    found = [(term, _condition(term, today)) for term in terms if term.field or term.is_negated]
    told = [_is_not(condition) if term.is_negated else condition for term, condition in found]
    words = holds_words([term for term in terms if not (term.field or term.is_negated)], lowest)
    is_kept: ColumnElement[bool] = standing.is_trashed == false()
    if words or any(term.field in _ASKED_BY_NUMBER and not term.is_negated for term in terms):
        is_kept = Mostly(is_kept)
    return [*([] if any(map(asks_for_trash, terms)) else [is_kept]), *told, *words]


def conditions_on_each(terms: tuple[Term, ...], today: date) -> list[ColumnElement[bool]]:
    """The same conditions, put so that each claim is asked by itself, not that all are found which fulfil them.

    Words must each begin some known word, and none is turned round; what is in the trash is not let through.
    """
    words, fields = words_and_fields(terms)
    asked = ((term, _OF_EACH.get(term.field, _FIELDS[term.field])(term, today)) for term in fields)
    told = [_is_not(condition) if term.is_negated else condition for term, condition in asked]
    return [standing.is_trashed == false(), *told, *([holds_as_they_stand(words)] if words else [])]


def words_and_fields(terms: tuple[Term, ...]) -> tuple[list[Term], list[Term]]:
    """The terms that are words to look for, and those with a field."""
    return [term for term in terms if not term.field], [term for term in terms if term.field]


def needs_claims(terms: tuple[Term, ...]) -> bool:
    """Whether conditions ask claims and names: signs that belong to no word do, all else asks standings alone."""
    return any(not term.field and not words_of(term.value) for term in terms)


def is_outside_trash() -> ColumnElement[bool]:
    """Whether a claim counts, for all that shows or counts claims without a filter."""
    return claim.trashed_at.is_(None)


def is_overdue(today: date) -> ColumnElement[bool]:
    """Whether ``status_of`` is “overdue”: a last day has passed and nothing became of the claim; null without one."""
    return and_(standing.fixed_status == "", as_kept(standing.due_end) < today)


@lru_cache(maxsize=4)
def status_of(today: date) -> ColumnElement[str]:
    """The status of a claim in SQL; the same answer as ``schedule.Step.status``, from the kept standing."""
    return case(
        (standing.fixed_status != "", standing.fixed_status),
        (standing.due_from.is_(None), Schedule.NO_DATE.value),
        (standing.due_end < today, Schedule.OVERDUE.value),
        (standing.due_from <= today, Schedule.DUE.value),
        else_=Schedule.UPCOMING.value,
    )


def comes_back(today: date) -> ColumnElement[bool]:
    """Whether a claim wants its reviewer: open, still standing, not in the trash, and its day has come."""
    return and_(standing.is_trashed == false(), standing.comes_back_on <= today)


def _is_not(condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """The opposite: where a condition is null, it does not hold."""
    return not_(func.coalesce(condition, false()))


def _condition(term: Term, today: date) -> ColumnElement[bool]:
    if not term.field:
        return and_(true(), *holds_words([term]))
    if term.field not in _FIELDS:
        near = nearest_code(term.field, _FIELDS)
        hint = f" Did you mean “{near}:”?" if near else ""
        raise InvalidInput(f"There is no field “{term.field}:” to filter by.{hint} There are: {', '.join(_FIELDS)}.")
    if not term.value:
        raise InvalidInput(f"The filter “{term.field}:” needs a value after the colon.")
    return _FIELDS[term.field](term, today)


def _how_in_quotes(refused: Term, behind: tuple[Term, ...]) -> str:
    """How a refused value is written that is one together with the words behind it; empty where it is none."""
    value = refused.value
    for word in behind[: _MOST_WORDS - 1]:
        if not refused.value or word.field or word.is_negated or word.is_exact:
            break
        value += f" {word.value}"
        with suppress(InvalidInput):
            _condition(refused._replace(value=value), date(2000, 1, 1))
            return f" Several words are written in quotes: {refused.field}:{refused.compare}{quoted(value)}."
    return ""


def _at_its_word(sentence: str, text: str, term: Term) -> FilterProblem:
    """The refusal of a term, at the part that is at fault: the field, the value, or all of it."""
    at, end = (term.at, term.end) if not term.value or term.field == SORT else (term.value_at, term.end)
    if term.field not in _FIELDS:
        at, end = term.at + term.is_negated, term.at + term.is_negated + len(f"{term.field}:")
    return FilterProblem(sentence, text, at, end - at)


def asks_for_trash(term: Term) -> bool:
    """Whether a term lists what is in the trash."""
    return term.field == "status" and term.value.casefold() == _TRASH and not term.is_negated


def _by_status(term: Term, today: date) -> ColumnElement[bool]:
    wanted = re.sub("[-_ ]+", " ", term.value.casefold())
    if wanted == _TRASH:
        return standing.is_trashed == true()
    if wanted in {_OPEN, _SETTLED}:
        return standing.is_settled == (true() if wanted == _SETTLED else false())
    if wanted == "review":
        return comes_back(today)
    codes = [*Verdict, *Schedule]
    if wanted not in codes:
        known = (_OPEN, _SETTLED, "review", *codes, _TRASH)
        raise no_such("status", term.value, (code.replace(" ", "-") for code in known))
    return _has_status(wanted, today)


def _has_status(wanted: str, today: date) -> ColumnElement[bool]:
    """The same as ``status_of(today) == wanted``, in a third of the time."""
    is_not_over = or_(standing.due_end.is_(None), standing.due_end >= today)
    by_day = {
        Schedule.NO_DATE: standing.due_from.is_(None),
        Schedule.OVERDUE: as_kept(standing.due_end) < today,
        Schedule.DUE: and_(standing.due_from <= today, is_not_over),
        Schedule.UPCOMING: and_(standing.due_from > today, is_not_over),
    }
    return next(
        (and_(standing.fixed_status == "", is_so) for code, is_so in by_day.items() if code == wanted),
        standing.fixed_status == wanted,
    )


def _by_kind(term: Term, _today: date) -> ColumnElement[bool]:
    return standing.kind == read_kind(term.value)


def _by_speaker(term: Term, _today: date) -> ColumnElement[bool]:
    named = speaker.id.table.alias("named").c
    by_name = select(named.id).where(_is_called(term, named.name, named.name_key))
    by_other_name = select(alias.speaker_id).where(_is_called(term, alias.name, alias.name_key))
    return standing.speaker_id.in_(union(by_name.correlate(None), by_other_name.correlate(None)))


def _by_subject(term: Term, _today: date) -> ColumnElement[bool]:
    named = subject.id.table.alias("named").c
    return standing.subject_id.in_(select(named.id).where(_is_called(term, named.name, named.name_key)).correlate(None))


def _is_called(term: Term, name: ColumnElement[str], key: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a name is the one that a term tells as a whole, however it is spelled, or holds what it tells."""
    return key == name_key(term.value) if term.is_whole else holds(name, term.value)


def _by_tag(term: Term, _today: date) -> ColumnElement[bool]:
    joined = claim_tag.id.table.join(tag.id.table, claim_tag.tag_id == tag.id)
    tagged = select(claim_tag.claim_id).select_from(joined).where(tag.name_key == name_key(term.value))
    return standing.claim_id.in_(tagged.correlate(None))


def _by_order(term: Term, _today: date) -> ColumnElement[bool]:
    """An order lets every claim through."""
    read_order(term)
    return true()


def _number(term: Term) -> ColumnElement[int]:
    """A claim's number, which PostgreSQL would refuse if it took it for one that could be kept."""
    return literal(number_of(term, "claim"), BigInteger())


def _by_id(term: Term, _today: date) -> ColumnElement[bool]:
    return standing.claim_id == _number(term)


def _by_thread(term: Term, _today: date) -> ColumnElement[bool]:
    all_standings = standing.claim_id.table.alias("all_standings").c
    mine = select(all_standings.thread_id).where(all_standings.claim_id == _number(term))
    return standing.thread_id.in_(mine.correlate(None))


def _by_day(first: ColumnElement[date], last: ColumnElement[date]) -> Callable[[Term, date], ColumnElement[bool]]:
    """Compare a span of days with a day, a month, a year or words: ``due:<2025-09`` ends before September."""

    def condition(term: Term, today: date) -> ColumnElement[bool]:
        start, end = _span(term.value, today)
        return {
            "<": last < start,
            "<=": last <= end,
            ">": first > end,
            ">=": first >= start,
            "": and_(first <= end, last >= start),
        }[term.compare]

    return condition


def _span(text: str, today: date) -> tuple[date, date]:
    window = read_window(text, today)
    if window is None or window.start is None or window.end is None:
        raise InvalidInput(f"“{text}” cannot be read as a day: write 2025-07-14, 2025-07 or 2025.")
    return window.start, window.end


def _by_lack(term: Term, _today: date) -> ColumnElement[bool]:
    part = term.value.casefold()
    if part not in _LACKS:
        raise no_such("part", term.value, _LACKS)
    return _LACKS[part]()


def _has_none(of_claim: ColumnElement[int], *where: ColumnElement[bool]) -> ColumnElement[bool]:
    told = select(1).where(of_claim == standing.claim_id, *where)
    return not_(exists(told.correlate(standing.claim_id.table)))


_LACKS: dict[str, Callable[[], ColumnElement[bool]]] = {
    "speaker": lambda: standing.speaker_id.is_(None),
    "subject": lambda: standing.subject_id.is_(None),
    "source": lambda: _has_none(citation.claim_id, citation.source_id.is_not(None)),
    "publisher": lambda: func.coalesce(first_publisher(), "") == "",
    "tag": lambda: _has_none(claim_tag.claim_id),
    "due": lambda: and_(standing.due_start.is_(None), standing.due_end.is_(None)),
}
"""The parts that a claim may be without, and whether it is."""

_FIELDS: dict[str, Callable[[Term, date], ColumnElement[bool]]] = {
    "status": _by_status,
    "kind": _by_kind,
    "speaker": _by_speaker,
    "subject": _by_subject,
    "tag": _by_tag,
    "source": cites_source,
    "publisher": cites_publisher,
    "cites": cites_numbered,
    "due": _by_day(standing.due_from, func.coalesce(standing.due_end, date.max)),
    "said": _by_day(standing.said_on, standing.said_on),
    "review": _by_day(standing.review_on, standing.review_on),
    "id": _by_id,
    "thread": _by_thread,
    "no": _by_lack,
    SORT: _by_order,
}

_ASKED_BY_NUMBER = {"source", "publisher", "cites", "tag"}
"""The fields that tell which claims there are by their numbers."""

_OF_EACH = {"source": cites_source_itself, "publisher": cites_publisher_itself}
"""The fields that are asked in another way of each claim by itself."""
