"""What becomes of what a form tells: a claim is kept or put together with others' edits, a source added to one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.claims.deadlines import Timing, told_of_review_day
from tracker.claims.drafts import Refused, problems_in_draft, read_source, source_in_draft
from tracker.claims.merging import merge
from tracker.claims.vocabulary import Role
from tracker.errors import EditConflict
from tracker.store import changes, queries
from tracker.tui.screens.conflict import ConflictScreen

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from tracker.claims.model import ClaimFields
    from tracker.store.rows import ClaimCard
    from tracker.tui.screens.room import Room


async def keep_new(room: Room[Any], fields: ClaimFields) -> int:
    """Keep a new claim; its number."""
    claim_id = await room.desk.ask(changes.add_claim, fields)
    room.notify(f"Claim {claim_id} is kept. u takes it back.", markup=False)
    return claim_id


async def keep_edit(
    room: Room[Any], card: ClaimCard, fields: ClaimFields, changed_before: Collection[str]
) -> int | None:
    """Write what was edited since the card was read; the claim's number, None to go back to the form.

    ``changed_before`` are the fields that others changed before the card was read, and after the edit began.
    """
    theirs, is_changed = card, None
    while is_changed is None:
        wanted = await _put_together(room, card, fields, theirs, changed_before)
        if wanted is None:
            return None
        version, conventions = theirs.version, room.desk.conventions
        try:
            is_changed = await room.desk.ask(changes.edit_claim, card.claim_id, version, wanted, conventions)
        except EditConflict:
            theirs = await room.desk.ask(queries.claim_card, card.claim_id, room.desk.today())
    told = "is changed. u takes it back." if is_changed else "stays as it was: nothing was changed."
    after = await room.desk.ask(queries.claim_card, card.claim_id, room.desk.today())
    goes = told_of_review_day(Timing.of(card.fields), Timing.of(after.fields), room.desk.today())
    room.notify(" ".join(filter(None, (f"Claim {card.claim_id} {told}", goes))), markup=False)
    return card.claim_id


async def keep_source(room: Room[Any], claim_id: int, draft: Mapping[str, str], role: Role = Role.STATES) -> None:
    """Add the source that a claim's draft tells of to a claim that is kept. Raises Refused, as of that draft."""
    try:
        told = read_source(source_in_draft(draft), room.desk.today())
    except Refused as refused:
        raise problems_in_draft(refused) from None
    texts = {name: str(value or "") for name, value in told.items()}
    await room.desk.ask(changes.add_source, claim_id, texts, role)


async def _put_together(
    room: Room[Any], card: ClaimCard, fields: ClaimFields, theirs: ClaimCard, changed_before: Collection[str]
) -> ClaimFields | None:
    """My edit and somebody else's; asked only where both changed the same."""
    merged = merge(card.fields, fields, theirs.fields, changed_before)
    if merged.conflicts:
        return await room.app.push_screen_wait(ConflictScreen(room.desk, card.claim_id, merged))
    if theirs.fields != card.fields:
        room.notify("Somebody else changed other fields meanwhile: both changes are kept.", markup=False)
    return merged.with_mine
