"""A copy of the server that follows it, for those who only read, made and used as the README says."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.conftest import server_programs
from tests.servers import Server
from tests.store.samples import TODAY, a_claim
from tracker.cli.group import tracker
from tracker.errors import ReadOnly
from tracker.store import changes, queries
from tracker.store.address import read_address
from tracker.store.archive import Archive
from tracker.store.doctor import examine
from tracker.store.grants import grants_for
from tracker.store.news import is_held_by_others, newest_step, news_since

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCE = 30


def _run_sql(address: str, statements: str) -> None:
    with pytest.importorskip("psycopg").connect(address, autocommit=True) as connection:
        connection.execute(statements)


def test_a_copy_is_read_follows_the_server_and_takes_no_change_until_it_takes_over(
    tmp_path: Path, figure: Callable[[str], None]
) -> None:
    programs = server_programs()
    with Server(programs) as server, Server(programs, follows=True) as copy:
        server.run("createdb", "--host=127.0.0.1", f"--port={server.port}", "--username=tracker", "claims")
        place, followed = f"{server.address}/claims", f"{copy.address}/claims"
        with Archive.open(place) as writer:
            writer.run(changes.add_claim, a_claim("Written before"))
            _run_sql(place, "CREATE ROLE follower LOGIN REPLICATION; CREATE ROLE cy LOGIN")
            _run_sql(place, grants_for(read_address(place), "cy", only_read=True))
            copy.follow(server)
            with Archive.open(followed) as reader:
                assert reader.read_only == "the server is a copy that follows another"
                with pytest.raises(ReadOnly):
                    reader.run(changes.add_claim, a_claim())
                assert not is_held_by_others(reader)
                seen = newest_step(reader)
                began = time.monotonic()
                writer.run(changes.add_claim, a_claim("Written after"))
                until = began + PATIENCE
                while not (news := news_since(reader, seen)).by_others:
                    assert time.monotonic() < until
                lag = time.monotonic() - began
                assert news.by_others[0].step == "add claim 2 “Written after”"
                assert reader.run(queries.list_claims, (), TODAY).total == 2
                assert examine(reader, deep=True) == []
        report = tmp_path / "claims.csv"
        told = CliRunner().invoke(
            tracker, ["--db", followed.replace("tracker@", "cy@"), "report", "claims", "-o", str(report)]
        )
        assert (told.exit_code, "Written after" in report.read_text(encoding="utf-8")) == (0, True)

        server.kill()
        copy.take_over()
        with Archive.open(followed) as writer:
            assert writer.read_only == ""
            assert writer.run(changes.add_claim, a_claim("Written to its heir"))
            assert writer.run(queries.list_claims, (), TODAY).total == 3
            assert examine(writer, deep=True) == []
    figure(f"a change is on the replica within {lag * 1e3:.0f} ms; after it took over 0 of 2 claims are lost")
