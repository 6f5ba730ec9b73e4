"""What a file of another program is known by, and what it tells: one line in ``PRESETS`` each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracker.errors import InvalidInput
from tracker.transfer import claimreview, fatebook, metaculus, predictionbook
from tracker.transfer.quoting import short

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from tracker.transfer.found import Found
    from tracker.transfer.manner import Manner
    from tracker.transfer.sheets import Item, Sheet


class SheetPreset(NamedTuple):
    """A CSV file that is known by columns that it must have. ``title`` is what people are told that it is."""

    title: str
    columns: frozenset[str]
    read: Callable[[Sheet, Manner], Found]


class JsonPreset(NamedTuple):
    """A JSON file; ``items`` finds the objects that tell of claims in it, none when it is another file."""

    title: str
    items: Callable[[Any], list[Item]]
    read: Callable[[Sequence[Item]], Found]


SHEETS: dict[str, SheetPreset] = {
    "fatebook": SheetPreset("Fatebook's export", fatebook.EXPORT_COLUMNS, fatebook.read_export),
    "fatebook-import": SheetPreset("Fatebook's import form", fatebook.IMPORT_COLUMNS, fatebook.read_import_form),
    "predictionbook": SheetPreset("PredictionBook's CSV", predictionbook.COLUMNS, predictionbook.read_csv),
    "metaculus": SheetPreset("Metaculus' questions", metaculus.COLUMNS, metaculus.read_questions),
}
"""CSV files of other programs, by the names under which they are asked for."""

JSONS: dict[str, JsonPreset] = {
    "predictionbook": JsonPreset("PredictionBook's JSON", predictionbook.items_in, predictionbook.read_json),
    "fact-check-tools": JsonPreset(
        "JSON of Google's Fact Check Tools", claimreview.google_items_in, claimreview.read_google
    ),
    "claimreview": JsonPreset("ClaimReview markup", claimreview.items_in, claimreview.read_reviews),
}
"""JSON files of other programs, likewise."""


def sheet_preset_for(header: Sequence[str], name: str = "") -> SheetPreset | None:
    """The preset of that name, else the one whose columns a table has; None when there is none.

    Raises InvalidInput for a name that there is not, or a table that has not its columns.
    """
    if not name:
        return next((preset for preset in SHEETS.values() if preset.columns <= set(header)), None)
    preset = SHEETS.get(name)
    if preset is not None and not preset.columns <= set(header):
        missing = ", ".join(map(short, sorted(preset.columns - set(header))[:3]))
        raise InvalidInput(f"This is not {preset.title}: it has no column {missing}.")
    return preset
