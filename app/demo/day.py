"""The course of the day, in the order in which it happens. Every step goes the way a clerk's would."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import as_file, files

from app.demo.apart import decide, lend_twice, photo_at_the_city, receive_by_slip, send_to_county
from app.demo.counters import Day
from app.demo.prints import print_labels, print_slip
from app.domain import ids
from app.domain.asset import Condition, Source
from app.domain.organization import WarehouseKind
from app.domain.vehicle import VehicleUse
from app.exchange.reader import read_ledger
from app.services.commands.attachments import AttachFile
from app.services.commands.inventory import IntakeItem, TakeIn
from app.services.commands.loans import ApproveRequest, HandOut, Returned, SubmitRequest, TakeBack
from app.services.commands.setup import RegisterOrganization, RegisterPerson
from app.services.commands.vehicles import DispatchIn, DispatchOut, SetVehicleCard
from app.services.ledgers import Ledger, TakenOver, take_over
from app.services.queries import AssetRow
from sync.client.transport import LineDown
from sync.server.serve import EmbeddedServer


def play(day: Day) -> None:
    """The whole day, once, on counters that are new."""
    import_ledger(day)
    taken_in = take_in(day)
    cut_line(day)
    number, lent = hand_out_offline(day, taken_in)
    take_back_part(day, number, lent)
    lend_twice(day)
    request_and_approval(day)
    move_vehicle(day)
    slip = send_to_county(day)
    receive_by_slip(day, slip)
    restore_line(day)
    photo_at_the_city(day)
    decide(day)


def import_ledger(day: Day) -> TakenOver:
    county = day.county.services
    with as_file(files("resources") / "demo" / "county-ledger.xlsx") as path:
        reading = read_ledger(path, known_codes=county.classification())
    ledger = Ledger(reading.name, reading.sha256, reading.unit_name, reading.unit_code, reading.cards)
    result = take_over(ledger, county.bus, county.queries, actor=day.county.manager)
    day.tell("import", rows=reading.rows, cards=result.cards, pieces=result.pieces, rejected=len(reading.rejections))
    return result


def take_in(day: Day) -> list[AssetRow]:
    """Idle property of an office that was merged away: slip and labels."""
    county = day.county
    office = "邹城市重大项目推进中心"
    items = (
        IntakeItem(
            "台式计算机", 6, 2022, "A02010105", "启天M435", "联想", unit="台", value_fen=489900, place="东库A区3排"
        ),
        IntakeItem(
            "A4黑白打印机", 2, 2022, "A02021003", "LJ2405D", "联想", unit="台", value_fen=118000, place="东库A区3排"
        ),
        IntakeItem("会议椅", 24, 2022, "A05010303", "折叠式 𬍛选", "", unit="把", value_fen=32504, place="东库B区1排"),
        IntakeItem(
            "便携式计算机", 1, 2022, "A02010108", "昭阳K4e", "联想", "PF3A91KX", "台", "", 629900, place="东库A区1架"
        ),
    )
    changes = county.services.bus.execute(
        RegisterOrganization(office),
        TakeIn(
            ids.organization_id(office), Source.TEMPORARY_BODY, county.warehouse(WarehouseKind.GENERAL), items, "张𫖯"
        ),
        actor=county.clerk,
    )
    number = changes.documents[-1]
    print_slip(day, number, "intake-slip.pdf")
    rows = county.services.queries.assets(sorted(changes.of("asset")))
    print_labels(day, rows)
    day.tell("take in", number=number, pieces=len(rows))
    return rows


def cut_line(day: Day) -> None:
    """All counters sync once, then the server is gone for real."""
    for counter in (day.city, day.county, day.second):
        counter.sync()
    day.server.stop()
    try:
        day.county.sync()
    except LineDown:
        day.tell("line down")


def hand_out_offline(day: Day, rows: list[AssetRow]) -> tuple[str, list[AssetRow]]:
    county = day.county
    office, borrower = "邹城市防汛抗旱指挥部", "高𠅤"
    organization_id = ids.organization_id(office)
    lent = [row for row in rows if row.name in ("台式计算机", "A4黑白打印机")]
    photo = county.photo("paper-approval.jpg")
    loan = HandOut(
        organization_id,
        ids.person_id(organization_id, borrower),
        tuple(row.id for row in lent),
        date.today() + timedelta(days=60),  # noqa: DTZ011 - the counter's own calendar
        approval_reference="邹防指借字〔2026〕7号",
        approval_evidence=photo.sha256,
        reason="汛期临时指挥场所",
    )
    changes = county.services.bus.execute(
        RegisterOrganization(office),
        RegisterPerson(organization_id, borrower, "0537-5213000"),
        loan,
        AttachFile(loan.loan_id, photo.sha256, photo.name, photo.media_type, photo.size),
        actor=county.manager,
    )
    (number,) = changes.documents
    day.slip(county, number, "loan-slip.pdf")
    day.tell("hand out, offline", number=number, pieces=len(lent), photo=photo.sha256)
    return number, lent


def take_back_part(day: Day, number: str, lent: list[AssetRow]) -> None:
    county = day.county
    back = (
        Returned(lent[0].id),
        Returned(lent[1].id, Condition.DAMAGED, "借用单位", 26000),
        Returned(lent[-1].id),
    )
    changes = county.services.bus.execute(TakeBack(back, "高𠅤"), actor=county.clerk)
    day.slip(county, changes.documents[-1], "return-slip.pdf")
    day.tell(
        "take back, part", number=changes.documents[-1], of=number, pieces=len(back), still_out=len(lent) - len(back)
    )


def request_and_approval(day: Day) -> None:
    """A clerk files what a school asks for; the manager approves; it stays reserved for them."""
    county = day.county
    office, borrower = "邹城市第一中学", "孟令𫖯"
    organization_id = ids.organization_id(office)
    chairs = county.services.queries.find_assets("会议椅 东库B区", 10)
    request = SubmitRequest(
        organization_id,
        ids.person_id(organization_id, borrower),
        tuple(row.id for row in chairs),
        date.today() + timedelta(days=14),  # noqa: DTZ011 - the counter's own calendar
        "家长会",
    )
    county.services.bus.execute(
        RegisterOrganization(office), RegisterPerson(organization_id, borrower), request, actor=county.clerk
    )
    county.services.bus.execute(ApproveRequest(request.request_id), actor=county.manager)
    day.tell("request approved", pieces=len(chairs))


def move_vehicle(day: Day) -> None:
    """The city's pool takes a car in, sends it out and has it back; another stays out."""
    city = day.city
    office, user = "济宁市机关事务中心", "曾宪𬍛"
    organization_id = ids.organization_id(office)
    today = date.today()  # noqa: DTZ011 - the counter's own calendar
    items = tuple(
        IntakeItem(name, 1, 2022, "A02030500", model, brand, unit="辆", value_fen=value, place="地下车库")
        for name, model, brand, value in (
            ("轿车", "SVW71810", "大众", 17_980_000),
            ("商务车", "SGM6522", "别克", 23_990_000),
            ("新能源轿车", "BYD7009BEV", "比亚迪", 12_980_000),
        )
    )
    changes = city.services.bus.execute(
        RegisterOrganization(office),
        RegisterPerson(organization_id, user, "0537-2967000"),
        TakeIn(organization_id, Source.OVER_STANDARD, city.warehouse(WarehouseKind.GENERAL), items, "济宁市财政局"),
        actor=city.clerk,
    )
    cars = city.services.queries.assets(sorted(changes.of("asset")))
    plates = (("鲁H8A106", 52_310, 200), ("鲁HM2755", 88_470, 12), ("鲁HD60381", 14_220, 300))
    for car, (plate, odometer, days) in zip(cars, plates, strict=True):
        city.services.bus.execute(
            SetVehicleCard(
                car.id,
                plate,
                vin="1M8GDM9AXKP042788" if plate == "鲁H8A106" else "",
                seats=7 if car.name == "商务车" else 5,
                displacement_ml=1_800 if car.name == "轿车" else None,
                use=VehicleUse.EMERGENCY,
                energy="电" if "新能源" in car.name else "汽油",
                inspection_until=today + timedelta(days=days),
                insurance_until=today + timedelta(days=days + 40),
                odometer_km=odometer,
                keys=2,
            ),
            actor=city.clerk,
        )
    _county_car(day, today)
    person_id = ids.person_id(organization_id, user)
    out = DispatchOut(cars[0].id, organization_id, person_id, "王建国", "应急保障", "济宁—邹城—济宁", 52_310)
    changes = city.services.bus.execute(out, actor=city.clerk)
    day.slip(city, changes.documents[-1], "dispatch-slip.pdf")
    city.services.bus.execute(DispatchIn(out.dispatch_id, 52_398), actor=city.clerk)
    still_out = DispatchOut(cars[2].id, organization_id, person_id, "李志强", "会议保障", "济宁—曲阜", 14_220)
    city.services.bus.execute(still_out, actor=city.clerk)
    day.tell("vehicle moved", plate=plates[0][0], kilometres=88, still_out=plates[2][0])


