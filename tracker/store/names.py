"""People, subjects, tags and sources by the names they go by: found when known, kept when new."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import bindparam, func, select

from tracker.claims.model import Source, Speaker, SpeakerAlias, Subject, Tag
from tracker.claims.naming import name_key
from tracker.claims.sources import SOURCE_FIELDS, SourceFields
from tracker.claims.web_pages import is_same_page
from tracker.store.addressed import sources_at
from tracker.store.claim_rows import touch_citing
from tracker.store.journal import remark
from tracker.store.tables import alias, citation, source, speaker, subject, tag

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import BindParameter, Select
    from sqlmodel import Session

Named = TypeVar("Named", Speaker, Subject, Tag)


def speaker_named(session: Session, name: str) -> Speaker | None:
    """The speaker of that name or alias, kept if new; None for an empty name."""
    return _named(session, Speaker, name)


def subject_named(session: Session, name: str) -> Subject | None:
    """The subject of that name, kept if new; None for an empty name."""
    return _named(session, Subject, name)


def tag_named(session: Session, name: str) -> Tag | None:
    """The tag of that name, kept if new; None for an empty name."""
    return _named(session, Tag, name)


def respell(row: Named | None, name: str) -> bool:
    """Write a known name as it is spelled here, if it is the same name; whether that changed anything."""
    wanted = _spaced(name)
    if row is None or row.name == wanted or row.name_key != name_key(wanted):
        return False
    row.name = wanted
    return True


def add_alias(session: Session, name: str, other: str) -> None:
    """Let a speaker be found under another name as well; a name that is taken stays with whom it has."""
    who = speaker_named(session, name)
    taken = session.execute(select(alias.id).where(alias.name_key == name_key(other))).first()
    taken = taken or session.execute(select(speaker.id).where(speaker.name_key == name_key(other))).first()
    if who is not None and not taken:
        session.add(SpeakerAlias(speaker_id=who.key, name=other, name_key=name_key(other)))
        session.flush()


_TYPED = ("title", "publisher", "author", "archive_url", "published_on")
"""What a user tells of a source besides its address, and would miss."""


def source_like(session: Session, wanted: Source) -> Source | None:
    """The source that is meant, kept if new; None when nothing is told of it.

    It is known by the page that its address names, else by title, publisher and day. What a known one lacks is filled
    in; what it says stays, because others may have written it: the user is told.
    """
    if not _told(wanted):
        return None
    known = _known_source(session, wanted)
    if known is None:
        return _kept(session, wanted)
    if others := [name.replace("_", " ") for name in _TYPED if _differs(name, known, wanted)]:
        stays = SourceFields(**{name: getattr(known, name) for name in SOURCE_FIELDS}).citation()
        remark(session, f"Another {' and '.join(others)} is known of this source, which stays as it is: {stays}.")
    return _filled(session, known, wanted)


def source_corrected(session: Session, wanted: Source, mine: int | None) -> Source | None:
    """The source that an edited claim has from now on, word for word as told; None when nothing is told of it.

    ``mine`` is the source that it had: used by no other claim, it is corrected in place. What others cite is never
    written over: a claim that contradicts it gets a source of its own.
    """
    if not _told(wanted):
        return None
    known = _known_source(session, wanted, mine)
    if known is not None and known.id != mine and not _contradicts(known, wanted):
        return _filled_as_spelled(session, known, wanted)
    own = session.get(Source, mine) if mine is not None else None
    if own is None or mine is None:
        return _kept(session, wanted)
    if _users_of(session, mine) == 1:
        for name in SOURCE_FIELDS:
            _set(own, name, getattr(wanted, name))
        return own
    is_cleared = any(name not in _told(wanted) for name in _told(own))
    return (
        _kept(session, wanted) if is_cleared or _contradicts(own, wanted) else _filled_as_spelled(session, own, wanted)
    )


def _known_source(session: Session, wanted: Source, mine: int | None = None) -> Source | None:
    """The oldest source that goes by the same address or name, or ``mine`` if it does; else one of the same page."""
    if wanted.url:
        return _known_by_address(session, wanted.url, mine)
    if not wanted.title:
        return None
    day: date | None = wanted.published_on
    same_day = source.published_on.is_(None) if day is None else source.published_on == day
    same = (source.title == wanted.title, source.publisher == wanted.publisher, same_day)
    return session.execute(select(Source).where(*same).order_by(source.id != mine, source.id)).scalars().first()


def _known_by_address(session: Session, url: str, mine: int | None) -> Source | None:
    """The source with this very address, or else one of the same page: ``mine``, or the oldest."""
    same = select(Source).where(source.url == url).order_by(source.id != mine, source.id)
    known: Source | None = session.execute(same).scalars().first()
    if known is not None:
        return known
    of_page = sources_at(session, url)
    return session.get(Source, mine if mine in of_page else of_page[0]) if of_page else None


def _told(told: Source) -> dict[str, object]:
    """What a source says about itself, empty fields left out."""
    return {name: value for name in SOURCE_FIELDS if (value := getattr(told, name)) not in {"", None}}


def _contradicts(known: Source, wanted: Source) -> bool:
    """Whether a field says one thing there and another here."""
    return any(_differs(name, known, wanted) for name in SOURCE_FIELDS)


def _differs(name: str, known: Source, wanted: Source) -> bool:
    """Whether both say something, and not the same; two addresses of a page are the same."""
    says, told = _told(known), _told(wanted)
    if name == "url" and is_same_page(known.url, wanted.url):
        return False
    return name in says and name in told and says[name] != told[name]


def _filled(session: Session, known: Source, wanted: Source) -> Source:
    """The known source with what it lacks, for all claims that cite it."""
    lacking = {name: value for name, value in _told(wanted).items() if name not in _told(known)}
    for name, value in lacking.items():
        setattr(known, name, value)
    if lacking:
        touch_citing(session, [known.key])
    return known


def _filled_as_spelled(session: Session, known: Source, wanted: Source) -> Source:
    """The same for a claim that is edited: that an address stays as it was is told to who has typed another."""
    filled = _filled(session, known, wanted)
    if wanted.url and filled.url != wanted.url:
        remark(session, f"The source at this address is known under another spelling, which stays: {filled.url}.")
    return filled


def _kept(session: Session, wanted: Source) -> Source:
    session.add(wanted)
    session.flush()
    return wanted


def _set(row: Source, name: str, value: object) -> None:
    """Give a field its value, and leave a row as it is that says so already."""
    if getattr(row, name) != value:
        setattr(row, name, value)


def _users_of(session: Session, source_id: int) -> int:
    """How many claims cite a source."""
    count = select(func.count(citation.claim_id.distinct())).where(citation.source_id == source_id)
    return int(session.execute(count).scalar_one())


_KEY: BindParameter[str] = bindparam("key")
_BY_ALIAS = select(alias.speaker_id).where(alias.name_key == _KEY).scalar_subquery()
_NAMES = speaker.id.table.alias("names")
_BY_NAME = select(_NAMES.c.id).where(_NAMES.c.name_key == _KEY).scalar_subquery()
_KNOWN: dict[type[Speaker | Subject | Tag], Select[Any]] = {
    Speaker: select(Speaker).where(speaker.id == func.coalesce(_BY_ALIAS, _BY_NAME)),
    Subject: select(Subject).where(subject.name_key == _KEY),
    Tag: select(Tag).where(tag.name_key == _KEY),
}
"""What finds a known name, a speaker's alias before the names of others."""


def _named(session: Session, table: type[Named], name: str) -> Named | None:
    wanted = _spaced(name)
    if not wanted:
        return None
    known: Named | None = session.execute(_KNOWN[table], {"key": name_key(wanted)}).scalar()
    if known is not None:
        return known
    row = table(name=wanted, name_key=name_key(wanted))
    session.add(row)
    session.flush()
    return row


def _spaced(name: str) -> str:
    return " ".join(name.split())
