"""One run of a job: what is queued goes out batch by batch, each committed before and after."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from app.domain.errors import DomainError, Invalid, Refused
from app.services.paper import Label
from app.services.ports import Cancelled, Clock, Progress
from app.services.printing.contents import JobContent, decode_content, decode_label
from app.services.printing.devices import Device, Devices, LabelEncoder, Language, PartlySent, Printer, PrinterState
from app.services.printing.jobs import Claimed, ItemState, JobKind, JobRow, PrintJobs, Waiting
from app.services.printing.tag_labels import TagLabels

MOST_AT_ONCE = 16
"""Labels between two commits: after a crash so many are not known. The first batch is one label."""


class Composer(Protocol):
    """Makes what a device is sent. `template` is a label template's JSON; each raises Invalid where that, a code or a
    label does not do."""

    def template(self, name: str) -> str:
        """The JSON of the label template of that name. Raises Invalid("label.no_template")."""
        ...

    def title(self, name: str) -> str:
        """What people call the label template of that name. Raises Invalid("label.no_template")."""
        ...

    def same_paper(self, one: str, other: str) -> bool:
        """Whether two templates, by name, are for labels of the same size that lie in the same way."""
        ...

    def label(self, label: Label, template: str, printer: Printer) -> bytes:
        """One label in the printer's own language. Raises Invalid("label.not_read") where no scanner could read it."""
        ...

    def require_readable(self, labels: Sequence[Label], template: str) -> None:
        """Raises Invalid("label.not_read", number=) where a scanner could not read one of the labels on its sheet."""
        ...

    def pages(self, labels: Sequence[Label], template: str, first_position: int) -> bytes:
        """The labels as a PDF."""
        ...

    def test(self, printer: Printer, template: str) -> bytes:
        """What shows that the printer is set up right, in its language; `template` "": on plain paper."""
        ...

    def test_pdf(self, printer: Printer, template: str) -> bytes: ...


class SlipPaper(Protocol):
    """The papers of slips (app.services.slip_papers.SlipPapers)."""

    def paper(self, number: str) -> bytes: ...

    def known(self, number: str) -> bool: ...

    def prints(self, number: str) -> Sequence[object]: ...

    def to_print(self, number: str, *, reason: str = "", by: str = "", need_reason: bool = True) -> bytes: ...

    def printed(self, number: str, *, reason: str = "", by: str = "") -> None: ...


class SendingParts(Protocol):
    """What a run needs of app.services.printing.asking.PrintParts."""

    @property
    def jobs(self) -> PrintJobs: ...
    @property
    def devices(self) -> Devices: ...
    @property
    def composer(self) -> Composer: ...
    @property
    def papers(self) -> SlipPaper: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def encoder(self) -> LabelEncoder | None: ...


def note_slip(papers: SlipPaper, content: JobContent) -> None:
    """The slip was printed: from now on it is a reprint."""
    papers.printed(content.number, reason=content.reason, by=content.by)


