"""init, find, show."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from app.bootstrap import set_up_counter
from app.domain.asset import STATUS_ZH
from app.domain.errors import NotFound
from app.headless.report import say, say_json, yuan
from app.headless.session import assets_by_tag, counter, password
from app.services.queries import AssetRow


def init(options: argparse.Namespace) -> int:
    secret = password()
    with counter(options, create=True) as services:
        set_up_counter(
            services,
            site_id=options.site,
            site_name=options.name,
            administrator=options.admin,
            password=secret,
            station=options.station,
        )
        say(f"{options.name} ({options.site})")
    return 0


def asset_json(row: AssetRow) -> dict[str, Any]:
    """An asset as scripts see it. Statuses are the field's own words; `status_code` is ours."""
    return {
        "tag_number": row.tag_number,
        "card_number": row.card_number,
        "name": row.name,
        "status": STATUS_ZH[row.status],
        "status_code": row.status.value,
        "condition": row.condition.value,
        "warehouse": row.warehouse,
        "place": row.place,
        "organization": row.organization,
        "custody": row.custody,
        "holder": row.holder,
        "due_on": row.due_on,
        "value": yuan(row.value_fen),
        "synced": not row.pending,
    }


def find(options: argparse.Namespace) -> int:
    with counter(options) as services:
        rows = services.queries.find_assets(options.text, options.limit)
    if options.json:
        say_json([asset_json(row) for row in rows])
    else:
        for row in rows:
            say("\t".join((row.tag_number, row.name, STATUS_ZH[row.status], row.place, row.organization)))
    return 0


def show(options: argparse.Namespace) -> int:
    with counter(options) as services:
        (row,) = assets_by_tag(services, [options.tag])
        detail = services.queries.asset(row.id)
    if detail is None:
        raise NotFound("asset.unknown", tag=options.tag)
    if options.json:
        say_json(
            asset_json(detail.row)
            | {
                "history": [asdict(entry) for entry in detail.history],
                "loan": asdict(detail.loan) if detail.loan else None,
                "vehicle": asdict(detail.vehicle) if detail.vehicle else None,
                "reserved_for": detail.reserved_for,
            }
        )
    else:
        for name, value in asset_json(detail.row).items():
            say(f"{name}\t{value}")
        for entry in detail.history:
            say(f"{entry.at.astimezone():%Y-%m-%d %H:%M}\t{entry.what}\t{entry.number}\t{entry.actor}")
    return 0
