"""State, operation and journal as one: the counter's transactions on a real SQLite file."""

import threading
from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import select, text

from app.clock import SystemClock
from app.domain import ids
from app.domain.asset import Source, Status
from app.domain.errors import Refused
from app.domain.organization import Role, WarehouseKind
from app.persistence import tables
from app.persistence.counter import CounterDatabase, operation_of
from app.persistence.engine import checkpoint, sqlite_engine
from app.persistence.integrity import findings
from app.persistence.journal import Journal, JournalDamaged
from app.persistence.page_sums import PageSums
from app.persistence.schema import migrate
from app.services.bus import Bus, Cancellation
from app.services.commands.base import Actor, decode_body
from app.services.commands.inventory import IntakeItem, TakeIn
from app.services.commands.loans import HandOut, Returned, TakeBack
from app.services.commands.setup import AddWarehouse, OpenSite, RegisterOrganization, RegisterPerson
from app.services.operations import first_break, seal
from app.services.ports import Station
from app.services.undo import undo_of

SITE = "370883"
OFFICE = ids.organization_id("某局")
PERSON = ids.person_id(OFFICE, "孔令䶮")
ADMIN = Actor("s", "管理员", Role.ADMINISTRATOR)


class World:
    def __init__(self, folder):
        self.folder = folder
        self.engine = sqlite_engine(folder / "counter.db", writes=True)
        migrate(self.engine)
        self.journal = Journal(folder / "journal")
        self.database = CounterDatabase(self.engine, self.journal)
        self.bus = Bus(self.database, SystemClock())

    def set_up(self):
        self.database.set_up("device", Station(SITE, 1))
        warehouse = AddWarehouse(WarehouseKind.GENERAL, "通用仓")
        self.warehouse = ids.warehouse_id(SITE, "通用仓")
        self.do(
            OpenSite(SITE, "邹城市公物仓"), warehouse, RegisterOrganization("某局"), RegisterPerson(OFFICE, "孔令䶮")
        )
        return self

    def do(self, *commands, **options):
        return self.bus.execute(*commands, actor=ADMIN, **options)

    def take_in(self, quantity=3):
        item = IntakeItem("办公桌", quantity, value_fen=100_00)
        return sorted(self.do(TakeIn(OFFICE, Source.IDLE, self.warehouse, (item,))).of("asset"))

    def hand_out(self, assets):
        return self.do(HandOut(OFFICE, PERSON, tuple(assets), SystemClock().today() + timedelta(days=9)))

    def statuses(self):
        with self.engine.begin() as connection:
            return dict(connection.execute(select(tables.asset.c.id, tables.asset.c.status)).all())

    def operations(self):
        with self.engine.begin() as connection:
            query = select(tables.operation).order_by(tables.operation.c.dseq)
            return [operation_of(row) for row in connection.execute(query)]


@pytest.fixture
def world(tmp_path):
    made = World(tmp_path).set_up()
    yield made
    made.engine.dispose()


def test_every_command_is_an_operation_in_an_unbroken_chain_and_in_the_journal(world):
    assets = world.take_in()
    world.hand_out(assets)
    operations = world.operations()
    assert [it.dseq for it in operations] == list(range(1, len(operations) + 1))
    assert first_break(operations) is None
    assert list(world.journal.read()) == operations
    assert findings(world.database) == []


def test_an_operation_carries_all_that_its_command_was(world):
    assets = world.take_in()
    changes = world.hand_out(assets)
    last = world.operations()[-1]
    assert decode_body(last.type, last.version, last.body) == changes.commands[-1]


def test_a_forged_operation_breaks_the_chain(world):
    world.take_in()
    with world.engine.begin() as connection:
        connection.execute(text("UPDATE operation SET body = replace(body, '办公桌', '办公椅')"))
    found = [it.what for it in findings(world.database)]
    assert "check.chain" in found
    assert "check.journal" not in found  # the journal still has the hashes


