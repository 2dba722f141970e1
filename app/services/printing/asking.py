"""Asking the print desk for papers: each is a job with rows for its items, frozen as they are now."""

from __future__ import annotations

import base64
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import msgspec

from app.domain.errors import Invalid, NotFound, Refused
from app.domain.ids import new_id
from app.domain.numbering import group_tag_number
from app.services.commands.base import Actor
from app.services.paper import AssetLabel, Label
from app.services.ports import Clock
from app.services.printing.contents import JobContent, decode_content, encode_content, encode_label, label_of
from app.services.printing.devices import Devices, LabelEncoder, Language, Printer
from app.services.printing.jobs import ItemState, JobKind, JobRow, JobState, NewItem, NewJob, PrintJobs
from app.services.printing.sending import Composer, SlipPaper
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


class Asking:
    """What can be printed. Each `add_…` gives the id of a job that waits to be run (PrintDesk in desk.py)."""

    def __init__(self, parts: PrintParts) -> None:
        self._parts = parts
        self._jobs = parts.jobs

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
        composer = self._parts.composer
        if printer.template and not composer.same_paper(printer.template, template):
            loaded, wanted = composer.title(printer.template), composer.title(template)
            raise Refused("print.other_labels_loaded", printer=printer.name, loaded=loaded, wanted=wanted)
        if encode and not (printer.rfid and self._parts.encoder):
            raise Refused("print.writes_no_tags", printer=printer.name)
        content = JobContent(template=composer.template(template), first_position=first_position)
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
        """An issued slip, or by its name a companion, with all its sheets, `copies` times; returns the job's id.

        Raises NotFound, and Refused: "print.reason_needed" where it was printed before and no reason is given; where
        it is printing now, or it is not known whether it came out.
        """
        if not self._parts.papers.known(number):
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

    def _at_rest(self, job_id: str) -> JobRow:
        """Raises Refused where somebody runs it, or it is not known what came out."""
        return require_at_rest(self._jobs.job(job_id))


def require_at_rest(row: JobRow) -> JobRow:
    """Raises Refused("print.running"), and "print.unsure" where it must be settled first."""
    if row.state is JobState.RUNNING:
        raise Refused("print.running")
    if row.state is JobState.UNSURE:
        raise Refused("print.unsure", count=row.unsure)
    return row


def _caption(label: Label) -> str:
    """What tells a person which label it is."""
    if isinstance(label, AssetLabel):
        return f"{label.name}  {group_tag_number(label.tag_number)}".strip()
    return label.name or label.code
