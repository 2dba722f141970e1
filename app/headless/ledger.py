"""import, export."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable
from functools import partial
from typing import Any

from app.domain.errors import Invalid, Refused
from app.domain.ledger import USE_STATES, Doubt, Reason, Rejection
from app.domain.money import format_yuan
from app.exchange.asset_list import COLUMNS, asset_values
from app.exchange.export import export_assets
from app.exchange.reader import LedgerReading, read_ledger
from app.exchange.rejections import save_rejections
from app.files import write_whole
from app.headless.report import say, say_table, yuan
from app.headless.session import counter, fit_for_writing, person
from app.services.ledgers import Ledger, TakenOver, take_over
from app.services.queries import AssetFilter
from app.words import explain, sentence

_ROWS_NAMED = 5


def import_(options: argparse.Namespace) -> int:
    with counter(options) as services:
        actor = person(services, options)
        fit_for_writing(options.report)
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
    if options.report:
        report = json.dumps(_report(reading, result), ensure_ascii=False, indent=1)
        write_whole(options.report, report.encode())
    _tell(reading, result, options)
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


def _tell(reading: LedgerReading, result: TakenOver, options: argparse.Namespace) -> None:
    language: str = options.language
    if result.cards:
        amount = format_yuan(result.value_fen)
        cards, pieces = f"{result.cards:,}", f"{result.pieces:,}"
        say(sentence("told.imported", language, cards=cards, pieces=pieces, value=amount))
        counts = result.pieces_by_use_state
        say_table([(state, f"{counts[state]:,}") for state in USE_STATES if state in counts], indent="  ")
    else:
        say(sentence("told.nothing_new", language))
    if result.present:
        say(sentence("told.present", language, count=f"{result.present:,}"))
    if reading.rejections:
        say(sentence("told.rejected", language, count=f"{len(reading.rejections):,}"))
        _tell_rows(((it.reason, it.row) for it in reading.rejections), language)
        if options.rejects:
            say(sentence("told.rejects_saved", language, path=options.rejects))
        else:
            say(sentence("told.rejects_can_be_saved", language))
    if reading.normalised:
        say(sentence("told.normalised", language))
        marks = [
            (explain(Invalid(it.key, value=""), language).title, f"{n:,}") for it, n in reading.normalised.most_common()
        ]
        say_table(marks, indent="  ")
    if reading.warnings:
        say(sentence("told.doubts", language))
        _tell_rows(((it.doubt, it.row) for it in reading.warnings), language)


def _tell_rows(found: Iterable[tuple[Reason | Doubt, int]], language: str) -> None:
    """Each kind with its count and the first rows of the sheet where it stands."""
    rows: dict[Reason | Doubt, list[int]] = {}
    for kind, row in found:
        rows.setdefault(kind, []).append(row)
    lines = []
    for kind, count in Counter({kind: len(where) for kind, where in rows.items()}).most_common():
        key = "told.rows" if count <= _ROWS_NAMED else "told.rows_and_more"
        separator = "、" if language == "zh_CN" else ", "
        where = separator.join(str(row) for row in rows[kind][:_ROWS_NAMED])
        title = explain(Invalid(kind.key, value="…"), language).title
        lines.append((title, f"{count:,}", sentence(key, language, rows=where)))
    say_table(lines, indent="  ")


def export(options: argparse.Namespace) -> int:
    with counter(options) as services:
        fit_for_writing(options.out)
        count = export_assets(options.out, COLUMNS, asset_values(services.queries, AssetFilter()))
    say(sentence("told.exported", options.language, count=f"{count:,}", path=options.out))
    return 0
