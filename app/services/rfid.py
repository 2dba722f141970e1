"""RAIN tags: what reads and writes them, and the way from an asset to a tag that is proven to bear its number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Protocol

from app.domain.epc import normal_hex, same_pc
from app.domain.errors import NotFound, Refused
from app.domain.numbering import group_tag_number
from app.domain.organization import Role
from app.domain.tag_scheme import TagScheme, epc_of, is_others
from app.services.bus import Bus
from app.services.commands.base import Actor
from app.services.commands.tags import BindTag, UnbindTag
from app.services.desk import rehearse
from app.services.printing.devices import Borne, LabelTag
from app.services.queries import AssetRow, Queries, ScanKind

__all__ = ["Bank", "EncodeTag", "Encoded", "Lock", "SeenTag", "TagWriter", "epc_of", "require_equal"]


class Bank(IntEnum):
    """A tag's memory banks (ISO/IEC 18000-63, 6.3.2.1)."""

    RESERVED = 0
    EPC = 1
    TID = 2
    USER = 3


@dataclass(frozen=True, slots=True)
class SeenTag:
    """A tag in the field. `tid`, `epc`: hexadecimal, upper case; `tid` empty where it was not read. `rssi` in dBm."""

    tid: str
    epc: str
    pc: int
    rssi: float | None = None
    antenna: int = 1


@dataclass(frozen=True, slots=True)
class Encoded:
    """What a tag held when it was read after writing, and what it was to hold."""

    tid: str
    epc: str
    pc: int


@dataclass(frozen=True, slots=True)
class Lock:
    """Lock the EPC against writing without the password (32 bits, not 0). Not for ever: there is no permalock here."""

    password: int = field(repr=False)

    def __post_init__(self) -> None:
        if not 0 < self.password < 1 << 32:
            raise Refused("tag.lock_needs_password")


class TagWriter(Protocol):
    """A reader that also writes. Blocking; used by one thread at a time.

    Each call raises Refused("tag.…"): "tag.device_unreachable" (address, cause), "tag.device_busy" (another program has
    it), "tag.device_lost" (the line broke), "tag.device_silent" (no answer), "tag.device_unclear" (one that makes no
    sense).
    """

    def list(self) -> list[SeenTag]:
        """The tags in the field, each once, heard in one round of well under a second, with their TIDs."""
        ...

    def encode(self, tid: str, epc: str, pc: int, lock: Lock | None = None) -> Encoded:
        """Write to the tag of that TID, and read PC, EPC and TID back: what it returns was read.

        Nothing is written where it holds them already. With `lock`, a tag that is locked is written with its password.
        Raises Refused: "tag.lost" (it left the field), "tag.locked", "tag.wrong_password", "tag.too_small",
        "tag.write_failed" (the tag said no, or did not answer), "tag.not_verified" (it holds something else now).
        """
        ...

    def read(self, tid: str, bank: Bank, first: int = 0, words: int = 0) -> str:
        """Words of 16 bits of that tag's bank as hexadecimal text; `words` 0: to the bank's end."""
        ...

    def close(self) -> None: ...


def require_equal(read: Encoded, tid: str, epc: str, pc: int) -> Encoded:
    """What was read back, where it equals what was written. Raises Refused("tag.not_verified")."""
    if (read.tid, read.epc) != (tid, epc) or not same_pc(read.pc, pc):
        raise Refused("tag.not_verified", expected=f"{pc:04X} {epc}", found=f"{read.pc:04X} {read.epc}")
    return read


_ANY_TID = "F" * 24  # in place of a chip that is not known yet; no maker's TID begins with F
_WHOEVER = Actor("", "", Role.CLERK)  # BindTag asks nothing of who does it
_LEAST_TID = 16  # hexadecimal digits: 64 bits; a shorter one names the chip's model and no tag


