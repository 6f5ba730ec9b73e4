"""More than a hundred inputs that are broken, hostile or something else: each is read, or refused in one sentence.

Most pages are read in this process, which is quicker; those that could keep it busy go through the real child.
"""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.articles.loading.serving import answer, drip, in_chunks, never, packed, redirect, without_end
from tests.articles.loading.telling import check_sentence
from tracker.articles.load import LONGEST_TEXT, load_article
from tracker.claims.drafts import problems_of_text
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.articles.loading.serving import Handler, Server

TEXT = "L’été vient : « le bac partira », a-t-on dit à Calder — 12 € l’aller. "
PAGE = "<!doctype html><html lang=fr><head><title>Le bac</title></head><body><article>%s</article></body></html>"
PARAGRAPH = f"<p>{TEXT * 3}</p>"


def page(body: str) -> bytes:
    return (PAGE % body).encode()


def facts(script: str) -> bytes:
    return page(f"<script type='application/ld+json'>{script}</script>{PARAGRAPH}")


def archive() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packing:
        packing.writestr("word/document.xml", TEXT * 100)
    return held.getvalue()


def cut_texts() -> dict[str, bytes]:
    """UTF-8 that ends after each of the last bytes of a text with signs of one, two, three and four bytes."""
    whole = f"{TEXT * 3}😀é—".encode()
    return {f"cut-{left}.txt": whole[: len(whole) - left] for left in range(1, 13)} | {
        f"cut-{left}.html": page(PARAGRAPH + TEXT)[:-left] for left in (1, 40, 70, 71, 72)
    }


def binaries() -> dict[str, bytes]:
    chance = random.Random(7)  # noqa: S311 -- the same bytes each time
    sizes = (1, 2, 3, 8, 50, 1_000, 100_000)
    return {f"random-{size}{end}": chance.randbytes(size) for size in sizes for end in (".txt", ".html", ".md", "")}


