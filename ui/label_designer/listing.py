"""The label templates: those that come with the product, and those made here."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from PySide6.QtCore import QDir, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import Invalid
from app.files import write_whole
from app.services.printing.devices import Printer
from app.services.printing.templates import LabelTemplates
from printing.labels.legibility import legible
from printing.labels.template import (
    Roll,
    Sheet,
    Template,
    read_template,
    template,
    template_json,
    templates,
)
from ui.i18n import tr
from ui.label_designer.canvas import label_picture
from ui.label_designer.questions import Defaults, NewTemplate
from ui.label_designer.samples import USUAL, sample, subject_words
from ui.theme import colour
from ui.theme.tokens import PANEL
from ui.widgets import (
    Button,
    Card,
    Column,
    DataTable,
    Label,
    RowsModel,
    StatusChip,
    TablePanel,
    ask,
    row,
)
from ui.workplace import Workplace

MOST_BYTES = 200_000
"""A template is a few kilobytes; a larger file is none."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A template in the list. `heads`: categories whose default it is; `own`: made here."""

    id: str
    template: Template
    own: bool
    heads: tuple[str, ...]
    legible: bool


class TemplateList(QWidget):
    """Enter opens: one of the product's as a copy, one made here itself."""

    edit_asked = Signal(str, object)
    """Name under which it will be kept, and the Template."""
    said = Signal(str, str, object)
    refused = Signal(object)
    printed = Signal()
    """A job was added."""

    def __init__(self, work: Workplace, kept: LabelTemplates) -> None:
        super().__init__()
        self._work, self._kept = work, kept
        self.model = RowsModel(self._columns())
        self.table = DataTable(self.model, name=tr("Label templates"), memory=work.memory, memory_key="label_templates")
        self.picture = _Picture()
        self.title = Label("", large=True, wrap=True)
        self.about = Label("", "muted", wrap=True)
        self.state = StatusChip()
        self.edit_button = Button(tr("&Change…"), "primary", icon_name="edit", on_click=self.edit)
        self.defaults_button = Button(tr("Take it &for…"), icon_name="pin", on_click=self.ask_defaults)
        self.export_button = Button(tr("Sa&ve as a file…"), icon_name="export", on_click=self.choose_export)
        self.remove_button = Button(tr("&Remove…"), "quiet", icon_name="remove", on_click=self.ask_remove)
        self.new_button = Button(tr("&New template"), icon_name="add", on_click=self.new)
        self.import_button = Button(tr("Read &in a file…"), icon_name="import", on_click=self.choose_import)
        side = Card(margin=16)
        side.setFixedWidth(PANEL)
        side.body.addWidget(self.title)
        side.body.addWidget(self.about)
        side.body.addLayout(row(self.state, None))
        side.body.addWidget(self.picture, 1)
        for button in (self.edit_button, self.defaults_button, self.export_button, self.remove_button):
            side.body.addWidget(button)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(row(self.new_button, self.import_button, None))
        left.addWidget(TablePanel(self.table), 1)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addLayout(left, 1)
        box.addWidget(side)
        self.table.current_changed.connect(lambda _id: self._show_current())
        self.table.opened.connect(lambda _id: self.edit())
        self._show_current()

    def _columns(self) -> list[Column]:
        subjects = subject_words()
        return [
            Column("title", tr("Template"), lambda r: r.template.title, width=286),
            Column("size", tr("Size, mm"), lambda r: f"{r.template.width:g} × {r.template.height:g}", width=110),
            Column("paper", tr("Roll or sheet"), _paper, width=96),
            Column("subject", tr("For"), lambda r: subjects[r.template.subject], width=84),
            Column("heads", tr("Taken for"), lambda r: _heads_words(r.heads), width=104),
            Column(
                "own", tr("Origin"), lambda r: tr("made here") if r.own else tr("comes with the product"), width=150
            ),
        ]

    # What is shown

    def shown(self) -> None:
        """Came into sight: read them again."""
        self._run(lambda: all_templates(self._kept), self._show)

    def current(self) -> Shown | None:
        found = self.model.row(self.table.currentIndex().row())
        return found if isinstance(found, Shown) else None

    def show_template(self, name: str) -> None:
        """Bring one in sight."""
        rows = self.model.rows()
        at = next((number for number, one in enumerate(rows) if one.id == name), None)
        if at is not None:
            self.table.select_number(at)

    def _show(self, rows: Sequence[Shown]) -> None:
        kept = self.table.current_id()
        self.model.set_rows(list(rows))
        at = next((number for number, one in enumerate(rows) if one.id == kept), 0)
        self.table.select_number(at)
        self._show_current()

    def _show_current(self) -> None:
        one = self.current()
        for button in (self.edit_button, self.defaults_button, self.export_button, self.remove_button):
            button.setEnabled(one is not None)
        if one is None:
            self.title.setText(tr("Choose a template."))
            self.about.setText("")
            self.picture.show_image(None)
            self.state.hide()
            return
        self.title.setText(one.template.title)
        self.about.setText(f"{subject_words()[one.template.subject]} · {_paper(one)}")
        self.state.show()
        if one.legible:
            self.state.show_state(tr("Legible at {n} dots per inch").format(n=one.template.dots_per_inch), "good")
        else:
            self.state.show_state(tr("Not legible at its printer"), "attention")
        self.edit_button.set_text(tr("&Change…") if one.own else tr("&Copy and change…"))
        self.remove_button.setVisible(one.own)
        self.defaults_button.setVisible(one.template.subject == "asset")
        self._show_picture(one.template)

    def _show_picture(self, it: Template) -> None:
        image, _unfit = label_picture(it, sample(it.subject, long=False), it.dots_per_inch)
        self.picture.show_image(image)
        self.picture.setAccessibleName(tr("How a label of {title} looks").format(title=it.title))

    # Doing

    def edit(self) -> None:
        """Open the one in sight: the product's own as a copy."""
        one = self.current()
        if one is None:
            return
        if one.own:
            self.edit_asked.emit(one.id, one.template)
        else:
            title = tr("{title} (own)").format(title=one.template.title)[:100]
            self.edit_asked.emit(new_name(), msgspec.structs.replace(one.template, title=title))

    def new(self) -> None:
        """Ask what for, how large and on what; then draw."""
        dialog = NewTemplate(self)
        dialog.made.connect(lambda it: self.edit_asked.emit(new_name(), it))
        dialog.open()

    def keep(self, name: str, it: Template, done: Callable[[], object]) -> None:
        """Keep a template that was drawn."""
        content = json.dumps(template_json(it), ensure_ascii=False)

        def kept(_none: object) -> None:
            self.said.emit(tr("{title} is kept").format(title=it.title), "good", None)
            done()

        self._run(lambda: self._kept.put(name, content), kept)

    def print_one(self, name: str, it: Template, printers: Sequence[Printer]) -> None:
        """One label of the usual sample, on the first printer that takes such paper."""
        sheets = isinstance(it.media, Sheet)
        fitting = [one for one in printers if (one.language.value == "pdf") is sheets]
        same = [one for one in fitting if one.template] or fitting
        if not same:
            self.refused.emit(Invalid("template.no_printer", title=it.title))
            return
        desk, actor, printer = self._work.print_desk, self._work.actor(), same[0]
        self._work.printing.print(
            lambda: desk.add_plain_labels([USUAL[it.subject]], template=name, printer_id=printer.id, actor=actor),
            owner=self,
            failed=self.refused.emit,
        )
        self.printed.emit()

    def ask_defaults(self) -> None:
        """Which categories it is taken for."""
        one = self.current()
        if one is None:
            return
        dialog = Defaults(self, one.template.title, one.heads)
        dialog.chosen.connect(lambda heads: self._put_defaults(one, heads))
        dialog.open()

    def _put_defaults(self, one: Shown, heads: Sequence[str]) -> None:
        self._run(lambda: self._kept.put_defaults(one.id, heads), lambda _none: self.shown())

    def ask_remove(self) -> None:
        one = self.current()
        if one is None or not one.own:
            return
        ask(
            self,
            tr("Remove {name}?").format(name=one.template.title),
            tr("Jobs in the queue keep it. Save it as a file first if it may be wanted again."),
            tr("Re&move it"),
            kind="danger",
            on_accept=lambda: self._remove(one),
        )

    def _remove(self, one: Shown) -> None:
        content = json.dumps(template_json(one.template), ensure_ascii=False)

        def back() -> None:
            self._run(lambda: self._kept.put(one.id, content), lambda _none: self.shown())

        def done(_none: object) -> None:
            self.said.emit(tr("{title} is removed").format(title=one.template.title), "information", back)
            self.shown()

        self._run(lambda: self._kept.remove(one.id), done)

    def choose_import(self) -> None:
        dialog = QFileDialog(self, tr("Read in a template"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("JSON (*.json)")
        dialog.fileSelected.connect(lambda path: self.read_in(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def read_in(self, path: Path) -> None:
        """Take over a template from a file; what is wrong with it is said."""
        name = new_name()

        def read() -> Template:
            it = read_file(path)
            self._kept.put(name, json.dumps(template_json(it), ensure_ascii=False))
            return it

        def show(rows: Sequence[Shown]) -> None:
            self._show(rows)
            self.show_template(name)

        def done(it: Template) -> None:
            self.said.emit(tr("{title} is kept").format(title=it.title), "good", None)
            self._run(lambda: all_templates(self._kept), show)

        self._run(read, done)

    def choose_export(self) -> None:
        one = self.current()
        if one is None:
            return
        dialog = QFileDialog(self, tr("Save as a file"), str(Path(QDir.homePath()) / f"{one.id}.json"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("JSON (*.json)")
        dialog.setDefaultSuffix("json")
        dialog.selectFile(f"{one.id}.json")
        dialog.fileSelected.connect(lambda path: self.write_out(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_out(self, path: Path) -> None:
        """Write the one in sight into a file."""
        one = self.current()
        if one is None:
            return
        content = json.dumps(template_json(one.template), ensure_ascii=False, indent=2).encode()
        said = tr("Saved as {name}").format(name=path.name)
        self._run(lambda: write_whole(path, content), lambda _none: self.said.emit(said, "good", None))

    def _run(self, work: Callable[[], object], done: Callable[..., object]) -> None:
        self._work.tasks.run(work, owner=self, done=done, failed=self.refused.emit, lane="background")


class _Picture(QWidget):
    """A label as large as the room allows, never larger than its dots."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumHeight(40)
        self._image: QImage | None = None

    def show_image(self, image: QImage | None) -> None:
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image is None:
            return
        painter, ratio = QPainter(self), self.devicePixelRatioF()
        size = self._image.size().scaled(
            self.size().boundedTo(self._image.size() / ratio), Qt.AspectRatioMode.KeepAspectRatio
        )
        room = QRect(QPoint((self.width() - size.width()) // 2, 8), size - QSize(1, 9))
        # Dots of black and white become greys where many lie on one pixel: else thin strokes go missing.
        grey = self._image.convertToFormat(QImage.Format.Format_Grayscale8)
        painter.drawImage(
            room,
            grey.scaled(
                room.size() * ratio, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            ),
        )
        painter.setPen(colour("edge"))
        painter.drawRect(room)


def all_templates(kept: LabelTemplates) -> list[Shown]:
    """Those made here first. Reads files and the database."""
    heads: dict[str, list[str]] = {}
    for head, name in sorted(kept.defaults().items()):
        heads.setdefault(name, []).append(head)
    own = [(name, content) for name in kept.names() if (content := kept.get(name)) is not None]
    found = [_shown(name, read_template(json.loads(content)), True, heads) for name, content in own]
    return found + [_shown(name, template(name), False, heads) for name in templates()]


def _shown(name: str, it: Template, own: bool, heads: Mapping[str, Sequence[str]]) -> Shown:
    return Shown(name, it, own, tuple(heads.get(name, ())), not legible(it))


def read_file(path: Path) -> Template:
    """The template in a file. Raises Invalid where it is none, OSError where it cannot be read."""
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise Invalid("template.wrong", where=path.name, problem=tr("the file is too large"))
    try:
        values = json.loads(content)
    except (ValueError, RecursionError):
        raise Invalid("template.wrong", where=path.name, problem=tr("the file is no JSON")) from None
    return read_template(values)


def new_name() -> str:
    """A name that no template has."""
    return f"own-{secrets.token_hex(4)}"


def _paper(one: Shown) -> str:
    if isinstance(one.template.media, Roll):
        return tr("roll")
    return tr("sheet of {n}").format(n=one.template.per_sheet)


def _heads_words(heads: Sequence[str]) -> str:
    return " ".join(head or tr("all other pieces") for head in heads)