@dataclass(slots=True)
class EncodeTag:
    """Gives an asset its tag: write, prove, bind, in this order, and each step can be taken again.

    After a crash between writing and binding the tag bears our EPC and the asset no tag: going through it again with
    the same tag reads it, finds nothing to write, and binds.
    """

    queries: Queries
    bus: Bus

    def scheme(self) -> TagScheme:
        site = self.queries.site()
        return TagScheme(site.gs1_prefix, site.tag_afi)

    def number(self, asset_id: str) -> tuple[str, int]:
        """(EPC, PC word) that the asset's tag is to bear, by this site's scheme."""
        return self._number(self._asset(asset_id))

    def _number(self, asset: AssetRow) -> tuple[str, int]:
        return epc_of(asset.tag_number, self.scheme())

    def look(self, asset_id: str, writer: TagWriter, *, reason: str = "") -> SeenTag:
        """The one tag in the field, where it may become the asset's.

        Raises Refused: "tag.none_in_field", "tag.several_in_field" (count), "tag.no_serial", "tag.foreign_epc" (another
        asset's), "tag.others" (another system's), "tag.tid_in_use", "tag.asset_has_tag" (another one, and no `reason`
        is given for replacing it), "epc.in_use".
        """
        asset = self._asset(asset_id)
        return self._one(asset, writer, self._number(asset)[0], reason)

    def _one(self, asset: AssetRow, writer: TagWriter, epc: str, reason: str) -> SeenTag:
        seen = writer.list()
        if not seen:
            raise Refused("tag.none_in_field")
        if len(seen) > 1:
            raise Refused("tag.several_in_field", count=len(seen))
        (tag,) = seen
        self.require_free(asset, tag, epc, reason)
        self.require_bindable(asset.id, epc, reason, tag.tid)
        return tag

    def require_free(self, asset: AssetRow, tag: SeenTag, epc: str, reason: str) -> None:
        if len(normal_hex(tag.tid or "0000", "TID")) < _LEAST_TID:
            raise Refused("tag.no_serial", tid=tag.tid)
        for other in self.queries.tagged(epc=epc, tid=tag.tid):
            if other.id != asset.id:
                code = "tag.tid_in_use" if other.tid == tag.tid else "epc.in_use"
                raise Refused(code, owner=_named(other), epc=epc, tid=tag.tid)
        if asset.tid == tag.tid:
            return  # its own chip, whatever power left on it
        self.require_replaceable(asset, reason)
        if tag.epc == epc:
            return
        owner = self.queries.resolve(tag.epc)
        if owner.kind is ScanKind.ASSET and owner.assets[0].id != asset.id:
            raise Refused("tag.foreign_epc", owner=_named(owner.assets[0]), epc=tag.epc)
        if owner.kind is not ScanKind.ASSET and is_others(tag.epc, tag.pc, self.scheme()):
            raise Refused("tag.others", epc=tag.epc)

    def require_replaceable(self, asset: AssetRow, reason: str) -> None:
        """Raises Refused("tag.asset_has_tag") where the asset has a tag, and no reason is given for another one."""
        if asset.tid and not reason.strip():
            raise Refused("tag.asset_has_tag", name=asset.name, tag=asset.tag_number, tid=asset.tid)

    def require_bindable(self, asset_id: str, epc: str, reason: str, tid: str = _ANY_TID) -> None:
        """Raises what BindTag's handler would refuse with now: before a tag, or a label, is spent."""
        refusal = rehearse(self.bus, _WHOEVER, BindTag(asset_id, epc, tid, reason))
        if refusal is not None:
            raise refusal

    def write(self, asset_id: str, writer: TagWriter, *, reason: str = "", lock: Lock | None = None) -> Encoded:
        """Look, write, and read back. Changes no row; raises as `look` and `TagWriter.encode` do."""
        asset = self._asset(asset_id)
        epc, pc = self._number(asset)
        tag = self._one(asset, writer, epc, reason)
        return require_equal(writer.encode(tag.tid, epc, pc, lock), tag.tid, epc, pc)

    def binding(self, asset_id: str, read: Encoded, *, reason: str = "") -> BindTag | None:
        """The command that makes it the asset's tag; None where it is already."""
        asset = self._asset(asset_id)
        if (asset.epc, asset.tid) == (read.epc, read.tid):
            return None
        return BindTag(asset_id, read.epc, read.tid, reason)

    def bind(self, asset_id: str, read: Encoded, actor: Actor, *, reason: str = "") -> None:
        """Make what was read back the asset's tag, as an operation. Raises DomainError as BindTag's handler does."""
        command = self.binding(asset_id, read, reason=reason)
        if command is not None:
            self.bus.execute(command, actor=actor)

    def bearing(self, tags: Sequence[Borne]) -> list[Borne]:
        """Those of them whose asset bears exactly that EPC and TID."""
        found = {it.id: (it.epc, it.tid) for it in self.queries.assets([tag.asset_id for tag in tags if tag.tid])}
        return [tag for tag in tags if tag.tid and found.get(tag.asset_id) == (tag.epc, tag.tid)]

    def unbind(self, tags: Sequence[LabelTag], actor: Actor, reason: str) -> None:
        """Take those tags from their assets, all or none; where an asset bears another one by now, it keeps that.

        Raises DomainError as UnbindTag's handler does.
        """
        if borne := self.bearing(tags):
            self.bus.execute(*(UnbindTag(tag.asset_id, reason, tag.tid) for tag in borne), actor=actor)

    def encode(
        self, asset_id: str, writer: TagWriter, actor: Actor, *, reason: str = "", lock: Lock | None = None
    ) -> Encoded:
        """All of it: returns what the tag holds once it is the asset's."""
        read = self.write(asset_id, writer, reason=reason, lock=lock)
        self.bind(asset_id, read, actor, reason=reason)
        return read

    def _asset(self, asset_id: str) -> AssetRow:
        for row in self.queries.assets([asset_id]):
            return row
        raise NotFound("asset.unknown", tag=asset_id)


def _named(asset: AssetRow) -> str:
    return f"{asset.name} {group_tag_number(asset.tag_number)}"
