"""The program as its users meet it: a process of its own, what it says, what it leaves behind."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
DATA = ROOT / "tests" / "data"
PASSWORD = "gongwucang-2026"
ADMIN = "admin"
# Tests keep device keys in the data folder, not in the keyring of whoever runs them.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GWC_")},
    "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    "PYTHONIOENCODING": "cp1252",  # a Windows console's: the program must not depend on it
}


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def refusal(self) -> str:
        """The code in brackets after the words of a refusal."""
        assert self.code == 1, (self.code, self.out, self.err)
        title, meaning, remedy, code = self.err.rstrip("\n").rsplit("\n", 3)
        assert title
        assert meaning
        assert remedy
        return code.strip("()")


def start(*arguments: object, password: str | None = PASSWORD, tree: Path = ROOT) -> subprocess.Popen[bytes]:
    environment = ENVIRONMENT | ({} if password is None else {"GWC_PASSWORD": password})
    command = [sys.executable, "-m", "app", *map(str, arguments)]
    return subprocess.Popen(command, cwd=tree, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def answer_of(process: subprocess.Popen[bytes]) -> Answer:
    try:
        out, err = process.communicate(timeout=100)
    except BaseException:
        process.kill()
        process.communicate()
        raise
    answer = Answer(process.returncode, *(text.decode().replace("\r\n", "\n") for text in (out, err)))
    assert "Traceback" not in answer.err, answer.err
    assert "(unforeseen)" not in answer.err, answer.err
    assert "说明(" not in answer.err, answer.err  # a code without words
    return answer


def run(*arguments: object, password: str | None = PASSWORD, tree: Path = ROOT) -> Answer:
    return answer_of(start(*arguments, password=password, tree=tree))


@dataclass(frozen=True)
class Counter:
    """A counter's data folder, and commands on it by the program in `tree`."""

    folder: Path
    tree: Path = ROOT

    def run(self, *arguments: object, password: str | None = PASSWORD) -> Answer:
        answer = run(*arguments, "--data", self.folder, password=password, tree=self.tree)
        assert list(self.folder.glob("crashes/crash-*")) == []
        return answer

    def act(self, command: str, *arguments: object, user: str = ADMIN, password: str | None = PASSWORD) -> Answer:
        """A command that a person gives."""
        return self.run(command, *arguments, "--as", user, password=password)

    def done(self, *arguments: object) -> Answer:
        """A command that must succeed and complain of nothing."""
        answer = self.run(*arguments)
        assert (answer.code, answer.err) == (0, ""), answer
        return answer

    def hand_out(self, *tags: str, person: str = "颜㛃", **options: object) -> Answer:
        extra = [part for name, value in options.items() for part in (f"--{name}", value)]
        given = ("--organization", "邹城市防汛抗旱指挥部", "--person", person, "--due", "2099-12-31")
        return self.act("hand-out", *tags, *given, *extra)

    def rows(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        """What the database holds, read beside the program."""
        with closing(sqlite3.connect(self.folder / "counter.db")) as connection:
            return connection.execute(query, parameters).fetchall()

    def available(self, count: int) -> list[str]:
        """Tag numbers of pieces that can be handed out."""
        query = "SELECT tag_number FROM asset WHERE status = 'available' ORDER BY tag_number LIMIT ?"
        return [tag for (tag,) in self.rows(query, count)]

    def state(self) -> tuple[object, ...]:
        """All that a refused command must leave as it was."""
        kinds = ("asset", "asset_event", "loan", "document", "ledger_import", "organization", "person", "sequence")
        counts = tuple(self.rows(f"SELECT count(*) FROM {kind}") for kind in kinds)  # noqa: S608 - ours
        last = self.rows("SELECT dseq, hash FROM operation ORDER BY dseq DESC LIMIT 1")
        return (last, counts, (self.folder / "operations.journal").read_bytes())


class City:
    """A city server as a process; `database` are the arguments that say where its books are."""

    def __init__(self, *database: object) -> None:
        self._database = database
        self._process: subprocess.Popen[bytes] | None = None
        self.url = ""
        self.tree = ROOT  # of the program that is started

    def start(self, *more: object) -> None:
        port = self.url.rpartition(":")[2] or 0
        process = start("city-server", "--port", port, *self._database, *more, tree=self.tree)
        assert process.stdout is not None
        self.url = process.stdout.readline().decode().strip()
        self._process = process
        assert self.url.startswith(("http://127.0.0.1:", "https://127.0.0.1:")), answer_of(process)

    def stop(self) -> None:
        """End it as a service manager would; it must end well."""
        if self._process is None:
            return
        process, self._process = self._process, None
        process.send_signal(signal.SIGTERM)
        answer = answer_of(process)
        if sys.platform != "win32":  # where SIGTERM kills
            assert answer.code == 0, answer.err

    def kill(self) -> None:
        """SIGKILL; TerminateProcess on Windows."""
        assert self._process is not None
        process, self._process = self._process, None
        assert process.poll() is None, answer_of(process)
        process.kill()
        process.communicate()

    def code(self, site: str) -> str:
        answer = run("city-admin", "code", "--site", site, *self._database, tree=self.tree)
        assert answer.code == 0, answer.err
        return answer.out.strip()
