"""How commands write: plain lines that fit the terminal, with colour only where somebody sees it."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

from tracker.cli.call import is_watched
from tracker.display import cells, fit, json_text, pad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

COLOURS: dict[str, dict[str, Any]] = {
    "true": {"fg": "green"},
    "late": {"fg": "yellow"},
    "partial": {"fg": "yellow"},
    "false": {"fg": "red"},
    "due": {"fg": "cyan"},
    "overdue": {"fg": "red", "bold": True},
}
"""How a status is set off, by its code; the word says the same without."""

_NARROWEST = 40
_UNWATCHED = 100
_GAP = "  "


def say(text: str = "") -> None:
    """One line on standard output."""
    click.echo(text)


def warn(text: str) -> None:
    """One line on standard error: what does not belong to the result."""
    click.echo(text, err=True)


def say_json(value: Any) -> None:
    """A value as JSON, in UTF-8 whatever the terminal has."""
    click.echo(json_text(value).encode())


def say_json_list(values: Iterable[Any]) -> int:
    """Values as one JSON list, each written as it comes; how many they are."""
    count = 0
    for count, value in enumerate(values, start=1):
        click.echo(("[" if count == 1 else ",").encode())
        say_json(value)
    click.echo(b"]" if count else b"[]")
    return count


def plain_record(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record as JSON holds it."""
    from tracker.reports.formats import plain_value

    return {name: plain_value(value) for name, value in record.items()}


def width() -> int | None:
    """How many characters a line may have; None when nobody watches and nothing need be cut."""
    return max(_NARROWEST, shutil.get_terminal_size().columns) if is_watched(sys.stdout) else None


def warned_width() -> int:
    """How many characters a line of ``warn`` should have."""
    is_watched_there = is_watched(sys.stderr)
    return max(_NARROWEST, shutil.get_terminal_size().columns) if is_watched_there else _UNWATCHED


def aligned(rows: Sequence[Sequence[str]], limits: Sequence[int | None]) -> Iterator[list[str]]:
    """Rows of stored text with each column but the last padded to its widest cell, at most its limit."""
    shown = [[fit(cell, limit) for cell, limit in zip(row, limits, strict=True)] for row in rows]
    widest = [max((cells(row[place]) for row in shown), default=0) for place in range(len(limits))]
    most = width()
    room = None if most is None else max(_NARROWEST // 2, most - sum(widest[:-1]) - len(_GAP) * (len(widest) - 1))
    for row in shown:
        yield [*(pad(cell, size) for cell, size in zip(row[:-1], widest[:-1], strict=True)), fit(row[-1], room)]


def joined(row: Sequence[str]) -> str:
    """One line of a table."""
    return _GAP.join(row).rstrip()
