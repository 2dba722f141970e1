"""Forms that take the place of the details while something is done with a car."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.operations import CHINA
from ui.i18n import tr
from ui.widgets import Banner, Button, Card, Choice, DateField, Field, Label, TextField, row, scrolling
from ui.widgets.suggest import Suggest
from ui.workplace import Workplace


class SideForm(Card):
    """Title, the car it acts on, a notice, fields that scroll, the way back and the deed."""

    left = Signal()
    """The person went back; what was typed stays."""

    def __init__(self, title: str, accept_text: str, icon_name: str) -> None:
        super().__init__(margin=16)
        self._title = Label(title, large=True)
        self.subject = Label("", "muted", wrap=True)
        self.notice = Banner("attention", "", closable=False)
        self.accept_button = Button(accept_text, "primary", icon_name=icon_name, on_click=self.try_accept)
        self.fields = QVBoxLayout()
        self._scroll = scrolling(self.fields)
        self._checked: list[tuple[Field, Callable[[], str]]] = []
        for part in (self._title, self.subject, self.notice):
            self.body.addWidget(part)
        self.body.addWidget(self._scroll, 1)
        self.body.addLayout(row(None, Button(tr("&Back"), on_click=self.left.emit), self.accept_button))
        self.notice.hide()
        accept = QShortcut(QKeySequence("Ctrl+Return"), self)
        accept.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        accept.activated.connect(self.accept_button.click)

    def set_title(self, title: str) -> None:
        self._title.setText(title)

    def add(
        self,
        label: str,
        editor: QWidget,
        fault: Callable[[], str] | None = None,
        *,
        hint: str = "",
        required: bool = False,
    ) -> Field:
        """Add a field; `fault()` says what is wrong with it, empty where nothing is."""
        field = Field(label, editor, hint=hint, required=required)
        if fault is not None:
            self._checked.append((field, fault))
        self.fields.addWidget(field)
        return field

    def add_pair(self, *fields: Field) -> None:
        """Put fields that were added beside each other, below all others."""
        line = QHBoxLayout()
        line.setSpacing(12)
        for field in fields:
            self.fields.removeWidget(field)
            line.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        self.fields.addLayout(line)

    def check(self) -> bool:
        """Whether all is right; says at the fields what is not and goes to the first of them."""
        first: Field | None = None
        for field, fault in self._checked:
            text = fault()
            field.set_error(text)
            first = first or (field if text else None)
        if first is not None:
            first.setFocus()
            self._scroll.ensureWidgetVisible(first)
        return first is None

    def forget_faults(self) -> None:
        self.notice.hide()
        for field, _fault in self._checked:
            field.set_error("")

    def wait(self, waiting: bool) -> None:
        """While the deed is under way it cannot be asked for again."""
        self.accept_button.setEnabled(not waiting)

    def try_accept(self) -> None:
        raise NotImplementedError


class TimeField(QWidget):
    """A day and a time of day, both or neither."""

    def __init__(self) -> None:
        super().__init__()
        self.date = DateField()
        self.time = TextField(hint="17:30", limit=5)
        self.time.setFixedWidth(80)
        self.setFocusProxy(self.date)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.date, 1)
        line.addWidget(self.time)
        self.time.editingFinished.connect(self._tidy)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.date.setAccessibleName(tr("{field}: day").format(field=name))
        self.time.setAccessibleName(tr("{field}: time").format(field=name))

    def empty(self) -> bool:
        return self.date.day() is None and not self.date.wrong() and not self.time.text().strip()

    def moment(self) -> datetime | None:
        """The instant (aware); None where the field is empty or not right."""
        day, at = self.date.day(), read_time(self.time.text())
        return datetime.combine(day, at, CHINA) if day is not None and at is not None else None

    def wrong(self) -> bool:
        return not self.empty() and self.moment() is None

    def set_moment(self, moment: datetime | None) -> None:
        local = moment.astimezone(CHINA) if moment else None
        self.date.set_day(local.date() if local else None)
        self.time.setText(f"{local:%H:%M}" if local else "")

    def _tidy(self) -> None:
        at = read_time(self.time.text())
        if at is not None:
            self.time.setText(f"{at:%H:%M}")


def read_time(text: str) -> time | None:
    """A typed time of day: `17:30`, `1730`, `930`, `17`, `17点30`; None where it is none."""
    text = text.strip().replace("：", ":").replace("点", ":").removesuffix(":").removesuffix("分")
    hours, mark, minutes = text.partition(":")
    if not mark and len(text) in (3, 4):
        hours, minutes = text[:-2], text[-2:]
    if not (hours.isdecimal() and (minutes or "0").isdecimal()):
        return None
    try:
        return time(int(hours), int(minutes or 0))
    except ValueError:
        return None


def read_whole(text: str) -> int | None:
    """A whole number as people type it: `52310`, `52,310`, `52 310`; None where it is none."""
    plain = "".join(text.split()).replace(",", "").replace("，", "")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 9 else None


def organizations(work: Workplace, owner: QWidget) -> Suggest:
    def suggest(text: str, deliver: Callable[[Sequence[Choice]], None]) -> None:
        work.tasks.run(
            lambda: work.queries.organizations(text),
            owner=owner,
            done=lambda found: deliver([Choice(one.id, one.name, one.code) for one in found]),
            failed=work.errors.show,
            lane="background",
        )

    return suggest
