"""Labels on the screen, ready for the printer."""

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.files import write_whole
from app.services.paper import AssetLabel
from app.services.queries import AssetRow
from ui.i18n import tr
from ui.paper import PaperPreview
from ui.workplace import Workplace

TEMPLATES = ("a4-24-64x34", "a4-24-70x37")
MOST_PREVIEWED = 480
"""More labels than these (20 sheets) are opened as a file, since a preview holds every page as a picture."""
_TEMPLATE_KEY = "labels/template"


def label_template(work: Workplace) -> str:
    """The sheet of labels that this person used last."""
    kept = work.memory.read(_TEMPLATE_KEY)
    return kept if kept in TEMPLATES else TEMPLATES[0]


def remember_template(work: Workplace, template: str) -> None:
    work.memory.write(_TEMPLATE_KEY, template)


def label_of(asset: AssetRow) -> AssetLabel:
    return AssetLabel(asset.tag_number, asset.name, asset.organization, asset.model, asset.acquired_on)


def show_labels(
    work: Workplace,
    find: Callable[[], Sequence[AssetRow]],
    parent: QWidget,
    shown: Callable[[PaperPreview, int], Any] | None = None,
    *,
    first_position: int = 1,
) -> None:
    """Make labels of what `find` gives (asked off the UI thread), keep them in the folder of papers, preview them.

    `shown` is told the preview and the number of labels. `first_position` is the first free label of the sheet.
    """
    template = label_template(work)

    def make() -> tuple[Path, bytes, int]:
        labels = [label_of(asset) for asset in find()]
        pdf = work.typesetter.labels_pdf(labels, template=template, first_position=first_position)
        stamp = datetime.now().astimezone().strftime("%Y%m%d-%H%M%S")
        path = work.papers / f"labels-{stamp}-{secrets.token_hex(2)}.pdf"
        write_whole(path, pdf)
        return path, pdf, len(labels)

    def show(made: tuple[Path, bytes, int]) -> None:
        path, pdf, count = made
        if count > MOST_PREVIEWED:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
            return
        title = tr("Labels of {n} pieces").format(n=f"{count:,}")
        preview = PaperPreview(work, title, pdf, path.name, parent)
        preview.open()
        if shown is not None:
            shown(preview, count)

    work.tasks.run(make, owner=parent, done=show, failed=work.errors.show, lane="background")
