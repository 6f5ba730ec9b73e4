"""Who says what: speakers found by verbs of saying, and carried through quotations and pronouns."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

from tracker.articles.datelines import behind_dateline
from tracker.articles.last_spoken import Attribution, LastSpoken
from tracker.articles.names import (
    Name,
    closing_apposition,
    closing_name,
    inverted_pronoun,
    is_full_name,
    is_joint,
    is_noun,
    is_one_part,
    is_sentence,
    last_named_in,
    name_going_on,
    named_after,
    subject_in,
    surely_closing_name,
)
from tracker.articles.quoted_by import quoted_by
from tracker.articles.quotes import is_quoted, quotes_in
from tracker.articles.said_when import without_when
from tracker.dates.find import find

if TYPE_CHECKING:
    from tracker.articles.sentences import Sentence
    from tracker.articles.speech import Speech

_LAST_WORD = re.compile(r"[\w’'-]+\s*\Z")
_MOST_VERBS = 30
_FARTHEST = 400
_NEAR = 40
_COMMA = re.compile(r"\s*,\s+")
_BEFORE = re.compile(r"[\w-]+['’ ]")


class Voices:
    """All attributions of an article."""

    def __init__(self, text: str, sentences: list[Sentence], speech: Speech) -> None:
        self._text = text
        self._speech = speech
        self._sentences = sentences
        self._quotes = quotes_in(text)
        self._quote_starts = [start for start, _ in self._quotes]
        self._last = LastSpoken(speech)
        self._said: list[list[Attribution]] = []
        self._before: list[Attribution | None] = []
        self._verb_ends: set[int] = set()
        self._when: set[int] = set()
        for sentence in sentences:
            self._before.append(self._last.latest)
            self._said.append(self._in(sentence))
            if not self._said[-1] and not is_quoted(self._quotes, sentence.start, sentence.end):
                self._last.passed(text, sentence.start, sentence.end)

    def of(self, number: int, start: int, end: int) -> tuple[Attribution | None, str]:
        """Return who stands behind ``text[start:end]`` of a sentence, and the outlet that reports it, if any."""
        said = self._said[number] or self._carried(number, start, end)
        if not said:
            return None, ""
        within = [one for one in said if start <= one.verb[0] < end]
        if within and all(one.is_outlet for one in within) and _is_part(self._sentences[number], start, end):
            return within[0], ""
        persons = [one for one in said if not one.is_outlet]
        chosen = _nearest(persons, start, end) if persons else said[0]
        outlet = next((one for one in said if one.is_outlet and one is not chosen), None)
        return chosen, outlet.speaker if outlet else ""

    def say_when(self, place: int, *, is_one_day: bool) -> bool:
        """Whether the moment at ``place`` is when something was said ("said on Friday that", "…, said X last week")."""
        return place in self._when or (is_one_day and not self._verb_ends.isdisjoint((place - 1, place - 2)))

    def is_hearsay(self, start: int, end: int) -> bool:
        """Whether the words themselves say that nobody stands behind them."""
        return self._speech.hearsay.search(self._text, start, end) is not None

    def _carried(self, number: int, start: int, end: int) -> list[Attribution]:
        """Look for the speaker of the quotation that a sentence without a verb of saying belongs to."""
        place = max(bisect_left(self._quote_starts, end) - 1, 0)
        if not self._quotes or not (self._quotes[place][0] < end and start < self._quotes[place][1]):
            return []
        first, last = self._quotes[place]
        if min(last, end) - max(first, start) < (end - start) // 2:
            return []
        for other in range(number + 1, len(self._sentences)):
            if self._sentences[other].start >= last:
                break
            if self._said[other]:
                return self._said[other][:1]
        before = self._before[number]
        return [before] if before else []

    def _in(self, sentence: Sentence) -> list[Attribution]:
        found = []
        for match in islice(self._speech.verbs.finditer(self._text, sentence.start, sentence.end), _MOST_VERBS):
            one = self._by_verb(sentence, match)
            self._verb_ends.add(match.end())
            if one:
                found.append(one)
                self._last.heard(one)
        spared = [it.span() for it in self._speech.not_according.finditer(self._text, sentence.start, sentence.end)]
        for match in islice(self._speech.according.finditer(self._text, sentence.start, sentence.end), _MOST_VERBS):
            if not any(start <= match.start() < end for start, end in spared):
                behind = min(sentence.end, match.end() + _FARTHEST)
                name = named_after(self._text, match.end(), behind, self._speech)
                one = self._attribution(name, match.span()) if name else None
                if one:
                    found.append(one)
        found = found or self._quoted_in(sentence) or self._inset_in(sentence)
        found.sort(key=lambda one: one.verb)
        for one in found:
            self._last.heard(one)
        return found

    def _quoted_in(self, sentence: Sentence) -> list[Attribution]:
        """Find who is told to speak behind the quotations that end in a sentence, by name or not."""
        found = []
        first = max(bisect_left(self._quote_starts, sentence.start) - 1, 0)
        for _, end in self._quotes[first : bisect_left(self._quote_starts, sentence.end)]:
            by = quoted_by(self._text, end, sentence.end, self._speech) if end > sentence.start else None
            if by:
                nobody = Attribution("", *by.verb, by.verb, is_outlet=False)
                found.append((self._attribution(by.name, by.verb) if by.name else None) or nobody)
        return found

    def _inset_in(self, sentence: Sentence) -> list[Attribution]:
        """Find who is told to speak inside the quotation marks: "« Nous ouvrirons, a promis la maire, en mai. »"."""
        text, speech = self._text, self._speech
        found = []
        for verb in islice(speech.verbs.finditer(text, sentence.start, sentence.end), _MOST_VERBS):
            place = bisect_left(self._quote_starts, verb.start()) - 1
            first, last = self._quotes[place] if place >= 0 else (0, 0)
            goes_on = "," in text[max(last - 2, 0) : last + 2]
            clause = max(first + 1, sentence.start), verb.start()
            if last < verb.end() or goes_on or not text[slice(*clause)].rstrip().endswith(","):
                continue
            inside = verb.end(), min(last, sentence.end)
            by_pronoun = self._by_pronoun(verb)
            name = None if by_pronoun else self._behind_comma(clause, inside, None)
            is_behind = name is not None and name.start >= verb.end() and is_noun(text, name, speech)
            found.append(self._attribution(name, verb.span()) if name and is_behind else by_pronoun)
        return [one for one in found if one]

    def _by_verb(self, sentence: Sentence, verb: re.Match[str]) -> Attribution | None:
        text, speech = self._text, self._speech
        if is_quoted(self._quotes, verb.start(), verb.end()):
            return None
        before = _LAST_WORD.search(text, max(sentence.start, verb.start() - 20), verb.start())
        if before and before.group().strip().lower() in speech.never_after:
            return None
        if text[max(verb.start() - 2, 0) : verb.start()] in {"n'", "n’"}:
            return None
        by_pronoun = self._by_pronoun(verb)
        if by_pronoun:
            return by_pronoun
        name = self._beside(sentence, verb)
        return self._attribution(name, verb.span()) if name else None

    def _by_pronoun(self, verb: re.Match[str]) -> Attribution | None:
        """Tell whom the pronoun means that a verb of saying is tied to; "on" is nobody who is known."""
        pronoun = inverted_pronoun(self._text, verb.span(), self._speech)
        if pronoun and self._speech.nobody.fullmatch(self._text, pronoun.start, pronoun.end):
            return Attribution("", *verb.span(), verb.span(), is_outlet=False)
        return self._attribution(pronoun, verb.span()) if pronoun else None

    def _beside(self, sentence: Sentence, verb: re.Match[str]) -> Name | None:
        """Look for the name behind a verb of saying or before it, whatever tells when and where it was said."""
        text, speech = self._text, self._speech
        clause = self._clause_start(sentence, verb.start()), verb.start()
        said = text[slice(*clause)].strip(" ;–—-\u00a0\u202f")
        end = min(sentence.end, verb.end() + _FARTHEST)
        behind = verb.end(), _until_a_joint(text, verb.end(), end, speech)
        if said.strip(",") == said:
            behind = verb.end(), _until_an_inset_ends(text, *behind, speech)
        left = without_when(text, *behind, speech) if behind[1] < end or end == sentence.end else behind
        if not any(sign.isalnum() for sign in text[slice(*left)]):
            name = last_named_in(text, *clause, speech)
            closes = "," in said
        else:
            is_whole = left == (verb.end(), end)
            closing = _closing(text, clause, left, speech, is_whole=is_whole) if said[-1:] in {"", ","} else None
            if not said.strip(","):
                name = closing or named_after(text, *left, speech)
            elif said.endswith(","):
                name = self._behind_comma(clause, (verb.end(), end), closing)
            else:
                name = subject_in(text, *clause, speech)
            closes = closing is not None and name == closing
        if name and closes:
            self._when.update(range(behind[0], left[0]), range(left[1], behind[1]))
        return name

    def _behind_comma(self, clause: tuple[int, int], behind: tuple[int, int], closing: Name | None) -> Name | None:
        """Tell who says it where a comma stands right before the verb of saying.

        What ends there is a sentence, which says nothing, or a subject and what tells more of it: "Ana Ruiz, mayor,".
        """
        text, speech = self._text, self._speech
        if is_sentence(text, *clause, speech):
            apposed = closing_apposition(text, *clause, speech)
            return apposed or closing or name_going_on(text, *behind, speech)
        before = subject_in(text, *clause, speech)
        if is_one_part(text, *clause, speech):
            that = speech.thats.search(text, behind[0], min(behind[0] + _NEAR, behind[1]))
            is_named = that or (before and is_full_name(" ".join(text[before.start : before.end].split()[:2])))
            return closing or name_going_on(text, *behind, speech) or (before if is_named else None)
        is_sure = before is not None and is_full_name(text[before.start : before.end])
        return before if is_sure else closing or before

    def _clause_start(self, sentence: Sentence, verb: int) -> int:
        """Return where the clause before a verb begins: after a quotation, a joint or the sentence's start."""
        text, speech = self._text, self._speech
        place = bisect_left(self._quote_starts, verb) - 1
        own = behind_dateline(text, sentence.start, verb)
        first = max(own, verb - _FARTHEST, self._quotes[place][1] if place >= 0 else 0)
        if text[first:verb].rstrip().endswith(","):
            return first
        for joint in speech.joints.finditer(text, first, verb):
            between = text[joint.end() : verb].strip(" ,")
            if between and not speech.adverbs.fullmatch(between):
                first = joint.end()
        return first

    def _attribution(self, name: Name, verb: tuple[int, int]) -> Attribution | None:
        if name.is_pronoun:
            speaker = self._last.meant_by(self._text[name.start : name.end].lower())
            return Attribution(speaker, name.start, name.end, verb, is_outlet=False)
        speaker = " ".join(self._text[name.start : name.end].split())
        if _is_nobody(speaker, self._speech):
            return None
        return Attribution(speaker, name.start, name.end, verb, self._is_outlet(name))

    def _is_outlet(self, name: Name) -> bool:
        """Whether a name is an outlet's, alone or with the two words before it: "the daily", "Le"."""
        before = [found.start() for found in _BEFORE.finditer(self._text, max(name.start - 30, 0), name.start)][-2:]
        return any(self._speech.outlets.fullmatch(self._text, start, name.end) for start in (name.start, *before))


