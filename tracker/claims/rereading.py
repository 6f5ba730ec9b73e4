"""Deadlines of claims that are kept, read once more: whether their windows would move by the present conventions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.claims.deadlines import Timing, name_reading, review_day, window_fields

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from tracker.dates.conventions import Conventions


@dataclass(frozen=True, slots=True)
class KeptDeadline:
    """A claim's deadline in words with the window it was kept with, as it was read at ``version``."""

    claim_id: int
    version: int
    statement: str
    said_on: date
    language: str
    due_text: str
    due_start: date | None
    due_end: date | None
    due_grain: str
    due_open: str
    due_rule: str
    due_edtf: str
    review_on: date | None


@dataclass(frozen=True, slots=True)
class MovedDeadline:
    """A deadline whose words now stand for another window; ``now`` holds the claim's fields that change with it."""

    kept: KeptDeadline
    now: Mapping[str, Any]


def read_again(kept: KeptDeadline, today: date, conventions: Conventions) -> MovedDeadline | None:
    """The deadline with its present window; None when that is the one it was kept with.

    The reading that was chosen is chosen again. A window whose words cannot be read stays: somebody gave it by hand,
    or another version of the program could read them.
    """
    reading = name_reading(kept.due_edtf, kept.due_rule)
    now, _ = window_fields(kept.due_text.strip(), kept.said_on, kept.language, conventions, reading=reading)
    if not now["due_rule"]:
        return None
    if (kept.due_start, kept.due_end, kept.due_open) == (now["due_start"], now["due_end"], now["due_open"]):
        return None
    before = Timing.of(kept)
    after = before._replace(start=now["due_start"], end=now["due_end"])
    return MovedDeadline(kept, now | {"review_on": review_day(after, today, conventions, before=before)})
