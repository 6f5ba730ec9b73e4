"""The command that puts a claim off; the queue itself is ``tracker list status:review``."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

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
  tracker snooze 4 2027-01-15"""
)
@click.argument("claim_id", metavar="ID", type=int)
@click.argument("when")
@click.pass_obj
def snooze(call: Call, *, claim_id: int, when: str) -> None:
    """Bring a claim back for review later.

    WHEN is a number of days from today, or a day.
    """
    from tracker.store.bulk import snooze_claims

    until = _day_of(when.strip(), call.today)
    with call.archive() as archive:
        archive.run(snooze_claims, [claim_id], until)
    say(f"Claim {claim_id} comes back on {until}.")


def _day_of(when: str, today: date) -> date:
    from tracker.claims.drafts import read_day

    if when.isascii() and when.isdigit() and int(when) <= _MOST_DAYS:
        return today + timedelta(days=int(when))
    day = read_day(when, today)
    if day is None or day <= today:
        raise InvalidInput("Say when it comes back: a number of days, or a day to come.")
    return day
