"""The moments that an article names, and which of them is the deadline of a claim."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tracker.articles.clauses import part_around
from tracker.articles.kinds import looks_ahead
from tracker.claims.putting_off import lets_go_on, new_date_in
from tracker.dates.find import find
from tracker.dates.resolve import resolve
from tracker.dates.vocabulary import Open

if TYPE_CHECKING:
    from datetime import date

    from tracker.articles.cues import Hit
    from tracker.articles.sentences import Sentence
    from tracker.articles.speech import Speech
    from tracker.dates.conventions import Conventions
    from tracker.dates.window import Window

_SET_BY = ("set", "future", "plan", "conditional", "would", "forecast", "delay")
_SEAM = re.compile(r",\s+")
_FEW_WORDS = 1
_LED = re.compile(r"\S+\s+")
_WORD = re.compile(r"\w+")


class Moment(NamedTuple):
    """A phrase that says when, its place and the window it means; no window where it cannot be read.

    ``put_off`` is what it says of something that is put off, where that is less: "until March" is in March then, and
    "until after Easter" after it.
    """

    start: int
    end: int
    phrase: str
    window: Window | None
    is_past: bool
    put_off: Moment | None = None

    @property
    def is_one_day(self) -> bool:
        """Whether the words name a single day."""
        return self.window is not None and self.window.start is not None and self.window.start == self.window.end


class _Told(NamedTuple):
    """A stretch of a sentence and the cues in it; ``setting`` is where the words begin that set a day."""

    text: str
    words: tuple[int, int]
    hits: list[Hit]
    setting: int
    speech: Speech


def moments_in(
    text: str, sentence: Sentence, speech: Speech, published_on: date | None, conventions: Conventions
) -> list[Moment]:
    """Return the phrases of a sentence that say when, read as on the day it was published."""
    found = []
    for start, end, phrase in find(text[sentence.start : sentence.end], speech.language, conventions.named_days):
        plain = " ".join(phrase.split())
        if speech.by_how_much.fullmatch(plain):
            continue
        window = resolve(plain, published_on, speech.language, conventions=conventions) if published_on else None
        over = bool(window and published_on and window.end and window.end < published_on)
        moment = Moment(sentence.start + start, sentence.start + end, plain, window, over)
        date = new_date_in(plain, speech.language)
        if date and window and published_on:
            narrowed = resolve(date, published_on, speech.language, conventions=conventions)
            moment = moment._replace(put_off=_put_off_as(text, moment, date, narrowed))
        found.append(moment)
    return found


def only_moment_to_come(
    text: str, sentence: Sentence, language: str, published_on: date | None, conventions: Conventions
) -> Moment | None:
    """Return the moment that a sentence names if it names one alone, and one that was still to come."""
    if published_on is None:
        return None
    found = find(text[sentence.start : sentence.end], language, conventions.named_days)
    if len(found) != 1:
        return None
    ((start, end, words),) = found
    phrase = " ".join(words.split())
    window = resolve(phrase, published_on, language, conventions=conventions)
    if window is None or window.end is None or window.end <= published_on:
        return None
    return Moment(sentence.start + start, sentence.start + end, phrase, window, is_past=False)


def _put_off_as(text: str, moment: Moment, date: str, window: Window | None) -> Moment | None:
    """What a moment is without the word that leads to its date, where the window is less and ends as before."""
    whole = moment.window
    if not (window and window.start and whole and whole.start and window.end == whole.end):
        return None
    led = _LED.match(text, moment.start)
    is_less = led is not None and (window.start > whole.start or window.open is Open.AFTER)
    return moment._replace(start=led.end(), phrase=date, window=window) if led and is_less else None


def the_deadline(
    text: str, words: tuple[int, int], moments: list[Moment], hits: list[Hit], speech: Speech
) -> Moment | None:
    """Choose the moment by which a claim can be checked: behind the words that set it, the last to come.

    Words that put something off set it anew. Where the calendar has no moment, one in words will do ("once the tests
    are over"). What a clause beside tells of something else sets nothing.
    """
    setting = min((hit.start for hit in hits if hit.family in _SET_BY), default=words[0])
    told = _Told(text, words, hits, setting, speech)
    own = [moment for moment in moments if not _is_told_aside(told, moment)]
    behind = _put_off_to(told, own) or [moment for moment in own if moment.end > setting]
    said = None if behind else speech.moments.search(text, *words)
    if said:
        return Moment(said.start(), said.end(), " ".join(said.group().split()), None, is_past=False)
    chosen = behind or own
    return max(chosen, key=lambda moment: (_is_plain(moment), _last_day(moment), moment.start)) if chosen else None


def _put_off_to(told: _Told, moments: list[Moment]) -> list[Moment]:
    """Return the moments behind the last words that put something off, up to the next comma."""
    put_off = max((hit for hit in told.hits if hit.family == "delay"), key=lambda hit: hit.start, default=None)
    if put_off is None:
        return []
    _, end = part_around(told.text, told.words, put_off.start, put_off.start)
    behind = [moment for moment in moments if put_off.start < moment.start < end]
    if lets_go_on(told.text[put_off.start : put_off.end], told.speech.language):
        return behind
    return [moment.put_off or moment for moment in behind]


def _is_told_aside(told: _Told, moment: Moment) -> bool:
    """Whether a moment belongs to a clause that does not look ahead, beside the one that does."""
    text, speech = told.text, told.speech
    if _is_when_it_was_said(told, moment):
        return True
    start, end = part_around(text, told.words, moment.start, moment.end)
    if _is_of_who_says_it(told, start, end):
        return True
    here = {hit.family for hit in told.hits if start <= hit.start < end}
    if looks_ahead(here) or "starts" in here or not _says_more(told, moment, start, end):
        return False
    sets, _ = part_around(text, told.words, told.setting, told.setting)
    begins_anew = moment.start < sets and speech.joints.match(text, sets) is not None
    return begins_anew or speech.asides.match(text, start) is not None


def _is_of_who_says_it(told: _Told, start: int, end: int) -> bool:
    """Whether a part tells of who says that something will be: "Ana Ruiz, who will retire in May, said …"."""
    seam = _SEAM.match(told.text, end)
    verb = told.speech.verbs.match(told.text, seam.end()) if seam else None
    if verb is None or not told.speech.asides.match(told.text, start):
        return False
    before = {hit.family for hit in told.hits if hit.start < start}
    behind = {hit.family for hit in told.hits if hit.start >= verb.end()}
    return looks_ahead(behind) and not looks_ahead(before)


def _is_when_it_was_said(told: _Told, moment: Moment) -> bool:
    """Whether a moment stands between a verb of saying and its "that": "said in a letter sent on Monday that"."""
    if _is_when_it_was_promised(told, moment):
        return True
    if moment.end > told.setting or not told.speech.verbs.search(told.text, told.words[0], moment.start):
        return False
    return told.speech.thats.search(told.text, moment.end, told.setting) is not None


def _is_when_it_was_promised(told: _Told, moment: Moment) -> bool:
    """Whether a moment stands right between words of planning and their "that": "had promised in May that"."""
    that = told.speech.thats.search(told.text, moment.end, told.words[1])
    if that is None or told.text[moment.end : that.start()].strip():
        return False
    ends = (hit.end for hit in told.hits if hit.family == "plan")
    return any(end <= moment.start and not told.text[end : moment.start].strip() for end in ends)


def _says_more(told: _Told, moment: Moment, start: int, end: int) -> bool:
    """Whether a part of a sentence says more than its moment and a word that joins it ("but only in June")."""
    rest = told.text[start : moment.start] + told.text[moment.end : end]
    return len(_WORD.findall(told.speech.adverbs.sub("", rest))) > _FEW_WORDS


def _is_plain(moment: Moment) -> bool:
    """Whether the words name days, and are not vague about them."""
    return moment.window is not None and moment.window.open is None


def _last_day(moment: Moment) -> int:
    return moment.window.end.toordinal() if moment.window and moment.window.end else 0
