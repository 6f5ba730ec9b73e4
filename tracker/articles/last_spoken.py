"""Who spoke last in an article, for the quotations and the pronouns behind that name nobody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tracker.articles.names import is_full_name

if TYPE_CHECKING:
    from tracker.articles.speech import Speech

_OPENING_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w’'-]+(?:\s+[A-ZÀ-ÖØ-Þ][\w’'-]+)+")


class Attribution(NamedTuple):
    """A speaker's name as it stands in the text, and the words of saying, each by their places.

    The name is empty where it is told that somebody speaks, but not for sure who.
    """

    speaker: str
    start: int
    end: int
    verb: tuple[int, int]
    is_outlet: bool


class LastSpoken:
    """What is known of the speakers so far, told from an article's first sentence to its last."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self.latest: Attribution | None = None
        self._last_person = ""
        self._is_other_named = False

    def heard(self, one: Attribution) -> None:
        """Somebody speaks; an outlet that reports what others say does not count, nor does who is not known."""
        if one.is_outlet or not one.speaker:
            return
        self.latest, self._is_other_named = one, False
        if _is_person(one.speaker, self._speech):
            self._last_person = one.speaker

    def passed(self, text: str, start: int, end: int) -> None:
        """Note a sentence in which nobody was heard, and which is no quotation."""
        opening = _OPENING_NAME.match(text, start, end)
        if opening is None or self.latest is None:
            return
        words = opening.group().split()
        is_name = words[0].lower() not in self._speech.determiners and not self._speech.leading.fullmatch(words[0])
        self._is_other_named |= is_name and set(words).isdisjoint(self.latest.speaker.split())

    def meant_by(self, pronoun: str) -> str:
        """Return the last speaker that a pronoun can stand for; nobody where that is in doubt."""
        if pronoun in self._speech.things:
            return self.latest.speaker if self.latest and not is_full_name(self.latest.speaker) else ""
        if self._is_other_named:
            return ""
        if pronoun in self._speech.persons:
            return self._last_person
        return self.latest.speaker if self.latest else ""


def _is_person(speaker: str, speech: Speech) -> bool:
    head = speaker.split(maxsplit=1)[0]
    return head[0].isupper() and not speaker.isupper() and head.lower() not in speech.determiners
