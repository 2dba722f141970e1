import csv
import json
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from app.domain.ledger import Column, Doubt
from app.domain.ledger_values import Normalisation, as_text
from app.domain.money import format_yuan
from app.exchange import LedgerCancelled, LedgerError, load_classification, peek_ledger, read_ledger
from app.exchange.header import SheetMapping

DATA = Path(__file__).parents[1] / "data"
COUNTY = DATA / "county-ledger.xlsx"


@pytest.fixture(scope="module")
def county():
    return read_ledger(COUNTY)


@pytest.fixture(scope="module")
def county_rows():
    return CalamineWorkbook.from_path(COUNTY).get_sheet_by_index(0).to_python(skip_empty_area=False)


def write_csv(path, rows, encoding):
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([as_text(cell) for cell in row] for row in rows)
    return path


def write_xlsx(path, sheets, hidden=()):
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_numbers": False})
    dates = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        if name in hidden:
            sheet.hide()
        else:
            sheet.activate()
        for at, row in enumerate(rows):
            for index, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(at, index, cell, dates)
                elif cell != "":
                    sheet.write(at, index, cell)
    book.close()
    return path


def summary(reading):
    pieces = Counter()
    for card in reading.cards:
        pieces[card.use_state] += card.quantity
    return {
        "unit_code": reading.unit_code,
        "unit": reading.unit_name,
        "data_rows": reading.rows,
        "importable_rows": len(reading.cards),
        "pieces_in_importable_rows": pieces.total(),
        "pieces_by_use_state": dict(pieces),
        "original_value_of_importable_rows": format_yuan(sum(card.value_fen for card in reading.cards), grouping=False),
        "rejected_rows": len(reading.rejections),
        "rejected_by_reason": dict(Counter(str(rejection.reason) for rejection in reading.rejections)),
        "normalised_in_importable_rows": {str(mark): n for mark, n in reading.normalised.items()},
    }


@pytest.mark.parametrize("name", ["county", "city"])
def test_a_real_list_gives_what_is_expected(name):
    reading = read_ledger(DATA / f"{name}-ledger.xlsx")
    expected = json.loads((DATA / f"{name}-ledger.expected.json").read_text("utf-8"))
    assert summary(reading) == expected
    assert reading.cut_off == date(2026, 6, 30)
    assert reading.sheet == "固定资产卡片"
    assert reading.header_rows == (3, 4)
    assert not reading.warnings


def test_rows_count_as_excel_shows_them(county, county_rows):
    assert county.cards[0].row == 5
    for rejection in county.rejections:
        index = county.mapping.columns[rejection.column]
        assert as_text(county_rows[rejection.row - 1][index]) == rejection.value
        assert county.cells[rejection.row] == tuple(county_rows[rejection.row - 1])


def test_codes_that_the_table_lacks_are_taken_with_a_warning(county):
    known = load_classification()
    reading = read_ledger(COUNTY, known_codes=known)
    assert reading.cards == county.cards
    unlisted = [card.row for card in county.cards if known.get(card.category_edition, card.category_code) is None]
    assert [warn.row for warn in reading.warnings] == unlisted
    assert {warn.doubt for warn in reading.warnings} <= {Doubt.CODE_UNLISTED}
    one_known = read_ledger(COUNTY, known_codes={(2022, "A02010104")})
    assert len(one_known.warnings) == sum(card.category_code != "A02010104" for card in county.cards)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_same_list_as_csv(tmp_path, county, county_rows, encoding):
    reading = read_ledger(write_csv(tmp_path / "list.csv", county_rows, encoding))
    assert reading.cards == county.cards
    assert reading.rejections == county.rejections
    assert (reading.unit_name, reading.unit_code, reading.cut_off) == (
        county.unit_name,
        county.unit_code,
        county.cut_off,
    )
    # In CSV every amount is text, so only those with commas were put right.
    assert reading.normalised[Normalisation.AMOUNT_TEXT] == 68
    ours, theirs = (dict(found.normalised) for found in (reading, county))
    assert ours | {Normalisation.AMOUNT_TEXT: 79} == theirs


def test_rare_characters_survive_gb_18030(tmp_path, county):
    keepers = "".join(card.keeper for card in county.cards)
    assert all(character in keepers for character in "㛃䶮䒟")
    header = ["资产编号", "资产名称", "国标代码", "原值", "使用状况", "使用人"]
    names = ["㛃䶮𬍛𫖯𠅤", "𡃁𠮷"]
    rows = [[f"N{n}", "书柜", "A05010501", "12.50", "在库", name] for n, name in enumerate(names)]
    reading = read_ledger(write_csv(tmp_path / "rare.csv", [header, *rows], "gb18030"))
    assert [card.keeper for card in reading.cards] == names


def test_an_old_xls_of_the_same_rows(county):
    reading = read_ledger(DATA / "county-ledger-first-110-rows.xls")
    assert reading.cards == tuple(card for card in county.cards if card.row <= 110)
    assert reading.rejections == tuple(found for found in county.rejections if found.row <= 110)


CARD = ["001", "办公桌", "A05010201", 100.5, "闲置"]


