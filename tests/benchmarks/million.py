# ruff: noqa: SIM905
"""A counter's database of a million assets, made once and kept in the temporary directory."""

from __future__ import annotations

import hashlib
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, insert

from app.domain.asset import Asset, Condition, Source, Status
from app.domain.ids import piece_ids
from app.domain.numbering import tag_number
from app.domain.organization import Organization, Person, Site, Warehouse, WarehouseKind
from app.domain.vehicle import VehicleCard
from app.persistence import search, search_tokens, tables
from app.persistence.engine import checkpoint, sqlite_engine
from app.persistence.store import codec_of

ASSETS = 1_000_000
_PAGE = 40_000

_NAMES = (
    "台式计算机 便携式计算机 平板电脑 服务器 网络交换机 路由器 防火墙 不间断电源 A4黑白打印机 "
    "A3彩色打印机 多功能一体机 复印机 "
    "速印机 扫描仪 投影仪 碎纸机 传真机 照相机 摄像机 液晶电视 空调机 中央空调 电冰箱 饮水机 热水器 吸尘器 "
    "办公桌 会议桌 "
    "主席台桌 办公椅 会议椅 折叠椅 三人沙发 单人沙发 茶几 书柜 文件柜 保密柜 密集架 更衣柜 单人床 铁皮柜 讲台 档案柜 "
    "轿车 越野车 小型客车 电动自行车 执法记录仪 对讲机 血压计 显微镜 天平 "
    "水质分析仪 噪声检测仪 无人机 应急照明车 帐篷 折叠床 发电机"
).split()
_KINDS = "实木 钢制 四门 五节 双开门 大班 可升降 台式 立式 壁挂 吸顶 移动 便携 加厚 防火".split()
_BRANDS = "联想 华为 戴尔 惠普 佳能 理光 得力 震旦 格力 美的 海尔 浪潮 方正 大华 海康威视 同方 HP Lenovo".split()
_MODELS = (
    "OptiPlex7000 M630Z E620 V3065 MateBookB7 2288HV6 KFR-35GW 1400*700 C-301 HS-2201 三门 折叠 1.2米 LBP2900".split()
)
_PLACES = "东库 西库 综合楼 会议中心 地下仓B 1号楼 2号楼 3区 后勤院 档案馆".split()
_DEPARTMENTS = (
    "办公室 财务科 资产管理科 综合科 会务科 机关党委 后勤服务中心 信息中心 法规科 人事科 老干部科 督查室".split()
)
_BUREAUS = (
    "机关事务服务中心 财政局 教育和体育局 公安局 民政局 司法局 自然资源和规划局 住房和城乡建设局 交通运输局 "
    "水务局 农业农村局 "
    "文化和旅游局 卫生健康局 审计局 市场监督管理局 统计局 医疗保障局 综合行政执法局 信访局 档案馆 人民法院 人民检察院"
).split()
_TOWNS = "济宁市 邹城市 曲阜市 兖州区 任城区 微山县 鱼台县 金乡县 嘉祥县 汶上县 泗水县 梁山县".split()
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰涛明超霞平刚桂英华玉萍红娥玲芬燕彬峰建国梓轩浩然欣怡雨桐㛃䶮𬍛"


def organizations() -> list[Organization]:
    return [
        Organization.named(town + bureau, f"{370800 + number:06d}{index:03d}")
        for number, town in enumerate(_TOWNS)
        for index, bureau in enumerate(_BUREAUS)
    ]


