from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from tracker.store.retention import DAILY, MONTHLY, NEWEST, WEEKLY, backups_to_keep

NOON = datetime(2025, 7, 11, 12, tzinfo=UTC)
MOST = NEWEST + DAILY + WEEKLY + MONTHLY

moments = some.lists(
    some.datetimes(datetime(2020, 1, 1), datetime(2026, 1, 1), timezones=some.just(UTC)),  # noqa: DTZ001 -- has one
    max_size=60,
    unique=True,
)


def _pruned_as_they_come(made_at: list[datetime]) -> set[datetime]:
    kept: set[datetime] = set()
    for moment in sorted(made_at):
        kept = backups_to_keep([*kept, moment])
    return kept


def test_after_two_years_of_daily_backups_days_weeks_and_months_are_there() -> None:
    daily = [NOON - timedelta(days=age) for age in range(730)]
    kept = sorted(backups_to_keep(daily), reverse=True)

    assert kept[:DAILY] == daily[:DAILY]
    sundays = [moment for moment in kept if moment.isoweekday() == 7]
    assert [moment.date().isoformat() for moment in sundays[:3]] == ["2025-07-06", "2025-06-29", "2025-06-22"]
    assert len({(moment.year, moment.month) for moment in kept}) == MONTHLY
    assert kept[-1].date().isoformat() == "2024-08-31"
    # The newest of a day, week or month is often the newest of another as well.
    assert len(kept) == 20


def test_the_newest_few_stay_though_they_are_of_one_day() -> None:
    minutes = [NOON - timedelta(minutes=age) for age in range(9)]
    assert backups_to_keep(minutes) == set(minutes[:NEWEST])


def test_a_long_absence_costs_no_backup() -> None:
    yearly = [NOON - timedelta(days=400 * age) for age in range(5)]
    assert backups_to_keep(yearly) == set(yearly)


def test_the_same_week_of_another_year_is_another_week() -> None:
    """Only as the newest of its week does the last one stay: there are newer days enough, and it is not its month's."""
    this_july = [NOON - timedelta(days=age) for age in range(DAILY + 1)]
    a_year_before = [moment - timedelta(days=365) for moment in (NOON, NOON - timedelta(weeks=1))]
    kept = backups_to_keep([*this_july, *a_year_before])
    assert a_year_before[-1].isocalendar().week == this_july[-1].isocalendar().week
    assert a_year_before[-1] in kept


@given(moments)
def test_what_is_kept_was_there_is_bounded_and_has_the_newest(made_at: list[datetime]) -> None:
    kept = backups_to_keep(made_at)
    assert kept <= set(made_at)
    assert len(kept) <= MOST
    assert set(sorted(made_at)[-NEWEST:]) <= kept


@given(moments)
def test_pruning_again_takes_nothing_more(made_at: list[datetime]) -> None:
    kept = backups_to_keep(made_at)
    assert backups_to_keep(kept) == kept


@given(moments)
def test_pruning_after_each_backup_keeps_what_pruning_once_keeps(made_at: list[datetime]) -> None:
    assert _pruned_as_they_come(made_at) == backups_to_keep(made_at)


@given(moments)
def test_the_last_day_week_and_month_of_each_kind_are_there(made_at: list[datetime]) -> None:
    kept = backups_to_keep(made_at)
    for count, period in ((DAILY, "%Y-%m-%d"), (WEEKLY, "%G-%V"), (MONTHLY, "%Y-%m")):
        wanted = sorted({moment.strftime(period) for moment in made_at})[-count:]
        assert set(wanted) <= {moment.strftime(period) for moment in kept}
