"""Sync by file: there and back as over the line, and nothing that is not whole, genuine and in its place."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from app.domain.errors import DomainError, Refused
from app.services.city import Fork
from app.services.feed import Cursor, Page
from app.services.operations import Outcome
from sync.bundle import counter as counter_end
from sync.bundle import format as container
from sync.bundle.city import Answered, answer_bundle
from sync.bundle.counter import Imported, export_bundle, import_bundle
from sync.bundle.format import Direction, Header, Part, write_bundle
from sync.bundle.keys import CityKeyPair, city_key_pair, read_key_file, write_key_file
from sync.client.keys import public_text
from sync.client.line import CityRefused
from sync.protocol import FEED, OpsRequest, encode
from sync.server.serve import EmbeddedServer
from tests.fakes.sync_world import CITY_SITE, COUNTY_SITE, CityWorld, Desk, assert_same_books, open_city


@pytest.fixture
def city(tmp_path: Path) -> Iterator[CityWorld]:
    with open_city(None, tmp_path / "city") as world:
        yield world


@pytest.fixture
def keys(tmp_path: Path) -> CityKeyPair:
    return city_key_pair(tmp_path / "city")


class Post:
    """Carries bundles between counters and the city."""

    def __init__(self, folder: Path, city: CityWorld, keys: CityKeyPair) -> None:
        self.folder, self.city, self.keys = folder, city, keys
        self.number = 0

    def up(self, desk: Desk, code: str = "") -> Path:
        self.number += 1
        path = self.folder / f"{self.number}-up.gwcbundle"
        export_bundle(desk.replica, desk.keys, path, code)
        return path

    def answer(self, up: Path) -> tuple[Path, Answered]:
        self.number += 1
        path = self.folder / f"{self.number}-down.gwcbundle"
        return path, answer_bundle(self.city.books, self.keys, up, path)

    def bring_in(self, desk: Desk, down: Path) -> Imported:
        return import_bundle(desk.replica, desk.keys, down)

    def round(self, desk: Desk, code: str = "") -> Imported:
        down, _ = self.answer(self.up(desk, code))
        return self.bring_in(desk, down)


@pytest.fixture
def post(tmp_path: Path, city: CityWorld, keys: CityKeyPair) -> Post:
    (tmp_path / "stick").mkdir()
    return Post(tmp_path / "stick", city, keys)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def make(tmp_path: Path, desks: ExitStack, post: Post, site: str = COUNTY_SITE, station: int = 1) -> Desk:
    """A counter without a line, enrolled by a first bundle."""
    desk = Desk(tmp_path / f"{site}-{station}", site, "邹城市公物仓", station)
    desks.callback(desk.close)
    desk.open_site()
    desk.replica.keep_city_keys(post.keys.public)
    post.round(desk, post.city.books.make_code(site))
    return desk


@pytest.fixture
def county(tmp_path: Path, desks: ExitStack, post: Post) -> Desk:
    return make(tmp_path, desks, post)


def state(world: CityWorld) -> dict[str, int]:
    """How much of everything the city has."""
    return {name: len(world.rows(name)) for name in ("change", "received_operation", "asset", "loan", "conflict_case")}


def whole(desk: Desk) -> object:
    """All that the counter has, but the history of its cycles."""
    with desk.database.transaction() as connection:
        names = [row[0] for row in connection.execute(text("SELECT name FROM sqlite_master WHERE type='table'"))]
        return {
            name: sorted(map(repr, connection.execute(text(f'SELECT * FROM "{name}"'))))  # noqa: S608
            for name in names
            if not name.startswith(("asset_search", "sync_cycle", "sqlite_"))
        }


def refusal(error: pytest.ExceptionInfo[DomainError]) -> str:
    return error.value.code


def test_a_week_without_a_line(city: CityWorld, county: Desk, post: Post) -> None:
    pieces = county.take_in(12)
    county.hand_out(*pieces[:5])
    county.take_back(*pieces[:2])
    imported = post.round(county)
    assert set(imported.report.outcomes) == {Outcome.APPLIED}
    assert imported.report.stuck is None
    assert "asset" in imported.report.changed
    assert_same_books(city, county)
    assert county.replica.pending(10, 1 << 20) == []
    assert {row["way"] for row in county.all("sync_cycle").values()} == {"file"}


def test_enrolment_by_file_gives_the_station_and_the_keys_travel_as_a_file(
    tmp_path: Path, city: CityWorld, desks: ExitStack, post: Post
) -> None:
    first = make(tmp_path, desks, post)
    second = Desk(tmp_path / "second", COUNTY_SITE, "邹城市公物仓", 1)
    desks.callback(second.close)
    second.warehouse = first.warehouse
    write_key_file(tmp_path / "city.gwckey", post.keys.public)
    second.replica.keep_city_keys(read_key_file(tmp_path / "city.gwckey"))
    with pytest.raises(Refused) as refused:
        post.up(second)
    assert refusal(refused) == "bundle.not_enrolled"
    imported = post.round(second, city.books.make_code(COUNTY_SITE))
    assert imported.station == 2
    assert second.database.station().number == 2
    assert second.replica.enrolled()
    assert second.replica.enrolment() is None, "there is no line"
    second.take_in(1)
    post.round(second)
    post.round(first)
    assert_same_books(city, first, second)


def test_a_wrong_code_is_told_at_the_counter(tmp_path: Path, city: CityWorld, desks: ExitStack, post: Post) -> None:
    desk = Desk(tmp_path / "desk", COUNTY_SITE, "邹城市公物仓")
    desks.callback(desk.close)
    desk.open_site()
    desk.replica.keep_city_keys(post.keys.public)
    down, answered = post.answer(post.up(desk, "AAAA-BBBB-CCCC"))
    assert answered.trouble == "enrol.code_unknown"
    with pytest.raises(CityRefused) as refused:
        post.bring_in(desk, down)
    assert refusal(refused) == "enrol.code_unknown"
    assert not desk.replica.enrolled()
    assert city.rows("received_operation") == []
    post.round(desk, city.books.make_code(COUNTY_SITE))
    assert_same_books(city, desk)


def test_without_a_code_an_unknown_counter_is_refused(tmp_path: Path, desks: ExitStack, post: Post) -> None:
    desk = Desk(tmp_path / "desk", COUNTY_SITE, "邹城市公物仓")
    desks.callback(desk.close)
    desk.open_site()
    desk.replica.keep_city_keys(post.keys.public)
    desk.replica.enrol_by_file(1)
    with pytest.raises(Refused) as refused:
        post.answer(post.up(desk))
    assert refusal(refused) == "sync.device_unknown"


def test_both_bundles_again_change_nothing(city: CityWorld, county: Desk, post: Post) -> None:
    pieces = county.take_in(3)
    county.hand_out(pieces[0])
    up = post.up(county)
    down, _ = post.answer(up)
    at_city = state(city)
    again, answered = post.answer(up)
    assert set(answered.outcomes) == {Outcome.DUPLICATE}
    assert state(city) == at_city
    post.bring_in(county, down)
    before = whole(county)
    assert post.bring_in(county, down).known
    assert whole(county) == before
    # The second answer says the same as the first.
    holds = county.holds()
    post.bring_in(county, again)
    assert county.holds() == holds
    assert {row["outcome"] for row in county.all("operation").values()} == {"applied"}
    assert_same_books(city, county)


def test_an_answer_that_was_lost_is_made_again(city: CityWorld, county: Desk, post: Post) -> None:
    county.take_in(2)
    post.answer(post.up(county))
    county.take_in(1)
    imported = post.round(county)
    assert set(imported.report.outcomes) == {Outcome.DUPLICATE, Outcome.APPLIED}
    assert_same_books(city, county)


def test_the_line_was_quicker(tmp_path: Path, city: CityWorld, county: Desk, post: Post) -> None:
    """Exported, then sent by line too: duplicates at the city, and the answer comes too late to be of use."""
    county.take_in(3)
    up = post.up(county)
    with EmbeddedServer(city.books, keys=post.keys.public) as server:
        county.connect(server.url)
        county.sync()
        county.take_in(1)
        county.sync()
        down, answered = post.answer(up)
        assert set(answered.outcomes) == {Outcome.DUPLICATE}
        county.take_in(1)
        county.sync()
        before = whole(county)
        with pytest.raises(Refused) as refused:
            post.bring_in(county, down)
        assert refusal(refused) == "bundle.overtaken"
        assert whole(county) == before
        county.take_in(1)
        post.round(county)
        county.sync()
    assert_same_books(city, county)


def test_operations_made_meanwhile_wait_for_the_next_bundle(city: CityWorld, county: Desk, post: Post) -> None:
    (piece,) = county.take_in(1)
    up = post.up(county)
    county.hand_out(piece)
    down, _ = post.answer(up)
    post.bring_in(county, down)
    assert county.status(piece) == "lent"
    assert {it.type for it in county.replica.pending(10, 1 << 20)} >= {"hand_out"}
    post.round(county)
    assert_same_books(city, county)


def test_a_line_teaches_the_keys(tmp_path: Path, city: CityWorld, desks: ExitStack, post: Post) -> None:
    """At enrolment; and, where that was before there were keys, with the next session."""
    desk = Desk(tmp_path / "desk", COUNTY_SITE, "邹城市公物仓")
    desks.callback(desk.close)
    desk.open_site()
    with EmbeddedServer(city.books) as old:
        desk.enrol(city, old.url)
        desk.sync()
        assert desk.replica.city_keys() is None
        with pytest.raises(Refused) as refused:
            post.up(desk)
        assert refusal(refused) == "bundle.city_unknown"
    with EmbeddedServer(city.books, keys=post.keys.public) as new:
        desk.line.close()
        desk.connect(new.url)
        desk.sync()
        assert desk.replica.city_keys() == post.keys.public
        other = Desk(tmp_path / "other", COUNTY_SITE, "邹城市公物仓")
        desks.callback(other.close)
        other.enrol(city, new.url)
        assert other.replica.city_keys() == post.keys.public
    desk.take_in(1)
    post.round(desk)
    assert_same_books(city, desk)


class Killed(BaseException):
    pass


@pytest.mark.parametrize("after", range(5))
def test_an_import_that_was_killed_goes_on_from_its_page(
    city: CityWorld, county: Desk, post: Post, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    monkeypatch.setattr("sync.bundle.city.PAGE", 3)
    pieces = county.take_in(10)
    county.hand_out(*pieces[:4])
    down, _ = post.answer(post.up(county))
    apply, written = county.replica.apply, 0

    def dying(page: Page) -> dict[str, frozenset[str]]:
        nonlocal written
        if written == after:
            raise Killed
        written += 1
        return apply(page)

    with monkeypatch.context() as patch:
        patch.setattr(county.replica, "apply", dying)
        with pytest.raises(Killed):
            post.bring_in(county, down)
    pages: list[Cursor] = []

    def counting(page: Page) -> dict[str, frozenset[str]]:
        pages.append(page.cursor)
        return apply(page)

    reached = county.replica.cursor()
    monkeypatch.setattr(county.replica, "apply", counting)
    post.bring_in(county, down)
    assert len(pages) > 0
    assert reached not in pages
    assert_same_books(city, county)
    assert post.bring_in(county, down).known


def test_killed_after_the_last_page(city: CityWorld, county: Desk, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    county.take_in(3)
    down, _ = post.answer(post.up(county))

    def die() -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(county.replica, "synced", die)
        with pytest.raises(Killed):
            post.bring_in(county, down)
    assert not post.bring_in(county, down).known
    assert_same_books(city, county)


def test_a_person_stops_it(county: Desk, post: Post, city: CityWorld, tmp_path: Path) -> None:
    county.take_in(3)

    class Stopped(Exception):
        pass

    def stop(done: int, total: int) -> None:
        assert 0 <= done <= total
        raise Stopped

    with pytest.raises(Stopped):
        export_bundle(county.replica, county.keys, tmp_path / "stick" / "stopped", check=stop)
    assert not [path for path in (tmp_path / "stick").iterdir() if "stopped" in path.name]
    down, _ = post.answer(post.up(county))
    before = whole(county)
    with pytest.raises(Stopped):
        import_bundle(county.replica, county.keys, down, check=stop)
    assert whole(county) == before
    post.bring_in(county, down)
    assert_same_books(city, county)


def test_bundles_in_wrong_hands(tmp_path: Path, city: CityWorld, county: Desk, desks: ExitStack, post: Post) -> None:
    town = make(tmp_path, desks, post, CITY_SITE)
    county.take_in(1)
    up = post.up(county)
    down, _ = post.answer(up)
    before = whole(town)
    for desk, path, code in (
        (town, down, "bundle.for_another_counter"),
        (county, up, "bundle.for_the_city"),
    ):
        with pytest.raises(Refused) as refused:
            post.bring_in(desk, path)
        assert refusal(refused) == code
    assert whole(town) == before
    with pytest.raises(Refused) as refused:
        post.answer(down)
    assert refusal(refused) == "bundle.for_a_counter"


def test_another_city(tmp_path: Path, county: Desk, post: Post) -> None:
    with open_city(None, tmp_path / "elsewhere") as elsewhere:
        foreign = Post(post.folder, elsewhere, city_key_pair(tmp_path / "elsewhere"))
        county.take_in(1)
        with pytest.raises(Refused) as refused:
            foreign.answer(post.up(county))
        assert refusal(refused) == "bundle.for_another_city"
        assert elsewhere.rows("received_operation") == []
        other = Post(post.folder, post.city, CityKeyPair(foreign.keys.sign, post.keys.box))
        down, _ = other.answer(post.up(county))
        before = whole(county)
        with pytest.raises(Refused) as refused:
            post.bring_in(county, down)
        assert refusal(refused) == "bundle.of_another_city"
        assert whole(county) == before


def test_somebody_else_signs_for_the_counter(tmp_path: Path, city: CityWorld, county: Desk, post: Post) -> None:
    county.take_in(1)
    at_city = state(city)
    (tmp_path / f"{COUNTY_SITE}-1" / f"{county.device}.key").unlink()  # another key is made
    with pytest.raises(Refused) as refused:
        post.answer(post.up(county))
    assert refusal(refused) == "bundle.of_another_key"
    assert state(city) == at_city


def test_an_answer_out_of_its_turn(county: Desk, post: Post, city: CityWorld) -> None:
    county.take_in(1)
    first, _ = post.answer(post.up(county))
    post.bring_in(county, first)
    county.take_in(1)
    second, _ = post.answer(post.up(county))
    post.bring_in(county, second)
    county.take_in(1)
    before = whole(county)
    with pytest.raises(Refused) as refused:
        post.bring_in(county, first)
    assert refusal(refused) == "bundle.overtaken"
    assert whole(county) == before
    third, _ = post.answer(post.up(county))
    county.replica.forget_cursor()
    with pytest.raises(Refused) as refused:
        post.bring_in(county, third)
    assert refusal(refused) == "bundle.does_not_follow"
    post.round(county)
    assert_same_books(city, county)


def test_a_city_put_back_from_a_copy_asks_again(tmp_path: Path, county: Desk, post: Post, keys: CityKeyPair) -> None:
    with post.city.books.writer.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
        connection.exec_driver_sql("BEGIN")
    pieces = county.take_in(3)
    post.round(county)
    county.hand_out(pieces[0])
    (tmp_path / "restored").mkdir()
    shutil.copy(tmp_path / "copy.db", tmp_path / "restored" / "city.db")
    with open_city(None, tmp_path / "restored") as restored:
        later = Post(post.folder, restored, keys)
        imported = later.round(county)
        assert imported.rewound
        assert imported.report.stuck == "bundle.gap"
        later.round(county)
        assert_same_books(restored, county)
        assert county.status(pieces[0]) == "lent"


def test_a_cloned_pc_is_found(tmp_path: Path, county: Desk, desks: ExitStack, post: Post, city: CityWorld) -> None:
    with county.writer.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    shutil.copytree(county.folder, tmp_path / "clone")
    clone = Desk(tmp_path / "clone", COUNTY_SITE, county.name, device=county.device)
    desks.callback(clone.close)
    clone.warehouse = county.warehouse
    county.take_in(1)
    clone.take_in(2)
    post.round(county)
    down, answered = post.answer(post.up(clone))
    assert answered.trouble == "sync.fork"
    with pytest.raises(Fork):
        post.bring_in(clone, down)
    with pytest.raises(Fork):  # the true one is suspended as well, until somebody found out which it is
        post.round(county)
    assert len(city.rows("forked_operation")) == 2


def test_a_counter_put_back_from_a_copy_is_told(county: Desk, post: Post, tmp_path: Path) -> None:
    county.take_in(1)
    down, _ = post.answer(post.up(county))
    with county.database.transaction() as connection:
        connection.execute(text("DELETE FROM operation WHERE dseq = (SELECT max(dseq) FROM operation)"))
    with pytest.raises(CityRefused) as refused:
        post.bring_in(county, down)
    assert refusal(refused) == "sync.counter_behind"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Post, Path, Path]]:
    """A counter and both bundles of a small day, neither brought in."""
    folder = tmp_path_factory.mktemp("small")
    (folder / "stick").mkdir()
    with open_city(None, folder / "city") as city, ExitStack() as desks:
        post = Post(folder / "stick", city, city_key_pair(folder / "city"))
        county = make(folder, desks, post)
        first = post.up(county)
        down, _ = post.answer(first)
        county.take_in(1)
        yield county, post, post.up(county), down


def changes_nothing(small: tuple[Desk, Post, Path, Path], damage: bytes, *, up: bool) -> None:
    county, post, _, _ = small
    path = post.folder / "damaged.gwcbundle"
    path.write_bytes(damage)
    at_city, here = state(post.city), whole(county)
    with pytest.raises(Refused) as refused:
        post.answer(path) if up else post.bring_in(county, path)
    assert refusal(refused).startswith("bundle.")
    assert (state(post.city), whole(county)) == (at_city, here)


quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@quick
@given(share=st.floats(0, 1, exclude_max=True), up=st.booleans())
def test_cut_at_any_byte(small: tuple[Desk, Post, Path, Path], share: float, up: bool) -> None:
    content = small[2 if up else 3].read_bytes()
    changes_nothing(small, content[: int(len(content) * share)], up=up)


@quick
@given(share=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7), up=st.booleans())
def test_any_bit_turned(small: tuple[Desk, Post, Path, Path], share: float, bit: int, up: bool) -> None:
    content = bytearray(small[2 if up else 3].read_bytes())
    content[int(len(content) * share)] ^= 1 << bit
    changes_nothing(small, bytes(content), up=up)


@quick
@given(more=st.binary(min_size=1, max_size=100), up=st.booleans())
def test_anything_appended(small: tuple[Desk, Post, Path, Path], more: bytes, up: bool) -> None:
    changes_nothing(small, small[2 if up else 3].read_bytes() + more, up=up)


@quick
@given(content=st.binary(max_size=300), magic=st.booleans())
def test_any_file(small: tuple[Desk, Post, Path, Path], content: bytes, magic: bool) -> None:
    changes_nothing(small, b"GWCBNDL\x01" * magic + content, up=True)


def bomb(desk: Desk, keys: CityKeyPair, path: Path, bodies: list[bytes]) -> Path:
    """A genuine bundle of the counter's, with these records of operations."""
    sign = desk.keys.private_key(desk.device)
    header = Header(
        direction=Direction.UP,
        id="bomb",
        device=desk.device,
        site=desk.site,
        made_at="2026-01-12T00:00:00Z",
        receiver=keys.public.box,
        cursor=None,
        first=1,
        next=2,
        reply_to=public_text(desk.keys.box_key(desk.device)),
    )
    with path.open("wb") as file:
        writer = write_bundle(file, header, sign)
        for body in bodies:
            writer.add(Part.OPS, body)
        writer.finish()
    return path


