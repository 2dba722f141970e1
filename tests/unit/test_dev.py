"""dev.py sets up a machine once, and says plainly where it cannot."""

import io
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import dev


class Machine:
    """A machine whose programs are not run but noted; `installed` are its Debian packages."""

    def __init__(self) -> None:
        self.installed: set[str] = set()
        self.programs = {"apt-get", "sudo"}
        self.user = 0
        self.sudo_asks = True
        self.ran: list[str] = []
        self.failing = ""

    def which(self, program: str) -> str | None:
        return f"/usr/bin/{program}" if program in self.programs else None

    def run(self, command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        words = [str(word) for word in command]
        line = " ".join(words)
        output = ""
        if words[0] == "dpkg-query":
            output = "".join(f"{name} installed\n" for name in words if name in self.installed)
        else:
            self.ran.append(line)
        if "install" in words and "apt-get" in words:
            self.installed.update(words)
        if "venv" in words:
            dev.PYTHON.parent.mkdir(parents=True, exist_ok=True)
            dev.PYTHON.touch()
        refused = (line == "sudo -n true" and self.sudo_asks) or (self.failing and self.failing in line)
        return subprocess.CompletedProcess(command, 1 if refused else 0, output, "")

    def count(self, words: str) -> int:
        return sum(words in line for line in self.ran)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Machine:
    bare = Machine()
    for name in dev.DEV_LOCKS:
        (tmp_path / name).write_text(f"{name} as it is\n", encoding="utf-8")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(dev, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    monkeypatch.setattr(dev, "STAMP", tmp_path / ".venv" / "setup.txt")
    monkeypatch.setattr(dev, "compile_translations", lambda: None)
    monkeypatch.setattr(dev.sys, "stdin", io.StringIO())
    monkeypatch.setattr(dev.os, "geteuid", lambda: bare.user, raising=False)
    monkeypatch.setattr(dev.shutil, "which", bare.which)
    monkeypatch.setattr(dev.subprocess, "run", bare.run)
    monkeypatch.setattr(dev, "run", lambda *command: bare.run(list(command)).returncode)
    return bare


linux_only = pytest.mark.skipif(sys.platform != "linux", reason="system packages come through apt on Debian")


def test_a_bare_machine_gets_everything_once(machine: Machine) -> None:
    dev.prepare(dev.TEST_PACKAGES, dev.DEV_LOCKS)

    assert machine.count(" -m venv ") == 1
    [pip] = [line for line in machine.ran if " pip install " in line]
    assert "--require-hashes" in pip
    assert "-r requirements.lock -r requirements-dev.lock" in pip

    machine.ran.clear()
    dev.prepare(dev.TEST_PACKAGES, dev.DEV_LOCKS)
    dev.prepare(dev.RUN_PACKAGES, dev.RUN_LOCKS)
    assert machine.ran == []


@linux_only
def test_only_missing_packages_are_installed_and_only_what_running_needs(machine: Machine) -> None:
    machine.installed = set(dev.RUN_PACKAGES) - {"libegl1", "libgl1"}

    dev.prepare(dev.RUN_PACKAGES, dev.RUN_LOCKS)

    [install] = [line for line in machine.ran if "apt-get" in line and " install " in line]
    assert install.endswith("install --no-install-recommends libegl1 libgl1")
    assert machine.count("requirements-dev.lock") == 0
    assert machine.count("sudo") == 0


def test_a_changed_lock_is_installed_again(machine: Machine) -> None:
    dev.prepare((), dev.DEV_LOCKS)
    machine.ran.clear()
    (dev.ROOT / "requirements.lock").write_text("another version\n", encoding="utf-8")

    dev.prepare((), dev.DEV_LOCKS)

    assert machine.count(" pip install ") == 1
    assert machine.count(" -m venv ") == 0


def test_a_half_made_environment_is_made_again(machine: Machine) -> None:
    dev.PYTHON.parent.mkdir(parents=True)
    dev.PYTHON.touch()
    machine.failing = "import pip"

    dev.prepare((), dev.RUN_LOCKS)

    assert machine.count(" -m venv --clear ") == 1


def test_what_failed_is_tried_again(machine: Machine) -> None:
    machine.failing = "pip install"
    with pytest.raises(dev.SetupError, match="pip could not install"):
        dev.prepare((), dev.RUN_LOCKS)
    machine.failing = ""
    machine.ran.clear()

    dev.prepare((), dev.RUN_LOCKS)

    assert machine.count(" pip install ") == 1


@pytest.mark.parametrize("content", ["", "{", "requirements.lock:", "\\0"])
def test_a_damaged_note_only_costs_another_setup(machine: Machine, content: str) -> None:
    dev.prepare((), dev.RUN_LOCKS)
    dev.STAMP.write_text(content, encoding="utf-8")
    machine.ran.clear()

    dev.prepare((), dev.RUN_LOCKS)

    assert machine.count(" pip install ") == 1
    machine.ran.clear()
    dev.prepare((), dev.RUN_LOCKS)
    assert machine.ran == []


@linux_only
def test_without_root_sudo_is_used_where_it_does_not_ask(machine: Machine) -> None:
    machine.user, machine.sudo_asks = 1000, False

    dev.prepare(dev.RUN_PACKAGES, dev.RUN_LOCKS)

    assert machine.count("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get") == 2
    assert machine.count("sudo -n env DEBIAN_FRONTEND=noninteractive apt-get -q -y install") == 1


@linux_only
@pytest.mark.parametrize("programs", [{"apt-get"}, {"apt-get", "sudo"}])
def test_without_root_and_nobody_to_ask_it_says_what_to_install(machine: Machine, programs: set[str]) -> None:
    machine.user, machine.programs = 1000, programs
    machine.installed = set(dev.RUN_PACKAGES) - {"libegl1", "libgl1"}

    with pytest.raises(dev.SetupError, match=r"apt-get install --no-install-recommends libegl1 libgl1$"):
        dev.prepare(dev.RUN_PACKAGES, dev.RUN_LOCKS)

    assert machine.count("apt-get") == 0


@linux_only
def test_debian_without_venv_gets_it_for_its_python(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda _name: None)

    dev.prepare((), dev.RUN_LOCKS)

    assert f"python3.{sys.version_info.minor}-venv" in machine.installed


@linux_only
def test_an_index_that_cannot_be_refreshed_is_no_reason_to_stop(machine: Machine) -> None:
    machine.failing = "apt-get -q -y update"

    dev.prepare(dev.RUN_PACKAGES, dev.RUN_LOCKS)

    assert machine.installed >= set(dev.RUN_PACKAGES)


@linux_only
def test_another_linux_is_told_what_to_look_for(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.programs = set()

    dev.prepare(("libegl1",), dev.RUN_LOCKS)

    assert "libegl1" in capsys.readouterr().out
    assert machine.count("apt-get") == 0


def test_an_unsupported_python_is_refused_before_anything_is_made(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "SUPPORTED", ())

    with pytest.raises(dev.SetupError, match="is needed; this is"):
        dev.prepare((), dev.RUN_LOCKS)

    assert machine.ran == []


def test_children_run_in_utf8_at_the_root_and_their_exit_code_counts() -> None:
    program = "import os, sys; sys.exit(7 if sys.flags.utf8_mode and os.path.exists('dev.py') else 1)"
    assert dev.run(sys.executable, "-c", program) == 7


@linux_only
def test_an_interrupted_child_may_clean_up(tmp_path: Path) -> None:
    child = (
        "import signal, sys, time, os, pathlib\n"
        "def clean(*_):\n"
        "    time.sleep(0.6)\n"
        f"    pathlib.Path({str(tmp_path / 'cleaned')!r}).touch()\n"
        "    sys.exit(5)\n"
        "signal.signal(signal.SIGINT, clean)\n"
        "os.kill(os.getppid(), signal.SIGINT)\n"
        "os.kill(os.getpid(), signal.SIGINT)\n"
        "signal.pause()\n"
    )
    parent = f"import dev, sys; sys.exit(dev.run(sys.executable, '-c', {child!r}))"

    done = subprocess.run([sys.executable, "-c", parent], cwd=dev.ROOT, capture_output=True, check=False)

    assert done.returncode == 5, done.stderr
    assert (tmp_path / "cleaned").exists()


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main([]) == 0
    assert dev.main(["help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    for command in ("run", "test", "setup", "check", "bench", "translate", "lock"):
        assert sum(line.split()[:1] == [command] for line in lines) == 2


def test_an_unknown_command_is_refused() -> None:
    assert dev.main(["launch"]) == 2


def test_bench_without_a_name_lists_the_benchmarks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bench_search.py").touch()
    (tmp_path / "bench_sync.py").touch()
    monkeypatch.setattr(dev, "BENCHMARKS", tmp_path)

    assert dev.main(["bench"]) == 0
    assert dev.main(["bench", "nonsense"]) == 1
    assert capsys.readouterr().out.splitlines() == ["Benchmarks: search, sync"] * 2


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({}, "-m app demo --out out --fast"),
        ({"DISPLAY": ":0"}, "-m app demo --window --fast"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "-m app demo --window --fast"),
    ],
)
@linux_only
def test_run_opens_a_window_only_where_there_is_a_display(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], words: str
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)

    assert dev.main(["run", "--", "--fast"]) == 0

    assert machine.ran[-1].endswith(words)


def test_the_exit_code_of_the_tests_is_passed_on(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["test", "tests/unit", "-k", "money"]) == 0
    assert machine.ran[-1].endswith("-m pytest tests/unit -k money")
    assert "All tests passed" in capsys.readouterr().out

    machine.failing = "pytest"
    assert dev.main(["test"]) == 1
    assert "TESTS FAILED" in capsys.readouterr().out


def test_the_locks_name_exact_versions_with_hashes_and_no_addresses() -> None:
    root = Path(dev.__file__).parent
    for name in dev.DEV_LOCKS:
        text = (root / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert "file:" not in text
        for entry in text.replace(" \\\n", " ").splitlines()[1:]:
            assert "==" in entry.split(" ")[0]
            assert "--hash=sha256:" in entry
    assert "pyside6-essentials==6.11.3 " in (root / "requirements.lock").read_text(encoding="utf-8")


def test_the_notices_name_every_package_that_is_handed_on() -> None:
    root = Path(dev.__file__).parent
    notices = (root / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")
    named = set(re.findall(r"[a-z0-9-]+", "".join(re.findall(r"^\| ([^(|]+)", notices, re.MULTILINE))))
    locked = re.findall(r"^([a-z0-9-]+)==", (root / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(locked) <= named


def test_the_locks_hold_what_the_project_asks_for() -> None:
    root = Path(dev.__file__).parent
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for name, asked in zip(
        dev.DEV_LOCKS, (project["dependencies"], project["optional-dependencies"]["dev"]), strict=True
    ):
        locked = re.findall(r"^([a-z0-9-]+)==", (root / name).read_text(encoding="utf-8"), re.MULTILINE)
        assert {re.split(r"[^\w-]", line)[0].lower() for line in asked} <= set(locked), "run: python3 dev.py lock"
