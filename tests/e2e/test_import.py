"""import and export through the command line: every figure of the ledgers, both ways."""

import csv
import json
import shutil
from collections import Counter as Tally
from pathlib import Path

import openpyxl
import pytest

from app.exchange.reader import read_ledger
from tests.e2e.program import DATA

SMALL = DATA / "county-ledger-first-110-rows.xls"


def report_of(counter, ledger, path, *options):
    answer = counter.act("import", ledger, "--report", path, *options)
    assert (answer.code, answer.err) == (0, "")
    return json.loads(path.read_text("utf-8")), answer.out


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", ["county-ledger", "city-ledger"])
def test_a_ledger_comes_in_to_the_last_fen(empty, tmp_path, name):
    expected = json.loads((DATA / f"{name}.expected.json").read_text("utf-8"))

    report, said = report_of(empty, DATA / f"{name}.xlsx", tmp_path / "R.json")

    assert report["rows"] == expected["data_rows"]
    assert report["imported_rows"] == expected["importable_rows"]
    assert report["imported_pieces"] == expected["pieces_in_importable_rows"]
    assert report["original_value"] == expected["original_value_of_importable_rows"]
    assert report["pieces_by_use_state"] == expected["pieces_by_use_state"]
    assert Tally(row["reason"] for row in report["rejected"]) == expected["rejected_by_reason"]
    assert len(report["rejected"]) == expected["rejected_rows"]
    assert len({row["row"] for row in report["rejected"]}) == expected["rejected_rows"]
    assert report["normalised"] == expected["normalised_in_importable_rows"]
    assert report["already_present"] == 0
    assert f"{expected['importable_rows']:,} 张卡片" in said
    ((pieces, fen),) = empty.rows("SELECT count(*), sum(value_fen) FROM asset")
    assert pieces == expected["pieces_in_importable_rows"]
    assert f"{fen // 100}.{fen % 100:02d}" == expected["original_value_of_importable_rows"]
    assert empty.done("check").out.startswith("✓")


def test_the_same_ledger_again_adds_nothing(counter, tmp_path):
    before = counter.state()

    report, said = report_of(counter, SMALL, tmp_path / "R.json")

    assert (report["imported_rows"], report["imported_pieces"], report["original_value"]) == (0, 0, "0.00")
    assert report["already_present"] == len(read_ledger(SMALL).cards)
    assert set(report["pieces_by_use_state"].values()) == {0}
    assert "没有新的卡片" in said
    assert counter.state() == before


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_csv_says_the_same_as_the_workbook(empty, imported, tmp_path, encoding):
    reading = read_ledger(SMALL)
    book = tmp_path / "list.csv"
    columns = sorted(reading.mapping.columns.values())
    with book.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file)
        writer.writerow([f"编制单位:{reading.unit_name}({reading.unit_code})"])
        writer.writerow([f"截止日期:{reading.cut_off.isoformat()}"])
        writer.writerow([reading.mapping.labels[index] for index in columns])
        for cells in whole_rows(SMALL):
            writer.writerow([cells[index] for index in columns])

    report, _ = report_of(empty, book, tmp_path / "R.json")

    wanted = json.loads((imported.folder.parent / "R.json").read_text("utf-8"))
    for figure in ("rows", "imported_rows", "imported_pieces", "original_value", "pieces_by_use_state"):
        assert report[figure] == wanted[figure]
    reasons = [Tally(row["reason"] for row in one["rejected"]) for one in (report, wanted)]
    assert reasons[0] == reasons[1]
    query = """SELECT card_number, name, category_code, place, model, value_fen, acquired_on, status
        FROM asset ORDER BY card_number, tag_number"""
    assert empty.rows(query) == imported.rows(query)


def whole_rows(path: Path) -> list[list[object]]:
    """The rows of cards as the sheet holds them, by another reader than the program's."""
    from python_calamine import CalamineWorkbook

    reading = read_ledger(path)
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name(reading.sheet).to_python(skip_empty_area=False)
    return [row for row in rows[reading.header_rows[-1] :] if any(row)]


