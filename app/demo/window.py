"""The day's data in the real windows, with the manager signed in already."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from app.demo.counters import Counter
from app.desktop import Desktop
from ui.i18n import install_language


def open_window(counter: Counter, language: str) -> int:
    app = QApplication(sys.argv[:1])
    install_language(app, language)
    return Desktop(app, counter.services).run(first=counter.manager)
