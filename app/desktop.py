"""The windows: which parts are put together, in which order they open, and how they close."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TypeVar

import qasync
from PySide6.QtCore import QMessageLogContext, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QWidget

from app import crash
from app.administration import Administration
from app.bootstrap import CounterServices, set_up_counter
from app.damage import DamageWatch
from app.desk_sync import DeskSync
from app.domain.errors import DomainError, Refused
from app.instance import FirstInstance
from app.services.commands.base import Actor
from app.shell_pages import ShellPages
from app.sync_control import SyncControl
from app.untold import Untold
from app.words import word
from printing.rfid.devices import open_writer
from ui.changes import ChangeHub
from ui.errors import ErrorDesk
from ui.finder import Finder
from ui.first_run import FirstRunWizard, SetUp
from ui.i18n import install_language, language
from ui.paper import print_pages
from ui.print_centre import PrintStrip
from ui.print_runner import PrintRunner
from ui.rfid.field import TagField
from ui.rfid.setting import ReaderSetting
from ui.scanning import ScanFilter, Sounds
from ui.scanning.recogniser import GAP_MS, SHORTEST
from ui.settings.scanner import GAP_KEY, SHORTEST_KEY
from ui.shell import Shell, ShellState
from ui.shell.lock import IdleWatch
from ui.sign_in import SignInWindow
from ui.tasks import Tasks
from ui.theme import apply_theme
from ui.workplace import Workplace

_log = logging.getLogger("gwc.desktop")
_DEFAULT_IDLE_MINUTES = 10.0
_FRAME = 40  # px that a title bar and a task bar may take
T = TypeVar("T")


def log_qt(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """What Qt has to say goes into the log, not onto a console that nobody sees."""
    level = {QtMsgType.QtDebugMsg: logging.DEBUG, QtMsgType.QtInfoMsg: logging.INFO}.get(kind, logging.WARNING)
    logging.getLogger("gwc.qt").log(level, "%s", text)


class Desktop:
    """The running program: one counter, its tasks, its sync thread and its windows."""

    def __init__(self, app: QApplication, services: CounterServices) -> None:
        qInstallMessageHandler(log_qt)
        self.app = app
        self.services = services
        self.settings = services.settings
        chosen = self.settings.read("language")
        if chosen in ("zh_CN", "en"):
            install_language(app, chosen)
        self.tasks = Tasks()
        self.printing = PrintRunner(services.print_desk, self.tasks)
        self.pages = ShellPages(lambda: self.shell)
        self.printing.centre_asked.connect(self.pages.show_print_centre)
        self.changes = ChangeHub()
        self.errors = ErrorDesk(self._write_report)
        self.sounds = Sounds(self.settings.read("sounds") is not False)
        self.scans = ScanFilter(app)
        self.tags = TagField(lambda: open_writer(ReaderSetting.read(self.settings).address))
        self.state = ShellState()
        self.sync = DeskSync(services, self.state, self.changes, self._say_refused)
        self.actor: Actor | None = None
        self.shell: Shell | None = None
        self._idle = IdleWatch(app, self._idle_minutes())
        self._untold = Untold(self.settings)
        self._front: QWidget | None = None  # the window that a person sees now
        self._damage = DamageWatch(services.database, self.tasks, self.errors)
        services.devices.paper = print_pages
        crash.install(services.folder.crashes, self._bridge_error)
        self.apply_preferences()

    # The course of a day

    def run(self, first: Actor | None = None) -> int:
        """Until the last window is closed; then everything is closed in order. `first` is signed in already.

        Raises Refused where the database was found damaged and the person wants it recovered.
        """
        with qasync.QEventLoop(self.app) as loop, ExitStack() as stack:
            stack.callback(self.shut_down)
            instance = FirstInstance(self.services.folder.root, self._come_to_front)
            stack.callback(instance.deleteLater)
            self.app.setQuitOnLastWindowClosed(False)
            loop.run_until_complete(self.day(first))
        if self._damage.found is not None:
            raise self._damage.found
        return 0

    async def day(self, first: Actor | None = None) -> None:
        """First run where nothing is set up, then one person after the other signs in and works."""
        if self.services.database.head() == (0, "") and not await self._first_run():
            return
        self.sync.start()
        self.tasks.run(self.services.typesetter.warm_up, lane="background")
        asyncio.get_running_loop().call_soon(self._damage.begin, lambda: self._front)  # a window is there by then
        actor = first or await self._sign_in()
        while actor is not None and await self._work(actor):
            actor = await self._sign_in()

    async def _first_run(self) -> bool:
        ended: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        wizard = FirstRunWizard(self._set_up, self.tasks, self.errors)
        wizard.finished_setup.connect(lambda _: _settle(ended, True))
        wizard.cancelled.connect(lambda: _settle(ended, False))
        wizard.show()
        return await _end(ended, wizard.close)

    async def _sign_in(self) -> Actor | None:
        ended: asyncio.Future[Actor | None] = asyncio.get_running_loop().create_future()
        window = SignInWindow(
            self.services.accounts.sign_in,
            self.tasks,
            self.errors,
            site_name=self.services.queries.site().name,
            memory=self.settings,
        )
        window.signed_in.connect(lambda actor: _settle(ended, actor))
        window.cancelled.connect(lambda: _settle(ended, None))
        window.show()
        self._front = window
        return await _end(ended, window.close)

    async def _work(self, actor: Actor) -> bool:
        """The shell, until the person signs out (True) or closes the program (False)."""
        ended: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        shell = self.signed_in_shell(actor)
        shell.sign_out_asked.connect(lambda: _settle(ended, True))
        shell.closing.connect(lambda: _settle(ended, False))
        room = shell.screen().availableSize()
        if room.width() < shell.width() + 2 * _FRAME or room.height() < shell.height() + 2 * _FRAME:
            shell.showMaximized()  # 1366×768, the counters' usual screen
        else:
            shell.show()
        self._front = shell
        self.sync.remind()
        self._untold.tell(lambda error: self.errors.show(error, shell))
        age = asyncio.create_task(self._keep_time())
        try:
            return await _end(ended, shell.close)
        finally:
            age.cancel()
            self.shell = self._front = None
            self.actor = None
            self.state.set_person("")
            shell.deleteLater()

    async def _keep_time(self) -> None:
        """What is shown as an age grows older without anything happening."""
        while True:
            await asyncio.sleep(20)
            self.sync.show_age()

    # The parts

    def signed_in_shell(self, actor: Actor) -> Shell:
        """The main window of a person who has signed in."""
        self.actor = actor
        self.state.set_person(actor.name, word("role", actor.role, language()))
        self.state.set_site(self.services.queries.site().name)
        return self._build_shell()

    def _build_shell(self) -> Shell:
        work = Workplace(
            bus=self.services.bus,
            queries=self.services.queries,
            accounts=self.services.accounts,
            typesetter=self.services.typesetter,
            papers=self.services.folder.papers,
            tasks=self.tasks,
            changes=self.changes,
            errors=self.errors,
            memory=self.settings,
            sounds=self.sounds,
            actor=self._require_actor,
            classification=self.services.classification,
            printing=self.printing,
            slip_papers=self.services.slip_papers(),
            attachments=self.services.attachments,
            fetch=self.sync.fetch,
            tags=self.tags,
        )
        pages = self.pages.specs(work, Administration(self), SyncControl(self), self.state)
        strip = PrintStrip(work.printing, self.errors)
        shell = Shell(
            self.state,
            pages,
            self.settings,
            scans=self.scans,
            find=Finder(work, self.pages.show).find,
            check_password=self._check_password,
            under_way=strip,
        )
        strip.said.connect(shell.say)
        strip.open_asked.connect(lambda: shell.show_page("print_centre"))
        shell.settings_asked.connect(lambda: shell.show_page("settings"))
        shell.line_asked.connect(lambda: shell.show_page("sync_centre"))
        shell.theme_asked.connect(self._other_theme)
        self._idle.idle.connect(shell.lock)
        self.shell = shell
        return shell

    def apply_preferences(self) -> None:
        """Theme, sounds, idle lock, scanner: as the settings say now."""
        apply_theme(self.app, "dark" if self.settings.read("theme") == "dark" else "light")
        self.sounds.enabled = self.settings.read("sounds") is not False
        self._idle.set_minutes(self._idle_minutes())
        gap, shortest = self.settings.read(GAP_KEY), self.settings.read(SHORTEST_KEY)
        self.scans.configure(gap or GAP_MS, shortest or SHORTEST)

    # Inside

    def _set_up(self, wanted: SetUp) -> None:
        set_up_counter(
            self.services,
            site_id=wanted.site_id,
            site_name=wanted.site_name,
            administrator=wanted.administrator,
            password=wanted.password,
            warehouses=wanted.warehouses,
            station=wanted.station,
        )
        if wanted.server:
            try:
                given = self.sync.introduce(wanted.server, wanted.code, wanted.trust).station
                if given != wanted.station:
                    self._untold.note(Refused("enrol.other_station", before=wanted.station, station=given))
            except Exception as error:  # the counter stands all the same; the first person to sign in is told
                _log.warning("not enrolled at first: %s", error)
                unreached = isinstance(error, DomainError) and error.code == "sync.unreachable"
                self._untold.note(Refused("enrol.not_reached") if unreached else error)

    def _require_actor(self) -> Actor:
        if self.actor is None:
            raise Refused("sign_in.nobody")
        return self.actor

    def _check_password(self, password: str, deliver: Callable[[str | None], None]) -> None:
        actor = self._require_actor()

        def check() -> None:
            self.services.accounts.verify(actor.staff_id, password)

        self.tasks.run(
            check,
            lane="background",
            done=lambda _: deliver(None),
            failed=lambda error: deliver(self.errors.explain(error).title),
        )

    def _say_refused(self, why: str) -> None:
        if self.shell is not None:
            self.shell.say_aside(why, "attention")

    def _idle_minutes(self) -> float:
        chosen = self.settings.read("idle_minutes")
        return float(chosen) if isinstance(chosen, int | float) else _DEFAULT_IDLE_MINUTES

    def _other_theme(self) -> None:
        self.settings.write("theme", "light" if self.settings.read("theme") == "dark" else "dark")
        self.apply_preferences()

    def _come_to_front(self) -> None:
        window = self.shell or self.app.activeWindow()
        if window is not None:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)  # a full one stays full
            window.show()
            window.raise_()
            window.activateWindow()

    def _write_report(self, error: BaseException) -> Path | None:
        try:
            return crash.write_report(self.services.folder.crashes, error)
        except OSError:
            return None

    def _bridge_error(self, error: BaseException) -> None:
        self.tasks.run(lambda: error, lane="background", done=self.errors.show)

    def shut_down(self) -> None:
        """Refuse new commands, stop sync, drain the worker; the database closes after that."""
        self.services.listeners.clear()
        self._damage.end()
        self.sync.stop()
        self.printing.close()
        if not self.tags.close():
            _log.warning("the RFID reader was still at work when the program closed")
        if not self.tasks.drain():
            _log.warning("work was still under way when the program closed")
        for watch in (self.scans, self._idle):  # after recovery a desktop follows in the same application
            self.app.removeEventFilter(watch)


def _settle(future: asyncio.Future[T], value: T) -> None:
    if not future.done():
        future.set_result(value)


async def _end(future: asyncio.Future[T], close: Callable[[], object]) -> T:
    """Wait for a window's answer, then close it."""
    try:
        return await future
    finally:
        close()