def test_rejected_rows_are_saved_mended_and_imported(empty, tmp_path):
    rejects = tmp_path / "退回.xlsx"
    first, said = report_of(empty, SMALL, tmp_path / "R.json", "--rejects", rejects)
    assert first["rejected"]
    assert str(rejects) in said
    book = openpyxl.load_workbook(rejects)
    sheet = book.active
    header = next(row for row in sheet.iter_rows() if row[0].value and "资产编号" in [cell.value for cell in row])
    at = {cell.value: cell.column for cell in header}
    reasons = [sheet.cell(row, at["退回原因"]).value for row in range(header[0].row + 1, sheet.max_row + 1)]
    assert len(reasons) == len(first["rejected"])
    assert all(reason and not reason.startswith("ledger.") for reason in reasons)
    numbers = [sheet.cell(row, at["原表行号"]).value for row in range(header[0].row + 1, sheet.max_row + 1)]
    assert numbers == [row["row"] for row in first["rejected"]]

    mended = {
        "资产编号": lambda number: f"MENDED{number:04d}",
        "资产名称": lambda _: "办公桌",
        "国标代码": lambda _: "A05010201",
        "原值": lambda _: 100,
        "累计折旧": lambda _: 10,
        "数量": lambda _: 1,
        "取得日期": lambda _: "2020-01-01",
    }
    for row in range(header[0].row + 1, sheet.max_row + 1):
        for label, value in mended.items():
            sheet.cell(row, at[label]).value = value(row)
    book.save(rejects)
    second, _ = report_of(empty, rejects, tmp_path / "R2.json")

    assert second["rejected"] == []
    assert second["imported_rows"] == len(first["rejected"])
    assert second["original_value"] == f"{100 * len(first['rejected'])}.00"
    assert empty.rows("SELECT count(DISTINCT organization_id) FROM asset") == [(1,)]


def test_all_or_nothing(empty, tmp_path):
    before = empty.state()

    answer = empty.act("import", SMALL, "--all-or-nothing", "--report", tmp_path / "R.json")

    assert answer.refusal == "import.rows_rejected"
    assert not (tmp_path / "R.json").exists()
    assert empty.state() == before


def test_a_report_that_cannot_be_written_is_said_before_anything_is_done(empty, tmp_path):
    before = empty.state()

    answer = empty.act("import", SMALL, "--report", tmp_path)

    assert answer.refusal.startswith("storage.")
    assert empty.state() == before


def test_who_imports_must_be_allowed_to(counter, tmp_path):
    ledger = shutil.copy(SMALL, tmp_path / "other.xls")
    before = counter.state()
    for user, password, code in (
        ("auditor", "gongwucang-2026", "role.may_not"),
        ("admin", "wrong-password", "sign_in.wrong"),
        ("admin", None, "password.not_given"),
    ):
        answer = counter.act("import", ledger, "--organization", "另一单位", user=user, password=password)
        assert answer.refusal == code
    assert counter.state() == before


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_an_export_holds_every_piece_and_no_formula(counter, tmp_path, ending):
    file = tmp_path / f"清单{ending}"
    with_formula = ('=HYPERLINK("x","y")', "+86", "-1", "@SUM(1)")
    tags = counter.available(len(with_formula))
    amend(counter, dict(zip(tags, with_formula, strict=True)))

    said = counter.done("export", "--out", file).out

    ((pieces,),) = counter.rows("SELECT count(*) FROM asset")
    assert f"{pieces:,} 件" in said
    if ending == ".xlsx":
        sheet = openpyxl.load_workbook(file).active
        rows = [list(row) for row in sheet.iter_rows()]
        assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "d"}  # no "f": formula
        header, *cells = [[cell.value for cell in row] for row in rows]
    else:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            header, *cells = list(csv.reader(stream))
        assert not any(text.startswith(("=", "+", "-", "@")) for row in cells for text in row)
    assert len(cells) == pieces
    tag, remark, value = (header.index(name) for name in ("标签号", "备注", "原值"))
    remarks = {row[tag]: row[remark] for row in cells}
    written = [remarks[one] for one in tags]
    assert written == list(with_formula) if ending == ".xlsx" else [f"'{text}" for text in with_formula]
    ((fen,),) = counter.rows("SELECT sum(value_fen) FROM asset")
    assert sum(round(float(row[value]) * 100) for row in cells) == fen


def amend(counter, remarks):
    from app.bootstrap import open_counter
    from app.services.commands.inventory import AmendAsset
    from tests.e2e.program import ADMIN, PASSWORD

    with open_counter(counter.folder) as services:
        actor = services.accounts.sign_in(ADMIN, PASSWORD)
        for tag, remark in remarks.items():
            asset = services.queries.resolve(tag).assets[0]
            services.bus.execute(AmendAsset(asset.id, {"remark": remark}), actor=actor)


def test_an_export_of_another_kind_is_refused(counter, tmp_path):
    assert counter.run("export", "--out", tmp_path / "list.docx").refusal == "ledger.unknown_format"
