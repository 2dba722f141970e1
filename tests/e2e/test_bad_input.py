"""What is no ledger is refused in words at the command line, and nothing has changed."""

import os
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from tests.e2e.program import DATA, Counter

HEADER = ["资产编号", "资产名称", "国标代码", "原值", "使用状况"]
WORKBOOK = DATA / "county-ledger.xlsx"


def refused(counter: Counter, file: Path, words: str, *options: str) -> None:
    """Refused with the title `words`; the counter is as it was."""
    before = counter.state()
    report = counter.folder.parent / "R.json"
    answer = counter.act("import", file, "--report", report, *options)
    assert answer.refusal.startswith("ledger.")
    assert answer.err.splitlines()[0] == words
    assert answer.out == ""
    assert not report.exists()
    assert counter.state() == before


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_not_a_spreadsheet(empty, tmp_path):
    refused(empty, write(tmp_path / "list.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\x00"), "这不是电子表格")


@pytest.mark.parametrize(
    ("language", "words"), [("zh_CN", "文件设有密码"), ("en", "The file is protected by a password")]
)
def test_password_protected(empty, language, words):
    refused(empty, DATA / "password-protected.xlsx", words, "--language", language)


def test_200_columns(empty, tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "list.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADER + [f"列{n}" for n in range(195)])
    sheet.write_row(1, 0, ["001", "办公桌", "A05010201", 100.5, "闲置"])
    book.close()
    refused(empty, tmp_path / "list.xlsx", "列数太多")


@pytest.mark.parametrize("name", ["list.xlsx", "list.csv"])
def test_an_empty_file(empty, tmp_path, name):
    refused(empty, write(tmp_path / name, b""), "表中没有卡片")


def test_a_truncated_workbook(empty, tmp_path):
    whole = WORKBOOK.read_bytes()
    refused(empty, write(tmp_path / "list.xlsx", whole[: len(whole) * 2 // 3]), "文件已损坏")


def test_a_zip_bomb(empty, tmp_path):
    """200 MiB in 200 KiB, and the directory says that it is small."""
    path = tmp_path / "bomb.xlsx"
    sheet = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(WORKBOOK) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        for part in source.infolist():
            if part.filename != sheet:
                bomb.writestr(part.filename, source.read(part))
        with bomb.open(sheet, "w", force_zip64=True) as stream:
            stream.write(b"<worksheet><sheetData>")
            for _ in range(200):
                stream.write(b" " * 2**20)
    assert path.stat().st_size < 500_000
    refused(empty, path, "文件太大")


def test_a_folder(empty, tmp_path):
    (tmp_path / "list.xlsx").mkdir()
    refused(empty, tmp_path / "list.xlsx", "文件打不开")


def test_a_missing_file(empty, tmp_path):
    refused(empty, tmp_path / "没有.xlsx", "文件打不开")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root and Windows may read it all the same")
def test_a_file_that_may_not_be_read(empty, tmp_path):
    path = write(tmp_path / "list.csv", b"x")
    path.chmod(0)
    refused(empty, path, "文件打不开")


def test_no_header(empty, tmp_path):
    refused(empty, write(tmp_path / "list.csv", b"a,b,c\r\n1,2,3\r\n"), "没有找到表头")


def test_an_encoding_that_is_none_of_ours(empty, tmp_path):
    refused(empty, write(tmp_path / "list.csv", ",".join(HEADER).encode("utf-16")), "文字编码无法识别")
