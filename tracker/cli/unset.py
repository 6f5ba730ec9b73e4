"""Options and names that are given without a text: in a script that is a variable which was never set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable


def refuse_empty(needing: str, text: str | None, what: str, meant: str) -> None:
    """Raise click's UsageError where an option or a name has no text; None is an option that was not given.

    ``needing`` begins the sentence, ``what`` is what it needs, ``meant`` what would be taken in its place.
    """
    if text is not None and not text.strip():
        raise click.UsageError(f"{needing} needs {what}: an empty one would mean {meant}.")


def never_empty(what: str, meant: str) -> Callable[[click.Context, click.Parameter, str | None], str | None]:
    """For click: refuses an option without a text, which needs ``what`` and would be taken for what is ``meant``."""

    def checked(_context: click.Context, option: click.Parameter, text: str | None) -> str | None:
        refuse_empty(option.opts[-1], text, what, meant)
        return text

    return checked
