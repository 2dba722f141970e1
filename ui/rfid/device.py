"""Opening the reader that is set up at this PC."""

from __future__ import annotations

from app.domain.errors import Refused
from app.services.rfid import TagWriter
from ui.rfid.setting import ReaderKind, ReaderSetting


def open_reader(setting: ReaderSetting) -> TagWriter:
    """Blocking. Raises Refused: "tag.device_…" where it cannot be opened, "tag.bad_address" where none is set up."""
    # Loaded here, on the reader's thread: most counters have no reader, and LLRP brings a large protocol.
    match setting.kind:
        case ReaderKind.SERIAL if setting.serial:
            from printing.rfid.serial import SerialWriter

            return SerialWriter(setting.serial)
        case ReaderKind.LLRP if setting.llrp:
            from printing.rfid.llrp import LlrpWriter

            host, port = setting.host()
            return LlrpWriter(host, port)
    raise Refused("tag.bad_address", address=setting.llrp or setting.serial)
