"""Run by Alembic with the connection that `migrate` hands over."""

from alembic import context

import app.persistence.city_tables  # noqa: F401 - its tables belong to the same schema
from app.persistence.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    include_name=lambda name, kind, parents: kind != "table" or name in metadata.tables,
)
with context.begin_transaction():
    context.run_migrations()
