"""import, export."""

from __future__ import annotations

import argparse
import json
from functools import partial
from typing import Any

from app.domain.errors import Invalid, Refused
from app.domain.ledger import USE_STATES, Rejection
from app.exchange.asset_list import COLUMNS, asset_values
from app.exchange.export import export_assets
from app.exchange.reader import LedgerReading, read_ledger
from app.exchange.rejections import save_rejections
from app.files import write_whole
from app.headless.report import say, yuan
from app.headless.session import counter, person
from app.services.ledgers import Ledger, TakenOver, take_over
from app.services.queries import AssetFilter
from app.words import explain


def import_(options: argparse.Namespace) -> int:
    with counter(options) as services:
        actor = person(services, options)
        reading = read_ledger(options.ledger, known_codes=services.classification())
        if options.rejects and reading.rejections:
            save_rejections(options.rejects, reading, reason_words=partial(_reason_words, options.language))
        if options.all_or_nothing and reading.rejections:
            raise Refused("import.rows_rejected", count=len(reading.rejections))
        ledger = Ledger(
            file_name=reading.name,
            sha256=reading.sha256,
            organization=options.organization or reading.unit_name,
            organization_code=reading.unit_code,
            cards=reading.cards,
        )
        result = take_over(ledger, services.bus, services.queries, actor=actor)
    report = _report(reading, result)
    if options.report:
        write_whole(options.report, json.dumps(report, ensure_ascii=False, indent=1).encode())
    say(f"{result.cards} / {reading.rows}")
    return 0


def _reason_words(language: str, rejection: Rejection) -> str:
    return explain(Invalid(rejection.reason.key, value=rejection.value), language).meaning


def _report(reading: LedgerReading, result: TakenOver) -> dict[str, Any]:
    return {
        "rows": reading.rows,
        "imported_rows": result.cards,
        "imported_pieces": result.pieces,
        "original_value": yuan(result.value_fen),
        "pieces_by_use_state": {state: result.pieces_by_use_state.get(state, 0) for state in USE_STATES},
        "already_present": result.present,
        "rejected": [
            {"row": it.row, "column": it.column.value, "reason": it.reason.value} for it in reading.rejections
        ],
        "normalised": {str(name): count for name, count in reading.normalised.items()},
        "warnings": [{"row": it.row, "column": it.column.value, "warning": it.doubt.value} for it in reading.warnings],
    }


def export(options: argparse.Namespace) -> int:
    with counter(options) as services:
        count = export_assets(options.out, COLUMNS, asset_values(services.queries, AssetFilter()))
    say(f"{count}")
    return 0
