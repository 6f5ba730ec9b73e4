"""The colours of a claim's status, as names in the theme; every status also has a glyph and a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.claims.vocabulary import Schedule, Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping

STATUS_COLOURS: Mapping[Status, str] = {
    Verdict.TRUE: "success",
    Verdict.LATE: "warning",
    Verdict.PARTIAL: "accent",
    Verdict.FALSE: "error",
    Verdict.UNVERIFIABLE: "secondary",
    Verdict.VOID: "secondary",
    Schedule.NO_DATE: "secondary",
    Schedule.UPCOMING: "primary",
    Schedule.DUE: "accent",
    Schedule.OVERDUE: "error",
    Schedule.RESCHEDULED: "warning",
    Schedule.POSTPONED: "warning",
    Schedule.WITHDRAWN: "secondary",
}


def status_style(status: Status) -> str:
    """The style of a status in Content: its colour in the running theme."""
    return f"$text-{STATUS_COLOURS[status]}"
