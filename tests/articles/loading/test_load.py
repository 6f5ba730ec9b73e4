"""The door: files, standard input, addresses, and the process in which pages are read."""

from __future__ import annotations

import inspect
import io
import os
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.articles.loading.serving import answer, drip, never, packed, redirect
from tests.articles.loading.telling import refusal_of
from tests.articles.loading.test_page import ONE, PAGES, TWO
from tracker.articles.load import LONGEST_TEXT, article_from_text, load_article
from tracker.articles.loading import child, page_reader
from tracker.articles.loading.child import Asked
from tracker.articles.loading.file_kinds import MOST_BYTES
from tracker.articles.loading.markup_size import MOST_ELEMENTS
from tracker.articles.loading.page import NEEDS_THE_EXTRA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.articles.loading.serving import Handler, Server

TEXT = f"{ONE}\n{TWO}"
PAGE = PAGES["news with JSON-LD"]


@pytest.fixture(autouse=True)
def nothing_left_behind(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Whatever is loaded, no child outlives it and none writes on the terminal."""
    before = _children()
    yield
    assert _children() <= before
    assert capfd.readouterr() == ("", "")


def _children() -> set[str]:
    """The processes that this one has started and that are not gone; none can be told where there is no /proc."""
    listed = [Path(f"/proc/self/task/{thread.native_id}/children") for thread in threading.enumerate()]
    return {number for file in listed if file.exists() for number in file.read_text().split()}


def put(folder: Path, name: str, body: str | bytes) -> str:
    file = folder / name
    file.write_bytes(body.encode() if isinstance(body, str) else body)
    return str(file)


def test_a_text_file(tmp_path: Path) -> None:
    place = put(tmp_path, "a.txt", f"---\ntitle: Ferry\ndate: 2025-07-11\n---\n{TEXT}\n")
    article = load_article(place)
    assert article == replace(
        article_from_text(TEXT, opened_from=place),
        title="Ferry",
        published_on=date(2025, 7, 11),
        encoding="utf-8",
    )
    assert (article.text, article.language, article.url) == (TEXT, "en", "")


def test_a_file_is_markdown_by_its_ending(tmp_path: Path) -> None:
    source = "* one\n* two\n"
    assert load_article(put(tmp_path, "a.MD", source)).text == "one\n\ntwo"
    assert load_article(put(tmp_path, "a.txt", source)).text == source.strip()


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode("cp1252"))))
    article = load_article("-")
    assert (article.text, article.encoding, article.opened_from) == (TEXT, "cp1252", "-")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
    assert refusal_of(load_article, "-").startswith("What came on standard input cannot be read: it is empty")
    monkeypatch.setattr(sys, "stdin", None)
    assert "standard input is closed" in refusal_of(load_article, "-")


@pytest.mark.usefixtures("in_this_process")
def test_a_page_is_told_by_its_beginning_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = load_article(put(tmp_path, "a.html", PAGE.html))
    assert (wanted.text.split("\n\n"), wanted.title) == (list(PAGE.paragraphs), PAGE.title)
    for name in ("a", "a.txt", "a.php", "a.XHTML"):
        place = put(tmp_path, name, f"\ufeff \n{PAGE.html}")
        assert load_article(place) == replace(wanted, opened_from=place)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.html.encode())))
    assert load_article("-") == replace(wanted, opened_from="-")


NO_FILES = [
    ("", "There is nothing to read: name a file or an address"),
    ("  ", "There is nothing to read"),
    (".", "it is no file but a folder or a device"),
    ("/dev/null", "it is no file but a folder or a device"),
    ("no-such.txt", "there is no such file; check its name"),
    ("www.calder.example/ferry", "begin an address with https://"),
    ("a\0b", "there can be no such file"),
    ("~nobody-of-this-name/a.txt", "there can be no such file"),
    ("x" * 5_000, "the system says “File name too long”"),
    (f"{'folder/' * 20}name.txt", "folder/name.txt” cannot be read: there is no such file"),
    ("\x1b[31mred\n.txt", "“␛[31mred .txt” cannot be read"),
    ("file:///etc/passwd", "only addresses with http:// or https://"),
    ("https://ada:secret@calder.example/", "“https://calder.example/” cannot be read: addresses with a name"),
]


@pytest.mark.parametrize(("place", "told"), NO_FILES, ids=range(len(NO_FILES)))
def test_what_is_no_file_and_no_address(place: str, told: str) -> None:
    sentence = refusal_of(load_article, place)
    assert told in sentence
    assert "secret" not in sentence


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = put(tmp_path, "a.txt", TEXT)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # for root no file is closed
    assert "the system says “Permission denied”; check its name and permissions" in refusal_of(load_article, place)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "it is no file but a folder or a device" in refusal_of(load_article, str(tmp_path / "pipe"))


def test_a_page_in_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = put(tmp_path, "a.html", PAGE.html)
    put(tmp_path, "json.py", "raise SystemExit('the folder of an article is not on the path')")
    monkeypatch.chdir(tmp_path)
    article = load_article(place)
    assert article == page_reader.article_at(Asked(place, is_address=False, seconds=1), PAGE.html.encode())
    assert article.text.split("\n\n") == list(PAGE.paragraphs)
    assert (article.author, article.published_on) == ("Ada Writer, Bo Scribe", date(2025, 7, 11))
    assert (article.encoding, article.opened_from, article.url) == ("utf-8", place, "")


def test_a_page_from_the_web(server: Server) -> None:
    address = server.serve("/ferry?utm_source=x", packed(PAGE.html.encode()))
    article = load_article(f" {address}\n")
    assert article.text.split("\n\n") == list(PAGE.paragraphs)
    assert (article.opened_from, article.url) == (address, server.at("/2025/ferry?x=1"))


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize(
    ("kind", "body", "text", "encoding"),
    [
        ("text/plain", "* one\n* two\n", "* one\n* two", "utf-8"),
        ("text/plain; charset=iso-8859-1", "“Été”".encode("cp1252"), "“Été”", "cp1252"),
        ("text/markdown", "* one\n* two", "one\n\ntwo", "utf-8"),
        ("text/plain", "<html><p>Shown as it is.", "<html><p>Shown as it is.", "utf-8"),
        ("application/octet-stream", f"<!doctype html><p>{ONE}</p>", ONE, "utf-8"),
        ("application/octet-stream", ONE, ONE, "utf-8"),
        ("", f"<html><body><p>{ONE}</p>", ONE, "utf-8"),
        ("text/html; charset=utf-8", f"<html><body><p>{ONE} caf\xe9".encode("latin-1"), f"{ONE} café", "cp1252"),
    ],
)
def test_what_a_server_says_that_it_sends(
    server: Server, kind: str, body: str | bytes, text: str, encoding: str
) -> None:
    sent = body.encode() if isinstance(body, str) else body
    address = server.serve("/a", answer(sent, kind=kind))
    article = load_article(address)
    assert (article.text, article.encoding, article.url) == (text, encoding, address)


@pytest.mark.usefixtures("in_this_process")
def test_the_address_of_a_text_is_what_it_says_or_what_was_asked_for(server: Server) -> None:
    server.serve("/b", answer(TEXT.encode(), kind="text/plain"))
    start = server.serve("/a", redirect("/b"))
    assert "to allow that, set allow_private_redirects" in refusal_of(load_article, start)
    assert load_article(start, allow_private_redirects=True).url == start
    server.serve("/c", answer(f"---\nurl: https://calder.example/c\n---\n{TEXT}".encode(), kind="text/plain"))
    assert load_article(server.at("/c")).url == "https://calder.example/c"


@pytest.mark.usefixtures("in_this_process")
def test_the_address_of_a_page_is_the_one_that_it_names_where_it_was_found(server: Server) -> None:
    for named, wanted in (("/b", "/b"), ("/c", "/c"), ("https://other.example/", "/a")):
        page = f'<html><head><link rel=canonical href="{named}"></head><body><p>{ONE}</p></body></html>'
        server.serve("/b", answer(page.encode()))
        start = server.serve("/a", redirect("/b"))
        assert load_article(start, allow_private_redirects=True).url == server.at(wanted)


@pytest.mark.usefixtures("in_this_process")
@pytest.mark.parametrize("body", [b"%PDF-1.7\n%\xe2", b"PK\x03\x04x", b"\x89PNG\r\n\x1a\n", b"", b"a\0b"])
def test_a_server_that_lies_about_what_it_sends(server: Server, body: bytes) -> None:
    for kind in ("text/html", "text/plain", "application/octet-stream"):
        sent = server.serve("/a", answer(body, kind=kind))
        assert refusal_of(load_article, sent).startswith(f"“{sent}” cannot be read: it is ")


@pytest.mark.parametrize("behaviour", [never, drip(b"HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n")])
def test_a_server_that_takes_too_long(server: Server, behaviour: Handler) -> None:
    told = refusal_of(load_article, server.serve("/a", behaviour), seconds=0.8)
    assert "it was not there whole within 0.8 seconds; try again later" in told
    assert server.asked


def test_a_page_that_takes_too_long(tmp_path: Path) -> None:
    attributes = " ".join(f"a{number}=b" for number in range(200_000))
    place = put(tmp_path, "a.html", f"<html><body><p {attributes}>{ONE}</p>")
    assert "it could not be taken apart within 1 seconds" in refusal_of(load_article, place, seconds=1)


def test_a_child_that_ends_without_an_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = put(tmp_path, "a.html", PAGE.html)
    monkeypatch.setattr(child, "_READER", ("-c", "import sys; sys.exit('Traceback: a secret')"))
    assert "it is too intricate to be taken apart; copy its text" in refusal_of(load_article, place)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    assert "no process can be started for it (No such file or directory)" in refusal_of(load_article, place)


LIMITS = """
import resource
from tracker.articles.loading.page_reader import MOST_MEMORY, _limit_oneself
_limit_oneself(2.5)
assert resource.getrlimit(resource.RLIMIT_CPU) == (4, 4)
assert resource.getrlimit(resource.RLIMIT_AS) == (MOST_MEMORY, MOST_MEMORY)
try:
    bytearray(MOST_MEMORY)
except MemoryError:
    print("held")
"""
ORPHAN = """
from tracker.articles.loading.page_reader import _limit_oneself
_limit_oneself(-0.9)
import threading
threading.Event().wait()
"""


def test_a_child_holds_itself_to_its_limits() -> None:
    held = subprocess.run([sys.executable, "-c", LIMITS], capture_output=True, text=True, check=True)
    assert held.stdout == "held\n"
    ended = subprocess.run([sys.executable, "-c", ORPHAN], capture_output=True, timeout=30, check=False)
    assert ended.returncode == -14  # SIGALRM
    assert ended.stderr == b""


@pytest.mark.usefixtures("in_this_process")
def test_without_the_extra_only_pages_are_refused(
    tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    told = refusal_of(load_article, put(tmp_path, "a.html", PAGE.html))
    assert told == "HTML pages need one more package: pip install 'claim-tracker[articles]'."
    assert refusal_of(load_article, server.serve("/a", answer(PAGE.html.encode()))) == told
    assert load_article(put(tmp_path, "a.md", "# T\n\nText.")).text == "Text."
    assert load_article(server.serve("/b", answer(b"Text.", kind="text/plain"))).text == "Text."


HEAVY = "trafilatura, lxml, markdown_it, urllib.request, http.client, ssl, dateparser, rapidfuzz, sqlalchemy, textual"


def test_the_door_opens_on_nothing_heavy() -> None:
    asked = (
        "import sys; from tracker.articles.load import article_from_text;"
        f"article_from_text({TEXT!r});"
        f"print([name for name in {HEAVY.split(', ')} if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


README = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")


def test_the_front_matter_of_the_readme_is_understood() -> None:
    block = README.split("```yaml\n")[1].split("```")[0]
    article = article_from_text(block + TEXT)
    assert (article.text, article.title, article.author) == (TEXT, "Ferry to enter service", "Ada Writer")
    assert (article.publisher, article.published_on) == ("The Calder Times", date(2025, 7, 11))
    assert (article.language, article.url) == ("en", "https://calder.example/ferry")


def test_the_limits_of_the_readme_hold() -> None:
    told = " ".join(README.split("## Articles")[1].split("## Reports")[0].split())
    assert f"may have {MOST_BYTES / 1_000_000:g} MB, {MOST_ELEMENTS:,} elements and {LONGEST_TEXT:,} characters" in told
    assert inspect.signature(load_article).parameters["seconds"].default == 10
    assert "ten seconds for everything" in told
    assert NEEDS_THE_EXTRA.partition("claim-tracker")[2][:10] in told
