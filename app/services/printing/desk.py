"""The print desk: takes jobs, runs them item by item, and asks instead of guessing."""

from __future__ import annotations

import base64
import threading
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import msgspec

from app.domain.errors import DomainError, Invalid, NotFound, Refused
from app.domain.ids import new_id
from app.domain.numbering import group_tag_number
from app.services.commands.base import Actor
from app.services.paper import AssetLabel, Label
from app.services.ports import Cancelled, Clock, Progress
from app.services.printing.contents import JobContent, decode_content, encode_content, encode_label, label_of
from app.services.printing.devices import Devices, LabelEncoder, Language, Printer, PrinterState
from app.services.printing.jobs import ItemRow, ItemState, JobKind, JobRow, JobState, NewItem, NewJob, PrintJobs
from app.services.printing.sending import Composer, Sending, SlipPaper, note_slip, preview
from app.services.printing.templates import LabelTemplates
from app.services.queries import Queries

MOST_LABELS = 20_000
"""Labels in one job."""
MOST_PDF = 16 << 20
"""Bytes of a paper that is kept in its job."""


@dataclass(slots=True)
class PrintParts:
    """What the desk works with. `encoder` is None where no tags are written."""

    queries: Queries
    jobs: PrintJobs
    devices: Devices
    composer: Composer
    papers: SlipPaper
    clock: Clock
    templates: LabelTemplates
    encoder: LabelEncoder | None = None


