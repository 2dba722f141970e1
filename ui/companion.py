"""Papers that go with a loan or a transfer: made, shown and printed, without a record of their own."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.services.paper import Slip
from app.services.printing.devices import Printer
from ui.paper import PaperPreview
from ui.workplace import Workplace


def show_companion(
    work: Workplace,
    title: str,
    make: Callable[[], Slip],
    parent: QWidget,
    *,
    failed: Callable[[Exception], object] | None = None,
) -> None:
    """Make such a paper off the UI thread and open its preview; `make` raises a DomainError where there is none."""
    desk, actor = work.print_desk, work.actor()

    def made() -> tuple[Slip, bytes]:
        slip = make()
        return slip, work.slip_papers.companion(slip)

    def show(found: tuple[Slip, bytes]) -> None:
        slip, pdf = found
        name = f"{slip.number}-{slip.form}"

        def order(printer: Printer, copies: int, _reason: str) -> str:
            named = f"{title} {slip.number}"
            jobs = [desk.add_sheet(pdf, named, printer_id=printer.id, actor=actor) for _ in range(copies)]
            return jobs[0]

        PaperPreview(work, f"{title} {slip.number}", pdf, f"{name}.pdf", order, parent).open()

    work.tasks.run(made, owner=parent, done=show, failed=failed or work.errors.show)
