"""What a filter finds, read from the archive a page at a time; where that is nothing, the claims nearest to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.store import queries
from tracker.store.completing import ends_with_a_field
from tracker.store.nearest import NearestClaims, nearest_claims
from tracker.store.pages import place_in_list
from tracker.tui.widgets.paged_list import PAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.store.rows import Page
    from tracker.store.terms import Term
    from tracker.tui.desk import Desk
    from tracker.tui.widgets.paged_list import PagedList


class FoundClaims:
    """Asks for the list, and remembers what was found: how many claims, or which are near. ``nearest`` are these."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._last: tuple[int, Page | None] = (-1, None)
        self.nearest = NearestClaims()

    async def read(
        self,
        wanted: PagedList.Wanted,
        terms: tuple[Term, ...],
        text: str,
        is_still_asked: Callable[[], bool],
    ) -> Page:
        """A page of what the ``terms`` of a filter's ``text`` find; what is near is looked for if that is nothing.

        While a field's name is being typed, no near claims are looked for. Where counting may take long, it is left for
        later if it is the list's first page that is asked for first.
        """
        # However many pages of a list are read, its claims are counted once.
        generation, counted = self._last
        today, is_first = self._desk.today(), generation != wanted.generation
        if is_first:
            counted = None
            self._last = (wanted.generation, None)
        if is_first and wanted.offset == 0:
            page = await self._desk.ask(queries.first_claims, terms, today, PAGE)
        else:
            page = await self._desk.ask(queries.list_claims, terms, today, wanted.offset, PAGE, counted)
        has_words = any(not term.field for term in terms)
        nearest = NearestClaims()
        if not page.total and has_words and not ends_with_a_field(text) and is_still_asked():
            nearest = await self._desk.ask(nearest_claims, text, today)
        self._last, self.nearest = (wanted.generation, page if page.is_counted else None), nearest
        return page

    async def count(self, page: Page, generation: int, terms: tuple[Term, ...], *, is_typed: bool) -> Page:
        """The same page, with how many claims the ``terms`` find; while they are typed, perhaps only at least."""
        question = queries.counted_while_typed if is_typed else queries.counted
        counted = await self._desk.ask(question, page, terms, self._desk.today())
        if counted.is_counted:
            self._last = (generation, counted)
        return counted

    async def line_of(self, terms: tuple[Term, ...], claim_id: int | None) -> int:
        """The line at which a claim stands, from 0; that of the first without one."""
        near = [row.claim_id for row in self.nearest.rows]
        if claim_id is None or claim_id in near:
            return near.index(claim_id) if claim_id else 0
        return await self._desk.ask(place_in_list, terms, self._desk.today(), claim_id)

    async def first_of(self, terms: tuple[Term, ...], claim_ids: Sequence[int]) -> int | None:
        """That of some claims which is found first; None where none is."""
        if not claim_ids:
            return None
        return await self._desk.ask(queries.first_listed, terms, self._desk.today(), claim_ids)

    async def those_of(self, terms: tuple[Term, ...], claim_ids: Sequence[int]) -> set[int]:
        """Those of some claims that are found, or are near where nothing is."""
        near = {row.claim_id for row in self.nearest.rows}.intersection(claim_ids)
        return near | await self._desk.ask(queries.those_listed, terms, self._desk.today(), claim_ids)

    async def numbers(self, terms: tuple[Term, ...]) -> list[int]:
        """The numbers of all claims that are found, which those that are only near are not."""
        return await self._desk.ask(queries.claim_numbers, terms, self._desk.today())
