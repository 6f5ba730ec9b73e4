"""PredictionBook: its CSV, and its JSON, which holds each person's responses besides. Confidence is in percent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.transfer.found import Found
from tracker.transfer.manner import SCALES
from tracker.transfer.sheets import Item
from tracker.transfer.told import Forecast, ToldClaim

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tracker.transfer.manner import Manner
    from tracker.transfer.sheets import Sheet

_FIELDS = {
    "statement": "description",
    "speaker": "creator_label",
    "said_on": "created_at",
    "due_text": "deadline",
    "verdict": "outcome",
    "decided_on": "last_judgement_at",
}
_MEAN, _NUMBER, _WITHDRAWN = "mean_confidence", "id", "withdrawn"
COLUMNS = frozenset((*_FIELDS.values(), _MEAN, _NUMBER))

MOST_ROWS = 100
"""So many rows, the newest, come out of its CSV at most."""

_ADDRESS = "https://predictionbook.com/predictions/"
_ASSUMED = {"kind": "prediction", "source_publisher": "PredictionBook"}
_OUTCOMES = {True: "true", False: "false", None: ""}


def read_csv(sheet: Sheet, _manner: Manner) -> Found:
    """The predictions of a CSV file. Whose confidence it was it does not say, so that goes into the notes."""
    told = [
        ToldClaim(
            line.number,
            _texts(line.cells),
            _FIELDS,
            _ASSUMED,
            is_deadline=True,
            problem=line.problem,
        )
        for line in sheet.lines
    ]
    remarks = []
    if len(sheet.lines) == MOST_ROWS:
        remarks.append(
            f"there are exactly {MOST_ROWS} rows: PredictionBook's CSV holds no more, older predictions may be missing"
        )
    return Found(told, remarks)


def items_in(told: Any) -> list[Item]:
    """The predictions in a JSON file; none when it is another file."""
    found = told if isinstance(told, list) else [told]
    known = {"description", "responses", "deadline"}
    if found and all(isinstance(one, dict) and known <= one.keys() for one in found):
        return [Item(place, one) for place, one in enumerate(found, start=1)]
    return []


def read_json(items: Sequence[Item]) -> Found:
    """The predictions of a JSON file, with the responses of everybody; those of its creator are one's own."""
    return Found([_prediction(item) for item in items])


def _prediction(item: Item) -> ToldClaim:
    told = item.told
    cells = {name: "" if value is None else str(value) for name, value in told.items() if not isinstance(value, list)}
    cells["outcome"] = _OUTCOMES.get(told.get("outcome"), cells.get("outcome", ""))
    texts = _texts(cells)
    responses = [one for one in told.get("responses") or () if isinstance(one, dict)]
    comments = [f"{one.get('user_label') or 'Somebody'}: {text}" for one in responses if (text := one.get("comment"))]
    texts["notes"] = "\n\n".join(comments)
    forecasts = tuple(
        Forecast(
            str(one["confidence"]),
            SCALES["100"],
            str(one.get("created_at") or ""),
            "" if one.get("user_id") == told.get("creator_id") else str(one.get("user_label") or ""),
        )
        for one in responses
        if one.get("confidence") is not None
    )
    return ToldClaim(item.number, texts, _FIELDS, _ASSUMED, forecasts, is_deadline=True)


def _texts(cells: Mapping[str, str]) -> dict[str, str]:
    texts = {name: cells.get(column, "") for name, column in _FIELDS.items()}
    if cells.get(_WITHDRAWN, "").casefold() == "true":
        texts["verdict"] = "withdrawn"
    mean = cells.get(_MEAN, "").strip()
    texts["notes"] = f"Mean confidence on PredictionBook: {mean} %" if mean else ""
    if cells.get(_NUMBER, "").strip().isdigit():
        texts["source_url"] = _ADDRESS + cells[_NUMBER].strip()
        texts["source_title"] = texts["statement"]
    return texts
