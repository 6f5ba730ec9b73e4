"""Two known names that mean one speaker, subject or publisher become one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from tracker.claims.matching import NameBook
from tracker.claims.model import Claim, Source, Speaker, SpeakerAlias, Subject
from tracker.claims.naming import name_key
from tracker.display import display, recognisable
from tracker.errors import InvalidInput
from tracker.store.claim_rows import touch_citing
from tracker.store.journal import change, name_step
from tracker.store.likeness import known_spellings
from tracker.store.tables import alias, claim, source, speaker, subject

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlmodel import Session

FIELDS = ("speaker", "subject", "publisher")
"""What has names that can be merged."""


@change
def merge_names(session: Session, field: str, name: str, into: str) -> int:
    """Give all that goes by one known name to another; how many claims, or sources of a publisher, were moved.

    ``field`` is one of ``FIELDS``. A speaker is found under the old name from then on as well; what is merged
    goes by its own name here, not by such an old one. Raises InvalidInput for names that are not known, or are one
    already.
    """
    merge = {"speaker": _merge_speakers, "subject": _merge_subjects, "publisher": _merge_publishers}[field]
    count = merge(session, name, into)
    name_step(session, f"merge {field} {_title(name)} into {_title(into)}")
    return count


def _merge_speakers(session: Session, name: str, into: str) -> int:
    old, kept = _speaker(session, name), _speaker(session, into)
    if old.id == kept.id:
        raise _one_already("speaker", name, into)
    if old.name_key != name_key(name):
        raise InvalidInput(f"{_title(name)} is another name of {_title(old.name)}: name that one to merge it.")
    moved = list(session.execute(select(Claim).where(claim.speaker_id == old.key).order_by(claim.id)).scalars())
    others = session.execute(select(SpeakerAlias).where(alias.speaker_id == old.key)).scalars()
    for row in (*moved, *others):
        row.speaker_id = kept.key
    # In this order, so that undo gives each name back before what points to it.
    session.flush()
    if session.execute(select(alias.id).where(alias.name_key == old.name_key)).first() is None:
        session.add(SpeakerAlias(speaker_id=kept.key, name=old.name, name_key=old.name_key))
        session.flush()
    session.delete(old)
    return len(moved)


def _merge_subjects(session: Session, name: str, into: str) -> int:
    old, kept = _subject(session, name), _subject(session, into)
    if old.id == kept.id:
        raise _one_already("subject", name, into)
    moved = list(session.execute(select(Claim).where(claim.subject_id == old.key).order_by(claim.id)).scalars())
    for row in moved:
        row.subject_id = kept.key
    session.flush()
    session.delete(old)
    return len(moved)


def _merge_publishers(session: Session, name: str, into: str) -> int:
    """A publisher is a text in its sources, so that one name may be there in several spellings."""
    counted = select(source.publisher).where(source.publisher != "").group_by(source.publisher)
    spellings = list(session.execute(counted.order_by(func.count().desc(), source.publisher)).scalars())
    kept = _spelled(session, into, spellings)
    old = [one for one in spellings if name_key(one) == name_key(_spelled(session, name, spellings)) and one != kept]
    if not old:
        raise _one_already("publisher", name, into)
    moved = list(session.execute(select(Source).where(source.publisher.in_(old)).order_by(source.id)).scalars())
    for row in moved:
        row.publisher = kept
    touch_citing(session, [row.key for row in moved])
    return len(moved)


def _spelled(session: Session, name: str, spellings: Iterable[str]) -> str:
    """The publisher of that name, as it is typed or as it is spelled most often."""
    same = [one for one in spellings if name_key(one) == name_key(name)]
    if not same:
        raise _unknown(session, "source_publisher", "publisher", name)
    return name if name in same else same[0]


def _speaker(session: Session, name: str) -> Speaker:
    """The speaker of a known name or other name."""
    by_other = select(alias.speaker_id).where(alias.name_key == name_key(name)).scalar_subquery()
    known = select(Speaker).where((speaker.name_key == name_key(name)) | (speaker.id == by_other))
    found: Speaker | None = session.execute(known.order_by(speaker.name_key != name_key(name))).scalars().first()
    if found is None:
        raise _unknown(session, "speaker", "speaker", name)
    return found


def _subject(session: Session, name: str) -> Subject:
    found: Subject | None = session.execute(select(Subject).where(subject.name_key == name_key(name))).scalar()
    if found is None:
        raise _unknown(session, "subject", "subject", name)
    return found


def _unknown(session: Session, field: str, what: str, name: str) -> InvalidInput:
    book = NameBook(known_spellings(session, field))
    near = book.nearest(name) or next(iter(book.told_otherwise(name)), None)
    hint = f" Did you mean “{display(near)}”?" if near else ""
    return InvalidInput(f"There is no {what} {_title(name)}.{hint} Nothing was merged.")


def _one_already(what: str, name: str, into: str) -> InvalidInput:
    return InvalidInput(f"{_title(name)} and {_title(into)} are one {what} already: there is nothing to merge.")


def _title(name: str) -> str:
    return recognisable(display(name))
