"""Typing faster than the database answers."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.domain.asset import Source
from app.domain.ids import organization_id
from app.services.commands.inventory import IntakeItem, TakeIn
from app.services.commands.setup import RegisterOrganization
from app.services.queries import AssetFilter, Queries, Superseded, Totals
from tests.gui.inventory.conftest import Counter
from ui.inventory import InventoryPage

OFFICE = "邹城市教育和体育局"


class Slow:
    """The counter's own queries, which answer a text in `gates` only when its gate is opened.

    `given_up`: texts whose full list was called off before that.
    """

    def __init__(self, queries: Queries) -> None:
        self._queries = queries
        self.gates: dict[str, threading.Event] = {}
        self.begun: list[tuple[str, bool]] = []  # (text, whether the whole list was asked for)
        self.given_up: list[str] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._queries, name)

    def asset_keys(
        self, which: AssetFilter, limit: int | None = None, *, stop: Callable[[], bool] | None = None
    ) -> Sequence[int]:
        self.begun.append((which.text, limit is None))
        keys = self._queries.asset_keys(which, limit, stop=None)
        gate = self.gates.get(which.text)
        while gate is not None and not gate.wait(0.005):
            if limit is None and stop is not None and stop():
                self.given_up.append(which.text)
                raise Superseded
        return keys

    def totals(self, which: AssetFilter, *, stop: Callable[[], bool] | None = None) -> Totals:
        return self._queries.totals(which)

    def close(self, text: str) -> threading.Event:
        gate = self.gates[text] = threading.Event()
        return gate


def take_in(counter: Counter, *items: IntakeItem) -> None:
    warehouse = counter.services.queries.warehouses()[0].id
    counter.services.bus.execute(
        TakeIn(organization_id(OFFICE), Source.IDLE, warehouse, items=items), actor=counter.actor
    )


@pytest.fixture
def slow(counter: Counter) -> Slow:
    counter.services.bus.execute(RegisterOrganization(OFFICE), actor=counter.actor)
    take_in(counter, IntakeItem("办公桌", 150), IntakeItem("台式计算机"), IntakeItem("会议椅", 3))
    counter.work.queries = Slow(counter.services.queries)  # type: ignore[assignment]
    return counter.work.queries


@pytest.fixture
def page(slow: Slow, counter: Counter, qtbot: QtBot) -> InventoryPage:
    page = counter.page(qtbot)
    qtbot.waitUntil(lambda: page.assets.model.rowCount() == 154)
    return page


def idle(page: InventoryPage, counter: Counter, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not counter.tasks.busy and not page.assets._settle.isActive())


def test_a_late_answer_does_not_replace_a_newer_one(
    page: InventoryPage, counter: Counter, slow: Slow, qtbot: QtBot
) -> None:
    gate = slow.close("桌")
    page.search("桌")
    qtbot.waitUntil(lambda: ("桌", False) in slow.begun)
    page.search("椅")
    qtbot.waitUntil(lambda: page.assets.model.rowCount() == 3)
    gate.set()
    idle(page, counter, qtbot)
    assert page.assets.model.rowCount() == 3
    assert page.assets.model.row(0).name == "会议椅"
    assert page.assets.totals is not None
    assert page.assets.totals.pieces == 3


def test_the_next_key_ends_the_full_list_of_the_last(
    page: InventoryPage, counter: Counter, slow: Slow, qtbot: QtBot
) -> None:
    page.search("桌")
    qtbot.waitUntil(lambda: page.assets.model.rowCount() == 100)  # the first rows
    gate = slow.close("桌")
    qtbot.waitUntil(lambda: ("桌", True) in slow.begun)
    page.search("椅")
    qtbot.waitUntil(lambda: page.assets.model.rowCount() == 3)
    qtbot.waitUntil(lambda: slow.given_up == ["桌"])
    assert not gate.is_set()
    idle(page, counter, qtbot)
    assert page.assets.model.rowCount() == 3
    assert page.assets.totals is not None
    assert page.assets.totals.pieces == 3


def test_a_key_that_is_taken_back_leaves_the_list_as_it_stands(
    page: InventoryPage, counter: Counter, slow: Slow, qtbot: QtBot
) -> None:
    idle(page, counter, qtbot)
    resets: list[int] = []
    page.assets.model.modelReset.connect(lambda: resets.append(page.assets.model.rowCount()))
    gate = slow.close("3")
    page.search("3")
    page.search("")
    gate.set()
    idle(page, counter, qtbot)
    assert resets == []
    assert page.assets.model.rowCount() == 154
    assert page.assets.totals is not None
    assert page.assets.totals.pieces == 154


def test_news_heard_while_typing_are_not_forgotten(
    page: InventoryPage, counter: Counter, slow: Slow, qtbot: QtBot
) -> None:
    idle(page, counter, qtbot)
    gate = slow.close("3")
    page.search("3")
    with qtbot.waitSignal(counter.hub.changed):
        take_in(counter, IntakeItem("打印机"))
    page.search("")
    gate.set()
    qtbot.waitUntil(lambda: page.assets.model.rowCount() == 155)
    assert page.assets.model.row(0).name == "打印机"
