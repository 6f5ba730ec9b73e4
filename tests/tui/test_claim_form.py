from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tracker.claims.drafts import read_draft
from tracker.settings import DateSettings, Settings
from tracker.store import bulk, changes, undo
from tracker.store.archive import Archive
from tracker.store.queries import claim_card, claim_numbers

from .samples import NEXT_WEEK, TODAY, keep

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Opener

ECHOES = [
    ("by the end of 2027", "Fri 31 Dec 2027"),
    ("2025-12-24", "Wed 24 Dec 2025"),
    ("when pigs fly", "cannot be read as a date: kept as said"),
    ("withdrawn", "the promise is taken back"),
    ("", "no date: comes back for review in 30 days"),
]


@pytest.mark.parametrize(("typed", "echoed"), ECHOES)
async def test_the_window_is_echoed_while_the_deadline_is_typed(opened: Opener, typed: str, echoed: str) -> None:
    async with opened(100, 30) as person:
        await person.press("a", "tab", "tab", "tab", "tab")
        await person.type(typed)
        assert echoed in person.line_with("→")


async def test_the_echo_tells_the_day_that_is_typed_to_come_back_on(opened: Opener) -> None:
    async with opened(100, 60) as person:
        await person.press("a", *["tab"] * 16)
        for typed, echoed in (
            ("2025-12-24", "on Wed 24 Dec 2025"),
            ("2025-12", "in 30 days"),
            ("tomorrow", "on Tue 2 Sep"),
        ):
            await person.press("ctrl+u")
            await person.type(typed)
            assert f"no date: comes back for review {echoed}" in person.screen


async def test_a_slip_of_the_keys_in_a_deadline_is_mended_by_one_key(opened: Opener) -> None:
    async with opened(100, 30) as person:
        await person.press("a", "tab", "tab", "tab", "tab")
        await person.type("early next yaer")
        assert "cannot be read as a date" in person.line_with("→")
        assert "do you mean “early next year”? ctrl+o takes it" in person.screen
        await person.press("ctrl+o")
        assert "early in the year" in person.line_with("→")
        assert "do you mean" not in person.screen


MOVES = [
    ("2025-07-25", "5 days later"),
    ("13 July 2025", "7 days earlier"),
    ("20 July 2025", "the date stays"),
    ("indefinitely", "no new date"),
    ("withdrawn", "taken back"),
    ("when pigs fly", ""),
    ("", ""),
]


@pytest.mark.parametrize(("typed", "moved"), MOVES)
async def test_a_revision_shows_what_it_revises_and_by_how_much_it_moves_the_date(
    opened: Opener, place: Path, typed: str, moved: str
) -> None:
    keep(place, NEXT_WEEK)
    async with opened() as person:
        await person.press("r", "tab", "tab", "tab", "tab")
        await person.type(typed)
        assert person.screen.splitlines()[1].strip() == (
            f"was “The open model ships next week”, 14–20 Jul 2025{' → ' if moved else ''}{moved}"
        )


async def test_what_is_revised_is_cut_to_one_line_and_goes_with_its_number(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK | {"statement": "The open model " + "and the next one " * 9 + "ship next week"})
    async with opened(60, 20) as person:
        await person.press("r", "tab", "tab", "tab", "tab")
        await person.type("25 July 2025")
        told = person.screen.splitlines()[1].rstrip()
        assert told.startswith(" was “The open model")
        assert told.endswith("…”, 14–20 Jul 2025 → 5 days later")
        assert len(told) < 60
        form = person.app.screen
        form.query_one("#row-revises Input").focus()
        await person.press("end", "ctrl+u")
        assert "was “" not in person.screen


async def test_a_revision_of_an_older_claim_tells_which_date_it_moves(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK, NEXT_WEEK | {"said_on": "2025-07-20", "due_text": "2025-08-10", "revises": "1"})
    async with opened(100, 24) as person:
        await person.press("G", "r", "tab", "tab", "tab", "tab")
        await person.type("2025-08-12")
        assert person.screen.splitlines()[1].endswith("→ 2 days later than claim 2")


