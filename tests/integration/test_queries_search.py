"""Search as you type on a real file: everything that should be found is, and nothing else."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, insert, update

from app.domain.asset import Asset, Status
from app.domain.numbering import group_tag_number, tag_number
from app.domain.organization import Organization, Site, Warehouse, WarehouseKind
from app.domain.vehicle import VehicleCard
from app.persistence import search, search_tokens, tables
from app.persistence.engine import sqlite_engine
from app.persistence.queries import SqlQueries
from app.persistence.store import codec_of
from app.services.queries import AssetFilter, AssetRow, SortKey, Superseded

OFFICES = [
    Organization.named("邹城市财政局", "370883001"),
    Organization.named("微山县机关事务服务中心", "370826002"),
    Organization.named("济宁市审计局"),
]
NAMES = [
    "办公桌",
    "会议桌",
    "便携式计算机",
    "台式计算机",
    "A4黑白打印机",
    "单人沙发",
    "空调机",
    "𬍛㛃䶮柜",
    "重型会议机",
    "ThinkPad X1 电脑",
]
PLACES = ["东库804排", "西库1804排", "综合楼12室", "", "地下仓B-7", "ＡＢ区１２号"]
PEOPLE = ["王伟", "李会议", "赵䶮", "𠅤明", ""]
MODELS = ["1400*700", "OptiPlex 7000", "M630Z", "100%棉_x", ""]


def make_assets() -> list[Asset]:
    made = []
    for number, (name, place, keeper) in enumerate(itertools.product(NAMES, PLACES, PEOPLE), start=1):
        office = OFFICES[number % 3]
        made.append(
            Asset(
                id=f"a{number:04d}",
                tag_number=tag_number("370883", 1, number * 37),
                name=name,
                organization_id=office.id,
                site_id="370883" if number % 5 else "370826",
                warehouse_id="w",
                status=Status.AVAILABLE if number % 4 else Status.LENT,
                card_number=f"37082620{number % 20 + 5:02d}0{number % 9 + 1}15{number // 2:06d}",
                serial=f"SN-{number * 7919 % 100000:05d}K" if number % 3 == 0 else "",
                model=MODELS[number % len(MODELS)],
                brand="联想" if number % 2 else "HP",
                value_fen=number * 977 % 5000,
                place=place,
                department="会务科" if number % 2 else "资产管理科",
                keeper=keeper,
                acquired_on=date(2020, 1 + number % 12, 3),
            )
        )
    return made


def put(engine: Engine, *entities: object) -> None:
    with engine.begin() as connection:
        for entity in entities:
            row = codec_of(type(entity)).row(entity)
            connection.execute(insert(tables.ENTITIES[type(entity)]).values(row))


class World:
    def __init__(self, folder: Path) -> None:
        path = folder / "counter.db"
        self.writer = sqlite_engine(path, writes=True)
        self.reader = sqlite_engine(path, writes=False)
        with self.writer.begin() as connection:
            tables.metadata.create_all(connection)
            search.create(connection)
            connection.execute(insert(tables.setting).values(name="site", value="370883"))
        put(self.writer, Site("370883", "邹城"), Warehouse("w", "370883", WarehouseKind.GENERAL, "通用仓"), *OFFICES)
        self.assets = make_assets()
        codec = codec_of(Asset)
        self.rows = [{"key": key, **codec.row(asset), "dirty": None} for key, asset in enumerate(self.assets, start=1)]
        with self.writer.begin() as connection:
            connection.execute(insert(tables.asset), self.rows)
            search.write(connection, [], self.rows)
        put(self.writer, VehicleCard("a0001", "370883", "鲁H12345"))
        self.queries = SqlQueries(self.reader, lambda: date(2026, 6, 1))

    def find(self, text: str) -> list[AssetRow]:
        return self.queries.find_assets(text, limit=10_000)

    def ids(self, text: str) -> set[str]:
        return {row.id for row in self.find(text)}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    world = World(tmp_path_factory.mktemp("search"))
    yield world
    world.reader.dispose()
    world.writer.dispose()


def contains(world: World, asset: Asset, term: str) -> bool:
    """What a person would call a match: the words stand in the asset, or its initials do."""
    office = next(office for office in OFFICES if office.id == asset.organization_id)
    texts = [getattr(asset, name) for name in ("name", "place", "keeper", "department", "model", "brand", "serial")]
    texts += [asset.tag_number, asset.card_number, office.name]
    if any(term in search_tokens.fold(text) for text in texts) or term == office.code:
        return True
    plate = "鲁h12345" if asset.id == "a0001" else ""
    if len(term) > 1 and term in plate:
        return True
    spelt = len(term) > 1 and term.isascii()
    return spelt and any(search_tokens.has_initials(name, term) for name in (asset.name, office.name))


@st.composite
def typed(draw: st.DrawFn) -> tuple[int, str]:
    """(an asset's position, a text that has to bring it up)."""
    at = draw(st.integers(0, len(ASSETS) - 1))
    asset = ASSETS[at]
    kind = draw(st.sampled_from(["part", "tail", "head", "initials", "keeper", "two"]))
    if kind == "tail":
        number = draw(st.sampled_from([asset.tag_number, asset.card_number]))
        return at, number[-draw(st.integers(4, len(number))) :]
    if kind == "head":
        number = draw(st.sampled_from([asset.tag_number, asset.card_number]))
        return at, number[: draw(st.integers(1, len(number)))]
    if kind == "initials":
        places = search_tokens.initials(asset.name)
        start = draw(st.integers(0, len(places) - 2))
        run = places[start : draw(st.integers(start + 2, len(places)))]
        if all(run):
            return at, "".join(draw(st.sampled_from(sorted(letters))) for letters in run)
    name = "".join(c for c in asset.name if not c.isascii())
    start = draw(st.integers(0, len(name) - 1))
    part = name[start : draw(st.integers(start + 1, len(name)))]
    if kind == "keeper" and asset.keeper:
        return at, asset.keeper[draw(st.integers(0, len(asset.keeper) - 1)) :]
    if kind == "two":
        return at, f"{part} {asset.place[:2]}"
    return at, part


ASSETS = make_assets()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(what=typed())
def test_whatever_part_is_typed_finds_the_asset_and_only_matches(world: World, what: tuple[int, str]) -> None:
    at, text = what
    found = world.ids(text)
    assert ASSETS[at].id in found
    terms = search_tokens.fold(text).split()
    assert found <= {asset.id for asset in ASSETS if all(contains(world, asset, term) for term in terms)}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.sampled_from("办公桌会议机计算𬍛㛃䶮王伟东库804bgzsn-*%_ 37\"'()财政局A"), max_size=7))
