"""What was changed of a claim, field by field: what its fields are called, and how their values read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.claims.deadlines import DEADLINE_FIELDS
from tracker.claims.model import ClaimFields
from tracker.claims.vocabulary import LIST_JOINT, status_from_code, status_label
from tracker.claims.wording import percent_in_words
from tracker.display import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.claims.vocabulary import Kind

MOST_FIELDS = 4
"""So many fields are told of one step."""

_LONGEST_VALUE = 60
_KEPT_BEFORE = 20
"""So many characters are told before those in which two long texts differ."""

_TELLING = (("due_text",), ("due_start", "due_end"), ("due_rule",), DEADLINE_FIELDS)
"""The fields of a deadline that tell a change of it, the best first."""

_TITLES = {
    "verdict": "verdict",
    "occurred_on": "happened on",
    "reason": "reason",
    "credence": "credence",
    "in_trash": "in the trash",
}
"""What is told of a claim besides its fields."""


class Change(NamedTuple):
    """A field of a claim that was one thing and became another, each as JSON holds it, None or empty for nothing.

    Besides the fields of ``ClaimFields`` there are ``source``, one that was added or taken off as it is cited,
    ``verdict`` by its code with ``occurred_on`` and ``reason``, ``credence`` from 0 to 1, and ``in_trash``.
    """

    field: str
    before: Any
    after: Any


def title_of_field(name: str) -> str:
    """What a field of a claim is called: ``due`` for ``due_text``."""
    return _TITLES.get(name) or ClaimFields.model_fields[name].title or name


def value_in_words(value: object) -> str:
    """A field's value as people read it."""
    if isinstance(value, tuple):
        value = LIST_JOINT.join(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "(empty)" if value in {None, ""} else str(value)


def changes_in_words(changes: Sequence[Change], kind: Kind) -> list[str]:
    """A line for each of the first fields that changed of a claim of this kind, and one that counts the others.

    ``due: before the next election → by 1 May 2030``; long values are cut.
    """
    told = _deadline_as_one(changes)
    # The line that counts the others takes as much room as the last of them.
    shown = told if len(told) == MOST_FIELDS + 1 else told[:MOST_FIELDS]
    lines = [_in_words(change, kind) for change in shown]
    rest = len(told) - len(shown)
    return [*lines, f"… and {rest} more fields"] if rest else lines


def _deadline_as_one(changes: Sequence[Change]) -> list[Change]:
    """The changes, of a deadline only what tells them best: its words, else its days, else how they were read."""
    changed = {change.field for change in changes}
    best = next((names for names in _TELLING if changed.intersection(names)), ())
    return [change for change in changes if change.field not in DEADLINE_FIELDS or change.field in best]


def _in_words(change: Change, kind: Kind) -> str:
    if change.field == "source":
        act, told = ("added", change.after) if change.after else ("taken off", change.before)
        return f"source {act}: {shorten(told, 2 * _LONGEST_VALUE)}"
    before, after = (" ".join(_value(change.field, value, kind).split()) for value in change[1:])
    return f"{title_of_field(change.field)}: {_cut(before, after)} → {_cut(after, before)}"


def _value(field: str, value: Any, kind: Kind) -> str:
    if value in {None, ""} or field not in {"verdict", "credence", "revises", "depends_on"}:
        return value_in_words(value)
    if field == "verdict":
        return status_label(status_from_code(value), kind)
    return percent_in_words(value) if field == "credence" else f"claim {value}"


def _cut(text: str, other: str) -> str:
    """A text cut to what is told of it: where it is long and begins as the other does, from where they differ."""
    if len(text) <= _LONGEST_VALUE:
        return text
    alike = (one == another for one, another in zip(text, other, strict=False))
    start = next((place for place, is_alike in enumerate(alike) if not is_alike), len(text)) - _KEPT_BEFORE
    if start <= _KEPT_BEFORE:
        return shorten(text, _LONGEST_VALUE)
    start = min(start, len(text) - _LONGEST_VALUE + 1)
    return shorten("…" + text[start:].lstrip(), _LONGEST_VALUE)
