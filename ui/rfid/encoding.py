"""Writing tags one after the other: place, hear, write, read back, next. What is shown of it is the wizard's."""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import StrEnum
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import DomainError
from app.services.commands.tags import BindTag, UnbindTag
from app.services.ports import Changes
from app.services.rfid import Encoded, EncodeTag, Lock, SeenTag, TagWriter
from app.services.tray import Tray, TrayState
from ui.rfid.queue import EncodeQueue, Standing, Turn
from ui.rfid.setting import ReaderSetting
from ui.workplace import Workplace

SETTLE_SECONDS = 0.9
"""How long one tag lies alone before it is written; a network reader looks once in 0.6 s."""
_TICK_MS = 150


class Stage(StrEnum):
    OFF = "off"  # the reader is not there
    EMPTY = "empty"  # nothing lies there
    SEVERAL = "several"
    SETTLING = "settling"  # one tag, not yet long enough
    WRITING = "writing"
    WRITTEN = "written"  # read back and known; the tag still lies there
    THROWN = "thrown"  # a tag that was thrown away lies there again
    STOPPED = "stopped"  # a person must say what to do, or take the tag away
    FINISHED = "finished"  # no piece waits


class EncodeFlow(QObject):
    """Hears the reader, and writes as soon as one tag lies there that may be written.

    `running`: it listens. `stage` says how it stands, `there` what lies there, `refusal` why it stopped, `written` what
    was written last.
    """

    changed = Signal()
    wrote = Signal(object)
    """The Turn whose tag has just been written."""

    def __init__(self, work: Workplace, queue: EncodeQueue, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._work, self.queue, self._clock = work, queue, clock
        self._encode = EncodeTag(work.queries, work.bus)
        self._tray = Tray({}, dwell=SETTLE_SECONDS, linger=0)
        self.running = False
        self.lock: Lock | None = None  # tags are locked with it as they are written
        self._replace = ""  # why the piece at hand gets another tag
        self._stopped_at = ""  # TID of the tag before which it stopped
        self._deaf_until = 0.0  # what was heard is forgotten, and nothing can have been heard anew yet
        self.stage = Stage.OFF
        self.there: tuple[SeenTag, ...] = ()
        self.refusal: Exception | None = None
        self.written: Encoded | None = None
        self.last: Turn | None = None
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._judge)
        if work.tags is not None:
            work.tags.heard.connect(self._hear)
            work.tags.opened.connect(self._judge)
            work.tags.lost.connect(self._lost)

    def start(self) -> None:
        """Listen to the reader."""
        if self._work.tags is None:
            return
        self._tray.least_rssi = ReaderSetting.read(self._work.memory).least_rssi
        self._forget()
        self.running = True
        self._work.tags.listen(self)
        self._tick.start()
        self._judge()

    def stop(self) -> None:
        """Listen no more; a write under way ends by itself, and what it wrote is known the next time."""
        if self._work.tags is not None:
            self._work.tags.leave(self)
        self._tick.stop()
        self.running, self.there = False, ()
        self._stand(Stage.OFF)

    @property
    def tag(self) -> SeenTag | None:
        """The one tag that lies there."""
        return self.there[0] if len(self.there) == 1 else None

    # Hearing

    def _hear(self, seen: tuple[SeenTag, ...]) -> None:
        if self.running and self.stage is not Stage.WRITING:
            self._tray.hear(seen, self._clock())
            self._judge()

    def _lost(self, error: Exception) -> None:
        if self.running:
            self._tray.forget()
            self.there = ()
            self._stand(Stage.OFF, refusal=error)

    def _judge(self) -> None:
        """What does that which lies there mean now?"""
        if not self.running or self.stage is Stage.WRITING:
            return
        tags, now = self._work.tags, self._clock()
        if tags is None or not tags.ready:
            self._stand(Stage.OFF, refusal=tags.trouble if tags is not None else None)
            return
        rows = [one for one in self._tray.rows(now) if one.state is not TrayState.REMOVED]
        if not rows and now < self._deaf_until:
            return
        self.there = tuple(SeenTag(one.tid, one.epc, 0, one.rssi) for one in rows)
        turn, tag = self.queue.current, self.tag
        if not rows:
            self._stopped_at = ""
            self._stand(Stage.FINISHED if turn is None else Stage.EMPTY)
        elif len(rows) > 1:
            self._stand(Stage.SEVERAL)
        elif tag is not None and self._is_done(turn, tag):
            self._stand(Stage.WRITTEN)
        elif turn is None:
            self._stand(Stage.FINISHED)
        elif tag is not None and (tag.tid or tag.epc) in self.queue.thrown_away:
            self._stand(Stage.THROWN)
        elif tag is not None and self.stage is Stage.STOPPED and tag.tid == self._stopped_at:
            return
        elif tag is not None and self._tray.stable(now):
            self._write(turn)
        else:
            self._stand(Stage.SETTLING)

    def _is_done(self, turn: Turn | None, tag: SeenTag) -> bool:
        """The tag written last, not taken away yet, or that of the piece at hand, which has one."""
        if self._replace:
            return False
        return (self.written is not None and tag.tid == self.written.tid) or (
            turn is not None and turn.standing is Standing.WRITTEN and tag.tid == turn.tid
        )

    def _forget(self) -> None:
        self._tray.forget()
        self._deaf_until = self._clock() + 2 * SETTLE_SECONDS

    def _stand(self, stage: Stage, *, refusal: Exception | None = None) -> None:
        self.stage, self.refusal = stage, refusal
        self.changed.emit()

    # Writing

    def _write(self, turn: Turn) -> None:
        tags = self._work.tags
        if tags is None:
            return
        reason, asset_id, encode, lock = self._replace, turn.id, self._encode, self.lock
        self._stand(Stage.WRITING)

        def write(writer: TagWriter) -> tuple[Encoded, BindTag | None]:
            read = encode.write(asset_id, writer, reason=reason, lock=lock)
            return read, encode.binding(asset_id, read, reason=reason)

        tags.ask(write, owner=self, done=partial(self._read_back, turn), failed=self._stop_before)

    def _read_back(self, turn: Turn, found: tuple[Encoded, BindTag | None]) -> None:
        read, binding = found
        if binding is None:
            self._known(turn, read)
            return
        self._work.perform(binding, owner=self, done=lambda _changes: self._known(turn, read), failed=self._stop_before)

    def _known(self, turn: Turn, read: Encoded) -> None:
        """Written, read back and bound: only now is it said."""
        self.written, self.last, self._replace = read, turn, ""
        self.queue.wrote(turn, read.epc, read.tid)
        self._forget()
        self._work.sounds.play("done")
        self._stand(Stage.WRITTEN)
        self.wrote.emit(turn)

    def _stop_before(self, error: Exception) -> None:
        """It was not written, or is not known to be: a person decides, or takes the tag away."""
        self._replace = ""
        self._stopped_at = self.tag.tid if self.tag is not None else ""
        self._forget()
        if isinstance(error, DomainError) and error.code in ("tag.none_in_field", "tag.several_in_field"):
            self._stand(Stage.EMPTY)  # it was moved meanwhile: no fault of anybody's
            return
        self._work.sounds.play("refused")
        self._stand(Stage.STOPPED, refusal=error)

    # What a person decides

    def try_again(self) -> None:
        self._stopped_at = ""
        self._begin_anew()

    def replace(self, reason: str) -> None:
        """The piece at hand gets the tag that lies there instead of its own."""
        self._replace, self._stopped_at = reason, ""
        self._begin_anew()

    def skip(self) -> None:
        self.queue.skip()
        self._begin_anew()

    def back(self) -> None:
        self.queue.back()
        self._begin_anew()

    def go_to(self, asset_id: str) -> None:
        self.queue.go_to(asset_id)
        self._begin_anew()

    def throw_away(self, tag: SeenTag, reason: str) -> None:
        """A tag is void; where it is that of a piece on the list, the piece has none from now on and waits again."""
        owner = next((turn for turn in self.queue.turns if turn.tid and turn.tid == tag.tid), None)
        self.queue.throw_away(tag.tid or tag.epc, reason)
        if self.written is not None and self.written.tid == tag.tid:
            self.written = None
        if owner is None:
            self._begin_anew()
            return
        self._work.perform(
            UnbindTag(owner.id, reason, tag.tid),
            owner=self,
            done=partial(self._unbound, owner),
            failed=self._stop_before,
        )

    def _unbound(self, owner: Turn, _changes: Changes) -> None:
        self.queue.unbound(owner)
        self.queue.go_to(owner.id)
        self._begin_anew()

    def _begin_anew(self) -> None:
        if self.stage is not Stage.WRITING:
            self._forget()
            self._stand(Stage.EMPTY if self.queue.current is not None else Stage.FINISHED)
