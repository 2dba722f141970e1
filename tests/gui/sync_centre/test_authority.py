"""Whose word counts for a piece, in every window that shows one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from app.domain import ids
from app.domain.asset import Status
from app.domain.errors import Refused
from app.services.authority import Here, authority
from app.services.commands.loans import SubmitRequest
from tests.gui.sync_centre.conftest import OFFICE, Office
from ui.authority import AuthorityBadge, explain, look, say, say_knowledge
from ui.finder import Finder
from ui.inventory.columns import asset_columns
from ui.inventory.details import AssetPanel
from ui.loan_desk.requests import RequestPanel
from ui.loan_desk.rows import refused_row, taken_row
from ui.loan_desk.side import LoanPanel
from ui.widgets import RowsModel

THREE_HOURS = timedelta(hours=3, minutes=1)


def here() -> Here:
    return Here("370883", True, datetime.now(UTC) - THREE_HOURS)


def words_in(part: QWidget) -> str:
    return "\n".join(label.text() for label in part.findChildren(QLabel))


@pytest.mark.parametrize(
    ("custody", "status", "pending", "full", "short"),
    [
        ("370883", Status.AVAILABLE, False, "本仓保管 · 以此为准", "本仓为准"),
        ("370883", Status.LENT, True, "本仓保管 · 以此为准 · 待同步", "待同步"),
        ("370881", Status.AVAILABLE, False, "曲阜仓保管 · 暂定，截至 3 小时前", "暂定·曲阜仓"),
        ("370883", Status.IN_TRANSIT, False, "在途，正在两仓之间移交", "在途"),
    ],
)
def test_it_is_said_in_words(qtbot, custody: str, status: Status, pending: bool, full: str, short: str) -> None:
    it = authority(custody, "曲阜仓" if custody == "370881" else "邹城仓", status, pending, here())
    assert say(it) == full
    assert look(it)[0] == short
    badge = AuthorityBadge(it)
    qtbot.addWidget(badge)
    assert badge.accessibleName() == full
    assert badge.toolTip() == explain(it)


def test_without_a_city_no_age_is_told() -> None:
    assert say_knowledge(Here("370883")) == ""
    assert say_knowledge(here()) == "市级信息截至 3 小时前"
    assert say_knowledge(Here("370883", True)) == "尚无市级数据"


def test_the_list_and_the_details_say_it(office: Office, qtbot) -> None:
    office.lend_two_of_three()
    row = next(one for one in office.services.queries.find_assets("台式计算机") if one.status is Status.AVAILABLE)
    model = RowsModel(asset_columns(office.work.here), [row])
    at = next(n for n, column in enumerate(model.columns) if column.key == "custody")
    assert model.cell(0, at) == ("本仓为准", "good", "check", False)
    assert "断网时也一样" in model.columns[at].tip(row)
    panel = AssetPanel(office.work.here)
    qtbot.addWidget(panel)
    panel.show_asset(office.services.queries.asset(row.id), [])
    assert "本仓保管 · 以此为准" in words_in(panel)


def test_the_desk_says_it_of_each_piece(office: Office, qtbot) -> None:
    office.enrol()
    office.lend_two_of_three()
    queries = office.services.queries
    rows = queries.find_assets("台式计算机")
    assert "待同步" in taken_row(rows[0], queries.here()).text
    panel = LoanPanel(office.work)
    qtbot.addWidget(panel)
    panel.show_loan(queries.loan(queries.loans()[0].id))
    assert words_in(panel).count("待同步") == 2


def test_a_refusal_about_another_sites_piece_tells_the_age(office: Office) -> None:
    office.lend_two_of_three()
    row = replace(office.services.queries.find_assets("台式计算机")[0], custody="370881", custody_name="曲阜仓")
    refusal = Refused("asset.custody_elsewhere", name=row.name, tag=row.tag_number, site="370881")
    assert (
        "曲阜仓保管。可申请移库。暂定，市级信息截至 3 小时前。"
        in refused_row(row, refusal, {"370881": "曲阜仓"}, here()).text
    )


def test_the_age_stands_beside_the_decision(office: Office, qtbot) -> None:
    office.enrol()
    office.services.replica.synced()
    office.lend_two_of_three()
    queries = office.services.queries
    free = next(one for one in queries.find_assets("台式计算机") if one.status is Status.AVAILABLE)
    organization = ids.organization_id(OFFICE)
    due = office.services.clock.today() + timedelta(days=9)
    office.do(SubmitRequest(organization, ids.person_id(organization, "张三"), (free.id,), due))
    panel = RequestPanel(office.work)
    qtbot.addWidget(panel)
    panel.show()
    panel.show_request(queries.requests()[0])
    assert panel.knowledge.text() == "市级信息截至 刚刚"
    assert panel.knowledge.isVisible()
    qtbot.waitUntil(lambda: "待同步" in words_in(panel.details))


def test_ctrl_k_says_it(office: Office, qtbot) -> None:
    office.lend_two_of_three()
    found: list[str] = []
    Finder(office.work, lambda key: None).find("台式", lambda actions: found.extend(one.title for one in actions))
    qtbot.waitUntil(lambda: bool(found))
    assert all("本仓为准" in title for title in found)
