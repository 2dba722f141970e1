"""Schema versions (Alembic). One chain serves the counter's SQLite and the city's SQLite or PostgreSQL."""
