"""Each slip says on paper, for good, whether it settles where its pieces are."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pypdfium2

from app.domain.case import Decision
from app.services.commands.cases import ReopenCase, ResolveCase
from app.services.commands.transfers import TransferOut
from app.services.paper import SlipStanding, issued_slip
from printing.typesetter import PdfTypesetter
from tests.fakes.sync_world import CITY_SITE, CityWorld, Desk, MakeDesk


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 22, 8, 30, tzinfo=UTC)

    def today(self) -> date:
        return date(2026, 11, 22)


def content(desk: Desk, number: str) -> str:
    return str(desk.all("document")[number]["content"])


def on_paper(desk: Desk, number: str) -> str:
    pdf = PdfTypesetter(Clock()).slip_pdf(issued_slip(content(desk, number)))
    return "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf))


def test_what_the_site_holds_is_settled_by_its_slip_and_stays_so_after_sync(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    assets = county.take_in(2)
    county.hand_out(*assets)
    loan = next(number for number in county.all("document") if number.startswith("JY"))
    before = content(county, loan)
    assert "所列资产由本仓点保管，本单即为准" in on_paper(county, loan)
    county.sync()
    assert json.loads(content(county, loan)) == json.loads(before)


def test_what_leaves_for_another_site_is_said_to_be_on_its_way(city: CityWorld, desk: MakeDesk) -> None:
    county, other = desk(), desk(CITY_SITE)
    assets = county.take_in(1)
    for one in (other, county, other, county):
        one.sync()
    (number,) = county.do(TransferOut(tuple(assets), CITY_SITE, "调剂")).documents
    assert issued_slip(content(county, number)).standing is SlipStanding.IN_TRANSIT
    assert "所列资产自本单签发起在途" in on_paper(county, number)


def test_a_correction_is_provisional_until_the_city_has_confirmed_it(city: CityWorld, desk: MakeDesk) -> None:
    first = desk()
    (piece,) = first.take_in(1)
    first.sync()
    second = desk(opens=False, station=2)
    second.sync()
    first.hand_out(piece, person="张三")
    second.hand_out(piece, person="李四")
    for one in (first, second, first):
        one.sync()
    (case,) = first.all("conflict_case")
    for command in (ResolveCase(case, Decision.KEEP_FIRST, "已核实"), ReopenCase(case, "再核实")):
        (number,) = first.do(command).documents
        assert issued_slip(content(first, number)).standing is SlipStanding.PROVISIONAL
        assert "本单为暂定" in on_paper(first, number)
        first.sync()
        assert issued_slip(content(first, number)).standing is SlipStanding.PROVISIONAL, "paper does not change"


def test_a_slip_from_before_there_was_a_standing_is_printed_as_it_was(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    county.take_in(1)
    number = next(number for number in county.all("document") if number.startswith("RK"))
    old = json.loads(content(county, number))
    del old["standing"]
    slip = issued_slip(json.dumps(old))
    assert slip.standing is None
    text = pypdfium2.PdfDocument(PdfTypesetter(Clock()).slip_pdf(slip))[0].get_textpage().get_text_bounded()
    assert "本单即为准" not in text
