"""The sources at an address: those with the very same one first, then those of the same page, however it is spelled."""

from __future__ import annotations

from itertools import cycle, islice
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, or_, select

from tracker.claims.sources import SOURCE_FIELDS, SourceFields
from tracker.claims.web_pages import page_of, spellings_up_to_path
from tracker.store.own_conditions import BeginsWith, Holds, text_behind
from tracker.store.tables import source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlmodel import Session

_FEW = 20
"""Up to so many addresses are asked for one by one: for more, all that are kept are looked through once."""

_WAYS = 4
"""In so many ways an address may be spelled up to its path."""

_ENDS, _GOES_ON = ("", "/"), ("?", "#", "/?", "/#")
"""What stands behind the path of an address that ends there, and of one that goes on."""

_WHOLE = [f"whole_{number}" for number in range(_WAYS * len(_ENDS))]
_BEGUN = [f"begun_{number}" for number in range(_WAYS * len(_GOES_ON))]
_MAY_BE_AT = select(source.id, source.url).where(
    Holds(source.url, bindparam("within")),
    or_(
        source.url.in_([bindparam("address"), *map(bindparam, _WHOLE)]),
        *(BeginsWith(source.url, bindparam(one), bindparam(f"behind_{one}")) for one in _BEGUN),
    ),
)
"""The sources of a page, and few others: put together once, for that takes longer than to be answered.

What all its spellings hold tells a server soonest which of its rows are none of these.
"""


def sources_at(session: Session, address: str) -> list[int]:
    """The numbers of the sources of the page that an address names, the very same address first, then the oldest."""
    if not address:
        return []
    page = page_of(address)
    ways = list(islice(cycle(spellings_up_to_path(address) or [address]), _WAYS))
    asked = {"address": address, **dict(zip(_WHOLE, (way + end for way in ways for end in _ENDS), strict=True))}
    in_all = ways[0].partition("://")[2]
    asked["within"] = in_all if in_all in address else ""
    begun = dict(zip(_BEGUN, (way + sign for way in ways for sign in _GOES_ON), strict=True))
    asked |= begun | {f"behind_{name}": text_behind(text) for name, text in begun.items()}
    found = session.execute(_MAY_BE_AT, asked)
    numbers = [(url != address, number) for number, url in found if url == address or page_of(url) == page]
    return [number for _, number in sorted(numbers)]


def source_known_at(session: Session, address: str) -> SourceFields | None:
    """What is known of the source that a claim with this address would cite; None for a new one."""
    found = sources_at(session, address)
    if not found:
        return None
    columns = [source[name] for name in SOURCE_FIELDS]
    return SourceFields(*session.execute(select(*columns).where(source.id == found[0])).one())


def sources_of_pages(session: Session, page_by_address: Mapping[str, str]) -> set[int]:
    """The numbers of the sources of the pages that any of these addresses name."""
    if len(page_by_address) <= _FEW:
        return {number for address in page_by_address for number in sources_at(session, address)}
    pages = set(page_by_address.values())
    kept = session.execute(select(source.id, source.url).where(source.url != ""))
    return {number for number, url in kept if page_of(url) in pages}
