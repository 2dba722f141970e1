"""How this counter's slips look: title, paper, copies, columns, signers, footer and seal of each form."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QDir, Qt, QTimer
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout

from app.domain.errors import Invalid
from app.files import write_whole
from app.settings import FORMS
from printing.documents.form import (
    MOST_COPIES,
    MOST_TEXT,
    Form,
    FormChanges,
    Named,
    changed,
    checked,
    columns_for,
    differences,
    form_names,
    read_changes,
    sheets,
    shipped,
)
from printing.documents.form_file import MOST_BYTES, form_file, read_form_file
from printing.documents.sample import CODE, sample_slip
from printing.documents.slip import slip_pdf
from ui.i18n import tr
from ui.paper import page_image, page_sizes
from ui.settings.administration import Administration
from ui.settings.form_columns import ColumnsEditor
from ui.settings.section import Section
from ui.widgets import Button, ChoiceBox, Field, Label, TextField, row
from ui.workplace import Workplace

_PAUSE_MS = 250
_EDITOR, _PREVIEW = 396, 430  # px
_BETWEEN = "、"


class FormsSection(Section):
    """What is chosen here holds for what is issued from now on; papers that are kept stay as they are."""

    def __init__(self, work: Workplace, administration: Administration) -> None:
        super().__init__(
            work,
            "forms",
            tr("Slips and forms"),
            "document",
            tr("Paper, copies, columns and signers of each slip at this computer. Papers issued before stay as is."),
            administrators=True,
        )
        self._administration = administration
        self._name = form_names()[0]
        self._base = shipped(self._name)  # what fields that are not edited here are taken from
        self._asked = 0
        self.form = ChoiceBox([(name, shipped(name).title) for name in form_names()])
        self.form_title = TextField(limit=30)
        self.sheet = ChoiceBox([(name, sheet.title) for name, sheet in sheets().items()])
        numbers: list[tuple[object, str]] = [(n, str(n)) for n in range(1, MOST_COPIES + 1)]
        self.copies = ChoiceBox([(0, tr("as issued")), *numbers])
        self.seal = ChoiceBox([("", tr("none")), ("round", tr("round")), ("box", tr("box"))])
        for box, width in ((self.sheet, 180), (self.copies, 100), (self.seal, 100)):
            box.setFixedWidth(width)
        self.columns = ColumnsEditor()
        self.signers = TextField(limit=80)
        self.keepers = TextField(limit=80)
        self.footer = TextField(limit=MOST_TEXT)
        self.save = Button(tr("Sa&ve"), "primary", icon_name="check", shortcut="Ctrl+S", on_click=self.try_save)
        self.reset = Button(tr("As sh&ipped"), icon_name="undo", on_click=self.show_shipped)
        self.import_button = Button(tr("I&mport…"), icon_name="import", on_click=self.choose_import)
        self.export_button = Button(tr("E&xport…"), icon_name="export", on_click=self.choose_export)
        self.preview = QLabel()
        self.preview.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.preview.setFixedWidth(_PREVIEW)
        self.preview.setAccessibleName(tr("The form as it will be printed"))
        self.fault = Label("", "problem", wrap=True)
        self.fault.setFixedWidth(_PREVIEW)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.show_preview)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        editor = QVBoxLayout()
        editor.setSpacing(12)
        listed = tr("Apart by {mark}").format(mark=_BETWEEN)
        columns = Field(tr("Co&lumns"), self.columns, hint=tr("Space: use it or not. Ctrl+Up, Ctrl+Down: move it."))
        for part in (
            Field(tr("&Form"), self.form),
            Field(tr("&Title"), self.form_title),
            row(Field(tr("&Paper"), self.sheet), Field(tr("Copi&es"), self.copies), Field(tr("Se&al"), self.seal)),
            columns,
            Field(tr("Si&gners"), self.signers, hint=listed),
            Field(tr("&Keepers of the copies"), self.keepers, hint=listed),
            Field(tr("Foote&r"), self.footer),
        ):
            if isinstance(part, Field):
                part.setFixedWidth(_EDITOR)
                editor.addWidget(part)
            else:
                editor.addLayout(part)
        editor.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addLayout(row(self.save, self.reset, None, self.import_button, self.export_button))
        right.addWidget(self.fault)
        right.addWidget(self.preview)
        right.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(16)
        both.addLayout(editor)
        both.addLayout(right)
        both.addStretch(1)
        self.body.addLayout(both)

    def _connect(self) -> None:
        self.form.chosen.connect(lambda name: self.show_form(str(name)))
        self.sheet.chosen.connect(lambda name: self.columns.set_sheet(sheets()[str(name)]))
        for box in (self.sheet, self.copies, self.seal):
            box.chosen.connect(lambda _key: self._timer.start())
        for field in (self.form_title, self.signers, self.keepers, self.footer):
            field.textEdited.connect(lambda _text: self._timer.start())
        self.columns.changed.connect(self._timer.start)

    # What is shown

    def show_rights(self) -> None:
        super().show_rights()
        self.inside.setEnabled(self.may_change)

    def load(self) -> None:
        self.show_form(self._name)

    def show_form(self, name: str) -> None:
        """A form as this counter has it. What was not saved of the one before is given up."""
        self.notice.hide()
        self._name = name
        self.form.set_key(name)
        form = shipped(name)
        own = self._kept().get(name)
        if own:
            try:
                form = changed(form, read_changes(own))
            except Invalid as fault:
                self.tell_error(fault)
        self._show(form)

    def show_shipped(self) -> None:
        """The form as it came with the product; it holds once it is saved."""
        self._show(shipped(self._name))

    def _show(self, form: Form) -> None:
        self._base = form
        self.form_title.setText(form.title)
        self.sheet.set_key(form.sheet)
        self.copies.set_key(form.copies)
        self.seal.set_key(form.seal)
        self.columns.show_columns(form.columns, columns_for(self._name), form.paper())
        self.signers.setText(_BETWEEN.join(signer.caption for signer in form.signers))
        self.keepers.setText(_BETWEEN.join(form.keepers))
        self.footer.setText(form.footer)
        self.show_preview()

    def wanted(self) -> Form:
        """The form as it is edited. Raises Invalid where it cannot be set."""
        return checked(
            msgspec.structs.replace(
                self._base,
                title=self.form_title.text().strip(),
                sheet=str(self.sheet.key()),
                copies=int(str(self.copies.key())),
                seal=self.seal.key(),
                columns=self.columns.columns(),
                signers=_signers(self.signers.text(), self._base, shipped(self._name)),
                keepers=tuple(_listed(self.keepers.text())),
                footer=self.footer.text().strip(),
            )
        )

    def show_preview(self) -> None:
        """Its first page, set off the UI thread; what cannot be set is said in its place."""
        self._timer.stop()
        self._asked += 1
        asked, name, day = self._asked, self._name, self.work.bus.clock.today()
        try:
            form = self.wanted()
        except Invalid as fault:
            self._fail(asked, fault)
            return
        pixels = self.devicePixelRatioF()

        def draw() -> QImage:
            pdf = slip_pdf(sample_slip(name, form, day), form, code=CODE)
            width, _ = page_sizes(pdf)[0]
            return page_image(pdf, 0, _PREVIEW * pixels / width * 72)

        self.work.tasks.run(
            draw,
            owner=self,
            done=lambda image: self._draw(asked, image),
            failed=lambda error: self._fail(asked, error),
            lane="background",
        )

    def _draw(self, asked: int, image: QImage) -> None:
        if asked == self._asked:
            self.fault.hide()
            self.save.setEnabled(True)
            picture = QPixmap.fromImage(image)
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            self.preview.setPixmap(picture)

    def _fail(self, asked: int, error: BaseException) -> None:
        if asked == self._asked:
            words = self.work.errors.explain(error)
            self.fault.setText(f"{words.title}\n{words.meaning}\n{words.remedy}")
            self.fault.show()
            self.save.setEnabled(False)

    # What is kept

    def _kept(self) -> dict[str, Any]:
        kept = self._administration.preference(FORMS)
        return dict(kept) if isinstance(kept, dict) else {}

    def try_save(self) -> None:
        self.notice.hide()
        try:
            own = differences(shipped(self._name), self.wanted())
            kept = {name: values for name, values in self._kept().items() if name != self._name}
            if own != FormChanges():
                kept[self._name] = msgspec.to_builtins(own)
            self._administration.set_preference(FORMS, kept)
        except (Invalid, OSError) as error:
            self.tell_error(error)
            return
        self.said.emit(tr("{name} saved").format(name=self.form_title.text().strip()), "good", None)

    # Files

    def choose_import(self) -> None:
        dialog = self._dialog(tr("Choose a form"), QFileDialog.AcceptMode.AcceptOpen)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.import_file(Path(path)))
        dialog.open()

    def choose_export(self) -> None:
        dialog = self._dialog(tr("Save the form as"), QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(f"{self._name}.json")
        dialog.fileSelected.connect(lambda path: self.export_file(Path(path)))
        dialog.open()

    def _dialog(self, title: str, mode: QFileDialog.AcceptMode) -> QFileDialog:
        dialog = QFileDialog(self, title, QDir.homePath())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(mode)
        dialog.setNameFilter("JSON (*.json)")
        dialog.setDefaultSuffix("json")
        return dialog

    def import_file(self, path: Path) -> None:
        """Show what a file holds; it holds here once it is saved."""
        name = self._name

        def read() -> Form:
            with path.open("rb") as file:
                return changed(shipped(name), read_form_file(file.read(MOST_BYTES + 1), name))

        self.notice.hide()
        self.work.tasks.run(read, owner=self, done=self._show, failed=self.tell_error, lane="background")

    def export_file(self, path: Path) -> None:
        self.notice.hide()
        try:
            content = form_file(self._name, differences(shipped(self._name), self.wanted()))
        except Invalid as fault:
            self.tell_error(fault)
            return
        told = tr("Saved as {name}").format(name=path.name)
        self.work.tasks.run(
            lambda: write_whole(path, content),
            owner=self,
            done=lambda _none: self.said.emit(told, "good", None),
            failed=self.tell_error,
            lane="background",
        )


def _listed(text: str) -> list[str]:
    for mark in ",，;；":
        text = text.replace(mark, _BETWEEN)
    return [part.strip() for part in text.split(_BETWEEN) if part.strip()]


def _signers(text: str, *forms: Form) -> tuple[Named, ...]:
    """A signer who was there before keeps the name that the slip gives; a new one signs on an empty line."""
    known = {signer.caption: signer.field for form in reversed(forms) for signer in form.signers}
    return tuple(Named(known.get(caption, f"signer_{caption}"), caption) for caption in dict.fromkeys(_listed(text)))
