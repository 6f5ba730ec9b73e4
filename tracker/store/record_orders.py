"""What the lines of a record can be put in order by."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import combining, normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.store.record import RecordGroup, RecordLine


class Order(StrEnum):
    """What lines are put in order by."""

    SETTLED = "settled"
    CAME_TRUE = "came true"
    ON_TIME = "on time"
    SLIP = "slip"
    NAME = "name"


class RecordPart(NamedTuple):
    """What is shown of the record: what claims are counted by, and what the lines are in order by."""

    group: RecordGroup
    order: Order = Order.SETTLED
    is_reversed: bool = False


def in_order(lines: Sequence[RecordLine], order: Order, *, is_reversed: bool) -> list[RecordLine]:
    """The lines, most first and names from A on, or the other way round.

    Where too little is known they come last, those with most claims to tell from first.
    """
    if order is Order.NAME:
        return sorted(lines, key=lambda line: (_without_accents(line.name), line.name), reverse=is_reversed)
    told = {id(line): worth(line, order) for line in lines}
    known = [line for line in lines if told[id(line)] is not None]
    unknown = [line for line in lines if told[id(line)] is None]
    known.sort(key=lambda line: told[id(line)] or 0.0, reverse=not is_reversed)
    unknown.sort(key=lambda line: (-_claims_behind(line, order), -line.settled, line.name.casefold()))
    return known + unknown


def _without_accents(name: str) -> str:
    """The name as it is looked up in a list: Élysée among the names with E."""
    return "".join(letter for letter in normalize("NFKD", name) if not combining(letter)).casefold()


def worth(line: RecordLine, order: Order) -> float | None:
    """What a line counts for in an order by numbers; None where too little is known."""
    if order is Order.SETTLED:
        return line.settled
    if order is Order.SLIP:
        return line.slip_days
    if order is Order.CAME_TRUE:
        return None if line.hit_rate.is_small else line.ranked_hit_rate
    return None if line.on_time.is_small else line.ranked_on_time


def _claims_behind(line: RecordLine, order: Order) -> int:
    """How many claims a line's place in an order would be told from."""
    rates = {Order.CAME_TRUE: line.hit_rate, Order.ON_TIME: line.on_time}
    return rates[order].of if order in rates else 0
