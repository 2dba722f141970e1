"""init, find, show, labels, check and the manners of every command, in processes of their own."""

import argparse
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from filelock import FileLock

from app.headless.arguments import parser
from tests.e2e.program import ADMIN, ENVIRONMENT, PASSWORD, ROOT, Counter, answer_of, run, start

INIT = ("--site", "370883", "--name", "邹城市公物仓", "--admin", ADMIN)


@pytest.mark.parametrize(
    ("site", "password", "code"),
    [
        ("37088", PASSWORD, "site.bad_code"),
        ("370883", None, "password.not_given"),
        ("370883", "kurz", "password.too_short"),
    ],
)
def test_init_refuses_and_leaves_no_counter(tmp_path, site, password, code):
    folder = tmp_path / "data"
    answer = run("init", "--data", folder, "--site", site, "--name", "仓", "--admin", ADMIN, password=password)

    assert answer.refusal == code
    assert Counter(folder).run("find", "桌").refusal == "counter.not_set_up"


def test_a_second_init_changes_nothing(counter):
    before = counter.state()

    answer = counter.run("init", *INIT)

    assert answer.refusal == "counter.set_up_before"
    assert counter.state() == before


def test_a_folder_that_is_no_counter_is_left_as_it_is(tmp_path):
    nowhere = tmp_path / "nowhere"

    assert Counter(nowhere).run("export", "--out", tmp_path / "list.csv").refusal == "counter.not_set_up"
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_place_of_the_folder(tmp_path):
    (tmp_path / "data").write_text("not a folder", encoding="utf-8")

    assert run("init", "--data", tmp_path / "data", *INIT).refusal == "storage.bad_place"


def test_what_opening_the_counter_has_to_tell_stands_in_its_log(counter):
    """The program was killed, and another one moved its WAL into the database."""
    sums = counter.folder / "counter.db.sums"
    content = bytearray(sums.read_bytes())
    content[15] = 1  # open
    sums.write_bytes(content)

    counter.done("find", "桌")

    assert "taken as they are" in (counter.folder / "logs" / "counter.log").read_text("utf-8")


def test_find(counter):
    (tag, card, place), *_ = counter.rows(
        "SELECT tag_number, card_number, place FROM asset WHERE name = '办公桌' AND place != '' ORDER BY key DESC"
    )
    desks = counter.rows("SELECT tag_number FROM asset WHERE name = '办公桌'")
    office = counter.rows("SELECT name FROM organization WHERE id IN (SELECT organization_id FROM asset)")[0][0]

    def tags(text, *options):
        found = counter.done("find", text, "--json", *options).json
        return [row["tag_number"] for row in found]

    by_part = counter.done("find", "公桌", "--json", "--limit", "1000").json
    assert {row["name"] for row in by_part} == {"办公桌"}
    assert {(row["tag_number"],) for row in by_part} == set(desks)
    first = by_part[0]
    assert (first["tag_number"], first["card_number"], first["place"]) == (tag, card, place)
    assert (first["organization"], first["custody"], first["status"]) == (office, "370883", "在库")
    assert tags("bgz", "--limit", "1000") == [row["tag_number"] for row in by_part]
    assert tag in tags(tag[-6:])
    assert tag in tags(f"{place} 办公桌")
    assert len(tags(office[2:7], "--limit", "7")) == 7
    assert tags("没有这样的东西") == []


def test_find_for_a_reader(counter):
    chinese = counter.done("find", "办公桌", "--limit", "2").out.splitlines()
    assert chinese[0].split() == ["标签号", "名称", "状态", "存放地点", "单位"]
    assert len({line.index("办公桌") for line in chinese[1:3]}) == 1
    assert chinese[3] == "只列出前 2 件；要多列一些请加 --limit。"
    assert counter.done("find", "没有这样的东西").out == "没有与“没有这样的东西”相符的资产。\n"
    english = counter.done("find", "bgz", "--limit", "1", "--language", "en").out.splitlines()
    assert english[0].split() == ["tag", "number", "name", "status", "place", "organization"]
    assert " in stock " in english[1]


def test_show(counter):
    (tag,) = counter.available(1)
    number = counter.hand_out(tag).out.strip()

    shown = counter.done("show", tag, "--json").json

    assert shown["status"] == "借出"
    assert [entry["what"] for entry in shown["history"]] == ["hand_out", "start_import"]
    assert (shown["loan"]["number"], shown["loan"]["person"], shown["loan"]["open_pieces"]) == (number, "颜㛃", 1)
    said = counter.done("show", tag).out
    assert f"借用单\n  {number}  颜㛃，邹城市防汛抗旱指挥部；2099年12月31日前归还；1 件未还，共 1 件\n" in said
    assert "借出" in said.splitlines()[-2]
    assert "导入台账" in said.splitlines()[-1]
    assert counter.run("show", "3708830199999990").refusal == "asset.unknown"


