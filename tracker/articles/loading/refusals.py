"""What is told when an article cannot be read: always one sentence that says why and what to do."""

from __future__ import annotations

import re

from tracker.display import display, shorten
from tracker.errors import InvalidInput

STANDARD_INPUT = "-"
"""As a place: what is piped into the program."""

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
"""How an address begins, as a file's name does not."""

PASTE_INSTEAD = "copy its text and paste it"

_LONGEST_SHOWN = 80
_CREDENTIALS = re.compile(r"(?<=://)[^/?#\s]*@")


def shown(place: str) -> str:
    """A file or an address as it is named in a sentence, without a password; without either it is a pasted text."""
    if not place:
        return "The text"
    if place == STANDARD_INPUT:
        return "What came on standard input"
    told = display(_CREDENTIALS.sub("", place))
    is_long_path = len(told) > _LONGEST_SHOWN and not SCHEME.match(told)
    return f"“…{told[1 - _LONGEST_SHOWN :]}”" if is_long_path else f"“{shorten(told, _LONGEST_SHOWN)}”"


def cannot_be_read(place: str, why: str) -> InvalidInput:
    """The refusal of a place; ``why`` is what happened and what to do, without the full stop."""
    return InvalidInput(f"{shown(place)} cannot be read: {why}.")
