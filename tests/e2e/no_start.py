"""The real program where its data folder cannot be: a window says why, and it ends when that was read.

python -m tests.e2e.no_start DATA; says on stdout what it saw.
"""

from __future__ import annotations

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.__main__ import main
from tests.e2e.damage import seen
from tests.e2e.window import say
from ui.widgets import Banner
from ui.widgets.dialog import Dialog


def play(data: str) -> int:
    app = QApplication(sys.argv[:1])

    def close() -> None:
        for dialog in seen(Dialog):
            say(dialog.windowTitle())
            say(" ".join(notice.accessibleName() for notice in dialog.findChildren(Banner)))
            dialog.reject()

    timer = QTimer(app, interval=20)
    timer.timeout.connect(close)
    timer.start()
    return main(["--data", data])


if __name__ == "__main__":
    sys.exit(play(sys.argv[1]))
