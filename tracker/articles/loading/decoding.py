"""The characters in a file's or a page's bytes, and the encoding in which they were written.

A byte order mark decides, as in the Encoding Standard; then what the server or the page itself tells; then UTF-8; then
Windows-1252, where that gives a text as people write it. Of a file nothing is guessed away: one that is UTF-8 but for
some damage is refused, and so is one that ends inside a character. It is taken for Windows-1252 only if its odd last
byte is a letter there that goes with the letter before it ("café"). A page is read as browsers read it, with U+FFFD
for what is damaged; but what is UTF-8 throughout is read as that, whatever is told. Above all of these stands what the
reader of the article chooses.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

from tracker.articles.loading.refusals import cannot_be_read
from tracker.display import display, shorten
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Iterable

_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NEVER_MADE = 12  # the one part of ISO 8859 that there is not
_READ_AS = {
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),  # what is told to be Latin-1 is Windows-1252 on the web
    **{name: name for name in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "koi8-r", "koi8-u", "cp866", "cp874")},
    **{name: name for name in ("gbk", "gb18030", "big5", "euc_jp", "iso2022_jp", "shift_jis", "euc_kr", "mac-roman")},
    **{f"cp125{last}": f"cp125{last}" for last in range(9)},
    **{f"iso8859-{part}": f"iso8859-{part}" for part in range(2, 17) if part != _NEVER_MADE},
    "gb2312": "gbk",
}
"""Python's names of the encodings that the web uses. UTF-7 and the codecs that are no encodings are not among them."""

_ONE_BYTE_A_LETTER = ("cp", "iso8859", "koi8", "mac")
_NO_ACCIDENT = 8

_DECLARED = re.compile(
    rb"<(?:meta\b[^<>]{0,500}?\bcharset|\?xml\b[^<>]{0,200}?\bencoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE
)
_DECLARED_WITHIN = 4096
_ACTING = re.compile("[\0-\b\x0e-\x1f\x7f]")
_ONE_IN = 100
_MOST_ACCENTS = 0.5
_NO_TEXT = "it is no text; give a text, Markdown or HTML file"
_SAVE_ANEW = "save it anew as UTF-8"
_SUCH_AS = "name one such as utf-8, windows-1252, iso-8859-15, koi8-r or shift-jis"
_LONGEST_NAME = 40
_LEADS_PUNCTUATION = 0xE2
"""In UTF-8 the first byte of “ ” ’ – … €; as Windows-1252 it is â, on which no word ends in our languages."""


class Decoded(NamedTuple):
    """Characters, and the encoding by Python's name for it; ``is_whole`` is false where U+FFFD stands for damage."""

    text: str
    encoding: str
    is_whole: bool = True


def web_name(encoding: str) -> str:
    """The name under which the web knows an encoding that Python calls so: windows-1252 for cp1252."""
    if encoding.startswith("cp125"):
        return encoding.replace("cp", "windows-")
    return encoding.replace("iso8859", "iso-8859").replace("_", "-")


def encoding_names() -> list[str]:
    """The encodings that are read, by the names that the web gives them."""
    return sorted({web_name(encoding) for encoding in _READ_AS.values()})


def decode_file(body: bytes, place: str, told: str = "", chosen: str = "") -> Decoded:
    """Read a text file's bytes; ``told`` is what a server said of their encoding, ``chosen`` what the reader says.

    Raises InvalidInput.
    """
    read = _as_chosen(body, place, chosen) or _by_order_mark(body) or _as_told(body, (told,)) or _guessed(body)
    if read is None:
        raise cannot_be_read(place, _why_not(body))
    if not read.is_whole:
        raise cannot_be_read(place, f"its {read.encoding.upper()} is damaged; {_SAVE_ANEW}")
    if _acts(read.text):
        raise cannot_be_read(place, _NO_TEXT)
    return read


def decode_page(body: bytes, place: str, told: str = "", chosen: str = "") -> Decoded:
    """Read a page's bytes; ``told`` is what its server said of their encoding, ``chosen`` what the reader says.

    Raises InvalidInput if they are no page.
    """
    itself = _DECLARED.search(body[:_DECLARED_WITHIN])
    charsets = (told, itself[1].decode("ascii", "ignore") if itself else "")
    read = _as_chosen(body, place, chosen) or _by_order_mark(body) or _as_told(body, charsets) or _guessed(body)
    read = read or Decoded(body.decode("utf-8", "replace"), "utf-8", is_whole=False)
    if len(_ACTING.findall(read.text)) * _ONE_IN > len(read.text):
        raise cannot_be_read(place, _NO_TEXT)
    return read


