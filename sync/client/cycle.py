"""One cycle: open a session where none is, push what waits, pull what is new."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from app.services.city import SequenceGap
from app.services.feed import FeedRewound
from app.services.replica import Replica
from sync.client.line import CityLine, CityRefused, keep_city_keys
from sync.client.pulling import pull
from sync.client.pushing import push
from sync.client.report import Changed, SyncReport
from sync.client.whole import load, verify
from sync.protocol import MOST_CLOCK_SKEW, MOST_RAW, TooLarge, Trouble

log = logging.getLogger("sync.client")

_MOST_RESTARTS = 3


def sync_once(
    replica: Replica,
    line: CityLine,
    on_changes: Callable[[Changed], None] = lambda changed: None,
    stopping: Callable[[], bool] = lambda: False,
    report: SyncReport | None = None,
) -> SyncReport:
    """Push before pull; what was pushed is answered and stored before anything is pulled.

    `on_changes` hears after each page what it changed, by kind of entity. `report` is filled on the way, so that
    its giver knows what was done where it ends badly. Raises LineDown, CityRefused or Fork.
    """
    with replica.turn():
        return _cycles(replica, line, report or SyncReport(), on_changes, stopping)


def _cycles(
    replica: Replica,
    line: CityLine,
    report: SyncReport,
    on_changes: Callable[[Changed], None],
    stopping: Callable[[], bool],
) -> SyncReport:
    for _ in range(_MOST_RESTARTS):
        try:
            _cycle(replica, line, report, on_changes, stopping)
        except FeedRewound:
            log.warning("the feed is not the one that was read before: reading it again from its beginning")
            replica.forget_cursor()
            continue
        except CityRefused as refused:
            if line.open or refused.trouble.code != "sync.session_over":
                raise
            continue  # the token ran out on the way: open the next session
        return report
    raise CityRefused(Trouble("sync.restless"))


def _cycle(
    replica: Replica,
    line: CityLine,
    report: SyncReport,
    on_changes: Callable[[Changed], None],
    stopping: Callable[[], bool],
) -> None:
    if not line.open:
        _open(replica, line, report)
    try:
        push(replica, line, report, stopping)
    except TooLarge:
        report.stuck = "sync.operation_too_large"
    except SequenceGap:
        report.stuck = "sync.gap"
    except CityRefused as refused:
        if not line.open:
            raise
        report.stuck = refused.trouble.code
    try:
        _read(replica, line, report, on_changes, stopping)
    except CityRefused as refused:
        if refused.trouble.code != "sync.pull_blocked":
            raise
        report.stuck = report.stuck or refused.trouble.code
        return
    if not stopping():
        replica.synced()


def _read(
    replica: Replica,
    line: CityLine,
    report: SyncReport,
    on_changes: Callable[[Changed], None],
    stopping: Callable[[], bool],
) -> None:
    """All that is new; what is due is compared as well."""
    load(replica, line, report, on_changes, stopping)
    pull(replica, line, report, on_changes, stopping)
    for _ in range(_MOST_RESTARTS):
        if stopping() or not replica.verify_due() or verify(replica, line, report, on_changes, stopping):
            break
        pull(replica, line, report, on_changes, stopping)


def _open(replica: Replica, line: CityLine, report: SyncReport) -> None:
    dseq, _ = replica.head()
    answer = line.open_session(replica.session(), replica.cursor(), dseq + 1)
    replica.keep_session(answer.session)
    keep_city_keys(replica, answer)
    skew = (datetime.now(UTC) - datetime.fromisoformat(answer.server_time)).total_seconds()
    report.clock_ahead = skew
    report.clock_skew = skew if abs(skew) > MOST_CLOCK_SKEW else None
    must_not_be_behind(replica, answer.dseq_expected)
    waiting = replica.pending(1, MOST_RAW)
    first = waiting[0].dseq if waiting else dseq + 1
    if answer.dseq_expected < first:
        log.warning("the city expects %d, this counter was at %d: offering again", answer.dseq_expected, first)
        replica.rewind(answer.dseq_expected)


def must_not_be_behind(replica: Replica, expected: int) -> None:
    """Raises CityRefused where the city has operations that this database has not.

    It was put back from an older copy then, and numbering on from here would give one dseq to two operations.
    """
    dseq, _ = replica.head()
    if expected > dseq + 1:
        raise CityRefused(Trouble("sync.counter_behind", {"expected": expected, "next": dseq + 1}))