def test_nothing_that_does_not_match_is_found(world: World, text: str) -> None:
    terms = [term for term in search_tokens.fold(text).split() if search_tokens.runs(term)]
    found = world.ids(text)
    if terms:
        assert found <= {asset.id for asset in ASSETS if all(contains(world, asset, term) for term in terms)}
    # A term without words or separators inside is found wherever it stands.
    if len(terms) == 1 and not terms[0].isascii() and len(search_tokens.runs(terms[0])) == 1 and terms[0].isalpha():
        assert found == {asset.id for asset in ASSETS if contains(world, asset, terms[0])}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("bgz", "办公桌"),
        ("jsj", "便携式计算机"),
        ("bxs", "便携式计算机"),
        ("a4hb", "A4黑白打印机"),
        ("zxh", "重型会议机"),
        ("东库804", "东库804排"),
        ("东库804排 王伟", "王伟"),
        ("1400*7", "1400*700"),
        ("opti 70", "OptiPlex 7000"),
        ("100%", "100%棉_x"),
        ("ab区12", "ＡＢ区１２号"),
        ("𬍛", "𬍛㛃䶮柜"),
        ("㛃䶮", "𬍛㛃䶮柜"),
        ("zcsczj", "邹城市财政局"),
        ("370883001", "邹城市财政局"),
        ("鲁H123", "鲁H12345"),
        ("2345", "鲁H12345"),
        ("财政局 沙发", "单人沙发"),
    ],
)
def test_examples(world: World, text: str, wanted: str) -> None:
    found = world.find(text)
    assert any(wanted in (row.name, row.place, row.keeper, row.model, row.organization, row.plate) for row in found), [
        row.name for row in found
    ]


