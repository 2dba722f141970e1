#!/usr/bin/env python3
"""Everything a developer types: run, test, check and measure the counter, from a bare machine on.

Needs nothing but Python 3.11 to 3.13. On Debian missing system packages come through apt; on every system
the Python packages come into `.venv` from the lock files, exact in version and hash. What was set up is
noted in `.venv/setup.txt`, so that the next call starts at once.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "setup.txt"
CATALOGUES = ROOT / "resources" / "i18n" / "zh_CN"
BENCHMARKS = ROOT / "tests" / "benchmarks"
READERS = ROOT / "tests" / "readers" / "package.json"

SUPPORTED = ((3, 11), (3, 12), (3, 13))
RUN_LOCKS = ("requirements.lock",)
DEV_LOCKS = ("requirements.lock", "requirements-dev.lock")

# What Qt and its "offscreen", "xcb" and "wayland" platforms load and do not bring along, and a Chinese font for what
# the desktop draws around the application's windows.
RUN_PACKAGES = (
    "fonts-wqy-zenhei",
    "libdbus-1-3",
    "libegl1",
    "libfontconfig1",
    "libgl1",
    "libglib2.0-0",
    "libgssapi-krb5-2",
    "libwayland-cursor0",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-sync1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libxkbcommon0",
)
# Independent readers of our paper, a real PostgreSQL, a real CUPS, and a real X display with hands on it.
TEST_PACKAGES = (
    *RUN_PACKAGES,
    "cups-client",
    "cups-daemon",
    "poppler-utils",
    "postgresql",
    "xdotool",
    "xvfb",
    "zbar-tools",
)


class SetupError(Exception):
    """What keeps the work from being done, in words for the one at the keyboard."""


def say(text: str) -> None:
    print(text, flush=True)


def run(*command: str | Path) -> int:
    """Run a command from the project's root in UTF-8 mode; return its exit code."""
    child = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"})
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:  # the child was interrupted too: let it clean up and end in its own way
            continue


# --- setting up -------------------------------------------------------------------------------------------


def prepare(packages: Sequence[str], locks: Sequence[str]) -> None:
    """Have these Debian packages (on Linux) and the contents of these lock files on the machine.

    Raises SetupError, with what a person has to do, where that cannot be had from here.
    """
    done = (
        set(STAMP.read_text(encoding="utf-8", errors="replace").split())
        if STAMP.exists() and PYTHON.exists()
        else set()
    )
    if not PYTHON.exists():
        if sys.version_info[:2] not in SUPPORTED:
            raise SetupError(f"Python 3.11, 3.12 or 3.13 is needed; this is {sys.version.split()[0]}.")
        if importlib.util.find_spec("ensurepip") is None:
            packages = (*packages, f"python3.{sys.version_info.minor}-venv")
    if sys.platform == "linux" and not done.issuperset(packages):
        install_packages(packages)
        done.update(packages)
    contents = {f"{name}:{hashlib.sha256((ROOT / name).read_bytes()).hexdigest()}" for name in locks}
    if not done >= contents:
        install_locked(locks)
        done = {*(word for word in done if ":" not in word), *contents}
    STAMP.write_text("\n".join(sorted(done)), encoding="utf-8")
    compile_translations()


