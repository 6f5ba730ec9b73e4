from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.claims.decisions import (
    DECISION_FIELDS,
    Decision,
    check_day,
    fit_to_window,
    held_to_window,
    is_too_early,
    read_decision,
    remark_on_early,
    said_later,
    settle,
    untold_day_in_words,
    why_nothing_is_settled,
)
from tracker.claims.drafts import Refused
from tracker.claims.schedule import Said, follow, propose
from tracker.claims.vocabulary import Kind, Verdict

TODAY = date(2025, 8, 10)


def _problems(**texts: str) -> dict[str, str]:
    with pytest.raises(Refused) as refusal:
        read_decision({"verdict": "true"} | texts, TODAY)
    return dict(refusal.value.problems)


@pytest.mark.parametrize(
    ("texts", "decision"),
    [
        ({"verdict": "true"}, Decision(Verdict.TRUE, TODAY)),
        ({"verdict": "true", "occurred_on": "2025-08-05"}, Decision(Verdict.TRUE, TODAY, date(2025, 8, 5))),
        ({"verdict": " LATE ", "occurred_on": "yesterday"}, Decision(Verdict.LATE, TODAY, date(2025, 8, 9))),
        ({"verdict": "late", "occurred_on": "5 May"}, Decision(Verdict.LATE, TODAY, date(2025, 5, 5))),
        ({"verdict": "partial"}, Decision(Verdict.PARTIAL, TODAY)),
        ({"verdict": "false", "occurred_on": "2025-08-05"}, Decision(Verdict.FALSE, TODAY)),
        ({"verdict": "void", "reason": " misquoted "}, Decision(Verdict.VOID, TODAY, reason="misquoted")),
        ({"verdict": "open"}, Decision(None, TODAY)),
        ({"verdict": "Open", "occurred_on": "2025-08-05"}, Decision(None, TODAY)),
    ],
)
def test_what_a_reviewer_types_is_read(texts: dict[str, str], decision: Decision) -> None:
    assert read_decision(texts, TODAY) == decision


@pytest.mark.parametrize(
    ("at_hand", "verdict", "decided"),
    [
        (2, Verdict.TRUE, {1: Verdict.FALSE, 2: Verdict.TRUE}),
        (2, Verdict.FALSE, {2: Verdict.FALSE}),
        (1, Verdict.TRUE, {1: Verdict.LATE, 2: Verdict.FALSE}),
        (1, Verdict.FALSE, {1: Verdict.FALSE, 2: Verdict.TRUE}),
        (2, Verdict.VOID, {1: Verdict.VOID, 2: Verdict.VOID}),
    ],
)
def test_what_one_says_of_a_claim_that_takes_a_promise_back_holds_for_that_claim(
    at_hand: int, verdict: Verdict, decided: dict[int, Verdict]
) -> None:
    promise = Said(1, date(2025, 6, 1), "It ships in July", start=date(2025, 7, 1), end=date(2025, 7, 31))
    taken_back = Said(2, date(2025, 7, 15), "It is dropped", revises=1, open="withdrawn")
    decisions = settle(follow([promise, taken_back]), (), Decision(verdict, TODAY, TODAY), at_hand)
    assert {proposal.claim_id: decision.verdict for proposal, decision in decisions.items()} == decided


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (Said(2, date(2025, 7, 15), verdict=Verdict.VOID), "Every claim of this thread is settled already"),
        (Said(2, date(2025, 7, 15), kind=Kind.SUPERLATIVE), "is judged on its substance: mark each claim by itself"),
        (Said(2, date(2025, 8, 9), kind=Kind.SUPERLATIVE), "is judged on its substance: mark each claim by itself"),
    ],
)
def test_a_thread_that_cannot_be_settled_says_why(other: Said, told: str) -> None:
    settled = Said(1, date(2025, 6, 1), "It ships in July", verdict=Verdict.FALSE)
    thread, decision = follow([settled, other]), Decision(Verdict.TRUE, TODAY, date(2025, 8, 5))
    assert not settle(thread, (), decision, 1)
    assert told in why_nothing_is_settled(thread)


