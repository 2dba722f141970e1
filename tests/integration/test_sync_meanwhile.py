"""What a desk did with pieces that were elsewhere, or in no books any more, by the time the city heard of it."""

import pytest

from app.domain.asset import Status
from app.domain.errors import Refused
from app.domain.ids import organization_id, person_id
from app.services.commands.attachments import AttachFile, DetachFile
from app.services.commands.inventory import MoveAssets, UndoTakeIn
from app.services.commands.loans import Returned, TakeBack, UndoHandOut, UndoTakeBack
from app.services.commands.transfers import CancelTransfer, TransferIn, TransferOut
from app.services.commands.vehicles import DispatchIn, DispatchOut, SetVehicleCard, UndoDispatchIn, UndoDispatchOut
from sync.client.pulling import pull
from sync.client.report import SyncReport
from tests.fakes.sync_world import (
    CITY_SITE,
    COUNTY_SITE,
    OFFICE,
    CityWorld,
    Desk,
    MakeDesk,
    assert_same_books,
    sync_all,
    take_over,
    told,
)
from tests.integration.test_sync_transfers import send


def pass_on(piece: str, sender: Desk, town: Desk) -> None:
    """The piece goes to the town; the sender's other station hears nothing of it."""
    out = TransferOut((piece,), CITY_SITE)
    sender.do(out)
    sender.sync()
    town.sync()
    town.do(TransferIn(out.transfer_id, (piece,), town.warehouse))
    town.sync()


def paper(desk: Desk, kind: str) -> str:
    """The number of the desk's last document of that kind."""
    return max(id for id, row in desk.all("document").items() if row["kind"] == kind)


def test_a_return_is_undone_of_a_piece_that_another_site_holds(
    city: CityWorld, pair: tuple[Desk, Desk], town: Desk
) -> None:
    first, second = pair
    piece = min(first.all("asset"))
    first.hand_out(piece)
    sync_all(first, second)
    second.take_back(piece)
    sync_all(second, first)
    pass_on(piece, first, town)
    second.do(UndoTakeBack(paper(second, "GH")))
    sync_all(second, first, town)
    assert_same_books(city, first, second, town)
    assert told(city) == [("custody_lost", "asset.custody_elsewhere")]
    assert town.status(piece) is Status.AVAILABLE


def test_at_the_counter_such_a_return_is_not_undone(pair: tuple[Desk, Desk], town: Desk) -> None:
    first, _ = pair
    piece = min(first.all("asset"))
    first.hand_out(piece)
    first.take_back(piece)
    pass_on(piece, first, town)
    first.sync()
    with pytest.raises(Refused, match=r"asset\.custody_elsewhere"):
        first.do(UndoTakeBack(paper(first, "GH")))
    town.hand_out(piece)
    sync_all(town, first)
    assert piece not in first.all("asset"), "it is out of sight"
    with pytest.raises(Refused, match=r"undo\.built_upon"):
        first.do(UndoTakeBack(paper(first, "GH")))


def test_a_hand_out_is_undone_of_which_the_city_took_a_piece_over(
    city: CityWorld, pair: tuple[Desk, Desk], town: Desk
) -> None:
    first, second = pair
    piece, other = sorted(first.all("asset"))[:2]
    loan = first.hand_out(piece, other)
    sync_all(first, second)
    take_over(city, town, piece)
    first.sync()
    with pytest.raises(Refused, match=r"asset\.custody_elsewhere|undo\.built_upon"):
        first.do(UndoHandOut(loan))
    second.do(UndoHandOut(loan))
    second.hand_out(other, person="李四")
    sync_all(second, first, town)
    assert_same_books(city, first, second, town)
    assert told(city) == [("custody_lost", "asset.custody_elsewhere")], "the other piece was never out on that loan"
    assert town.status(piece) is first.status(other) is Status.LENT


def on_the_road(first: Desk, second: Desk) -> tuple[str, str]:
    """A car with 10 km that is on a trip, as both stations know; ids of car and trip."""
    car = min(first.all("asset"))
    first.meet("张三")
    office = organization_id(OFFICE)
    trip = DispatchOut(car, office, person_id(office, "张三"), "子路", "公务", "曲阜", 10)
    first.do(SetVehicleCard(car, "鲁H12345"), trip)
    sync_all(first, second)
    return car, trip.dispatch_id


@pytest.mark.parametrize("undone", [False, True], ids=["back", "undone"])
def test_a_car_comes_back_that_the_city_took_over(
    city: CityWorld, pair: tuple[Desk, Desk], town: Desk, undone: bool
) -> None:
    first, second = pair
    car, trip = on_the_road(first, second)
    take_over(city, town, car)
    second.do(UndoDispatchOut(trip) if undone else DispatchIn(trip, 90))
    sync_all(second, first, town)
    assert_same_books(city, first, second, town)
    (case,) = city.books.cases()
    assert (case.kind, case.asset_id, case.site_id, case.other_site_id) == ("custody_lost", car, COUNTY_SITE, CITY_SITE)


def test_a_return_is_undone_of_a_car_that_another_desk_had_back_before(
    city: CityWorld, pair: tuple[Desk, Desk]
) -> None:
    first, second = pair
    car, trip = on_the_road(first, second)
    first.do(DispatchIn(trip, 90))
    first.sync()
    second.do(DispatchIn(trip, 900))
    second.do(UndoDispatchIn(trip, 900))
    sync_all(second, first)
    assert_same_books(city, first, second)
    assert told(city) == [("unapplied", "dispatch.closed"), ("unapplied", "undo.built_upon")]
    assert second.status(car) is Status.AVAILABLE
    assert second.all("vehicle")[car]["odometer_km"] == 90


