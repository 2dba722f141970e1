"""The signed code of a slip."""

from __future__ import annotations

import base64
import string
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.domain.device import CounterDevice
from app.domain.document import Document
from app.domain.errors import DomainError, Invalid, Refused
from app.domain.ids import new_id
from app.domain.numbering import DocumentKind, document_number, tag_number
from app.services.paper import Slip, SlipLine, slip_content
from app.services.slip_codes import (
    LENGTH,
    is_slip_code,
    proven_code,
    proven_document,
    read_slip_code,
    slip_code,
    slip_digest,
    slip_number,
)
from printing.codes import long_qr
from tests.fakes.unit_of_work import FakeCounter, FakeUnitOfWork

DAY = date(2026, 11, 22)
NUMBER = document_number(DocumentKind.LOAN, "370883", DAY, 2, 17)


class Key:
    """A counter's key."""

    def __init__(self) -> None:
        self.key = Ed25519PrivateKey.generate()
        self.id = new_id()

    def device(self) -> str:
        return self.id

    def sign(self, content: bytes) -> tuple[str, bytes]:
        return self.id, self.key.sign(content)

    def row(self, *, site: str = "370883", station: int = 2, revoked: bool = False) -> CounterDevice:
        public = base64.b64encode(self.key.public_key().public_bytes_raw()).decode()
        return CounterDevice(self.id, site, station, public, revoked)


KEY = Key()
LINES = tuple(SlipLine(n, tag_number("370883", 1, n), "台式计算机", "M750t", "台", 1, 549_902) for n in (1, 2, 3))
SLIP = Slip(NUMBER, DocumentKind.LOAN, "邹城市公物仓", DAY, "市教育局", "王𫖯", LINES, date(2026, 12, 31))
CODE = slip_code(SLIP, 2, KEY)


def knowing(*devices: CounterDevice) -> FakeUnitOfWork:
    uow = FakeUnitOfWork(FakeCounter())
    for device in devices:
        uow.devices.add(device)  # type: ignore[attr-defined]
    return uow


class Records(FakeCounter):
    """A counter that has a slip in its records and knows some devices."""

    def __init__(self, slip: Slip | None, *devices: CounterDevice) -> None:
        super().__init__()
        with self.begin() as uow:
            for device in devices:
                uow.devices.add(device)  # type: ignore[attr-defined]
            if slip is not None:
                made = datetime(2026, 11, 22, tzinfo=UTC)
                uow.documents.add(
                    Document(slip.number, slip.kind, "370883", "loan", made, "孙柜员", slip_content(slip))
                )
            uow.commit()


def test_a_code_tells_the_slip_and_is_proven() -> None:
    code = proven_code(CODE, knowing(KEY.row()))
    assert (code.number, code.site_id, code.station) == (NUMBER, "370883", 2)
    assert code.digest == slip_digest(SLIP)
    assert read_slip_code(CODE.lower()) == code, "a scanner may type small letters"
    assert slip_number(CODE) == NUMBER
    assert slip_number("370883") == "370883"


def test_a_code_is_small_and_typed_by_any_scanner() -> None:
    assert len(CODE) == LENGTH
    assert set(CODE) <= set(string.ascii_uppercase + string.digits), "no input method changes these"
    assert long_qr(CODE).width == 41, "QR version 6: 17.4 mm with modules of 0.42 mm"


def test_other_counters_prove_nothing() -> None:
    with pytest.raises(Refused, match=r"proof\.unknown_counter"):
        proven_code(CODE, knowing(KEY.row(station=1)))
    with pytest.raises(Refused, match=r"proof\.revoked_counter"):
        proven_code(CODE, knowing(KEY.row(revoked=True)))
    with pytest.raises(Refused, match=r"slip_code\.forged"):
        proven_code(CODE, knowing(Key().row()))
    assert proven_code(CODE, knowing(Key().row(), KEY.row())).number == NUMBER, "the station's PC was replaced"


def test_a_renewed_key_proves_what_the_former_one_signed() -> None:
    device = KEY.row()
    device.sign_with(Key().row().public_key)
    assert proven_code(CODE, knowing(device)).number == NUMBER


@pytest.mark.parametrize(
    "changed",
    [
        replace(SLIP, organization="市卫健局"),
        replace(SLIP, due_on=date(2027, 1, 31)),
        replace(SLIP, reason="会议"),
        replace(SLIP, lines=LINES[:2]),
        replace(SLIP, lines=(LINES[1], LINES[0], LINES[2])),
        replace(SLIP, lines=(replace(LINES[0], quantity=2), *LINES[1:])),
        replace(SLIP, lines=(replace(LINES[0], value_fen=None), *LINES[1:])),
        replace(SLIP, lines=(replace(LINES[0], extra=(("place", "A"),)), *LINES[1:])),
        replace(SLIP, fields=(("plate", "鲁H12345"),)),
    ],
)
def test_any_word_changes_the_digest_and_is_found_out(changed: Slip) -> None:
    assert slip_digest(changed) != slip_digest(SLIP)
    with pytest.raises(Refused, match=r"slip_code\.other_list"):
        proven_document(Records(changed, KEY.row()), CODE)


def test_the_records_are_opened_by_the_code() -> None:
    code, document = proven_document(Records(SLIP), CODE)
    assert (code.number, document is not None and document.id) == (NUMBER, NUMBER)
    code, document = proven_document(Records(None, KEY.row()), CODE)
    assert (code.number, document) == (NUMBER, None)
    with pytest.raises(Refused, match=r"proof\.unknown_counter"):
        proven_document(Records(None), CODE)


def test_a_slip_without_a_number_has_no_code() -> None:
    with pytest.raises(Invalid, match=r"document\.malformed"):
        slip_code(replace(SLIP, number="3708830100000013"), 2, KEY)


@given(st.text(max_size=200))
def test_anything_else_is_refused_and_nothing_breaks(text: str) -> None:
    for tried in (text, "GWCPZ1" + text, ("GWCPZ1" + text * 200)[:LENGTH]):
        with pytest.raises(DomainError):
            proven_code(tried, knowing(KEY.row()))


@given(st.integers(6, LENGTH - 1), st.sampled_from(string.ascii_uppercase + "234567"))
def test_a_code_that_was_changed_anywhere_is_refused(at: int, letter: str) -> None:
    changed = CODE[:at] + letter + CODE[at + 1 :]
    assert is_slip_code(changed)
    if changed != CODE and same_bytes(changed) is False:
        with pytest.raises(DomainError):
            proven_code(changed, knowing(KEY.row()))


def same_bytes(code: str) -> bool:
    """The last of the 148 digits has bits that stand for nothing."""
    digits = [text[6:] + "=" * (-len(text[6:]) % 8) for text in (code, CODE)]
    return base64.b32decode(digits[0]) == base64.b32decode(digits[1])
