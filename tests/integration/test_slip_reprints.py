"""A slip on paper never changes its words in silence: what was signed, and what another PC makes of the records."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pypdfium2
import zxingcpp

from app.archive import FolderArchive
from app.domain.organization import Role
from app.persistence.queries import SqlQueries
from app.services.commands.base import Actor
from app.services.commands.setup import EditSite
from app.services.slip_codes import is_slip_code, slip_code
from app.services.slip_papers import SlipPapers
from printing.typesetter import PdfTypesetter
from tests.fakes.sync_world import CityWorld, Desk, MakeDesk

NOT_ORIGINAL = "非原件，按台账重新生成，内容以签字原件为准"
OLD, NEW = "邹城市公物仓", "邹城市公物仓(新址)"


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 22, 8, 30, tzinfo=UTC)

    def today(self) -> date:
        return date(2026, 11, 22)


def papers_of(desk: Desk, folder: Path) -> SlipPapers:
    return SlipPapers(
        SqlQueries(desk.reader, Clock().today),
        PdfTypesetter(Clock()),
        FolderArchive(folder),
        Clock(),
        desk.database.station,
        code=lambda slip: slip_code(slip, desk.station, KeyOf(desk)),
    )


class KeyOf:
    """Signs with a counter's own key."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def sign(self, message: bytes) -> tuple[str, bytes]:
        return self._desk.device, self._desk.keys.private_key(self._desk.device).sign(message)


def words(pdf: bytes) -> list[str]:
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(pdf)]


def codes(pdf: bytes) -> list[str]:
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=203 / 72).to_pil()
    return sorted(found.text for found in zxingcpp.read_barcodes(picture))


def test_after_an_edit_elsewhere_only_the_kept_paper_speaks_for_what_was_signed(
    city: CityWorld, desk: MakeDesk, tmp_path: Path
) -> None:
    first = desk()
    (piece,) = first.take_in(1)
    first.sync()
    second = desk(opens=False, station=2)
    second.sync()
    second.bus.execute(EditSite(NEW, True, 30, 2), actor=Actor("admin", "管理员", Role.ADMINISTRATOR))
    second.sync()
    first.hand_out(piece)  # it does not know of the new name yet
    (number,) = (name for name in first.all("document") if name.startswith("JY"))
    here, elsewhere = papers_of(first, tmp_path / "first"), papers_of(second, tmp_path / "second")
    signed = here.to_print(number)
    here.printed(number)
    assert any(is_slip_code(code) for code in codes(signed))
    for one in (first, second, first):
        one.sync()
    assert first.all("document")[number]["content"] == second.all("document")[number]["content"]
    assert NEW in str(first.all("document")[number]["content"]), "the city has worked the slip out anew"

    assert here.paper(number) == signed
    again = here.to_print(number, reason="客户丢失")
    for page in words(again):
        assert OLD in page
        assert NEW not in page
        assert NOT_ORIGINAL not in page

    for remade in (elsewhere.paper(number), elsewhere.to_print(number, reason="补存")):
        assert all(NOT_ORIGINAL in page for page in words(remade))
        assert NEW in words(remade)[0]
        assert codes(remade) == [number, number], "the signed code stands for the words of the original alone"
