"""Letters are told alike whatever their case, in every script."""

from __future__ import annotations

import sys
import unicodedata
import uuid
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import NullPool, create_engine, literal, select, text

from tests.store.samples import TODAY, a_claim
from tracker.errors import DatabaseTrouble
from tracker.store import changes, queries
from tracker.store.archive import Archive
from tracker.store.engines import scratch_engine
from tracker.store.filters import parse_filter
from tracker.store.letters import holds

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

LETTERS = st.text(st.sampled_from("kKiIzZoO-_%/\\.*[^$(?\n'\u212a\u0130\u0131éÉßẞσΣςµµÅ\u212b\u0301жЖ"), max_size=6)


LOCALES = ["C", "C.UTF-8"]
"""What a server may go by when it makes small letters of capitals: the first knows those of ASCII alone."""


def _database(server: str, locale: str, encoding: str = "UTF8") -> str:
    """The address of a new database on a server that goes by a locale."""
    name = f"letters_{uuid.uuid4().hex}"
    engine = create_engine(_driven(f"{server}/postgres"), isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}' LOCALE '{locale}'"))
    return f"{server}/{name}"


def _driven(address: str) -> str:
    return address.replace("postgresql://", "postgresql+psycopg://")


@pytest.fixture(scope="module", params=["sqlite", *LOCALES])
def database(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """A connection to a file of SQLite's, or to a server's database."""
    if request.param == "sqlite":
        engine = scratch_engine()
    else:
        engine = create_engine(_driven(_database(request.getfixturevalue("postgresql"), request.param)))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def _folded(letters: str) -> str:
    """By what Unicode tells of each letter."""
    small = letters.replace("\u0130", "i").lower().replace("ς", "σ")
    return "".join(_without_marks(letter) for letter in small if not "\u0300" <= letter <= "\u036f")


def _without_marks(letter: str) -> str:
    plain = unicodedata.normalize("NFD", letter)[0]
    return plain if plain.isascii() and unicodedata.name(letter, "").startswith("LATIN") else letter


@given(before=LETTERS, value=LETTERS, after=LETTERS, other=LETTERS)
@example(before="", value="Ék", after="", other="é\u212a")
@example(before="", value="ié", after="", other="\u0130é")
@example(before="", value="\u0130É", after="", other="ié")
@example(before="", value="Zoé", after="", other="ZO_")
@example(before="", value="?\u0301?ı", after="", other="")
@example(before="", value="ΟΔΟΣ", after="ΤΡΩΜΑ", other="οδος")
def test_a_text_is_held_whatever_the_case_of_its_letters(
    database: Connection, before: str, value: str, after: str, other: str
) -> None:
    for held in (before + value + after, before + value.upper() + after, value.lower() + other, other):
        found = database.execute(select(holds(literal(held), value))).scalar_one()
        assert bool(found) == (_folded(value) in _folded(held)), held


def test_every_capital_there_is_is_told_by_its_small_letter(database: Connection) -> None:
    capitals = "".join(letter for letter in map(chr, range(128, sys.maxunicode + 1)) if _folded(letter) != letter)
    assert len(capitals) > 1_000
    assert database.execute(select(holds(literal(capitals), _folded(capitals)))).scalar_one()


@pytest.mark.parametrize(
    ("name", "typed", "is_found"),
    [
        ("Élysée", "elysee", True),
        ("Elysee", "Élysée", True),
        ("Nguyễn Phú Trọng", "nguyen phu trong", True),
        ("Gülşen Çelik", "GULSEN CELIK", True),
        ("Ørsted", "orsted", True),
        ("Łukasz", "lukasz", True),
        ("Zoé 100 %", "zoe 100 %", True),
        ("E\u0301lyse\u0301e", "élysée", True),
        ("Élysée", "e\u0301lyse\u0301e", True),
        ("Zoé", "zo_", False),
        ("Straße", "strasse", False),
        ("ЗАРЯ", "zarya", False),
    ],
)
def test_a_name_is_found_without_its_accents_and_with_others(
    database: Connection, name: str, typed: str, *, is_found: bool
) -> None:
    assert bool(database.execute(select(holds(literal(name), typed))).scalar_one()) is is_found


@pytest.mark.parametrize("locale", LOCALES)
def test_names_are_found_on_a_server_of_any_locale_in_capitals_and_small_letters(postgresql: str, locale: str) -> None:
    names = ["Élysée", "ÇA IRA", "ΕΡΜΗΣ", "Λόγος ΑΕ", "ЗАРЯ", "\u0130stanbul", "Ålesund", "IBM"]
    with Archive.open(_database(postgresql, locale)) as archive:
        for name in names:
            archive.run(changes.add_claim, a_claim(name, speaker=name, subject=name))
        for name, field in product(names, ("speaker", "subject")):
            for typed in (name, name.upper(), _folded(name), name[1:].upper()):
                found = archive.run(queries.list_claims, parse_filter(f'{field}:"{typed}"'), TODAY)
                assert [row.statement for row in found.rows] == [name], typed


@pytest.mark.parametrize(
    ("encoding", "keeps"),
    [
        ("SQL_ASCII", "bytes, not letters"),
        ("LATIN1", "only the letters of LATIN1"),
        ("EUC_JP", "only the letters of EUC_JP"),
    ],
)
def test_a_database_that_does_not_keep_every_letter_is_refused(postgresql: str, encoding: str, keeps: str) -> None:
    with pytest.raises(DatabaseTrouble, match=f"keeps {keeps}: make it anew with ENCODING 'UTF8'"):
        Archive.open(_database(postgresql, "C", encoding))


def test_every_letter_is_kept_whatever_encoding_the_environment_names(
    postgresql: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    with Archive.open(_database(postgresql, LOCALES[0])) as archive:
        archive.run(changes.add_claim, a_claim("日本は勝つ"))
        assert [row.statement for row in archive.run(queries.list_claims, (), TODAY).rows] == ["日本は勝つ"]
