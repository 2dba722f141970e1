"""The lines of an intake as they are typed, and what is wrong with them. No Qt."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from app.domain.asset import Condition
from app.domain.classification import parse_code
from app.domain.money import parse_yuan
from app.services.commands.inventory import IntakeItem
from ui.i18n import tr
from ui.inventory.columns import condition_words
from ui.widgets import read_date

T = TypeVar("T")

FIELDS = (
    "name",
    "category",
    "model",
    "brand",
    "serial",
    "unit",
    "quantity",
    "value",
    "acquired_on",
    "condition",
    "place",
    "remark",
)
MOST_PIECES = 10_000
_LIMIT = 200


@dataclass(slots=True)
class Line:
    """Texts by field, as typed; `condition` holds the word. `errors` says by field what is wrong."""

    texts: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def blank(self) -> bool:
        return not any(text.strip() for text in self.texts.values())

    def text(self, name: str) -> str:
        return self.texts.get(name, "")


def field_title(name: str) -> str:
    return {
        "name": tr("Asset name"),
        "category": tr("Category code"),
        "model": tr("Model, specification"),
        "brand": tr("Brand"),
        "serial": tr("Serial number"),
        "unit": tr("Unit"),
        "quantity": tr("Quantity"),
        "value": tr("Price of one, yuan"),
        "acquired_on": tr("Acquired on"),
        "condition": tr("Condition"),
        "place": tr("Place"),
        "remark": tr("Remark"),
    }[name]


def conditions() -> dict[str, Condition]:
    """Word → condition."""
    return {condition_words(one): one for one in Condition}


def read_line(line: Line, today: date, *, whole: bool) -> IntakeItem | None:
    """The item of a line, or None with `line.errors` set. `whole`: also say what is still missing.

    Money becomes fen; a 2010 or 2022 code of GB/T 14885 is told by its shape.
    """
    errors: dict[str, str] = {}
    name = line.text("name").strip()
    if whole and not name:
        errors["name"] = tr("Give the asset a name.")
    code = line.text("category").split(" ")[0]
    edition, code = _read(errors, "category", code, (0, ""), parse_code, tr("A code is A and 8 digits, or 7 digits."))
    count = line.text("quantity")
    quantity = _read(errors, "quantity", count, 1, _quantity, tr("A whole number from 1 to 10,000."))
    value = _read(errors, "value", line.text("value"), 0, _amount, tr("An amount in yuan, such as 3200.00."))
    day = line.text("acquired_on")
    acquired = _read(errors, "acquired_on", day, None, lambda text: _day(text, today), tr("A date up to today."))
    word = line.text("condition")
    condition = _read(
        errors, "condition", word, Condition.GOOD, conditions().__getitem__, tr("Good, damaged or incomplete.")
    )
    if line.text("serial").strip() and quantity > 1:
        errors["serial"] = tr("A serial number belongs to one piece: enter one line each.")
    line.errors = errors
    if errors or not name:
        return None
    texts = {part: line.text(part).strip()[:_LIMIT] for part in ("model", "brand", "serial", "unit", "place", "remark")}
    return IntakeItem(
        name=name[:_LIMIT],
        quantity=quantity,
        category_edition=edition,
        category_code=code,
        value_fen=value,
        acquired_on=acquired,
        condition=condition,
        **texts,
    )


def _read(errors: dict[str, str], name: str, text: str, empty: T, convert: Callable[[str], T], words: str) -> T:
    if not text.strip():
        return empty
    try:
        return convert(text.strip())
    except (ValueError, KeyError):
        errors[name] = words
        return empty


def totals(items: Sequence[IntakeItem]) -> tuple[int, int]:
    """Pieces, and value in fen."""
    return sum(item.quantity for item in items), sum(item.quantity * item.value_fen for item in items)


def lines_from(kept: Sequence[Mapping[str, str]]) -> list[Line]:
    """Lines that were kept as plain values; fields that are not known are passed over."""
    return [Line({name: str(text) for name, text in one.items() if name in FIELDS}) for one in kept]


def _quantity(text: str) -> int:
    quantity = int(text)
    if not 1 <= quantity <= MOST_PIECES:
        raise ValueError(text)
    return quantity


def _amount(text: str) -> int:
    fen = parse_yuan(text)
    if fen < 0:
        raise ValueError(text)
    return fen


def _day(text: str, today: date) -> date | None:
    day = read_date(text, today)
    if day is not None and day > today and len("".join(filter(str.isdigit, text))) <= 4:
        day = day.replace(year=day.year - 1)  # "1231" is the last such day here, not the next
    if day is None or day > today:
        raise ValueError(text)
    return day
