"""Vehicles: an asset with a vehicle card, and its dispatches (派车)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.domain.errors import Invalid, Refused

_PROVINCES = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
_LETTERS = "A-HJ-NP-Z"  # no I, no O
# GA 36: province, issuing letter, then five characters; at most two letters among them.
_ORDINARY = re.compile(
    rf"[{_PROVINCES}][{_LETTERS}](?=(?:\d*[{_LETTERS}]){{0,2}}\d*警?$)[{_LETTERS}0-9]{{4}}[{_LETTERS}0-9警]"
)
# New-energy: six characters; small cars carry the energy letter first, large ones last.
_NEW_ENERGY = re.compile(rf"[{_PROVINCES}][{_LETTERS}](?:[A-HJK][{_LETTERS}0-9]\d{{4}}|\d{{5}}[A-HJK])")
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_VIN_VALUES = {
    **{str(digit): digit for digit in range(10)},
    **dict(zip("ABCDEFGH", range(1, 9), strict=True)),
    **dict(zip("JKLMN", range(1, 6), strict=True)),
    "P": 7,
    "R": 9,
    **dict(zip("STUVWXYZ", range(2, 10), strict=True)),
}
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def normal_plate(text: str) -> str:
    """A plate as it is stored: no spaces or dots, upper case. Raises Invalid where it is no plate (GA 36)."""
    plate = re.sub(r"[\s·.\-]", "", text).upper()
    if not (_ORDINARY.fullmatch(plate) or _NEW_ENERGY.fullmatch(plate)):
        raise Invalid("vehicle.bad_plate", plate=text)
    return plate


def is_plate(text: str) -> bool:
    try:
        normal_plate(text)
    except Invalid:
        return False
    return True


def vin_check_character(vin: str) -> str:
    """The ninth character that GB 16735 (weights, mod 11, 10 → X) asks for. Raises Invalid on a malformed VIN."""
    if not _VIN.fullmatch(vin):
        raise Invalid("vehicle.bad_vin", vin=vin)
    total = sum(_VIN_VALUES[character] * weight for character, weight in zip(vin, _VIN_WEIGHTS, strict=True))
    return "0123456789X"[total % 11]


def vin_check_is_right(vin: str) -> bool:
    """Warns, never blocks: old and imported cars break the rule."""
    return vin_check_character(vin) == vin[8]


class VehicleUse(StrEnum):
    CONFIDENTIAL = "confidential"  # 机要通信
    EMERGENCY = "emergency"  # 应急保障
    LAW_ENFORCEMENT = "law_enforcement"  # 执法执勤
    SPECIAL = "special"  # 特种专业技术
    OTHER = "other"  # 其他


@dataclass(slots=True)
class VehicleCard:
    """What an asset that is a vehicle has besides. `id` is the asset's id; distances in km, displacement in ml."""

    id: str
    site_id: str
    plate: str
    vin: str = ""
    engine_number: str = ""
    displacement_ml: int | None = None
    seats: int | None = None
    established: bool = True  # 编制 within the establishment
    use: VehicleUse = VehicleUse.OTHER
    energy: str = ""
    inspection_until: date | None = None
    insurance_until: date | None = None
    odometer_km: int = 0
    keys: int = 1
    remark: str = ""
    version: int = 0

    def require_roadworthy(self, day: date) -> None:
        """A car whose inspection or compulsory insurance has run out is refused at the gate."""
        if self.inspection_until is not None and self.inspection_until < day:
            raise Refused("vehicle.inspection_expired", plate=self.plate, until=self.inspection_until)
        if self.insurance_until is not None and self.insurance_until < day:
            raise Refused("vehicle.insurance_expired", plate=self.plate, until=self.insurance_until)


@dataclass(slots=True)
class Dispatch:
    """派车: one trip. Open until `in_at`. `disputed`: recorded although the car was not to be had (a case)."""

    id: str
    number: str
    asset_id: str
    site_id: str
    organization_id: str
    person_id: str
    driver: str
    reason: str
    route: str
    planned_in: datetime | None
    out_at: datetime
    odometer_out_km: int
    in_at: datetime | None = None
    odometer_in_km: int | None = None
    remark: str = ""
    disputed: bool = False
    version: int = 0

    def close(self, at: datetime, odometer_km: int, remark: str) -> None:
        if self.in_at is not None:
            raise Refused("dispatch.closed", number=self.number)
        if odometer_km < self.odometer_out_km:
            raise Invalid("dispatch.odometer_backwards", out=self.odometer_out_km, back=odometer_km)
        self.in_at, self.odometer_in_km, self.remark = at, odometer_km, remark

    def reopen(self) -> None:
        """It is under way again."""
        self.in_at, self.odometer_in_km, self.remark = None, None, ""
