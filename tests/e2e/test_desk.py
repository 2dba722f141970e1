"""hand-out and take-back through the command line: numbers, slips, and what is refused."""

import shutil
import subprocess

import pytest

from app.domain.numbering import is_document_number, with_check_character
from tests.e2e.program import PASSWORD

RARE = "㛃䶮𬍛𫖯𠅤"


def text_of(pdf):
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler reads the slip back on Linux")
    read = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True)
    return read.stdout.decode()


def test_hand_out_and_take_back(counter, tmp_path):
    tags = counter.available(3)

    out = counter.hand_out(*tags, person=RARE, slip=tmp_path / "借条" / "out.pdf")
    assert (out.code, out.err) == (0, "")
    number = out.out.removesuffix("\n")
    assert is_document_number(number)
    assert number.startswith("JY370883")
    slip = text_of(tmp_path / "借条" / "out.pdf")
    assert RARE in slip
    assert number in slip.replace(" ", "")
    for tag in tags:
        assert tag in slip.replace(" ", "")

    again = counter.hand_out(tags[0])
    assert again.refusal == "asset.is_lent"
    assert "现在借出在外" in again.err
    assert again.out == ""

    part = counter.act(
        "take-back", tags[0], tags[1], "--condition", "damaged", "--slip", tmp_path / "back.pdf", "--json"
    )
    assert part.code == 0
    assert is_document_number(part.json["number"])
    assert RARE in text_of(tmp_path / "back.pdf")
    shown = counter.done("show", tags[2], "--json").json
    assert (shown["status"], shown["loan"]["open_pieces"], shown["loan"]["pieces"]) == ("借出", 1, 3)
    states = dict(counter.rows("SELECT tag_number, status FROM asset"))
    assert [states[tag] for tag in tags] == ["repair", "repair", "lent"]
    assert counter.done("find", tags[0], "--json").json[0]["status"] == "维修"

    assert counter.act("take-back", tags[0]).refusal == "return.no_open_loan"
    assert counter.act("take-back", tags[2]).code == 0
    assert counter.rows("SELECT count(*) FROM loan WHERE closed_at IS NULL AND number = ?", number) == [(0,)]
    assert counter.done("check").code == 0


def test_a_slip_is_written_again_with_a_mark(counter, tmp_path):
    number = counter.hand_out(*counter.available(2), person=RARE).out.strip()

    said = counter.done("slip", number.lower(), "--out", tmp_path / "first.pdf").out
    assert said == f"单据 {number} 已存到 {tmp_path / 'first.pdf'}。\n"
    kept = counter.folder / "papers" / f"{number}.pdf"
    assert kept.read_bytes() == (tmp_path / "first.pdf").read_bytes()

    counter.done("slip", number, "--out", tmp_path / "again.pdf", "--reason", "卡纸")
    first, again = text_of(tmp_path / "first.pdf"), text_of(tmp_path / "again.pdf")
    assert "重打" not in first
    assert "重打 第 1 次" in again
    assert "原因：卡纸" in again
    assert set(first.split()) <= set(again.split()), "the words that were signed are all there"
    counter.done("slip", number, "--out", tmp_path / "third.pdf")
    assert "重打 第 2 次" in text_of(tmp_path / "third.pdf")
    assert kept.read_bytes() == (tmp_path / "first.pdf").read_bytes()

    assert counter.done("slip", number, "--list").out == f"{number}：在这里打印过 3 次。\n"
    assert counter.run("slip", number[:-1] + "?", "--out", tmp_path / "no.pdf").refusal == "document.malformed"
    unknown = with_check_character("JY37088320260101010001")
    assert counter.run("slip", unknown, "--out", tmp_path / "no.pdf").refusal == "document.unknown"
    assert not (tmp_path / "no.pdf").exists()


def test_what_a_hand_out_is_refused_for(counter, tmp_path):
    (tag,) = counter.available(1)
    before = counter.state()
    given = ("--organization", "邹城市第一中学", "--person", "孟令𫖯", "--due", "2099-12-31")
    slip = tmp_path / "slip.pdf"
    for code, arguments, user, password in (
        ("asset.unknown", ("3708830199999990", *given), "admin", PASSWORD),
        ("sign_in.wrong", (tag, *given), "admin", "wrong-password"),
        ("loan.needs_manager", (tag, *given), "clerk", PASSWORD),
        ("loan.due_in_past", (tag, *given[:-1], "2020-01-01"), "admin", PASSWORD),
    ):
        answer = counter.act("hand-out", *arguments, "--slip", slip, user=user, password=password)
        assert answer.refusal == code
        assert answer.out == ""
    assert not slip.exists()
    assert counter.state() == before


def test_a_slip_that_cannot_be_written_is_said_before_anything_is_done(counter, tmp_path):
    before = counter.state()

    assert counter.hand_out(*counter.available(1), slip=tmp_path).refusal == "storage.bad_place"

    assert counter.state() == before


def test_a_borrower_who_is_known_is_not_registered_again(counter):
    first, second = counter.available(2)
    assert counter.hand_out(first, person="周已知").code == 0
    before = counter.rows("SELECT count(*) FROM operation")[0][0]
    assert counter.hand_out(second, person="周已知").code == 0
    assert counter.rows("SELECT type FROM operation WHERE dseq > ?", before) == [("hand_out",)]
    assert counter.act("take-back", first, second).code == 0
