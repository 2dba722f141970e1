"""Sync by file: save for the city, bring in from the city."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.domain.errors import Refused
from app.domain.organization import Role
from app.services.operations import CHINA
from app.services.renumbering import of_enrolment
from ui.i18n import tr
from ui.sync_centre.trust_city import TrustCity
from ui.tasks import Job
from ui.widgets import Banner, Button, Field, Label, ProgressPanel, TextField, row
from ui.workplace import Workplace

T = TypeVar("T")
Check = Callable[[int, int], None]
"""Hears how much is done and in all; raises where the person stops it."""
_SUFFIX = ".gwcbundle"


@dataclass(frozen=True, slots=True)
class Brought:
    """What a file brought. `stuck`: the code of why operations have to go to the city once more."""

    known: bool  # brought in before: nothing was done
    settled: int  # operations that the city answered
    pulled: int  # changes
    pending: int  # operations that still wait
    more: bool  # the city has more than went into one file
    station: int | None  # where the file enrolled this counter
    station_before: int  # whose number its pieces and papers bore, where the city gave that to another PC; else 0
    stuck: str


class Courier(Protocol):
    """What the two actions ask of the composition root. Both are slow, and raise a DomainError or an OSError."""

    def save(self, path: Path, code: str, check: Check) -> int:
        """Write what waits for the city; returns how many operations. `code`: to be enrolled by this file."""
        ...

    def city(self) -> str:
        """The fingerprint of the city's keys that this counter knows; empty where it knows none."""
        ...

    def trust(self, path: Path, digits: str) -> None:
        """Take the city's keys from its file, where they have the fingerprint that a person typed."""
        ...

    def bring_in(self, path: Path, check: Check) -> Brought:
        """Take the city's answer. Stopped half-way, the same file goes on where it stopped."""
        ...


