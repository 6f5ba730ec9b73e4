"""Every pattern of every language, tried on the sentences that stand beside it in its file."""

from __future__ import annotations

from typing import Any

import pytest

from tracker.articles.cues import Family, cues_of, pattern_of
from tracker.articles.speech import speech_of
from tracker.claims.vocabulary import Kind
from tracker.languages.word_lists import word_lists

LANGUAGES = ("en", "fr")
CUES = [
    pytest.param(code, name, cue, id=f"{code} {name} {place}")
    for code in LANGUAGES
    for name, family in word_lists(code, "cues")["families"].items()
    for place, cue in enumerate(family["cues"])
]


def family_of(code: str, words: list[str], unless: list[str]) -> Family:
    sets = word_lists(code, "cues")["sets"]
    spared = pattern_of(unless, sets) if unless else None
    return Family("tried", 1.0, "", {}, words=pattern_of(words, sets), unless=spared)


def hits(family: Family, text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in family.hits(text)]


@pytest.mark.parametrize(("code", "name", "cue"), CUES)
def test_every_pattern_proves_itself(code: str, name: str, cue: dict[str, Any]) -> None:
    unless = cue.get("unless", [])
    whole = family_of(code, cue["words"], unless)
    assert cue["yes"]
    assert cue["no"]
    assert [text for text in cue["yes"] if not hits(whole, text)] == []
    assert [(text, hits(whole, text)) for text in cue["no"] if hits(whole, text)] == []
    unproven = [
        word for word in cue["words"] if not any(hits(family_of(code, [word], unless), text) for text in cue["yes"])
    ]
    assert unproven == []


@pytest.mark.parametrize(("code", "name", "cue"), CUES)
def test_the_whole_family_agrees(code: str, name: str, cue: dict[str, Any]) -> None:
    cues = cues_of(code)
    assert cues is not None
    assert all(hits(cues.families[name], text) for text in cue["yes"])


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_a_file_says_is_understood(code: str) -> None:
    cues = cues_of(code)
    assert cues is not None
    assert 0 < cues.folded < cues.shown
    assert {"date", "speaker"} == set(cues.labels)
    codes = {kind.value for kind in Kind}
    for family in cues.families.values():
        assert family.reason
        assert set(family.kinds) <= codes
        assert all(points > 0 for points in family.kinds.values())
        assert family.weight > 0 or not family.kinds
    assert speech_of(code) is not None


def test_both_languages_have_the_same_families() -> None:
    named = [set(word_lists(code, "cues")["families"]) for code in LANGUAGES]
    assert named[0] ^ named[1] <= {"would", "would_be", "past", "conditional"}


def test_a_language_without_cues_has_none() -> None:
    assert cues_of("xx") is None
    assert speech_of("xx") is None
    assert cues_of("../en") is None


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("{will,shall} not", "We will not go.", ["will not"]),
        ("will {not,} go", "They will go, they will not go.", ["will go", "will not go"]),
        ("plan*", "plans and planning, no explanation", ["plans", "planning"]),
        ("*ing to", "going to sea", ["going to"]),
        ("the * of", "the end of it", ["the end of"]),
        ("more ... than", "more of the same old thing than ever", ["more of the same old thing than"]),
        ("# {<unit>}", "3,5 tons and 40 crates", ["3,5 tons", "40 crates"]),
        ("in <Name>", "in Rome, in time", ["in Rome"]),
        ("it's", "It’s late, its end", ["It’s"]),
        ("{de,d'} {l',le}", "près d'le bois", ["d'le"]),
        ("{on,at {noon,night}} sharp", "at noon sharp", ["at noon sharp"]),
    ],
)
def test_how_patterns_are_written(pattern: str, text: str, found: list[str]) -> None:
    compiled = pattern_of([pattern], {"unit": ["tons", "crates"]})
    assert [match.group() for match in compiled.finditer(text)] == found
