from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.store.samples import TODAY, a_claim, due
from tracker.claims.vocabulary import Kind, Role, Schedule
from tracker.store import changes, queries
from tracker.store.filters import parse_filter
from tracker.store.known_names import known_names
from tracker.store.likeness import known_spellings
from tracker.store.records import records_of
from tracker.store.rows import ClaimRow, Page

if TYPE_CHECKING:
    from tracker.store.archive import Archive


def test_an_empty_archive_lists_nothing(archive: Archive) -> None:
    assert archive.run(queries.list_claims, (), TODAY) == Page((), 0, 0, 0)


def test_a_line_of_the_list_tells_what_it_shows(archive: Archive) -> None:
    fields = a_claim(
        due_text="next week",
        source_publisher="A paper",
        quote="q",
        tags=("rumour", "hardware"),
        **due("2025-07-14", "2025-07-20"),
    )
    archive.run(changes.add_claim, fields)
    archive.run(changes.add_source, 1, {"publisher": "B paper"})
    archive.run(changes.add_source, 1, {"publisher": "C paper"}, Role.SUPPORTS)
    (row,) = archive.run(queries.list_claims, (), TODAY).rows
    assert row == ClaimRow(
        claim_id=1,
        statement="The open model ships next week",
        kind=Kind.RELEASE,
        status=Schedule.UPCOMING,
        speaker="Sam Altman",
        said_on=TODAY,
        due_text="next week",
        due_start=fields.due_start,
        due_end=fields.due_end,
        publisher="A paper",
        source_count=2,
        subject=fields.subject,
        slips=0,
        tags="rumour; hardware",
    )


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ({"source_title": "A title", "source_url": "https://example.org/a"}, "A title"),
        ({"source_url": "https://example.org/a"}, "https://example.org/a"),
        ({"source_author": "Ada"}, ""),
        ({}, ""),
    ],
)
def test_a_source_goes_by_its_publisher_its_title_or_its_address(
    archive: Archive, told: dict[str, str], shown: str
) -> None:
    archive.run(changes.add_claim, a_claim(**told))
    (row,) = archive.run(queries.list_claims, (), TODAY).rows
    assert row.publisher == shown


def test_names_and_tags_come_in_one_order_on_both_backends(archive: Archive) -> None:
    for name in ("zoe", "Émile", "emile", "Bo", "ann"):
        told = dict.fromkeys(("subject", "source_title", "source_publisher", "source_author", "via"), name)
        archive.run(changes.add_claim, a_claim(name, speaker=name, tags=(name,), **told))
    expected = ["ann", "Bo", "Émile", "emile", "zoe"]
    for field in ("speaker", "subject", "tags", "source_publisher", "source_author", "via"):
        assert list(archive.run(known_names, field)) == expected, field
    archive.run(changes.add_claim, a_claim(tags=("zoe", "ann", "Bo")))
    assert archive.run(queries.list_claims, (), TODAY).rows[0].tags == "zoe; ann; Bo"


def test_a_source_that_is_quoted_twice_is_counted_once(archive: Archive) -> None:
    cited = {"title": "A title", "url": "https://example.org/a"}
    archive.run(changes.add_claim, a_claim(source_title="A title", source_url="https://example.org/a"))
    archive.run(changes.add_source, 1, cited | {"quote": "next week"})
    archive.run(changes.add_source, 1, {"quote": "heard in the hall"})
    (row,) = archive.run(queries.list_claims, (), TODAY).rows
    (record,) = archive.run(lambda session: list(records_of(session, [1], TODAY)))
    assert row.source_count == record["source_count"] == 1


def test_claims_are_listed_by_the_day_they_were_said_newest_first(archive: Archive) -> None:
    for number, days in enumerate([3, 0, 5, 0, 1], start=1):
        archive.run(changes.add_claim, a_claim(f"Claim {number}", said_on=TODAY - timedelta(days=days)))
    expected = [4, 2, 5, 1, 3]
    assert [row.claim_id for row in archive.run(queries.list_claims, (), TODAY).rows] == expected
    assert archive.run(queries.claim_numbers, (), TODAY) == expected


def test_pages_together_are_the_whole_list_once(archive: Archive) -> None:
    for number in range(23):
        archive.run(changes.add_claim, a_claim(f"Claim {number}", **due(None, "2025-07-01" if number % 5 else None)))
    pages = [archive.run(queries.list_claims, (), TODAY, offset, 7) for offset in range(0, 28, 7)]
    assert [len(page.rows) for page in pages] == [7, 7, 7, 2]
    assert {(page.total, page.overdue) for page in pages} == {(23, 18)}
    paged = [row.claim_id for page in pages for row in page.rows]
    assert paged == archive.run(queries.claim_numbers, (), TODAY)
    assert archive.run(queries.list_claims, (), TODAY, 100, 7) == Page((), 100, 23, 18)