def _county_car(day: Day, today: date) -> None:
    """The county has one car too, out with its driver."""
    county = day.county
    office, user = "邹城市应急管理局", "颜𬍛"
    organization_id = ids.organization_id(office)
    car = IntakeItem(
        "越野车", 1, 2022, "A02030500", "BJ2030", "北京", unit="辆", value_fen=15_680_000, place="院内 2 号车位"
    )
    general = county.warehouse(WarehouseKind.GENERAL)
    changes = county.services.bus.execute(
        RegisterOrganization(office),
        RegisterPerson(organization_id, user),
        TakeIn(organization_id, Source.IDLE, general, (car,), "杜伟"),
        actor=county.clerk,
    )
    (asset_id,) = changes.of("asset")
    due = today + timedelta(days=150)
    card = SetVehicleCard(
        asset_id, "鲁H5B208", seats=5, energy="汽油", inspection_until=due, insurance_until=due, odometer_km=41_960
    )
    trip = DispatchOut(
        asset_id, organization_id, ids.person_id(organization_id, user), "赵刚", "防汛巡查", "邹城—田黄", 41_960
    )
    county.services.bus.execute(card, trip, actor=county.clerk)


def restore_line(day: Day) -> None:
    """The server is back on the same port; the counters push and pull until nothing is left."""
    day.server = EmbeddedServer(day.books, day.server.port)
    day.server.start()
    reports = day.sync()
    day.tell("line restored", pushed=sum(it.pushed for it in reports), pulled=sum(it.pulled for it in reports))
