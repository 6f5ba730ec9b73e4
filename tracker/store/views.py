"""Filters under a name and a number key: five that come with the program, then the user's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from tracker.claims.drafts import problems_of_text
from tracker.claims.model import SavedView
from tracker.claims.naming import name_key
from tracker.claims.typed import nearest_code
from tracker.errors import InvalidInput
from tracker.store.filters import parse_filter
from tracker.store.journal import change, name_step, remark
from tracker.store.tables import saved_view
from tracker.store.terms import LONGEST

if TYPE_CHECKING:
    from sqlmodel import Session

KEYS = 9
"""Views that have a number key; further ones are reached by ``tracker views``."""

_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class View:
    """A name and its filter."""

    name: str
    filter: str
    is_own: bool = False


BUILT_IN = (
    View("All", ""),
    View("Due", "status:due"),
    View("Overdue", "status:overdue"),
    View("Open", "status:open"),
    View("Settled", "status:settled"),
)
"""The views on the keys 1 to 5."""


def all_views(session: Session) -> tuple[View, ...]:
    """The built-in views, then the user's own in the order in which they were saved."""
    rows = session.execute(select(SavedView).order_by(saved_view.position, saved_view.id)).scalars()
    return (*BUILT_IN, *(View(row.name, row.filter, is_own=True) for row in rows))


def find_view(session: Session, name: str) -> View | None:
    """The view of that name, however it is spelled, or None."""
    return next((view for view in all_views(session) if name_key(view.name) == name_key(name)), None)


def view_named(session: Session, name: str) -> View:
    """The view of that name. Raises InvalidInput when there is none."""
    view = find_view(session, name)
    if view is None:
        near = nearest_code(name, (view.name for view in all_views(session)))
        hint = f" Did you mean “{near}”?" if near else ""
        raise InvalidInput(f"There is no view “{name.strip()}”.{hint} tracker views lists them.")
    return view


@change
def save_view(session: Session, name: str, filter_text: str) -> int:
    """Keep a filter under a name, in place of what the name stood for; its number among all views, from 1.

    Raises InvalidInput for a name that is empty, too long or built in, and for a filter that cannot be read.
    """
    wanted, text = " ".join(name.split()), filter_text.strip()
    problems = problems_of_text("name", "name", wanted, _LONGEST_NAME)
    problems += problems_of_text("filter", "filter", text, LONGEST)
    if problems:
        raise InvalidInput(problems[0].sentence)
    if not wanted:
        raise InvalidInput("A view needs a name.")
    if name_key(wanted) in {name_key(view.name) for view in BUILT_IN}:
        raise InvalidInput(f"“{wanted}” comes with the program and stays as it is: choose another name.")
    parse_filter(text)
    row = _row(session, wanted)
    if row is None:
        last = session.execute(select(func.coalesce(func.max(saved_view.position), 0))).scalar_one()
        row = SavedView(name=wanted, name_key=name_key(wanted), position=last + 1)
        session.add(row)
    elif row.filter != text:
        remark(session, f"Before, the view “{wanted}” showed {row.filter or 'every claim'}.")
    row.filter = text
    session.flush()
    name_step(session, f"save the view “{wanted}”")
    return [view.name for view in all_views(session)].index(row.name) + 1


@change
def remove_view(session: Session, name: str) -> None:
    """Forget a view that was saved. Raises InvalidInput when there is none of that name."""
    row = _row(session, name)
    if row is None:
        raise InvalidInput(f"No view “{name.strip()}” was saved: tracker views lists them.")
    session.delete(row)
    name_step(session, f"remove the view “{row.name}”")


def _row(session: Session, name: str) -> SavedView | None:
    found: SavedView | None = session.execute(select(SavedView).where(saved_view.name_key == name_key(name))).scalar()
    return found
