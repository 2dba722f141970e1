"""RFID label printers that speak ZPL: the label's own commands with those that write its tag and read it back.

A printer answers one label with three lines, TID, EPC and PC, each begun with the label's mark, and the mark. With
error handling N a format that fails is dropped and the label is printed void: so no answer, or a part of one, proves
nothing. One that comes late is known by its mark. Through a one-way spooler there is no answer at all.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.epc import TOGGLE, normal_hex
from app.domain.errors import Invalid, Refused
from app.domain.tag_scheme import pc_of
from app.services.commands.base import Actor
from app.services.printing.devices import Borne, LabelTag, ReadBack
from app.services.rfid import Encoded, EncodeTag, Lock, epc_of, require_equal

_TID_BYTES = 12
_MOST_EPC_BYTES = 62  # what a PC word can tell the length of
_START = re.compile(rb"\^XA")
_ANSWER = re.compile(rb"([0-9A-F]{8})TID=([^\r\n]*)\r\n\1EPC=([^\r\n]*)\r\n\1PC=([^\r\n]*)\r\n\1\.\r\n")
_EMPTY = "0000"


@dataclass(frozen=True, slots=True)
class LabelAnswer:
    """A whole answer about one label's tag, as the printer has it; see the protocol Told."""

    mark: str
    tid: str
    epc: str
    pc: int


def wrap(label: bytes, epc: str, pc: int, mark: str, lock: Lock | None = None) -> bytes:
    """The label's ZPL with the commands for its tag right behind its first ^XA.

    A GS1 code is written with its PC word adjusted by the printer (^RFW, memory bank A); an ISO code together with its
    PC word, for its toggle bit and AFI stand there. Raises Invalid where the label is no ZPL or the EPC no code.
    """
    epc = normal_hex(epc)
    count = len(epc) // 2
    if count > _MOST_EPC_BYTES:
        raise Invalid("epc.wrong_length", digits=len(epc), expected=_MOST_EPC_BYTES * 2)
    begin = _START.search(label)
    if begin is None:
        raise Invalid("tag.no_label")
    write = f"^RFW,H,1,{count + 2},1^FD{pc:04X}{epc}^FS" if pc & TOGGLE else f"^RFW,H,,,A^FD{epc}^FS"
    if lock is not None:  # the access password, then: it and the EPC are writable with it only
        write += f"^RFW,H,P^FD{lock.password:08X}^FS^RLM,L,L^FS"
    read = f"^FN1^RFR,H,0,{_TID_BYTES},2^FS^FN2^RFR,H,2,{count},1^FS^FN3^RFR,H,1,2,1^FS"
    tell = (
        f"^FH_^HV1,64,{mark}TID=,_0D_0A,L^FS^FH_^HV2,64,{mark}EPC=,_0D_0A,L^FS"
        f"^FH_^HV3,64,{mark}PC=,_0D_0A{mark}._0D_0A,L^FS"
    )
    return label[: begin.end()] + f"^RS8,,,3,N^FS{write}{read}{tell}".encode() + label[begin.end() :]


def answer_end(mark: str) -> bytes:
    """The last bytes of the answer to that label."""
    return f"\r\n{mark}.\r\n".encode()


def heard(answer: bytes) -> list[LabelAnswer]:
    """All whole answers in what a printer said; what cannot be one is left out."""
    found = []
    for mark, *values in _ANSWER.findall(answer):
        try:
            tid, epc, word = (normal_hex(value.strip().decode("ascii", "replace") or "?") for value in values)
        except Invalid:
            continue
        if len(tid) == _TID_BYTES * 2 and len(word) == len(_EMPTY) and tid.strip("0"):
            found.append(LabelAnswer(mark.decode(), tid, epc, int(word, 16)))
    return found


def read_back(answer: bytes, epc: str, pc: int, mark: str) -> Encoded:
    """What the printer read after writing that label's tag.

    Raises Refused("tag.no_answer") where its answer is missing, empty, cut, or there twice, and "tag.not_verified"
    where the tag holds something else.
    """
    own = [it for it in heard(answer) if it.mark == mark]
    if len(own) != 1:
        raise Refused("tag.no_answer")
    (it,) = own
    return require_equal(Encoded(it.tid, it.epc, it.pc), it.tid, epc, pc)


@dataclass(slots=True)
class ZplEncoder:
    """A LabelEncoder (app.services.printing.devices)."""

    tags: EncodeTag
    lock: Lock | None = None
    seconds: float = 8

    def number(self, tag_number: str) -> tuple[str, int]:
        return epc_of(tag_number, self.tags.scheme())

    def require_free(self, asset_id: str, epc: str, reason: str) -> None:
        self.tags.require_bindable(asset_id, epc, reason)

    def mark(self) -> str:
        return secrets.token_hex(4).upper()

    def wrap(self, label: bytes, epc: str, pc: int, mark: str) -> bytes:
        return wrap(label, epc, pc, mark, self.lock)

    def end(self, mark: str) -> bytes:
        return answer_end(mark)

    def heard(self, answer: bytes) -> list[LabelAnswer]:
        return heard(answer)

    def read_back(self, answer: bytes, epc: str, mark: str) -> Encoded:
        return read_back(answer, epc, pc_of(epc, self.tags.scheme()), mark)

    def bind(self, asset_id: str, read: ReadBack, actor: Actor, reason: str) -> None:
        self.tags.bind(asset_id, Encoded(read.tid, read.epc, pc_of(read.epc, self.tags.scheme())), actor, reason=reason)

    def bearing(self, tags: Sequence[Borne]) -> list[Borne]:
        return self.tags.bearing(tags)

    def unbind(self, tags: Sequence[LabelTag], actor: Actor, reason: str) -> None:
        self.tags.unbind(tags, actor, reason)
