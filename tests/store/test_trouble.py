"""What went wrong is told without statements and values, which may be anybody's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from tracker.errors import DatabaseTrouble

if TYPE_CHECKING:
    from sqlmodel import Session

    from tracker.store.archive import Archive

WORDS = "nobody else's words"


def _lacks_a_value(session: Session) -> None:
    session.execute(text("SELECT :here, :missing"), {"here": WORDS})


def _asks_a_table_that_is_not_there(session: Session) -> None:
    session.execute(text("SELECT :here FROM nothing"), {"here": WORDS})


def _divides_by_nothing(session: Session) -> None:
    session.execute(text("SELECT :here, abs(-9223372036854775807 - 1) / 0 / nullif(1, 1)"), {"here": WORDS})


@pytest.mark.parametrize("question", [_lacks_a_value, _asks_a_table_that_is_not_there, _divides_by_nothing])
def test_neither_statement_nor_values_are_told(archive: Archive, question: object) -> None:
    with pytest.raises(DatabaseTrouble) as refusal:
        archive.run(question)  # type: ignore[arg-type]
    told = str(refusal.value)
    assert archive.place.shown in told
    assert WORDS not in told
    assert "SELECT" not in told
