"""The lines of CSV that the database puts together are, byte for byte, those that are made of records."""

from __future__ import annotations

import csv
import io
import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import NullPool, create_engine
from sqlalchemy import text as sql

from tests.bench.make_archive import Invention, keep_many
from tests.store.samples import a_claim
from tests.transfer.samples import HARD, TODAY, fill, keep_some
from tracker.errors import DatabaseTrouble
from tracker.reports.edition import Edition, ReportChoices
from tracker.reports.formats import csv_line_of, csv_pieces
from tracker.reports.tables import report_named
from tracker.reports.writing import send_report
from tracker.store import changes
from tracker.store.archive import Archive
from tracker.store.bulk import trash_claims
from tracker.store.csv_lines import pieces
from tracker.store.csv_lines.lines import claim_lines
from tracker.store.filters import parse_filter
from tracker.store.records import claim_records, hand_out

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from tracker.store.records import Record

SIGNS = "\0\x1e\x1f\"',;\t\r\n=+-@＝－%'«é\ud7ff\U0001f680 aZ"
TEXTS = st.text(st.sampled_from(SIGNS), max_size=6) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
COLUMNS = (
    *(("claim", name) for name in ("statement", "language", "due_text", "due_rule", "due_edtf", "criteria", "notes")),
    *(("citation", name) for name in ("quote", "quote_prefix", "quote_suffix", "via")),
    *(("source", name) for name in ("title", "publisher", "author", "url", "archive_url", "language", "type")),
    *(("verdict", name) for name in ("decided_by", "reason")),
    *((table, "name") for table in ("speaker", "subject", "tag")),
)


@pytest.fixture(scope="module")
def hostile_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """A file of claims whose every text is hard to write."""
    with Archive.open(str(tmp_path_factory.mktemp("hostile") / "claims.tracker"), user="ada") as archive:
        fill_hostile(archive)
        yield archive


@pytest.fixture(scope="module")
def hostile_database(make_database: Callable[[str], AbstractContextManager[str]]) -> Iterator[Archive]:
    """The same on a server."""
    with make_database("claims_hostile") as place, Archive.open(place, user="ada") as archive:
        fill_hostile(archive)
        yield archive


@pytest.fixture(params=["sqlite", "postgresql"])
def hostile(request: pytest.FixtureRequest) -> Archive:
    """Claims whose every text is hard to write, in an archive of each kind."""
    archive: Archive = request.getfixturevalue("hostile_file" if request.param == "sqlite" else "hostile_database")
    return archive


def fill_hostile(archive: Archive) -> None:
    archive.run(fill, 120, 5)
    archive.run(keep_some, 60, 6)


def rewrite(archive: Archive, *changed: tuple[str, object]) -> None:
    """Change what is kept, past all checks; a server keeps no null character."""
    engine = create_engine(archive.place.url, poolclass=NullPool)
    with engine.begin() as connection:
        for statement, value in changed:
            is_cut = isinstance(value, str) and not archive.place.path
            connection.execute(sql(statement), {"value": str(value).replace("\0", "") if is_cut else value})


def as_lines(archive: Archive, text: str) -> str:
    """The report as the database puts it together."""
    sink = io.StringIO()
    send_report(archive, ReportChoices("claims", text), sink, today=TODAY)  # type: ignore[arg-type]
    return sink.getvalue()


def as_records(archive: Archive, text: str) -> str:
    """The report as it is made of records."""
    report, choices = report_named("claims"), ReportChoices("claims", text)

    def receive(rows: Iterator[Record]) -> str:
        return "".join(csv_pieces(Edition(report, choices, rows, TODAY)))

    return archive.run(hand_out, claim_records, parse_filter(text), TODAY, receive)


@pytest.mark.parametrize(
    "text", ["", "sort:due", "-kind:delay sort:-changed", "status:trash", "status:void", "id:9999"]
)
def test_every_line_is_the_one_that_is_made_of_the_record(hostile: Archive, text: str) -> None:
    assert as_lines(hostile, text) == as_records(hostile, text)


def test_one_hard_text_that_many_claims_share_is_written_whole(either: Archive) -> None:
    either.run(keep_many, list(Invention(300).claims()))
    for table, column in COLUMNS:
        if table not in {"source", "speaker", "subject", "tag"}:
            continue
        for text in ("before\0after", "before\x1fafter", "before\x1eafter"):
            rewrite(either, (f"UPDATE {table} SET {column} = :value WHERE id = 1", text))  # noqa: S608
            assert as_lines(either, "") == as_records(either, "")


