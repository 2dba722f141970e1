"""What the list of assets shows: the question in force, its keys, its totals. Answered off the UI thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from operator import eq
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.asset import Status
from app.services.ports import Changes
from app.services.queries import AssetFilter, AssetRow, Queries, Totals
from ui.inventory.columns import Here, asset_columns
from ui.tasks import Job
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
    when the person pauses, one such query at a time, so that typing never waits for a count of a million.
    """

    changed = Signal()
    """Other rows stand in the list, or their totals have become known."""

    def __init__(self, work: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self.filter = AssetFilter()
        self.totals: Totals | None = None
        self.by_status: dict[Status, int] = {}
        self.here = Here()
        self.answered = False
        self.same_question = False  # while the model resets: whether the person's place is to be kept
        self.model = PagedModel(asset_columns(lambda: self.here), self._fetch, page=FIRST)
        self._known: dict[str, int] = {}
        self._asking: Job | None = None
        self._counting: AssetFilter | None = None
        self._count_again = False
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._count)
        work.changes.changed.connect(self._hear)

    def ask(self, **parts: Any) -> None:
        """Change parts of the question (fields of `AssetFilter`) and show what answers it."""
        asked = replace(self.filter, **parts)
        if asked == self.filter and self.answered:
            return
        self.filter = asked
        if self._asking is not None:
            self._asking.cancel()
        self._asking = self._work.tasks.run(
            lambda: self._head(asked),
            owner=self,
            done=partial(self._show_head, asked),
            failed=self._work.errors.show,
            lane="background",
        )

    def refresh(self) -> None:
        """Ask the same question again, quietly."""
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

    def _head(self, asked: AssetFilter) -> tuple[Sequence[int], dict[int, AssetRow]]:
        keys = self._work.queries.asset_keys(asked, FIRST)
        return keys, self.rows_of(keys)

    def _show_head(self, asked: AssetFilter, head: tuple[Sequence[int], dict[int, AssetRow]]) -> None:
        keys, rows = head
        if asked != self.filter:
            return
        self.answered, self.totals = True, None
        self._known.clear()
        self._learn(rows)
        self.model.set_ids(keys, rows)
        self.changed.emit()
        self._settle.start(_SETTLE_MS)

    def _count(self) -> None:
        if self._counting is not None:
            self._count_again = True
            return
        asked, before = self.filter, self.model.ids()
        self._counting = asked
        self._work.tasks.run(
            lambda: self._answer(asked, before),
            owner=self,
            done=partial(self._show_answer, asked),
            failed=self._count_failed,
            lane="background",
        )

    def _answer(self, asked: AssetFilter, before: Sequence[int]) -> _Answer:
        queries = self._work.queries
        totals = queries.totals(asked)
        all_of = queries.totals(replace(asked, statuses=())) if asked.statuses else totals
        keys = queries.asset_keys(asked)
        same = len(keys) == len(before) and all(map(eq, keys, before))
        return _Answer(keys, self.rows_of(keys[:FIRST]), totals, dict(all_of.by_status), same)

    def _show_answer(self, asked: AssetFilter, answer: _Answer) -> None:
        self._counting = None
        if asked == self.filter:
            self.totals, self.by_status = answer.totals, answer.by_status
            if not answer.same:
                self.same_question = True
                self._learn(answer.first_rows)
                self.model.set_ids(answer.keys, answer.first_rows)
                self.same_question = False
            self.changed.emit()
        if asked != self.filter or self._count_again:
            self._count_again = False
            self._settle.start(_SETTLE_MS)

    def _count_failed(self, error: BaseException) -> None:
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


def rows_by_key(queries: Queries, keys: Sequence[int]) -> dict[int, AssetRow]:
    """Key → row. Keys whose assets are gone are left out."""
    rows = queries.asset_page(keys)
    if len(rows) == len(keys):
        return dict(zip(keys, rows, strict=True))
    return {key: found[0] for key in keys if (found := queries.asset_page([key]))}
