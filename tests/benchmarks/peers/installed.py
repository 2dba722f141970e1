"""Brings the peers into a cache folder, in the versions that stand beside this file, and runs our drivers of them."""

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from socket import create_server
from time import monotonic, sleep
from typing import Any

HERE = Path(__file__).parent
CACHE = HERE.parents[2] / ".venv" / "peers"
_LONGEST = 600  # seconds that an installation may take
_USER = "bench"


class Missing(Exception):
    """A peer cannot be had here; says why."""


def install(name: str, wanted: Path, *commands: list[str]) -> Path:
    """Run the commands in a folder of the cache, unless they ran well for this very text of versions."""
    folder = CACHE / name
    done = folder / "done.txt"
    versions = wanted.read_text(encoding="utf-8")
    if done.exists() and done.read_text(encoding="utf-8") == versions:
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.copy(wanted, folder)
    print(f"Installing {name} for comparison...", flush=True)
    for command in commands:
        try:
            answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=_LONGEST, check=False)
        except (OSError, subprocess.TimeoutExpired) as fault:
            raise Missing(str(fault)) from fault
        if answer.returncode:
            raise Missing((answer.stderr.strip().splitlines() or [f"{command[0]} failed"])[-1])
    done.write_text(versions, encoding="utf-8")
    return folder


class Peer:
    """A server under way, and the client that our driver is."""

    def __init__(self, name: str, url: str, driver: list[str], last: list[str], environment: Mapping[str, str]) -> None:
        self.name, self.url = name, url
        self._driver, self._last, self._environment = driver, last, environment

    def do(self, command: str, folder: Path, count: int, url: str = "") -> dict[str, Any]:
        folder.mkdir(parents=True, exist_ok=True)
        words = [*self._driver, command, str(folder), url or self.url, str(count), *self._last]
        answer = subprocess.run(words, env=self._environment, capture_output=True, text=True, timeout=300, check=False)
        if answer.returncode:
            raise RuntimeError(f"{self.name}, {command}: {answer.stderr[-2000:]}")
        said: dict[str, Any] = json.loads(answer.stdout.strip().splitlines()[-1])
        return said


@contextmanager
def pouch(folder: Path, records: Path) -> Iterator[list[Peer]]:
    """PouchDB → express-pouchdb, LevelDB on disk, in the usual and in large batches. Raises Missing."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if npm is None or node is None:
        raise Missing("node and npm are not installed")
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock")  # LevelDB comes built
    home = install("pouch", HERE / "package.json", [npm, "install", *quiet])
    environment = {**os.environ, "PEERS": str(home), "RECORDS": str(records)}
    driver = [node, str(HERE / "pouch.mjs")]
    folder.mkdir()
    with started([*driver, "server", str(folder)], environment, subprocess.PIPE) as server:
        assert server.stdout is not None
        url = f"http://127.0.0.1:{int(server.stdout.readline())}"
        yield [Peer(f"PouchDB {size}", url, driver, [size], environment) for size in ("100", "1000")]


@contextmanager
def anki(folder: Path, records: Path) -> Iterator[list[Peer]]:
    """Anki's sync server, in an environment of its own. Raises Missing."""
    venv, pip = [sys.executable, "-m", "venv", "."], ["-m", "pip", "install", "--disable-pip-version-check", "-q"]
    python = "Scripts/python.exe" if os.name == "nt" else "bin/python"
    wanted = HERE / "requirements.txt"
    home = install("anki", wanted, venv, [str(CACHE / "anki" / python), *pip, "-r", wanted.name])
    with create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    given = {"SYNC_HOST": "127.0.0.1", "SYNC_PORT": str(port), "SYNC_USER1": f"{_USER}:{_USER}"}
    environment = {**os.environ, **given, "SYNC_BASE": str(folder), "RECORDS": str(records), "RUST_LOG": "error"}
    url = f"http://127.0.0.1:{port}/"
    with started([str(home / python), "-m", "anki.syncserver"], environment, subprocess.DEVNULL):
        await_answer(url + "health")
        yield [Peer("Anki", url, [str(home / python), str(HERE / "anki_peer.py")], [], environment)]


@contextmanager
def started(command: list[str], environment: Mapping[str, str], output: int) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def await_answer(url: str) -> None:
    end = monotonic() + 20
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - ours
                return
        except OSError:
            if monotonic() > end:
                raise
            sleep(0.1)
