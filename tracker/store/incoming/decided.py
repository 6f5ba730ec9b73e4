"""Decisions and probabilities of the report “claims” beside those that are kept: what was edited in the file.

A row tells of one decision: the one that stood when the file was written, or an edit of it. Which one that was follows
from the versions that the file tells; from the status beside it, which nobody need edit; and from what it is most like.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tracker.claims.typed import is_same_number
from tracker.claims.vocabulary import Verdict
from tracker.store.incoming.plan import Difference
from tracker.store.incoming.report_rows import DECISION

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.store.incoming.edits import EditedClaim
    from tracker.store.incoming.kept import KeptClaims
    from tracker.store.incoming.then import Then
    from tracker.store.records import Record

_OPEN: Record = {name: None if name.endswith("_on") else "" for name in DECISION}
_WHO_AND_WHEN = ("decided_on", "decided_by")
_DETAILS = frozenset({"occurred_on", *_WHO_AND_WHEN})
_VERDICTS = frozenset(verdict.value for verdict in Verdict)
_WITHOUT_A_DAY = frozenset({"", *(verdict.value for verdict in Verdict if not verdict.tells_a_day)})


def is_older(told: Record, here: Record) -> bool:
    """Whether a file was written before its claim, or a source of it, was changed here."""
    return told.get("version") not in {None, here["version"]}


def is_doubtful(told: Record, here: Record) -> bool:
    """Whether only the history can tell what a row said of its claim's decision or probability at first."""
    differs = any(not is_same_decided(name, told[name], here[name]) for name in DECISION if name in told)
    stated = told.get("credence")
    restated = stated is not None and not is_same_number(stated, here["credence"])
    return told.get("version") is not None and (differs or restated)


def decision_that_differs(told: Record, here: Record, kept: KeptClaims, then: Then) -> tuple[Difference, ...]:
    """What was decided in the file and not here. A file that was written before the newest decision changes nothing.

    Where the file may be older than that decision, or may have been edited to what an earlier one said, all that
    differs is contested.
    """
    names = _compared(told, here)
    differing = _differing(names, told, here)
    if not differing:
        return ()
    past = kept.decisions.get(here["claim_id"], ())
    may_have_said = _may_have_said(told, here, past, then)
    is_as_written = any(not _differing(names, told, one) for one in may_have_said)
    may_be_newest = any(not _differing(names, here, one) for one in may_have_said)
    if is_as_written and (not may_be_newest or _is_of_another_day(told, here)):
        return ()
    said = min(reversed(may_have_said), key=lambda one: len(_differing(names, told, one)))
    is_conflict = is_as_written or bool(_differing(names, said, here))
    left_over = left_over_in(told, here, kept, then)
    stands = next((one for one in reversed(past) if not one["is_undone"]), None)
    if stands is said:
        # Only what it rests on may have been corrected here since.
        left_over |= set(differing) - set(_differing(names, told, said))
    return tuple(Difference(name, here[name], told[name], is_conflict) for name in differing if name not in left_over)


def perhaps_as_written(told: Record, here: Record, kept: KeptClaims, then: Then) -> set[str]:
    """The columns of a row that may be as they were written, though the newest decision and probability are others."""
    names, past = _compared(told, here), kept.decisions.get(here["claim_id"], ())
    found: set[str] = set()
    if any(not _differing(names, told, one) for one in _may_have_said(told, here, past, then)):
        found |= {*DECISION}
    stated = told.get("credence")
    if any(is_same_number(stated, one) for one in then.credences.get(here["claim_id"], ())):
        found.add("credence")
    return found


def verdict_told(told: Record) -> Verdict | None:
    """The verdict that a row tells; None where it is open, or no verdict at all."""
    code = _as_decided("verdict", told.get("verdict") or "")
    return next((verdict for verdict in Verdict if verdict.value == code), None)


def has_status_of_its_own(told: Record, here: Record, kept: KeptClaims) -> bool:
    """Whether somebody surely wrote another verdict as a row's status, which is worked out and not read.

    The program writes both alike; a status that its claim once had is what an edit of the verdict left beside it.
    """
    status = _as_decided("verdict", told.get("status") or "")
    if status not in _VERDICTS or "verdict" not in told or is_same_decided("verdict", status, told["verdict"]):
        return False
    past = kept.decisions.get(here["claim_id"], ())
    return not any(status == one["verdict"] for one in (here, *past))


