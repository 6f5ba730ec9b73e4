"""What a file is by its first bytes."""

from __future__ import annotations

import pytest

from tests.articles.loading.telling import refusal_of
from tests.articles.loading.test_malformed import KINDS
from tracker.articles.loading.file_kinds import looks_like_a_page, refuse_other_kinds

WHAT = {
    "a.pdf": "a PDF",
    "pdf.txt": "a PDF",
    "a.ps": "PostScript",
    "a.docx": "a ZIP archive or an office document",
    "a.doc": "an office document",
    "a.rtf": "rich text",
    "a.gz": "packed with gzip",
    "bomb.gz": "packed with gzip",
    "page.html": "packed with gzip",
    "a.png": "an image",
    "a.jpg": "an image",
    "a.gif": "an image",
    "a.webp": "an image",
    "image.html": "an image",
    "a.mp4": "a film or an image",
    "a.mp3": "a sound recording",
    "a.db": "a database",
    "a.out": "a program",
}


@pytest.mark.parametrize("name", KINDS)
def test_what_is_no_text_is_told_by_its_kind(name: str) -> None:
    assert f"it is {WHAT[name]}; " in refusal_of(refuse_other_kinds, KINDS[name], name)


@pytest.mark.parametrize("text", ["PDF files", "ID3 tags tell", "The ftyp box", "RIFF says", "BZ", "GIF8", "PK"])
def test_a_text_that_only_begins_so_is_let_through(text: str) -> None:
    refuse_other_kinds(text.encode(), "a.txt")


@pytest.mark.parametrize(
    ("beginning", "is_page"),
    [
        ("<!DOCTYPE HTML>", True),
        ("\ufeff\n <html lang=fr>", True),
        ("<head><title>", True),
        ("<?xml version='1.0'?>\n<!DOCTYPE html>", True),
        ("<!-- made by hand -->\n<HTML>", True),
        ("<?xml version='1.0'?><rss>", False),
        ("<!-- a comment -->\n# Heading", False),
        ("<p>A piece", False),
        ("The <html> tag", False),
        ("", False),
    ],
)
def test_a_page_is_told_by_its_beginning(beginning: str, is_page: bool) -> None:  # noqa: FBT001
    assert looks_like_a_page(beginning.encode()) is is_page
    assert looks_like_a_page(beginning.encode("utf-16")) is is_page
