"""What every test may use."""

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.postgres import Cluster

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the translations once, so that windows speak as they do at a counter."""
    if not hasattr(config, "workerinput"):
        from resources.i18n import build

        build.build()


@pytest.fixture(scope="session")
def postgres() -> "Iterator[Cluster]":
    """A PostgreSQL server of this run's own (one per xdist worker); `new_database()` gives a URL."""
    if sys.platform == "win32":
        pytest.skip("the city server runs on Linux")
    from tests.postgres import running_cluster

    with running_cluster() as cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres: "Cluster") -> str:
    """The SQLAlchemy URL of an empty PostgreSQL database."""
    return postgres.new_database()
