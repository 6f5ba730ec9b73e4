"""Names and sources of thousands of claims at once: found when known, kept when new, with a few questions for all."""

from __future__ import annotations

from collections import defaultdict
from itertools import product
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from tracker.claims.model import Source, Speaker, Subject, Tag
from tracker.claims.naming import name_key
from tracker.claims.sources import SOURCE_FIELDS, SourceFields
from tracker.claims.web_pages import page_of
from tracker.store.addressed import sources_of_pages
from tracker.store.claim_rows import touch_citing
from tracker.store.inserting import insert_rows, take_numbers, whole_values
from tracker.store.tables import alias, columns_of, source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from sqlmodel import Session

    from tracker.claims.model import ClaimFields, Row

_AT_ONCE = 5_000
_told_of_source = attrgetter(*(f"source_{name}" for name in SOURCE_FIELDS))


def source_of(fields: ClaimFields) -> SourceFields:
    """What a claim tells of the source that states it."""
    return SourceFields._make(_told_of_source(fields))


def numbers_of_names(session: Session, table: type[Speaker | Subject | Tag], names: Iterable[str]) -> dict[str, int]:
    """The number of each name, by its key; a new one is kept as it is spelled first. Speakers have other names too."""
    spelled: dict[str, str] = {}
    for name in dict.fromkeys(names):
        spelled.setdefault(name_key(name), " ".join(name.split()))
    spelled.pop("", None)
    numbers: dict[str, int] = {}
    for keys in _some(list(spelled)):
        columns = columns_of(table)
        known = select(columns.name_key, columns.id).where(columns.name_key.in_(keys))
        numbers.update({row[0]: row[1] for row in session.execute(known)})
        if table is Speaker:
            others = select(alias.name_key, alias.speaker_id).where(alias.name_key.in_(keys))
            numbers.update({row[0]: row[1] for row in session.execute(others)})
    new = {key: name for key, name in spelled.items() if key not in numbers}
    given = dict(zip(new, take_numbers(session, table, len(new)), strict=True)) if new else {}
    _insert(session, table, ({"id": given[key], "name": name, "name_key": key} for key, name in new.items()))
    return numbers | given


