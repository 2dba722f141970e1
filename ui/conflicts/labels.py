"""Which pieces a case gives new numbers, so that their labels are to be printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.case import Decision
from app.domain.ids import piece_ids, relabelled_id
from app.services.queries import AssetFilter, AssetRow, CaseRow, Queries
from app.services.renumbering import told_labels


@dataclass(frozen=True, slots=True)
class ToLabel:
    """The second of two pieces that bore one number; or what a PC numbered as another one: an intake, a ledger."""

    relabelled: str = ""
    first: str = ""
    count: int = 0
    import_id: str = ""

    def __bool__(self) -> bool:
        return bool(self.relabelled or self.first or self.import_id)


def to_label(case: CaseRow) -> ToLabel:
    """Empty where the case gives no numbers."""
    told = told_labels(case.reason)
    if told is not None:
        return ToLabel(first=told.first_asset, count=told.count, import_id=told.import_id)
    if case.decision is Decision.RELABEL and not case.open:
        return ToLabel(relabelled=relabelled_id(case.id))
    return ToLabel()


def pieces_to_label(queries: Queries, wanted: ToLabel) -> Sequence[AssetRow]:
    """Those that are there still, in the order of their numbers."""
    if wanted.import_id:
        rows = queries.asset_page(queries.asset_keys(AssetFilter(import_id=wanted.import_id)))
    elif wanted.first:
        rows = list(queries.assets(piece_ids(wanted.first, wanted.count)))
    else:
        rows = list(queries.assets([wanted.relabelled]))
    return sorted(rows, key=lambda it: it.tag_number)