@pytest.mark.parametrize(
    "header",
    [
        ["资产编号", "资产名称", "国标代码", "原值", "使用状况"],
        ["卡片编号", "名称", "资产分类代码", "账面原值(元)", "使用状态"],
        ["*固定资产编号", "固定资产\n名称", "分类代码", "资产原值（元）", "资产使用状况："],
    ],
)
def test_other_names_and_one_header_row(tmp_path, header):
    reading = read_ledger(write_xlsx(tmp_path / "a.xlsx", {"表": [header, CARD]}))
    (card,) = reading.cards
    assert reading.header_rows == (1,)
    assert (card.row, card.card_number, card.value_fen, card.use_state, card.quantity) == (2, "001", 10050, "闲置", 1)


HEADER = ["资产编号", "资产名称", "国标代码", "原值", "使用状况"]


def test_hidden_and_other_sheets_are_left_alone(tmp_path):
    other = [HEADER, ["999", "旧桌", "A05010201", 1.0, "在库"]]
    path = write_xlsx(tmp_path / "a.xlsx", {"旧": other, "说明": [["请填写"]], "卡片": [HEADER, CARD]}, hidden={"旧"})
    peek = peek_ledger(path)
    assert peek.sheets == ("说明", "卡片")
    assert peek.sheet == "卡片"
    assert [card.card_number for card in read_ledger(path).cards] == ["001"]
    with pytest.raises(LedgerError, match=r"ledger\.no_sheet"):
        read_ledger(path, sheet="旧")


def test_page_furniture_is_no_card_and_nothing_else_is_lost(tmp_path):
    rows = [
        ["固定资产清单"],
        ["填报单位：曲阜市档案馆（370881）", "", "", "金额单位：元", "截止日期：2025.12.31"],
        HEADER,
        CARD,
        ["", "本页小计", "", 100.5],
        ["固定资产清单"],
        HEADER,
        ["", "合计", "A05010201", 5.0, "在库"],
        ["002", "合计", "A05010201", 5.0, "在库"],
        ["003"],
        [" ", "\u3000"],
        ["", "总 计：", "", 105.5],
        ["审核人：王", "", "", "制表人：李"],
    ]
    reading = read_ledger(write_xlsx(tmp_path / "a.xlsx", {"表": rows}))
    assert [card.row for card in reading.cards] == [4, 9]
    assert [rejection.row for rejection in reading.rejections] == [10]
    assert (reading.unit_name, reading.unit_code) == ("曲阜市档案馆", "370881")
    assert reading.cut_off == date(2025, 12, 31)


def test_a_county_whose_name_begins_like_the_money_unit(tmp_path):
    rows = [["编制单位:元氏县档案馆(130132)"], HEADER, CARD]
    reading = read_ledger(write_xlsx(tmp_path / "a.xlsx", {"表": rows}))
    assert (reading.unit_name, reading.unit_code) == ("元氏县档案馆", "130132")


@pytest.mark.parametrize("where", ["header", "line"])
def test_amounts_in_ten_thousands_are_not_taken_for_yuan(tmp_path, where):
    header = [name.replace("原值", "原值(万元)") for name in HEADER] if where == "header" else HEADER
    lines = [["金额单位:万元"]] if where == "line" else []
    with pytest.raises(LedgerError, match=r"ledger\.not_in_yuan"):
        read_ledger(write_xlsx(tmp_path / "a.xlsx", {"表": [*lines, header, CARD]}))


def test_a_corrected_mapping_and_its_profile(tmp_path):
    header = ["本馆号", "资产名称", "国标代码", "原值", "现状"]
    path = write_xlsx(tmp_path / "a.xlsx", {"表": [header, CARD]})
    mapping = peek_ledger(path).mapping
    assert mapping.missing == (Column.CARD_NUMBER, Column.USE_STATE)
    with pytest.raises(LedgerError, match=r"ledger\.columns_missing\(columns=资产编号、使用状况\)"):
        read_ledger(path)
    corrected = replace(mapping, columns={**mapping.columns, Column.CARD_NUMBER: 0, Column.USE_STATE: 4})
    assert [card.card_number for card in read_ledger(path, mapping=corrected).cards] == ["001"]
    # The next list of this office has the columns in another order.
    moved = write_xlsx(tmp_path / "b.xlsx", {"表": [header[::-1], CARD[::-1]]})
    again = peek_ledger(moved, profile=corrected.profile()).mapping
    assert again.columns[Column.CARD_NUMBER] == 4
    assert [card.card_number for card in read_ledger(moved, mapping=again).cards] == ["001"]
    # A mapping made for another file is refused, not read past its columns.
    foreign = SheetMapping(corrected.columns, (*corrected.labels, "多一列"), (1,))
    with pytest.raises(LedgerError, match=r"ledger\.no_header"):
        read_ledger(path, mapping=foreign)


def test_the_preview_shows_the_first_rows_as_text(county_rows):
    peek = peek_ledger(COUNTY)
    assert len(peek.preview) == 50
    assert peek.preview[4][:5] == ("1", "37088320200107000001", "A02010104", "服务器", "服务器")
    assert peek.mapping.labels[2:4] == ("国标代码", "分类名称")
    assert not peek.mapping.missing
    assert len(peek.mapping.columns) == len(Column)


def test_progress_goes_up_to_the_end():
    told = []
    read_ledger(COUNTY, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (3022, 3022)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len(told) >= 6


def test_cancel_in_the_middle():
    told = []
    with pytest.raises(LedgerCancelled):
        read_ledger(
            COUNTY, progress=lambda done, _: told.append(done), cancelled=lambda: bool(told) and told[-1] >= 1500
        )
    assert told[-1] == 1500
