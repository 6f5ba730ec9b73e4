"""Commands that take a filter: ``tracker list status:open -tag:rumour "open model"``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tracker.errors import TrackerError
    from tracker.store.terms import Term

_TURNED_ROUND = re.compile(r"-[A-Za-z_]+:")
_INDENT = "  "

FILTER_HELP = """FILTER chooses claims, as in the screens' filter line: words to look for, and terms such as
status:open, speaker:altman, due:<2025-09. A leading minus turns a term round: -tag:rumour. Quote it as a whole when a
value holds blanks: 'status:open subject:"OpenAI open model"'. An = behind the colon of speaker, subject, source or
publisher asks for the whole name: speaker:=Al.

\b
Fields:  status kind speaker subject tag source publisher cites due said review id thread no
Orders:  sort:due, turned round sort:-due; likewise said (newest first, as
         without it) review speaker subject source status kind added changed id"""


class FilterCommand(click.Command):
    """A command whose filter may hold terms with a minus, which are no options, and ``--excel`` without a value."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Move such terms behind all options, where click takes them as they are."""
        cut = args.index("--") if "--" in args else len(args)
        before, after = args[:cut], args[cut + 1 :]
        turned = [arg for arg in before if _TURNED_ROUND.match(arg)]
        kept = ["--excel=auto" if arg == "--excel" else arg for arg in before if arg not in turned]
        return super().parse_args(ctx, [*kept, "--", *turned, *after] if turned or after else kept)


def read_filter(words: tuple[str, ...]) -> tuple[Term, ...]:
    """The terms of a filter given as words. Raises FilterProblem."""
    from tracker.store.filters import parse_filter

    return parse_filter(" ".join(words))


def lines_pointing_at(refusal: TrackerError) -> tuple[str, ...]:
    """The filter that was refused, safe to show, and below it a line that points at the word; none for others."""
    from tracker.store.terms import FilterProblem

    if not isinstance(refusal, FilterProblem):
        return ()
    from tracker.cli.tables import warned_width
    from tracker.display import cells, fit

    room = warned_width() - len(_INDENT)
    text, end = refusal.text, refusal.at + refusal.length
    before, word, after = (fit(part, None) for part in (text[: refusal.at], text[refusal.at : end], text[end:]))
    if cells(before) > room // 2:
        while cells(before := before[-room // 2 :]) >= room // 2:
            before = before[1:]
        before = f"…{before}"
    rest = fit(word + after, room - cells(before))
    pointer = "^" * max(1, min(cells(word), cells(rest)))
    return f"{_INDENT}{before}{rest}".rstrip(), _INDENT + " " * cells(before) + pointer
