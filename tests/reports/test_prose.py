from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tracker.display import cells
from tracker.reports.prose import Block, Heading, Link, Paragraph, Shown, Table, markdown, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXTS = st.text(alphabet="ab |*_`[]()<>&\\#-+=.1é日\x1b\n\t~$", max_size=12)


def a_table(*rows: tuple[str | Link, ...]) -> Table:
    columns = (Shown("Name", is_flexible=True), Shown("Number", is_number=True), Shown("More", is_optional=True))
    return Table((*columns, Shown("Said", is_flexible=True)), rows)


def as_markdown(*blocks: Block) -> str:
    return "".join(markdown(blocks))


def as_text(*blocks: Block, width: int | None = None) -> str:
    return "".join(plain(blocks, width))


def read_cells(written: str) -> list[list[str]]:
    """The cells of a table's rows as a program shows them that reads Markdown."""
    rows: list[list[str]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(written):
        if token.type == "tr_open":
            rows.append([])
        if token.type == "inline" and rows:
            rows[-1].append("".join(child.content for child in token.children or ()))
    return rows[1:]


def test_markdown_has_headings_sentences_and_tables() -> None:
    told = as_markdown(Heading("Dates", 1), Paragraph("Of 10 two."), a_table(("Ada", "5", "—", "next week")))
    assert told == (
        "# Dates\n\nOf 10 two.\n\n"
        "| Name | Number | More | Said      |\n"
        "| ---- | -----: | ---- | --------- |\n"
        "| Ada  |      5 | —    | next week |\n"
    )


def test_plain_text_is_aligned() -> None:
    told = as_text(
        Heading("Dates", 1), Heading("Part"), a_table(("Ada", "5", "—", "next week"), ("日本", "12", "", "x"))
    )
    assert told.splitlines() == [
        "Dates",
        "═════",
        "",
        "Part",
        "────",
        "",
        "Name  Number  More  Said",
        "────  ──────  ────  ─────────",
        "Ada        5  —     next week",
        "日本      12        x",
    ]


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), min_size=1, max_size=4))
def test_no_text_acts_in_markdown(rows: list[tuple[str, str, str, str]]) -> None:
    written = as_markdown(a_table(*rows))
    assert "\x1b" not in written
    shown = [[" ".join(cell.replace("\x1b", "␛").split()) for cell in row] for row in rows]
    assert [[" ".join(cell.split()) for cell in row] for row in read_cells(written)] == shown


@given(TEXTS.filter(str.strip))
def test_a_sentence_stays_one_in_markdown(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse(as_markdown(Paragraph(text)))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    inside = tokens[1].children or []
    assert {child.type for child in inside} <= {"text", "text_special"}


@pytest.mark.parametrize("text", ["1. first", "12) second", "- a", "+ b", "# c", "=== d", "> e", "    f"])
def test_what_would_begin_a_list_or_a_title_does_not(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse(as_markdown(Paragraph(text)))
    assert tokens[0].type == "paragraph_open"


@pytest.mark.parametrize(
    ("url", "is_link"),
    [
        ("https://example.org/a_(b)", True),
        ("javascript:alert(1)", False),
        ("https://example.org/>x", False),
        ("https://example.org/\\", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str, is_link: bool) -> None:  # noqa: FBT001
    written = as_markdown(a_table((Link("[the] source", url), "1", "", "")))
    html = MarkdownIt("commonmark").enable("table").render(written)
    assert ("<a href" in html) == is_link
    assert "[the] source" in html


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, st.text(max_size=90)), max_size=4), st.integers(40, 120))
def test_a_table_never_is_wider_than_its_room(rows: list[tuple[str, str, str, str]], width: int) -> None:
    for line in as_text(a_table(*rows), width=width).splitlines():
        assert cells(line) <= width


def test_where_room_is_short_the_optional_goes_and_the_flexible_is_cut() -> None:
    row = ("A speaker with a long name", "1", "twelve months", "a statement that goes on and on and on and on")
    wide, narrow, least = (as_text(a_table(row), width=width).splitlines()[0] for width in (100, 52, 30))
    assert wide.split() == ["Name", "Number", "More", "Said"]
    assert narrow.split() == least.split() == ["Name", "Number", "Said"]
    assert "goes on" in as_text(a_table(row), width=70)
    assert as_text(a_table(row)).splitlines()[-1].endswith("and on and on")


def test_a_long_table_is_written_as_its_rows_come() -> None:
    taken = []

    def rows() -> Iterator[tuple[str, ...]]:
        for number in range(10_000):
            taken.append(number)
            yield (str(number), "1", "", "")

    lines = plain([Table(a_table().columns, rows())])
    next(lines)
    assert len(taken) == 300
