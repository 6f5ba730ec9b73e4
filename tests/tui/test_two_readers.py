"""Two people read one article at the same time: none keeps again, without knowing, what the other has kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.store.samples import a_claim
from tracker.articles.load import article_from_text
from tracker.articles.reading import Reading
from tracker.articles.suggest import every_sentence
from tracker.dates.conventions import DEFAULT
from tracker.store import changes, passages
from tracker.store.archive import Archive
from tracker.store.articles import Span, text_as_read
from tracker.tui import lookout

from .samples import TODAY
from .test_reader import ARTICLE, cards, read

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Opener

FIRST = "Somebody else kept these words meanwhile, as claim 1 “Bo's claim 1”: yours was not kept."


@pytest.fixture(autouse=True)
def _nobody_looks_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """What others write is not shown by itself within a test."""
    monkeypatch.setattr(lookout, "LOOK_EVERY_SECONDS", 3_600)


def bo_keeps(place: Path, *numbers: int) -> None:
    """Somebody else keeps passages of the article, in words of their own."""
    opened = text_as_read(article_from_text(ARTICLE))
    offers = Reading(opened.text, every_sentence(opened.text, "en", TODAY, DEFAULT)).offers
    spans = {number: Span(offer.start, offer.end) for number, offer in enumerate(offers, start=1)}
    with Archive.open(str(place), user="bo") as archive:
        archive.run(passages.keep_claims, opened, [(spans[one], a_claim(f"Bo's claim {one}")) for one in numbers])


def statements(place: Path) -> list[str]:
    return [card.fields.statement for card in cards(place)]


async def test_what_somebody_else_kept_is_shown_and_not_kept_again(opened: Opener, place: Path) -> None:
    async with opened() as person:
        await read(person, ARTICLE)
        bo_keeps(place, 1)
        await person.press("enter")
        assert FIRST in person.notices
        assert "✓ kept as claim 1; enter opens it" in person.screen
        assert "Read  1 of 3, 2 to decide" in person.screen
    assert statements(place) == ["Bo's claim 1"]


async def test_words_that_overlap_are_the_same_passage(opened: Opener, place: Path) -> None:
    async with opened() as person:
        await read(person, ARTICLE)
        await person.press("left_square_bracket", "right_curly_bracket")
        bo_keeps(place, 1)
        await person.press("enter")
        assert FIRST in person.notices
    assert statements(place) == ["Bo's claim 1"]


@pytest.mark.parametrize("is_shown_meanwhile", [False, True])
async def test_a_form_stays_as_typed_and_keeps_a_second_claim_only_when_told_again(
    opened: Opener, place: Path, *, is_shown_meanwhile: bool
) -> None:
    async with opened(100, 40) as person:
        await read(person, ARTICLE)
        await person.press("e")
        await person.press("home", *["delete"] * len("Its electric"))
        await person.type("The electric")
        bo_keeps(place, 1)
        if is_shown_meanwhile:
            person.app.on_lookout_changed(lookout.Lookout.Changed("bo: add claim 1"))
            await person.settle()
        await person.press("ctrl+s")
        assert f"{FIRST} Saving it again keeps it as well." in person.notices
        assert "The electric ferry will enter service next week" in person.screen
        assert statements(place) == ["Bo's claim 1"]
        await person.press("ctrl+s")
        assert "Claim 2 is kept. u takes it back." in person.notices
    assert statements(place) == ["Bo's claim 1", "The electric ferry will enter service next week"]


@pytest.mark.parametrize("is_shown_meanwhile", [False, True])
async def test_of_all_that_are_offered_those_that_somebody_else_kept_are_left_out(
    opened: Opener, place: Path, *, is_shown_meanwhile: bool
) -> None:
    async with opened() as person:
        await read(person, ARTICLE)
        await person.press("A")
        bo_keeps(place, 1, 3)
        if is_shown_meanwhile:
            person.app.on_lookout_changed(lookout.Lookout.Changed("bo: keep 2 claims"))
            await person.settle()
        await person.press("2")
        assert "Claim 3 is kept. u takes it back." in person.notices
        assert "2 were kept by somebody else meanwhile." in person.notices
        assert "all decided" in person.screen
    assert statements(place) == ["Bo's claim 1", "Bo's claim 3", "It is the largest electric ferry in the world"]


async def test_an_article_is_not_added_for_words_that_somebody_else_kept(opened: Opener, place: Path) -> None:
    with Archive.open(str(place), user="tester") as archive:
        keep_alike = a_claim("Its electric ferry will enter service next week")
        archive.run(changes.add_claim, keep_alike)
    async with opened(110, 45) as person:
        await read(person, ARTICLE)
        bo_keeps(place, 1)
        await person.press("plus")
        assert "Somebody else kept these words meanwhile, as claim 2" in person.notices
    assert [len(card.citations) for card in cards(place)] == [0, 0]
