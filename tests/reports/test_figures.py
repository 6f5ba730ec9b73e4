"""Every figure of the reports that count, computed again from the claims by pandas, numpy and statsmodels."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from tests.reports.samples import SAID, all_rows, keep
from tests.store.samples import TODAY, chance
from tests.store.test_history import Editor
from tracker.claims.decisions import Decision
from tracker.claims.scoring import SMALL, was_on_time
from tracker.claims.vocabulary import Schedule, Verdict
from tracker.store.changes import mark_claim, state_credence
from tracker.store.counted import calibration_records, record_records
from tracker.store.examples import load_examples
from tracker.store.queries import claim_card, claim_numbers
from tracker.store.records import claim_records

if TYPE_CHECKING:
    from tracker.store.archive import Archive
    from tracker.store.records import Record

NEAR = 1e-9
VERDICTS = {verdict.value: verdict for verdict in Verdict}
SCORES = {verdict.value: verdict.score for verdict in Verdict}


def claims_with_threads(archive: Archive, today: date) -> pd.DataFrame:
    """The claims report with what only a whole thread tells: its number, its happening, its slips."""
    frame = pd.DataFrame(all_rows(archive, claim_records, today))
    cards = {number: archive.run(claim_card, number, today) for number in archive.run(claim_numbers, (), today)}
    frame["thread"] = [cards[number].thread.steps[0].said.claim_id for number in frame.claim_id]
    frame["score"] = [SCORES.get(verdict) for verdict in frame.verdict]
    frame["kept"] = [_was_kept(row, cards[row.claim_id], today) for row in frame.itertuples()]
    frame["ahead"] = [(row.due_end - row.said_on).days if row.due_end else None for row in frame.itertuples()]
    return frame


def _was_kept(row: Any, card: Any, today: date) -> bool | None:
    moved = next(step.moved for step in card.thread.steps if step.said.claim_id == card.claim_id)
    verdict = VERDICTS.get(row.verdict)
    happened = card.thread.happened_on
    return was_on_time(row.due_end, verdict, row.occurred_on, today, moved=moved, happened_on=happened)


def check(row: Record, mine: pd.DataFrame, everybody: pd.DataFrame) -> None:
    assert (row["claims"], row["open"]) == (len(mine), (mine.verdict == "").sum())
    assert (row["overdue"], row["settled"]) == ((mine.status == Schedule.OVERDUE).sum(), (mine.verdict != "").sum())
    for verdict in Verdict:
        assert row[f"verdict_{verdict.value}"] == (mine.verdict == verdict.value).sum()
    for name, of, hits, field in (("hit_rate", "scored", "hits", "score"), ("on_time", "dated", "kept", "kept")):
        counted, pool = (frame[field].dropna().astype(float) for frame in (mine, everybody))
        assert (row[of], row[hits]) == (len(counted), pytest.approx(counted.sum(), abs=NEAR))
        if not len(counted):
            assert [row[name], row[f"{name}_low"], row[f"{name}_high"], row[f"{name}_shrunken"]] == [None] * 4
            continue
        assert row[name] == pytest.approx(counted.mean(), abs=NEAR)
        low, high = proportion_confint(counted.sum(), len(counted), method="wilson")
        assert (row[f"{name}_low"], row[f"{name}_high"]) == pytest.approx((low, high), abs=NEAR)
        with_prior = np.concatenate([counted, np.full(SMALL, pool.mean())])
        assert row[f"{name}_shrunken"] == pytest.approx(with_prior.mean(), abs=NEAR)
    threads = mine.drop_duplicates("thread")
    slipped = threads.slip_days[threads.slip_days > 0]
    assert row["slip_count"] == threads.slips.sum()
    for share, name in ((0.5, "slip_days_median"), (0.9, "slip_days_90")):
        assert row[name] == (pytest.approx(np.quantile(slipped, share), abs=NEAR) if len(slipped) else None)
    ahead = mine.ahead[mine.kept.notna()]
    assert row["lead_days_median"] == (pytest.approx(np.median(ahead), abs=NEAR) if len(ahead) else None)
    check_trend(row, mine)


def check_trend(row: Record, mine: pd.DataFrame) -> None:
    """Each stretch of the trend holds the claims that were said in it."""
    for told in row["trend"]:
        month, rate = told.split(" ")
        start = pd.Period(month, "M")
        said = pd.PeriodIndex(pd.to_datetime(mine.said_on), freq="M")
        inside = mine[(said >= start) & (said < start + row["trend_months"])].score.dropna()
        assert tuple(map(float, rate.split("/"))) == (inside.sum(), len(inside))


def check_record(archive: Archive, today: date) -> int:
    frame = claims_with_threads(archive, today)
    by = {"speaker": "speaker", "publisher": "source_publisher", "subject": "subject", "kind": "kind"}
    rows = all_rows(archive, record_records, today)
    for code, column in by.items():
        lines = {row["name"]: row for row in rows if row["by"] == code}
        assert set(lines) == set(frame[column])
        for name, mine in frame.groupby(column):
            check(lines[str(name)], mine, frame)
    return len(rows)


@pytest.mark.parametrize("day", ["2016-05-01", "2026-11-23", "2060-01-01"])
def test_the_record_of_the_examples(empty_archive: Archive, day: str) -> None:
    load_examples(empty_archive, date.fromisoformat(day))
    assert check_record(empty_archive, date.fromisoformat(day)) > 40


@pytest.mark.parametrize("seed", [5, 23])
def test_the_record_of_whatever_was_written(empty_archive: Archive, seed: int) -> None:
    editor = Editor(empty_archive, seed)
    for _ in range(90):
        editor.act()
    assert check_record(empty_archive, TODAY) > 5


def test_the_calibration_of_forecasts(empty_archive: Archive) -> None:
    some = chance(7)
    stated: list[tuple[float, float]] = []
    for number in range(60):
        probability, verdict = some.choice([0.0, 0.1, 0.25, 0.5, 0.7, some.random(), 1.0]), some.choice([*Verdict])
        claim_id = keep(empty_archive, f"Claim {number}")
        empty_archive.run(state_credence, claim_id, probability, SAID)
        empty_archive.run(mark_claim, claim_id, Decision(verdict, TODAY))
        if verdict.score is not None:
            stated.append((probability, verdict.score))
    rows = all_rows(empty_archive, calibration_records)
    assert len(rows) == 11
    for row in rows:
        check_bin(row, np.array(stated))


def check_bin(row: Record, stated: np.typing.NDArray[np.float64]) -> None:
    probability, outcome = stated.T
    is_inside = (probability >= row["stated_from"]) & ((probability < row["stated_to"]) | (row["stated_to"] == 1))
    said, happened = probability[is_inside], outcome[is_inside]
    assert row["forecasts"] == len(said)
    if not len(said):
        assert [row[name] for name in ("stated_mean", "hit_rate", "brier_score", "log_score")] == [None] * 4
        return
    assert row["stated_mean"] == pytest.approx(said.mean(), abs=NEAR)
    assert row["hit_rate"] == pytest.approx(happened.mean(), abs=NEAR)
    ends = proportion_confint(happened.sum(), len(happened), method="wilson")
    assert (row["hit_rate_low"], row["hit_rate_high"]) == pytest.approx(ends, abs=NEAR)
    assert row["brier_score"] == pytest.approx(np.square(said - happened).mean(), abs=NEAR)
    surprise = stats.entropy([happened, 1 - happened]) + stats.entropy([happened, 1 - happened], [said, 1 - said])
    assert row["log_score"] == pytest.approx(surprise.mean(), abs=NEAR)
