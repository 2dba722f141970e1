"""Papers that go with a loan or a transfer: made, kept, shown and printed; from the second time on with a mark."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.services.companions import CompanionName, read_companion_name
from app.services.paper import Slip
from app.services.printing.devices import Printer
from ui.i18n import tr
from ui.moments import say_date
from ui.paper import PaperPreview
from ui.workplace import Workplace


def paper_words(name: str) -> str:
    """What a kept paper is, by its document number or its name as a companion."""
    companion = read_companion_name(name)
    if companion is None:
        return tr("Slip {number}").format(number=name)
    return f"{_kind(companion)} {companion.number}"


def dated_words(name: str) -> str:
    """The same with its day, where several are told apart."""
    companion = read_companion_name(name)
    return f"{paper_words(name)}  {say_date(companion.day)}" if companion else paper_words(name)


def show_companion(
    work: Workplace,
    make: Callable[[], Slip],
    parent: QWidget,
    *,
    failed: Callable[[Exception], object] | None = None,
) -> None:
    """Make such a paper off the UI thread and open its preview; `make` raises a DomainError where there is none."""
    _open(work, lambda: work.slip_papers.companion(make()), parent, failed or work.errors.show)


def show_kept(work: Workplace, name: str, parent: QWidget) -> None:
    """Open the preview of such a paper by its name."""
    _open(work, lambda: name, parent, work.errors.show)


def _open(work: Workplace, find: Callable[[], str], parent: QWidget, failed: Callable[[Exception], object]) -> None:
    desk, actor = work.print_desk, work.actor()

    def found() -> tuple[str, bytes]:
        name = find()
        return name, work.slip_papers.paper(name)

    def show(kept: tuple[str, bytes]) -> None:
        name, pdf = kept

        def order(printer: Printer, copies: int, reason: str) -> str:
            return desk.add_slip(name, printer_id=printer.id, actor=actor, copies=copies, reason=reason)

        PaperPreview(work, paper_words(name), pdf, f"{name}.pdf", order, parent).open()

    work.tasks.run(found, owner=parent, done=show, failed=failed)


def _kind(companion: CompanionName) -> str:
    return {"gate_pass": tr("Gate pass"), "reminder": tr("Reminder letter")}.get(companion.form, companion.form)