@dataclass(slots=True)
class Sending:
    """`stop` is heard between two batches, and where the printer takes no more for a while."""

    parts: SendingParts
    claimed: Claimed
    progress: Progress
    stop: Cancelled
    job: JobRow = field(init=False)
    printer: Printer = field(init=False)
    _content: JobContent = field(init=False)
    _done: int = field(init=False)

    def __post_init__(self) -> None:
        self.job, self.printer = self.claimed.row, self.claimed.printer
        self._content = decode_content(self.claimed.content)
        self._done = self.job.done + self.job.failed + self.job.voided

    def all(self) -> bool:
        """Send everything that is queued; True where it was stopped before the end.

        Raises DomainError where the printer does not take it: what has not gone out is queued again.
        """
        self._require_labels()
        device = self.parts.devices.open(self.printer)
        try:
            self.require_ready(device.state())
            if self.job.kind is JobKind.TAGS:
                return TagLabels(self, device).all()
            if self.job.kind is JobKind.LABELS and self.printer.language is not Language.PDF:
                return self._batches(device)
            return self._document(device)
        finally:
            device.close()

    # Labels in a printer's own language

    def _batches(self, device: Device) -> bool:
        size = self.job.total if device.whole else 1
        while batch := self.parts.jobs.waiting(self.job.id, size):
            if self.stop():
                return True
            drawn = [(it.position, data) for it in batch if (data := self.drawn(it)) is not None]
            if drawn:
                self.require_ready(self.send(device, drawn))
            self.tell(len(batch))
            size = max(size, min(2 * size, MOST_AT_ONCE))
        return False

    def drawn(self, item: Waiting) -> bytes | None:
        """The label; None where it cannot be one, and the item has failed."""
        try:
            return self.parts.composer.label(decode_label(item.content), self._content.template, self.printer)
        except DomainError as refusal:
            self.move([item.position], ItemState.QUEUED, ItemState.FAILED, fault=refusal)
            return None

    def send(self, device: Device, drawn: Sequence[tuple[int, bytes]]) -> PrinterState:
        """Labels as one document. Where it breaks off, those that begin beyond are queued again."""
        places = [position for position, _ in drawn]
        self.move(places, ItemState.QUEUED, ItemState.SENDING)
        try:
            state = device.send(b"".join(data for _, data in drawn), self.job.title, self.stop)
        except PartlySent as broken:
            begins = 0
            for position, data in drawn:
                if begins >= broken.sent:
                    self.move([position], ItemState.SENDING, ItemState.QUEUED)
                begins += len(data)
            raise broken.refusal from broken
        except DomainError:
            self.move(places, ItemState.SENDING, ItemState.QUEUED)
            raise
        self.move(places, ItemState.SENDING, ItemState.SENT, used=len(places))
        return state

    # Papers

    def _document(self, device: Device) -> bool:
        """All that is queued as one document."""
        batch = self.parts.jobs.waiting(self.job.id, self.job.total)
        if not batch:
            return False
        if self.stop():
            return True
        kind, content = self.job.kind, self._content
        if kind is JobKind.SLIP:
            return self._copies(device, batch)
        if kind is JobKind.LABELS:
            first = content.first_position if batch[0].position == 1 else 1  # printed on: on a sheet that is whole
            labels: dict[Waiting, Label] = {}
            for it in batch:
                if self.stop():  # twenty thousand take as many milliseconds
                    return True
                if (label := self._readable(it)) is not None:
                    labels[it] = label
            self.tell(len(batch) - len(labels))
            batch = list(labels)
            if not batch:
                return False
            data = self.parts.composer.pages(list(labels.values()), content.template, first)
        elif kind is JobKind.SHEET:
            data = base64.b64decode(content.pdf)
        else:
            data = self.parts.composer.test(self.printer, content.template)
        whole = [b""] * (len(batch) - 1) + [data]  # where it breaks off, none of them is known
        self.send(device, [(it.position, part) for it, part in zip(batch, whole, strict=True)])
        self.tell(len(batch))
        return False

    def _readable(self, item: Waiting) -> Label | None:
        """The label, where it can stand on a sheet; None, and the item has failed: the others are printed."""
        label = decode_label(item.content)
        try:
            self.parts.composer.require_readable([label], self._content.template)
        except DomainError as refusal:
            self.move([item.position], ItemState.QUEUED, ItemState.FAILED, fault=refusal)
            return None
        return label

    def _copies(self, device: Device, batch: Sequence[Waiting]) -> bool:
        """A slip, copy by copy. The first that has left makes every later print a reprint, but not its own copies."""
        content, papers = self._content, self.parts.papers
        begun = self.job.done > 0
        if begun and not content.reason:
            data = papers.paper(content.number)
        else:
            data = papers.to_print(content.number, reason=content.reason, by=content.by)
        for place, it in enumerate(batch, start=1):
            state = self.send(device, [(it.position, data)])
            if not begun:
                note_slip(papers, content)
                begun = True
            self.tell(1)
            if place < len(batch):
                self.require_ready(state)
                if self.stop():
                    return True
        return False

    # For each way

    def move(
        self,
        positions: Sequence[int],
        among: ItemState,
        to: ItemState,
        *,
        fault: DomainError | None = None,
        epc: str | None = None,
        tid: str | None = None,
        used: int = 0,
    ) -> int:
        """See PrintJobs.move; at once on disk."""
        now = self.parts.clock.now()
        return self.parts.jobs.move(self.job.id, positions, [among], to, now, fault=fault, epc=epc, tid=tid, used=used)

    def _require_labels(self) -> None:
        """Raises Refused where labels of another size were loaded since the job was asked for."""
        loaded, wanted = self.printer.template, self.job.template
        composer = self.parts.composer
        try:
            if not (loaded and wanted) or composer.same_paper(loaded, wanted):
                return
            loaded, wanted = composer.title(loaded), composer.title(wanted)
        except Invalid:  # a template that was removed since: its jobs have kept it, and its size is not asked for here
            return
        raise Refused("print.other_labels_loaded", printer=self.printer.name, loaded=loaded, wanted=wanted)

    def require_ready(self, state: PrinterState) -> None:
        """Raises the first alarm as a refusal: what was sent comes out when it is mended, and nothing more is sent."""
        if state.alarms:
            raise Refused(state.alarms[0], name=self.printer.name)
        if not state.online:
            raise Refused("printer.offline")

    def tell(self, more: int) -> None:
        self._done += more
        self.progress(self._done, self.job.total)


def preview(parts: SendingParts, row: JobRow, printer: Printer | None) -> bytes:
    """A job as a PDF."""
    content = decode_content(parts.jobs.content(row.id))
    if row.kind is JobKind.SLIP:
        return parts.papers.paper(content.number)
    if row.kind is JobKind.SHEET:
        return base64.b64decode(content.pdf)
    if row.kind is JobKind.TEST:
        if printer is None:
            raise Refused("printer.removed")
        return parts.composer.test_pdf(printer, content.template)
    labels = [decode_label(it.content) for it in parts.jobs.contents(row.id)]
    return parts.composer.pages(labels, content.template, content.first_position)
