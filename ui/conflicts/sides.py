"""The two sides of a case next to each other, line by line, and in the middle what differs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QRadioButton, QSizePolicy, QWidget

from app import words
from app.domain.case import CaseKind
from app.domain.numbering import DocumentKind
from app.services.cases import Side
from app.services.queries import CaseRow
from ui.conflicts.story import counter_words, deed, parties
from ui.i18n import language, tr
from ui.moments import exact, say_duration
from ui.widgets import Button, Card, Label

_LEFT = Qt.AlignmentFlag.AlignLeft
CLOCK_OFF = 300
"""Seconds that a counter's clock may be ahead of the city's before it is told (as sync tells it)."""


class SidesTable(Card):
    """`fields` is what was chosen field by field: field → "first" or "second"."""

    paper_asked = Signal(str)
    """The number of a slip to show."""
    field_chosen = Signal()

    def __init__(self) -> None:
        super().__init__(margin=12)
        self.setAccessibleName(tr("Both sides"))
        self.fields: dict[str, str] = {}
        self._two = True
        self._inside = QWidget()
        self.body.addWidget(self._inside)

    def show_case(self, case: CaseRow, *, choosing: bool) -> None:
        """`choosing`: the person may mark which value of each field is right."""
        self.fields = {}
        inside = QWidget()
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self.body.replaceWidget(self._inside, inside)
        self._inside.hide()
        self._inside.deleteLater()
        self._inside = inside
        if not case.sides:
            self._grid.addWidget(Label(tr("What the sides say has not arrived here."), "muted", wrap=True), 0, 0, 1, 3)
            return
        second = case.sides[-1]
        first = case.sides[0] if len(case.sides) > 1 else None
        self._two = first is not None or case.kind is CaseKind.FIELD_EDIT
        for column, stretch in enumerate((5, 3, 5) if self._two else (1, 0, 4)):
            self._grid.setColumnStretch(column, stretch)
        names = parties(case)
        heads = (
            Label(tr("First: {name}").format(name=names[0]), "strong", wrap=True)
            if first is not None
            else Label("", "muted"),
            Label(tr("Then: {name}").format(name=names[1]) if first is not None else names[1], "strong", wrap=True),
        )
        for column, head in zip((0, 2), heads, strict=True):
            self._grid.addWidget(head, 0, column)
        for field in second.fields if case.kind is CaseKind.FIELD_EDIT else ():
            self._field(field, first, second, choosing=choosing)
        self._lines(first, second)
        self._moments(first, second)
        self._papers(case, first, second)

    # The lines

    def _lines(self, first: Side | None, second: Side) -> None:
        for title, value in (
            (tr("Borrower"), lambda side: side.person),
            (tr("Office"), lambda side: side.organization),
            (tr("Counter"), counter_words),
            (tr("Clerk"), lambda side: side.actor),
            (tr("What was done"), deed),
        ):
            texts = [value(side) if side is not None else "" for side in (first, second)]
            if any(texts):
                told = "" if not all(texts) else tr("same") if texts[0] == texts[1] else tr("differs")
                self._line(title, told, *(Label(text or "—", wrap=True, selectable=True) for text in texts))

    def _moments(self, first: Side | None, second: Side) -> None:
        apart = ""
        if first is not None:
            seconds = abs((second.occurred_at - first.occurred_at).total_seconds())
            apart = tr("{time} apart").format(time=say_duration(seconds))
        self._line(tr("By its clock"), apart, *(self._occurred(side) for side in (first, second)))
        self._line(tr("Reached the city"), "", *(self._received(side) for side in (first, second)))

    def _occurred(self, side: Side | None) -> Label:
        if side is None:
            return Label("—")
        text = exact(side.occurred_at)
        if side.received_at is not None:
            ahead = (side.occurred_at - side.received_at).total_seconds()
            if ahead > CLOCK_OFF:
                text += "\n" + tr("The clock of this PC was {time} fast: do not go by it.").format(
                    time=say_duration(ahead)
                )
        return Label(text, wrap=True, selectable=True)

    def _received(self, side: Side | None) -> Label:
        if side is None:
            return Label("—")
        return Label(exact(side.received_at) if side.received_at else tr("not known"), wrap=True, selectable=True)

    def _papers(self, case: CaseRow, first: Side | None, second: Side) -> None:
        if (first is not None and first.number) or second.number:
            self._line(tr("Its slip"), "", *(self._paper(case, side) for side in (first, second)))

    def _paper(self, case: CaseRow, side: Side | None) -> QWidget:
        if side is None or not side.number:
            return Label("—")
        if side.number not in case.papers:
            kept = tr("{number} (kept at {site})").format(number=side.number, site=side.site_name)
            text = side.number if side.number.startswith(DocumentKind.REQUEST.value) else kept  # no slip is made of one
            return Label(text, wrap=True, selectable=True)
        button = Button(side.number, "quiet")
        button.setProperty("link", True)
        button.setAccessibleName(tr("Show slip {number}").format(number=side.number))
        button.setToolTip(button.accessibleName())
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        button.setFixedHeight(Label("").sizeHint().height())  # a line like the others
        button.clicked.connect(lambda _on=False, number=side.number: self.paper_asked.emit(number))
        return button

    # Fields

    def _field(self, field: str, first: Side | None, second: Side, *, choosing: bool) -> None:
        """Without a first side its value is what stood before."""
        title = words.word("field", field, language())
        before, wanted = second.fields[field]
        stands = first.fields[field][1] if first is not None and field in first.fields else before
        was = first.fields[field][0] if first is not None and field in first.fields else before
        told = tr("was: {value}").format(value=was or tr("empty"))
        values = (stands, wanted)
        if not choosing:
            self._line(title, told, *(Label(value or tr("empty"), wrap=True, selectable=True) for value in values))
            return
        group = QButtonGroup(self._inside)
        buttons = []
        for key, value in zip(("first", "second"), values, strict=True):
            button = QRadioButton(value or tr("empty"))
            button.setAccessibleName(tr("{field}: {value}").format(field=title, value=value or tr("empty")))
            button.setProperty("field", title)
            button.toggled.connect(lambda on, k=key: self._choose(field, k) if on else None)
            group.addButton(button)
            buttons.append(button)
        self._line(title, told, *buttons)

    def _choose(self, field: str, key: str) -> None:
        self.fields[field] = key
        self.field_chosen.emit()

    def open_fields(self) -> list[str]:
        """Words of the fields of which no value is marked yet."""
        groups = self._inside.findChildren(QButtonGroup)
        return [str(group.buttons()[0].property("field")) for group in groups if group.checkedButton() is None]

    def _line(self, title: str, told: str, left: QWidget, right: QWidget) -> None:
        """Where there is one side only, its words stand beside their titles."""
        at = self._grid.rowCount()
        alone = not self._two
        text = title if alone or not told else tr("{title} · {told}").format(title=title, told=told)
        middle = Label(text, "strong" if told == tr("differs") and not alone else "muted", wrap=told != tr("differs"))
        middle.setAlignment(Qt.AlignmentFlag.AlignTop | (_LEFT if alone else Qt.AlignmentFlag.AlignHCenter))
        parts = (middle, None, right) if alone else (left, middle, right)
        for column, part in enumerate(parts):
            if part is not None:
                self._grid.addWidget(part, at, column)
                if part is not middle:  # left too where it has a largest width: it would be the column's
                    across = _LEFT if isinstance(part, QPushButton) else Qt.AlignmentFlag(0)
                    self._grid.setAlignment(part, Qt.AlignmentFlag.AlignTop | across)
        if alone:
            left.deleteLater()
