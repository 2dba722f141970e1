"""What came and went lately, cycle by cycle; what failed, with what it means and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.domain.errors import Refused
from app.services.sync_queries import CycleRow
from app.words import Words, explain
from ui.i18n import language, tr
from ui.moments import ago
from ui.sync_centre.terms import say_bytes, say_rows, say_seconds, say_span, say_speed
from ui.widgets import Column, DataTable, DetailPanel, Memory, RowsModel, Segmented, TablePanel, row


def fault_words(code: str) -> Words:
    return explain(Refused(code), language())


def result(cycle: CycleRow) -> str:
    """One line on what the cycle did."""
    if cycle.fault:
        return fault_words(cycle.fault).title
    return say_rows(cycle.kinds) if cycle.pulled else tr("Sent") if cycle.pushed else tr("Nothing new")


def cycle_columns() -> list[Column]:
    return [
        Column("started_at", tr("When"), lambda one: one.ended_at, "moment", 110),
        Column("pushed", tr("Up"), lambda one: one.pushed or None, "number", 64),
        Column("pulled", tr("Down"), lambda one: one.pulled or None, "number", 72),
        Column("way", tr("Way"), lambda one: tr("by file") if one.way == "file" else tr("by line"), width=64),
        Column("result", tr("What came, or went wrong"), result, width=320),
    ]


class Lately(QWidget):
    """All cycles, or those that failed alone; the marked one in full at the right."""

    def __init__(self, memory: Memory) -> None:
        super().__init__()
        self._cycles: tuple[CycleRow, ...] = ()
        self.which = Segmented(
            [("all", tr("All")), ("news", tr("With news")), ("faults", tr("What failed"))], name=tr("Which cycles")
        )
        self.model = RowsModel(cycle_columns())
        self.table = DataTable(
            self.model, name=tr("The last cycles"), memory=memory, memory_key="sync_centre/cycles", sortable=False
        )
        self.details = DetailPanel(tr("The cycle"))
        self.details.show_nothing(tr("The marked cycle shows here in full."))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        split.setStyleSheet("QSplitter::handle { background: transparent; }")
        split.addWidget(TablePanel(self.table))
        split.addWidget(self.details)
        split.setStretchFactor(0, 1)
        split.setSizes([800, 320])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(row(self.which, None))
        box.addWidget(split, 1)
        self.which.changed.connect(lambda _key: self._fill())
        self.table.current_changed.connect(lambda _id: self._show_marked())

    def show_cycles(self, cycles: Sequence[CycleRow]) -> None:
        """Newest first."""
        if tuple(cycles) != self._cycles:
            self._cycles = tuple(cycles)
            self._fill()

    def marked(self) -> CycleRow | None:
        return next((one for one in self._cycles if one.id == self.table.current_id()), None)

    def _fill(self) -> None:
        key, current = self.which.key(), self.table.current_id()
        shown = [
            one
            for one in self._cycles
            if key == "all" or (one.fault if key == "faults" else not one.fault and (one.pushed or one.pulled))
        ]
        self.model.set_rows(shown)
        at = next((n for n, one in enumerate(shown) if one.id == current), 0)
        if shown:
            self.table.select_number(at)
        else:
            self.details.show_nothing(tr("Nothing of this kind is in the history."))

    def _show_marked(self) -> None:
        cycle = self.marked()
        if cycle is None:
            return
        facts = [
            (tr("Sent"), tr("{n} operations").format(n=f"{cycle.pushed:,}") if cycle.pushed else ""),
            (tr("Received"), tr("{n} records").format(n=f"{cycle.pulled:,}") if cycle.pulled else ""),
            (tr("What came"), say_rows(cycle.kinds)),
            (tr("Took"), say_seconds(cycle.seconds)),
            (tr("Speed"), say_speed(cycle)),
            (tr("Bytes up"), say_bytes(cycle.sent_bytes) if cycle.sent_bytes else ""),
            (tr("Bytes down"), say_bytes(cycle.received_bytes) if cycle.received_bytes else ""),
        ]
        title, sections = tr("Ended well"), [("", facts)]
        if cycle.fault:
            words = fault_words(cycle.fault)
            title = words.title
            advice = [(tr("It means"), words.meaning), (tr("What helps"), words.remedy), (tr("Code"), cycle.fault)]
            sections.insert(0, ("", advice))
        subtitle = f"{say_span(cycle.started_at, cycle.ended_at)} ({ago(cycle.ended_at)})"
        self.details.show_details(title, subtitle, sections=sections)
