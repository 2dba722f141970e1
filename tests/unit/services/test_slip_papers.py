"""Papers of slips are kept and marked when they are printed again."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from app.archive import FolderArchive
from app.domain.document import Document
from app.domain.errors import Invalid, NotFound, Refused
from app.domain.numbering import DocumentKind, document_number
from app.services.paper import Reprint, Slip, SlipLine, slip_content
from app.services.ports import Station
from app.services.slip_papers import SlipPapers

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
NUMBER = document_number(DocumentKind.LOAN, "370883", date(2026, 11, 22), 1, 17)
SECOND_PC = document_number(DocumentKind.LOAN, "370883", date(2026, 11, 22), 2, 3)


class Clock:
    def now(self) -> datetime:
        return NOW

    def today(self) -> date:
        return date(2026, 11, 22)


class Queries:
    def __init__(self) -> None:
        self.reason = "会议"

    def document(self, number: str) -> Document | None:
        if number not in (NUMBER, SECOND_PC):
            return None
        line = SlipLine(1, "3708830100000013", "桌")
        slip = Slip(number, DocumentKind.LOAN, "仓", date(2026, 11, 22), "局", "张三", (line,), reason=self.reason)
        return Document(number, DocumentKind.LOAN, "370883", "loan", NOW, "孙柜员", slip_content(slip))


class Words:
    """A typesetter whose pages are what it was told."""

    def slip_pdf(self, slip: Slip, proofs: tuple[str, ...] = (), *, code: str = "") -> bytes:
        return f"{slip.number} {slip.reason} {code}".encode()

    def reprinted(self, pdf: bytes, reprint: Reprint) -> bytes:
        return pdf + f" | {reprint.nth} {reprint.reason} {reprint.by} {reprint.remade}".encode()


class Desk:
    def __init__(self, folder: Path) -> None:
        self.queries: Any = Queries()
        typesetter: Any = Words()
        self.folder = folder
        self.station = 1
        self.papers = SlipPapers(
            self.queries, typesetter, FolderArchive(folder), Clock(), lambda: Station("370883", self.station),
            code=lambda slip: f"code-of-{slip.number[-3:]}",
        )  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_first_paper_is_kept_and_never_set_anew(desk: Desk) -> None:
    first = desk.papers.paper(NUMBER)
    assert b"code-of-" in first
    assert (desk.folder / f"{NUMBER}.pdf").read_bytes() == first
    desk.queries.reason = "edited elsewhere"
    assert desk.papers.paper(NUMBER) == first


def test_a_paper_from_before_this_pc_had_its_number_is_not_taken_for_the_other_pcs(desk: Desk) -> None:
    """Two PCs numbered alike; the city gave this one another number, and the old one is the other PC's slip now."""
    own = desk.papers.to_print(NUMBER)
    desk.papers.printed(NUMBER)
    desk.station = 2
    desk.queries.reason = "of the other PC"
    found = desk.papers.paper(NUMBER)
    assert found == f"{NUMBER} of the other PC  | 0   True".encode()
    assert desk.papers.to_print(NUMBER, reason="丢失").startswith(f"{NUMBER} of the other PC  |".encode())
    assert (desk.folder / f"{NUMBER}.pdf").read_bytes() == own, "kept all the same"


def test_the_first_print_is_the_paper_and_the_next_ones_say_so(desk: Desk) -> None:
    first = desk.papers.to_print(NUMBER)
    assert first == desk.papers.paper(NUMBER)
    assert desk.papers.to_print(NUMBER) == first, "not printed yet"
    desk.papers.printed(NUMBER, by="孙柜员")
    with pytest.raises(Refused, match=r"print\.reason_needed") as refusal:
        desk.papers.to_print(NUMBER, reason="  ")
    assert refusal.value.params["times"] == 1
    again = desk.papers.to_print(NUMBER, reason="卡纸", by="孙柜员")
    assert again == first + " | 1 卡纸 孙柜员 False".encode()
    desk.papers.printed(NUMBER, reason="卡纸", by="孙柜员")
    assert desk.papers.to_print(NUMBER, need_reason=False).endswith(b"| 2   False")
    assert [it.reason for it in desk.papers.prints(NUMBER)] == ["", "卡纸"]


