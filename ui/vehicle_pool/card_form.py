"""The vehicle card of a car: of one in the pool, of an asset that becomes one, or of a new one."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Signal

from app.domain.errors import Invalid
from app.domain.vehicle import VehicleUse, is_plate, vin_check_is_right
from app.services.commands.vehicles import SetVehicleCard
from app.services.handlers.edits import text_of
from app.services.handlers.vehicles import CARD_FIELDS
from app.services.vehicle_queries import VehicleRow
from ui.i18n import tr
from ui.vehicle_pool.side import SideForm, read_whole
from ui.vehicle_pool.standing import show_plate
from ui.widgets import Banner, CheckBox, ChoiceBox, DateField, TextField


class CardForm(SideForm):
    accepted = Signal(object)
    """`SetVehicleCard`."""

    def __init__(self) -> None:
        super().__init__(tr("Vehicle card"), tr("Sa&ve"), "check")
        self.asset_id = ""
        self._seen: dict[str, str] = {}
        self.begin_fields()
        self.plate = TextField(limit=12)
        self.vin = TextField(limit=17)
        self.engine = TextField(limit=40)
        self.litres = TextField(hint="1.8", limit=6)
        self.seats = TextField(limit=2)
        self.odometer = TextField("0", limit=12)
        self.keys = TextField("1", limit=2)
        self.inspection, self.insurance = DateField(), DateField()
        self.use = ChoiceBox(uses(), VehicleUse.OTHER)
        self.energy = ChoiceBox(energies())
        self.established = CheckBox(tr("&Within the establishment"))
        self.remark = TextField(limit=200)
        self.caution = Banner("attention", tr("The check digit of this VIN does not fit"), "", closable=False)
        self._build()
        self.vin.textChanged.connect(lambda _text: self._look_at_vin())

    def begin_fields(self) -> None:
        """Fields that stand above those of the card."""

    def show_card(self, asset_id: str, name: str, car: VehicleRow | None) -> None:
        """Begin with a car's card, or with an empty one for an asset that has none."""
        self.forget_faults()
        self.asset_id = asset_id
        self.subject.setText(f"{show_plate(car.plate)}  {name}" if car else name)
        self._seen = {name: text_of(getattr(car, name)) for name in CARD_FIELDS} if car else {}
        self.plate.setText(car.plate if car else "")
        self.vin.setText(car.vin if car else "")
        self.engine.setText(car.engine_number if car else "")
        self.litres.setText(say_litres(car.displacement_ml) if car else "")
        self.seats.setText(str(car.seats) if car and car.seats else "")
        self.odometer.setText(str(car.odometer_km if car else 0))
        self.keys.setText(str(car.keys if car else 1))
        self.inspection.set_day(car.inspection_until if car else None)
        self.insurance.set_day(car.insurance_until if car else None)
        self.use.set_key(car.use if car else VehicleUse.OTHER)
        stored = car.energy if car else ""
        known = energies()
        self.energy.set_choices(known if any(key == stored for key, _label in known) else [*known, (stored, stored)])
        self.energy.set_key(stored)
        self.established.setChecked(car.established if car else True)
        self.remark.setText(car.remark if car else "")
        self.plate.setFocus()

    def card(self, asset_id: str) -> SetVehicleCard:
        """The card as it is entered. Call it after `check`."""
        return SetVehicleCard(
            asset_id=asset_id,
            plate=self.plate.text(),
            vin=self.vin.text().strip().upper(),
            engine_number=self.engine.text().strip(),
            displacement_ml=read_litres(self.litres.text()),
            seats=read_whole(self.seats.text()),
            established=self.established.isChecked(),
            use=VehicleUse(str(self.use.key())),
            energy=str(self.energy.key() or ""),
            inspection_until=self.inspection.day(),
            insurance_until=self.insurance.day(),
            odometer_km=read_whole(self.odometer.text()) or 0,
            keys=read_whole(self.keys.text()) or 0,
            remark=self.remark.text().strip(),
            seen=self._seen,
        )

    def try_accept(self) -> None:
        if self.check():
            self.accepted.emit(self.card(self.asset_id))

    def _build(self) -> None:
        self.add(tr("&Plate"), self.plate, self._bad_plate, required=True)
        self.add(tr("VIN (&Z)"), self.vin, self._bad_vin)
        self.fields.addWidget(self.caution)
        self.caution.hide()
        self.add(tr("&Engine number"), self.engine)
        self.add_pair(
            self.add(tr("Displacement, &L"), self.litres, self._bad_litres),
            self.add(tr("&Seats"), self.seats, lambda: self._bad_number(self.seats, empty_ok=True)),
        )
        self.add_pair(
            self.add(tr("Odo&meter, km"), self.odometer, self._bad_odometer),
            self.add(tr("&Keys"), self.keys, lambda: self._bad_number(self.keys)),
        )
        self.add(tr("&Inspection until"), self.inspection, lambda: self._bad_date(self.inspection))
        self.add(tr("I&nsurance until"), self.insurance, lambda: self._bad_date(self.insurance))
        self.add(tr("Used &for"), self.use)
        self.add(tr("Ener&gy"), self.energy)
        self.fields.addWidget(self.established)
        self.add(tr("&Remark"), self.remark)
        self.fields.addStretch(1)

    def _look_at_vin(self) -> None:
        """A wrong check digit is said and does not block: old and imported cars break the rule."""
        vin = self.vin.text().strip().upper()
        try:
            doubtful = bool(vin) and not vin_check_is_right(vin)
        except Invalid:
            doubtful = False
        if doubtful:
            self.caution.tell(
                "attention",
                tr("The check digit of this VIN does not fit"),
                tr("Please compare with the vehicle licence. Old and imported cars may have such a number."),
            )
        else:
            self.caution.hide()

    def _bad_plate(self) -> str:
        if not self.plate.text().strip():
            return tr("Write the number plate.")
        return "" if is_plate(self.plate.text()) else tr("This is no plate: compare province, letter and length.")

    def _bad_vin(self) -> str:
        vin = self.vin.text().strip().upper()
        try:
            if vin:
                vin_check_is_right(vin)
        except Invalid:
            return tr("A VIN has 17 letters and digits, without I, O and Q; this has {n}.").format(n=len(vin))
        return ""

    def _bad_litres(self) -> str:
        text = self.litres.text().strip()
        return "" if not text or read_litres(text) is not None else tr("Litres, such as 1.8")

    def _bad_number(self, field: TextField, *, empty_ok: bool = False) -> str:
        text = field.text().strip()
        return "" if (empty_ok and not text) or read_whole(text) is not None else tr("A whole number")

    def _bad_odometer(self) -> str:
        return tr("Whole kilometres") if read_whole(self.odometer.text()) is None else ""

    def _bad_date(self, field: DateField) -> str:
        return tr("This is no date. Type 2026-12-31, 1231 or +30.") if field.wrong() else ""


