"""RFID label printers that speak ZPL: the label's own commands with those that write its tag and read it back.

A printer answers one label with three lines, TID, EPC and PC. With error handling N a format that fails is dropped and
the label is printed void: so no answer, or a part of one, means that nothing is encoded. Through a one-way spooler
there is no answer at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.epc import TOGGLE, normal_hex
from app.domain.errors import Invalid, Refused
from app.domain.tag_scheme import pc_of
from app.services.commands.base import Actor
from app.services.printing.devices import Borne, LabelTag, ReadBack
from app.services.rfid import Encoded, EncodeTag, Lock, epc_of, require_equal

END = b"\r\n\r\n"
"""The last bytes of a printer's answer."""

_TID_BYTES = 12
_MOST_EPC_BYTES = 62  # what a PC word can tell the length of
_START = re.compile(rb"\^XA")
_LINE = re.compile(rb"(TID|EPC|PC)=([^\r\n]*)\r\n")
_EMPTY = "0000"


def wrap(label: bytes, epc: str, pc: int, lock: Lock | None = None) -> bytes:
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
    tell = "^FH_^HV1,64,TID=,_0D_0A,L^FS^FH_^HV2,64,EPC=,_0D_0A,L^FS^FH_^HV3,64,PC=,_0D_0A_0D_0A,L^FS"
    return label[: begin.end()] + f"^RS8,,,3,N^FS{write}{read}{tell}".encode() + label[begin.end() :]


def read_back(answer: bytes, epc: str, pc: int) -> Encoded:
    """What the printer read after writing.

    Raises Refused("tag.no_answer") where the answer is missing, empty, cut, or of more than one label, and
    "tag.not_verified" where the tag holds something else.
    """
    lines = _LINE.findall(answer)
    if not answer.endswith(END) or [name for name, _ in lines] != [b"TID", b"EPC", b"PC"]:
        raise Refused("tag.no_answer")
    try:
        tid, found, word = (normal_hex(value.strip().decode("ascii", "replace") or "?") for _, value in lines)
    except Invalid as error:
        raise Refused("tag.no_answer") from error
    if len(tid) != _TID_BYTES * 2 or len(word) != len(_EMPTY) or not tid.strip("0"):
        raise Refused("tag.no_answer")
    return require_equal(Encoded(tid, found, int(word, 16)), tid, epc, pc)


@dataclass(slots=True)
class ZplEncoder:
    """A LabelEncoder (app.services.printing.devices)."""

    tags: EncodeTag
    lock: Lock | None = None
    end: bytes = END
    seconds: float = 8

    def number(self, tag_number: str) -> tuple[str, int]:
        return epc_of(tag_number, self.tags.scheme())

    def require_free(self, asset_id: str, epc: str, reason: str) -> None:
        self.tags.require_epc_free(asset_id, epc, reason)

    def wrap(self, label: bytes, epc: str, pc: int) -> bytes:
        return wrap(label, epc, pc, self.lock)

    def read_back(self, answer: bytes, epc: str) -> Encoded:
        return read_back(answer, epc, pc_of(epc, self.tags.scheme()))

    def bind(self, asset_id: str, read: ReadBack, actor: Actor, reason: str) -> None:
        self.tags.bind(asset_id, Encoded(read.tid, read.epc, pc_of(read.epc, self.tags.scheme())), actor, reason=reason)

    def bearing(self, tags: Sequence[Borne]) -> list[Borne]:
        return self.tags.bearing(tags)

    def unbind(self, tags: Sequence[LabelTag], actor: Actor, reason: str) -> None:
        self.tags.unbind(tags, actor, reason)
