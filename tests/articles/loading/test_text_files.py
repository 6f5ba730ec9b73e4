"""Plain text and Markdown: what is told about them, and what is left as their text."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.articles.loading.telling import check_sentence, refusal_of
from tracker.articles.load import LONGEST_TEXT, article_from_text
from tracker.articles.loading.markdown_text import LONGEST_SOURCE, looks_like_markdown
from tracker.articles.loading.text_files import article_of_text
from tracker.errors import InvalidInput

if TYPE_CHECKING:
    from tracker.articles.load import LoadedArticle

FRIDAY = date(2025, 7, 11)
BODY = "The port said that its ferry will sail next week.\nNobody was hurt when the first ship ran aground."


def told(article: LoadedArticle) -> tuple[object, ...]:
    return (article.title, article.author, article.publisher, article.published_on, article.language, article.url)


FULL = ("Ferry: at last", "Ada Writer", "Calder Times", FRIDAY, "en", "https://calder.example/ferry?a=1#top")
NOTHING = ("", "", "", None, "en", "")

JEKYLL = """---
title: Ferry: at last
author: Ada Writer
publisher: Calder Times
published: 2025-07-11
language: en
url: https://calder.example/ferry?a=1#top
licence: CC BY
---
"""
HUGO = """+++
title = "Ferry: at last"
authors = ["Ada Writer"]
site = "Calder Times"
date = 2025-07-11T08:00:00Z
lang = "en-GB"
link = "https://calder.example/ferry?a=1#top"
+++
"""
OBSIDIAN = """---
title: "Ferry: at last"
source: https://calder.example/ferry?a=1#top
author:
  - "[[Ada Writer]]"
site_name: Calder Times
published: 2025-07-11
created: 2026-01-01
tags:
  - clippings
---
"""
BY_HAND = """---
Title: 'Ferry: at last'
By: Ada Writer
Source: Calder Times
Date: July 11, 2025
Locale: English
# a comment

