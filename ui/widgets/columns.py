"""Columns of tables: what a row shows in them and how it is written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from PySide6.QtCore import Qt

from app.domain.money import format_yuan
from app.domain.numbering import group_tag_number
from ui.moments import ago, exact, say_date
from ui.widgets.status import status_look

Kind = Literal["text", "code", "number", "money", "date", "moment", "status"]

VALUE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The value itself: fen for money, int for numbers, the code for a status."""
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 2
"""The row object; None while it is still being fetched."""


@dataclass(frozen=True, slots=True)
class Column:
    """`value` takes the row object; `width` in px; a column that is not `shown` can be chosen in the header."""

    key: str
    title: str
    value: Callable[[Any], Any]
    kind: Kind = "text"
    width: int = 140
    shown: bool = True
    look: Callable[[Any], tuple[str, str, str]] | None = None
    """(word, meaning, icon) of a row, where a cell has an icon and a tint beside its word."""
    hint: Callable[[Any], str] | None = None
    """The tool tip, where it is not the cell in full."""

    @property
    def right(self) -> bool:
        return self.kind in ("number", "money")

    def text(self, row: Any) -> str:
        """What the cell says."""
        return write(self.value(row), self.kind)

    def tip(self, row: Any) -> str:
        """What the cell says in full when the pointer rests on it."""
        if self.hint is not None:
            return self.hint(row)
        value = self.value(row)
        if isinstance(value, datetime):
            return exact(value)
        return say_date(value) if isinstance(value, date) else self.text(row)


def write(value: Any, kind: Kind) -> str:
    """Write a value the way its kind is written; nothing for None."""
    if value is None:
        return ""
    if kind == "money":
        return format_yuan(value)
    if kind == "number":
        return f"{value:,}"
    if kind == "moment" and isinstance(value, datetime):
        return ago(value)
    if kind == "date" and isinstance(value, date):
        return value.isoformat()
    if kind == "status":
        return status_look(str(value))[0]
    if kind == "code":
        return group_tag_number(str(value))
    return str(value)
