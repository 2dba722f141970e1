import json
import re
import struct
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest
import xlsxwriter

from app.domain.ledger import Column, Doubt, Reason
from app.domain.ledger_values import Normalisation
from app.exchange import LedgerCancelled, LedgerError, archive, load_classification, peek_ledger, read_ledger, reference

DATA = Path(__file__).parents[1] / "data"
HEADER = ["资产编号", "资产名称", "国标代码", "原值", "使用状况"]
SHEET = "xl/worksheets/sheet1.xml"


def refuse(path, code):
    for read in (read_ledger, peek_ledger):
        with pytest.raises(LedgerError) as refusal:
            read(path)
        assert refusal.value.code == code
    return refusal.value


def write(path, content):
    path.write_bytes(content)
    return path


def workbook(path, columns=5):
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("表")
    header = [*HEADER, *(f"列{n}" for n in range(len(HEADER), columns))]
    sheet.write_row(0, 0, header)
    sheet.write_row(1, 0, ["001", "办公桌", "A05010201", 100.5, "闲置"])
    book.close()
    return path


def with_part(source, target, name, content):
    """A copy of the workbook whose part `name` has other content."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, content if part.filename == name else old.read(part))
    return target


def sheet_xml(path):
    with zipfile.ZipFile(path) as archive:
        return archive.read(SHEET)


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\x00",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        "<html><table><tr><td>资产编号</td></tr></table></html>".encode(),
        '<?xml version="1.0"?><Workbook/>'.encode("gb18030"),
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2000),
        b"\x01\x02\x03 text",
    ],
)
def test_not_a_spreadsheet(tmp_path, content):
    refuse(write(tmp_path / "list.xlsx", content), "ledger.not_a_spreadsheet")


def test_a_zip_that_is_no_workbook(tmp_path):
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    refuse(path, "ledger.not_a_spreadsheet")


def test_password_protected():
    refuse(DATA / "password-protected.xlsx", "ledger.password_protected")


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf\r\n", b",,,\r\n,,,\r\n"])
def test_empty_file(tmp_path, content):
    refuse(write(tmp_path / "list.csv", content), "ledger.empty")


def test_empty_workbook(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "list.xlsx"))
    book.add_worksheet()
    book.close()
    refuse(tmp_path / "list.xlsx", "ledger.empty")


def test_a_header_without_cards(tmp_path):
    path = write(tmp_path / "list.csv", ",".join(HEADER).encode())
    with pytest.raises(LedgerError) as refusal:
        read_ledger(path)
    assert refusal.value.code == "ledger.empty"


def test_no_header(tmp_path):
    path = write(tmp_path / "list.csv", b"a,b,c\r\n1,2,3\r\n")
    assert peek_ledger(path).mapping is None
    with pytest.raises(LedgerError) as refusal:
        read_ledger(path)
    assert refusal.value.code == "ledger.no_header"


def test_missing_file(tmp_path):
    refusal = refuse(tmp_path / "gone.xlsx", "ledger.unreadable")
    assert refusal.params["name"] == "gone.xlsx"


@pytest.mark.parametrize("keep", [0.02, 0.5, 0.9, 0.999])
def test_truncated_workbook(tmp_path, keep):
    whole = (DATA / "county-ledger.xlsx").read_bytes()
    refuse(write(tmp_path / "list.xlsx", whole[: int(len(whole) * keep)]), "ledger.damaged")


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9])
def test_truncated_xls(tmp_path, keep):
    whole = (DATA / "county-ledger-first-110-rows.xls").read_bytes()
    with pytest.raises(LedgerError) as refusal:
        read_ledger(write(tmp_path / "list.xls", whole[: int(len(whole) * keep)]))
    assert refusal.value.code in {"ledger.damaged", "ledger.not_a_spreadsheet"}


def test_a_workbook_with_a_byte_changed(tmp_path):
    content = bytearray((DATA / "county-ledger.xlsx").read_bytes())
    content[len(content) // 2] ^= 0xFF
    refuse(write(tmp_path / "list.xlsx", bytes(content)), "ledger.damaged")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_workbook_with_a_piece_missing(tmp_path, method):
    with zipfile.ZipFile(workbook(tmp_path / "whole.xlsx")) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    content = path.read_bytes()
    first = len(next(iter(parts))) + 30  # where the first part's content begins
    refuse(write(path, content[:300] + content[330:]), "ledger.damaged")
    refuse(write(path, content[:first] + bytes([0xA5] * 40) + content[first + 40 :]), "ledger.damaged")


def test_200_columns(tmp_path):
    refusal = refuse(workbook(tmp_path / "list.xlsx", columns=200), "ledger.too_many_columns")
    assert refusal.params["columns"] == 200
    line = ",".join(HEADER + [f"列{n}" for n in range(195)])
    assert refuse(write(tmp_path / "list.csv", line.encode()), "ledger.too_many_columns").params["columns"] == 200


def test_104_columns_are_read(tmp_path):
    assert len(read_ledger(workbook(tmp_path / "list.xlsx", columns=104)).cards) == 1


def test_one_stray_cell_far_down_costs_no_memory(tmp_path):
    source = workbook(tmp_path / "plain.xlsx")
    stray = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
    xml = sheet_xml(source).replace(b"</sheetData>", stray)
    path = with_part(source, tmp_path / "list.xlsx", SHEET, xml)
    assert refuse(path, "ledger.too_many_rows").params["rows"] == 1_048_576


@pytest.mark.parametrize("stray", ["<c r='XFD1048576'><v>1</v></c>", '<x:c t="n" r="XFD3"><v>1</v></x:c>'])
def test_stray_cells_written_in_another_way_are_seen(tmp_path, stray):
    source = workbook(tmp_path / "plain.xlsx")
    xml = sheet_xml(source).replace(b"</sheetData>", f"<row r='3'>{stray}</row></sheetData>".encode())
    refuse(with_part(source, tmp_path / "list.xlsx", SHEET, xml), "ledger.too_many_columns")


def test_cells_without_references_are_counted(tmp_path):
    source = workbook(tmp_path / "plain.xlsx")
    row = b"<row>" + b"<c><v>1</v></c>" * 300 + b"</row></sheetData>"
    xml = sheet_xml(source).replace(b"</sheetData>", row)
    refusal = refuse(with_part(source, tmp_path / "list.xlsx", SHEET, xml), "ledger.too_many_columns")
    assert refusal.params["columns"] == 300


def test_a_cell_tag_that_hides_its_reference(tmp_path):
    source = workbook(tmp_path / "plain.xlsx")
    xml = sheet_xml(source).replace(
        b"</sheetData>", b'<row r="3"><c x=">" r="XFD1048576"><v>1</v></c></row></sheetData>'
    )
    refuse(with_part(source, tmp_path / "list.xlsx", SHEET, xml), "ledger.damaged")


def test_cells_that_are_only_formatted_do_not_count(tmp_path):
    source = workbook(tmp_path / "plain.xlsx")
    xml = sheet_xml(source).replace(b"</sheetData>", b'<row r="3"><c r="XFD3" s="0"/></row></sheetData>')
    assert len(read_ledger(with_part(source, tmp_path / "list.xlsx", SHEET, xml)).cards) == 1


@pytest.fixture
def bomb(tmp_path, monkeypatch):
    """A hundred times as large inside as outside, and beyond a bound made small for a quick test."""
    monkeypatch.setattr(archive, "MAX_INFLATED", 4 * 2**20)
    source = workbook(tmp_path / "plain.xlsx")
    path = with_part(source, tmp_path / "bomb.xlsx", SHEET, sheet_xml(source) + b" " * (5 * 2**20))
    assert path.stat().st_size < 50_000
    return path


def test_zip_bomb(bomb):
    refuse(bomb, "ledger.too_large")


def test_zip_bomb_that_claims_to_be_small(bomb):
    with zipfile.ZipFile(bomb) as parts:
        size = struct.pack("<L", parts.getinfo(SHEET).file_size)
    content = bomb.read_bytes()
    assert content.count(size) == 2  # the part's own header and the directory
    refuse(write(bomb, content.replace(size, struct.pack("<L", 1000))), "ledger.too_large")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("资产编号,资产名称".encode("utf-16"), "ledger.encoding"),
        ("资产编号".encode() + b",\xff\xff\xff\xff", "ledger.encoding"),
        ("资产编号,资产名称\r\n".encode() + b'1,"open', "ledger.damaged"),
        (b"a" * 200_000, "ledger.damaged"),
    ],
)
def test_csv_that_cannot_be_read(tmp_path, content, code):
    refuse(write(tmp_path / "list.csv", content), code)


def test_a_table_of_categories_that_is_none(tmp_path):
    with pytest.raises(LedgerError) as refusal:
        load_classification(write(tmp_path / "codes.csv", b"edition,code\r\n2022,A05\r\n"))
    assert refusal.value.code == "ledger.bad_table"
    with pytest.raises(LedgerError, match=r"ledger\.unreadable"):
        load_classification(tmp_path / "gone.csv")


def test_a_table_of_categories_is_read_within_a_bound(tmp_path, monkeypatch):
    monkeypatch.setattr(reference, "MAX_TABLE_BYTES", 1 << 20)
    with (tmp_path / "disk.img").open("wb") as file:
        file.truncate(1 << 40)  # a hole that takes no room
    with pytest.raises(LedgerError, match=r"ledger\.too_large"):
        load_classification(tmp_path / "disk.img")


def raised_codes():
    sources = (Path(__file__).parents[2] / "app" / "exchange").glob("*.py")
    return {code for source in sources for code in re.findall(r'"(ledger\.[a-z_]+)"', source.read_text("utf-8"))}


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_everything_said_about_a_ledger_has_words(language):
    words = json.loads((files("resources") / "i18n" / f"messages.{language}.json").read_text("utf-8"))
    keys = raised_codes() | {LedgerCancelled().code} | {f"ledger.column.{column}" for column in Column}
    keys |= {found.key for kind in (Reason, Doubt, Normalisation) for found in kind}
    assert len(keys) > 50
    assert keys <= words.keys()
    facts = dict.fromkeys(("columns", "limit", "rows", "limit_mb", "sheet", "name", "cause", "row", "value"), "7")
    for key in keys:
        assert words[key].keys() == {"title", "meaning", "remedy"}
        assert words[key]["title"]
        for template in words[key].values():
            assert "{" not in template.format(**facts)
