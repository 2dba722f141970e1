"""An office's asset-card list (固定资产卡片清单): its columns, its cards, and which rows cannot be taken.

A row has at most one rejection: the first that applies in the order of `LedgerRules.read`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from app.domain.classification import EDITION_2010, parse_code
from app.domain.ledger_values import (
    Cell,
    Normalisation,
    as_text,
    clean_code,
    clean_text,
    read_amount,
    read_date,
    read_quantity,
    read_years,
)


class Column(StrEnum):
    """What a column of the list means, whatever the office calls it."""

    CARD_NUMBER = "card_number"  # 资产编号
    NAME = "name"  # 资产名称
    CATEGORY_CODE = "category_code"  # 国标代码
    CATEGORY_NAME = "category_name"  # 分类名称
    MODEL = "model"  # 规格型号
    BRAND = "brand"  # 品牌
    UNIT = "unit"  # 计量单位
    QUANTITY = "quantity"  # 数量
    VALUE = "value"  # 原值, of all pieces of the card, yuan
    DEPRECIATION = "depreciation"  # 累计折旧, yuan
    ACQUISITION = "acquisition"  # 取得方式
    ACQUIRED_ON = "acquired_on"  # 取得日期
    SERVICE_YEARS = "service_years"  # 使用年限
    USE_STATE = "use_state"  # 使用状况
    DEPARTMENT = "department"  # 使用部门
    KEEPER = "keeper"  # 使用人
    PLACE = "place"  # 存放地点
    REMARK = "remark"  # 备注


REQUIRED_COLUMNS = (Column.CARD_NUMBER, Column.NAME, Column.CATEGORY_CODE, Column.VALUE, Column.USE_STATE)
"""A list without one of these cannot be imported. Without 数量 a card is one piece."""


class Reason(StrEnum):
    """Why a row is rejected. The values stand in reports; words for a person are under ledger.reason.*."""

    NUMBER_MISSING = "asset number missing"
    NUMBER_CUT = "asset number lost digits"
    NUMBER_REPEATED = "asset number repeated"
    NAME_MISSING = "asset name missing"
    CODE_MALFORMED = "category code malformed"
    QUANTITY_INVALID = "quantity invalid"
    VALUE_INVALID = "original value invalid"
    DEPRECIATION_INVALID = "accumulated depreciation invalid"
    DEPRECIATION_EXCEEDS = "depreciation exceeds original value"
    DATE_INVALID = "acquisition date invalid"
    USE_STATE_UNKNOWN = "use state unknown"

    @property
    def key(self) -> str:
        """Where its words are looked up."""
        return f"ledger.reason.{self.name.lower()}"


class Doubt(StrEnum):
    """What a person should look at although the row is taken; words under ledger.warning.*."""

    CODE_UNLISTED = "category code not in the table"
    YEARS_UNREADABLE = "service life not understood"

    @property
    def key(self) -> str:
        """Where its words are looked up."""
        return f"ledger.warning.{self.name.lower()}"


USE_STATES = ("在库", "闲置", "在用", "待报废", "出租出借")

_OTHER_NAMES = {
    "库存": "在库",
    "未使用": "闲置",
    "使用中": "在用",
    "正常使用": "在用",
    "使用": "在用",
    "待处置": "待报废",
    "拟报废": "待报废",
    "出租": "出租出借",
    "出借": "出租出借",
    "借出": "出租出借",
    "出租、出借": "出租出借",
    "出租/出借": "出租出借",
}

_SURE_OF_DIGITS = 2**53  # a number cell beyond it no longer holds every digit of a card number


class LedgerCard(NamedTuple):
    """One good row. `row` counts from 1 as Excel shows it; amounts are fen and of all `quantity` pieces.

    A tuple, because a ledger has tens of thousands: made and written in half the time, and half as long on the wire.
    """

    row: int
    card_number: str
    name: str
    category_edition: int
    category_code: str
    category_name: str
    model: str
    brand: str
    unit: str
    quantity: int
    value_fen: int
    depreciation_fen: int
    acquisition: str
    acquired_on: date | None
    service_years: int | None
    use_state: str
    department: str
    keeper: str
    place: str
    remark: str


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that cannot be taken, the cell at fault and that cell as it was read."""

    row: int
    column: Column
    reason: Reason
    value: str


@dataclass(frozen=True, slots=True)
class Warn:
    """A cell of a good row that a person should look at."""

    row: int
    column: Column
    doubt: Doubt
    value: str


CardCells: TypeAlias = tuple[Cell, ...]
"""The cells of a row in the order of `Column`; the empty string where the list has no such column."""


