"""Pictures of the gallery and of a shell, in each theme and language."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import (
    QApplication,
    QWidget,
)

from ui.gallery.parts import specimen_table, waiting
from ui.gallery.specimens import scan_rows
from ui.gallery.window import Gallery
from ui.i18n import install_language, language, tr
from ui.shell import PageSpec, Shell, ShellState
from ui.theme import apply_theme, colours
from ui.widgets import (
    Button,
    Page,
    PageHeader,
    ScanLog,
    SessionMemory,
)


def specimen_shell() -> Shell:
    """A shell with a table for its page, as one would meet it at a counter."""
    state = ShellState()
    state.set_person("王敏", tr("Clerk"))
    state.set_site("邹城市公物仓")
    state.set_line("down", 12)
    state.set_data_age(datetime.now(UTC) - timedelta(hours=3))

    def inventory() -> QWidget:
        page = Page()
        add = Button(tr("Ta&ke in"), "primary", icon_name="add", shortcut="Ctrl+N")
        page.body.addWidget(
            PageHeader(
                tr("Inventory"), tr("{n} rows").format(n="40"), Button(tr("&Import a ledger"), icon_name="import"), add
            )
        )
        page.body.addWidget(specimen_table(), 1)
        return page

    def desk() -> QWidget:
        page = Page()
        page.body.addWidget(PageHeader(tr("Loan desk"), "", Button(tr("&Hand out"), "primary", icon_name="out")))
        log = ScanLog()
        for one in scan_rows():
            log.add(one)
        page.body.addWidget(log, 1)
        return page

    specs: Sequence[PageSpec] = (
        PageSpec("inventory", tr("Inventory"), "inventory", "F2", inventory),
        PageSpec("desk", tr("Loan desk"), "desk", "F3", desk),
        PageSpec("vehicles", tr("Vehicle pool"), "vehicle", "F4", waiting),
    )
    shell = Shell(state, specs, SessionMemory(), check_password=lambda _text, answer: answer(tr("Wrong password")))
    shell.say(tr("Two pieces handed out to {name}").format(name="张㛃"), "good", lambda: None)
    return shell


def save_gallery(folder: Path) -> list[Path]:
    """Write a picture of every section and of the shell for light and dark in both languages; returns the files."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError("the gallery needs a QApplication")
    folder.mkdir(parents=True, exist_ok=True)
    before = (colours().name, language())
    written: list[Path] = []
    for tongue in ("zh_CN", "en"):
        for theme in ("light", "dark"):
            install_language(app, tongue)
            apply_theme(app, theme)
            written += _save_one(folder, f"{theme}-{tongue}")
    apply_theme(app, before[0])
    install_language(app, before[1])
    return written


def _save_one(folder: Path, name: str) -> list[Path]:
    gallery = Gallery()
    gallery.resize(1366, gallery.inside.sizeHint().height() + 100)
    gallery.show()
    shell = specimen_shell()
    shell.show()
    files: list[Path] = []
    shots: list[tuple[str, QWidget]] = [("parts", gallery), ("shell", shell)]
    for what, widget in shots:
        QApplication.processEvents()
        files.append(_grab(widget, folder / f"{what}-{name}.png"))
    shell.show_page("desk")
    QApplication.processEvents()
    files.append(_grab(shell, folder / f"desk-{name}.png"))
    shell.open_palette()
    QApplication.processEvents()
    files.append(_grab(shell, folder / f"palette-{name}.png"))
    shell.lock()
    QApplication.processEvents()
    files.append(_grab(shell, folder / f"lock-{name}.png"))
    for widget in (gallery, shell):
        widget.close()
        widget.deleteLater()
    return files


def _grab(widget: QWidget, path: Path) -> Path:
    if not widget.grab().save(str(path)):
        raise OSError(f"cannot write {path}")
    return path
