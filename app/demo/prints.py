"""The day's print jobs, on printers that are files: labels in both languages of label printers, and a slip."""

from __future__ import annotations

from collections.abc import Sequence

from app.demo.counters import Day
from app.services.printing.devices import Language, Printer
from app.services.queries import AssetRow

ROLL, SHEET = "roll-60x40", "a4-24-64x34"


def print_labels(day: Day, rows: Sequence[AssetRow]) -> None:
    """The same labels as a sheet and for two label printers, each as a job."""
    ids = [row.id for row in rows]
    for name, language, template in (
        ("labels.pdf", Language.PDF, SHEET),
        ("labels.zpl", Language.ZPL, ROLL),
        ("labels.tspl", Language.TSPL, ROLL),
    ):
        desk = day.county.services.print_desk
        printer = _printer(day, name, language, template)
        _run(day, desk.add_labels(ids, template=template, printer_id=printer.id, actor=day.county.clerk), name)


def print_slip(day: Day, number: str, name: str) -> None:
    """A slip through the queue, as the desk prints it."""
    printer = _printer(day, name, Language.PDF, "")
    desk = day.county.services.print_desk
    _run(day, desk.add_slip(number, printer_id=printer.id, actor=day.county.clerk), name)


def _printer(day: Day, name: str, language: Language, template: str) -> Printer:
    words = {Language.PDF: "A4 打印机", Language.ZPL: "标签打印机 1", Language.TSPL: "标签打印机 2"}[language]
    if template == SHEET:
        words = "A4 打印机(不干胶)"
    roll = 0 if language is Language.PDF else 500
    return day.county.services.print_desk.save_printer(
        Printer(
            "", words, f"file:{day.out / name}", language, template=template, media_count=roll, media_left=roll or None
        )
    )


def _run(day: Day, job: str, name: str) -> None:
    row = day.county.services.print_desk.run(job, lambda done, total: None, lambda: False)
    day.papers.append(name)
    day.tell("print", paper=name, labels=row.total, state=row.state.value)
