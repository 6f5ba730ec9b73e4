"""A language's words for saying, from ``[speech]`` in ``tracker/languages/<code>/cues.toml``.

``verbs`` report, but ``never_after`` some words; ``according`` stands before who reports, ``not_according`` looks like
it; ``auxiliaries`` begin what a subject does, ``finite`` are words that surely are a sentence's verb, ``going_on``
those by which one goes on behind the name of who says it ("adding that"), ``pronouns`` stand for the last speaker,
``persons`` among them for a person only, ``things`` never for one; ``nobody`` is what no name is. ``joints`` begin a
clause, ``seams`` one that can be a claim of its own, ``asides`` one that tells of something else behind a comma,
``links`` tie one to what stood before, ``thats`` lead from a verb of saying to what is said, ``leading`` a part that
is not the subject, ``after_name`` what follows a name; ``determiners`` and ``particles`` belong to names and
``titles`` stand before them; ``outlets`` are those who report what others say; ``hearsay`` tells that nobody stands
behind it; ``occasions`` tell where something was said and to whom. Patterns are written as those of the cues.
``[moments]`` are words for a moment that no calendar knows, and ``by_how_much`` what looks like one but tells how far
something moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from tracker.articles.cues import pattern_of
from tracker.languages.word_lists import word_lists

if TYPE_CHECKING:
    import re


@dataclass(frozen=True, slots=True)
class Speech:
    """One language's words for saying, compiled."""

    language: str
    verbs: re.Pattern[str]
    according: re.Pattern[str]
    not_according: re.Pattern[str]
    outlets: re.Pattern[str]
    hearsay: re.Pattern[str]
    joints: re.Pattern[str]
    seams: re.Pattern[str]
    asides: re.Pattern[str]
    links: re.Pattern[str]
    thats: re.Pattern[str]
    leading: re.Pattern[str]
    after_name: re.Pattern[str]
    moments: re.Pattern[str]
    by_how_much: re.Pattern[str]
    occasions: re.Pattern[str]
    adverbs: re.Pattern[str]
    auxiliaries: re.Pattern[str]
    finite: re.Pattern[str]
    going_on: re.Pattern[str]
    nobody: re.Pattern[str]
    persons: frozenset[str]
    never_after: frozenset[str]
    pronouns: frozenset[str]
    things: frozenset[str]
    determiners: frozenset[str]
    particles: frozenset[str]
    titles: frozenset[str]


@cache
def speech_of(language: str) -> Speech | None:
    """Return a language's words for saying; None when it has none."""
    listed = word_lists(language, "cues")
    if "speech" not in listed:
        return None
    said, sets = listed["speech"], listed.get("sets", {})

    def compiled(name: str) -> re.Pattern[str]:
        return pattern_of(said[name], sets)

    return Speech(
        language=language,
        verbs=compiled("verbs"),
        according=compiled("according"),
        not_according=compiled("not_according"),
        outlets=compiled("outlets"),
        hearsay=compiled("hearsay"),
        joints=compiled("joints"),
        seams=compiled("seams"),
        asides=compiled("asides"),
        links=compiled("links"),
        thats=compiled("thats"),
        leading=compiled("leading"),
        after_name=compiled("after_name"),
        moments=pattern_of(listed["moments"]["words"], sets),
        by_how_much=pattern_of(listed["moments"]["by_how_much"], sets),
        occasions=compiled("occasions"),
        adverbs=pattern_of(sets["light"], sets),
        auxiliaries=compiled("auxiliaries"),
        finite=compiled("finite"),
        going_on=compiled("going_on"),
        nobody=compiled("nobody"),
        persons=frozenset(said["persons"]),
        never_after=frozenset(said["never_after"]),
        pronouns=frozenset(said["pronouns"]),
        things=frozenset(said["things"]),
        determiners=frozenset(said["determiners"]),
        particles=frozenset(said["particles"]),
        titles=frozenset(said["titles"]),
    )
