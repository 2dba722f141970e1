"""The device's Ed25519 key: in the OS keyring, or where there is none in a file that only its owner reads."""

from __future__ import annotations

import base64
import binascii
import logging
from pathlib import Path
from typing import Protocol

import keyring
import keyring.backends.fail
import keyring.backends.null
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from keyring.errors import KeyringError

from app.domain.errors import DomainError
from app.files import write_whole

log = logging.getLogger("sync.keys")

_SERVICE = "Gongwucang Counter"


class Vault(Protocol):
    """The part of a keyring that is needed here."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...


def system_vault() -> Vault | None:
    """The keyring of this system (Windows: Credential Manager); None where it has none."""
    found = keyring.get_keyring()
    if isinstance(found, keyring.backends.fail.Keyring | keyring.backends.null.Keyring) or found.priority < 1:
        return None
    return found


class KeyDamaged(DomainError):
    """The stored key does not read; the device has to be enrolled anew."""

    def __init__(self) -> None:
        super().__init__("sync.key_damaged")


class DeviceKeys:
    """Gives a device its private key, made when first asked for."""

    def __init__(self, folder: Path, vault: Vault | None = None) -> None:
        self._folder = folder
        self._vault = vault

    def private_key(self, device: str) -> Ed25519PrivateKey:
        """Raises KeyDamaged; OSError where the folder cannot be written."""
        path = self._folder / f"{device}.key"
        if path.exists():
            return _read(path.read_text(encoding="ascii", errors="replace"))
        if self._vault is not None:
            try:
                return self._from_vault(self._vault, device)
            except KeyringError as error:
                log.warning("the keyring does not answer (%s)", type(error).__name__)
        key = Ed25519PrivateKey.generate()
        write_whole(path, _text(key).encode())
        log.warning("no keyring here: the device's key lies in the data folder, readable by its owner alone")
        return key

    @staticmethod
    def _from_vault(vault: Vault, device: str) -> Ed25519PrivateKey:
        stored = vault.get_password(_SERVICE, device)
        if stored is not None:
            return _read(stored)
        key = Ed25519PrivateKey.generate()
        vault.set_password(_SERVICE, device, _text(key))
        return key


def public_text(key: Ed25519PrivateKey) -> str:
    """The public half, base64 of its 32 bytes."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def _text(key: Ed25519PrivateKey) -> str:
    return base64.b64encode(key.private_bytes_raw()).decode()


def _read(text: str) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(text.strip(), validate=True))
    except (binascii.Error, ValueError):
        raise KeyDamaged from None
