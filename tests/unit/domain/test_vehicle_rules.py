"""Plates (GA 36), VINs (GB 16735), what keeps a car at the gate."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import DomainError, Invalid, Refused
from app.domain.vehicle import Dispatch, VehicleCard, is_plate, normal_plate, vin_check_character, vin_check_is_right

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "plate"),
    [
        ("鲁H12345", "鲁H12345"),
        ("鲁h·a123b", "鲁HA123B"),
        (" 鲁H 8821警", "鲁H8821警"),
        ("鲁HD12345", "鲁HD12345"),  # small new-energy: letter first
        ("鲁H12345F", "鲁H12345F"),  # large new-energy: letter last
    ],
)
def test_plates(typed: str, plate: str) -> None:
    assert normal_plate(typed) == plate


@pytest.mark.parametrize(
    "text", ["", "鲁I12345", "鲁H1234O", "鲁HABC12", "H12345", "鲁H123456", "鲁H1234", "台式计算机"]
)
def test_what_is_no_plate(text: str) -> None:
    assert not is_plate(text)


@given(st.text(max_size=12))
def test_any_text_is_a_plate_or_refused(text: str) -> None:
    if is_plate(text):
        assert normal_plate(normal_plate(text)) == normal_plate(text)


@pytest.mark.parametrize(("vin", "check"), [("1" * 17, "1"), ("1M8GDM9AXKP042788", "X")])
def test_check_characters_of_known_vins(vin: str, check: str) -> None:
    assert vin_check_character(vin) == check
    assert vin_check_is_right(vin)


@pytest.mark.parametrize("vin", ["", "1" * 16, "I" * 17, "1M8GDM9AXKP04278O"])
def test_malformed_vins(vin: str) -> None:
    with pytest.raises(Invalid):
        vin_check_character(vin)


@given(st.integers(0, 16).filter(lambda place: place != 8), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_noticed_but_for_those_of_the_same_value(place: int, digit: str) -> None:
    vin = "1M8GDM9AXKP042788"
    other = vin[:place] + digit + vin[place + 1 :]
    same = vin_check_character(other) == vin_check_character(vin)
    assert vin_check_is_right(other) is same


@pytest.mark.parametrize(
    ("inspection", "insurance", "code"),
    [
        (TODAY, TODAY, None),
        (None, None, None),
        (date(2026, 11, 21), TODAY, "vehicle.inspection_expired"),
        (TODAY, date(2026, 11, 21), "vehicle.insurance_expired"),
    ],
)
def test_a_car_stays_once_its_papers_have_run_out(inspection: date | None, insurance: date | None, code: str) -> None:
    card = VehicleCard("a", "370883", "鲁H12345", inspection_until=inspection, insurance_until=insurance)
    try:
        card.require_roadworthy(TODAY)
        found = None
    except Refused as refusal:
        found = refusal.code
    assert found == code


def test_a_trip_ends_once_and_not_below_its_start() -> None:
    now = datetime(2026, 11, 22, tzinfo=UTC)
    trip = Dispatch("d", "PC1", "a", "370883", "o", "p", "王师傅", "公务", "", None, now, 1_000)
    with pytest.raises(DomainError, match="odometer_backwards"):
        trip.close(now, 999, "")
    assert trip.in_at is None
    trip.close(now, 1_000, "")
    with pytest.raises(DomainError, match="closed"):
        trip.close(now, 1_001, "")