def _is_part(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a stretch is a clause of its sentence only, so that others may speak in the rest."""
    return end - start < sentence.end - sentence.start


def _nearest(said: list[Attribution], start: int, end: int) -> Attribution:
    inside = [one for one in said if start <= one.verb[0] < end]
    before = [one for one in said if one.verb[1] <= start]
    return inside[0] if inside else before[-1] if before else said[0]


def _is_nobody(speaker: str, speech: Speech) -> bool:
    """Whether words are no name: those of a list, a word that joins clauses, a month."""
    if speech.nobody.fullmatch(speaker) or is_joint(speaker, speech):
        return True
    return " " not in speaker and bool(find(speaker, speech.language))


def _until_a_joint(text: str, start: int, end: int, speech: Speech) -> int:
    """Return where a comma and a joint end what a verb of saying belongs to: "…, the mayor said, and …"."""
    commas = (comma for comma in _COMMA.finditer(text, start, end) if speech.joints.match(text, comma.end(), end))
    return next((comma.start() for comma in commas), end)


def _until_an_inset_ends(text: str, start: int, end: int, speech: Speech) -> int:
    """Return where a comma follows a verb of saying at once, or behind when it was said: "…, she said on Monday, …"."""
    comma = text.find(",", start, end)
    is_inset = comma >= 0 and not text[slice(*without_when(text, start, comma, speech))].strip()
    return comma if is_inset else end


def _closing(
    text: str, clause: tuple[int, int], left: tuple[int, int], speech: Speech, *, is_whole: bool
) -> Name | None:
    """Look for the name behind a verb; where something was taken off there, only what surely is one will do."""
    return closing_name(text, *left, speech) if is_whole else surely_closing_name(text, clause, left, speech)