async def test_the_echo_follows_the_day_it_was_said_and_the_language(opened: Opener) -> None:
    async with opened(100, 30) as person:
        await person.press("a", "tab", "tab", "tab")
        await person.type("2025-07-11")
        await person.press("tab")
        await person.type("next week")
        assert "Mon 14 – Sun 20 Jul 2025" in person.line_with("→")


async def test_deadlines_are_read_as_the_settings_say(opened: Opener, place: Path) -> None:
    chosen = Settings(DateSettings(hemisphere="south", review_after_days=7))
    async with opened(100, 30, chosen) as person:
        await person.press("a")
        await person.type("It ships")
        await person.press("tab", "tab", "tab", "tab")
        assert "comes back for review in 7 days" in person.line_with("→")
        await person.type("this summer")
        assert "Mon 1 Dec 2025 – Sat 28 Feb 2026" in person.line_with("→")
        await person.press("ctrl+s")
    with Archive.open(str(place)) as archive:
        assert archive.run(claim_card, 1, TODAY).fields.due_edtf == "2025-12-01/2026-02-28"


async def test_an_edit_that_drops_the_deadline_comes_back_when_the_settings_say(opened: Opener, place: Path) -> None:
    with Archive.open(str(place), user="ada") as archive:
        archive.run(changes.add_claim, read_draft(NEXT_WEEK, TODAY))
    async with opened(100, 30, Settings(DateSettings(review_after_days=7))) as person:
        await person.press("e", "tab", "tab", "tab", "tab", "ctrl+u")
        assert "comes back for review in 7 days" in person.line_with("→")
        await person.press("ctrl+s")
    with Archive.open(str(place)) as archive:
        assert archive.run(claim_card, 1, TODAY).fields.review_on == TODAY + timedelta(days=7)


async def test_an_edit_that_drops_the_deadline_leaves_the_review_day_that_was_chosen(
    opened: Opener, place: Path
) -> None:
    with Archive.open(str(place), user="ada") as archive:
        archive.run(changes.add_claim, read_draft(NEXT_WEEK | {"review_on": "2040-12-01"}, TODAY))
    async with opened(100, 30) as person:
        await person.press("e", "tab", "tab", "tab", "tab")
        assert "comes back for review on Sat 1 Dec 2040" in person.line_with("→")
        await person.press("ctrl+u")
        assert "comes back for review on Sat 1 Dec 2040" in person.line_with("→")
        await person.press("ctrl+s")
    with Archive.open(str(place)) as archive:
        assert archive.run(claim_card, 1, TODAY).fields.review_on == date(2040, 12, 1)


async def test_an_edit_that_gives_a_first_deadline_says_that_the_claim_comes_back_by_it(opened: Opener) -> None:
    async with opened(100, 30) as person:
        await person.press("a")
        await person.type("It ships")
        await person.press("ctrl+s", "e", "tab", "tab", "tab", "tab")
        await person.type("in 2040")
        assert "comes back" not in person.line_with("→")


async def test_the_readings_are_listed_and_one_key_takes_the_next(opened: Opener, place: Path) -> None:
    async with opened(100, 40) as person:
        await person.press("a")
        await person.type("It ships")
        await person.press("tab", "tab", "tab", "tab")
        await person.type("next Thursday")
        assert "Thu 11 Sep 2025 (that day of next week)" in person.line_with("→ 1")
        assert "Thu 4 Sep 2025 (the nearest one)" in person.line_with("  2  ")
        assert "ctrl+o other reading (1 of 2)" in person.screen
        await person.press("ctrl+o")
        assert "Thu 4 Sep 2025 (the nearest one)" in person.line_with("→ 2")
        assert "ctrl+o other reading (2 of 2)" in person.screen
        await person.press("ctrl+o")
        assert "Thu 11 Sep 2025" in person.line_with("→ 1")
        await person.press("ctrl+o", "tab", "ctrl+s")
    with Archive.open(str(place)) as archive:
        fields = archive.run(claim_card, 1, TODAY).fields
    assert (fields.due_text, fields.due_edtf, fields.due_rule) == ("next Thursday", "2025-09-04", "the nearest one")


