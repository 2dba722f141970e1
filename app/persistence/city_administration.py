"""How the city's books stand, for those who run it. Functions over an open transaction."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, func, select

from app.persistence import city_feed
from app.persistence.city_tables import change, verified_backup
from app.persistence.city_tables import device as devices
from app.persistence.records import instant_text
from app.persistence.tables import conflict_case, site
from app.services.city import Figures, KnownDevice, KnownSite

_same = and_(change.c.seq == verified_backup.c.seq, change.c.chain == verified_backup.c.chain)
_SAFE_SEQ = select(func.max(verified_backup.c.seq)).select_from(verified_backup.join(change, _same))


def safe_seq(connection: Connection) -> int:
    """See City.safe_seq. A backup whose chain is not the feed's own any more covers nothing of it."""
    return connection.execute(_SAFE_SEQ).scalar_one() or 0


def figures(connection: Connection, now: datetime) -> Figures:
    active = select(func.count()).select_from(devices).where(devices.c.suspended == 0)
    hour_ago = instant_text(now - timedelta(hours=1))
    table = conflict_case.c
    open_cases = select(table.kind, func.count()).where(table.decision == "").group_by(table.kind)
    return Figures(
        head=city_feed.head(connection).seq,
        safe_seq=safe_seq(connection),
        devices=connection.execute(active).scalar_one(),
        seen_hour=connection.execute(active.where(devices.c.seen_at >= hour_ago)).scalar_one(),
        cases={str(kind): count for kind, count in connection.execute(open_cases)},
    )


def known_sites(connection: Connection) -> list[KnownSite]:
    """Those that opened or have a device, by code."""
    active = (
        select(devices.c.site_id, func.count(), func.max(devices.c.seen_at))
        .where(devices.c.suspended == 0)
        .group_by(devices.c.site_id)
    )
    seen = {row[0]: (row[1], row[2]) for row in connection.execute(active)}
    table = conflict_case.c
    cases: Counter[str] = Counter()
    of_sites = select(table.site_id, table.other_site_id, func.count()).where(table.decision == "")
    for own, other, count in connection.execute(of_sites.group_by(table.site_id, table.other_site_id)):
        for id in {own, other} - {""}:
            cases[id] += count
    names = {row.id: row.name for row in connection.execute(select(site.c.id, site.c.name))}
    ids = sorted({*names, *seen})
    return [
        KnownSite(id, names.get(id, ""), count, _instant(last), cases[id])
        for id in ids
        for count, last in (seen.get(id, (0, None)),)
    ]


def known_devices(connection: Connection, site_id: str) -> list[KnownDevice]:
    """Of that site, or all where it is empty; by site and station."""
    query = select(devices).order_by(devices.c.site_id, devices.c.station)
    if site_id:
        query = query.where(devices.c.site_id == site_id)
    return [
        KnownDevice(
            id=row.id,
            site_id=row.site_id,
            station=row.station,
            operations=row.dseq,
            enrolled_at=datetime.fromisoformat(row.enrolled_at),
            seen_at=_instant(row.seen_at),
            revoked_at=_instant(row.revoked_at),
            suspended=bool(row.suspended),
            app_version=row.app_version,
        )
        for row in connection.execute(query)
    ]


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