def test_a_refusal_leaves_nothing_behind(world):
    assets = world.take_in()
    world.hand_out(assets[:1])
    before, head = world.statuses(), world.database.head()
    with pytest.raises(Refused) as refusal:
        world.hand_out(assets)
    assert refusal.value.code == "asset.is_lent"
    assert world.statuses() == before
    assert world.database.head() == head
    assert world.hand_out(assets[1:]).documents[-1][-5:-1] == "0002"  # the number drawn in vain came back


def test_several_commands_are_one_transaction(world):
    assets = world.take_in()
    with pytest.raises(Refused):
        world.do(RegisterOrganization("他局"), TakeBack((Returned(assets[0]),)))
    with world.engine.begin() as connection:
        names = connection.execute(select(tables.organization.c.name)).scalars().all()
    assert names == ["某局"]


def test_cancelling_between_two_commands_changes_nothing(world):
    with pytest.raises(Cancellation):
        world.do(RegisterOrganization("甲局"), RegisterOrganization("乙局"), cancelled=iter([False, True]).__next__)
    with world.engine.begin() as connection:
        assert connection.execute(select(tables.organization.c.name)).scalars().all() == ["某局"]


def test_undo_restores_the_state(world):
    assets = world.take_in()
    before = world.statuses()
    changes = world.hand_out(assets)
    assert set(world.statuses().values()) == {Status.LENT.value}
    world.do(undo_of(changes))
    assert world.statuses() == before
    changes = world.hand_out(assets)
    back = world.do(TakeBack(tuple(Returned(it) for it in assets)))
    world.do(undo_of(back))
    assert set(world.statuses().values()) == {Status.LENT.value}
    assert findings(world.database) == []


def test_an_intake_is_undone_only_while_untouched(world):
    changes = world.do(TakeIn(OFFICE, Source.IDLE, world.warehouse, (IntakeItem("柜"),)))
    world.hand_out(changes.of("asset"))
    with pytest.raises(Refused) as refusal:
        world.do(undo_of(changes))
    assert refusal.value.code == "undo.built_upon"


def test_the_last_confirmed_row_is_kept_when_a_pending_operation_changes_it(world):
    assets = world.take_in(1)
    with world.engine.begin() as connection:  # as after a sync: confirmed, clean
        connection.execute(text("UPDATE asset SET dirty = NULL"))
    world.hand_out(assets)
    with world.engine.begin() as connection:
        shadow = connection.execute(select(tables.shadow).where(tables.shadow.c.entity == "asset")).one()
        dirty = connection.execute(select(tables.asset.c.dirty)).scalar_one()
    assert '"status":"available"' in shadow.body
    assert dirty == world.database.head()[0]


def test_a_commit_that_missed_the_journal_is_made_good(world):
    world.take_in()
    whole = (world.folder / "journal").read_bytes()
    operations = world.operations()
    (world.folder / "journal").write_bytes(whole[: len(whole) - 100])  # died while writing the last frame
    assert world.database.recover() == 1
    assert list(world.journal.read()) == operations
    assert world.database.recover() == 0


def test_damage_in_the_middle_of_the_journal_is_found(world):
    world.take_in()
    path = world.folder / "journal"
    content = bytearray(path.read_bytes())
    content[40] ^= 0xFF
    path.write_bytes(content)
    assert [it.what for it in findings(world.database)] == ["check.journal"]
    with pytest.raises(JournalDamaged):
        world.database.recover()


def last_frame(path):
    """Where the journal's last frame begins."""
    content, offset = path.read_bytes(), 0
    while (end := offset + 8 + int.from_bytes(content[offset : offset + 4], "big")) < len(content):
        offset = end
    return offset


@pytest.mark.parametrize("place", [0, 3, 5, 8, 60, -1])
def test_a_damaged_last_frame_is_found_and_then_healed_from_the_database(world, place):
    world.take_in()
    path = world.folder / "journal"
    whole = path.read_bytes()
    content = bytearray(whole)
    content[place if place < 0 else last_frame(path) + place] ^= 0x11
    path.write_bytes(content)
    with pytest.raises(JournalDamaged):
        world.database.recover(heal=False)  # as check opens it
    assert [it.what for it in findings(world.database)] == ["check.journal"]
    assert world.database.recover() == 1
    assert path.read_bytes() == whole
    assert findings(world.database) == []


