"""Input: a labelled field, a choice, a date."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QDate, QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStyle,
    QStyleOptionButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.services.operations import CHINA
from ui.i18n import tr
from ui.moments import say_date
from ui.theme import colour, icon, pixmap
from ui.widgets.basics import IconButton, Label, plain, restyle
from ui.widgets.line_edit import LineEdit


class TextField(LineEdit):
    """One line of text."""

    def __init__(self, text: str = "", *, hint: str = "", secret: bool = False, limit: int = 200) -> None:
        super().__init__(text)
        self.setPlaceholderText(hint)
        self.setMaxLength(limit)
        if secret:
            self.setEchoMode(QLineEdit.EchoMode.Password)


class TextArea(QPlainTextEdit):
    """Several lines of text; Tab leaves the field."""

    def __init__(self, text: str = "", *, hint: str = "", lines: int = 3) -> None:
        super().__init__(text)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 16)


class ChoiceBox(QComboBox):
    """A choice among few: `(key, label)` pairs."""

    chosen = Signal(object)
    """The key, when a person chose."""

    def __init__(self, choices: Sequence[tuple[object, str]] = (), current: object = None) -> None:
        super().__init__()
        self.set_choices(choices, current)
        self.activated.connect(lambda _index: self.chosen.emit(self.key()))

    def set_choices(self, choices: Sequence[tuple[object, str]], current: object = None) -> None:
        """Replace the choices; the one with the key `current` is chosen, else the first."""
        self.clear()
        for key, label in choices:
            self.addItem(label, key)
        self.set_key(current)

    def key(self) -> object:
        """The key of what is chosen; None where there are no choices."""
        return self.currentData()

    def set_key(self, key: object) -> None:
        self.setCurrentIndex(
            max(0, next((i for i in range(self.count()) if self.itemData(i) == key), 0)) if self.count() else -1
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        role = "muted" if self.isEnabled() else "disabled"
        painter.drawPixmap(self.width() - 24, (self.height() - 16) // 2, pixmap("down", role, 16))


class CheckBox(QCheckBox):
    """A yes or no with a tick that is drawn in the theme's colours."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.isChecked():
            option = QStyleOptionButton()
            self.initStyleOption(option)
            box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
            tick = pixmap("check", "on_accent" if self.isEnabled() else "disabled", 14)
            QPainter(self).drawPixmap(box.center().x() - 6, box.center().y() - 6, tick)


