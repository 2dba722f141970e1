"""Print jobs as rows: what is asked for, frozen, and how far it came.

An item is committed as SENDING before it goes out and as SENT after. What a crash, a pulled plug or a kill leaves as
SENDING is not known: a person looks and says so (`PrintDesk.settle`), and nothing prints a second time by itself. How
they come to be is in asking.py; the desk that runs them in desk.py.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from app.domain.errors import DomainError
from app.services.commands.base import Actor
from app.services.printing.devices import Printer


class JobKind(StrEnum):
    LABELS = "labels"
    TAGS = "tags"  # labels whose tags are written as they are printed
    SLIP = "slip"
    SHEET = "sheet"  # any other PDF
    TEST = "test"


class ItemState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"  # going out; where no program runs its job: not known
    SENT = "sent"  # handed to the printer
    VERIFIED = "verified"  # and its tag read back
    FAILED = "failed"  # the printer said no
    VOIDED = "voided"  # by a person, with a reason


class JobState(StrEnum):
    """Follows from the items (`job_state`)."""

    QUEUED = "queued"
    RUNNING = "running"
    UNSURE = "unsure"  # of some items it is not known whether they came out: ask
    SENT = "sent"
    VERIFIED = "verified"
    FAILED = "failed"  # it stopped at a fault, or items failed
    VOIDED = "voided"
    CANCELLED = "cancelled"  # by a person; what was not sent can still be


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job as a list shows it.

    `subject` is a slip's number, else empty; `title` names its document: a slip's number, or its first label's
    name. `done` counts items sent or verified; `total` all of them. `fault` is why it stopped. `reprint_of`: the job
    whose items it prints again.
    """

    id: str
    kind: JobKind
    title: str
    subject: str
    printer_id: str
    printer_name: str
    template: str
    state: JobState
    fault: DomainError | None
    created_at: datetime
    created_by: str
    total: int
    done: int
    failed: int
    unsure: int
    voided: int
    reprint_of: str = ""
    reprint_reason: str = ""


@dataclass(frozen=True, slots=True)
class ItemRow:
    """`position` from 1. `fault`: why it failed; `reason`: a person's words, where it was voided."""

    job_id: str
    position: int
    asset_id: str
    caption: str
    state: ItemState
    fault: DomainError | None
    reason: str
    epc: str
    tid: str
    changed_at: datetime

    @property
    def came_late(self) -> bool:
        """Its label came out when nobody waited for it any more: its tag is known, and nobody's."""
        return self.state is ItemState.FAILED and self.fault is not None and self.fault.code == "tag.came_late"


@dataclass(frozen=True, slots=True)
class NewItem:
    """`content`: what it prints, as JSON; empty where the job's says it all."""

    caption: str
    content: str = ""
    asset_id: str = ""


@dataclass(frozen=True, slots=True)
class NewJob:
    """A job before it has run. `content` is what all its items share, frozen as JSON."""

    id: str
    kind: JobKind
    title: str
    subject: str
    printer: Printer
    template: str
    content: str
    actor: Actor
    created_at: datetime
    reprint_of: str = ""
    reprint_reason: str = ""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job that is the caller's to run: as it stood before, its printer, what it prints and who asked for it."""

    row: JobRow
    printer: Printer
    content: str
    actor: Actor


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item that is to be sent. `epc` and `tid`: of its tag, where it was written and read back before."""

    position: int
    asset_id: str
    content: str
    epc: str = ""
    tid: str = ""


class PrintJobs(Protocol):
    """The rows. Each call is one transaction, and on disk when it returns."""

    def add(self, job: NewJob, items: Sequence[NewItem]) -> None: ...

    def job(self, id: str) -> JobRow:
        """Raises NotFound."""
        ...

    def jobs(self, limit: int, *, unfinished: bool = False) -> list[JobRow]:
        """The newest first. `unfinished`: only those with items queued or not known."""
        ...

    def items(self, job_id: str) -> list[ItemRow]: ...

    def bearing(self, epc: str) -> list[ItemRow]:
        """Items of any job whose tag was to bear that EPC."""
        ...

    def content(self, job_id: str) -> str:
        """What the job prints, as it was added. Raises NotFound."""
        ...

    def waiting(self, job_id: str, count: int) -> list[Waiting]:
        """The first items that are queued."""
        ...

    def contents(self, job_id: str, positions: Collection[int] | None = None) -> list[Waiting]:
        """Items whatever their state, in order; all where no positions are given."""
        ...

    def claim(self, job_id: str) -> Claimed:
        """Make it the caller's to run, and no longer cancelled.

        Raises NotFound, Refused: "print.running" (somebody runs it), "print.unsure" (it must be settled first),
        "printer.removed".
        """
        ...

    def hold(self, job_id: str) -> JobRow:
        """Keep it from being claimed until `let_go`; as it stood before. Raises NotFound, Refused("print.running")."""
        ...

    def let_go(self, job_id: str) -> None: ...

    def release(self, job_id: str, fault: DomainError | None, *, cancelled: bool) -> None: ...

    def release_all(self) -> None:
        """At the start of the program that holds the data folder: what others were running they no longer run."""
        ...

    def move(
        self,
        job_id: str,
        positions: Collection[int],
        among: Collection[ItemState],
        to: ItemState,
        at: datetime,
        *,
        fault: DomainError | None = None,
        reason: str = "",
        epc: str | None = None,
        tid: str | None = None,
        used: int = 0,
    ) -> int:
        """Bring those of the items that are in one of the states `among` to another; returns how many.

        `epc`, `tid`: None leaves what is there. `used`: labels that the job's printer has fewer of now.
        """
        ...

    def cancel(self, job_id: str) -> None: ...

    def last_of(self, kind: JobKind, subject: str) -> str | None:
        """The newest job of that subject with an item that came out or may have; None where there is none."""
        ...

    def printers(self) -> list[Printer]: ...

    def printer(self, id: str) -> Printer:
        """Raises Refused("printer.removed")."""
        ...

    def put_printer(self, printer: Printer) -> None: ...

    def remove_printer(self, id: str) -> None: ...


def job_state(counts: Mapping[ItemState, int], *, running: bool, cancelled: bool, faulty: bool) -> JobState:
    """What the states of its items say of a job."""

    def any_of(*states: ItemState) -> bool:
        return any(counts.get(state) for state in states)

    if running:
        return JobState.RUNNING
    if any_of(ItemState.SENDING):
        return JobState.UNSURE
    if any_of(ItemState.QUEUED):
        if cancelled:
            return JobState.CANCELLED
        return JobState.FAILED if faulty else JobState.QUEUED
    if any_of(ItemState.FAILED):
        return JobState.FAILED
    if any_of(ItemState.SENT):
        return JobState.SENT
    return JobState.VERIFIED if any_of(ItemState.VERIFIED) else JobState.VOIDED
