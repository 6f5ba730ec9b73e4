"""A team on one server: what each may do, and who did what."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, ProgrammingError

from tests.store.released import fill
from tests.store.samples import TODAY, a_claim, everything_kept
from tests.store.test_history import Editor
from tests.store.test_migrations import _alembic
from tests.store.test_upgrades import REVISIONS
from tracker.claims.model import WRITTEN_TABLES
from tracker.errors import DatabaseTrouble, InvalidInput, ReadOnly
from tracker.store import changes, queries, undo
from tracker.store.address import read_address
from tracker.store.archive import Archive
from tracker.store.doctor import examine
from tracker.store.grants import grants_for
from tracker.store.server_dump import dump_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine

pytestmark = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)
WRITER, READER = 'bo "the writer"', "cy"


@pytest.fixture
def users(place: str, raw: Engine) -> Iterator[Callable[[str], str]]:
    """Two roles with what the printed SQL allows them; the address of each."""
    roles = (WRITER, READER)
    address = read_address(place)
    with raw.begin() as connection:
        for role in roles:
            connection.execute(text(f"CREATE ROLE {_quoted(role)} LOGIN"))
    with raw.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for role in roles:
            for _twice in range(2):
                connection.exec_driver_sql(grants_for(address, role, only_read=role == READER))
    yield lambda role: place.replace("tracker@", f"{role.replace(' ', '%20').replace(chr(34), '%22')}@")
    with raw.begin() as connection:
        for role in roles:
            connection.execute(text(f"DROP OWNED BY {_quoted(role)}"))
            connection.execute(text(f"DROP ROLE {_quoted(role)}"))


def _quoted(role: str) -> str:
    return '"' + role.replace('"', '""') + '"'


def test_a_writer_writes_everything_and_is_named_for_it(users: Callable[[str], str]) -> None:
    with Archive.open(users(WRITER)) as bo:
        assert (bo.user, bo.read_only) == (WRITER, "")
        fill(bo)
        editor = Editor(bo, 5)
        editor.claims = 4
        for _ in range(40):
            try:
                editor.act()
            except InvalidInput:
                continue
        assert bo.run(undo.undo)
        assert bo.run(undo.redo)
        assert examine(bo, deep=True) == []
        kept = bo.run(everything_kept)
        assert {str(table.__tablename__) for table in WRITTEN_TABLES} <= {name for name, rows in kept.items() if rows}
        names = bo.run(lambda session: set(session.execute(text("SELECT made_by FROM journal_batch")).scalars()))
    assert names == {WRITER}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_batch SET made_by = 'somebody else'",
        "DELETE FROM journal_batch",
        "UPDATE journal_entry SET after = NULL",
        "DELETE FROM journal_entry",
        "TRUNCATE journal_entry CASCADE",
        "UPDATE alembic_version SET version_num = '9999'",
        "DROP TABLE claim",
        "ALTER TABLE claim ADD COLUMN x text",
        "CREATE TABLE mine (x text)",
    ],
)
def test_a_writer_cannot_rewrite_the_history_or_change_tables(
    users: Callable[[str], str], raw_of: Callable[[str], Engine], statement: str
) -> None:
    with Archive.open(users(WRITER)) as bo:
        bo.run(changes.add_claim, a_claim())
    with (
        raw_of(users(WRITER)).connect() as connection,
        pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
    ):
        connection.execute(text(statement))


def test_a_reader_reads_and_writes_nothing(users: Callable[[str], str], place: str) -> None:
    with Archive.open(place) as owner:
        owner.run(changes.add_claim, a_claim())
    with Archive.open(users(READER)) as cy:
        assert cy.run(queries.list_claims, (), TODAY).total == 1
        assert examine(cy, deep=True) == []
        with pytest.raises(ReadOnly, match="the server lets cy only read"):
            cy.run(changes.add_claim, a_claim())


@pytest.mark.skipif(not shutil.which("pg_dump"), reason="pg_dump is not installed")
@pytest.mark.parametrize("role", [WRITER, READER])
def test_whoever_reads_can_make_a_dump(users: Callable[[str], str], place: str, tmp_path: Path, role: str) -> None:
    with Archive.open(place) as owner:
        owner.run(changes.add_claim, a_claim())
    dump_server(read_address(users(role)), tmp_path / "claims.dump")
    assert (tmp_path / "claims.dump").stat().st_size


def test_only_the_owner_upgrades(users: Callable[[str], str], place: str, raw: Engine) -> None:
    with raw.begin() as connection:
        command.downgrade(_alembic(connection), "-1")
    with pytest.raises(
        DatabaseTrouble, match=r"must be upgraded by its owner, who opens it once\. Nothing was changed"
    ):
        Archive.open(users(WRITER))
    with pytest.raises(DatabaseTrouble, match="older schema"):
        Archive.open(users(READER))
    with Archive.open(place) as owner:
        assert owner.run(changes.add_claim, a_claim()) == 1


def test_only_the_owner_makes_the_tables(empty_place: str, raw_of: Callable[[str], Engine]) -> None:
    raw = raw_of(empty_place)
    with raw.begin() as connection:
        connection.execute(text("CREATE ROLE dee LOGIN"))
    try:
        with pytest.raises(DatabaseTrouble, match=r"is empty: its owner opens it first, which makes the tables\."):
            Archive.open(empty_place.replace("tracker@", "dee@"))
    finally:
        with raw.begin() as connection:
            connection.execute(text("DROP ROLE dee"))


@pytest.mark.parametrize("revision", REVISIONS[:-1])
def test_an_upgrade_lets_those_who_could_use_the_tables_use_the_new_ones(
    users: Callable[[str], str], place: str, raw: Engine, revision: str
) -> None:
    with raw.begin() as connection:
        before = _rights(connection)
        command.downgrade(_alembic(connection), revision)
    with Archive.open(place) as owner:
        assert "rights" not in " ".join(owner.take_remarks())
    with raw.connect() as connection:
        assert _rights(connection) == before
    with Archive.open(users(WRITER)) as bo:
        assert bo.run(changes.add_claim, a_claim()) == 1
    with Archive.open(users(READER)) as cy:
        assert cy.run(queries.list_claims, (), TODAY).total == 1


def test_who_was_never_granted_anything_is_told_what_the_owner_does(users: Callable[[str], str], raw: Engine) -> None:
    with raw.begin() as connection:
        for role in (WRITER, READER):
            connection.execute(text(f"DROP OWNED BY {_quoted(role)}"))
    for role, named in ((WRITER, f"'{WRITER}'"), (READER, READER)):
        with pytest.raises(DatabaseTrouble, match=f"the owner of the database lets you with: tracker grant {named}"):
            Archive.open(users(role), user="somebody else")


def test_who_may_see_the_claims_alone_is_given_no_more_by_an_upgrade(
    users: Callable[[str], str], place: str, raw: Engine
) -> None:
    with raw.begin() as connection:
        connection.execute(text(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {READER}"))
        connection.execute(text(f"GRANT SELECT ON claim TO {READER}"))
        before = _rights(connection)
        command.downgrade(_alembic(connection), "0004")
    Archive.open(place).close()
    with raw.connect() as connection:
        assert _rights(connection) == before


def test_an_upgrade_tells_whose_rights_have_to_be_granted_again(
    users: Callable[[str], str], place: str, raw: Engine
) -> None:
    with raw.begin() as connection:
        command.downgrade(_alembic(connection), "0004")
        connection.exec_driver_sql(
            "CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE insufficient_privilege; END $$"
        )
        connection.exec_driver_sql(
            "CREATE EVENT TRIGGER refuse ON ddl_command_start WHEN TAG IN ('GRANT') EXECUTE FUNCTION refuse()"
        )
    with Archive.open(place) as owner:
        told = owner.take_remarks()
        assert f"{WRITER} lacks rights in the new tables. Grant them once more: tracker grant '{WRITER}'" in told
        assert f"{READER} lacks rights in the new tables. Grant them once more: tracker grant --read {READER}" in told
        assert owner.run(changes.add_claim, a_claim()) == 1


def _rights(connection: Connection) -> set[tuple[str, str, str]]:
    """Who may do what with which table or sequence, but for the owner."""
    who_may = "SELECT relname, grantee::regrole::text, privilege_type FROM pg_class CROSS JOIN aclexplode(relacl)"
    of_ours = "relnamespace = 'public'::regnamespace AND grantee <> relowner"
    return {(row[0], row[1], row[2]) for row in connection.execute(text(f"{who_may} WHERE {of_ours}"))}


def test_each_undoes_his_own_steps(users: Callable[[str], str], place: str) -> None:
    with Archive.open(place) as owner, Archive.open(users(WRITER)) as bo:
        owner.run(changes.add_claim, a_claim("Of the owner"))
        bo.run(changes.add_claim, a_claim("Of bo"))
        assert owner.run(undo.undo) == "add claim 1 “Of the owner”"
        with pytest.raises(InvalidInput):
            owner.run(undo.undo)


def test_the_owner_of_the_tables_keeps_the_right_to_write_to_them(place: str, raw: Engine) -> None:
    name = "d'Ada $$ \\ \"%"
    with raw.begin() as connection:
        connection.exec_driver_sql(f"CREATE ROLE {_quoted(name)}", execution_options={"no_parameters": True})
        connection.exec_driver_sql(
            f"ALTER TABLE claim OWNER TO {_quoted(name)}", execution_options={"no_parameters": True}
        )
    with (
        raw.connect().execution_options(isolation_level="AUTOCOMMIT", no_parameters=True) as connection,
        pytest.raises(DBAPIError, match="owns the tables and needs no rights: nothing was changed") as refusal,
    ):
        connection.exec_driver_sql(grants_for(read_address(place), name))
    assert name in str(refusal.value.orig)
    with raw.begin() as connection:
        owned = "FROM pg_tables WHERE tablename = 'claim'"
        may_write = f"SELECT has_table_privilege(tableowner::text, 'claim', 'INSERT') {owned}"
        assert connection.execute(text(may_write)).scalar_one()
        for statement in ("ALTER TABLE claim OWNER TO tracker", f"DROP ROLE {_quoted(name)}"):
            connection.exec_driver_sql(statement, execution_options={"no_parameters": True})


@pytest.mark.parametrize("role", ["", " ", "x" * 64, "a\0b", "é" * 32])
def test_a_name_that_no_role_can_have_is_refused(backend: str, role: str) -> None:
    with pytest.raises(InvalidInput):
        grants_for(read_address("postgresql://host/x"), role)


def test_rights_are_granted_on_a_server_only(backend: str) -> None:
    with pytest.raises(InvalidInput, match="on a server"):
        grants_for(read_address("claims.tracker"), "bo")
