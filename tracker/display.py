"""The one door from stored text to a terminal.

A quotation is kept verbatim, so the database may hold escape sequences, C1 controls, bidirectional overrides or a
thousand accents on one letter. Nothing of that may reach the terminal: it would move the cursor, write to the
clipboard or reorder the line. ``display`` shows such characters instead of sending them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

MARKS_KEPT = 4
"""Marks and joiners on one letter that are let through; Vietnamese needs two, Hebrew with cantillation three."""

_HIDDEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
_JOINERS = {"\u200c", "\u200d"}  # Persian and emoji need them, and they move nothing
_RECOGNISED = 40
_REPLACEMENT = "\ufffd"
_UNMARKED = re.compile("[ -\u02ff\u2010-\u2027\u20a0-\u20c0]*")
"""Texts of nothing but Latin letters, signs and punctuation, none of which is a mark on another."""


def display(text: str) -> str:
    """``text`` on one line, safe for a terminal: white space becomes blanks, what would act is made visible."""
    return _made_visible(text.replace("\r\n", " ").replace("\n", " ").replace("\t", " "))


def without_acting(text: str) -> str:
    """``text`` at the same width with nothing in it that acts: for what is drawn while it is being edited."""
    if text.isprintable():
        return text
    return "".join(character for character in text if not _acts(character))


def display_lines(text: str) -> str:
    """``text`` with its line breaks kept, each line made safe as ``display`` does."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(display(line) for line in unified.split("\n"))


def shorten(text: str, width: int) -> str:
    """``text`` cut to ``width`` characters with an ellipsis where something is left out."""
    return text if len(text) <= width else text[: max(0, width - 1)].rstrip() + "…"


def recognisable(text: str) -> str:
    """Enough of a text to recognise it, in quotation marks: ``“The open model ships next week, and…”``."""
    return f"“{shorten(text, _RECOGNISED)}”"


def cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(_cells_of(character) for character in text)


def fit(text: str, most: int | None) -> str:
    """Stored text made safe to show, on one line, cut to ``most`` columns."""
    shown = display(text)
    if most is None:
        return shown
    length = most
    while cells(shown) > most and length > 0:
        shown = shorten(shown, length)
        length -= 1
    return shown


def pad(text: str, columns: int) -> str:
    """The text filled up with blanks."""
    return text + " " * (columns - cells(text))


def json_text(value: object) -> str:
    """``value`` as JSON that is readable (accents kept) and safe to print: what would act is escaped."""
    import json  # noqa: PLC0415 -- the screens start without

    written = json.dumps(value, ensure_ascii=False, indent=2, default=str)
    return "".join(
        character if character == "\n" or not _acts(character) else _json_escape(character) for character in written
    )


def _made_visible(text: str) -> str:
    if text.isprintable() and _UNMARKED.fullmatch(text):
        return text
    shown: list[str] = []
    marks = 0
    for character in text:
        if character in _JOINERS or unicodedata.category(character) in {"Mn", "Me"} or unicodedata.combining(character):
            marks += 1
            if marks > MARKS_KEPT:
                continue
        else:
            marks = 0
        shown.append(_picture(character))
    return "".join(shown)


@lru_cache(maxsize=4096)
def _acts(character: str) -> bool:
    return character not in _JOINERS and unicodedata.category(character) in _HIDDEN


@lru_cache(maxsize=4096)
def _picture(character: str) -> str:
    """The character itself, its control picture (␛), or the replacement sign."""
    if not _acts(character):
        return character
    code = ord(character)
    if code < 0x20:  # noqa: PLR2004 -- the C0 block, which Unicode draws from U+2400 on
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else _REPLACEMENT  # noqa: PLR2004


def _json_escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def _cells_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
