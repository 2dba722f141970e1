"""What the list of assets shows: the question in force, its keys, its totals. Answered off the UI thread."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.asset import Status
from app.services.ports import Changes
from app.services.queries import AssetFilter, AssetRow, Queries, Superseded, Totals
from ui.inventory.columns import asset_columns
from ui.tasks import Cancelled, Job
from ui.widgets import PagedModel
from ui.widgets.models import Deliver
from ui.workplace import Workplace

FIRST = 100
"""Rows painted at once, before all keys are known."""
_SETTLE_MS = 150
_MOST_KNOWN = 20_000


@dataclass(frozen=True, slots=True)
class _Answer:
    keys: Sequence[int]
    first_rows: dict[int, AssetRow]
    totals: Totals
    by_status: dict[Status, int]
    same: bool  # as the keys that stood in the list when it was asked


class AssetList(QObject):
    """The controller of the list. A new question shows its first rows at once; all keys and the totals follow
    when the person pauses, and are given up at the next key, so that typing never waits for a count of a million.
    """

    changed = Signal()
    """Other rows stand in the list, or their totals have become known."""

    def __init__(self, work: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self.filter = AssetFilter()
        self.totals: Totals | None = None
        self.by_status: dict[Status, int] = {}
        self.answered = False
        self.same_question = False  # while the model resets: whether the person's place is to be kept
        self.model = PagedModel(asset_columns(work.here), self._fetch, page=FIRST)
        self._known: dict[str, int] = {}
        self._shown: AssetFilter | None = None  # what the rows in the list answer
        self._asking: Job | None = None
        self._counting: Job | None = None
        self._count_due = False
        self._count_again = False
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._count)
        work.changes.changed.connect(self._hear)

    def ask(self, **parts: Any) -> None:
        """Change parts of the question (fields of `AssetFilter`) and show what answers it."""
        asked = replace(self.filter, **parts)
        if asked == self.filter and (asked == self._shown or self._asking is not None):
            return
        self.filter = asked
        self._give_up()
        if asked == self._shown:
            if self._count_due:
                self._settle.start(_SETTLE_MS)
            return
        self._asking = self._work.tasks.run(
            lambda job: self._head(job, asked),
            owner=self,
            done=partial(self._show_head, asked),
            failed=self._head_failed,
            lane="background",
        )

    def _give_up(self) -> None:
        """Nobody waits any more for what is being asked."""
        self._settle.stop()
        for job in (self._asking, self._counting):
            if job is not None:
                job.cancel()
        self._asking = self._counting = None
        self._count_again = False

    def refresh(self) -> None:
        """Ask the same question again, quietly."""
        self._count_due = True
        self._settle.start(0)

    @property
    def narrowed(self) -> bool:
        """Whether the question leaves anything out."""
        return self.filter != AssetFilter(sort=self.filter.sort, descending=self.filter.descending)

    def number_of(self, asset_id: str) -> int | None:
        """The place in the list of an asset that has been seen; None where it has not."""
        key = self._known.get(asset_id)
        if key is None:
            return None
        try:
            return self.model.ids().index(key)
        except ValueError:
            return None

    def rows_of(self, keys: Sequence[int]) -> dict[int, AssetRow]:
        """Key → row, of those that still exist. Call it off the UI thread."""
        return rows_by_key(self._work.queries, keys)

    def _head(self, job: Job, asked: AssetFilter) -> tuple[Sequence[int], dict[int, AssetRow]]:
        with _until_cancelled():
            keys = self._work.queries.asset_keys(asked, FIRST, stop=lambda: job.cancelled)
        job.check()
        return keys, self.rows_of(keys)

    def _show_head(self, asked: AssetFilter, head: tuple[Sequence[int], dict[int, AssetRow]]) -> None:
        keys, rows = head
        self._asking, self._shown = None, asked
        if not self.answered:
            self._get_ready()
        self.answered, self.totals = True, None
        self._known.clear()
        self._learn(rows)
        self.model.set_ids(keys, rows)
        self.changed.emit()
        self._count_due = True
        self._settle.start(_SETTLE_MS)

    def _get_ready(self) -> None:
        """Have the pinyin of all organizations read now, for which the first letters typed would wait half a second."""
        self._work.tasks.run(
            lambda: self._work.queries.asset_keys(AssetFilter(text="aa"), 1),
            owner=self,
            failed=self._work.errors.show,
            lane="background",
        )

    def _head_failed(self, error: Exception) -> None:
        self._asking = None
        self._work.errors.show(error)

    def _count(self) -> None:
        if self._asking is not None:
            return
        if self._counting is not None:
            self._count_again = True
            return
        asked, before = self.filter, self.model.ids()
        self._counting = self._work.tasks.run(
            lambda job: self._answer(job, asked, before),
            owner=self,
            done=self._show_answer,
            failed=self._count_failed,
            lane="background",
        )

    def _answer(self, job: Job, asked: AssetFilter, before: Sequence[int]) -> _Answer:
        queries = self._work.queries

        def stop() -> bool:
            return job.cancelled

        with _until_cancelled():
            keys = queries.asset_keys(asked, stop=stop)
            totals = queries.totals(asked, stop=stop)
            all_of = queries.totals(replace(asked, statuses=()), stop=stop) if asked.statuses else totals
        return _Answer(keys, self.rows_of(keys[:FIRST]), totals, dict(all_of.by_status), keys == before)

    def _show_answer(self, answer: _Answer) -> None:
        self._counting, self._shown, self._count_due = None, self.filter, self._count_again
        self.totals, self.by_status = answer.totals, answer.by_status
        if not answer.same:
            self.same_question = True
            self._learn(answer.first_rows)
            self.model.set_ids(answer.keys, answer.first_rows)
            self.same_question = False
        self.changed.emit()
        if self._count_again:
            self._count_again = False
            self._settle.start(_SETTLE_MS)

    def _count_failed(self, error: Exception) -> None:
        self._counting = None
        self._work.errors.show(error)

    def _fetch(self, keys: Sequence[Any], deliver: Deliver) -> None:
        def arrived(rows: Mapping[int, AssetRow]) -> None:
            self._learn(rows)
            deliver(rows)

        self._work.tasks.run(
            lambda: self.rows_of(keys), owner=self, done=arrived, failed=self._work.errors.show, lane="background"
        )

    def _learn(self, rows: Mapping[int, AssetRow]) -> None:
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        self._known.update((row.id, key) for key, row in rows.items())

    def _hear(self, changes: Changes, _origin: object) -> None:
        touched = changes.of("asset")
        if not touched or not self.answered:
            return
        self.model.refresh([self._known[id] for id in touched if id in self._known])
        self.refresh()


@contextmanager
def _until_cancelled() -> Iterator[None]:
    try:
        yield
    except Superseded:
        raise Cancelled from None


def rows_by_key(queries: Queries, keys: Sequence[int]) -> dict[int, AssetRow]:
    """Key → row. Keys whose assets are gone are left out."""
    rows = queries.asset_page(keys)
    if len(rows) == len(keys):
        return dict(zip(keys, rows, strict=True))
    return {key: found[0] for key in keys if (found := queries.asset_page([key]))}
