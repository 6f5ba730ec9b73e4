from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from tests.transfer.doing import imported
from tracker.claims.decisions import read_decision
from tracker.claims.vocabulary import Verdict
from tracker.cli.judging import mark_one
from tracker.store import bulk, changes
from tracker.store.archive import Archive
from tracker.store.queries import claim_card

from .samples import INDEFINITELY, LATE_ROCKET, NEXT_WEEK, TODAY, keep

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Opener

VERDICTS = [
    ("t", "✓ came true"),
    ("l", "◷ came true late"),
    ("p", "◐ partly true"),
    ("f", "✗ did not come true"),
    ("x", "? cannot be judged"),
    ("v", "∅ void"),
]


def _decide(place: Path, **texts: str) -> None:
    with Archive.open(str(place)) as archive:
        archive.run(changes.mark_claim, 1, read_decision(texts, TODAY))


@pytest.mark.parametrize(
    ("claim", "due"),
    [
        (NEXT_WEEK, "due 14–20 Jul 2025 (“la semaine prochaine”)"),
        (LATE_ROCKET | {"due_text": "before May"}, "due by 30 Apr 2025 (“before May”)"),
        (LATE_ROCKET | {"due_text": ""}, "no date"),
        (LATE_ROCKET | {"due_text": "when pigs fly"}, "no date (“when pigs fly”)"),
    ],
)
async def test_the_days_by_which_a_claim_is_judged_are_told(
    opened: Opener, place: Path, claim: dict[str, str], due: str
) -> None:
    keep(place, claim)
    async with opened() as person:
        await person.press("m")
        assert person.line_with(claim["speaker"]).endswith(f"2025, {due}")


@pytest.mark.parametrize(("key", "status"), VERDICTS)
async def test_one_key_chooses_a_verdict(opened: Opener, place: Path, key: str, status: str) -> None:
    keep(place, LATE_ROCKET)
    async with opened() as person:
        await person.press("m", key, "ctrl+s")
        assert status in person.line_with("▸")


@pytest.mark.parametrize(
    ("key", "typed", "row"),
    [("p", "yesterday", "Happened on"), ("l", "2025-06-20", "Happened on"), ("f", "https://f.org", "Evidence at")],
)
async def test_after_the_key_of_a_verdict_one_types_what_is_asked_first(
    opened: Opener, place: Path, key: str, typed: str, row: str
) -> None:
    keep(place, LATE_ROCKET)
    async with opened(100, 30) as person:
        await person.press("m", key)
        await person.type(typed)
        assert typed in person.line_with(row)
        assert f"▸ {key}" in person.screen