URL: <https://calder.example/ferry?a=1#top>
...
"""
FRONT_MATTER = [
    *((head, FULL) for head in (JEKYLL, HUGO, OBSIDIAN, BY_HAND)),
    ("---\ntitle: >-\n  Ferry\n---\n", ("Ferry", "", "", None, "en", "")),
    ("---\nauthor: [Ada Writer, 'Bo Scribe']\n---\n", ("", "Ada Writer, Bo Scribe", "", None, "en", "")),
    ("---\nauthor:\n- Ada Writer\n- Bo Scribe\n---\n", ("", "Ada Writer, Bo Scribe", "", None, "en", "")),
    ("---\nauthor:\n  name: Ada Writer\n---\n", ("", "Ada Writer", "", None, "en", "")),
    ("---\ndate: 11 juillet 2025\nlang: xx\nurl: javascript:alert(1)\n---\n", ("", "", "", FRIDAY, "en", "")),
    ("---\ndate: 2025-02-30\nurl: http://me:secret@x.example/\n---\n", NOTHING),
    ("---\ndate: 03/04/2025\n---\n", NOTHING),
    ("---\nid: 7\n---\n", NOTHING),
]


@pytest.mark.parametrize(("head", "wanted"), FRONT_MATTER, ids=range(len(FRONT_MATTER)))
def test_front_matter(head: str, wanted: tuple[object, ...]) -> None:
    for before in ("", "\ufeff", "\r\n"):
        article = article_from_text(before + head.replace("\n", "\r\n") + "\n" + BODY)
        assert told(article) == wanted
        assert article.text == BODY


NO_FRONT_MATTER = [
    "---\nOnce upon a time it rained.\n---\nThe rest.",
    "---\ntitle: never closed\n\nThe rest.",
    "---\n---\nThe rest.",
    "---\n\n\n---\nThe rest.",
    "---\n- a list\n---\nThe rest.",
    "----\ntitle: x\n----\nThe rest.",
    "First.\n---\ntitle: x\n---\nThe rest.",
    "---\n" + "key: value\n" * 300 + "---\nThe rest.",
]


@pytest.mark.parametrize("text", NO_FRONT_MATTER, ids=range(len(NO_FRONT_MATTER)))
def test_a_rule_is_no_front_matter(text: str) -> None:
    article = article_from_text(text)
    assert article.text.split() == text.split()
    assert article.url == ""


TITLE = "Ferry to sail"
HEADS = [
    (f"{TITLE}", TITLE, "", None),
    (f"{TITLE}\nBy Ada Writer\n11 July 2025\n", TITLE, "Ada Writer", FRIDAY),
    (f"{TITLE}\n\nBY ADA WRITER | Published July 11, 2025 | 4 min read\n", TITLE, "ADA WRITER", FRIDAY),
    (f"{TITLE}\n\nPar Anne d’Ormes et Luc de la Tour\n", TITLE, "Anne d’Ormes et Luc de la Tour", None),
    (f"{TITLE}\n\nPublié le 11 juillet 2025 à 10 h 30\n", TITLE, "", FRIDAY),
    (f"{TITLE}\n\nVon Ute von Berg\n11. Juli 2025, 10:30 Uhr\n", TITLE, "Ute von Berg", FRIDAY),
    (f"{TITLE}\n\nWritten by: Ada Writer, Bo Scribe and Cy Post\n", TITLE, "Ada Writer, Bo Scribe and Cy Post", None),
    (f"{TITLE}\n\n2025-07-11T10:00:00Z\n", TITLE, "", FRIDAY),
    ("By Ada Writer\n", "", "Ada Writer", None),
    ("11 July 2025\n", "", "", FRIDAY),
    ("It rains today.\n", "", "", None),
    ("Dear reader,\n", "", "", None),
    ("By 2030 the port will be electric\n", "By 2030 the port will be electric", "", None),
    ("By the river\n", "By the river", "", None),
    ("The summit of March 2026\n", "The summit of March 2026", "", None),
    (f"{TITLE}\n\nBy Ada Writer, July 11, 2025\n", TITLE, "Ada Writer", FRIDAY),
    (f"{TITLE}\n\nAda Writer · Last updated: Friday, July 11th, 2025\n", TITLE, "", FRIDAY),
    (f"{TITLE}\n\nVeröffentlicht am 11. Juli 2025\n", TITLE, "", FRIDAY),
    (f"{TITLE}\n\nDue 3 March 2030\n", TITLE, "", None),
    (f"{TITLE}\n\nIt sails on 3 March 2030\n", TITLE, "", None),
    (f"{TITLE}\n\n07/11/2025\n", TITLE, "", None),
    (f"{TITLE}\n\nIt first sailed on 3 March 1999, when nobody thought that it would come back.\n", TITLE, "", None),
    (f"{'A very long line ' * 20}\n", "", "", None),
]


@pytest.mark.parametrize(("head", "title", "author", "day"), HEADS, ids=range(len(HEADS)))
def test_what_the_first_lines_tell_by_their_form(head: str, title: str, author: str, day: date | None) -> None:
    lines = [line.strip() for line in head.split("\n")]
    text = "\n".join([*lines, BODY.replace("\n", " ") * 2])
    article = article_from_text(text)
    assert (article.title, article.author, article.published_on) == (title, author, day)
    assert article.text == text


WRAPPED = """The port of Calder said on Friday that its electric
ferry will enter service next week, and that Ana
Ruiz, who is its director, will be on board."""


def test_a_wrapped_first_line_is_no_title() -> None:
    assert article_from_text(WRAPPED).title == ""
    assert article_from_text(WRAPPED).text == WRAPPED
    assert article_from_text(f"A line that goes on\nand on {BODY}").title == ""
    assert article_from_text(f"Ferry to sail\n{WRAPPED}").title == "Ferry to sail"
    assert article_from_text("The bridge will open in May").title == ""


MARKDOWN = """# Ferry *to* sail

By Ada Writer

