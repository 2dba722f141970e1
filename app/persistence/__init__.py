"""State in SQLite (counter) and PostgreSQL or SQLite (city), through SQLAlchemy Core."""
