"""The command that hands out reports."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tracker.cli.call import is_watched
from tracker.cli.filtering import FILTER_HELP, FilterCommand, read_filter
from tracker.cli.terminal import warn
from tracker.display import display, display_lines

if TYPE_CHECKING:
    from tracker.cli.call import Call

_LOCALE_VARIABLES = ("LC_ALL", "LANG")


class TerminalSink:
    """Standard output when somebody watches: rows pass the one door to the terminal."""

    def write(self, text: str, /) -> int:
        """Show the text."""
        return sys.stdout.write(display_lines(text))


class ProgramSink:
    """Standard output when a program reads it: the rows as they are, in UTF-8 whatever the system has."""

    def write(self, text: str, /) -> int:
        """Hand the text on."""
        return sys.stdout.buffer.write(text.encode())


@click.command(
    cls=FilterCommand,
    epilog=f"""\b
NAME is one of:
  claims       all that is known of each claim
  verdicts     every decision with its evidence
  due          what wants to be judged now or within 30 days
  record       who keeps dates and who slips
  slips        every time a date was moved, dropped or taken back
  calibration  how sure you were, against what came true
  citations    every source with the words quoted from it

{FILTER_HELP}

\b
Examples:
  tracker report claims -o claims.csv
  tracker report due status:review -o due.csv --excel=fr""",
)
@click.argument("name")
@click.argument("words", metavar="[FILTER]...", nargs=-1)
@click.option("-o", "--output", metavar="FILE", default="-", help="The file to write; - is standard output.")
@click.option(
    "--format", "format_", metavar="NAME", default="", help="csv or jsonl. Without it the file's ending decides."
)
@click.option("--force", is_flag=True, help="Replace a file that exists.")
@click.option(
    "--excel",
    metavar="[=en|fr]",
    type=click.Choice(["auto", "en", "fr"]),
    help="Write CSV that a spreadsheet program opens by itself; French ones want semicolons. Without a language that "
    "of your system counts.",
)
@click.pass_obj
def report(
    call: Call, *, name: str, words: tuple[str, ...], output: str, format_: str, force: bool, excel: str | None
) -> None:
    """Write a report as CSV or JSON lines."""
    from tracker.reports.writing import send_report, write_report

    terms = read_filter(words)
    spreadsheet = _language_of_the_system() if excel == "auto" else excel or ""
    with call.archive() as archive:
        if output == "-":
            sink = TerminalSink() if is_watched(sys.stdout) else ProgramSink()
            send_report(archive, name, terms, sink, today=call.today, format=format_, excel=spreadsheet)
            return
        count = write_report(
            archive, name, terms, Path(output), today=call.today, format=format_, force=force, excel=spreadsheet
        )
    warn(display(f"{count} row{'s' * (count != 1)} written to {output}."))


def _language_of_the_system() -> str:
    told = next((value for name in _LOCALE_VARIABLES if (value := os.environ.get(name))), "")
    return "fr" if told.casefold().startswith("fr") else "en"