def uses() -> list[tuple[object, str]]:
    """What a car is for, as the establishment counts it."""
    return [
        (VehicleUse.CONFIDENTIAL, tr("Confidential communication")),
        (VehicleUse.EMERGENCY, tr("Emergency support")),
        (VehicleUse.LAW_ENFORCEMENT, tr("Law enforcement")),
        (VehicleUse.SPECIAL, tr("Special technical")),
        (VehicleUse.OTHER, tr("Other use")),
    ]


def energies() -> list[tuple[object, str]]:
    """What drives it; the key is what the card says, in the words of the vehicle licence."""
    return [
        ("", tr("Not given")),
        ("汽油", tr("Petrol")),
        ("柴油", tr("Diesel")),
        ("电", tr("Electricity")),
        ("油电混合", tr("Hybrid")),
        ("燃气", tr("Gas")),
    ]


def read_litres(text: str) -> int | None:
    """Millilitres of a displacement typed in litres (`1.8`, `1.798L`) or in millilitres (`1798`); None otherwise."""
    plain = text.strip().upper().removesuffix("ML").removesuffix("L").strip()
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    if not number.is_finite() or number <= 0 or number >= 100_000:
        return None
    return int(number * 1000) if number < 100 else int(number)


def say_litres(ml: int | None) -> str:
    """1800 → `1.8`, 1798 → `1.798`; empty for None."""
    return "" if ml is None else f"{Decimal(ml) / 1000:f}"
