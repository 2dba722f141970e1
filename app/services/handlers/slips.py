"""The slip that goes with what was done: a frozen snapshot, issued in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from app.domain.asset import Asset
from app.domain.document import Document
from app.domain.numbering import DocumentKind
from app.services.commands.base import Context
from app.services.paper import Slip, SlipLine, SlipStanding, slip_content
from app.services.ports import UnitOfWork


def slip_lines(assets: Iterable[Asset], notes: Mapping[str, tuple[str, str]] | None = None) -> tuple[SlipLine, ...]:
    """One line per piece; `notes` gives (condition, remark) by asset id where they differ from the asset's own."""
    lines = []
    for position, asset in enumerate(assets, start=1):
        condition, remark = (notes or {}).get(asset.id, (asset.condition.value, asset.remark))
        lines.append(
            SlipLine(
                position=position,
                tag_number=asset.tag_number,
                name=asset.name,
                model=asset.model,
                unit=asset.unit,
                quantity=1,
                value_fen=asset.value_fen,
                condition=condition,
                remark=remark,
            )
        )
    return tuple(lines)


def issue_slip(
    uow: UnitOfWork,
    context: Context,
    *,
    number: str,
    kind: DocumentKind,
    subject_id: str,
    lines: tuple[SlipLine, ...],
    organization_id: str = "",
    party: str = "",
    person: str = "",
    due_on: date | None = None,
    reason: str = "",
    remarks: tuple[str, ...] = (),
    pool_gives: bool = True,
    standing: SlipStanding | None = SlipStanding.HELD_HERE,
    fields: tuple[tuple[str, str], ...] = (),
) -> None:
    """Store the document. `party` is the other side where it is no organization.

    `pool_gives`: the pool hands over and the person receives; else the other way round.
    """
    site = uow.sites.require(context.site_id)
    organization = uow.organizations.get(organization_id) if organization_id else None
    giver, receiver = (context.actor.name, person) if pool_gives else (person, context.actor.name)
    slip = Slip(
        number=number,
        kind=kind,
        site_name=site.name,
        issued_on=context.today,
        organization=organization.name if organization else party,
        person=person,
        due_on=due_on,
        lines=lines,
        reason=reason,
        remarks=remarks,
        handed_over_by=giver,
        received_by=receiver,
        copies=2,
        standing=standing,
        fields=fields,
    )
    content = slip_content(slip)
    uow.documents.add(Document(number, kind, context.site_id, subject_id, context.now, context.actor.name, content))


def void_slip(uow: UnitOfWork, number: str | None) -> None:
    document = uow.documents.get(number) if number else None
    if document is not None:
        document.voided = True
