"""Set up a printer: what it is called, how it is reached, what it understands, what is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox

from app.services.printing.devices import Language, Printer
from ui.i18n import tr
from ui.print_centre.looks import address_words, language_words
from ui.print_centre.media import Media, nothing_loaded, suits
from ui.widgets import Button, CheckBox, ChoiceBox, Field, SideForm, TextField
from ui.workplace import Workplace

PORT = 9100
"""Raw printing over the network, as label printers and most office printers take it."""
_NETWORK, _FILE = "tcp", "file"
_DOTS = (203, 300, 600)
_MOST_LABELS = 100_000
_SHORTEST = 8
"""Characters of a choice that must be seen; longer words are cut, for the form is narrow."""


class PrinterForm(SideForm):
    """A new printer, or one that is set up already."""

    accepted = Signal(object)
    """Printer."""

    def __init__(self, work: Workplace) -> None:
        self.save_button = Button(tr("Sa&ve"), "primary", icon_name="check", on_click=self.accept)
        super().__init__(tr("Printer"), self.save_button)
        self._work = work
        self._printer: Printer | None = None
        self._media: list[Media] = []
        self.connection = ChoiceBox()
        self.name = TextField(hint=tr("e.g. label printer at the counter"), limit=60)
        self.host = TextField(hint="192.168.1.50", limit=120)
        self.path = TextField(limit=240)
        self.language = ChoiceBox([(one, language_words(one)) for one in Language])
        self.dots = ChoiceBox([(one, tr("{n} dots per inch").format(n=one)) for one in _DOTS])
        self.template = ChoiceBox()
        self.rfid = CheckBox(tr("Writes RFID ta&gs"))
        self.acs = CheckBox(tr("Old&er or compatible"))
        self.roll, self.left_now = QSpinBox(), QSpinBox()
        for choice in (self.connection, self.language, self.dots, self.template):
            choice.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(_SHORTEST)
        for box in (self.roll, self.left_now):
            box.setRange(0, _MOST_LABELS)
            box.setSpecialValueText(tr("not counted"))
        self._fields = {
            "connection": Field(tr("&Connection"), self.connection),
            "host": Field(
                tr("A&ddress in the network"),
                self.host,
                hint=tr("Written on the printer's own configuration page; port {port}.").format(port=PORT),
                required=True,
            ),
            "path": Field(
                tr("&File"),
                self.path,
                hint=tr("Each print becomes a file of its own; none is overwritten."),
                required=True,
            ),
            "name": Field(tr("&Name"), self.name, required=True),
            "language": Field(tr("What it &understands"), self.language),
            "dots": Field(tr("&Resolution"), self.dots),
            "template": Field(tr("&Loaded now"), self.template),
            "roll": Field(tr("Labels on a new r&oll"), self.roll),
            "left": Field(tr("Labels left on &this roll"), self.left_now),
        }
        for key in ("connection", "host", "path", "name", "language", "dots", "template"):
            self.fields.addWidget(self._fields[key])
        self.fields.addWidget(self.rfid)
        self.fields.addWidget(self.acs)
        for key in ("roll", "left"):
            self.fields.addWidget(self._fields[key])
        self.fields.addStretch(1)
        self.connection.chosen.connect(self._connection_chosen)
        self.language.chosen.connect(lambda _key: self._language_chosen())

    def show_known(self, found: Sequence[str], media: Sequence[Media]) -> None:
        """Printers that the system knows, by address, and the label templates there are."""
        self._media = list(media)
        kept = self.connection.key()
        choices: list[tuple[object, str]] = [(address, address_words(address)) for address in found]
        choices += [(_NETWORK, tr("In the network, by its address")), (_FILE, tr("Into a file"))]
        current = self._printer.address if self._printer is not None else kept
        if self._printer is not None and current not in found and _kind(str(current)) not in (_NETWORK, _FILE):
            choices.insert(0, (current, address_words(str(current))))
        self.connection.set_choices(choices, _choice(str(current or "")))
        self._fill_media(str(self.template.key() or (self._printer.template if self._printer else "")))
        if self._printer is None and not self.name.text() and self.connection.key() in found:
            self._connection_chosen(self.connection.key())
        self._show_parts()

    def edit(self, printer: Printer | None) -> None:
        """Show a printer as it is set up; None begins a new one."""
        self._printer = printer
        one = printer or Printer("", "", "", Language.ZPL)
        rest = one.address.partition(":")[2]
        self.subject.setText(tr("Changes hold from the next job on.") if printer else tr("A printer of this PC."))
        self.name.setText(one.name)
        self.host.setText(rest.removesuffix(f":{PORT}") if _kind(one.address) == _NETWORK else "")
        self.path.setText(rest if _kind(one.address) == _FILE else "")
        self.language.set_key(one.language)
        self.dots.set_key(one.dots_per_inch)
        self.rfid.setChecked(one.rfid)
        self.acs.setChecked(one.acs)
        self.roll.setValue(one.media_count)
        self.left_now.setValue(one.media_left or 0)
        self._fill_media(one.template)
        if printer is not None:
            if _choice(one.address) == one.address and self.connection.findData(one.address) < 0:
                self.connection.insertItem(0, address_words(one.address), one.address)
            self.connection.set_key(_choice(one.address))
        for field in self._fields.values():
            field.set_error("")
        self.notice.hide()
        self._show_parts()
        self.connection.setFocus()

    def printer(self) -> Printer:
        """As the form says; not checked."""
        language = Language(str(self.language.key()))
        labels = language is not Language.PDF
        before = self._printer or Printer("", "", "", language)
        counts = labels and (self.roll.value() or self.left_now.value())
        return replace(
            before,
            name=self.name.text().strip(),
            address=self._address(),
            language=language,
            dots_per_inch=int(str(self.dots.key())),
            template=str(self.template.key() or ""),
            rfid=labels and language is Language.ZPL and self.rfid.isChecked(),
            acs=language is Language.ZPL and self.acs.isChecked(),
            media_count=self.roll.value() if labels else 0,
            media_left=self.left_now.value() if counts else None,
        )

    def accept(self) -> None:
        wrong = ""
        for key, editor, words in (
            ("host", self.host, tr("Write the printer's address, such as 192.168.1.50.")),
            ("path", self.path, tr("Say where the file is to lie.")),
            ("name", self.name, tr("Give it a name by which people here know it.")),
        ):
            missing = not self._fields[key].isHidden() and not editor.text().strip()
            self._fields[key].set_error(words if missing else "")
            wrong = wrong or (key if missing else "")
        if wrong:
            self._fields[wrong].editor.setFocus()
            return
        self.accepted.emit(self.printer())

    # Inside

    def _address(self) -> str:
        key = str(self.connection.key() or "")
        if key == _NETWORK:
            host = self.host.text().strip()
            return f"tcp:{host}" if ":" in host else f"tcp:{host}:{PORT}"
        return f"file:{self.path.text().strip()}" if key == _FILE else key

    def _connection_chosen(self, key: object) -> None:
        known = [address_name(str(self.connection.itemData(at))) for at in range(self.connection.count())]
        if not self.name.text().strip() or self.name.text() in known:
            self.name.setText(address_name(str(key)))
        self._show_parts()

    def _language_chosen(self) -> None:
        self._fill_media(str(self.template.key() or ""))
        self._show_parts()

    def _show_parts(self) -> None:
        kind, language = self.connection.key(), Language(str(self.language.key()))
        self._fields["host"].setVisible(kind == _NETWORK)
        self._fields["path"].setVisible(kind == _FILE)
        self.rfid.setVisible(language is Language.ZPL)
        self.acs.setVisible(language is Language.ZPL)
        for key in ("roll", "left", "dots"):
            self._fields[key].setVisible(language is not Language.PDF)

    def _fill_media(self, current: str) -> None:
        """What goes through such a printer; what was loaded in one of another kind is not kept."""
        language = Language(str(self.language.key()))
        fitting = [(one.name, one.title) for one in self._media if suits(one, language)]
        self.template.set_choices([("", nothing_loaded(language)), *fitting], current)


def address_name(address: str) -> str:
    """What the system calls a printer; empty for other kinds of address."""
    kind, _colon, rest = address.partition(":")
    return rest if kind in ("windows", "cups") else ""


def _kind(address: str) -> str:
    return address.partition(":")[0]


def _choice(address: str) -> str:
    """The key in the list of connections for an address."""
    return _kind(address) if _kind(address) in (_NETWORK, _FILE) else address
