"""Which column of a table tells which field of a claim: proposed by the columns' names, or as somebody says."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from tracker.claims.deadlines import WINDOW_FIELDS
from tracker.claims.drafts import FIELDS
from tracker.claims.naming import name_key
from tracker.claims.typed import nearest_code
from tracker.errors import InvalidInput
from tracker.reports.formats import unguarded
from tracker.transfer.found import Found
from tracker.transfer.manner import SCALES
from tracker.transfer.quoting import short
from tracker.transfer.told import ABOUT_DECISION, CREDENCE, Forecast, ToldClaim, scale_shown, scale_told
from tracker.transfer.words import column_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tracker.transfer.manner import Manner
    from tracker.transfer.sheets import Sheet

TARGETS = (*(name for name in FIELDS if name not in WINDOW_FIELDS), *ABOUT_DECISION, CREDENCE)
"""Every field that a column can tell, in the order in which they are shown."""

_SURE = 85
"""From this likeness on, of 100, a column's name is taken for one of the words that a field is known by."""

_SHORT = 5
"""Up to so many letters a name must be the word itself: “date” is no “state”."""


def proposed(header: Sequence[str]) -> dict[str, str]:
    """For each field the column that is most likely meant, each column at most once; fields without one are absent."""
    words = column_words()
    scored: list[tuple[float, int, int, str, str]] = []
    for place, name in enumerate(header):
        told = name_key(name.replace("_", " "))
        for rank, field in enumerate(TARGETS):
            score = _likeness(told, words.get(field, ()))
            if score >= _SURE:
                scored.append((-score, rank, place, field, name))
    found: dict[str, str] = {}
    for _, _, _, field, name in sorted(scored):
        if field not in found and name not in found.values():
            found[field] = name
    return {field: found[field] for field in TARGETS if field in found}


def _likeness(told: str, words: Sequence[str]) -> float:
    """How like a column's name is to the nearest of some words, the first of which count a little more."""
    if told in words:
        return 100 - words.index(told) / 100
    if len(told) <= _SHORT:
        return 0
    return min(98, max((fuzz.token_sort_ratio(told, word) for word in words if len(word) > _SHORT), default=0))


def read_mapping(texts: Iterable[str], header: Sequence[str]) -> dict[str, str]:
    """A mapping as it is written: ``statement=Question,due_text=Resolve by``. An empty column leaves a field out.

    Raises InvalidInput for a field or a column that there is not, with the nearest one, and for a field named twice.
    """
    found: dict[str, str] = {}
    columns = {name_key(name): name for name in header}
    for pair in (pair for text in texts for row in csv.reader([text]) for pair in row):
        field, sign, told = pair.partition("=")
        field, told = field.strip(), told.strip()
        if not sign:
            raise InvalidInput(f"{short(pair)} is no mapping: write field=Column, such as statement=Question.")
        if field not in TARGETS:
            raise InvalidInput(
                f"There is no field {short(field)}.{_nearest(field, TARGETS)} tracker import --help lists them."
            )
        if told and name_key(told) not in columns:
            raise InvalidInput(f"The file has no column {short(told)}.{_nearest(told, header)}")
        if field in found:
            raise InvalidInput(f"{short(field)} is mapped twice: name one column for it.")
        found[field] = columns[name_key(told)] if told else ""
    return found


def written(columns: Mapping[str, str]) -> str:
    """A mapping as ``read_mapping`` reads it."""
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow([f"{field}={column}" for field, column in columns.items()])
    return text.getvalue()


class Unmapped(InvalidInput):
    """No column tells the statement; ``columns`` are those that tell something, ``header`` all that there are."""

    def __init__(self, sheet: Sheet, columns: Mapping[str, str]) -> None:
        self.header, self.columns = sheet.header, dict(columns)
        told = "no column looks like a claim's statement: say which one is, as --map 'statement=Question'."
        super().__init__(f"{sheet.name}: {told}")


def _nearest(told: str, known: Sequence[str]) -> str:
    near = nearest_code(told, known)
    return f" Did you mean {short(near)}?" if near else ""


def told_by(sheet: Sheet, columns: Mapping[str, str], manner: Manner) -> Found:
    """What a table tells of each claim, by a mapping. Raises Unmapped when nothing tells the statement.

    Raises InvalidInput where nobody can tell up to what number its probabilities go.
    """
    columns = {field: name for field, name in columns.items() if name}
    if not columns.get("statement"):
        raise Unmapped(sheet, columns)
    stated = columns.get(CREDENCE)
    scale, remarks = _scale_of(sheet, stated, manner) if stated else (SCALES["1"], [])
    told = [
        ToldClaim(
            line.number,
            {field: unguarded(line.cells.get(name, "")) for field, name in columns.items() if field != CREDENCE},
            columns,
            forecasts=(Forecast(line.cells.get(stated, ""), scale),) if stated else (),
            problem=line.problem,
        )
        for line in sheet.lines
    ]
    return Found(told, remarks)


def _scale_of(sheet: Sheet, column: str, manner: Manner) -> tuple[float, list[str]]:
    """Up to what number a column's probabilities go, and a remark where only their size shows it."""
    scale = scale_told(column, manner)
    if scale is not None:
        return scale, []
    shown = scale_shown((line.cells.get(column, "") for line in sheet.lines), column)
    if shown is None:
        return SCALES["1"], []
    as_shares, in_percent = ("from 0 to 1", "1"), ("in percent", "100")
    (how, _), (otherwise, other) = (as_shares, in_percent) if shown == SCALES["1"] else (in_percent, as_shares)
    return shown, [f"{short(column)} is read {how}: --scale {other} reads it {otherwise}"]
