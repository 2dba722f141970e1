"""What is on its way between this site and others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, RowMapping, func, select

from app.persistence.reading.people import own_site_id
from app.persistence.records import instant
from app.persistence.rows import chunks
from app.persistence.search_tokens import fold
from app.persistence.tables import asset, site, transfer, transfer_line
from app.services.transfer_queries import TransferDetail, TransferPiece, TransferRow

_MOST_ENDED = 2_000  # of the newest, among which a text is looked for
_on_the_way = transfer_line.c.received_at.is_(None) & transfer_line.c.cancelled_at.is_(None)
_with_open_lines = transfer.c.id.in_(select(transfer_line.c.transfer_id).where(_on_the_way))
_OF_PIECES = (
    transfer_line.c.asset_id,
    asset.c.tag_number,
    asset.c.name,
    asset.c.model,
    transfer_line.c.received_at,
    transfer_line.c.received_number,
    transfer_line.c.missing_at,
    transfer_line.c.cancelled_at,
    transfer_line.c.disputed,
)


def transfers(connection: Connection, *, open_only: bool, text: str, limit: int) -> list[TransferRow]:
    terms = fold(text).split()
    if open_only:
        query = select(transfer).where(_with_open_lines).order_by(transfer.c.sent_at, transfer.c.id)
    else:
        query = select(transfer).where(~_with_open_lines).order_by(transfer.c.closed_at.desc(), transfer.c.id)
        query = query.limit(_MOST_ENDED if terms else limit)
    found = _details(connection, connection.execute(query).mappings().all())
    return [detail.row for detail in found if _mentions(detail, terms)][:limit]


def transfer_detail(connection: Connection, id: str) -> TransferDetail | None:
    rows = connection.execute(select(transfer).where(transfer.c.id == id)).mappings().all()
    return next(iter(_details(connection, rows)), None)


def transfer_named(connection: Connection, text: str) -> TransferDetail | None:
    code = "".join(text.split()).upper()
    received = select(transfer_line.c.transfer_id).where(transfer_line.c.received_number == code)
    carried = (
        select(transfer_line.c.transfer_id)
        .join(asset, asset.c.id == transfer_line.c.asset_id)
        .where(asset.c.tag_number == code, _on_the_way)
    )
    which = (transfer.c.number == code) | transfer.c.id.in_(received) | transfer.c.id.in_(carried)
    rows = connection.execute(select(transfer).where(which).order_by(transfer.c.sent_at.desc()).limit(1)).mappings()
    return next(iter(_details(connection, rows.all())), None)


def arriving(connection: Connection) -> tuple[int, int]:
    query = select(func.count(transfer_line.c.transfer_id.distinct()), func.count()).where(
        _on_the_way, transfer_line.c.to_site_id == own_site_id()
    )
    count, pieces = connection.execute(query).one()
    return count, pieces


def _details(connection: Connection, rows: Sequence[RowMapping]) -> list[TransferDetail]:
    names = {row.id: row.name for row in connection.execute(select(site.c.id, site.c.name))}
    lines: dict[str, list[TransferPiece]] = {row["id"]: [] for row in rows}
    for part in chunks(lines):
        query = (
            select(transfer_line.c.transfer_id, *_OF_PIECES)
            .outerjoin(asset, asset.c.id == transfer_line.c.asset_id)
            .where(transfer_line.c.transfer_id.in_(part))
            .order_by(asset.c.tag_number, transfer_line.c.id)
        )
        for line in connection.execute(query).mappings():
            lines[line["transfer_id"]].append(_piece(line))
    return [_detail(row, tuple(lines[row["id"]]), names) for row in rows]


def _piece(line: RowMapping) -> TransferPiece:
    def moment(name: str) -> datetime | None:
        return instant(line[name]) if line[name] else None

    return TransferPiece(
        asset_id=line["asset_id"],
        tag_number=line["tag_number"] or "",
        name=line["name"] or "",
        model=line["model"] or "",
        received_at=moment("received_at"),
        received_number=line["received_number"] or "",
        missing_at=moment("missing_at"),
        cancelled_at=moment("cancelled_at"),
        disputed=bool(line["disputed"]),
    )


def _detail(row: RowMapping, pieces: tuple[TransferPiece, ...], names: dict[str, str]) -> TransferDetail:
    received = [piece for piece in pieces if piece.received_at is not None]
    found = TransferRow(
        id=row["id"],
        number=row["number"],
        site_id=row["site_id"],
        site=names.get(row["site_id"], row["site_id"]),
        to_site_id=row["to_site_id"],
        to_site=names.get(row["to_site_id"], row["to_site_id"]),
        reason=row["reason"],
        sent_at=instant(row["sent_at"]),
        sent_by=row["sent_by"],
        closed_at=instant(row["closed_at"]) if row["closed_at"] else None,
        proven=bool(row["proven"]),
        pieces=len(pieces),
        waiting=sum(piece.on_the_way for piece in pieces),
        missing=sum(piece.on_the_way and piece.missing_at is not None for piece in pieces),
        received=len(received),
        cancelled=sum(piece.cancelled_at is not None for piece in pieces),
        received_at=max((piece.received_at for piece in received if piece.received_at), default=None),
        receipts=tuple(dict.fromkeys(piece.received_number for piece in received if piece.received_number)),
        pending=row["dirty"] is not None,
    )
    return TransferDetail(found, pieces)


def _mentions(detail: TransferDetail, terms: Sequence[str]) -> bool:
    if not terms:
        return True
    row = detail.row
    words = [row.number, row.site, row.to_site, row.reason, row.sent_by, *row.receipts]
    for piece in detail.pieces:
        words += [piece.name, piece.tag_number]
    text = fold("\n".join(words))
    return all(term in text for term in terms)
