"""Which sentences of an article look like claims, of which kind, by whom and by when, each with its reasons."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from tracker.articles.attribution import Voices
from tracker.articles.clauses import clauses_of
from tracker.articles.cues import Cues, Hit, cues_of
from tracker.articles.kinds import kinds_of, looks_ahead
from tracker.articles.moments import Moment, moments_in, only_moment_to_come, the_deadline
from tracker.articles.sentences import Sentence, sentences_of
from tracker.articles.speech import Speech, speech_of
from tracker.claims.vocabulary import Kind
from tracker.dates.conventions import DEFAULT

if TYPE_CHECKING:
    from datetime import date

    from tracker.articles.last_spoken import Attribution
    from tracker.dates.conventions import Conventions
    from tracker.dates.window import Window

_LONGEST_DATED = 1500


class Hand(StrEnum):
    """How a claim came into the article."""

    DIRECT = "direct"
    SECONDHAND = "secondhand"
    VOICE = "voice"


class Reason(NamedTuple):
    """Why a sentence is suggested: ``future: will launch``, with the place of the words."""

    label: str
    words: str
    start: int
    end: int

    def __str__(self) -> str:
        """Write it as the reader shows it."""
        return f"{self.label}: {self.words}"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One sentence that looks like a claim; ``words_start`` and ``words_end`` bound the clause that makes it.

    ``shown`` is False for those that are only also possible, ``is_suggested`` for sentences that do not look like
    claims at all and come only from ``every_sentence``. ``speaker`` is empty where the article says it itself,
    ``via`` names an outlet that reports another's words. ``deadline`` is the phrase, empty without one; ``window`` is
    None where it cannot be read or the article's day is unknown.
    """

    start: int
    end: int
    shown: bool
    kind: Kind
    second_kind: Kind | None
    speaker: str
    verb: str
    hand: Hand
    via: str
    deadline: str
    window: Window | None
    score: float
    reasons: tuple[Reason, ...]
    words_start: int
    words_end: int
    is_suggested: bool = True


def suggest(
    text: str, language: str, published_on: date | None, conventions: Conventions = DEFAULT
) -> list[Suggestion]:
    """Return what in ``text`` looks like a claim, in reading order.

    A sentence that makes two claims comes twice. Without ``published_on`` no window is read. A language without
    cues suggests nothing. Pure, never raises, takes time in proportion to the text.
    """
    cues, speech = cues_of(language), speech_of(language)
    if cues is None or speech is None:
        return []
    return _Article(text, published_on, cues, speech, conventions).suggestions(cues.folded)


def is_searched(language: str) -> bool:
    """Whether it is known what looks like a claim in a language."""
    return cues_of(language) is not None and speech_of(language) is not None


def every_sentence(
    text: str, language: str, published_on: date | None, conventions: Conventions = DEFAULT
) -> list[Suggestion]:
    """Return each sentence of ``text`` as ``suggest`` would, those besides that do not look like claims.

    A language without cues has every sentence as it stands, without kind or speaker. Its deadline is the one moment to
    come that it names, where it names no other.
    """
    cues, speech = cues_of(language), speech_of(language)
    if cues is None or speech is None:
        sentences = sentences_of(text, language)
        moments = [only_moment_to_come(text, one, language, published_on, conventions) for one in sentences]
        return [_bare(one, moment) for one, moment in zip(sentences, moments, strict=True)]
    return _Article(text, published_on, cues, speech, conventions).suggestions(-math.inf)


def _bare(sentence: Sentence, deadline: Moment | None) -> Suggestion:
    return Suggestion(
        start=sentence.start,
        end=sentence.end,
        shown=False,
        kind=Kind.OTHER,
        second_kind=None,
        speaker="",
        verb="",
        hand=Hand.VOICE,
        via="",
        deadline=deadline.phrase if deadline else "",
        window=deadline.window if deadline else None,
        score=0.0,
        reasons=(),
        words_start=sentence.start,
        words_end=sentence.end,
        is_suggested=False,
    )