async def test_another_reading_is_taken_nowhere_but_where_the_deadline_is_typed(opened: Opener) -> None:
    async with opened(100, 40) as person:
        await person.press("a", "tab", "tab", "tab", "tab")
        await person.type("by November")
        before = person.line_with("→")
        assert "ctrl+o other reading (1 of 2)" in person.screen
        for field in ("Subject", "Quotation"):
            await person.press("tab")
            assert "ctrl+o" not in person.screen, field
            await person.press("ctrl+o")
            assert person.line_with("→") == before, field
        assert "No known name is offered here for ctrl+o to take." in person.notices
        assert "ctrl+o reads the deadline in another way where it is typed: in “Due”." in person.notices


async def test_a_deadline_with_one_reading_offers_no_other(opened: Opener) -> None:
    async with opened(100, 40) as person:
        await person.press("a", "tab", "tab", "tab", "tab")
        await person.type("tomorrow")
        before = person.screen
        await person.press("ctrl+o")
        assert person.screen == before
        assert "ctrl+o" not in person.screen


async def test_other_words_are_read_in_the_usual_way_again(opened: Opener) -> None:
    async with opened(100, 40) as person:
        await person.press("a", "tab", "tab", "tab", "tab")
        await person.type("by November")
        await person.press("ctrl+o")
        assert "by the start of the month" in person.line_with("→")
        await person.type(" 2026")
        assert "by the end of the month" in person.line_with("→")


async def test_the_chosen_reading_follows_the_day_it_was_said(opened: Opener) -> None:
    async with opened(100, 40) as person:
        await person.press("a", "tab", "tab", "tab", "tab")
        await person.type("next Thursday")
        await person.press("ctrl+o", "shift+tab")
        await person.type("2025-07-07")
        assert "Thu 10 Jul 2025 (the nearest one)" in person.line_with("→ 2")


async def test_an_edit_keeps_the_reading_unless_another_is_taken(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK | {"due_text": "by September", "due_reading": "2", "language": "en"})
    for press, rule in (
        ([], "by the start of the month"),
        (["ctrl+o", "ctrl+n"], "by the start of the month"),
        (["ctrl+o"], "by the end of the month"),
    ):
        async with opened(100, 40) as person:
            await person.press("e", *["tab"] * 4, *press)
            assert rule in person.line_with("→")
            await person.press(*["shift+tab"] * 4, "end")
            await person.type("!")
            await person.press("ctrl+s")
        with Archive.open(str(place)) as archive:
            assert archive.run(claim_card, 1, TODAY).fields.due_rule == rule


async def test_a_chosen_reading_comes_back_with_what_was_typed(opened: Opener) -> None:
    async with opened(100, 40) as person:
        await person.press("a", "tab", "tab", "tab", "tab")
        await person.type("next Thursday")
        await person.press("ctrl+o", "escape", "a")
        assert "the nearest one" in person.line_with("→ 2")


async def test_an_edit_form_that_is_only_looked_at_keeps_no_draft(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 40) as person:
        await person.press("e", "escape")
        assert "What you typed is kept" not in person.notices


QUOTE = "L'entreprise annoncera la semaine prochaine ce qu'elle avait promis."


async def test_the_deadline_of_a_pasted_quotation_is_offered(opened: Opener, place: Path) -> None:
    async with opened(100, 40) as person:
        await person.press("a")
        await person.type("It ships")
        await person.press("tab", "tab", "tab")
        await person.type("2025-07-11")
        await person.press("tab", "tab", "tab")
        await person.paste(QUOTE)
        assert "in the quotation: “la semaine prochaine” (ctrl+o takes it)" in person.screen
        await person.press("ctrl+o")
        assert "la semaine prochaine" in person.line_with("Due")
        assert "Mon 14 – Sun 20 Jul 2025 (week)" in person.line_with("→")
        assert "in the quotation" not in person.screen
        await person.press("ctrl+s")
    with Archive.open(str(place)) as archive:
        fields = archive.run(claim_card, 1, TODAY).fields
    assert (fields.due_text, fields.due_edtf, fields.language) == (
        "la semaine prochaine",
        "2025-07-14/2025-07-20",
        "fr",
    )


