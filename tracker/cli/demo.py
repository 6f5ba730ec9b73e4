"""The command that shows the program on examples."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from tracker.cli.call import Call, open_screens
from tracker.cli.claims import print_list
from tracker.cli.streams import is_at_a_terminal
from tracker.cli.terminal import say, warn
from tracker.display import display
from tracker.errors import InvalidInput
from tracker.places import named_path

if TYPE_CHECKING:
    from datetime import date


@click.command()
@click.option("--into", metavar="PATH", help="Write the examples to a new database there instead, and keep it.")
@click.pass_context
def demo(context: click.Context, *, into: str | None) -> None:
    """Try the program on examples, in a database that is thrown away."""
    call: Call = context.obj
    if into is not None:
        path = named_path(into)
        count = _write_new(path, call.today)
        say(display(f"{count} example claims written to {path}. Open them with: tracker --db {path}"))
        return
    with TemporaryDirectory(prefix="tracker-demo-") as folder:
        place = Path(folder) / "examples.tracker"
        _write_new(place, call.today)
        if is_at_a_terminal():
            context.exit(open_screens(str(place)))
        with Call(str(place), call.today).archive() as archive:
            print_list(archive, (), call.today)
    warn("In a terminal, tracker demo opens these examples on the screens; tracker demo --into FILE keeps them.")


def _write_new(path: Path, today: date) -> int:
    """Write the examples to a database that did not exist; when that fails it does not exist after."""
    from tracker.store.archive import Archive
    from tracker.store.examples import load_examples

    if os.path.lexists(path):
        raise InvalidInput(f"{path} exists already and was left as it is: name a new file.")
    with ExitStack() as stack:
        stack.callback(path.unlink, missing_ok=True)
        with Archive.open(str(path)) as archive:
            count = load_examples(archive, today)
        stack.pop_all()
    return count
