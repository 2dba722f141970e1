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
    PRINTER = "zpl"  # a label printer that writes the tag in the label


KEYS = {
    "kind": "rfid/kind",
    "serial": "rfid/serial",
    "llrp": "rfid/llrp",
    "printer": "rfid/printer",
    "least_rssi": "rfid/least_rssi",
    "dwell": "rfid/dwell",
}
"""Fields of `ReaderSetting` → keys of the preferences of this PC."""
LLRP_PORT, PRINTER_PORT = 5084, 9100
LEAST_RSSI, DWELL = -65, 1.0


@dataclass(frozen=True, slots=True)
class ReaderSetting:
    """`serial` is the name of a port, `llrp` and `printer` are HOST:PORT; `least_rssi` in dBm, `dwell` in seconds."""

    kind: ReaderKind = ReaderKind.NONE
    serial: str = ""
    llrp: str = ""
    printer: str = ""
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
            printer=kept["printer"],
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
        """What opens the device, as `serial:COM3`, `llrp:HOST:PORT` or `zpl:HOST:PORT`; empty where none is set up."""
        places = {
            ReaderKind.SERIAL: self.serial,
            ReaderKind.LLRP: with_port(self.llrp, LLRP_PORT),
            ReaderKind.PRINTER: with_port(self.printer, PRINTER_PORT),
        }
        place = places.get(self.kind, "")
        return f"{self.kind.value}:{place}" if place else ""

    @property
    def hears_field(self) -> bool:
        """Whether it tells all the time what lies before it, as the tray and the test need."""
        return self.kind in (ReaderKind.SERIAL, ReaderKind.LLRP) and bool(self.address)

    @property
    def writes(self) -> bool:
        return bool(self.address)


def with_port(host: str, port: int) -> str:
    """HOST:PORT, with the usual port where none is given."""
    host = host.strip()
    return host if not host or host.rpartition(":")[2].isdigit() else f"{host}:{port}"


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
    return [(value, tr("{n} s").format(n=f"{value:g}")) for value in sorted({0.5, 1.0, 1.5, 2.0, 3.0, 5.0, current})]


def _number(text: str, least: float, most: float, usual: float) -> float:
    try:
        value = float(text)
    except ValueError:
        return usual
    return value if least <= value <= most else usual
