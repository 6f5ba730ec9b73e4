"""Looking for what is wrong with a database, and mending what can be made anew from the rest.

A quick look asks a few indexed questions, each time that the screens start; a deep one reads every page and row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, text

from tracker.claims.derived import Standing
from tracker.claims.model import WRITTEN_TABLES, Batch, Claim, Entry, Row
from tracker.claims.naming import name_key
from tracker.errors import DatabaseTrouble
from tracker.store.chain import broken_batches, is_end_broken
from tracker.store.engines import is_file
from tracker.store.history_check import rows_unlike_the_history
from tracker.store.journal import change, name_step
from tracker.store.links import claims_in_circles
from tracker.store.schema_check import parts_unlike_the_migrations
from tracker.store.sqlite_files import faults_of
from tracker.store.tables import claim, columns_of, standing, verdict
from tracker.store.threads import refresh_standings, standings_of
from tracker.store.word_index_check import (
    index_unlike_the_terms,
    mend_index,
    mend_terms,
    mend_texts,
    terms_unlike_the_texts,
    texts_unlike_their_claims,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlmodel import Session

    from tracker.store.archive import Archive, Question

_MOST_CHANGES = 1_000
"""A newest step of more rows than this is left to the deep look."""

_MOST_TOLD = 5
"""So many numbers of what is wrong are told; what is left shows when these are right."""


@dataclass(frozen=True, slots=True)
class Check:
    """A question that counts what is wrong, how that reads, and what makes it right again, if anything does.

    In the sentence ``{n}`` is the count, ``{s}`` makes a plural, and ``{have}`` and ``{are}`` follow it; ``{which}``
    are the first of the numbers of what is wrong, where a question tells them.
    """

    code: str
    count: Callable[[Session], int]
    sentence: str
    mend: Question[[], int] | None = None
    which: Callable[[Session], Sequence[int]] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, how often, in a sentence, and whether it can be mended; 0 for what could not be looked at."""

    code: str
    count: int
    sentence: str
    is_mendable: bool


def examine(archive: Archive, *, deep: bool = False) -> list[Finding]:
    """What is wrong with a database; nothing when all is well.

    Each check has a transaction of its own, and what cannot be read is a finding too: of a damaged file some can be
    made and others not.
    """
    checks = (*QUICK, *(_deep_checks() if deep else ()))
    return [found for check in checks if (found := finding_of(archive, check))]


def repair(archive: Archive) -> dict[str, int]:
    """Make anew what can be made from the rest; how much of it, by the code of its check.

    Raises DatabaseTrouble where the rest cannot be read.
    """
    menders = {check.code: check.mend for check in (*QUICK, *_deep_checks()) if check.mend}
    done = {code: archive.run(mend) for code, mend in menders.items()}
    return {code: count for code, count in done.items() if count}


def finding_of(archive: Archive, check: Check) -> Finding | None:
    """What one check finds; None when all is well."""
    try:
        count = archive.run(check.count)
        which = archive.run(check.which)[:_MOST_TOLD] if count and check.which else ()
    except (DatabaseTrouble, AttributeError, TypeError, ValueError) as trouble:
        # A damaged value may be none that its column can hold.
        reason = str(trouble) if isinstance(trouble, DatabaseTrouble) else "a value is damaged."
        return Finding(check.code, 0, f"{check.code}: this could not be looked at: {reason}", is_mendable=False)
    words = {"n": f"{count:,}", "s": "s" * (count != 1), "which": ", ".join(map(str, which))}
    words |= {"have": "have", "are": "are"} if count != 1 else {"have": "has", "are": "is"}
    told = check.sentence.format(**words)
    return Finding(check.code, count, told, is_mendable=check.mend is not None) if count else None


def claims_without_standing(session: Session) -> int:
    """How many claims have no standing, so that lists pass them over."""
    return abs(_size(session, Claim) - _size(session, Standing))


def verdicts_without_standing(session: Session) -> int:
    """How many claims have a verdict that their standing does not know, or the other way round."""
    decided = session.execute(select(func.count(verdict.claim_id.distinct()))).scalar_one()
    known = session.execute(select(func.count(standing.verdict_id))).scalar_one()
    return abs(int(decided) - int(known))


def lost_from_the_history(session: Session) -> int:
    """How many rows of the history are missing between its first and its last; a server leaves numbers out by itself.

    The end that is missing is told by the counter of numbers.
    """
    if not is_file(session):
        return 0
    lost = 0
    for table in (Batch, Entry):
        last = _counter(session, table)
        first, count = session.execute(select(func.min(columns_of(table).id), func.count()).select_from(table)).one()
        lost += abs(last - (first - 1 if count else 0) - count)
    return lost


def numbers_to_be_used_again(session: Session) -> int:
    """How many tables of a file would give a number that was used; a server's counters are its own."""
    return len(_counters_behind(session)) if is_file(session) else 0


def faults_in_the_file(session: Session) -> int:
    """How many faults SQLite finds in its file; a server looks after its own."""
    driver = session.connection().connection.driver_connection
    return len(faults_of(driver)) if is_file(session) and driver else 0


def standings_unlike_their_threads(session: Session) -> int:
    """How many standings are not what the claims, revisions and verdicts make of them, are missing or of no claim."""
    names = [column.name for column in columns_of(Standing)]
    kept = {row[0]: tuple(row) for row in session.execute(select(*columns_of(Standing)))}
    made = {row[0]: row for row in _standings_made_anew(session, names)}
    return sum(kept.get(claim_id) != made.get(claim_id) for claim_id in kept.keys() | made.keys())


def names_under_another_key(session: Session) -> int:
    """How many names would not be found by what people type."""
    return sum(1 for _ in _misplaced_names(session))


