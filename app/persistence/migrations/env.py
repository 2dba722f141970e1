"""Run by Alembic with the connection that `migrate` hands over."""

from alembic import context

from app.persistence.city_tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    include_name=lambda name, kind, parents: kind != "table" or name in metadata.tables,
)
with context.begin_transaction():
    context.run_migrations()
