"""The lists that are read straight from a file are those that the archive gives."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.store.samples import a_claim
from tracker.errors import InvalidInput
from tracker.store import queries, straight
from tracker.store.archive import Archive
from tracker.store.bulk import trash_claims
from tracker.store.changes import add_claim
from tracker.store.examples import load_examples
from tracker.store.filters import parse_filter
from tracker.store.straight import claims_with_words, first_page
from tracker.store.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAYS = [date(2019, 1, 1), date(2024, 6, 30), date(2026, 11, 24), date(2038, 12, 31)]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "claims.tracker"


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_it_is_the_page_that_the_list_begins_with(place: Path, today: date) -> None:
    with Archive.open(str(place), user="tester") as archive:
        load_examples(archive, date(2026, 11, 23))
        archive.run(trash_claims, [3, 20])
        page = archive.run(queries.list_claims, (), today, 0, 100)
    found = first_page(str(place), today)
    assert found.rows == page.rows
    assert len({row.status for row in found.rows}) > 3


def test_it_has_no_more_claims_than_there_are_lines(place: Path) -> None:
    with Archive.open(str(place), user="tester") as archive:
        for number in range(24):
            archive.run(add_claim, a_claim(said_on=date(2025, 1, 1) + timedelta(days=number)))
        page = archive.run(queries.list_claims, (), DAYS[0], 0, 23)
    assert first_page(str(place), DAYS[0], lines=23).rows == page.rows
    assert len(page.rows) == 23


def _text(path: Path) -> None:
    path.write_text("no database", encoding="utf-8")


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE claim (id INTEGER)")
    connection.close()


def _unreadable(path: Path) -> None:
    with Archive.open(str(path), user="tester") as archive:
        archive.run(add_claim, a_claim())
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE claim SET said_on = 'some day'")
    connection.close()


def _nothing(path: Path) -> None:
    assert not path.exists()


def _empty(path: Path) -> None:
    Archive.open(str(path), user="tester").close()


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Archive]]:
    place = str(tmp_path_factory.mktemp("straight") / "claims.tracker")
    with Archive.open(place, user="tester") as archive:
        load_examples(archive, date(2026, 11, 23))
        archive.run(add_claim, a_claim(statement="L'Élysée, 3.5 km/h et 開放 du modèle", speaker="Zoé Ñandú"))
        archive.run(trash_claims, [3, 20])
        yield place, archive


_WORDS = ["model", "mod", "odel", "the", "th", "t", "release", "releases", "elysee", "ÉLYSÉE", "3.5", "km/h", "開放"]
_WORDS += [
    "zoe",
    "ship ",
    '"open model"',
    '"the',
    '"3.5 km"',
    "xyzzy",
    "next week",
    "a",
    "5",
    "z",
    "http://example.org",
]
_WORDS += ["…", "-the", "status:open", "sort:due", "speaker:zoe", "model OR ship", "NEAR(a", "*", "said:>2020", '""']
_WORDS += ["ndu", "\x00", "%", "_"]


@given(text=st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4).map(" ".join), today=st.sampled_from(DAYS))
@example(text="model", today=DAYS[2])
@example(text="odel th", today=DAYS[2])
def test_claims_with_words_are_those_of_the_list(examples: tuple[str, Archive], text: str, today: date) -> None:
    place, archive = examples
    found = claims_with_words(place, text, today)
    try:
        terms = parse_filter(text)
    except InvalidInput:
        assert found is None
        return
    page = archive.run(queries.list_claims, terms, today, 0, 1_000)
    is_words = all(not term.field and not term.is_negated and words_of(term.value) for term in terms)
    if found is None:
        assert not page.rows or not is_words
    else:
        assert found == page


def test_claims_with_words_are_looked_up_by_their_numbers(examples: tuple[str, Archive]) -> None:
    with closing(sqlite3.connect(examples[0])) as file:
        told = {"asked": "model", "today": "2026-11-24"}
        plan = [row[3] for row in file.execute(f"EXPLAIN QUERY PLAN {straight._WITH_WORDS}", told)]
    assert "SEARCH standing USING INTEGER PRIMARY KEY (rowid=?)" in plan


_MENDED = "UPDATE alembic_version SET version_num = substr(version_num, 2)"


def test_a_file_whose_index_is_behind_or_whose_tables_are_others_is_left_to_the_archive(place: Path) -> None:
    with Archive.open(str(place), user="tester") as archive:
        archive.run(add_claim, a_claim(statement="The open model ships"))
    assert claims_with_words(str(place), "model", DAYS[2]) is not None
    for spoil, mend in (
        ("PRAGMA user_version = 1", "PRAGMA user_version = 0"),
        ("UPDATE alembic_version SET version_num = 'x' || version_num", _MENDED),
        ("DROP TABLE claim_words", "SELECT 1"),
    ):
        with closing(sqlite3.connect(place, isolation_level=None)) as file:
            file.execute(spoil)
            assert claims_with_words(str(place), "model", DAYS[2]) is None
            file.execute(mend)


@pytest.mark.parametrize("make", [_text, _foreign, _unreadable, _nothing, _empty, os.mkdir])
def test_what_is_no_list_shows_nothing_and_is_left_alone(place: Path, make: object) -> None:
    assert callable(make)
    make(place)
    before = place.read_bytes() if place.is_file() else place.exists()
    assert first_page(str(place), DAYS[0]).rows == ()
    assert claims_with_words(str(place), "ships", DAYS[0]) is None
    assert (place.read_bytes() if place.is_file() else place.exists()) == before


@pytest.mark.parametrize("address", ["postgresql://nobody@localhost:1/claims", "~nobody-at-all/x", "a\0b"])
def test_what_is_no_file_shows_nothing(address: str) -> None:
    assert first_page(address, DAYS[0]).rows == ()
    assert claims_with_words(address, "ships", DAYS[0]) is None
