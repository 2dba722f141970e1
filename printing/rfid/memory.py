"""Writing a tag word by word, so that what a cut leaves behind can be told and mended.

First the EPC from its second word on, then the PC word with the EPC's first: until that last write the tag has its old
header, so a tag that was left half written is never taken for somebody else's. What is returned was read back.
"""

from __future__ import annotations

from typing import Protocol

from app.domain.epc import same_pc, words_of
from app.domain.errors import Refused
from app.services.rfid import Bank, Encoded, Lock, require_equal

TID_WORDS = 6
"""What of a TID is read: 96 bits hold the chip's model and its serial number (TDS, clause 16)."""

_ATTEMPTS = 2
_PASSING = frozenset({"tag.lost", "tag.write_failed", "tag.device_unclear", "tag.device_silent"})
"""Refusals after which the tag may hold what was written all the same: it is asked."""

_PC_WORD, _EPC_WORD = 1, 2  # of the EPC bank; word 0 is the tag's own CRC
_ACCESS_PASSWORD_WORD = 2  # of the reserved bank


class TagMemory(Protocol):
    """One tag's memory, reached by its TID. Data are hexadecimal text; calls raise Refused as TagWriter.encode does."""

    def read_words(self, tid: str, bank: Bank, first: int, words: int, password: int = 0) -> str: ...

    def write_words(self, tid: str, bank: Bank, first: int, data: str, password: int = 0) -> None: ...

    def lock_epc(self, tid: str, password: int) -> None:
        """From now on the EPC bank and the access password can be written with the password only."""
        ...


def encode(memory: TagMemory, tid: str, epc: str, pc: int, lock: Lock | None) -> Encoded:
    """As TagWriter.encode."""
    read = _read_back(memory, tid, epc)
    refusal: Refused | None = None
    for _ in range(_ATTEMPTS):
        if _holds(read, epc, pc):
            break
        try:
            _write(memory, tid, epc, pc, lock)
            refusal = None
        except Refused as it:
            if it.code not in _PASSING:
                raise
            refusal = it
        read = _read_back(memory, tid, epc)
    if refusal is not None and not _holds(read, epc, pc):
        raise refusal
    require_equal(read, tid, epc, pc)
    if lock is not None:
        _lock(memory, tid, lock)
    return read


def _holds(read: Encoded, epc: str, pc: int) -> bool:
    return read.epc == epc and same_pc(read.pc, pc)


def _read_back(memory: TagMemory, tid: str, epc: str) -> Encoded:
    words = memory.read_words(tid, Bank.EPC, _PC_WORD, 1 + words_of(epc))
    return Encoded(memory.read_words(tid, Bank.TID, 0, len(tid) // 4), words[4:], int(words[:4], 16))


def _write(memory: TagMemory, tid: str, epc: str, pc: int, lock: Lock | None) -> None:
    passwords = (0,) if lock is None else (0, lock.password)
    for password in passwords:
        try:
            memory.write_words(tid, Bank.EPC, _EPC_WORD + 1, epc[4:], password)
            memory.write_words(tid, Bank.EPC, _PC_WORD, f"{pc:04X}{epc[:4]}", password)
            return
        except Refused as refusal:
            if refusal.code not in ("tag.locked", "tag.wrong_password") or password == passwords[-1]:
                raise


def _lock(memory: TagMemory, tid: str, lock: Lock) -> None:
    """Give it the password, or find that it has it; then lock. Both may be done again."""
    data = f"{lock.password:08X}"
    try:
        memory.write_words(tid, Bank.RESERVED, _ACCESS_PASSWORD_WORD, data)
    except Refused as refusal:
        if refusal.code not in ("tag.locked", "tag.wrong_password", "tag.write_failed"):
            raise
        memory.write_words(tid, Bank.RESERVED, _ACCESS_PASSWORD_WORD, data, lock.password)
    memory.lock_epc(tid, lock.password)
