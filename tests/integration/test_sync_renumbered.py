"""Two PCs of a site that both numbered as station 1 before the city knew them: nothing is lost, and nothing meets."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.domain.asset import Source, Status
from app.domain.case import Decision
from app.domain.errors import NotFound, Refused
from app.domain.ids import organization_id
from app.domain.ledger import LedgerCard
from app.domain.numbering import is_document_number, is_tag_number, under_station
from app.domain.organization import WarehouseKind
from app.persistence.journal import Journal
from app.persistence.reading.desk import resolve
from app.persistence.recovery import numbers_drawn, salvage
from app.services.commands.cases import ResolveCase
from app.services.commands.inventory import ImportCards, IntakeItem, StartImport, TakeIn, UndoImport, UndoTakeIn
from app.services.commands.loans import Returned, TakeBack, UndoTakeBack
from app.services.commands.setup import AddWarehouse, RegisterOrganization
from app.services.paper import issued_slip
from app.services.ports import Changes, Station
from app.services.undo import undo_of
from sync.bundle.city import answer_bundle
from sync.bundle.counter import Imported, export_bundle, import_bundle
from sync.bundle.keys import city_key_pair
from sync.server.serve import EmbeddedServer
from tests.fakes.sync_world import ADMINISTRATOR, COUNTY_SITE, OFFICE, CityWorld, Desk, assert_same_books

HERE = organization_id(OFFICE)
Books = dict[str, dict[str, dict[str, object]]]


@dataclass
class Week:
    """What a PC did with no line, and what is to be there in the end."""

    kept: list[str]  # pieces on the shelf
    lent: list[str]
    undone: list[str]
    ledger: list[str]
    last_take_back: Changes
    last_take_in: Changes


def take_in(desk: Desk, count: int, name: str = "台式计算机") -> tuple[list[str], Changes]:
    before = set(desk.all("asset"))
    command = TakeIn(HERE, Source.IDLE, desk.warehouse, (IntakeItem(name, count, value_fen=450000),))
    changes = desk.do(RegisterOrganization(OFFICE), command)
    return sorted(set(desk.all("asset")) - before), changes


def import_ledger(desk: Desk, mark: str, cards: int = 3) -> list[str]:
    before = set(desk.all("asset"))
    start = StartImport(HERE, f"{mark}.xlsx", mark * 64, cards, 2 * cards, 200 * cards)
    lines = tuple(
        LedgerCard(
            row, f"{mark}{row}", "办公桌", 0, "", "", "", "", "张", 2, 200, 0, "购置", None, None, "在库", *[""] * 4
        )
        for row in range(1, cards + 1)
    )
    desk.do(start, ImportCards(start.import_id, lines[:1]), ImportCards(start.import_id, lines[1:]))
    return sorted(set(desk.all("asset")) - before)


def work(desk: Desk, mark: str) -> Week:
    desk.open_site()
    desk.bus.execute(AddWarehouse(WarehouseKind.VIRTUAL, "虚拟仓"), actor=ADMINISTRATOR)
    pieces, changes = take_in(desk, 5, f"台式计算机 {mark}")
    desk.hand_out(*pieces[:4], person=f"张三 {mark}")
    desk.take_back(pieces[0])
    desk.take_back(pieces[1])
    (number,) = {row["return_number"] for row in desk.all("loan_line").values() if row["asset_id"] == pieces[1]}
    desk.do(UndoTakeBack(str(number)))
    gone, undone = take_in(desk, 2, f"椅子 {mark}")
    command = undo_of(undone)
    assert isinstance(command, UndoTakeIn)
    desk.do(command)
    ledger = import_ledger(desk, mark)
    import_ledger(desk, mark.upper())
    (last,) = (row for row in desk.all("ledger_import").values() if row["file_name"] == f"{mark.upper()}.xlsx")
    desk.do(UndoImport(str(last["id"])))
    back = desk.do(TakeBack((Returned(pieces[2]),)))
    return Week([pieces[0], pieces[2], pieces[4]], [pieces[1], pieces[3]], gone, ledger, back, changes)


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[[str], Desk]]:
    """A PC of the county that was set up as number 1, with no line."""
    with ExitStack() as stack:

        def made(name: str) -> Desk:
            desk = Desk(tmp_path / name, COUNTY_SITE, "邹城市公物仓", 1)
            stack.callback(desk.close)
            return desk

        yield made


def books_of(desk: Desk) -> Books:
    """Rows of everything that bears a number, without the version, which the city counts in its own way."""
    return {
        kind: {id: {name: value for name, value in row.items() if name != "version"} for id, row in rows.items()}
        for kind, rows in desk.holds().items()
        if kind in ("asset", "loan", "loan_line", "document", "ledger_import", "asset_event")
    }


def assert_untouched(desk: Desk, was: Books) -> None:
    now = books_of(desk)
    for kind, rows in was.items():
        assert {id: now[kind].get(id) for id in rows} == rows


def assert_nothing_quarantined(city: CityWorld) -> None:
    assert {row["outcome"] for row in city.rows("received_operation")} == {"applied", "conflict"}


def cases(city: CityWorld) -> list[tuple[str, str, dict[str, object]]]:
    found = []
    for row in city.rows("conflict_case"):
        reason = json.loads(str(row["reason"]))
        found.append((str(row["kind"]), reason["code"], {**reason["params"], "decision": row["decision"]}))
    return sorted(found, key=repr)


def assert_right(
    city: CityWorld, first: Desk, second: Desk, weeks: dict[str, Week], was: Books, undone: int = 0
) -> None:
    """`first` keeps number 1; `second` has become number 2. `undone`: intakes more that were taken back."""
    assert_same_books(city, first, second)
    assert {row["outcome"] for row in city.rows("received_operation") if row["device"] == first.device} == {"applied"}
    assert_nothing_quarantined(city)
    assert_untouched(first, was)
    assets = first.all("asset")
    for desk, station in ((first, "01"), (second, "02")):
        week = weeks[desk.folder.name]
        assert {Status(str(assets[it]["status"])) for it in week.kept} == {Status.AVAILABLE}
        assert {Status(str(assets[it]["status"])) for it in week.lent} == {Status.LENT}
        assert not set(week.undone) & set(assets)
        tags = [str(assets[it]["tag_number"]) for it in (*week.kept, *week.lent, *week.ledger)]
        assert all(is_tag_number(tag) and tag[6:8] == station for tag in tags)
        assert sorted(int(tag[8:15]) for tag in tags) == [1, 2, 3, 4, 5, *range(8, 14)]
    own = [row for row in first.all("document").values() if str(row["id"])[16:18] == "02"]
    assert {str(row["id"])[:2] for row in own} == {"RK", "JY", "GH"}
    for row in own:
        slip = issued_slip(str(row["content"]))
        assert slip.number == row["id"]
        assert is_document_number(slip.number)
        assert {line.tag_number[6:8] for line in slip.lines} == {"02"}
        assert "01" not in {part[16:18] for part in slip.reason.split("、") if is_document_number(part)}
    told = cases(city)
    assert [(kind, code) for kind, code, _ in told] == [
        ("irregular", "numbers.of_ledger_renewed"),
        ("irregular", "numbers.of_ledger_renewed"),
        *[("irregular", "numbers.renewed")] * (2 + undone),
    ]
    open_ones = [facts for _, _, facts in told if facts["decision"] == Decision.OPEN]
    assert [facts["count"] for facts in open_ones] == [6, 5], "what was undone needs no labels"
    ledger, intake = open_ones
    assert (ledger["station"], ledger["before"]) == (2, 1)
    pieces = sorted((*weeks["second"].kept, *weeks["second"].lent), key=lambda it: str(assets[it]["tag_number"]))
    assert intake["first"] == assets[pieces[0]]["tag_number"]
    assert intake["last"] == assets[pieces[-1]]["tag_number"]
    assert intake["first_before"] == under_station(str(intake["first"]), COUNTY_SITE, 1)
    assert intake["last_before"] == under_station(str(intake["last"]), COUNTY_SITE, 1)
    assert intake["first_asset"] == pieces[0]


@pytest.mark.parametrize("order", ["first pushes first", "second pushes first"])
def test_both_numbered_as_station_1(
    city: CityWorld, city_server: EmbeddedServer, make: Callable[[str], Desk], order: str
) -> None:
    first, second = make("first"), make("second")
    weeks = {desk.folder.name: work(desk, mark) for desk, mark in ((first, "a"), (second, "b"))}
    was = books_of(first)
    first.enrol(city, city_server.url)
    second.enrol(city, city_server.url)
    assert (first.database.station().number, second.database.station().number) == (1, 2)
    for desk in (first, second, first, second) if order == "first pushes first" else (second, first, second, first):
        desk.sync()
    assert_right(city, first, second, weeks, was)
    for desk in (first, second):  # they go on, and draw what nobody has
        pieces = desk.take_in(3)
        desk.hand_out(*pieces[:2])
        desk.take_back(pieces[0])
    for desk in (first, second, first, second):
        desk.sync()
    assert_same_books(city, first, second)
    assert len(cases(city)) == 4
    numbers = [int(str(row["tag_number"])[8:15]) for row in first.all("asset").values()]
    assert sorted(numbers) == sorted([1, 2, 3, 4, 5, *range(8, 14), *range(20, 23)] * 2)


def test_the_counter_shows_its_new_numbers_at_once(
    city: CityWorld, city_server: EmbeddedServer, make: Callable[[str], Desk]
) -> None:
    """From its enrolment on: what is printed, scanned and undone before the first sync is what the city will say."""
    first, second = make("first"), make("second")
    for desk in (first, second):
        desk.open_site()
        desk.take_in(1)
        desk.enrol(city, city_server.url)
    late, changes = take_in(second, 2)
    before = books_of(second)
    assert {str(row["tag_number"])[6:8] for row in second.all("asset").values()} == {"02"}
    assert {number[16:18] for number in second.all("document")} == {"02"}
    assert {str(row["tag_number"])[6:8] for row in first.all("asset").values()} == {"01"}
    first.sync()
    second.bad_line.cut_at, second.bad_line.after = second.bad_line.requests + 1, True
    second.sync_through(3)
    second.sync()
    assert_same_books(city, second)
    assert_untouched(second, before)
    assert changes.documents[0] in second.all("document")
    assert len(late) == 2


@pytest.mark.parametrize("synced", [False, True], ids=["before the first sync", "after it"])
def test_undo_of_what_was_done_before_the_enrolment(
    city: CityWorld, city_server: EmbeddedServer, make: Callable[[str], Desk], synced: bool
) -> None:
    """The window still offers to undo by the number of before: it is this PC's paper that is meant."""
    first, second = make("first"), make("second")
    weeks = {desk.folder.name: work(desk, mark) for desk, mark in ((first, "a"), (second, "b"))}
    was = books_of(first)
    first.enrol(city, city_server.url)
    first.sync()
    gone, taken = take_in(second, 1, "投影仪")
    second.enrol(city, city_server.url)
    if synced:
        second.sync()
    for changes in (taken, weeks["second"].last_take_back):
        command = undo_of(changes)
        assert command is not None
        second.do(command)
    piece = weeks["second"].kept.pop(1)
    weeks["second"].lent.append(piece)
    for desk in (second, first, second):
        desk.sync()
    assert second.status(piece) is Status.LENT
    assert gone[0] not in second.all("asset")
    assert_same_books(city, first, second)
    assert_untouched(first, was)


