"""Bytes of a file become text: which encoding they are in, and whether they are text at all."""

from __future__ import annotations

import codecs
import os
import re
import stat
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 256 * 1024 * 1024
"""So many bytes of one file are read, packed or not."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {"utf-8": "UTF-8", "cp1252": "Windows-1252"}
_KNOWN_STARTS = {
    b"SQLite format 3\0": "a database: --db opens one",
    b"PK\x03\x04": "packed, or a workbook: save it as CSV first",
    b"\xd0\xcf\x11\xe0": "a workbook: save it as CSV first",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "packed with gzip: unpack it first",
}
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_NO_ENCODINGS = {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "unicode_escape"}
"""What Python names like encodings of text and is none of files."""

_SAMPLE = 4096
_HALF = 0.4
"""From this share of empty bytes on, on one side only, a text is taken for UTF-16 without its mark."""


class Text(NamedTuple):
    """A file's text, and the encoding it was in, as people call it."""

    text: str
    encoding: str


def read_bytes(path: Path) -> bytes:
    """What a plain file holds. Raises InvalidInput for anything else, and for what is too large or cannot be read."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as file:  # noqa: PTH123 -- a descriptor, no path
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode):
                raise InvalidInput(f"{path} is not a plain file: name one that is.")
            check_size(str(path), found.st_size)
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise InvalidInput(f"There is no file {path}.") from None
    except (OSError, ValueError) as error:  # ValueError for a name with a null character
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InvalidInput(f"{path} cannot be read: {reason}.") from error
    check_size(str(path), len(content))
    return content


def check_size(name: str, size: int) -> None:
    """Raise InvalidInput for a file that is larger than anything that is read."""
    if size > LARGEST:
        raise InvalidInput(f"{name} holds {size:,} bytes: at most {LARGEST:,} are read. Split it.")


def decoded(content: bytes, name: str, encoding: str = "") -> Text:
    """The text of a file, in the encoding that is named or else told from the bytes. Raises InvalidInput."""
    for start, what in _KNOWN_STARTS.items():
        if content.startswith(start):
            raise InvalidInput(f"{name} is no text but {what}.")
    if encoding:
        return _read_as(content, name, encoding)
    for mark, marked in _MARKS:
        if content.startswith(mark):
            return _read_as(content[len(mark) :], name, marked)
    if bare := _bare_utf16(content):
        return _read_as(content, name, bare)
    with suppress(UnicodeDecodeError):
        if b"\0" not in content:
            return Text(content.decode("utf-8"), _NAMES["utf-8"])
    if _NO_TEXT.search(content):
        raise InvalidInput(f"{name} is no text: it holds bytes that no text has.")
    return _read_as(content, name, "cp1252")


def is_encoding(name: str) -> bool:
    """Whether Python knows an encoding of that name."""
    try:
        known = codecs.lookup(name).name
        return known not in _NO_ENCODINGS and bool("a".encode(known))
    except (LookupError, ValueError):  # ValueError for a name with a null character
        return False


def _read_as(content: bytes, name: str, encoding: str) -> Text:
    if not is_encoding(encoding):
        raise InvalidInput(f"There is no encoding “{encoding}”: try utf-8, utf-16 or cp1252.")
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        shown = _NAMES.get(encoding, encoding.upper())
        raise InvalidInput(f"{name}:{line}: it is not {shown}: say --encoding NAME, or save it as UTF-8.") from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise InvalidInput(f"{name}:{line}: it holds a null character, which no text has.")
    return Text(text.removeprefix("\ufeff"), _NAMES.get(encoding, encoding.upper().removesuffix("-LE")))


def _bare_utf16(content: bytes) -> str:
    """Which UTF-16 a text without a mark is in, told by the empty halves of its letters; empty when it is not."""
    sample = content[:_SAMPLE]
    if len(content) % 2 or not sample:
        return ""
    even, odd = sample[::2].count(0) / (len(sample) / 2), sample[1::2].count(0) / (len(sample) / 2)
    if odd > _HALF and not even:
        return "utf-16-le"
    return "utf-16-be" if even > _HALF and not odd else ""
