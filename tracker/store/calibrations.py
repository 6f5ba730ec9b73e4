"""The probabilities that users stated, against what happened."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.claims.scoring import Forecast, calibration
from tracker.claims.vocabulary import Verdict
from tracker.store.filters import conditions
from tracker.store.tables import (
    AS_STATED,
    STATED_BEFORE_DECIDED,
    claim,
    claims_with_names,
    credence,
    standing,
    verdict,
)

if TYPE_CHECKING:
    from datetime import date

    from sqlmodel import Session

    from tracker.claims.scoring import Calibration
    from tracker.store.terms import Term

_SCORES = {each.value: each.score for each in Verdict if each.score is not None}


def own_calibration(session: Session, today: date, user: str = "", terms: tuple[Term, ...] = ()) -> Calibration:
    """How a user's own probabilities compare with what happened; everybody's when no user is named.

    What was stated without a name counts as the user's own.
    """
    found = forecasts_by_user(session, today, terms)
    own = [forecasts for stated_by, forecasts in found.items() if not user or stated_by in {user, ""}]
    return calibration([forecast for forecasts in own for forecast in forecasts])


def forecasts_by_user(session: Session, today: date, terms: tuple[Term, ...] = ()) -> dict[str, list[Forecast]]:
    """Each user's forecasts of the settled claims that count and that a filter lets through.

    Of each claim the newest probability before it was decided is taken.
    """
    joined = claims_with_names.join(verdict.id.table, verdict.id == standing.verdict_id)
    stated = (
        select(credence.claim_id, credence.stated_by, credence.probability, standing.verdict)
        .select_from(joined.join(credence.id.table, credence.claim_id == claim.id))
        .where(*conditions(terms, today), standing.verdict.in_(_SCORES), STATED_BEFORE_DECIDED)
        .order_by(*AS_STATED)
    )
    newest: defaultdict[str, dict[int, Forecast]] = defaultdict(dict)
    for claim_id, stated_by, probability, code in session.execute(stated):
        newest[stated_by][claim_id] = Forecast(probability, _SCORES[code])
    return {stated_by: list(forecasts.values()) for stated_by, forecasts in sorted(newest.items())}
