"""The command that hands out reports."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from tracker.cli.filtering import FILTER_HELP, FilterCommand
from tracker.cli.progress import watch_if_seen
from tracker.cli.streams import is_watched, standard_output
from tracker.cli.tables import width
from tracker.cli.terminal import warn
from tracker.cli.unset import never_empty
from tracker.display import display, display_lines
from tracker.errors import InvalidInput
from tracker.places import named_path

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path
    from typing import TextIO

    from tracker.cli.call import Call
    from tracker.reports.edition import ReportChoices, Written
    from tracker.store.archive import Archive

_STANDARD_OUTPUT = "-"


class TerminalSink:
    """Standard output when somebody watches: rows pass the one door to the terminal."""

    def __init__(self, output: TextIO) -> None:
        self._output = output

    def write(self, piece: str | bytes, /) -> int:
        """Show the text. Raises InvalidInput for what is none."""
        if isinstance(piece, bytes):
            raise InvalidInput("A workbook cannot be shown on a terminal: name a file with -o.")
        return self._output.write(display_lines(piece))


class ProgramSink:
    """Standard output when a program reads it: the rows as they are, in UTF-8 whatever the system has."""

    def __init__(self, output: TextIO) -> None:
        self._output = output.buffer

    def write(self, piece: str | bytes, /) -> int:
        """Hand the piece on."""
        return self._output.write(piece.encode() if isinstance(piece, str) else piece)


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

\b
FORMAT is one of:
  csv          for programs and spreadsheets; usual for a file or a pipe
  jsonl        one JSON object per line
  markdown     to be read and published
  text         to be read as it is; usual on a terminal
  xlsx         an Excel workbook
  ics          last days as a calendar: claims, due
  claimreview  settled claims for search engines: claims

{FILTER_HELP}

\b
Examples:
  tracker report record
  tracker report claims --view Settled -o claims.csv --csvw
  tracker report due status:review -o due.csv --excel=fr
  tracker report record --as-of 2026-10-31 -o october.md""",
)
@click.argument("name")
@click.argument("words", metavar="[FILTER]...", nargs=-1)
@click.option("-o", "--output", metavar="FILE", default=_STANDARD_OUTPUT, help="The file; - is standard output.")
@click.option("--format", "format_", metavar="FORMAT", default="", help="Without it the file's ending decides.")
@click.option(
    "--view", metavar="NAME", callback=never_empty("a name", "every claim"), help="Only the claims of a saved view."
)
@click.option("--as-of", metavar="DAY", callback=never_empty("a day", "today"), help="Tell what was known on that day.")
@click.option("--force", is_flag=True, help="Replace a file that exists.")
@click.option(
    "--excel",
    metavar="[=en|fr]",
    type=click.Choice(["auto", "en", "fr"]),
    help="Write CSV that a spreadsheet program opens by itself; French ones want semicolons and decimal commas. "
    "Without a language that of your system counts.",
)
@click.option("--csvw", is_flag=True, help="Describe the columns of a CSV file in a second file beside it.")
@click.option(
    "--check-url",
    metavar="URL",
    default="",
    help="Where your checks are published, with {claim_id} for the number: for claimreview.",
)
@click.pass_obj
def report(
    call: Call,
    *,
    name: str,
    words: tuple[str, ...],
    output: str,
    format_: str,
    view: str | None,
    as_of: str | None,
    force: bool,
    excel: str | None,
    csvw: bool,
    check_url: str,
) -> None:
    """Write a report, to be read or to be worked with.

    Where FILTER tells sources, by source: or cites:, the report citations tells only these.
    """
    from tracker.reports.edition import ReportChoices
    from tracker.reports.formats import spreadsheet_language
    from tracker.store.past import read_earlier_day

    is_to_be_read = output == _STANDARD_OUTPUT and is_watched(sys.stdout) and not (format_ or excel)
    choices = ReportChoices(
        report=name,
        filter=" ".join(words),
        view=view or "",
        format="text" if is_to_be_read else format_,
        excel=spreadsheet_language(os.environ) if excel == "auto" else excel or "",
        as_of=read_earlier_day(as_of or "", call.today),
        describes_columns=csvw,
        check_url=check_url,
        width=width() if output == _STANDARD_OUTPUT else None,
    )
    with call.archive() as archive:
        if output == _STANDARD_OUTPUT:
            _send(archive, choices, call.today)
        else:
            _write(archive, choices, named_path(output), call.today, force=force)


def _send(archive: Archive, choices: ReportChoices, today: date) -> None:
    """Write to standard output; what there is to say of it goes to standard error."""
    from tracker.reports.writing import send_report
    from tracker.store.past import unwatched

    if choices.describes_columns:
        raise InvalidInput("The columns are described beside a file: --csvw goes with -o FILE.")
    output = standard_output()
    is_seen = is_watched(output)
    sink = TerminalSink(output) if is_seen else ProgramSink(output)
    watch = unwatched if is_seen else watch_if_seen()
    written = send_report(archive, choices, sink, today=today, watch=watch)
    output.flush()
    if written.left_out or (written.missing and not is_seen):
        _tell(written, "standard output")
    elif written.remedy:
        warn(written.remedy)


def _write(archive: Archive, choices: ReportChoices, target: Path, today: date, *, force: bool) -> None:
    from tracker.reports.writing import write_report

    written = write_report(archive, choices, target, today=today, force=force, watch=watch_if_seen())
    _tell(written, str(target))


def _tell(written: Written, where: str) -> None:
    warn(display(f"{written.in_words(where)} {written.remedy}".rstrip()))
