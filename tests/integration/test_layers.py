"""The layers hold, and an import across them is found."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("app", "printing", "resources", "sync", "ui")
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT, "--no-logo", "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the packages' modules, to be broken."""
    for package in PACKAGES:
        for module in (ROOT / package).rglob("*.py"):
            copy = tmp_path / module.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(module, copy)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_layers_hold(tree: Path) -> None:
    done = lint(tree)
    assert done.returncode == 0, done.stdout + done.stderr


def test_imports_across_the_layers_are_found(tree: Path) -> None:
    trespassers = [
        ("app.domain", "app.services"),
        ("app.domain", "httpx"),
        ("app.services", "printing"),
        ("app.services", "sqlalchemy"),
        ("app.persistence", "sync"),
        ("app.exchange", "PySide6"),
        ("printing", "app.exchange"),
        ("sync", "shiboken6"),
        ("ui", "app.bootstrap"),
        ("ui", "app.persistence"),
        ("ui", "sync"),
    ]
    for number, (package, module) in enumerate(trespassers):
        path = tree.joinpath(*package.split("."), f"trespasser_{number}.py")
        path.write_text(f"import {module}\n", encoding="utf-8")

    done = lint(tree)

    assert done.returncode != 0
    assert done.stdout.count(" BROKEN") == 4, done.stdout + done.stderr
    for number, (package, module) in enumerate(trespassers):
        assert f"{package}.trespasser_{number} -> {module}" in done.stdout
