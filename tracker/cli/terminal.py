"""How commands write: lines for people, with colour only where somebody sees it, and JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tracker.display import json_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


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
