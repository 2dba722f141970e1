"""The tests' own PostgreSQL is a real one, and gives each test an empty database."""

import os

import pytest
from sqlalchemy import create_engine, text

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the city server runs on Linux")


@pytest.mark.parametrize("_round", [1, 2])
def test_each_test_has_an_empty_database(postgres_url: str, _round: int) -> None:
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        assert connection.scalar(text("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) == 0
        connection.execute(text("CREATE TABLE asset (name text)"))
        connection.execute(text("INSERT INTO asset VALUES ('𬍛㛃台式计算机')"))
        assert connection.scalar(text("SELECT char_length(name) FROM asset")) == 7
    engine.dispose()


def test_commits_are_waited_for_as_in_production(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        assert connection.scalar(text("SHOW synchronous_commit")) == "on"
        assert connection.scalar(text("SHOW transaction_isolation")) == "read committed"
    engine.dispose()
