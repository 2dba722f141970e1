"""Printers as they are set up at this PC, and what the services ask of the device behind one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from app.domain.errors import DomainError
from app.services.commands.base import Actor
from app.services.ports import Cancelled


class Language(StrEnum):
    PDF = "pdf"  # pages: an office printer, or a file
    ZPL = "zpl"
    TSPL = "tspl"


@dataclass(frozen=True, slots=True)
class Printer:
    """A printer as it is set up at this PC.

    `address`: "windows:NAME", "tcp:HOST[:PORT]", "cups:NAME" or "file:PATH". `template` names the labels that are
    loaded; empty: plain paper. `rfid`: it writes tags and answers what it read back. `acs`: its ZPL knows only
    ASCII-compressed pictures, not Z64. `media_count`: labels on a new roll (0: not counted); `media_left`: on this one.
    """

    id: str
    name: str
    address: str
    language: Language
    dots_per_inch: int = 203
    template: str = ""
    rfid: bool = False
    acs: bool = False
    media_count: int = 0
    media_left: int | None = None


@dataclass(frozen=True, slots=True)
class PrinterState:
    """`alarms` are message codes: "printer.paper_out", "printer.head_open", "printer.ribbon_out", "printer.paused", …

    `two_way`: it says itself how it is; else no more is known than that something takes what it is sent.
    """

    online: bool
    alarms: tuple[str, ...] = ()
    two_way: bool = False


class PartlySent(Exception):
    """The device broke off: the first `sent` bytes may have come out, what follows has not.

    `refusal` says why.
    """

    def __init__(self, sent: int, refusal: DomainError) -> None:
        super().__init__(sent, refusal)
        self.sent = sent
        self.refusal = refusal


class Device(Protocol):
    """A way to a printer, open. Used by one thread at a time."""

    @property
    def answers(self) -> bool:
        """Whether the way goes back too: `ask` is of use."""
        ...

    @property
    def whole(self) -> bool:
        """Whether it takes a job as one document, not in parts."""
        ...

    def send(self, data: bytes, title: str, cancelled: Cancelled) -> PrinterState:
        """Hand over a document. Returns how the printer is now; one that answers has received all of it then.

        `cancelled` is heard where the printer takes no more for a while. Raises Refused("printer.…") where nothing
        went out, PartlySent where something may have.
        """
        ...

    def ask(self, data: bytes, end: bytes, seconds: float) -> bytes:
        """Hand over and read what it answers up to and with `end`; less of it, or nothing, when the time is over.

        Before that stands what it said unasked, as `said` gives it. Raises Refused where the device is one-way or
        nothing went out, PartlySent where something may have.
        """
        ...

    def said(self, seconds: float = 0) -> bytes:
        """What it has said unasked since the last look; waits so long where there is nothing. Raises Refused where
        the line is closed, and nothing can come any more."""
        ...

    def state(self) -> PrinterState:
        """How the printer is. Never raises: what does not answer is not online."""
        ...

    def close(self) -> None: ...


PaperPort = Callable[[bytes, str, str, Cancelled], None]
"""Paints a PDF on a printer of the system: (pdf, printer's name, title, cancelled). Raises as `Device.send`."""


class Devices(Protocol):
    """Ways to printers, by their address."""

    paper: PaperPort | None
    """What paints pages where the system takes no PDF (Windows); None without windows."""

    def check(self, printer: Printer) -> None:
        """Raises Invalid where its address or resolution cannot be meant."""
        ...

    def open(self, printer: Printer) -> Device:
        """Raises Refused("printer.…") where it cannot be reached, Invalid as `check`."""
        ...

    def found(self) -> list[str]:
        """Addresses of the printers that the system knows."""
        ...


class ReadBack(Protocol):
    """What a tag held when it was read after writing (app.services.rfid.Encoded)."""

    @property
    def tid(self) -> str: ...

    @property
    def epc(self) -> str: ...


class Told(Protocol):
    """A printer's whole answer about one label's tag; `mark` names the label."""

    @property
    def mark(self) -> str: ...

    @property
    def tid(self) -> str: ...

    @property
    def epc(self) -> str: ...


class LabelTag(ReadBack, Protocol):
    """The tag in an asset's label (app.services.printing.jobs.ItemRow)."""

    @property
    def asset_id(self) -> str: ...


Borne = TypeVar("Borne", bound=LabelTag)


class LabelEncoder(Protocol):
    """Writes tags with the labels that an RFID printer prints.

    For each label: `number` → `require_free` → `wrap` → sent and answered → `read_back` → `bind`. Only what was read
    back and equals is bound. A printer answers when it comes to it, perhaps after the next label was sent: so each
    label that is sent has a `mark` of its own, which stands in its answer.
    """

    seconds: float
    """How long the answer may take: the printer feeds, writes, reads and prints."""

    def number(self, tag_number: str) -> tuple[str, int]:
        """(EPC in hexadecimal, upper case; PC word) by the site's scheme. Raises Invalid or Refused."""
        ...

    def require_free(self, asset_id: str, epc: str, reason: str) -> None:
        """Before a label is spent. Raises as `bind` would now: "tag.asset_has_tag" where the asset has a tag and no
        `reason` is given for another one, "epc.in_use" where another asset's tag bears that EPC, and where the asset
        has left."""
        ...

    def mark(self) -> str:
        """Another one each time, over restarts too."""
        ...

    def wrap(self, label: bytes, epc: str, pc: int, mark: str) -> bytes:
        """The label with the commands that write its tag and read it back."""
        ...

    def end(self, mark: str) -> bytes:
        """The last bytes of the answer to that label."""
        ...

    def heard(self, answer: bytes) -> Sequence[Told]:
        """All whole answers in what a printer said, to whatever label."""
        ...

    def read_back(self, answer: bytes, epc: str, mark: str) -> ReadBack:
        """Raises Refused("tag.…") where the answer does not prove that the label's tag holds the EPC."""
        ...

    def bind(self, asset_id: str, read: ReadBack, actor: Actor, reason: str) -> None:
        """Make it the asset's tag, as an operation. `reason`: why it takes another's place. Raises DomainError."""
        ...

    def bearing(self, tags: Sequence[Borne]) -> list[Borne]:
        """Those of them whose asset bears exactly that EPC and TID."""
        ...

    def unbind(self, tags: Sequence[LabelTag], actor: Actor, reason: str) -> None:
        """Take those tags from their assets, as operations, all or none; where an asset bears another one by now,
        it keeps that. Raises DomainError."""
        ...
