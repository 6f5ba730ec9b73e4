from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.store.samples import a_claim, chance
from tracker.store import changes, finding, telling
from tracker.store.likeness import claims_like
from tracker.store.telling import Told, statements_like, telling_words
from tracker.store.words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from tracker.store.archive import Archive
    from tracker.store.telling import TellingWord

FOUR = ("The open model ships", "The open model sinks", "The ferry opens", "The train opens")


def keep(archive: Archive, *statements: str) -> None:
    for statement in statements:
        archive.run(changes.add_claim, a_claim(statement, speaker=""))


def words_telling(session: Session, statement: str) -> list[str]:
    told = telling_words(session, Told(session, statement))
    return [f"{one.word}{'*' * one.is_begun} {one.claims}" for one in told]


def fetched(session: Session, statement: str) -> dict[int, str]:
    return statements_like(session, Told(session, statement))


def test_the_rarest_words_tell_most(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(archive, *FOUR)
    assert archive.run(words_telling, "The model opened by surprise: a b") == ["model 2", "the 4", "open* 4"]
    monkeypatch.setattr(telling, "_MOST_CLAIMS", 3)
    assert archive.run(words_telling, "The open model") == ["model 2"]
    monkeypatch.setattr(telling, "_MOST_CLAIMS", 1)
    assert archive.run(words_telling, "The open model") == ["model 2"]
    assert [found.claim_id for found in archive.run(claims_like, "The model is open, ships")] == [1]


def test_a_text_shares_the_more_the_rarer_the_words_are_that_it_has(archive: Archive) -> None:
    keep(archive, *FOUR)
    told = archive.run(Told, "The model ferry")
    assert told.rarity("the") < told.rarity("model") < told.rarity("ferry") < told.rarity("unheard")
    texts = ("¶ the train ¶", "¶ the model ¶", "¶ ferry ¶", "¶ model the ferry ¶")
    assert sorted(texts, key=told.shared_with) == list(texts)


@pytest.mark.parametrize("is_indexed", [True, False])
def test_a_word_of_many_claims_is_narrowed_by_the_next_rarest(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, *, is_indexed: bool
) -> None:
    monkeypatch.setattr(telling, "_FEW", 1)
    monkeypatch.setattr(telling, "_MOST_FETCHED", 4)
    keep(archive, "Norway builds a tunnel to Bergen")
    keep(archive, *(f"Norway counts fish in its lake {number}" for number in range(20, 40)))
    keep(archive, "A tunnel for trains", "The tunnel is closed", "Tunnel vision", "No tunnel", "Tunnel")
    if not is_indexed:
        finding.use_index(archive._engine, is_there=False)
    assert 1 in archive.run(fetched, "Norway wants a tunnel")
    assert len(archive.run(fetched, "Norway")) == 4


def test_what_all_claims_have_does_not_narrow(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(telling, "_FEW", 1)
    keep(archive, *(f"The model {number}" for number in range(6)), "Model behaviour")
    assert len(archive.run(fetched, "The model")) == 7


WORDS = "norway sweden builds opens closes the a of bridge bridges tunnel ferry 2031 2032".split()  # noqa: SIM905


@pytest.mark.parametrize("is_indexed", [True, False])
def test_those_are_fetched_that_a_look_through_all_statements_finds(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, *, is_indexed: bool
) -> None:
    luck = chance(5)
    some = [" ".join(luck.choices(WORDS, k=luck.randint(1, 7))) for _ in range(120)]
    keep(archive, *some[:60])
    kept = {number: words_of(statement) for number, statement in enumerate(some[:60], 1)}
    monkeypatch.setattr(telling, "_FEW", 3)
    monkeypatch.setattr(telling, "_GROUP", 2)
    monkeypatch.setattr(telling, "_TOO_COMMON", 2)
    monkeypatch.setattr(telling, "_MOST_FETCHED", 5)
    if not is_indexed:
        finding.use_index(archive._engine, is_there=False)
    for statement in some[60:]:
        told = archive.run(Told, f"{statement} ferri")
        wanted: set[int] = set()
        for one in archive.run(telling_words, told):
            groups = [[one], *telling._narrowing(one, told)]
            wanted.update([number for number in sorted(kept, reverse=True) if holds_each(kept[number], groups)][:5])
        assert set(archive.run(statements_like, told)) == wanted


def holds_each(held: list[str], groups: Sequence[Sequence[TellingWord]]) -> bool:
    return all(
        any(word == one.word or (one.is_begun and word.startswith(one.word)) for word in held for one in group)
        for group in groups
    )
