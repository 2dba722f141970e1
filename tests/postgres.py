"""A real PostgreSQL of the tests' own: started on demand, reached by a socket in its folder, then thrown away."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

SUPERUSER = "postgres"
# A throw-away cluster need not survive the machine; commits still wait for their turn as in production.
SETTINGS = {"listen_addresses": "", "fsync": "off", "full_page_writes": "off", "max_connections": "50"}


class Cluster:
    """A running PostgreSQL server, which hands out empty databases."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def new_database(self) -> str:
        """Create an empty database and return its SQLAlchemy URL."""
        name = f"test_{next(self._numbers)}"
        with psycopg.connect(host=str(self._folder), user=SUPERUSER, dbname="postgres", autocommit=True) as line:
            line.execute(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://{SUPERUSER}@/{name}?host={self._folder}"


def programs() -> Path:
    """Return the folder of PostgreSQL's server programs, the newest where there are several.

    Raises FileNotFoundError where none is installed.
    """
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    if not versions:
        raise FileNotFoundError("PostgreSQL is not installed: python3 dev.py setup brings it")
    return versions[-1]


@contextmanager
def running_cluster(**settings: str) -> Iterator[Cluster]:
    """Start a cluster in a temporary folder, with these settings over `SETTINGS`; stop and remove it at the end.

    PostgreSQL refuses to run as root, so root lends the folder to the user `postgres`.
    """
    folder = Path(tempfile.mkdtemp(prefix="gwc-postgres-"))  # short: a socket's path has 107 bytes at most
    as_user: dict[str, object] = {}
    if os.geteuid() == 0:
        owner = pwd.getpwnam(SUPERUSER)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        as_user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}

    def call(program: str, *words: str) -> None:
        command = [str(programs() / program), "-D", str(folder / "data"), *words]
        output = folder / f"{program}.out"
        with output.open("wb") as stream:
            done = subprocess.run(command, cwd=folder, stdout=stream, stderr=stream, check=False, **as_user)
        if done.returncode != 0:
            raise RuntimeError(f"{program} failed:\n{output.read_text(encoding='utf-8', errors='replace')}")

    try:
        call("initdb", "--no-sync", "--auth=trust", "-U", SUPERUSER, "-E", "UTF8", "--locale=C.UTF-8")
        given = " ".join(f"-c {name}='{value}'" for name, value in {**SETTINGS, **settings}.items())
        call("pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", f"-k {folder} {given}")
        try:
            yield Cluster(folder)
        finally:
            call("pg_ctl", "stop", "-m", "immediate")
    finally:
        shutil.rmtree(folder)
