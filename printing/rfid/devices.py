"""What writes tags by itself, opened by its address: "llrp:HOST[:PORT]" or "serial:PORT"."""

from __future__ import annotations

from app.domain.errors import Invalid
from app.services.rfid import TagWriter


def open_writer(address: str) -> TagWriter:
    """Blocking. Raises Invalid: tag.bad_address; Refused: tag.device_… where it cannot be opened."""
    # Loaded here: most counters have no reader, and LLRP brings a large protocol.
    kind, _, place = address.partition(":")
    if kind == "serial" and place:
        from printing.rfid.serial import SerialWriter

        return SerialWriter(place)
    host, colon, port = place.rpartition(":") if ":" in place else (place, "", "")
    if kind == "llrp" and host and (not colon or (port.isascii() and port.isdecimal() and 0 < int(port[:6]) < 1 << 16)):
        from printing.rfid.llrp import LlrpWriter

        return LlrpWriter(host, int(port)) if colon else LlrpWriter(host)
    raise Invalid("tag.bad_address", address=address)
