"""移库 between two sites: custody goes with the slip, with a line and without one."""

import json
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from app.domain.asset import Status
from app.domain.case import CaseKind
from app.domain.errors import Refused
from app.persistence import tables
from app.persistence.reading.assets import history
from app.services.cases import sides_of
from app.services.commands.tags import BindTag
from app.services.commands.transfers import CancelTransfer, TransferIn, TransferOut
from app.services.operations import Outcome
from app.services.paper import issued_slip
from app.services.proofs import Signer, proven_parts
from app.services.transfers import proofs_of_slip
from app.services.undo import undo_of
from printing.typesetter import PdfTypesetter
from tests.fakes.sync_world import (
    CITY_SITE,
    CityWorld,
    Desk,
    MakeDesk,
    WallClock,
    assert_same_books,
    open_city,
    sync_all,
)
from tests.integration.test_sync_cases import cases_of, only_case


@pytest.fixture
def city(tmp_path: Path) -> Iterator[CityWorld]:
    with open_city(None, tmp_path / "city") as world:
        yield world


@pytest.fixture
def sites(desk: MakeDesk) -> tuple[Desk, Desk]:
    """A county with five pieces, and the city's warehouse, that know of each other."""
    county = desk()
    county.take_in(5)
    town = desk(CITY_SITE, "济宁市公物仓")
    sync_all(county, town)
    return county, town


class KeyOf:
    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def device(self) -> str:
        return self.desk.device

    def sign(self, content: bytes) -> tuple[str, bytes]:
        return self.desk.device, self.desk.keys.private_key(self.desk.device).sign(content)


def send(county: Desk, *pieces: str, to: str = CITY_SITE) -> tuple[str, str]:
    """(transfer's id, what its codes say)."""
    command = TransferOut(pieces, to, "调剂")
    changes = county.do(command)
    signer: Signer = KeyOf(county)
    return command.transfer_id, "\n".join(proofs_of_slip(county.database, signer, changes.documents[0]))


def test_pieces_leave_and_arrive(city: CityWorld, sites: tuple[Desk, Desk]) -> None:
    county, town = sites
    one, two, three, *_ = sorted(county.all("asset"))
    transfer, _ = send(county, one, two, three)
    assert county.status(one) is Status.IN_TRANSIT
    with pytest.raises(Refused, match=r"asset\.is_in_transit"):
        county.hand_out(one)
    sync_all(county, town)
    assert_same_books(city, county, town)
    assert town.status(one) is Status.IN_TRANSIT, "what is on its way here is seen here"
    with pytest.raises(Refused, match=r"asset\.custody_elsewhere"):
        town.hand_out(one)
    town.do(TransferIn(transfer, (one,), town.warehouse, missing=(three,)))
    sync_all(town, county)
    assert_same_books(city, county, town)
    assert town.all("asset")[one]["site_id"] == CITY_SITE
    assert town.status(one) is Status.AVAILABLE
    assert county.status(two) is Status.IN_TRANSIT
    lines = {row["asset_id"]: row for row in county.all("transfer_line").values()}
    assert lines[one]["received_at"]
    assert lines[three]["missing_at"]
    assert county.all("transfer")[transfer]["closed_at"] is None
    town.do(TransferIn(transfer, (two, three), town.warehouse))
    town.hand_out(one)
    sync_all(town, county)
    assert_same_books(city, county, town)
    assert county.all("transfer")[transfer]["closed_at"]
    for it, whole in ((town, ["hand_out", "transfer_in", "transfer_out"]), (county, ["transfer_in", "transfer_out"])):
        with it.database.transaction() as connection:
            told = [entry.what for entry in history(connection, one)]
        assert told == [*whole, "take_in"][: len(told)]
        assert told[: len(whole)] == whole
    assert one not in county.all("asset"), "lent elsewhere: it left the pool"
    assert cases_of(county) == []


