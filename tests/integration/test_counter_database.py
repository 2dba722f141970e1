"""State, operation and journal as one: the counter's transactions on a real SQLite file."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from app.clock import SystemClock
from app.domain import ids
from app.domain.asset import Source, Status
from app.domain.errors import Refused
from app.domain.organization import Role, WarehouseKind
from app.persistence import tables
from app.persistence.counter import CounterDatabase, operation_of
from app.persistence.engine import sqlite_engine
from app.persistence.integrity import findings
from app.persistence.journal import Journal, JournalDamaged
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
        self.warehouse = warehouse.warehouse_id
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


def test_a_sealed_operation_is_bound_to_each_of_its_fields(world):
    it = world.operations()[-1]
    for field in fields(it):
        if field.name == "hash":
            continue
        value = getattr(it, field.name)
        other = replace(it, **{field.name: value + (1 if isinstance(value, int) else "x")})
        assert seal(other).hash != it.hash
