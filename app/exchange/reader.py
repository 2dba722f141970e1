"""Reading an office's asset-card list from a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from app.domain.ledger import LedgerCard, LedgerRules, Rejection, Warn
from app.domain.ledger_values import Cell, Normalisation, as_text
from app.exchange.errors import LedgerCancelled, LedgerError
from app.exchange.header import NAMES, SheetMapping, propose_mapping
from app.exchange.page import Furniture, Heading, read_heading
from app.exchange.workbook import Workbook, open_workbook
from app.services.operations import CHINA

PREVIEW_ROWS = 50
_PROGRESS_EVERY = 500  # rows


@dataclass(frozen=True, slots=True)
class LedgerPeek:
    """What a person checks before an import. `mapping` is None where no header was found in `sheet`;
    `preview` are the sheet's first rows as text."""

    sheets: tuple[str, ...]
    sheet: str
    mapping: SheetMapping | None
    preview: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class LedgerReading:
    """A list as read. `rows` counts cards and rejections, without headers, sums and signatures; `cells` are
    the rejected rows as they stand in the sheet. `cut_off` is None where the list states none: acquisitions
    then count up to today."""

    name: str
    sha256: str
    sheet: str
    unit_name: str
    unit_code: str
    cut_off: date | None
    mapping: SheetMapping
    rows: int
    cards: tuple[LedgerCard, ...]
    rejections: tuple[Rejection, ...]
    normalised: Counter[Normalisation]
    warnings: tuple[Warn, ...]
    cells: Mapping[int, tuple[Cell, ...]]

    @property
    def header_rows(self) -> tuple[int, ...]:
        return self.mapping.header_rows


def peek_ledger(path: Path, *, sheet: str | None = None, profile: Mapping[str, str] | None = None) -> LedgerPeek:
    """The sheets, the proposed mapping and the first rows. `profile` is an office's `SheetMapping.profile`.

    Raises LedgerError as `open_workbook` does, and ledger.empty, ledger.no_sheet.
    """
    workbook = open_workbook(path)
    sheet, rows, mapping = _find_sheet(workbook, sheet, profile)
    preview = tuple(tuple(as_text(cell) for cell in row) for row in rows[:PREVIEW_ROWS])
    return LedgerPeek(workbook.sheets, sheet, mapping, preview)


def read_ledger(
    path: Path,
    *,
    mapping: SheetMapping | None = None,
    sheet: str | None = None,
    known_codes: Container[tuple[int, str]] | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> LedgerReading:
    """Every card of a list, and why each other row is none.

    Without `sheet` the visible sheet with the best header is read; `mapping` is a person's correction of the
    one that `peek_ledger` proposes; `known_codes` holds (edition, code) of the categories that the site has.
    `progress` is told (rows done, rows in all).

    Raises LedgerError as `open_workbook` does, and ledger.empty, ledger.no_sheet, ledger.no_header,
    ledger.columns_missing, ledger.not_in_yuan; LedgerCancelled once `cancelled` says so.
    """
    _stop_if(cancelled)
    workbook = open_workbook(path)
    _stop_if(cancelled)
    if mapping is None:
        sheet, rows, mapping = _find_sheet(workbook, sheet, None)
    else:
        sheet = sheet or workbook.sheets[0]
        rows = _rows(workbook, sheet)
    mapping, heading = _check(mapping, rows)
    rules = LedgerRules(
        cut_off=heading.cut_off or datetime.now(CHINA).date(), typed=workbook.typed, known_codes=known_codes
    )
    furniture = Furniture(rows, mapping)
    pick = mapping.pick
    cards: list[LedgerCard] = []
    rejections: list[Rejection] = []
    cells: dict[int, tuple[Cell, ...]] = {}
    first, total = mapping.header_rows[-1] + 1, len(rows)
    for number, row in enumerate(rows[first - 1 :], first):
        if number % _PROGRESS_EVERY == 0:
            _stop_if(cancelled)
            if progress:
                progress(number, total)
        if furniture.holds(row):
            continue
        result = rules.read(number, pick(row))
        if isinstance(result, LedgerCard):
            cards.append(result)
        else:
            rejections.append(result)
            cells[number] = tuple(row)
    if not cards and not rejections:
        raise LedgerError("ledger.empty")
    if progress:
        progress(total, total)
    return LedgerReading(
        name=workbook.name,
        sha256=workbook.sha256,
        sheet=sheet,
        unit_name=heading.unit_name,
        unit_code=heading.unit_code,
        cut_off=heading.cut_off,
        mapping=mapping,
        rows=len(cards) + len(rejections),
        cards=tuple(cards),
        rejections=tuple(rejections),
        normalised=rules.normalised,
        warnings=tuple(rules.warnings),
        cells=cells,
    )


def _stop_if(cancelled: Callable[[], bool] | None) -> None:
    if cancelled and cancelled():
        raise LedgerCancelled


def _rows(workbook: Workbook, sheet: str) -> list[list[Cell]]:
    if sheet not in workbook.sheets:
        raise LedgerError("ledger.no_sheet", sheet=sheet)
    return workbook.rows(sheet)


def _find_sheet(
    workbook: Workbook, wanted: str | None, profile: Mapping[str, str] | None
) -> tuple[str, list[list[Cell]], SheetMapping | None]:
    """The wanted sheet, else the first with every required column, else the one with most columns known."""
    best: tuple[str, list[list[Cell]], SheetMapping | None] | None = None
    best_score = -1
    for sheet in (wanted,) if wanted else workbook.sheets:
        rows = _rows(workbook, sheet)
        mapping = propose_mapping(rows, profile)
        score = len(mapping.columns) if mapping else 0
        if rows and score > best_score:
            best, best_score = (sheet, rows, mapping), score
        if mapping and not mapping.missing:
            break
    if best is None:
        raise LedgerError("ledger.empty")
    return best


def _check(mapping: SheetMapping | None, rows: list[list[Cell]]) -> tuple[SheetMapping, Heading]:
    if mapping is None:
        raise LedgerError("ledger.no_header")
    if mapping.missing:
        names = "、".join(NAMES[column][0] for column in mapping.missing)
        raise LedgerError("ledger.columns_missing", columns=names)
    width = len(rows[0]) if rows else 0
    if width != len(mapping.labels) or not 0 < mapping.header_rows[-1] <= len(rows):
        raise LedgerError("ledger.no_header")  # the mapping was made for another file
    heading = read_heading(rows, mapping)
    if not heading.in_yuan:
        raise LedgerError("ledger.not_in_yuan")
    return mapping, heading