@pytest.mark.parametrize(
    ("at_hand", "verdict", "day", "told"),
    [
        (1, Verdict.TRUE, date(2025, 5, 31), "It was said on 2025-06-01: it cannot have come true on 2025-05-31."),
        (2, Verdict.TRUE, date(2025, 7, 14), "It was said on 2025-07-15: it cannot have come true on 2025-07-14."),
        (3, Verdict.TRUE, date(2025, 6, 1), "What is open in this thread was said after 2025-06-01: give a later day."),
        (1, Verdict.LATE, None, "On which day? What becomes of claim 2 depends on it."),
    ],
)
def test_a_day_of_a_thread_that_does_not_fit_or_is_needed_is_told_at_its_field(
    at_hand: int, verdict: Verdict, day: date | None, told: str
) -> None:
    first = Said(1, date(2025, 6, 1), end=date(2025, 6, 30), verdict=Verdict.FALSE if at_hand == 3 else None)
    later = Said(2, date(2025, 7, 15), revises=1, end=date(2025, 7, 31))
    settled = Said(3, date(2025, 5, 1), verdict=Verdict.FALSE)
    thread = follow([first, later, settled])
    with pytest.raises(Refused) as refusal:
        settle(thread, (), Decision(verdict, TODAY, day), at_hand)
    assert refusal.value.problems == (("occurred_on", told),)


def test_a_thread_is_judged_by_the_day_that_is_taken_of_the_claim_at_hand() -> None:
    first = Said(1, date(2025, 6, 1), end=date(2025, 6, 30))
    second = Said(2, date(2025, 6, 15), revises=1, end=date(2025, 7, 31))
    later = Said(3, date(2025, 8, 5), revises=2, end=date(2025, 12, 31))
    thread, decision = follow([first, second, later]), Decision(Verdict.TRUE, TODAY)
    decided = {one.claim_id: (to.verdict, to.occurred_on) for one, to in settle(thread, (), decision, 2).items()}
    assert decided == {1: (Verdict.LATE, date(2025, 7, 31)), 2: (Verdict.TRUE, date(2025, 7, 31))}
    assert [said.claim_id for said in said_later(thread, decision, 2)] == [3]


def test_what_is_late_on_no_day_is_so_for_windows_that_ended_no_later() -> None:
    first = Said(1, date(2025, 6, 1), end=date(2025, 6, 30))
    second = Said(2, date(2025, 6, 15), revises=1, end=date(2025, 7, 31))
    undated = Said(3, date(2025, 6, 20), revises=2, kind=Kind.DELAY)
    decisions = settle(follow([first, second, undated]), (), Decision(Verdict.LATE, TODAY), 2)
    assert {one.claim_id: (to.verdict, to.occurred_on, to.reason) for one, to in decisions.items()} == {
        1: (Verdict.LATE, None, "after 30 Jun 2025"),
        2: (Verdict.LATE, None, "as you decide"),
        3: (Verdict.TRUE, None, "no last day was stated"),
    }
    assert not any(proposal.days_late for proposal in decisions)


_DAYS = st.dates(date(2025, 6, 1), TODAY)


