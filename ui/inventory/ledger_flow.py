"""Taking over a ledger, step by step: look into the file, read it, take it over, undo it. Off the UI thread."""

import json
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from app.domain.document import LedgerImport
from app.domain.ids import fold_name
from app.exchange import (
    LedgerCancelled,
    LedgerPeek,
    LedgerReading,
    SheetMapping,
    peek_ledger,
    read_ledger,
    save_rejections,
)
from app.services.bus import Cancellation
from app.services.commands.inventory import UndoImport
from app.services.ledgers import Ledger, TakenOver, take_over
from app.services.ports import Changes
from app.services.undo import undo_of
from ui.i18n import tr
from ui.inventory.ledger_preview import heading_of
from ui.inventory.ledger_words import reason_line
from ui.tasks import Job, Lane
from ui.workplace import Workplace

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Finished:
    """An import that was carried out; `rejects` is where the rejected rows lie."""

    taken: TakenOver
    reading: LedgerReading
    organization: str
    rejects: Path | None

    @property
    def undo(self) -> UndoImport | None:
        command = undo_of(self.taken.changes) if self.taken.changes is not None else None
        return command if isinstance(command, UndoImport) else None


class LedgerFlow(QObject):
    """Each step answers by its signal; `failed` brings what could not be, after which nothing is changed."""

    peeked = Signal(object)
    read = Signal(object)
    finished = Signal(object)
    failed = Signal(object)
    stopped = Signal()
    progressed = Signal(int, int)
    earlier = Signal(object, object)
    undone = Signal(str)

    def __init__(self, work: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._job: Job | None = None
        # Not the job's own cancelling: an answer must come, for the commit may have been quicker.
        self._stop = threading.Event()
        self.path = Path()
        self.reading: LedgerReading | None = None
        self.result: Finished | None = None

    @property
    def busy(self) -> bool:
        return self._job is not None

    def peek(self, path: Path, sheet: str | None = None) -> None:
        """Look into a file; a mapping that was corrected for this office before is proposed again."""
        self.path = path
        self._run(lambda: self._peek(path, sheet), self.peeked.emit)

    def read_all(self, peek: LedgerPeek, mapping: SheetMapping) -> None:
        """Read every row under this mapping."""
        path = self.path

        def read(job: Job) -> LedgerReading:
            known = self._work.classification()
            return read_ledger(
                path,
                mapping=mapping,
                sheet=peek.sheet,
                known_codes=known,
                progress=job.report,
                cancelled=self._stop.is_set,
            )

        self._run(read, self._have_read)

    def take(self, organization: str, code: str, rejects: Path | None, corrected: bool) -> None:
        """Import the good rows of what was read; the others are saved to `rejects` first, where there are any."""
        reading = self.reading
        if reading is None:
            return
        if corrected:
            self._work.memory.write(_profile_key(organization), json.dumps(reading.mapping.profile()))
        actor, owner = self._work.actor(), self.parent()
        ledger = Ledger(reading.name, reading.sha256, organization, code, reading.cards)

        def carry_out(job: Job) -> Finished:
            draft = rejects.with_name(f".{rejects.stem}.draft.xlsx") if rejects is not None else None
            if draft is not None:
                save_rejections(draft, reading, reason_words=reason_line)
            total = len(reading.cards)
            try:
                taken = take_over(
                    ledger,
                    self._work.bus,
                    self._work.queries,
                    actor=actor,
                    origin=owner,
                    progress=lambda done, steps: job.report(total * done // steps, total),
                    cancelled=self._stop.is_set,
                )
            except BaseException:
                if draft is not None:
                    draft.unlink(missing_ok=True)
                raise
            if draft is not None and rejects is not None:
                draft.replace(rejects)
            return Finished(taken, reading, organization, rejects)

        self._run(carry_out, self._have_taken, lane="database")

    def stop(self) -> None:
        """Stop what is under way; what was not committed is not there."""
        self._stop.set()

    def list_earlier(self) -> None:
        queries = self._work.queries

        def find() -> tuple[list[LedgerImport], Mapping[str, str]]:
            imports = list(queries.imports())
            names = {one.id: one.name for one in queries.organizations(limit=10_000)} if imports else {}
            return imports, names

        self._work.tasks.run(
            find,
            owner=self,
            done=lambda found: self.earlier.emit(*found),
            failed=self._work.errors.show,
            lane="background",
        )

    def undo(self, import_id: str, file_name: str) -> None:
        """Take a whole import back, while nothing was built on it."""

        def done(_changes: Changes) -> None:
            self.undone.emit(tr("The import of {file} was undone.").format(file=file_name))
            self.list_earlier()

        self._work.perform(UndoImport(import_id), owner=self, done=done, failed=self.failed.emit)

    def _peek(self, path: Path, sheet: str | None) -> LedgerPeek:
        peek = peek_ledger(path, sheet=sheet)
        heading = heading_of(peek, peek.mapping)
        kept = self._work.memory.read(_profile_key(heading.unit_name)) if heading and heading.unit_name else None
        return peek_ledger(path, sheet=sheet, profile=json.loads(kept)) if kept else peek

    def _have_read(self, reading: LedgerReading) -> None:
        self.reading = reading
        self.read.emit(reading)

    def _have_taken(self, finished: Finished) -> None:
        self.result = finished
        self.finished.emit(finished)

    def _run(self, work: Callable[..., T], done: Callable[[T], object], lane: Lane = "background") -> None:
        self._stop.clear()

        def answered(result: T) -> None:
            self._job = None
            done(result)

        def failed(error: BaseException) -> None:
            self._job = None
            if isinstance(error, LedgerCancelled | Cancellation):
                self.stopped.emit()
            else:
                self.failed.emit(error)

        self._job = self._work.tasks.run(
            work, owner=self, done=answered, failed=failed, progress=self.progressed.emit, lane=lane
        )


def _profile_key(organization: str) -> str:
    return f"ledger/profile/{fold_name(organization)}"
