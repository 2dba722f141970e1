"""`python -m app` and `python -m app gallery`: the commands that open windows."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.bootstrap import open_counter
from app.crash import write_report
from app.desktop import Desktop
from app.domain.errors import Refused
from app.faults import translate
from app.instance import raise_running_instance
from app.logs import start_log
from app.paths import DataFolder
from app.recovery import curable, recover
from app.words import explain
from ui.errors import ErrorDesk
from ui.i18n import install_language
from ui.recovery import RecoveryWindow
from ui.tasks import Tasks
from ui.theme import apply_theme


def run_window(options: argparse.Namespace) -> int:
    """`python -m app`: open the counter's windows; returns when they are closed.

    What keeps it from opening is told in a window before it is raised: who starts it by its icon sees no console.
    """
    _require_display()
    folder = DataFolder(options.data) if options.data else DataFolder.default()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("another kind of Qt application is running")
    app.setApplicationName("GongwucangCounter")
    install_language(app, options.language)
    while True:
        try:
            folder.create()
            start_log(folder.logs)
            with open_counter(folder.root, create=True, wait_seconds=1) as services:
                return Desktop(app, services).run()
        except Exception as error:
            if isinstance(error, Refused) and error.code == "counter.in_use" and raise_running_instance(folder.root):
                return 0
            if not curable(error):
                _tell(app, folder, error)
                raise
            if not _recovered(app, folder, error, options.language):
                raise


def _tell(app: QApplication, folder: DataFolder, error: Exception) -> None:
    """Say why it does not open, and wait until that was read."""
    apply_theme(app, "light")
    errors = ErrorDesk(lambda fault: _report(folder, fault))
    app.setQuitOnLastWindowClosed(True)
    errors.show(error)
    app.exec()


def _report(folder: DataFolder, fault: BaseException) -> Path | None:
    try:
        return write_report(folder.crashes, fault)
    except OSError:
        return None


def _recovered(app: QApplication, folder: DataFolder, error: Exception, language: str) -> bool:
    """Offer the way back from damage. False where the person closed the window instead."""
    apply_theme(app, "light")
    tasks = Tasks()
    window = RecoveryWindow(
        explain(translate(error) or Refused("storage.damaged"), language),
        lambda password: recover(folder.root, password).told(language),
        tasks,
        ErrorDesk(lambda fault: _report(folder, fault)),
    )
    app.setQuitOnLastWindowClosed(False)
    window.recovered.connect(lambda: app.exit(1))
    window.cancelled.connect(lambda: app.exit(0))
    window.show()
    done = app.exec() == 1
    tasks.drain()
    window.deleteLater()
    return done


def run_gallery(options: argparse.Namespace) -> int:
    """`python -m app gallery`: every part in every state; with --out as pictures."""
    from ui.gallery import build_gallery, save_gallery

    if options.out:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _require_display()
    app = QApplication(sys.argv[:1])
    install_language(app, options.language)
    apply_theme(app, "light")
    if options.out:
        for path in save_gallery(options.out):
            sys.stdout.write(f"{path}\n")
        return 0
    gallery = build_gallery()
    gallery.show()
    return app.exec()


def _require_display() -> None:
    """Qt ends the process where it finds no display. Raises Refused instead."""
    if sys.platform != "linux" or "QT_QPA_PLATFORM" in os.environ:
        return
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise Refused("display.none")
