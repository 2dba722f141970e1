"""A cycle, by line or by file, and what it did written into the history, however it ends."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from app.domain.errors import DomainError
from app.services.city import Fork
from app.services.replica import Cycle, Replica, Way
from sync.client.cycle import sync_once
from sync.client.line import CityLine
from sync.client.report import Changed, SyncReport

log = logging.getLogger("sync.client")


def sync_and_note(
    replica: Replica,
    line: CityLine,
    on_changes: Callable[[Changed], None] = lambda changed: None,
    stopping: Callable[[], bool] = lambda: False,
) -> SyncReport:
    """As `sync_once`, and raises as it does."""
    report = SyncReport()
    with noted(replica, report, on_changes, lambda: line.traffic) as changed:
        sync_once(replica, line, changed, stopping, report)
    return report


@contextmanager
def noted(
    replica: Replica,
    report: SyncReport,
    on_changes: Callable[[Changed], None],
    traffic: Callable[[], tuple[int, int]],
    way: Way = Way.LINE,
) -> Iterator[Callable[[Changed], None]]:
    """Write into the history what the block does; what cannot be written fails nothing.

    The block fills `report` and tells what is given to it of what changed, which counts that and passes it on.
    `traffic`: bytes sent and received so far.
    """
    began, clock, before = datetime.now(UTC), time.monotonic(), traffic()
    kinds: Counter[str] = Counter()

    def changed(ids: Changed) -> None:
        kinds.update({kind: len(these) for kind, these in ids.items()})
        on_changes(ids)

    fault = "sync.fault"
    try:
        yield changed
        fault = report.stuck or ""
    except Fork:
        fault = "sync.fork"
        raise
    except DomainError as error:
        fault = error.code
        raise
    finally:
        sent, received = traffic()
        cycle = Cycle(
            started_at=began,
            seconds=time.monotonic() - clock,
            pushed=report.pushed,
            pulled=report.pulled,
            sent_bytes=sent - before[0],
            received_bytes=received - before[1],
            way=way,
            fault=fault,
            kinds=kinds,
            clock_ahead=report.clock_ahead,
        )
        try:
            replica.note_cycle(cycle)
        except Exception:
            log.exception("what the cycle did was not noted")