def test_a_slip_that_was_signed_with_the_key_before_still_arrives(city: CityWorld, sites: tuple[Desk, Desk]) -> None:
    county, town = sites
    piece = min(county.all("asset"))
    transfer, proof = send(county, piece)
    county.line._keys = county.keys
    county.line.renew_key()
    town.sync()
    device = town.all("counter_device")[county.device]
    assert device["public_key"] not in json.loads(str(device["former_keys"]))
    assert len(json.loads(str(device["former_keys"]))) == 1
    town.do(TransferIn(transfer, (piece,), town.warehouse, proof))
    assert town.status(piece) is Status.AVAILABLE
    sync_all(town, county)
    assert_same_books(city, county, town)
    assert cases_of(town) == []


def test_a_transfer_arrives_with_no_line_by_its_codes(city: CityWorld, sites: tuple[Desk, Desk]) -> None:
    county, town = sites
    (fresh,) = county.take_in(1, "投影仪")  # that nobody else has heard of
    old = min(county.all("asset"))
    transfer, proof = send(county, fresh, old)
    with pytest.raises(Exception, match=r"transfer\.unknown"):
        town.do(TransferIn(transfer, (fresh,), town.warehouse))
    town.do(TransferIn(transfer, (fresh, old), town.warehouse, proof))
    assert town.status(fresh) is Status.AVAILABLE
    assert town.all("asset")[fresh]["name"] == "投影仪"
    loan = town.hand_out(fresh)
    county.sync()
    town.sync()
    county.sync()
    assert_same_books(city, county, town)
    assert town.status(fresh) is Status.LENT
    assert town.all("loan")[loan]["closed_at"] is None
    assert town.all("asset")[fresh]["value_fen"] == 450000, "what the slip did not say has come"
    assert cases_of(town) == []


def test_a_tag_that_was_bound_before_the_senders_word_came_stays(city: CityWorld, sites: tuple[Desk, Desk]) -> None:
    """The city hears of the arrival and the tag first, of the intake that the piece came by last."""
    county, town = sites
    (fresh,) = county.take_in(1, "投影仪")
    transfer, proof = send(county, fresh)
    town.do(TransferIn(transfer, (fresh,), town.warehouse, proof))
    town.do(BindTag(fresh, "A10000003708830100000013", "E28068942000500000000001"))
    sync_all(town, county, town)
    assert_same_books(city, county, town)
    row = town.all("asset")[fresh]
    assert (row["epc"], row["value_fen"]) == ("A10000003708830100000013", 450000)
    assert cases_of(town) == []


def test_the_codes_are_read_from_the_printed_slip(city: CityWorld, sites: tuple[Desk, Desk]) -> None:
    county, town = sites
    county.take_in(30)
    _, proof = send(county, *sorted(county.all("asset"))[:35])
    number = next(row["number"] for row in county.all("transfer").values())
    slip = issued_slip(str(county.all("document")[str(number)]["content"]))
    assert slip.organization == "济宁市公物仓"
    pdf = PdfTypesetter(WallClock()).slip_pdf(slip, proof.split())
    document = pypdfium2.PdfDocument(pdf)
    page = document[len(document) - 1]
    found = zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil())
    read = [it.text for it in found if it.text.startswith("GWCYK1")]
    assert sorted(read) == sorted(proof.split())
    assert len(read) == 3
    with town.database.begin() as uow:
        assert sum(len(part.pieces) for part in proven_parts("\n".join(read), uow)) == 35


def test_a_cancelled_transfer_is_back(city: CityWorld, sites: tuple[Desk, Desk]) -> None:
    county, town = sites
    piece = min(county.all("asset"))
    changes = county.do(TransferOut((piece,), CITY_SITE))
    undo = undo_of(changes)
    assert isinstance(undo, CancelTransfer)
    county.do(undo)
    assert county.status(piece) is Status.AVAILABLE
    assert county.all("asset")[piece]["custody_epoch"] == 2
    with pytest.raises(Refused, match=r"transfer\.nothing_on_the_way"):
        county.do(undo)
    sync_all(county, town)
    assert_same_books(city, county, town)
    county.hand_out(piece)


def test_what_was_cancelled_and_lent_does_not_arrive(city: CityWorld, sites: tuple[Desk, Desk]) -> None:
    """The receiver's counter knows the transfer, and by now nothing of the piece."""
    county, town = sites
    (piece,) = county.take_in(1)
    transfer, _ = send(county, piece)
    sync_all(county, town)
    county.do(CancelTransfer(transfer, "不去了"))
    county.hand_out(piece)
    sync_all(county, town)
    assert piece not in town.all("asset")
    with pytest.raises(Refused, match=r"transfer\.cancelled"):
        town.do(TransferIn(transfer, (piece,), town.warehouse))


