"""Certificate files that a city gives out beside its address."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.file_box import FileBox
from ui.i18n import tr
from ui.widgets import CheckBox, Field

_WIDTH = 440


@dataclass(frozen=True, slots=True)
class TrustFiles:
    """PEM files. `ca`: the authority that alone counts; `certificate` and `key`: what the counter shows the server."""

    ca: Path | None = None
    certificate: Path | None = None
    key: Path | None = None


class TrustFields(QWidget):
    """Out of the way until it is asked for: most cities need none."""

    def __init__(self) -> None:
        super().__init__()
        kinds = tr("Certificates (*.pem *.crt *.cer *.key)")
        self.asked = CheckBox(tr("The city gave certificate files"))
        self.ca = FileBox(tr("The city's own authority"), kinds)
        self.certificate = FileBox(tr("This counter's certificate"), kinds)
        self.key = FileBox(tr("Its key"), kinds)
        self._fields = [
            Field(
                tr("The city's own authority"), self.ca, hint=tr("Then only servers that it vouches for are trusted")
            ),
            Field(tr("This counter's certificate"), self.certificate, hint=tr("Where the server asks for one")),
            Field(tr("Its key"), self.key),
        ]
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.asked)
        for field in self._fields:
            field.setMaximumWidth(_WIDTH)
            field.hide()
            box.addWidget(field)
        self.asked.toggled.connect(self._show_fields)

    def files(self) -> TrustFiles:
        if not self.asked.isChecked():
            return TrustFiles()
        return TrustFiles(self.ca.path(), self.certificate.path(), self.key.path())

    def faults(self) -> list[tuple[Field, str]]:
        """Each field with what is wrong with it; an empty text where nothing is."""
        if not self.asked.isChecked():
            return []
        faults = [(field, box.fault()) for field, box in zip(self._fields, self._boxes(), strict=True)]
        if (self.certificate.path() is None) != (self.key.path() is None):
            at = 1 if self.certificate.path() is None else 2
            faults[at] = (self._fields[at], tr("A certificate and its key belong together."))
        return faults

    def _boxes(self) -> tuple[FileBox, FileBox, FileBox]:
        return self.ca, self.certificate, self.key

    def _show_fields(self, on: bool) -> None:
        for field in self._fields:
            field.setVisible(on)
        if on:
            self.ca.setFocus()
