"""How lists are read: from an index, a page from its nearer end, counted once, and the same as claim by claim."""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, false, select

from tests.bench.make_archive import TODAY
from tests.store.samples import a_claim, keep_invented
from tracker.claims.vocabulary import Schedule
from tracker.store import changes, pages, queries, sources
from tracker.store.archive import Archive
from tracker.store.bulk import trash_claims
from tracker.store.filters import parse_filter
from tracker.store.known_names import known_names
from tracker.store.likeness import claims_like, known_spellings
from tracker.store.nearest import nearest_claims
from tracker.store.orders import ORDERS
from tracker.store.record import RecordGroup, record_by
from tracker.store.tables import standing
from tracker.store.views import BUILT_IN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection

COUNT = 400
MIXED = "status:overdue kind:release speaker:a -tag:xen due:<2026 said:>2017"
ONLY_STANDINGS = (
    *(view.filter for view in BUILT_IN),
    *("status:review", "status:trash", "status:no-date", "status:late", "-status:upcoming", "kind:delay", "due:2027"),
    *(
        "speaker:zoé",
        'speaker:="Zoé Alber"',
        "subject:alber",
        "tag:xen",
        "said:2019",
        "review:2024",
        "id:7",
        "thread:7",
    ),
    *("source:journal", "sort:due", "sort:-said", "sort:status", "sort:-id", MIXED),
)
"""Filters and orders that need nothing of the claims themselves."""


@pytest.fixture
def full(archive: Archive) -> Archive:
    """An archive of some hundred invented claims, a few of them in the trash."""
    keep_invented(archive, COUNT)
    return archive


