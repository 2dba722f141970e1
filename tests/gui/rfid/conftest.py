"""A real counter, a loan desk or an inventory over it, and a reader on a pseudo-terminal or a socket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app.services.commands.tags import BindTag
from app.services.queries import AssetRow
from app.services.rfid import EncodeTag
from printing.rfid.devices import open_writer
from tests.fakes.rfid import Chip, SerialModule
from tests.gui.loan_desk.conftest import Counter, counter, work  # noqa: F401  # fixtures
from ui.rfid.field import TagField
from ui.rfid.setting import ReaderKind, ReaderSetting
from ui.workplace import Workplace


class HeardSounds:
    """Plays nothing, remembers what it would have played."""

    def __init__(self) -> None:
        self.enabled = True
        self.played: list[str] = []

    def play(self, name: str) -> bool:
        self.played.append(name)
        return True


class Bench:
    """The counter with a serial module whose field a test fills with chips."""

    def __init__(self, at: Counter, place: Workplace, module: SerialModule, qtbot: QtBot) -> None:
        self.counter, self.work, self.module, self.qtbot = at, place, module, qtbot
        self.sounds = HeardSounds()
        place.sounds = self.sounds  # type: ignore[assignment]
        self._chips = 0

    def wait(self, what: Callable[[], object], seconds: float = 30) -> None:
        self.qtbot.waitUntil(lambda: bool(what()), timeout=round(seconds * 1000))

    def settle(self) -> None:
        self.wait(lambda: not self.work.tasks.busy)

    def chip(self, **options: object) -> Chip:
        """A new one, as from the factory."""
        self._chips += 1
        return Chip.numbered(self._chips, **options)

    def tagged(self, asset: AssetRow) -> Chip:
        """A chip that bears the asset's number and is bound to it."""
        chip = self.chip()
        epc, pc = EncodeTag(self.counter.services.queries, self.counter.services.bus).number(asset.id)
        chip.bear(bytes.fromhex(epc), pc)
        self.counter.do(BindTag(asset.id, epc, chip.tid.hex().upper()))
        self.settle()
        return chip

    def lay(self, *chips: Chip) -> None:
        """These, and no others, lie before the reader."""
        self.module.field[:] = chips

    def set_up(self, **options: object) -> None:
        setting = ReaderSetting(ReaderKind.SERIAL, serial=self.module.port, least_rssi=-65, dwell=0.5)
        replace(setting, **options).write(self.work.memory)  # type: ignore[arg-type]


@pytest.fixture
def bench(counter: Counter, work: Workplace, qtbot: QtBot) -> Iterator[Bench]:  # noqa: F811
    with SerialModule([]) as module:
        found = Bench(counter, work, module, qtbot)
        found.set_up()
        work.tags = TagField(lambda: open_writer(ReaderSetting.read(work.memory).address))
        yield found
        assert work.tags.close()
