from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Constraint, Index, MetaData, PrimaryKeyConstraint, inspect, text
from sqlmodel import SQLModel

from tests.store.samples import a_claim
from tracker import places
from tracker.claims import model
from tracker.store import changes, upgrade
from tracker.store.archive import Archive
from tracker.store.word_index import is_told_by_models

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


def _alembic(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(places.schema_folder()))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _schema(connection: Connection) -> dict[str, Any]:
    """All that the database tells of its tables, in an order that does not depend on how they came about."""
    found = inspect(connection)
    told: dict[str, Any] = {}
    for table in sorted(found.get_table_names()):
        told[table] = {
            "columns": [{**column, "type": str(column["type"])} for column in found.get_columns(table)],
            "primary key": found.get_pk_constraint(table),
            "foreign keys": sorted(found.get_foreign_keys(table), key=lambda key: str(key["name"])),
            "unique": sorted(found.get_unique_constraints(table), key=lambda key: str(key["name"])),
            "indexes": sorted(found.get_indexes(table), key=lambda index: str(index["name"])),
        }
    return told


def test_the_schema_goes_down_and_up_again_to_the_same_tables(place: str, raw: Engine) -> None:
    with raw.begin() as connection:
        first = _schema(connection)
        command.downgrade(_alembic(connection), "base")
        emptied = _schema(connection)
        command.upgrade(_alembic(connection), "head")
        again = _schema(connection)

    assert list(emptied) == ["alembic_version"]
    assert again == first
    with Archive.open(place) as archive:
        assert archive.run(changes.add_claim, a_claim()) == 1


def test_each_step_down_is_taken_back_by_its_step_up(place: str, raw: Engine) -> None:
    with raw.begin() as connection:
        for _ in upgrade.known_revisions():
            before = _schema(connection)
            command.downgrade(_alembic(connection), "-1")
            assert _schema(connection) != before
            command.upgrade(_alembic(connection), "+1")
            assert _schema(connection) == before
            command.downgrade(_alembic(connection), "-1")


def test_migrations_make_the_very_tables_that_the_models_tell(place: str, raw: Engine) -> None:
    assert model.WRITTEN_TABLES
    with raw.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_told_by_models})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_a_table_that_only_the_models_know_would_be_noticed(place: str, raw: Engine) -> None:
    with raw.begin() as connection:
        connection.execute(text("DROP INDEX ix_source_url"))
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_told_by_models})
        assert [difference[0] for difference in compare_metadata(context, SQLModel.metadata)] == ["add_index"]


def test_the_last_known_revision_is_the_head_of_the_migrations() -> None:
    config = Config()
    config.set_main_option("script_location", str(places.schema_folder()))
    script = ScriptDirectory.from_config(config)
    in_order = [revision.revision for revision in script.walk_revisions()]
    assert upgrade.known_revisions() == in_order[::-1]
    assert upgrade.known_revisions()[-1] == script.get_current_head()


def test_every_constraint_and_index_has_a_name(backend: str, raw: Engine) -> None:
    kept = MetaData()
    kept.reflect(raw)
    parts: list[Constraint | Index] = []
    for table in kept.tables.values():
        parts += [*table.constraints, *table.indexes]
    # SQLite does not tell the name of a key that counts by itself.
    named_by_place = PrimaryKeyConstraint if backend == "sqlite" else ()
    unnamed = [str(part) for part in parts if part.name is None and not isinstance(part, named_by_place)]
    assert unnamed == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_file_carries_the_mark_of_the_program(place: str) -> None:
    assert Path(place).read_bytes()[68:72] == b"ClmT"
