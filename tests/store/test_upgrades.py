"""Databases of every released schema come up to the present one with all that is in them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from alembic import command
from sqlalchemy import MetaData, select

from tests.store.released import FOLDER, dump_of, fill
from tests.store.samples import TODAY, a_claim, decided, due, everything_kept
from tests.store.test_history import Editor
from tests.store.test_migrations import _alembic, _schema
from tracker.claims.model import WRITTEN_TABLES
from tracker.claims.vocabulary import Verdict
from tracker.places import known_revisions
from tracker.store import changes
from tracker.store.archive import Archive
from tracker.store.backup import list_backups
from tracker.store.doctor import examine
from tracker.store.examples import load_examples
from tracker.store.undo import redo, undo
from tracker.store.word_index import INDEX

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Engine

REVISIONS = known_revisions()
Rows = dict[str, list[dict[str, Any]]]


def _rows(connection: Connection) -> Rows:
    """Every row of every table, as any program would read it, but the mark of the revision and the index of words."""
    kept = MetaData()
    kept.reflect(connection)
    return {
        table.name: [dict(row) for row in connection.execute(select(table).order_by(*table.primary_key)).mappings()]
        for table in kept.sorted_tables
        if table.name != "alembic_version" and not table.name.startswith(INDEX)
    }


def _without_what_is_new(after: Rows, before: Rows) -> Rows:
    """The tables and columns that there were before."""
    known = {name: rows[0].keys() for name, rows in before.items() if rows}
    return {name: [{key: row[key] for key in known.get(name, ())} for row in after[name]] for name in before}


def _load(place: str, statements: str) -> None:
    if "://" in place:
        with pytest.importorskip("psycopg").connect(place, autocommit=True) as connection:
            connection.execute(statements)
    else:
        with closing(sqlite3.connect(place)) as file:
            file.executescript(statements)


def test_there_is_a_dump_of_every_schema_on_both_backends() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {
        f"{revision}.{backend}.sql" for revision in REVISIONS for backend in ("sqlite", "postgresql")
    }


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_database_of_a_released_schema_is_upgraded_with_all_that_is_in_it(
    empty_place: str, backend: str, revision: str, raw_of: Callable[[str], Engine]
) -> None:
    if backend == "sqlite":
        Path(empty_place).parent.mkdir()
    _load(empty_place, dump_of(revision, backend))
    with raw_of(empty_place).connect() as connection:
        before = _rows(connection)
    empty = {name for name, rows in before.items() if not rows}
    assert not empty, "every table has rows"

    with Archive.open(empty_place, user="ada") as archive:
        assert examine(archive, deep=True) == []
        with raw_of(empty_place).connect() as connection:
            assert _without_what_is_new(_rows(connection), before) == before
        kept = archive.run(everything_kept)
        assert archive.run(undo)
        assert archive.run(redo)
        assert archive.run(everything_kept) == kept
        # A number that was taken back before is not given again.
        assert archive.run(changes.add_claim, a_claim("Life goes on")) > max(3, *(row["id"] for row in kept["claim"]))
    if backend == "sqlite":
        backups = [backup.reason for backup in list_backups(Path(empty_place))]
        assert "before-upgrade" in backups or revision == REVISIONS[-1]


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_each_revision_is_taken_back_and_applied_again_with_rows_in_every_table(
    place: str, raw_of: Callable[[str], Engine], revision: str
) -> None:
    with Archive.open(place, user="ada") as archive:
        fill(archive)
    with raw_of(place).begin() as connection:
        first = _schema(connection)
        whole = _rows(connection)
        assert {str(table.__tablename__) for table in WRITTEN_TABLES} <= {name for name, rows in whole.items() if rows}
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        command.downgrade(_alembic(connection), revision)
        older = _rows(connection)
        assert older == _without_what_is_new(whole, older)
        command.upgrade(_alembic(connection), "head")
        assert _schema(connection) == first
        assert _without_what_is_new(_rows(connection), older) == older


@pytest.mark.parametrize("seed", [5, 29])
def test_an_upgrade_works_out_of_older_rows_what_the_program_would(
    place: str, raw_of: Callable[[str], Engine], seed: int
) -> None:
    with Archive.open(place, user="ada") as archive:
        load_examples(archive, TODAY)
        editor = Editor(archive, seed)
        for _ in range(60):
            editor.act()
        said_on, day = date(2025, 6, 1), date(2025, 7, 5)
        first = archive.run(changes.add_claim, a_claim("On its last day", said_on=said_on, **due(None, str(day))))
        second = archive.run(
            changes.add_claim, a_claim("Or later", revises=first, said_on=day, **due(None, "2025-08-05"))
        )
        archive.run(changes.mark_claim, second, decided(Verdict.TRUE, day))
    with raw_of(place).begin() as connection:
        kept = _rows(connection)["standing"]
        assert {row["on_time"] for row in kept} == {True, False, None}
        assert [row["on_time"] for row in kept if row["claim_id"] in {first, second}] == [True, True]
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        command.downgrade(_alembic(connection), "0003")
        command.upgrade(_alembic(connection), "head")
        assert _rows(connection)["standing"] == kept
