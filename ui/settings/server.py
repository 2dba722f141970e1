"""The city server: whether this counter is connected, what waits, and how to connect."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout

from app.domain.organization import Role
from app.services.queries import SyncState
from app.services.renumbering import of_enrolment
from app.services.replica import Enrolment
from ui.first_run.address import read_address
from ui.first_run.trust import TrustFields
from ui.i18n import tr
from ui.moments import ago, exact
from ui.settings.administration import Administration
from ui.settings.section import Section
from ui.sync_centre import BundleActions
from ui.widgets import Button, Label, Rule, StatusChip, TextField, row
from ui.workplace import Workplace

_LOOK_MS = 2_000


def _authority(server: str) -> str:
    if not server:
        return "—"
    return (
        tr("the authorities that Windows trusts") if server.startswith("https:") else tr("nobody: it is not encrypted")
    )


class ServerSection(Section):
    def __init__(self, work: Workplace, administration: Administration) -> None:
        super().__init__(
            work,
            "server",
            tr("City server"),
            "line-up",
            tr("With one, city and counties see the same property. Without one, everything here works as well."),
        )
        self._administration = administration
        self._again = False
        self.state = StatusChip(tr("not enrolled"), "neutral", "line-off")
        self._facts: dict[str, Label] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for at, (key, title) in enumerate(
            (
                ("server", tr("Address")),
                ("authority", tr("Vouched for by")),
                ("success", tr("Last sync")),
                ("pending", tr("Waiting")),
                ("cases", tr("Cases")),
            )
        ):
            self._facts[key] = Label("", selectable=True, wrap=True)
            grid.addWidget(Label(title, "muted"), at, 0)
            grid.addWidget(self._facts[key], at, 1)
        self.sync = Button(tr("&Sync now"), icon_name="line-syncing", on_click=self.sync_now)
        self.address, self.code = TextField(hint="https://"), TextField(limit=80)
        self.connect_button = Button(tr("&Connect"), "primary", icon_name="line-up", on_click=self.try_connect)
        self.body.addWidget(self.state)
        self.body.addLayout(grid)
        self.again = Button(tr("Co&nnect again…"), "quiet", on_click=self.ask_again)
        self.body.addLayout(row(self.sync, self.again, None))
        self.body.addWidget(Rule())
        self._heading = Label(tr("Connect to a server"), "strong")
        self.body.addWidget(self._heading)
        self._fields = [
            self.add(tr("Server a&ddress"), self.address, self._bad_address, required=True),
            self.add(
                tr("&Enrolment code"),
                self.code,
                self._no_code,
                required=True,
                hint=tr("Works once; the city's administrator gives it out"),
            ),
        ]
        self.trust = TrustFields()
        self.body.addWidget(self.trust)
        self._only = Label(tr("Only administrators connect the counter to a server."), "muted")
        self.body.addWidget(self._only)
        self.body.addLayout(row(self.connect_button, None))
        self._rule = Rule()
        self.body.addWidget(self._rule)
        self.bundles = BundleActions(work, administration.courier)
        self.bundles.changed.connect(self.load)
        self.body.addWidget(Label(tr("By USB stick"), "strong"))
        self.body.addWidget(self.bundles)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self.load)
        self._show_form(line=False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look.start()  # a sync that finds nothing new tells nobody, and the ages grow

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._look.stop()

    def load(self) -> None:
        self.work.tasks.run(
            lambda: (self.work.queries.sync_state(), self._administration.authority()),
            owner=self,
            done=lambda found: self._show(*found),
            failed=self.tell_error,
            lane="background",
        )

    def sync_now(self) -> None:
        self._administration.sync_now()
        self.said.emit(tr("Sync has been started"), "information", None)

    def step_back(self) -> bool:
        if super().step_back():
            return True
        asked, self._again = self._again, False
        if asked:
            self.load()
        return asked

    def ask_again(self) -> None:
        """The city moved, or shut this counter out and gave a fresh code: the form, with the address of now."""
        self._again = True
        self.address.setText(self._facts["server"].text())
        self._show_form(line=True)
        self.code.setFocus()

    def try_connect(self) -> None:
        """Enrol; the line may be slow, so it runs in the background and says how it ended."""
        if not self.check() or not self._check_trust():
            return
        server, code = read_address(self.address.text()) or "", self.code.text().strip()
        files = self.trust.files()
        self.notice.hide()
        self._wait(True)
        self.work.tasks.run(
            lambda: self._administration.enrol(server, code, files),
            owner=self,
            done=lambda enrolment: self._connected(server, enrolment),
            failed=self._refused,
            lane="background",
        )

    def _connected(self, server: str, enrolment: Enrolment) -> None:
        self._wait(False)
        self.code.clear()
        self._again = False
        if told := of_enrolment(enrolment.before, enrolment.station):
            self.tell_error(told)
        self.said.emit(tr("Connected to {server}").format(server=server), "good", None)
        self.load()

    def _refused(self, error: Exception) -> None:
        self._wait(False)
        self.code.setFocus()  # the button, which waited, had lost it to the scan box
        self.tell_error(error)

    def _wait(self, waiting: bool) -> None:
        self.connect_button.setEnabled(not waiting)
        self.connect_button.set_text(tr("Connecting…") if waiting else tr("&Connect"))

    def _show(self, state: SyncState, authority: str) -> None:
        if state.server:
            self.state.show_state(tr("enrolled"), "good", "line-up")
        elif state.enrolled:
            self.state.show_state(tr("by file, without a line"), "good", "export")
        else:
            self.state.show_state(tr("not enrolled"), "neutral", "line-off")
        success = ago(state.last_success) if state.last_success else tr("never") if state.enrolled else "—"
        pending = tr("{n} operations").format(n=f"{state.pending:,}") if state.enrolled else "—"
        if state.enrolled and state.pending and state.oldest_pending:
            pending = tr("{n} operations, the oldest from {when}").format(
                n=f"{state.pending:,}", when=ago(state.oldest_pending)
            )
        for key, text in (
            ("server", state.server or "—"),
            ("authority", authority or _authority(state.server)),
            ("success", success),
            ("pending", pending),
            ("cases", tr("{n} to look at").format(n=state.cases) if state.cases else tr("none")),
        ):
            self._facts[key].setText(text)
        self._facts["success"].setToolTip(exact(state.last_success) if state.last_success else "")
        self._show_form(line=bool(state.server))
        self.bundles.show_standing(enrolled=state.enrolled)

    def _show_form(self, *, line: bool) -> None:
        """A counter that was enrolled by file may have a line later."""
        administrator = self.work.actor().role is Role.ADMINISTRATOR
        asks = self._again or not line
        self.sync.setEnabled(line)
        self.again.setVisible(line and administrator and not self._again)
        for part in (self._heading, self._rule):
            part.setVisible(asks)
        self._only.setVisible(asks and not administrator)
        self.connect_button.setVisible(asks)
        self.connect_button.setEnabled(administrator)
        for field in self._fields:
            field.setVisible(asks)
            field.editor.setEnabled(administrator)
        self.trust.setVisible(asks)
        self.trust.setEnabled(administrator)

    def _check_trust(self) -> bool:
        wrong = None
        for field, fault in self.trust.faults():
            field.set_error(fault)
            wrong = wrong or (field if fault else None)
        if wrong is not None:
            wrong.setFocus()
        return wrong is None

    def _bad_address(self) -> str:
        return "" if read_address(self.address.text()) else tr("This is no address of a server.")

    def _no_code(self) -> str:
        return "" if self.code.text().strip() else tr("The server asks for a code.")