@pytest.mark.parametrize("kept", [0, 5, 30])
def test_zeros_where_a_power_cut_stopped_the_writing_are_written_again(world, kept):
    path = world.folder / "journal"
    before = path.read_bytes()
    world.take_in()
    world.take_in()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(before) + kept] + bytes(len(whole) - len(before) - kept))
    assert world.database.recover(heal=False) == 2
    assert path.read_bytes() == whole


def test_a_full_disk_at_the_journal_undoes_nothing_and_the_next_commit_makes_it_good(world, monkeypatch, caplog):
    append = world.journal.append

    def tear(operations):
        append(operations)
        path = world.folder / "journal"
        path.write_bytes(path.read_bytes()[:-50])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(world.journal, "append", tear)
    assert len(world.take_in()) == 3
    assert "the journal cannot be written" in caplog.text
    monkeypatch.undo()
    world.take_in()
    assert list(world.journal.read()) == world.operations()
    assert world.database.recover() == 0


def test_operations_that_only_the_journal_has_are_found(world):
    world.take_in()
    last = world.operations()[-1].dseq
    with world.engine.begin() as connection:  # as a database put back from an older copy
        connection.execute(text("DELETE FROM operation WHERE dseq = :last"), {"last": last})
    assert [(it.what, it.detail) for it in findings(world.database)] == [("check.journal_differs", str(last))]


def test_a_sealed_operation_is_bound_to_each_of_its_fields(world):
    it = world.operations()[-1]
    for name in it.__struct_fields__:
        if name == "hash":
            continue
        value = getattr(it, name)
        other = msgspec.structs.replace(it, **{name: value + (1 if isinstance(value, int) else "x")})
        assert seal(other).hash != it.hash


def test_pages_are_proved_beside_the_work_and_none_is_blamed_that_is_being_written(tmp_path):
    world = World(tmp_path).set_up()
    world.database.close()
    sums = PageSums(tmp_path / "counter.db")
    sums.end(whole=True)
    sums.begin()
    database = CounterDatabase(world.engine, world.journal, sums)
    world.database, world.bus = database, Bus(database, SystemClock())
    done = threading.Event()
    found: list[int] = []

    def prove():
        while not done.is_set():
            found.extend(sums.damaged())

    prover = threading.Thread(target=prove)
    prover.start()
    for _ in range(20):
        world.hand_out(world.take_in(20))
        with database._lock:
            assert checkpoint(world.engine, sums, at_end=True)
    done.set()
    prover.join()
    assert found == []
    database.prove_pages()
    size = (tmp_path / "counter.db").stat().st_size
    with (tmp_path / "counter.db").open("r+b") as file:
        file.seek(size - 100)
        file.write(b"turned")
    with pytest.raises(Refused) as refusal:
        database.prove_pages()
    sums.close()
    assert (refusal.value.code, refusal.value.params["count"]) == ("storage.damaged_pages", 1)


@pytest.mark.parametrize("told", [False, True])
def test_damage_stays_known_when_its_page_is_written_again(tmp_path, told):
    """Before the proof has come to it, and after somebody was told of it and worked on."""
    path = tmp_path / "counter.db"
    world = World(tmp_path).set_up()
    world.database.sums = PageSums(path)
    world.database.close()
    world.database.sums.close()
    world.engine.dispose()
    content = path.read_bytes()
    damaged = content.replace("通用仓".encode(), "通田仓".encode())
    path.write_bytes(damaged)
    pages = [at // 4096 + 1 for at in range(0, len(content), 4096) if content[at:][:4096] != damaged[at:][:4096]]
    assert len(pages) > 1, "the row, and the operation that made it"

    for _ in range(2):
        sums = PageSums(path)
        sums.begin()
        engine = sqlite_engine(path, writes=True)
        database = CounterDatabase(engine, world.journal, sums)
        if told:
            assert sums.damaged() == pages
        with database.transaction() as connection:
            connection.execute(text("UPDATE warehouse SET version = version + 1"))
        database.close()
        assert sums.damaged() == pages
        engine.dispose()
        sums.close()
