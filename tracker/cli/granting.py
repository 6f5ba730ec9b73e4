"""The command that tells what to run on a server for its users."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tracker.cli.call import Call


@click.command(
    epilog="""\b
Example, for the owner of the database:
  tracker --db postgresql://owner@host/claims grant bo | psql postgresql://owner@host/claims

An upgrade grants the rights to new tables by itself, or says whose are to be granted again."""
)
@click.argument("role")
@click.option("--read", "only_read", is_flag=True, help="Allow reading only.")
@click.pass_obj
def grant(call: Call, *, role: str, only_read: bool) -> None:
    """Print the SQL that lets a role of a PostgreSQL server write claims.

    Its users write claims and everything about them. To the history they can only add. Tables are made and changed by
    their owner alone, who upgrades by opening the database with a new version.
    """
    from tracker.store.address import read_address
    from tracker.store.grants import grants_for

    click.echo(grants_for(read_address(call.address), role, only_read=only_read), nl=False)