async def test_nothing_is_offered_once_a_deadline_is_typed(opened: Opener) -> None:
    async with opened(100, 40) as person:
        await person.press("a", "tab", "tab", "tab", "tab")
        await person.type("by 2030")
        await person.press("tab", "tab")
        await person.paste(QUOTE)
        assert "in the quotation" not in person.screen
        await person.press("shift+tab", "shift+tab", "end", "ctrl+u")
        assert "in the quotation: “la semaine prochaine”" in person.screen


async def test_nothing_is_offered_for_a_quotation_without_a_deadline(opened: Opener) -> None:
    async with opened(100, 40) as person:
        await person.press("a", "tab", "tab", "tab", "tab", "tab", "tab")
        await person.paste(QUOTE)
        assert "in the quotation" in person.screen
        await person.press("ctrl+u")
        assert "in the quotation" not in person.screen
        await person.paste("It is the best in its class.")
        assert "in the quotation" not in person.screen
        before = person.screen
        await person.press("ctrl+o")
        assert person.screen == before


async def test_every_problem_is_shown_under_its_field(opened: Opener, place: Path) -> None:
    async with opened(100, 40) as person:
        await person.press("a", "tab", "tab")
        await person.type("releese")
        await person.press("escape", "a", "tab", "tab", "tab")
        await person.type("2025-02-30")
        await person.press("ctrl+s")
        assert "Write what is claimed, in one sentence." in person.screen
        assert "Did you mean “release”?" in person.screen
        assert "“2025-02-30” is not a day of the calendar" in person.screen
        with Archive.open(str(place)) as archive:
            assert archive.run(claim_numbers, (), TODAY) == []


@pytest.mark.parametrize(("width", "height"), [(60, 20), (80, 24)])
async def test_a_refusal_goes_to_the_first_field_on_the_screen(opened: Opener, width: int, height: int) -> None:
    async with opened(width, height) as person:
        await person.press("a")
        await person.type("It ships")
        await person.press("tab", "tab")
        await person.type("releese")
        await person.press("tab")
        await person.type("2025-02-30")
        await person.press(*["tab"] * 8)
        await person.type("never")
        await person.press(*["tab"] * 9, "ctrl+s")
        assert "Did you mean “release”?" in " ".join(person.screen.split())
        await person.press("ctrl+u")
        await person.type("release")
        assert "release" in person.line_with("Kind")
        await person.press("tab", "ctrl+u", *["tab"] * 17, "ctrl+s")
        assert "“never”" in person.screen
        await person.press("ctrl+u")
        assert "“never”" not in person.screen
        assert "2025-07-11" in person.line_with("Published on")


async def test_what_leads_nowhere_is_told_at_its_field(opened: Opener, place: Path) -> None:
    async with opened(100, 50) as person:
        await person.press("a")
        await person.type("It ships")
        await person.press(*["shift+tab"] * 3)
        await person.type("77")
        await person.press("ctrl+home", "ctrl+s")
        lines = person.screen.splitlines()
        (row,) = (number for number, line in enumerate(lines) if "Revises" in line)
        assert "There is no claim 77" in " ".join(lines[row + 1 : row + 3])
        await person.press("ctrl+u", "ctrl+s")
        assert "Claim 1 is kept" in person.notices
    with Archive.open(str(place)) as archive:
        assert archive.run(claim_card, 1, TODAY).fields.revises is None


async def test_a_deadline_is_read_also_while_the_day_cannot_be(opened: Opener) -> None:
    async with opened(100, 40) as person:
        await person.press("a", "tab", "tab", "tab")
        await person.type("2025-13-45")
        await person.press("tab")
        await person.type("next week")
        assert "no date: comes back" not in person.screen
        assert "→ Mon 8 – Sun 14 Sep 2025 (week), if it was said today" in person.screen
        await person.press("shift+tab", "ctrl+u")
        await person.type("2025-07-11")
        assert "→ Mon 14 – Sun 20 Jul 2025 (week)" in person.screen
        assert "if it was said today" not in person.screen


