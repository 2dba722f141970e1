"""The print desk: takes jobs, runs them item by item, and asks instead of guessing."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace

from app.domain.errors import DomainError, Invalid, Refused
from app.domain.ids import new_id
from app.services.commands.base import Actor
from app.services.ports import Cancelled, Progress
from app.services.printing.asking import Asking, PrintParts, require_at_rest
from app.services.printing.contents import decode_content
from app.services.printing.devices import Printer, PrinterState
from app.services.printing.jobs import ItemRow, ItemState, JobKind, JobRow, JobState
from app.services.printing.sending import Sending, note_slip, preview
from app.services.printing.templates import LabelTemplates

__all__ = ["PrintDesk", "PrintParts"]


class PrintDesk(Asking):
    """Jobs of this PC's printers. May be used from any thread; a job is run by one of them at a time.

    Made once by the program that holds the data folder. A job is only ever sent by `run`.
    """

    def __init__(self, parts: PrintParts) -> None:
        super().__init__(parts)
        self._printing: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._stopped: set[str] = set()
        self._closing = threading.Event()
        self._jobs.release_all()

    @property
    def templates(self) -> LabelTemplates:
        """The label templates that were made here."""
        return self._parts.templates

    # Running them

    def run(self, job_id: str, progress: Progress, cancelled: Cancelled) -> JobRow:
        """Send what of the job is queued; blocks until all of it was handed over, or a fault or the person stops it.

        A fault of the printer does not raise: the job then has it, and what did not go out stays queued for another
        run. Raises Refused("print.running") where somebody runs it already, Refused("print.unsure") where it must be
        settled first, Refused("printer.removed").
        """
        claimed = self._jobs.claim(job_id)
        self._stopped.discard(job_id)

        def stop() -> bool:
            return self._closing.is_set() or job_id in self._stopped or cancelled()

        fault: DomainError | None = None
        stopped = False
        try:
            with self._printing[claimed.printer.id]:
                stopped = Sending(self._parts, claimed, progress, stop).all()
        except DomainError as error:
            fault = error
        finally:
            self._jobs.release(job_id, fault, cancelled=stopped and not self._closing.is_set())
        return self._jobs.job(job_id)

    def cancel(self, job_id: str) -> None:
        """Send no more of it. What is left can still be sent, by `run`."""
        self._stopped.add(job_id)
        self._jobs.cancel(job_id)

    def close(self) -> None:
        """The program ends: what runs stops before its next items, which stay queued."""
        self._closing.set()

    def settle(self, job_id: str, positions: Collection[int], came_out: bool) -> None:
        """The person has looked at the paper: these items came out, or they did not and are queued again."""
        to, now = ItemState.SENT if came_out else ItemState.QUEUED, self._parts.clock.now()
        with self._held(job_id) as row:
            if came_out and (bound := [it.position for it in self._bearing(row, positions)]):
                self._jobs.move(job_id, bound, [ItemState.SENDING], ItemState.VERIFIED, now)
            moved = self._jobs.move(job_id, positions, [ItemState.SENDING], to, now)
            if moved and came_out and row.kind is JobKind.SLIP and not row.done:
                note_slip(self._parts.papers, decode_content(self._jobs.content(job_id)))

    def retry(self, job_id: str, positions: Collection[int] = ()) -> None:
        """Queue what failed again (no positions: all that failed); nothing good of it came out."""
        now = self._parts.clock.now()
        with self._held(job_id) as row:
            require_at_rest(row)
            self._jobs.move(job_id, self._these(job_id, positions), [ItemState.FAILED], ItemState.QUEUED, now)

    def bind_late(self, job_id: str, positions: Collection[int], *, actor: Actor) -> None:
        """Labels that came out after nobody waited for them any more, and are good: their tags become their pieces'.

        Raises Refused("print.nothing_late") where none of the items is such a label, and as BindTag's handler does.
        """
        encoder, now = self._parts.encoder, self._parts.clock.now()
        with self._held(job_id) as row:
            require_at_rest(row)
            late = [it for it in self._jobs.items(job_id) if it.position in set(positions) and it.came_late]
            if encoder is None or not late:
                raise Refused("print.nothing_late")
            for it in late:
                encoder.bind(it.asset_id, it, actor, row.reprint_reason)
                self._jobs.move(job_id, [it.position], [ItemState.FAILED], ItemState.VERIFIED, now)

    def void(self, job_id: str, positions: Collection[int] = (), *, reason: str, actor: Actor) -> None:
        """Declare items worthless (no positions: all): spoilt labels, or what shall never be printed.

        A tag in them is taken from its piece, by `actor` and with the reason. Raises Refused, and nothing is void then:
        no reason; somebody runs the job; nobody has signed in (print.void_needs_person); as UnbindTag's handler does.
        """
        if not reason.strip():
            raise Refused("print.void_needs_reason")
        words = f"{reason.strip()} ({actor.name})"
        among = [state for state in ItemState if state is not ItemState.VOIDED]
        with self._held(job_id) as row:
            places = self._these(job_id, positions)
            if self._parts.encoder and (bound := self._bearing(row, places)):
                if not actor.staff_id:
                    raise Refused("print.void_needs_person")
                self._parts.encoder.unbind(bound, actor, reason.strip())  # first: after a crash it can be void again
            self._jobs.move(job_id, places, among, ItemState.VOIDED, self._parts.clock.now(), reason=words)
            if row.kind is JobKind.SLIP and row.unsure and not row.done:  # that paper may be about
                note_slip(self._parts.papers, decode_content(self._jobs.content(job_id)))

    @contextmanager
    def _held(self, job_id: str) -> Iterator[JobRow]:
        """As it stood before. Nobody runs it meanwhile: what is decided here holds for what is printed."""
        row = self._jobs.hold(job_id)
        try:
            yield row
        finally:
            self._jobs.let_go(job_id)

    def _bearing(self, row: JobRow, positions: Collection[int]) -> list[ItemRow]:
        """Items whose piece bears the tag that was written with them."""
        if row.kind is not JobKind.TAGS or self._parts.encoder is None:
            return []
        wanted = set(positions)
        return self._parts.encoder.bearing([it for it in self._jobs.items(row.id) if it.position in wanted])

    def _these(self, job_id: str, positions: Collection[int]) -> Collection[int]:
        return positions or [it.position for it in self._jobs.items(job_id)]

    # Looking at them

    def job(self, job_id: str) -> JobRow:
        """Raises NotFound."""
        return self._jobs.job(job_id)

    def jobs(self, limit: int = 200) -> list[JobRow]:
        """The newest first; what is not finished and not cancelled however old it is."""
        newest = self._jobs.jobs(limit)
        if len(newest) < limit:
            return newest
        oldest = newest[-1].id
        left = (row for row in self.unfinished() if row.id < oldest and row.state is not JobState.CANCELLED)
        return [*newest, *left]

    def unfinished(self) -> list[JobRow]:
        """Jobs with something queued or not known, the newest first."""
        return self._jobs.jobs(1000, unfinished=True)

    def items(self, job_id: str) -> list[ItemRow]:
        return self._jobs.items(job_id)

    def preview(self, job_id: str) -> bytes:
        """The whole job as a PDF, whatever its printer's language."""
        row = self._jobs.job(job_id)
        printer = self._jobs.printer(row.printer_id) if row.kind is JobKind.TEST else None
        return preview(self._parts, row, printer)

    # Printers

    def printers(self) -> list[Printer]:
        """By name."""
        return self._jobs.printers()

    def save_printer(self, printer: Printer) -> Printer:
        """Set up a printer, or change one (the same id; an empty one is given here). Raises Invalid or Refused."""
        printer = replace(printer, id=printer.id or new_id(), name=printer.name.strip())
        if not printer.name:
            raise Invalid("printer.no_name")
        if any(it.name == printer.name and it.id != printer.id for it in self._jobs.printers()):
            raise Refused("printer.name_taken", name=printer.name)
        self._parts.devices.check(printer)
        self._jobs.put_printer(printer)
        return printer

    def remove_printer(self, id: str) -> None:
        """Its jobs stay in the list."""
        self._jobs.remove_printer(id)

    def state(self, printer_id: str) -> PrinterState:
        """How it is now; takes as long as it takes to answer. Alarms are message codes."""
        printer = self._jobs.printer(printer_id)
        try:
            device = self._parts.devices.open(printer)
        except DomainError as refusal:
            return PrinterState(False, (refusal.code,))
        try:
            return device.state()
        finally:
            device.close()

    def found(self) -> list[str]:
        """Addresses of the printers that the system knows."""
        return self._parts.devices.found()
