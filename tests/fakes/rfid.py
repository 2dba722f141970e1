"""RAIN tags that keep what is written to them, with their faults; and three devices that write them.

`Chip` is the tag. `Faults` says what goes wrong, with which probability. The devices: `SerialModule` on a
pseudo-terminal, `LlrpReader` (llrpkit's emulator with locks and PC words), `LabelWriter` (the RFID side of a ZPL
printer).
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import re
import select
import socket
import threading
import tty
from dataclasses import dataclass, field
from typing import Any

from llrpkit.emulator import LLRPEmulator
from llrpkit.protocol import LLRPMessage, enums, params

BLANK = bytes.fromhex("E2806894") + bytes(8)  # as tags come: the chip's maker and model


class TagFault(Exception):
    """What a tag or the air says. `code` after ISO/IEC 18000-63, annex I; None: nothing is heard."""

    def __init__(self, code: int | None) -> None:
        super().__init__(code)
        self.code = code


OVERRUN, LOCKED, POWER, OTHER = 0x3, 0x4, 0xB, 0xF
PASSWORD = 0x100  # the tag hears, and does not obey


@dataclass
class Faults:
    """`rate`: the share of operations that go wrong. None of them is ever told to the program but as a device would."""

    rate: float = 0.0
    chance: random.Random = field(default_factory=lambda: random.Random(1))
    happened: dict[str, int] = field(default_factory=dict)

    def strike(self, *kinds: str) -> str:
        """One of the kinds, or nothing."""
        if not kinds or self.chance.random() >= self.rate:
            return ""
        kind = self.chance.choice(kinds)
        self.happened[kind] = self.happened.get(kind, 0) + 1
        return kind


@dataclass(eq=False)
class Chip:
    """One tag: four banks, a lock, and where it lies."""

    tid: bytes
    epc_bits: int = 128
    faults: Faults = field(default_factory=Faults)
    rssi_dbm: float = -45.0
    antennas: tuple[int, ...] = (1,)
    weight: float = 1.0
    locked: bool = False

    def __post_init__(self) -> None:
        self.banks = [bytearray(8), bytearray(4 + self.epc_bits // 8), bytearray(self.tid), bytearray(32)]
        self.bear(BLANK)

    @classmethod
    def numbered(cls, number: int, **options: Any) -> Chip:
        return cls(bytes.fromhex("E2806894200050") + number.to_bytes(5, "big"), **options)

    def bear(self, epc: bytes, pc: int | None = None) -> None:
        self.banks[1][2:4] = (pc if pc is not None else len(epc) // 2 << 11).to_bytes(2, "big")
        self.banks[1][4 : 4 + len(epc)] = epc

    @property
    def pc(self) -> int:
        return int.from_bytes(self.banks[1][2:4], "big")

    @property
    def epc(self) -> bytes:
        return bytes(self.banks[1][4 : 4 + (self.pc >> 11) * 2])

    @property
    def password(self) -> int:
        return int.from_bytes(self.banks[0][4:8], "big")

    def read(self, bank: int, first: int, words: int, password: int = 0) -> bytes:
        if self.faults.strike("deaf"):
            raise TagFault(None)
        self._obey(password)
        data = bytes(self.banks[bank])
        end = len(data) if words == 0 else (first + words) * 2
        if first * 2 >= len(data) or end > len(data):
            raise TagFault(OVERRUN)
        return data[first * 2 : end]

    def write(self, bank: int, first: int, data: bytes, password: int = 0) -> None:
        fault = self.faults.strike("deaf", "part", "power", "silent", "late")
        if fault == "deaf":
            raise TagFault(None)
        self._obey(password)
        if bank == 2 or (self.locked and bank in (0, 1) and not (password and password == self.password)):
            raise TagFault(LOCKED)
        if first * 2 + len(data) > len(self.banks[bank]):
            raise TagFault(OVERRUN)
        if fault == "silent":  # it says yes and keeps what it had
            return
        whole = len(data) if fault != "part" else self.faults.chance.randrange(0, len(data), 2)
        if fault == "power":
            raise TagFault(POWER)
        self.banks[bank][first * 2 : first * 2 + whole] = data[:whole]
        if fault in ("part", "late"):  # it lost power on the way, or after: its answer is not heard
            raise TagFault(None)

    def lock(self, password: int) -> None:
        if self.faults.strike("deaf"):
            raise TagFault(None)
        if not password or password != self.password:
            raise TagFault(PASSWORD)
        self.locked = True

    def _obey(self, password: int) -> None:
        """A tag whose password is given wrong does not answer as it should; without one it is open, but for locks."""
        if password and password != self.password:
            raise TagFault(PASSWORD)


class SerialModule:
    """A module on a pseudo-terminal: `port` is what the program opens.

    `line`: what goes wrong between module and program: noise before an answer, a wrong sum, a cut or a missing answer.
    """

    def __init__(self, field_: list[Chip], line: Faults | None = None) -> None:
        self.field, self.line = field_, line or Faults()
        self._chance = random.Random(2)
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.port = os.ttyname(self._slave)
        self._wake, self._waker = os.pipe()
        self._mask: tuple[int, int, bytes] | None = None
        self._always = self._others = False
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        os.write(self._waker, b"x")
        self._thread.join()
        for it in (self._master, self._slave, self._wake, self._waker):
            os.close(it)

    def __enter__(self) -> SerialModule:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _serve(self) -> None:
        held = b""
        while True:
            ready, _, _ = select.select([self._master, self._wake], [], [])
            if self._wake in ready:
                return
            with contextlib.suppress(OSError):
                held += os.read(self._master, 1024)
            while len(held) >= 7 and held[0] == 0xBB:
                length = 7 + int.from_bytes(held[3:5], "big")
                if len(held) < length:
                    break
                self._answer(held[2], held[5 : length - 2])
                held = held[length:]

    def _answer(self, command: int, data: bytes) -> None:
        try:
            kind, answer = (2 if command == 0x22 else 1), self._obey(command, data)
        except TagFault as fault:
            kind, command, answer = 1, 0xFF, bytes((self._code(command, fault.code),))
        self._send(kind, command, answer)

    def _code(self, command: int, code: int | None) -> int:
        if code is None:
            return {0x22: 0x15, 0x39: 0x09, 0x49: 0x10, 0x82: 0x13}[command]
        return 0x16 if code == PASSWORD else {0x39: 0xA0, 0x49: 0xB0, 0x82: 0xC0}[command] | code

    def _obey(self, command: int, data: bytes) -> bytes:
        if command == 0x0C:
            self._mask = (data[0] & 3, int.from_bytes(data[1:5], "big"), data[7 : 7 + data[5] // 8])
            self._others = data[0] >> 2 & 7 == 4
            return b"\0"
        if command == 0x12:
            self._always = data == b"\0"
            return b"\0"
        heard = [chip for chip in self.field if not self._always or self._meant(chip)]
        if not heard:
            raise TagFault(None)
        chip = self._chance.choice(heard)
        if command == 0x22:
            if chip.faults.strike("deaf"):
                raise TagFault(None)
            return bytes((int(chip.rssi_dbm) & 0xFF,)) + chip.banks[1][2:4] + chip.epc + b"\x12\x34"
        password = int.from_bytes(data[:4], "big")
        if command == 0x82:
            chip.lock(password)
            return self._whose(chip) + b"\0"
        bank, first, words = data[4], int.from_bytes(data[5:7], "big"), int.from_bytes(data[7:9], "big")
        whose = self._whose(chip)
        if command == 0x39:
            return whose + chip.read(bank, first, words, password)
        chip.write(bank, first, data[9:], password)
        return whose + b"\0"

    def _meant(self, chip: Chip) -> bool:
        if self._mask is None:
            return True
        bank, bit, mask = self._mask
        return (bytes(chip.banks[bank][bit // 8 : bit // 8 + len(mask)]) == mask) is not self._others

    def _whose(self, chip: Chip) -> bytes:
        body = bytes(chip.banks[1][2:4]) + chip.epc
        return bytes((len(body),)) + body

    def _send(self, kind: int, command: int, data: bytes) -> None:
        body = bytes((kind, command)) + len(data).to_bytes(2, "big") + data
        frame = b"\xbb" + body + bytes((sum(body) & 0xFF, 0x7E))
        fault = self.line.strike("noise", "sum", "cut", "mute")
        if fault == "noise":
            frame = b"\xbb\x01\x39\x00\x20\x7e" + self._chance.randbytes(5) + frame
        elif fault == "sum":
            frame = frame[:-2] + bytes((frame[-2] ^ 0x55, 0x7E))
        elif fault == "cut":
            frame = frame[: self._chance.randrange(1, len(frame))]
        elif fault == "mute":
            return
        os.write(self._master, frame)


class LlrpReader(LLRPEmulator):
    """llrpkit's emulator with tags that keep all their memory: `field` holds the chips.

    `dumb`: it hears and says nothing any more, as a reader whose line was cut.
    """

    def __init__(self, field_: list[Chip], *, reads_per_sec: float = 4000) -> None:
        super().__init__(tags=[], reads_per_sec=reads_per_sec)
        self.tags = field_  # type: ignore[assignment]
        self.dumb = False

    async def _handle_message(self, msg: LLRPMessage) -> None:
        if not self.dumb:
            await super()._handle_message(msg)

    async def _send(self, msg: LLRPMessage, *, message_id: int = 0) -> None:
        if not self.dumb:
            await super()._send(msg, message_id=message_id)

    def _execute_access(self, tag: Any, trd: params.TagReportData) -> None:
        chip: Chip = tag
        for id, (spec, enabled) in list(self._accessspecs.items()):
            if not enabled or not self._wanted(spec.access_command.air_protocol_tag_spec, chip):
                continue
            for op in spec.access_command.access_command_op_specs:
                trd.access_command_op_spec_results.append(self._operate(op, chip))
            trigger = spec.access_spec_stop_trigger
            if int(trigger.access_spec_stop_trigger) == enums.AccessSpecStopTriggerType.Operation_Count:
                del self._accessspecs[id]

    @staticmethod
    def _wanted(spec: params.C1G2TagSpec, chip: Chip) -> bool:
        for target in spec.c1_g2_target_tags:
            data, mask, at = target.tag_data.data, target.tag_mask.data, int(target.pointer) // 8
            there = bytes(chip.banks[int(target.mb)][at : at + len(data)])
            same = len(there) == len(data) and all((a ^ b) & m == 0 for a, b, m in zip(there, data, mask, strict=True))
            if same != bool(target.match):
                return False
        return True

    @staticmethod
    def _operate(op: Any, chip: Chip) -> Any:
        if isinstance(op, params.C1G2Read):
            try:
                data = chip.read(int(op.mb), op.word_pointer, op.word_count, op.access_password)
            except TagFault as fault:
                names = enums.C1G2ReadResultType
                result = names.No_Response_From_Tag if fault.code is None else names.Nonspecific_Tag_Error
                return params.C1G2ReadOpSpecResult(result=result, op_spec_id=op.op_spec_id)
            words = [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]
            return params.C1G2ReadOpSpecResult(result=0, op_spec_id=op.op_spec_id, read_data=words)
        if isinstance(op, params.C1G2Write):
            try:
                data = b"".join(word.to_bytes(2, "big") for word in op.write_data)
                chip.write(int(op.mb), op.word_pointer, data, op.access_password)
            except TagFault as fault:
                it = enums.C1G2WriteResultType
                named = {
                    None: it.No_Response_From_Tag,
                    OVERRUN: it.Tag_Memory_Overrun_Error,
                    LOCKED: it.Tag_Memory_Locked_Error,
                    POWER: it.Insufficient_Power,
                }
                result = named.get(fault.code, it.Nonspecific_Tag_Error)
                return params.C1G2WriteOpSpecResult(result=result, op_spec_id=op.op_spec_id)
            count = len(op.write_data)
            return params.C1G2WriteOpSpecResult(result=0, op_spec_id=op.op_spec_id, num_words_written=count)
        assert isinstance(op, params.C1G2Lock)
        try:
            fields = {int(it.data_field) for it in op.c1_g2_lock_payloads}
            assert fields == {enums.C1G2LockDataField.EPC_Memory, enums.C1G2LockDataField.Access_Password}
            chip.lock(op.access_password)
        except TagFault as fault:
            locks = enums.C1G2LockResultType
            result = locks.No_Response_From_Tag if fault.code is None else locks.Nonspecific_Tag_Error
            return params.C1G2LockOpSpecResult(result=result, op_spec_id=op.op_spec_id)
        return params.C1G2LockOpSpecResult(result=0, op_spec_id=op.op_spec_id)


class LlrpReaderThread:
    """An LlrpReader on a loop of its own; `port` once entered."""

    def __init__(self, field_: list[Chip], **options: Any) -> None:
        self.reader = LlrpReader(field_, **options)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    @property
    def port(self) -> int:
        return self.reader.port

    def do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    def __enter__(self) -> LlrpReaderThread:
        self._thread.start()
        self.do(self.reader.start())
        return self

    def __exit__(self, *_: object) -> None:
        self.do(self.reader.stop())

        async def rest() -> None:
            others = asyncio.all_tasks() - {asyncio.current_task()}
            for task in others:
                task.cancel()
            await asyncio.gather(*others, return_exceptions=True)

        self.do(rest())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


_FIELD = re.compile(
    r"\^RFW,H,(?P<at>[0-9P]*),?(?P<count>[0-9]*),?(?P<bank>[0-9A]*)\^FD(?P<data>[0-9A-Fa-f,]*)\^FS"
    r"|\^FN(?P<name>\d+)\^RFR,H,(?P<first>\d+),(?P<bytes>\d+),(?P<of>\d)\^FS"
    r"|\^FH_\^HV(?P<tell>\d+),(?P<most>\d+),(?P<before>[^,]*),(?P<after>[^,]*),L\^FS"
    r"|\^RLM,(?P<access>[UL]),(?P<epc>[UL])\^FS"
)


@dataclass
class LabelWriter:
    """The RFID side of a ZPL printer: `roll` gives the next label's chip.

    `encode` does what a label's commands say and gives the printer's answer. With error handling N a failed label is
    void and the next one is taken, three times; then the format is dropped without a word.
    """

    roll: Any  # an iterator of Chip
    line: Faults = field(default_factory=Faults)
    tries: int = 3
    printed: list[Chip] = field(default_factory=list)
    voided: list[Chip] = field(default_factory=list)

    def encode(self, zpl: bytes) -> bytes:
        text = zpl.decode("latin-1")
        assert "^RS8,,,3,N^FS" in text
        for _ in range(self.tries):
            chip = next(self.roll)
            try:
                answer = self._label(text, chip)
            except TagFault:
                self.voided.append(chip)
                continue
            self.printed.append(chip)
            return self._told(answer)
        return b""

    def _label(self, text: str, chip: Chip) -> bytes:
        values: dict[str, bytes] = {}
        answer, password = b"", 0
        for it in _FIELD.finditer(text):
            if it["data"] is not None:
                if it["at"] == "P":
                    password = int(it["data"].split(",")[0], 16)
                    chip.write(0, 2, password.to_bytes(4, "big"))
                elif it["bank"] == "A":
                    epc = bytes.fromhex(it["data"])
                    chip.write(1, 2, epc)
                    chip.write(1, 1, (len(epc) // 2 << 11).to_bytes(2, "big"))
                else:
                    data = bytes.fromhex(it["data"])
                    assert len(data) == int(it["count"])
                    chip.write(int(it["bank"]), int(it["at"]), data)
            elif it["name"]:
                values[it["name"]] = chip.read(int(it["of"]), int(it["first"]), int(it["bytes"]) // 2, password)
            elif it["access"]:
                chip.lock(password)
            else:
                shown = values[it["tell"]].hex().upper()[: int(it["most"])]
                after = re.sub(rb"_([0-9A-F]{2})", lambda found: bytes.fromhex(found[1].decode()), it["after"].encode())
                answer += it["before"].encode() + shown.encode() + after
        return answer

    def _told(self, answer: bytes) -> bytes:
        fault = self.line.strike("cut", "mute", "empty")
        if fault == "cut":
            return answer[: self.line.chance.randrange(len(answer))]
        if fault == "empty":
            return re.sub(rb"EPC=[0-9A-F]*", b"EPC=", answer)
        return b"" if fault == "mute" else answer


class LabelPrinter:
    """A printer on a socket (raw, as port 9100) whose labels have tags; it answers what `writer` was made to say."""

    def __init__(self, writer: LabelWriter) -> None:
        self.writer = writer
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._server.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def __enter__(self) -> LabelPrinter:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._server.accept()
            except OSError:
                return
            with line, contextlib.suppress(OSError):
                held = b""
                while data := line.recv(1 << 16):
                    held += data
                    while (end := held.find(b"^XZ")) >= 0:
                        label, held = held[: end + 3], held[end + 3 :]
                        line.sendall(self.writer.encode(label))
