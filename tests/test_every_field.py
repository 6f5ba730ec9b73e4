"""Each field of a claim is shown, typed and written wherever a claim is told whole, or left out there on purpose."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.store.samples import TODAY, a_claim
from tracker.claims.model import ClaimFields
from tracker.claims.vocabulary import Kind
from tracker.claims.wording import day_in_short
from tracker.cli.card import card_lines
from tracker.store import changes, queries
from tracker.store.archive import Archive
from tracker.store.records import CLAIM_KEYS
from tracker.tui.widgets.claim_card import card_content
from tracker.tui.widgets.claim_rows import ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tracker.store.rows import ClaimCard

FIELDS = set(ClaimFields.model_fields)
READ = {"due_start", "due_end", "due_grain", "due_open", "due_rule", "due_edtf"}
"""What is made of the words of a deadline."""

AROUND_IT = {"quote_prefix", "quote_suffix"}
"""By which a quotation is found again."""

OF_PROGRAMS = {"language", "source_language", "source_type"}
"""What tells programs more than readers, who have the words before them."""


@pytest.fixture
def cards(tmp_path: Path) -> Iterator[list[ClaimCard]]:
    """Two claims of which everything is told, one of them without days."""
    with Archive.open(str(tmp_path / "claims.tracker"), user="ada") as archive:
        for statement in ("To be revised", "To depend on"):
            archive.run(changes.add_claim, a_claim(statement))
        told = _told()
        undated = told.model_copy(update={"due_start": None, "due_end": None})
        numbers = [archive.run(changes.add_claim, fields) for fields in (told, undated)]
        yield [archive.run(queries.claim_card, number, TODAY) for number in numbers]


def _told() -> ClaimFields:
    """A claim whose every field holds what no other one does."""
    values: dict[str, Any] = {"kind": Kind.QUANTITY, "revises": 1, "depends_on": 2, "tags": ("Tagged",)}
    for number, (name, field) in enumerate(ClaimFields.model_fields.items()):
        is_day = "date" in str(field.annotation)
        values.setdefault(name, date(2030 + number, 3, 4) if is_day else f"Told{number:02}")
    return ClaimFields(**values)


def _sign_of(value: object) -> str:
    """How a value that a field holds stands on a card."""
    if isinstance(value, date):
        return day_in_short(value)
    if isinstance(value, int):
        return f"claim {value}"
    return str(value[0] if isinstance(value, tuple) else value)


def _left_out(text: str) -> set[str]:
    return {name for name, value in _told() if _sign_of(value) not in text}


def test_every_field_is_a_column_of_the_report() -> None:
    assert set(CLAIM_KEYS) >= FIELDS


def test_every_field_has_a_row_in_the_form() -> None:
    assert FIELDS - {name for name, _, _ in ROWS} == READ | AROUND_IT | {"source_language", "source_type"}


def test_every_field_is_on_the_card_of_the_command_line(cards: list[ClaimCard]) -> None:
    text = "\n".join(line for card in cards for line in card_lines(card, [], TODAY))
    assert _left_out(text) == {"due_grain", "due_edtf"} | AROUND_IT | OF_PROGRAMS


def test_every_field_is_on_the_card_of_the_screens(cards: list[ClaimCard]) -> None:
    text = "\n".join(card_content(card, TODAY, 100, is_whole=True).plain for card in cards)
    # An archived copy is opened by a key of its own.
    assert _left_out(text) == READ - {"due_start", "due_end"} | AROUND_IT | OF_PROGRAMS | {"source_archive_url"}
