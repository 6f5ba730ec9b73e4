from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tracker.claims.decisions import Decision
from tracker.claims.vocabulary import Verdict
from tracker.settings import Settings
from tracker.store import bulk, changes, queries
from tracker.store.archive import Archive

from .samples import INDEFINITELY, LATE_ROCKET, NET_ZERO, NEXT_WEEK, TODAY, keep

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Opener


async def test_claims_that_are_picked_are_marked_in_one_step(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO, LATE_ROCKET, NEXT_WEEK)
    async with opened(100, 30) as person:
        await person.press("asterisk", "m")
        assert "3 claims" in person.screen
        await person.press("x", "ctrl+s")
        assert "3 claims are marked. u takes it back." in person.notices
        assert "picked" not in person.screen
        assert person.screen.count("cannot be judged") >= 3
        await person.press("asterisk", "m")
        assert "3 of them were decided before" in " ".join(person.screen.split())
        await person.press("escape", "escape", "u")
        assert "Undone: mark 3 claims “cannot be judged”" in person.notices
        assert person.line_with("The rocket flies").split()[1] == "overdue"


async def test_claims_are_opened_again_where_one_of_them_is_settled(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO, LATE_ROCKET)
    async with opened(100, 30) as person:
        await person.press("asterisk", "m")
        assert "open again" not in person.screen
        await person.press("escape", "escape", "m", "f", "ctrl+s")
        await person.press("asterisk", "m")
        assert "open again" in person.screen
        await person.press("o", "ctrl+s")
        assert "1 claim is marked. u takes it back." in person.notices
        await person.press("asterisk", "m")
        assert "open again" not in person.screen


@pytest.mark.parametrize(("keys", "saves"), [({}, "ctrl+s"), ({"form.save": "f9"}, "f9")])
async def test_the_key_that_saves_forms_saves_a_single_line_too(
    opened: Opener, place: Path, keys: dict[str, str], saves: str
) -> None:
    keep(place, NET_ZERO | {"tags": "rumours"})
    async with opened(100, 30, Settings(keys=keys)) as person:
        for key, typed, told in (
            ("t", "rumour", "Claim 1 tagged anew"),
            ("c", "70", "70 %"),
            ("V", "Mine", "“Mine” is view"),
        ):
            await person.press(key)
            await person.type(typed)
            await person.press(saves)
            assert told in person.notices, key
        await person.press("t")
        assert "now: rumours; rumour" in person.screen


async def test_tags_are_put_on_and_taken_off(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO | {"tags": "checked"}, LATE_ROCKET)
    async with opened(100, 30) as person:
        await person.press("asterisk", "t")
        assert "Tags of 2 claims" in person.screen
        await person.type("rumour; -checked")
        await person.press("enter")
        assert "2 claims tagged anew. u takes it back." in person.notices
        await person.press("slash")
        await person.type("tag:rumour")
        await person.press("enter")
        assert "2 claims" in person.screen
        await person.press("j", "t")
        assert "now: rumour" in person.screen
        await person.press("escape", "escape", "slash")
        await person.type("tag:checked")
        assert "No claim fits" in person.screen


async def test_a_claim_is_put_off_from_the_list(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(100, 30) as person:
        assert "review 1" in person.screen
        await person.press("z")
        assert "Bring claim 1 back in" in person.screen
        await person.press("3")
        assert "Claim 1 put off until 1 Oct 2025. u takes it back." in person.notices
        assert "review 1" not in person.screen


@pytest.mark.parametrize("key", ["m", "t", "z", "e", "r", "plus", "minus", "c"])
async def test_what_is_in_the_trash_is_not_changed(opened: Opener, place: Path, key: str) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 30) as person:
        await person.press("D", "slash")
        await person.type("status:trash")
        await person.press("enter")
        before = person.screen
        await person.press(key)
        assert "Claim 1 is in the trash: D brings it back." in person.notices
        assert person.screen.splitlines()[:4] == before.splitlines()[:4]
        await person.press("d" if key == "e" else "D")
        assert ("A copy of claim 1" in person.screen) == (key == "e")