def _as_chosen(body: bytes, place: str, chosen: str) -> Decoded | None:
    """The text in the encoding that was chosen; None when none was. Raises InvalidInput when it is no such text."""
    if not chosen.strip():
        return None
    encoding = _known(chosen)
    if not encoding:
        named = shorten(display(chosen.strip()), _LONGEST_NAME)
        raise InvalidInput(f"“{named}” is no encoding that is read here: {_SUCH_AS}.")
    try:
        return Decoded(body.decode(encoding).removeprefix("\ufeff"), encoding)
    except UnicodeDecodeError:
        told = f"it is not written in {web_name(encoding)}; choose another encoding, or none to have it found"
        raise cannot_be_read(place, told) from None


def _by_order_mark(body: bytes) -> Decoded | None:
    for mark, encoding in _ORDER_MARKS:
        if body.startswith(mark):
            text = body.decode(encoding, "replace")
            is_whole = len(body.decode(encoding, "ignore")) == len(text)
            return Decoded(text.removeprefix("\ufeff"), encoding, is_whole)
    return None


def _as_told(body: bytes, charsets: Iterable[str]) -> Decoded | None:
    """The first encoding that was told, is known and fits."""
    for charset in charsets:
        encoding = _known(charset)
        if encoding and not _is_utf8_anyway(body, encoding):
            try:
                return Decoded(body.decode(encoding), encoding)
            except UnicodeDecodeError:
                continue
    return None


def _is_utf8_anyway(body: bytes, told: str) -> bool:
    """Whether bytes that are told to be something else are UTF-8, as other alphabets are not by accident."""
    fewest = 1 if told.startswith(_ONE_BYTE_A_LETTER) else _NO_ACCIDENT
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return sum(not sign.isascii() for sign in text) >= fewest


def _known(charset: str) -> str:
    """Python's name for an encoding by the name that the web gives it; empty for one that is not read."""
    try:
        return _READ_AS.get(codecs.lookup(charset.strip()).name, "")
    except (LookupError, ValueError):  # ValueError for a NUL in the name
        return ""


def _guessed(body: bytes) -> Decoded | None:
    """UTF-8, else Windows-1252 if most signs are plain letters then and none acts."""
    try:
        return Decoded(body.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _is_mostly_utf8(body) or (_is_cut(body, error) and not _ends_like_windows(body, error)):
            return None
    try:
        text = body.decode("cp1252")
    except UnicodeDecodeError:
        return None
    accents = sum(not sign.isascii() for sign in text)
    return None if _ACTING.search(text) or accents > _MOST_ACCENTS * len(text) else Decoded(text, "cp1252")


def _is_mostly_utf8(body: bytes) -> bool:
    """Whether there are more whole characters of several bytes than damaged ones."""
    text = body.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    return sum(not sign.isascii() for sign in text) > 2 * damaged


def _is_cut(body: bytes, error: UnicodeDecodeError) -> bool:
    return error.end == len(body) and error.reason == "unexpected end of data"


def _ends_like_windows(body: bytes, error: UnicodeDecodeError) -> bool:
    """Whether plain ASCII ends in one byte that is a letter of the same case as the one before it."""
    last = body[error.start :]
    if len(last) != 1 or not body[: error.start].isascii() or last[0] == _LEADS_PUNCTUATION:
        return False
    before, letter = body[-2:].decode("cp1252", "replace")[:1], last.decode("cp1252", "replace")
    return letter.isalpha() and before.isalpha() and letter.isupper() == before.isupper()


def _acts(text: str) -> bool:
    """Whether there are more controls than a text has by accident."""
    return "\0" in text or len(_ACTING.findall(text)) * _ONE_IN > len(text)


def _why_not(body: bytes) -> str:
    if _acts(body.decode("latin-1")):
        return _NO_TEXT
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_cut(body, error):
            return "it ends inside a character, as if it had been cut off; get the whole file"
        if _is_mostly_utf8(body):
            line = body.count(b"\n", 0, error.start) + 1
            return f"its UTF-8 is damaged in line {line}; {_SAVE_ANEW}"
    return f"its encoding cannot be told; name its encoding, or {_SAVE_ANEW}"
