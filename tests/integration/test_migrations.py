"""The chain of migrations: its head equals the models, each step goes up and down, data is carried."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from app.domain.errors import Refused
from app.persistence.city_tables import metadata
from app.persistence.engine import sqlite_engine
from app.persistence.schema import config_for, head_revision, migrate

REVISIONS = [script.revision for script in ScriptDirectory.from_config(config_for()).walk_revisions()][::-1]


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request, tmp_path):
    if request.param == "sqlite":
        made = sqlite_engine(tmp_path / "it.db", writes=True)
    else:
        made = create_engine(request.getfixturevalue("postgres_url"))
    yield made
    made.dispose()


def differences(engine):
    def ours(name, kind, parents):
        return kind != "table" or name in metadata.tables

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours, "compare_type": True})
        return compare_metadata(context, metadata)


def test_the_head_equals_the_models(engine):
    migrate(engine)
    assert differences(engine) == []


def test_each_step_goes_up_and_down(engine):
    for revision in REVISIONS:
        with engine.begin() as connection:
            command.upgrade(config_for(connection), revision)
    for _ in REVISIONS:
        with engine.begin() as connection:
            command.downgrade(config_for(connection), "-1")
    left = set(inspect(engine).get_table_names()) - {"alembic_version"}
    assert left == set()
    migrate(engine)
    assert differences(engine) == []


def test_migrating_again_changes_nothing(engine):
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO organization (id, name, code, version) VALUES ('o', '某局', '', 1)"))
    migrate(engine)
    with engine.begin() as connection:
        assert connection.execute(text("SELECT name FROM organization")).scalar_one() == "某局"


def test_a_database_of_a_newer_version_is_refused(engine):
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Refused) as refusal:
        migrate(engine)
    assert refusal.value.code == "database.newer"


def test_the_head_is_the_last_of_one_chain():
    assert head_revision() == REVISIONS[-1]
    assert len(ScriptDirectory.from_config(config_for()).get_heads()) == 1
