"""The windows, opened and closed for real: one program for a data folder, nothing left over."""

import os
import subprocess
import sys
from pathlib import Path

from app import words
from app.domain.errors import Refused
from tests.e2e.program import ADMIN, ENVIRONMENT, PASSWORD, ROOT, Counter

WINDOWS = ENVIRONMENT | {"QT_QPA_PLATFORM": "offscreen", "PYTHONIOENCODING": "utf-8"}


def opened(counter: Counter, *more: str) -> subprocess.Popen[str]:
    tag = counter.run("find", "办公桌", "--limit", 1, "--json").json[0]["tag_number"]
    command = [sys.executable, "-m", "tests.e2e.window", str(counter.folder), ADMIN, PASSWORD, tag, *more]
    return subprocess.Popen(
        command, cwd=ROOT, env=WINDOWS, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )


def test_sign_in_scan_and_close(counter: Counter) -> None:
    process = opened(counter)
    out, err = process.communicate(timeout=90)
    assert (process.returncode, out.split(), err) == (0, ["shell", "scanned", "closed"], "")
    assert list(counter.folder.glob("crashes/crash-*")) == []
    assert (counter.folder / "crashes" / "fatal.txt").stat().st_size == 0
    log = (counter.folder / "logs" / "counter.log").read_text(encoding="utf-8")
    assert " ERROR " not in log
    assert counter.run("check").code == 0


def test_a_second_start_brings_the_first_to_the_front(counter: Counter) -> None:
    first = opened(counter, "wait")
    assert first.stdout is not None
    try:
        while (line := first.stdout.readline()) != "waiting\n":
            assert line, first.communicate()
        second = subprocess.run(
            [sys.executable, "-m", "app", "--data", str(counter.folder)],
            cwd=ROOT,
            env=WINDOWS | {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")},
            capture_output=True,
            timeout=60,
        )
        assert (second.returncode, second.stderr) == (0, b"")
        out, err = first.communicate(timeout=60)
        assert (first.returncode, out, err) == (0, "closed\n", "")
    finally:
        first.kill()
        first.communicate()


def test_what_keeps_it_from_opening_is_told_in_a_window(tmp_path: Path) -> None:
    """Started by its icon it has no console; nothing seemed to happen."""
    place = tmp_path / "data"
    place.write_text("a file where the folder should be", encoding="utf-8")
    command = [sys.executable, "-m", "tests.e2e.no_start", str(place)]
    done = subprocess.run(command, cwd=ROOT, env=WINDOWS, capture_output=True, text=True, encoding="utf-8", timeout=90)
    assert done.returncode == 1
    title = words.explain(Refused("storage.bad_place", name=str(place))).title
    assert done.stdout.splitlines()[0] == title
    assert "(storage.bad_place)" in done.stderr


def test_damage_is_told_beside_the_open_window_and_recovered(counter: Counter) -> None:
    database = counter.folder / "counter.db"
    content = bytearray(database.read_bytes())
    last = len(content) // 4096 - 1
    content[last * 4096 + 2000] ^= 1
    database.write_bytes(content)
    command = [sys.executable, "-m", "tests.e2e.damage", str(counter.folder)]
    done = subprocess.run(command, cwd=ROOT, env=WINDOWS, capture_output=True, text=True, encoding="utf-8", timeout=90)
    told = ["window", "asked beside the window: True", "recovered", "window", "closed"]
    assert (done.returncode, done.stdout.splitlines(), done.stderr) == (0, told, "")
    assert counter.run("check").code == 0
    assert len(list(counter.folder.glob("damaged-*/counter.db"))) == 1
