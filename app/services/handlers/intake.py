"""收缴/上交入库, corrections, moves."""

from __future__ import annotations

from itertools import count

from app.domain.asset import Asset, Condition, Status
from app.domain.errors import DomainError, Invalid, NotFound, Refused
from app.domain.ids import piece_ids
from app.domain.numbering import DocumentKind, tag_number
from app.services.commands.base import Context
from app.services.commands.inventory import (
    AmendAsset,
    FinishRepair,
    IntakeItem,
    MoveAssets,
    TakeIn,
    UndoTakeIn,
)
from app.services.handlers.custody import (
    assets_met,
    assets_named,
    disputed,
    require_custody,
    require_own,
    usable_warehouse,
)
from app.services.handlers.edits import fields_to_write, texts_of
from app.services.handlers.healing import heal_labels_of
from app.services.handlers.late_word import add_assets
from app.services.handlers.registry import handles
from app.services.handlers.slips import issue_slip, slip_lines, void_slip
from app.services.paper import issued_slip
from app.services.ports import UnitOfWork

AMENDABLE = frozenset(
    {"name", "model", "brand", "serial", "unit", "card_number", "place", "department", "keeper", "remark"}
)
MOST_PIECES = 10_000


def _check_item(item: IntakeItem, line: int) -> None:
    if not item.name.strip():
        raise Invalid("intake.no_name", line=line)
    if item.quantity < 1:
        raise Invalid("intake.bad_quantity", line=line)
    if item.value_fen < 0:
        raise Invalid("intake.bad_value", line=line)
    if item.serial and item.quantity > 1:
        raise Invalid("intake.serial_needs_one", line=line)


@handles(TakeIn)
def take_in(command: TakeIn, uow: UnitOfWork, context: Context) -> None:
    if not command.items:
        raise Invalid("intake.empty")
    for line, item in enumerate(command.items, start=1):
        _check_item(item, line)
    total = sum(item.quantity for item in command.items)
    if total > MOST_PIECES:
        raise Invalid("intake.too_many", most=MOST_PIECES)
    organization = uow.organizations.require(command.organization_id)
    warehouse = usable_warehouse(uow, command.warehouse_id, context)
    ids = iter(piece_ids(command.first_asset_id, total))
    running = count(command.first_running)
    assets = [
        Asset(
            id=next(ids),
            tag_number=tag_number(context.site_id, command.station, next(running)),
            name=item.name.strip(),
            organization_id=organization.id,
            site_id=context.site_id,
            warehouse_id=warehouse.id,
            status=Status.AVAILABLE if item.condition is Condition.GOOD else Status.REPAIR,
            card_number=item.card_number,
            category_edition=item.category_edition,
            category_code=item.category_code,
            model=item.model,
            brand=item.brand,
            serial=item.serial,
            unit=item.unit,
            value_fen=item.value_fen,
            acquired_on=item.acquired_on,
            source=command.source,
            condition=item.condition,
            place=item.place,
            remark=item.remark,
        )
        for item in command.items
        for _ in range(item.quantity)
    ]
    add_assets(uow, assets, context)
    issue_slip(
        uow,
        context,
        number=command.number,
        kind=DocumentKind.INTAKE,
        subject_id=command.first_asset_id,
        lines=slip_lines(assets),
        organization_id=organization.id,
        person=command.handed_over_by,
        pool_gives=False,
    )


@handles(UndoTakeIn)
def undo_take_in(command: UndoTakeIn, uow: UnitOfWork, context: Context) -> None:
    document = uow.documents.get(command.number)
    if document is None or document.kind is not DocumentKind.INTAKE:
        raise NotFound("document.unknown", number=command.number)
    require_own(document, context)
    if document.voided:
        raise Refused("document.voided", number=command.number)
    tags = tuple(line.tag_number for line in issued_slip(document.content).lines)
    assets = uow.assets.find(tag_number=tags)
    remove_untouched(uow, assets, len(tags), command.number)
    heal_labels_of(uow, command.number, context)
    void_slip(uow, command.number)


def remove_untouched(uow: UnitOfWork, assets: list[Asset], expected: int, number: str) -> None:
    """Remove assets to which nothing has happened since they were made, under `number`.

    Their history tells; the version does not, since the city writes once what many operations did. Raises Refused
    where something has happened.
    """
    history = uow.events.find(asset_id=tuple(asset.id for asset in assets))
    busy = {event.asset_id for event in history if event.number != number}
    touched = next((asset for asset in assets if asset.id in busy), None)
    cars = uow.vehicles.many(asset.id for asset in assets)
    touched = touched or next((asset for asset in assets if asset.id in cars), None)
    if touched is not None or len(assets) != expected:
        name, tag = (touched.name, touched.tag_number) if touched else ("", "")
        raise Refused("undo.built_upon", name=name, tag=tag)
    for asset in assets:
        uow.assets.remove(asset)


@handles(AmendAsset)
def amend_asset(command: AmendAsset, uow: UnitOfWork, context: Context) -> None:
    (asset,) = assets_named(uow, (command.asset_id,))
    require_custody(asset, context)
    wanted = {name: text.strip() for name, text in command.fields.items()}
    for name, text in wanted.items():
        if name not in AMENDABLE:
            raise Invalid("asset.field_not_amendable", field=name)
        if name == "name" and not text:
            raise Invalid("asset.no_name")
    for name in fields_to_write(asset, wanted, command.seen, texts_of(asset, wanted), context):
        setattr(asset, name, wanted[name])


@handles(MoveAssets)
def move_assets(command: MoveAssets, uow: UnitOfWork, context: Context) -> None:
    warehouse = usable_warehouse(uow, command.warehouse_id, context) if command.warehouse_id else None
    for asset in assets_met(uow, command.asset_ids, context):
        try:
            require_custody(asset, context)
            asset.require_in_pool()
        except DomainError as refusal:
            disputed(refusal, context, asset.id)
            continue  # the others were moved all the same
        if warehouse is not None:
            asset.warehouse_id = warehouse.id
        asset.place = command.place.strip()


@handles(FinishRepair)
def finish_repair(command: FinishRepair, uow: UnitOfWork, context: Context) -> None:
    for asset in assets_met(uow, command.asset_ids, context):
        try:
            require_custody(asset, context)
            asset.repaired()
        except DomainError as refusal:
            disputed(refusal, context, asset.id)