def test_a_scattered_term_is_not_a_match(world: World) -> None:
    assert world.find("议机") != []  # in 重型会议机
    assert world.find("桌会议") == []
    assert world.find("公办") == []
    assert world.find("、。") == []


def test_a_tag_number_spaced_for_reading(world: World) -> None:
    asset = ASSETS[41]
    assert world.ids(group_tag_number(asset.tag_number)) == {asset.id}


def test_newest_first_and_up_to_the_limit(world: World) -> None:
    found = world.queries.find_assets("会议", limit=7)
    newest = [asset.id for asset in reversed(ASSETS) if contains(world, asset, "会议")]
    assert [row.id for row in found] == newest[:7]
    assert [row.id for row in world.queries.find_assets("  ", limit=3)] == [a.id for a in reversed(ASSETS)][:3]


FILTERS = [
    AssetFilter(),
    AssetFilter(text="会议"),
    AssetFilter(text="bgz", statuses=(Status.LENT,)),
    AssetFilter(text="h12345"),
    AssetFilter(statuses=(Status.LENT,), own_site_only=True),
    AssetFilter(organization_id=OFFICES[0].id),
    AssetFilter(organization_id=OFFICES[0].id, text="沙发"),
    AssetFilter(warehouse_id="elsewhere"),
    AssetFilter(text="没有这样的"),
]


@pytest.mark.parametrize("which", FILTERS)
def test_filters_agree_with_the_rows(world: World, which: AssetFilter) -> None:
    wanted = [
        (key, asset)
        for key, asset in enumerate(ASSETS, start=1)
        if (not which.text or contains(world, asset, search_tokens.fold(which.text)))
        and (not which.statuses or asset.status in which.statuses)
        and (not which.organization_id or asset.organization_id == which.organization_id)
        and (not which.warehouse_id or asset.warehouse_id == which.warehouse_id)
        and (not which.own_site_only or asset.site_id == "370883")
    ]
    assert list(world.queries.asset_keys(which)) == sorted((key for key, _ in wanted), reverse=True)
    totals = world.queries.totals(which)
    assert (totals.pieces, totals.value_fen) == (len(wanted), sum(asset.value_fen for _, asset in wanted))
    assert sum(totals.by_status.values()) == len(wanted)


def test_a_plate_takes_its_place_in_the_order(world: World) -> None:
    which = AssetFilter(text="12")  # rooms, and the plate of the first asset
    keys = list(world.queries.asset_keys(which))
    assert len(keys) > 10
    assert keys == sorted(set(keys), reverse=True)
    assert keys[-1] == 1
    assert {row.id for row in world.queries.asset_page(keys)} == world.ids("12")
    assert list(world.queries.asset_keys(which, 5)) == keys[:5]
    oldest_first = replace(which, descending=True)
    assert list(world.queries.asset_keys(oldest_first)) == keys[::-1]
    assert list(world.queries.asset_keys(oldest_first, 3)) == keys[::-1][:3]
    lent = replace(which, statuses=(Status.LENT,))
    assert list(world.queries.asset_keys(lent)) == [key for key in keys if ASSETS[key - 1].status is Status.LENT]


