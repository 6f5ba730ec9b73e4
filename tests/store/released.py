"""A database of each schema that was ever released, as SQL text, with rows in every table.

``python -m tests.store.released [postgresql://user@host/an_empty_database]`` writes the one of the present schema; it
is run once, when a version with a new migration is released, and its file is never touched again.
"""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.store.samples import TODAY, a_claim, a_clock, decided, due
from tracker.claims.sources import SourceFields
from tracker.claims.vocabulary import Role, Verdict
from tracker.places import known_revisions
from tracker.store import bulk, changes, passages, upgrade
from tracker.store.archive import Archive
from tracker.store.articles import ReadText, Span
from tracker.store.journal import change
from tracker.store.names import add_alias
from tracker.store.undo import undo
from tracker.store.views import save_view
from tracker.store.word_index import INDEX

if TYPE_CHECKING:
    from sqlmodel import Session

FOLDER = Path(__file__).with_name("released")
_LEFT_OUT = ("--", "SET ", "SELECT pg_catalog.set_config", "\\")


def dump_of(revision: str, backend: str) -> str:
    """The statements that make a database as it was at a revision."""
    return (FOLDER / f"{revision}.{backend}.sql").read_text(encoding="utf-8")


@change
def _name_otherwise(session: Session) -> None:
    add_alias(session, "Sam Altman", "S. Altman")


def fill(archive: Archive) -> None:
    """Write to every table, with something taken back and something in the trash."""
    first = a_claim("The open model ships next week", subject="Open model", quote="la semaine prochaine", tags=("été",))
    first = first.model_copy(
        update=due("2025-07-14", "2025-07-20") | {"source_title": "L'Œuvre", "due_text": "bientôt"}
    )
    archive.run(changes.add_claim, first)
    later = a_claim("It ships in August", revises=1, notes="A line\nand another, with 'quotes'; and a -- dash")
    archive.run(changes.add_claim, later.model_copy(update=due("2025-08-01", "2025-08-31")))
    archive.run(changes.add_source, 1, {"title": "Another", "url": "https://example.org/2"}, Role.SUPPORTS)
    archive.run(changes.mark_claim, 1, decided(Verdict.LATE, TODAY, evidence_url="https://example.org/3"))
    archive.run(changes.state_credence, 2, 0.7, TODAY)
    archive.run(_name_otherwise)
    archive.run(save_view, "Late models", "status:late")
    archive.run(changes.add_claim, a_claim("Taken back", tags=("gone",)))
    archive.run(undo)
    archive.run(changes.add_claim, a_claim("In the trash"))
    archive.run(bulk.trash_claims, [4])
    text = "The ferry opens next week. It is the largest."
    fields = SourceFields(title="The ferry waits", url="https://example.org/ferry")
    read = ReadText(text, hashlib.sha256(text.encode()).hexdigest(), "ferry.html", fields)
    ferry = a_claim("The ferry opens", quote=text[:26], source_title=fields.title, source_url=fields.url)
    archive.run(passages.keep_claims, read, [(Span(0, 26), ferry)])
    archive.run(passages.skip_passages, read, [Span(27, 45)])


def main(server: str = "") -> None:
    """Write the dumps of the present schema."""
    FOLDER.mkdir(exist_ok=True)
    revision = known_revisions()[-1]
    with TemporaryDirectory() as folder:
        place = str(Path(folder) / "claims.tracker")
        with Archive.open(place, user="ada", clock=a_clock()) as archive:
            fill(archive)
        with closing(sqlite3.connect(place)) as file:
            # SQL text cannot tell the index of words: it is made anew when the database is opened.
            file.execute(f"DROP TABLE {INDEX}")
            statements = [f"PRAGMA application_id = {upgrade.APPLICATION_ID};", *file.iterdump()]
    (FOLDER / f"{revision}.sqlite.sql").write_text("\n".join(statements) + "\n", encoding="utf-8")
    if server:
        with Archive.open(server, user="ada", clock=a_clock()) as archive:
            fill(archive)
        command = ["pg_dump", "--inserts", "--no-owner", "--no-privileges", server]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        lines = [line for line in told.splitlines() if line and not line.startswith(_LEFT_OUT)]
        (FOLDER / f"{revision}.postgresql.sql").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