@pytest.mark.parametrize(("key", "left"), [("D", 0), ("t", 2)])
async def test_of_those_picked_what_somebody_else_trashed_stays_there(
    opened: Opener, place: Path, key: str, left: int
) -> None:
    keep(place, NET_ZERO, LATE_ROCKET, NEXT_WEEK)
    async with opened(100, 30) as person:
        await person.press("asterisk")
        with Archive.open(str(place), user="bert") as other:
            first, *_ = other.run(queries.claim_numbers, (), TODAY)
            other.run(bulk.trash_claims, [first])
        await person.press(key)
        if key == "t":
            assert f"Claim {first} is in the trash: D brings it back." in person.notices
            await person.type("theirs")
            await person.press("enter")
            assert "2 claims tagged" in person.notices
        else:
            assert "2 claims moved to the trash" in person.notices
    with Archive.open(str(place)) as archive:
        assert len(archive.run(queries.claim_numbers, (), TODAY)) == left


async def test_the_trash_takes_claims_and_gives_them_back(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO, LATE_ROCKET, NEXT_WEEK)
    async with opened(100, 30) as person:
        await person.press("space", "space", "D")
        assert "2 claims moved to the trash; status:trash shows them. u takes it back." in person.notices
        assert "1 claim" in person.screen
        await person.press("slash")
        await person.type("status:trash")
        await person.press("enter")
        assert "2 claims" in person.screen
        assert "in the trash; D brings it back" in person.screen
        await person.press("D")
        assert "Claim 3 back from the trash. u takes it back." in person.notices
        await person.press("escape")
        assert "2 claims" in person.screen
        await person.press("u", "u")
        assert "3 claims" in person.screen


async def test_more_than_twenty_claims_are_asked_about_with_their_count(opened: Opener, place: Path) -> None:
    keep(place, *(NET_ZERO | {"statement": f"Promise {number}"} for number in range(21)))
    async with opened(100, 30) as person:
        await person.press("asterisk", "D")
        assert "21 claims are picked" in person.screen
        await person.press("enter")
        assert "21 claims" in person.screen
        assert "trash" not in person.notices
        await person.press("D", "2")
        assert "21 claims moved to the trash" in person.notices
        await person.press("u")
        assert "21 claims" in person.screen


async def test_enter_on_a_speaker_a_source_or_a_tag_filters_by_it(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK | {"tags": "models"}, INDEFINITELY, NET_ZERO)
    async with opened(100, 30) as person:
        await person.press("G", "k", "f")
        for line in ("speaker  Sam Altman", "source   TechCrunch", "tag      models", "thread   of claim 1"):
            assert line in person.screen
        await person.press("enter")
        assert 'speaker:="Sam Altman"' in person.screen
        assert "2 claims" in person.screen
        await person.press("escape", "G", "k", "enter", "f", "j", "j", "enter")
        assert "source:=TechCrunch" in person.screen
        assert "1 claim" in person.screen


@pytest.mark.parametrize("key", ["1", "2", "3"])
async def test_a_name_that_is_part_of_others_filters_by_itself_alone(opened: Opener, place: Path, key: str) -> None:
    shared = {"speaker": "Bob Alder", "subject": "Aldi", "source_publisher": "Al Jazeera", "source_title": "Alps"}
    alone = {"speaker": "Al", "subject": "Al", "source_publisher": "Al", "source_title": "Al"}
    keep(place, NET_ZERO | shared, LATE_ROCKET | alone)
    async with opened(100, 30) as person:
        assert "The rocket" in person.line_with("▸")
        await person.press("f", key)
        assert ":=Al" in person.screen
        assert "1 claim" in person.screen
        assert "net zero" not in person.screen


async def test_the_order_is_chosen_and_stands_in_the_filter(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO, LATE_ROCKET, NEXT_WEEK)
    async with opened(100, 30) as person:
        await person.press("s")
        assert "Order of the list" in person.screen
        await person.press("3")
        assert "sort:due" in person.screen
        at = [person.screen.index(text) for text in ("The rocket", "The open model", "The country")]
        assert at == sorted(at)


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_all_orders_and_how_to_choose_one_are_in_sight(
    opened: Opener, place: Path, size: tuple[int, int]
) -> None:
    keep(place, NEXT_WEEK)
    async with opened(*size) as person:
        await person.press("s")
        assert "enter or the key before a line chooses, esc leaves" in person.screen
        await person.press("end")
        assert "highest number first" in person.screen


async def test_the_order_in_force_is_marked_while_the_filter_cannot_be_read(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO, LATE_ROCKET)
    async with opened(100, 30) as person:
        await person.press("slash")
        await person.type("sort:due")
        await person.type(" by:next")
        await person.press("escape")
        assert "Listed is still “sort:due" in person.screen
        await person.press("s")
        assert "due" in person.line_with("✓")