class LedgerRules:
    """Reads the rows of one list in order, and remembers what it has seen of the list.

    `known_codes` holds (edition, code); None judges only the shape of codes. `cut_off` is the day up to which
    the list speaks. `typed` says that the sheet tells numbers and dates from text (a workbook, not a CSV).
    """

    def __init__(self, *, cut_off: date, typed: bool, known_codes: Container[tuple[int, str]] | None = None) -> None:
        self.normalised: Counter[Normalisation] = Counter()
        self.warnings: list[Warn] = []
        self._cut_off = cut_off
        self._typed = typed
        self._known_codes = known_codes
        self._seen: set[str] = set()
        self._clean: dict[Cell, str] = {}  # text that is as it should be: offices, brands, units recur

    def read(self, row: int, cells: CardCells) -> LedgerCard | Rejection:
        """The card of a row, or why there is none. Normalisations and warnings count for good rows only."""
        (
            number_cell, name_cell, code_cell, category_cell, model_cell, brand_cell, unit_cell,
            quantity_cell, value_cell, depreciation_cell, acquisition_cell, date_cell, years_cell,
            state_cell, department_cell, keeper_cell, place_cell, remark_cell,
        ) = cells  # fmt: skip
        marks: list[Normalisation] = []
        warnings: list[Warn] = []
        typed = self._typed

        def reject(column: Column, reason: Reason, cell: Cell) -> Rejection:
            return Rejection(row, column, reason, as_text(cell))

        number, found = clean_code(number_cell)
        marks.extend(found)
        if not number:
            return reject(Column.CARD_NUMBER, Reason.NUMBER_MISSING, number_cell)
        if _lost_digits(number_cell, number):
            return reject(Column.CARD_NUMBER, Reason.NUMBER_CUT, number_cell)
        if number in self._seen:
            return reject(Column.CARD_NUMBER, Reason.NUMBER_REPEATED, number_cell)
        self._seen.add(number)

        name = self._text(name_cell, marks)
        if not name:
            return reject(Column.NAME, Reason.NAME_MISSING, name_cell)

        code_text, found = clean_code(code_cell)
        marks.extend(found)
        try:
            edition, code = parse_code(code_text)
        except ValueError:
            return reject(Column.CATEGORY_CODE, Reason.CODE_MALFORMED, code_cell)
        if edition == EDITION_2010:
            marks.append(Normalisation.CODE_2010)
        if self._known_codes is not None and (edition, code) not in self._known_codes:
            warnings.append(Warn(row, Column.CATEGORY_CODE, Doubt.CODE_UNLISTED, code))

        try:
            quantity, mark = read_quantity(quantity_cell, typed=typed)
        except ValueError:
            return reject(Column.QUANTITY, Reason.QUANTITY_INVALID, quantity_cell)
        if mark:
            marks.append(mark)

        try:
            value_fen, mark = read_amount(value_cell, typed=typed)
        except ValueError:
            return reject(Column.VALUE, Reason.VALUE_INVALID, value_cell)
        if value_fen <= 0:
            return reject(Column.VALUE, Reason.VALUE_INVALID, value_cell)
        if mark:
            marks.append(mark)

        depreciation_fen = 0
        if not _empty(depreciation_cell):
            try:
                depreciation_fen, mark = read_amount(depreciation_cell, typed=typed)
            except ValueError:
                return reject(Column.DEPRECIATION, Reason.DEPRECIATION_INVALID, depreciation_cell)
            if mark:
                marks.append(mark)
        if depreciation_fen < 0:
            return reject(Column.DEPRECIATION, Reason.DEPRECIATION_INVALID, depreciation_cell)
        if depreciation_fen > value_fen:
            return reject(Column.DEPRECIATION, Reason.DEPRECIATION_EXCEEDS, depreciation_cell)

        acquired_on = None
        if not _empty(date_cell):
            try:
                acquired_on, mark = read_date(date_cell, typed=typed)
            except ValueError:
                return reject(Column.ACQUIRED_ON, Reason.DATE_INVALID, date_cell)
            if acquired_on > self._cut_off:
                return reject(Column.ACQUIRED_ON, Reason.DATE_INVALID, date_cell)
            if mark:
                marks.append(mark)

        use_state = self._text(state_cell, marks)
        if use_state not in USE_STATES:
            if use_state not in _OTHER_NAMES:
                return reject(Column.USE_STATE, Reason.USE_STATE_UNKNOWN, state_cell)
            use_state = _OTHER_NAMES[use_state]
            marks.append(Normalisation.USE_STATE)

        try:
            service_years = read_years(years_cell)
        except ValueError:
            service_years = None
            warnings.append(Warn(row, Column.SERVICE_YEARS, Doubt.YEARS_UNREADABLE, as_text(years_cell)))

        clean = self._clean
        category_name, model, brand, unit, acquisition, department, keeper, place, remark = [
            clean[cell] if cell in clean else self._text(cell, marks)
            for cell in (
                category_cell, model_cell, brand_cell, unit_cell, acquisition_cell,
                department_cell, keeper_cell, place_cell, remark_cell,
            )
        ]  # fmt: skip

        if marks:
            self.normalised.update(marks)
        self.warnings.extend(warnings)
        return LedgerCard(
            row, number, name, edition, code, category_name, model, brand, unit, quantity, value_fen,
            depreciation_fen, acquisition, acquired_on, service_years, use_state, department, keeper, place,
            remark,
        )  # fmt: skip

    def _text(self, cell: Cell, marks: list[Normalisation]) -> str:
        if cell in self._clean:
            return self._clean[cell]
        text, found = clean_text(as_text(cell))
        if found:
            marks.extend(found)
        elif isinstance(cell, str):
            self._clean[cell] = text
        return text


def _empty(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _lost_digits(cell: Cell, number: str) -> bool:
    """Whether a spreadsheet turned the card number into a rounded number: 3.70883E+19."""
    if isinstance(cell, (float, int)):
        return abs(cell) >= _SURE_OF_DIGITS
    if "+" not in number:
        return False
    head, mark, exponent = number.upper().partition("E+")
    return bool(mark) and exponent.isdigit() and head.replace(".", "", 1).isdigit()
