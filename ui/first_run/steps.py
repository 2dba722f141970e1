"""The steps of the first start, each with its own entries and checks."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.organization import WarehouseKind
from app.services.accounts import LEAST_LENGTH
from app.words import word
from ui.first_run.address import read_address
from ui.first_run.setup import SetUp
from ui.first_run.trust import TrustFields
from ui.i18n import language, tr
from ui.widgets import Banner, CheckBox, Field, Label, Segmented, TextField

_NARROW = 440


class Step(QWidget):
    """A page of the wizard. `check` says at its fields what is wrong and goes to the first such field."""

    def __init__(self, name: str, title: str, text: str) -> None:
        """`name` is what the list of steps says."""
        super().__init__()
        self.name = name
        self.fields: list[Field] = []
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        self.body.addWidget(Label(title, large=True, wrap=True))
        self.body.addWidget(Label(text, "muted", wrap=True))
        self.body.addSpacing(4)

    def add_field(self, label: str, editor: QWidget, hint: str = "") -> Field:
        """A required field, no wider than is comfortable to read."""
        field = Field(label, editor, hint=hint, required=True)
        field.setMaximumWidth(_NARROW)
        self.fields.append(field)
        self.body.addWidget(field)
        return field

    def first_editor(self) -> QWidget | None:
        return self.fields[0].editor if self.fields else None

    def faults(self) -> list[tuple[Field, str]]:
        """Each field with what is wrong with it; an empty text where nothing is."""
        return []

    def check(self) -> bool:
        faults = self.faults()
        for field, fault in faults:
            field.set_error(fault)
        wrong = next((field for field, fault in faults if fault), None)
        if wrong is not None:
            wrong.editor.setFocus()
            if isinstance(wrong.editor, TextField):
                wrong.editor.selectAll()
        return wrong is None


class SiteStep(Step):
    def __init__(self) -> None:
        super().__init__(
            tr("Site"),
            tr("Which counter is this?"),
            tr("The site stands on every tag, slip and record. Its code cannot be changed later."),
        )
        self.code = TextField(limit=6)
        self.site_name = TextField(limit=60)
        self._code = self.add_field(
            tr("Region &code"), self.code, tr("Six digits of GB/T 2260, such as 370883 for Zoucheng")
        )
        self._name = self.add_field(tr("Site n&ame"), self.site_name, tr("As it stands on slips"))
        self.station = TextField(limit=2)  # nothing to pass over with Enter: two PCs of one number is what must not be
        self._station = self.add_field(
            tr("N&umber of this PC"),
            self.station,
            tr("1 for the first or only PC of this site; else a number that no other PC here has"),
        )
        self.body.addStretch(1)

    def station_number(self) -> int:
        """1–98, for 99 is the city's; 0 where it is no such number."""
        text = self.station.text().strip()
        return int(text) if text.isascii() and text.isdigit() and int(text) < 99 else 0

    def faults(self) -> list[tuple[Field, str]]:
        code = self.code.text().strip()
        good = len(code) == 6 and code.isascii() and code.isdigit()
        asked = tr("Is it the first PC of this site? Then 1; else a number that no other PC here has.")
        number = tr("The number is from 1 to 98.") if self.station.text().strip() else asked
        return [
            (self._code, "" if good else tr("The region code has six digits.")),
            (self._name, "" if self.site_name.text().strip() else tr("What is the site called?")),
            (self._station, "" if self.station_number() else number),
        ]


class WarehousesStep(Step):
    def __init__(self) -> None:
        super().__init__(
            tr("Warehouses"),
            tr("Which warehouses does it keep?"),
            tr("Tick the kinds there are and name them as people do. More can be added later in the settings."),
        )
        self.lines: list[tuple[WarehouseKind, CheckBox, TextField]] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for at, kind in enumerate(WarehouseKind):
            kind_name = word("kind", kind, language())
            tick, name = CheckBox(kind_name), TextField(kind_name, limit=40)
            tick.setAccessibleName(kind_name)
            name.setAccessibleName(tr("Name of {kind}").format(kind=kind_name))
            name.setFixedWidth(260)
            tick.setChecked(True)
            tick.toggled.connect(name.setEnabled)
            self.lines.append((kind, tick, name))
            grid.addWidget(tick, at, 0)
            grid.addWidget(name, at, 1)
        self.notice = Banner("attention", "", closable=False)
        self.body.addLayout(grid)
        self.body.addWidget(self.notice)
        self.body.addStretch(1)
        self.notice.hide()

    def first_editor(self) -> QWidget | None:
        return self.lines[0][1]

    def chosen(self) -> tuple[tuple[WarehouseKind, str], ...]:
        return tuple((kind, name.text().strip()) for kind, tick, name in self.lines if tick.isChecked())

    def check(self) -> bool:
        names = [name for _kind, name in self.chosen()]
        if not names:
            fault = tr("A counter keeps at least one warehouse.")
        elif not all(names):
            fault = tr("Every warehouse needs a name.")
        elif len(set(names)) < len(names):
            fault = tr("Two warehouses have the same name.")
        else:
            self.notice.hide()
            return True
        self.notice.tell("attention", fault)
        return False


