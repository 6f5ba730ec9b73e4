"""Pages of many makes: their text, and what they tell about themselves."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.articles.loading.telling import check_sentence, refusal_of
from tracker.articles.loading.markup_size import DEEPEST, MOST_ELEMENTS, refuse_intricate
from tracker.articles.loading.page import read_page
from tracker.errors import InvalidInput

FRIDAY = date(2025, 7, 11)
ADDRESS = "https://www.calder.example/news/x"
ONE = "The port of Calder said on Friday that its electric ferry will enter service next week, after years of tests."
TWO = "“We are sure that it will carry 400 passengers by the end of the year,” said harbour director Ana Ruiz."
THREE = "Nobody was hurt when the first ship ran aground in March, and the town thanked the crew for what it had done."
UN = "Le port de Calder a annoncé vendredi que son bac électrique entrera en service la semaine prochaine, enfin."
DEUX = "« Il transportera 400 passagers d’ici la fin de l’année », a déclaré sa directrice, Anne Morel, à la presse."


class Page(NamedTuple):
    html: str
    title: str
    author: str
    publisher: str
    day: date | None
    language: str
    url: str
    paragraphs: tuple[str, ...]


PAGES = {
    "news with JSON-LD": Page(
        f"""<!doctype html><html lang="en-GB"><head><meta charset=utf-8><title>Ferry to sail — The Calder Times</title>
        <link rel=canonical href="/2025/ferry?x=1#top"><meta property="og:site_name" content="theCalderTimes">
        <script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle",
        "headline": "Ferry to sail", "datePublished": "2025-07-11T22:30:00-05:00", "dateModified": "2025-08-01",
        "author": [{{"@type": "Person", "name": "Ada Writer"}}, {{"@type": "Person", "name": "Bo Scribe"}}],
        "publisher": {{"@type": "Organization", "name": "The Calder Times"}}}}</script></head><body>
        <nav><a href=/>Home</a> <a href=/news>News</a></nav><main><article><h1>Ferry to sail</h1>
        <p class=byline>By Ada Writer</p><time datetime="2025-07-11">11 July 2025</time>
        <figure><img src=x.jpg alt=Ship><figcaption>The ship.</figcaption></figure>
        <p>{ONE} It <b>will</b> carry <a href=/x>cars</a>.</p><h2>What comes</h2><p>{TWO}</p></article>
        <section class=comments><div class=comment><p>I do not believe a word, says a reader.</p></div></section>
        </main><footer>Copyright 2025 Calder Media</footer></body></html>""",
        *("Ferry to sail", "Ada Writer, Bo Scribe", "The Calder Times", FRIDAY, "en"),
        *("https://www.calder.example/2025/ferry?x=1", (f"{ONE} It will carry cars.", "What comes", TWO)),
    ),
    "blog with OpenGraph": Page(
        f"""<html><head><title>Ferry to sail - Calder Blog</title><meta property="og:title" content="Ferry to sail">
        <meta property="og:site_name" content="calderBlog"><meta property="og:locale" content="en_US">
        <meta property="article:published_time" content="2025-07-11T08:00:00Z"><meta name=author content="Ada Writer">
        <meta property="og:url" content="https://calder.example/ferry"></head><body>
        <div class=cookie-consent><p>We use cookies to make this site better and to count visits.</p></div>
        <div class=post><h1>Ferry to sail</h1>
        <div class=entry-content><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></div></div>
        <div class=related><h3>Related</h3><ul><li><a href=/1>Another story altogether</a></ul></div></body></html>""",
        *("Ferry to sail", "Ada Writer", "calderBlog", FRIDAY, "en", "https://calder.example/ferry", (ONE, TWO, THREE)),
    ),
    "French, with a graph": Page(
        f"""<!DOCTYPE html><html lang="fr-FR"><head><meta charset="UTF-8"><title>Le bac part enfin – Nordinfo</title>
        <script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"Article",
        "headline":"Le bac part enfin","datePublished":"2025-07-11T08:00:00+00:00","author":{{"@type":"Person",
        "name":"Anne Morel"}}}},{{"@type":"Organization","name":"Nordinfo"}}]}}</script>
        <link rel="canonical" href="https://elsewhere.example/bac/"></head><body><article><h1>Le bac part enfin</h1>
        <div><p>{UN}</p><p>{DEUX}</p></div></article></body></html>""",
        *("Le bac part enfin", "Anne Morel", "Nordinfo", FRIDAY, "fr", "", (UN, DEUX)),
    ),
    "bare": Page(
        f"<html><head><title>Ferry to sail</title></head><body><h1>Ferry to sail</h1><p>By Ada Writer<p>11 July 2025"
        f"<p>{ONE}<p>{TWO}<p>{THREE}</body></html>",
        *("Ferry to sail", "Ada Writer", "calder.example", FRIDAY, "", ""),
        ("By Ada Writer", "11 July 2025", ONE, TWO, THREE),
    ),
    "laid out in a table": Page(
        f"<html><head><title>Ferry to sail</title></head><body bgcolor=white><table width=800><tr><td width=100>"
        f"<a href=/>Home</a></td><td><font size=5><b>Ferry news</b></font><p>{ONE}</p><p>{TWO}</p><p>{THREE}</p></td>"
        f"</tr></table></body></html>",
        *("Ferry to sail", "", "calder.example", None, "", "", ("Home", "Ferry news", ONE, TWO, THREE)),
    ),
    "broken lines": Page(
        f"<html lang=en><head><title>Ferry to sail</title></head><body><div>{ONE}<br><br>{TWO}<br><br>{THREE}</div>",
        *("Ferry to sail", "", "calder.example", None, "en", "", (ONE, TWO, THREE)),
    ),
    "XHTML": Page(
        f'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd">'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en" lang="en"><head><title>Ferry to sail</title></head>'
        f"<body><h1>Ferry to sail</h1><p>{ONE}</p><p>{TWO}</p></body></html>",
        *("Ferry to sail", "", "calder.example", None, "en", "", (ONE, TWO)),
    ),
    "a table, a list, a quotation": Page(
        f"<html><body><article><h1>Fares</h1><p>{ONE}</p><table><tr><th>Year</th><th>Fare</th></tr><tr><td>2025</td>"
        f"<td>12 <b>euros</b></td></tr></table><ul><li>One <i>point</i>.</li><li><p>Another.</p></li></ul>"
        f"<blockquote>{TWO}</blockquote><p>{THREE}</p></article></body></html>",
        *("Fares", "", "calder.example", None, "", ""),
        (ONE, "Year | Fare", "2025 | 12 euros", "One point.", "Another.", TWO, THREE),
    ),
    "a long comment first": Page(
        f"<!-- {'made by hand ' * 20} --><html><body><p>{ONE}</p></body></html>",
        *("", "", "calder.example", None, "", "", (ONE,)),
    ),
    "a piece of a page": Page(f"<p>{ONE}</p><p>{TWO}</p>", *("", "", "calder.example", None, "", "", (ONE, TWO))),
    "one sentence": Page(
        "<html><body><p>The bridge will open in May.</p></body></html>",
        *("", "", "calder.example", None, "", "", ("The bridge will open in May.",)),
    ),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_what_is_read_of_a_page(page: Page) -> None:
    text, facts = read_page(page.html, "a.html", ADDRESS)
    assert tuple(part for part in text.split("\n") if part) == page.paragraphs
    assert (facts.title, facts.author, facts.publisher, facts.published_on) == page[1:5]
    assert (facts.language, facts.url) == (page.language, page.url)


def test_a_day_in_the_address_counts_where_the_page_declares_none() -> None:
    page = f"<html><body><p>{ONE}</p><p>It first sailed on 3 March 1999.</p></body></html>"
    assert read_page(page, "x", "https://calder.example/2025/07/11/ferry")[1].published_on == FRIDAY


def test_a_saved_page_may_give_any_address_for_itself() -> None:
    page = PAGES["blog with OpenGraph"].html
    assert read_page(page, "a.html", "")[1].url == "https://calder.example/ferry"
    assert read_page(PAGES["bare"].html, "a.html", "")[1].url == ""


def test_a_page_without_an_article_is_refused() -> None:
    for page in ("<html></html>", "<html><body><script>var x = 1</script></body></html>", "<html><body><img src=x>"):
        assert "no article is found in it; copy its text" in refusal_of(read_page, page, "a.html", "")


@pytest.mark.parametrize(
    ("reference", "shown"),
    [("&#27;", ""), ("&#x1b", ""), ("&#11;", ""), ("&#xFFFE;", ""), ("&#146;", "’"), ("&#10;", " "), ("&#8217;", "’")],
)
def test_a_sign_by_its_number(reference: str, shown: str) -> None:
    text, _ = read_page(f"<html><body><p>{ONE}</p><p>It{reference}s done.</p></body></html>", "a.html", "")
    assert text == f"{ONE}\n\nIt{shown}s done."


def test_what_is_cut_off_inside_a_deep_page_is_never_left_out_silently() -> None:
    assert "nested more than 200 deep" in refusal_of(read_page, f"<html><dl>{'<dd>x' * 300}", "a.html", "")


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<div>" * (DEEPEST + 1), "nested more than 200 deep"),
        ("<b>x" * 30_000, "nested more than 200 deep"),
        ("<p>x" * (MOST_ELEMENTS + 1), "more than 30,000 elements"),
        ("<br>" * (MOST_ELEMENTS + 1), "more than 30,000 elements"),
        ("<DIV></SPAN>" * (DEEPEST + 1), "nested more than 200 deep"),
        ("<table><tr><td>" * (DEEPEST + 1), "nested more than 200 deep"),
        ("<a title='>" * (DEEPEST + 1), "nested more than 200 deep"),
        ("<a" * (MOST_ELEMENTS + 1), "nested more than 200 deep"),
    ],
)
def test_too_much_mark_up_is_refused_before_it_is_taken_apart(html: str, told: str) -> None:
    assert told in refusal_of(refuse_intricate, html, "a.html")


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * DEEPEST,
        "<p>x" * MOST_ELEMENTS,
        "<div><img><br><p>x</div>" * 5_000,
        "<svg><path d='x'/></svg>" * 300,
        f"<!-- {'<div>' * 300} -->",
        f"<!-- {'<div>' * 300}",
        f"<script>{'<div>' * 300}</SCRIPT>",
        f"<style>{'<div>' * 300}",
        "<" * 2_000_000,
        "<!" * 1_000_000,
        "<!--" * 500_000,
        "</div>" * 100_000,
        "<b><i></b></i>" * 300,
        "a < b > c <3",
        "",
    ],
    ids=range(15),
)
def test_other_mark_up_is_let_through(html: str) -> None:
    refuse_intricate(html, "a.html")


TAGS = [
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<table>",
    "<tr>",
    "<td>",
    "<li>",
    "<ul>",
    "<br>",
    "<b>",
    "</b>",
    "<html lang=fr>",
]
ODD = ["<!--", "-->", "<script>", "</script>", "<![CDATA[", "&#x110000;", "&amp", "<a href='", "\x00", "\x1b", "<time>"]
HEAD = [
    "<head>",
    "</head>",
    "<title>",
    "<meta name=author content=",
    "<link rel=canonical href=http://[>",
    "<h1>",
    ">",
    '"',
]


@settings(max_examples=60)
@given(st.lists(st.sampled_from([*TAGS, *ODD, *HEAD, "word ", ONE, "2025-13-45", "\n"]), max_size=25).map("".join))
def test_any_tag_soup_is_read_or_refused(html: str) -> None:
    try:
        text, _ = read_page(html, "a.html", ADDRESS)
    except InvalidInput as refusal:
        check_sentence(str(refusal))
    else:
        assert text
