"""A cycle, and what it did written into the history, however it ends."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

from app.domain.errors import DomainError
from app.services.sync_ports import Cycle, Fork, Replica
from sync.client.cycle import Changed, SyncReport, sync_once
from sync.client.line import CityLine

log = logging.getLogger("sync.client")


def sync_and_note(
    replica: Replica,
    line: CityLine,
    on_changes: Callable[[Changed], None] = lambda changed: None,
    stopping: Callable[[], bool] = lambda: False,
) -> SyncReport:
    """As `sync_once`, and raises as it does. What cannot be written into the history fails no cycle."""
    began, clock, before = datetime.now(UTC), time.monotonic(), line.traffic
    kinds: Counter[str] = Counter()
    report = SyncReport()

    def changed(ids: Changed) -> None:
        kinds.update({kind: len(these) for kind, these in ids.items()})
        on_changes(ids)

    fault = "sync.fault"
    try:
        sync_once(replica, line, changed, stopping, report)
        fault = report.stuck or ""
    except Fork:
        fault = "sync.fork"
        raise
    except DomainError as error:
        fault = error.code
        raise
    finally:
        sent, received = line.traffic
        cycle = Cycle(
            started_at=began,
            seconds=time.monotonic() - clock,
            pushed=report.pushed,
            pulled=report.pulled,
            sent_bytes=sent - before[0],
            received_bytes=received - before[1],
            fault=fault,
            kinds=kinds,
            clock_ahead=report.clock_ahead,
        )
        try:
            replica.note_cycle(cycle)
        except Exception:
            log.exception("what the cycle did was not noted")
    return report
