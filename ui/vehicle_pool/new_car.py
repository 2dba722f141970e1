"""A car that comes into the pool: intake and vehicle card in one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from app.domain import ids
from app.domain.asset import Source
from app.domain.money import parse_yuan
from app.domain.organization import Warehouse, WarehouseKind
from app.services.commands.base import Command
from app.services.commands.inventory import IntakeItem, TakeIn
from app.services.commands.setup import RegisterOrganization
from ui.i18n import tr
from ui.vehicle_pool.card_form import CardForm
from ui.vehicle_pool.side import organizations
from ui.widgets import ChoiceBox, DateField, SuggestBox, TextField
from ui.workplace import Workplace

_PASSENGER_CAR = (2022, "A02030500")  # GB/T 14885-2022: 乘用车


class NewCarForm(CardForm):
    """Everything of a new car; `taken_in` carries the commands of one transaction."""

    taken_in = Signal(object)

    def __init__(self, work: Workplace) -> None:
        self._work = work
        super().__init__()
        self.set_title(tr("A new car"))
        self.subject.setText(
            tr("For an asset that the pool already has, scan its tag instead: it only needs a vehicle card.")
        )
        self.accept_button.set_text(tr("&Take it in"))

    def begin_fields(self) -> None:
        self.name = TextField(hint=tr("Such as: saloon car"), limit=80)
        self.model = TextField(limit=80)
        self.brand = TextField(limit=40)
        self.organization = SuggestBox(
            organizations(self._work, self), hint=tr("Name or pinyin initials"), allow_new=True
        )
        self.source = ChoiceBox(
            [
                (Source.OVER_STANDARD, tr("Over standard")),
                (Source.IDLE, tr("Idle")),
                (Source.LOW_USE, tr("Little used")),
                (Source.TEMPORARY_BODY, tr("Of a temporary body")),
                (Source.LARGE_EVENT, tr("Of a large event")),
                (Source.DONATED, tr("Donated")),
                (Source.PURCHASED, tr("Purchased")),
            ]
        )
        self.warehouse = ChoiceBox()
        self.value = TextField(hint="179800.00", limit=16)
        self.acquired = DateField()
        self.place = TextField(limit=80)
        self.add(tr("N&ame of the car"), self.name, lambda: _missing(self.name), required=True)
        self.add_pair(self.add(tr("Brand"), self.brand), self.add(tr("Model"), self.model))
        self.add(tr("Handed in by the &organization"), self.organization, self._no_organization, required=True)
        self.add(tr("Source"), self.source)
        self.add(tr("Warehouse"), self.warehouse, self._no_warehouse, required=True)
        self.add_pair(
            self.add(tr("Original value, yuan"), self.value, self._bad_value),
            self.add(tr("Acquired on"), self.acquired, lambda: self._bad_date(self.acquired)),
        )
        self.add(tr("Place"), self.place)

    def set_warehouses(self, warehouses: Sequence[Warehouse]) -> None:
        """Offer them, the general one first."""
        ordered = sorted(warehouses, key=lambda one: one.kind is not WarehouseKind.GENERAL)
        self.warehouse.set_choices([(one.id, one.name) for one in ordered], self.warehouse.key())

    def clear(self) -> None:
        self.show_card("", "", None)
        for field in (self.name, self.model, self.brand, self.value, self.place):
            field.clear()
        self.organization.set_choice(None)
        self.acquired.set_day(None)

    def commands(self) -> list[Command]:
        """Call it after `check`."""
        edition, code = _PASSENGER_CAR
        organization = self.organization.text().strip()
        item = IntakeItem(
            name=self.name.text().strip(),
            category_edition=edition,
            category_code=code,
            model=self.model.text().strip(),
            brand=self.brand.text().strip(),
            unit="辆",
            value_fen=self._fen(),
            acquired_on=self.acquired.day(),
            place=self.place.text().strip(),
        )
        intake = TakeIn(
            str(self.organization.key() or ids.organization_id(organization)),
            Source(str(self.source.key())),
            str(self.warehouse.key()),
            (item,),
        )
        (asset_id,) = ids.piece_ids(intake.first_asset_id, 1)
        known = [] if self.organization.key() else [RegisterOrganization(organization)]
        return [*known, intake, self.card(asset_id)]

    def try_accept(self) -> None:
        if self.check():
            self.taken_in.emit(self.commands())

    def _fen(self) -> int:
        text = self.value.text().strip()
        return parse_yuan(text) if text else 0

    def _no_organization(self) -> str:
        return "" if self.organization.text().strip() else tr("Which organization hands the car in?")

    def _no_warehouse(self) -> str:
        return "" if self.warehouse.key() else tr("There is no warehouse yet: add one in the settings.")

    def _bad_value(self) -> str:
        try:
            self._fen()
        except ValueError:
            return tr("An amount in yuan, such as 179800.00")
        return ""


def _missing(field: TextField) -> str:
    return "" if field.text().strip() else tr("What kind of car is it?")
