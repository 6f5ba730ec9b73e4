"""Bytes and the encoding in which they were written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.articles.loading.telling import check_sentence, refusal_of
from tracker.articles.loading.decoding import decode_file, decode_page, encoding_names, web_name
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable

FRENCH = "« Le bac partira bientôt », a déclaré Anne à l’été."

READ = [
    (b"plain", "plain", "utf-8"),
    (FRENCH.encode(), FRENCH, "utf-8"),
    (FRENCH.encode("utf-8-sig"), FRENCH, "utf-8"),
    (FRENCH.encode("utf-16"), FRENCH, "utf-16"),
    (b"\xfe\xff" + FRENCH.encode("utf-16-be"), FRENCH, "utf-16"),
    (FRENCH.encode("utf-32"), FRENCH, "utf-32"),
    (FRENCH.encode("cp1252"), FRENCH, "cp1252"),
    (b"It\x92s \x93new\x94", "It’s “new”", "cp1252"),
    (b"Un caf\xe9", "Un café", "cp1252"),
    (b"UN CAF\xc9", "UN CAFÉ", "cp1252"),
]


@pytest.mark.parametrize(("body", "text", "encoding"), READ, ids=range(len(READ)))
def test_what_is_read(body: bytes, text: str, encoding: str) -> None:
    assert decode_file(body, "a.txt")[:2] == (text, encoding)
    assert decode_page(body, "a.html")[:2] == (text, encoding)


REFUSED = [
    (FRENCH.encode()[:-1] + b"\xc3", "ends inside a character"),
    ("Il l’a dit : l’été".encode()[:-1], "ends inside a character"),
    (b"Un caf\xc3", "ends inside a character"),
    (b"He said so\xe2\x80", "ends inside a character"),
    (b"He said so\xe2", "ends inside a character"),
    (b"one 1\xe9", "ends inside a character"),
    ("été\nhi\nv".encode() + b"\xff" + "érité".encode(), "its UTF-8 is damaged in line 3"),
    (FRENCH.encode("utf-16")[:-1], "its UTF-16 is damaged"),
    ("Паром отправится на следующей неделе".encode("cp1251"), "its encoding cannot be told"),
    ("フェリーは来週出航します".encode("shift_jis"), "its encoding cannot be told"),
    (b"a\0b", "it is no text"),
    (bytes(range(256)), "it is no text"),
    (b"caf\xe9 \x01\x02\x03\x04", "it is no text"),
    (b"\xff\xfe\x01\x00\x02\x00\x03\x00", "it is no text"),
]


@pytest.mark.parametrize(("body", "told"), REFUSED, ids=range(len(REFUSED)))
def test_what_of_a_file_is_refused(body: bytes, told: str) -> None:
    assert told in refusal_of(decode_file, body, "a.txt")


def test_what_the_reader_chooses_stands_above_all_else() -> None:
    body = FRENCH.encode("cp1252")
    for name in ("windows-1252", "latin1", "CP1252"):
        assert decode_file(body, "a.txt", "utf-8", name) == (FRENCH, "cp1252", True)
    assert decode_page(page(body, "utf-8"), "a.html", "utf-8", "iso-8859-15").encoding == "iso8859-15"
    assert decode_file("Паром".encode("koi8-r"), "a.txt", chosen="koi8-r").text == "Паром"
    assert decode_file(FRENCH.encode("utf-8-sig"), "a.txt", chosen="utf-8").text == FRENCH


@pytest.mark.parametrize("decode", [decode_file, decode_page])
def test_a_choice_that_does_not_fit_is_refused(decode: Callable[..., object]) -> None:
    assert "it is not written in utf-8" in refusal_of(decode, FRENCH.encode("cp1252"), "a.txt", "", "utf-8")
    for name in ("rot13", "utf-7", "nul\0", "x" * 500):
        assert "is no encoding that is read here: name one such as utf-8" in refusal_of(decode, b"a", "a", "", name)


def test_every_encoding_is_known_by_the_name_it_is_shown_under() -> None:
    for name in encoding_names():
        read = decode_file("Ferries cross twice a day, and so on.".encode(name), "a.txt", chosen=name)
        assert web_name(read.encoding) == name
        assert "Ferries" in read.text


def page(body: bytes, charset: str = "") -> bytes:
    return b"<html><head><meta charset=%s></head>%s" % (charset.encode(), body)


PAGES = [
    (page(b"caf\xe9", "iso-8859-1"), "", "café", "cp1252"),
    (page(b"\xcf\xe0\xf0\xee\xec", "windows-1251"), "", "Паром", "cp1251"),
    (b'<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">\x83t\x83F', "", "フェ", "shift_jis"),
    (b'<?xml version="1.0" encoding="koi8-r"?><html>\xd0\xc1\xd2\xcf\xcd', "", "паром", "koi8-r"),
    (page(b"caf\xc3\xa9", "iso-8859-1"), "utf-8", "café", "utf-8"),
    (page(b"caf\xe9 \x93so\x94", "utf-8"), "utf-8", "café “so”", "cp1252"),
    (page("café".encode(), "x-no-such"), "nonsense", "café", "utf-8"),
    (page("café".encode(), "utf-7"), "", "café", "utf-8"),
    (page("café".encode(), "hex"), "zlib", "café", "utf-8"),
    (page("café".encode(), "odd"), "a\0b", "café", "utf-8"),
    ("\ufeffcafé".encode("utf-16-le"), "utf-8", "café", "utf-16"),
    (page("été caf\xe9 \xff là".encode("latin-1"), "utf-8"), "", "caf", "cp1252"),
    (page("été là-bas".encode() + b"\xff", "utf-8"), "utf-8", "été là-bas\ufffd", "utf-8"),
    (page("été là-bas".encode(), "iso-8859-1"), "windows-1252", "été là-bas", "utf-8"),
    (page("été".encode() + b"\xc3", "ascii"), "", "Ã©tÃ©Ã", "cp1252"),
    (page("été à l’école, déjà là".encode(), "shift_jis"), "gbk", "été à l’école, déjà là", "utf-8"),
    (b"<p>\x81\x8d\x8f\xff\xfe", "", "\ufffd", "utf-8"),
    (b"<p>one\0 in many" + b" words" * 99, "", "one", "utf-8"),
]


@pytest.mark.parametrize(("body", "charset", "holds", "encoding"), PAGES, ids=range(len(PAGES)))
def test_a_page_is_read_whatever_it_says(body: bytes, charset: str, holds: str, encoding: str) -> None:
    read = decode_page(body, "a.html", charset)
    assert holds in read.text
    assert read.encoding == encoding


def test_bytes_that_are_no_page_are_refused() -> None:
    assert "it is no text" in refusal_of(decode_page, bytes(range(256)), "a.html")
    assert "it is no text" in refusal_of(decode_page, "<p>One</p>".encode("utf-16-le"), "a.html")


@given(st.binary(max_size=200), st.sampled_from(["", "utf-8", "utf-16", "latin-1", "gbk", "punycode", "rot13", "\0"]))
def test_any_bytes_are_answered(body: bytes, charset: str) -> None:
    for decode in (decode_page, decode_file):
        try:
            decode(body, "a.txt", charset)
        except InvalidInput as refusal:
            check_sentence(str(refusal))


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1))
def test_utf_8_is_read_as_it_was_written(text: str) -> None:
    assert decode_file(text.encode("utf-8-sig"), "a.txt").text == text
