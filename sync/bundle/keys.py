"""The city's own keys, and the small file by which a counter without a line comes to know them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from filelock import FileLock

from app.domain.errors import Invalid, Refused
from app.files import write_whole
from app.services.replica import CityKeys
from sync.client.keys import public_text

SUFFIX = ".gwckey"
_MOST_BYTES = 4096  # of a key file
_LENGTH = 32  # bytes of a key
_GROUPS = 8  # of five digits: about 2^132


class _KeyFile(msgspec.Struct, frozen=True, tag="gongwucang-city-1", tag_field="what"):
    sign: str
    box: str


class _PrivateFile(msgspec.Struct, frozen=True, tag="gongwucang-city-private-1", tag_field="what"):
    """Told apart, so that none is taken for the other."""

    sign: str
    box: str


@dataclass(frozen=True, slots=True)
class CityKeyPair:
    """The private halves: what the city signs with, and what opens that which is meant for it."""

    sign: Ed25519PrivateKey
    box: X25519PrivateKey

    @property
    def public(self) -> CityKeys:
        return CityKeys(public_text(self.sign), public_text(self.box))


def city_key_pair(folder: Path) -> CityKeyPair:
    """The city's keys in its data folder, made when first asked for.

    They lie in a file that only its owner reads, and not in the database: its backups and dumps travel to places that
    the city's name must not be signed from. Raises Refused where they are damaged, OSError.
    """
    path = folder / "city.keys"
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "city.keys.lock"):  # several workers start at once
        if not path.exists():
            made = _PrivateFile(_text(Ed25519PrivateKey.generate()), _text(X25519PrivateKey.generate()))
            write_whole(path, msgspec.json.encode(made))
        try:
            kept = msgspec.json.decode(path.read_bytes(), type=_PrivateFile)
            sign, box = (key_bytes(text) for text in (kept.sign, kept.box))
        except (msgspec.MsgspecError, ValueError):
            raise Refused("bundle.city_keys_damaged", path=str(path)) from None
    return CityKeyPair(Ed25519PrivateKey.from_private_bytes(sign), X25519PrivateKey.from_private_bytes(box))


def write_key_file(path: Path, keys: CityKeys) -> None:
    """What a counter needs to know of the city: public halves alone. Raises OSError."""
    write_whole(path, msgspec.json.encode(_KeyFile(keys.sign, keys.box)))


def read_key_file(path: Path) -> CityKeys:
    """Raises Invalid where it is no such file, OSError."""
    try:
        with path.open("rb") as file:
            told = msgspec.json.decode(file.read(_MOST_BYTES), type=_KeyFile)
        for text in (told.sign, told.box):
            key_bytes(text)
    except (msgspec.MsgspecError, ValueError):
        raise Invalid("bundle.no_key_file", name=path.name) from None
    return CityKeys(told.sign, told.box)


def fingerprint(keys: CityKeys) -> str:
    """Eight groups of five digits, that two people read to each other: SHA-256 of both keys, each 32 bits mod 10^5."""
    digest = hashlib.sha256(key_bytes(keys.sign) + key_bytes(keys.box)).digest()
    words = (int.from_bytes(digest[at : at + 4]) for at in range(0, 4 * _GROUPS, 4))
    return " ".join(f"{word % 100_000:05}" for word in words)


def is_fingerprint(text: str, keys: CityKeys) -> bool:
    """Whether a person entered the keys' fingerprint, however grouped."""
    return "".join(filter(str.isdigit, unicodedata.normalize("NFKC", text))) == fingerprint(keys).replace(" ", "")


def key_bytes(text: str) -> bytes:
    """The 32 bytes of a key. Raises ValueError."""
    try:
        raw = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from None
    if len(raw) != _LENGTH:
        raise ValueError("length")
    return raw


def _text(key: Ed25519PrivateKey | X25519PrivateKey) -> str:
    return base64.b64encode(key.private_bytes_raw()).decode()
