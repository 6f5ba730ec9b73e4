"""Alembic's entry: run the migrations on the connection that the program has opened and locked."""

from alembic import context
from sqlmodel import SQLModel

from tracker.store import tables
from tracker.store.word_index import is_told_by_models

connection = context.config.attributes["connection"]
assert tables.claims_with_names is not None, "all tables are known once this module is imported"  # noqa: S101

context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    compare_type=True,
    include_name=is_told_by_models,
)
with context.begin_transaction():
    context.run_migrations()
