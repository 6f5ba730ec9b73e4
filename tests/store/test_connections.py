"""Connections to a server that break: nothing is sent twice, and what is not known is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from tests.servers import Wire
from tests.store.samples import TODAY, a_claim, everything_kept, first_broken_batch
from tracker.errors import Busy, DatabaseTrouble
from tracker.store import changes, journal, queries
from tracker.store.archive import Archive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Engine
    from sqlmodel import Session

pytestmark = pytest.mark.parametrize("backend", ["postgresql"], indirect=True)


@pytest.fixture
def wire(place: str) -> Iterator[Wire]:
    with Wire(int(place.rpartition(":")[2].partition("/")[0])) as opened:
        yield opened


@pytest.fixture
def ada(place: str, wire: Wire) -> Iterator[Archive]:
    """An archive whose connection goes over the wire."""
    before, _, database = place.rpartition("/")
    with Archive.open(f"{before.rpartition(':')[0]}:{wire.port}/{database}", user="ada", wait=2) as archive:
        yield archive


def _statements(place: str) -> list[str]:
    with Archive.open(place) as archive:
        return [claim["statement"] for claim in archive.run(everything_kept)["claim"]]


def test_a_change_whose_answer_was_lost_is_found_in_the_history(ada: Archive, wire: Wire, place: str) -> None:
    ada.run(changes.add_claim, a_claim("Before"))
    wire.cut_after = b"COMMIT"
    assert ada.run(changes.add_claim, a_claim("Once")) == 2
    assert wire.cut_after == b"", "it was cut"
    assert ada.run(changes.add_claim, a_claim("After")) == 3
    assert _statements(place) == ["Before", "Once", "After"]
    assert ada.run(first_broken_batch) is None


def test_a_change_that_did_not_reach_the_server_is_told_and_not_sent_again(
    ada: Archive, wire: Wire, place: str
) -> None:
    wire.cut_before = b"COMMIT"
    with pytest.raises(DatabaseTrouble, match=r"broke while this was being written\. Nothing was written: try again"):
        ada.run(changes.add_claim, a_claim("Never"))
    assert _statements(place) == []
    ada.run(changes.add_claim, a_claim("At last"))
    assert _statements(place) == ["At last"]


@pytest.mark.parametrize("moment", [b"INSERT INTO claim ", b"pg_advisory_xact_lock", b"INSERT INTO journal_entry"])
def test_a_connection_that_breaks_in_the_middle_writes_nothing(
    ada: Archive, wire: Wire, place: str, moment: bytes
) -> None:
    wire.cut_before = moment
    with pytest.raises(DatabaseTrouble, match=r"broke: try again\. Nothing was written"):
        ada.run(changes.add_claim, a_claim("Never"))
    assert wire.cut_before == b"", "it was cut"
    assert _statements(place) == []
    assert ada.run(changes.add_claim, a_claim("At last"))


def test_of_a_question_whose_connection_breaks_nothing_is_told_but_that(ada: Archive, wire: Wire) -> None:
    wire.cut_before = b"standing"
    with pytest.raises(DatabaseTrouble, match=r"the connection to the server broke: try again\.$"):
        ada.run(queries.list_claims, (), TODAY)
    assert ada.run(queries.list_claims, (), TODAY).total == 0


@pytest.mark.parametrize("is_written", [True, False])
def test_where_the_server_does_not_answer_it_is_said_that_nobody_knows(
    ada: Archive, wire: Wire, place: str, monkeypatch: pytest.MonkeyPatch, *, is_written: bool
) -> None:
    monkeypatch.setattr("tracker.store.committing.ASK_SECONDS", 0.3)
    wire.dies_with_the_cut = True
    wire.cut_after, wire.cut_before = (b"COMMIT", b"") if is_written else (b"", b"COMMIT")
    with pytest.raises(DatabaseTrouble, match="Look whether it is there before you write it again"):
        ada.run(changes.add_claim, a_claim("Perhaps"))
    assert _statements(place) == ["Perhaps"] * is_written


def test_a_connection_that_died_unused_is_replaced(ada: Archive, wire: Wire, raw: Engine) -> None:
    ada.run(changes.add_claim, a_claim("Before"))
    with raw.connect() as connection:
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
        connection.execute(text(f"{others} AND pid <> pg_backend_pid()"))
    assert ada.run(changes.add_claim, a_claim("After")) == 2
    wire.cut_all()
    assert ada.run(queries.list_claims, (), TODAY).total == 2


def test_a_change_of_nothing_needs_no_proof(ada: Archive, wire: Wire) -> None:
    @journal.change
    def do_nothing(_session: Session) -> str:
        return "nothing"

    assert ada.run(do_nothing) == "nothing"


def test_who_holds_the_lock_for_too_long_is_not_waited_for(ada: Archive, raw: Engine) -> None:
    with raw.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(1131179266)"))
        with pytest.raises(Busy, match="did not finish in time"):
            ada.run(changes.add_claim, a_claim("Never"))
        assert ada.run(queries.list_claims, (), TODAY).total == 0


def test_a_question_that_takes_for_ever_is_given_up(ada: Archive) -> None:
    def sleep(session: Session) -> None:
        session.execute(text("SET LOCAL statement_timeout = '50ms'"))
        session.execute(text("SELECT pg_sleep(60)"))

    with pytest.raises(DatabaseTrouble, match="it took too long and was given up"):
        ada.run(sleep)
    assert ada.run(lambda session: session.execute(text("SHOW statement_timeout")).scalar()) == "5min"
