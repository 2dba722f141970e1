"""Reading ahead: what a lot of operations will ask for, in one query per kind instead of several per operation.

Nothing depends on it but speed. What is not foreseen here the handlers read when they ask.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import fields
from typing import Any

from app.domain import ids
from app.persistence.unit_of_work import SqlUnitOfWork
from app.services.commands.base import Command, Context
from app.services.commands.setup import RegisterOrganization, RegisterPerson

_KINDS = {
    "asset_id": "asset",
    "asset_ids": "asset",
    "case_id": "conflict_case",
    "dispatch_id": "dispatch",
    "import_id": "ledger_import",
    "loan_id": "loan",
    "organization_id": "organization",
    "person_id": "person",
    "pieces": "asset",
    "request_id": "request",
    "staff_id": "staff",
    "transfer_id": "transfer",
    "warehouse_id": "warehouse",
}
"""Fields of commands that name entities."""


_NAMING: dict[type[Command], tuple[tuple[str, str], ...]] = {}


def _naming(command: type[Command]) -> tuple[tuple[str, str], ...]:
    known = _NAMING.get(command)
    if known is None:
        found = tuple((field.name, _KINDS[field.name]) for field in fields(command) if field.name in _KINDS)
        known = _NAMING[command] = found
    return known


def named(command: Command) -> Iterator[tuple[str, str]]:
    """(kind, id) of what the command names."""
    for name, kind in _naming(type(command)):
        value = getattr(command, name)
        if isinstance(value, str):
            yield kind, value
        elif isinstance(value, tuple):  # of some commands `pieces` is a number
            for one in value:
                yield kind, one if isinstance(one, str) else one.asset_id
    if isinstance(command, RegisterOrganization):
        yield "organization", ids.organization_id(command.name.strip())
    elif isinstance(command, RegisterPerson):
        yield "person", ids.person_id(command.organization_id, command.name.strip())


def assets_of(command: Command, context: Context) -> set[str]:
    """The assets that an operation is about: those whose epochs it carries and those that it names."""
    return {*context.epochs, *(id for kind, id in named(command) if kind == "asset")}


def read_ahead(uow: SqlUnitOfWork, read: Sequence[tuple[Command, Context]]) -> None:
    """Load what these operations name, and what hangs on it: reservations, open loans, open cases."""
    wanted: defaultdict[str, set[str]] = defaultdict(set)
    for command, context in read:
        for kind, id in named(command):
            wanted[kind].add(id)
        wanted["asset"].update(context.epochs)
        wanted["staff"].add(context.actor.staff_id)
        wanted["site"].add(context.site_id)
    uow.store("transfer").load_by("site_id", wanted["site"], proven=True)  # a late word of the sender's, every time
    loans, assets = wanted.pop("loan", set()), wanted["asset"]
    if assets:
        wanted["request"].update(it.request_id for it in _by_asset(uow, "request_line", assets, open=True))
        loans.update(it.loan_id for it in _by_asset(uow, "loan_line", assets, returned_at=None))
        _by_asset(uow, "conflict_case", assets, decision="")
        uow.store("asset").load(assets)
        wanted["warehouse"].update(asset.warehouse_id for asset in uow.store("asset").loaded(assets))
    if loans:
        uow.store("loan").load(loans)
        uow.store("loan_line").load_by("loan_id", loans, returned_at=None)
        wanted["person"].update(loan.person_id for loan in uow.store("loan").loaded(loans) if loan.person_id)
    for kind, of_kind in wanted.items():
        uow.store(kind).load(of_kind)


def _by_asset(uow: SqlUnitOfWork, kind: str, assets: set[str], **equal: object) -> list[Any]:
    return uow.store(kind).load_by("asset_id", assets, **equal)