class BundleActions(QWidget):
    """Two buttons, progress with cancel, and the result with what to do next; before the first file, how to begin."""

    changed = Signal()
    """Something was saved or brought in."""

    def __init__(self, work: Workplace, courier: Courier) -> None:
        super().__init__()
        self._work, self._courier = work, courier
        self.save_button = Button(tr("Sa&ve for the city…"), icon_name="export", on_click=self.choose_target)
        self.bring_button = Button(tr("&Bring in from the city…"), icon_name="import", on_click=self.choose_source)
        self.result = Banner("information", "")
        self.progress: ProgressPanel | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(12)
        self._box.addWidget(
            Label(
                tr("Without a line: carry a file to the city on a USB stick, and its answer back. Both are encrypted."),
                "muted",
                wrap=True,
            )
        )
        self.city = Label("", "muted", selectable=True, wrap=True)
        self.trust_button = Button(tr("City's &key…"), icon_name="import", on_click=self.ask_trust)
        self.code = TextField(hint=tr("One-time code"), limit=80)
        self._code = Field(
            tr("Enrolment code for the &first file"),
            self.code,
            hint=tr("Works once; the city's administrator gives it out"),
        )
        self._code.setMaximumWidth(440)
        self._box.addWidget(self.city)
        self._box.addWidget(self._code)
        self._box.addLayout(row(self.save_button, self.bring_button, self.trust_button, None))
        self._box.addWidget(self.result)
        self.result.hide()
        self._code.hide()

    def show_standing(self, *, enrolled: bool) -> None:
        """Read whose keys are known; a counter that is not enrolled may be so by its first file."""
        self._code.setVisible(not enrolled)
        self.trust_button.setVisible(self._work.actor().role is Role.ADMINISTRATOR)
        self._work.tasks.run(
            self._courier.city, owner=self, done=self._show_city, failed=self._work.errors.show, lane="background"
        )

    def _show_city(self, fingerprint: str) -> None:
        known = tr("Key of the city: {fingerprint}").format(fingerprint=fingerprint)
        self.city.setText(known if fingerprint else tr("This counter does not know its city's key yet."))

    def ask_trust(self) -> TrustCity:
        """Ask for the key file and the digits that the city's administrator reads out; returns the open dialog."""
        dialog = TrustCity(self)
        dialog.agreed.connect(lambda path, digits: self._trust(dialog, path, digits))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _trust(self, dialog: TrustCity, path: Path, digits: str) -> None:
        def trusted(_none: object) -> None:
            dialog.accept()
            self.result.tell("good", tr("The city's key is known"), "", tr("Files for it can be saved now."))
            self.changed.emit()

        self._work.tasks.run(
            lambda: self._courier.trust(path, digits),
            owner=dialog,
            done=trusted,
            failed=lambda error: self._work.errors.show(error, banner=dialog.notice),
            lane="background",
        )

    def choose_target(self) -> QFileDialog:
        """Ask where to save; returns the open dialog."""
        dialog = QFileDialog(self, tr("Save for the city"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(_SUFFIX[1:])
        dialog.selectFile(f"{self._work.queries.site().id}-{datetime.now(CHINA):%Y%m%d}{_SUFFIX}")
        dialog.fileSelected.connect(lambda path: self.save(Path(path)))
        return self._opened(dialog)

    def choose_source(self) -> QFileDialog:
        dialog = QFileDialog(self, tr("Bring in from the city"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.bring_in(Path(path)))
        return self._opened(dialog)

    def save(self, path: Path) -> None:
        code = self.code.text().strip() if self._code.isVisibleTo(self) else ""
        self._run(
            tr("Saving for the city"),
            lambda check: self._courier.save(path, code, check),
            lambda count: self._saved(count, path),
            tr("Nothing was saved."),
        )

    def bring_in(self, path: Path) -> None:
        self._run(
            tr("Bringing in from the city"),
            lambda check: self._courier.bring_in(path, check),
            self._brought,
            tr("What came so far is kept. Bring in the same file again to go on."),
        )

    def _opened(self, dialog: QFileDialog) -> QFileDialog:
        dialog.setNameFilter(tr("Sync bundle (*.gwcbundle)"))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def _run(self, title: str, act: Callable[[Check], T], done: Callable[[T], None], stopped: str) -> None:
        self.result.hide()
        self._set_busy(True)
        panel = ProgressPanel(title)
        panel.show_progress(0, 100)
        self.progress = panel
        self._box.addWidget(panel)

        def work(job: Job) -> T:
            def check(finished: int, total: int) -> None:
                job.check()
                job.report(100 * finished // max(total, 1), 100)

            return act(check)

        def ended(tell: Callable[[], None]) -> None:
            self.progress = None
            panel.hide()
            panel.deleteLater()
            self._set_busy(False)
            tell()
            self.changed.emit()

        def cancel() -> None:
            job.cancel()
            ended(lambda: self.result.tell("information", tr("Stopped"), stopped))

        job = self._work.tasks.run(
            work,
            owner=self,
            done=lambda result: ended(lambda: done(result)),
            failed=lambda error: ended(lambda: self._work.errors.show(error, banner=self.result)),
            progress=panel.show_progress,
            lane="background",
        )
        panel.cancelled.connect(cancel)

    def _set_busy(self, busy: bool) -> None:
        self.save_button.setEnabled(not busy)
        self.bring_button.setEnabled(not busy)

    def _saved(self, count: int, path: Path) -> None:
        self.result.tell(
            "good",
            tr("{n} operations saved").format(n=f"{count:,}"),
            str(path),
            tr("Take the file to the city. Bring in here what you get back."),
        )

    def _brought(self, brought: Brought) -> None:
        if brought.known:
            self.result.tell("information", tr("This file was brought in before"), tr("Nothing was changed."))
            return
        if brought.stuck:
            words = self._work.errors.explain(Refused(brought.stuck))
            self.result.tell("attention", words.title, words.meaning, words.remedy)
            return
        title = tr("{settled} operations answered, {pulled} changes brought in").format(
            settled=f"{brought.settled:,}", pulled=f"{brought.pulled:,}"
        )
        text = tr("This counter is number {n} of its site now.").format(n=brought.station) if brought.station else ""
        remedy = ""
        if brought.more:
            remedy = tr("The city has more than went into one file: save for the city again.")
        elif brought.pending:
            remedy = tr("{n} operations wait for the next file.").format(n=f"{brought.pending:,}")
        if told := of_enrolment(brought.station_before, brought.station or 0):
            words = self._work.errors.explain(told)
            self.result.tell("attention", words.title, words.meaning, "\n".join(filter(None, (words.remedy, remedy))))
            return
        self.result.tell("good", title, text, remedy)
