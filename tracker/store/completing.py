"""Completion of a filter while it is typed: fields where a word begins, and behind a colon what the field can hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from tracker.claims.drafts import problems_of_text
from tracker.claims.naming import name_key
from tracker.claims.vocabulary import Kind, Schedule, Verdict
from tracker.store.orders import ORDERS, SORT
from tracker.store.terms import DAY_FIELDS, Term, quoted, terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date


MOST_NAMES = 8
"""Names that are offered at once; fields with few values offer all of them."""

FIELDS = {
    "status": "open, settled, overdue, due, upcoming …",
    "kind": "release, delay, prediction, promise …",
    "speaker": "who said it",
    "subject": "what it is about",
    "tag": "a word of your own",
    "source": "where it appeared",
    "publisher": "who published its first source",
    "cites": "one source, by its number",
    "due": 'by when: 2026, <2026-06, "this week" …',
    "said": "when it was said: 2025, >=2025-07 …",
    "review": "when it comes back: today, 2026 …",
    "sort": "the order: due, speaker, status …",
    "id": "one claim, by its number",
    "thread": "a claim with its revisions",
    "no": "what it lacks: speaker, source, tag …",
}
"""Every field of a filter, with a word of what it holds."""

_STATUSES: dict[str, str] = {
    "open": "not judged yet",
    "settled": "judged",
    "review": "waits for your review",
    Schedule.OVERDUE: "its last day has passed",
    Schedule.DUE: "its days have come",
    Schedule.UPCOMING: "its days are still to come",
    Schedule.NO_DATE: "no day was named",
    Schedule.RESCHEDULED: "put off to another day",
    Schedule.POSTPONED: "put off without a day",
    Schedule.WITHDRAWN: "taken back",
    **{verdict: verdict.label for verdict in Verdict if verdict is not Verdict.VOID},
    Verdict.VOID: "misquoted, or its premise failed",
    "trash": "thrown away",
}
_KINDS: dict[str, str] = dict.fromkeys(Kind, "")
_LACKED: dict[str, str] = {
    "speaker": "nobody is named",
    "subject": "nothing it is about",
    "source": "nowhere it appeared",
    "publisher": "nobody who published it",
    "tag": "no word of your own",
    "due": "no day it names",
}
_CODED = {"kind": _KINDS, "no": _LACKED}
NAMED_FIELDS = {
    "speaker": "speaker",
    "subject": "subject",
    "tag": "tags",
    "source": "source_publisher",
    "publisher": "source_publisher",
}
"""The fields whose values are names, with what these are known names of."""

_FIELD_FROM = 2
"""From so many letters on a word is taken for the beginning of a field's name."""

_FEWEST_LETTERS = 3
_ALIKE = 75
_REST_OF_WORD = re.compile(r'[^\s":]*')
_REST_OF_FIELD = re.compile(r"[A-Za-z_]*:")
_REST_OF_VALUE = re.compile(r'[^\s"]*')
_QUOTED = re.compile(r'(?:[<>]=?|=)?"(?:""|[^"])*"')
_NEXT_FIELD = re.compile(r"\s-?[A-Za-z_]+:")


@dataclass(frozen=True, slots=True)
class Choice:
    """What can stand in the filter, as it is written there, and what it means, if that need be told."""

    text: str
    words: str = ""

    @property
    def is_field(self) -> bool:
        """Whether a value still has to follow."""
        return self.text.endswith(":")


@dataclass(frozen=True, slots=True)
class Completion:
    """What can stand in place of the text from ``start`` to ``end``, the likeliest first."""

    start: int
    end: int
    choices: tuple[Choice, ...] = ()

    def applied(self, text: str, choice: Choice) -> tuple[str, int]:
        """The text with a choice in it, and where the cursor comes to stand: behind a value and a blank."""
        before, after = text[: self.start] + choice.text, text[self.end :]
        if choice.is_field:
            return before + after, len(before)
        return f"{before}{'' if after[:1].isspace() else ' '}{after}", len(before) + 1


def complete(text: str, cursor: int, names: Mapping[str, Sequence[str]], today: date) -> Completion:
    """What can be written where the cursor stands in a filter, whatever its text. ``names`` are the known ones."""
    cursor = max(0, min(cursor, len(text)))
    typed = terms_of(text[:cursor])
    term = typed[-1] if typed and typed[-1].end == cursor else Term("", "", at=cursor, value_at=cursor, end=cursor)
    if term.field:
        start, end = term.value_at, _end_of_value(text, term.value_at, cursor)
        choices = _values(term, names, today)
    else:
        start = term.at + (term.is_negated or term.value == "-")
        rest = _REST_OF_FIELD.match(text, cursor) or _REST_OF_WORD.match(text, cursor)
        end = rest.end() if rest else cursor
        if start == cursor < end:  # before a word, where nothing was begun
            return Completion(cursor, cursor)
        choices = _beginnings(text[start:cursor], is_negated=start > term.at, has_value=text[end - 1 : end] == ":")
    now = text[start:end].casefold()
    return Completion(start, end, tuple(choice for choice in choices if choice.text.casefold() != now))