@given(st.lists(st.tuples(_DAYS, st.none() | st.dates(date(2025, 6, 1), date(2025, 9, 1))), min_size=1, max_size=4))
def test_a_thread_that_is_late_on_no_day_is_judged_as_on_each_day_that_may_be_it(
    told: list[tuple[date, date | None]],
) -> None:
    claims = [Said(number, said_on, end=end) for number, (said_on, end) in enumerate(told, start=1)]
    thread, at_hand = follow(claims), claims[0]
    late = held_to_window(Decision(Verdict.LATE, TODAY), at_hand.kind, at_hand.said_on, at_hand.end)
    days = [at_hand.said_on + timedelta(days=number) for number in range((TODAY - at_hand.said_on).days + 1)]
    possible = [day for day in days if at_hand.end is None or day > at_hand.end]
    by_day = {
        tuple((one.claim_id, one.verdict) for one in propose(thread, day) if one.claim_id != 1) for day in possible
    }
    try:
        decisions = settle(thread, (), Decision(Verdict.LATE, TODAY), 1)
    except Refused:
        assert len(by_day) > 1
        return
    if late.occurred_on is None:
        assert by_day == {tuple((one.claim_id, one.verdict) for one in decisions if one.claim_id != 1)}
        assert {decision.occurred_on for decision in decisions.values()} == {None}


_LAST_DAY = date(2025, 8, 8)


@pytest.mark.parametrize(
    ("verdict", "due_end", "kind", "kept", "told"),
    [
        ("true", _LAST_DAY, "release", ("true", _LAST_DAY), "in time, by 8 Aug 2025"),
        ("true", TODAY, "release", ("true", TODAY), "today"),
        ("true", date(2025, 8, 11), "release", ("true", TODAY), "today"),
        ("true", None, "release", ("true", TODAY), "today"),
        ("true", _LAST_DAY, "superlative", ("true", _LAST_DAY), "in time, by 8 Aug 2025"),
        ("true", date(2025, 5, 31), "release", ("true", None), "not known"),
        ("late", _LAST_DAY, "release", ("late", None), "not known"),
        ("late", TODAY, "release", ("true", TODAY), "today"),
        ("late", None, "release", ("late", None), "not known"),
        ("partial", _LAST_DAY, "release", ("partial", None), "not known"),
        ("partial", None, "release", ("partial", None), "not known"),
        ("false", _LAST_DAY, "release", ("false", None), "not known"),
        ("open", _LAST_DAY, "release", (None, None), "not known"),
    ],
)
def test_what_an_untold_day_means(
    verdict: str, due_end: date | None, kind: str, kept: tuple[str | None, date | None], told: str
) -> None:
    about = (Kind(kind), date(2025, 6, 1), due_end)
    decision = held_to_window(read_decision({"verdict": verdict}, TODAY), *about)
    assert (decision.verdict, decision.occurred_on) == kept
    assert untold_day_in_words(decision) == told
    assert held_to_window(decision, *about) == decision, "what is kept stays as it is"


@given(
    st.sampled_from(Verdict),
    st.none() | st.dates(date(2025, 6, 1), TODAY),
    st.sampled_from(Kind),
    st.none() | st.dates(date(2025, 5, 1), date(2025, 9, 1)),
)
def test_what_is_said_to_be_true_is_late_by_a_day_that_is_told_alone(
    verdict: Verdict, day: date | None, kind: Kind, due_end: date | None
) -> None:
    kept = held_to_window(Decision(verdict, TODAY, day), kind, date(2025, 6, 1), due_end)
    assert kept.verdict is verdict or {verdict, kept.verdict} == {Verdict.TRUE, Verdict.LATE}
    if day is None:
        assert kept.verdict is Verdict.TRUE or kept.occurred_on is None
        assert kept.occurred_on is None or due_end is None or kept.occurred_on <= due_end
    else:
        assert kept == fit_to_window(Decision(verdict, TODAY, day), None if kind.judged_on_substance else due_end)
    with suppress(Refused):
        check_day(kept, TODAY)
        assert kept.occurred_on in {None, TODAY} or verdict is Verdict.PARTIAL


