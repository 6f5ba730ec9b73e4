"""The ``tracker`` command: a table of commands, each imported only when it runs.

``--help`` is answered from the table. Whatever a command refuses becomes one line on standard error and an exit code
here, so that no command has to think of it; two more lines point at the word of a filter that was refused.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import Any, NamedTuple

import click

from tracker import places
from tracker.cli import clock
from tracker.cli.call import Call, open_screens
from tracker.cli.streams import OutputTrouble, let_go_of_the_output
from tracker.display import display
from tracker.errors import TrackerError

INTERRUPTED = 130
"""The exit code after ctrl+c, as shells have it."""


class Entry(NamedTuple):
    """A command: where it is and what it does, in a sentence."""

    target: str
    sentence: str


COMMANDS = {
    "add": Entry("tracker.cli.writing:add", "Keep a claim: who said what, when, and by when it should come true."),
    "edit": Entry("tracker.cli.writing:edit", "Change what is written down about a claim."),
    "read": Entry("tracker.cli.reading:read", "Read an article: list what looks like a claim in it, and keep some."),
    "list": Entry("tracker.cli.claims:list_claims", "List claims, those said last first."),
    "show": Entry("tracker.cli.claims:show", "Show all that is known of one claim."),
    "mark": Entry("tracker.cli.claims:mark", "Record what became of a claim, of several, or of a whole thread."),
    "snooze": Entry("tracker.cli.review:snooze", "Bring claims back for review later."),
    "tag": Entry("tracker.cli.tidying:tag", "Put tags on claims, or take them off."),
    "cite": Entry("tracker.cli.adding_to:cite", "Attach one more source to a claim, or take one off."),
    "credence": Entry("tracker.cli.adding_to:credence", "State how likely you think it that a claim comes true."),
    "trash": Entry("tracker.cli.tidying:trash", "Move claims to the trash, bring them back, or list what is in it."),
    "merge": Entry("tracker.cli.merging:merge", "Make two names of one speaker, subject or publisher one."),
    "undo": Entry("tracker.cli.claims:undo", "Take your last step back."),
    "redo": Entry("tracker.cli.claims:redo", "Make the step again that you undid last."),
    "report": Entry("tracker.cli.reports:report", "Write a report, to be read or to be worked with."),
    "export": Entry("tracker.cli.transfer:export", "Write everything into files that tracker import reads back."),
    "import": Entry("tracker.cli.transfer:import_", "Read claims from a file, show what would change, and write it."),
    "sources": Entry("tracker.cli.sources:list_sources", "List the sources, those published last first."),
    "source": Entry("tracker.cli.sources:source", "Show a source with its claims, or correct it for all of them."),
    "views": Entry("tracker.cli.views:views", "List the saved views, save one, or remove one."),
    "window": Entry("tracker.cli.dates:window", "Read a deadline's words into days, or those of kept claims again."),
    "backup": Entry("tracker.cli.backups:backup", "Make a backup of the database."),
    "restore": Entry("tracker.cli.backups:restore", "List the backups, or bring the database back to one of them."),
    "doctor": Entry(
        "tracker.cli.doctor:doctor", "Look for what is wrong with the database, and mend what can be mended."
    ),
    "grant": Entry("tracker.cli.granting:grant", "Print the SQL that lets a role of a PostgreSQL server write claims."),
    "demo": Entry("tracker.cli.demo:demo", "Try the program on examples, in a database that is thrown away."),
    "where": Entry("tracker.cli.places:where", "Tell where the database and the program's files are."),
}
"""Every command, in the order in which ``--help`` lists them."""


class LazyGroup(click.Group):
    """A group that knows its commands by the table and imports the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        """The names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, imported now."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, _, attribute = entry.target.partition(":")
        command = getattr(import_module(module), attribute)
        assert isinstance(command, click.Command)  # noqa: S101 -- the table says so
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is called; a name that is nearly one is answered with that one."""
        if args[0] not in COMMANDS:
            from difflib import get_close_matches

            if near := get_close_matches(args[0], COMMANDS, 1):
                ctx.fail(f"There is no command {args[0]!r}. Did you mean {near[0]!r}?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands from the table, so that none is imported."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.sentence) for name, entry in COMMANDS.items()])

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the command line; ``--help``, which is answered here, may find its output at fault."""
        try:
            return super().make_context(info_name, args, parent, **extra)
        except OutputTrouble as trouble:
            _tell_refusal(trouble)
            raise click.exceptions.Exit(trouble.exit_code) from trouble

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what it refuses is told in one line and ends with its exit code."""
        try:
            return super().invoke(ctx)
        except TrackerError as refusal:
            _tell_refusal(refusal)
            ctx.exit(refusal.exit_code)
        except (KeyboardInterrupt, click.Abort):
            click.echo("tracker: interrupted", err=True)
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            let_go_of_the_output()
            ctx.exit(0)


def _tell_refusal(refusal: TrackerError) -> None:
    """What was refused, on standard error; an output that is at fault is not written to again."""
    from tracker.cli.filtering import lines_pointing_at

    if isinstance(refusal, OutputTrouble):
        let_go_of_the_output()
    for line in (f"tracker: {display(str(refusal))}", *lines_pointing_at(refusal)):
        click.echo(line, err=True)


def _tell_version(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:  # noqa: FBT001
    """Print the installed version and leave."""
    if not wanted:
        return
    from importlib.metadata import PackageNotFoundError, version

    try:
        click.echo(f"tracker {version('claim-tracker')}")
    except PackageNotFoundError:
        click.echo("tracker, from a folder of sources that is not installed")
    context.exit()


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--db",
    metavar="PATH_OR_URL",
    help="The database: a file's path or a postgresql:// address. Without it, TRACKER_DATABASE from the environment "
    "counts, else a file in your own data folder.",
)
@click.option("--read-only", is_flag=True, help="Look at the database and change nothing in it.")
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_tell_version, help="Tell the version."
)
@click.pass_context
def tracker(context: click.Context, /, *, db: str | None, read_only: bool) -> None:
    """Keep what people said would happen, and record whether it came true.

    Without a command the screens open.
    """
    if os.environ.get("NO_COLOR"):
        context.color = False
    if db is not None and not db.strip():
        raise click.UsageError("--db needs a file's path or a postgresql:// address.")
    is_named = bool(db or os.environ.get(places.DATABASE_VARIABLE))
    call = Call(places.database_address(db), clock.today(), is_named, read_only)
    context.obj = call
    if context.invoked_subcommand is None:
        context.exit(open_screens(call.address, read_only=read_only))