def test_what_another_pc_issued_is_remade_and_says_so(desk: Desk) -> None:
    plain = f"{SECOND_PC} 会议 ".encode()
    assert desk.papers.paper(SECOND_PC) == plain + b" | 0   True", "no signed code, and marked even to look at"
    assert not (desk.folder / f"{SECOND_PC}.pdf").exists()
    with pytest.raises(Refused, match=r"print\.reason_needed"):
        desk.papers.to_print(SECOND_PC)
    assert desk.papers.to_print(SECOND_PC, reason="补存").startswith(plain + " | 1 补存".encode())
    desk.papers.printed(SECOND_PC, reason="补存")
    assert desk.papers.to_print(SECOND_PC, reason="再").endswith(b" True")
    assert b" | 2 " in desk.papers.to_print(SECOND_PC, reason="再")


def test_a_lost_paper_is_remade_and_says_so(desk: Desk) -> None:
    desk.papers.paper(NUMBER)
    desk.papers.printed(NUMBER)
    (desk.folder / f"{NUMBER}.pdf").unlink()
    assert desk.papers.to_print(NUMBER, reason="补").endswith(b" True")
    assert not (desk.folder / f"{NUMBER}.pdf").exists(), "what is remade is not taken for what was signed"


def test_a_companion_is_kept_found_and_marked_when_it_is_printed_again(desk: Desk) -> None:
    line = SlipLine(1, "3708830100000013", "桌")
    made = Slip(NUMBER, DocumentKind.LOAN, "仓", date(2026, 11, 22), "局", "张三", (line,), form="gate_pass")
    name = desk.papers.companion(replace(made, handed_over_by="孙柜员"))
    first = desk.papers.paper(name)
    assert (desk.folder / f"{name}.pdf").read_bytes() == first
    assert desk.papers.companion(replace(made, handed_over_by="钱柜员")) == name, "the next clerk finds the same one"
    assert desk.papers.to_print(name) == first
    desk.papers.printed(name)
    with pytest.raises(Refused, match=r"print\.reason_needed"):
        desk.papers.to_print(name)
    assert desk.papers.to_print(name, reason="湿了", by="钱柜员") == first + " | 1 湿了 钱柜员 False".encode()
    tomorrow = desk.papers.companion(replace(made, issued_on=date(2026, 11, 23)))
    letter = desk.papers.companion(replace(made, form="reminder"))
    other = desk.papers.companion(replace(made, number="3708830100000013"))
    assert desk.papers.companions(NUMBER) == [name, letter, tomorrow]
    assert desk.papers.companions("3708830100000013") == [other], "a loan from before records began"
    for nothing in ("", "*", SECOND_PC):
        assert desk.papers.companions(nothing) == []
    assert desk.papers.known(name)
    assert not desk.papers.known(name[:-1] + ("0" if name[-1] != "0" else "1"))
    with pytest.raises(NotFound):
        desk.papers.paper(f"{NUMBER}-gate_pass-20261122-00000000")


def test_an_unknown_number_has_no_paper(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.papers.paper(document_number(DocumentKind.LOAN, "370883", date(2026, 11, 22), 1, 99))
    for number in (
        "../settings",
        "",
        "JY1",
        "C:\\x",
        f"{NUMBER[:-1]}!-gate_pass-20261122-00000000",
        f"{NUMBER}-gate_pass-20261322-00000000",
    ):
        with pytest.raises(Invalid):
            desk.papers.paper(number)


def test_the_paper_is_whole_or_not_there(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr("app.files.os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            desk.papers.paper(NUMBER)
    assert list(desk.folder.iterdir()) == []
