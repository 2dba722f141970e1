"""The signed code of a slip, from paper to the desk: at home, at another counter, and when it is not genuine."""

from __future__ import annotations

import io

import pypdfium2
import pytest
import zxingcpp
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.domain.errors import Refused
from app.services.commands.transfers import TransferOut
from app.services.companions import loan_gate_pass, transfer_gate_pass
from app.services.slip_codes import OtherList, is_slip_code, proven_document
from tests.gui.transfers.conftest import RECEIVER, Counter
from ui.loan_desk import LoanDeskPage
from ui.transfers import is_slip


def code_on(pdf: bytes) -> str:
    """The one signed code that a scanner reads on the first page."""
    picture = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].render(scale=203 / 72).to_pil()
    [code] = [found.text for found in zxingcpp.read_barcodes(picture) if is_slip_code(found.text)]
    return code


def loan_slip(counter: Counter, count: int = 1) -> tuple[str, str]:
    """(number, signed code) of a slip by which pieces were lent."""
    for piece in counter.take_in(count):
        counter.lend(piece)
    number = next(it.id for it in counter.services.queries.documents() if it.id.startswith("JY"))
    return number, code_on(counter.work.slip_papers.paper(number))


def test_a_loans_code_opens_it_for_return(counters: tuple[Counter, Counter], qtbot: QtBot) -> None:
    here, _ = counters
    number, code = loan_slip(here)
    page = LoanDeskPage(here.work)
    here.windows.append(page)
    page.show()
    page.take_scan(code)  # at hand-out
    qtbot.waitUntil(lambda: page.mode() == "take_back")
    chooser = page.take_back.chooser
    qtbot.waitUntil(lambda: chooser.list.count() == 1)
    assert any(number in label.text() for label in chooser.findChildren(QLabel))
    assert not is_slip(code), "the transfers page does not claim it"


def test_a_code_opens_its_loan_though_the_records_were_mended_since(
    counters: tuple[Counter, Counter], qtbot: QtBot
) -> None:
    here, _ = counters
    number, code = loan_slip(here, 2)
    with here.services.database.transaction() as connection:
        mended = "UPDATE document SET content = replace(content, '邹城市公物仓', '邹城市公物仓中心') WHERE id = ?"
        assert connection.exec_driver_sql(mended, (number,)).rowcount == 1
    with pytest.raises(OtherList):
        proven_document(here.services.database, code)
    told: list[str] = []
    here.work.errors.told.connect(told.append)
    page = LoanDeskPage(here.work)
    here.windows.append(page)
    page.show()
    page.show_mode("take_back")
    page.take_scan(code)
    qtbot.waitUntil(lambda: page.take_back.chooser.list.count() > 0)
    assert told == ["纸上的内容与台账不一致"]


def test_another_counter_proves_it_with_no_line(counters: tuple[Counter, Counter]) -> None:
    here, other = counters
    number, code = loan_slip(here)
    proven, document = proven_document(other.services.database, code)
    assert (proven.number, proven.site_id, document) == (number, "370883", None)
    forged = code[:20] + ("A" if code[20] != "A" else "B") + code[21:]
    with pytest.raises(Refused, match=r"slip_code\.forged"):
        proven_document(other.services.database, forged)


def test_what_goes_with_a_loan_or_a_transfer_bears_its_code(counters: tuple[Counter, Counter]) -> None:
    here, _ = counters
    number, code = loan_slip(here)
    queries, papers, today = here.services.queries, here.work.slip_papers, here.services.clock.today()
    document = queries.document(number)
    assert document is not None
    loan = queries.loan(document.subject_id)
    assert loan is not None
    slip = loan_gate_pass(loan, site_name="邹城市公物仓", clerk="孟庆海", today=today)
    assert code_on(papers.paper(papers.companion(slip)))[-80:] == code[-80:], (
        "the same list; Ed25519 signs the same every time"
    )
    piece = here.take_in(1)[0]
    here.do(TransferOut((piece.id,), RECEIVER, "调剂"))
    detail = queries.transfer_named(piece.tag_number)
    assert detail is not None
    name = papers.companion(transfer_gate_pass(detail, site_name="邹城市公物仓", clerk="孟庆海", today=today))
    made = papers.paper(name)
    assert is_slip(code_on(made))
    page = here.page()
    page.take_scan(code_on(made))
    here.settle()
    assert page.list.table.current_id() == detail.row.id
