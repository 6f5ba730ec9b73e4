"""Options and names that are given without a text: in a script that is a variable which was never set."""

from __future__ import annotations

import click


def refuse_empty(needing: str, text: str | None, what: str, meant: str) -> None:
    """Raise click's UsageError where an option or a name has no text; None is an option that was not given.

    ``needing`` begins the sentence, ``what`` is what it needs, ``meant`` what would be taken in its place.
    """
    if text is not None and not text.strip():
        raise click.UsageError(f"{needing} needs {what}: an empty one would mean {meant}.")