@pytest.mark.parametrize("processors", [1, 2])
def test_lines_of_many_claims_are_the_same_however_many_read_them(
    either: Archive, processors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    monkeypatch.setattr(pieces, "_AT_ONCE", 7)
    either.run(keep_many, list(Invention(300).claims()))
    rewrite(either, ("UPDATE claim SET notes = :value WHERE id % 9 = 4", "=1"))
    rewrite(either, ("UPDATE claim SET criteria = :value WHERE id % 31 = 5", "a\0b"))
    for asked in ("", "sort:-due", "status:open"):
        assert as_lines(either, asked) == as_records(either, asked)


@pytest.mark.parametrize(
    "text", ["'=1", "-1", "＠home", "\uffeeworth", "'tis", '"So"', "\tso", "\r", "\n", ",", "", "%s \\n"]
)
def test_one_hard_claim_among_many_is_written_as_it_has_to_be(either: Archive, text: str) -> None:
    either.run(keep_many, list(Invention(300).claims()))
    rewrite(either, ("UPDATE claim SET notes = :value WHERE id IN (1, 128, 129, 200, 300)", text))
    for asked in ("", "sort:-due", "-kind:delay"):
        assert as_lines(either, asked) == as_records(either, asked)


@pytest.mark.parametrize("wrong", [b"caf\xc3", b"\xff", b"a\x80"])
def test_bytes_that_are_no_text_are_refused_as_elsewhere(empty_archive: Archive, wrong: bytes) -> None:
    empty_archive.run(changes.add_claim, a_claim("It ships"))
    with closing(sqlite3.connect(str(empty_archive.place.path))) as file:
        file.execute("UPDATE claim SET notes = CAST(? AS TEXT)", (wrong,))
        file.commit()
    with pytest.raises(DatabaseTrouble):
        as_records(empty_archive, "")
    with pytest.raises(DatabaseTrouble):
        as_lines(empty_archive, "")


def test_the_last_probability_is_that_of_the_last_day(either: Archive) -> None:
    either.run(changes.add_claim, a_claim("It ships"))
    for probability, stated_on in ((0.9, TODAY), (0.75, TODAY), (0.4, TODAY - timedelta(days=9))):
        either.run(changes.state_credence, 1, probability, stated_on)
    (told,) = csv.DictReader(io.StringIO(as_lines(either, "")))
    assert told["credence"] == "0.75"
    assert as_lines(either, "") == as_records(either, "")


@pytest.mark.parametrize("chance", [0.0, 1.0, 0.5, 1e-7, 0.1 + 0.2, 1 / 3, 5e-324, 0.1, 100 / 3, 1e15, 1e17])
def test_a_probability_is_written_in_its_shortest_digits(either: Archive, chance: float) -> None:
    either.run(keep_many, list(Invention(20).claims()))
    either.run(changes.state_credence, 1, 0.5, TODAY)
    rewrite(either, ("UPDATE credence SET probability = :value", chance))
    assert as_lines(either, "") == as_records(either, "")


def test_a_server_that_writes_its_days_and_digits_otherwise_changes_nothing(on_server: Archive) -> None:
    on_server.run(fill, 60, 7)
    whole = as_lines(on_server, "")
    for setting in ("datestyle = 'German'", "extra_float_digits = -5"):
        rewrite(on_server, (f"ALTER DATABASE claims_reports SET {setting}", None))
    with Archive.open(on_server.place.url.render_as_string(), read_only=True) as archive:
        assert as_lines(archive, "") == as_records(archive, "")
    assert as_lines(on_server, "") == whole


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXTS, min_size=len(COLUMNS), max_size=len(COLUMNS)), chance=st.floats(0, 1))
@example(texts=[*HARD[: len(COLUMNS)]], chance=1e-7)
@example(texts=["\0"] * len(COLUMNS), chance=0.1 + 0.2)
@example(texts=["\x1f"] * len(COLUMNS), chance=0.0)
@example(texts=["a\0,"] * len(COLUMNS), chance=1.0)
@example(texts=["\\.\\n%s:a"] * len(COLUMNS), chance=0.5)
def test_any_text_is_written_as_the_csv_module_writes_it(hostile: Archive, texts: list[str], chance: float) -> None:
    kept = zip(COLUMNS, texts, strict=True)
    rewrite(
        hostile,
        *((f"UPDATE {table} SET {column} = :value WHERE id % 7 = 3", text) for (table, column), text in kept),  # noqa: S608
        ("UPDATE credence SET probability = :value WHERE id % 3 = 1", chance),
    )
    assert as_lines(hostile, "") == as_records(hostile, "")


def test_ordinary_lines_are_not_made_of_records(either: Archive) -> None:
    either.run(keep_many, list(Invention(200).claims()))
    made: list[Record] = []

    def line_of(record: Record) -> str:
        made.append(record)
        return csv_line_of(report_named("claims"))(record)

    lines = either.run(hand_out, partial(claim_lines, line_of=line_of), (), TODAY, list)
    assert (sum(some.number for some in lines), made) == (200, [])


def test_a_claim_whose_thread_lost_one_to_the_trash_names_the_one_before(either: Archive) -> None:
    for number in range(3):
        either.run(changes.add_claim, a_claim(f"Step {number}", revises=number or None))
    either.run(changes.add_claim, a_claim("On it", depends_on=2))
    either.run(trash_claims, [2])
    lines = as_lines(either, "")
    assert lines == as_records(either, "")
    told = list(csv.DictReader(io.StringIO(lines)))
    assert [(row["claim_id"], row["revises"], row["depends_on"]) for row in told] == [
        ("1", "", ""),
        ("3", "1", ""),
        ("4", "", ""),
    ]


@pytest.mark.parametrize("thrown", [[1], [2, 3], [1, 2, 3], [2, 4], [1, 2, 3, 4], [5], []])
@pytest.mark.parametrize("text", ["", "sort:-id", "status:trash"])
def test_a_claim_names_the_nearest_one_outside_the_trash(either: Archive, thrown: list[int], text: str) -> None:
    for number in range(5):
        either.run(changes.add_claim, a_claim(f"Step {number}", revises=number or None))
    either.run(changes.add_claim, a_claim("On it", depends_on=4))
    either.run(trash_claims, thrown)
    lines = as_lines(either, text)
    assert lines == as_records(either, text)
    told = {row["claim_id"]: row["revises"] for row in csv.DictReader(io.StringIO(lines))}
    nearest = max((number for number in range(1, 5) if number not in thrown), default="")
    assert told.get("5", str(nearest)) == str(nearest)