class _Article:
    """One article while it is read."""

    def __init__(
        self, text: str, published_on: date | None, cues: Cues, speech: Speech, conventions: Conventions
    ) -> None:
        self._text = text
        self._cues = cues
        self._speech = speech
        self._sentences = sentences_of(text, speech.language)
        self._voices = Voices(text, self._sentences, speech)
        self._published_on = published_on
        self._conventions = conventions
        self._moments: list[Moment] = []

    def suggestions(self, least: float) -> list[Suggestion]:
        """Return those with a score of at least this."""
        found = []
        for number, sentence in enumerate(self._sentences):
            hits = self._hits(sentence)
            self._moments = self._moments_of(sentence, hits)
            score = self._score(sentence.start, sentence.end, hits)
            if score < least:
                continue
            for start, end in self._claims(number, hits):
                own = [hit for hit in hits if start <= hit.start < end]
                words = (start, start + len(self._text[start:end].rstrip()))
                found.append(self._suggestion(number, words, own, score))
        return _with_whole_names(found)

    def _hits(self, sentence: Sentence) -> list[Hit]:
        words = self._text[sentence.start : sentence.end]
        return [
            Hit(hit.family, hit.start + sentence.start, hit.end + sentence.start)
            for family in self._cues.families.values()
            for hit in family.hits(words)
        ]

    def _moments_of(self, sentence: Sentence, hits: list[Hit]) -> list[Moment]:
        """Return when something is to happen by a sentence that may say so; nobody writes such a long one."""
        families = {hit.family for hit in hits}
        if sentence.end - sentence.start > _LONGEST_DATED or not (looks_ahead(families) or "starts" in families):
            return []
        found = moments_in(self._text, sentence, self._speech, self._published_on, self._conventions)
        says_when = self._voices.say_when
        return [moment for moment in found if not says_when(moment.start, is_one_day=moment.is_one_day)]

    def _live(self, start: int, end: int) -> list[Moment]:
        """Return the moments of a stretch that are not over."""
        return [
            moment for moment in self._moments if start <= moment.start and moment.end <= end and not moment.is_past
        ]

    def _is_dated(self, start: int, end: int, families: set[str]) -> bool:
        """Whether a stretch names a day for what it says; the day of something past does not count."""
        ahead = looks_ahead(families) or ("starts" in families and "past" not in families)
        return ahead and bool(self._live(start, end))

    def _score(self, start: int, end: int, hits: list[Hit]) -> float:
        families = {hit.family for hit in hits}
        score = self._cues.base + sum(self._cues.families[name].weight for name in families)
        return round(score + self._cues.dated * self._is_dated(start, end, families), 3)

    def _claims(self, number: int, hits: list[Hit]) -> list[tuple[int, int]]:
        """Return the clauses of a sentence that are claims of their own; the whole sentence where one is."""
        sentence = self._sentences[number]
        whole = (sentence.start, sentence.end)
        clauses = clauses_of(self._text, sentence, self._speech)
        if len(clauses) == 1:
            return [whole]
        strong, kinds, speakers = [], set(), set()
        for start, end in clauses:
            own = [hit for hit in hits if start <= hit.start < end]
            families = {hit.family for hit in own}
            if self._score(start, end, own) >= self._cues.shown:
                strong.append((start, end))
                kinds.add(kinds_of(families, self._cues, is_dated=self._is_dated(start, end, families))[0])
                voice, _ = self._voices.of(number, start, end)
                speakers.add(voice.speaker if voice else "")
        return strong if len(strong) > 1 and len(strong) in {len(kinds), len(speakers)} else [whole]

    def _suggestion(self, number: int, words: tuple[int, int], hits: list[Hit], score: float) -> Suggestion:
        start, end = words
        sentence = self._sentences[number]
        families = {hit.family for hit in hits}
        deadline = self._deadline(words, families, hits)
        voice, via = self._voices.of(number, start, end)
        is_said = voice is not None and not self._speech.according.fullmatch(self._text, *voice.verb)
        kind, second = kinds_of(families, self._cues, is_dated=deadline is not None, is_said=is_said)
        return Suggestion(
            start=sentence.start,
            end=sentence.end,
            shown=score >= self._cues.shown,
            kind=kind,
            second_kind=second,
            speaker=voice.speaker if voice else "",
            verb=self._text[slice(*voice.verb)] if voice else "",
            hand=self._hand(voice, via, words),
            via=via,
            deadline=deadline.phrase if deadline else "",
            window=deadline.window if deadline else None,
            score=score,
            reasons=self._reasons(hits, deadline, voice),
            words_start=start,
            words_end=end,
            is_suggested=score >= self._cues.folded,
        )

    def _deadline(self, words: tuple[int, int], families: set[str], hits: list[Hit]) -> Moment | None:
        if not (looks_ahead(families) or self._is_dated(*words, families)):
            return None
        return the_deadline(self._text, words, self._live(*words), hits, self._speech)

    def _hand(self, voice: Attribution | None, via: str, words: tuple[int, int]) -> Hand:
        if via or (voice and voice.is_outlet) or self._voices.is_hearsay(*words):
            return Hand.SECONDHAND
        return Hand.DIRECT if voice else Hand.VOICE

    def _reasons(self, hits: list[Hit], deadline: Moment | None, voice: Attribution | None) -> tuple[Reason, ...]:
        """Collect why, once for the same words: cues that speak for it, then the date and the speaker."""
        found = [
            Reason(self._cues.families[hit.family].reason, self._text[hit.start : hit.end], hit.start, hit.end)
            for hit in sorted(hits, key=lambda hit: hit.start)
            if self._cues.families[hit.family].weight > 0
        ]
        if deadline:
            found.append(Reason(self._cues.labels["date"], deadline.phrase, deadline.start, deadline.end))
        if voice and voice.speaker:
            found.append(Reason(self._cues.labels["speaker"], voice.speaker, voice.start, voice.end))
        return tuple(dict.fromkeys(found))


def _with_whole_names(found: list[Suggestion]) -> list[Suggestion]:
    """Name who goes by a last name as the article does elsewhere, where only one has that name."""
    whole: dict[str, set[str]] = {}
    for one in found:
        first, _, last = one.speaker.rpartition(" ")
        if first:
            whole.setdefault(last, set()).add(one.speaker)
    only = {last: names.pop() for last, names in whole.items() if len(names) == 1}
    return [replace(one, speaker=only[one.speaker]) if one.speaker in only else one for one in found]
