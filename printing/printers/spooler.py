"""Windows printers by name, through the spooler (winspool.drv): raw data in, state and alarms out."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from app.domain.errors import Refused
from app.services.ports import Cancelled
from app.services.printing.devices import PartlySent, PrinterState

_CHUNK = 1 << 16  # bytes to one WritePrinter
_LOCAL, _CONNECTIONS = 0x2, 0x4  # PRINTER_ENUM_LOCAL, PRINTER_ENUM_CONNECTIONS
_WORK_OFFLINE = 0x400  # PRINTER_ATTRIBUTE_WORK_OFFLINE

# Bits of PRINTER_INFO_2.Status (winspool.h), the most telling first.
_ALARMS = (
    (0x0000_0010, "printer.paper_out"),
    (0x0000_0008, "printer.jam"),
    (0x0000_0040, "printer.paper_out"),  # PAPER_PROBLEM
    (0x0040_0000, "printer.head_open"),  # DOOR_OPEN
    (0x0004_0000, "printer.ribbon_out"),  # NO_TONER
    (0x0000_0800, "printer.bin_full"),
    (0x0010_0000, "printer.needs_hand"),  # USER_INTERVENTION
    (0x0000_0002, "printer.failing"),
    (0x0000_0080, "printer.offline"),
    (0x0000_1000, "printer.offline"),  # NOT_AVAILABLE
    (0x0000_0004, "printer.removed"),  # PENDING_DELETION
    (0x0000_0001, "printer.paused"),
)
# System error codes (winerror.h) of OpenPrinter and its kin.
_REFUSALS = {
    5: "printer.not_allowed",
    1722: "printer.spooler_down",  # RPC_S_SERVER_UNAVAILABLE
    1801: "printer.unknown",  # ERROR_INVALID_PRINTER_NAME
    1905: "printer.unknown",  # ERROR_PRINTER_DELETED
}


class DocInfo(ctypes.Structure):
    """DOC_INFO_1W."""

    _fields_ = (("name", ctypes.c_wchar_p), ("output", ctypes.c_wchar_p), ("datatype", ctypes.c_wchar_p))


class PrinterInfo2(ctypes.Structure):
    """PRINTER_INFO_2W."""

    _fields_ = (
        *((name, ctypes.c_wchar_p) for name in ("server", "printer", "share", "port", "driver", "comment", "location")),
        ("mode", ctypes.c_void_p),
        *((name, ctypes.c_wchar_p) for name in ("separator", "processor", "datatype", "parameters")),
        ("security", ctypes.c_void_p),
        *((name, ctypes.c_uint32) for name in ("attributes", "priority", "default_priority", "start", "until")),
        *((name, ctypes.c_uint32) for name in ("status", "jobs", "pages_per_minute")),
    )


class PrinterInfo4(ctypes.Structure):
    """PRINTER_INFO_4W."""

    _fields_ = (("printer", ctypes.c_wchar_p), ("server", ctypes.c_wchar_p), ("attributes", ctypes.c_uint32))


class Winspool:
    """The calls that are needed. `library` and `last_error` are winspool.drv's and the system's own unless given."""

    def __init__(self, library: Any = None, last_error: Any = None) -> None:
        """Raises Refused("printer.not_windows") where there is no such library."""
        if library is None:
            if os.name != "nt":
                raise Refused("printer.not_windows")
            system: dict[str, Any] = vars(ctypes)
            library, last_error = system["WinDLL"]("winspool.drv", use_last_error=True), system["get_last_error"]
            _declare(library)
        self._library, self._last_error = library, last_error

    @contextmanager
    def opened(self, name: str) -> Iterator[ctypes.c_void_p]:
        """A printer's handle. Raises Refused as the system does."""
        handle = ctypes.c_void_p()
        if not self._library.OpenPrinterW(name, ctypes.byref(handle), None):
            raise self._refusal(name)
        try:
            yield handle
        finally:
            self._library.ClosePrinter(handle)

    def write(self, name: str, data: bytes, title: str, cancelled: Cancelled) -> None:
        """Spool a raw document. What broke off is taken out of the spooler, which may have passed on some of it."""
        library = self._library
        with self.opened(name) as handle:
            document = DocInfo(title, None, "RAW")
            if not library.StartDocPrinterW(handle, 1, ctypes.byref(document)):
                raise self._refusal(name)
            sent = 0
            try:
                if not library.StartPagePrinter(handle):
                    raise self._refusal(name)
                while sent < len(data):
                    if cancelled():
                        raise Refused("print.stopped")
                    piece = data[sent : sent + _CHUNK]
                    written = ctypes.c_uint32()
                    if not library.WritePrinter(handle, piece, len(piece), ctypes.byref(written)) or not written.value:
                        raise self._refusal(name)
                    sent += written.value
                if not library.EndPagePrinter(handle) or not library.EndDocPrinter(handle):
                    raise self._refusal(name)
            except Refused as refusal:
                library.AbortPrinter(handle)
                if sent:
                    raise PartlySent(sent, refusal) from refusal
                raise

    def state(self, name: str) -> PrinterState:
        """By the spooler's status bits, as far as the driver sets them. Raises Refused as the system does."""
        with self.opened(name) as handle:
            needed = ctypes.c_uint32()
            self._library.GetPrinterW(handle, 2, None, 0, ctypes.byref(needed))
            buffer = ctypes.create_string_buffer(max(needed.value, ctypes.sizeof(PrinterInfo2)))
            if not self._library.GetPrinterW(handle, 2, buffer, len(buffer), ctypes.byref(needed)):
                raise self._refusal(name)
            info = PrinterInfo2.from_buffer(buffer)
            status, attributes = info.status, info.attributes
        alarms = [code for bit, code in _ALARMS if status & bit]
        if attributes & _WORK_OFFLINE:
            alarms.append("printer.offline")
        found = tuple(dict.fromkeys(alarms))
        return PrinterState("printer.offline" not in found, found)

    def names(self) -> list[str]:
        """Printers of this PC and those that it is connected to."""
        needed, count = ctypes.c_uint32(), ctypes.c_uint32()
        which = (_LOCAL | _CONNECTIONS, None, 4)
        self._library.EnumPrintersW(*which, None, 0, ctypes.byref(needed), ctypes.byref(count))
        if not needed.value:
            return []
        buffer = ctypes.create_string_buffer(needed.value)
        if not self._library.EnumPrintersW(*which, buffer, len(buffer), ctypes.byref(needed), ctypes.byref(count)):
            raise self._refusal("")
        return [info.printer for info in (PrinterInfo4 * count.value).from_buffer(buffer)]

    def _refusal(self, name: str) -> Refused:
        number = self._last_error()
        return Refused(_REFUSALS.get(number, "printer.system_fault"), name=name, number=str(number))


