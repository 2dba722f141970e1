"""Rows come down: pages of the feed, the next one asked for while one is written."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from app.services.feed import Page
from app.services.replica import Replica
from sync.client.line import CityLine
from sync.client.report import Changed, SyncReport

_LONGEST = 0.025  # seconds that a page may keep a commit at the desk waiting
_LEAST = 200  # entries of a page
_FIRST = 500  # entries of the first page, before it is known how long they take


def pull(
    replica: Replica,
    line: CityLine,
    report: SyncReport,
    on_changes: Callable[[Changed], None],
    stopping: Callable[[], bool],
) -> None:
    """Read the feed to its end. Pages are as long as this machine can write within `_LONGEST`."""
    limit = min(_FIRST, line.limits.changes)
    page = line.pull(replica.cursor(), limit)
    with ThreadPoolExecutor(1, "sync-ahead") as ahead:
        while True:
            coming: Future[Page] | None = None
            if page.more and not stopping():
                coming = ahead.submit(line.pull, page.cursor, limit)
            began = time.perf_counter()
            take_page(replica, page, report, on_changes)
            if len(page):
                seconds = (time.perf_counter() - began) / len(page)
                limit = min(max(int(_LONGEST / seconds), _LEAST), 2 * limit, line.limits.changes)
            if coming is None:
                break
            page = coming.result()
    while not stopping() and (found := replica.index()):
        on_changes({"asset": found})


def take_page(replica: Replica, page: Page, report: SyncReport, on_changes: Callable[[Changed], None]) -> None:
    """Write a page of the feed with its cursor, and tell what it changed."""
    changed = replica.apply(page)
    report.pulled += len(page)
    report.note(changed)
    if changed:
        on_changes(changed)
