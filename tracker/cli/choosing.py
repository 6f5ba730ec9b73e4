"""Which claims a command is about: those named by their numbers, or all that a filter lets through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from tracker.cli.filtering import read_filter
from tracker.cli.streams import is_at_a_terminal
from tracker.cli.terminal import warn
from tracker.cli.unset import refuse_empty
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from tracker.store.archive import Archive
    from tracker.store.terms import Term

F = TypeVar("F", bound="Callable[..., Any]")

UNASKED = 20
"""So many claims may a filter let through before it is asked whether they are meant."""


@dataclass(frozen=True)
class Choice:
    """The claims that were named. Raises click's UsageError unless they are named in one way."""

    claim_ids: tuple[int, ...]
    filter_text: str | None
    is_sure: bool

    def __post_init__(self) -> None:
        if self.claim_ids and self.filter_text is not None:
            raise click.UsageError("Name claims by their numbers or with --filter, not both.")
        if not self.claim_ids and self.filter_text is None:
            raise click.UsageError("Name claims by their numbers, or with --filter FILTER.")
        refuse_empty("--filter", self.filter_text, "a filter", "every claim")

    @property
    def only(self) -> int | None:
        """The claim when exactly one was named by its number."""
        return self.claim_ids[0] if len(set(self.claim_ids)) == 1 else None

    def claims(self, archive: Archive, today: date, *more: Term) -> list[int]:
        """The numbers of the claims; a filter's must fit these terms too. Many are asked about on a terminal.

        Ends the command when no claim fits or they are not meant. Raises InvalidInput where nobody can be asked.
        """
        from tracker.store.queries import claim_numbers

        if self.filter_text is None:
            return list(dict.fromkeys(self.claim_ids))
        terms = read_filter((self.filter_text,))
        if not any(map(_narrows, terms)):
            raise click.UsageError("--filter needs a word to look for or a field: this one would mean every claim.")
        found = archive.run(claim_numbers, (*terms, *more), today)
        if not found:
            warn("No claim fits this filter. Nothing was written.")
            raise click.exceptions.Exit(0)
        if len(found) > UNASKED and not self.is_sure:
            _ask(len(found))
        return found


def by_filter(command: F) -> F:
    """Give a command about claims the options ``--filter`` and ``--yes``."""
    chosen = click.option(
        "--filter", "filter_text", metavar="FILTER", help="All claims that this filter lets through, instead of IDs."
    )
    sure = click.option(
        "--yes", "is_sure", is_flag=True, help=f"Do not ask when a filter lets through more than {UNASKED} claims."
    )
    return chosen(sure(command))


def _narrows(term: Term) -> bool:
    """Whether a term keeps any claim out: an order does not, nor do signs without a letter."""
    from tracker.store.orders import SORT

    return term.field != SORT if term.field else any(map(str.isalnum, term.value))


def _ask(count: int) -> None:
    """Let the user see how many claims are meant, and go on or leave."""
    if not is_at_a_terminal():
        raise InvalidInput(f"This is about {count} claims: add --yes if they are meant. Nothing was written.")
    if not click.confirm(f"This is about {count} claims. Go on?", err=True):
        warn("Nothing was written.")
        raise click.exceptions.Exit(0)
