r"""One form for every text that is loaded, so that an anchor's offsets hold and the same words are the same signs.

A text is changed here once, when it is loaded, and never again:

- line ends of every kind become ``\n``; blanks before them go, and of several empty lines one stays;
- C1 controls become the signs that Windows-1252 has in their place, as browsers read them; other controls but tabs go;
- format characters without a look of their own go (soft hyphens, zero-width spaces, all bidirectional controls):
  they hide words from a search and act on a terminal. Joiners stay, Persian and emoji need them;
- what is canonically the same is written the same way (NFC), in texts pasted from a file name or a PDF as well.

Every other sign stays as it was: quotation marks, no-break spaces and dashes are quoted as they stand.
"""

from __future__ import annotations

import re
import unicodedata

from tracker.display import shorten

_LINE_ENDS = re.compile("\r\n|[\r\v\f\u2028\u2029]")
_EMPTY_LINES = re.compile(r"\n{3,}")
_BLANKS = re.compile(r"[ \t\n]+")
_SEEN_FORMATS = frozenset("\u200c\u200d\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
_C1 = range(0x80, 0xA0)
_GRAPHEME_JOINER = "\u034f"
_MOST_MARKS = 30
"""Marks on one letter in Unicode's Stream-Safe Text Format (UAX 15); sorting more takes quadratic time."""


def normalised(text: str) -> str:
    """``text`` in the form in which articles are kept; doing it twice changes nothing."""
    text = _LINE_ENDS.sub("\n", text)
    if not text.isprintable():
        text = text.translate({ord(sign): instead for sign in set(text) if (instead := _instead(sign)) is not None})
    if not text.isascii():
        text = unicodedata.normalize("NFC", _stream_safe(text))
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    return _EMPTY_LINES.sub("\n\n", lines).strip()


def one_line(text: str, most: int) -> str:
    """``text`` normalised and on one line, cut to ``most`` characters."""
    return shorten(_BLANKS.sub(" ", normalised(text)), most)


def _instead(sign: str) -> str | None:
    """What stands for a sign that is not kept, None for one that is."""
    if sign in "\n\t" or sign in _SEEN_FORMATS:
        return None
    if ord(sign) in _C1:
        return bytes([ord(sign)]).decode("cp1252", "ignore")
    kind = unicodedata.category(sign)
    if kind == "Cs":
        return "\ufffd"
    return "" if kind in {"Cc", "Cf"} else None


def _stream_safe(text: str) -> str:
    """The text with a joiner, which shows nothing, after every thirty marks on one letter."""
    safe: list[str] = []
    marks = 0
    for sign in text:
        marks = marks + 1 if unicodedata.combining(sign) else 0
        if marks > _MOST_MARKS:
            safe.append(_GRAPHEME_JOINER)
            marks = 1
        safe.append(sign)
    return "".join(safe)