def install_packages(wanted: Sequence[str]) -> None:
    """Install through apt those of the packages that are not there yet."""
    if shutil.which("apt-get") is None:
        say("This is not a Debian: if something does not start, look for what these packages hold there:")
        say("  " + " ".join(wanted))
        return
    query = ["dpkg-query", "--show", "--showformat", "${Package} ${db:Status-Status}\n", *wanted]
    listed = subprocess.run(query, capture_output=True, text=True, check=False).stdout.splitlines()
    missing = sorted(set(wanted) - {line.split()[0] for line in listed if line.endswith(" installed")})
    if not missing:
        return
    apt = [*as_root(missing), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]
    say(f"Installing {len(missing)} system packages through apt...")
    for step in (["update"], ["install", "--no-install-recommends", *missing]):
        done = subprocess.run([*apt, *step], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode != 0:  # an index that could not be refreshed matters only if the packages did not come
        raise SetupError(f"{done.stdout}\napt could not install: {' '.join(missing)}")


def as_root(missing: Sequence[str]) -> list[str]:
    """Return the words before a command that make it run as root: none for root, else sudo.

    Raises SetupError where sudo is missing, or would ask and there is nobody to answer.
    """
    if sys.platform != "win32" and os.geteuid() == 0:
        return []
    if shutil.which("sudo") is not None:
        if sys.stdin.isatty():
            return ["sudo"]
        if subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0:
            return ["sudo", "-n"]
    raise SetupError(
        "These system packages are missing, and this user may not install them. Have root run this, then try"
        f" again:\n  apt-get install --no-install-recommends {' '.join(missing)}"
    )


def install_locked(locks: Sequence[str]) -> None:
    probe = [str(PYTHON), "-c", "import pip"]  # a venv whose making was interrupted has none
    if not PYTHON.exists() or subprocess.run(probe, capture_output=True, check=False).returncode != 0:
        say("Making .venv...")
        if run(sys.executable, "-m", "venv", "--clear", VENV) != 0:
            raise SetupError("The virtual environment .venv could not be made.")
    say(f"Installing the packages of {' and '.join(locks)}...")
    files = [word for name in locks for word in ("-r", name)]
    quiet = () if sys.stdout.isatty() else ("-q",)
    options = ("--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:", "--no-deps")
    if run(PYTHON, "-m", "pip", "install", *quiet, *options, *files) != 0:
        raise SetupError("pip could not install the locked packages; what it said stands above.")


def install_readers() -> None:
    """Have the readers of our paper that come through npm; where there is no npm, their tests are skipped."""
    npm, folder = shutil.which("npm"), VENV / "readers"
    wanted, done = READERS.read_text(encoding="utf-8"), folder / "done.txt"
    if npm is None or (done.exists() and done.read_text(encoding="utf-8") == wanted):
        return
    folder.mkdir(exist_ok=True)
    shutil.copy(READERS, folder)
    say("Installing readers of label languages...")
    options = ("--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error")
    if run(npm, "install", "--prefix", folder, *options) == 0:
        done.write_text(wanted, encoding="utf-8")
    else:
        say("npm could not install them; the tests that need them are skipped.")


def compile_translations() -> None:
    """Build the Qt catalogue when one of its sources is newer."""
    from resources.i18n import build

    if build.stale() and run(PYTHON, "-m", "resources.i18n.build") != 0:
        raise SetupError("The translations could not be compiled; what lrelease said stands above.")


# --- commands ---------------------------------------------------------------------------------------------


def command_run(arguments: Sequence[str]) -> int:
    """Open the counter on demonstration data; with no display, play the scripted day into out/."""
    prepare(RUN_PACKAGES, RUN_LOCKS)
    if has_display():
        return run(PYTHON, "-m", "app", "demo", "--window", *arguments)
    return run(PYTHON, "-m", "app", "demo", "--out", "out", *arguments)


def has_display() -> bool:
    return sys.platform != "linux" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def prepare_tests() -> None:
    """Have all that tests and benchmarks need. Debian's npm only where there is none: others' does not go beside it."""
    prepare(TEST_PACKAGES if shutil.which("npm") else (*TEST_PACKAGES, "npm"), DEV_LOCKS)
    install_readers()


def command_test(arguments: Sequence[str]) -> int:
    """Run all tests; what follows goes to pytest, as in: test tests/unit -k money."""
    prepare_tests()
    began = time.monotonic()
    code = run(PYTHON, "-m", "pytest", *(arguments or ("-n", "auto")))
    verdict = "All tests passed" if code == 0 else f"TESTS FAILED (pytest ended with {code})"
    say(f"{verdict} in {time.monotonic() - began:.0f} s.")
    return code


def command_setup(_arguments: Sequence[str]) -> int:
    """Only set up what the other commands need."""
    prepare_tests()
    say("Ready.")
    return 0


def command_check(_arguments: Sequence[str]) -> int:
    """Check style, formatting, types and layers."""
    prepare((), DEV_LOCKS)
    lint_imports = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    checks = {
        "style": ("-m", "ruff", "check", "--quiet"),
        "formatting": ("-m", "ruff", "format", "--check", "--quiet"),
        "types": ("-m", "mypy"),
        "layers": ("-c", lint_imports, "--no-logo"),
    }
    failed = []
    for name, words in checks.items():
        say(f"--- {name}")
        if run(PYTHON, *words) != 0:
            failed.append(name)
    say(f"CHECKS FAILED: {', '.join(failed)}." if failed else "All checks passed.")
    return 1 if failed else 0


def command_bench(arguments: Sequence[str]) -> int:
    """Run one benchmark, as in: bench search; with no name, list them."""
    names = sorted(path.stem.removeprefix("bench_") for path in BENCHMARKS.glob("bench_*.py"))
    if not arguments or arguments[0] not in names:
        say(f"Benchmarks: {', '.join(names) or 'none yet'}")
        return 1 if arguments else 0
    prepare_tests()
    return run(PYTHON, "-m", f"tests.benchmarks.bench_{arguments[0]}", *arguments[1:])


def command_translate(_arguments: Sequence[str]) -> int:
    """Bring the .ts files to what ui/ says today; new messages are marked as unfinished."""
    from resources.i18n import catalogue

    for line in catalogue.update(ROOT / "ui", CATALOGUES):
        say(line)
    return 0


def command_lock(_arguments: Sequence[str]) -> int:
    """Resolve pyproject.toml anew into the lock files, for Linux and Windows and each Python."""
    prepare((), DEV_LOCKS)
    return run(PYTHON, ".ci/lock.py")


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    name.removeprefix("command_"): function for name, function in list(globals().items()) if name.startswith("command_")
}


def main(words: Sequence[str]) -> int:
    name, *arguments = words or ["help"]
    if arguments[:1] == ["--"]:
        del arguments[0]
    command = COMMANDS.get(name)
    if command is None:
        say(f"usage: {Path(sys.argv[0]).name} COMMAND [arguments]\n")
        for known, function in COMMANDS.items():
            say(f"  {known:<10} {function.__doc__}")
        return 0 if name in ("help", "-h", "--help") else 2
    try:
        return command(arguments)
    except SetupError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