def test_a_bomb_is_refused(
    city: CityWorld, county: Desk, post: Post, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    at_city = state(city)
    nothing = encode(OpsRequest([]))
    large = bomb(county, post.keys, tmp_path / "large", [nothing, b" " * (9 << 20)])
    assert large.stat().st_size < 10_000
    monkeypatch.setattr(container, "MOST_UNPACKED", 4 << 20)
    many = bomb(county, post.keys, tmp_path / "many", [b" " * (1 << 20) + nothing] * 5)
    for path in (large, many):
        with pytest.raises(Refused) as refused:
            post.answer(path)
        assert refusal(refused) == "bundle.damaged"
    monkeypatch.setattr(container, "MOST_FILE", 100)
    with pytest.raises(Refused) as refused:
        post.answer(large)
    assert refusal(refused) == "bundle.too_large"
    assert state(city) == at_city


def test_what_was_proven_is_what_is_read(county: Desk, post: Post, keys: CityKeyPair, tmp_path: Path) -> None:
    """A stick that shows other content the second time."""
    path = bomb(county, keys, tmp_path / "one", [encode(OpsRequest([]))])
    other = bomb(county, keys, tmp_path / "two", [encode(OpsRequest([]))])
    with container.open_bundle(path) as bundle, container.open_bundle(other) as second:
        bundle.verify(bundle.header.sender)
        bundle._file = second._file
        with pytest.raises(Refused) as refused:
            list(bundle.records(keys.box))
        assert refusal(refused) == "bundle.damaged"


def test_large_bundles_in_little_memory(county: Desk, keys: CityKeyPair, tmp_path: Path) -> None:
    """More frames than one, and records across frames."""
    import random
    import tracemalloc

    chance = random.Random(5)
    bodies = [b'"' + chance.randbytes(400_000).hex().encode() + b'"' for _ in range(30)]
    path = bomb(county, keys, tmp_path / "large", bodies)
    assert path.stat().st_size > 10 * container.FRAME
    tracemalloc.start()
    with container.open_bundle(path) as bundle:
        bundle.verify(bundle.header.sender)
        assert [len(record.body) for record in bundle.records(keys.box)] == [len(body) for body in bodies]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 << 20


def test_one_exchange_at_a_time(county: Desk, post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    county.take_in(1)
    down, _ = post.answer(post.up(county))
    held: list[bool] = []
    original = counter_end.take_page

    def watched(*given: object) -> None:
        held.append(county.replica._turn.locked())
        original(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(counter_end, "take_page", watched)
    post.bring_in(county, down)
    assert held
    assert all(held)
    assert not county.replica._turn.locked()


def test_a_program_that_is_too_old_gets_verdicts_and_no_rows(
    city: CityWorld, county: Desk, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = county.replica.cursor()
    county.take_in(2)
    monkeypatch.setattr("sync.bundle.city.LEAST_FEED", FEED + 1)
    down, told = post.answer(post.up(county))
    assert told.changes == 0
    brought = post.bring_in(county, down)
    assert (brought.report.stuck, brought.report.pulled) == ("sync.pull_blocked", 0)
    assert brought.report.pushed == 2
    assert county.replica.cursor() == before
    monkeypatch.undo()
    assert post.round(county).report.stuck is None
    assert_same_books(city, county)
