"""The main window: rail, strip, pages, activity bar; palette, help, lock."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QGridLayout, QMainWindow, QStackedWidget, QWidget

from app.services.desk_commands import command_of, is_command_code
from ui.i18n import tr
from ui.scanning.filter import ScanFilter
from ui.scanning.recogniser import shorten
from ui.shell.detached import DetachedWindow
from ui.shell.help import HelpDialog, key_groups
from ui.shell.lock import CheckPassword, LockOverlay
from ui.shell.page import Action, PageSpec, offered
from ui.shell.palette import CommandPalette, FindActions
from ui.shell.state import ShellState
from ui.shell.strip import Rail, TopStrip
from ui.theme import icon
from ui.widgets.basics import IconButton, plain
from ui.widgets.feedback import ActivityBar
from ui.widgets.memory import Memory

COMPACT_BELOW = 1000
"""Width in px below which the rail shows icons alone."""


class Shell(QMainWindow):
    """The frame. It knows no services: facts come through `ShellState`, work through the pages."""

    lock_asked = Signal()
    locked = Signal()
    unlocked = Signal()
    sign_out_asked = Signal()
    settings_asked = Signal()
    line_asked = Signal()
    """The state of the line was clicked."""
    theme_asked = Signal()
    closing = Signal()

    def __init__(
        self,
        state: ShellState,
        pages: Sequence[PageSpec],
        memory: Memory,
        *,
        scans: ScanFilter | None = None,
        find: FindActions | None = None,
        check_password: CheckPassword | None = None,
        under_way: QWidget | None = None,
    ) -> None:
        """`find` answers Ctrl+K with assets and people; without `check_password` the screen cannot be locked.

        `under_way` stands above the activity bar and shows itself while something runs beside the pages.
        """
        super().__init__()
        self._state, self._memory, self._scans = state, memory, scans
        self._specs = {spec.key: spec for spec in pages}
        self._pages: dict[str, QWidget] = {}
        self._away: dict[str, DetachedWindow] = {}
        self._current = ""
        self._locked = False
        self.setWindowTitle(tr("Public property counter"))
        self.setWindowIcon(icon("inventory", "accent"))
        self.setMinimumSize(880, 480)
        self.strip = TopStrip(state)
        self.activity = ActivityBar()
        self._stack = QStackedWidget()
        self._rail = Rail(pages, self._foot())
        self._middle = QWidget()
        grid = QGridLayout(self._middle)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(self.strip, 0, 0, 1, 2)
        grid.addWidget(self._rail, 1, 0, 3, 1)
        grid.addWidget(self._stack, 1, 1)
        if under_way is not None:
            grid.addWidget(under_way, 2, 1)
        grid.addWidget(self.activity, 3, 1)
        grid.setRowStretch(1, 1)
        grid.setColumnStretch(1, 1)
        self._ground = QWidget()
        ground = QGridLayout(self._ground)
        ground.setContentsMargins(0, 0, 0, 0)
        ground.addWidget(self._middle, 0, 0)
        self.setCentralWidget(self._ground)
        self.palette_box = CommandPalette(self._ground, find)
        self.palette_box.closed.connect(self.focus_scan_box)
        self._lock = LockOverlay(check_password, self._ground) if check_password else None
        if self._lock is not None:
            ground.addWidget(self._lock, 0, 0)
            self._lock.unlocked.connect(self._open_again)
            self._lock.sign_out_asked.connect(self.sign_out_asked)
        self._rail.chosen.connect(self.show_page)
        self._rail.detach_asked.connect(self.detach)
        self.strip.sign_out_asked.connect(self.sign_out_asked)
        self.strip.lock_asked.connect(self.lock)
        self.strip.line_asked.connect(self.line_asked)
        self.strip.scan_box.submitted.connect(partial(self._scanned, None))
        self.strip.scan_box.edited.connect(partial(self._to_page, None, "search"))
        if scans is not None:
            scans.set_target(self, self.strip.scan_box)
            scans.unheard.connect(self._unheard)
            scans.commanded.connect(self._commanded)
            scans.unreadable.connect(self._unreadable)
        self._set_up_keys()
        self._recall()

    # Pages

    def show_page(self, key: str) -> None:
        """Bring a page to the front, wherever it is; KeyError for none of that key."""
        spec = self._specs[key]
        if key in self._away:
            window = self._away[key]
            window.raise_()
            window.activateWindow()
            self._rail.mark(self._current)
            return
        page = self.page(key)
        self._stack.setCurrentWidget(page)
        if key != self._current:
            self.focus_scan_box()  # a scan too slow to be told from typing lands there, not on a page out of sight
        self._current = key
        self._rail.mark(key)
        self.setWindowTitle(f"{plain(spec.title)} - {tr('Public property counter')}")
        self._memory.write("shell/page", key)
        self._tell_shown(page)

    def page(self, key: str) -> QWidget:
        """The page of this key, made now where it was not yet; KeyError for none."""
        if key not in self._pages:
            page = self._specs[key].factory()
            self._pages[key] = page
            self._stack.addWidget(page)
            said = getattr(page, "said", None)
            if said is not None:
                said.connect(partial(self._said, key))
            wanted = getattr(page, "wanted", None)
            if wanted is not None:
                wanted.connect(self.show_found)
        return self._pages[key]

    def show_found(self, key: str, text: str) -> None:
        """Bring a page to the front and give it a text as a scan; nothing where there is no such page."""
        if key in self._specs:
            self.show_page(key)
            self._to_page(key, "take_scan", text)

    @property
    def current_key(self) -> str:
        return self._current

    def detach(self, key: str) -> None:
        """Open a page in a window of its own; the next page in the rail takes its place here."""
        if key in self._away or not self._specs[key].detachable:
            return
        page = self.page(key)
        self._stack.removeWidget(page)
        window = DetachedWindow(self._specs[key], page, self)
        self._away[key] = window
        window.came_back.connect(self._take_home)
        window.scan_box.submitted.connect(partial(self._scanned, key))
        window.scan_box.edited.connect(partial(self._to_page, key, "search"))
        if self._scans is not None:
            self._scans.set_target(window, window.scan_box)
        geometry = self._memory.read(f"shell/detached/{key}")
        if not geometry or not window.restoreGeometry(QByteArray.fromBase64(geometry.encode())):
            window.resize(1024, 680)
        window.show()
        if self._current == key:
            left = next((k for k in self._specs if k not in self._away), "")
            self._current = ""
            if left:
                self.show_page(left)
        self._tell_shown(page)

    def say(self, text: str, meaning: str = "good", undo: Callable[[], object] | None = None) -> None:
        """Say in the activity bar what happened."""
        self.activity.say(text, meaning, undo)

    def say_aside(self, text: str, meaning: str) -> None:
        """Say what came up by itself, unless something can be undone."""
        self.activity.say_aside(text, meaning)

    def focus_scan_box(self) -> None:
        self.strip.scan_box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Palette and help

    def open_palette(self) -> None:
        """Ctrl+K."""
        if not self._locked:
            self.palette_box.popup(self._actions())

    def open_help(self) -> HelpDialog:
        """F1; returns the open dialog."""
        page_keys = offered(self._pages.get(self._current), "keys")
        windows = [(spec.f_key, plain(spec.title)) for spec in self._specs.values() if spec.f_key]
        groups = key_groups(page_keys() if page_keys else [], windows)
        dialog = HelpDialog(groups, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    # Lock

    @property
    def is_locked(self) -> bool:
        return self._locked

    def lock(self) -> None:
        """Hide everything behind the lock until the person's password is given."""
        if self._lock is None or self._locked or not self._state.person:
            return
        self._locked = True
        self.palette_box.hide()
        self._middle.hide()
        for window in self._away.values():
            window.hide()
        if self._scans is not None:
            self._scans.set_target(self, None)
        self._lock.lock(self._state.person)
        self.locked.emit()

    def _open_again(self) -> None:
        self._locked = False
        self._middle.show()
        for window in self._away.values():
            window.show()
        if self._scans is not None:
            self._scans.set_target(self, self.strip.scan_box)
        self.focus_scan_box()
        self.unlocked.emit()

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rail.set_compact(self.width() < COMPACT_BELOW)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._memory.write("shell/geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        for key in list(self._away):
            self._away[key].close()
        self.closing.emit()
        super().closeEvent(event)

    # Inside

    def _foot(self) -> list[QWidget]:
        return [
            IconButton("moon", tr("Light or dark"), on_click=self.theme_asked.emit),
            IconButton("help", tr("Help (F1)"), on_click=lambda: self.open_help()),
        ]

    def _set_up_keys(self) -> None:
        everywhere: list[tuple[str, Callable[[], object]]] = [
            (spec.f_key, partial(self._go, spec.key)) for spec in self._specs.values() if spec.f_key
        ]
        everywhere.append(("Ctrl+Shift+L", self.lock))
        here: list[tuple[str, Callable[[], object]]] = [
            ("F1", self.open_help),
            ("Ctrl+K", self.open_palette),
            ("Ctrl+L", self.focus_scan_box),
            ("Ctrl+D", lambda: self.detach(self._current) if self._current else None),
        ]
        for context, keys in (
            (Qt.ShortcutContext.ApplicationShortcut, everywhere),
            (Qt.ShortcutContext.WindowShortcut, here),
        ):
            for key, act in keys:
                shortcut = QShortcut(QKeySequence(key), self)
                shortcut.setContext(context)
                shortcut.activated.connect(partial(self._unless_locked, act))

    def _go(self, key: str) -> None:
        """An F-key, from whichever of our windows: the page, and its window, come to the front."""
        self.show_page(key)
        if key not in self._away:
            self.raise_()
            self.activateWindow()

    def _unless_locked(self, act: Callable[[], object]) -> None:
        if not self._locked:
            act()

    def _actions(self) -> list[Action]:
        own = _actions_of(self._pages.get(self._current))
        others = [spec.key for spec in self._specs.values() if spec.found_everywhere and spec.key != self._current]
        elsewhere = [
            replace(action, run=partial(self._act_on, key, action.run))
            for key in others
            for action in _actions_of(self.page(key))
        ]
        pages = [
            Action(f"page/{spec.key}", spec.title, partial(self.show_page, spec.key), spec.f_key, spec.icon_name)
            for spec in self._specs.values()
        ]
        frame = [
            Action("shell/theme", tr("Light or dark"), self.theme_asked.emit, "", "moon"),
            Action("shell/help", tr("Keys"), self.open_help, "F1", "help"),
        ]
        if "settings" not in self._specs:
            frame.insert(0, Action("shell/settings", tr("Settings"), self.settings_asked.emit, "", "settings"))
        frame.append(Action("shell/sign_out", tr("Sign out"), self.sign_out_asked.emit, "", "out"))
        if self._lock is not None:
            frame.append(Action("shell/lock", tr("Lock the screen"), self.lock, "Ctrl+Shift+L", "lock"))
        return own + pages + frame + elsewhere

    def _act_on(self, key: str, act: Callable[[], object]) -> None:
        self.show_page(key)
        act()

    def _scanned(self, key: str | None, text: str) -> None:
        """To the page that claims it, else to the page in front of the scan box."""
        if is_command_code(text):
            self._commanded(text)
            return
        claimant = next((spec.key for spec in self._specs.values() if spec.claims and spec.claims(text)), None)
        if claimant is not None:
            self.show_found(claimant, text)
        else:
            self._to_page(key, "take_scan", text)

    def _commanded(self, text: str) -> None:
        """A command's code: for the open dialog, else for the page in the window in front."""
        command, dialog = command_of(text), QApplication.activeModalWidget()
        if self._locked or command is None:
            obey = None
        elif dialog is not None:
            obey = offered(dialog, "obey")
        else:
            front = QApplication.activeWindow()
            away = (window.page for window in self._away.values() if window is front)
            obey = offered(next(away, self._pages.get(self._current)), "obey")
        if obey is None or not obey(command):
            self.say(tr("This command code does nothing here."), "attention")

    def _to_page(self, key: str | None, member: str, text: str) -> None:
        act = offered(self._pages.get(key or self._current), member)
        if act is not None:
            act(text)

    def _said(self, key: str, text: str, meaning: str, undo: Callable[[], object] | None) -> None:
        bar = self._away[key].activity if key in self._away else self.activity
        bar.say(text, meaning, undo)
        if key == self._current:
            self.focus_scan_box()  # what was begun is done: ready for the next scan

    def _tell_shown(self, page: QWidget) -> None:
        shown = offered(page, "shown")
        if shown is not None:
            shown()

    def _take_home(self, key: str) -> None:
        window = self._away.pop(key)
        self._memory.write(f"shell/detached/{key}", bytes(window.saveGeometry().toBase64().data()).decode())
        self._stack.addWidget(window.page)
        window.deleteLater()
        if self.isVisible() and not self._locked:
            self.show_page(key)

    def _unheard(self, text: str) -> None:
        words = tr("Scan {code} was not taken: finish the open question first.").format(code=shorten(text))
        self.say(words, "attention")

    def _unreadable(self, _text: str) -> None:
        self.say(tr("The input method changed this scan. The scan box is active now: please scan again."), "attention")
        self.focus_scan_box()

    def _recall(self) -> None:
        geometry = self._memory.read("shell/geometry")
        if not geometry or not self.restoreGeometry(QByteArray.fromBase64(geometry.encode())):
            self.resize(1366, 768)
        last = self._memory.read("shell/page")
        key = last if last in self._specs else next(iter(self._specs), "")
        if key:
            self.show_page(key)
        self.focus_scan_box()


def _actions_of(page: QWidget | None) -> list[Action]:
    """Every QWidget has a method `actions` of its own, which gives QActions: those are left out."""
    offers = offered(page, "actions")
    return [action for action in offers() if isinstance(action, Action)] if offers else []
