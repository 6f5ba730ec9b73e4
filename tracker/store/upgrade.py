"""Bring a database's schema up to date, and refuse one that is newer than this program.

A database that is current is recognised by one query, without loading Alembic. Otherwise the lock comes first and the
revision is read again inside it, so that of two first starts one waits and finds the work done. The whole upgrade is
one transaction: a kill leaves the revision it started from.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text
from sqlalchemy.exc import ProgrammingError

from tracker.errors import DatabaseTrouble, NewerSchema
from tracker.places import known_revisions, schema_folder
from tracker.store.grants import carry_rights_over
from tracker.store.trouble import is_forbidden

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Engine

APPLICATION_ID = 0x436C6D54
"""What marks a SQLite file as one of ours: "ClmT" in its header."""

_REVISION = text("SELECT version_num FROM alembic_version")


def bring_up_to_date(engine: Engine, shown: str, back_up: Callable[[], object]) -> list[str]:
    """Apply the migrations that are missing, after a backup of what is kept; what the user should know of it.

    On a server those who could use the tables can use the new ones.

    Raises NewerSchema or DatabaseTrouble, with nothing changed, for a database that a newer version or another program
    wrote.
    """
    known = known_revisions()
    with engine.connect() as connection:
        before = _revision(connection, known, shown)
    if before == known[-1]:
        return []
    remarks: list[str] = []
    migrating = engine.execution_options(tracker_mode="migrate")
    with migrating.connect() as connection:
        on_sqlite = connection.dialect.name == "sqlite"
        if on_sqlite:
            _switch_foreign_keys(connection, "OFF")
        try:
            with _by_its_owner(shown, is_empty=before is None), connection.begin():
                revision = _revision(connection, known, shown)
                if revision != known[-1]:
                    if revision is not None:
                        back_up()
                    migrate(connection)
                    if on_sqlite:
                        _check_foreign_keys(connection, shown)
                    else:
                        remarks += carry_rights_over(connection)
        finally:
            if on_sqlite:
                _switch_foreign_keys(connection, "ON")
    return remarks


@contextmanager
def _by_its_owner(shown: str, *, is_empty: bool) -> Iterator[None]:
    """On a server only the owner of the tables can change them."""
    try:
        yield
    except ProgrammingError as error:
        if is_forbidden(error):
            first = "is empty: its owner opens it first, which makes the tables"
            told = first if is_empty else "must be upgraded by its owner, who opens it once"
            raise DatabaseTrouble(f"{shown} {told}. Nothing was changed.") from error
        raise


def check_is_current(engine: Engine, shown: str) -> None:
    """See that no migration is missing. Raises DatabaseTrouble when one is, NewerSchema when there is one too many."""
    known = known_revisions()
    with engine.connect() as connection:
        revision = _revision(connection, known, shown)
    if revision != known[-1]:
        state = f"is of an older schema ({revision}, here {known[-1]})" if revision else "is empty"
        raise DatabaseTrouble(f"{shown} {state}: open it once where it can be written. It was left untouched.")


def check_is_still_current(connection: Connection, shown: str) -> None:
    """See, under the writers' lock, that nobody gave the database another schema since it was opened.

    Raises NewerSchema when a newer version upgraded it, DatabaseTrouble when an older backup was restored.
    """
    known = known_revisions()
    revision = connection.execute(_REVISION).scalar_one_or_none()
    if revision == known[-1]:
        return
    if revision in known:
        raise DatabaseTrouble(
            f"{shown} was brought back to an older schema while it was open: start the program again. "
            "Nothing was written."
        )
    raise NewerSchema(
        f"{shown} was upgraded by a newer version of this program (schema {revision}, here {known[-1]}) while it was "
        "open: install that version. Nothing was written."
    )


def _revision(connection: Connection, known: list[str], shown: str) -> str | None:
    """The revision the database is at, None for an empty one. Raises for what is not ours or newer."""
    names = set(inspect(connection).get_table_names())
    if not names:
        return None
    if connection.dialect.name == "sqlite":
        mark = connection.execute(text("PRAGMA application_id")).scalar_one()
        if mark != APPLICATION_ID:
            raise DatabaseTrouble(f"{shown} is a database of another program: it was left untouched.")
    elif "alembic_version" not in names or "journal_batch" not in names:
        raise DatabaseTrouble(f"{shown} holds tables of another program: give an empty database.")
    revision = connection.execute(_REVISION).scalar_one_or_none()
    if revision is not None and revision not in known:
        raise NewerSchema(
            f"{shown} was written by a newer version of this program (schema {revision}, here {known[-1]}): "
            "install that version. It was left untouched."
        )
    return str(revision) if revision else None


def migrate(connection: Connection) -> None:
    """Apply all migrations that are missing, in the connection's transaction."""
    from alembic import command  # noqa: PLC0415 -- only an upgrade pays for loading it
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(schema_folder()).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if connection.dialect.name == "sqlite":
        connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))


def _check_foreign_keys(connection: Connection, shown: str) -> None:
    broken = connection.execute(text("PRAGMA foreign_key_check")).fetchall()
    if broken:
        raise DatabaseTrouble(f"{shown} cannot be upgraded: {len(broken)} rows point to rows that are missing.")


def _switch_foreign_keys(connection: Connection, state: str) -> None:
    """Batch migrations copy tables, which would delete the children of each; SQLite ignores this in a transaction."""
    driver = connection.connection.driver_connection
    if driver is not None:
        driver.execute(f"PRAGMA foreign_keys={state}")