The **port** of [Calder](https://calder.example "The port") said so\\
on `Friday`, ~~or not~~: R&amp;D costs 5 \\* 3 <b>euros</b>.<br>Soft
wrapped <!-- hidden -->text.

What comes
----------

- one
- two
  - three

3. third
4. fourth

> Quoted words.

| Year | Fare |
| ---- | ---: |
| 2025 | **12** |

```python
x = "*"
```

    indented

<div class="x">In a <i>block</i> &amp; more.<script>var hidden</script></div>

![A ship at sea](ship.jpg) and <https://calder.example>.

***

[Calder]: https://calder.example
"""
PLAIN = """By Ada Writer

The port of Calder said so
on Friday, or not: R&D costs 5 * 3 euros.
Soft wrapped text.

What comes

one

two

three

3. third

4. fourth

Quoted words.

Year | Fare

2025 | 12

x = "*"

indented

In a block & more.

A ship at sea and https://calder.example."""


def test_markdown_becomes_plain_text() -> None:
    article = article_of_text(MARKDOWN, opened_from="a.md", encoding="utf-8", is_markdown=True)
    assert (article.title, article.author) == ("Ferry to sail", "Ada Writer")
    assert article.text == PLAIN
    assert article_from_text(MARKDOWN).text == PLAIN


@pytest.mark.parametrize(
    ("source", "title", "text"),
    [
        ("Ferry to sail\n=====\n\nIt will.", "Ferry to sail", "It will."),
        ("### Ferry\n\nIt will.", "Ferry", "It will."),
        ("Intro.\n\n# Ferry\n\nIt will.", "Ferry", "Intro.\n\nFerry\n\nIt will."),
        ("Intro.\n\n## Ferry\n\nIt will.", "", "Intro.\n\nFerry\n\nIt will."),
        ("---\ntitle: Ferry!\n---\n\n# Ferry\n\nIt will.", "Ferry!", "It will."),
        ("---\ntitle: Ferry\n---\n\nFerry\n\nIt will.", "Ferry", "It will."),
        ("---\ntitle: Other\n---\n\nFerry\n\nIt will.", "Other", "Ferry\n\nIt will."),
    ],
)
def test_the_title_of_markdown(source: str, title: str, text: str) -> None:
    article = article_of_text(source, opened_from="a.md", encoding="utf-8", is_markdown=True)
    assert (article.title, article.text) == (title, text)


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        ("# Title\n\nText.", True),
        ("Text.\n\n## One\n\nText.\n\n## Two", True),
        ("See [the report](https://x.example/a).", True),
        ("It is **very** good.", True),
        ("```\ncode\n```", True),
        ("* a star\n- a dash\n1. a number", False),
        ("It costs 5 * 3 * 2 and snake_case_names.", False),
        ("#1 in the country", False),
        ("We are # 1.\n# 2 is far.", False),
        ("He said [sic] (see below).", False),
        ("Prices** rose, taxes** too", False),
        ("Prices** rose", False),
    ],
)
def test_what_looks_like_markdown(text: str, looks: bool) -> None:  # noqa: FBT001
    assert looks_like_markdown(text) is looks


def test_plain_text_stays_as_it_is() -> None:
    text = "One line\n  indented *so* far.\n\n* a star\n1986. A year.\n<b>not bold</b> &amp; \\* [x]: y"
    assert article_from_text(text).text == text


def test_the_digest_is_that_of_the_text() -> None:
    article = article_from_text(f"\ufeff{BODY}  \r\n", opened_from="pasted")
    assert article.digest == hashlib.sha256(BODY.encode()).hexdigest()
    assert article.digest == article_from_text(f"---\ntitle: Other\n---\n{BODY}").digest
    assert (article.opened_from, article.encoding, article.url) == ("pasted", "", "")


def test_more_than_can_be_read_is_refused_before_it_is_looked_at() -> None:
    assert "it is larger than 2 MB" in refusal_of(article_from_text, "x" * 2_000_001)


def test_what_is_told_is_cut_to_what_can_be_kept() -> None:
    told = {"title": "t" * 900, "author": "a\x1b " * 300, "url": "https://x.example/" + "u" * 3_000}
    head = "\n".join(f"{key}: {value}" for key, value in told.items())
    article = article_from_text(f"---\n{head}\n---\n{BODY}")
    assert len(article.title) == 500
    assert len(article.author) == 200
    assert article.author.isprintable()
    assert article.url == ""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "there are no words in it"),
        (" \n\t\u200b ", "there are no words in it"),
        ("---\ntitle: Only this\n---\n", "there are no words in it"),
        ("… — !", "there are no words in it"),
        ("word " * 60_000, f"it holds 299,999 characters, and at most {LONGEST_TEXT:,} are read"),
        ("# T\n\n" + "[a](/b) " * 60_000, f"and at most {LONGEST_SOURCE:,} are read"),
    ],
)
def test_what_is_no_article_is_refused(text: str, said: str) -> None:
    sentence = refusal_of(article_from_text, text)
    assert sentence.startswith("The text cannot be read: ")
    assert said in sentence


PIECES = [
    *("---", "+++", "title: x", "a = b", "# H", "By Ada", "11 July 2025", "**b**", "[l](/u)", "```", "| a |", "|-|"),
    *("- ", "<b>", "&amp;", "\n", "\n\n", " ", "word.", "\x1b", "\u202e"),
]
SOURCES = st.lists(st.sampled_from(PIECES), max_size=30)


@given(st.one_of(SOURCES.map("\n".join), SOURCES.map("".join), st.text()), st.booleans())
def test_any_text_is_an_article_or_refused(text: str, is_markdown: bool) -> None:  # noqa: FBT001
    try:
        article = article_of_text(text, opened_from="", encoding="", is_markdown=is_markdown)
    except InvalidInput as refusal:
        check_sentence(str(refusal))
    else:
        assert article.text.strip() == article.text
        assert all(each.isprintable() for each in (article.author, article.publisher))
        assert article_of_text(text, opened_from="", encoding="", is_markdown=is_markdown) == article