class AdministratorStep(Step):
    def __init__(self) -> None:
        super().__init__(
            tr("Administrator"),
            tr("Who runs this counter?"),
            tr("The first administrator adds the accounts of all others. Everybody signs in with their own."),
        )
        self.administrator = TextField(limit=40)
        self.password = TextField(secret=True)
        self.again = TextField(secret=True)
        self._name = self.add_field(tr("Na&me"), self.administrator, tr("Also the user name for signing in"))
        self._password = self.add_field(
            tr("&Password"), self.password, tr("At least {n} characters").format(n=LEAST_LENGTH)
        )
        self._again = self.add_field(tr("Password a&gain"), self.again)
        self.body.addStretch(1)

    def faults(self) -> list[tuple[Field, str]]:
        password = self.password.text()
        short = tr("The password needs at least {n} characters.").format(n=LEAST_LENGTH)
        same = password == self.again.text()
        return [
            (self._name, "" if self.administrator.text().strip() else tr("Who is the administrator?")),
            (self._password, "" if len(password) >= LEAST_LENGTH else short),
            (self._again, "" if same else tr("The two passwords differ. Please type both again.")),
        ]


class ServerStep(Step):
    def __init__(self) -> None:
        super().__init__(
            tr("City server"),
            tr("Is there a city server?"),
            tr("The counter does everything without one. With one, city and counties see the same property."),
        )
        self.mode = Segmented(
            [("alone", tr("&Work alone for now")), ("server", tr("&Connect to a server"))], name=tr("City server")
        )
        self.server = TextField(hint="https://")
        self.code = TextField(limit=80)
        self.body.addWidget(self.mode)
        self._server = self.add_field(tr("Server a&ddress"), self.server)
        self._code = self.add_field(
            tr("&Enrolment code"), self.code, tr("Works once; the city's administrator gives it out")
        )
        self.trust = TrustFields()
        self.body.addWidget(self.trust)
        self.body.addStretch(1)
        self.mode.changed.connect(lambda _key: self._show_mode())
        self._show_mode()

    def first_editor(self) -> QWidget | None:
        return self.server if self.connects() else None

    def connects(self) -> bool:
        return self.mode.key() == "server"

    def address(self) -> str:
        """The address as a URL; empty where it is none."""
        return read_address(self.server.text()) or ""

    def faults(self) -> list[tuple[Field, str]]:
        if not self.connects():
            return []
        return [
            (self._server, "" if self.address() else tr("This is no address of a server.")),
            (self._code, "" if self.code.text().strip() else tr("The server asks for a code.")),
            *self.trust.faults(),
        ]

    def _show_mode(self) -> None:
        for field in self.fields:
            field.setVisible(self.connects())
        self.trust.setVisible(self.connects())
        if self.connects():
            self.server.setFocus()


class SummaryStep(Step):
    def __init__(self) -> None:
        super().__init__(
            tr("Summary"),
            tr("Is everything right?"),
            tr("Nothing has been written yet. Go back to change an entry; what you typed stays."),
        )
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.body.addLayout(self._grid)
        self.body.addStretch(1)

    def show_set_up(self, wanted: SetUp) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        facts = [
            (tr("Site"), f"{wanted.site_name}  {wanted.site_id}"),
            (tr("PC of the site"), str(wanted.station)),
            (tr("Warehouses"), "、".join(name for _kind, name in wanted.warehouses)),
            (tr("Administrator"), wanted.administrator),
            (tr("City server"), wanted.server or tr("None for now")),
        ]
        for at, (key, value) in enumerate(facts):
            self._grid.addWidget(Label(key, "muted"), at, 0)
            self._grid.addWidget(Label(value, "strong", wrap=True), at, 1)
