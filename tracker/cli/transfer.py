"""Commands for files that come back: everything out of a database, and claims into it."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.filtering import FilterCommand, read_filter
from tracker.cli.progress import watch_if_seen
from tracker.cli.streams import is_at_a_terminal, standard_input
from tracker.cli.terminal import say, say_json, warn
from tracker.cli.unset import never_empty, refuse_empty
from tracker.display import display
from tracker.errors import EditConflict, InvalidInput
from tracker.places import named_path

if TYPE_CHECKING:
    from tracker.cli.call import Call
    from tracker.store.archive import Archive
    from tracker.store.incoming.plan import Confirmed, ImportPlan
    from tracker.transfer.importing import Reading
    from tracker.transfer.told import Circumstances

_FATEBOOK = "fatebook"
_FOLDER_AT_HAND = "the folder that you are in"


@click.command(
    cls=FilterCommand,
    epilog="""\b
Examples:
  tracker export copy-of-today
  tracker export copy-of-today.zip --format jsonl
  tracker export forecasts.csv --for fatebook status:settled""",
)
@click.argument("target", metavar="FOLDER|FILE")
@click.argument("words", metavar="[FILTER]...", nargs=-1)
@click.option("--format", "format_", type=click.Choice(["csv", "jsonl"]), help="csv, as usual, or jsonl.")
@click.option("--force", is_flag=True, help="Replace an export, or a file, that is there.")
@click.option(
    "--for", "for_", type=click.Choice([_FATEBOOK]), help="Write settled claims as a CSV file that Fatebook can import."
)
@click.pass_obj
def export(
    call: Call, *, target: str, words: tuple[str, ...], format_: str | None, force: bool, for_: str | None
) -> None:
    """Write everything into files that tracker import reads back.

    FOLDER gets one file for each table, a README that explains every column, and a description for programs; a name
    that ends in .zip gets them in one file. The history of steps is not in it. A FILTER goes with --for.
    """
    if words and not for_:
        raise click.UsageError("An export holds everything. A filter goes with --for, or with tracker report.")
    if for_ and format_:
        raise click.UsageError("Fatebook takes CSV and nothing else: leave --format away.")
    refuse_empty("An export", target, "a name", _FOLDER_AT_HAND)
    if target == "-":
        raise click.UsageError("An export goes into files, not to standard output: name a folder or a file.")
    path = named_path(target)
    with call.archive() as archive:
        if for_:
            _export_for_fatebook(call, archive, path, words, force=force)
            return
        from tracker.transfer.everything import export_everything

        counts = export_everything(archive, path, format=format_ or "csv", force=force, watch=watch_if_seen())
    total = sum(counts.values())
    warn(display(f"{_rows(total)} of {len(counts)} tables written to {target}: tracker import reads them back."))


def _export_for_fatebook(call: Call, archive: Archive, target: Path, words: tuple[str, ...], *, force: bool) -> None:
    from tracker.transfer.fatebook import export_for_fatebook

    written, left_out = export_for_fatebook(archive, read_filter(words), target, call.today, force=force)
    warn(display(f"{written:,} claim{'s' * (written != 1)} written to {target} for Fatebook's import."))
    if left_out:
        told = "Fatebook takes settled claims alone, with a probability that you stated before the verdict."
        warn(f"{left_out:,} left out: {told}")


@click.command(
    "import",
    epilog="""\b
Examples:
  tracker import copy-of-today --yes
  tracker import claims.csv
  tracker import fatebook.csv --rejects to-mend.csv --keep-good
  tracker import table.csv --map "statement=Question,due_text=Resolve by" --save-mapping "our table"

\b
Fields that a column can be mapped to:
  statement kind said_on language due_text criteria review_on notes speaker
  subject quote quote_prefix quote_suffix via source_title source_publisher
  source_author source_url source_archive_url source_published_on
  source_language source_type revises depends_on tags verdict occurred_on
  decided_on decided_by reason evidence_url evidence_title
  evidence_publisher evidence_quote credence

