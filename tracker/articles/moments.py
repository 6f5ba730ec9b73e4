"""The moments that an article names, and which of them is the deadline of a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracker.dates.find import find
from tracker.dates.resolve import resolve

if TYPE_CHECKING:
    from datetime import date

    from tracker.articles.cues import Hit
    from tracker.articles.sentences import Sentence
    from tracker.articles.speech import Speech
    from tracker.dates.window import Window

_SET_BY = ("set", "future", "plan", "conditional", "would", "forecast", "delay")


class Moment(NamedTuple):
    """A phrase that says when, its place and the window it means; no window where it cannot be read."""

    start: int
    end: int
    phrase: str
    window: Window | None
    is_past: bool

    @property
    def is_one_day(self) -> bool:
        """Whether the words name a single day."""
        return self.window is not None and self.window.start is not None and self.window.start == self.window.end


def moments_in(text: str, sentence: Sentence, language: str, published_on: date | None) -> list[Moment]:
    """Return the phrases of a sentence that say when, read as on the day it was published."""
    found = []
    for start, end, phrase in find(text[sentence.start : sentence.end], language):
        plain = " ".join(phrase.split())
        window = resolve(plain, published_on, language) if published_on else None
        over = bool(window and published_on and window.end and window.end < published_on)
        found.append(Moment(sentence.start + start, sentence.start + end, plain, window, over))
    return found


def the_deadline(
    text: str, words: tuple[int, int], moments: list[Moment], hits: list[Hit], speech: Speech
) -> Moment | None:
    """Choose the moment by which a claim can be checked: behind the words that set it, the last to come.

    Where the calendar has none, a moment in words will do ("once the tests are over").
    """
    setting = min((hit.start for hit in hits if hit.family in _SET_BY), default=words[0])
    behind = [moment for moment in moments if moment.end > setting]
    said = None if behind else speech.moments.search(text, *words)
    if said:
        return Moment(said.start(), said.end(), " ".join(said.group().split()), None, is_past=False)
    if not moments:
        return None
    behind = behind or moments
    return max(behind, key=lambda moment: (_is_plain(moment), _last_day(moment), moment.start))


def _is_plain(moment: Moment) -> bool:
    """Whether the words name days, and are not vague about them."""
    return moment.window is not None and moment.window.open is None


def _last_day(moment: Moment) -> int:
    return moment.window.end.toordinal() if moment.window and moment.window.end else 0