class PrintDesk:
    """Jobs of this PC's printers. May be used from any thread; a job is run by one of them at a time.

    Made once by the program that holds the data folder. A job is only ever sent by `run`.
    """

    def __init__(self, parts: PrintParts) -> None:
        self._parts = parts
        self._jobs = parts.jobs
        self._printing: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._stopped: set[str] = set()
        self._closing = threading.Event()
        self._jobs.release_all()

    @property
    def templates(self) -> LabelTemplates:
        """The label templates that were made here."""
        return self._parts.templates

    # Asking for papers

    def add_labels(
        self,
        asset_ids: Sequence[str],
        *,
        template: str,
        printer_id: str,
        actor: Actor,
        copies: int = 1,
        encode: bool = False,
        first_position: int = 1,
    ) -> str:
        """Labels of these assets, as they are now; returns the job's id. `encode`: their tags are written too.

        Raises Invalid (none, too many, no such template), NotFound, Refused (other labels are loaded; no RFID printer).
        """
        rows = {row.id: row for row in self._parts.queries.assets(list(asset_ids))}
        if unknown := [id for id in asset_ids if id not in rows]:
            raise NotFound("asset.unknown", tag=unknown[0])
        site = self._parts.queries.site().name
        labels = [(id, label_of(rows[id], site)) for id in asset_ids for _ in range(copies)]
        if encode and len(set(asset_ids)) != len(labels):
            raise Invalid("print.one_tag_each")
        return self._add_labels(labels, template, printer_id, actor, encode=encode, first_position=first_position)

    def add_plain_labels(
        self, labels: Sequence[Label], *, template: str, printer_id: str, actor: Actor, first_position: int = 1
    ) -> str:
        """Labels of places or commands. Raises as `add_labels`."""
        return self._add_labels(
            [("", label) for label in labels], template, printer_id, actor, encode=False, first_position=first_position
        )

    def _add_labels(
        self,
        labels: Sequence[tuple[str, Label]],
        template: str,
        printer_id: str,
        actor: Actor,
        *,
        encode: bool,
        first_position: int,
    ) -> str:
        if not labels:
            raise Invalid("label.none")
        if len(labels) > MOST_LABELS:
            raise Invalid("print.too_many", most=MOST_LABELS)
        printer = self._jobs.printer(printer_id)
        if printer.template and not self._parts.composer.same_paper(printer.template, template):
            raise Refused("print.other_labels_loaded", printer=printer.name, loaded=printer.template, wanted=template)
        if encode and not (printer.rfid and self._parts.encoder):
            raise Refused("print.writes_no_tags", printer=printer.name)
        content = JobContent(template=self._parts.composer.template(template), first_position=first_position)
        return self._add(
            JobKind.TAGS if encode else JobKind.LABELS,
            printer,
            actor,
            content,
            [NewItem(_caption(label), encode_label(label), id) for id, label in labels],
            title=labels[0][1].name or _caption(labels[0][1]),
            template=template,
        )

    def add_slip(
        self, number: str, *, printer_id: str, actor: Actor, copies: int | None = None, reason: str = ""
    ) -> str:
        """An issued slip, with all its sheets, `copies` times; returns the job's id.

        Raises NotFound, and Refused: "print.reason_needed" where it was printed before and no reason is given; where
        it is printing now, or it is not known whether it came out.
        """
        if self._parts.queries.document(number) is None:
            raise NotFound("document.unknown", number=number)
        printer = self._paper_printer(printer_id)
        before = self._jobs.last_of(JobKind.SLIP, number) or ""
        if before:
            self._at_rest(before)
        times = len(self._parts.papers.prints(number))
        if not reason.strip():
            if before:
                raise Refused("print.reason_needed", number=number, times=max(times, 1))
            self._parts.papers.to_print(number)  # refuses what was printed otherwise
        content = JobContent(number=number, reason=reason.strip(), by=actor.name)
        items = [NewItem(number)] * (copies or 1)
        return self._add(
            JobKind.SLIP,
            printer,
            actor,
            content,
            items,
            title=number,
            subject=number,
            reprint_of=before,
            reprint_reason=reason.strip(),
        )

    def add_sheet(self, pdf: bytes, title: str, *, printer_id: str, actor: Actor) -> str:
        """Any other PDF; returns the job's id. Raises Invalid where it is too large to be kept in its job."""
        if len(pdf) > MOST_PDF:
            raise Invalid("print.too_large", most=MOST_PDF >> 20)
        content = JobContent(pdf=base64.b64encode(pdf))
        return self._add(JobKind.SHEET, self._paper_printer(printer_id), actor, content, [NewItem(title)], title=title)

    def add_test(self, printer_id: str, *, actor: Actor) -> str:
        """A page or label that shows whether the printer is set up right; returns the job's id."""
        printer = self._jobs.printer(printer_id)
        template = self._parts.composer.template(printer.template) if printer.template else ""
        content = JobContent(template=template)
        return self._add(JobKind.TEST, printer, actor, content, [NewItem(printer.name)], title=printer.name)

    def reprint(
        self, job_id: str, positions: Collection[int] = (), *, reason: str, actor: Actor, printer_id: str = ""
    ) -> str:
        """The same again, as a job of its own that keeps the reason; returns its id.

        No positions: all but what is still queued, which the old job prints when it goes on.

        A slip says on paper that it is printed again. Raises Refused: no reason; somebody runs the job; of some of its
        items it is not known whether they came out.
        """
        row = self._at_rest(job_id)
        if not reason.strip():
            raise Refused("print.reason_needed", number=row.title, times=1)
        if row.kind is JobKind.SLIP:
            copies = len(positions) or row.total
            return self.add_slip(
                row.subject, printer_id=printer_id or row.printer_id, actor=actor, copies=copies, reason=reason
            )
        before = self._jobs.items(job_id)
        captions = {it.position: it.caption for it in before}
        again = self._jobs.contents(
            job_id, positions or [it.position for it in before if it.state is not ItemState.QUEUED]
        )
        if not again:
            raise Invalid("label.none")
        content = msgspec.structs.replace(decode_content(self._jobs.content(job_id)), first_position=1)
        items = [NewItem(captions[it.position], it.content, it.asset_id) for it in again]
        printer = self._jobs.printer(printer_id or row.printer_id)
        return self._add(
            row.kind,
            printer,
            actor,
            content,
            items,
            title=items[0].caption,
            template=row.template,
            reprint_of=job_id,
            reprint_reason=reason.strip(),
        )

    def _add(
        self,
        kind: JobKind,
        printer: Printer,
        actor: Actor,
        content: JobContent,
        items: Sequence[NewItem],
        *,
        title: str,
        subject: str = "",
        template: str = "",
        reprint_of: str = "",
        reprint_reason: str = "",
    ) -> str:
        job = NewJob(
            id=new_id(),
            kind=kind,
            title=title,
            subject=subject,
            printer=printer,
            template=template,
            content=encode_content(content),
            actor=actor,
            created_at=self._parts.clock.now(),
            reprint_of=reprint_of,
            reprint_reason=reprint_reason,
        )
        self._jobs.add(job, items)
        return job.id

    def _paper_printer(self, printer_id: str) -> Printer:
        printer = self._jobs.printer(printer_id)
        if printer.language is not Language.PDF:
            raise Refused("print.takes_labels_only", printer=printer.name)
        return printer

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
        row = self._jobs.job(job_id)
        if row.state is JobState.RUNNING:
            raise Refused("print.running")
        to, now = ItemState.SENT if came_out else ItemState.QUEUED, self._parts.clock.now()
        if came_out and (bound := [it.position for it in self._bearing(row, positions)]):
            self._jobs.move(job_id, bound, [ItemState.SENDING], ItemState.VERIFIED, now)
        moved = self._jobs.move(job_id, positions, [ItemState.SENDING], to, now)
        if moved and came_out and row.kind is JobKind.SLIP and not row.done:
            note_slip(self._parts.papers, decode_content(self._jobs.content(job_id)))

    def retry(self, job_id: str, positions: Collection[int] = ()) -> None:
        """Queue what failed again (no positions: all that failed); nothing good of it came out."""
        self._at_rest(job_id)
        now = self._parts.clock.now()
        self._jobs.move(job_id, self._these(job_id, positions), [ItemState.FAILED], ItemState.QUEUED, now)

    def void(self, job_id: str, positions: Collection[int] = (), *, reason: str, actor: Actor) -> None:
        """Declare items worthless (no positions: all): spoilt labels, or what shall never be printed.

        A tag in them is taken from its piece, by `actor` and with the reason. Raises Refused, and nothing is void then:
        no reason; somebody runs the job; nobody has signed in (print.void_needs_person); as UnbindTag's handler does.
        """
        row = self._jobs.job(job_id)
        if row.state is JobState.RUNNING:
            raise Refused("print.running")
        if not reason.strip():
            raise Refused("print.void_needs_reason")
        words = f"{reason.strip()} ({actor.name})"
        among = [state for state in ItemState if state is not ItemState.VOIDED]
        places = self._these(job_id, positions)
        if self._parts.encoder and (bound := self._bearing(row, places)):
            if not actor.staff_id:
                raise Refused("print.void_needs_person")
            self._parts.encoder.unbind(bound, actor, reason.strip())  # first: after a crash it can be made void again
        self._jobs.move(job_id, places, among, ItemState.VOIDED, self._parts.clock.now(), reason=words)
        if row.kind is JobKind.SLIP and row.unsure and not row.done:  # that paper may be about
            note_slip(self._parts.papers, decode_content(self._jobs.content(job_id)))

    def _bearing(self, row: JobRow, positions: Collection[int]) -> list[ItemRow]:
        """Items whose piece bears the tag that was written with them."""
        if row.kind is not JobKind.TAGS or self._parts.encoder is None:
            return []
        wanted = set(positions)
        return self._parts.encoder.bearing([it for it in self._jobs.items(row.id) if it.position in wanted])

    def _these(self, job_id: str, positions: Collection[int]) -> Collection[int]:
        return positions or [it.position for it in self._jobs.items(job_id)]

    def _at_rest(self, job_id: str) -> JobRow:
        row = self._jobs.job(job_id)
        if row.state is JobState.RUNNING:
            raise Refused("print.running")
        if row.state is JobState.UNSURE:
            raise Refused("print.unsure", count=row.unsure)
        return row

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


def _caption(label: Label) -> str:
    """What tells a person which label it is."""
    if isinstance(label, AssetLabel):
        return f"{label.name}  {group_tag_number(label.tag_number)}".strip()
    return label.name or label.code
