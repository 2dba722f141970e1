"""How jobs, their items and printers look: word, meaning, icon; and addresses as people say them."""

from __future__ import annotations

from app.services.printing.devices import Language, Printer, PrinterState
from app.services.printing.jobs import ItemRow, ItemState, JobKind, JobRow, JobState
from app.words import Words
from ui.companion import paper_words
from ui.i18n import tr
from ui.print_runner import PrintRunner

Look = tuple[str, str, str]


def job_look(row: JobRow, runner: PrintRunner) -> Look:
    """What a person sees of a job; what prints at this moment is known here before it is written."""
    if runner.run_of(row.id) is not None:
        return tr("Printing"), "information", "print"
    if runner.in_line(row.id):
        return tr("Waits for the printer"), "information", "pending"
    looks: dict[JobState, Look] = {
        JobState.QUEUED: (tr("Not printed yet"), "attention", "pending"),
        JobState.RUNNING: (tr("Printing"), "information", "print"),
        JobState.UNSURE: (tr("Did it come out?"), "attention", "unknown"),
        JobState.SENT: (tr("Printed"), "good", "check"),
        JobState.VERIFIED: (tr("Printed and checked"), "good", "done"),
        JobState.FAILED: (tr("Failed"), "problem", "refused"),
        JobState.VOIDED: (tr("Void"), "neutral", "disposed"),
        JobState.CANCELLED: (tr("Cancelled"), "neutral", "close"),
    }
    return looks[row.state]


def item_look(row: ItemRow) -> Look:
    looks: dict[ItemState, Look] = {
        ItemState.QUEUED: (tr("To be printed"), "neutral", "pending"),
        ItemState.SENDING: (tr("Did it come out?"), "attention", "unknown"),
        ItemState.SENT: (tr("Printed"), "good", "check"),
        ItemState.VERIFIED: (tr("Printed and checked"), "good", "done"),
        ItemState.FAILED: (tr("Failed"), "problem", "refused"),
        ItemState.VOIDED: (tr("Void"), "neutral", "disposed"),
    }
    return looks[row.state]


def printer_look(state: PrinterState | None, *, printing: bool) -> Look:
    """None: not asked yet."""
    if printing:
        return tr("Printing"), "information", "print"
    if state is None:
        return tr("Asking…"), "neutral", "pending"
    if not state.online:
        return tr("Does not answer"), "problem", "line-down"
    if state.alarms:
        return tr("Needs a hand"), "attention", "warning"
    return tr("Ready"), "good", "done"


def kind_words(kind: JobKind) -> str:
    return {
        JobKind.LABELS: tr("Labels"),
        JobKind.SLIP: tr("Handover slip"),
        JobKind.TAGS: tr("RFID labels"),
        JobKind.TEST: tr("Test page"),
        JobKind.SHEET: tr("Paper"),
    }[kind]


def job_title(row: JobRow) -> str:
    """What a job prints, in one line."""
    if row.kind is JobKind.SLIP:
        title = paper_words(row.subject)
    elif row.kind is JobKind.TEST:
        title = tr("Test page")
    elif row.kind is JobKind.SHEET or not row.title:
        title = row.title or kind_words(row.kind)
    elif row.total > 1:
        title = tr("{kind}: {first} etc., {n} in all").format(
            kind=kind_words(row.kind), first=row.title, n=f"{row.total:,}"
        )
    else:
        title = tr("{kind}: {first}").format(kind=kind_words(row.kind), first=row.title)
    return tr("Again: {title}").format(title=title) if row.reprint_of else title


def language_words(language: Language) -> str:
    return {
        Language.PDF: tr("Office printer (pages)"),
        Language.ZPL: tr("Label printer, ZPL"),
        Language.TSPL: tr("Label printer, TSPL"),
    }[language]


def address_words(address: str) -> str:
    """`tcp:10.0.0.5:9100` → network 10.0.0.5; any other text as it stands."""
    kind, _colon, rest = address.partition(":")
    if kind == "tcp":
        return tr("Network, {address}").format(address=rest.removesuffix(":9100"))
    if kind in ("windows", "cups"):
        return tr("This PC's “{name}”").format(name=rest)
    if kind == "file":
        return tr("File, {path}").format(path=rest)
    return address


def media_words(printer: Printer) -> str:
    """How many labels are left on the roll; nothing where nobody counts."""
    if printer.media_left is None:
        return ""
    if printer.media_count:
        return tr("{left} / {all}").format(left=f"{printer.media_left:,}", all=f"{printer.media_count:,}")
    return f"{printer.media_left:,}"


def trouble(words: Words) -> tuple[str, list[tuple[str, str]]]:
    """What went wrong, as a section of details: what it means and what to do."""
    return words.title, [(tr("Meaning"), words.meaning), (tr("Remedy"), words.remedy)]
