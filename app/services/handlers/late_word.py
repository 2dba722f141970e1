"""The sender's late word: what a site did with a piece before it left, when its arrival elsewhere came first.

A signed slip may be at the city before anything of the sender's week. The piece is then at its destination, and what
the sender did before is carried out over the piece as it was there: `TransferLine.left` keeps that view, until the
sender's own TransferOut comes. Loans and trips that the sender has open in that view are set aside as disputed, so
that the destination may lend the piece meanwhile.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

import msgspec

from app.domain.asset import Asset, Condition, Status
from app.domain.case import Decision
from app.domain.transfer import TransferLine
from app.services.cases import sides_of
from app.services.commands.base import Context
from app.services.ports import UnitOfWork

_HERE = ("site_id", "warehouse_id", "status", "condition", "place", "custody_epoch", "transit_site_id")
"""What depends on where it is; all else of a card is the same everywhere."""
_SINCE = ("epc", "tid")
"""What it has only got since it was taken in: whoever has it may have bound its tag by now."""


@dataclasses.dataclass(frozen=True, slots=True)
class _View:
    asset: Asset
    line: TransferLine
    here: dict[str, Any]


def leave_behind(asset: Asset, line: TransferLine, uow: UnitOfWork) -> None:
    """Keep the piece as its sender had it, before its arrival is recorded."""
    line.left = _text(asset)
    _set_aside(asset, line, uow, disputed=True)


def look_from_sender(uow: UnitOfWork, context: Context) -> list[_View]:
    """Show what has left the acting site by a slip alone as it was at that site."""
    if not context.device:
        return []
    views = []
    for transfer in uow.transfers.find(site_id=context.site_id, proven=True):
        for line in uow.transfer_lines.find(transfer_id=transfer.id):
            asset = uow.assets.get(line.asset_id)
            if asset is None or not line.left:
                continue
            views.append(_View(asset, line, {name: getattr(asset, name) for name in _HERE}))
            _show(asset, msgspec.json.decode(line.left))
            _set_aside(asset, line, uow, disputed=False)
    return views


def look_from_here(views: Iterable[_View], uow: UnitOfWork) -> None:
    """Show it where it is again; once the sender has said that it left, for good."""
    for view in views:
        waits = uow.transfers.require(view.line.transfer_id).proven
        view.line.left = _text(view.asset) if waits else ""
        _set_aside(view.asset, view.line, uow, disputed=True)
        _show(view.asset, view.here)


def add_assets(uow: UnitOfWork, assets: list[Asset], context: Context) -> None:
    """Add new pieces; of one that is known from a slip alone, tell what the slip did not."""
    slips = uow.transfers.find(site_id=context.site_id, proven=True) if context.device else []
    known = uow.assets.many(asset.id for asset in assets) if slips else {}
    for asset in assets:
        arrived = known.get(asset.id)
        if arrived is None:
            uow.assets.add(asset)
            continue
        for field in dataclasses.fields(Asset):
            if field.name not in (*_HERE, *_SINCE, "id", "version"):
                setattr(arrived, field.name, getattr(asset, field.name))
        for line in uow.transfer_lines.find(asset_id=asset.id, site_id=context.site_id):
            line.left = _text(asset)


def _set_aside(asset: Asset, line: TransferLine, uow: UnitOfWork, *, disputed: bool) -> None:
    """What a case is open about is disputed for another reason, and stays so."""
    of_cases = {
        side.line_id
        for case in uow.cases.find(asset_id=asset.id, decision=Decision.OPEN)
        for side in sides_of(case)[-1:]
    }
    for loan in uow.loan_lines.find(asset_id=asset.id, site_id=line.site_id, returned_at=None):
        loan.disputed = disputed or loan.id in of_cases
    for trip in uow.dispatches.find(asset_id=asset.id, site_id=line.site_id, in_at=None):
        trip.disputed = disputed or trip.id in of_cases


def _text(asset: Asset) -> str:
    return msgspec.json.encode({name: getattr(asset, name) for name in _HERE}).decode()


def _show(asset: Asset, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(asset, name, value)
    asset.status, asset.condition = Status(asset.status), Condition(asset.condition)