def test_labels_are_read_by_a_scanner(counter, tmp_path):
    tags = {tag for (tag,) in counter.rows("SELECT tag_number FROM asset WHERE name = '办公桌'")}
    assert len(tags) > 10

    said = counter.done("labels", "--query", "办公桌", "--out", tmp_path / "labels.pdf").out

    assert said == f"已排好 {len(tags)} 枚标签，存到 {tmp_path / 'labels.pdf'}。\n"
    if not (shutil.which("zbarimg") and shutil.which("pdftoppm")):
        pytest.skip("zbar and poppler read the sheet back on Linux")
    subprocess.run(["pdftoppm", "-r", "203", "-png", tmp_path / "labels.pdf", tmp_path / "page"], check=True)
    pages = sorted(tmp_path.glob("page*.png"))
    read = subprocess.run(["zbarimg", "-q", *pages], capture_output=True, text=True, check=True).stdout.split()
    assert sorted(read) == sorted(f"{kind}:{tag}" for tag in tags for kind in ("CODE-128", "QR-Code"))
    assert counter.run("labels", "--query", "没有", "--out", tmp_path / "none.pdf").refusal == "find.nothing"
    assert not (tmp_path / "none.pdf").exists()


def test_labels_in_a_printers_language_and_of_commands(counter, tmp_path):
    for_printer = ["labels", "--query", "办公桌", "--limit", "5", "--template", "roll-60x40", "--printer"]
    assert "已排好 5 枚标签" in counter.done(*for_printer, f"file:{tmp_path / 'a.zpl'}").out
    zpl = (tmp_path / "a.zpl").read_bytes()
    assert zpl.count(b"^XA") == zpl.count(b"^XZ") == zpl.count(b"^BCN") == zpl.count(b"^BQN") == 5
    counter.done(*for_printer, f"file:{tmp_path / 'a.tspl'}")
    assert (tmp_path / "a.tspl").read_bytes().count(b"PRINT 1,1\r\n") == 5
    counter.done("labels", "--template", "commands-a4", "--out", tmp_path / "commands.pdf")
    assert (tmp_path / "commands.pdf").read_bytes().startswith(b"%PDF")
    assert counter.run(*for_printer, "lpt1").refusal == "printer.address_unclear"
    assert counter.run("labels", "--out", tmp_path / "none.pdf").refusal == "label.no_query"
    assert not (tmp_path / "none.pdf").exists()


def test_check_finds_what_was_changed(counter):
    journal = counter.folder / "operations.journal"
    whole = journal.read_bytes()
    journal.write_bytes(whole[:40] + bytes([whole[40] ^ 0xFF]) + whole[41:])
    answer = counter.run("check")
    assert answer.code == 1
    assert answer.out.startswith("✗ 业务日志已损坏\n")
    assert "发现 1 处问题" in answer.out
    assert counter.run("find", "桌").refusal == "journal.damaged"

    journal.write_bytes(whole)
    with closing(sqlite3.connect(counter.folder / "counter.db")) as database:
        database.execute("UPDATE operation SET body = replace(body, 'clerk', 'klerk') WHERE dseq = 9")
        database.execute("UPDATE operation SET actor = replace(actor, 'admin', 'wolf') WHERE dseq = 2")
        database.commit()
    answer = counter.run("check", "--json")
    assert answer.code == 1
    assert answer.json["ok"] is False
    found = {it["what"]: (it["detail"], it["title"]) for it in answer.json["findings"]}
    assert found["check.chain"] == ("2", "业务记录被改动过")
    assert found.keys() == {"check.pages", "check.chain"}, "another program changed the file: its pages tell too"


def test_one_program_at_a_time_on_a_data_folder(counter):
    together = [start("find", "办公桌", "--data", counter.folder) for _ in range(2)]
    assert [answer_of(process).code for process in together] == [0, 0]  # the second waited for the first
    with FileLock(counter.folder / "counter.lock"):
        answer = counter.run("find", "办公桌")
    assert answer.refusal == "counter.in_use"
    assert str(counter.folder) in answer.err


def test_a_reader_that_leaves_early_is_no_fault(counter):
    process = start("find", "办公桌", "--json", "--data", counter.folder)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    with process.stderr:
        assert process.stderr.read() == b""
    assert process.wait() == 1
    assert list(counter.folder.glob("crashes/crash-*")) == []


def test_help_tells_every_argument():
    answer = run("--help")
    assert answer.code == 0
    assert "公物仓柜台" in answer.out
    (commands,) = (action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    assert {"init", "import", "find", "hand-out", "city-server", "check"} <= set(commands.choices)
    for name, command in commands.choices.items():
        assert name in answer.out
        assert [action.dest for action in command._actions if not action.help] == [], name


@pytest.mark.parametrize(
    "arguments",
    [
        ("hand-out", "1", "--as", "a", "--organization", "b", "--person", "c", "--due", "2026-02-30"),
        ("find", "x", "--limit", "0"),
        ("city-server", "--port", "70000"),
    ],
)
def test_wrong_arguments_end_with_2(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        parser().parse_args(arguments)
    assert end.value.code == 2
    assert "is no" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux may there be no display")
def test_no_display_is_said_in_words(tmp_path: Path) -> None:
    environment = {
        name: value for name, value in ENVIRONMENT.items() if "DISPLAY" not in name and name != "QT_QPA_PLATFORM"
    }
    command = [sys.executable, "-m", "app", "--data", str(tmp_path)]
    ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, timeout=60)
    assert ended.returncode == 1
    assert "(display.none)" in ended.stderr.decode()
