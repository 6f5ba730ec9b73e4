"""Letters are told alike whatever their case, in every script."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import literal, select

from tracker.store.engines import scratch_engine
from tracker.store.letters import holds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

LETTERS = st.text(st.sampled_from("kKiIzZoO-_%/'\u212a\u0130\u0131éÉßẞσΣςµµÅ\u212bжЖ"), max_size=6)


@pytest.fixture(scope="module")
def file() -> Iterator[Connection]:
    """A connection to a file of SQLite's."""
    engine = scratch_engine()
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@given(before=LETTERS, value=LETTERS, after=LETTERS, other=LETTERS)
@example(before="", value="Ék", after="", other="é\u212a")
@example(before="", value="ié", after="", other="\u0130é")
@example(before="", value="Zoé", after="", other="ZO_")
def test_a_text_is_held_whatever_the_case_of_its_letters(
    file: Connection, before: str, value: str, after: str, other: str
) -> None:
    for text in (before + value + after, before + value.upper() + after, value.lower() + other, other):
        if value.isascii() and not text.isascii():
            continue  # letters of ASCII are found as such
        found = file.execute(select(holds(literal(text), value))).scalar_one()
        assert bool(found) == (value.lower() in text.lower()), text


def test_no_other_signs_have_the_small_letters_of_ascii() -> None:
    others = (chr(code) for code in range(128, sys.maxunicode + 1))
    told = {small for other in others for small in other.lower() if small.isascii()}
    assert told == {"i", "k"}