def test_cancelled_here_and_received_there_is_one_case(city: CityWorld, sites: tuple[Desk, Desk]) -> None:
    county, town = sites
    piece = min(county.all("asset"))
    transfer, _ = send(county, piece)
    sync_all(county, town)
    county.do(CancelTransfer(transfer, "不送了"))
    town.do(TransferIn(transfer, (piece,), town.warehouse))
    town.sync()
    report = county.sync()
    assert report.outcomes[Outcome.CONFLICT] == 1
    sync_all(town, county)
    assert_same_books(city, county, town)
    case = only_case(town)
    assert (case.kind, case.site_id, case.other_site_id) == (CaseKind.CUSTODY_LOST, county.site, CITY_SITE)
    assert [side.what for side in sides_of(case)] == ["transfer_in", "cancel_transfer"]
    assert town.status(piece) is Status.AVAILABLE
    assert town.all("asset")[piece]["site_id"] == CITY_SITE


def test_received_there_after_it_was_cancelled_is_one_case(city: CityWorld, sites: tuple[Desk, Desk]) -> None:
    county, town = sites
    piece = min(county.all("asset"))
    transfer, proof = send(county, piece)
    county.do(CancelTransfer(transfer, "不送了"))
    town.do(TransferIn(transfer, (piece,), town.warehouse, proof))
    county.sync()
    sync_all(town, county)
    assert_same_books(city, county, town)
    assert only_case(county).kind is CaseKind.CUSTODY_LOST
    assert county.status(piece) is Status.AVAILABLE


def test_what_another_pc_of_the_sender_does_with_it_is_a_case(
    city: CityWorld, sites: tuple[Desk, Desk], desk: MakeDesk
) -> None:
    county, town = sites
    second = desk(opens=False, station=2)
    second.sync()
    piece = min(county.all("asset"))
    transfer, _ = send(county, piece)
    second.hand_out(piece, person="李四")
    sync_all(county, second, town)
    assert_same_books(city, county, second, town)
    case = only_case(county)
    assert case.kind is CaseKind.CUSTODY_LOST
    assert [side.what for side in sides_of(case)] == ["transfer_out", "hand_out"]
    assert case.other_site_id == CITY_SITE
    town.do(TransferIn(transfer, (piece,), town.warehouse))
    sync_all(town, county, second)
    assert_same_books(city, county, second, town)


def test_the_receiver_may_be_at_the_city_before_the_sender(city: CityWorld, sites: tuple[Desk, Desk]) -> None:
    """Nothing of the week of the sender has come when a new piece arrives, and one that was lent and came back."""
    county, town = sites
    old = min(county.all("asset"))
    (fresh,) = county.take_in(1, "投影仪")
    county.hand_out(old)
    county.take_back(old)
    transfer, proof = send(county, fresh, old)
    town.do(TransferIn(transfer, (fresh, old), town.warehouse, proof))
    town.hand_out(old, person="李四")
    town.sync()
    assert_same_books(city, town)
    sync_all(county, town)
    assert_same_books(city, county, town)
    assert cases_of(town) == []
    assert (town.status(fresh), town.status(old)) == (Status.AVAILABLE, Status.LENT)
    assert town.all("asset")[fresh]["value_fen"] == 450000
    assert county.all("transfer")[transfer]["proven"] == 0
    assert [row["closed_at"] is None for row in city.rows("loan") if row["site_id"] == county.site] == [False]


def test_a_counter_that_no_city_knows_sends_nothing(tmp_path: Path) -> None:
    alone = Desk(tmp_path / "alone", "370883", "邹城市公物仓")
    alone.open_site()
    (piece,) = alone.take_in(1)
    with alone.database.transaction() as connection:
        connection.execute(
            tables.site.insert().values(
                id=CITY_SITE, name="市仓", paper_approval=1, loan_days=1, max_extensions=1, version=1
            )
        )
    with pytest.raises(Refused, match=r"transfer\.not_enrolled"):
        alone.do(TransferOut((piece,), CITY_SITE))
    alone.close()
