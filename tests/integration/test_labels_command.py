"""Labels by command to a label printer on a real socket."""

import pytest

from app.domain.errors import Refused
from app.headless.labels import _send
from app.services.printing.devices import Language, Printer
from tests.fakes.printer import LabelPrinter


def printer(there: LabelPrinter) -> Printer:
    return Printer("", there.address, there.address, Language.ZPL)


def test_a_printer_that_breaks_off_is_told_of_in_words() -> None:
    with LabelPrinter(breaks_after=1) as there, pytest.raises(Refused) as refusal:
        _send(printer(there), b"^XA^FDone^FS^XZ" * 4, "labels")
    assert refusal.value.code == "printer.broke_off"


def test_a_printer_without_paper_is_sent_nothing() -> None:
    with LabelPrinter(paper=0) as there:
        with pytest.raises(Refused) as refusal:
            _send(printer(there), b"^XA^FDone^FS^XZ", "labels")
        there.paper = 5
        assert there.labels == []
    assert refusal.value.code == "printer.paper_out"
