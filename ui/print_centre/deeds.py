"""What is done with a job: print on, stop, cancel, print again, make void, and what came out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.services.printing.jobs import JobRow, JobState
from ui.i18n import tr
from ui.print_centre.looks import job_title
from ui.widgets import Button
from ui.workplace import Workplace

PRINT_KEYS = "Ctrl+Return"
_LEFT = (JobState.QUEUED, JobState.FAILED, JobState.CANCELLED)
"""Something of the job can still be printed."""


class JobDeeds(QObject):
    """Offers the buttons that fit a job and carries them out; the queue is read again after each."""

    said = Signal(str, str, object)
    settle_asked = Signal(object)
    """JobRow."""
    reprint_asked = Signal(object)
    """JobRow."""
    void_asked = Signal(object)
    """JobRow."""
    refused = Signal(object)
    """The exception."""

    def __init__(self, work: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work

    def buttons(self, row: JobRow) -> list[Button]:
        """At most one of them is primary."""
        runner = self._work.printing
        if runner.run_of(row.id) is not None or runner.in_line(row.id):
            return [Button(tr("&Stop"), icon_name="pause", on_click=partial(runner.stop, row.id))]
        found = []
        if row.state is JobState.UNSURE:
            found.append(
                Button(tr("&Did it come out?"), "primary", icon_name="unknown", on_click=self._asks("settle", row))
            )
        if self.can_print(row):
            words = tr("&Print on") if row.done else tr("&Print")
            found.append(
                Button(words, "primary", icon_name="print", shortcut=PRINT_KEYS, on_click=partial(self.print_on, row))
            )
        if row.failed and row.state is not JobState.UNSURE:
            found.append(Button(tr("Try the &failed ones again"), icon_name="print", on_click=partial(self.retry, row)))
        if (row.done or row.failed) and row.state not in (JobState.VOIDED, JobState.UNSURE):
            found.append(Button(tr("Print &again…"), icon_name="undo", on_click=self._asks("reprint", row)))
        if (row.done or row.failed) and row.state is not JobState.VOIDED:
            found.append(Button(tr("Make &void…"), icon_name="disposed", on_click=self._asks("void", row)))
        if self.can_print(row) and row.state is not JobState.CANCELLED:
            found.append(Button(tr("&Cancel the rest"), icon_name="close", on_click=partial(self.cancel, row)))
        return found

    def can_print(self, row: JobRow) -> bool:
        """Whether something of it can still be printed, and nothing has to be asked before."""
        return row.state in _LEFT and row.done + row.failed + row.voided < row.total

    def print_on(self, row: JobRow) -> None:
        self._work.printing.run(row)

    def retry(self, row: JobRow) -> None:
        """What the printer refused is sent once more."""
        self._do(lambda: self._work.print_desk.retry(row.id), tr("Once more"), lambda _none: self.print_on(row))

    def cancel(self, row: JobRow) -> None:
        """What was not printed is not printed any more."""
        words = tr("{title}: the rest is cancelled").format(title=job_title(row))
        self._do(lambda: self._work.print_desk.cancel(row.id), words)

    def settle(self, row: JobRow, out: Sequence[int], missing: Sequence[int]) -> None:
        """The person has looked: these came out, those did not and are printed again at once."""
        desk = self._work.print_desk

        def act() -> None:
            for positions, came_out in ((out, True), (missing, False)):
                if positions:
                    desk.settle(row.id, positions, came_out)

        def done(_none: object) -> None:
            if missing:
                self._work.printing.run(row)

        words = tr("Noted: {n} came out, {m} did not").format(n=len(out), m=len(missing))
        self._do(act, words, done)

    def reprint(
        self, row: JobRow, positions: Sequence[int], reason: str, done: Callable[[JobRow], Any], failed: Any
    ) -> None:
        """Print again, as a job of its own that names this one; `done` hears of the new job."""
        desk, actor = self._work.print_desk, self._work.actor()
        self._work.printing.print(
            lambda: desk.reprint(row.id, positions, reason=reason, actor=actor),
            owner=self,
            done=done,
            failed=failed,
        )

    def void(self, row: JobRow, positions: Sequence[int], reason: str, done: Any, failed: Any) -> None:
        desk, actor = self._work.print_desk, self._work.actor()
        words = tr("{title}: {n} made void").format(title=job_title(row), n=len(positions) or row.total)
        self._do(lambda: desk.void(row.id, positions, reason=reason, actor=actor), words, done, failed)

    def bind_late(self, row: JobRow, positions: Sequence[int]) -> None:
        """Good labels that came out too late for the printer's answer."""
        desk, actor = self._work.print_desk, self._work.actor()
        words = tr("{title}: {n} late labels bound").format(title=job_title(row), n=len(positions))
        self._do(lambda: desk.bind_late(row.id, positions, actor=actor), words)

    def _asks(self, what: str, row: JobRow) -> Callable[[], None]:
        signal = {"settle": self.settle_asked, "reprint": self.reprint_asked, "void": self.void_asked}[what]
        return lambda: signal.emit(row)

    def _do(self, act: Callable[[], Any], words: str, done: Any = None, failed: Any = None) -> None:
        def answered(result: object) -> None:
            self.said.emit(words, "good", None)
            self._work.printing.changed.emit()
            if done is not None:
                done(result)

        self._work.tasks.run(act, owner=self, done=answered, failed=failed or self.refused.emit, lane="background")
