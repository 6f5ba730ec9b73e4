"""The first page of the list, as it is read before the archive is open."""

from __future__ import annotations

import os
import sqlite3
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.store.samples import a_claim
from tracker.store import queries
from tracker.store.archive import Archive
from tracker.store.bulk import trash_claims
from tracker.store.changes import add_claim
from tracker.store.examples import load_examples
from tracker.store.first_look import first_page

if TYPE_CHECKING:
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


@pytest.mark.parametrize("make", [_text, _foreign, _unreadable, _nothing, _empty, os.mkdir])
def test_what_is_no_list_shows_nothing_and_is_left_alone(place: Path, make: object) -> None:
    assert callable(make)
    make(place)
    before = place.read_bytes() if place.is_file() else place.exists()
    assert first_page(str(place), DAYS[0]).rows == ()
    assert (place.read_bytes() if place.is_file() else place.exists()) == before


@pytest.mark.parametrize("address", ["postgresql://nobody@localhost:1/claims", "~nobody-at-all/x", "a\0b"])
def test_what_is_no_file_shows_nothing(address: str) -> None:
    assert first_page(address, DAYS[0]).rows == ()
