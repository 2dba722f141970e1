"""Which reader this PC has, and when a tag counts as lying there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from ui.i18n import tr
from ui.widgets import Memory


class ReaderKind(StrEnum):
    NONE = "none"
    WEDGE = "wedge"  # types what it reads, as a bar-code scanner does
    SERIAL = "serial"
    LLRP = "llrp"
    PRINTER = "printer"  # a label printer of the print centre writes the tag in the label


KEYS = {
    "kind": "rfid/kind",
    "serial": "rfid/serial",
    "llrp": "rfid/llrp",
    "least_rssi": "rfid/least_rssi",
    "dwell": "rfid/dwell",
}
"""Fields of `ReaderSetting` → keys of the preferences of this PC."""
LLRP_PORT = 5084  # taken where an address names none
LEAST_RSSI, DWELL = -65, 1.5


@dataclass(frozen=True, slots=True)
class ReaderSetting:
    """`serial` is the name of a port, `llrp` HOST or HOST:PORT; `least_rssi` in dBm, `dwell` in seconds."""

    kind: ReaderKind = ReaderKind.NONE
    serial: str = ""
    llrp: str = ""
    least_rssi: int = LEAST_RSSI
    dwell: float = DWELL

    @classmethod
    def read(cls, memory: Memory) -> Self:
        """As kept; a value that cannot be, is taken as never chosen."""
        kept = {field: memory.read(key) or "" for field, key in KEYS.items()}
        return cls(
            kind=ReaderKind(kept["kind"]) if kept["kind"] in set(ReaderKind) else ReaderKind.NONE,
            serial=kept["serial"],
            llrp=kept["llrp"],
            least_rssi=round(_number(kept["least_rssi"], -120, 0, LEAST_RSSI)),
            dwell=_number(kept["dwell"], 0, 60, DWELL),
        )

    def write(self, memory: Memory) -> None:
        for field, key in KEYS.items():
            memory.write(key, str(getattr(self, field)))

    def adjusted(self, least_rssi: int, dwell: float) -> ReaderSetting:
        return replace(self, least_rssi=least_rssi, dwell=dwell)

    @property
    def address(self) -> str:
        """Of a reader that tells all the time what lies before it, as `open_writer` takes it; "" for any other."""
        place = {ReaderKind.SERIAL: self.serial, ReaderKind.LLRP: self.llrp}.get(self.kind, "")
        return f"{self.kind}:{place}" if place else ""

    @property
    def hears_field(self) -> bool:
        """As the tray and the test need."""
        return bool(self.address)

    @property
    def writes(self) -> bool:
        return self.hears_field or self.kind is ReaderKind.PRINTER


def threshold_choices(current: int) -> list[tuple[object, str]]:
    """Signals in dBm, from all that is heard to what lies on the antenna."""
    words = {
        -120: tr("all that is heard"),
        -75: tr("the room"),
        -65: tr("the table"),
        -55: tr("near the antenna"),
        -45: tr("on the antenna"),
    }
    values = sorted({*words, current})
    choices: list[tuple[object, str]] = []
    for value in values:
        level = f"{value} dBm".replace("-", "−")
        label = words.get(value, "")
        choices.append((value, label if value == -120 else f"{level} · {label}" if label else level))
    return choices


def dwell_choices(current: float) -> list[tuple[object, str]]:
    """Seconds without a change, after which what lies there counts."""
    return [(value, tr("{n} s").format(n=f"{value:g}")) for value in sorted({1.0, 1.5, 2.0, 3.0, 5.0, current})]


def _number(text: str, least: float, most: float, usual: float) -> float:
    try:
        value = float(text)
    except ValueError:
        return usual
    return value if least <= value <= most else usual