@pytest.fixture(autouse=True)
def _one_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a second reader is asked would not be seen."""
    monkeypatch.setattr(os, "cpu_count", lambda: 1)


@contextmanager
def plans_of(archive: Archive) -> Iterator[list[str]]:
    """How SQLite says that it goes about each question that is asked meanwhile."""
    plans: list[str] = []

    def explain(_connection: Connection, cursor: Any, statement: str, parameters: Any, *_: object) -> None:
        if statement.startswith("SELECT"):
            told = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            plans.extend(str(row[-1]) for row in told)

    event.listen(archive._engine, "before_cursor_execute", explain)
    yield plans
    event.remove(archive._engine, "before_cursor_execute", explain)


def reads_a_whole_table(plans: list[str]) -> list[str]:
    """The steps that go over every row of claims or standings without an index that holds all that is asked."""
    return [
        step
        for step in plans
        if step.startswith(("SCAN claim", "SCAN standing", "SCAN citation")) and "COVERING INDEX" not in step
    ]


@pytest.mark.parametrize("text", ONLY_STANDINGS)
def test_no_list_and_no_count_reads_a_whole_table(full_file: Path, text: str) -> None:
    terms = parse_filter(text)
    with Archive.open(str(full_file), read_only=True) as archive, plans_of(archive) as plans:
        page = archive.run(queries.list_claims, terms, TODAY, 0, 60)
        archive.run(queries.list_claims, terms, TODAY, page.total - 1, 60, page)
        archive.run(queries.claim_count, terms, TODAY)
        archive.run(pages.place_in_list, terms, TODAY, 40)
    assert plans
    assert reads_a_whole_table(plans) == []
    of_standings = [step for step in plans if step.startswith(("SCAN standing", "SEARCH standing")) and "=?" in step]
    assert of_standings


def test_the_usual_list_is_read_in_the_order_of_its_index(full_file: Path) -> None:
    for view in BUILT_IN:
        terms = parse_filter(view.filter)
        with Archive.open(str(full_file), read_only=True) as archive, plans_of(archive) as plans:
            archive.run(queries.claim_numbers, terms, TODAY)
        (step,) = [step for step in plans if "standing" in step]
        assert step == "SEARCH standing USING COVERING INDEX ix_standing_list (is_trashed=?)"
        assert "ORDER BY" not in " ".join(plans)


def test_the_review_queue_is_an_index(full_file: Path) -> None:
    with Archive.open(str(full_file), read_only=True) as archive, plans_of(archive) as plans:
        archive.run(queries.review_queue, TODAY)
        archive.run(queries.review_count, TODAY)
    wanted = "SEARCH standing USING COVERING INDEX ix_standing_queue (is_trashed=? AND comes_back_on<?)"
    assert [step for step in plans if "standing" in step] == [wanted, wanted]
    assert not [step for step in plans if "B-TREE" in step]


def test_the_review_queue_is_in_the_order_of_its_days(full: Archive) -> None:
    full.run(trash_claims, list(range(1, 40)))
    columns = (standing.comes_back_on, standing.claim_id)
    wanting = select(*columns).where(standing.is_trashed == false(), standing.comes_back_on.is_not(None))
    rows = full.run(lambda session: [(row[0], row[1]) for row in session.execute(wanting)])
    for day in (date(2000, 1, 1), date(2022, 5, 1), TODAY, date(2500, 1, 1)):
        in_order = sorted(row for row in rows if row[0] <= day)
        assert full.run(queries.review_queue, day) == [number for _, number in in_order]
    assert len(in_order) > 50


@pytest.mark.parametrize("text", ["speaker:zoé", 'speaker:="Zoé Alber"', "speaker:zoé status:open", "speaker:nobody"])
def test_the_claims_of_a_speaker_are_counted_in_an_index_of_theirs(full_file: Path, text: str) -> None:
    with Archive.open(str(full_file), read_only=True) as archive, plans_of(archive) as plans:
        archive.run(queries.claim_count, parse_filter(text), TODAY)
    (step,) = [step for step in plans if "standing" in step]
    assert step == "SEARCH standing USING COVERING INDEX ix_standing_speaker_id (is_trashed=? AND speaker_id=?)"


def test_the_claims_of_a_source_are_found_in_an_index_alone(full_file: Path) -> None:
    with Archive.open(str(full_file), read_only=True) as archive, plans_of(archive) as plans:
        archive.run(queries.claim_count, parse_filter("source:journal"), TODAY)
    assert "SEARCH citation USING COVERING INDEX ix_citation_source_id (source_id=?)" in plans
    assert "USE TEMP B-TREE FOR GROUP BY" in plans  # sorted before they are gathered


def test_the_record_of_all_speakers_is_read_from_indexes_alone(full_file: Path) -> None:
    with Archive.open(str(full_file), read_only=True) as archive, plans_of(archive) as plans:
        archive.run(record_by, RecordGroup.SPEAKER, TODAY)
    of_standings = [step for step in plans if "standing" in step]
    ends, counts, slips = of_standings[:2], *of_standings[2:]
    assert ends == ["SEARCH standing USING COVERING INDEX ix_standing_list (is_trashed=?)"] * 2
    assert slips == "SEARCH standing USING COVERING INDEX ix_standing_slips (is_trashed=?)"
    assert counts == "SEARCH standing USING COVERING INDEX ix_standing_speaker_id (is_trashed=?)"
    assert "TEMP B-TREE" not in plans[plans.index(counts) + 1], "what is grouped comes in order"


@pytest.mark.parametrize("group", [each for each in RecordGroup if each is not RecordGroup.PUBLISHER])
def test_no_other_record_reads_claims_or_the_rows_of_standings(full_file: Path, group: RecordGroup) -> None:
    with Archive.open(str(full_file), read_only=True) as archive, plans_of(archive) as plans:
        archive.run(record_by, group, TODAY)
    of_claims = [step for step in plans if " claim " in step]
    of_standings = [step for step in plans if " standing" in step]
    assert of_claims == []
    assert of_standings
    assert [step for step in of_standings if "USING COVERING INDEX" not in step] == []


def test_the_record_of_publishers_goes_through_the_file_in_order(full_file: Path) -> None:
    with Archive.open(str(full_file), read_only=True) as archive, plans_of(archive) as plans:
        archive.run(record_by, RecordGroup.PUBLISHER, TODAY)
    of_standings = [step for step in plans if " standing" in step]
    assert all("USING COVERING INDEX" in step for step in of_standings[:2])
    assert of_standings[2:] == ["SCAN standing"] * 2
    assert plans.count("SEARCH citation USING INDEX ix_citation_claim_id (claim_id=?)") == 2


@pytest.mark.parametrize("question", [claims_like, nearest_claims])
def test_what_is_like_a_text_is_looked_up_claim_by_claim(full_file: Path, question: Callable[..., object]) -> None:
    today = () if question is claims_like else (TODAY,)
    with Archive.open(str(full_file), read_only=True) as archive:
        statement = archive.run(queries.list_claims, (), TODAY, 0, 1).rows[0].statement
        with plans_of(archive) as plans:
            archive.run(question, f"{statement.replace('e', 'ee', 1)} nowherre", *today)
    of_claims = [step for step in plans if re.search(r"(SCAN|SEARCH) (claim|standing|search_text)\b", step)]
    assert of_claims
    assert [step for step in of_claims if not re.search(r"INTEGER PRIMARY KEY|SEARCH claim$", step)] == []


def test_pages_from_both_ends_hold_what_the_whole_list_does(full: Archive) -> None:
    for text in (f"{words} sort:{order}" for words in ("", "status:open") for order in ORDERS):
        terms = parse_filter(text)
        numbers = full.run(queries.claim_numbers, terms, TODAY)
        first = full.run(queries.list_claims, terms, TODAY, 0, 7)
        assert first.total == len(numbers) > COUNT // 10
        beyond = len(numbers) // 2 + 3
        for offset in (0, beyond - 6, beyond, len(numbers) - 9, len(numbers) - 3, len(numbers)):
            page = full.run(queries.list_claims, terms, TODAY, offset, 7, first)
            assert [row.claim_id for row in page.rows] == numbers[offset : offset + 7], text
            assert (page.total, page.overdue) == (first.total, first.overdue)


@pytest.mark.parametrize("order", ["speaker", "-speaker"])
def test_names_that_are_alike_share_their_place_on_every_page(archive: Archive, order: str) -> None:
    for number, name in enumerate(("Élise", "", "Zoé", "Elise", "ada", "Élise", "Elise", "", "Bo", "Ada Alber")):
        archive.run(changes.add_claim, a_claim(f"Claim {number}", speaker=name, said_on=date(2020, 1, 1 + number % 4)))
    terms = parse_filter(f"sort:{order}")
    numbers = archive.run(queries.claim_numbers, terms, TODAY)
    for offset, limit in ((offset, limit) for offset in range(11) for limit in (0, 1, 2, 3, 20)):
        page = archive.run(queries.list_claims, terms, TODAY, offset, limit)
        assert [row.claim_id for row in page.rows] == numbers[offset : offset + limit], (offset, limit)


def test_names_are_counted_a_few_at_a_time_in_one_order(full: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "_COUNTED_TOGETHER", ((0, 2), (2, 7), (7, None)))
    for text in (
        "sort:speaker",
        "sort:-speaker",
        "sort:-subject the",
        "sort:speaker status:overdue",
        "sort:subject id:7",
    ):
        terms = parse_filter(text)
        numbers = full.run(queries.claim_numbers, terms, TODAY)
        for offset in range(0, len(numbers), 23):
            page = full.run(queries.list_claims, terms, TODAY, offset, 11)
            assert [row.claim_id for row in page.rows] == numbers[offset : offset + 11], (text, offset)
        for line in range(0, len(numbers), 41):
            assert full.run(pages.place_in_list, terms, TODAY, numbers[line]) == line


def test_a_name_that_is_written_later_stands_in_its_place(archive: Archive) -> None:
    terms = parse_filter("sort:speaker")
    for name in ("Bo", "Dy", "Cy"):
        archive.run(changes.add_claim, a_claim(f"It ships, says {name}", speaker=name))
    before = archive.run(queries.list_claims, terms, TODAY)
    archive.run(changes.add_claim, a_claim("It ships, says Bu", speaker="Bu"))
    after = archive.run(queries.list_claims, terms, TODAY)
    assert [[row.speaker for row in page.rows] for page in (before, after)] == [
        ["Bo", "Cy", "Dy"],
        ["Bo", "Bu", "Cy", "Dy"],
    ]


@pytest.mark.parametrize("order", ["speaker", "-speaker", "subject"])
def test_a_page_in_the_order_of_names_sorts_the_claims_of_a_few_names(full_file: Path, order: str) -> None:
    with Archive.open(str(full_file), read_only=True) as archive:
        terms = parse_filter(f"sort:{order}")
        whole = archive.run(queries.list_claims, terms, TODAY, 0, 10)
        with plans_of(archive) as plans:
            archive.run(queries.list_claims, terms, TODAY, 30, 10, whole)
    index = f"ix_standing_{order.removeprefix('-')}_id"
    counted, *_ = of_standings = [step for step in plans if "standing" in step]
    assert f"USING COVERING INDEX {index}" in counted
    assert sum(f"SEARCH standing USING COVERING INDEX {index}" in step for step in of_standings[1:]) == 1
    assert reads_a_whole_table(plans) == []


@pytest.mark.parametrize("trashed", [0, 300])
@pytest.mark.parametrize(
    "text",
    [
        *("", "status:open", "status:settled", "-status:settled", "status:review", "status:trash", "-status:trash"),
        *(
            "kind:delay",
            "-kind:delay sort:due",
            "due:2027",
            "-due:<2026",
            "status:no-date",
            "status:overdue kind:release",
        ),
        *("status:overdue due:<2025 -kind:delay", "status:trash kind:release", "kind:delay said:2019", "sort:status"),
    ],
)
def test_as_many_are_counted_as_are_listed(full: Archive, text: str, trashed: int) -> None:
    full.run(trash_claims, list(range(1, trashed)))
    terms = parse_filter(text)
    page = full.run(queries.list_claims, terms, TODAY, 0, COUNT)
    assert full.run(queries.claim_count, terms, TODAY) == len(page.rows) == page.total
    counted = full.run(queries.counted, page, terms, TODAY)
    assert counted.overdue == sum(row.status is Schedule.OVERDUE for row in page.rows)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("status:open", "SCAN standing USING COVERING INDEX"),
        ("status:overdue kind:delay due:<2025", "SCAN standing USING COVERING INDEX"),
        ("status:review", "SEARCH standing USING INDEX ix_standing_queue"),
        ("status:open said:2019", "SEARCH standing USING COVERING INDEX ix_standing_list"),
    ],
)
def test_a_count_asks_an_index_or_each_claim(full_file: Path, text: str, way: str) -> None:
    with Archive.open(str(full_file), read_only=True) as archive, plans_of(archive) as plans:
        archive.run(queries.claim_count, parse_filter(text), TODAY)
    assert len(plans) == 1
    assert plans[0].startswith(way)


@pytest.mark.parametrize(
    "text", ["", "sort:speaker", "sort:due", "status:open", "status:trash", "kind:delay model", MIXED]
)
def test_of_some_claims_the_first_that_is_listed_is_found(full: Archive, text: str) -> None:
    terms = parse_filter(text)
    numbers = full.run(queries.claim_numbers, terms, TODAY)
    for some in (range(1, COUNT, 7), range(3, 20), (COUNT + 1,)):
        first = next((number for number in numbers if number in some), None)
        assert full.run(queries.first_listed, terms, TODAY, some) == first


@pytest.mark.parametrize("text", [text for text in ONLY_STANDINGS if text not in {"status:review", "status:trash"}])
def test_whether_some_claims_are_listed_is_asked_of_these_alone(full_file: Path, text: str) -> None:
    with Archive.open(str(full_file), read_only=True) as archive, plans_of(archive) as plans:
        archive.run(queries.first_listed, parse_filter(text), TODAY, (7, 40, 41))
    assert any(step.startswith("SEARCH standing USING INTEGER PRIMARY KEY") for step in plans)


def test_claims_are_counted_once_for_all_pages_of_a_list(full: Archive) -> None:
    asked: list[str] = []
    event.listen(full._engine, "before_cursor_execute", lambda *told: asked.append(told[2]))
    page = full.run(queries.list_claims, (), TODAY, 0, 60)
    counts = sum(statement.startswith("SELECT count(*)") for statement in asked)
    full.run(queries.list_claims, (), TODAY, 300, 60, page)
    assert counts == sum(statement.startswith("SELECT count(*)") for statement in asked) == 1


@pytest.mark.parametrize("field", ["speaker", "subject", "tags"])
def test_how_often_names_are_used_is_counted_in_indexes_alone(full_file: Path, field: str) -> None:
    with Archive.open(str(full_file), read_only=True) as archive, plans_of(archive) as plans:
        archive.run(known_names, field)
    assert reads_a_whole_table(plans) == []
    assert not any("CORRELATED" in step for step in plans)


@pytest.mark.parametrize("field", ["speaker", "subject", "tags", "source_publisher"])
def test_whether_a_name_is_used_is_asked_of_indexes(full_file: Path, field: str) -> None:
    with Archive.open(str(full_file), read_only=True) as archive, plans_of(archive) as plans:
        archive.run(known_spellings, field)
    inner = [step for step in plans if "standing" in step or "claim_tag" in step or "citation" in step]
    assert inner
    assert all(step.startswith("SEARCH") for step in inner)


def test_the_claims_of_the_sources_on_a_page_are_counted_from_their_citations(full_file: Path) -> None:
    with Archive.open(str(full_file), read_only=True) as archive, plans_of(archive) as plans:
        archive.run(sources.list_sources, "")
    assert any("SEARCH citation USING COVERING INDEX ix_citation_source_id (source_id=?)" in step for step in plans)
    assert [step for step in plans if "SEARCH standing" in step and "PRIMARY KEY" not in step] == []
