"""The papers of slips: made once, kept as they were, and printed again only with a mark and a reason.

A paper is kept when it is first made, so what was signed here is never set anew in other words. What was first
printed at another PC, or is no longer kept, is made from the snapshot in the records, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.domain.errors import NotFound, Refused
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
    """The papers of this PC, by document number."""

    def kept(self, number: str) -> bytes | None:
        """The exact bytes of the paper; None where this PC has not made it."""

    def keep(self, number: str, pdf: bytes) -> bytes:
        """Keep a paper that is not kept yet; returns the one that is kept. Raises OSError, nothing is kept then."""

    def prints(self, number: str) -> Sequence[Printed]:
        """How often it was printed here, in order."""

    def note(self, number: str, printed: Printed) -> None:
        """Note a print. Raises OSError."""


class SlipPapers:
    """`proofs` and `code` give the signed codes that go with a slip. May be used from any thread."""

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
        """The paper as it was kept, else made now, and kept where it is this PC's own to keep. Raises NotFound."""
        return self._paper(number)[0]

    def companion(self, slip: Slip) -> bytes:
        """A paper that goes with a document (companions.py): it bears that document's number and signed code."""
        document = self._queries.document(slip.number)
        own = document is not None and document.site_id == self._station().site_id
        code = self._code(issued_slip(document.content)) if document is not None and own else ""
        return self._typesetter.slip_pdf(slip, code=code)

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
        """(the paper, whether it was made anew although another one may lie signed somewhere)."""
        kept = self._archive.kept(number)
        if kept is not None:
            return kept, False
        document = self._queries.document(number)
        if document is None:
            raise NotFound("document.unknown", number=number)
        slip = issued_slip(document.content)
        code = self._code(slip) if document.site_id == self._station().site_id else ""
        pdf = self._typesetter.slip_pdf(slip, self._proofs(number), code=code)
        if self._own(number) and not self._archive.prints(number):
            return self._archive.keep(number, pdf), False
        return pdf, True

    def _own(self, number: str) -> bool:
        """Whether this PC drew the number, and so made its first paper."""
        station = self._station()
        return number[2:8] == station.site_id and number[16:18] == f"{station.number:02d}"
