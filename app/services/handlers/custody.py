"""What every handler asks first: only the site that holds custody may act, and on what it saw; and the formalities."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from app.domain.asset import Asset
from app.domain.case import CaseKind
from app.domain.errors import DomainError, Invalid, NotFound, Refused
from app.domain.organization import Warehouse
from app.services.commands.base import Context, Nature
from app.services.ports import UnitOfWork


def assets_named(uow: UnitOfWork, ids: Sequence[str]) -> list[Asset]:
    """The assets in the order named. Raises Invalid (none, or one twice) or NotFound."""
    found, missing = _named(uow, ids)
    if missing:
        raise missing[0]
    return found


def assets_met(uow: UnitOfWork, ids: Sequence[str], context: Context) -> list[Asset]:
    """As `assets_named`, for what happened to them in the room: what is unknown by now is a case, the rest stands.

    Raises NotFound at the counter, and where nobody knows any of them.
    """
    found, missing = _named(uow, ids)
    if missing:
        if not found:
            raise missing[0]
        disputed(missing[0], context)
    return found


def _named(uow: UnitOfWork, ids: Sequence[str]) -> tuple[list[Asset], list[NotFound]]:
    if not ids:
        raise Invalid("assets.none_named")
    if len(set(ids)) != len(ids):
        raise Invalid("assets.named_twice")
    found = uow.assets.many(ids)
    missing = [NotFound("asset.unknown", tag=id) for id in ids if id not in found]
    return [found[id] for id in ids if id in found], missing


class _AtSite(Protocol):
    @property
    def site_id(self) -> str: ...


def require_own(it: _AtSite, context: Context) -> None:
    """Raises Refused where a record (loan, request, trip, import) is another site's."""
    if it.site_id != context.site_id:
        raise Refused("site.other", site=it.site_id)


def require_custody(asset: Asset, context: Context) -> None:
    """Raises Refused where another site holds it, or custody has changed since the counter looked."""
    asset.require_custody(context.site_id)
    if context.epochs.get(asset.id, asset.custody_epoch) != asset.custody_epoch:
        raise Refused("asset.custody_changed", name=asset.name, tag=asset.tag_number)


def usable_warehouse(uow: UnitOfWork, id: str, context: Context) -> Warehouse:
    """Raises NotFound, or Refused where it is another site's.

    What was laid into one before its closing was known is where it is: that is irregular.
    """
    warehouse = uow.warehouses.require(id)
    refusal = Refused("warehouse.not_usable", name=warehouse.name)
    if warehouse.site_id != context.site_id:
        raise refusal
    if not warehouse.active:
        irregular(refusal, context)
    return warehouse


def irregular(refusal: DomainError, context: Context, asset_id: str = "") -> None:
    """A formality is missing. At the counter that is the end; what happened before it was known is recorded, as a case.

    Raises the refusal, or returns, and all goes on as if nothing were missing.
    """
    _go_on(refusal, CaseKind.IRREGULAR, context, asset_id)


def disputed(refusal: DomainError, context: Context, asset_id: str = "") -> None:
    """A rule stands against what happened. At the counter that is the end; at the city it is a case of its class.

    Raises the refusal, or returns; what of the deed cannot stand as it is, is for the caller to leave out or to mark.
    """
    _go_on(refusal, case_class(refusal), context, asset_id)


def _go_on(refusal: DomainError, kind: CaseKind, context: Context, asset_id: str) -> None:
    if not context.dispute(refusal, kind, asset_id):
        raise refusal


def formality(refusal: DomainError) -> str:
    """What is missing: each has a case of its own, and refusals that come of one cause are one."""
    return "right" if refusal.code in _RIGHT else refusal.code


_RIGHT = frozenset({"loan.needs_manager", "role.may_not", "staff.inactive"})


def case_class(refusal: DomainError) -> CaseKind:
    """The class of case (conflict inbox) that a refused fact becomes."""
    return _CLASSES.get(refusal.code, CaseKind.UNAPPLIED)


_CLASSES = {
    "asset.custody_elsewhere": CaseKind.CUSTODY_LOST,
    "asset.custody_changed": CaseKind.CUSTODY_LOST,
    "asset.is_in_transit": CaseKind.CUSTODY_LOST,
    "transfer.cancelled": CaseKind.CUSTODY_LOST,
    "transfer.received_already": CaseKind.CUSTODY_LOST,
    "asset.is_reserved": CaseKind.HOLD_OVERTAKEN,
    "asset.reserved_for_other": CaseKind.HOLD_OVERTAKEN,
    "asset.is_lent": CaseKind.DOUBLE_HANDOUT,
    "asset.is_rented": CaseKind.DOUBLE_HANDOUT,
    "return.no_open_loan": CaseKind.RETURN_WITHOUT_LOAN,
}


def survives(kind: str, nature: Nature) -> bool:
    """Whether a command goes on as a case: what happened does; an intent only as far as its other fields merge."""
    return nature is Nature.FACT or kind == CaseKind.FIELD_EDIT
