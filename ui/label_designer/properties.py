"""What the marked part of a label is, or the label itself: fields that change the draft as they are left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QDoubleSpinBox, QScrollArea, QSpinBox, QVBoxLayout, QWidget

from app.domain.errors import Invalid
from printing.labels.template import (
    FIELDS,
    LEADING,
    CodeBox,
    Element,
    FrameBox,
    LineBox,
    Roll,
    Sheet,
    Style,
    Template,
    TextBox,
)
from printing.layout import POINT
from ui.i18n import tr
from ui.label_designer.draft import Draft
from ui.label_designer.samples import field_words, in_fields, in_words, subject_words
from ui.theme.tokens import PANEL
from ui.widgets import Banner, Card, CheckBox, ChoiceBox, Field, Label, TextField, row

_MOST_MM = 1000.0


class Properties(Card):
    """Shows what is marked in the draft; where nothing or several are, the label."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(margin=16)
        self.setFixedWidth(PANEL)
        self.notice = Banner("problem", "")
        self.notice.hide()
        self.title = Label("", large=True)
        self._draft: Draft | None = None
        self._explain: Callable[[Exception], tuple[str, str, str]] = lambda error: (str(error), "", "")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self.title)
        self.body.addWidget(self.notice)
        self.body.addWidget(self._scroll, 1)
        self.editors: dict[str, QWidget] = {}
        self._shown: object = None

    def set_explain(self, explain: Callable[[Exception], tuple[str, str, str]]) -> None:
        """How a refusal is told: title, meaning, remedy."""
        self._explain = explain

    def show_draft(self, draft: Draft) -> None:
        """Show what is marked now; fields that already show it are left alone, so that typing goes on."""
        self._draft = draft
        number = draft.marked[0] if len(draft.marked) == 1 else None
        showing = (number, draft.template if number is None else draft.template.elements[number])
        if showing == self._shown:
            return
        self._shown = showing
        self.notice.hide()
        if number is not None:
            self._show_element(number, draft.template.elements[number])
        else:
            self._show_label(draft.template, len(draft.marked))

    # What is shown

    def _begin(self, title: str) -> QVBoxLayout:
        self.title.setText(title)
        self.editors = {}
        inside = _Tall()
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(0, 0, 8, 0)
        fields.setSpacing(8)
        self._scroll.setWidget(inside)
        return fields

    def _show_label(self, template: Template, marked: int) -> None:
        fields = self._begin(tr("{n} parts marked").format(n=marked) if marked else tr("The label"))

        def set_label(name: str) -> Callable[[Any], None]:
            return lambda value: self._try(lambda draft: draft.change_label(**{name: value}))

        fields.addWidget(Field(tr("&Title"), self._text("title", template.title, set_label("title"), 100)))
        fields.addWidget(Label(tr("For: {subject}").format(subject=subject_words()[template.subject]), "muted"))
        fields.addLayout(
            row(
                Field(tr("&Width, mm"), self._mm("width", template.width, set_label("width"), 5)),
                Field(tr("H&eight, mm"), self._mm("height", template.height, set_label("height"), 5)),
            )
        )
        dots = ChoiceBox([(one, tr("{n} dots per inch").format(n=one)) for one in (203, 300, 600)])
        dots.set_key(template.dots_per_inch)
        dots.chosen.connect(set_label("dots_per_inch"))
        fields.addWidget(Field(tr("&Made for"), dots))
        media = template.media

        def set_media(name: str) -> Callable[[Any], None]:
            return lambda value: self._try(
                lambda draft: draft.change_label(media=msgspec.structs.replace(draft.template.media, **{name: value}))
            )

        if isinstance(media, Roll):
            fields.addWidget(Field(tr("&Gap between labels, mm"), self._mm("gap", media.gap, set_media("gap"))))
        else:
            self._show_sheet(fields, media, set_media)
        fields.addStretch(1)

    def _show_sheet(self, fields: QVBoxLayout, sheet: Sheet, set_media: Callable[[str], Callable[[Any], None]]) -> None:
        fields.addWidget(Label(tr("Labels on a sheet"), "strong"))
        fields.addLayout(
            row(
                Field(tr("Columns"), self._number("columns", sheet.columns, set_media("columns"))),
                Field(tr("Rows"), self._number("rows", sheet.rows, set_media("rows"))),
            )
        )
        for names in (
            (("left", tr("From the left, mm")), ("top", tr("From above, mm"))),
            (("pitch_x", tr("Column to column, mm")), ("pitch_y", tr("Row to row, mm"))),
            (("width", tr("Sheet's width, mm")), ("height", tr("Sheet's height, mm"))),
        ):
            pair = [
                Field(words, self._mm(f"media.{name}", getattr(sheet, name), set_media(name))) for name, words in names
            ]
            fields.addLayout(row(*pair))

    def _show_element(self, number: int, element: Element) -> None:
        titles = {TextBox: tr("Words"), CodeBox: tr("Code"), LineBox: tr("Line"), FrameBox: tr("Frame")}
        fields = self._begin(titles[type(element)])

        def put(name: str) -> Callable[[Any], None]:
            return lambda value: self._try(lambda draft: draft.change(number, **{name: value}))

        if isinstance(element, TextBox | CodeBox):
            self._show_text(fields, element, put)
        if isinstance(element, TextBox):
            self._show_type(fields, number, element, put)
        if isinstance(element, CodeBox):
            kind = ChoiceBox([("code128", tr("Bar code (Code 128)")), ("qr", tr("QR code"))], element.kind)
            kind.chosen.connect(put("kind"))
            fields.addWidget(Field(tr("&Kind of code"), kind))
        if isinstance(element, LineBox):
            places = (("x1", "x2"), ("y1", "y2"))
            words = {"x1": tr("From x, mm"), "x2": tr("To x, mm"), "y1": tr("From y, mm"), "y2": tr("To y, mm")}
        else:
            places = (("x", "y"), ("width", "height"))
            words = {
                "x": tr("From the left, mm"),
                "y": tr("From above, mm"),
                "width": tr("Width, mm"),
                "height": tr("Height, mm"),
            }
        for pair in places:
            fields.addLayout(
                row(*(Field(words[name], self._mm(name, getattr(element, name), put(name))) for name in pair))
            )
        if isinstance(element, LineBox | FrameBox):
            hint = tr("0 fills it with black.") if isinstance(element, FrameBox) else ""
            fields.addWidget(
                Field(tr("Thic&kness, mm"), self._mm("weight", element.weight, put("weight"), step=0.05), hint=hint)
            )
        fields.addStretch(1)

    def _show_text(
        self, fields: QVBoxLayout, element: TextBox | CodeBox, put: Callable[[str], Callable[[Any], None]]
    ) -> None:
        text = self._text("text", in_words(element.text), lambda said: put("text")(in_fields(said)))
        fields.addWidget(Field(tr("&Says"), text, hint=tr("What is in braces is filled in for each label.")))
        template = self._draft.template if self._draft is not None else None
        names = FIELDS[template.subject] if template is not None else ()
        words = field_words()
        insert = ChoiceBox([("", tr("Put in a field…")), *((name, words.get(name, name)) for name in names)])

        def put_in(name: object) -> None:
            if name:
                said = in_words(f"{{{name}}}")
                text.setText(f"{text.text()}{said}" if isinstance(element, TextBox) else said)
                put("text")(in_fields(text.text()))

        insert.chosen.connect(put_in)
        insert.setAccessibleName(tr("Put in a field"))
        fields.addWidget(insert)
        align = ChoiceBox([("left", tr("Left")), ("center", tr("Centred")), ("right", tr("Right"))], element.align)
        align.chosen.connect(put("align"))
        fields.addWidget(Field(tr("&Aligned"), align))

    def _show_type(
        self, fields: QVBoxLayout, number: int, element: TextBox, put: Callable[[str], Callable[[Any], None]]
    ) -> None:
        valign = ChoiceBox([("top", tr("Above")), ("middle", tr("In the middle")), ("bottom", tr("Below"))])
        valign.set_key(element.valign)
        valign.chosen.connect(put("valign"))
        fields.addWidget(Field(tr("In its &room"), valign))
        for at, style in enumerate(element.styles):
            caption = tr("Type size, points") if at == 0 else tr("If too long, points")
            size = self._mm(f"size{at}", style.size, self._style(number, at, "size"), 1, 0.5)
            lines = self._number(f"lines{at}", style.lines, self._style(number, at, "lines"))
            fields.addLayout(row(Field(caption, size), Field(tr("Lines"), lines)))
        bold = CheckBox(tr("&Bold"))
        bold.setChecked(element.styles[0].bold)
        bold.clicked.connect(
            lambda on: self._try(
                lambda draft: draft.change(
                    number, styles=tuple(msgspec.structs.replace(one, bold=on) for one in element.styles)
                )
            )
        )
        smaller = CheckBox(tr("A s&maller size for long words"))
        smaller.setChecked(len(element.styles) > 1)
        smaller.setEnabled(not element.whole)
        smaller.clicked.connect(lambda on: self._try(lambda draft: draft.change(number, styles=_styles(element, on))))
        whole = CheckBox(tr("&Never cut: one line, made smaller"))
        whole.setChecked(element.whole)
        whole.clicked.connect(
            lambda on: self._try(
                lambda draft: draft.change(
                    number,
                    whole=on,
                    styles=(msgspec.structs.replace(element.styles[0], lines=1),) if on else element.styles,
                )
            )
        )
        white = CheckBox(tr("&White on black"))
        white.setChecked(element.white)
        white.clicked.connect(put("white"))
        for box in (bold, smaller, whole, white):
            fields.addWidget(box)

    def _style(self, number: int, at: int, name: str) -> Callable[[Any], None]:
        def put(value: Any) -> None:
            def change(draft: Draft) -> None:
                box = draft.template.elements[number]
                if isinstance(box, TextBox):
                    styles = list(box.styles)
                    styles[at] = msgspec.structs.replace(styles[at], **{name: value})
                    draft.change(number, **roomy(box, tuple(styles), draft.template.height))

            self._try(change)

        return put

    # Editors

    def _text(self, name: str, value: str, put: Callable[[Any], None], limit: int = 200) -> TextField:
        editor = TextField(value, limit=limit)
        editor.editingFinished.connect(lambda: put(editor.text()))
        self.editors[name] = editor
        return editor

    def _mm(
        self, name: str, value: float, put: Callable[[Any], None], least: float = 0.0, step: float = 0.5
    ) -> QDoubleSpinBox:
        editor = QDoubleSpinBox()
        editor.setRange(least, _MOST_MM)
        editor.setDecimals(2)
        editor.setSingleStep(step)
        editor.setValue(value)
        editor.lineEdit().setTextMargins(6, 0, 6, 0)  # as other fields: a style sheet does not reach it
        editor.setKeyboardTracking(False)
        editor.valueChanged.connect(lambda given: put(round(given, 2)))
        self.editors[name] = editor
        return editor

    def _number(self, name: str, value: int, put: Callable[[Any], None]) -> QSpinBox:
        editor = QSpinBox()
        editor.setRange(1, 100)
        editor.setValue(value)
        editor.lineEdit().setTextMargins(6, 0, 6, 0)  # as other fields: a style sheet does not reach it
        editor.setKeyboardTracking(False)
        editor.valueChanged.connect(put)
        self.editors[name] = editor
        return editor

    # Changing

    def _try(self, change: Callable[[Draft], None]) -> None:
        if self._draft is None:
            return
        try:
            change(self._draft)
        except Invalid as refusal:
            title, meaning, remedy = self._explain(refusal)
            self.notice.tell("problem", title, meaning, remedy)
            return
        self.notice.hide()
        number = self._draft.marked[0] if len(self._draft.marked) == 1 else None
        before = self._shown
        self._shown = (number, self._draft.template if number is None else self._draft.template.elements[number])
        if _structure(before) != _structure(self._shown):
            self._shown = None  # another number of sizes: the fields are others
        self.changed.emit()


class _Tall(QWidget):
    """As high as its fields need at its width: a scroll area presses wrapped words flat."""

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        layout = self.layout()
        if layout is not None and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show):
            self.setMinimumHeight(max(layout.heightForWidth(self.width()), layout.sizeHint().height()))
        return done


def roomy(box: TextBox, styles: tuple[Style, ...], most: float) -> dict[str, Any]:
    """The styles with the height that they need, where the label has that room below the box."""
    needed = max(style.lines * LEADING * style.size * POINT for style in styles)
    height = max(box.height, round(needed + 0.01, 2))
    return {"styles": styles, "height": height if box.y + height <= most else box.height}


def _styles(box: TextBox, two: bool) -> tuple[Style, ...]:
    first = box.styles[0]
    return (first, Style(max(1.0, first.size - 2), first.lines, first.bold)) if two else (first,)


def _structure(shown: object) -> object:
    """What decides which fields there are."""
    element = shown[1] if isinstance(shown, tuple) else None
    return (type(element), len(element.styles), element.whole) if isinstance(element, TextBox) else type(element)
