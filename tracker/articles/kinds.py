"""Which kind of claim the cues of a sentence speak for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.claims.vocabulary import Kind

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from tracker.articles.cues import Cues

_STRONGEST_FIRST = (
    *(Kind.DELAY, Kind.RELEASE, Kind.PROMISE, Kind.PREDICTION, Kind.COMPARISON, Kind.SUPERLATIVE),
    *(Kind.CAPABILITY, Kind.QUANTITY, Kind.OTHER),
)
_AHEAD = frozenset({"future", "would", "conditional", "plan", "set", "forecast", "delay"})
_SETTING_OFF = frozenset({"launch", "set", "starts"})
_SET_FOR_A_DAY = 3.0
_A_DAY_IS_MISSING = 2.0
_SECOND_TO_WHAT_COMES = 0.35
_SECOND_TO_A_RANK = 0.5
_SAID = 0.5


def looks_ahead(families: AbstractSet[str]) -> bool:
    """Whether the cues speak of what is still to come."""
    return not _AHEAD.isdisjoint(families)


def kinds_of(
    families: AbstractSet[str], cues: Cues, *, is_dated: bool, is_said: bool = False
) -> tuple[Kind, Kind | None]:
    """Return the likeliest kind and the next one, from the families found and whether a day is named for it.

    What a speaker says of the future is more often a promise than what an article says itself. Where something is
    put off, the day that is named speaks for that.
    """
    score = dict.fromkeys(_STRONGEST_FIRST, 0.0)
    for name in families:
        for code, points in cues.families[name].kinds.items():
            score[Kind(code)] += points
    if is_dated and "delay" not in families and not families.isdisjoint(_SETTING_OFF):
        score[Kind.RELEASE] += _SET_FOR_A_DAY
    elif not is_dated:
        score[Kind.RELEASE] -= _A_DAY_IS_MISSING
    if is_said and "future" in families:
        score[Kind.PROMISE] += _SAID
    if looks_ahead(families):
        score[Kind.QUANTITY] *= _SECOND_TO_WHAT_COMES
        score[Kind.OTHER] *= _SECOND_TO_WHAT_COMES
    if score[Kind.SUPERLATIVE] or score[Kind.COMPARISON]:
        score[Kind.QUANTITY] *= _SECOND_TO_A_RANK
    ranked = sorted(_STRONGEST_FIRST, key=lambda kind: -score[kind])
    if score[ranked[0]] <= 0:
        return Kind.OTHER, None
    return ranked[0], ranked[1] if score[ranked[1]] > 0 else None
