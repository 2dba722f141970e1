"""The real program in a process of its own: signs in by its window, scans at the desk, and closes.

python -m tests.e2e.window DATA USER PASSWORD TAG; says on stdout what it saw.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.bootstrap import open_counter
from app.desktop import Desktop
from app.logs import start_log
from ui.i18n import install_language
from ui.sign_in import SignInWindow

_STEP_MS = 20


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def play(app: QApplication, desktop: Desktop, user: str, password: str, tag: str) -> Iterator[Callable[[], bool]]:
    """What the person does; each yield waits until what it gives is true."""
    asked_for: list[str] = []
    to_front = desktop._come_to_front
    desktop._come_to_front = lambda: (asked_for.append("again"), to_front())
    window = None

    def asked() -> bool:
        nonlocal window
        window = next((it for it in app.topLevelWidgets() if isinstance(it, SignInWindow) and it.isVisible()), None)
        return window is not None

    yield asked
    name, secret = window.findChildren(QLineEdit)[:2]
    name.setText(user)
    secret.setText(password)
    QTest.keyClick(secret, Qt.Key.Key_Return)
    yield lambda: desktop.shell is not None and desktop.shell.isVisible()
    shell = desktop.shell
    say("shell")
    shell.show_page("loan_desk")
    page = shell.page("loan_desk")
    QTest.keyClicks(shell.strip.scan_box, tag)
    QTest.keyClick(shell.strip.scan_box, Qt.Key.Key_Return)
    yield lambda: bool(page.hand_out.scans.log().counts())
    say("scanned")
    if sys.argv[5:] == ["wait"]:
        say("waiting")
        yield lambda: bool(asked_for)
    shell.close()


def main(data: str, user: str, password: str, tag: str) -> int:
    app = QApplication(sys.argv[:1])
    install_language(app, "zh_CN")
    start_log(Path(data) / "logs")
    with open_counter(Path(data)) as services:
        desktop = Desktop(app, services)
        course = play(app, desktop, user, password, tag)
        waiting = next(course)

        def step() -> None:
            nonlocal waiting
            if waiting():
                waiting = next(course, lambda: False)

        timer = QTimer(interval=_STEP_MS)
        timer.timeout.connect(step)
        timer.start()
        code = desktop.run()
    say("closed")
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:5]))