def test_the_second_is_enrolled_first(
    city: CityWorld, city_server: EmbeddedServer, make: Callable[[str], Desk]
) -> None:
    """Who comes first keeps the number, also where the other one was set up before."""
    older, newer = make("older"), make("newer")
    weeks = {"second": work(older, "a"), "first": work(newer, "b")}
    was = books_of(newer)
    newer.enrol(city, city_server.url)
    newer.sync()
    older.enrol(city, city_server.url)
    for desk in (older, newer, older):
        desk.sync()
    weeks |= {"newer": weeks["first"], "older": weeks["second"]}
    assert_right(city, newer, older, weeks, was)


def test_by_bundle(city: CityWorld, city_server: EmbeddedServer, make: Callable[[str], Desk], tmp_path: Path) -> None:
    """The file says where the second numbered so far; it works on until the answer comes, still as number 1."""
    keys = city_key_pair(tmp_path / "city")
    first, second = make("first"), make("second")
    weeks = {desk.folder.name: work(desk, mark) for desk, mark in ((first, "a"), (second, "b"))}
    was = books_of(first)
    first.enrol(city, city_server.url)
    first.sync()
    second.replica.keep_city_keys(keys.public)

    def carry(number: int, code: str = "", meanwhile: Callable[[], object] = lambda: None) -> Imported:
        up, down = tmp_path / f"{number}.up", tmp_path / f"{number}.down"
        export_bundle(second.replica, second.keys, up, code)
        meanwhile()
        answer_bundle(city.books, keys, up, down)
        return import_bundle(second.replica, second.keys, down)

    meanwhile: list[str] = []
    brought = carry(1, city.books.make_code(COUNTY_SITE), lambda: meanwhile.extend(take_in(second, 2)[0]))
    assert (brought.station, brought.station_before) == (2, 1)
    assert {str(second.all("asset")[it]["tag_number"])[6:8] for it in meanwhile} == {"02"}
    command = undo_of(weeks["second"].last_take_in)
    assert command is not None
    with pytest.raises(Refused) as refused:  # its own paper is meant: pieces of it are lent
        second.do(command)
    assert refused.value.code == "undo.built_upon"
    carry(2)
    carry(3)
    first.sync()
    assert_same_books(city, first, second)
    assert len([facts for _, _, facts in cases(city) if facts["decision"] == Decision.OPEN]) == 3
    (number,) = (id for id, row in second.all("document").items() if row["subject_id"] == meanwhile[0])
    second.do(UndoTakeIn(number))
    carry(4)
    carry(5)
    first.sync()
    assert_right(city, first, second, weeks, was, undone=1)


