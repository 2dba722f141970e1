"""The warehouses of the site."""

from __future__ import annotations

from typing import Any

from app.domain.organization import WarehouseKind
from app.services.commands.setup import AddWarehouse, EditWarehouse
from app.words import word
from ui.i18n import language, tr
from ui.settings.listed import ListedSection
from ui.widgets import Button, CheckBox, ChoiceBox, Column, TextField, row
from ui.workplace import Workplace


class WarehousesSection(ListedSection):
    def __init__(self, work: Workplace) -> None:
        super().__init__(
            work,
            "warehouses",
            tr("Warehouses"),
            "inventory",
            tr("The stores of this site. Each kind permits its own movements; the kind stays as it was chosen."),
            administrators=True,
        )
        self.begin(
            [
                Column("name", tr("Name"), lambda one: one.name, width=240),
                Column("kind", tr("Kind"), lambda one: word("kind", one.kind, language()), width=160),
                Column("active", tr("State"), lambda one: tr("in use") if one.active else tr("closed"), width=120),
            ],
            tr("Warehouses"),
            Button(tr("&New warehouse"), icon_name="add"),
        )
        self.kind = ChoiceBox([(kind, word("kind", kind, language())) for kind in WarehouseKind])
        self.warehouse_name = TextField(limit=40)
        self.active = CheckBox(tr("In &use"))
        self.save = Button(tr("Sa&ve"), "primary", icon_name="check", on_click=self.try_save)
        self.add_pair(
            self.add(tr("Warehouse na&me"), self.warehouse_name, self._no_name, required=True),
            self.add(tr("&Kind"), self.kind),
        )
        self.body.addWidget(self.active)
        self.body.addLayout(row(self.save, None))
        self.show_row(None)

    def show_rights(self) -> None:
        super().show_rights()
        self.inside.setEnabled(self.may_change)

    def load(self) -> None:
        self.work.tasks.run(
            lambda: self.work.queries.warehouses(active_only=False),
            owner=self,
            done=self.show_rows,
            failed=self.tell_error,
            lane="background",
        )

    def show_row(self, one: Any) -> None:
        self.kind.setEnabled(one is None)
        self.active.setEnabled(one is not None)
        self.active.setChecked(one is None or one.active)
        self.warehouse_name.setText(one.name if one else "")
        if one is not None:
            self.kind.set_key(one.kind)

    def try_save(self) -> None:
        if not self.check():
            return
        name = self.warehouse_name.text().strip()
        command = (
            AddWarehouse(WarehouseKind(str(self.kind.key())), name)
            if self.current is None
            else EditWarehouse(self.current.id, name, self.active.isChecked())
        )
        self.do(command, button=self.save, done=lambda _changes: self._saved(name))

    def _saved(self, name: str) -> None:
        self.said.emit(tr("{name} saved").format(name=name), "good", None)
        self.load()

    def _no_name(self) -> str:
        return "" if self.warehouse_name.text().strip() else tr("Every warehouse needs a name.")