async def test_a_claim_is_duplicated(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 40) as person:
        await person.press("d")
        assert "A copy of claim 1" in person.screen
        assert "The open model ships next week" in person.screen
        await person.press("ctrl+s")
        assert "Claim 2 is kept. u takes it back." in person.notices


async def test_ones_own_probability_is_kept_with_a_claim(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO)
    async with opened(100, 40) as person:
        await person.press("c")
        assert "How likely is it? The country reaches net zero" in person.screen
        await person.type("120")
        await person.press("enter")
        assert "is not a credence" in person.screen
        await person.press("backspace", "backspace", "backspace")
        await person.type("70")
        await person.press("enter")
        assert "Your credence in claim 1 is kept: 70 %. u takes it back." in person.notices
        await person.press("c")
        assert "before: 70 % on 1 Sep 2025" in person.screen


async def test_what_changes_nothing_says_so_and_names_no_undo(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO | {"tags": "a"})
    async with opened(100, 30) as person:
        await person.press("t", "enter")
        assert "Write a tag to put on" in person.screen
        await person.type("a, -b")
        await person.press("enter")
        assert "Nothing was changed" in person.notices
        assert "u takes it back" not in person.notices


async def test_what_was_picked_is_let_go_when_the_filter_changes(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO, LATE_ROCKET)
    async with opened(100, 30) as person:
        await person.press("asterisk")
        assert "2 picked" in person.screen
        await person.press("slash")
        await person.type("rocket")
        await person.press("enter")
        assert "picked" not in person.screen
        await person.press("D")
        assert "Claim 2 moved to the trash; status:trash shows it" in person.notices


async def test_what_was_typed_for_some_claims_does_not_come_back_for_others(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO, LATE_ROCKET, NEXT_WEEK)
    async with opened(100, 30) as person:
        await person.press("space", "space", "m", "f")
        await person.type("2025-08-31")
        await person.press("escape", "escape", "G", "space", "k", "k", "space", "m")
        assert "2 claims" in person.screen
        assert "2025-08-31" not in person.screen
        await person.press("escape", "escape", "g", "space", "space", "m")
        assert "2025-08-31" in person.screen
        assert "what you had typed is back" in person.screen


async def test_a_verdict_given_meanwhile_is_not_written_over(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO, LATE_ROCKET)
    async with opened(100, 30) as person:
        await person.press("asterisk", "m", "x")
        with Archive.open(str(place), user="bert") as other:
            other.run(changes.mark_claim, 2, Decision(Verdict.FALSE, decided_on=TODAY))
        await person.press("ctrl+s")
        assert "was decided by somebody else meanwhile" in person.notices
        assert "What became of it?" in person.screen


async def test_a_list_goes_on_under_a_filter_that_cannot_be_read(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET, NET_ZERO)
    async with opened(100, 30) as person:
        await person.press("slash")
        await person.paste("due:<nonsense ")
        await person.press("enter", "escape", "k", "D")
        assert "moved to the trash" in person.notices
        assert person.screen.count("The rocket flies") + person.screen.count("The country reaches") < 3


async def test_tags_filters_and_copies_have_keys_in_the_review_too(opened: Opener, place: Path) -> None:
    keep(place, LATE_ROCKET)
    async with opened(100, 30) as person:
        await person.press("R", "F")
        assert "Show the claims with the same" in person.screen
        await person.press("escape", "number_sign")
        assert "Tags of claim 1" in person.screen
        await person.press("escape", "Y")
        assert "Copied the statement" in person.notices


async def test_what_was_picked_and_leaves_the_list_by_an_edit_is_let_go(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO, LATE_ROCKET)
    async with opened(100, 40) as person:
        await person.press("slash")
        await person.type("speaker:the")
        await person.press("enter", "asterisk", "g", "e")
        await person.press("tab", "ctrl+u")
        await person.type("Nobody")
        await person.press("ctrl+s")
        assert "■ 1 picked" in person.screen


async def test_picks_stay_when_the_list_is_read_again(opened: Opener, place: Path) -> None:
    keep(place, NET_ZERO, LATE_ROCKET)
    async with opened(100, 30) as person:
        await person.press("asterisk", "R", "escape")
        assert "■ 2 picked" in person.screen
