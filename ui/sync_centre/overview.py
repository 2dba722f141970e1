"""How it stands: the line, what waits, this counter, and how old each kind of knowledge is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.moments import ago, exact
from ui.sync_centre.lately import fault_words
from ui.sync_centre.reading import Reading
from ui.sync_centre.terms import kinds, say_bytes, say_clock
from ui.widgets import Card, Label

MOST_SKEW = 300.0
"""Seconds by which a clock may differ before it is told as a problem (as the protocol has it)."""
LEAST_FREE = 2 * 2**30
"""Bytes on the disk below which it is told as a problem."""


class Facts(Card):
    """A heading and lines of key and value; values can be copied."""

    def __init__(self, heading: str, lines: list[tuple[str, str]]) -> None:
        """`lines` are (key, title)."""
        super().__init__(margin=16)
        self.setAccessibleName(heading)
        self.body.addWidget(Label(heading, "strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.values: dict[str, Label] = {}
        for at, (key, title) in enumerate(lines):
            value = Label("", selectable=True, wrap=True)
            value.setAccessibleName(title)
            self.values[key] = value
            grid.addWidget(Label(title, "muted"), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, at, 1)
        self.body.addLayout(grid)

    def say(self, key: str, text: str, tip: str = "", tone: str = "plain") -> None:
        label = self.values[key]
        label.setText(text)
        label.setToolTip(tip)
        label.setAccessibleDescription(text)
        label.set_tone(tone)


class Ages(Card):
    """Each kind of data: as of when it is known here, and when something of it last came."""

    def __init__(self) -> None:
        super().__init__(margin=16)
        self.setAccessibleName(tr("How old the knowledge is"))
        self.body.addWidget(Label(tr("How old the knowledge is"), "strong"))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self.rows: list[tuple[Label, Label, Label]] = []
        for at, title in enumerate((tr("Kind of data"), tr("Known as of"), tr("Last news"))):
            self._grid.addWidget(Label(title, "muted"), 0, at)
        for at, (name, _kinds) in enumerate(kinds(), start=1):
            labels = (Label(name, wrap=True), Label(), Label("", "muted"))
            for column, label in enumerate(labels):
                self._grid.addWidget(label, at, column)
            self.rows.append(labels)
        self.body.addLayout(self._grid)
        note = Label(
            tr(
                "What this site holds is final here at any time. What comes from the city (other sites' property, "
                "approvals given elsewhere) is as old as said here."
            ),
            "muted",
            wrap=True,
        )
        self.body.addWidget(note)

    def show_ages(self, reading: Reading) -> None:
        as_of, arrived = reading.state.last_success, reading.facts.arrived
        for (name, of_kind), (title, known, news) in zip(kinds(), self.rows, strict=True):
            known.setText(ago(as_of) if as_of else tr("never"))
            known.setToolTip(
                tr("The last time that all of the city's news was read to its end: {time}").format(time=exact(as_of))
                if as_of
                else tr("The city's news was not read to its end yet.")
            )
            last = max((arrived[kind] for kind in of_kind if kind in arrived), default=None)
            news.setText(ago(last) if last else "—")
            news.setToolTip(
                tr("Something of this kind last came then: {time}").format(time=exact(last))
                if last
                else tr("Nothing of this kind has come in yet, or not since this is noted.")
            )
            title.setAccessibleDescription(f"{name}: {known.text()}, {news.text()}")


class Overview(QScrollArea):
    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAccessibleName(tr("How it stands"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.queue = Facts(
            tr("Line and queue"),
            [
                ("waiting", tr("Waiting to go up")),
                ("files", tr("Attachments waiting")),
                ("success", tr("Last complete sync")),
                ("speed", tr("Speed")),
                ("clock", tr("This clock")),
            ],
        )
        self.counter = Facts(
            tr("This counter"),
            [
                ("server", tr("City server")),
                ("site", tr("Site and station")),
                ("device", tr("Device")),
                ("journal", tr("Journal")),
                ("disk", tr("Free disk space")),
            ],
        )
        self.ages = Ages()
        left, right = QVBoxLayout(), QVBoxLayout()
        for side, parts in ((left, (self.queue, self.counter)), (right, (self.ages,))):
            side.setSpacing(12)
            for part in parts:
                side.addWidget(part)
            side.addStretch(1)
        inside = QWidget()
        box = QHBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addLayout(left, 1)
        box.addLayout(right, 1)
        self.setWidget(inside)

    def show_reading(self, reading: Reading) -> None:
        self._show_queue(reading)
        self._show_counter(reading)
        self.ages.show_ages(reading)

    def _show_queue(self, reading: Reading) -> None:
        state, facts, queue = reading.state, reading.facts, self.queue
        if state.pending and state.oldest_pending:
            words = tr("{n} operations, the oldest from {when}")
            text = words.format(n=f"{state.pending:,}", when=ago(state.oldest_pending))
            queue.say("waiting", text, exact(state.oldest_pending))
        else:
            queue.say("waiting", tr("nothing"))
        files = facts.uploads
        text = tr("nothing")
        if files.files:
            words = tr("{n} files, {sent} of {size} sent")
            text = words.format(n=f"{files.files:,}", sent=say_bytes(files.sent), size=say_bytes(files.size))
        tip = exact(files.oldest) if files.oldest else ""
        if files.fault:
            fault = fault_words(files.fault)
            text += "\n" + tr("Last fault: {words}").format(words=fault.title)
            tip = f"{fault.meaning}\n{fault.remedy}"
        queue.say("files", text, tip, "problem" if files.fault else "plain")
        success = state.last_success
        queue.say("success", ago(success) if success else tr("never"), exact(success) if success else "")
        queue.say("speed", self._speed(reading))
        skewed = facts.clock_ahead is not None and abs(facts.clock_ahead) > MOST_SKEW
        clock = tr("beside the city's: {difference}").format(difference=say_clock(facts.clock_ahead))
        if skewed:
            clock += " · " + tr("Please set this PC's time. Nothing is ordered by it, but slips bear it.")
        queue.say("clock", clock, tone="problem" if skewed else "plain")

    def _speed(self, reading: Reading) -> str:
        today = reading.days[-1]
        parts = []
        if reading.speed is not None:
            parts.append(tr("{n} operations/s").format(n=f"{reading.speed:,.0f}"))
        words = tr("today {up} up, {down} down")
        parts.append(words.format(up=say_bytes(today.sent_bytes), down=say_bytes(today.received_bytes)))
        return " · ".join(parts)

    def _show_counter(self, reading: Reading) -> None:
        facts, machine, counter = reading.facts, reading.machine, self.counter
        counter.say("server", facts.server or tr("by file, without a line"))
        site = f"{facts.site_name} ({facts.here.site_id})"
        counter.say("site", tr("{site} · station {n}").format(site=site, n=facts.station))
        counter.say("device", f"…{facts.device[-12:]}", facts.device)
        size = say_bytes(machine.journal)
        if machine.journal_behind:
            text = tr("{size} · cannot be written now; the database holds what it lacks").format(size=size)
            counter.say("journal", text, tone="problem")
        else:
            tip = tr("A second copy of every operation of this counter, so that a damaged database cannot lose them")
            counter.say("journal", tr("{size} · in step with the database").format(size=size), tip)
        scarce = machine.free < LEAST_FREE
        text = say_bytes(machine.free)
        if scarce:
            text += " · " + tr("Make room: without it nothing can be recorded.")
        counter.say("disk", text, tone="problem" if scarce else "plain")
