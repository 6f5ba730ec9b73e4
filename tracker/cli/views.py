"""The command for saved views."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tracker.cli.filtering import FilterCommand
from tracker.cli.terminal import say, say_json
from tracker.display import display, pad

if TYPE_CHECKING:
    from tracker.cli.call import Call


@click.command(
    cls=FilterCommand,
    epilog="""\b
Examples:
  tracker views
  tracker views --save "Late models" status:overdue tag:ai
  tracker views --remove "Late models\"""",
)
@click.argument("words", metavar="[FILTER]...", nargs=-1)
@click.option("--save", metavar="NAME", help="Keep the FILTER under this name.")
@click.option("--remove", metavar="NAME", help="Forget the view of this name.")
@click.option("--json", "as_json", is_flag=True, help="Print the views as a JSON list.")
@click.pass_obj
def views(call: Call, *, words: tuple[str, ...], save: str | None, remove: str | None, as_json: bool) -> None:
    """List the saved views, save one, or remove one.

    The number before a view is its key on the screens. Everybody who uses the database has the same views.
    """
    from tracker.store.views import KEYS, all_views, remove_view, save_view

    if save is not None and remove is not None:
        raise click.UsageError("--save and --remove do not go together.")
    if words and save is None:
        raise click.UsageError("A FILTER goes with --save NAME.")
    with call.archive(may_be_new=True) as archive:
        if save is not None:
            number = archive.run(save_view, save, " ".join(words))
            where = f"is number {number}" if number <= KEYS else f"is kept; only the first {KEYS} have a key"
            say(display(f"The view “{save}” {where}."))
        elif remove is not None:
            archive.run(remove_view, remove)
            say(display(f"The view “{remove}” is removed."))
        else:
            found = archive.run(all_views)
            if as_json:
                say_json([{"name": view.name, "filter": view.filter, "own": view.is_own} for view in found])
                return
            for number, view in enumerate(found, start=1):
                key = str(number) if number <= KEYS else " "
                say(f"{key}  {pad(display(view.name), 12)} {display(view.filter or 'every claim')}")
