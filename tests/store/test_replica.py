"""A copy of the server that follows it, for those who only read."""

from __future__ import annotations

import time

import pytest

from tests.conftest import server_programs
from tests.servers import Server
from tests.store.samples import TODAY, a_claim
from tracker.errors import ReadOnly
from tracker.store import changes, queries
from tracker.store.archive import Archive
from tracker.store.doctor import examine
from tracker.store.news import is_held_by_others, newest_step, news_since

PATIENCE = 30


def test_a_copy_is_read_follows_the_server_and_takes_no_change() -> None:
    programs = server_programs()
    with Server(programs) as server, Server(programs, follows=True) as copy:
        server.run("createdb", "--host=127.0.0.1", f"--port={server.port}", "--username=tracker", "claims")
        with Archive.open(f"{server.address}/claims") as writer:
            writer.run(changes.add_claim, a_claim("Written before"))
            copy.follow(server)
            with Archive.open(f"{copy.address}/claims") as reader:
                assert reader.read_only == "the server is a copy that follows another"
                with pytest.raises(ReadOnly):
                    reader.run(changes.add_claim, a_claim())
                assert not is_held_by_others(reader)
                seen = newest_step(reader)
                writer.run(changes.add_claim, a_claim("Written after"))
                until = time.monotonic() + PATIENCE
                while not (news := news_since(reader, seen)).by_others:
                    assert time.monotonic() < until
                assert news.by_others[0].step == "add claim 2 “Written after”"
                assert reader.run(queries.list_claims, (), TODAY).total == 2
                assert examine(reader, deep=True) == []
