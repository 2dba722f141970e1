"""The RAIN tag on a piece: at most one, and of no other piece."""

from __future__ import annotations

from app.domain.asset import Asset
from app.domain.epc import normal_hex
from app.domain.errors import Invalid, Refused
from app.domain.numbering import group_tag_number
from app.domain.tag_scheme import TagScheme
from app.services.commands.base import Context
from app.services.commands.tags import BindTag, SetTagScheme, UnbindTag
from app.services.handlers.custody import assets_named, require_custody
from app.services.handlers.registry import handles
from app.services.ports import UnitOfWork

_EPC_DIGITS = (4, 124)  # hexadecimal: what a PC word can tell the length of
_TID_DIGITS = (16, 128)  # a shorter one names the chip's model and no tag


@handles(BindTag)
def bind_tag(command: BindTag, uow: UnitOfWork, context: Context) -> None:
    epc, tid = normal_hex(command.epc), normal_hex(command.tid, "TID")
    if not _EPC_DIGITS[0] <= len(epc) <= _EPC_DIGITS[1]:
        raise Invalid("epc.wrong_length", digits=len(epc), expected=_EPC_DIGITS[1])
    if not _TID_DIGITS[0] <= len(tid) <= _TID_DIGITS[1]:
        raise Invalid("tag.no_serial", tid=tid)
    (asset,) = assets_named(uow, (command.asset_id,))
    _require_here(asset, context)
    for other in uow.assets.find(tid=tid):
        if other.id != asset.id:
            raise Refused("tag.tid_in_use", owner=_named(other), epc=other.epc or "", tid=tid)
    for other in uow.assets.find(epc=epc):
        if other.id != asset.id:
            raise Refused("epc.in_use", owner=_named(other), epc=epc, tid=other.tid or "")
    if asset.tid not in (None, tid) and not command.reason.strip():
        raise Refused("tag.asset_has_tag", name=asset.name, tag=asset.tag_number, tid=asset.tid)
    asset.epc, asset.tid = epc, tid


@handles(UnbindTag)
def unbind_tag(command: UnbindTag, uow: UnitOfWork, context: Context) -> None:
    (asset,) = assets_named(uow, (command.asset_id,))
    require_custody(asset, context)
    if command.tid and asset.tid != command.tid and context.device:
        return  # another station took it off too, and may have bound the next one since
    if asset.tid is None:
        raise Refused("tag.asset_has_none", name=asset.name, tag=asset.tag_number)
    if command.tid not in ("", asset.tid):
        raise Refused("tag.asset_has_tag", name=asset.name, tag=asset.tag_number, tid=asset.tid)
    asset.epc = asset.tid = None


def _named(asset: Asset) -> str:
    """Whose it is already. Not as `tag`: a case that comes of the refusal is about the piece that was to be bound."""
    return f"{asset.name} {group_tag_number(asset.tag_number)}"


def _require_here(asset: Asset, context: Context) -> None:
    require_custody(asset, context)
    asset.require_in_pool()


@handles(SetTagScheme)
def set_tag_scheme(command: SetTagScheme, uow: UnitOfWork, context: Context) -> None:
    """What is written from now on; tags that are bound keep what they bear."""
    scheme = TagScheme(command.gs1_prefix.strip(), command.afi)
    site = uow.sites.require(context.site_id)
    site.gs1_prefix, site.tag_afi = scheme.prefix, scheme.afi