WRONG_CHARSETS = {
    f"said-{said}-is-{written}.html": page(f"<meta charset={said}>{PARAGRAPH}").decode().encode(written, "replace")
    for said, written in [
        *(("utf-8", "cp1252"), ("latin1", "utf-8"), ("utf-16", "utf-8"), ("shift_jis", "utf-8"), ("utf-7", "utf-8")),
        *(("nonsense", "cp1252"), ("hex", "utf-8"), ("utf-8", "utf-16"), ("utf-8", "gb18030"), ("ascii", "cp1252")),
    ]
}
TEXTS = {
    "empty.txt": b"",
    "blank.txt": b" \r\n\t\n",
    "mark-only.txt": b"\xef\xbb\xbf",
    "nul.txt": f"{TEXT}\0{TEXT}".encode(),
    "nul-first.txt": b"\0" + TEXT.encode(),
    "only-nul.txt": b"\0" * 1_000,
    "controls.txt": bytes(range(1, 32)) * 20,
    "one-bell.txt": (TEXT * 5 + "\a").encode(),
    "escapes.txt": f"\x1b[2J\x1b]0;title\a{TEXT * 9}".encode(),
    "overrides.txt": f"\u202e{TEXT}\u202c\u2067{TEXT}".encode(),
    "marks.txt": ("e" + "\u0301\u0316" * 50_000).encode(),
    "surrogates.txt": TEXT.encode() + b"\xed\xa0\x80" + TEXT.encode(),
    "overlong.txt": TEXT.encode() + b"\xc0\xaf" + TEXT.encode(),
    "half-utf-16.txt": TEXT.encode("utf-16")[:-1],
    "utf-16-no-mark.txt": TEXT.encode("utf-16-le"),
    "koi8.txt": "Паром отправится на следующей неделе".encode("koi8-r"),
    "cp1252.txt": TEXT.encode("cp1252"),
    "one-line.txt": b"word " * 30_000,
    "one-word.txt": b"w" * (LONGEST_TEXT - 1),
    "too-long.txt": b"word " * 50_000,
    "ten-megabytes.txt": b"word " * 2_000_000,
    "ten-megabytes.html": page("<p>word</p>" * 1_000_000),
    "only-signs.txt": b"?!*+-\n" * 100,
    "front-matter-only.md": b"---\ntitle: x\n---\n",
    "front-matter-open.md": b"---\ntitle: x\n" * 1_000,
    "brackets.md": b"[" * 50_000,
    "stars.md": b"*a **b " * 9_000,
    "quotes.md": b">" * 20_000 + b" x",
    "lists.md": b"".join(b"  " * depth + b"- x\n" for depth in range(200)),
    "fences.md": b"```\n" * 9_001 + b"x",
    "entities.md": b"&#0;&#x110000;&bogus;&amp;" * 1_000,
    "html.md": b"<div><script>x" * 2_000,
    "page.md": page(PARAGRAPH),
}
KINDS = {
    "a.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "pdf.txt": b"%PDF-1.4 text all the way",
    "a.ps": b"%!PS-Adobe-3.0",
    "a.docx": archive(),
    "a.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99,
    "a.rtf": b"{\\rtf1\\ansi Some text}",
    "a.gz": gzip.compress(TEXT.encode()),
    "bomb.gz": gzip.compress(b"\0" * 10_000_000),
    "page.html": gzip.compress(page(PARAGRAPH)),
    "a.png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "a.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF",
    "a.gif": b"GIF89a\x01\0\x01\0",
    "a.webp": b"RIFF\x24\0\0\0WEBPVP8 ",
    "a.mp4": b"\0\0\0\x18ftypmp42",
    "a.mp3": b"ID3\x04\0\0",
    "a.db": b"SQLite format 3\0",
    "a.out": b"\x7fELF\x02\x01\x01",
    "image.html": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
}
PAGES = {
    "empty.html": b"",
    "nothing.html": b"<!doctype html><html></html>",
    "no-article.html": page("<script>var text = 1</script><img src=x>"),
    "20000-nested.html": page("<div>" * 20_000 + TEXT),
    "20000-bold.html": page("<b>x" * 20_000),
    "200-nested.html": page("<div>" * 190 + PARAGRAPH + "</div>" * 190),
    "nested-tables.html": page("<table><tr><td>" * 150 + TEXT),
    "deeper-tables.html": page("<table><tr><td>" * 5_000 + TEXT),
    "open-items.html": page("<dl>" + "<dd>x" * 300),
    "31000-elements.html": page("<p>word</p>" * 31_000),
    "open-comment.html": page(f"{PARAGRAPH}<!-- {PARAGRAPH}"),
    "comments.html": page("<!--" * 100_000),
    "open-script.html": page(f"{PARAGRAPH}<script>{PARAGRAPH}"),
    "open-attribute.html": page(f"{PARAGRAPH}<a href='{PARAGRAPH}"),
    "open-title.html": b"<html><head><title>x" + PARAGRAPH.encode(),
    "signs.html": page("<" * 300_000),
    "cdata.html": page(f"<![CDATA[{PARAGRAPH}]]>"),
    "nul.html": page(f"{PARAGRAPH}\0{PARAGRAPH}"),
    "escapes.html": page(f"<p>\x1b[2J&#27;[31m&#x9b;{TEXT * 3}&#8238;</p>"),
    "wrong-signs.html": page(f"<p>&#x110000;&#xd800;&#0;&#146;{TEXT * 3}</p>"),
    "laughs.html": b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    + page("<p>" + "&b;" * 10_000 + "</p>"),
    "outside.html": b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + page(f"<p>&x; {TEXT}</p>"),
    "facts-no-json.html": facts("{{ nonsense"),
    "facts-deep.html": facts("[" * 100_000),
    "facts-broken.html": facts('{"@type": "Article", "x": "' + '"author":"na' * 20_000),
    "facts-odd.html": facts('[1, null, {"@type": [3], "author": [[1]], "headline": {"a": 1}}]'),
    "day-odd.html": page(f"<meta property='article:published_time' content='0000-99-99'>{PARAGRAPH}"),
    "base-odd.html": page(f"<base href='http://['><link rel=canonical href='http://[x'>{PARAGRAPH}"),
    "refresh.html": page(f"<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>{PARAGRAPH}"),
    "frames.html": page("<frameset><frame src=a><frame src=b></frameset>"),
    "text.html": TEXT.encode(),
}
FILES = TEXTS | KINDS | PAGES | WRONG_CHARSETS | cut_texts() | binaries()

