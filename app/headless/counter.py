"""init, find, show."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import Any

from app.bootstrap import set_up_counter
from app.domain.asset import STATUS_ZH
from app.domain.errors import NotFound
from app.domain.money import format_yuan
from app.headless.report import moment, say, say_json, say_table, yuan
from app.headless.session import assets_by_tag, counter, password
from app.services.queries import AssetDetail, AssetRow
from app.words import sentence, word


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
    say(sentence("told.set_up", options.language, name=options.name.strip(), code=options.site))
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
        "epc": row.epc,
        "tid": row.tid,
        "value": yuan(row.value_fen),
        "synced": not row.pending,
    }


def find(options: argparse.Namespace) -> int:
    with counter(options) as services:
        rows = services.queries.find_assets(options.text, options.limit)
    if options.json:
        say_json([asset_json(row) for row in rows])
    elif not rows:
        say(sentence("told.nothing_found", options.language, text=options.text))
    else:
        fields = ("tag_number", "name", "status", "place", "organization")
        header = tuple(word("field", name, options.language) for name in fields)
        lines = [
            (row.tag_number, row.name, word("status", row.status, options.language), row.place, row.organization)
            for row in rows
        ]
        say_table([header, *lines])
        if len(rows) == options.limit:
            say(sentence("told.more", options.language, count=f"{len(rows):,}"))
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
        _tell(detail, options.language)
    return 0


def _tell(detail: AssetDetail, language: str) -> None:
    """What one asks of a piece, each on a line of its own; what it has not is left out."""
    row, loan = detail.row, detail.loan
    status = word("status", row.status, language)
    reserved = sentence("told.reserved_for", language, who=detail.reserved_for) if detail.reserved_for else ""
    facts = {
        "tag_number": row.tag_number,
        "card_number": row.card_number,
        "name": row.name,
        "model": " ".join(filter(None, (row.brand, row.model))),
        "serial": row.serial,
        "epc": row.epc,
        "tid": row.tid,
        "plate": row.plate,
        "status": f"{status}  {reserved}".rstrip(),
        "condition": word("condition", row.condition, language),
        "warehouse": row.warehouse,
        "place": row.place,
        "organization": row.organization,
        "custody": f"{row.custody_name} ({row.custody})" if row.custody_name else row.custody,
        "holder": row.holder,
        "due_on": row.due_on.isoformat() if row.due_on else "",
        "value": format_yuan(row.value_fen),
        "remark": row.remark,
        "synced": word("synced", "no" if row.pending else "yes", language),
    }
    say_table([(word("field", name, language), value) for name, value in facts.items() if value])
    if loan:
        borrower = {"person": loan.person, "organization": loan.organization, "due": loan.due_on}
        out = {"out": loan.open_pieces, "pieces": loan.pieces}
        say(f"{word('field', 'loan', language)}")
        say("  " + sentence("told.loan", language, number=loan.number, **borrower, **out))
    say(word("field", "history", language))
    say_table(
        [(moment(it.at), word("command", it.what, language), it.number, it.actor, it.detail) for it in detail.history],
        indent="  ",
    )
