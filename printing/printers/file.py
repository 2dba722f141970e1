"""A file in place of a printer: for a stick, another program, or the archive."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from itertools import count
from pathlib import Path

from app.domain.errors import Refused
from app.faults import translate
from app.files import write_whole
from app.services.ports import Cancelled
from app.services.printing.devices import Language, PrinterState

_MOST_FILES = 10_000
# What Windows takes for a device in any folder, whatever the ending.
_OF_A_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)


class FileDevice:
    """Each document becomes a file of its own: the path's name, then NAME-2, NAME-3 … No file is ever overwritten.

    Where the path is a folder, a file is named after the document.
    """

    def __init__(self, path: Path, language: Language) -> None:
        """Raises Refused where there is no folder to write in."""
        self._path, self._language = path, language
        folder = path if path.is_dir() else path.parent
        if not folder.is_dir():
            raise Refused("storage.not_found", name=str(folder))

    @property
    def answers(self) -> bool:
        return False

    @property
    def whole(self) -> bool:
        return True

    def send(self, data: bytes, title: str, cancelled: Cancelled) -> PrinterState:
        try:
            place = self._free_place(title)
            try:
                write_whole(place, data)
            except BaseException:
                with suppress(OSError):
                    place.unlink()
                raise
        except OSError as error:
            raise translate(error) or Refused("printer.file_failed", name=str(self._path)) from error
        return PrinterState(True)

    def ask(self, data: bytes, end: bytes, seconds: float) -> bytes:
        raise Refused("printer.one_way")

    def said(self, seconds: float = 0) -> bytes:
        return b""

    def state(self) -> PrinterState:
        return PrinterState(True)

    def close(self) -> None:
        """Nothing is left open."""

    def _free_place(self, title: str) -> Path:
        """A name that was not taken and is now."""
        path = self._path
        if path.is_dir():
            name = re.sub(r"[^\w.-]+", "_", title).strip("._")[:80] or "print"
            if _OF_A_DEVICE.match(name):
                name = f"_{name}"
            path = path / f"{name}.{self._language.value}"
        for number in count(1):
            place = path if number == 1 else path.with_name(f"{path.stem}-{number}{path.suffix}")
            try:
                os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
            except FileExistsError:
                if number >= _MOST_FILES:
                    raise
            else:
                return place
        raise AssertionError
