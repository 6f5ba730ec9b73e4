from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.claims.decisions import (
    DECISION_FIELDS,
    Decision,
    fit_to_window,
    is_too_early,
    read_decision,
    remark_on_early,
    settle,
    why_nothing_is_settled,
)
from tracker.claims.drafts import Refused
from tracker.claims.schedule import Said, follow
from tracker.claims.vocabulary import Kind, Verdict

TODAY = date(2025, 8, 10)


def _problems(**texts: str) -> dict[str, str]:
    with pytest.raises(Refused) as refusal:
        read_decision({"verdict": "true"} | texts, TODAY)
    return dict(refusal.value.problems)


@pytest.mark.parametrize(
    ("texts", "decision"),
    [
        ({"verdict": "true"}, Decision(Verdict.TRUE, TODAY, TODAY)),
        ({"verdict": "true", "occurred_on": "2025-08-05"}, Decision(Verdict.TRUE, TODAY, date(2025, 8, 5))),
        ({"verdict": " LATE ", "occurred_on": "yesterday"}, Decision(Verdict.LATE, TODAY, date(2025, 8, 9))),
        ({"verdict": "late", "occurred_on": "5 May"}, Decision(Verdict.LATE, TODAY, date(2025, 5, 5))),
        ({"verdict": "partial"}, Decision(Verdict.PARTIAL, TODAY, TODAY)),
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
        (Said(2, date(2025, 8, 9)), "was said after 2025-08-05: give a later day"),
        (Said(2, date(2025, 7, 15), kind=Kind.SUPERLATIVE), "is judged on its substance: mark each claim by itself"),
        (Said(2, date(2025, 8, 9), kind=Kind.SUPERLATIVE), "is judged on its substance: mark each claim by itself"),
    ],
)
def test_a_thread_that_cannot_be_settled_says_why(other: Said, told: str) -> None:
    settled = Said(1, date(2025, 6, 1), "It ships in July", verdict=Verdict.FALSE)
    thread, decision = follow([settled, other]), Decision(Verdict.TRUE, TODAY, date(2025, 8, 5))
    assert not settle(thread, (), decision, 1)
    assert told in why_nothing_is_settled(thread, decision)


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
