"""Sites, warehouses, staff, organizations and people."""

from __future__ import annotations

from app.domain import ids
from app.domain.errors import Invalid, Refused
from app.domain.organization import Organization, Person, Role, Site, Staff, Warehouse, WarehouseKind
from app.services.commands.base import Context
from app.services.commands.setup import (
    AddStaff,
    AddWarehouse,
    EditSite,
    EditStaff,
    EditWarehouse,
    OpenSite,
    RegisterOrganization,
    RegisterPerson,
)
from app.services.handlers.custody import irregular, require_own
from app.services.handlers.registry import handles
from app.services.ports import UnitOfWork


@handles(OpenSite)
def open_site(command: OpenSite, uow: UnitOfWork, context: Context) -> None:
    """What is there already stays as it is. Who has not the right by now makes warehouses, but no administrator."""
    site = Site(command.site_id, command.name.strip())
    if site.id != context.site_id:
        raise Refused("site.other", site=site.id)
    if uow.sites.get(site.id) is None:
        uow.sites.add(site)
    for kind, given in command.warehouses:
        name = given.strip()
        if not name:
            raise Invalid("warehouse.no_name")
        id = ids.warehouse_id(site.id, name)
        known = uow.warehouses.get(id)
        if known is not None:
            _compare_kind(known, kind, context)
        elif context.device or not uow.warehouses.find(site_id=site.id, name=name):
            _add_warehouse(id, kind, name, uow, context)
    username = command.administrator.strip()
    if username and _is_administrator(uow, context) and not uow.staff.find(site_id=site.id, username=username):
        uow.staff.add(Staff(ids.staff_id(site.id, username), site.id, username, username, Role.ADMINISTRATOR))


def _is_administrator(uow: UnitOfWork, context: Context) -> bool:
    """By the account where it is known, else by what is stated: a site's first administrator has none yet."""
    account = uow.staff.get(context.actor.staff_id)
    roles = {context.actor.role, account.role if account else context.actor.role}
    return roles == {Role.ADMINISTRATOR} and (account is None or account.active)


@handles(EditSite)
def edit_site(command: EditSite, uow: UnitOfWork, context: Context) -> None:
    if not command.name.strip():
        raise Invalid("site.no_name")
    if command.loan_days < 1 or command.max_extensions < 0:
        raise Invalid("site.bad_policy")
    site = uow.sites.require(context.site_id)
    site.name = command.name.strip()
    site.paper_approval = command.paper_approval
    site.loan_days = command.loan_days
    site.max_extensions = command.max_extensions


@handles(AddWarehouse)
def add_warehouse(command: AddWarehouse, uow: UnitOfWork, context: Context) -> None:
    name = command.name.strip()
    if not name:
        raise Invalid("warehouse.no_name")
    known = uow.warehouses.get(command.warehouse_id)
    if known is not None and context.device:  # another station of the site added it too, and may have renamed it since
        _compare_kind(known, command.kind, context)
        return
    if known is not None and ids.fold_name(known.name) == ids.fold_name(name):
        raise Refused("warehouse.name_taken", name=known.name)
    if known is not None:
        raise Refused("warehouse.was_named", name=name, now=known.name)
    _add_warehouse(command.warehouse_id, command.kind, name, uow, context)


def _compare_kind(known: Warehouse, kind: WarehouseKind, context: Context) -> None:
    """It stays of the kind that the first station gave it. That decides what is lent, so the second is told."""
    if context.device and known.kind is not kind:
        irregular(Refused("warehouse.of_other_kind", name=known.name, kind=known.kind), context)


def _add_warehouse(id: str, kind: WarehouseKind, name: str, uow: UnitOfWork, context: Context) -> None:
    """Where another one was given that name before this was known, there are two of the name until one is renamed.

    What the station has laid into its own meanwhile would else be nowhere.
    """
    if uow.warehouses.find(site_id=context.site_id, name=name):
        irregular(Refused("warehouse.name_taken", name=name), context)
    uow.warehouses.add(Warehouse(id, context.site_id, kind, name))


@handles(EditWarehouse)
def edit_warehouse(command: EditWarehouse, uow: UnitOfWork, context: Context) -> None:
    name = command.name.strip()
    if not name:
        raise Invalid("warehouse.no_name")
    warehouse = uow.warehouses.require(command.warehouse_id)
    require_own(warehouse, context)
    if name != warehouse.name and uow.warehouses.find(site_id=context.site_id, name=name):
        raise Refused("warehouse.name_taken", name=name)
    warehouse.name, warehouse.active = name, command.active


@handles(AddStaff)
def add_staff(command: AddStaff, uow: UnitOfWork, context: Context) -> None:
    username, name = command.username.strip(), command.name.strip()
    if not username or not name:
        raise Invalid("staff.no_name")
    known = uow.staff.get(command.staff_id)
    if known is not None and context.device and known.role is command.role:
        return  # another station of the site added it too
    if known is not None or uow.staff.find(site_id=context.site_id, username=username):
        raise Refused("staff.username_taken", username=username)
    uow.staff.add(Staff(command.staff_id, context.site_id, username, name, command.role))


@handles(EditStaff)
def edit_staff(command: EditStaff, uow: UnitOfWork, context: Context) -> None:
    if not command.name.strip():
        raise Invalid("staff.no_name")
    account = uow.staff.require(command.staff_id)
    require_own(account, context)
    leaves_office = not command.active or command.role is not Role.ADMINISTRATOR
    if account.role is Role.ADMINISTRATOR and account.active and leaves_office:
        others = uow.staff.find(site_id=context.site_id, role=Role.ADMINISTRATOR, active=True)
        if all(other.id == account.id for other in others):
            raise Refused("staff.last_administrator", name=account.name)
    account.name, account.role, account.active = command.name.strip(), command.role, command.active


@handles(RegisterOrganization)
def register_organization(command: RegisterOrganization, uow: UnitOfWork, context: Context) -> None:
    organization = Organization.named(command.name, command.code)
    known = uow.organizations.get(organization.id)
    if known is None:
        uow.organizations.add(organization)
    elif command.code and not known.code:
        known.code = command.code


@handles(RegisterPerson)
def register_person(command: RegisterPerson, uow: UnitOfWork, context: Context) -> None:
    uow.organizations.require(command.organization_id)
    person = Person.named(command.organization_id, command.name, command.phone)
    known = uow.people.get(person.id)
    if known is None:
        uow.people.add(person)
    elif command.phone and not known.phone:
        known.phone = command.phone
