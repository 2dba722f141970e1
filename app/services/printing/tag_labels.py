"""Labels whose tags are written as they are printed: one by one, read back, and only then bound.

A printer may answer after nobody waits any more; the label has come out then, with its number. So what it says is
listened to until the job ends, and known by the mark that each label was sent with.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Protocol

from app.domain.errors import DomainError, Refused
from app.services.paper import AssetLabel
from app.services.ports import Cancelled, Clock
from app.services.printing.contents import decode_label
from app.services.printing.devices import Device, LabelEncoder, PartlySent, Printer, PrinterState, Told
from app.services.printing.jobs import Claimed, ItemState, JobRow, PrintJobs, Waiting

MOST_FAILURES = 3
"""Tags that may fail one after the other: beyond it is the roll or the printer, and every label more is wasted."""
_MOST_HEARD = 1 << 16  # bytes of what it said that are kept, for an answer that comes in pieces
_LISTENING = 0.1  # seconds between two looks at whether to go on


class TagParts(Protocol):
    @property
    def jobs(self) -> PrintJobs: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def encoder(self) -> LabelEncoder | None: ...


class Run(Protocol):
    """The run that the labels are part of (app.services.printing.sending.Sending)."""

    claimed: Claimed
    job: JobRow
    printer: Printer

    @property
    def parts(self) -> TagParts: ...

    @property
    def stop(self) -> Cancelled: ...

    def drawn(self, item: Waiting) -> bytes | None: ...

    def send(self, device: Device, drawn: list[tuple[int, bytes]]) -> PrinterState: ...

    def move(
        self,
        positions: list[int],
        among: ItemState,
        to: ItemState,
        *,
        fault: DomainError | None = None,
        epc: str | None = None,
        tid: str | None = None,
        used: int = 0,
    ) -> int: ...

    def require_ready(self, state: PrinterState) -> None: ...

    def tell(self, more: int) -> None: ...


@dataclass(slots=True)
class TagLabels:
    """The tags of one run."""

    run: Run
    device: Device
    _encoder: LabelEncoder = field(init=False)
    _failures: int = 0
    _heard: bytes = b""
    _awaited: dict[str, tuple[Waiting, str]] = field(default_factory=dict)  # by mark: not answered; the item, its EPC
    _known: set[str] = field(default_factory=set)  # marks of answers that were dealt with
    _twin: Refused | None = None

    def __post_init__(self) -> None:
        encoder = self.run.parts.encoder
        if encoder is None or not self.run.printer.rfid:
            raise Refused("print.writes_no_tags", printer=self.run.printer.name)
        self._encoder = encoder

    def all(self) -> bool:
        """Print what is queued; True where it was stopped before the end. Raises as Sending.all does."""
        stopped = False
        while not stopped and self._failures < MOST_FAILURES:
            batch = self.run.parts.jobs.waiting(self.run.job.id, 1)
            if not batch:
                break
            if self.run.stop():
                stopped = True
            else:
                self._print(batch[0])
                self.run.tell(1)
        self._wait_for_late()
        if self._failures >= MOST_FAILURES:
            raise Refused("print.tags_fail", count=self._failures)
        if self._twin is not None:
            raise self._twin
        return stopped

    def _print(self, item: Waiting) -> None:
        label = decode_label(item.content)
        data = self.run.drawn(item)
        if data is None or not isinstance(label, AssetLabel):
            return
        self._listen()  # what came late since the last label may be about this very item
        if self.run.parts.jobs.waiting(self.run.job.id, 1) != [item]:
            return
        place, encoder = [item.position], self._encoder
        reason = self.run.job.reprint_reason
        try:
            if item.tid:  # its label was lost after its tag was bound: that tag is nobody's
                encoder.unbind([item], self.run.claimed.actor, reason)
            epc, pc = encoder.number(label.tag_number)
            encoder.require_free(item.asset_id, epc, reason)
        except DomainError as refusal:
            self.run.move(place, ItemState.QUEUED, ItemState.FAILED, fault=refusal)
            return
        mark = encoder.mark()
        data = encoder.wrap(data, epc, pc, mark)
        if not self.device.answers:  # sent and never verified: no tag is bound
            self.run.require_ready(self.run.send(self.device, [(item.position, data)]))
            return
        if not self.run.move(place, ItemState.QUEUED, ItemState.SENDING, epc=epc, tid=""):
            return  # another printer's run has just heard of a label of it
        try:
            answer = self.device.ask(data, encoder.end(mark), encoder.seconds)
        except PartlySent as broken:
            raise broken.refusal from broken
        except DomainError:
            self.run.move(place, ItemState.SENDING, ItemState.QUEUED)
            raise
        self._read(item, epc, mark, answer)

    def _read(self, item: Waiting, epc: str, mark: str, answer: bytes) -> None:
        """The answer to the label that was just sent, and whatever else came with it."""
        place = [item.position]
        self._known.add(mark)
        try:
            self._bind(item, epc, mark, answer)
        except DomainError as refusal:
            state = self.device.state()
            if mark.encode() not in answer:
                self.run.require_ready(state)  # it may wait in the printer, and come out with its tag: not known
            self._failures += 1
            self.run.move(place, ItemState.SENDING, ItemState.FAILED, fault=refusal, used=1)
            if refusal.code == "tag.no_answer":
                self._known.discard(mark)
                self._awaited[mark] = (item, epc)
            self._listen(answer)
            self.run.require_ready(state)
        else:
            self._failures = 0
            self.run.move(place, ItemState.SENDING, ItemState.VERIFIED, used=1)
            self._listen(answer)

    def _bind(self, item: Waiting, epc: str, mark: str, answer: bytes) -> None:
        """Raises DomainError where the answer does not prove it, or the piece may not have it."""
        read = self._encoder.read_back(answer, epc, mark)
        self.run.move([item.position], ItemState.SENDING, ItemState.SENDING, tid=read.tid)  # whose it is after a crash
        self._encoder.bind(item.asset_id, read, self.run.claimed.actor, self.run.job.reprint_reason)

    # What comes late

    def _listen(self, more: bytes = b"", seconds: float = 0) -> None:
        """Deal with what it said about labels sent before. Raises Refused where the line is closed."""
        self._heard = (self._heard + more + self.device.said(seconds))[-_MOST_HEARD:]
        for told in self._encoder.heard(self._heard):
            if told.mark not in self._known:
                self._known.add(told.mark)
                self._came_late(told)

    def _wait_for_late(self) -> None:
        """Once the line is closed an answer is lost: what is not answered yet is given as long again."""
        until = time.monotonic() + self._encoder.seconds
        try:
            while self._awaited and time.monotonic() < until and not self.run.stop():
                self._listen(seconds=_LISTENING)
        except Refused:
            return

    def _came_late(self, told: Told) -> None:
        if told.mark not in self._awaited:
            self._of_former_run(told)
            return
        item, epc = self._awaited.pop(told.mark)
        place = [item.position]
        if not self.run.move(place, ItemState.FAILED, ItemState.SENDING):
            return
        try:
            self._encoder.require_free(item.asset_id, epc, self.run.job.reprint_reason)
            self._bind(item, epc, told.mark, self._heard)
        except DomainError as refusal:
            self.run.move(place, ItemState.SENDING, ItemState.FAILED, fault=refusal)
        else:
            self._failures = max(0, self._failures - 1)
            self.run.move(place, ItemState.SENDING, ItemState.VERIFIED)

    def _of_former_run(self, told: Told) -> None:
        """A label that nobody waits for any more bears a piece's number: never bound by itself; a person is told."""
        jobs, now = self.run.parts.jobs, self.run.parts.clock.now()
        for it in jobs.bearing(told.epc):
            place = [it.position]
            if it.tid == told.tid:
                continue
            if it.state in (ItemState.QUEUED, ItemState.FAILED, ItemState.SENT):
                if not self._proven(told):
                    continue
                fault = Refused("tag.came_late", epc=told.epc, tid=told.tid)
                jobs.move(it.job_id, place, [it.state], ItemState.FAILED, now, fault=fault, tid=told.tid)
            elif it.state is ItemState.VERIFIED:
                self._twin = Refused("tag.twin", name=it.caption, epc=told.epc, tid=told.tid)
                jobs.move(it.job_id, place, [it.state], it.state, now, fault=self._twin)

    def _proven(self, told: Told) -> bool:
        """Whether that tag holds what it was to hold, to the last bit: another one is no label to stick on."""
        try:
            self._encoder.read_back(self._heard, told.epc, told.mark)
        except DomainError:
            return False
        return True