def ends_with_a_field(text: str) -> bool:
    """Whether the last word of a filter, with nothing behind it, is a field's name without its colon, or begins one."""
    last = next(reversed(terms_of(text)), None)
    if last is None or last.field:
        return False
    word = text[last.value_at :].casefold()
    return len(word) >= _FIELD_FROM and any(field.startswith(word) for field in FIELDS)


def _end_of_value(text: str, start: int, cursor: int) -> int:
    """Where the value ends whose beginning is typed; quotes that another term comes to stand in were never closed."""
    whole = _QUOTED.match(text, start)
    if whole:
        return max(cursor, whole.end()) if not _NEXT_FIELD.search(text, cursor, whole.end()) else cursor
    is_open = '"' in text[start:cursor]
    rest = None if is_open else _REST_OF_VALUE.match(text, cursor)
    return rest.end() if rest else cursor


def _beginnings(typed: str, *, is_negated: bool, has_value: bool) -> Iterator[Choice]:
    """The fields that a word can become, then the values that it names without their field."""
    wanted = typed.casefold()
    for field, words in FIELDS.items():
        if field.startswith(wanted) and not (is_negated and field == SORT):
            yield Choice(f"{field}:", words)
    if len(wanted) < _FEWEST_LETTERS or has_value:
        return
    for field, known in (("status", _STATUSES), ("kind", _KINDS)):
        for choice in _of_few(known, wanted):
            yield Choice(f"{field}:{choice.text}", choice.words)


def _values(term: Term, names: Mapping[str, Sequence[str]], today: date) -> Iterable[Choice]:
    """What a field can hold that fits what is typed of it."""
    wanted = term.value.casefold()
    if term.field == "status":
        return _of_few(_STATUSES, re.sub("[-_]+", " ", wanted))
    if term.field in _CODED:
        return _of_few(_CODED[term.field], wanted)
    if term.field == SORT:
        return () if term.is_negated else _orders(wanted)
    if term.field in DAY_FIELDS:
        return _days(term.compare + wanted, today)
    return _of_many(names.get(term.field, ()), term) if term.field in NAMED_FIELDS else ()


def _of_few(known: Mapping[str, str], wanted: str) -> Iterator[Choice]:
    """The values that begin with what is typed, then those whose meaning has a word that does."""
    begun = [code for code in known if code.startswith(wanted)]
    has_enough = len(wanted) >= _FEWEST_LETTERS
    meant = [code for code, words in known.items() if any(word.startswith(wanted) for word in words.split())]
    for code in dict.fromkeys([*begun, *(meant if has_enough else ())]):
        yield Choice(code.replace(" ", "-"), known[code])


def _orders(wanted: str) -> Iterator[Choice]:
    for code, words in ORDERS.items():
        if code.startswith(wanted) and code.startswith("-") == wanted.startswith("-"):
            yield Choice(code, words.partition(", ")[2])


def _days(wanted: str, today: date) -> Iterator[Choice]:
    """Some ways to tell days, since there are too many to offer all."""
    month, year = f"{today:%Y-%m}", f"{today:%Y}"
    examples = {
        "today": "",
        "this week": "",
        "next month": "",
        month: "this month",
        year: "this year",
        f"<{today}": "before today",
        f"<{year}": "before this year",
        f">={month}": "from this month on",
    }
    for example, words in examples.items():
        if example.startswith(wanted):
            yield Choice(quoted(example) if " " in example else example, words)


def _of_many(known: Sequence[str], term: Term) -> list[Choice]:
    """The names that begin with what is typed, then those with a word that does, that hold it, or are spelled alike."""
    wanted = name_key(term.value)
    keys = [name_key(name) for name in known]
    ranks = (
        [name for name, key in zip(known, keys, strict=True) if key.startswith(wanted)],
        [name for name, key in zip(known, keys, strict=True) if f" {wanted}" in key],
        [name for name, key in zip(known, keys, strict=True) if wanted in key],
    )
    found = list(dict.fromkeys(name for rank in ranks for name in rank))
    if not found and len(wanted) >= _FEWEST_LETTERS:
        near = process.extract(wanted, keys, scorer=fuzz.partial_ratio, score_cutoff=_ALIKE, limit=MOST_NAMES)
        found = [known[place] for _, _, place in near]
    named = (name for name in found if name and not problems_of_text("", "", name, None))
    return [Choice(term.compare + quoted(name)) for name, _ in zip(named, range(MOST_NAMES), strict=False)]
