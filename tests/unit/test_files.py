from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.files import write_whole


def test_a_file_appears_whole_and_alone(tmp_path):
    path = tmp_path / "单据" / "交接单.pdf"
    write_whole(path, b"first")
    write_whole(path, b"second")
    assert path.read_bytes() == b"second"
    assert [entry.name for entry in path.parent.iterdir()] == ["交接单.pdf"]


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_no_rest(tmp_path, monkeypatch, failing):
    path = tmp_path / "slip.pdf"
    path.write_bytes(b"old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, "fsync") if failing == "fsync" else (Path, "replace")), fail)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["slip.pdf"]