async def test_a_remark_goes_as_soon_as_its_field_is_changed(opened: Opener) -> None:
    async with opened(100, 40) as person:
        await person.press("a", "tab", "tab")
        await person.type("releese")
        await person.press(*["tab"] * 4)
        await person.paste("to \x1b[31m")
        await person.press("ctrl+s")
        remarks = ["Write what is claimed", "Did you mean “release”?", "holds a control character"]
        assert all(remark in person.screen for remark in remarks)
        for keys in (("x",), ("tab", "tab", "backspace"), (*["tab"] * 4, "ctrl+u")):
            await person.press(*keys)
            assert remarks.pop(0) not in person.screen
            assert all(remark in person.screen for remark in remarks)


async def test_what_was_typed_comes_back_when_the_form_is_opened_again(opened: Opener) -> None:
    async with opened(100, 30) as person:
        await person.press("a")
        await person.type("Half a thought")
        await person.press("escape")
        assert "What you typed is kept" in person.notices
        await person.press("a")
        assert "Half a thought" in person.screen
        assert "what you had typed is back" in person.screen
        await person.press("ctrl+n")
        assert "Half a thought" not in person.screen


async def test_a_known_name_is_completed(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 30) as person:
        await person.press("a", "tab")
        await person.type("altm")
        assert "Sam Altman" in person.screen
        await person.press("enter")
        assert "Sam Altman" in person.line_with("Speaker")
        await person.press("tab")
        await person.type("rel")
        await person.press("enter", "enter")
        assert "release" in person.line_with("Kind")


async def test_an_edit_changes_only_what_was_changed(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 40) as person:
        await person.press("e")
        assert "Edit claim 1" in person.screen
        assert "https://example.org/open-model" in person.screen
        await person.press("end")
        await person.type(", they say")
        await person.press("ctrl+s")
        assert "Claim 1 is changed" in person.notices
        assert "ships next week, they say" in person.screen
    with Archive.open(str(place)) as archive:
        fields = archive.run(claim_card, 1, TODAY).fields
    told = read_draft(NEXT_WEEK | {"statement": "The open model ships next week, they say"}, TODAY)
    assert fields == told


@pytest.mark.parametrize(("key", "statement"), [("m", "Mine"), ("t", "Theirs"), ("escape", "Theirs")])
async def test_a_conflict_shows_both_versions_and_loses_neither(
    opened: Opener, place: Path, key: str, statement: str
) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 40) as person:
        await person.press("e", "end", "ctrl+u")
        await person.type("Mine")
        with Archive.open(str(place), user="somebody else") as archive:
            theirs = read_draft(NEXT_WEEK | {"statement": "Theirs"}, TODAY)
            archive.run(changes.edit_claim, 1, 1, theirs)
        await person.press("ctrl+s")
        assert "changed by somebody else" in person.screen
        assert "mine    Mine" in person.screen
        assert "theirs  Theirs" in person.screen
        await person.press(key)
        if key == "escape":
            assert "Mine" in person.line_with("Claim  ")
    with Archive.open(str(place)) as archive:
        assert archive.run(claim_card, 1, TODAY).fields.statement == statement


@pytest.mark.parametrize("way", [("escape",), ("ctrl+n", "escape")])
@pytest.mark.parametrize(("key", "statement"), [("m", "Mine"), ("t", "Theirs"), ("escape", "Theirs")])
async def test_an_edit_that_was_left_overwrites_nothing_unseen_when_it_is_taken_up_again(
    opened: Opener, place: Path, way: tuple[str, ...], key: str, statement: str
) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 40) as person:
        await person.press("e", "end", "ctrl+u")
        await person.type("Mine")
        await person.press(*way)
        with Archive.open(str(place), user="somebody else") as archive:
            theirs = read_draft(NEXT_WEEK | {"statement": "Theirs", "notes": "Theirs too"}, TODAY)
            archive.run(changes.edit_claim, 1, 1, theirs)
        for _ in range(2):
            await person.press("e", *way[:-1])
            assert "Mine" in person.line_with("Claim  ")
            await person.press("ctrl+s")
            assert "mine    Mine" in person.screen
            assert "theirs  Theirs" in person.screen
            await person.press("escape", *way)
        await person.press("e", *way[:-1], "ctrl+s", key)
    with Archive.open(str(place)) as archive:
        fields = archive.run(claim_card, 1, TODAY).fields
    assert (fields.statement, fields.notes) == (statement, "Theirs too")


