"""The page: four modes, one scan box, the borrower or the loan at the right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from app.domain.organization import Site
from app.services.desk_commands import DeskCommand
from app.services.queries import AssetRow, LoanDetail, RequestRow
from ui.i18n import tr
from ui.loan_desk.commands import commands_of, show_sheet
from ui.loan_desk.hand_out import HandOutDesk
from ui.loan_desk.loans import LoansList
from ui.loan_desk.lookup import BorrowerRecord, record_of
from ui.loan_desk.requests import RequestPanel, RequestsList
from ui.loan_desk.side import BorrowerPanel, LoanPanel
from ui.loan_desk.take_back import TakeBackDesk
from ui.paper import show_slip
from ui.rfid.tray_panel import TrayPanel
from ui.rfid.tray_watch import TrayUse
from ui.shell.page import Action
from ui.theme.tokens import PANEL
from ui.widgets import IconButton, Page, Segmented, plain, row
from ui.workplace import Workplace

NARROW = 1000
"""Width in px below which the right panel gives its room to the scan log; the lists keep it, for it acts on them."""


class LoanDeskPage(Page):
    """`mode()` is "hand_out", "take_back", "requests" or "loans"; scans go to the mode in sight."""

    said = Signal(str, str, object)
    wanted = Signal(str, str)

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._modes = {
            "hand_out": (tr("Hand out  Alt+1"), "Alt+1"),
            "take_back": (tr("Take back  Alt+2"), "Alt+2"),
            "requests": (tr("Requests  Alt+3"), "Alt+3"),
            "loans": (tr("Loans  Alt+4"), "Alt+4"),
        }
        self.modes = Segmented([(key, title) for key, (title, _key) in self._modes.items()], name=tr("Loan desk"))
        self.hand_out = HandOutDesk(work)
        self.take_back = TakeBackDesk(work)
        self.requests = RequestsList(work)
        self.loans = LoansList(work)
        self.borrower_panel = BorrowerPanel()
        self.back_panel = LoanPanel(work, confirms=False)
        self.request_panel = RequestPanel(work)
        self.loan_panel = LoanPanel(work)
        self._desks, self._sides = QStackedWidget(), QStackedWidget()
        for part in (self.hand_out, self.take_back, self.requests, self.loans):
            self._desks.addWidget(part)
        for side in (self.borrower_panel, self.back_panel, self.request_panel, self.loan_panel):
            self._sides.addWidget(side)
        self._sides.setFixedWidth(PANEL)
        use = TrayUse(
            self._awaited,
            self._all_welcome,
            self._on_desk,
            self.take_scan,
            tr("Put {n} on the list"),
            tr("{n} foreign: take them out, or press Enter on one to take it all the same"),
        )
        self.tray = TrayPanel(work, use, self)
        self._side_wanted: bool | None = None
        self.last_slip = ""
        self.side_button = IconButton("info", tr("Details at the right"), shortcut="Ctrl+I", on_click=self._toggle_side)
        self.body.addLayout(
            row(
                self.modes,
                None,
                self.hand_out.next_button,
                self.take_back.next_button,
                self.tray.opener,
                self.side_button,
            )
        )
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self._desks, 1)
        middle.addWidget(self._sides)
        middle.addWidget(self.tray)
        self.body.addLayout(middle, 1)
        self._connect()
        self.show_mode("hand_out")
        work.tasks.run(work.queries.sites, owner=self, done=self._sites_known, failed=work.errors.show)

    # The shell asks

    def take_scan(self, text: str) -> None:
        """In the lists a number is looked up: what is out is taken back, what is here is handed out."""
        if self.mode() == "take_back":
            self.take_back.take_scan(text)
        elif self.mode() == "hand_out":
            self.hand_out.take_scan(text)
        else:
            self.show_mode("hand_out")
            self.hand_out.take_scan(text)

    def obey(self, command: DeskCommand) -> bool:
        """A command from the sheet of bar codes, as its key would be; False where it means nothing in this mode."""
        act = commands_of(self).get(command)
        if act is None:
            return False
        act()
        return True

    def shown(self) -> None:
        self.tray.offer()
        self.requests.reload()
        self.loans.reload()

    def actions(self) -> list[Action]:  # type: ignore[override]  # the shell's, not Qt's
        found = [
            Action(f"loan_desk/{key}", plain(title).removesuffix(keys).strip(), partial(self.show_mode, key), keys)
            for key, (title, keys) in self._modes.items()
        ]
        if self.mode() == "hand_out":
            found += [
                Action("loan_desk/do", tr("Hand out"), self.hand_out.hand_out, "Ctrl+Return", "out"),
                Action("loan_desk/ask", tr("Submit request"), self.hand_out.submit_request, "Ctrl+Shift+Return"),
                Action("loan_desk/next", tr("Next borrower"), self.hand_out.ask_clear, "", "person"),
            ]
        if self.mode() == "take_back":
            found.append(Action("loan_desk/do", tr("Take back"), self.take_back.take_back, "Ctrl+Return", "in"))
        sheet = partial(show_sheet, self._work, self)
        found.append(Action("loan_desk/sheet", tr("Sheet of command codes"), sheet, "", "print"))
        panel = self._sides.currentWidget()
        if isinstance(panel, LoanPanel) and panel.loan() is not None:
            found += [
                Action("loan_desk/gate_pass", tr("Gate pass"), panel.pass_gate, "Ctrl+Shift+G", "out"),
                Action("loan_desk/reminder", tr("Reminder letter"), panel.remind, "Ctrl+Shift+R", "document"),
            ]
        return found

    def keys(self) -> list[tuple[str, str]]:
        return [
            ("Alt+1 … Alt+4", tr("Hand out, take back, requests, loans")),
            ("Ctrl+Enter", tr("Hand out or take back what is scanned")),
            ("Ctrl+Shift+Enter", tr("Submit it as a request")),
            ("Ctrl+M", tr("More of this card, or the rest of this loan")),
            ("Ctrl+J", tr("Mend the newest refused row")),
            ("Ctrl+B", tr("Take its person as the borrower")),
            ("Ctrl+G", tr("See the case about a piece")),
            ("Delete", tr("Take the marked row off the list")),
            ("Ctrl+1 … Ctrl+3", tr("Good, damaged, incomplete")),
            ("1 … 9", tr("Choose where several fit")),
            ("Ctrl+T", tr("Open the RFID tray; put what lies there on the list")),
            ("Ctrl+Shift+G", tr("Gate pass of the loan in sight")),
            ("Ctrl+Shift+R", tr("Reminder letter for what is overdue")),
            ("Ctrl+I", tr("Details at the right, on or off")),
        ]

    # Modes

    def mode(self) -> str:
        return str(self.modes.key())

    def show_mode(self, key: str) -> None:
        """Bring a mode to the front; what was begun in the others stays as it is."""
        self.modes.set_key(key)
        at = list(self._modes).index(key)
        self._desks.setCurrentIndex(at)
        self._sides.setCurrentIndex(at)
        self.hand_out.next_button.setVisible(key == "hand_out")
        self.take_back.next_button.setVisible(key == "take_back")
        self._show_side()
        if key in ("requests", "loans"):
            self.tray.close_it()
        if key == "requests":
            self.requests.reload()
        elif key == "loans":
            self.loans.reload()

    def show_last_slip(self) -> None:
        """The slip issued last, once more before one, to be printed."""
        self._show_slip(self.last_slip)

    def step_back(self) -> None:
        """Esc: close what is open, else back to hand-out."""
        desk = self.hand_out if self.mode() == "hand_out" else self.take_back if self.mode() == "take_back" else None
        if (desk is not None and desk.step_back()) or self.tray.step_back():
            return
        if self.mode() != "hand_out":
            self.show_mode("hand_out")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_side()

    # The tray

    def _awaited(self) -> list[AssetRow]:
        """What the tray is to hold: the pieces of the request, or all that is out on the loans met."""
        if self.mode() == "take_back":
            return self.take_back.expected()
        return self.hand_out.expected() if self.mode() == "hand_out" else []

    def _all_welcome(self) -> bool:
        return self.mode() != "hand_out" or self.hand_out.request is None

    def _on_desk(self, asset_id: str) -> bool:
        desk = self.take_back if self.mode() == "take_back" else self.hand_out
        return desk.basket.holds(asset_id)

    # Inside

    def _connect(self) -> None:
        self.tray.closed.connect(self._show_side)
        self.tray.opened.connect(self._show_side)
        self.modes.changed.connect(lambda key: self.show_mode(str(key)))
        for key, (_title, keys) in self._modes.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(partial(self.show_mode, key))
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.step_back)
        for desk in (self.hand_out, self.take_back):
            desk.said.connect(self.said)
            desk.issued.connect(self._show_slip)
            desk.elsewhere.connect(self._go)
        for panel in (self.back_panel, self.loan_panel, self.request_panel):
            panel.said.connect(self.said)
        self.hand_out.borrower_changed.connect(self._borrower_changed)
        self.take_back.loan_met.connect(self.back_panel.show_loan)
        self.borrower_panel.hand_out_asked.connect(self._hand_out_request)
        self.request_panel.hand_out_asked.connect(self._hand_out_request)
        self.requests.current.connect(self.request_panel.show_request)
        self.requests.opened.connect(lambda _row: self.request_panel.hand_out())
        self.loans.current.connect(self._loan_marked)
        self._work.changes.changed.connect(self._something_changed)

    def _go(self, mode: str, text: str) -> None:
        if mode not in self._modes:
            self.wanted.emit(mode, text)
            return
        self.show_mode(mode)
        if mode == "take_back":
            self.take_back.take_scan(text)
        elif mode == "requests":
            self.requests.mark(text)

    def _borrower_changed(self, organization_id: str, person_id: str) -> None:
        if not person_id:
            self.borrower_panel.show_nobody()
            self.hand_out.know(BorrowerRecord(None))
            return
        name, organization = self.hand_out.form.person_name(), self.hand_out.form.organization_name()

        def known(record: BorrowerRecord) -> None:
            if self.hand_out.form.person_id() == person_id:
                self.hand_out.know(record)
                self.borrower_panel.show_record(
                    name, organization, record, self.hand_out.today(), self.hand_out.request
                )

        self._work.tasks.run(
            lambda: record_of(self._work, organization_id, person_id),
            owner=self,
            done=known,
            failed=self._work.errors.show,
        )

    def _loan_marked(self, loan_id: str | None) -> None:
        if loan_id is None:
            self.loan_panel.show_nothing()
            return

        def show(loan: LoanDetail | None) -> None:
            if loan is not None and self.loans.table.current_id() == loan_id:
                self.loan_panel.show_loan(loan)

        self._work.tasks.run(
            lambda: self._work.queries.loan(loan_id), owner=self, done=show, failed=self._work.errors.show
        )

    def _hand_out_request(self, request: RequestRow) -> None:
        def fill(assets: list[AssetRow]) -> None:
            self.show_mode("hand_out")
            self.hand_out.fill_from(request, assets)

        self._work.tasks.run(
            lambda: self._work.queries.assets(request.asset_ids), owner=self, done=fill, failed=self._work.errors.show
        )

    def _show_slip(self, number: str) -> None:
        self.last_slip = number
        show_slip(self._work, number, self)

    def _something_changed(self, changes: object, _origin: object) -> None:
        """Requests and loans are read again; the borrower's panel too, for it may be about them."""
        of = getattr(changes, "of", None)
        if of is None:
            return
        if of("request") or of("request_line"):
            self.requests.reload()
        if of("loan") or of("loan_line"):
            self.loans.reload()
            self.loan_panel.reload()
            self.back_panel.reload()
        if of("loan") or of("loan_line") or of("request"):
            self._borrower_changed(self.hand_out.form.organization_id(), self.hand_out.form.person_id())

    def _sites_known(self, sites: Sequence[Site]) -> None:
        """Refusals name the site that holds a piece."""
        self._work.errors.names.update({site.id: site.name for site in sites})

    def _toggle_side(self) -> None:
        self._side_wanted = not self._sides.isVisible()
        self._show_side()

    def _show_side(self) -> None:
        """The tray has its room while it is open."""
        needed = self.width() >= NARROW or self.mode() in ("requests", "loans")
        wanted = needed if self._side_wanted is None else self._side_wanted
        self._sides.setVisible(wanted and self.tray.isHidden())
