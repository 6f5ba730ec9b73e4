"""What an import would do: row by row and field by field, before anything is written.

A plan is made by comparing what a file tells with what is kept. It is made again inside the transaction that writes,
and only what is still the same as what was confirmed is written.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.claims.vocabulary import Verdict
from tracker.errors import EditConflict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


class State(StrEnum):
    """How a row of a file stands to what is kept."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    CONFLICT = "conflict"
    BAD = "bad"


class Place(NamedTuple):
    """Where in a file a row begins."""

    file: str
    line: int

    def __str__(self) -> str:
        """``claims.csv:7``."""
        return f"{self.file}:{self.line}"


class Fault(NamedTuple):
    """What is wrong with a row: in which column, empty for the row as a whole, and a sentence."""

    column: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is one thing ``here``, in the database, and another ``there``, in the file.

    ``is_conflict`` says that it was changed here since the file was written.
    """

    field: str
    here: Any
    there: Any
    is_conflict: bool = False


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A row of a file that is not the same as what is kept; ``name`` is what it is called: ``claim 7 “It ships”``."""

    place: Place
    state: State
    name: str
    differences: tuple[Difference, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All rows that are not the same, in the order of the file, and how many are. ``remarks`` are worth knowing."""

    rows: tuple[PlannedRow, ...] = ()
    same: int = 0
    remarks: tuple[str, ...] = ()

    @property
    def counts(self) -> Mapping[State, int]:
        """How many rows are in each state."""
        counted = Counter(row.state for row in self.rows)
        return {state: counted[state] for state in State} | {State.SAME: self.same}

    def in_state(self, state: State) -> list[PlannedRow]:
        """The rows in one state."""
        return [row for row in self.rows if row.state is state]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A plan that somebody has agreed to.

    ``takes_file`` says that the file counts where there is a conflict, ``keeps_good`` that good rows are kept though
    others are bad.
    """

    plan: ImportPlan
    takes_file: bool = False
    keeps_good: bool = False

    @property
    def count(self) -> int:
        """How many rows would be written."""
        counts = self.plan.counts
        if counts[State.BAD] and not self.keeps_good:
            return 0
        return counts[State.NEW] + counts[State.CHANGED] + counts[State.CONFLICT] * self.takes_file

    def rows_in_words(self, row: str) -> str:
        """``1 new claim``, ``12 new and 3 changed claims``: so many rows of what a row is of, as the history says."""
        return f"{self.in_words()} {row}{'s' * (self.count != 1)}"

    def in_words(self) -> str:
        """``12 new and 3 changed``, as the question before it is written says."""
        counts = self.plan.counts
        changed = counts[State.CHANGED] + counts[State.CONFLICT] * self.takes_file
        parts = [f"{counts[State.NEW]:,} new"] * bool(counts[State.NEW]) + [f"{changed:,} changed"] * bool(changed)
        return " and ".join(parts) or "no"


def outdated_in_words(count: int) -> tuple[str, ...]:
    """The remark about rows that somebody changed here since the file was written, and nobody in the file."""
    if not count:
        return ()
    told = "row was" if count == 1 else "rows were"
    return (f"{count:,} {told} changed here since the file was written and not in the file: what is here stays",)


def fitted_in_words(verdicts: Iterable[tuple[Verdict | None, Verdict | None]]) -> Iterator[str]:
    """Remarks about verdicts that are kept as others than a file tells, because of their days: told, and kept."""
    in_time_or_not = {Verdict.TRUE, Verdict.LATE}
    kept = Counter(one for told, one in verdicts if {told, one} == in_time_or_not)
    for verdict, where in ((Verdict.LATE, "after"), (Verdict.TRUE, "in")):
        other = Verdict.TRUE if verdict is Verdict.LATE else Verdict.LATE
        if count := kept[verdict]:
            some = f"verdict of {other.value} is" if count == 1 else f"verdicts of {other.value} are"
            them = "it is" if count == 1 else "they are"
            yield f"{count:,} {some} of a day {where} the window: {them} kept as {verdict.value}"


def days_taken_in_words(count: int) -> tuple[str, ...]:
    """The remark about what came true on a day that the file does not tell."""
    if not count:
        return ()
    told = "verdict of true tells no day: it is" if count == 1 else "verdicts of true tell no day: they are"
    whose = "it was decided, but not after its" if count == 1 else "they were decided, but not after their"
    return (f"{count:,} {told} taken to have come true when {whose} window",)


def check_plan(plan: ImportPlan, confirmed: Confirmed) -> None:
    """Raise EditConflict unless a plan is still the one that somebody has agreed to."""
    if plan != confirmed.plan:
        raise EditConflict("The database was changed meanwhile: import the file again. Nothing was written.")
