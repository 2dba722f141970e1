"""Every refusal has words, in both languages, that say no more than what the refusal knows."""

import ast
import errno
import re
import sqlite3
import string
from collections.abc import Iterator
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from app import faults, words
from app.domain.asset import Status
from app.domain.errors import DomainError, Refused
from app.domain.loan import RequestStatus
from app.domain.organization import Role, WarehouseKind
from app.persistence.tables import ENTITIES
from app.services.commands.base import _REGISTRY
from app.services.handlers import handle
from app.services.operations import CHINA

ROOT = Path(__file__).resolve().parents[2]
LAYERS = ("app", "printing", "sync", "ui")
ERRORS = {"DomainError", "Refused", "Invalid", "NotFound", "LedgerError", "Trouble"}
DYNAMIC = {
    ("asset.is_", ""): [status.value for status in Status],
    ("", ".unknown"): [table.name for table in ENTITIES.values()],
}
CODE = re.compile(
    r"(?:bundle|check|city|counter|enrol|find|import|journal|operation|password|scan|sign_in|storage|sync|told)\.[a-z_]+"
)
NO_CODES = {  # files, logs and the replica's own settings
    *("city.db", "counter.db", "counter.lock", "counter.log"),
    *("sync.city", "sync.client", "sync.keys", "sync.rebase", "sync.replica", "sync.server"),
    *("city.keys", "sync.bundle", "sync.by_file", "sync.city_keys"),
    *("sync.cursor", "sync.session", "sync.synced_at", "sync.paused", "sync.arrived", "sync.clock_ahead"),
    *("sync.snapshot", "sync.verify", "sync.verified_at", "sync.unknown_kinds", "sync.columns", "sync.requests"),
    "sync.indexes",
}


def raised() -> Iterator[tuple[str, str, frozenset[str]]]:
    """(place, code, names of params) of every DomainError, and Trouble (one on the wire), that has a literal code."""
    for module in sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_bytes())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS):
                continue
            place = f"{module.relative_to(ROOT)}:{node.lineno}"
            params = frozenset(keyword.arg or "" for keyword in node.keywords)
            if len(node.args) > 1 and isinstance(node.args[1], ast.Dict):  # Trouble(code, params)
                params |= {str(ast.literal_eval(key)) for key in node.args[1].keys if key is not None}
            code = node.args[0] if node.args else None
            if isinstance(code, ast.Constant):
                yield place, str(code.value), params
            elif isinstance(code, ast.JoinedStr):
                fixed = [part.value if isinstance(part, ast.Constant) else None for part in code.values]
                head, tail = fixed[0] or "", fixed[-1] or ""
                assert (head, tail) in DYNAMIC, f"{place}: say in this test which codes it can make"
                for value in DYNAMIC[head, tail]:
                    yield place, f"{head}{value}{tail}", params


def messages(language: str) -> dict[str, dict[str, str]]:
    path = files("resources") / "i18n" / f"messages.{language}.json"
    return msgspec.json.decode(path.read_bytes(), type=dict[str, dict[str, str]])


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_refusal_has_words_that_its_facts_can_fill(language: str) -> None:
    known = messages(language)
    wrong = []
    seen = set()
    for place, code, params in raised():
        seen.add(code)
        entry = known.get(code)
        if entry is None:
            wrong.append(f"{place}: no words for {code}")
            continue
        if not all(entry[part] for part in ("title", "meaning", "remedy")):
            wrong.append(f"{code}: it must say what happened, what it means and what to do")
        if unknown := fields(" ".join(entry.values())) - params:
            wrong.append(f"{place}: the words of {code} use {sorted(unknown)}, which is not raised there")
    assert not wrong, "\n".join(wrong)
    assert {"asset.is_lent", "loan.unknown", "loan.needs_manager"} <= seen  # the search itself works


def test_both_languages_say_the_same_things() -> None:
    chinese, english = messages("zh_CN"), messages("en")

    assert chinese.keys() == english.keys()
    for code in chinese:
        assert fields(" ".join(chinese[code].values())) == fields(" ".join(english[code].values())), code


