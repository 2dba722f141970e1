import csv
import json
from datetime import date
from importlib.resources import files
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from app.domain.ledger import Column
from app.domain.ledger_values import Normalisation
from app.exchange import ExportColumn, Kind, LedgerError, export_assets, read_ledger, save_rejections
from app.exchange.header import NAMES
from app.exchange.text_file import guard, unguard

DATA = Path(__file__).parents[1] / "data"
KINDS = {
    Column.CARD_NUMBER: Kind.CODE,
    Column.CATEGORY_CODE: Kind.CODE,
    Column.QUANTITY: Kind.NUMBER,
    Column.VALUE: Kind.MONEY,
    Column.DEPRECIATION: Kind.MONEY,
    Column.ACQUIRED_ON: Kind.DATE,
    Column.SERVICE_YEARS: Kind.NUMBER,
}
COLUMNS = [ExportColumn(NAMES[column][0], KINDS.get(column, Kind.TEXT)) for column in Column]


def card_row(card):
    fen = {Column.VALUE: card.value_fen, Column.DEPRECIATION: card.depreciation_fen}
    return [fen[column] if column in fen else getattr(card, column) for column in Column]


def without_row(cards):
    return [tuple(card_row(card)) for card in cards]


@pytest.fixture(scope="module")
def county():
    return read_ledger(DATA / "county-ledger.xlsx")


@pytest.mark.parametrize(
    ("name", "encoding"), [("out.xlsx", "utf-8-sig"), ("out.csv", "utf-8-sig"), ("out.csv", "gb18030")]
)
def test_what_is_exported_reads_back_the_same(tmp_path, county, name, encoding):
    path = tmp_path / name
    written = export_assets(path, COLUMNS, map(card_row, county.cards), encoding=encoding)
    assert written == len(county.cards)
    again = read_ledger(path)
    assert without_row(again.cards) == without_row(county.cards)
    assert not again.rejections
    assert set(again.normalised) == {Normalisation.FORMULA_LIKE, Normalisation.CODE_2010}
    assert again.normalised[Normalisation.FORMULA_LIKE] == county.normalised[Normalisation.FORMULA_LIKE]
    assert [found.name for found in tmp_path.iterdir()] == [name]


def test_no_cell_of_an_exported_csv_is_run_as_a_formula(tmp_path, county):
    path = tmp_path / "out.csv"
    export_assets(path, COLUMNS, map(card_row, county.cards))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert sum(cell.startswith("'=HYPERLINK") for cell in cells) > 10


@given(st.text(alphabet=st.one_of(st.sampled_from("'=+-@ ＝\t\r\n1a"), st.characters(exclude_categories=["Cs"]))))
def test_guarded_text_comes_back_exactly(text):
    guarded = guard(text)
    assert unguard(guarded) == text
    assert not guarded.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))


def test_an_exported_workbook_holds_text_numbers_and_dates(tmp_path):
    path = tmp_path / "out.xlsx"
    columns = [
        ExportColumn("资产编号", Kind.CODE, 24),
        ExportColumn("备注"),
        ExportColumn("原值", Kind.MONEY),
        ExportColumn("取得日期", Kind.DATE),
        ExportColumn("数量", Kind.NUMBER),
    ]
    export_assets(
        path,
        columns,
        [("0012345678901234567890", "=1+1", 123456, date(2020, 1, 7), 3), ("2", "http://x", 1, None, None)],
    )
    sheet = openpyxl.load_workbook(path).active
    assert [cell.value for cell in sheet[2]][:3] == ["0012345678901234567890", "=1+1", 1234.56]
    assert [cell.data_type for cell in sheet[2]] == ["s", "s", "n", "d", "n"]
    assert sheet["A2"].number_format == "@"
    assert sheet["C2"].number_format == "#,##0.00"
    assert sheet["B3"].hyperlink is None
    assert sheet["D3"].value is None
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width > 20


@pytest.mark.parametrize("name", ["out.xlsx", "out.csv"])
def test_a_failed_export_leaves_the_old_file(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"old")

    def rows():
        yield ["1"]
        raise RuntimeError("the line broke")

    with pytest.raises(RuntimeError, match="the line broke"):
        export_assets(path, [ExportColumn("资产编号")], rows())
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", ["out.xlsx", "out.csv"])
def test_a_folder_that_is_not_there(tmp_path, name):
    with pytest.raises(LedgerError, match=r"ledger\.not_written"):
        export_assets(tmp_path / "gone" / name, [ExportColumn("资产编号")], [["1"]])


def test_what_does_not_fit_is_refused_and_not_cut(tmp_path):
    path = tmp_path / "out.xlsx"
    with pytest.raises(LedgerError) as refusal:
        export_assets(path, [ExportColumn("备注")], [["x" * 32_768]])
    assert (refusal.value.code, refusal.value.params) == ("ledger.does_not_fit", {"row": 2})
    with pytest.raises(LedgerError, match=r"ledger\.unknown_format"):
        export_assets(tmp_path / "out.doc", [ExportColumn("备注")], [])
    assert not list(tmp_path.iterdir())


def reason_words(rejection):
    words = json.loads((files("resources") / "i18n" / "messages.zh_CN.json").read_text("utf-8"))
    return words[rejection.reason.key]["title"]


def test_rejected_rows_are_saved_as_they_were_and_can_be_imported_again(tmp_path, county):
    path = tmp_path / "rejected.xlsx"
    save_rejections(path, county, reason_words=reason_words)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(skip_empty_area=False)
    width = len(county.mapping.labels)
    assert rows[2][width:] == ["原表行号", "退回原因"]
    for line, rejection in zip(rows[3:], county.rejections, strict=True):
        assert tuple(line[:width]) == county.cells[rejection.row]
        assert line[width:] == [rejection.row, reason_words(rejection)]

    again = read_ledger(path)
    assert (again.unit_name, again.unit_code, again.cut_off) == (
        county.unit_name,
        county.unit_code,
        county.cut_off,
    )
    assert again.rows == len(county.rejections)
    # The first card of a repeated number is not in this file, so here the number stands once.
    assert [(found.reason, found.value) for found in again.rejections] == [
        (found.reason, found.value) for found in county.rejections if found.reason != "asset number repeated"
    ]


def test_a_mended_row_is_taken(tmp_path, county):
    path = tmp_path / "rejected.xlsx"
    save_rejections(path, county, reason_words=reason_words)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    at, rejection = next(
        (at, found) for at, found in enumerate(county.rejections, 4) if found.reason == "asset name missing"
    )
    sheet.cell(at, county.mapping.columns[Column.NAME] + 1).value = "文件柜"
    book.save(path)
    assert [card.name for card in read_ledger(path).cards if card.row == at] == ["文件柜"]
    assert rejection.value == ""
