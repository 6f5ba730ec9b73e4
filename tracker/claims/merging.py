"""Two people edited one claim: what goes together by itself, and what somebody has to choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.claims.deadlines import DEADLINE_FIELDS
from tracker.claims.drafts import FIELDS

if TYPE_CHECKING:
    from collections.abc import Collection

    from tracker.claims.model import ClaimFields

_DEADLINE = set(DEADLINE_FIELDS)


@dataclass(frozen=True)
class Merge:
    """``conflicts`` are the fields that both changed to different things; a deadline counts as one, by its words.

    ``with_mine`` and ``with_theirs`` hold everybody's changes and differ in the conflicts only.
    """

    conflicts: tuple[str, ...]
    theirs_alone: tuple[str, ...]
    with_mine: ClaimFields
    with_theirs: ClaimFields


def merge(
    base: ClaimFields, mine: ClaimFields, theirs: ClaimFields, changed_before: Collection[str] = frozenset()
) -> Merge:
    """Put two edits of ``base`` together.

    ``changed_before`` are fields that they had changed before ``base`` was read, and after my edit began: as of an edit
    that was left for a while.
    """
    groups = [_DEADLINE, *({name} for name in FIELDS if name not in _DEADLINE)]
    conflicts: list[str] = []
    theirs_alone: list[str] = []
    my_changes: dict[str, Any] = {}
    contested: set[str] = set()
    for group in groups:
        shown = "due_text" if group is _DEADLINE else next(iter(group))
        i_changed = _differ(base, mine, group)
        they_changed = _differ(base, theirs, group) or not group.isdisjoint(changed_before)
        if i_changed:
            my_changes |= {name: getattr(mine, name) for name in group}
        elif _differ(base, theirs, group):
            theirs_alone.append(shown)
        if i_changed and they_changed and _differ(mine, theirs, group):
            conflicts.append(shown)
            contested |= group
    uncontested = {name: value for name, value in my_changes.items() if name not in contested}
    return Merge(
        tuple(conflicts),
        tuple(theirs_alone),
        theirs.model_copy(update=my_changes),
        theirs.model_copy(update=uncontested),
    )


def _differ(one: ClaimFields, other: ClaimFields, names: set[str]) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in names)
