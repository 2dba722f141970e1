"""The device's private keys: in the OS keyring, or where there is none in files that only their owner reads."""

from __future__ import annotations

import base64
import binascii
import logging
import secrets
from pathlib import Path
from typing import Protocol

import keyring
import keyring.backends.fail
import keyring.backends.null
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from keyring.errors import KeyringError

from app.domain.errors import DomainError
from app.files import write_whole

log = logging.getLogger("sync.keys")

_SERVICE = "Gongwucang Counter"
_LENGTH = 32  # bytes of a private key


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
    """Gives a device its private keys, made when first asked for."""

    def __init__(self, folder: Path, vault: Vault | None = None) -> None:
        self._folder = folder
        self._vault = vault

    def private_key(self, device: str) -> Ed25519PrivateKey:
        """What the device signs with. Raises KeyDamaged; OSError where the folder cannot be written."""
        return Ed25519PrivateKey.from_private_bytes(self._kept(device))

    def box_key(self, device: str) -> X25519PrivateKey:
        """What opens the bundles that the city makes for the device. Raises as `private_key` does."""
        return X25519PrivateKey.from_private_bytes(self._kept(f"{device}.box"))

    def _kept(self, name: str) -> bytes:
        """32 random bytes: any such are a private key, of Ed25519 (RFC 8032 §5.1.5) and of X25519 (RFC 7748 §5)."""
        path = self._folder / f"{name}.key"
        if path.exists():
            return _read(path.read_text(encoding="ascii", errors="replace"))
        if self._vault is not None:
            try:
                return self._from_vault(self._vault, name)
            except KeyringError as error:
                log.warning("the keyring does not answer (%s)", type(error).__name__)
        raw = secrets.token_bytes(_LENGTH)
        write_whole(path, base64.b64encode(raw))
        log.warning("no keyring here: the device's key lies in the data folder, readable by its owner alone")
        return raw

    @staticmethod
    def _from_vault(vault: Vault, name: str) -> bytes:
        stored = vault.get_password(_SERVICE, name)
        if stored is not None:
            return _read(stored)
        raw = secrets.token_bytes(_LENGTH)
        vault.set_password(_SERVICE, name, base64.b64encode(raw).decode())
        return raw


def public_text(key: Ed25519PrivateKey | X25519PrivateKey) -> str:
    """The public half, base64 of its 32 bytes."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def _read(text: str) -> bytes:
    try:
        raw = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        raise KeyDamaged from None
    if len(raw) != _LENGTH:
        raise KeyDamaged
    return raw
