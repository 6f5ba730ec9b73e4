"""What the users of a server are allowed, as SQL for its owner to run: users write, and the history only grows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.claims.model import WRITTEN_TABLES
from tracker.errors import InvalidInput
from tracker.store.tables import batch, columns_of, entry, search_term, search_text, standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.store.address import Place

_DERIVED = (standing.claim_id.table, search_text.claim_id.table, search_term.term.table)
_LONGEST_NAME = 63
"""PostgreSQL cuts longer names, and would grant to another role than was named."""


def grants_for(place: Place, role: str, *, only_read: bool = False) -> str:
    """The statements that allow a role what its people need, and nothing beyond. They can be run again at any time.

    Raises InvalidInput for a file, whose rights are those of the file, and for a name that no role can have.
    """
    if place.path:
        raise InvalidInput("Rights are granted on a server. A file's are those of the file and its folder.")
    if not role.strip() or "\0" in role or len(role.encode()) > _LONGEST_NAME:
        raise InvalidInput(f"A role's name has between 1 and {_LONGEST_NAME} bytes: this one cannot be.")
    return "\n".join(_statements(place.url.database or "", role, only_read=only_read)) + "\n"


def _statements(database: str, role: str, *, only_read: bool) -> Iterator[str]:
    who = _quoted(role)
    counted = [columns_of(table).id.table.name for table in WRITTEN_TABLES]
    written = [*counted, *(table.name for table in _DERIVED)]
    history = [batch.id.table.name, entry.id.table.name]
    yield "BEGIN;"
    if database:
        yield f"GRANT CONNECT ON DATABASE {_quoted(database)} TO {who};"
    yield f"GRANT USAGE ON SCHEMA public TO {who};"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {who};"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {who};"
    yield f"GRANT SELECT ON {', '.join(['alembic_version', *written, *history])} TO {who};"
    numbers = ", ".join(f"{name}_id_seq" for name in (*counted, *history))
    # A dump, which whoever reads may make, tells the next number of each table.
    yield f"GRANT SELECT ON SEQUENCE {numbers} TO {who};"
    if not only_read:
        yield f"GRANT INSERT, UPDATE, DELETE ON {', '.join(written)} TO {who};"
        yield f"GRANT INSERT ON {', '.join(history)} TO {who};"
        yield f"GRANT USAGE ON SEQUENCE {numbers} TO {who};"
    yield "COMMIT;"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
