"""The chain of migrations: its head equals the models, each step goes up and down, data is carried."""

from pathlib import Path

import msgspec
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect, text

from app.domain.case import CaseKind, Decision
from app.domain.errors import Refused
from app.persistence import unknown
from app.persistence.bodies import DEFAULTS
from app.persistence.city import SqlCity
from app.persistence.city_tables import metadata
from app.persistence.counter import COLUMNS, CounterDatabase
from app.persistence.engine import sqlite_engine
from app.persistence.journal import Journal
from app.persistence.replica import SqlReplica
from app.persistence.schema import config_for, head_revision, migrate
from app.services.cases import choices, sides_of
from app.services.feed import Cursor, FeedRewound, Rows
from app.services.operations import Operation, seal

SAMPLES = Path(__file__).parents[1] / "data" / "operations"

REVISIONS = [script.revision for script in ScriptDirectory.from_config(config_for()).walk_revisions()][::-1]


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request, tmp_path):
    if request.param == "sqlite":
        made = sqlite_engine(tmp_path / "it.db", writes=True)
    else:
        made = create_engine(request.getfixturevalue("postgres_url"))
    yield made
    made.dispose()


def differences(engine):
    def ours(name, kind, parents):
        return kind != "table" or name in metadata.tables

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours, "compare_type": True})
        return compare_metadata(context, metadata)


def test_the_head_equals_the_models(engine):
    migrate(engine)
    assert differences(engine) == []


def test_each_step_goes_up_and_down(engine):
    for revision in REVISIONS:
        with engine.begin() as connection:
            command.upgrade(config_for(connection), revision)
    for _ in REVISIONS:
        with engine.begin() as connection:
            command.downgrade(config_for(connection), "-1")
    left = set(inspect(engine).get_table_names()) - {"alembic_version"}
    assert left == set()
    migrate(engine)
    assert differences(engine) == []


def test_migrating_again_changes_nothing(engine):
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO organization (id, name, code, version) VALUES ('o', '某局', '', 1)"))
    migrate(engine)
    with engine.begin() as connection:
        assert connection.execute(text("SELECT name FROM organization")).scalar_one() == "某局"


def test_a_database_of_a_newer_version_is_refused(engine):
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Refused) as refusal:
        migrate(engine)
    assert refusal.value.code == "database.newer"


def test_the_head_is_the_last_of_one_chain():
    assert head_revision() == REVISIONS[-1]
    assert len(ScriptDirectory.from_config(config_for()).get_heads()) == 1


@pytest.fixture
def of_the_first_schema(engine):
    """A database of version 0001: a site with a warehouse, a piece, a person, and a device."""
    with engine.begin() as connection:
        command.upgrade(config_for(connection), "0001")
    put(engine, "site", id=SITE, name="邹城市公物仓", loan_days=30, version=1)
    put(engine, "warehouse", id="w", site_id=SITE, kind="general", name="通用仓", active=1, version=1)
    put(engine, "organization", id="o", name="教育和体育局", code="", version=1)
    put(engine, "person", id="p", organization_id="o", name="张三", phone="", version=1)
    put(engine, "asset", id="a", **PIECE)
    return engine


SITE = "370883"
WHEN = "2026-11-01T08:00:00.000000Z"
ACTOR = '{"staff_id":"s","name":"甲","role":"clerk"}'
PIECE = {
    "name": "台式计算机",
    "tag_number": "3708830100000013",
    "organization_id": "o",
    "site_id": SITE,
    "warehouse_id": "w",
    "status": "available",
    "source": "idle",
    "condition": "good",
    "version": 3,
}


def put(engine, table, **values):
    """Insert a row as an older program would have: columns that are not named are empty."""
    with engine.begin() as connection:
        for column in inspect(connection).get_columns(table):
            whole = "INT" in str(column["type"]).upper()
            if not column["nullable"] and column["name"] != "key":
                values.setdefault(column["name"], 0 if whole else "")
        names = ", ".join(f'"{name}"' for name in values)
        places = ", ".join(f":{name}" for name in values)
        connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), values)  # noqa: S608 - ours


