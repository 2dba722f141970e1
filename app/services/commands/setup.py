"""Sites, warehouses, staff, organizations and people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from app.domain import ids
from app.domain.organization import Role, WarehouseKind
from app.services.commands.base import ADMINISTRATORS, Command, Nature, Numbers, command


@command
@dataclass(frozen=True, slots=True)
class OpenSite(Command):
    """A counter opens at a site, with its warehouses (kind, name) and its first administrator.

    Another station of the site opens it too; what is there already stays as it is.
    """

    TYPE = "open_site"
    ROLES = ADMINISTRATORS

    site_id: str
    name: str
    warehouses: tuple[tuple[WarehouseKind, str], ...] = ()
    administrator: str = ""


@command
@dataclass(frozen=True, slots=True)
class EditSite(Command):
    TYPE = "edit_site"
    NATURE = Nature.INTENT
    ROLES = ADMINISTRATORS

    name: str
    paper_approval: bool
    loan_days: int
    max_extensions: int


@command
@dataclass(frozen=True, slots=True)
class AddWarehouse(Command):
    """A warehouse more. Its id follows from its name: where two stations add it with no line, it is one."""

    TYPE = "add_warehouse"
    ROLES = ADMINISTRATORS

    kind: WarehouseKind
    name: str
    warehouse_id: str = ""

    def numbered(self, numbers: Numbers, site_id: str, day: date) -> Self:
        return replace(self, warehouse_id=self.warehouse_id or ids.warehouse_id(site_id, self.name))


@command
@dataclass(frozen=True, slots=True)
class EditWarehouse(Command):
    TYPE = "edit_warehouse"
    NATURE = Nature.INTENT
    ROLES = ADMINISTRATORS

    warehouse_id: str
    name: str
    active: bool


@command
@dataclass(frozen=True, slots=True)
class AddStaff(Command):
    """An account more. Its id follows from its username: where two stations add it with no line, it is one."""

    TYPE = "add_staff"
    ROLES = ADMINISTRATORS

    username: str
    name: str
    role: Role
    staff_id: str = ""

    def numbered(self, numbers: Numbers, site_id: str, day: date) -> Self:
        return replace(self, staff_id=self.staff_id or ids.staff_id(site_id, self.username))


@command
@dataclass(frozen=True, slots=True)
class EditStaff(Command):
    TYPE = "edit_staff"
    NATURE = Nature.INTENT
    ROLES = ADMINISTRATORS

    staff_id: str
    name: str
    role: Role
    active: bool


@command
@dataclass(frozen=True, slots=True)
class RegisterOrganization(Command):
    """Make an organization known; nothing happens where it is."""

    TYPE = "register_organization"

    name: str
    code: str = ""


@command
@dataclass(frozen=True, slots=True)
class RegisterPerson(Command):
    """Make a borrower known; nothing happens where they are, but for a phone number that was missing."""

    TYPE = "register_person"

    organization_id: str
    name: str
    phone: str = ""


MAKES_KNOWN = (RegisterOrganization, RegisterPerson)
"""What goes before a deed that names somebody new; nobody decides anything about it."""
