"""What every command is given: which database, and what day it is."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import click

from tracker.cli.streams import is_at_a_terminal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tracker.dates.conventions import Conventions
    from tracker.settings import Settings
    from tracker.store.archive import Archive


@dataclass(frozen=True)
class Call:
    """One run of the program. ``address`` may hold a password and is never shown.

    ``is_named`` tells a database that the user named from the one that everybody has. ``read_only`` forbids every
    change.
    """

    address: str
    today: date
    is_named: bool = False
    read_only: bool = False

    @contextmanager
    def archive(self, *, may_be_new: bool = False) -> Iterator[Archive]:
        """The database, opened for as long as the ``with`` lasts. Raises DatabaseTrouble.

        One that the user named is made only where ``may_be_new`` says so: its name may be mistyped.
        """
        from tracker.display import display
        from tracker.store.archive import Archive
        from tracker.store.collecting import collect_from_now_on

        collect_from_now_on()
        must_exist = self.is_named and not may_be_new
        with Archive.open(self.address, must_exist=must_exist, read_only=self.read_only) as archive:
            try:
                yield archive
            finally:
                for remark in archive.take_remarks():
                    click.echo(display(remark), err=True)

    @contextmanager
    def empty_archive(self) -> Iterator[Archive]:
        """A database with nothing in it, for as long as the ``with`` lasts."""
        from tempfile import TemporaryDirectory

        from tracker.store.archive import Archive

        with TemporaryDirectory(prefix="tracker-") as folder, Archive.open(f"{folder}/empty.tracker") as archive:
            yield archive

    def is_first_look(self) -> bool:
        """Whether the user's own database was never written to, and is not there yet."""
        return not self.is_named and self.is_missing()

    def is_missing(self) -> bool:
        """Whether the database is a file that is not there yet. Raises DatabaseTrouble for an address that is none."""
        from tracker.store.address import read_address

        path = read_address(self.address).path
        return path is not None and not os.path.exists(path)  # noqa: PTH110 -- pathlib's raises for a closed folder

    @cached_property
    def settings(self) -> Settings:
        """What the user chose, read once; a command that needs none of it runs whatever the file holds.

        Raises InvalidInput.
        """
        from tracker.settings import read_settings

        return read_settings()

    @cached_property
    def conventions(self) -> Conventions:
        """How the user wants deadlines read. Raises InvalidInput."""
        from tracker.dates.conventions import conventions_of

        return conventions_of(self.settings.dates)


def open_screens(address: str, *, read_only: bool = False) -> int:
    """Open the screens on a database; the exit code that they end with. Refuses where there is no terminal."""
    if not is_at_a_terminal():
        raise click.UsageError("The screens need a terminal. In a script, name a command: tracker --help lists them.")
    from tracker.tui.app import run_app

    return run_app(address, read_only=read_only)