@change
def mend_standings(session: Session) -> int:
    """Make every standing anew; how many were wrong."""
    wrong = standings_unlike_their_threads(session)
    if wrong:
        session.execute(delete(Standing))
        refresh_standings(session, session.execute(select(claim.id)).scalars())
    return wrong


@change
def mend_counters(session: Session) -> int:
    """Let no table give a number that was used; how many would have."""
    behind = _counters_behind(session) if is_file(session) else {}
    for table, number in behind.items():
        set_counter(session, table, number)
    return len(behind)


def set_counter(session: Session, table: str, number: int) -> None:
    """Let the next row of a file's table get the number after this one, at least."""
    session.execute(
        text("DELETE FROM sqlite_sequence WHERE name = :name AND seq < :number"),
        told := {"name": table, "number": number},
    )
    missing = "SELECT :name, :number WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = :name)"
    session.execute(text(f"INSERT INTO sqlite_sequence (name, seq) {missing}"), told)


@change
def mend_names(session: Session) -> int:
    """Let names be found by what people type; how many were not. One whose place another name has stays."""
    count = 0
    for table, row_id, key in list(_misplaced_names(session)):
        taken = session.execute(select(columns_of(table).id).where(columns_of(table).name_key == key)).first()
        row = session.get(table, row_id)
        if taken is None and row is not None:
            setattr(row, "name_key", key)  # noqa: B010 -- several tables have it
            session.flush()
            count += 1
    if count:
        name_step(session, f"make the keys of {count} name{'s' * (count > 1)} anew")
    return count


QUICK: Sequence[Check] = (
    Check("standings-missing", claims_without_standing, "{n} claim{s} {have} no standing.", mend_standings),
    Check("verdicts-unseen", verdicts_without_standing, "{n} claim{s} {have} a verdict that lists do not show."),
    Check("history-end", lambda session: int(is_end_broken(session, _MOST_CHANGES)), "The newest step was altered."),
    Check("history-lost", lost_from_the_history, "{n} row{s} of the history {are} missing."),
    Check("counters", numbers_to_be_used_again, "{n} table{s} would use a number again.", mend_counters),
)
"""What a quick look looks for."""


def _deep_checks() -> Iterator[Check]:
    """What only a deep look finds."""
    yield Check("file", faults_in_the_file, "{n} fault{s} {are} in the file's pages, indexes or pointers.")
    yield Check("schema", parts_unlike_the_migrations, "{n} table{s} or index of the schema {are} not as it was made.")
    broken = "{n} step{s} of the history {are} not what {are} written."
    yield Check("history", lambda session: sum(1 for _ in broken_batches(session)), broken)
    for table in WRITTEN_TABLES:
        yield _check_of_rows(table)
    yield Check(
        "standings", standings_unlike_their_threads, "{n} standing{s} {are} not what the threads say.", mend_standings
    )
    led_back = (
        "{n} claim{s} {are} kept as leading back to themselves: choose what they revise or depend on anew ({which})."
    )
    yield Check("circles", lambda session: len(claims_in_circles(session)), led_back, which=claims_in_circles)
    unfound = "{n} claim{s} would not be found by the words that stand there."
    yield Check("words-texts", texts_unlike_their_claims, unfound, mend_texts)
    miscounted = "{n} word{s} {are} not counted as often as claims hold them."
    yield Check("words-counts", terms_unlike_the_texts, miscounted, mend_terms)
    misplaced = "{n} word{s} of the index {are} not where claims hold them."
    yield Check("words-index", index_unlike_the_terms, misplaced, mend_index)
    yield Check("names", names_under_another_key, "{n} name{s} {are} not found by what people type.", mend_names)


def _check_of_rows(table: type[Row]) -> Check:
    name = str(table.__tablename__)
    told = f"{{n}} row{{s}} of {name.replace('_', ' ')} {{are}} not what the history says, or missing."
    return Check(f"rows-{name}", lambda session: rows_unlike_the_history(session, table), told)


def _size(session: Session, table: type) -> int:
    return int(session.execute(select(func.count()).select_from(table)).scalar_one())


def _counter(session: Session, table: type[Batch | Entry]) -> int:
    told = text("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = :name")
    return int(session.execute(told, {"name": table.__tablename__}).scalar_one())


def _counters_behind(session: Session) -> dict[str, int]:
    """The tables whose counter is behind the numbers that are used, with the highest of these."""
    found = session.execute(text("SELECT name, seq FROM sqlite_sequence")).all()
    counters: dict[str, int] = {row.name: row.seq for row in found}
    behind = {}
    tables: tuple[type[Row | Batch | Entry], ...] = (*WRITTEN_TABLES, Batch, Entry)
    for table in tables:
        highest = session.execute(select(func.coalesce(func.max(columns_of(table).id), 0))).scalar_one()
        if highest > (counters.get(str(table.__tablename__)) or 0):
            behind[str(table.__tablename__)] = highest
    return behind


def _standings_made_anew(session: Session, names: list[str]) -> Iterator[tuple[object, ...]]:
    every = set(session.execute(select(claim.id)).scalars())
    return (tuple(row[name] for name in names) for row in standings_of(session, every))


def _misplaced_names(session: Session) -> Iterator[tuple[type[Row], int, str]]:
    """The names whose key is not theirs, each by its table and number, with the key that it should have."""
    for table in WRITTEN_TABLES:
        columns = columns_of(table)
        if "name_key" in columns:
            for row_id, name, key in session.execute(select(columns.id, columns.name, columns.name_key)):
                if key != name_key(name):
                    yield table, row_id, name_key(name)
