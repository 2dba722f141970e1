"""Signed codes of a transfer slip."""

from __future__ import annotations

import base64
import string

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.domain.device import CounterDevice
from app.domain.errors import DomainError, Invalid, Refused
from app.domain.ids import new_id
from app.services.proofs import ProvenPiece, is_proof, proof_texts, proven, proven_parts, read_proof
from tests.fakes.unit_of_work import FakeCounter, FakeUnitOfWork

SITE, TO = "370883", "370800"


class Key:
    """A counter's key."""

    def __init__(self) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.id = new_id()

    def device(self) -> str:
        return self.id

    def sign(self, content: bytes) -> tuple[str, bytes]:
        return self.id, self.key.sign(content)

    def row(self, *, site: str = SITE, revoked: bool = False) -> CounterDevice:
        return CounterDevice(
            self.id, site, 1, base64.b64encode(self.key.public_key().public_bytes_raw()).decode(), revoked
        )


def knowing(*devices: CounterDevice) -> FakeUnitOfWork:
    uow = FakeUnitOfWork(FakeCounter())
    for device in devices:
        uow.devices.add(device)  # type: ignore[attr-defined]
    return uow


def pieces(count: int) -> list[ProvenPiece]:
    return [ProvenPiece(new_id(), f"370883010000{n:04d}", n + 1, f"台式计算机{n}") for n in range(count)]


def texts(key: Key, count: int) -> tuple[list[ProvenPiece], list[str]]:
    named = pieces(count)
    return named, proof_texts(new_id(), "YK3708832026112201" + "0001X", SITE, TO, named, key)


def test_what_was_signed_is_read() -> None:
    key = Key()
    named, codes = texts(key, 40)
    assert len(codes) == 3
    parts = proven_parts("\n".join(codes), knowing(key.row()))
    assert [piece for part in parts for piece in part.pieces] == named
    assert [(it.part, it.parts, it.site_id, it.to_site_id) for it in parts] == [(n, 3, SITE, TO) for n in (1, 2, 3)]
    assert all(is_proof(code.lower()) and read_proof(code.lower()) for code in codes), (
        "a scanner may type small letters"
    )
    assert set("".join(codes)) <= set(string.ascii_uppercase + string.digits), "no input method changes these"
    assert max(map(len, codes)) <= 1500


def test_a_key_that_was_renewed_proves_what_it_signed_before() -> None:
    old, new = Key(), Key()
    _, (code,) = texts(old, 2)
    device = old.row()
    device.sign_with(new.row().public_key)
    device.sign_with(device.public_key)
    assert device.all_keys() == (new.row().public_key, old.row().public_key)
    assert proven(code, knowing(device)).site_id == SITE
    device.revoked = True
    with pytest.raises(Refused, match=r"proof\.revoked_counter"):
        proven(code, knowing(device))
    with pytest.raises(Refused, match=r"proof\.forged"):
        proven(code, knowing(CounterDevice(old.id, SITE, 1, new.row().public_key)))


def test_a_revoked_or_unknown_counter_proves_nothing() -> None:
    key = Key()
    _, (code,) = texts(key, 2)
    with pytest.raises(Refused, match=r"proof\.unknown_counter"):
        proven(code, knowing())
    with pytest.raises(Refused, match=r"proof\.revoked_counter"):
        proven(code, knowing(key.row(revoked=True)))
    with pytest.raises(Refused, match=r"proof\.unknown_counter"):
        proven(code, knowing(key.row(site="370882")))
    other = Key()
    forged = CounterDevice(key.id, SITE, 1, other.row().public_key)
    with pytest.raises(Refused, match=r"proof\.forged"):
        proven(code, knowing(forged))


def test_codes_of_two_slips_are_not_one() -> None:
    key = Key()
    codes = texts(key, 1)[1] + texts(key, 1)[1]
    with pytest.raises(Invalid, match=r"proof\.of_several_transfers"):
        proven_parts(" ".join(codes), knowing(key.row()))


@given(st.text(max_size=300))
def test_anything_else_is_refused_and_nothing_breaks(text: str) -> None:
    for tried in (text, "GWCYK1" + text):
        with pytest.raises(DomainError):
            proven(tried, knowing())


_KEY = Key()
_CODE = texts(_KEY, 3)[1][0]


@given(st.integers(6, len(_CODE) - 1), st.sampled_from(string.ascii_uppercase + "234567"))
def test_a_code_that_was_changed_anywhere_is_refused(at: int, letter: str) -> None:
    changed = _CODE[:at] + letter + _CODE[at + 1 :]
    if changed != _CODE and read_or_none(changed) != read_or_none(_CODE):
        with pytest.raises(DomainError):
            proven(changed, knowing(_KEY.row()))


def read_or_none(code: str) -> object:
    try:
        return read_proof(code)
    except Invalid:
        return None


def test_a_bomb_is_refused() -> None:
    import zlib

    packed = zlib.compress(b"\0" * 10_000_000, 9)[:2300]
    with pytest.raises(Invalid):
        read_proof("GWCYK1" + base64.b32encode(b"s" * 64 + packed).decode().rstrip("="))
