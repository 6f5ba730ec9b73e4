"""The command that looks for what is wrong with a database."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from tracker.cli.terminal import say, say_json, warn
from tracker.display import display
from tracker.errors import DatabaseTrouble
from tracker.places import named_path

if TYPE_CHECKING:
    from tracker.cli.call import Call
    from tracker.store.doctor import Finding
    from tracker.store.salvage import Salvaged


@click.command(
    epilog="""\b
Examples:
  tracker doctor
  tracker doctor --deep
  tracker doctor --repair
  tracker doctor --salvage rescued.tracker

It ends with 0 when nothing is wrong, and with 4 when something is."""
)
@click.option("--deep", is_flag=True, help="Read every page and row, and hold them against the whole history.")
@click.option("--repair", "is_repair", is_flag=True, help="Make anew what can be made from the rest, then look again.")
@click.option("--salvage", "new_file", metavar="NEWFILE", help="Read all that can be read of a damaged file into this.")
@click.option("--json", "as_json", is_flag=True, help="Print what is wrong as a JSON list.")
@click.pass_context
def doctor(context: click.Context, /, *, deep: bool, is_repair: bool, new_file: str | None, as_json: bool) -> None:
    """Look for what is wrong with the database, and mend what can be mended."""
    from tracker.store.doctor import examine, repair

    call: Call = context.obj
    if new_file is not None:
        if deep or is_repair:
            raise click.UsageError("--salvage goes by itself: look at the new file afterwards.")
        _salvage(call, new_file)
        return
    with call.archive() as archive:
        if is_repair:
            _tell_of_repairs(repair(archive))
        findings = examine(archive, deep=deep or is_repair)
    if as_json:
        say_json([asdict(finding) for finding in findings])
    else:
        _tell(findings, deep=deep or is_repair)
    if findings:
        context.exit(DatabaseTrouble.exit_code)


def _tell(findings: list[Finding], *, deep: bool) -> None:
    for finding in findings:
        say(display(finding.sentence + " It can be mended: tracker doctor --repair." * finding.is_mendable))
    if not findings:
        say("Nothing is wrong." if deep else "Nothing is wrong, at first sight: --deep reads every row.")
    elif not all(finding.is_mendable for finding in findings):
        warn("tracker restore lists the backups; tracker doctor --salvage NEWFILE reads what can be read.")


def _tell_of_repairs(mended: dict[str, int]) -> None:
    for code, count in mended.items():
        warn(f"Made anew: {code}, {count:,}.")
    if not mended:
        warn("There was nothing to make anew.")


def _salvage(call: Call, new_file: str) -> None:
    from tracker.store.address import read_address
    from tracker.store.salvage import salvage

    database = read_address(call.address).path
    if database is None:
        raise DatabaseTrouble("Only files can be salvaged: a server's database is its administrator's.")
    if not database.is_file():
        raise DatabaseTrouble(f"There is no database at {database}: there is nothing to salvage.")
    target = named_path(new_file).absolute()
    salvaged = salvage(database, target)
    for table, count in salvaged.rows.items():
        if count:
            say(f"{count:>9,}  {table.replace('_', ' ')}")
    say(display(f"Written to {target}: {sum(salvaged.rows.values()):,} rows, {_beyond_the_tables(salvaged)}."))


def _beyond_the_tables(salvaged: Salvaged) -> str:
    return f"{salvaged.from_history:,} of them from the history alone; {salvaged.lost:,} known to be lost"
