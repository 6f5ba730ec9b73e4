"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.articles.loading.refusals import PASTE_INSTEAD, cannot_be_read

if TYPE_CHECKING:
    from tracker.errors import InvalidInput

MOST_BYTES = 2_000_000
"""As large may a file or a page be, unpacked."""

_UNPACK = "unpack it and give the text file"
_TEXT_WANTED = "give a text, Markdown or HTML file"
_AS_TEXT = f"save it as text, or {PASTE_INSTEAD}"

_OTHERS = (
    (b"%PDF-", "it is a PDF", _AS_TEXT),
    (b"%!PS", "it is PostScript", _AS_TEXT),
    (b"PK\x03\x04", "it is a ZIP archive or an office document", _AS_TEXT),
    (b"PK\x05\x06", "it is an empty ZIP archive", _TEXT_WANTED),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is an office document", _AS_TEXT),
    (b"{\\rtf", "it is rich text", _AS_TEXT),
    (b"\x1f\x8b", "it is packed with gzip", _UNPACK),
    (b"BZh", "it is packed with bzip2", _UNPACK),
    (b"\xfd7zXZ\0", "it is packed with xz", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "it is packed with zstd", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "it is a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "it is a RAR archive", _UNPACK),
    (b"\x89PNG\r\n\x1a\n", "it is an image", _TEXT_WANTED),
    (b"\xff\xd8\xff", "it is an image", _TEXT_WANTED),
    (b"GIF87a", "it is an image", _TEXT_WANTED),
    (b"GIF89a", "it is an image", _TEXT_WANTED),
    (b"II*\0", "it is an image", _TEXT_WANTED),
    (b"MM\0*", "it is an image", _TEXT_WANTED),
    (b"\0\0\1\0", "it is an image", _TEXT_WANTED),
    (b"ID3\2", "it is a sound recording", _TEXT_WANTED),
    (b"ID3\3", "it is a sound recording", _TEXT_WANTED),
    (b"ID3\4", "it is a sound recording", _TEXT_WANTED),
    (b"OggS\0", "it is a sound recording or a film", _TEXT_WANTED),
    (b"fLaC\0", "it is a sound recording", _TEXT_WANTED),
    (b"\x1aE\xdf\xa3", "it is a film", _TEXT_WANTED),
    (b"SQLite format 3\0", "it is a database", _TEXT_WANTED),
    (b"\x7fELF", "it is a program", _TEXT_WANTED),
)
_INSIDE = (
    (b"RIFF", 8, b"WEBP", "it is an image"),
    (b"RIFF", 8, b"WAVE", "it is a sound recording"),
    (b"RIFF", 8, b"AVI ", "it is a film"),
    (b"\0\0", 4, b"ftyp", "it is a film or an image"),
)
_PAGE_BEGINS = (b"<!doctype html", b"<html", b"<head", b"<body")
_PAGE_MAY_BEGIN = (b"<?xml", b"<!--")
_LOOKED_AT = 2_000


def too_large(place: str) -> InvalidInput:
    """The refusal of more bytes than are read."""
    return cannot_be_read(place, f"it is larger than {MOST_BYTES // 1_000_000} MB; {PASTE_INSTEAD}")


def refuse_other_kinds(body: bytes, place: str) -> None:
    """Raise InvalidInput where the bytes are empty, or of a kind that no article's text is in."""
    if not body.strip():
        raise cannot_be_read(place, "it is empty; give a file with the article's text")
    for beginning, what, instead in _OTHERS:
        if body.startswith(beginning):
            raise cannot_be_read(place, f"{what}; {instead}")
    for beginning, where, sign, what in _INSIDE:
        if body.startswith(beginning) and body.startswith(sign, where):
            raise cannot_be_read(place, f"{what}; {_TEXT_WANTED}")


def looks_like_a_page(body: bytes) -> bool:
    """Whether the bytes begin as HTML does."""
    beginning = body[:_LOOKED_AT].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if beginning.startswith(_PAGE_MAY_BEGIN):
        return any(sign in beginning for sign in _PAGE_BEGINS)
    return beginning.startswith(_PAGE_BEGINS)
