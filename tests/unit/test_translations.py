"""The Chinese catalogues say all that the interface says, and nothing else."""

import os
from importlib.resources import files
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from resources.i18n import build, catalogue

ROOT = Path(__file__).resolve().parents[2]


def test_every_text_of_the_interface_is_translated() -> None:
    found = catalogue.problems(ROOT / "ui", Path(str(files("resources"))) / "i18n" / "zh_CN")
    assert not found, "\n".join(found) + "\n(python3 dev.py translate brings the files to the source)"


@pytest.fixture
def ui(tmp_path: Path) -> Path:
    folder = tmp_path / "ui"
    (folder / "loan_desk").mkdir(parents=True)
    (folder / "shell.py").write_text('from ui.i18n import tr\ntitle = tr("Counter")\n', encoding="utf-8")
    (folder / "loan_desk" / "desk.py").write_text(
        'a = tr("Hand out")\nb = tr("{n} selected").format(n=1)\nc = tr("Open", "verb") + tr("<b> & co")\n',
        encoding="utf-8",
    )
    return folder


def translate(catalogues: Path, name: str, words: dict[catalogue.Key, str]) -> None:
    path = catalogues / f"{name}.ts"
    path.write_text(catalogue.render({**catalogue.read(path), **words}), encoding="utf-8")


def finish(catalogues: Path) -> None:
    translate(catalogues, "ui", {("Counter", ""): "柜台"})
    words = {("Hand out", ""): "借出", ("{n} selected", ""): "已选 {n} 件", ("Open", "verb"): "打开"}
    translate(catalogues, "loan_desk", {**words, ("<b> & co", ""): "<b> 等"})


def test_update_writes_one_unfinished_catalogue_for_each_folder(ui: Path, tmp_path: Path) -> None:
    catalogue.update(ui, tmp_path / "zh")

    assert catalogue.read(tmp_path / "zh" / "ui.ts") == {("Counter", ""): ""}
    assert list(catalogue.read(tmp_path / "zh" / "loan_desk.ts")) == [
        ("Hand out", ""),
        ("{n} selected", ""),
        ("Open", "verb"),
        ("<b> & co", ""),
    ]
    assert len(catalogue.problems(ui, tmp_path / "zh")) == 5


def test_update_keeps_translations_and_drops_what_vanished(ui: Path, tmp_path: Path) -> None:
    catalogues = tmp_path / "zh"
    catalogue.update(ui, catalogues)
    finish(catalogues)
    assert catalogue.problems(ui, catalogues) == []

    (ui / "shell.py").write_text('tr("Hand out")\n', encoding="utf-8")
    (ui / "loan_desk" / "desk.py").write_text('tr("Hand out")\n', encoding="utf-8")
    problems = catalogue.problems(ui, catalogues)
    assert "ui.ts: nothing says 'Counter' any more" in problems
    assert "ui.ts: no translation of 'Hand out'" in problems

    catalogue.update(ui, catalogues)
    assert catalogue.problems(ui, catalogues) == []
    assert catalogue.read(catalogues / "loan_desk.ts") == {("Hand out", ""): "借出"}
    assert catalogue.read(catalogues / "ui.ts") == {("Hand out", ""): "借出"}


def test_a_second_update_writes_nothing(ui: Path, tmp_path: Path) -> None:
    catalogues = tmp_path / "zh"
    catalogue.update(ui, catalogues)
    times = {path: path.stat().st_mtime_ns for path in catalogues.iterdir()}

    catalogue.update(ui, catalogues)

    assert {path: path.stat().st_mtime_ns for path in catalogues.iterdir()} == times


@pytest.mark.parametrize(
    ("source", "words", "problem"),
    [
        ('tr("{n} of {all}")', "共 {n} 件", "different placeholders"),
        ('tr("{n} of {all}")', "共 {all 件", "different placeholders"),
        ('tr("Loan")', "", "no translation"),
        ("tr(name)", "词", "literal text only"),
        ('tr(f"{n} pieces")', "词", "literal text only"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, source: str, words: str, problem: str) -> None:
    folder = tmp_path / "ui"
    folder.mkdir()
    (folder / "shell.py").write_text(source, encoding="utf-8")
    catalogue.update(folder, tmp_path / "zh")
    if (tmp_path / "zh" / "ui.ts").exists():
        keys = list(catalogue.read(tmp_path / "zh" / "ui.ts"))
        translate(tmp_path / "zh", "ui", dict.fromkeys(keys, words))

    assert [problem] == [problem for found in catalogue.problems(folder, tmp_path / "zh") if problem in found]


def test_one_text_has_one_translation(tmp_path: Path) -> None:
    for name in ("desk", "stock"):
        (tmp_path / "ui" / name).mkdir(parents=True)
        (tmp_path / "ui" / name / "window.py").write_text('tr("Loan")', encoding="utf-8")
    catalogue.update(tmp_path / "ui", tmp_path / "zh")
    translate(tmp_path / "zh", "desk", {("Loan", ""): "借用"})
    translate(tmp_path / "zh", "stock", {("Loan", ""): "借出"})

    assert catalogue.problems(tmp_path / "ui", tmp_path / "zh") == [
        "stock.ts: 'Loan' is '借出' here and '借用' elsewhere"
    ]


def test_the_built_catalogue_speaks(ui: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "HERE", tmp_path)
    catalogues = tmp_path / "zh_CN"
    catalogue.update(ui, catalogues)
    finish(catalogues)
    (catalogues / "stock.ts").write_text(catalogue.render({("Hand out", ""): "借出", ("Later", ""): ""}), "utf-8")
    assert build.stale()

    built = build.build()

    assert not build.stale()
    translator = QTranslator()
    assert translator.load(str(built))
    assert translator.translate("ui", "Hand out") == "借出"
    assert translator.translate("ui", "Open", "verb") == "打开"
    assert not translator.translate("ui", "Later")
    assert [path.name for path in tmp_path.glob("*.qm")] == ["zh_CN.qm"]


def test_a_catalogue_that_came_or_went_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "HERE", tmp_path)
    (tmp_path / "zh_CN").mkdir()
    assert not build.stale()
    (tmp_path / "zh_CN" / "ui.ts").write_text(catalogue.render({("Counter", ""): "柜台"}), "utf-8")
    build.build()
    os.utime(tmp_path / "zh_CN.qm", ns=(2 * 10**18, 2 * 10**18))
    assert not build.stale()

    os.utime(tmp_path / "zh_CN", ns=(3 * 10**18, 3 * 10**18))

    assert build.stale()
