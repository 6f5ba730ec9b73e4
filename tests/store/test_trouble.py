"""What went wrong is told without statements and values, which may be anybody's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from tracker.errors import Busy, DatabaseTrouble, InvalidInput
from tracker.store.archive import Archive
from tracker.store.journal import change
from tracker.store.trouble import explained, sentence_for

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy import Engine
    from sqlmodel import Session

WORDS = "nobody else's words"


def _lacks_a_value(session: Session) -> None:
    session.execute(text("SELECT :here, :missing"), {"here": WORDS})


def _asks_a_table_that_is_not_there(session: Session) -> None:
    session.execute(text("SELECT :here FROM nothing"), {"here": WORDS})


def _divides_by_nothing(session: Session) -> None:
    session.execute(text("SELECT :here, abs(-9223372036854775807 - 1) / 0 / nullif(1, 1)"), {"here": WORDS})


@pytest.mark.parametrize("question", [_lacks_a_value, _asks_a_table_that_is_not_there, _divides_by_nothing])
def test_neither_statement_nor_values_are_told(archive: Archive, question: object) -> None:
    with pytest.raises(DatabaseTrouble) as refusal:
        archive.run(question)  # type: ignore[arg-type]
    told = str(refusal.value)
    assert archive.place.shown in told
    assert WORDS not in told
    assert "SELECT" not in told


@pytest.mark.parametrize(("sign", "told"), [("\ud800", "half a character (U+D800)"), ("日", "a character (U+65E5)")])
def test_only_half_a_character_is_called_one(sign: str, told: str) -> None:
    with pytest.raises(InvalidInput) as refusal, explained("claims"):
        sign.encode("latin-1" if sign == "日" else "utf-8")
    assert str(refusal.value) == f"A text holds {told}, which cannot be kept: remove it."


CODES = {
    "55P03": (Busy, "somebody else is writing to it and did not finish in time: try again in a moment"),
    "57014": (DatabaseTrouble, "it took too long and was given up"),
    "25006": (DatabaseTrouble, "it can only be read: the server is a copy, or keeps this user from writing"),
    "42501": (
        DatabaseTrouble,
        "the server does not let this user do that: the owner of the database lets you with: tracker grant tracker",
    ),
    "42P01": (
        DatabaseTrouble,
        "a table or a column of it is missing: bring back a backup, or ask who keeps the server",
    ),
    "53100": (DatabaseTrouble, "the server's disk is full: ask who keeps the server"),
    "57P01": (DatabaseTrouble, "the server ended the connection: try again"),
    "22012": (DatabaseTrouble, "division par zéro: cela does not exist"),
}
"""What a server's codes mean to its user, whatever language its sentences are in; one that is not known is told."""


@pytest.mark.parametrize("backend", ["postgresql"])
@pytest.mark.parametrize("code", CODES)
def test_a_server_is_understood_in_whatever_language_it_speaks(archive: Archive, backend: str, code: str) -> None:
    kind, sentence = CODES[code]
    said = "division par zéro: cela does not exist."

    def fail(session: Session) -> None:
        session.execute(text(f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{code}', MESSAGE = '{said}'; END $$"))

    with pytest.raises(DatabaseTrouble) as refusal:
        archive.run(fail)
    assert type(refusal.value) is kind
    assert str(refusal.value) == f"The database {archive.place.shown}: {sentence}."


@pytest.mark.parametrize("backend", ["postgresql"])
def test_only_the_owner_makes_the_tables_of_a_server_that_speaks_french(
    empty_place: str, raw_of: Callable[[str], Engine], backend: str
) -> None:
    said = "doit être le propriétaire de la table claim"
    with raw_of(empty_place).begin() as connection:
        connection.exec_driver_sql(
            "CREATE FUNCTION refuse() RETURNS event_trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE insufficient_privilege USING MESSAGE = '{said}'; END $$"
        )
        connection.exec_driver_sql("CREATE EVENT TRIGGER refuse ON ddl_command_start EXECUTE FUNCTION refuse()")
    with pytest.raises(DatabaseTrouble, match="is empty: its owner opens it first, which makes the tables"):
        Archive.open(empty_place)


@pytest.mark.parametrize("backend", ["postgresql"])
@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("{server}/nothing_of_that_name", "the server knows no such database or user"),
        ("postgresql://tracker@127.0.0.1:1/x", "the server does not answer: check that it runs and its address"),
        ("postgresql:///x?host=/nowhere", "the server does not answer: check that it runs and its address"),
        ("postgresql:///x?service=of_no_name", r"check its name, and ~/\.pg_service\.conf"),
    ],
)
def test_what_is_said_while_connecting_bears_no_code_and_is_understood_in_english(
    postgresql: str, backend: str, address: str, sentence: str
) -> None:
    with pytest.raises(DatabaseTrouble, match=f"{sentence}\\.$"):
        Archive.open(address.format(server=postgresql))


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("fe_sendauth: no password supplied", "the server wants a password: write it into ~/.pgpass"),
        ("FATAL: password authentication failed for user", "the server refused the user or the password"),
        ("FATAL:  Peer authentication failed for user", "the server refused the user or the password"),
        ("[Errno -2] Name or service not known", "check the host in the address"),
        ("[Errno -3] Temporary failure in name resolution", "check the host in the address"),
        ('definition of service "x" not found', "check its name, and ~/.pg_service.conf"),
        ('FATAL:  no pg_hba.conf entry for host "::1"', "ask who keeps it for a line in its pg_hba.conf"),
        ("FATAL:  sorry, too many clients already", "takes no more connections now: try again in a moment"),
        ('connection failed: invalid sslmode value: "x"', 'connection failed: invalid sslmode value: "x"'),
        ("could not open output file: Permission denied", "could not open output file: Permission denied"),
    ],
)
def test_what_keeps_from_connecting_is_told_with_what_to_do(said: str, sentence: str) -> None:
    assert sentence in sentence_for(said)


def test_of_a_change_alone_it_is_told_that_nothing_was_written(database: Path) -> None:
    @change
    def write_there(session: Session) -> None:
        _asks_a_table_that_is_not_there(session)

    with Archive.open(str(database)) as archive:
        with pytest.raises(DatabaseTrouble) as of_question:
            archive.run(_asks_a_table_that_is_not_there)
        with pytest.raises(DatabaseTrouble, match=r"\. Nothing was written\.$"):
            archive.run(write_there)
    assert "ritten" not in str(of_question.value)
