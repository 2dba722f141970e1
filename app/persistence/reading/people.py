"""Sites, warehouses, staff, organizations and borrowers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, and_, func, select

from app.domain.errors import NotFound
from app.domain.organization import Organization, Site, Staff, Warehouse
from app.persistence.reading.matching import Office, split
from app.persistence.search_tokens import fold, has_initials
from app.persistence.store import codec_of
from app.persistence.tables import loan, loan_line, organization, person, setting, site, staff, warehouse
from app.services.queries import PersonRow

E = TypeVar("E")


def entities(connection: Connection, entity: type[E], query: Select[Any]) -> list[E]:
    codec = codec_of(entity)
    return [codec.load(dict(row)) for row in connection.execute(query).mappings()]


def own_site_id() -> Any:
    """The code of this counter's site, for a condition."""
    return select(setting.c.value).where(setting.c.name == "site").scalar_subquery()


def own_site(connection: Connection) -> Site:
    """Raises NotFound before the counter is set up."""
    found = entities(connection, Site, select(site).where(site.c.id == own_site_id()))
    if not found:
        raise NotFound("site.unknown", id="")
    return found[0]


def sites(connection: Connection) -> list[Site]:
    return entities(connection, Site, select(site).order_by(site.c.id))


def warehouses(connection: Connection, *, active_only: bool) -> list[Warehouse]:
    query = select(warehouse).where(warehouse.c.site_id == own_site_id())
    if active_only:
        query = query.where(warehouse.c.active == 1)
    return entities(connection, Warehouse, query.order_by(warehouse.c.id))


def all_staff(connection: Connection) -> list[Staff]:
    return entities(connection, Staff, select(staff).where(staff.c.site_id == own_site_id()).order_by(staff.c.username))


def organizations(connection: Connection, text: str, limit: int, offices: Sequence[Office]) -> list[Organization]:
    """Those whose names begin with the text first, then by name."""
    terms = split(text)
    joined = "".join(terms)
    found = [office for office in offices if all(_means(office, term) for term in terms)]
    found.sort(key=lambda office: (not office.name.startswith(joined), office.name))
    ids = [office.id for office in found[:limit]]
    rows = entities(connection, Organization, select(organization).where(organization.c.id.in_(ids)))
    return sorted(rows, key=lambda row: ids.index(row.id))


def _means(office: Office, term: str) -> bool:
    if term in office.name or (office.code != "" and office.code.startswith(term)):
        return True
    return term.isascii() and term.isalpha() and len(term) > 1 and has_initials(office.name, term)


_out = and_(loan_line.c.returned_at.is_(None), loan_line.c.disputed == 0)
_PEOPLE = (
    select(
        person,
        func.coalesce(organization.c.name, "").label("organization"),
        select(func.count())
        .select_from(loan)
        .join(loan_line, loan_line.c.loan_id == loan.c.id)
        .where(loan.c.person_id == person.c.id, loan.c.closed_at.is_(None), _out)
        .scalar_subquery()
        .label("open_pieces"),
    )
    .select_from(person)
    .outerjoin(organization, organization.c.id == person.c.organization_id)
)


def _person_row(row: Any) -> PersonRow:
    return PersonRow(row.id, row.name, row.phone, row.organization_id, row.organization, row.open_pieces)


def people(connection: Connection, text: str, organization_id: str, limit: int) -> list[PersonRow]:
    """By part of the name or its pinyin initials, or by the beginning of the telephone number; by name."""
    candidates = select(person.c.id, person.c.name, person.c.phone).order_by(person.c.name, person.c.id)
    if organization_id:
        candidates = candidates.where(person.c.organization_id == organization_id)
    terms = split(text)
    ids: list[str] = []
    for id, name, phone in connection.execute(candidates):
        if all(
            term in fold(name)
            or phone.startswith(term)
            or (term.isascii() and term.isalpha() and len(term) > 1 and has_initials(name, term))
            for term in terms
        ):
            ids.append(id)
            if len(ids) == limit:
                break
    return people_where(connection, person.c.id.in_(ids), limit)


def people_where(connection: Connection, test: Any, limit: int) -> list[PersonRow]:
    query = _PEOPLE.where(test).order_by(person.c.name, person.c.id).limit(limit)
    return [_person_row(row) for row in connection.execute(query)]