def assets(count: int, seed: int = 7) -> Iterator[Asset]:
    """Pieces of cards as ledgers bring them: 1 to 8 to a card, one office after another."""
    rng = random.Random(seed)
    offices = organizations()
    ids = iter(piece_ids("019aa000-0000-7000-8000-000000000001", count))
    made = 0
    card = 0
    while made < count:
        office = offices[made // 4000 % len(offices)]
        card += 1
        on = f"{rng.randint(2005, 2026)}{rng.randint(1, 12):02d}{rng.randint(1, 28):02d}"
        name = rng.choice(_NAMES)
        if rng.random() < 0.4:
            name = rng.choice(_KINDS) + name
        quantity = min(rng.choice((1, 1, 1, 1, 2, 2, 3, 8)), count - made)
        single = quantity == 1
        common = {
            "name": name,
            "organization_id": office.id,
            "site_id": "370883",
            "warehouse_id": rng.choice(("w1", "w1", "w2")),
            "status": rng.choice(
                (Status.AVAILABLE, Status.AVAILABLE, Status.AVAILABLE, Status.LENT, Status.TO_DISPOSE)
            ),
            "card_number": f"{office.code[:6]}{on}{card % 1_000_000:06d}",
            "category_edition": 2022,
            "category_code": "A02010105",
            "model": rng.choice(_MODELS),
            "brand": rng.choice(_BRANDS),
            "serial": f"SN{rng.randrange(10**9):09d}" if single and rng.random() < 0.3 else "",
            "unit": "台",
            "value_fen": rng.randint(10_000, 3_000_000),
            "depreciation_fen": 5_000,
            "acquisition": "购置",
            "service_years": 6,
            "source": Source.LEDGER,
            "condition": Condition.GOOD,
            "place": f"{rng.choice(_PLACES)}{rng.randint(1, 999)}{rng.choice(('室', '排', '架', ''))}",
            "department": rng.choice(_DEPARTMENTS),
            "keeper": rng.choice(_SURNAMES) + "".join(rng.choices(_GIVEN, k=rng.choice((1, 2, 2)))),
            "import_id": f"import-{made // 40_000}",
            "version": 1,
        }
        for _ in range(quantity):
            made += 1
            yield Asset(id=next(ids), tag_number=tag_number("370883", 1, made), **common)


def fill(engine: Engine, count: int) -> list[float]:
    """Fill an empty database. Returns the seconds that the index of each page of 40,000 assets took."""
    with engine.begin() as connection:
        tables.metadata.create_all(connection)
        search.create(connection)
        for row in (
            Site("370883", "邹城市公物仓"),
            Warehouse("w1", "370883", WarehouseKind.GENERAL, "通用仓"),
            Warehouse("w2", "370883", WarehouseKind.VIRTUAL, "虚拟仓"),
            *organizations(),
        ):
            connection.execute(insert(tables.ENTITIES[type(row)]).values(codec_of(type(row)).row(row)))
        connection.execute(insert(tables.setting).values(name="site", value="370883"))
    codec = codec_of(Asset)
    spent: list[float] = []
    page: list[dict[str, object]] = []

    def write() -> None:
        with engine.begin() as connection:
            connection.execute(insert(tables.asset), page)
            start = time.perf_counter()
            search.write(connection, [], page)
            spent.append(time.perf_counter() - start)
        checkpoint(engine)
        page.clear()

    for key, asset in enumerate(assets(count), start=1):
        page.append({"key": key, **codec.row(asset), "dirty": None})
        if len(page) == _PAGE:
            write()
    if page:
        write()
    with engine.begin() as connection:
        cars = [
            {**codec_of(VehicleCard).row(VehicleCard(row.id, "370883", f"鲁H{number:05d}")), "dirty": None}
            for number, row in enumerate(
                connection.execute(tables.asset.select().where(tables.asset.c.name == "轿车").limit(300)), start=1000
            )
        ]
        if cars:
            connection.execute(insert(tables.vehicle), cars)
        office = organizations()[0]
        person = Person.named(office.id, "王伟")
        connection.execute(insert(tables.person).values(codec_of(Person).row(person)))
    return spent


def database(count: int = ASSETS) -> Path:
    """The path of such a database; made where there is none that this version's code would make."""
    sources = (__file__, search.__file__, search_tokens.__file__, tables.__file__)
    marks = hashlib.sha256(b"".join(Path(name).read_bytes() for name in sources)).hexdigest()[:12]
    path = Path(tempfile.gettempdir()) / f"gongwucang-{count}-{marks}.db"
    if not path.exists():
        draft = path.with_suffix(".draft")
        for old in (draft, Path(f"{draft}-wal"), Path(f"{draft}-shm")):
            old.unlink(missing_ok=True)
        engine = sqlite_engine(draft, writes=True)
        start = time.perf_counter()
        spent = fill(engine, count)
        with engine.connect() as connection:
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("ANALYZE")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        engine.dispose()
        draft.rename(path)
        middle = sorted(spent)[len(spent) // 2]
        print(
            f"made {path.name} in {time.perf_counter() - start:.0f} s; index of {_PAGE} assets: {middle:.2f} s",
            file=sys.stderr,
        )
    return path


if __name__ == "__main__":
    print(database())