def test_a_plate_whose_asset_is_found_anyway_counts_once(tmp_path: Path) -> None:
    world = World(tmp_path)
    put(world.writer, VehicleCard("a0002", "370883", "鲁H37123"))
    keys = world.queries.asset_keys(AssetFilter(text="37"))  # every tag number begins so
    assert list(keys) == list(range(len(ASSETS), 0, -1))
    world.reader.dispose()
    world.writer.dispose()


@pytest.fixture
def long_list(tmp_path: Path) -> Iterator[World]:
    """Keys 1 to 20,000."""
    world = World(tmp_path)
    keys = range(len(world.rows) + 1, 20_001)
    more = [{**world.rows[0], "key": key, "id": f"m{key}", "tag_number": f"{key:016d}"} for key in keys]
    with world.writer.begin() as connection:
        connection.execute(insert(tables.asset), more)
    yield world
    world.reader.dispose()
    world.writer.dispose()


def test_long_lists_of_keys_are_whole(long_list: World) -> None:
    assert list(long_list.queries.asset_keys(AssetFilter())) == list(range(20_000, 0, -1))


def test_a_question_nobody_waits_for_is_given_up(long_list: World) -> None:
    queries = long_list.queries
    with pytest.raises(Superseded):
        queries.totals(AssetFilter(), stop=lambda: True)
    with pytest.raises(Superseded):
        queries.asset_keys(AssetFilter(), stop=lambda: True)
    assert queries.totals(AssetFilter(), stop=lambda: False).pieces == 20_000
    assert queries.totals(AssetFilter()).pieces == 20_000  # nothing of it stays with the connection


@pytest.mark.parametrize("sort", list(SortKey))
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("text", ["", "会议"])
def test_orders(world: World, sort: SortKey, descending: bool, text: str) -> None:
    keys = world.queries.asset_keys(AssetFilter(text=text, sort=sort, descending=descending))
    rows = world.queries.asset_page(keys)
    assert len(rows) == len(keys) == len(world.queries.asset_keys(AssetFilter(text=text)))
    values = [getattr(row, sort.value) for row in rows]
    assert values == sorted(values, reverse=descending)


def test_the_index_follows_changes(tmp_path: Path) -> None:
    world = World(tmp_path)
    before = dict(world.rows[0])
    after = {**before, "name": "投影仪", "place": "新库"}
    gone = world.rows[1]
    with world.writer.begin() as connection:
        connection.execute(update(tables.asset).where(tables.asset.c.key == 1).values(name="投影仪", place="新库"))
        connection.execute(tables.asset.delete().where(tables.asset.c.key == 2))
        search.write(connection, [gone, before], [after])
    assert world.ids("投影") == {"a0001"}
    assert world.ids("tyy") == {"a0001"}
    assert "a0001" not in world.ids("办公")
    assert world.ids(gone["tag_number"]) == set()
    with world.writer.begin() as connection:
        connection.exec_driver_sql("INSERT INTO asset_search (asset_search) VALUES ('integrity-check')")
        connection.exec_driver_sql(
            "UPDATE organization SET name = '邹城市税务局', version = version + 1 WHERE code = '370883001'"
        )
    assert world.ids("税务局") == {asset.id for asset in ASSETS if asset.organization_id == OFFICES[0].id} - {"a0002"}
    assert world.ids("邹城市财政局") == set()
    world.reader.dispose()
    world.writer.dispose()


def test_a_rebuilt_index_answers_as_before(tmp_path: Path) -> None:
    world = World(tmp_path)
    asked = ["会议", "bgz", "3708", "䶮", "东库804"]
    before = [world.ids(text) for text in asked]
    seen: list[tuple[int, int]] = []
    with world.writer.begin() as connection:
        assert not search.is_current(connection)
        search.rebuild(connection, lambda done, total: seen.append((done, total)))
        assert search.is_current(connection)
    with world.writer.begin() as connection:
        search.compact(connection)
    assert [world.ids(text) for text in asked] == before
    assert seen[-1] == (len(ASSETS), len(ASSETS))
    world.reader.dispose()
    world.writer.dispose()
