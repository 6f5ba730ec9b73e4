"""The command that makes two names of one thing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.terminal import say

if TYPE_CHECKING:
    from tracker.cli.call import Call


@click.command(
    epilog="""\b
Examples:
  tracker merge speaker "S. Altman" "Sam Altman"
  tracker merge publisher Techcrunch TechCrunch"""
)
@click.argument("what", type=click.Choice(["speaker", "subject", "publisher"]), metavar="speaker|subject|publisher")
@click.argument("name")
@click.argument("into")
@click.pass_obj
def merge(call: Call, *, what: str, name: str, into: str) -> None:
    """Make two names of one speaker, subject or publisher one.

    Whatever goes by NAME goes by INTO from now on. A speaker is still found under the old name.
    """
    from tracker.display import display
    from tracker.store.merging_names import merge_names

    with call.archive() as archive:
        count = archive.run(merge_names, what, name, into)
    moved = f"{count} {'source' if what == 'publisher' else 'claim'}{'s' * (count != 1)}"
    say(display(f"“{name}” is “{into}” now, with {moved}. tracker undo takes it back."))
