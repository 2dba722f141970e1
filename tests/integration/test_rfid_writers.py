"""Readers and modules over real ports: what they hear, write and refuse, and what goes wrong with them."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from app.domain.errors import Refused
from app.services.rfid import Bank, Encoded, Lock, TagWriter
from printing.rfid.llrp import LlrpWriter
from printing.rfid.serial import SerialWriter
from tests.fakes.rfid import Chip, Faults, LlrpReaderThread, SerialModule

EPC, PC = "A10000003708830100000013", 0x3101
LONG = "3874257BF59B2C2BF1" + "0" * 34


class Way:
    """A writer over a field of chips."""

    field: list[Chip]
    writer: TagWriter


@pytest.fixture(params=["serial", "llrp"])
def way(request: pytest.FixtureRequest) -> Iterator[Way]:
    it = Way()
    it.field = [Chip.numbered(1)]
    if request.param == "serial":
        with SerialModule(it.field) as module:
            it.writer = SerialWriter(module.port)
            yield it
            it.writer.close()
    else:
        with LlrpReaderThread(it.field) as reader:
            it.writer = LlrpWriter("127.0.0.1", reader.port, listen=0.3, seconds=1)
            yield it
            it.writer.close()


def tid(chip: Chip) -> str:
    return chip.tid.hex().upper()


def refused(*call: object, **options: object) -> str:
    with pytest.raises(Refused) as refusal:
        call[0](*call[1:], **options)
    return refusal.value.code


def until_done(call, *arguments):
    """Its answer, once the device is not in the way any more."""
    for _ in range(100):
        try:
            return call(*arguments)
        except Refused as refusal:
            if not refusal.code.startswith("tag.device_"):
                raise
    raise AssertionError("it never answered")


def test_what_lies_there_is_heard_with_its_chip(way):
    (seen,) = way.writer.list()
    assert (seen.tid, seen.epc, seen.pc) == (tid(way.field[0]), "E28068940000000000000000", 0x3000)
    assert seen.rssi is not None
    way.field.append(Chip.numbered(2))
    way.field[1].bear(bytes.fromhex(EPC), PC)
    assert {(it.tid, it.epc, it.pc) for it in way.writer.list()} == {
        (tid(way.field[0]), "E28068940000000000000000", 0x3000),
        (tid(way.field[1]), EPC, PC),
    }
    way.field.clear()
    assert way.writer.list() == []


def test_two_blank_tags_are_two(way):
    """They have the same EPC from the factory; only their chips tell them apart."""
    way.field.append(Chip.numbered(2))
    for _ in range(4):
        assert {it.tid for it in way.writer.list()} == {tid(it) for it in way.field}


def test_it_writes_the_tag_that_is_meant_and_no_other(way):
    way.field.append(Chip.numbered(2))
    chip, other = way.field
    assert way.writer.encode(tid(chip), EPC, PC) == Encoded(tid(chip), EPC, PC)
    assert (chip.epc.hex().upper(), chip.pc) == (EPC, PC)
    assert other.pc == 0x3000
    assert way.writer.read(tid(chip), Bank.TID) == tid(chip)
    assert way.writer.read(tid(chip), Bank.EPC, 1, 7) == f"{PC:04X}{EPC}"
    assert len(way.writer.read(tid(chip), Bank.USER)) == 64


def test_a_tag_that_holds_it_already_is_read_and_not_written(way):
    chip = way.field[0]
    chip.bear(bytes.fromhex(EPC), PC)
    chip.locked = True  # writing would be refused
    assert way.writer.encode(tid(chip), EPC, PC) == Encoded(tid(chip), EPC, PC)


def test_a_shorter_code_after_a_longer_one(way):
    chip = Chip.numbered(3, epc_bits=256)
    way.field[:] = [chip]
    way.writer.encode(tid(chip), LONG, 13 << 11)
    assert chip.epc.hex().upper() == LONG
    way.writer.encode(tid(chip), EPC, PC)
    assert (chip.epc.hex().upper(), way.writer.list()[0].epc) == (EPC, EPC)


def test_208_bits_on_a_tag_of_128_are_refused_and_nothing_is_written(way):
    chip = way.field[0]
    before = bytes(chip.banks[1])
    assert refused(way.writer.encode, tid(chip), LONG, 13 << 11) == "tag.too_small"
    assert bytes(chip.banks[1]) == before


def test_a_tag_that_is_gone_is_lost(way):
    away = tid(way.field.pop())
    assert refused(way.writer.encode, away, EPC, PC) == "tag.lost"


def test_a_locked_tag_needs_its_password(way):
    chip = way.field[0]
    way.writer.encode(tid(chip), EPC, PC, Lock(0xDEADBEEF))
    assert (chip.locked, chip.password) == (True, 0xDEADBEEF)
    other = "A10000003708830100000021"
    assert refused(way.writer.encode, tid(chip), other, PC) == "tag.locked"
    assert refused(way.writer.encode, tid(chip), other, PC, Lock(1)) == "tag.wrong_password"
    assert chip.epc.hex().upper() == EPC
    assert way.writer.encode(tid(chip), other, PC, Lock(0xDEADBEEF)).epc == other
    assert way.writer.encode(tid(chip), other, PC, Lock(0xDEADBEEF)).epc == other, "again, all of it being so already"


@pytest.mark.parametrize("kind", ["silent", "power", "part", "deaf"])
def test_a_tag_that_never_takes_it_is_never_said_to_hold_it(way, kind):
    chip = way.field[0]

    class Always(Faults):
        def strike(self, *kinds: str) -> str:
            return kind if kind in kinds and "part" in kinds else ""

    chip.faults = Always()
    chip.faults.chance.randrange = lambda *_: 0
    code = refused(way.writer.encode, tid(chip), EPC, PC)
    assert code == {"silent": "tag.not_verified", "power": "tag.write_failed"}.get(kind, "tag.lost")
    chip.faults = Faults()
    assert way.writer.encode(tid(chip), EPC, PC).epc == EPC


@pytest.mark.parametrize("words", range(6))
def test_power_lost_at_any_word_leaves_what_can_be_mended(way, words):
    """The header is written last: a tag that was left half way is nobody else's (app.domain.tag_scheme.is_others)."""
    from app.domain.tag_scheme import TagScheme, is_others

    chip, writes = way.field[0], []

    class Cut(Faults):
        def strike(self, *kinds: str) -> str:
            if "part" not in kinds:
                return ""
            writes.append(kinds)
            return "part" if len(writes) == (1 if words < 5 else 2) else "deaf"

    chip.faults = Cut()
    chip.faults.chance.randrange = lambda *_: 2 * (words if words < 5 else 1)
    refused(way.writer.encode, tid(chip), "3474257BF40000000000162E", 0x3000)
    chip.faults = Faults()
    (seen,) = way.writer.list()
    assert not is_others(seen.epc, seen.pc, TagScheme("0614141"))
    assert way.writer.encode(tid(chip), EPC, PC).epc == EPC


