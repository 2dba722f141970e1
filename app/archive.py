"""Papers kept in a folder: `NAME.pdf` as it was first made, `NAME.json` when it was printed."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

import msgspec

from app.domain.errors import Invalid
from app.domain.numbering import is_document_number, is_tag_number
from app.files import write_whole
from app.services.companions import read_companion_name
from app.services.slip_papers import Printed

_writing = Lock()


class FolderArchive:
    """See app.services.slip_papers.PaperArchive. Raises Invalid where a name is neither a document number nor that of a
    companion.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def kept(self, name: str) -> bytes | None:
        try:
            return self._file(name, "pdf").read_bytes()
        except FileNotFoundError:
            return None

    def keep(self, name: str, pdf: bytes) -> bytes:
        with _writing:
            kept = self.kept(name)
            if kept is None:
                write_whole(self._file(name, "pdf"), pdf)
            return pdf if kept is None else kept

    def prints(self, name: str) -> list[Printed]:
        try:
            return msgspec.json.decode(self._file(name, "json").read_bytes(), type=list[Printed])
        except FileNotFoundError:
            return []

    def note(self, name: str, printed: Printed) -> None:
        with _writing:
            write_whole(self._file(name, "json"), msgspec.json.encode([*self.prints(name), printed]))

    def companions(self, number: str) -> list[str]:
        if not (is_document_number(number) or is_tag_number(number)):
            return []
        found = (path.stem for path in self._folder.glob(f"{number}-*.pdf"))
        named = ((it.day, name) for name in found if (it := read_companion_name(name)))
        return [name for _, name in sorted(named)]

    def _file(self, name: str, ending: str) -> Path:
        if not is_document_number(name) and read_companion_name(name) is None:  # it becomes a file's name
            raise Invalid("document.malformed", number=name)
        return self._folder / f"{name}.{ending}"