\b
Exit codes: 0 written, or nothing to write; 3 rows that cannot be kept, or
nobody to ask and no --yes; 6 rows left as they are because they were changed
here since the file was written.""",
)
@click.argument("path", metavar="PATH")
@click.option("--yes", "is_sure", is_flag=True, help="Write without asking.")
@click.option(
    "--preset",
    metavar="NAME",
    default="",
    help="Read it as fatebook, fatebook-import, predictionbook, metaculus, claimreview or fact-check-tools, or by a "
    "mapping that was kept. Without it the file tells.",
)
@click.option(
    "--map", "columns", metavar="FIELD=COLUMN,…", multiple=True, help="Which column tells a field; may be given again."
)
@click.option("--save-mapping", metavar="NAME", default="", help="Keep the mapping of columns under a name.")
@click.option("--encoding", metavar="NAME", default="", help="Its encoding, such as cp1252. Without it the file tells.")
@click.option("--dates", "day_order", type=click.Choice(["dmy", "mdy"]), help="How 3/4/2025 is meant.")
@click.option("--scale", type=click.Choice(["1", "100"]), help="Up to which number probabilities go.")
@click.option(
    "--conflicts",
    type=click.Choice(["keep", "file"]),
    default="keep",
    help="What counts where a claim was changed here since the file was written: what is kept, or the file.",
)
@click.option("--keep-good", "keeps_good", is_flag=True, help="Write the good rows though others cannot be kept.")
@click.option(
    "--rejects",
    metavar="FILE",
    callback=never_empty("a file", "none"),
    help="Put the rows that cannot be kept into a file, to mend and import.",
)
@click.option("--force", is_flag=True, help="Let --rejects replace a file that is there.")
@click.option("--all", "lists_all", is_flag=True, help="List every row, not the first 20 of each sort.")
@click.option("--json", "as_json", is_flag=True, help="Print what it would change, or has changed, as JSON.")
@click.pass_obj
def import_(call: Call, /, *, path: str, is_sure: bool, **options: Any) -> None:
    """Read claims from a file, show what would change, and write it.

    PATH is an export, the report “claims”, a file of another program or any table; - reads standard input. What is
    written is one step, which tracker undo takes back. On a terminal you are asked; elsewhere nothing is written
    without --yes.
    """
    refuse_empty("An import", path, "a file", _FOLDER_AT_HAND)
    asks = is_at_a_terminal() and path != "-" and not options["as_json"]
    # A database is made once there is something to write into it: until then an empty one stands for it.
    is_made_later = call.is_missing() and not call.read_only
    with call.empty_archive() if is_made_later else call.archive() as archive:
        work = _Work(call, archive, options, is_made_later=is_made_later)
        reading = work.read(path)
        plan = work.plan(reading)
        written = work.write(reading, plan, is_sure=is_sure, asks=asks)
    work.tell_end(plan, written)


class _Work:
    """One import, from reading the file to the last line that is said about it."""

    def __init__(self, call: Call, archive: Archive, options: dict[str, Any], *, is_made_later: bool) -> None:
        self._call, self._archive, self._options, self._is_made_later = call, archive, options, is_made_later

    def read(self, path: str) -> Reading:
        """What the file is, and keep its mapping if that is wanted."""
        from tracker.transfer.importing import Wish, read_file
        from tracker.transfer.kept_mappings import KeptMapping, keep_mapping

        around = self._around()
        wish = Wish(self._options["preset"], self._options["columns"])
        content = standard_input().buffer.read() if path == "-" else None
        reading = read_file(Path(path), around, wish, content=content, watch=watch_if_seen())
        name = self._options["save_mapping"]
        if name and reading.columns is None:
            raise InvalidInput(f"This is {reading.recognised}: there is no mapping of columns to keep.")
        if name:
            keep_mapping(KeptMapping(name, reading.columns or {}, around.manner))
        return reading

    def plan(self, reading: Reading) -> ImportPlan:
        """What it would change, told unless it is told as JSON in the end; bad rows are put aside if that is wanted."""
        from tracker.cli.import_told import tell_plan
        from tracker.transfer.importing import plan_import, put_rejects_aside

        with watch_if_seen()((), "comparing", None):
            plan = plan_import(self._archive, reading, self._call.today, self._call.conventions)
        if not self._options["as_json"]:
            tell_plan(reading, plan, lists_all=self._options["lists_all"])
        target = self._options["rejects"]
        if target and self._bad(plan):
            count = put_rejects_aside(reading, plan, named_path(target), force=self._options["force"])
            warn(display(f"{count:,} row{'s' * (count != 1)} to mend in {target}"))
        return plan

    def write(self, reading: Reading, plan: ImportPlan, *, is_sure: bool, asks: bool) -> int | None:
        """Write what is wanted; how many rows that is, None when nobody has agreed."""
        confirmed = self._confirmed(plan)
        written: int | None = 0
        if confirmed.count:
            if is_sure or (asks and click.confirm(f"Write {confirmed.in_words()}?", err=True)):
                written = self._write(reading, confirmed)
            else:
                written = None
        if self._options["as_json"]:
            from tracker.cli.import_told import plan_as_json

            say_json(plan_as_json(reading, plan, written or 0))
        elif written:
            say(f"{confirmed.in_words()} written. tracker undo takes it back.")
        elif written is not None and confirmed.count:
            say("Nothing was written: all of it comes to what is here already.")
        return written

    def _write(self, reading: Reading, confirmed: Confirmed) -> int:
        from tracker.transfer.importing import write_import

        writing = self._call.archive(may_be_new=True) if self._is_made_later else nullcontext(self._archive)
        with watch_if_seen()((), f"writing {confirmed.in_words()}", None), writing as archive:
            return write_import(archive, reading, confirmed, self._call.today, self._call.conventions)

    def tell_end(self, plan: ImportPlan, written: int | None) -> None:
        """Say what was left, by the exit code too. Raises InvalidInput or EditConflict."""
        from tracker.store.incoming.plan import State

        bad, conflicts = self._bad(plan), plan.counts[State.CONFLICT]
        if bad and not self._options["keeps_good"]:
            raise InvalidInput(f"{_rows(bad)} cannot be kept. Nothing was written: --keep-good writes the others.")
        if written is None and is_at_a_terminal():
            warn("Nothing was written.")
            return
        if written is None:
            raise InvalidInput("Nothing was written: --yes writes it.")
        if bad:
            raise InvalidInput(f"{_rows(bad)} cannot be kept and {'was' if bad == 1 else 'were'} left out.")
        if conflicts and self._options["conflicts"] == "keep":
            was, stays = ("was", "stays as it is") if conflicts == 1 else ("were", "stay as they are")
            raise EditConflict(
                f"{_rows(conflicts)} {was} changed here since the file was written, and {stays} here: "
                "--conflicts file takes the file's."
            )

    def _bad(self, plan: ImportPlan) -> int:
        from tracker.store.incoming.plan import State

        return plan.counts[State.BAD]

    def _confirmed(self, plan: ImportPlan) -> Confirmed:
        from tracker.store.incoming.plan import Confirmed

        return Confirmed(plan, takes_file=self._options["conflicts"] == "file", keeps_good=self._options["keeps_good"])

    def _around(self) -> Circumstances:
        from tracker.transfer.manner import Manner
        from tracker.transfer.told import Circumstances

        options = self._options
        manner = Manner(options["encoding"], options["day_order"] or "", options["scale"] or "")
        return Circumstances(self._call.today, self._call.conventions, manner)


def _rows(count: int) -> str:
    return f"{count:,} row{'s' * (count != 1)}"
