"""Fatebook: its export, the tables that its import form takes, and claims written as such a table.

Its export has probabilities from 0 to 1, its import form takes them in percent. A question has one row in the export
for each forecast. The import form takes any header; ours is the names of its own fields.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TextIO

from tracker.claims.vocabulary import Verdict
from tracker.reports.files import written_whole
from tracker.reports.formats import csv_lines, guarded, unguarded
from tracker.store.records import forecast_records, hand_out
from tracker.transfer.found import Found
from tracker.transfer.manner import SCALES
from tracker.transfer.told import Forecast, ToldClaim, bare_numbers, with_option

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from tracker.store.archive import Archive
    from tracker.store.records import Record
    from tracker.store.terms import Term
    from tracker.transfer.manner import Manner
    from tracker.transfer.sheets import Line, Sheet

_TITLE, _OPTION, _FORECAST = "Question title", "Multiple choice option", "Forecast (scale = 0-1)"
_STATED_ON, _STATED_BY = "Forecast created at", "Forecast created by"
_FIELDS = {
    "speaker": "Question created by",
    "said_on": "Question created at",
    "due_text": "Question resolve by",
    "verdict": "Resolution",
    "decided_on": "Resolved at",
    "notes": "Question notes",
    "tags": "Question tags",
}
_COMMENTS = "Question comments"
EXPORT_COLUMNS = frozenset((_TITLE, _FORECAST, *_FIELDS.values()))

_FORM = {
    "statement": "questionTitle",
    "said_on": "qCreatedAt",
    "due_text": "resolveBy",
    "verdict": "resolution",
    "decided_on": "resolvedAt",
    "tags": "tags",
}
IMPORT_COLUMNS = frozenset(("questionTitle", "forecast", "qCreatedAt"))
WRITTEN_COLUMNS = (
    *("questionTitle", "forecast", "qCreatedAt", "resolution", "resolvedAt", "resolveBy", "fCreatedAt"),
    *("tags", "notes", "notesExtra"),
)
"""The fields of Fatebook's import form, as the columns of what we write for it."""

_RESOLUTIONS = {Verdict.TRUE: "YES", Verdict.LATE: "NO", Verdict.FALSE: "NO"}
"""What it asks is whether a thing happened by its day: late is no. All else is AMBIGUOUS."""

_ASSUMED = {"kind": "prediction", "source_title": "Fatebook", "source_publisher": "Fatebook"}


def read_export(sheet: Sheet, _manner: Manner) -> Found:
    """The questions of an export, each with its forecasts. A question's option of several is a claim of its own."""
    questions: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in sheet.lines:
        known_by = (_TITLE, _OPTION, _FIELDS["speaker"], _FIELDS["said_on"])
        key = tuple(line.cells.get(name, "") for name in known_by)
        # A row that is not whole stands for itself: what it belongs to cannot be told.
        questions[(*key, str(line.number)) if line.problem else key].append(line)
    mine = _who_forecasts(sheet.lines)
    remarks = [f"the forecasts of {mine} are kept as your own"] if mine else []
    told = [_question(lines, mine) for lines in questions.values()]
    rows = {lines[0].number: tuple(line.number for line in lines) for lines in questions.values()}
    return Found(told, remarks, rows)


def _question(lines: Sequence[Line], mine: str) -> ToldClaim:
    cells = lines[0].cells
    option = cells.get(_OPTION, "").strip()
    texts = {name: cells.get(column, "") for name, column in _FIELDS.items()}
    texts["statement"] = with_option(cells.get(_TITLE, ""), option)
    comments = cells.get(_COMMENTS, "").strip()
    texts["notes"] = "\n\n".join(filter(None, (texts["notes"].strip(), f"Comments: {comments}" * bool(comments))))
    forecasts = tuple(
        Forecast(
            line.cells.get(_FORECAST, ""),
            SCALES["1"],
            line.cells.get(_STATED_ON, ""),
            "" if line.cells.get(_STATED_BY, "").strip() == mine else line.cells.get(_STATED_BY, "").strip(),
        )
        for line in lines
    )
    columns = {"statement": _TITLE, "credence": _FORECAST, **_FIELDS}
    return ToldClaim(lines[0].number, texts, columns, _ASSUMED, forecasts, is_deadline=True, problem=lines[0].problem)


def _who_forecasts(lines: Iterable[Line]) -> str:
    """Who made most of the forecasts: whoever has the export, for it holds all of theirs."""
    counts: dict[str, int] = defaultdict(int)
    for line in lines:
        counts[line.cells.get(_STATED_BY, "").strip()] += 1
    return max(counts, key=lambda name: counts[name], default="")


def read_import_form(sheet: Sheet, manner: Manner) -> Found:
    """A table that was made for Fatebook's import form: one row a question, the forecast in percent."""
    scale = SCALES.get(manner.scale, SCALES["100"])
    told = []
    for line in sheet.lines:
        texts = {name: unguarded(line.cells.get(column, "")) for name, column in _FORM.items()}
        notes = (unguarded(line.cells.get(name, "")).strip() for name in ("notes", "notesExtra"))
        texts["notes"] = "\n\n".join(filter(None, notes))
        forecast = Forecast(line.cells.get("forecast", ""), scale, line.cells.get("fCreatedAt", ""))
        columns = {**_FORM, "credence": "forecast", "notes": "notes"}
        told.append(
            ToldClaim(line.number, texts, columns, _ASSUMED, (forecast,), is_deadline=True, problem=line.problem)
        )
    numbers = bare_numbers(line.cells.get("forecast", "") for line in sheet.lines)
    remarks = []
    if numbers and max(numbers) <= 1 and not manner.scale:
        remarks.append("no forecast is above 1 percent: if they go from 0 to 1, say --scale 1")
    return Found(told, remarks)


def export_for_fatebook(
    archive: Archive, terms: tuple[Term, ...], target: Path, today: date, *, force: bool = False
) -> tuple[int, int]:
    """Write a file that Fatebook's import form takes; how many claims are in it, and how many were left out.

    Raises InvalidInput, with the old file intact, when it cannot be written.
    """
    with written_whole(target, force=force) as file:
        return archive.run(
            hand_out, forecast_records, terms, today, lambda records: write_for_import(file, records, today)
        )


def write_for_import(file: TextIO, records: Iterable[Record], today: date) -> tuple[int, int]:
    """Write settled claims that were forecast for Fatebook's import form; how many, and how many were left out.

    Others are left out because its form takes none without a forecast, and takes an open question for a resolved one;
    what was stated once a claim was settled is no forecast.
    """
    line_of = csv_lines()
    file.write(line_of(WRITTEN_COLUMNS))
    written = left_out = 0
    for record in records:
        if not record["verdict"] or record["credence"] is None:
            left_out += 1
            continue
        written += 1
        file.write(line_of(_row(record, today)))
    return written, left_out


def _row(record: Record, today: date) -> list[str]:
    """A claim in the form's columns. It would set missing days to one day after the question was asked."""
    decided_on = record["decided_on"] or today
    last_day = record["due_end"] or record["occurred_on"] or decided_on
    source = "\n".join(filter(None, (record["speaker"], record["source_title"], record["source_url"])))
    texts = (
        record["statement"],
        f"{record['credence'] * SCALES['100']:.10g}",
        record["said_on"].isoformat(),
        _RESOLUTIONS.get(Verdict[record["verdict"].upper()], "AMBIGUOUS"),
        decided_on.isoformat(),
        max(last_day, record["said_on"]).isoformat(),
        record["credence_on"].isoformat(),
        ", ".join(record["tags"]),
        record["notes"],
        source,
    )
    return [guarded(text) for text in texts]