def literals() -> Iterator[tuple[str, str]]:
    """(place, text) of every text in the code that reads like a code of words, however it is passed on."""
    for module in sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py")):
        for node in ast.walk(ast.parse(module.read_bytes())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                yield f"{module.relative_to(ROOT)}:{node.lineno}", node.value


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_code_named_anywhere_has_words(language: str) -> None:
    known = messages(language)
    codes = [(place, code) for place, code in literals() if code not in NO_CODES]
    missing = [f"{place}: no words for {code}" for place, code in codes if code not in known]

    assert not missing, "\n".join(missing)
    assert {"sync.unreachable", "sync.session_over", "check.chain", "storage.full"} <= {code for _, code in codes}


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_line_that_a_command_tells_has_the_facts_it_needs(language: str) -> None:
    known = messages(language)
    told = 0
    for module in sorted((ROOT / "app" / "headless").glob("*.py")):
        for node in ast.walk(ast.parse(module.read_bytes())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "sentence"):
                continue
            key, given = node.args[0], {keyword.arg for keyword in node.keywords}
            if isinstance(key, ast.Constant) and None not in given:
                told += 1
                assert fields(known[key.value]["title"]) <= given, f"{module.name}:{node.lineno}"
    assert told > 10


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_no_value_is_shown_as_its_code(language: str) -> None:
    assert handle  # commands register themselves when their handlers are loaded
    values = [("status", one) for one in (*Status, *RequestStatus)]
    values += [("role", one) for one in Role] + [("kind", one) for one in WarehouseKind]
    values += [("command", one) for one in _REGISTRY]
    missing = [value for name, value in values if f"word.{name}.{value}" not in messages(language)]

    assert not missing


def test_a_refusal_reads_as_a_clerk_would_pass_it_on() -> None:
    refusal = Refused("asset.custody_elsewhere", name="台式计算机", tag="3708830100001234", site="370881")

    found = words.explain(refusal, "zh_CN", {"370881": "曲阜仓"})

    assert found.title == "由曲阜仓保管"
    assert found.meaning == "台式计算机 370883 01 00001234 由曲阜仓保管，本仓不能办理。"
    assert found.remedy == "可申请移库。"


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"number": "JY1", "due": date(2026, 12, 31)}, "借用单 JY1 现在的应还日期是2026年12月31日。"),
        ({"number": "JY1", "due": "2026-12-31"}, "借用单 JY1 现在的应还日期是2026年12月31日。"),
    ],
)
def test_facts_from_the_wire_read_like_those_raised_here(params: dict[str, object], expected: str) -> None:
    assert words.explain(Refused("loan.extension_not_later", **params)).meaning == expected


def test_values_become_words() -> None:
    refusal = Refused("role.may_not", role=Role.AUDITOR, command="hand_out")

    assert words.explain(refusal, "zh_CN").meaning == "审计员不能办理“借出”。"
    assert words.explain(refusal, "en").meaning == "A person with the role auditor may not: hand out."


def test_an_instant_is_told_in_local_time() -> None:
    at = datetime(2026, 11, 22, 1, 5, tzinfo=UTC)

    found = words.explain(Refused("import.same_file", file="a.xlsx", at=at), "en")

    assert f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}" in found.meaning


def test_a_code_of_a_newer_server_is_told_with_its_code() -> None:
    found = words.explain(DomainError("asset.on_the_moon", tag="1"))

    assert found.title == "没有办成"
    assert "asset.on_the_moon" in found.meaning


def test_a_fact_that_a_newer_server_leaves_out_is_no_fault() -> None:
    assert "…" in words.explain(Refused("sync.broken_chain")).meaning


def test_braces_in_a_name_are_only_text() -> None:
    found = words.explain(Refused("warehouse.name_taken", name="{0.__class__}"))

    assert "{0.__class__}" in found.meaning


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "storage.full"),
        (errno.EROFS, "storage.read_only"),
        (errno.EACCES, "storage.not_allowed"),
        (errno.ENOENT, "storage.not_found"),
        (errno.EIO, "storage.failing"),
    ],
)
def test_faults_of_the_disk_are_told_in_words(number: int, code: str) -> None:
    found = faults.translate(OSError(number, "…", "D:/账/slip.pdf"))

    assert found is not None
    assert found.code == code
    assert found.params == {"name": "D:/账/slip.pdf"}
    for language in words.LANGUAGES:
        assert found.code in messages(language)
        words.explain(found, language)


def test_a_database_held_by_another_program_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "counter.db"
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 0})
    holder = sqlite3.connect(path, isolation_level=None)
    try:
        holder.execute("CREATE TABLE t (a)")
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OperationalError) as caught, engine.begin() as connection:
            connection.execute(text("INSERT INTO t VALUES (1)"))
    finally:
        holder.close()
        engine.dispose()

    found = faults.translate(caught.value)

    assert found is not None
    assert found.code == "storage.busy"


def test_a_file_that_is_no_database_is_told_in_words(tmp_path: Path) -> None:
    path = tmp_path / "counter.db"
    path.write_bytes(b"not a database at all" * 100)
    connection = sqlite3.connect(path)
    try:
        with pytest.raises(sqlite3.DatabaseError) as caught:
            connection.execute("SELECT * FROM sqlite_master")
    finally:
        connection.close()

    found = faults.translate(caught.value)

    assert found is not None
    assert found.code == "storage.damaged"


def test_a_fault_of_the_program_stays_one() -> None:
    assert faults.translate(ZeroDivisionError()) is None
    assert faults.translate(sqlite3.IntegrityError("UNIQUE")) is None
