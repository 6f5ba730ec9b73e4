from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tracker.claims.vocabulary import (
    WITHDRAWN_CODE,
    Kind,
    Move,
    Role,
    Schedule,
    Verdict,
    status_from_code,
    status_label,
)

if TYPE_CHECKING:
    from enum import StrEnum

CODES: dict[type[StrEnum], list[str]] = {
    Kind: [
        "release",
        "delay",
        "prediction",
        "promise",
        "capability",
        "superlative",
        "comparison",
        "quantity",
        "other",
    ],
    Verdict: ["true", "late", "partial", "false", "unverifiable", "void"],
    Schedule: ["no date", "upcoming", "due", "overdue", "rescheduled", "postponed", "withdrawn"],
    Role: ["states", "supports", "refutes"],
}


@pytest.mark.parametrize("codes", CODES, ids=lambda codes: codes.__name__)
def test_codes_are_the_ones_that_are_kept_in_databases_and_files(codes: type[StrEnum]) -> None:
    assert [member.value for member in codes] == CODES[codes]


@pytest.mark.parametrize(
    ("verdict", "kind", "label"),
    [
        (Verdict.TRUE, Kind.RELEASE, "came true"),
        (Verdict.LATE, Kind.PROMISE, "came true late"),
        (Verdict.PARTIAL, Kind.PREDICTION, "partly true"),
        (Verdict.FALSE, Kind.QUANTITY, "did not come true"),
        (Verdict.TRUE, Kind.SUPERLATIVE, "holds up"),
        (Verdict.PARTIAL, Kind.COMPARISON, "mixed evidence"),
        (Verdict.FALSE, Kind.CAPABILITY, "does not hold up"),
        (Verdict.UNVERIFIABLE, Kind.OTHER, "cannot be judged"),
        (Verdict.VOID, Kind.CAPABILITY, "void"),
    ],
)
def test_a_verdict_reads_as_its_kind_is_judged(verdict: Verdict, kind: Kind, label: str) -> None:
    assert status_label(verdict, kind) == label


def test_the_kinds_judged_on_substance_are_those_without_a_day() -> None:
    assert {kind for kind in Kind if kind.judged_on_substance} == {Kind.CAPABILITY, Kind.SUPERLATIVE, Kind.COMPARISON}


def test_verdicts_score_between_a_miss_and_a_hit_or_do_not_count() -> None:
    assert {verdict.value: verdict.score for verdict in Verdict} == {
        "true": 1.0,
        "late": 1.0,
        "partial": 0.5,
        "false": 0.0,
        "unverifiable": None,
        "void": None,
    }


def test_each_verdict_has_a_key_of_its_own() -> None:
    assert "".join(verdict.key for verdict in Verdict) == "tlpfxv"


def test_every_status_has_a_glyph_of_its_own_in_one_column() -> None:
    glyphs = [status.glyph for status in (*Verdict, *Schedule)]
    assert len(set(glyphs)) == len(glyphs)
    assert all(len(glyph) == 1 for glyph in glyphs)


@pytest.mark.parametrize("status", [*Verdict, *Schedule])
def test_a_status_is_found_by_its_code(status: Verdict | Schedule) -> None:
    assert status_from_code(status.value) is status
    assert status_label(status, Kind.RELEASE)


def test_a_code_that_no_status_has_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="nonsense"):
        status_from_code("nonsense")


def test_only_later_and_dropped_dates_are_slips() -> None:
    assert {move for move in Move if move.is_slip} == {Move.RESCHEDULED, Move.POSTPONED}
    assert {move for move in Move if not move.supersedes} == {Move.FIRST, Move.REAFFIRMED, Move.SET_ASIDE}


def test_the_code_of_a_withdrawn_window_is_that_of_the_status() -> None:
    assert Schedule.WITHDRAWN.value == WITHDRAWN_CODE
