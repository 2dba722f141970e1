"""The vehicle pool over a real file: what is seen, the way out, the way back, cards, scans, keys."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QWidget

from app.domain import ids
from app.domain.asset import Status
from app.domain.numbering import DocumentKind
from app.services.commands.vehicles import DispatchIn
from tests.gui.vehicle_pool.conftest import EXPIRED, HERE, OFFICE, OUT, OVERDUE, SOON, Counter
from ui.paper import PaperPreview
from ui.vehicle_pool import VehiclePoolPage
from ui.vehicle_pool.bars import say_bar
from ui.vehicle_pool.standing import show_plate


def plates(page: VehiclePoolPage) -> list[str]:
    return [car.plate for car in page.cars.cars()]


def choose(page: VehiclePoolPage, plate: str) -> None:
    page.choose(next(car.asset_id for car in page.pool.cars if car.plate == plate))


def state(page: VehiclePoolPage, plate: str) -> str:
    number = plates(page).index(plate)
    return str(page.cars.model().index(number, 0).data())


def fill_out(page: VehiclePoolPage, km: str = "52500") -> None:
    form = page.side.out_form
    form.organization.setText(OFFICE)
    form.person.setText("孙丽")
    form.driver.setText("王建国")
    form.reason.setText("会议保障")
    form.route.setText("济宁—曲阜")
    form.odometer.setText(km)


def previews(page: VehiclePoolPage) -> list[PaperPreview]:
    return page.findChildren(PaperPreview)


def test_the_list_tells_how_each_car_stands(page: VehiclePoolPage) -> None:
    assert plates(page) == sorted([HERE, OUT, OVERDUE, EXPIRED, SOON])
    assert "在场" in state(page, HERE)
    assert "出车" in state(page, OUT)
    assert "赵敏" in state(page, OUT)
    assert "逾期" in state(page, OVERDUE)
    assert "年检已过期 12 天" in state(page, EXPIRED)
    assert "年检还有 12 天到期" in state(page, SOON)


@pytest.mark.parametrize(
    ("which", "expected"),
    [("here", {HERE, EXPIRED, SOON}), ("out", {OUT, OVERDUE}), ("attention", {OVERDUE, EXPIRED, SOON})],
)
def test_filters(page: VehiclePoolPage, which: str, expected: set[str]) -> None:
    page.bar.filters.set_key(which)
    page.refresh()

    assert set(plates(page)) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("8a1", {HERE}), ("鲁h·m", {OUT}), ("周国强", {OVERDUE}), ("没有", set())]
)
def test_search(page: VehiclePoolPage, text: str, expected: set[str]) -> None:
    page.search(text)

    assert set(plates(page)) == expected


def test_a_car_is_dispatched_by_keyboard_with_its_slip_and_undone(
    qtbot, page: VehiclePoolPage, counter: Counter
) -> None:
    choose(page, HERE)
    page.cars.setFocus()
    qtbot.keyClick(page.cars, Qt.Key.Key_Return)
    assert page.side.form() is page.side.out_form
    fill_out(page)
    page.side.out_form.planned.set_moment(counter.clock.now() + timedelta(hours=3))
    told: list[tuple[str, str, object]] = []
    page.said.connect(lambda *what: told.append(what))

    qtbot.keyClick(page.side.out_form.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(previews(page)))
    qtbot.waitUntil(lambda: previews(page)[0].page_count() >= 1)

    row = counter.car(HERE)
    assert (row.status, row.user, row.driver) == (Status.LENT, "孙丽", "王建国")
    (trip,) = (it for it in counter.services.queries.dispatches(open_only=True) if it.id == row.dispatch_id)
    assert trip.odometer_out_km == 52_500
    document = counter.services.queries.document(trip.number)
    assert document.kind is DocumentKind.DISPATCH
    assert (counter.services.folder.papers / f"{document.id}.pdf").read_bytes().startswith(b"%PDF")
    previews(page)[0].reject()

    text, _meaning, undo = told[-1]
    assert show_plate(HERE) in text
    undo()
    qtbot.waitUntil(lambda: counter.car(HERE).dispatch_id is None)
    assert counter.car(HERE).status is Status.AVAILABLE


def test_missing_entries_are_told_at_their_fields_and_what_was_typed_stays(page: VehiclePoolPage) -> None:
    choose(page, HERE)
    page.begin_out()
    form = page.side.out_form
    form.driver.setText("王建国")
    form.odometer.setText("52000")

    form.try_accept()

    wrong = [field.error() for field, _fault in form._checked if field.error()]
    assert len(wrong) == 4
    assert "52,434" in wrong[-1]
    page.step_back()
    assert page.side.form() is None
    page.begin_out()
    assert form.driver.text() == "王建国"


def test_a_car_without_valid_papers_is_refused_at_the_gate(page: VehiclePoolPage) -> None:
    choose(page, EXPIRED)

    page.begin_out()

    assert page.side.form() is None
    assert page.notice.isVisible()
    assert "年检" in page.notice.accessibleName()
    assert show_plate(EXPIRED) in page.notice.accessibleDescription()
    page.step_back()
    assert not page.notice.isVisible()


def test_a_car_is_taken_in(qtbot, page: VehiclePoolPage, counter: Counter) -> None:
    choose(page, OVERDUE)
    page.begin_in()
    form = page.side.in_form
    form.odometer.setText("14100")
    form.try_accept()
    assert "14,220" in form._checked[0][0].error()

    form.odometer.setText("14,301")
    assert form.driven.text() == "本次行驶 81 公里"
    form.remark.setPlainText("右后门划痕")
    form.try_accept()
    qtbot.waitUntil(lambda: counter.car(OVERDUE).dispatch_id is None)

    assert counter.car(OVERDUE).odometer_km == 14_301
    assert {t.remark for t in counter.services.queries.dispatches()} == {"", "右后门划痕"}
    qtbot.waitUntil(lambda: "在场" in state(page, OVERDUE))


def test_a_refusal_of_the_counter_is_told_in_the_form(qtbot, page: VehiclePoolPage, counter: Counter) -> None:
    choose(page, OVERDUE)
    page.begin_in()
    counter.do(DispatchIn(page.current().dispatch_id, 14_230))
    qtbot.waitUntil(lambda: page.current().dispatch_id is None)
    assert page.side.form() is page.side.in_form  # what others do takes no form away
    page.side.in_form.odometer.setText("14300")

    page.side.in_form.try_accept()
    qtbot.waitUntil(page.side.in_form.notice.isVisible)

    assert page.side.in_form.notice.accessibleName() == "这次派车已经结束"
    assert page.side.in_form.odometer.text() == "14300"


@pytest.mark.parametrize("scanned", ["plate", "tag", "slip"])
def test_a_scan_chooses_the_car(qtbot, page: VehiclePoolPage, counter: Counter, scanned: str) -> None:
    row = counter.car(OUT)
    number = next(t.number for t in counter.services.queries.dispatches(open_only=True) if t.plate == OUT)
    choose(page, HERE)

    page.take_scan({"plate": OUT, "tag": row.tag_number, "slip": number}[scanned])
    qtbot.waitUntil(lambda: page.current().plate == OUT)

    assert (page.side.form() is page.side.in_form) == (scanned == "slip")


def test_a_scanned_asset_becomes_a_vehicle(qtbot, page: VehiclePoolPage, counter: Counter) -> None:
    other = counter.services.queries.find_assets("办公桌")[0]
    page.take_scan(other.tag_number)
    qtbot.waitUntil(page.give_card.isVisible)
    page.give_card.click()
    form = page.side.card_form
    form.plate.setText("鲁H·12345")
    form.odometer.setText("100")

    form.try_accept()
    qtbot.waitUntil(lambda: page.current() is not None and page.current().plate == "鲁H12345")

    assert counter.car("鲁H12345").asset_id == other.id


def test_an_unknown_scan_is_told(qtbot, page: VehiclePoolPage) -> None:
    page.take_scan("999999")
    qtbot.waitUntil(page.notice.isVisible)

    assert "999999" in page.notice.accessibleName()
    assert not page.give_card.isVisible()


def test_a_doubtful_vin_warns_and_is_saved_a_malformed_one_is_not(
    qtbot, page: VehiclePoolPage, counter: Counter
) -> None:
    choose(page, HERE)
    page.begin_card()
    form = page.side.card_form
    assert not form.caution.isVisible()
    form.vin.setText("1M8GDM9A1KP042788")
    assert form.caution.isVisible()
    form.vin.setText("TOO-SHORT")
    form.try_accept()
    assert page.side.form() is form

    form.vin.setText("1M8GDM9A1KP042788")
    form.litres.setText("1.798")
    form.try_accept()
    qtbot.waitUntil(lambda: counter.car(HERE).vin == "1M8GDM9A1KP042788")
    assert counter.car(HERE).displacement_ml == 1_798


def test_a_new_car_comes_in_as_one(qtbot, page: VehiclePoolPage, counter: Counter) -> None:
    page.begin_new_car()
    form = page.side.new_form
    qtbot.waitUntil(lambda: form.warehouse.count() > 0)
    assert form.warehouse.currentText() == "通用仓"
    form.name.setText("轻型客车")
    form.organization.setText("市水务局")
    form.value.setText("239,900.00")
    form.plate.setText("鲁HD12345")
    form.odometer.setText("15")
    before = len(counter.services.queries.documents())

    form.try_accept()
    qtbot.waitUntil(lambda: counter.car("鲁HD12345") is not None)
    qtbot.waitUntil(lambda: bool(previews(page)))
    previews(page)[0].reject()

    (asset,) = counter.services.queries.find_assets("轻型客车")
    assert (asset.value_fen, asset.organization, asset.warehouse) == (23_990_000, "市水务局", "通用仓")
    assert len(counter.services.queries.documents()) == before + 1


def test_a_new_car_with_a_taken_plate_leaves_nothing_behind(qtbot, page: VehiclePoolPage, counter: Counter) -> None:
    page.begin_new_car()
    form = page.side.new_form
    qtbot.waitUntil(lambda: form.warehouse.count() > 0)
    form.name.setText("轻型客车")
    form.organization.setText("市水务局")
    form.plate.setText(HERE)

    form.try_accept()
    qtbot.waitUntil(form.notice.isVisible)

    assert form.notice.accessibleName() == "车牌号已被使用"
    assert counter.services.queries.find_assets("轻型客车") == []
    assert form.name.text() == "轻型客车"


def test_the_day_shows_trips_as_bars_with_their_numbers(page: VehiclePoolPage) -> None:
    page.show_view("week")
    at = plates(page).index(OUT)

    whole = page.timeline.totals(at)
    bars = page.timeline.bars_of(at)

    assert whole.startswith(f"{len(bars)} 次")
    assert show_plate(OUT) in page.timeline.accessibleDescription()
    open_bar = next(bar for bar in bars if bar.trip.in_at is None)
    assert open_bar.planned is not None
    assert not open_bar.overdue


def test_the_picture_is_walked_by_keys(qtbot, page: VehiclePoolPage) -> None:
    page.show_view("day")
    page.timeline.setFocus()
    first = plates(page)[0]
    choose(page, first)

    qtbot.keyClick(page.timeline, Qt.Key.Key_Down)

    assert page.current().plate == plates(page)[1]
    start = page.timeline.period.first
    page.move_period(-1)
    assert page.timeline.period.first == start - timedelta(days=1)


def test_every_control_has_a_name(qtbot, page: VehiclePoolPage) -> None:
    for begin in (lambda: None, page.begin_card, page.begin_new_car):
        begin()
        for widget in page.findChildren(QWidget):
            if (
                widget.isVisible()
                and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
                and not widget.objectName().startswith("qt_")
            ):
                assert widget.accessibleName() or (isinstance(widget, QCheckBox) and widget.text()), widget
    assert QApplication.activeModalWidget() is None


@pytest.fixture
def twice(counter: Counter, tmp_path: Path) -> str:
    """OUT was dispatched at another counter too, for 周国强, as the city told; the id of that trip."""
    columns = "asset_id, site_id, organization_id, reason, route, planned_in, out_at, odometer_out_km, remark, version"
    with closing(sqlite3.connect(tmp_path / "data" / "counter.db", isolation_level=None)) as books:
        books.execute(
            f"INSERT INTO dispatch (id, number, person_id, driver, disputed, {columns})"  # noqa: S608
            f" SELECT 'second', 'PC2', ?, '子路', 1, {columns} FROM dispatch WHERE id = ?",
            (ids.person_id(ids.organization_id(OFFICE), "周国强"), counter.car(OUT).dispatch_id),
        )
    return "second"


def test_a_second_trip_of_a_car_is_told_and_comes_back_by_itself(
    qtbot, counter: Counter, twice: str, page: VehiclePoolPage
) -> None:
    assert len(page.pool.cars) == 5, "each car once"
    choose(page, OUT)
    first = page.current().dispatch_id
    told = [label.text() for label in page.side.details.findChildren(QLabel)]
    assert "有争议的出车，待处理" in told
    assert "有一次出车有争议" in state(page, OUT)
    assert "有争议" in say_bar(next(trip for trip in page.pool.trips if trip.id == twice), counter.clock.today())
    assert any("周国强 回场" in action.title for action in page.actions())
    states = [page.trips.model.index(row, 3).data() for row in range(page.trips.model.rowCount())]
    assert {"有争议", "已回场", "出车"} == set(states)
    (button,) = (it for it in page.side.details.findChildren(QPushButton) if "周国强" in it.text())

    button.click()
    assert "PC2" in page.side.in_form.subject.text()
    page.side.in_form.odometer.setText("99000")
    page.side.in_form.try_accept()
    qtbot.waitUntil(lambda: twice not in {it.id for it in counter.services.queries.dispatches(open_only=True)})

    assert (counter.car(OUT).dispatch_id, counter.car(OUT).status) == (first, Status.LENT)


def test_the_slip_of_a_trip_whose_car_is_out_of_sight_brings_it_back(
    qtbot, counter: Counter, twice: str, tmp_path: Path, page: VehiclePoolPage
) -> None:
    """The city gave the car to another site before it heard of the trip."""
    with closing(sqlite3.connect(tmp_path / "data" / "counter.db", isolation_level=None)) as books:
        books.execute("UPDATE dispatch SET asset_id = 'elsewhere' WHERE id = ?", (twice,))
    slip = next(it for it in counter.services.queries.documents() if it.kind is DocumentKind.DISPATCH)
    with closing(sqlite3.connect(tmp_path / "data" / "counter.db", isolation_level=None)) as books:
        books.execute("UPDATE document SET subject_id = ? WHERE id = ?", (twice, slip.id))
    page.reload()
    qtbot.waitUntil(lambda: any(not trip.plate for trip in page.pool.trips))
    assert any(not trip.plate for trip in page.trips.model.rows())

    page.take_scan(slip.id)
    qtbot.waitUntil(lambda: page.side.form() is page.side.in_form)
    assert "PC2" in page.side.in_form.subject.text()
    page.side.in_form.odometer.setText("99000")
    page.side.in_form.try_accept()

    qtbot.waitUntil(lambda: twice not in {it.id for it in counter.services.queries.dispatches(open_only=True)})
    qtbot.waitUntil(lambda: page.side.form() is None)
