"""Every word that a claim is described with: its code, label, glyph, key and how it scores.

Codes are stored in the database and written to CSV; they never change. Labels, glyphs and keys are what a person
sees and may change. To add a verdict is to add one member here, and its colour to the palette of the screens.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

LIST_JOINT = "; "
"""What stands between the tags of a claim, and between the parts of any list, where one text holds them all."""


class Kind(StrEnum):
    """What sort of statement a claim is."""

    judged_on_substance: bool
    """True for kinds that a verdict finds to hold up or not, rather than to come true by a day."""

    def __new__(cls, code: str, judged_on_substance: bool = False) -> Self:  # noqa: FBT001, FBT002 -- enum syntax
        """Attach the flag to the code."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.judged_on_substance = judged_on_substance
        return member

    RELEASE = "release"
    DELAY = "delay"
    PREDICTION = "prediction"
    PROMISE = "promise"
    CAPABILITY = "capability", True
    SUPERLATIVE = "superlative", True
    COMPARISON = "comparison", True
    QUANTITY = "quantity"
    OTHER = "other"


class Verdict(StrEnum):
    """What a reviewer decided."""

    label: str
    substance_label: str
    """The label for claims whose kind is judged on its substance."""
    glyph: str
    key: str
    score: float | None
    """The share of a hit that it counts for in a record; None when it does not count at all."""
    tells_a_day: bool
    """Whether the day on which it happened belongs to it."""

    def __new__(  # noqa: PLR0913, PLR0917 -- one row of the table below
        cls,
        code: str,
        label: str,
        substance_label: str,
        glyph: str,
        key: str,
        score: float | None,
        tells_a_day: bool,  # noqa: FBT001
    ) -> Self:
        """Attach the row of the table to the code."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        member.substance_label = substance_label
        member.glyph = glyph
        member.key = key
        member.score = score
        member.tells_a_day = tells_a_day
        return member

    TRUE = "true", "came true", "holds up", "✓", "t", 1.0, True
    LATE = "late", "came true late", "came true late", "◷", "l", 1.0, True
    PARTIAL = "partial", "partly true", "mixed evidence", "◐", "p", 0.5, True
    FALSE = "false", "did not come true", "does not hold up", "✗", "f", 0.0, False
    UNVERIFIABLE = "unverifiable", "cannot be judged", "cannot be judged", "?", "x", None, False
    VOID = "void", "void", "void", "∅", "v", None, False

    def label_for(self, kind: Kind) -> str:
        """The label as it reads for a claim of this kind."""
        return self.substance_label if kind.judged_on_substance else self.label


class Schedule(StrEnum):
    """Where a claim stands in time; computed from its thread and the day, never typed."""

    glyph: str

    def __new__(cls, code: str, glyph: str) -> Self:
        """Attach the glyph to the code."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.glyph = glyph
        return member

    @property
    def label(self) -> str:
        """The code reads well as it is."""
        return self.value

    NO_DATE = "no date", "○"
    UPCOMING = "upcoming", "●"
    DUE = "due", "◆"
    OVERDUE = "overdue", "▲"
    RESCHEDULED = "rescheduled", "→"
    POSTPONED = "postponed", "∞"
    WITHDRAWN = "withdrawn", "⊘"


class Move(StrEnum):
    """What a revision did to the window that stood before it."""

    FIRST = "first"
    RESCHEDULED = "rescheduled"
    BROUGHT_FORWARD = "brought forward"
    POSTPONED = "postponed"
    REAFFIRMED = "reaffirmed"
    DATED = "dated"
    WITHDRAWN = "withdrawn"
    SET_ASIDE = "set aside"

    @property
    def is_slip(self) -> bool:
        """Whether the date moved later or was dropped."""
        return self in {Move.RESCHEDULED, Move.POSTPONED}

    @property
    def supersedes(self) -> bool:
        """Whether what was said before no longer stands."""
        return self not in {Move.FIRST, Move.REAFFIRMED, Move.SET_ASIDE}


class Role(StrEnum):
    """What a source does for the claim that it is attached to."""

    STATES = "states"
    SUPPORTS = "supports"
    REFUTES = "refutes"


class Outcome(StrEnum):
    """What became of a passage of an article that was read."""

    glyph: str

    def __new__(cls, code: str, glyph: str) -> Self:
        """Attach the glyph to the code."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.glyph = glyph
        return member

    KEPT = "kept", "✓"
    CITED = "cited", "+"
    SKIPPED = "skipped", "–"


Status = Verdict | Schedule
"""What lists show: the verdict if there is one, else the schedule."""

WITHDRAWN_CODE = "withdrawn"
"""What a claim's window carries, in place of an open form, when the statement takes the promise back."""


_STATUSES: dict[str, Status] = {status.value: status for status in (*Verdict, *Schedule)}


def status_from_code(code: str) -> Status:
    """The verdict or schedule with this code. Raises ValueError when there is none."""
    if code not in _STATUSES:
        message = f"no status has the code {code!r}"
        raise ValueError(message)
    return _STATUSES[code]


def status_label(status: Status, kind: Kind) -> str:
    """How a status reads for a claim of this kind."""
    return status.label_for(kind) if isinstance(status, Verdict) else status.label
