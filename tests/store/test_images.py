"""Rows as the history keeps them: thousands at a time as one by one."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import to_jsonable_python

from tests.transfer.samples import HARD
from tracker.claims.vocabulary import Kind, Verdict
from tracker.store.images import text_of, texts_of_rows

MOMENT = datetime(2025, 7, 11, 12, tzinfo=UTC)
SAME_MOMENT_ELSEWHERE = MOMENT.astimezone(timezone(timedelta(hours=2)))

TEXTS = st.text(max_size=5) | st.sampled_from(HARD)
DAYS = st.dates() | st.none()
VALUES = st.one_of(
    *(TEXTS, DAYS, st.integers(), st.floats(allow_nan=False, allow_infinity=False)),
    *(st.sampled_from(Kind), st.sampled_from(Verdict), st.booleans(), st.sampled_from((0, 0.0, -0.0, 1, 1.0, True))),
    st.sampled_from((MOMENT, SAME_MOMENT_ELSEWHERE, date(2025, 7, 11))),
)
COLUMNS = st.integers(0, 6).flatmap(
    lambda count: st.dictionaries(
        st.sampled_from(("id", "name", "due_end", "said_on", "a")),
        st.one_of(*(st.lists(kind, min_size=count, max_size=count) for kind in (TEXTS, DAYS, st.integers(), VALUES))),
        min_size=1,
    )
)


@given(COLUMNS)
def test_rows_told_by_columns_have_the_images_that_each_has_by_itself(columns: dict[str, list[Any]]) -> None:
    rows = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    assert list(texts_of_rows(columns)) == [text_of(to_jsonable_python(row)) for row in rows]


def test_an_image_is_json_by_the_names_of_its_columns() -> None:
    (text,) = texts_of_rows({"name": ["L’été, 100 %"], "due_end": [date(2025, 7, 11)], "id": [7], "verdict": [None]})
    assert text == '{"due_end": "2025-07-11", "id": 7, "name": "L’été, 100 %", "verdict": null}'
    assert json.loads(text)["name"] == "L’été, 100 %"


def test_no_row_has_no_image() -> None:
    assert text_of(None) is None
