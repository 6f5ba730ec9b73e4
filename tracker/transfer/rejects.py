"""Bad rows in a file of their own: to be mended there and imported again."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

from tracker.reports.files import written_whole
from tracker.transfer.sheets import Item, Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

PROBLEM_COLUMN = "import_problem"
"""The column that says what is wrong with a row; it is passed over when the file is imported."""


def write_rejects(
    source: Sheet | Sequence[Item], problems: Mapping[int, str], target: Path, *, force: bool = False
) -> int:
    """Write the rows that begin on these lines, as they stand in their file, with what is wrong; how many they are.

    What is wrong stands before a row: one that has too few cells or too many has as many here, and is refused again
    until it is mended. CSV comes out as CSV in UTF-8 with commas, JSON as JSON.

    Raises InvalidInput when the file cannot be written.
    """
    with written_whole(target, force=force) as file:
        if isinstance(source, Sheet):
            bad = [line for line in source.lines if line.number in problems]
            told_before = {place for place, name in enumerate(source.first_row) if name == PROBLEM_COLUMN}
            rows = [(PROBLEM_COLUMN, source.first_row), *((problems[line.number], line.as_it_stands) for line in bad)]
            csv.writer(file).writerows(
                [problem, *(cell for place, cell in enumerate(cells) if place not in told_before)]
                for problem, cells in rows
            )
            return len(bad)
        items = [item for item in source if item.number in problems]
        told = [{**item.told, PROBLEM_COLUMN: problems[item.number]} for item in items]
        file.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
        return len(items)
