"""Questions about label templates: a new one, and what one is taken for."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from printing.labels.template import CodeBox, Roll, Style, Template, TextBox
from ui.i18n import tr
from ui.label_designer.samples import subject_words
from ui.widgets import ChoiceBox, Dialog, Field, TextField

REST = "*"
_HEAD = re.compile(r"A?[0-9]{1,8}")
_SIZES = {"60 × 40": (60.0, 40.0), "70 × 40": (70.0, 40.0), "50 × 30": (50.0, 30.0), "50 × 25": (50.0, 25.0)}
_NEW = (TextBox("{name}", 2, 2, 46, 6, (Style(11, bold=True),)), CodeBox("qr", "{tag_number}", 2, 9, 15, 15))


class NewTemplate(Dialog):
    """What for, how large, on what."""

    made = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(tr("New template"), parent, accept_text=tr("&Draw it"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.name = TextField(tr("Own label"), limit=100)
        self.subject = ChoiceBox(list(subject_words().items()))
        self.label_size = ChoiceBox([(size, tr("{size} mm").format(size=size)) for size in _SIZES])
        self.dots = ChoiceBox([(one, tr("{n} dots per inch").format(n=one)) for one in (203, 300, 600)])
        for field in (
            Field(tr("&Title"), self.name, required=True),
            Field(tr("&For"), self.subject),
            Field(tr("&Size"), self.label_size, hint=tr("Any other size is set while drawing.")),
            Field(tr("&Made for"), self.dots),
        ):
            self.body.addWidget(field)

    def try_accept(self) -> None:
        width, height = _SIZES[str(self.label_size.key())]
        elements = tuple(
            msgspec.structs.replace(one, text="{code}" if isinstance(one, CodeBox) else one.text)
            if self.subject.key() in ("place", "command")
            else one
            for one in _NEW
        )
        self.made.emit(
            Template(
                self.name.text().strip() or tr("Own label"),
                self.subject.key(),  # type: ignore[arg-type]
                int(str(self.dots.key())),
                width,
                height,
                Roll(2.0),
                elements,
            )
        )
        self.accept()


class Defaults(Dialog):
    """For which categories a template is taken."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget, title: str, heads: Sequence[str]) -> None:
        super().__init__(tr("Take {title} for").format(title=title), parent, accept_text=tr("&Take it"), width=520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.heads = TextField(" ".join(head or REST for head in heads), hint="A0501 A0503")
        self._field = Field(
            tr("&Category codes, or their beginnings"),
            self.heads,
            hint=tr("GB/T 14885, apart by spaces. * stands for all other pieces. Empty: for none."),
        )
        self.body.addWidget(self._field)

    def try_accept(self) -> None:
        heads = self.heads.text().upper().replace("，", " ").replace(",", " ").split()
        wrong = [head for head in heads if head != REST and not _HEAD.fullmatch(head)]
        if wrong:
            self._field.set_error(tr("{code} is no category code.").format(code=wrong[0]))
            self.heads.setFocus()
            return
        self.chosen.emit(tuple("" if head == REST else head for head in heads))
        self.accept()
