"""What is wanted of a report, the report as it is about to be written, and what came of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tracker.reports.tables import Report
    from tracker.store.record_orders import RecordPart
    from tracker.store.records import Record


@dataclass(frozen=True, slots=True)
class ReportChoices:
    """What somebody wants: a report by its name, of the claims that a filter lets through, in a format.

    ``view`` is a saved view by its name, whose filter counts as well. Without a ``format`` the file's ending decides.
    ``excel`` is "", or ``en`` or ``fr`` for a spreadsheet program in that language. ``as_of`` asks for what was known
    on that day. ``describes_columns``: a CSV on the Web description is written beside the file. ``check_url`` is where
    claims' checks are published, with ``{claim_id}`` for the number. ``width`` is how many columns a text may fill,
    None for as many as it takes. ``part`` is the part of the record that is wanted alone.
    """

    report: str
    filter: str = ""
    view: str = ""
    format: str = ""
    excel: str = ""
    as_of: date | None = None
    describes_columns: bool = False
    check_url: str = ""
    width: int | None = None
    part: RecordPart | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """A report about to be written: its rows as they come, and the day whose state they tell."""

    report: Report
    choices: ReportChoices
    rows: Iterable[Record]
    day: date


@dataclass(slots=True)
class Written:
    """What came of it: how many rows were written, and how many were left out for which reason.

    ``missing`` says what there would have to be for a report without rows, ``remedy`` which command brings some.
    """

    rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    missing: str = ""
    remedy: str = ""

    def in_words(self, where: str) -> str:
        """One or two sentences; ``where`` is the file's name."""
        told = f"{self.rows:,} row{'s' * (self.rows != 1)} written to {where}"
        if self.left_out:
            reasons = "; ".join(f"{number:,} {reason}" for reason, number in self.left_out.most_common())
            told += f"; left out: {reasons}"
        return f"{told}. {self.missing}".rstrip()
