"""What nobody caught: a report, and in any case somebody who is told."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import crash


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[BaseException]]:
    """Hooks in place for this test alone; gives what is shown."""
    shown: list[BaseException] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(crash.faulthandler, "enable", lambda file: None)  # pytest's own goes on
    monkeypatch.setattr(crash, "_faults", None)
    crash.install(tmp_path / "crashes", shown.append)
    yield shown
    crash._faults.close()


def fail(text: str) -> None:
    try:
        raise RuntimeError(text)
    except RuntimeError as error:
        sys.excepthook(RuntimeError, error, error.__traceback__)


def test_half_a_character_is_reported(told: list[BaseException], tmp_path: Path) -> None:
    fail("扫描件\ud8ab.jpg")
    (report,) = (tmp_path / "crashes").glob("crash-*.txt")
    assert "扫描件\\ud8ab.jpg" in report.read_text(encoding="utf-8")
    assert len(told) == 1


def test_a_full_disk_keeps_nobody_from_being_told(
    told: list[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    fail("x")
    assert [str(it) for it in told] == ["x"]
