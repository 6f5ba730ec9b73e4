"""The command that reads a deadline's words, typed or kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tracker.claims.vocabulary import WITHDRAWN_CODE
from tracker.cli.filtering import FilterCommand, read_filter
from tracker.cli.tables import aligned, joined
from tracker.cli.terminal import plain_record, say, say_json, warn
from tracker.cli.unset import never_empty
from tracker.display import display, shorten
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.claims.rereading import MovedDeadline
    from tracker.cli.call import Call
    from tracker.dates.window import Window

_WIDEST_WORDS = 30
_NO_DAYS: dict[str, Any] = {"start": None, "end": None, "grain": "", "bound": "", "edtf": "", "alternatives": []}
_WITHDRAWN = _NO_DAYS | {"open": WITHDRAWN_CODE, "rule": WITHDRAWN_CODE}
"""What is printed as JSON of words that take a promise back."""


@click.command(
    cls=FilterCommand,
    epilog="""\b
Examples:
  tracker window "next week" --said 2025-07-11
  tracker window "d'ici fin 2027" --language fr --json
  tracker window --recheck status:open
  tracker window --recheck --apply""",
)
@click.argument("words", metavar="PHRASE", nargs=-1)
@click.option(
    "--said",
    metavar="DAY",
    callback=never_empty("a day", "today"),
    help="The day on which it was said, as 2025-07-11. Without it: today.",
)
@click.option(
    "--language",
    metavar="CODE",
    help="The language of the words: de, en or fr. Without it: the one they can be read in.",
)
@click.option(
    "--recheck", is_flag=True, help="Read the deadlines of kept claims again and list the windows that would move."
)
@click.option("--apply", is_flag=True, help="With --recheck: move those windows, in one step that undo takes back.")
@click.option("--json", "as_json", is_flag=True, help="Print the window, or those that move, as JSON.")
@click.pass_obj
def window(
    call: Call,
    *,
    words: tuple[str, ...],
    said: str | None,
    language: str | None,
    recheck: bool,
    apply: bool,
    as_json: bool,
) -> None:
    """Read a deadline's words into days, or those of kept claims again.

    PHRASE is the deadline as it was said, such as "by the end of summer". For one such as "before the next election"
    the settings can name the day, under [dates.named_days]. With --recheck a filter stands in place of PHRASE, as for
    tracker list; nothing is changed without --apply.
    """
    if recheck and (said is not None or language is not None):
        raise click.UsageError("--said and --language go with a PHRASE, not with --recheck.")
    if apply and not recheck:
        raise click.UsageError("--apply goes with --recheck.")
    if recheck:
        _read_kept_again(call, words, apply=apply, as_json=as_json)
    elif words:
        _read_phrase(call, " ".join(words).strip(), said or "", language or "", as_json=as_json)
    else:
        raise click.UsageError("Missing argument 'PHRASE'.")


def _read_phrase(call: Call, phrase: str, said: str, language: str, *, as_json: bool) -> None:
    """Print the window of a phrase, and the other readings numbered as ``add --reading`` takes them."""
    from tracker.claims.deadlines import did_you_mean, echo_of, echo_of_days, perhaps_meant, read_window
    from tracker.claims.putting_off import takes_back
    from tracker.claims.typed import read_day

    _check_language(language)
    said_on = read_day(said.strip(), call.today, is_past=True) or call.today
    if takes_back(phrase):
        say_json(_WITHDRAWN) if as_json else say(display(f"{phrase} → {echo_of(phrase, None, said_on)}"))
        return
    found = read_window(phrase, said_on, language, call.conventions)
    if found is None:
        hint = did_you_mean(perhaps_meant(phrase, said_on, language, call.conventions)) or "."
        raise InvalidInput(f"“{shorten(display(phrase), 60)}” cannot be read as a date{display(hint)}")
    if as_json:
        say_json(_as_json(found) | {"alternatives": [_as_json(other) for other in found.alternatives]})
        return
    say(display(f"{phrase} → {echo_of_days(found, said_on)}"))
    for number, other in enumerate(found.alternatives, start=2):
        say(display(f"  or {number}: {echo_of_days(other, said_on)}"))


def _check_language(language: str) -> None:
    from tracker.dates.words import available_languages

    known = available_languages()
    if language and language not in known:
        told = f"{', '.join(known[:-1])} or {known[-1]}"
        raise InvalidInput(f"“{shorten(display(language), 40)}” is not a language: deadlines are read in {told}.")


def _read_kept_again(call: Call, words: tuple[str, ...], *, apply: bool, as_json: bool) -> None:
    """Print the windows that would move, after moving them if that is wanted."""
    from tracker.claims.rereading import read_again
    from tracker.store.changes import read_deadlines_again
    from tracker.store.queries import deadlines_in_words

    terms = read_filter(words)
    conventions = call.conventions
    moved: list[MovedDeadline] = []
    count = last = 0
    with call.archive() as archive:
        while kept := archive.run(deadlines_in_words, terms, call.today, last):
            moved += filter(None, (read_again(one, call.today, conventions) for one in kept))
            count, last = count + len(kept), kept[-1].claim_id
        if apply and moved:
            archive.run(read_deadlines_again, moved)
    if as_json:
        say_json([_moved_as_json(one) for one in moved])
    else:
        _say_moved(moved)
    told = f"{count} deadline{'s' * (count != 1)} read again, {len(moved)} {'moved' if apply else 'would move'}."
    hint = " tracker undo takes it back." if apply else " --apply moves them."
    warn(told + (hint if moved else ""))


def _say_moved(moved: Sequence[MovedDeadline]) -> None:
    from tracker.dates.wording import span_in_words

    rows = []
    for one in moved:
        kept, now = one.kept, one.now
        before = span_in_words(kept.due_start, kept.due_end)
        after = f"{span_in_words(now['due_start'], now['due_end'])} ({now['due_rule']})"
        rows.append([f"{kept.claim_id:>4}", kept.due_text, f"{before} → {after}"])
    for row in aligned(rows, (None, _WIDEST_WORDS, None)):
        say(joined(row))


def _moved_as_json(one: MovedDeadline) -> dict[str, Any]:
    from tracker.claims.deadlines import WINDOW_FIELDS

    about = {name: getattr(one.kept, name) for name in ("claim_id", "statement", "said_on", "due_text")}
    return plain_record(about) | {
        "kept": plain_record({name: getattr(one.kept, name) for name in WINDOW_FIELDS}),
        "now": plain_record({name: one.now[name] for name in WINDOW_FIELDS}),
    }


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