@pytest.mark.parametrize("passed_on", [False, True], ids=["lent", "there and back"])
def test_a_return_is_undone_of_a_car_that_left_again(
    city: CityWorld, pair: tuple[Desk, Desk], town: Desk, passed_on: bool
) -> None:
    first, second = pair
    car, trip = on_the_road(first, second)
    first.do(DispatchIn(trip, 90))
    sync_all(first, second)
    if passed_on:
        pass_on(car, first, town)
        back = TransferOut((car,), COUNTY_SITE)
        town.do(back)
        sync_all(town, first)
        first.do(TransferIn(back.transfer_id, (car,), first.warehouse))
    else:
        first.hand_out(car)
    first.sync()
    second.do(UndoDispatchIn(trip, 90))
    sync_all(second, first, town)
    assert_same_books(city, first, second, town)
    moved, lent = ("custody_lost", "asset.custody_changed"), ("unapplied", "undo.built_upon")
    assert told(city) == [moved if passed_on else lent]
    assert [row["in_at"] is None for row in second.all("dispatch").values()] == [False]


def test_a_piece_that_is_in_no_books_any_more_leaves_the_others(
    city: CityWorld, pair: tuple[Desk, Desk], town: Desk
) -> None:
    first, second = pair
    lent, moved, sent, _ = sorted(first.all("asset"))
    (mistaken,) = first.take_in(1)
    sync_all(first, second)
    first.do(UndoTakeIn(paper(first, "RK")))
    first.sync()
    second.hand_out(mistaken, lent)
    second.take_back(mistaken, lent)
    loan = second.hand_out(lent, mistaken)
    second.do(MoveAssets((mistaken, moved), "", "九排"))
    second.take_back(mistaken)
    second.do(TransferOut((mistaken, sent), CITY_SITE))
    sync_all(second, first, town)
    assert_same_books(city, first, second, town)
    assert told(city) == [("unapplied", "asset.unknown")] * 6
    assert first.status(lent) is Status.LENT
    assert first.all("asset")[moved]["place"] == "九排"
    assert town.status(sent) is Status.IN_TRANSIT
    second.do(UndoHandOut(loan))
    sync_all(second, first)
    assert first.status(lent) is Status.AVAILABLE


def test_a_loan_stays_open_while_one_piece_is_out_and_the_other_in_no_books_any_more(
    city: CityWorld, pair: tuple[Desk, Desk], desk: MakeDesk
) -> None:
    """That other was taken back by a third desk before the city heard of the loan."""
    first, second = pair
    third = desk(opens=False, station=3)
    (mistaken,) = first.take_in(1)
    sync_all(first, second, third)
    lent = min(second.all("asset"))
    second.hand_out(mistaken, lent)
    third.do(TakeBack((Returned(mistaken, without_loan=True),)))
    third.sync()
    first.do(UndoTakeIn(paper(first, "RK")))
    sync_all(first, second, third)
    assert_same_books(city, first, second, third)
    assert told(city) == [("return_without_loan", "return.no_open_loan"), ("unapplied", "asset.unknown")]
    assert first.status(lent) is Status.LENT
    assert [row["closed_at"] for row in first.all("loan").values()] == [None]


def test_a_slip_names_a_piece_that_is_in_no_books_any_more(
    city: CityWorld, pair: tuple[Desk, Desk], town: Desk
) -> None:
    """It is received by the slip's codes, with no line; all else of the slip has arrived."""
    first, second = pair
    sent, looked_for = sorted(first.all("asset"))[:2]
    (mistaken,) = first.take_in(1)
    sync_all(first, second)
    first.do(UndoTakeIn(paper(first, "RK")))
    first.sync()
    transfer, proof = send(second, mistaken, sent, looked_for)
    town.do(TransferIn(transfer, (mistaken, sent), town.warehouse, proof, missing=(looked_for,)))
    assert town.status(mistaken) is Status.AVAILABLE
    sync_all(second, town, first)
    assert_same_books(city, first, second, town)
    assert told(city) == [("unapplied", "asset.unknown"), ("unapplied", "transfer.not_in_it")]
    assert town.all("asset")[sent]["site_id"] == CITY_SITE
    assert first.status(looked_for) is Status.IN_TRANSIT
    assert [row["missing_at"] is None for row in first.all("transfer_line").values()] == [True, False]


def test_a_file_that_two_desks_took_away(city: CityWorld, pair: tuple[Desk, Desk]) -> None:
    first, second = pair
    attach = AttachFile(min(first.all("asset")), "0" * 64, "批件.jpg", "image/jpeg", 100)
    first.do(attach)
    sync_all(first, second)
    for it in pair:
        it.do(DetachFile(attach.attachment_id))
    sync_all(first, second)
    assert_same_books(city, first, second)
    assert told(city) == []


def test_a_transfer_is_cancelled_of_which_a_piece_is_out_of_sight(
    city: CityWorld, pair: tuple[Desk, Desk], town: Desk
) -> None:
    """The feed is read on while the cancelling waits: it stands over nothing that is known here."""
    first, second = pair
    sent, other = sorted(first.all("asset"))[:2]
    out = TransferOut((sent, other), CITY_SITE)
    first.do(out)
    sync_all(first, second, town)
    second.do(CancelTransfer(out.transfer_id, "不去了"))
    town.do(TransferIn(out.transfer_id, (sent,), town.warehouse))
    town.hand_out(sent)
    town.sync()
    pull(second.replica, second.line, SyncReport(), lambda changed: None, lambda: False)
    assert sent not in second.all("asset")
    sync_all(second, first, town)
    assert_same_books(city, first, second, town)
    assert told(city) == [("custody_lost", "transfer.received_already")]
    assert first.status(other) is Status.AVAILABLE