class SourceBook:
    """The sources of many claims. ``is_exact`` takes only those for known that say the very same.

    Otherwise a source is known by the page that its address names, else by title, publisher and day, as for a single
    claim: what a known one lacks is filled in. What contradicts each of those that are known is kept as a source of its
    own: of a file nobody can be asked which of them is right.
    """

    def __init__(self, session: Session, told: Iterable[SourceFields], *, is_exact: bool) -> None:
        self._session, self._is_exact = session, is_exact
        self._exact: dict[SourceFields, int] = {}
        self._going_by: dict[tuple[object, ...], list[int]] = defaultdict(list)
        self._page_of: dict[str, str] = {}
        self._spelled: dict[str, list[str]] = defaultdict(list)
        self._says: dict[int, SourceFields] = {}
        self._lacking: dict[int, SourceFields] = {}
        self._new: dict[int, SourceFields] = {}
        wanted = {*told} - {_NOTHING}
        self._read_known(wanted)
        self._free = iter(take_numbers(session, Source, len(wanted)) if wanted else ())

    def number_of(self, told: SourceFields) -> int | None:
        """The number of the source that is meant; None when nothing is told of it."""
        if told == _NOTHING:
            return None
        known = self._exact.get(told)
        if known is None and not self._is_exact:
            known = next((one for one in self._those_meant(told) if not _contradict(self._says[one], told)), None)
        if known is None:
            known = next(self._free)
            self._new[known] = told
            self._learn(known, told)
        elif not self._is_exact:
            self._fill(known, told)
        return known

    def number_by_address(self, url: str, published_on: date | None) -> int | None:
        """The number of a source with this address and day, whatever else it says; None when nothing is told."""
        if not url and published_on is None:
            return None
        found = next(iter(self._going_by.get((url,), ())), None)
        if found is not None and self._says[found].published_on == published_on:
            return found
        return self.number_of(SourceFields(url=url, published_on=published_on))

    def keep(self) -> None:
        """Write the new sources, and what known ones lacked."""
        _insert(self._session, Source, ({"id": number, **told._asdict()} for number, told in self._new.items()))
        for numbers in _some(list(self._lacking)):
            for row in self._session.execute(select(Source).where(source.id.in_(numbers))).scalars():
                for name, value in self._lacking[row.key]._asdict().items():
                    if value and not getattr(row, name):
                        setattr(row, name, value)
            touch_citing(self._session, numbers)
            self._session.flush()

    def _those_meant(self, told: SourceFields) -> Iterator[int]:
        """The sources that go by the same address or page, those of the same title first; else by the same name."""
        if not told.url:
            yield from self._going_by.get(_name(told), ()) if told.title else ()
            return
        titles: tuple[tuple[str, ...], ...] = ((told.title,), ("",)) if told.title else ((),)
        for title in titles:
            yield from self._going_by.get((told.url, *title), ())
        others = (url for url in self._spelled[self._page_of[told.url]] if url != told.url)
        for url, title in product(others, titles):
            yield from self._going_by.get((url, *title), ())

    def _fill(self, number: int, told: SourceFields) -> None:
        says = self._says[number]
        if says == told:
            return
        lacking = {name: new for name, new in told._asdict().items() if new and not getattr(says, name)}
        if lacking:
            filled = says._replace(**lacking)
            self._learn(number, filled)
            (self._new if number in self._new else self._lacking)[number] = filled

    def _learn(self, number: int, told: SourceFields) -> None:
        self._says[number] = told
        self._exact.setdefault(told, number)
        if told.url and not self._is_exact and (told.url,) not in self._going_by:
            page = self._page_of.get(told.url) or page_of(told.url)
            self._spelled[page].append(told.url)
        for key in (*(((told.url,), (told.url, told.title)) if told.url else ()), _name(told)):
            if number not in self._going_by[key][-1:]:
                self._going_by[key].append(number)

    def _read_known(self, wanted: set[SourceFields]) -> None:
        """The sources that have one of these addresses, or another of its page, or one of these titles."""
        columns = [source.id, *(source[name] for name in SOURCE_FIELDS)]
        asked = ((source.url, {one.url for one in wanted} - {""}), (source.title, {one.title for one in wanted} - {""}))
        found: dict[int, Any] = {}
        for column, values in asked:
            for some in _some(sorted(values)):
                rows = self._session.execute(select(*columns).where(column.in_(some)))
                found.update({row[0]: SourceFields(*row[1:]) for row in rows})
        if not self._is_exact:
            self._page_of = {url: page_of(url) for url in asked[0][1]}
            of_pages = sources_of_pages(self._session, self._page_of)
            for some in _some(sorted(of_pages - found.keys())):
                rows = self._session.execute(select(*columns).where(source.id.in_(some)))
                found.update({row[0]: SourceFields(*row[1:]) for row in rows})
        for number in sorted(found):
            self._learn(number, found[number])


_NOTHING = SourceFields()


def _name(told: SourceFields) -> tuple[str, str, date | None]:
    """What a source without an address goes by."""
    return told.title, told.publisher, told.published_on


def _contradict(one: SourceFields, other: SourceFields) -> bool:
    """Whether both say something of the same, and not the same; those that are compared are of one page."""
    return any(
        first and second and first != second and name != "url"
        for name, first, second in zip(SOURCE_FIELDS, one, other, strict=True)
    )


def _insert(session: Session, table: type[Row], rows: Iterable[dict[str, Any]]) -> None:
    whole = [whole_values(session, table, row) for row in rows]
    if whole:
        insert_rows(session, table, whole)


def _some(values: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]
