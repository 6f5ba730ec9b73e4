from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import to_jsonable_python

from tracker.claims.vocabulary import Kind, Verdict
from tracker.store.images import text_of, texts_of_rows

ZONES = (UTC, timezone(timedelta(hours=2)), timezone(timedelta(hours=-9, minutes=-30)))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.one_of(
    *(st.none(), st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False, allow_infinity=False)),
    *(TEXTS, st.sampled_from(["%", '"', "\\", "\x00", "«é»", "true"]), st.sampled_from([*Kind, *Verdict])),
    *(st.dates(), st.datetimes(timezones=st.sampled_from(ZONES)), st.sampled_from([0, 1, 0.0, -0.0, 1.0, True, False])),
)
ROWS = st.lists(st.fixed_dictionaries({"id": VALUES, "statement": TEXTS, "a%s": VALUES, "é": VALUES}), max_size=8)


@given(ROWS)
def test_many_rows_are_told_as_each_by_itself(rows: list[dict[str, Any]]) -> None:
    expected = [json.dumps(to_jsonable_python(row), ensure_ascii=False, sort_keys=True) for row in rows]
    assert [text_of(to_jsonable_python(row)) for row in rows] == expected
    assert list(texts_of_rows(rows)) == expected


def test_what_is_equal_and_not_told_alike_is_kept_apart() -> None:
    noon = datetime(2025, 7, 11, 12, tzinfo=UTC)
    values = [0, False, 0.0, -0.0, noon, noon.astimezone(ZONES[1]), date(2025, 7, 11), "true", Verdict.TRUE, True, 1]
    rows = [{"told": value} for value in values]
    assert list(texts_of_rows(rows)) == [text_of(to_jsonable_python(row)) for row in rows]
    assert list(texts_of_rows(rows[::-1])) == [text_of(to_jsonable_python(row)) for row in rows[::-1]]
