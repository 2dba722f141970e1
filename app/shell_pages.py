"""The pages of the main window: which there are, what each is made of, and how one calls another."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.domain.errors import Refused
from ui.conflicts import CaseBadge, ConflictsPage
from ui.i18n import tr
from ui.inventory import InventoryPage
from ui.loan_desk import LoanDeskPage
from ui.print_centre import PrintBadge, PrintCentrePage
from ui.settings import Administration, SettingsPage
from ui.shell import PageSpec, Shell, ShellState
from ui.sync_centre import Steering, SyncCentrePage
from ui.transfers import ArrivingBadge, TransfersPage, is_slip
from ui.vehicle_pool import VehiclePoolPage
from ui.workplace import Workplace


class ShellPages:
    """`shell` gives the window that is open now, None while nobody is signed in."""

    def __init__(self, shell: Callable[[], Shell | None]) -> None:
        self._shell = shell

    def specs(
        self, work: Workplace, administration: Administration, steering: Steering, state: ShellState
    ) -> tuple[PageSpec, ...]:
        """In the order of the rail."""
        return (
            PageSpec("inventory", tr("Inventory"), "inventory", "F2", lambda: self._inventory(work)),
            PageSpec("loan_desk", tr("Loan desk"), "desk", "F3", lambda: LoanDeskPage(work)),
            PageSpec("vehicle_pool", tr("Vehicle pool"), "vehicle", "F4", lambda: VehiclePoolPage(work)),
            PageSpec(
                "transfers",
                tr("Transfers"),
                "transit",
                "",
                lambda: TransfersPage(work),
                purpose=tr("Transfers between sites"),
                badge=ArrivingBadge(work),
                claims=is_slip,
            ),
            PageSpec(
                "conflicts",
                tr("To decide"),
                "conflict",
                "F7",
                lambda: self._conflicts(work),
                purpose=tr("Conflict inbox"),
                badge=CaseBadge(work),
            ),
            PageSpec(
                "print_centre",
                tr("Print centre"),
                "print",
                "F8",
                lambda: PrintCentrePage(work),
                badge=PrintBadge(work),
            ),
            PageSpec(
                "sync_centre",
                tr("Sync centre"),
                "line-syncing",
                "F10",
                lambda: self._sync_centre(work, steering, state),
            ),
            PageSpec(
                "settings",
                tr("Settings"),
                "settings",
                "",
                lambda: SettingsPage(work, administration=administration),
                detachable=False,
                found_everywhere=True,
            ),
        )

    def show(self, key: str) -> QWidget:
        """Bring the page of that key to the front. Raises Refused where nobody is signed in."""
        shell = self._shell()
        if shell is None:
            raise Refused("sign_in.nobody")
        shell.show_page(key)
        return shell.page(key)

    def show_print_centre(self, job_id: str) -> None:
        """The job there; without one, the form for a new printer."""
        page = self.show("print_centre")
        if isinstance(page, PrintCentrePage):
            page.show_job(job_id) if job_id else page.add_printer()

    def show_settings(self, section: str) -> None:
        page = self.show("settings")
        if isinstance(page, SettingsPage):
            page.show_section(section)

    def _inventory(self, work: Workplace) -> InventoryPage:
        page = InventoryPage(work)
        page.transfer_asked.connect(self._send_pieces)
        page.reader_settings_asked.connect(partial(self.show_settings, "rfid"))
        return page

    def _conflicts(self, work: Workplace) -> ConflictsPage:
        page = ConflictsPage(work)
        page.labels_asked.connect(self._print_labels)
        return page

    def _sync_centre(self, work: Workplace, steering: Steering, state: ShellState) -> SyncCentrePage:
        page = SyncCentrePage(work, steering, state)
        page.settings_asked.connect(partial(self.show_settings, "server"))
        return page

    def _send_pieces(self, ids: list[str]) -> None:
        page = self.show("transfers")
        if isinstance(page, TransfersPage):
            page.send_pieces(ids)

    def _print_labels(self, ids: list[str]) -> None:
        page = self.show("inventory")
        if isinstance(page, InventoryPage):
            page.print_labels(ids)
