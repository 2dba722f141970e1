"""What waits for the city, and how old the knowledge is."""

from __future__ import annotations

from sqlalchemy import Connection, func, select

from app.persistence.records import instant
from app.persistence.replica import BY_FILE, SERVER, SYNCED_AT
from app.persistence.tables import conflict_case, operation, setting
from app.services.queries import SyncState


def sync_state(connection: Connection) -> SyncState:
    names = (SERVER, BY_FILE, SYNCED_AT)
    rows = connection.execute(select(setting.c.name, setting.c.value).where(setting.c.name.in_(names)))
    settings: dict[str, str] = {row.name: row.value for row in rows}
    pending, oldest = connection.execute(
        select(func.count(), func.min(operation.c.occurred_at)).where(operation.c.outcome.is_(None))
    ).one()
    still_open = select(func.count()).select_from(conflict_case).where(conflict_case.c.decision == "")
    cases = connection.execute(still_open).scalar_one()
    server, last = settings.get(SERVER, ""), settings.get(SYNCED_AT, "")
    return SyncState(
        enrolled=bool(server or settings.get(BY_FILE)),
        server=server,
        pending=pending,
        oldest_pending=instant(oldest) if oldest else None,
        last_success=instant(last) if last else None,
        cases=cases,
    )
