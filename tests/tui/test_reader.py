"""Reading an article by keys: what is offered, what is kept of it, and going on where one left."""

from __future__ import annotations

import asyncio
from itertools import count
from threading import Event
from typing import TYPE_CHECKING, Any

import pytest

from tracker.articles.suggest import every_sentence
from tracker.store import queries
from tracker.store.archive import Archive
from tracker.store.articles import Decisions, decisions_about, read_articles
from tracker.tui import type_ahead
from tracker.tui.left_drafts import LeftDrafts
from tracker.tui.lookout import Lookout
from tracker.tui.screens import reading_room

from .hostile import HOSTILE, acting_in
from .samples import NEXT_WEEK, TODAY, keep
from .test_hostile import reaching_the_terminal

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.articles.suggest import Suggestion
    from tracker.store.rows import ClaimCard

    from .conftest import Opener
    from .driver import Driver

HEAD = """---
title: Harbour board puts its ferry off
publisher: Calder Times
author: Ada Writer
published: 2025-07-11
language: en
url: https://example.org/ferry
---

"""
BODY = """The Port of Calder said on Friday that its electric ferry will enter service next week. “It is the largest \
electric ferry in the world,” said harbour director Ana Ruiz.

Ruiz added that the second ship was postponed indefinitely. Nobody was hurt. The mayor said it is clear."""
ARTICLE = HEAD + BODY

FRENCH = """---
title: Le bac encore repoussé
publisher: Le Phare
published: 2025-07-11
---

La société Nordbac avait prévu de lancer son bac électrique la semaine prochaine, mais sa directrice, Anne Morel, a \
annoncé vendredi que la mise en service était reportée indéfiniment. Le maire a remercié l’équipage.

La Gazette a rapporté que Nordbac prévoyait que le bac serait le meilleur de sa catégorie."""


async def read(person: Driver, text: str) -> None:
    """Open an article by pasting it."""
    await person.press("A")
    await person.paste(text)
    await person.press("ctrl+s")


def cards(place: Path) -> list[ClaimCard]:
    """All claims, the first one first."""
    with Archive.open(str(place)) as archive:
        numbers = sorted(archive.run(queries.claim_numbers, (), TODAY))
        return [archive.run(queries.claim_card, number, TODAY) for number in numbers]


@pytest.mark.parametrize(("width", "height"), [(60, 20), (80, 24), (160, 45)])
async def test_the_text_is_shown_with_one_card_at_a_time(opened: Opener, width: int, height: int) -> None:
    async with opened(width, height) as person:
        await read(person, ARTICLE)
        assert "Read  1 of 3, 3 to decide, 1 folded" in person.screen
        assert "Calder Times · Ada Writer · 11 Jul 2025 · en" in person.screen
        assert person.line_with("▸").split("▸")[1].strip().startswith("The Port of Calder said on Friday")
        assert "Its electric ferry will enter service next week" in person.screen
        assert "kind     release" in person.screen
        assert "speaker  Port of Calder, 11 Jul 2025" in person.screen
        assert "“next week” → Mon 14 – Sun 20 Jul 2025" in person.screen
        assert "said: said" in person.screen
        assert " help  " in person.screen.splitlines()[-1]
        await person.press("j")
        assert "Read  2 of 3" in person.screen
        assert "It is the largest electric ferry in the world" in person.screen
        assert "speaker  Ana Ruiz" in person.screen