def test_a_city_of_the_first_schema_begins_its_feed_anew(of_the_first_schema, tmp_path):
    engine = of_the_first_schema
    put(engine, "device", id="d", site_id=SITE, station=1, public_key="key", dseq=7, session="m", enrolled_at=WHEN)
    put(engine, "scope_member", entity="person", id="p", scope=SITE)
    put(engine, "setting", name="feed.epoch", value="before")
    entry = {"scope": SITE, "site_id": SITE, "kind": "put", "entity": "asset", "id": "a", "version": 3, "body": "{}"}
    put(engine, "change", seq=1, chain="c", **entry)
    about = {"kind": "quarantined", "site_id": SITE, "device": "d", "asset_id": "a", "opened_at": WHEN}
    reason = '{"code":"operation.newer","params":{"type":"hand_out","version":9,"known":1}}'
    put(engine, "sync_case", id="one", dseq=7, op_id="op7", reason=reason, **about)
    put(engine, "sync_case", id="two", dseq=6, op_id="op6", reason=reason, closed_at=WHEN, **about)
    body = (SAMPLES / "register_organization@1.json").read_text(encoding="utf-8")
    it = {"type": "register_organization", "version": 1, "actor": ACTOR, "occurred_at": WHEN, "pre": "{}", "body": body}
    verdict = {"received_at": WHEN, "outcome": "quarantined", "seq": 1, "case_id": "one"}
    put(engine, "received_operation", device="d", dseq=7, op_id="op7", **it, **verdict)
    migrate(engine)

    books = SqlCity(engine, engine, tmp_path)
    device = books.device("d")
    assert (device.dseq, device.station) == (7, 1)
    with pytest.raises(FeedRewound):
        books.changes(device, Cursor("before", 1, "c"), 10)
    page = books.changes(device, None, 100)
    assert not page.more
    assert {kind: [row[rows.columns.index("id")] for row in rows.put] for kind, rows in page.tables.items()} == {
        "site": [SITE],
        "warehouse": ["w"],
        "organization": ["o"],
        "person": ["p"],
        "asset": ["a"],
        "conflict_case": ["one", "two"],
        "counter_device": ["d"],
    }
    columns, (piece,) = page.tables["asset"].columns, page.tables["asset"].put
    assert dict(zip(columns, piece, strict=True))["transit_site_id"] == ""
    (case,) = books.cases()
    assert (case.id, case.kind, case.operation_id, sides_of(case)) == ("one", CaseKind.QUARANTINED, "op7", ())
    assert [it.decision for it in choices(case)] == [Decision.ACKNOWLEDGE]
    assert books.rerun_quarantined() == 1
    assert books.cases() == [], "healed, though cases have another kind of id by now"


def test_a_counter_of_the_first_schema_keeps_its_work_and_reads_again(of_the_first_schema, tmp_path):
    engine = of_the_first_schema
    if engine.dialect.name != "sqlite":
        pytest.skip("counters are on SQLite")
    for name, value in (("device", "d"), ("site", SITE), ("station", "1")):
        put(engine, "setting", name=name, value=value)
    cursor = Cursor("before", 1, "c")
    put(engine, "setting", name="sync.cursor", value=msgspec.json.encode(cursor).decode())
    take = SAMPLES / "take_back@1.json"
    body = take.read_text(encoding="utf-8")
    sealed = seal(Operation("op1", "d", 1, "take_back", 1, ACTOR, WHEN, "{}", body, "", ""))
    put(engine, "operation", **{name: getattr(sealed, name) for name in COLUMNS})
    migrate(engine)

    database = CounterDatabase(engine, Journal(tmp_path / "journal"))
    with database.transaction() as connection:
        unknown.take_in(connection)
    replica = SqlReplica(database)
    assert replica.pending(10, 1 << 20) == [sealed]
    assert replica.cursor() == cursor, "the city will say that its feed is another one"
    replica.forget_cursor()
    piece = DEFAULTS["asset"] | PIECE | {"id": "a"}
    replica.put({"asset": Rows(tuple(piece), [tuple(piece.values())])})
    with database.reading() as connection:
        asset = connection.execute(text("SELECT name, transit_site_id, unknown FROM asset")).one()
    assert tuple(asset) == ("台式计算机", "", None)
