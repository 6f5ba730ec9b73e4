"""What is written about many claims at once: each is one step of the history, all or nothing.

Fifty thousand claims are written in slices, with a few questions for each slice whatever its size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, true

from tracker.claims.decisions import taken_to_have_happened
from tracker.claims.drafts import LENGTH_OF_TAGS, read_tags
from tracker.claims.model import ClaimTag, Tag
from tracker.claims.naming import name_key
from tracker.claims.vocabulary import LIST_JOINT
from tracker.errors import InvalidInput
from tracker.store.claim_rows import live_rows_in_slices, rows_in_slices, title_of
from tracker.store.deciding import check_seen, decide
from tracker.store.journal import change, name_step, remark, written_at
from tracker.store.names import tag_named
from tracker.store.tables import claim_tag, standing, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
    from datetime import date

    from sqlmodel import Session

    from tracker.claims.decisions import Decision
    from tracker.claims.model import Claim
    from tracker.store.deciding import Seen


@change
def mark_claims(session: Session, claim_ids: Sequence[int], decision: Decision, *, seen: Seen | None = None) -> int:
    """Record one decision about each of these claims; how many they are, without those that are open already.

    An untold day is taken for each by its own window. Their verdict is the same, whatever the day.

    Raises InvalidInput for a claim that there is not, that is in the trash or was said after the decision's day, and
    EditConflict when one was decided since it was seen.
    """
    check_seen(session, claim_ids, seen)
    marked = _Touched()
    for rows in live_rows_in_slices(session, claim_ids):
        marked.add(decide(session, rows, decision, days=_days_taken(rows, decision)))
        session.flush()
    if marked.count:
        name_step(session, f"mark {marked.in_words(with_title=False)} “{marked.label_of(decision)}”")
    return marked.count


@change
def tag_claims(session: Session, claim_ids: Sequence[int], add: Sequence[str] = (), remove: Sequence[str] = ()) -> int:
    """Put tags on these claims and take others off; how many claims that changed.

    Raises InvalidInput for a claim that there is not or that is in the trash, for a tag that cannot be kept, and when
    a claim would have more tags than its form takes.
    """
    wanted, unwanted = read_tags(add), read_tags(remove)
    both = {name_key(name) for name in wanted} & {name_key(name) for name in unwanted}
    if both:
        raise InvalidInput(f"The tag “{min(both)}” cannot be added and removed in one step.")
    tagged = _Touched()
    for rows in live_rows_in_slices(session, claim_ids):
        new = [found.key for name in wanted if (found := tag_named(session, name))]
        tagged.add(_retag(session, rows, new, _known_tags(session, unwanted)))
    if tagged.count:
        act = "change the tags of" if unwanted else "tag"
        name_step(session, f"{act} {tagged.in_words()}")
    return tagged.count


@change
def snooze_claims(session: Session, claim_ids: Sequence[int], until: date) -> int:
    """Bring these claims back for review on a day, not before; how many did not do so yet.

    What is settled does not come back: it is left as it is, and told. Raises InvalidInput for a claim that there is not
    or that is in the trash, and when all are settled.
    """
    settled, still_open = _Touched(), _Touched()

    def those_open() -> Iterator[list[Claim]]:
        for rows in live_rows_in_slices(session, claim_ids):
            decided = _settled_among(session, rows)
            settled.add([row for row in rows if row.key in decided])
            still_open.add(rest := [row for row in rows if row.key not in decided])
            yield rest

    put_off = _give(session, those_open(), "review_on", until, to=lambda row: row.review_on != until)
    if settled.count and not still_open.count:
        which = settled.in_words(with_title=False)
        raise InvalidInput(f"What is settled does not come back, as {which}: take the verdict back first.")
    if settled.count:
        remark(session, f"{settled.count:,} of them {'is' if settled.count == 1 else 'are'} settled: not put off.")
    if put_off.count:
        name_step(session, f"put {put_off.in_words(with_title=False)} off until {until}")
    return put_off.count


@change
def trash_claims(session: Session, claim_ids: Sequence[int]) -> int:
    """Move these claims to the trash, where no list shows them; how many were not there yet.

    Raises InvalidInput for a claim that there is not.
    """
    slices = rows_in_slices(session, claim_ids)
    moved = _give(session, slices, "trashed_at", written_at(session), to=lambda row: row.trashed_at is None)
    if moved.count:
        name_step(session, f"move {moved.in_words()} to the trash")
    return moved.count


@change
def restore_claims(session: Session, claim_ids: Sequence[int]) -> int:
    """Bring these claims back from the trash; how many were there.

    Raises InvalidInput for a claim that there is not.
    """
    slices = rows_in_slices(session, claim_ids)
    restored = _give(session, slices, "trashed_at", None, to=lambda row: row.trashed_at is not None)
    if restored.count:
        name_step(session, f"bring {restored.in_words()} back from the trash")
    return restored.count


def _days_taken(rows: Iterable[Claim], decision: Decision) -> dict[int, date | None]:
    """The day on which each of these claims is taken to have happened, where the decision tells none."""
    if decision.occurred_on is not None:
        return {}
    return {
        row.key: taken_to_have_happened(decision.verdict, decision.decided_on, row.said_on, row.due_end) for row in rows
    }


class _Touched:
    """How many claims a step has touched, and the first of them, for its name."""

    def __init__(self) -> None:
        self.count = 0
        self._first: Claim | None = None

    def add(self, rows: Sequence[Claim]) -> None:
        """Count these claims too."""
        self.count += len(rows)
        if rows and self._first is None:
            self._first = rows[0]

    def in_words(self, *, with_title: bool = True) -> str:
        """``23 claims``, or the number of the only one, with its title."""
        if self.count != 1 or self._first is None:
            return f"{self.count} claims"
        return f"claim {self._first.key}{f' {title_of(self._first)}' * with_title}"

    def label_of(self, decision: Decision) -> str:
        """The verdict as it reads for these claims."""
        if decision.verdict is None:
            return "open again"
        one = self._first if self.count == 1 else None
        return decision.verdict.label_for(one.kind) if one else decision.verdict.label


def _give(
    session: Session, slices: Iterable[list[Claim]], field: str, value: object, *, to: Callable[[Claim], bool]
) -> _Touched:
    """Give a field of the claims that it is due ``to`` this value; which they were."""
    given = _Touched()
    for rows in slices:
        changed = [row for row in rows if to(row)]
        for row in changed:
            setattr(row, field, value)
        session.flush()
        given.add(changed)
    return given


def _settled_among(session: Session, rows: Iterable[Claim]) -> set[int]:
    """Which of these claims have a verdict that stands."""
    those = standing.claim_id.in_([row.key for row in rows])
    return set(session.execute(select(standing.claim_id).where(those, standing.is_settled == true())).scalars())


def _known_tags(session: Session, names: Sequence[str]) -> list[int]:
    """The numbers of the tags that go by these names; what nobody used is no tag."""
    keys = [name_key(name) for name in names]
    return [row.key for row in session.execute(select(Tag).where(tag.name_key.in_(keys))).scalars()]


def _retag(session: Session, rows: Sequence[Claim], add: Sequence[int], remove: Sequence[int]) -> list[Claim]:
    """Give these claims some tags and take others away; the claims that this changed."""
    theirs = claim_tag.claim_id.in_([row.key for row in rows])
    found = session.execute(select(ClaimTag).where(theirs, claim_tag.tag_id.in_([*add, *remove]))).scalars().all()
    kept = {(link.claim_id, link.tag_id) for link in found}
    changed = set()
    for link in found:
        if link.tag_id in remove:
            session.delete(link)
            changed.add(link.claim_id)
    for row in rows:
        missing = [tag_id for tag_id in dict.fromkeys(add) if (row.key, tag_id) not in kept]
        session.add_all(ClaimTag(claim_id=row.key, tag_id=tag_id) for tag_id in missing)
        if missing or row.key in changed:
            changed.add(row.key)
            # Touched, so that a form opened before notices that the claim's surroundings have changed.
            row.updated_at = None
    session.flush()
    if add:
        _check_room(session, changed)
    return [row for row in rows if row.key in changed]


def _check_room(session: Session, claim_ids: Collection[int]) -> None:
    """Raise InvalidInput for a claim that has more tags than its form takes."""
    length = func.sum(func.length(tag.name) + len(LIST_JOINT)) - len(LIST_JOINT)
    found = (
        select(claim_tag.claim_id, length)
        .join_from(claim_tag.id.table, tag.id.table, claim_tag.tag_id == tag.id)
        .where(claim_tag.claim_id.in_(claim_ids))
        .group_by(claim_tag.claim_id)
        .having(length > LENGTH_OF_TAGS)
        .order_by(claim_tag.claim_id)
    )
    for claim_id, held in session.execute(found.limit(1)):
        raise InvalidInput(
            f"Claim {claim_id} would hold {held:,} characters of tags: at most {LENGTH_OF_TAGS:,} can be kept. "
            "Nothing was tagged; take some of its tags off first."
        )