async def test_the_keys_tell_how_to_go_back_to_the_verdicts(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(60, 20) as person:
        await person.press("m")
        assert "shift+tab" not in person.screen
        await person.press("t")
        assert "shift+tab verdicts" in person.screen
        await person.press("tab")
        assert "shift+tab" not in person.screen, "it goes back a field"
        await person.press("shift+tab", "shift+tab", "p", "up", "down", "up", "up")
        assert "▸ l" in person.screen, "the arrows stay with the verdicts"


async def test_the_key_of_the_verdict_that_is_chosen_goes_on_as_well(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened() as person:
        await person.press("m", "down")
        assert "▸ t" in person.screen
        await person.press("t")
        await person.type("2025-04-05")
        assert "2025-04-05" in person.line_with("Happened on")


async def test_no_day_is_asked_of_a_verdict_that_is_taken_back(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    _decide(place, verdict="false", reason="it fell")
    async with opened(100, 30) as person:
        await person.press("m", "o")
        assert "Happened on" not in person.screen


async def test_a_verdict_can_be_taken_back(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened() as person:
        await person.press("m", "f", "ctrl+s", "m", "o", "ctrl+s")
        assert "Claim 1 is open again. u takes it back." in person.notices
        assert "▲ overdue" in person.line_with("▸")


async def test_only_a_verdict_that_stands_can_be_taken_back(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened() as person:
        await person.press("m")
        assert "open again" not in person.screen
        await person.press("f", "ctrl+s", "m")
        assert "o  ○ open again: take the verdict back" in person.screen
        await person.press("o", "ctrl+s", "m")
        assert "open again" not in person.screen
        await person.press("o")
        assert "no verdict" not in person.notices
        await person.press("f1")
        assert "Decide: came true late" in person.screen
        assert "Take the verdict back" not in person.screen


async def test_the_form_says_when_the_day_and_the_verdict_do_not_fit(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened() as person:
        await person.press("m", "t")
        await person.type("2025-05-06")
        assert "6 days after the last day: ctrl+s keeps it as late" in person.screen
        await person.press("ctrl+s")
        assert "Claim 1 came true late, 6 days after its last day. u takes it back." in person.notices
        assert "◷ came true late" in person.line_with("▸")


async def test_what_is_marked_as_late_is_told_with_its_days(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(160, 45) as person:
        await person.press("m", "l")
        await person.type("2025-05-01")
        await person.press("ctrl+s")
        assert "Claim 1 came true late, 1 day after its last day. u takes it back." in person.notices
        assert "1 day late" in person.line_with("(“April 2025”)")


NO_WINDOW = LATE_ROCKET | {"due_text": ""}
OPEN_WINDOW = LATE_ROCKET | {"due_text": "by 30 December 2025"}
LAST_DAY = date(2025, 4, 30)

UntoldDay = tuple[dict[str, str], str, str, tuple[Verdict, date | None]]

UNTOLD_DAYS: list[UntoldDay] = [
    (LATE_ROCKET, "t", "empty: in time, by 30 Apr 2025", (Verdict.TRUE, LAST_DAY)),
    (LATE_ROCKET, "l", "empty: not known", (Verdict.LATE, None)),
    (LATE_ROCKET, "p", "empty: not known", (Verdict.PARTIAL, None)),
    (OPEN_WINDOW, "t", "empty: today", (Verdict.TRUE, TODAY)),
    (OPEN_WINDOW, "l", "empty: today", (Verdict.TRUE, TODAY)),
    (OPEN_WINDOW, "p", "empty: not known", (Verdict.PARTIAL, None)),
    (NO_WINDOW, "t", "empty: today", (Verdict.TRUE, TODAY)),
    (NO_WINDOW, "l", "empty: not known", (Verdict.LATE, None)),
]


@pytest.mark.parametrize("case", UNTOLD_DAYS)
async def test_an_empty_day_means_what_its_hint_tells(opened: Opener, place: Path, case: UntoldDay) -> None:
    claim, key, hint, kept = case
    keep(place, claim)
    async with opened(80, 24) as person:
        await person.press("m")
        assert "empty" not in person.screen
        await person.press(key)
        assert f"2025-08-05, today; {hint}" in person.line_with("Happened on")
        await person.press("ctrl+s")
        assert "Claim 1 came true in time. u takes it back." in person.notices or kept[1] != LAST_DAY
    with Archive.open(str(place)) as archive:
        newest = archive.run(claim_card, 1, TODAY).verdicts[0]
        assert (newest.verdict, newest.occurred_on) == kept


@pytest.mark.parametrize("case", UNTOLD_DAYS)
def test_an_untold_day_means_the_same_in_the_shell_and_in_a_file(place: Path, tmp_path: Path, case: UntoldDay) -> None:
    claim, key, _, kept = case
    verdict = next(each for each in Verdict if each.key == key)
    keep(place, claim, claim | {"statement": "The same again"}, claim | {"statement": "And again"})
    file = tmp_path / "table.csv"
    file.write_text(f"Claim;Speaker;Date;Verdict\nThe same again;The agency;2025-01-10;{verdict.value}\n")
    with Archive.open(str(place), clock=lambda: datetime(2025, 9, 1, 12, tzinfo=UTC)) as archive:
        decision = read_decision({"verdict": verdict.value}, TODAY)
        mark_one(archive, 1, decision, TODAY)
        imported(archive, file, TODAY)
        archive.run(bulk.mark_claims, [3], decision)
        told = [archive.run(claim_card, number, TODAY).verdicts[0] for number in (1, 2, 3)]
    found = [(newest.verdict, newest.occurred_on) for newest in told]
    alike = kept if kept[0] is verdict else (verdict, None)
    assert found == [kept, kept, alike]


async def test_several_claims_each_take_an_untold_day_by_their_own_window(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET, OPEN_WINDOW, NO_WINDOW)
    async with opened(100, 30) as person:
        await person.press("space", "space", "space", "m", "l")
        assert "2025-08-05, today; empty: not known" in person.line_with("Happened on")
        await person.press("shift+tab", "t")
        assert "2025-08-05, today; empty: today, or the last day if past" in person.line_with("Happened on")
        await person.press("ctrl+s")
    with Archive.open(str(place)) as archive:
        days = {archive.run(claim_card, number, TODAY).verdicts[0].occurred_on for number in (1, 2, 3)}
    assert days == {LAST_DAY, TODAY}


async def test_how_late_it_was_is_said_not_to_be_known_without_a_day(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(120, 40) as person:
        await person.press("m", "l")
        assert "By how many days it was late is not known." in person.screen
        await person.press("ctrl+s", "enter")
        assert "came true late" in person.screen
        assert "days late" not in person.screen


async def test_a_thread_asks_for_the_day_at_its_field_where_a_claim_depends_on_it(opened: Opener, place: Path) -> None:
    later = NEXT_WEEK | {"statement": "It comes later", "said_on": "2025-08-01", "due_text": "in 2026", "revises": "1"}
    keep(place, NEXT_WEEK, later)
    asked = "On which day? What becomes of claim 2 depends on it."
    async with opened(100, 40) as person:
        await person.press("G", "m", "l")
        assert "2025-08-05, today; the thread needs it" in person.line_with("Happened on")
        await person.press("ctrl+s")
        assert person.screen.count(asked) == 1
        assert person.notices == "1 field to mend."
        await person.type("2025-07-25")
        assert asked not in person.screen
        assert "stays open, was said after that day: It comes later" in person.screen


@pytest.mark.parametrize("claims", [(LATE_ROCKET,), (NEXT_WEEK, INDEFINITELY)])
async def test_a_day_before_it_was_said_is_told_once_and_at_its_field(
    opened: Opener, place: Path, claims: tuple[dict[str, str], ...]
) -> None:
    keep(place, *claims)
    told = "it cannot have come true on 2025-01-02."
    async with opened(100, 40) as person:
        await person.press("m", "t")
        await person.type("2025-01-02")
        assert person.screen.count(told) == 1
        assert "Once that is mended ctrl+s settles" in person.screen or len(claims) == 1
        await person.press("ctrl+s")
        assert person.screen.count(told) == 1
        assert person.notices == "1 field to mend."


async def test_what_came_in_time_is_not_kept_as_late(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened() as person:
        await person.press("m", "l")
        await person.type("2025-04-30")
        assert "is not after the last day, 2025-04-30: ctrl+s keeps it as true" in person.screen
        await person.press("ctrl+s")
        assert "Claim 1 came true in time. u takes it back." in person.notices
        assert "✓ came true" in person.line_with("▸")


async def test_what_may_still_come_true_is_remarked_on(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET | {"due_text": "by 30 December 2025"})
    async with opened(100, 40) as person:
        await person.press("m", "f")
        assert "The last day, 30 Dec 2025, is 120 days off." in person.screen
        await person.press("shift+tab", "t")
        assert "days off" not in person.screen


async def test_what_may_still_come_true_of_a_thread_is_remarked_on(opened: Opener, place: Path) -> None:
    later = NEXT_WEEK | {"statement": "It comes later", "said_on": "2025-08-20", "due_text": "in 2026", "revises": "1"}
    keep(place, NEXT_WEEK, later)
    async with opened(100, 40) as person:
        await person.press("m", "f")
        assert "The last day, 31 Dec 2026, is 486 days off." in person.screen


async def test_a_day_to_come_is_refused(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened() as person:
        await person.press("m", "t")
        await person.type("2031-01-01")
        await person.press("ctrl+s")
        assert "is still to come" in person.screen
        await person.press("escape")
        assert "▲ overdue" in person.line_with("▸")


async def test_evidence_must_be_a_web_address(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened() as person:
        await person.press("m", "t", "enter")
        await person.type("javascript:alert(1)")
        await person.press("ctrl+s")
        assert "is not a web address" in person.screen


async def test_only_the_claim_itself_is_marked_when_asked(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY)
    async with opened() as person:
        await person.press("j", "m", "l")
        assert "settles the thread in one step" in person.screen
        await person.press("ctrl+t", "ctrl+s")
        assert "◷ came true late" in person.line_with("14–20 Jul 2025")
        assert "indefinitely" in person.line_with("○ no date")


async def test_what_stands_in_the_way_is_told_in_place_of_what_it_means(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY)
    thread, alone = "Once that is mended ctrl+s settles the thread in one step:", "ctrl+s marks this claim alone"
    async with opened(80, 30) as person:
        await person.press("j", "m", "l")
        await person.type("2025-08-05")
        await person.press("tab")
        await person.type("example.org/x")
        assert "is not a web address" not in person.screen, "it is only half typed"
        await person.press("ctrl+t")
        assert "“example.org/x” is not a web address" in person.screen
        assert alone in person.screen
        await person.press("ctrl+t")
        assert "“example.org/x” is not a web address" in person.screen
        assert thread in person.screen
        assert alone not in person.screen
        await person.press("ctrl+u")
        await person.type("https://example.org/x")
        assert "is not a web address" not in person.screen
        assert "mended" not in person.screen
        assert "settles the thread in one step" in person.screen


async def test_a_field_that_is_left_tells_what_stands_in_the_way(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(80, 30) as person:
        await person.press("m", "t", "tab")
        await person.type("example.org/x")
        await person.press("tab")
        assert "“example.org/x” is not a web address" in person.screen


async def test_a_day_to_come_is_never_said_to_be_kept(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(80, 30) as person:
        await person.press("m", "t")
        await person.type("today")
        assert "ctrl+s keeps it as late" in person.screen
        await person.press("ctrl+u")
        await person.type("tomorrow")
        assert "ctrl+s keeps it as late" not in person.screen
        assert "2025-09-02 is still to come" in person.screen


async def test_a_thread_that_never_came_is_settled_as_a_whole(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY)
    async with opened() as person:
        await person.press("m", "f", "ctrl+s")
        assert "✗ did not come true" in person.line_with("14–20 Jul 2025")
        assert "indefinitely" in person.line_with("✓ came true")


async def test_nothing_is_recorded_before_a_verdict_is_chosen(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened() as person:
        await person.press("m", "ctrl+s")
        assert "Choose what became of it first" in person.notices
        await person.press("escape")
        assert "▲ overdue" in person.line_with("▸")


async def test_a_field_that_is_hidden_does_not_stop_the_verdict(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened() as person:
        await person.press("m", "t")
        await person.type("garbage")
        await person.press("shift+tab", "f", "ctrl+s")
        assert "✗ did not come true" in person.line_with("▸")


async def test_a_claim_judged_on_its_substance_is_not_settled_by_its_thread(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK | {"kind": "superlative"}, INDEFINITELY | {"kind": "release"}, INDEFINITELY)
    async with opened() as person:
        await person.press("G", "m")
        assert "came true late" not in person.screen
        await person.press("l")
        assert "“late” is no verdict on a superlative." in person.notices
        await person.press("t", "ctrl+s")
        assert "✓ holds up" in person.line_with("▸")
        assert person.screen.count("○ no date") == 2


async def test_a_settled_claim_is_decided_anew_by_itself(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY)
    async with opened() as person:
        await person.press("G", "m", "t", "ctrl+t", "ctrl+s")
        assert "✓ came true " in person.line_with("▸")
        await person.press("m", "f", "ctrl+s")
        assert "✗ did not come true" in person.line_with("▸")
        assert "indefinitely" in person.line_with("○ no date")


async def test_a_settled_thread_is_not_settled_again(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, INDEFINITELY)
    refusal = "Every claim of this thread is settled already: mark one alone to correct it."
    async with opened(100, 30) as person:
        await person.press("G", "m", "t", "ctrl+s")
        await person.press("m", "f", "ctrl+t")
        assert "settles the thread in one step" not in person.screen
        assert refusal in person.screen
        await person.press("ctrl+s")
        assert refusal in person.notices
        assert "What became of it?" in person.screen
        await person.press("escape")
        assert "✓ came true " in person.line_with("▸")


async def test_a_thread_of_which_the_rest_was_said_later_asks_for_a_later_day(opened: Opener, place: Path) -> None:
    later = NEXT_WEEK | {"statement": "It comes later", "said_on": "2025-08-20", "due_text": "in 2026", "revises": "1"}
    keep(place, NEXT_WEEK, later)
    async with opened(110, 40) as person:
        await person.press("G", "m", "t", "ctrl+t")
        await person.type("2025-08-05")
        await person.press("ctrl+s")
        assert "It comes later" in person.line_with("● upcoming")
        await person.press("m", "t", "ctrl+t")
        assert "What is open in this thread was said after 2025-08-05: give a later day." in person.screen
        assert "Once that is mended ctrl+s settles the thread in one step." in person.screen


async def test_what_somebody_else_decided_meanwhile_is_not_overwritten(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened() as person:
        await person.press("m", "t")
        with Archive.open(str(place), user="somebody else") as archive:
            decision = read_decision({"verdict": "false", "reason": "it fell"}, TODAY)
            archive.run(changes.mark_claim, 1, decision)
        await person.press("ctrl+s")
        assert "What became of it?" in person.screen
        await person.press("escape")
        assert "✗ did not come true" in person.line_with("▸")


async def test_a_claim_said_after_the_day_is_said_to_stay_open(opened: Opener, place: Path) -> None:
    later = NEXT_WEEK | {"statement": "It comes later", "said_on": "2025-08-20", "due_text": "in 2026", "revises": "1"}
    keep(place, NEXT_WEEK, INDEFINITELY, later)
    async with opened(110, 40) as person:
        await person.press("G", "m", "t")
        await person.type("2025-08-05")
        assert "stays open, was said after that day: It comes later" in person.screen
        await person.press("ctrl+s")
        assert "Settled 2 claims" in person.notices
        assert "It comes later" in person.line_with("● upcoming")


async def test_a_settled_claim_is_marked_anew_from_what_was_decided(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(100, 40) as person:
        await person.press("m", "l")
        await person.type("2025-05-06")
        await person.press("tab", "tab", "tab", "tab")
        await person.type("It flew")
        await person.press("ctrl+s", "m")
        assert "2025-05-06" in person.line_with("Happened on")
        assert "It flew" in person.line_with("Reason")
        assert "▸ l" in person.screen
        await person.press("ctrl+s")
    with Archive.open(str(place)) as archive:
        newest, before = archive.run(claim_card, 1, TODAY).verdicts
        assert (newest.occurred_on, newest.reason) == (before.occurred_on, before.reason)


async def test_the_reason_of_the_verdict_that_stands_is_none_for_another(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(100, 40) as person:
        await person.press("m", "t")
        await person.type("2025-05-06")
        await person.press("tab", "tab", "tab", "tab")
        await person.type("It flew")
        await person.press("ctrl+s", "m", "f")
        assert "It flew" not in person.line_with("Reason")
        await person.press("shift+tab", "l")
        assert "It flew" in person.line_with("Reason")
        await person.press("shift+tab", "f", "ctrl+s")
    with Archive.open(str(place)) as archive:
        newest = archive.run(claim_card, 1, TODAY).verdicts[0]
        assert (newest.verdict, newest.occurred_on, newest.reason) == (Verdict.FALSE, None, "")


async def test_a_day_that_belongs_to_another_verdict_comes_back_with_what_was_typed(
    opened: Opener, place: Path
) -> None:
    keep(place, LATE_ROCKET)
    async with opened(100, 40) as person:
        await person.press("m", "t")
        await person.type("2025-05-06")
        await person.press("shift+tab", "f")
        assert "Happened on" not in person.screen
        await person.press("escape", "m", "t")
        assert "2025-05-06" in person.line_with("Happened on")


async def test_a_draft_keeps_the_day_and_the_reason_of_the_verdict_that_stands(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    _decide(place, verdict="true", occurred_on="2025-03-05", reason="seen")
    async with opened(100, 40) as person:
        await person.press("m", "tab", "tab")
        await person.type("https://example.org/x")
        await person.press("escape", "m")
        assert "https://example.org/x" in person.line_with("Evidence at")
        assert "2025-03-05" in person.line_with("Happened on")
        await person.press("ctrl+s")
        assert "✓ came true" in person.line_with("▸")
    with Archive.open(str(place)) as archive:
        newest = archive.run(claim_card, 1, TODAY).verdicts[0]
        assert (newest.verdict, newest.occurred_on, newest.reason) == (Verdict.TRUE, date(2025, 3, 5), "seen")


async def test_what_was_emptied_of_the_verdict_that_stands_stays_empty_in_a_draft(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    _decide(place, verdict="true", occurred_on="2025-03-05", reason="seen")
    async with opened(100, 40) as person:
        await person.press("m", "tab", "ctrl+u", *["tab"] * 4, "ctrl+u", "escape", "m")
        assert "2025-03-05" not in person.screen
        assert "seen" not in person.screen


async def test_a_draft_of_another_verdict_finds_the_reason_of_the_one_that_stands_again(
    opened: Opener, place: Path
) -> None:
    keep(place, LATE_ROCKET)
    _decide(place, verdict="true", occurred_on="2025-03-05", reason="seen")
    async with opened(100, 40) as person:
        await person.press("m", "f")
        await person.type("It fell")
        await person.press("escape", "m")
        assert "▸ f" in person.screen
        assert "seen" not in person.screen
        await person.press("t")
        assert "2025-03-05" in person.line_with("Happened on")
        assert "seen" in person.line_with("Reason")


@pytest.mark.parametrize("key", ["f", "o", "l", "t"])
async def test_a_verdict_that_was_only_chosen_instead_of_the_one_that_stands_is_no_draft(
    opened: Opener, place: Path, key: str
) -> None:
    keep(place, LATE_ROCKET)
    _decide(place, verdict="true", occurred_on="2025-03-05", reason="seen")
    async with opened(100, 40) as person:
        await person.press("m", key)
        assert "discard" not in person.screen
        await person.press("escape")
        assert "What you typed is kept" not in person.notices
        await person.press("m")
        assert "what you had typed is back" not in person.screen
        assert "▸ t" in person.screen


async def test_a_reason_that_was_emptied_is_kept_with_the_verdict_that_stands(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    _decide(place, verdict="true", occurred_on="2025-03-05", reason="seen")
    async with opened(100, 40) as person:
        await person.press("m", *["tab"] * 5, "ctrl+u")
        assert "discard" in person.screen
        await person.press("escape", "m")
        assert "what you had typed is back" in person.screen
        assert "seen" not in person.screen


async def test_only_the_verdict_that_stands_is_told_as_the_verdict(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    _decide(place, verdict="false", reason="it fell")
    _decide(place, verdict="true", occurred_on="2025-04-05", reason="it flew")
    async with opened(120, 40) as person:
        await person.press("enter")
        assert person.line_with("it flew").split()[:3] == ["verdict", "came", "true"]
        assert person.line_with("it fell").split()[:3] == ["before", "did", "not"]


async def test_what_is_typed_is_discarded_and_brought_back_by_one_key(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(100, 40) as person:
        await person.press("m", "t")
        assert "discard" not in person.screen
        await person.type("2025-05-06")
        assert "f8 discard" in person.screen
        await person.press("escape", "m")
        assert "what you had typed is back: ctrl+n puts it aside, f8 discards it" in person.screen
        await person.press("f8")
        assert "discarded: f8 brings it back" in person.screen
        assert "2025-05-06" not in person.screen
        assert "▸" not in person.screen
        assert "after the last day" not in person.screen
        await person.press("f8")
        assert "2025-05-06" in person.line_with("Happened on")
        assert "▸ t" in person.screen
        assert "6 days after the last day" in person.screen
        await person.press("f8", "escape", "m")
        assert "2025-05-06" not in person.screen


async def test_what_is_discarded_leaves_what_was_decided(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    _decide(place, verdict="true", occurred_on="2025-03-05", reason="seen")
    async with opened(100, 40) as person:
        await person.press("m", "f")
        await person.type("https://example.org/x")
        await person.press("escape", "m", "f8")
        assert "▸ t" in person.screen
        assert "2025-03-05" in person.line_with("Happened on")
        assert "seen" in person.line_with("Reason")
        await person.press("f8")
        assert "▸ f" in person.screen
        assert "https://example.org/x" in person.line_with("Evidence at")
        assert "seen" not in person.screen


async def test_a_remark_goes_as_soon_as_its_field_is_changed(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened() as person:
        await person.press("m", "t")
        await person.type("2025-02-30")
        await person.press("ctrl+s")
        remark = "“2025-02-30” is not a day of the calendar"
        assert remark in person.screen
        await person.press("backspace")
        assert remark not in person.screen


async def test_a_refusal_goes_to_the_first_field_on_the_screen(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(60, 20) as person:
        await person.press("m", "t")
        await person.type("2025-02-30")
        await person.press(*["tab"] * 4)
        await person.paste("because " * 300)
        await person.press("ctrl+s")
        assert "“2025-02-30” is not a day of the" in person.screen
        await person.press("ctrl+u")
        assert "2025-08-05, today" in person.line_with("Happened on")
