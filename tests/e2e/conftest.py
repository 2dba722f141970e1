"""Counters that are set up once a run; each test works on a copy of its own."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.e2e.program import ADMIN, DATA, PASSWORD, Answer, Counter, run


@pytest.fixture(scope="session")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Counter]:
    """Makes the counter of a site."""

    def make(site: str, name: str) -> Counter:
        counter = Counter(tmp_path_factory.mktemp("counter") / "data")
        answer = run("init", "--data", counter.folder, "--site", site, "--name", name, "--admin", ADMIN)
        assert answer == Answer(0, f"{name}({site})已建好。\n", "")
        return counter

    return make


@pytest.fixture(scope="session")
def empty_county(set_up: Callable[[str, str], Counter]) -> Counter:
    return set_up("370883", "邹城市公物仓")


@pytest.fixture(scope="session")
def other_county(set_up: Callable[[str, str], Counter]) -> Counter:
    """A second PC that says it stands at the same site."""
    return set_up("370883", "邹城市公物仓")


@pytest.fixture(scope="session")
def empty_city_counter(set_up: Callable[[str, str], Counter]) -> Counter:
    return set_up("370800", "济宁市公物仓")


@pytest.fixture(scope="session")
def imported(empty_county: Counter, tmp_path_factory: pytest.TempPathFactory) -> Counter:
    """With the first 110 rows of the county's ledger, and a clerk beside the administrator."""
    counter = copy_of(empty_county, tmp_path_factory.mktemp("imported"))
    add_clerk(counter)
    ledger = DATA / "county-ledger-first-110-rows.xls"
    answer = counter.act("import", ledger, "--report", counter.folder.parent / "R.json")
    assert (answer.code, answer.err) == (0, "")
    return counter


def add_clerk(counter: Counter) -> None:
    """Staff are added in the windows; here the way the windows go."""
    from app.bootstrap import open_counter
    from app.domain.organization import Role
    from app.services.commands.setup import AddStaff

    with open_counter(counter.folder) as services:
        administrator = services.accounts.sign_in(ADMIN, PASSWORD)
        for name, role in (("clerk", Role.CLERK), ("auditor", Role.AUDITOR)):
            (staff,) = services.bus.execute(AddStaff(name, name, role), actor=administrator).of("staff")
            services.accounts.set_password(staff, PASSWORD)


def copy_of(counter: Counter, folder: Path) -> Counter:
    return Counter(Path(shutil.copytree(counter.folder, folder / "data")))


@pytest.fixture
def empty(empty_county: Counter, tmp_path: Path) -> Counter:
    """A counter just set up."""
    return copy_of(empty_county, tmp_path)


@pytest.fixture
def counter(imported: Counter, tmp_path: Path) -> Counter:
    """A counter with a small pool."""
    return copy_of(imported, tmp_path)
