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


@pytest.mark.parametrize(
    ("package", "line", "contract"),
    [
        ("app/domain", "import app.services", "Layers"),
        ("app/services", "import printing", "Layers"),
        ("app/persistence", "import sync", "Layers"),
        ("printing", "import app.exchange", "Layers"),
        ("ui", "import app.bootstrap", "Layers"),
        ("sync", "import PySide6.QtCore", "No Qt below"),
        ("app/services", "import sqlalchemy.orm", "No database and no network"),
        ("app/domain", "import httpx", "No database and no network"),
        ("ui", "import app.persistence", "The interface reaches neither"),
        ("ui", "import sync", "The interface reaches neither"),
    ],
)
def test_an_import_across_the_layers_is_found(tree: Path, package: str, line: str, contract: str) -> None:
    (tree / package / "trespasser.py").write_text(line + "\n", encoding="utf-8")

    done = lint(tree)

    assert done.returncode != 0
    broken = [text for text in done.stdout.splitlines() if text.endswith(" BROKEN")]
    assert [text for text in broken if text.startswith(contract)], done.stdout + done.stderr
