"""The command that reads a deadline's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tracker.cli.terminal import say, say_json
from tracker.display import display, shorten
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from tracker.cli.call import Call
    from tracker.dates.window import Window


@click.command(
    epilog="""\b
Examples:
  tracker window "next week" --said 2025-07-11
  tracker window "d'ici fin 2027" --language fr --json"""
)
@click.argument("phrase")
@click.option("--said", metavar="DAY", help="The day on which it was said, as 2025-07-11. Without it: today.")
@click.option(
    "--language",
    metavar="CODE",
    default="",
    help="The language of the words: en or fr. Without it: the one they can be read in.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the window as JSON.")
@click.pass_obj
def window(call: Call, *, phrase: str, said: str | None, language: str, as_json: bool) -> None:
    """Read a deadline's words into days, without keeping anything.

    PHRASE is the deadline as it was said, such as "by the end of summer".
    """
    from tracker.claims.deadlines import read_window
    from tracker.claims.drafts import read_day

    said_on = read_day((said or "").strip(), call.today) or call.today
    found = read_window(phrase.strip(), said_on, language, call.conventions)
    if found is None:
        raise InvalidInput(f"“{shorten(display(phrase), 60)}” cannot be read as a date.")
    if as_json:
        say_json(_as_json(found) | {"alternatives": [_as_json(other) for other in found.alternatives]})
        return
    say(display(f"{phrase.strip()} → {found}"))
    for number, other in enumerate(found.alternatives, start=2):
        say(display(f"  or {number}: {other}"))


def _as_json(found: Window) -> dict[str, Any]:
    return {
        "start": found.start.isoformat() if found.start else None,
        "end": found.end.isoformat() if found.end else None,
        "grain": found.grain.value,
        "open": found.open.value if found.open else None,
        "bound": found.bound.value,
        "rule": found.rule,
        "edtf": found.edtf,
    }
