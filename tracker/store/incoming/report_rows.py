"""What one row of the report “claims” means: a claim to keep, or an edit of one that is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from tracker.claims.deadlines import WINDOW_FIELDS, Timing, review_day, window_fields
from tracker.claims.decisions import (
    DECISION_FIELDS,
    Decision,
    fit_to_window,
    last_day,
    noted_on,
    problems_of_coming,
    problems_of_days,
    read_decision,
    taken_to_have_happened,
)
from tracker.claims.drafts import FIELDS, READING, Problem, Refused, draft_of, problems_of_fields, read_draft
from tracker.claims.model import ClaimFields
from tracker.claims.vocabulary import LIST_JOINT
from tracker.dates.vocabulary import Grain
from tracker.dates.window import Window
from tracker.store.claims_at_once import KeptAs, NewClaim, StatedCredence
from tracker.store.incoming.edits import EditedClaim
from tracker.store.incoming.plan import Fault

if TYPE_CHECKING:
    from datetime import date, datetime

    from tracker.dates.conventions import Conventions
    from tracker.store.records import Record

_EVIDENCE = ("evidence_url", "evidence_quote", "evidence_on")
DECISION = (
    *("verdict", "occurred_on", "decided_on", "decided_by", "reason"),
    *_EVIDENCE,
)
"""The columns that tell of the decision that stands."""

_NEEDS_VERDICT = {
    "occurred_on": "a day",
    "decided_on": "a day",
    "decided_by": "a name",
    "reason": "a reason",
    **dict.fromkeys(_EVIDENCE, "evidence"),
}
_MOVES_THE_WINDOW = {"due_text", "said_on", "language"}
_WINDOW_ENDS = ("due_start", "due_end")


def new_claim_of(told: Record, today: date, conventions: Conventions) -> tuple[NewClaim | None, tuple[Fault, ...]]:
    """The claim that a row tells of and that is not kept, or what is wrong with it.

    A row with a version was handed out by the program, and every value in it is taken as it is; any other was typed.
    """
    read = _handed_out if told.get("version") is not None else _typed
    try:
        return read(told, today, conventions), ()
    except Refused as refused:
        return None, tuple(Fault(problem.field, problem.sentence) for problem in refused.problems)


def edit_of(
    here: Record, before: ClaimFields, changes: Record, today: date, conventions: Conventions
) -> tuple[EditedClaim | None, tuple[Fault, ...]]:
    """What these changes make of a claim that is kept, or what is wrong with them."""
    about_claim = {name: value for name, value in changes.items() if name in ClaimFields.model_fields}
    about_decision = {name: value for name, value in changes.items() if name in DECISION}
    faults: list[Fault] = []
    fields, decision, decided_by = None, None, None
    try:
        fields = _edited(before, about_claim, today, conventions) if about_claim else None
    except Refused as refused:
        faults += (Fault(problem.field, problem.sentence) for problem in refused.problems)
    try:
        if about_decision:
            decision = _decided_anew(here, about_decision, fields or before, today)
            decided_by = _decided_by(here, about_decision, decision)
    except Refused as refused:
        faults += (Fault(problem.field, problem.sentence) for problem in refused.problems)
    if decision:
        faults += (Fault(*problem) for problem in _problems_of_days(decision, fields or before))
    if faults:
        return None, tuple(faults)
    edit = EditedClaim(
        here["claim_id"],
        here["version"],
        fields,
        decision,
        decided_by,
        keeps_source=decision is not None and decision.verdict is not None and "evidence_url" not in about_decision,
        credences=_stated(changes, today),
    )
    return edit, ()


def _handed_out(told: Record, today: date, conventions: Conventions) -> NewClaim:
    """A claim as the program itself once handed it out; only words whose window is not told are read."""
    values = {name: told[name] for name in FIELDS if name in told}
    if values.get("due_text") and not any(name in told for name in WINDOW_FIELDS) and values.get("said_on"):
        language = str(values.get("language", ""))
        values |= window_fields(values["due_text"], values["said_on"], language, conventions)[0]
    try:
        fields = ClaimFields.model_validate(values)
    except ValidationError as error:
        raise Refused(_problems_of(error)) from None
    problems = problems_of_fields(fields)
    if problems:
        raise Refused(problems)
    written: datetime | None = told.get("created_at")
    kept_as = KeptAs(told.get("claim_id"), told["version"], written, told.get("updated_at"))
    stated = _stated(told, written.astimezone().date() if written else today)
    return NewClaim(fields, _as_kept(told, today), told.get("decided_by", ""), stated, kept_as)


def _typed(told: Record, today: date, conventions: Conventions) -> NewClaim:
    """A claim that somebody added to the file."""
    texts = {name: as_typed(told[name]) for name in FIELDS if name in told and name not in WINDOW_FIELDS}
    fields = read_draft(texts, today, conventions)
    given = {name: told[name] for name in WINDOW_FIELDS if told.get(name)}
    if given:
        fields = _with_days(fields, given, {} if fields.due_rule else given)
    decision: Decision | None = _decided(dict.fromkeys(DECISION, "") | told, told, fields, today)
    if decision and decision.verdict is None:
        if problems := _problems_without_verdict(told):
            raise Refused(problems)
        decision = None
    if decision:
        _check_day(decision, told)
    if decision and (problems := _problems_of_days(decision, fields)):
        raise Refused(problems)
    return NewClaim(fields, decision, told.get("decided_by", ""), _stated(told, today), KeptAs(told.get("claim_id")))


def _edited(before: ClaimFields, changes: Record, today: date, conventions: Conventions) -> ClaimFields:
    """The fields with changes, read as in the form: only what is changed, and the window that it moves."""
    if "said_on" in changes and changes["said_on"] is None:
        raise Refused([Problem("said_on", "a claim was said on some day: it must not be empty")])
    as_kept = draft_of(before)
    texts = {"statement": "as it is", "said_on": as_kept["said_on"], "language": as_kept["language"]}
    moves = not _MOVES_THE_WINDOW.isdisjoint(changes)
    if moves:
        texts |= {name: as_kept[name] for name in ("due_text", READING, "review_on")}
    if "due_text" in changes:
        texts.pop(READING, None)  # it was chosen for the old words
    texts |= {name: as_typed(value) for name, value in changes.items() if name not in WINDOW_FIELDS}
    read = read_draft(texts, today, conventions, kept=as_kept)
    wanted = {name for name in changes if name not in WINDOW_FIELDS}
    wanted |= {*WINDOW_FIELDS, "review_on"} if moves else set()
    after = before.model_copy(update={name: getattr(read, name) for name in wanted})
    given = {name: value for name, value in changes.items() if name in WINDOW_FIELDS}
    if given:
        after = _with_days(after, given, given)
    review_on = review_day(Timing.of(after), today, conventions, before=Timing.of(before))
    return after.model_copy(update={"review_on": review_on})


def _with_days(read: ClaimFields, given: Record, called: Record) -> ClaimFields:
    """Fields with what is given of their window. Days that are others than those read are what they are called.

    How the words were read tells nothing of these: a grain and a rule that nobody calls them go.
    """
    window = {name: getattr(read, name) for name in _WINDOW_ENDS} | given
    start, end = (window[name] or None for name in _WINDOW_ENDS)
    if (start, end) != (read.due_start, read.due_end):
        window |= {name: called.get(name, "") for name in ("due_grain", "due_rule")}
    if not window.get("due_edtf") and not (start and end and end < start):
        window["due_edtf"] = Window(start, end, Grain.RANGE).edtf
    return read.model_copy(update=window)


def _decided_anew(here: Record, changes: Record, about: ClaimFields, today: date) -> Decision:
    """The decision that stands with changes: on its day if the verdict is the same and no other day is told.

    Only of another verdict, of which no day was told or taken away, it is worked out when it came true.
    """
    whole = here | changes
    after = [whole[name] for name in _EVIDENCE]
    if "evidence_on" in changes and "evidence_url" not in changes and any(after):
        raise Refused([Problem("evidence_on", "a day belongs to the source: edit that, or give another evidence_url")])
    decision = _decided(whole, changes, about, today)
    if decision.verdict is None and not here["verdict"]:
        raise Refused(_problems_without_verdict(changes))
    _check_day(decision, changes)
    if decision.verdict is None:
        return _decided(dict.fromkeys(DECISION, "") | changes, changes, about, today)
    is_same = _is_the_same_one(here, changes, decision)
    if not whole["occurred_on"] and (is_same or "occurred_on" in changes):
        decision = replace(decision, occurred_on=None)
    if is_same and here["decided_on"] and "decided_on" not in changes:
        return replace(decision, decided_on=here["decided_on"])
    return decision


def _is_the_same_one(here: Record, changes: Record, decision: Decision) -> bool:
    """Whether it is still the decision that stands, perhaps of another day and with the verdict that fits this."""
    if decision.verdict is None:
        return False
    return decision.verdict.value == here["verdict"] or ("verdict" not in changes and bool(here["verdict"]))


def _decided_by(here: Record, changes: Record, decision: Decision) -> str | None:
    """Whose decision it is with these changes; None for one of who imports, as any other verdict is."""
    if _is_the_same_one(here, changes, decision):
        return str(changes.get("decided_by", here["decided_by"]))
    return changes.get("decided_by") or None


def _problems_without_verdict(told: Record) -> list[Problem]:
    """What is told of a decision about a claim that has no verdict and is given none."""
    return [Problem(name, f"{what} needs a verdict") for name, what in _NEEDS_VERDICT.items() if told.get(name)]


def _check_day(decision: Decision, told: Record) -> None:
    """Raise Refused where a day is told and the verdict has none; one that was kept before simply goes."""
    if told.get("occurred_on") and not (decision.verdict and decision.verdict.tells_a_day):
        which = f"a verdict of {decision.verdict.value}" if decision.verdict else "an open claim"
        raise Refused([Problem("occurred_on", f"{which} has no day")])


def _decided(told: Record, changes: Record, about: ClaimFields, today: date) -> Decision:
    """A decision as it was typed into a file, on today unless another day was; its verdict as its day fits."""
    texts = {name: as_typed(told.get(name)) for name in DECISION_FIELDS}
    decision = read_decision(texts | {"verdict": texts["verdict"] or "open"}, today)
    decided_on = noted_on(changes.get("decided_on") or today, today)
    if problems := problems_of_coming("decided_on", decided_on, today):
        raise Refused(problems)
    untold = taken_to_have_happened(decision.verdict, decided_on, about.said_on, about.due_end)
    decision = replace(
        decision,
        decided_on=decided_on,
        occurred_on=decision.occurred_on or untold,
        evidence_on=told.get("evidence_on") or None,
    )
    is_judged_anew = not changes.keys().isdisjoint(("verdict", "occurred_on"))
    return fit_to_window(decision, last_day(about.kind, about.due_end)) if is_judged_anew else decision


def _as_kept(told: Record, today: date) -> Decision | None:
    """A decision as the program itself once handed it out."""
    if not told.get("verdict"):
        return None
    return Decision(
        verdict=read_decision({"verdict": told["verdict"]}, today).verdict,
        decided_on=told.get("decided_on") or today,
        occurred_on=told.get("occurred_on"),
        reason=told.get("reason", ""),
        evidence_url=told.get("evidence_url", ""),
        evidence_quote=told.get("evidence_quote", ""),
        evidence_on=told.get("evidence_on"),
    )


def _stated(told: Record, on: date) -> tuple[StatedCredence, ...]:
    return () if told.get("credence") is None else (StatedCredence(told["credence"], on),)


def _problems_of_days(decision: Decision, about: ClaimFields) -> list[Problem]:
    return problems_of_days(decision.verdict, decision.occurred_on, decision.decided_on, about.said_on)


def _problems_of(error: ValidationError) -> list[Problem]:
    """What a model refuses, as problems of its fields."""
    missing = "it is missing, and a new claim needs it"
    return [
        Problem(str(found["loc"][0]), missing if found["type"] == "missing" else f"{found['msg']}.")
        for found in error.errors()
    ]


def as_typed(value: Any) -> str:
    """A value as it would be typed into a form."""
    return LIST_JOINT.join(value) if isinstance(value, tuple) else "" if value is None else str(value)
