from __future__ import annotations

from datetime import date

import pytest

from tracker.claims.drafts import Refused
from tracker.claims.sources import SourceFields, draft_of_source, read_source_fields

TODAY = date(2025, 9, 1)
WHOLE = SourceFields(
    title="OpenAI puts its open model off",
    publisher="TechCrunch",
    author="Ada Writer",
    url="https://example.org/open-model",
    archive_url="https://archive.example/1",
    published_on=date(2025, 7, 11),
    language="en",
    type="article",
)


def test_a_source_is_read_back_from_its_own_texts() -> None:
    assert read_source_fields(draft_of_source(WHOLE), TODAY) == WHOLE
    assert read_source_fields({"url": " https://example.org/a ", "title": "Two\nlines"}, TODAY) == SourceFields(
        title="Two lines", url="https://example.org/a"
    )


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("url", "example.org", "is not a web address"),
        ("archive_url", "ftp://example.org/a", "is not a web address"),
        ("published_on", "2025-02-30", "is not a day of the calendar"),
        ("publisher", "x" * 201, "at most 200"),
        ("author", "\x1b[2J", "control character"),
        ("title", "x" * 501, "at most 500"),
        ("language", "x" * 13, "at most 12"),
        ("language", "!!bad", "“!!bad” is not a language"),
        ("type", "x" * 41, "at most 40"),
    ],
)
def test_what_is_wrong_is_told_of_its_field(field: str, text: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        read_source_fields({"title": "A title", "url": "https://example.org"} | {field: text}, TODAY)
    (problem,) = refused.value.problems
    assert problem.field == field
    assert sentence in problem.sentence


def test_a_language_that_came_in_by_a_file_may_stay() -> None:
    kept = WHOLE._replace(language="English")
    assert read_source_fields(draft_of_source(kept) | {"title": "Another"}, TODAY, kept).language == "English"


def test_a_source_without_a_name_is_none() -> None:
    with pytest.raises(Refused, match="Name the source"):
        read_source_fields({"language": "en", "published_on": "2025-07-11"}, TODAY)


def test_a_citation_tells_all_that_is_known() -> None:
    assert WHOLE.citation() == (
        "Ada Writer, “OpenAI puts its open model off”, TechCrunch, 11 Jul 2025, https://example.org/open-model, "
        "archived at https://archive.example/1"
    )
    assert SourceFields(publisher="X", url="https://x.example").citation() == "X, https://x.example"


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (WHOLE, "OpenAI puts its open model off"),
        (SourceFields(publisher="X"), "X"),
        (SourceFields(url="https://x.example"), "https://x.example"),
        (SourceFields(author="Ada"), "Ada"),
        (SourceFields(), "a source without a name"),
    ],
)
def test_a_source_goes_by_whatever_is_known(told: SourceFields, name: str) -> None:
    assert told.name == name
