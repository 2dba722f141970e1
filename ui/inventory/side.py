"""Forms that take the place of the details while something is changed: correcting a record, moving pieces."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from app.domain.organization import Warehouse
from app.services.commands.inventory import AmendAsset, MoveAssets
from app.services.queries import AssetRow, PlaceRow
from ui.i18n import tr
from ui.widgets import Button, ChoiceBox, Field, SideForm, TextField, write


@dataclass(frozen=True, slots=True)
class _Part:
    name: str  # of the asset's field
    label: str


def _parts() -> tuple[_Part, ...]:
    return (
        _Part("name", tr("Asset name")),
        _Part("model", tr("Model, specification")),
        _Part("brand", tr("Brand")),
        _Part("serial", tr("Serial number")),
        _Part("unit", tr("Unit")),
        _Part("card_number", tr("Card number")),
        _Part("place", tr("Place")),
        _Part("department", tr("Department")),
        _Part("keeper", tr("Keeper")),
        _Part("remark", tr("Remark")),
    )


class AmendForm(SideForm):
    """Correct what is written about one asset."""

    accepted = Signal(object)
    """`AmendAsset` with the fields that differ."""

    def __init__(self) -> None:
        self.save = Button(tr("Sa&ve"), "primary", on_click=self._accept)
        super().__init__(tr("Correct the record"), self.save)
        self.editors: dict[str, TextField] = {}
        self._fields: dict[str, Field] = {}
        for part in _parts():
            editor = TextField()
            self.editors[part.name] = editor
            self._fields[part.name] = Field(part.label, editor, required=part.name == "name")
            self.fields.addWidget(self._fields[part.name])
        self.fields.addStretch(1)
        self._asset: AssetRow | None = None

    def edit(self, asset: AssetRow) -> None:
        """Show the asset's words; another asset's half-made corrections are dropped."""
        if self._asset is None or self._asset != asset:
            self._asset = asset
            for name, editor in self.editors.items():
                editor.setText(getattr(asset, name))
        self.subject.setText(write(asset.tag_number, "code"))
        self.notice.hide()
        self._fields["name"].set_error("")
        self.editors["name"].setFocus()
        self.editors["name"].selectAll()

    def forget(self) -> None:
        """The correction was carried out."""
        self._asset = None

    def _accept(self) -> None:
        if self._asset is None:
            return
        if not self.editors["name"].text().strip():
            self._fields["name"].set_error(tr("An asset needs a name."))
            self.editors["name"].setFocus()
            return
        fields = {
            name: editor.text().strip()
            for name, editor in self.editors.items()
            if editor.text().strip() != getattr(self._asset, name)
        }
        if fields:
            seen = {name: str(getattr(self._asset, name)) for name in fields}
            self.accepted.emit(AmendAsset(self._asset.id, fields, seen))
        else:
            self.left.emit()


class MoveForm(SideForm):
    """Move pieces to another warehouse or place of this site."""

    accepted = Signal(object)
    """`MoveAssets`."""

    def __init__(self) -> None:
        self.move_button = Button(tr("Move &them"), "primary", on_click=self._accept)
        super().__init__(tr("Move within the site"), self.move_button)
        self.warehouse = ChoiceBox([("", tr("Leave in its warehouse"))])
        self.place = TextField(hint=tr("e.g. Hall A, shelf 3"))
        self._place = Field(tr("New place"), self.place)
        self.fields.addWidget(Field(tr("Warehouse"), self.warehouse))
        self.fields.addWidget(self._place)
        self.fields.addStretch(1)
        self._ids: tuple[str, ...] = ()

    def show_warehouses(self, warehouses: Sequence[Warehouse]) -> None:
        choices = [("", tr("Leave in its warehouse")), *((one.id, one.name) for one in warehouses)]
        self.warehouse.set_choices(choices, self.warehouse.key())

    def set_place(self, place: PlaceRow) -> None:
        """A place was scanned: it is the new one."""
        self.warehouse.set_key(place.warehouse_id)
        self.place.setText(place.name)
        self._place.set_error("")
        self.move_button.setFocus()

    def move_assets(self, ids: Sequence[str]) -> None:
        self._ids = tuple(ids)
        self.subject.setText(tr("{n} pieces marked").format(n=f"{len(ids):,}"))
        self.notice.hide()
        self._place.set_error("")
        self.warehouse.setFocus()

    def _accept(self) -> None:
        warehouse, place = str(self.warehouse.key() or ""), self.place.text().strip()
        if not warehouse and not place:
            self._place.set_error(tr("Choose a warehouse or name a place."))
            self.place.setFocus()
            return
        self.accepted.emit(MoveAssets(self._ids, warehouse, place))
