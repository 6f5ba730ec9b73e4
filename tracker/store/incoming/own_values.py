"""What a row of an export says that cannot be, whatever else is kept.

What somebody wrote into a file is held to the rules of the forms. What the program handed out itself is taken as it
was kept, so that every database comes back.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from tracker.claims.model import Article, Claim, Credence, Passage, Source, VerdictRow
from tracker.claims.typed import check_address
from tracker.claims.vocabulary import WITHDRAWN_CODE
from tracker.dates.vocabulary import Grain, Open
from tracker.dates.window import Window
from tracker.display import display, shorten
from tracker.errors import InvalidInput
from tracker.store.incoming.plan import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from tracker.claims.model import Row
    from tracker.store.incoming.candidates import Candidate
    from tracker.store.inserting import Values

_WINDOW_CODES = {"due_grain": ("", *Grain), "due_open": ("", *Open, WITHDRAWN_CODE)}
_ENDLESS = {Open.AFTER, Open.INDEFINITE, WITHDRAWN_CODE}
_ENDS = frozenset({"due_end", "due_open"})
_DAYS = frozenset({"due_start", "due_end", "due_edtf"})
_READ_FROM = frozenset({"due_text", "due_start", "due_end"})
_PAST_DAYS: dict[type[Row], tuple[str, ...]] = {
    Claim: ("said_on",),
    VerdictRow: ("occurred_on", "decided_on"),
    Credence: ("stated_on",),
}
_ADDRESSES: dict[type[Row], tuple[str, ...]] = {Source: ("url", "archive_url")}


def typed_values(candidate: Candidate) -> Values:
    """What somebody wrote into a row: the edits of one that was kept, and all of one that has no version."""
    if candidate.kept is not None or candidate.is_gone:
        return candidate.changes
    return candidate.after if candidate.row.values.get("version") is None else {}


def faults_in_itself(candidate: Candidate, today: date) -> Iterator[Fault]:
    """What is wrong with a row, if nothing beside it is asked."""
    if check := _CHECKS.get(candidate.table):
        yield from check(candidate.after)
    typed = typed_values(candidate)
    for name in _PAST_DAYS.get(candidate.table, ()):
        if (day := typed.get(name)) and day > today:
            yield Fault(name, f"{day} is still to come")
    for name in _ADDRESSES.get(candidate.table, ()):
        try:
            check_address(typed.get(name) or "")
        except InvalidInput as refusal:
            yield Fault(name, str(refusal))
    if candidate.table is Claim:
        yield from _claim_faults(typed, candidate.after)


def _claim_faults(typed: Values, after: Values) -> Iterator[Fault]:
    """No statement, and what a window cannot be called."""
    if not typed.get("statement", "told elsewhere").strip():
        yield Fault("statement", "it must not be empty")
    for name, known in _WINDOW_CODES.items():
        code = typed.get(name, "")
        if code not in known:
            codes = ", ".join(filter(None, known))
            yield Fault(name, f"“{shorten(display(code), 40)}” is none: leave it empty, or write {codes}")
    if after.get("due_end") and after.get("due_open") in _ENDLESS and not _ENDS.isdisjoint(typed):
        sentence = f"a deadline that is “{after['due_open']}” has no last day: empty due_end, or due_open"
        yield Fault("due_end", sentence)
    if after.get("due_edtf") and not _DAYS.isdisjoint(typed):
        yield from _edtf_faults(after)
    if after.get("due_rule") and "due_rule" not in typed and not _READ_FROM.isdisjoint(typed):
        yield Fault("due_rule", "it says how the deadline was read before: empty it, or write how it is read now")


def _edtf_faults(row: Values) -> Iterator[Fault]:
    start, end = row.get("due_start"), row.get("due_end")
    if start and end and end < start:
        return
    edtf = Window(start, end, Grain.RANGE).edtf
    if row["due_edtf"] != edtf:
        told = f"the window's days are “{edtf}”: leave it empty, or write that" if edtf else "the window has no days"
        yield Fault("due_edtf", told)


def _window_faults(row: Values) -> Iterator[Fault]:
    start, end = row.get("due_start"), row.get("due_end")
    if start and end and end < start:
        yield Fault("due_end", f"the window would end on {end}, before it begins on {start}")


def _credence_faults(row: Values) -> Iterator[Fault]:
    if not 0 <= row.get("probability", 0) <= 1:
        yield Fault("probability", "a probability lies between 0 and 1")


def _article_faults(row: Values) -> Iterator[Fault]:
    if {"text", "digest"} <= row.keys() and hashlib.sha256(row["text"].encode()).hexdigest() != row["digest"]:
        yield Fault("text", "an article stays as it was read, and this is not the text that its digest is of")


def _passage_faults(row: Values) -> Iterator[Fault]:
    if not 0 <= row.get("starts_at", 0) <= row.get("ends_at", 0):
        yield Fault("ends_at", "a passage ends behind its start, and starts in the text")


_CHECKS: dict[type[Row], Callable[[Values], Iterator[Fault]]] = {
    Claim: _window_faults,
    Credence: _credence_faults,
    Article: _article_faults,
    Passage: _passage_faults,
}
