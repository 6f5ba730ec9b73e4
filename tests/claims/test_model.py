from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import make_url

from tracker.claims.model import WRITTEN_TABLES, ClaimFields, Instant, Row, Speaker, coded, instant_text
from tracker.claims.vocabulary import Kind, Verdict

if TYPE_CHECKING:
    from sqlalchemy import Dialect

DIALECTS: list[Dialect] = [make_url(f"{name}://").get_dialect()() for name in ("sqlite", "postgresql")]


@given(st.datetimes(timezones=st.just(UTC)))
@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
def test_a_moment_comes_back_as_it_was_kept(dialect: Dialect, moment: datetime) -> None:
    kept = Instant().process_bind_param(moment, dialect)
    assert Instant().process_result_value(kept, dialect) == moment


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_moments_sort_as_their_texts_do(one: datetime, other: datetime) -> None:
    assert (one < other) == (instant_text(one) < instant_text(other))


def test_a_moment_is_kept_in_utc_whatever_its_zone() -> None:
    paris = timezone(timedelta(hours=2))
    assert instant_text(datetime(2025, 7, 11, 20, tzinfo=paris)) == "2025-07-11T18:00:00.000000Z"


def test_a_column_of_codes_refuses_what_is_none() -> None:
    column = coded(Kind)()
    assert column.process_bind_param(Kind.RELEASE, DIALECTS[0]) == "release"
    assert column.process_bind_param(None, DIALECTS[0]) is None
    assert column.process_result_value("release", DIALECTS[0]) is Kind.RELEASE
    with pytest.raises(ValueError, match="RELEASE"):
        column.process_result_value("RELEASE", DIALECTS[0])
    with pytest.raises(ValueError, match="true"):
        column.process_bind_param(Verdict.TRUE, DIALECTS[0])


def test_every_written_table_never_uses_a_number_again() -> None:
    assert len(WRITTEN_TABLES) == len({table.__tablename__ for table in WRITTEN_TABLES})
    for table in WRITTEN_TABLES:
        assert issubclass(table, Row)
        assert table.__table__.dialect_options["sqlite"]["autoincrement"]  # type: ignore[attr-defined]


def test_the_rows_of_every_written_table_have_a_word_of_their_own_for_users() -> None:
    assert all(table.called for table in WRITTEN_TABLES)
    assert len({table.called for table in WRITTEN_TABLES}) == len(WRITTEN_TABLES)


def test_a_row_that_was_not_written_has_no_number() -> None:
    with pytest.raises(ValueError, match="not written yet"):
        _ = Speaker(name="Ada", name_key="ada").key


def test_what_a_person_writes_down_is_validated_and_then_stands() -> None:
    fields = ClaimFields.model_validate({"statement": "It ships", "said_on": "2025-07-11"})
    with pytest.raises(ValueError, match="frozen"):
        fields.statement = "It does not"
    with pytest.raises(ValueError, match="500 characters"):
        ClaimFields.model_validate({"statement": "x" * 501, "said_on": "2025-07-11"})
