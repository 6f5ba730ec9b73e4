"""The index of words: that it says what claims say, wherever it is kept, and what becomes of it where it cannot be."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.lengths import so_many
from tests.store.samples import TODAY, a_claim, chance, everything_kept
from tracker.claims.sources import SourceFields
from tracker.store import changes, finding, merging_names, queries, sources, undo, word_index
from tracker.store.archive import Archive
from tracker.store.doctor import examine
from tracker.store.filters import parse_filter
from tracker.store.journal import change
from tracker.store.past import as_known_on
from tracker.store.wanted import as_typed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from random import Random

    from sqlmodel import Session

    from tracker.claims.model import ClaimFields


def found(archive: Archive, text: str, *, is_typed: bool = False) -> list[int]:
    terms = as_typed(parse_filter(text)) if is_typed else parse_filter(text)
    return sorted(archive.run(queries.claim_numbers, terms, TODAY))


def test_a_claim_is_found_by_what_became_of_what_is_around_it(archive: Archive) -> None:
    first = a_claim("It ships", subject="Engine", source_title="Weekly", source_publisher="Gazette", quote="no doubt")
    archive.run(changes.add_claim, first)
    archive.run(changes.add_claim, a_claim("It sinks", speaker="Bo", source_title="Weekly", source_publisher="Gazette"))
    assert [found(archive, text) for text in ("ships", "engine", "doubt", "gazette", "bo")] == [
        [1],
        [1],
        [1],
        [1, 2],
        [2],
    ]
    archive.run(sources.edit_source, 1, 1, SourceFields(title="Monthly", publisher="Gazette"))
    assert [found(archive, text) for text in ("weekly", "monthly")] == [[], [1, 2]]
    archive.run(merging_names.merge_names, "speaker", "Bo", "Sam Altman")
    assert [found(archive, text) for text in ("altman", "bo")] == [[1, 2], []]
    archive.run(undo.undo)
    assert [found(archive, text) for text in ("altman", "bo")] == [[1], [2]]
    archive.run(undo.undo)
    archive.run(undo.undo)
    assert [found(archive, text) for text in ("weekly", "sinks")] == [[1], []]
    archive.run(undo.redo)
    assert [found(archive, text) for text in ("weekly", "sinks")] == [[1, 2], [2]]
    assert examine(archive, deep=True) == []


def test_a_change_that_fails_leaves_the_index_as_it_was(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("It ships"))
    before = archive.run(everything_kept)
    with pytest.raises(ZeroDivisionError):
        archive.run(_add_and_fail)
    assert archive.run(everything_kept) == before
    assert found(archive, "sinks") == []


@change
def _add_and_fail(session: Session) -> None:
    changes.add_claim(session, a_claim("It sinks"))
    raise ZeroDivisionError


def test_what_was_known_earlier_is_searched_too(archive: Archive) -> None:
    archive.run(changes.add_claim, a_claim("It ships"))
    with as_known_on(archive, TODAY.replace(day=10), TODAY) as nothing:
        assert found(nothing, "ships") == []
    with as_known_on(archive, TODAY, TODAY.replace(day=12)) as earlier:
        assert found(earlier, "shi altman") == [1]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_was_written_without_fts5_is_indexed_where_it_is_again(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive.open(place) as archive:
        archive.run(changes.add_claim, a_claim("It ships"))
    with monkeypatch.context() as patch:
        patch.setattr(word_index, "has_fts5", lambda: False)
        with Archive.open(place) as archive:
            assert found(archive, "ships") == [1]
            archive.run(changes.add_claim, a_claim("It sinks"))
            assert [found(archive, text) for text in ("si", "nks", '"it sinks"', "-sinks")] == [[2], [2], [2], [1]]
            assert examine(archive, deep=True) == []
    with Archive.open(place, read_only=True) as archive:
        assert found(archive, "sinks") == [2]
    with Archive.open(place) as archive:
        assert found(archive, "sinks") == [2]
        assert examine(archive, deep=True) == []
        with closing(sqlite3.connect(place)) as file:
            assert file.execute("SELECT rowid FROM claim_words WHERE claim_words MATCH 'sinks'").fetchall() == [(2,)]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_program_that_is_open_makes_an_index_anew_that_another_could_not_follow(place: str) -> None:
    with Archive.open(place) as archive:
        archive.run(changes.add_claim, a_claim("It ships"))
        with closing(sqlite3.connect(place)) as file:
            file.execute("PRAGMA user_version = 1")
            file.execute("INSERT INTO claim_words (claim_words) VALUES ('delete-all')")
            file.commit()
        archive.run(changes.add_claim, a_claim("It sinks"))
        assert found(archive, "it") == [1, 2]
        assert examine(archive, deep=True) == []


WORDS = [
    "ship",
    "ships",
    "shipping",
    "Élysée",
    "elysee",
    "l'été",
    "3.5",
    "東京",
    "Wahlkampf",
    "Bundestagswahl",
    "a",
    "é",
    "Ø",
]


@pytest.fixture
def three_ways(
    tmp_path: Path, postgresql: str, postgresql_template: str, raw_of: Callable[..., object]
) -> Iterator[Callable[..., list[list[int]]]]:
    """Asks the same of SQLite with its index, SQLite without it, and PostgreSQL, which keep the same claims."""
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(f"{postgresql}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE three_ways TEMPLATE {postgresql_template}")
    some = chance(7)
    claims = [
        a_claim(_text(some, 6) or "-", notes=_text(some, 3), quote=_text(some, 2), speaker=_text(some, 1))
        for _ in range(60)
    ]
    places = [str(tmp_path / "one.tracker"), str(tmp_path / "two.tracker"), f"{postgresql}/three_ways"]
    archives = [Archive.open(place, user="ada") for place in places]
    for archive in archives:
        archive.run(_add_all, claims)
    finding.use_index(archives[1]._engine, is_there=False)
    yield lambda text, *, is_typed: [found(archive, text, is_typed=is_typed) for archive in archives]
    for archive in archives:
        archive.close()
    with psycopg.connect(f"{postgresql}/postgres", autocommit=True) as connection:
        connection.execute("DROP DATABASE three_ways WITH (FORCE)")


@change
def _add_all(session: Session, claims: list[ClaimFields]) -> None:
    for fields in claims:
        changes.add_claim(session, fields)


def _text(some: Random, most: int) -> str:
    return " ".join(some.choice(WORDS) for _ in range(some.randrange(most + 1)))


def test_all_three_ways_of_asking_answer_the_same(
    three_ways: Callable[..., list[list[int]]], figure: Callable[[str], None]
) -> None:
    some = chance(8)
    times, with_claims = so_many(150, 3_000), 0
    for _ in range(times):
        words = [some.choice(WORDS)[some.randrange(3) :][: some.randrange(1, 8)] for _ in range(some.randrange(1, 4))]
        text = " ".join(words)
        text = some.choice([text, text.upper(), f'"{text}"', f'"{text}', f"-{text}"])
        by_index, by_text, by_server = three_ways(text, is_typed=some.random() < 0.5)
        assert by_index == by_text == by_server, text
        with_claims += bool(by_index)
    figure(f"{times} random searches answered the same in three ways, {with_claims} of them with claims")
    assert times // 4 < with_claims < times
