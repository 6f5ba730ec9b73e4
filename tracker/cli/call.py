"""What every command is given: which database, and what day it is."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from datetime import date

    from tracker.store.archive import Archive


@dataclass(frozen=True, slots=True)
class Call:
    """One run of the program. ``address`` may hold a password and is never shown."""

    address: str
    today: date

    def archive(self) -> Archive:
        """The database, opened; to be used in a ``with``. Raises DatabaseTrouble."""
        from tracker.store.archive import Archive

        return Archive.open(self.address)


def is_at_a_terminal() -> bool:
    """Whether somebody sits before both the input and the output."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def open_screens(address: str) -> int:
    """Open the screens on a database; the exit code that they end with. Refuses where there is no terminal."""
    if not is_at_a_terminal():
        raise click.UsageError("The screens need a terminal. In a script, name a command: tracker --help lists them.")
    return int(loaded("tracker.tui.app:run_app")(address))


def loaded(target: str) -> Any:
    """What ``module:attribute`` names, imported now and not before."""
    module, _, attribute = target.partition(":")
    return getattr(import_module(module), attribute)
