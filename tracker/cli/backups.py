"""Commands that keep the database safe: a backup of it, and bringing one back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from tracker import places
from tracker.cli.tables import aligned, joined
from tracker.cli.terminal import say, say_json, warn
from tracker.display import display
from tracker.errors import DatabaseTrouble, ReadOnly

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.cli.call import Call
    from tracker.store.address import Place
    from tracker.store.backup import Backup


@click.command(
    epilog="""\b
Examples:
  tracker backup
  tracker backup --into before-the-move.tracker"""
)
@click.option("--into", metavar="FILE", help="Write the backup to a new file there, which is kept until you remove it.")
@click.pass_obj
def backup(call: Call, *, into: str | None) -> None:
    """Make a backup of the database.

    A backup of a database file is a database file: tracker --db opens it like any other. Of a server's database it is
    a dump that pg_restore reads.
    """
    from tracker.store.address import read_address

    place = read_address(call.address)
    target = places.named_path(into).absolute() if into else None
    path, told = _back_up_file(place.path, target) if place.path else _dump(place, target)
    say(display(f"Backup written to {path}{told}."))


def _back_up_file(database: Path, target: Path | None) -> tuple[Path, str]:
    """Where the backup is, and what it is called when it is restored."""
    from contextlib import closing

    from tracker.store.backup import Reason, make_backup
    from tracker.store.sqlite_files import copy_database, open_file

    _see_that_it_is_there(database)
    if target is None:
        made = make_backup(database, Reason.ASKED, datetime.now(UTC))
        _tell_remark(made)
        return made.path, f"; tracker restore {made.name} brings it back"
    with closing(open_file(database, mode="ro")) as source:
        copy_database(source, target)
    return target, ""


def _dump(place: Place, target: Path | None) -> tuple[Path, str]:
    from tracker.store.server_dump import dump_name, dump_server

    path = target or places.backups_folder(None) / dump_name(place, datetime.now(UTC))
    dump_server(place, path)
    return path, ""


@click.command(
    epilog="""\b
Examples:
  tracker restore
  tracker restore 20250711T180000Z-first-of-day"""
)
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the list of backups as JSON.")
@click.pass_obj
def restore(call: Call, *, name: str | None, as_json: bool) -> None:
    """List the backups, or bring the database back to one of them.

    NAME is a backup as the list names it, or a file that tracker backup --into has written. The present database
    becomes a backup first, so that this, too, can be taken back.
    """
    from tracker.store.address import read_address
    from tracker.store.backup import list_backups
    from tracker.store.restoring import restore as bring_back
    from tracker.store.server_dump import how_to_restore

    place = read_address(call.address)
    if place.path is None:
        raise DatabaseTrouble(how_to_restore(place))
    if name is None:
        _list(list_backups(place.path), as_json=as_json)
        return
    if call.read_only:
        raise ReadOnly("With --read-only nothing is restored.")
    restored = bring_back(place.path, name, datetime.now(UTC))
    say(display(f"Restored {restored.backup.name}: {_claims(restored.backup)}, as of {_when(restored.backup)}."))
    if restored.present:
        say(display(f"What was there before is kept: tracker restore {restored.present.name} brings it back."))
        _tell_remark(restored.present)


def _tell_remark(backup: Backup) -> None:
    if backup.remark:
        warn(display(backup.remark))


def _list(backups: list[Backup], *, as_json: bool) -> None:
    if as_json:
        say_json([_record(one) for one in backups])
        return
    if not backups:
        warn(
            "There are no backups yet: from the second day on one is made before each day's first change; "
            "tracker backup makes one now."
        )
        return
    rows = [[one.name, _when(one), _claims(one), one.reason.label] for one in backups]
    for row in aligned(rows, (None, None, None, None)):
        say(joined(row))


def _record(backup: Backup) -> dict[str, Any]:
    told = {name: getattr(backup, name) for name in ("name", "reason", "claims")}
    return told | {"made_at": backup.made_at.isoformat(), "path": str(backup.path)}


def _when(backup: Backup) -> str:
    return f"{backup.made_at.astimezone():%Y-%m-%d %H:%M}"


def _claims(backup: Backup) -> str:
    if backup.claims is None:
        return "unreadable"
    return f"{backup.claims:,} claim{'s' * (backup.claims != 1)}"


def _see_that_it_is_there(database: Path) -> None:
    if not database.is_file():
        raise DatabaseTrouble(f"There is no database at {database}: there is nothing to back up.")