async def test_an_edit_that_was_left_goes_together_with_changes_of_other_fields(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 40) as person:
        await person.press("e", "end", "ctrl+u")
        await person.type("Mine")
        await person.press("escape")
        with Archive.open(str(place), user="somebody else") as archive:
            archive.run(changes.edit_claim, 1, 1, read_draft(NEXT_WEEK | {"due_text": "in 2026"}, TODAY))
        await person.press("e")
        assert "in 2026" in person.screen
        await person.press("ctrl+s")
        assert "Claim 1 is changed" in person.notices
    with Archive.open(str(place)) as archive:
        fields = archive.run(claim_card, 1, TODAY).fields
    assert (fields.statement, fields.due_text, fields.due_edtf) == ("Mine", "in 2026", "2026")


async def test_an_edit_that_does_not_tell_what_it_was_begun_with_is_asked_about(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 40) as person:
        person.app.desk.drafts.keep("Edit claim 1", {"statement": "Mine"})
        await person.press("e")
        assert "Mine" in person.line_with("Claim  ")
        await person.press("ctrl+s")
        assert "mine    Mine" in person.screen
        assert "theirs  The open model ships next week" in person.screen


async def test_a_paste_of_many_lines_loses_nothing(opened: Opener, place: Path) -> None:
    pasted = "\n".join(f"line {number}" for number in range(700))
    assert len(pasted) > 5000
    async with opened(100, 30) as person:
        await person.press("a")
        await person.type("A claim")
        await person.press("tab", "tab", "tab", "tab", "tab", "tab")
        await person.paste(pasted)
        await person.press("tab", "tab")
        await person.paste("A title\nover two lines")
        await person.press("ctrl+s")
    with Archive.open(str(place)) as archive:
        fields = archive.run(claim_card, 1, TODAY).fields
    assert fields.quote == pasted
    assert fields.source_title == "A title over two lines"


async def test_the_first_key_in_a_filled_field_is_added_to_it(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 30) as person:
        await person.press("e", "tab", "shift+tab")
        await person.type("!")
        assert "The open model ships next week!" in person.line_with("Claim  ")


async def test_an_edit_that_changes_nothing_says_so(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 30) as person:
        await person.press("e", "ctrl+s")
        assert "nothing was changed" in person.notices
        assert "u takes it back" not in person.notices


async def test_what_came_to_nothing_meanwhile_is_not_told_as_a_change(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 40) as person:
        await person.press("e", "end", "ctrl+u")
        await person.type("Mine")
        with Archive.open(str(place), user="somebody else") as archive:
            archive.run(bulk.trash_claims, [1])
            archive.run(undo.undo)
        await person.press("ctrl+s")
        assert "Claim 1 is changed" in person.notices
        assert "both changes are kept" not in person.notices


async def test_edits_of_different_fields_are_both_kept_without_a_question(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 40) as person:
        await person.press("e", "end", "ctrl+u")
        await person.type("Mine")
        with Archive.open(str(place), user="somebody else") as archive:
            archive.run(changes.edit_claim, 1, 1, read_draft(NEXT_WEEK | {"notes": "Theirs"}, TODAY))
        await person.press("ctrl+s")
        assert "both changes are kept" in person.notices
    with Archive.open(str(place)) as archive:
        fields = archive.run(claim_card, 1, TODAY).fields
    assert (fields.statement, fields.notes) == ("Mine", "Theirs")


