"""After a power cut: did these come out? Asked in large, plain words; nothing prints again by itself."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.services.printing.jobs import ItemRow, ItemState, JobRow
from ui.i18n import tr
from ui.print_centre.deeds import JobDeeds
from ui.print_centre.looks import job_title
from ui.widgets import Button, Card, CheckBox, Label, column, row
from ui.workplace import Workplace

_WIDTH = 720


class SettleView(QWidget):
    """Alt+Y: all came out. Alt+N: none, print them again. Ticked with Space: only those came out."""

    left = Signal()

    def __init__(self, work: Workplace, deeds: JobDeeds) -> None:
        super().__init__()
        self._work, self._deeds = work, deeds
        self._row: JobRow | None = None
        self._items: list[ItemRow] = []
        self._asked = 0
        self.question = Label("", large=True, wrap=True)
        self.text = Label("", wrap=True)
        self.list = QScrollArea()
        self.list.setWidgetResizable(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(tr("Not known whether they came out"))
        self.boxes: list[CheckBox] = []
        self.yes = Button(tr("&Yes, all came out"), "primary", icon_name="check", on_click=lambda: self.answer(True))
        self.no = Button(tr("&No, print them again"), icon_name="print", on_click=lambda: self.answer(False))
        self.some = Button(tr("Only the &ticked…"), icon_name="more", on_click=self.answer_some)
        self.later = Button(tr("&Back"), "quiet", on_click=self.left.emit)
        card = Card(margin=24)
        card.setMaximumWidth(_WIDTH)
        card.body.setSpacing(12)
        card.body.addWidget(self.question)
        card.body.addWidget(self.text)
        card.body.addWidget(self.list, 1)
        card.body.addLayout(row(self.yes, self.no, None))
        card.body.addLayout(row(self.some, None, self.later))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(card, 1, Qt.AlignmentFlag.AlignHCenter)
        card.setMinimumWidth(480)

    def ask(self, row: JobRow) -> None:
        """Read the pieces of a job that are not known, and ask."""
        self._row = row
        self._asked += 1
        number = self._asked

        def show(items: Sequence[ItemRow]) -> None:
            if number == self._asked:
                self._show([one for one in items if one.state is ItemState.SENDING])

        self._show([])
        self._work.tasks.run(
            lambda: self._work.print_desk.items(row.id),
            owner=self,
            done=show,
            failed=self._work.errors.show,
            lane="background",
        )

    def _show(self, items: Sequence[ItemRow]) -> None:
        self._items = list(items)
        count, job = len(items), self._row
        if job is None:
            return
        self.question.setText(tr("Did this come out?") if count == 1 else tr("Did these {n} come out?").format(n=count))
        self.text.setText(
            tr(
                "{title} on {printer} was broken off, and the program cannot know what the printer still did. Look at "
                "the printer. Nothing is printed twice before you have answered."
            ).format(title=job_title(job), printer=job.printer_name)
        )
        self.boxes = [CheckBox(f"{one.position}.  {one.caption}") for one in items]
        for box in self.boxes:
            box.toggled.connect(lambda _on: self._count())
        inside = QWidget()
        inside.setLayout(column(*self.boxes, None, spacing=12))
        self.list.setWidget(inside)
        several = count > 1
        self.yes.set_text(tr("&Yes, all came out") if several else tr("&Yes, it came out"))
        self.no.set_text(tr("&No, print them again") if several else tr("&No, print it again"))
        self.some.setVisible(several)
        for button in (self.yes, self.no):
            button.setEnabled(count > 0)
        if self.boxes:
            self.boxes[0].setFocus()
        self._count()

    def ticked(self) -> list[ItemRow]:
        return [one for one, box in zip(self._items, self.boxes, strict=True) if box.isChecked()]

    def _count(self) -> None:
        count = len(self.ticked())
        self.some.set_text(tr("Only the {n} &ticked came out").format(n=count) if count else tr("Only the &ticked…"))
        self.some.setEnabled(0 < count < len(self._items))

    def answer(self, came_out: bool) -> None:
        """All of them came out, or none: then they are printed again at once."""
        positions = [one.position for one in self._items]
        self._settle(positions if came_out else [], [] if came_out else positions)

    def answer_some(self) -> None:
        """The ticked came out; the others are printed again."""
        ticked = [one.position for one in self.ticked()]
        if ticked:
            self._settle(ticked, [one.position for one in self._items if one.position not in ticked])

    def _settle(self, out: list[int], missing: list[int]) -> None:
        if self._row is not None and self._items:
            self._deeds.settle(self._row, out, missing)
            self.left.emit()
