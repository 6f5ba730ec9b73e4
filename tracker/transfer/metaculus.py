"""Metaculus: the table of questions in what it lets one download."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.transfer.found import Found
from tracker.transfer.told import ToldClaim, with_option

if TYPE_CHECKING:
    from tracker.transfer.manner import Manner
    from tracker.transfer.sheets import Line, Sheet

_FIELDS = {
    "statement": "Question Title",
    "source_url": "Question URL",
    "said_on": "Post Published Time",
    "due_text": "Scheduled Close Time",
    "subject": "Default Project",
    "verdict": "Resolution",
    "decided_on": "Resolution Known Time",
}
COLUMNS = frozenset((*_FIELDS.values(), "Question ID", "Question Type"))

_LABEL, _TYPE, _BINARY = "Label", "Question Type", "binary"
_ASSUMED = {"kind": "prediction", "source_publisher": "Metaculus"}
_DECIDED_FOR_ALL = {"ambiguous", "annulled", ""}


def read_questions(sheet: Sheet, _manner: Manner) -> Found:
    """The questions. One that asks for a number or a choice has no verdict: what it resolved to goes into the notes."""
    titles: dict[str, str] = {}
    told = [_question(line, titles) for line in sheet.lines]
    others = sum(1 for line in sheet.lines if line.cells.get(_TYPE, "").casefold() != _BINARY)
    asks = "question asks" if others == 1 else "questions ask"
    remarks = [f"{others:,} {asks} for a number or a choice: what came of it is in the notes"] if others else []
    return Found(told, remarks)


def _question(line: Line, titles: dict[str, str]) -> ToldClaim:
    """One question. The questions of a group have one post, and its address: ``titles`` holds what each is called."""
    cells = line.cells
    texts = {name: cells.get(column, "") for name, column in _FIELDS.items()}
    label = cells.get(_LABEL, "").strip()
    of_post = texts["statement"].strip()
    if label:
        of_post = of_post.removesuffix(f"({label})").strip() or of_post
    texts["source_title"] = titles.setdefault(texts["source_url"] or of_post, of_post)
    if label and label.casefold() not in texts["statement"].casefold():
        texts["statement"] = with_option(texts["statement"], label)
    resolution = texts["verdict"].strip()
    if cells.get(_TYPE, "").casefold() != _BINARY and resolution.casefold() not in _DECIDED_FOR_ALL:
        texts |= {"verdict": "", "notes": f"Resolved on Metaculus: {resolution}"}
    return ToldClaim(line.number, texts, _FIELDS, _ASSUMED, is_deadline=True, problem=line.problem)
