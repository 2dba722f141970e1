"""Where the device's key lies."""

import logging
import stat
import sys
from pathlib import Path

import pytest
from keyring.errors import KeyringError

from sync.client.keys import DeviceKeys, KeyDamaged, public_text


class MemoryVault:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


class LockedVault(MemoryVault):
    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringError("locked")


def test_the_same_device_has_the_same_key(tmp_path: Path) -> None:
    first = public_text(DeviceKeys(tmp_path).private_key("a"))
    assert public_text(DeviceKeys(tmp_path).private_key("a")) == first
    assert public_text(DeviceKeys(tmp_path).private_key("b")) != first


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has a keyring, and no modes")
def test_a_key_file_is_its_owners_alone(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        DeviceKeys(tmp_path).private_key("a")
    (path,) = tmp_path.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "no keyring" in caplog.text
    assert path.read_text() not in caplog.text


def test_a_keyring_is_used_where_there_is_one(tmp_path: Path) -> None:
    vault = MemoryVault()
    first = public_text(DeviceKeys(tmp_path, vault).private_key("a"))
    assert list(tmp_path.iterdir()) == []
    assert public_text(DeviceKeys(tmp_path, vault).private_key("a")) == first


def test_a_keyring_that_does_not_answer(tmp_path: Path) -> None:
    first = public_text(DeviceKeys(tmp_path, LockedVault()).private_key("a"))
    assert public_text(DeviceKeys(tmp_path, LockedVault()).private_key("a")) == first


def test_a_damaged_key_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.key").write_text("not a key")
    with pytest.raises(KeyDamaged):
        DeviceKeys(tmp_path).private_key("a")
