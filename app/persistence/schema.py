"""Bringing a database to this version's schema."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from app.domain.errors import Refused
from app.persistence import put_off


def config_for(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def head_revision() -> str:
    head = ScriptDirectory.from_config(config_for()).get_current_head()
    if head is None:
        raise RuntimeError("no migrations in the package")
    return head


def is_current(connection: Connection) -> bool:
    return MigrationContext.configure(connection).get_current_revision() == head_revision()


def migrate(engine: Engine) -> None:
    """Upgrade to the newest schema, as one transaction.

    Raises Refused where the database was made by a newer version of this program.
    """
    with engine.begin() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        if current == head_revision():
            return
        if current is not None and connection.dialect.name == "sqlite":
            put_off.make(connection)  # a migration is written for all that the schema has
        known = {script.revision for script in ScriptDirectory.from_config(config_for()).walk_revisions()}
        if current is not None and current not in known:
            raise Refused("database.newer", revision=current)
        command.upgrade(config_for(connection), "head")
