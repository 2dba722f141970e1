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

    def next_key(self, device: str) -> Ed25519PrivateKey:
        """The key that is to follow, made when first asked for. Raises as `private_key` does."""
        return Ed25519PrivateKey.from_private_bytes(self._kept(f"{device}.next"))

    def take_other(self, device: str) -> bool:
        """Make the next key the device's, or where there is none the one before; the one in force becomes that.

        False where there is no other. A crash on the way leaves every key in its place or in two.
        """
        current = self._stored(device)
        following = self._stored(f"{device}.next")
        other = following or self._stored(f"{device}.before")
        if current is None or other is None:
            return False
        if following is not None:
            self._keep(f"{device}.before", current)
            self._keep(device, other)
            self._drop(f"{device}.next")
        else:
            self._keep(f"{device}.next", current)  # so that a crash between the two loses neither
            self._keep(device, other)
            self._keep(f"{device}.before", current)
            self._drop(f"{device}.next")
        return True

    def in_file(self, device: str) -> bool:
        """Whether the key lies in the data folder, for want of a keyring."""
        return (self._folder / f"{device}.key").exists()

    def box_key(self, device: str) -> X25519PrivateKey:
        """What opens the bundles that the city makes for the device. Raises as `private_key` does."""
        return X25519PrivateKey.from_private_bytes(self._kept(f"{device}.box"))

    def _kept(self, name: str) -> bytes:
        """32 random bytes: any such are a private key, of Ed25519 (RFC 8032 §5.1.5) and of X25519 (RFC 7748 §5)."""
        stored = self._stored(name)
        if stored is not None:
            return _read(stored)
        raw = secrets.token_bytes(_LENGTH)
        self._keep(name, base64.b64encode(raw).decode())
        return raw

    def _stored(self, name: str) -> str | None:
        """None where there is none."""
        path = self._folder / f"{name}.key"
        if path.exists():
            return path.read_text(encoding="ascii", errors="replace")
        if self._vault is not None:
            try:
                return self._vault.get_password(_SERVICE, name) or None
            except KeyringError as error:
                log.warning("the keyring does not answer (%s)", type(error).__name__)
        return None

    def _drop(self, name: str) -> None:
        path = self._folder / f"{name}.key"
        if path.exists():
            path.unlink()
        elif self._vault is not None:
            self._vault.set_password(_SERVICE, name, "")  # reads as none

    def _keep(self, name: str, text: str) -> None:
        """In a file where a file is kept already; in the keyring where there is one; else in a file."""
        path = self._folder / f"{name}.key"
        if not path.exists() and self._vault is not None:
            try:
                self._vault.set_password(_SERVICE, name, text)
                if self._vault.get_password(_SERVICE, name) == text:
                    return
            except KeyringError as error:
                log.warning("the keyring does not answer (%s)", type(error).__name__)
        write_whole(path, text.encode())
        log.warning("no keyring here: the device's key lies in the data folder, readable by its owner alone")


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
