"""What a scan or a typed line at the desk means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from app.domain.document import Document
from app.domain.epc import readings
from app.domain.errors import Invalid
from app.domain.ids import organization_id
from app.domain.numbering import PLACE_AS_CODE, is_document_number, is_place_code, is_tag_number, place_code
from app.domain.organization import Organization
from app.domain.tag_scheme import tag_numbers_of
from app.domain.vehicle import is_plate, normal_plate
from app.persistence import search_tokens
from app.persistence.reading import people
from app.persistence.reading.assets import ASSET_ROWS, OWN_SITE, asset_row, tagged
from app.persistence.reading.matching import index, match
from app.persistence.reading.renumbered import pieces_labelled, slip_renumbered
from app.persistence.tables import asset, document, organization, person, site, vehicle, warehouse
from app.services.queries import AssetRow, PlaceRow, ScanHit, ScanKind
from app.services.slip_codes import is_slip_code, slip_number

_MOST = 200  # assets or people that one number or name brings up
_LEAST_TAIL = 4


def resolve(connection: Connection, text: str) -> ScanHit:
    """The first of these that anything answers to: tag number, RAIN tag (EPC or TID; else the tag number that the EPC
    is made of), card number, serial, plate, document number (or a slip's signed code), person (name or telephone),
    organization (name or code), the tail of a tag number if only one asset has it, a place that is named by a code.
    The code of a place's label is one whatever else bears it. Labels and slips may be from before their PC was given
    another number (reading/renumbered.py): such a label brings up both pieces that it may mean.
    """
    line = unicodedata.normalize("NFKC", text).strip()
    code = "".join(line.split()).upper()
    if not code:
        return ScanHit(ScanKind.UNKNOWN, text)
    if is_slip_code(code):
        return _document(connection, text, code) or ScanHit(ScanKind.UNKNOWN, text)
    if is_place_code(code):
        return ScanHit(ScanKind.PLACE, text, places=_places_coded(connection, code))
    if is_tag_number(code):
        numbers = (code, *pieces_labelled(connection, code))
        if found := _assets(connection, asset.c.tag_number.in_(numbers)):
            return _hit(text, found)
    if (epcs := readings(code)) and (found := _tagged(connection, epcs)):
        return _hit(text, found)
    spellings = {line, code, code.lower(), "".join(line.split())}
    for test in (asset.c.card_number.in_(spellings), (asset.c.serial != "") & asset.c.serial.in_(spellings)):
        if found := _assets(connection, test):
            return _hit(text, found)
    if is_plate(code):
        cars = select(vehicle.c.id).where(vehicle.c.plate == normal_plate(code))
        if found := _assets(connection, asset.c.id.in_(cars)):
            return _hit(text, found)
    if is_document_number(code) and (hit := _document(connection, text, code)):
        return hit
    hit = _borrower(connection, text, line, code) or _by_tail(connection, text, code)
    return (_place_named(connection, text, line) if hit.kind is ScanKind.UNKNOWN else None) or hit


def _document(connection: Connection, text: str, code: str) -> ScanHit | None:
    try:
        number = slip_number(code)
    except Invalid:
        return None
    found = people.entities(connection, Document, select(document).where(document.c.id == number))
    if not found and (numbers := slip_renumbered(connection, number)):
        found = people.entities(connection, Document, select(document).where(document.c.id.in_(numbers)))
    return ScanHit(ScanKind.DOCUMENT, text, document=found[0]) if found else None


def _assets(connection: Connection, test: Any) -> tuple[AssetRow, ...]:
    query = ASSET_ROWS.where(test).order_by(asset.c.tag_number).limit(_MOST)
    return tuple({row.id: asset_row(row) for row in connection.execute(query)}.values())


def _tagged(connection: Connection, epcs: tuple[str, ...]) -> tuple[AssetRow, ...]:
    if bound := tuple(tagged(connection, epcs, epcs)):
        return bound
    known = connection.execute(select(site.c.id, site.c.gs1_prefix)).all()
    prefixes, sites = {row.gs1_prefix for row in known if row.gs1_prefix}, [row.id for row in known]
    numbers = [number for epc in epcs for number in tag_numbers_of(epc, prefixes, sites)]
    return _assets(connection, asset.c.tag_number.in_(numbers)) if numbers else ()


def _hit(text: str, found: tuple[AssetRow, ...]) -> ScanHit:
    return ScanHit(ScanKind.ASSET if len(found) == 1 else ScanKind.SEVERAL, text, assets=found)


def _borrower(connection: Connection, text: str, line: str, code: str) -> ScanHit | None:
    names = {line, "".join(line.split())}
    named = or_(person.c.name.in_(names), (person.c.phone != "") & (person.c.phone == code))
    found_people = people.people_where(connection, named, _MOST)
    if found_people:
        return ScanHit(ScanKind.PERSON, text, people=tuple(found_people))
    # The id of an organization follows from its name as it was first registered.
    meant = or_(
        organization.c.id == organization_id(line),
        organization.c.name.in_(names),
        (organization.c.code != "") & (organization.c.code == code),
    )
    offices = people.entities(connection, Organization, select(organization).where(meant).order_by(organization.c.name))
    return ScanHit(ScanKind.ORGANIZATION, text, organizations=tuple(offices)) if offices else None


def _by_tail(connection: Connection, text: str, code: str) -> ScanHit:
    if len(code) >= _LEAST_TAIL and code.isascii() and code.isdigit():
        ends = index.c.asset_search.op("MATCH")(f'"{search_tokens.tail(code)}"')
        test = asset.c.key.in_(select(index.c.rowid).where(ends)) & asset.c.tag_number.endswith(code)
        found = _assets(connection, test)
        if len(found) == 1:
            return _hit(text, found)
    return ScanHit(ScanKind.UNKNOWN, text)


def _places(connection: Connection, *tests: ColumnElement[bool]) -> Iterator[PlaceRow]:
    """Places of this site at which something lies."""
    own = (asset.c.place != "", asset.c.site_id == OWN_SITE, *tests)
    query = select(asset.c.warehouse_id, warehouse.c.name, asset.c.place).distinct().where(*own)
    found = connection.execute(query.join(warehouse, warehouse.c.id == asset.c.warehouse_id))
    return (PlaceRow(row.warehouse_id, row.name, row.place) for row in found)


def _places_coded(connection: Connection, code: str) -> tuple[PlaceRow, ...]:
    """The place whose label has that code: the code follows from the names."""
    own = connection.execute(select(OWN_SITE)).scalar_one()
    return tuple(it for it in _places(connection) if place_code(own, it.warehouse, it.name) == code)


def _place_named(connection: Connection, text: str, line: str) -> ScanHit | None:
    """A place that is named by a code has it on its label as it is."""
    if not (_LEAST_TAIL <= len(line) <= PLACE_AS_CODE and line.isascii() and re.search(r"\d", line)):
        return None
    meant = match(line, ())
    if meant is None:
        return None
    keys = select(index.c.rowid).where(index.c.asset_search.op("MATCH")(meant.expression))
    found = tuple(_places(connection, asset.c.key.in_(keys), asset.c.place == line))
    return ScanHit(ScanKind.PLACE, text, places=found) if found else None