async def test_what_is_put_aside_comes_back_with_the_same_key(opened: Opener, place: Path) -> None:
    async with opened(100, 40) as person:
        await person.press("a")
        await person.type("The bridge opens")
        await person.press("enter")
        await person.type("The city")
        await person.press("ctrl+n")
        assert "The bridge opens" not in person.screen
        assert "put aside: ctrl+n brings it back" in person.screen
        await person.press("ctrl+n")
        assert "The bridge opens" in person.screen
        assert "The city" in person.screen


async def test_what_is_put_aside_outlives_its_form_and_stays_aside(opened: Opener) -> None:
    async with opened(100, 40) as person:
        await person.press("a")
        await person.type("The bridge opens")
        await person.press("escape", "a", "ctrl+n", "escape")
        for _ in range(2):
            await person.press("a")
            assert "The bridge opens" not in person.screen
            assert "is back" not in person.screen
            assert "what you had typed is put aside: ctrl+n brings it back" in person.screen
            await person.press("escape")
        await person.press("a", "ctrl+n")
        assert "The bridge opens" in person.line_with("Claim  ")
        await person.press("escape", "a")
        assert "The bridge opens" in person.line_with("Claim  ")
        assert "what you had typed is back: ctrl+n puts it aside" in person.screen


async def test_of_what_is_put_aside_and_typed_since_neither_is_lost(opened: Opener) -> None:
    async with opened(100, 40) as person:
        await person.press("a")
        await person.type("The bridge opens")
        await person.press("ctrl+n", "escape", "a")
        await person.type("A tunnel")
        await person.press("escape", "a")
        assert "A tunnel" in person.line_with("Claim  ")
        assert "what you had typed is back: ctrl+n swaps the two" in person.screen
        await person.press("ctrl+n")
        assert "The bridge opens" in person.line_with("Claim  ")
        await person.press("ctrl+n")
        assert "A tunnel" in person.line_with("Claim  ")
        await person.press("ctrl+s", "a")
        assert "The bridge opens" not in person.line_with("Claim  ")
        assert "what you had typed is put aside: ctrl+n brings it back" in person.screen
        await person.press("ctrl+n")
        assert "The bridge opens" in person.line_with("Claim  ")


async def test_two_claims_are_swapped_and_neither_is_lost(opened: Opener) -> None:
    async with opened(100, 40) as person:
        await person.press("a")
        await person.type("The bridge opens")
        await person.press("ctrl+n")
        await person.type("A tunnel")
        await person.press("ctrl+n")
        assert "what you had typed is back: ctrl+n swaps the two" in person.screen
        for now, other in (("The bridge opens", "A tunnel"), ("A tunnel", "The bridge opens")):
            assert now in person.line_with("Claim  ")
            await person.press("escape", "a")
            assert now in person.line_with("Claim  ")
            assert "what you had typed is back: ctrl+n swaps the two" in person.screen
            await person.press("ctrl+n")
            assert other in person.line_with("Claim  ")


async def test_what_is_put_aside_stays_when_another_claim_is_kept(opened: Opener) -> None:
    async with opened(100, 40) as person:
        await person.press("a")
        await person.type("The bridge opens")
        await person.press("ctrl+n")
        for statement in ("A tunnel", "A ferry"):
            await person.type(statement)
            await person.press("ctrl+s")
            assert statement in person.line_with("▸")
            await person.press("a")
            assert "The bridge opens" not in person.line_with("Claim  ")
            assert "what you had typed is put aside: ctrl+n brings it back" in person.screen
        await person.press("ctrl+n")
        assert "The bridge opens" in person.line_with("Claim  ")
        await person.press("ctrl+s", "a")
        assert "put aside" not in person.screen
        await person.press("ctrl+n")
        assert "The bridge opens" not in person.line_with("Claim  ")


