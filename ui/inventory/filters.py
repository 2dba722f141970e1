"""The row above the list: what narrows it, and what is done with the marked rows."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.asset import Status
from app.domain.organization import Organization, Warehouse
from app.services.queries import AssetFilter
from ui.i18n import tr
from ui.widgets import Button, Choice, ChoiceBox, SuggestBox, row, status_look
from ui.workplace import Workplace


def suggest_organizations(work: Workplace, owner: QWidget) -> Callable[[str, Callable[[Sequence[Choice]], None]], None]:
    """Organizations by part of the name, code or initials, found off the UI thread."""

    def suggest(text: str, deliver: Callable[[Sequence[Choice]], None]) -> None:
        def found(organizations: Sequence[Organization]) -> None:
            deliver([Choice(one.id, one.name, one.code) for one in organizations])

        work.tasks.run(
            lambda: work.queries.organizations(text),
            owner=owner,
            done=found,
            failed=work.errors.show,
            lane="background",
        )

    return suggest


class FilterBar(QWidget):
    """Status, warehouse, organization, held here; and the way back to everything."""

    asked = Signal(dict)
    """Fields of `AssetFilter` that a person has changed."""
    cleared = Signal()

    def __init__(self, work: Workplace, *actions: QWidget) -> None:
        super().__init__()
        self.status = ChoiceBox([("", tr("All statuses"))])
        self.warehouse = ChoiceBox([("", tr("All warehouses"))])
        self.organization = SuggestBox(suggest_organizations(work, self), hint=tr("All organizations"))
        self.own_site = QCheckBox(tr("&Held here only"))
        self.clear = Button(tr("&Clear"), "quiet", on_click=self.cleared.emit)
        self._actions = [action for action in actions if isinstance(action, Button)]
        self._icons = [action.icon() for action in self._actions]
        for box, name, keys, width in (
            (self.status, tr("Status filter"), "Alt+S", 148),
            (self.warehouse, tr("Warehouse filter"), "Alt+W", 140),
            (self.organization, tr("Organization filter"), "Alt+O", 180),
        ):
            box.setAccessibleName(name)
            box.setToolTip(f"{name} ({keys})")
            box.setMinimumWidth(108)
            box.setMaximumWidth(width)
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(box.setFocus)
        self.own_site.setAccessibleName(tr("Held here only"))
        layout = row(self.status, self.warehouse, self.organization, self.own_site, self.clear, None, *actions)
        for at, weight in enumerate((4, 4, 5)):
            layout.setStretch(at, weight)
        layout.setStretch(5, 1)
        self.setLayout(layout)
        self.status.chosen.connect(lambda key: self.asked.emit({"statuses": (Status(key),) if key else ()}))
        self.warehouse.chosen.connect(lambda key: self.asked.emit({"warehouse_id": key}))
        self.organization.chosen.connect(self._organization_chosen)
        self.own_site.toggled.connect(lambda on: self.asked.emit({"own_site_only": on}))

    def show_warehouses(self, warehouses: Sequence[Warehouse]) -> None:
        choices = [("", tr("All warehouses")), *((one.id, one.name) for one in warehouses)]
        self.warehouse.set_choices(choices, self.warehouse.key())

    def show_counts(self, by_status: Mapping[Status, int]) -> None:
        """Say beside each status how many there are; a list that is open stays as it is."""
        if self.status.view().isVisible():
            return
        choices = [("", tr("All statuses"))]
        for status in Status:
            word, count = status_look(status.value)[0], by_status.get(status, 0)
            choices.append((status.value, f"{word}  {count:,}" if count else word))
        self.status.set_choices(choices, self.status.key())

    def show_filter(self, which: AssetFilter) -> None:
        """Show a question that came from elsewhere, without asking it again."""
        self.blockSignals(True)
        self.status.set_key(which.statuses[0].value if which.statuses else "")
        self.warehouse.set_key(which.warehouse_id)
        self.own_site.setChecked(which.own_site_only)
        if not which.organization_id and (self.organization.key() or self.organization.text()):
            self.organization.set_choice(None)
        self.blockSignals(False)

    def words(self) -> list[str]:
        """What narrows the list, for a person."""
        parts = []
        if self.status.key():
            parts.append(status_look(str(self.status.key()))[0])
        if self.warehouse.key():
            parts.append(self.warehouse.currentText())
        if self.organization.key():
            parts.append(self.organization.text())
        if self.own_site.isChecked():
            parts.append(tr("held here only"))
        return parts

    def set_narrow(self, narrow: bool) -> None:
        """Leave out the pictures of the buttons where there is little room."""
        self.own_site.setText(tr("&Here") if narrow else tr("&Held here only"))
        for action, picture in zip(self._actions, self._icons, strict=True):
            action.setIcon(type(picture)() if narrow else picture)

    def _organization_chosen(self, choice: Choice | None) -> None:
        self.asked.emit({"organization_id": choice.key if choice else ""})