class SpoolerDevice:
    """A Windows printer for raw data. One-way: what the spooler took is sent, and never verified."""

    def __init__(self, name: str, spooler: Winspool) -> None:
        """Raises Refused where there is no such printer."""
        self._name, self._spooler = name, spooler
        with spooler.opened(name):
            pass

    @property
    def answers(self) -> bool:
        return False

    @property
    def whole(self) -> bool:
        return False

    def send(self, data: bytes, title: str, cancelled: Cancelled) -> PrinterState:
        self._spooler.write(self._name, data, title, cancelled)
        return self.state()

    def ask(self, data: bytes, end: bytes, seconds: float) -> bytes:
        raise Refused("printer.one_way")

    def said(self, seconds: float = 0) -> bytes:
        return b""

    def state(self) -> PrinterState:
        with suppress(Refused):
            return self._spooler.state(self._name)
        return PrinterState(False, ("printer.unknown",))

    def close(self) -> None:
        """Nothing is left open."""


def _declare(library: Any) -> None:
    """Types of the arguments, so that handles are not cut to 32 bits."""
    handle, text, number, place = ctypes.c_void_p, ctypes.c_wchar_p, ctypes.c_uint32, ctypes.c_void_p
    for name, arguments in {
        "OpenPrinterW": (text, place, place),
        "ClosePrinter": (handle,),
        "StartDocPrinterW": (handle, number, place),
        "StartPagePrinter": (handle,),
        "WritePrinter": (handle, ctypes.c_char_p, number, place),
        "EndPagePrinter": (handle,),
        "EndDocPrinter": (handle,),
        "AbortPrinter": (handle,),
        "GetPrinterW": (handle, number, place, number, place),
        "EnumPrintersW": (number, text, number, place, number, place, place),
    }.items():
        function = getattr(library, name)
        function.argtypes, function.restype = arguments, ctypes.c_int