async def test_keys_that_come_before_the_passages_are_known_do_no_harm(
    opened: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_end = Event()

    def every_sentence_in_the_end(*told: Any) -> list[Suggestion]:
        assert may_end.wait(60)
        return every_sentence(*told)

    monkeypatch.setattr(reading_room, "every_sentence", every_sentence_in_the_end)
    # By a clock that runs ahead, each key has waited as long as any does before it is let through.
    monkeypatch.setattr(type_ahead, "monotonic", count(step=2 * type_ahead.LONGEST).__next__)
    async with opened(100, 30) as person:
        await person.press("A")
        await person.paste(ARTICLE)
        await person.press_without_waiting("ctrl+s")
        await person.press_until("", "The article is still being read: wait a moment.")
        assert "Nobody was hurt" in person.screen
        assert "m more" not in person.screen
        await person.press_without_waiting("j", "k", "l", "h", "G", "g", "m", "2", "right_square_bracket", "f1")
        await person.press_until("", "Show every key that works here")
        assert "those that are only also possible" not in person.screen
        may_end.set()
        await person.press("escape")
        assert "Read  1 of 3, 3 to decide, 1 folded" in person.screen
        assert "still being read" not in person.screen
        assert "m more" in person.screen
        await person.press("j")
        assert "Read  2 of 3" in person.screen


@pytest.mark.parametrize("is_left", [False, True])
async def test_a_decision_whose_showing_is_cut_off_ends_nothing(
    opened: Opener, monkeypatch: pytest.MonkeyPatch, *, is_left: bool
) -> None:
    has_begun, may_end = Event(), Event()

    def decisions_in_the_end(*told: Any) -> Decisions:
        has_begun.set()
        assert may_end.wait(60)
        return decisions_about(*told)

    monkeypatch.setattr(type_ahead, "monotonic", count(step=2 * type_ahead.LONGEST).__next__)
    async with opened(100, 30) as person:
        await read(person, ARTICLE)
        monkeypatch.setattr(reading_room, "decisions_about", decisions_in_the_end)
        await person.press_without_waiting("s")
        await asyncio.to_thread(has_begun.wait)
        if is_left:
            await person.press_without_waiting("escape")
            await person.press_until("", "write down a claim")
        else:
            person.app.on_lookout_changed(Lookout.Changed("bo: add claim 1"))
        may_end.set()
        await person.settle()
        assert ("Read  2 of 3, 2 to decide" in person.screen) is not is_left
        assert person.app.is_running


async def test_a_claim_is_kept_with_all_that_the_article_tells(opened: Opener, place: Path) -> None:
    async with opened() as person:
        await read(person, ARTICLE)
        await person.press("enter")
        assert "Claim 1 is kept. u takes it back." in person.notices
        assert "Read  2 of 3, 2 to decide" in person.screen
        assert "✓ The Port of Calder" in person.screen
    (card,) = cards(place)
    fields = card.fields
    assert fields.statement == "Its electric ferry will enter service next week"
    assert fields.quote == "The Port of Calder said on Friday that its electric ferry will enter service next week."
    assert fields.quote_suffix.startswith(" “It is the largest")
    assert (fields.speaker, fields.kind.value, fields.due_edtf) == (
        "Port of Calder",
        "release",
        "2025-07-14/2025-07-20",
    )
    assert (fields.source_title, fields.source_publisher) == ("Harbour board puts its ferry off", "Calder Times")
    assert (str(fields.said_on), fields.source_url, fields.language) == (
        "2025-07-11",
        "https://example.org/ferry",
        "en",
    )


async def test_undo_takes_it_back_and_goes_on_with_it(opened: Opener, place: Path) -> None:
    async with opened() as person:
        await read(person, ARTICLE)
        await person.press("enter", "s", "u")
        assert "Read  2 of 3, 2 to decide" in person.screen
        await person.press("u")
        assert "Read  1 of 3, 3 to decide" in person.screen
        await person.press("ctrl+r")
        assert "Read  1 of 3, 2 to decide" in person.screen
        assert "✓ kept as claim 1; enter opens it" in person.screen
        assert "d due" not in person.screen
        await person.press("enter")
        assert "Claim 1" in person.screen.splitlines()[0]
    assert len(cards(place)) == 1


async def test_the_same_article_goes_on_where_it_was(opened: Opener, place: Path) -> None:
    async with opened() as person:
        await read(person, ARTICLE)
        await person.press("enter", "s", "escape")
        assert "1 claim" in person.screen
        await read(person, ARTICLE)
        assert "Read  3 of 3, 1 to decide" in person.screen
    async with opened() as person:
        await person.press("S", "A")
        assert "Read  3 of 3, 1 to decide" in person.screen
        await person.press("s")
        assert "all decided" in person.screen
        assert "– skipped; enter keeps it all the same" in person.screen
        await person.press("enter")
    assert [card.fields.due_text for card in cards(place)] == ["next week", "indefinitely"]


async def test_kind_speaker_deadline_and_subject_are_put_right_by_single_keys(opened: Opener, place: Path) -> None:
    async with opened() as person:
        await read(person, ARTICLE)
        await person.press("2")
        assert "kind     promise" in person.screen
        await person.press("i")
        assert "Which kind of claim is it?" in person.screen
        await person.press("4", "w")
        await person.press(*["backspace"] * len("Port of Calder"))
        await person.type("Calder Port")
        await person.press("enter", "d")
        assert "now: Mon 14 – Sun 20 Jul 2025" in person.screen
        await person.press(*["backspace"] * len("next week"))
        await person.type("in August")
        await person.press("enter", "b")
        await person.type("Electric ferry")
        await person.press("enter")
        assert "speaker  Calder Port" in person.screen
        assert "“in August” → Fri 1 – Sun 31 Aug 2025" in person.screen
        assert "about    Electric ferry" in person.screen
        await person.press("enter")
    (card,) = cards(place)
    fields = card.fields
    assert (fields.kind.value, fields.speaker, fields.due_edtf) == ("prediction", "Calder Port", "2025-08")
    assert fields.subject == "Electric ferry"


async def test_what_was_changed_and_not_kept_comes_back(opened: Opener) -> None:
    async with opened() as person:
        await read(person, ARTICLE)
        await person.press("2", "left_square_bracket", "b")
        await person.type("Ferries")
        await person.press("enter", "escape")
        await read(person, ARTICLE)
        assert "kind     promise" in person.screen
        assert "Its electric ferry will enter service next\n" in f"{person.line_with('Its electric').strip()}\n"
        assert "about    Ferries" in person.screen


async def test_changes_that_cannot_be_kept_are_told_of_and_made_all_the_same(opened: Opener, tmp_path: Path) -> None:
    nowhere = tmp_path / "file" / "drafts.json"
    nowhere.parent.write_text("not a folder", encoding="utf-8")
    async with opened() as person:
        await read(person, ARTICLE)
        changing = ("left_square_bracket", "right_curly_bracket", "left_curly_bracket", "J", "right_square_bracket")
        for times, key in enumerate(changing, start=1):
            # What cannot be kept is said once by each of them.
            person.app.desk.drafts = LeftDrafts(nowhere)
            await person.press(key)
            assert person.notices.count("What is typed cannot be kept in ") == times
        assert "service next week. “It is the largest electric" in person.line_with("Its electric")


async def test_words_are_taken_in_and_left_out_and_sentences_joined(opened: Opener, place: Path) -> None:
    async with opened() as person:
        await read(person, ARTICLE)
        await person.press("j", "right_curly_bracket", "right_curly_bracket")
        assert "The largest electric ferry in the world" in person.screen
        await person.press("left_curly_bracket", "left_curly_bracket", "k", "J", "enter")
        assert "all decided" not in person.screen
        assert "Read  3 of 3, 1 to decide" in person.screen
    (card,) = cards(place)
    assert card.fields.quote.startswith("The Port of Calder")
    assert card.fields.quote.endswith("harbour director Ana Ruiz.")


async def test_any_sentence_can_be_claimed_by_hand(opened: Opener, place: Path) -> None:
    async with opened() as person:
        await read(person, ARTICLE)
        await person.press("G", "right")
        assert "a sentence besides the 3" in person.screen
        assert "nothing in it was recognised" in person.screen
        await person.press("a")
        assert "Read  1 of 4, 3 to decide" in person.screen
    assert [card.fields.statement for card in cards(place)] == ["Nobody was hurt"]


async def test_more_are_offered_on_demand(opened: Opener) -> None:
    async with opened() as person:
        await read(person, ARTICLE)
        await person.press("m")
        assert "1 of 4, 4 to decide" in person.screen
        assert "folded" not in person.screen
        await person.press("G")
        assert "The mayor said it is clear" in person.line_with("▸")
        await person.press("m")
        assert "1 folded" in person.screen


async def test_all_that_are_offered_are_kept_in_one_step_asked_once(opened: Opener, place: Path) -> None:
    async with opened() as person:
        await read(person, ARTICLE)
        await person.press("s", "A")
        assert "Keep all 2 claims as offered?" in person.screen
        await person.press("1")
        assert not cards(place)
        await person.press("A", "2")
        assert "2 claims are kept. u takes it back." in person.notices
        assert "all decided" in person.screen
        await person.press("u")
        assert "2 to decide" in person.screen
        await person.press("ctrl+r", "A")
        assert "Nothing is left to decide." in person.notices
    assert [card.citations[0].title for card in cards(place)] == ["Harbour board puts its ferry off"] * 2


async def test_a_claim_that_is_kept_already_is_given_the_article_as_a_source(opened: Opener, place: Path) -> None:
    known = NEXT_WEEK | {
        "statement": "The electric ferry of Calder will enter service next week",
        "speaker": "The port",
    }
    keep(place, known)
    async with opened(100, 30) as person:
        await read(person, ARTICLE)
        assert "≈ #1 The electric ferry of Calder" in person.screen
        assert "+ adds this source to claim 1 instead" in person.screen
        await person.press("plus")
        assert "The article is added to claim 1. u takes it back." in person.notices
        await person.press("k")
        assert "✓ a source was added to claim 1" in person.screen
        assert "≈" not in person.screen
    (card,) = cards(place)
    assert [cited.title for cited in card.citations] == [known["source_title"], "Harbour board puts its ferry off"]
    assert card.citations[1].quote.startswith("The Port of Calder said")


async def test_a_claim_that_moves_another_of_the_article_is_linked_to_it(opened: Opener, place: Path) -> None:
    async with opened(120, 40) as person:
        await read(person, ARTICLE)
        await person.press("enter", "s")
        assert "moves    no; is it claim 1, “Its electric" in person.screen
        await person.press("r")
        assert "moves    claim 1, “Its electric" in person.screen
        await person.press("r", "r", "enter")
    first, second = cards(place)
    assert second.fields.revises == first.claim_id
    assert first.status.value == "postponed"


async def test_the_details_of_the_article_are_corrected_for_all_its_claims(opened: Opener, place: Path) -> None:
    async with opened(100, 30) as person:
        await read(person, BODY)
        assert "its day is not known" in person.screen
        await person.press("enter", "D")
        await person.press("down", *["down"] * 4)
        await person.type("2025-07-11")
        await person.press("ctrl+s")
        assert "11 Jul 2025" in person.screen.splitlines()[1]
        assert "Claims kept before stay said on 1 Sep 2025: e on each changes it." in person.notices
        await person.press("A", "2")
    assert {str(card.fields.source_published_on) for card in cards(place)} == {"2025-07-11"}
    assert len({card.fields.source_title for card in cards(place)}) == 1


async def test_an_article_whose_letters_look_wrong_is_read_in_another_encoding(opened: Opener, tmp_path: Path) -> None:
    file = tmp_path / "calder.txt"
    file.write_bytes((HEAD + BODY.replace("Ana Ruiz", "Łucja Różycka")).encode("cp1250", "replace"))
    async with opened(120, 30) as person:
        await person.press("A")
        await person.type(str(file))
        await person.press("enter")
        assert "en · windows-1252" in person.screen.splitlines()[1]
        assert "£ucja" in person.screen
        await person.press("C")
        assert "What is it written in?" in person.screen
        await person.press("ctrl+u")
        await person.type("klingon")
        await person.press("enter")
        assert "“klingon” is no encoding that is read here: name one" in person.screen
        await person.press("ctrl+u")
        await person.type("windows-1250")
        await person.press("enter")
        assert "en · windows-1250" in person.screen.splitlines()[1]
        assert "Łucja Różycka" in person.screen
        await person.press("enter")
        assert "Claim 1 is kept. u takes it back." in person.notices


async def test_an_article_is_opened_in_the_encoding_that_is_told(opened: Opener, tmp_path: Path) -> None:
    file = tmp_path / "calder.txt"
    file.write_bytes("Паром отправится на следующей неделе.".encode("cp1251"))
    async with opened(120, 40) as person:
        await person.press("A")
        await person.type(str(file))
        await person.press("enter")
        assert "name its encoding, or save it anew" in " ".join(person.screen.split())
        await person.press("shift+tab")
        await person.type("windows-1251")
        await person.press("ctrl+s")
        assert "Паром отправится" in person.screen
        assert "windows-1251" in person.screen.splitlines()[1]


async def test_a_pasted_text_has_no_encoding(opened: Opener) -> None:
    async with opened(120, 30) as person:
        await read(person, ARTICLE)
        assert person.screen.splitlines()[1].rstrip().endswith("11 Jul 2025 · en")
        await person.press("C")
        assert "This text was pasted: it has no encoding." in person.notices


async def test_a_claim_is_written_by_hand_in_the_form(opened: Opener, place: Path) -> None:
    async with opened(100, 40) as person:
        await read(person, ARTICLE)
        await person.press("e")
        assert "A claim from the article" in person.screen
        assert "Its electric ferry will enter service next week" in person.screen
        await person.press("home", *["delete"] * len("Its electric"))
        await person.type("The electric")
        await person.press("ctrl+s")
        assert "Read  2 of 3, 2 to decide" in person.screen
    (card,) = cards(place)
    assert card.fields.statement == "The electric ferry will enter service next week"
    assert card.fields.quote.startswith("The Port of Calder said")


async def test_a_sentence_that_is_a_claim_already_is_not_written_a_second_time(opened: Opener, place: Path) -> None:
    async with opened(100, 40) as person:
        await read(person, ARTICLE)
        await person.press("enter", "h", "e")
        assert "Claim 1" in person.screen.splitlines()[0]
        await person.press("escape")
        assert "Read  1 of 3" in person.screen
    assert len(cards(place)) == 1


async def test_what_was_written_of_a_sentence_and_left_is_gone_on_with_when_it_is_kept(
    opened: Opener, place: Path
) -> None:
    async with opened(100, 40) as person:
        await read(person, ARTICLE)
        await person.press("e")
        await person.type(" at last")
        await person.press("escape", "enter")
        assert "A claim from the article" in person.screen
        assert "next week at last" in person.screen
        await person.press("ctrl+s")
    assert [card.fields.statement for card in cards(place)] == [
        "Its electric ferry will enter service next week at last"
    ]


async def test_an_article_that_has_changed_says_what_is_gone(opened: Opener, place: Path) -> None:
    async with opened(110, 40) as person:
        await read(person, ARTICLE)
        await person.press("enter", "enter", "enter", "escape")
        changed = ARTICLE.replace("Ruiz added that the second ship was postponed indefinitely.", "It rained.")
        changed = changed.replace("electric ferry in the world", "electrical ferry of the world")
        await read(person, changed)
        assert "not found any more: the words of #3" in person.screen
        assert "claim 2 quoted words like these" in person.screen
        await person.press("equals_sign")
        assert "claim 2 quoted words like these" not in person.screen
        await person.press("g", "j")
        assert "✓ kept as claim 2" in person.screen


async def test_a_click_goes_to_a_sentence_and_a_second_one_keeps_it(opened: Opener, place: Path) -> None:
    async with opened() as person:
        await read(person, ARTICLE)
        y = next(n for n, line in enumerate(person.screen.splitlines()) if "Nobody was hurt" in line)
        await person.click(person.screen.splitlines()[y].index("Nobody") + 2, y)
        assert "a sentence besides the 3" in person.screen
        await person.click(person.screen.splitlines()[y].index("Nobody") + 2, y, times=2)
    assert [card.fields.statement for card in cards(place)] == ["Nobody was hurt"]


async def test_what_cannot_be_read_is_said_and_stays_typed(opened: Opener, tmp_path: Path) -> None:
    async with opened() as person:
        await person.press("A")
        await person.type(str(tmp_path / "nowhere.txt"))
        await person.press("enter")
        assert "no such file" in person.screen
        assert "Read an article" in person.screen
        await person.press("escape", "A")
        assert "what you had typed is back" in person.screen
        await person.press("ctrl+s")
        assert "no such file" in person.screen


async def test_a_file_that_is_gone_is_read_as_it_was(opened: Opener, tmp_path: Path) -> None:
    file = tmp_path / "ferry.md"
    file.write_text(ARTICLE, encoding="utf-8")
    async with opened() as person:
        await person.press("A")
        await person.type(str(file))
        await person.press("enter", "s", "escape")
        file.unlink()
        await person.press("A")
        await person.type(str(file))
        await person.press("enter")
        assert "Read  2 of 3, 2 to decide" in person.screen
        assert "This is the text as it was read before." in person.notices


async def test_an_article_of_our_own_is_there_to_try_it_on(opened: Opener) -> None:
    async with opened() as person:
        await person.press("A")
        assert "ctrl+o names an article of our own" in person.screen
        await person.press("ctrl+o", "enter")
        assert "EPR2" in person.screen.splitlines()[0]
        await person.press("escape", "A", "ctrl+o", "ctrl+o", "enter")
        assert "Webb" in person.screen.splitlines()[0]


async def test_opening_an_article_writes_nothing(opened: Opener, place: Path) -> None:
    async with opened() as person:
        await read(person, ARTICLE)
        await person.press("j", "2", "m", "escape")
    with Archive.open(str(place)) as archive:
        assert archive.run(read_articles) == ()


async def test_a_text_without_a_language_has_its_sentences_to_be_claimed(opened: Opener, place: Path) -> None:
    async with opened(100, 30) as person:
        await read(person, "Xyzzy plugh frotz.\nQuux blorb gnusto rezrov.")
        assert "neither its day nor its language is known: D tells them" in person.screen
        assert "nothing looks like a claim" in person.screen
        await person.press("right", "enter")
    assert [card.fields.statement for card in cards(place)] == ["Quux blorb gnusto rezrov"]


async def test_a_text_in_a_language_that_is_not_searched_is_gone_through_with_its_deadlines(
    opened: Opener, place: Path
) -> None:
    text = "---\nlanguage: de\npublished: 2025-07-11\n---\n\nWer zahlt das?\nDie neue Fähre fährt bis Ende 2027."
    async with opened(120, 30) as person:
        await read(person, text)
        assert "German is not searched: l goes through the sentences" in person.screen
        await person.press("l", "enter")
    assert [(card.fields.statement, card.fields.due_text) for card in cards(place)] == [
        ("Die neue Fähre fährt bis Ende 2027", "bis Ende 2027")
    ]


async def test_hostile_articles_do_not_act(opened: Opener) -> None:
    async with opened() as person:
        for number, text in enumerate(HOSTILE.values()):
            shown = f"---\ntitle: {text}\n---\nThe ferry {text} will open next week. Number {number}."
            await person.press("A")
            await person.paste(shown.replace("\n", "\n\n") if "\n" not in text else text + "\nIt will open.")
            await person.press("ctrl+s")
            assert not acting_in(reaching_the_terminal(person)), text
            await person.press("j", "right", "escape", "escape")
            for _ in range(3):
                if len(person.app.screen_stack) > 2:
                    await person.press("escape")
        assert person.app.is_running


async def test_three_claims_of_a_french_article_take_few_keys(opened: Opener, place: Path) -> None:
    async with opened() as person:
        await person.press("A")
        await person.paste(FRENCH)
        before = person.keys_pressed
        await person.press("ctrl+s", "enter", "r", "enter", "enter")
        assert person.keys_pressed - before <= 25
    release, delay, rank = cards(place)
    assert (release.fields.kind.value, release.fields.due_edtf) == ("release", "2025-07-14/2025-07-20")
    assert release.fields.speaker.endswith("Nordbac")
    assert (delay.fields.kind.value, delay.fields.due_open, delay.fields.speaker) == (
        "delay",
        "indefinite",
        "Anne Morel",
    )
    assert delay.fields.revises == release.claim_id
    assert (rank.fields.kind.value, rank.fields.speaker, rank.fields.via) == ("superlative", "Nordbac", "Gazette")