def test_the_counts_are_those_of_the_filter(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("Late", **due(None, "2025-07-01")))
    archive.run(changes.add_claim, a_claim("Not yet", **due("2025-09-01", "2025-09-30")))
    page = archive.run(queries.list_claims, parse_filter("due:>2025-08"), TODAY)
    assert (page.total, page.overdue, len(page.rows)) == (1, 0, 1)


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("speaker", ["Bo", "Ada", "Cy"]),
        ("subject", ["Trains", "Models"]),
        ("tags", ["b", "a", "c"]),
        ("source_publisher", ["A paper", "B paper"]),
        ("source_author", ["X. Y."]),
        ("via", ["An agency"]),
        ("statement", []),
        ("nonsense", []),
    ],
)
def test_names_are_offered_most_used_first(archive: Archive, field: str, names: list[str]) -> None:
    told = [
        {"speaker": "Bo", "subject": "Trains", "tags": ("b", "a"), "source_title": "1", "source_publisher": "B paper"},
        {"speaker": "Bo", "subject": "Trains", "tags": ("b", "a"), "source_title": "2", "source_publisher": "A paper"},
        {"speaker": "Cy", "subject": "Models", "tags": ("b",), "source_title": "3", "source_publisher": "A paper"},
        {"speaker": "Ada", "tags": ("c",), "source_author": "X. Y.", "via": "An agency"},
    ]
    for number, values in enumerate(told):
        archive.run(changes.add_claim, a_claim(f"Claim {number}", **values))
    assert list(archive.run(known_names, field)) == names


@pytest.mark.parametrize("field", ["speaker", "subject", "tags", "source_publisher", "source_author", "via"])
def test_a_name_that_was_mistyped_and_corrected_is_offered_no_more(archive: Archive, field: str) -> None:
    cited = {"source_title": "A title", "source_publisher": "A paper", "source_url": "https://example.org/a"}
    typed: dict[str, Any] = {field: ("hidal",) if field == "tags" else "hidal"}
    meant: dict[str, Any] = {field: ("Anne Hidalgo",) if field == "tags" else "Anne Hidalgo"}
    archive.run(changes.add_claim, a_claim(**(cited | typed)))
    assert archive.run(known_names, field) == ("hidal",)
    version = archive.run(queries.claim_card, 1, TODAY).version
    archive.run(changes.edit_claim, 1, version, a_claim(**(cited | meant)))
    assert archive.run(known_names, field) == ("Anne Hidalgo",)
    if known := archive.run(known_spellings, field):
        assert known == {"Anne Hidalgo": "Anne Hidalgo"}


def test_what_is_told_of_a_source_that_no_claim_cites_is_not_offered(archive: Archive) -> None:
    told = {"source_title": "A title", "source_publisher": "A paper", "source_author": "X. Y."}
    archive.run(changes.add_claim, a_claim(**told))
    archive.run(changes.edit_claim, 1, 1, a_claim())
    for field in ("source_publisher", "source_author"):
        assert archive.run(known_names, field) == ()
        assert archive.run(known_spellings, field) == {}


@pytest.mark.parametrize("claim_id", [0, 2, 2**31, 2**62, -(2**31) - 1])
def test_a_claim_that_is_gone_has_no_card(archive: Archive, claim_id: int) -> None:
    archive.run(changes.add_claim, a_claim())
    assert archive.run(queries.find_card, claim_id, TODAY) is None
    assert archive.run(queries.find_card, 1, TODAY) == archive.run(queries.claim_card, 1, TODAY)


def test_a_card_tells_the_sources_in_the_order_in_which_they_were_given(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim(quote="first"))
    archive.run(changes.add_source, 1, {"url": "https://example.org/a", "quote": "second", "via": "B"}, Role.SUPPORTS)
    cited = archive.run(queries.claim_card, 1, TODAY).citations
    assert [(one.role, one.url, one.quote, one.via) for one in cited] == [
        (Role.STATES, "", "first", ""),
        (Role.SUPPORTS, "https://example.org/a", "second", "B"),
    ]


def test_answers_outlive_the_session_that_read_them(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim(tags=("a",), quote="q"))
    card = archive.run(queries.claim_card, 1, TODAY)
    archive.close()
    assert (card.fields.tags, card.citations[0].quote, card.history[0].made_by) == (("a",), "q", "ada")