IN_A_CHILD = {
    "attributes.html": page(f"<p {' '.join(f'a{number}=b' for number in range(200_000))}>{TEXT}</p>"),
    "spans.html": page(f"<p>{'<span>word </span>' * 29_000}</p>"),
    "one-sign.html": page(f"<p>{'w' * 1_900_000}</p>"),
}
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
SERVED: dict[str, bytes | Handler] = {
    "a bomb": packed(b"<p>" * 30_000_000),
    "no answer": never,
    "a drip": drip(HEAD + b"\r\n" + page(PARAGRAPH)),
    "no end": without_end(HEAD + b"\r\n", PARAGRAPH.encode() * 99),
    "no end of heads": without_end(b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 99),
    "a circle": redirect("/a"),
    "a file": redirect("file:///etc/passwd"),
    "the own network": redirect("http://localhost:9/"),
    "more said than sent": answer(page(PARAGRAPH), "Content-Length: 999999"),
    "less said than sent": answer(page(PARAGRAPH), "Content-Length: 300"),
    "rubbish in chunks": answer(b"5\r\nabc\r\nzz", "Transfer-Encoding: chunked"),
    "good chunks": in_chunks(page(PARAGRAPH)[:50], page(PARAGRAPH)[50:]),
    "a PDF": answer(KINDS["a.pdf"], kind="application/pdf"),
    "a PDF that is said to be a page": answer(KINDS["a.pdf"]),
    "no HTTP": b"220 ready\r\n",
    "nothing": b"",
    "gone": answer(b"", status="404 Not Found"),
}
SLOW = {"no answer", "a drip"}

BY_CHANCE = {name for name in binaries() if int(name.split("-")[1].split(".")[0]) < 50}
"""A few random bytes may well be a word."""

READ = {
    *("cp1252.txt", "entities.md", "escapes.txt", "fences.md", "front-matter-open.md", "lists.md", "marks.txt"),
    *("one-bell.txt", "one-line.txt", "one-word.txt", "overrides.txt", "page.md", "stars.md"),
    *(f"cut-{left}.txt" for left in (3, 5, 9, 10, 11, 12)),
    *(f"cut-{left}.html" for left in (1, 40, 70, 71, 72)),
    *("200-nested.html", "base-odd.html", "cdata.html", "day-odd.html", "escapes.html", "laughs.html", "nul.html"),
    *("facts-broken.html", "facts-deep.html", "facts-no-json.html", "facts-odd.html", "open-attribute.html"),
    *("open-comment.html", "open-script.html", "outside.html", "refresh.html", "text.html", "wrong-signs.html"),
    *WRONG_CHARSETS,
}


def outcome(place: str, *, seconds: float = 10, allowed: bool = False) -> str:
    """The sentence of a refusal, empty for what is read; nothing else may come of it."""
    try:
        article = load_article(place, seconds=seconds, allow_private_redirects=allowed)
    except InvalidInput as refusal:
        check_sentence(str(refusal))
        return str(refusal)
    assert 0 < len(article.text) <= LONGEST_TEXT
    assert not problems_of_text("quote", "quotation", article.text, None, may_have_lines=True)
    return ""


@pytest.mark.usefixtures("in_this_process")
def test_every_file_is_read_or_refused_in_one_sentence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], figure: Callable[[str], None]
) -> None:
    told: dict[str, str] = {}
    for name, body in FILES.items():
        file = tmp_path / name
        file.write_bytes(body)
        told[name] = outcome(str(file))
        assert file.read_bytes() == body
    assert len(told) >= 100
    assert capfd.readouterr() == ("", "")
    read = {name for name, sentence in told.items() if not sentence}
    assert read - BY_CHANCE == READ
    figure(f"{len(told)} malformed files: {len(told) - len(read)} refused, {len(read)} read")


def test_what_could_keep_the_program_busy_is_ended(tmp_path: Path, figure: Callable[[str], None]) -> None:
    for name, body in IN_A_CHILD.items():
        (tmp_path / name).write_bytes(body)
        assert outcome(str(tmp_path / name), seconds=1)
    figure(f"{len(IN_A_CHILD)} intricate pages: all refused after a second")


def test_every_bad_server_is_refused_in_one_sentence(
    server: Server, capfd: pytest.CaptureFixture[str], figure: Callable[[str], None]
) -> None:
    told = {
        name: outcome(server.serve("/a", behaviour), seconds=0.8 if name in SLOW else 10, allowed=name == "a circle")
        for name, behaviour in SERVED.items()
    }
    assert capfd.readouterr() == ("", "")
    read = {name for name, sentence in told.items() if not sentence}
    assert read == {"good chunks", "less said than sent"}
    figure(f"{len(told)} bad servers: {len(told) - len(read)} refused, {len(read)} read")