def test_an_undo_never_means_the_paper_of_the_other(
    city: CityWorld, city_server: EmbeddedServer, make: Callable[[str], Desk]
) -> None:
    """Only the first has a paper of that running number."""
    first, second = make("first"), make("second")
    for desk in (first, second):
        desk.open_site()
    first.take_in(1)
    _, changes = take_in(first, 1)
    second.take_in(1)
    for desk in (first, second):
        desk.enrol(city, city_server.url)
        desk.sync()
    with pytest.raises(NotFound):
        second.do(UndoTakeIn(changes.documents[0]))
    assert len(second.all("asset")) == 3


def test_what_was_quarantined_by_an_earlier_version_of_the_city_heals(
    city: CityWorld, city_server: EmbeddedServer, make: Callable[[str], Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = make("first"), make("second")
    weeks = {desk.folder.name: work(desk, mark) for desk, mark in ((first, "a"), (second, "b"))}
    was = books_of(first)
    first.enrol(city, city_server.url)
    first.sync()
    with monkeypatch.context() as before:
        before.setattr("app.persistence.city_operations.at_station", lambda command, site, station: command)
        second.enrol(city, city_server.url)
        second.sync()
    assert "quarantined" in {row["outcome"] for row in city.rows("received_operation")}
    assert city.books.rerun_quarantined()
    for desk in (first, second):
        desk.sync()
    assert_nothing_quarantined(city)
    assert_same_books(city, first, second)
    assert_untouched(first, was)
    assert set(weeks["second"].kept) <= set(first.all("asset"))


def test_a_counter_that_is_made_anew_draws_no_number_twice(
    city: CityWorld, city_server: EmbeddedServer, make: Callable[[str], Desk]
) -> None:
    first, second = make("first"), make("second")
    for desk in (first, second):
        desk.open_site()
        desk.take_in(4)
        desk.enrol(city, city_server.url)
        desk.sync()
    found = salvage(second.folder / "counter.db", Journal(second.folder / "journal"))
    assert found.station == Station(COUNTY_SITE, 2)
    assert numbers_drawn(found.operations, Station(COUNTY_SITE, 2))["tag"] == 5


def test_old_labels_and_slips_at_the_desk(
    city: CityWorld, city_server: EmbeddedServer, make: Callable[[str], Desk]
) -> None:
    """A label that may mean two pieces brings up both until new ones are on; a slip opens its own loan."""
    first, second = make("first"), make("second")
    weeks = {desk.folder.name: work(desk, mark) for desk, mark in ((first, "a"), (second, "b"))}
    first_pieces, second_pieces = ([*weeks[it].kept, *weeks[it].lent] for it in ("first", "second"))
    tags = {id: str(desk.all("asset")[id]["tag_number"]) for desk in (first, second) for id in desk.all("asset")}
    spare = second.take_in(1)[0]
    loan = second.hand_out(spare)
    slip = str(second.all("loan")[loan]["number"])
    assert slip not in first.all("document")
    for desk in (first, second, first):
        if not hasattr(desk, "line"):
            desk.enrol(city, city_server.url)
        desk.sync()

    def means(desk: Desk, text: str) -> set[str]:
        with desk.database.transaction() as connection:
            return {row.id for row in resolve(connection, text).assets}

    for desk in (first, second):
        for mine in first_pieces:
            twin = next(it for it in second_pieces if tags[it] == tags[mine])
            assert means(desk, tags[mine]) == {mine, twin}
        twin = next(it for it in weeks["second"].ledger if tags[it] == tags[weeks["first"].ledger[0]])
        assert means(desk, tags[twin]) == {weeks["first"].ledger[0], twin}
        with desk.database.transaction() as connection:
            document = resolve(connection, slip).document
        assert document is not None
        assert document.subject_id == loan
    for row in city.rows("conflict_case"):
        if row["decision"] == Decision.OPEN:
            second.do(ResolveCase(str(row["id"]), Decision.ACKNOWLEDGE, "已重贴"))
    for desk in (second, first):
        desk.sync()
        assert means(desk, tags[first_pieces[0]]) == {first_pieces[0]}
        with desk.database.transaction() as connection:
            assert resolve(connection, slip).document is not None
