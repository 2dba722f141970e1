"""Labels of pieces: on which printer and media, straight into its queue or first on the screen."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.files import write_whole
from app.services.commands.base import Actor
from app.services.operations import CHINA
from app.services.printing.contents import label_of
from app.services.printing.desk import PrintDesk
from app.services.printing.devices import Language, Printer
from ui.i18n import tr
from ui.paper import PaperPreview, set_up
from ui.print_centre.media import Media, all_media, suits
from ui.workplace import Workplace

MOST_PREVIEWED = 480
"""More labels than these (20 sheets) are opened as a file, since a preview holds every page as a picture."""
TEMPLATE_KEY = "labels/template"
PRINTER_KEY = "labels/printer"
_FIRST_TEMPLATE = "a4-24-64x34"


@dataclass(frozen=True, slots=True)
class LabelOrder:
    """How labels are to be printed: on the media of that name; `first` is the first free label of a begun sheet."""

    template: str
    first: int = 1
    copies: int = 1
    encode: bool = False


def label_template(work: Workplace) -> str:
    """The label template that this person used last."""
    kept = work.memory.read(TEMPLATE_KEY)
    return kept if isinstance(kept, str) and kept else _FIRST_TEMPLATE


def add_labels(desk: PrintDesk, ids: Sequence[str], order: LabelOrder, printer: Printer, actor: Actor) -> str:
    """Put labels into the queue of a printer; gives the job's id. Slow, and raises DomainError."""
    return desk.add_labels(
        list(ids),
        template=order.template,
        printer_id=set_up(desk, printer).id,
        actor=actor,
        copies=order.copies,
        encode=order.encode,
        first_position=order.first,
    )


def show_labels(
    work: Workplace,
    ids: Sequence[str],
    parent: QWidget,
    shown: Callable[[PaperPreview, int], Any] | None = None,
    *,
    order: LabelOrder | None = None,
) -> None:
    """Make labels of pieces, keep them in the folder of papers, preview them; printing puts them into the queue.

    `shown` is told the preview and the number of labels.
    """
    asked, actor = order or LabelOrder(label_template(work)), work.actor()

    def make() -> tuple[Path, bytes, int, LabelOrder, Media | None]:
        media = next((one for one in all_media(work.print_desk.templates) if one.name == asked.template), None)
        wanted = asked if media is not None else LabelOrder(_FIRST_TEMPLATE)
        site = work.queries.site().name
        labels = [label_of(asset, site) for asset in work.queries.assets(ids)]
        pdf = work.typesetter.labels_pdf(labels, template=wanted.template, first_position=wanted.first)
        stamp = datetime.now(CHINA).strftime("%Y%m%d-%H%M%S")
        path = work.papers / f"labels-{stamp}-{secrets.token_hex(2)}.pdf"
        write_whole(path, pdf)
        return path, pdf, len(labels), wanted, media

    def show(made: tuple[Path, bytes, int, LabelOrder, Media | None]) -> None:
        path, pdf, count, wanted, media = made
        if count > MOST_PREVIEWED:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
            return

        def put(printer: Printer, copies: int, _reason: str) -> str:
            return add_labels(work.print_desk, ids, replace(wanted, copies=copies), printer, actor)

        preview = PaperPreview(
            work,
            tr("Labels of {n} pieces").format(n=f"{count:,}"),
            pdf,
            path.name,
            put,
            parent,
            suits=lambda printer: suits(media, printer.language) if media else printer.language is Language.PDF,
        )
        preview.open()
        if shown is not None:
            shown(preview, count)

    work.tasks.run(make, owner=parent, done=show, failed=work.errors.show, lane="background")
