"""The command that puts claims off; the queue itself is ``tracker list status:review``."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from tracker.cli.choosing import Choice, by_filter
from tracker.cli.terminal import say
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from datetime import date

    from tracker.cli.call import Call

_MOST_DAYS = 36_500


@click.command(
    epilog="""\b
Examples:
  tracker list status:review
  tracker snooze 4 30
  tracker snooze 4 7 2027-01-15
  tracker snooze --filter "status:review speaker:altman" 30"""
)
@click.argument("claim_ids", metavar="[ID]...", nargs=-1, type=int)
@click.argument("when")
@by_filter
@click.pass_obj
def snooze(call: Call, *, claim_ids: tuple[int, ...], when: str, filter_text: str | None, is_sure: bool) -> None:
    """Bring claims back for review later.

    WHEN is a number of days from today, or a day.
    """
    from tracker.store.bulk import snooze_claims

    choice = Choice(claim_ids, filter_text, is_sure)
    until = _day_of(when.strip(), call.today)
    with call.archive() as archive:
        count = archive.run(snooze_claims, choice.claims(archive, call.today), until)
    if choice.only is not None:
        say(f"Claim {choice.only} comes back on {until}.")
    else:
        say(f"{count} claim{'s come' if count != 1 else ' comes'} back on {until}.")


def _day_of(when: str, today: date) -> date:
    from tracker.claims.typed import read_day

    if when.isascii() and when.isdigit() and int(when) <= _MOST_DAYS:
        return today + timedelta(days=int(when))
    day = read_day(when, today)
    if day is None or day <= today:
        raise InvalidInput("Say when it comes back: a number of days, or a day to come.")
    return day
