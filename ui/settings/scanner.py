"""The scanner: from which speed on keys are a scan, with a box to try it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from ui.i18n import tr
from ui.scanning.recogniser import GAP_MS, SHORTEST
from ui.settings.administration import Administration
from ui.settings.section import Section
from ui.settings.site import is_number
from ui.widgets import Banner, Button, Rule, TextField, row
from ui.workplace import Workplace

GAP_KEY, SHORTEST_KEY = "scanner_gap_ms", "scanner_shortest"
"""Preferences: longest time between two characters of a scan, ms; fewest characters of a scan."""
MOST_GAP_MS = 200
_PAUSE_MS = 400


@dataclass(frozen=True, slots=True)
class Run:
    """Keys that came without a long pause. `gaps` are the ms between them."""

    text: str
    gaps: tuple[int, ...]

    @classmethod
    def of(cls, keys: Sequence[tuple[str, int]]) -> Run:
        """From (characters, moment in ms) pairs."""
        moments = [at for _text, at in keys]
        return cls("".join(text for text, _at in keys), tuple(b - a for a, b in pairwise(moments)))

    def is_scan(self, gap_ms: int, shortest: int) -> bool:
        return len(self.text) >= shortest and bool(self.gaps) and max(self.gaps) <= gap_ms


class TryBox(TextField):
    """Sees each key as it comes, before a scan is taken out of the stream."""

    arrived = Signal(object)
    """A Run, when the keys have paused."""

    def __init__(self) -> None:
        super().__init__(limit=500)
        self._keys: list[tuple[str, int]] = []
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._finish)

    def watch(self, on: bool) -> None:
        """Look at the keys of the application; the filter put in last sees them first."""
        app = QApplication.instance()
        if app is None:
            return
        app.removeEventFilter(self)
        if on:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self
            and event.type() == QEvent.Type.KeyPress
            and event.spontaneous()  # what the recogniser hands back was seen before
            and isinstance(event, QKeyEvent)
            and event.text().isprintable()
            and event.text()
        ):
            self._keys.append((event.text(), int(event.timestamp()) or int(time.monotonic() * 1000)))
            self._pause.start()
        return False

    def _finish(self) -> None:
        keys, self._keys = self._keys, []
        self.clear()
        if keys:
            self.arrived.emit(Run.of(keys))


class ScannerSection(Section):
    def __init__(self, work: Workplace, administration: Administration) -> None:
        super().__init__(
            work,
            "scanner",
            tr("Scanner"),
            "scan",
            tr("A scanner types faster than a person: that is how its codes are told from typing."),
        )
        self._administration = administration
        self.gap, self.shortest = TextField(limit=3), TextField(limit=2)
        self.save = Button(tr("Sa&ve"), "primary", icon_name="check", on_click=self.try_save)
        self.add(
            tr("Longest time between two characters, &ms"),
            self.gap,
            self._bad_gap,
            hint=tr("Usual: {n}. Raise it for a slow or wireless scanner.").format(n=GAP_MS),
        )
        self.add(
            tr("&Fewest characters of a code"),
            self.shortest,
            self._bad_shortest,
            hint=tr("Usual: {n}").format(n=SHORTEST),
        )
        self.body.addLayout(row(self.save, None))
        self.body.addWidget(Rule())
        self.box = TryBox()
        self.result = Banner("information", tr("Nothing has arrived yet"), closable=False)
        self.result.setMaximumWidth(640)
        self.add(tr("&Try it: click here and scan any code"), self.box)
        self.body.addWidget(self.result)
        self.box.arrived.connect(self.show_run)

    def load(self) -> None:
        self.gap.setText(str(self._number(GAP_KEY, GAP_MS)))
        self.shortest.setText(str(self._number(SHORTEST_KEY, SHORTEST)))
        self.forget_faults()

    def try_save(self) -> None:
        if not self.check():
            return
        try:
            self._administration.set_preference(GAP_KEY, int(self.gap.text()))
            self._administration.set_preference(SHORTEST_KEY, int(self.shortest.text()))
        except OSError as error:
            self.tell_error(error)
        else:
            self.said.emit(tr("Saved"), "good", None)

    def show_run(self, run: Run) -> None:
        """What arrived, how fast, and what it would be taken for with the numbers entered above."""
        gap = int(self.gap.text()) if not self._bad_gap() else GAP_MS
        shortest = int(self.shortest.text()) if not self._bad_shortest() else SHORTEST
        speed = (
            tr("{n} characters, {average} ms each, longest pause {longest} ms.").format(
                n=len(run.text), average=round(sum(run.gaps) / len(run.gaps)), longest=max(run.gaps)
            )
            if run.gaps
            else tr("One character.")
        )
        if run.is_scan(gap, shortest):
            self.result.tell("good", tr("Recognised as a scan: {text}").format(text=run.text), speed)
        else:
            self.result.tell(
                "attention",
                tr("Taken for typing: {text}").format(text=run.text),
                speed,
                tr("If a scanner sent it, raise the time to a little over the longest pause."),
            )

    def _number(self, key: str, usual: int) -> int:
        kept = self._administration.preference(key)
        return kept if isinstance(kept, int) and kept > 0 else usual

    def _bad_gap(self) -> str:
        text = self.gap.text()
        fits = is_number(text, least=5) and int(text) <= MOST_GAP_MS
        return "" if fits else tr("A number from {least} to {most}").format(least=5, most=MOST_GAP_MS)

    def _bad_shortest(self) -> str:
        text = self.shortest.text()
        fits = is_number(text, least=2) and int(text) <= 20
        return "" if fits else tr("A number from {least} to {most}").format(least=2, most=20)
