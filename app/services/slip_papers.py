"""The papers of slips: made once, kept as they were, and printed again only with a mark and a reason.

A paper is kept when it is first made, so what was signed here is never set anew in other words. What was first
printed at another PC, or is no longer kept, is made from the snapshot in the records, which the city has worked out
from its own rows: it may say something else than what was signed. So each of its pages says that it is no original,
and it has the bare number in place of the signed code, which stands for the words of the original.

The papers that go with a slip (companions.py) are kept in the same way, under names of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.errors import NotFound, Refused
from app.services.companions import companion_name, read_companion_name
from app.services.paper import Reprint, Slip, Typesetter, issued_slip
from app.services.ports import Clock, Station
from app.services.queries import Queries


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper went to a printer or into a file, from this PC. The first time has no reason."""

    at: datetime
    by: str
    reason: str = ""


class PaperArchive(Protocol):
    """The papers of this PC, by document number or by a companion's name."""

    def kept(self, name: str) -> bytes | None:
        """The exact bytes of the paper; None where this PC has not made it."""

    def keep(self, name: str, pdf: bytes) -> bytes:
        """Keep a paper that is not kept yet; returns the one that is kept. Raises OSError, nothing is kept then."""

    def prints(self, name: str) -> Sequence[Printed]:
        """How often it was printed here, in order."""

    def note(self, name: str, printed: Printed) -> None:
        """Note a print. Raises OSError."""

    def companions(self, number: str) -> Sequence[str]:
        """The names of the papers kept that go with a document, by day."""


class SlipPapers:
    """`proofs` and `code` give the signed codes that go with a slip. May be used from any thread.

    A `number` is a document's, or a companion's name.
    """

    def __init__(
        self,
        queries: Queries,
        typesetter: Typesetter,
        archive: PaperArchive,
        clock: Clock,
        station: Callable[[], Station],
        proofs: Callable[[str], Sequence[str]] = lambda number: (),
        code: Callable[[Slip], str] = lambda slip: "",
    ) -> None:
        self._queries, self._typesetter, self._archive = queries, typesetter, archive
        self._clock, self._station, self._proofs, self._code = clock, station, proofs, code

    def paper(self, number: str) -> bytes:
        """The paper as it was kept, else made now: kept where it is this PC's own to keep, marked as no original where
        it is not. Raises NotFound.
        """
        pdf, remade = self._paper(number)
        return self._typesetter.reprinted(pdf, Reprint("", self._clock.now(), 0, remade=True)) if remade else pdf

    def known(self, number: str) -> bool:
        """Whether there is such a paper, or one can be made."""
        if read_companion_name(number) is not None:
            return self._archive.kept(number) is not None
        return self._queries.document(number) is not None

    def companion(self, slip: Slip) -> str:
        """Keep a paper that goes with a document (companions.py), where it is not kept yet; returns its name.

        It bears that document's number and signed code.
        """
        name = companion_name(slip)
        if self._archive.kept(name) is not None:
            return name
        document = self._queries.document(slip.number)
        own = document is not None and document.site_id == self._station().site_id
        code = self._code(issued_slip(document.content)) if document is not None and own else ""
        self._archive.keep(name, self._typesetter.slip_pdf(slip, code=code))
        return name

    def companions(self, number: str) -> Sequence[str]:
        """The names of the papers kept here that go with a document, by day."""
        return self._archive.companions(number)

    def prints(self, number: str) -> Sequence[Printed]:
        """How often it was printed at this PC, in order."""
        return self._archive.prints(number)

    def to_print(self, number: str, *, reason: str = "", by: str = "", need_reason: bool = True) -> bytes:
        """What is to be printed now: the paper itself the first time, from then on with the mark of a reprint.

        Raises NotFound, and Refused("print.reason_needed") where it was printed before and no reason is given.
        """
        pdf, remade = self._paper(number)
        times = len(self._archive.prints(number)) + (not self._own(number))  # another PC has printed its own
        if not times:
            return pdf
        if need_reason and not reason.strip():
            raise Refused("print.reason_needed", number=number, times=times)
        return self._typesetter.reprinted(pdf, Reprint(reason.strip(), self._clock.now(), times, by, remade))

    def printed(self, number: str, *, reason: str = "", by: str = "") -> None:
        """Note that it was printed: from now on it is a reprint."""
        self._archive.note(number, Printed(self._clock.now(), by, reason.strip()))

    def _paper(self, number: str) -> tuple[bytes, bool]:
        """(the paper, whether it was made anew although another one may lie signed somewhere: that bears no code)."""
        kept = self._archive.kept(number)
        if kept is not None and self._own(number):  # else it is of a time before this PC had its number
            return kept, False
        document = None if read_companion_name(number) else self._queries.document(number)
        if document is None:
            raise NotFound("document.unknown", number=number)
        slip, proofs = issued_slip(document.content), self._proofs(number)
        if self._own(number) and not self._archive.prints(number):
            pdf = self._typesetter.slip_pdf(slip, proofs, code=self._code(slip))
            return self._archive.keep(number, pdf), False
        return self._typesetter.slip_pdf(slip, proofs), True

    def _own(self, number: str) -> bool:
        """Whether this PC drew the number, and so made its first paper; a companion is the PC's that keeps it."""
        if read_companion_name(number) is not None:
            return True
        station = self._station()
        return number[2:8] == station.site_id and number[16:18] == f"{station.number:02d}"
