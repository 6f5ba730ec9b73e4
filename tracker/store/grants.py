"""What the users of a server are allowed, as SQL for its owner to run: users write, and the history only grows."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from tracker.claims.model import WRITTEN_TABLES
from tracker.errors import InvalidInput
from tracker.store.tables import batch, columns_of, entry, search_term, search_text, standing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from tracker.store.address import Place

_DERIVED = (standing.claim_id.table, search_text.claim_id.table, search_term.term.table)
_LONGEST_NAME = 63
"""PostgreSQL cuts longer names, and would grant to another role than was named."""


def grants_for(place: Place, role: str, *, only_read: bool = False) -> str:
    """The statements that allow a role what its people need, and nothing beyond. They can be run again at any time.

    Run for the owner of the tables, who would lose the right to write to them, they change nothing and say so.

    Raises InvalidInput for a file, whose rights are those of the file, and for a name that no role can have.
    """
    if place.path:
        raise InvalidInput("Rights are granted on a server. A file's are those of the file and its folder.")
    if not role.strip() or "\0" in role or len(role.encode()) > _LONGEST_NAME:
        raise InvalidInput(f"A role's name has between 1 and {_LONGEST_NAME} bytes: this one cannot be.")
    return "\n".join(_statements(place.url.database or "", role, only_read=only_read)) + "\n"


def carry_rights_over(connection: Connection) -> Iterator[str]:
    """Let each role that writes or reads the claims do so in all tables there are now, as after an upgrade.

    Yields a sentence for each role that could not be granted this.
    """
    for role, may_write in connection.execute(text(_WHO_READS)).all():
        try:
            with connection.begin_nested():
                for statement in _rights("PUBLIC" if role is None else _quoted(role), only_read=not may_write):
                    connection.exec_driver_sql(statement, execution_options={"no_parameters": True})
        except ProgrammingError:
            again = f"tracker grant {'' if may_write else '--read '}{shlex.quote(role or 'ROLE')}"
            yield f"{role or 'Everybody'} lacks rights in the new tables. Grant them once more: {again}"


_WHO_READS = """
    SELECT rolname, bool_or(relname = 'claim' AND privilege_type = 'INSERT')
    FROM pg_class CROSS JOIN aclexplode(relacl) LEFT JOIN pg_roles ON pg_roles.oid = grantee
    WHERE pg_class.oid IN (to_regclass('claim'), to_regclass('alembic_version')) AND grantee <> relowner
    GROUP BY rolname
    HAVING count(DISTINCT relname) FILTER (WHERE privilege_type = 'SELECT') = 2
    ORDER BY rolname
"""
"""The roles that use the program, which asks for the revision before anything else: no name is everybody."""


def _statements(database: str, role: str, *, only_read: bool) -> Iterator[str]:
    who = _quoted(role)
    yield "BEGIN;"
    refusal = _literal(f"{role} owns the tables and needs no rights: nothing was changed.")
    owner = "SELECT tableowner FROM pg_tables WHERE schemaname = 'public' AND tablename = 'claim'"
    is_owner = f"({owner}) = {_literal(role)}"
    yield f"DO {_literal(f'BEGIN IF {is_owner} THEN RAISE EXCEPTION USING MESSAGE = {refusal}; END IF; END')};"
    if database:
        yield f"GRANT CONNECT ON DATABASE {_quoted(database)} TO {who};"
    yield f"GRANT USAGE ON SCHEMA public TO {who};"
    yield f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {who};"
    yield f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {who};"
    yield from _rights(who, only_read=only_read)
    yield "COMMIT;"


def _rights(who: str, *, only_read: bool) -> Iterator[str]:
    counted = [columns_of(table).id.table.name for table in WRITTEN_TABLES]
    written = [*counted, *(table.name for table in _DERIVED)]
    history = [batch.id.table.name, entry.id.table.name]
    yield f"GRANT SELECT ON {', '.join(['alembic_version', *written, *history])} TO {who};"
    numbers = ", ".join(f"{name}_id_seq" for name in (*counted, *history))
    # A dump, which whoever reads may make, tells the next number of each table.
    yield f"GRANT SELECT ON SEQUENCE {numbers} TO {who};"
    if not only_read:
        yield f"GRANT INSERT, UPDATE, DELETE ON {', '.join(written)} TO {who};"
        yield f"GRANT INSERT ON {', '.join(history)} TO {who};"
        yield f"GRANT USAGE ON SEQUENCE {numbers} TO {who};"


def _literal(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
