"""city-admin: takeover and quarantined."""

from __future__ import annotations

import argparse
import getpass

from sqlalchemy import select

from app.bootstrap import open_city
from app.domain.errors import Invalid, NotFound
from app.domain.organization import Role, WarehouseKind
from app.headless.city import city_folder
from app.headless.report import say
from app.persistence.city import SqlCity
from app.persistence.city_tables import received_operation
from app.persistence.tables import asset, warehouse
from app.services.commands.base import Actor
from app.services.commands.transfers import TakeOver
from app.services.operations import Outcome
from app.words import sentence


def takeover(options: argparse.Namespace) -> int:
    reason = options.reason.strip()
    if not reason:
        raise Invalid("reason.not_given")
    with open_city(city_folder(options).root, options.database_url) as city:
        command = TakeOver(_assets(city, options.tags), options.to, _warehouse(city, options.to), reason)
        name = getpass.getuser()
        city.carry_out(command, site_id=options.to, actor=Actor(f"city.{name}", name, Role.ADMINISTRATOR))
    say(sentence("told.taken_over", options.language, count=len(command.asset_ids), site=options.to))
    return 0


def quarantined(options: argparse.Namespace) -> int:
    with open_city(city_folder(options).root, options.database_url) as city:
        done = city.rerun_quarantined() if options.rerun else 0
        query = select(received_operation.c.dseq).where(received_operation.c.outcome == Outcome.QUARANTINED.value)
        with city.reader.begin() as connection:
            waiting = len(connection.execute(query).all())
    if options.rerun:
        say(sentence("told.rerun", options.language, count=done))
    say(sentence("told.quarantined", options.language, count=waiting))
    return 0


def _assets(city: SqlCity, tags: list[str]) -> tuple[str, ...]:
    """Raises NotFound."""
    found = []
    with city.reader.begin() as connection:
        for tag in tags:
            plain = "".join(tag.split()).replace("-", "")
            id = connection.execute(select(asset.c.id).where(asset.c.tag_number == plain)).scalar_one_or_none()
            if id is None:
                raise NotFound("asset.unknown", tag=tag)
            found.append(id)
    return tuple(found)


def _warehouse(city: SqlCity, site_id: str) -> str:
    """The general one of the site, else its first. Raises NotFound."""
    query = select(warehouse.c.id, warehouse.c.kind).where(warehouse.c.site_id == site_id).order_by(warehouse.c.id)
    with city.reader.begin() as connection:
        rows = connection.execute(query).all()
    if not rows:
        raise NotFound("site.unknown", id=site_id)
    return str(next((row.id for row in rows if row.kind == WarehouseKind.GENERAL.value), rows[0].id))
