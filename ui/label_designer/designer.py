"""The window in which a label template is drawn."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.domain.errors import Invalid
from printing.labels.legibility import legible
from printing.labels.template import CodeBox, Element, FrameBox, LineBox, Style, Template, TextBox
from ui.i18n import tr
from ui.label_designer.canvas import Canvas
from ui.label_designer.draft import Draft, Side
from ui.label_designer.properties import Properties
from ui.label_designer.samples import sample
from ui.widgets import Banner, Button, IconButton, Label, PageHeader, Segmented, ask, row
from ui.workplace import Workplace

_TRUE, _FIT, _LARGE = "true", "fit", "large"
_LARGE_PX = 12.0  # per mm


class Designer(QWidget):
    """Draws one template. `saved` carries its name and the template; `left` that the list is wanted again."""

    saved = Signal(str, object, bool)
    """Name, Template, and whether one is to be printed as a test."""
    left = Signal()

    def __init__(self, work: Workplace) -> None:
        super().__init__()
        self._work = work
        self._name = ""
        self._kept: Template | None = None
        self._draft: Draft | None = None
        self.canvas, self.properties = Canvas(), Properties()
        self.properties.set_explain(lambda error: _three(work, error))
        self.complaint = Banner("attention", "", closable=False)
        self.complaint.hide()
        self.add_button = Button(tr("&Add"), icon_name="add")
        self.add_menu = QMenu(self.add_button)
        self.add_button.setMenu(self.add_menu)
        for words, make in self._parts():
            self.add_menu.addAction(words, partial(self.add, make))
        self.undo_button = IconButton("undo", tr("Undo"), on_click=self.undo)
        self.redo_button = IconButton("redo", tr("Redo"), shortcut="Ctrl+Y", on_click=self.redo)
        self.align_button = Button(tr("A&lign"), icon_name="columns")
        self.align_menu = QMenu(self.align_button)
        self.align_button.setMenu(self.align_menu)
        for side, words in self._sides():
            self.align_menu.addAction(words, partial(self.align, side))
        self.copy_button = IconButton("copy", tr("Copy the part"), on_click=self.copy)
        for button, keys in ((self.undo_button, "Ctrl+Z"), (self.copy_button, "Ctrl+D")):
            button.setToolTip(f"{button.toolTip()} ({keys})")
        self.remove_button = IconButton("remove", tr("Remove the part"), on_click=self.remove)
        self.test_button = Button(tr("Print &one"), icon_name="print", shortcut="Ctrl+P", on_click=self.print_one)
        self.save_button = Button(
            tr("Sa&ve"), "primary", icon_name="check", shortcut="Ctrl+S", on_click=lambda: self.save()
        )
        self.back_button = Button(tr("&Back"), icon_name="left", on_click=self.leave)
        self.header = PageHeader("", "", self.back_button, self.test_button, self.save_button)
        self.zoom = Segmented(
            [(_FIT, tr("Whole")), (_TRUE, tr("True size")), (_LARGE, tr("Large"))], _FIT, name=tr("Zoom")
        )
        self.dots = Segmented([(203, "203"), (300, "300"), (600, "600")], 203, name=tr("Dots per inch"))
        self.sample = Segmented([(False, tr("Usual")), (True, tr("Long"))], False, name=tr("Sample"))
        self._lay_out()
        self._wire()

    def _lay_out(self) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.canvas)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        tools = row(
            self.add_button,
            self.align_button,
            self.copy_button,
            self.remove_button,
            self.undo_button,
            self.redo_button,
            None,
            self.sample,
        )
        below = row(Label(tr("Dots per inch"), "muted"), self.dots, None, self.zoom)
        self.complaint.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        middle = QVBoxLayout()
        middle.setSpacing(8)
        middle.addLayout(tools)
        middle.addWidget(scroll, 1)
        middle.addLayout(below)
        middle.addWidget(self.complaint)
        parts = row(spacing=12)
        parts.addLayout(middle, 1)
        parts.addWidget(self.properties)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.header)
        box.addLayout(parts, 1)

    def _wire(self) -> None:
        self.canvas.changed.connect(self._show)
        self.canvas.marked.connect(self._show)
        self.canvas.refused.connect(self._refused)
        self.properties.changed.connect(self._show)
        self.zoom.changed.connect(self._zoomed)
        self.dots.changed.connect(lambda _key: self._show())
        self.sample.changed.connect(lambda _key: self._show())
        select_all = QShortcut(QKeySequence.StandardKey.SelectAll, self.canvas)
        select_all.setContext(Qt.ShortcutContext.WidgetShortcut)
        select_all.activated.connect(self.mark_all)

    def _parts(self) -> list[tuple[str, Element]]:
        return [
            (tr("&Words"), TextBox("{name}", 2, 2, 20, 3.5, (Style(8),))),
            (tr("&Bar code"), CodeBox("code128", "{tag_number}", 0, 0, 41, 10)),
            (tr("&QR code"), CodeBox("qr", "{tag_number}", 0, 0, 14, 14)),
            (tr("&Line"), LineBox(2, 2, 20, 2)),
            (tr("&Frame"), FrameBox(2, 2, 20, 10)),
        ]

    def _sides(self) -> list[tuple[Side, str]]:
        return [
            ("left", tr("&Left edges")),
            ("center", tr("&Centres")),
            ("right", tr("&Right edges")),
            ("top", tr("&Upper edges")),
            ("middle", tr("&Middles")),
            ("bottom", tr("L&ower edges")),
        ]

    # What is drawn

    def edit(self, name: str, template: Template) -> None:
        """Draw that template, to be kept under that name."""
        self._name, self._kept = name, template
        self._draft = Draft(template)
        self.dots.set_key(template.dots_per_inch if template.dots_per_inch in (203, 300, 600) else 300)
        self.sample.set_key(False)
        self._show()
        self.canvas.setFocus()

    def draft(self) -> Draft | None:
        return self._draft

    def unsaved(self) -> bool:
        """Whether something was drawn that is not kept."""
        return self._draft is not None and self._draft.template != self._kept

    def was_saved(self, template: Template) -> None:
        """It is kept now."""
        self._kept = template
        self._show()

    # Doing

    def add(self, element: Element) -> None:
        """Draw another part, as large as the label allows."""
        if self._draft is None:
            return
        label = self._draft.template
        field = "tag_number" if label.subject in ("asset", "vehicle") else "code"
        if isinstance(element, CodeBox):
            room = min(element.width, label.width), min(element.height, label.height)
            element = CodeBox(element.kind, f"{{{field}}}", 0, 0, *room)
        elif isinstance(element, LineBox):
            element = LineBox(1, 1, min(20.0, label.width), 1)
        else:
            values = {"width": min(element.width, label.width - 2), "height": min(element.height, label.height - 2)}
            element = _placed(element, **values)
        self._do(lambda draft: draft.add(element))
        self.canvas.setFocus()

    def align(self, side: Side) -> None:
        self._do(lambda draft: draft.align(side))

    def copy(self) -> None:
        self._do(Draft.copy_marked)

    def remove(self) -> None:
        self._do(Draft.remove_marked)

    def undo(self) -> None:
        self._do(Draft.undo)

    def redo(self) -> None:
        self._do(Draft.redo)

    def mark_all(self) -> None:
        if self._draft is not None:
            self._draft.marked = tuple(range(len(self._draft.template.elements)))
            self._show()

    def save(self, *, test: bool = False) -> None:
        """Keep it; with `test` one label is printed then."""
        if self._draft is not None:
            self.setFocus()  # what is being typed counts
            self.saved.emit(self._name, self._draft.template, test)

    def print_one(self) -> None:
        """Keep it and print one with the usual sample."""
        self.save(test=True)

    def leave(self) -> None:
        """Back to the list; what is not kept is asked about."""
        if not self.unsaved():
            self.left.emit()
            return
        ask(
            self,
            tr("Leave without saving?"),
            tr("What you have drawn since it was last saved is lost."),
            tr("&Leave it"),
            kind="danger",
            on_accept=self.left.emit,
        )

    # Keys that are the window's elsewhere

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._own(event)
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _own(self, event: QKeyEvent) -> Callable[[], None] | None:
        if event.matches(QKeySequence.StandardKey.Undo):
            return self.undo
        copies = event.key() == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        return self.copy if copies else None

    # Inside

    def _do(self, change: Callable[[Draft], None]) -> None:
        if self._draft is None:
            return
        try:
            change(self._draft)
        except Invalid as refusal:
            self._refused(refusal)
            return
        self._show()

    def _refused(self, refusal: Exception) -> None:
        self.properties.notice.tell("problem", *_three(self._work, refusal))

    def _show(self) -> None:
        draft = self._draft
        if draft is None:
            return
        self.header.set_title(draft.template.title)
        size = tr("{width} × {height} mm").format(
            width=f"{draft.template.width:g}", height=f"{draft.template.height:g}"
        )
        self.header.set_subtitle(f"{size} · {tr('not saved yet')}" if self.unsaved() else size)
        dots = int(str(self.dots.key()))
        self.canvas.show_draft(draft, sample(draft.template.subject, long=bool(self.sample.key())), dots)
        with QSignalBlocker(self.properties):
            self.properties.show_draft(draft)
        self.undo_button.setEnabled(draft.can_undo)
        self.redo_button.setEnabled(draft.can_redo)
        for button in (self.align_button, self.copy_button, self.remove_button):
            button.setEnabled(bool(draft.marked))
        self._complain(legible(draft.template, dots))

    def _complain(self, found: list[Invalid]) -> None:
        """That it cannot print legibly at these dots, and why."""
        self.complaint.setVisible(bool(found))
        if found:
            title, meaning, remedy = _three(self._work, found[0])
            more = tr("And {n} more.").format(n=len(found) - 1) if len(found) > 1 else ""
            self.complaint.tell("attention", title, " ".join(one for one in (meaning, more) if one), remedy)

    def _zoomed(self, key: object) -> None:
        true = self.logicalDpiX() / 25.4
        self.canvas.set_scale({_FIT: 0.0, _TRUE: true, _LARGE: _LARGE_PX}[str(key)])


def _three(work: Workplace, error: Exception) -> tuple[str, str, str]:
    words = work.errors.explain(error)
    return words.title, words.meaning, words.remedy


def _placed(element: TextBox | FrameBox, *, width: float, height: float) -> Element:
    if isinstance(element, TextBox):
        return TextBox(element.text, 1, 1, width, element.height, element.styles)
    return FrameBox(1, 1, width, height, element.weight)
