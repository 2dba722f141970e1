"""The real program on damaged data: its window opens, it tells, recovers, and opens again.

python -m tests.e2e.damage DATA; says on stdout what it saw.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.windows import run_window
from tests.e2e.window import say
from ui.recovery import RecoveryWindow
from ui.sign_in import SignInWindow
from ui.widgets.dialog import Dialog


def seen(kind: type[QWidget]) -> list[QWidget]:
    return [it for it in QApplication.topLevelWidgets() if isinstance(it, kind) and it.isVisible()]


def play() -> Iterator[Callable[[], bool]]:
    """What the person does; each yield waits until what it gives is true."""
    yield lambda: bool(seen(SignInWindow))
    say("window")
    yield lambda: bool(seen(Dialog))
    question = seen(Dialog)[0]
    say(f"asked beside the window: {bool(seen(SignInWindow))}")
    assert isinstance(question, QDialog)
    question.accept()
    yield lambda: bool(seen(RecoveryWindow))
    window = seen(RecoveryWindow)[0]
    assert isinstance(window, RecoveryWindow)
    window.button.click()
    yield window.button.isEnabled
    say("recovered")
    window.button.click()
    yield lambda: bool(seen(SignInWindow))
    say("window")
    seen(SignInWindow)[0].close()
    yield lambda: False


def main(data: Path) -> int:
    app = QApplication(sys.argv[:1])
    course = play()
    waiting = next(course)

    def step() -> None:
        nonlocal waiting
        if waiting():
            waiting = next(course)

    timer = QTimer(app, interval=20)
    timer.timeout.connect(step)
    timer.start()
    code = run_window(argparse.Namespace(data=data, language="zh_CN"))
    say("closed")
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