def left_over_in(told: Record, here: Record, kept: KeptClaims, then: Then) -> set[str]:
    """The columns of a row that are no edit, but what an earlier decision has left beside the verdict that stands.

    Who edits a verdict in a file need not edit its details too, and is told nothing of them by another import.
    """
    past = kept.decisions.get(here["claim_id"], ())
    verdict = _as_decided("verdict", told.get("verdict", here["verdict"]))
    was_edited = verdict == here["verdict"] and _may_have_told_another(told, here, past, then)
    if not verdict and not here["verdict"]:
        may_be_left = set(DECISION)
    elif was_edited:
        may_be_left = set(_DETAILS)
    else:
        may_be_left = {"occurred_on"} if verdict in _WITHOUT_A_DAY else set()
    return {
        name
        for name in may_be_left & told.keys()
        if (was_edited and not told[name]) or any(is_same_decided(name, told[name], one[name]) for one in past)
    }


def as_written(differences: Sequence[Difference], here: Record, edit: EditedClaim | None) -> tuple[Difference, ...]:
    """The differences with what a decision would be written as: its day comes and goes with its verdict, which fits it.

    Who imports and today are not told of another verdict: they are what every new decision has.
    """
    decision = edit.decision if edit else None
    if edit is None or decision is None or decision.verdict is None:
        return tuple(differences)
    written: Record = {"verdict": decision.verdict.value}
    written |= {"occurred_on": decision.occurred_on, "decided_on": decision.decided_on}
    written |= {"decided_by": here["decided_by"] if edit.decided_by is None else edit.decided_by}
    found: list[Difference] = []
    for one in differences:
        there = written.get(one.field, one.there)
        if one.field not in written or not is_same_decided(one.field, there, one.here):
            found.append(replace(one, there=there))
        if one.field == "verdict" and not any(other.field == "occurred_on" for other in differences):
            day = Difference("occurred_on", here["occurred_on"], decision.occurred_on, one.is_conflict)
            found += [day] * (day.here != day.there)
        if one.field == "occurred_on" and not any(other.field == "verdict" for other in differences):
            fitting = Difference("verdict", here["verdict"], decision.verdict.value, one.is_conflict)
            found += [fitting] * (fitting.here != fitting.there)
    return tuple(found)


def credence_that_differs(told: Record, here: Record, then: Then) -> tuple[Difference, ...]:
    """A probability that is not the newest, unless the file was written before that and says what was stated then."""
    stated = told.get("credence")
    if stated is None or is_same_number(stated, here["credence"]):
        return ()
    may_have_said = then.credences.get(here["claim_id"], (here["credence"],))
    is_as_written = any(is_same_number(stated, one) for one in may_have_said)
    may_be_newest = here["credence"] in may_have_said
    if is_as_written and not may_be_newest:
        return ()
    return (Difference("credence", here["credence"], stated, is_conflict=is_as_written or not may_be_newest),)


def is_same_decided(name: str, one: Any, other: Any) -> bool:
    """Whether two values of a decision say the same."""
    return bool(one == other or _as_decided(name, one) == _as_decided(name, other))


def _as_decided(name: str, value: Any) -> Any:
    """A value of a decision as it is compared: spreadsheets write TRUE, and blanks around a text say nothing."""
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n").strip()
    if name != "verdict":
        return text
    return "" if text.casefold() == "open" else text.casefold()


def _compared(told: Record, here: Record) -> list[str]:
    """The columns of a decision by which a row is compared; an older row may tell a day that its source had."""
    return [name for name in DECISION if name in told and not (name == "evidence_on" and is_older(told, here))]


def _differing(names: Iterable[str], one: Record, other: Record) -> list[str]:
    return [name for name in names if not is_same_decided(name, one[name], other[name])]


def _may_have_said(told: Record, here: Record, past: Sequence[Record], then: Then) -> Sequence[Record]:
    """What the row may have said of the decision at first, oldest first. Without a version it is taken as it is."""
    possible = then.decisions.get(here["claim_id"])
    if possible is None:
        return (here,)
    by_number = {one["decision_id"]: one for one in past if one["verdict"]}
    said = [by_number.get(number or 0, _OPEN) for number in possible]
    status = told.get("status") or ""
    verdict = status if status in _VERDICTS else ""
    return [one for one in said if status and one["verdict"] == verdict] or said


def _is_of_another_day(told: Record, here: Record) -> bool:
    """Whether a row tells a day or a name of its own for its decision: nobody who edits one puts an old day there."""
    return any(told.get(name) and not is_same_decided(name, told[name], here[name]) for name in _WHO_AND_WHEN)


def _may_have_told_another(told: Record, here: Record, past: Sequence[Record], then: Then) -> bool:
    """Whether a row that tells the verdict that stands may have told another one before somebody edited that."""
    if "verdict" not in told:
        return False
    status = told.get("status") or ""
    if status:
        return bool(here["verdict"] != (status if status in _VERDICTS else ""))
    is_dated = here["claim_id"] in then.decisions
    return not is_dated or any(one["verdict"] != here["verdict"] for one in _may_have_said(told, here, past, then))