async def test_what_is_discarded_is_gone_from_every_side_until_the_same_key_brings_it_back(opened: Opener) -> None:
    async with opened(100, 40) as person:
        await person.press("a")
        await person.type("The bridge opens")
        await person.press("ctrl+n")
        await person.type("A tunnel")
        await person.press("tab")
        await person.type("The city")
        await person.press("f8")
        assert "discarded: f8 brings it back, ctrl+n what is put aside" in person.screen
        assert "The city" not in person.screen
        await person.press("escape")
        assert "What you typed is kept" not in person.notices
        await person.press("a")
        assert "A tunnel" not in person.screen
        await person.press("ctrl+n", "f8", "escape", "a")
        assert "put aside" not in person.screen
        assert "The bridge opens" not in person.screen
        await person.press("f8")
        assert "The bridge opens" in person.line_with("Claim  ")
        await person.press("escape", "a")
        assert "what you had typed is back: ctrl+n puts it aside, f8 discards it" in person.screen


async def test_only_what_was_discarded_last_is_brought_back(opened: Opener) -> None:
    async with opened(100, 40) as person:
        await person.press("a")
        for statement in ("The bridge opens", "A tunnel"):
            await person.type(statement)
            await person.press("f8")
            assert statement not in person.screen
        await person.press("f8")
        assert "A tunnel" in person.line_with("Claim  ")


async def test_what_was_discarded_is_forgotten_once_another_claim_is_kept(opened: Opener) -> None:
    async with opened(100, 40) as person:
        await person.press("a")
        await person.type("The bridge opens")
        await person.press("f8")
        await person.type("A tunnel")
        await person.press("ctrl+s", "a")
        assert "undo discard" not in person.screen
        await person.press("f8")
        assert "The bridge opens" not in person.screen


async def test_an_edit_that_is_discarded_leaves_the_claim_as_it_is(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 40) as person:
        await person.press("e", "f8", "end")
        await person.type(", they say")
        await person.press("f8")
        assert person.line_with("Claim  ").endswith("next week")
        await person.press("f8")
        assert person.line_with("Claim  ").endswith("next week, they say")


async def test_the_keys_are_named_by_what_they_do_now(opened: Opener) -> None:
    async with opened(100, 40) as person:
        await person.press("a")
        aside = "what you had typed is put aside: ctrl+n"
        for key, text, note, named in (
            ("", "", "", ""),
            ("", "A", "", " ^n put aside f8 discard"),
            ("backspace", "", "", ""),
            ("", "B", "", " ^n put aside f8 discard"),
            ("ctrl+n", "", f" {aside} brings it back", " ^n bring back"),
            ("", "C", f" {aside} swaps the two", " ^n swap f8 discard"),
            ("ctrl+n", "", " what you had typed is back: ctrl+n swaps the two, f8 discards it", " ^n swap f8 discard"),
            ("f8", "", " discarded: f8 brings it back, ctrl+n what is put aside", " ^n bring back f8 undo discard"),
            ("", "D", f" {aside} swaps the two", " ^n swap f8 discard"),
        ):
            await person.press(*filter(None, [key]))
            await person.type(text)
            lines = [" ".join(line.split()) for line in person.screen.splitlines()]
            assert lines[0] == f"Add a claim{note}"
            assert lines[-1].partition("esc leave")[2] == named
        await person.press("f1")
        assert "Swap what is typed for what was put aside" in person.screen
        assert "Throw away what is typed; again: bring it back" in person.screen


async def test_the_keys_of_the_user_s_own_put_aside_and_discard(opened: Opener) -> None:
    own = Settings(keys={"form.clear": "f6", "form.discard": "f7"})
    async with opened(100, 40, own) as person:
        await person.press("a")
        await person.type("The bridge opens")
        await person.press("f6")
        assert "f6 bring back" in person.screen.splitlines()[-1]
        await person.press("f6")
        assert "f6 put aside  f7 discard" in person.screen.splitlines()[-1]
        await person.press("f7", "f7", "ctrl+n", "f8")
        assert "The bridge opens" in person.line_with("Claim  ")


async def test_nothing_is_put_aside_where_nothing_is_typed(opened: Opener, place: Path) -> None:
    keep(place, NEXT_WEEK)
    async with opened(100, 40) as person:
        for form in ("a", "e"):
            await person.press(form, "ctrl+n")
            assert "put aside" not in person.screen
            await person.press("escape")
            assert "What you typed is kept" not in person.notices