def test_evidence_is_a_source_or_its_words() -> None:
    told = read_decision({"verdict": "true", "evidence_url": "https://example.org/e"}, TODAY)
    assert told.has_evidence
    assert read_decision({"verdict": "true", "evidence_quote": "Out now"}, TODAY).has_evidence
    assert not read_decision({"verdict": "true", "reason": "I saw it"}, TODAY).has_evidence


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("verdict", "treu", "Did you mean “true”?"),
        ("verdict", "maybe", "Or “open”, to take a verdict back."),
        ("verdict", "", "There is no verdict"),
        ("occurred_on", "2025-02-30", "is not a day of the calendar"),
        ("occurred_on", "2025-08-11", "is still to come"),
        ("evidence_url", "example.org", "is not a web address"),
        ("evidence_url", "https://example.org/" + "x" * 2_000, "at most 2,000"),
        ("evidence_title", "a\x1b[31mb", "holds a control character (U+001B at character 2)"),
        ("evidence_quote", "a\ud800", "holds a control character (U+D800 at character 2)"),
        ("reason", "x" * 2_001, "at most 2,000"),
    ],
)
def test_what_cannot_be_kept_is_told_at_its_field(field: str, text: str, told: str) -> None:
    problems = _problems(**{field: text})
    assert list(problems) == [field]
    assert told in problems[field]


def test_every_problem_is_told_at_once() -> None:
    problems = _problems(verdict="x", occurred_on="x", evidence_url="x", reason="\0")
    assert set(problems) == {"verdict", "occurred_on", "evidence_url", "reason"}


@pytest.mark.parametrize("text", ["[red]", "[/]", "[@click=app.quit]"])
@pytest.mark.parametrize("field", ["reason", "evidence_title", "evidence_quote"])
def test_markup_in_a_text_is_kept_letter_by_letter(field: str, text: str) -> None:
    assert getattr(read_decision({"verdict": "true", field: text}, TODAY), field) == text


@given(st.dictionaries(st.sampled_from(DECISION_FIELDS), st.text(max_size=40)))
def test_any_texts_are_read_or_refused_with_problems(texts: dict[str, str]) -> None:
    with suppress(Refused):
        decision = read_decision(texts, TODAY)
        assert decision.occurred_on is None or decision.occurred_on <= TODAY


@pytest.mark.parametrize(
    ("chosen", "day", "kept"),
    [
        ("true", "2025-08-08", "true"),
        ("true", "2025-08-09", "late"),
        ("late", "2025-08-08", "true"),
        ("late", "2025-08-09", "late"),
        ("partial", "2025-08-09", "partial"),
        ("false", "", "false"),
    ],
)
def test_the_day_tells_what_came_true_late(chosen: str, day: str, kept: str) -> None:
    decision = read_decision({"verdict": chosen, "occurred_on": day}, TODAY)
    assert fit_to_window(decision, date(2025, 8, 8)).verdict == kept
    assert fit_to_window(decision, None) == decision


@pytest.mark.parametrize(
    ("verdict", "last_days", "told"),
    [
        ("false", [date(2025, 12, 8), None], "The last day, 8 Dec 2025, is 120 days off."),
        ("false", [date(2025, 8, 8), date(2025, 8, 11)], "The last day, 11 Aug 2025, is 1 day off."),
        ("false", [TODAY], "The last day, 10 Aug 2025, is today."),
        ("false", [date(2025, 8, 9)], ""),
        ("false", [None], ""),
        ("true", [date(2025, 12, 8)], ""),
        ("void", [date(2025, 12, 8)], ""),
    ],
)
def test_what_may_still_come_true_is_remarked_on(verdict: str, last_days: list[date | None], told: str) -> None:
    assert remark_on_early(read_decision({"verdict": verdict}, TODAY), last_days) == told


def test_only_in_part_a_claim_may_have_held_before_it_was_said() -> None:
    day_before = TODAY - timedelta(days=1)
    too_early = {verdict for verdict in Verdict if is_too_early(verdict, day_before, said_on=TODAY)}
    assert too_early == set(Verdict) - {Verdict.PARTIAL}
    assert not any(is_too_early(verdict, TODAY, said_on=TODAY) for verdict in Verdict)
