"""Papers kept in a folder: `NUMBER.pdf` as it was first made, `NUMBER.json` when it was printed."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

import msgspec

from app.domain.errors import Invalid
from app.domain.numbering import is_document_number
from app.files import write_whole
from app.services.slip_papers import Printed

_writing = Lock()


class FolderArchive:
    """See app.services.slip_papers.PaperArchive. Raises Invalid where a number is no document's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def kept(self, number: str) -> bytes | None:
        try:
            return self._file(number, "pdf").read_bytes()
        except FileNotFoundError:
            return None

    def keep(self, number: str, pdf: bytes) -> bytes:
        with _writing:
            kept = self.kept(number)
            if kept is None:
                write_whole(self._file(number, "pdf"), pdf)
            return pdf if kept is None else kept

    def prints(self, number: str) -> list[Printed]:
        try:
            return msgspec.json.decode(self._file(number, "json").read_bytes(), type=list[Printed])
        except FileNotFoundError:
            return []

    def note(self, number: str, printed: Printed) -> None:
        with _writing:
            write_whole(self._file(number, "json"), msgspec.json.encode([*self.prints(number), printed]))

    def _file(self, number: str, ending: str) -> Path:
        if not is_document_number(number):  # it becomes a file's name
            raise Invalid("document.malformed", number=number)
        return self._folder / f"{number}.{ending}"