# The serial port


def test_noise_wrong_sums_and_missing_answers_are_asked_again():
    field = [Chip.numbered(1)]
    line = Faults(0.12)
    with SerialModule(field, line) as module:
        writer = SerialWriter(module.port, seconds=0.05)
        for number in range(12):
            epc = f"A1000000{number:016d}"
            read = until_done(writer.encode, tid(field[0]), epc, PC)
            assert (read.epc, field[0].epc.hex().upper()) == (epc, epc)
        writer.close()
    assert {"noise", "sum", "cut", "mute"} <= line.happened.keys()


def test_a_module_that_says_nothing_is_told():
    with SerialModule([], Faults(1.0)) as module:
        module.line.strike = lambda *kinds: "mute"
        writer = SerialWriter(module.port, seconds=0.05)
        assert refused(writer.list) == "tag.device_silent"
        module.line.strike = lambda *kinds: "sum"
        assert refused(writer.list) == "tag.device_unclear"
        writer.close()


def test_a_module_that_is_pulled_out_is_lost():
    module = SerialModule([Chip.numbered(1)])
    writer = SerialWriter(module.port, seconds=0.05)
    assert writer.list()
    module.close()
    assert refused(writer.list) == "tag.device_lost"
    writer.close()


def test_a_port_that_is_taken_and_one_that_is_not_there():
    with SerialModule([]) as module:
        first = SerialWriter(module.port)
        assert refused(SerialWriter, module.port) == "tag.device_busy"
        first.close()
        SerialWriter(module.port).close()
    assert refused(SerialWriter, "/dev/ttyUSB-none") == "tag.device_unreachable"
    assert refused(SerialWriter, os.devnull) == "tag.device_unreachable"


# The network reader


def test_a_second_program_is_refused():
    with LlrpReaderThread([Chip.numbered(1)]) as reader:
        first = LlrpWriter("127.0.0.1", reader.port, listen=0.3)
        assert first.list()
        second = LlrpWriter("127.0.0.1", reader.port, listen=0.3, seconds=1)
        assert refused(second.list) == "tag.device_busy"
        first.close()
        assert until_done(second.list), "once the reader has seen the first one go"
        second.close()


def test_a_reader_that_falls_silent_is_not_an_empty_field():
    with LlrpReaderThread([Chip.numbered(1)]) as reader:
        writer = LlrpWriter("127.0.0.1", reader.port, listen=0.3, seconds=0.3)
        assert writer.list()
        reader.reader.dumb = True
        assert refused(writer.list) == "tag.device_lost"
        reader.reader.dumb = False
        assert until_done(writer.list), "over a new connection, once it has seen the old one go"
        writer.close()


def test_its_keepalives_are_answered(monkeypatch):
    monkeypatch.setattr("printing.rfid.llrp._KEEPALIVE_MS", 20)
    with LlrpReaderThread([]) as reader:
        writer = LlrpWriter("127.0.0.1", reader.port, listen=0.3)
        assert writer.list() == []
        assert reader.reader.keepalive_acks > 1
        writer.close()
        writer.close()


def test_a_reader_that_is_not_there():
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    writer = LlrpWriter("127.0.0.1", port, seconds=1)
    assert refused(writer.list) == "tag.device_unreachable"
    writer.close()


def test_something_else_listens_there():
    import socket

    with socket.create_server(("127.0.0.1", 0)) as listening:
        writer = LlrpWriter("127.0.0.1", listening.getsockname()[1], seconds=0.2)
        assert refused(writer.list) == "tag.device_unreachable"
        writer.close()
