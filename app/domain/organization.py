"""Sites, warehouses, organizations and the people of both sides of the counter."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain import ids
from app.domain.errors import Invalid


class WarehouseKind(StrEnum):
    """仓 kinds; each permits its own movements (see MOVEMENTS)."""

    GENERAL = "general"  # 通用仓
    CONFISCATED = "confiscated"  # 罚没仓
    RENTAL = "rental"  # 租赁仓
    PUBLIC_BENEFIT = "public_benefit"  # 公益仓
    EMERGENCY = "emergency"  # 应急仓
    VIRTUAL = "virtual"  # 虚拟仓: the item stays at its office but is listed


class Movement(StrEnum):
    """What may be done with an asset of a warehouse."""

    LEND = "lend"
    RENT = "rent"
    ALLOCATE = "allocate"
    DISPOSE = "dispose"
    TRANSFER = "transfer"


MOVEMENTS: dict[WarehouseKind, frozenset[Movement]] = {
    WarehouseKind.GENERAL: frozenset(
        {Movement.LEND, Movement.ALLOCATE, Movement.DISPOSE, Movement.TRANSFER},
    ),
    # 财税〔2020〕54号: goods under custody of the case are kept and disposed of, never used.
    WarehouseKind.CONFISCATED: frozenset({Movement.DISPOSE, Movement.TRANSFER}),
    WarehouseKind.RENTAL: frozenset({Movement.RENT, Movement.TRANSFER}),
    WarehouseKind.PUBLIC_BENEFIT: frozenset({Movement.LEND, Movement.ALLOCATE, Movement.TRANSFER}),
    WarehouseKind.EMERGENCY: frozenset({Movement.LEND, Movement.TRANSFER}),
    WarehouseKind.VIRTUAL: frozenset({Movement.LEND, Movement.ALLOCATE, Movement.TRANSFER}),
}


def is_region_code(text: str) -> bool:
    """Whether it has the form of a code of GB/T 2260: six digits."""
    return len(text) == 6 and text.isascii() and text.isdigit()


@dataclass(slots=True)
class Site:
    """站点: a place with a counter. `id` is its 6-digit region code (GB/T 2260)."""

    id: str
    name: str
    paper_approval: bool = True  # policy: a manager may hand out under an approval on paper
    loan_days: int = 90  # proposed length of a loan, days
    max_extensions: int = 2
    gs1_prefix: str = ""  # its GS1 company prefix, where it has one: how its RAIN tags are written
    tag_afi: int = 0  # of its RAIN tags where it has no prefix; 0: ours
    version: int = 0

    def __post_init__(self) -> None:
        if not is_region_code(self.id):
            raise Invalid("site.bad_code", site=self.id)
        if not self.name.strip():
            raise Invalid("site.no_name")


@dataclass(slots=True)
class Warehouse:
    """仓: a store at a site."""

    id: str
    site_id: str
    kind: WarehouseKind
    name: str
    active: bool = True
    version: int = 0

    def permits(self, movement: Movement) -> bool:
        return movement in MOVEMENTS[self.kind]


@dataclass(slots=True)
class Organization:
    """单位. Its id follows from its name (ids.organization_id)."""

    id: str
    name: str
    code: str = ""
    version: int = 0

    @classmethod
    def named(cls, name: str, code: str = "") -> Organization:
        name = name.strip()
        if not name:
            raise Invalid("organization.no_name")
        return cls(ids.organization_id(name), name, code)


@dataclass(slots=True)
class Person:
    """A borrower at an organization. Its id follows from both names (ids.person_id)."""

    id: str
    organization_id: str
    name: str
    phone: str = ""
    version: int = 0

    @classmethod
    def named(cls, organization_id: str, name: str, phone: str = "") -> Person:
        name = name.strip()
        if not name:
            raise Invalid("person.no_name")
        return cls(ids.person_id(organization_id, name), organization_id, name, phone)


class Role(StrEnum):
    CLERK = "clerk"  # 柜台员
    MANAGER = "manager"  # 负责人
    AUDITOR = "auditor"  # 审计员: reads everything, changes nothing
    ADMINISTRATOR = "administrator"  # 管理员


@dataclass(slots=True)
class Staff:
    """An account at a site. Its password lives apart, on this device only."""

    id: str
    site_id: str
    username: str
    name: str
    role: Role
    active: bool = True
    version: int = 0
