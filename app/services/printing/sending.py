"""One run of a job: what is queued goes out batch by batch, each committed before and after."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from app.domain.errors import DomainError, Invalid, Refused
from app.services.paper import AssetLabel, Label
from app.services.ports import Cancelled, Clock, Progress
from app.services.printing.contents import JobContent, decode_content, decode_label
from app.services.printing.devices import Device, Devices, LabelEncoder, Language, PartlySent, Printer, PrinterState
from app.services.printing.jobs import Claimed, ItemState, JobKind, JobRow, PrintJobs, Waiting

MOST_AT_ONCE = 16
"""Labels between two commits: after a crash so many are not known. The first batch is one label."""
MOST_FAILURES = 3
"""Tags that may fail one after the other: beyond it is the roll or the printer, and every label more is wasted."""


class Composer(Protocol):
    """Makes what a device is sent. `template` is a label template's JSON; each raises Invalid where that, a code or a
    label does not do."""

    def template(self, name: str) -> str:
        """The JSON of the label template of that name. Raises Invalid("label.no_template")."""
        ...

    def same_paper(self, one: str, other: str) -> bool:
        """Whether two templates, by name, are for labels of the same size that lie in the same way."""
        ...

    def label(self, label: Label, template: str, printer: Printer) -> bytes:
        """One label in the printer's own language."""
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
    _failures: int = 0

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
            self._require_ready(device.state())
            if self.job.kind is JobKind.TAGS:
                return self._each(device)
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
            drawn = [(it.position, data) for it in batch if (data := self._drawn(it)) is not None]
            if drawn:
                self._require_ready(self._send(device, drawn))
            self._tell(len(batch))
            size = max(size, min(2 * size, MOST_AT_ONCE))
        return False

    def _drawn(self, item: Waiting) -> bytes | None:
        """The label; None where it cannot be one, and the item has failed."""
        try:
            return self.parts.composer.label(decode_label(item.content), self._content.template, self.printer)
        except DomainError as refusal:
            self._move([item.position], ItemState.QUEUED, ItemState.FAILED, fault=refusal)
            return None

    def _send(self, device: Device, drawn: Sequence[tuple[int, bytes]]) -> PrinterState:
        """Labels as one document. Where it breaks off, those that begin beyond are queued again."""
        places = [position for position, _ in drawn]
        self._move(places, ItemState.QUEUED, ItemState.SENDING)
        try:
            state = device.send(b"".join(data for _, data in drawn), self.job.title, self.stop)
        except PartlySent as broken:
            begins = 0
            for position, data in drawn:
                if begins >= broken.sent:
                    self._move([position], ItemState.SENDING, ItemState.QUEUED)
                begins += len(data)
            raise broken.refusal from broken
        except DomainError:
            self._move(places, ItemState.SENDING, ItemState.QUEUED)
            raise
        self._move(places, ItemState.SENDING, ItemState.SENT, used=len(places))
        return state

    # Labels with their tags

    def _each(self, device: Device) -> bool:
        encoder = self.parts.encoder
        if encoder is None or not self.printer.rfid:
            raise Refused("print.writes_no_tags", printer=self.printer.name)
        while batch := self.parts.jobs.waiting(self.job.id, 1):
            if self.stop():
                return True
            self._encode(device, encoder, batch[0])
            self._tell(1)
            if self._failures >= MOST_FAILURES:
                raise Refused("print.tags_fail", count=self._failures)
        return False

    def _encode(self, device: Device, encoder: LabelEncoder, item: Waiting) -> None:
        label = decode_label(item.content)
        data = self._drawn(item)
        if data is None or not isinstance(label, AssetLabel):
            return
        place = [item.position]
        actor, reason = self.claimed.actor, self.job.reprint_reason
        try:
            if item.tid:  # its label was lost after its tag was bound: that tag is nobody's
                encoder.unbind([item], actor, reason)
            epc, pc = encoder.number(label.tag_number)
            encoder.require_free(item.asset_id, epc, reason)
        except DomainError as refusal:
            self._move(place, ItemState.QUEUED, ItemState.FAILED, fault=refusal)
            return
        data = encoder.wrap(data, epc, pc)
        if not device.answers:  # sent and never verified: no tag is bound
            self._require_ready(self._send(device, [(item.position, data)]))
            return
        self._move(place, ItemState.QUEUED, ItemState.SENDING, epc=epc, tid="")
        try:
            answer = device.ask(data, encoder.end, encoder.seconds)
        except PartlySent as broken:
            raise broken.refusal from broken
        except DomainError:
            self._move(place, ItemState.SENDING, ItemState.QUEUED)
            raise
        try:
            read = encoder.read_back(answer, epc)
            self._move(place, ItemState.SENDING, ItemState.SENDING, tid=read.tid)  # whose tag it is after a crash
            encoder.bind(item.asset_id, read, actor, reason)
        except DomainError as refusal:
            state = device.state()
            if not answer:
                self._require_ready(state)  # the label may wait in the printer, and come out with its tag: not known
            self._failures += 1
            self._move(place, ItemState.SENDING, ItemState.FAILED, fault=refusal, used=1)
            self._require_ready(state)
        else:
            self._failures = 0
            self._move(place, ItemState.SENDING, ItemState.VERIFIED, epc=read.epc, tid=read.tid, used=1)

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
            data = self.parts.composer.pages([decode_label(it.content) for it in batch], content.template, first)
        elif kind is JobKind.SHEET:
            data = base64.b64decode(content.pdf)
        else:
            data = self.parts.composer.test(self.printer, content.template)
        whole = [b""] * (len(batch) - 1) + [data]  # where it breaks off, none of them is known
        self._send(device, [(it.position, part) for it, part in zip(batch, whole, strict=True)])
        self._tell(len(batch))
        return False

    def _copies(self, device: Device, batch: Sequence[Waiting]) -> bool:
        """A slip, copy by copy. The first that has left makes every later print a reprint, but not its own copies."""
        content, papers = self._content, self.parts.papers
        begun = self.job.done > 0
        if begun and not content.reason:
            data = papers.paper(content.number)
        else:
            data = papers.to_print(content.number, reason=content.reason, by=content.by)
        for place, it in enumerate(batch, start=1):
            state = self._send(device, [(it.position, data)])
            if not begun:
                note_slip(papers, content)
                begun = True
            self._tell(1)
            if place < len(batch):
                self._require_ready(state)
                if self.stop():
                    return True
        return False

    # Inside

    def _move(
        self,
        positions: Sequence[int],
        among: ItemState,
        to: ItemState,
        *,
        fault: DomainError | None = None,
        epc: str | None = None,
        tid: str | None = None,
        used: int = 0,
    ) -> None:
        now = self.parts.clock.now()
        self.parts.jobs.move(self.job.id, positions, [among], to, now, fault=fault, epc=epc, tid=tid, used=used)

    def _require_labels(self) -> None:
        """Raises Refused where labels of another size were loaded since the job was asked for."""
        loaded, wanted = self.printer.template, self.job.template
        try:
            same = not (loaded and wanted) or self.parts.composer.same_paper(loaded, wanted)
        except Invalid:  # a template that was removed since: its jobs have kept it, and its size is not asked for here
            return
        if not same:
            raise Refused("print.other_labels_loaded", printer=self.printer.name, loaded=loaded, wanted=wanted)

    def _require_ready(self, state: PrinterState) -> None:
        """Raises the first alarm as a refusal: what was sent comes out when it is mended, and nothing more is sent."""
        if state.alarms:
            raise Refused(state.alarms[0], name=self.printer.name)
        if not state.online:
            raise Refused("printer.offline")

    def _tell(self, more: int) -> None:
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