class Field(QWidget):
    """A label above its editor and, below it, a hint or what is wrong."""

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        hint: str = "",
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`label` carries the Alt+letter; a required field is marked in words that a screen reader says too."""
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        self._label = QLabel(label + (" *" if required else ""))
        self._label.setBuddy(editor)
        self._note = Label(hint, "muted", wrap=True)
        self._note.setVisible(bool(hint))
        name = plain(label)
        editor.setAccessibleName(tr("{field}, required").format(field=name) if required else name)
        if hint:
            editor.setAccessibleDescription(hint)
        self.setFocusProxy(editor)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        for part in (self._label, editor, self._note):
            box.addWidget(part)
        box.addStretch(1)  # beside a field that says what is wrong, this one stays in line

    def error(self) -> str:
        """What is wrong with the entry; empty where nothing is."""
        return self._note.text() if self.editor.property("wrong") else ""

    def set_error(self, text: str) -> None:
        """Say below the field what is wrong; an empty text takes it away."""
        self.editor.setProperty("wrong", bool(text))
        self._note.setText(text or self._hint)
        self._note.setVisible(bool(text or self._hint))
        self._note.set_tone("problem" if text else "muted")
        self.editor.setAccessibleDescription(text or self._hint)
        restyle(self.editor)


def read_date(text: str, today: date) -> date | None:
    """Read a typed date: `2026-12-31`, `20261231`, `2026年12月31日`, `12-31` or `1231` (the next such day), `+30`.

    Returns None where it is none.
    """
    text = text.strip()
    if text[:1] == "+" and text[1:].isdigit() and len(text) <= 5:
        return today + timedelta(days=int(text[1:]))
    for mark in "年月./":
        text = text.replace(mark, "-")
    text = text.removesuffix("日").strip("-")
    if text.isdigit() and len(text) == 8:
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    elif text.isdigit() and len(text) == 4:
        text = f"{text[:2]}-{text[2:]}"
    parts = text.split("-")
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts) not in (2, 3):
        return None
    numbers = [int(part) for part in parts]
    try:
        if len(numbers) == 3:
            return date(*numbers) if 1900 <= numbers[0] <= 2999 else None
        day = date(today.year, *numbers)
        return day if day >= today else date(today.year + 1, *numbers)
    except ValueError:
        return None


class DateCalendar(QFrame):
    """The pop-up calendar of a date field."""

    picked = Signal(object)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        self.calendar = QCalendarWidget()
        self.calendar.setAccessibleName(tr("Calendar"))
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.activated.connect(self._pick)
        self.calendar.clicked.connect(self._pick)
        box.addWidget(self.calendar)
        self._dress()

    def _dress(self) -> None:
        """Weekends and arrows in the colours of the theme, and room for six weeks."""
        plain_day = QTextCharFormat()
        plain_day.setForeground(colour("muted"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, plain_day)
        for name, picture, words in (
            ("qt_calendar_prevmonth", "left", tr("Month before")),
            ("qt_calendar_nextmonth", "right", tr("Month after")),
        ):
            button = self.calendar.findChild(QToolButton, name)
            if button is not None:
                button.setIcon(icon(picture, "text"))
                button.setAccessibleName(words)
        self.calendar.setMinimumSize(340, 268)

    def _pick(self, day: QDate) -> None:
        self.hide()
        self.picked.emit(date(day.year(), day.month(), day.day()))


class DateField(QWidget):
    """A date, typed in any usual way or picked; shown in full when the field is left."""

    changed = Signal(object)
    """The date, or None."""

    def __init__(self, day: date | None = None, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day: date | None = None
        self._edit = _DateEdit()
        self._edit.setPlaceholderText(tr("e.g. 1231 or +30"))
        self._edit.left.connect(self._take)
        self._edit.returnPressed.connect(self._take)
        self._open = IconButton("calendar", tr("Calendar"), on_click=self._pop)
        self._open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusProxy(self._edit)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self._edit, 1)
        box.addWidget(self._open)
        self.set_day(day)

    def day(self) -> date | None:
        """The date; None where the field is empty or holds no date."""
        return read_date(self._edit.text(), datetime.now(CHINA).date()) if self._edit.text().strip() else None

    def wrong(self) -> bool:
        """Whether something is typed that is no date."""
        return bool(self._edit.text().strip()) and self.day() is None

    def set_day(self, day: date | None) -> None:
        self._edit.setText(say_date(day) if day else "")
        self._mark()
        if day != self._day:
            self._day = day
            self.changed.emit(day)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DynamicPropertyChange:
            self._edit.setProperty("wrong", self.property("wrong"))
            restyle(self._edit)
        return super().event(event)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self._edit.setAccessibleName(name)

    def setAccessibleDescription(self, text: str) -> None:
        super().setAccessibleDescription(text)
        self._edit.setAccessibleDescription(text)

    def _take(self) -> None:
        if self.wrong():
            self._mark()
        else:
            self.set_day(self.day())

    def _mark(self) -> None:
        self._edit.setProperty("wrong", self.wrong())
        self._edit.setToolTip(tr("This is no date. Type 2026-12-31, 1231 or +30.") if self.wrong() else "")
        restyle(self._edit)

    def _pop(self) -> None:
        popup = DateCalendar(self)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.picked.connect(self.set_day)
        day = self.day()
        if day:
            popup.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        below = self.mapToGlobal(QPoint(0, self.height() + 2))
        room = QRect(self.screen().availableGeometry())
        size = popup.sizeHint()
        if below.y() + size.height() > room.bottom():
            below = self.mapToGlobal(QPoint(0, -size.height() - 2))
        popup.move(max(room.left(), min(below.x(), room.right() - size.width())), max(room.top(), below.y()))
        popup.show()
        popup.calendar.setFocus()


class _DateEdit(LineEdit):
    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
