"""The device behind an address (app.services.printing.devices.Devices)."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from app.domain.errors import Invalid, Refused
from app.services.ports import Cancelled
from app.services.printing.devices import Device, Language, PaperPort, Printer, PrinterState
from printing.printers.address import parse_address
from printing.printers.cups import CupsDevice, cups_names
from printing.printers.file import FileDevice
from printing.printers.spooler import SpoolerDevice, Winspool
from printing.printers.tcp import TcpDevice


class SystemDevices:
    """`paper` paints pages on Windows printers, whose drivers take no PDF: handed in by the windows, which have Qt.

    `stall_seconds`: see TcpDevice.
    """

    def __init__(self, paper: PaperPort | None = None, *, stall_seconds: float = 60.0) -> None:
        self.paper = paper
        self._stall_seconds = stall_seconds

    def check(self, printer: Printer) -> None:
        parse_address(printer.address)
        if not 100 <= printer.dots_per_inch <= 1200:
            raise Invalid("printer.resolution_wrong", resolution=printer.dots_per_inch)
        if printer.rfid and printer.language is not Language.ZPL:
            raise Invalid("printer.tags_need_zpl")

    def open(self, printer: Printer) -> Device:
        address = parse_address(printer.address)
        if address.kind == "tcp":
            return TcpDevice(address.name, address.port, printer.language, stall_seconds=self._stall_seconds)
        if address.kind == "cups":
            return CupsDevice(address.name, printer.language)
        if address.kind == "file":
            return FileDevice(Path(address.name), printer.language)
        spooler = Winspool()
        if printer.language is not Language.PDF:
            return SpoolerDevice(address.name, spooler)
        if self.paper is None:
            raise Refused("printer.needs_window", name=address.name)
        return PaperDevice(address.name, spooler, self.paper)

    def found(self) -> list[str]:
        if os.name == "nt":
            with suppress(Refused):
                return [f"windows:{name}" for name in Winspool().names()]
            return []
        return [f"cups:{name}" for name in cups_names()]


class PaperDevice(SpoolerDevice):
    """A Windows printer for pages, which somebody paints."""

    def __init__(self, name: str, spooler: Winspool, paper: PaperPort) -> None:
        super().__init__(name, spooler)
        self._paper = paper

    def send(self, data: bytes, title: str, cancelled: Cancelled) -> PrinterState:
        self._paper(data, self._name, title, cancelled)
        return self.state()
