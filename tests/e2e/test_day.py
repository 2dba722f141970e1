"""The scripted day, played once: what it shows, and that afterwards all counters and the city hold the same."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from pypdfium2 import PdfDocument

from app.demo.counters import Day, opened
from app.demo.day import play
from app.demo.summary import summary
from app.domain.asset import Status
from app.domain.case import CaseKind, Decision
from app.persistence.integrity import findings
from app.services.paper import issued_slip
from app.services.proofs import is_proof, read_proof

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    with opened(tmp_path_factory.mktemp("day")) as played:
        play(played)
        yield played


def told(day: Day, step: str) -> dict[str, Any]:
    (found,) = (it for it in day.told if it["step"] == step)
    return found


def text_of(day: Day, name: str) -> str:
    with PdfDocument(day.out / name) as pages:
        return "".join(page.get_textpage().get_text_range() for page in pages)


def test_all_counters_and_the_city_hold_the_same(day: Day) -> None:
    said = summary(day)
    assert said["same_everywhere"], said["agreement"]
    assert set(said["agreement"]) == {"city", "county 1", "county 2"}
    assert said["pending"] == 0
    assert said["open_cases"] == {"city": 0, "county 1": 1, "county 2": 1}, "of the county's two, one was settled"
    assert json.loads(json.dumps(said)) == said
    assert [findings(counter.services.database) for _, counter in day.counters().values()] == [[], [], []]


def test_the_line_was_down_while_all_of_it_was_done(day: Day) -> None:
    steps = [str(step["step"]) for step in day.told]
    down, up = steps.index("line down"), steps.index("line restored")
    offline = [step for step in steps if step.endswith("offline")]
    assert len(offline) == 5
    assert all(down < steps.index(step) < up for step in offline)
    assert told(day, "line restored")["pushed"] > len(offline)


def test_labels_went_out_in_three_ways_as_jobs(day: Day) -> None:
    prints = {step["paper"]: step for step in day.told if step["step"] == "print"}
    assert {step["state"] for step in prints.values()} == {"sent"}
    assert (day.out / "labels.zpl").read_bytes().count(b"^XA") == prints["labels.zpl"]["labels"] == 33
    assert (day.out / "labels.tspl").read_bytes().count(b"PRINT 1") == 33
    roll = [one for one in day.county.services.print_desk.printers() if one.media_count]
    assert [one.media_left for one in roll] == [500 - 33] * 2


def test_every_paper_is_kept(day: Day) -> None:
    for name in day.papers:
        begins = {".pdf": b"%PDF-", ".zpl": b"^XA", ".tspl": b"SIZE "}[Path(name).suffix]
        assert (day.out / name).read_bytes().startswith(begins)
    assert {"transfer-slip.pdf", "transfer-receipt.pdf", "correction-slip.pdf"} <= set(day.papers)


def test_pieces_came_from_the_city_by_the_codes_on_their_slip(day: Day) -> None:
    sent, received = told(day, "transfer sent, offline"), told(day, "transfer received by its slip, offline")
    with PdfDocument(day.out / "transfer-slip.pdf") as pages:
        pictures = [page.render(scale=3).to_pil() for page in pages]
    codes = {code.text for picture in pictures for code in zxingcpp.read_barcodes(picture) if is_proof(code.text)}
    (proof,) = (read_proof(code) for code in codes)
    assert (proof.number, len(proof.pieces)) == (sent["number"], sent["pieces"])
    for counter in (day.county, day.second, day.city):
        detail = counter.services.queries.transfer(proof.transfer_id)
        assert detail is not None
        assert detail.row.open, "one piece is missing"
    pieces = day.county.services.queries.assets([piece.asset_id for piece in proof.pieces])
    assert sorted(piece.status for piece in pieces) == sorted([*[Status.AVAILABLE] * 3, Status.IN_TRANSIT])
    assert {piece.model for piece in pieces} == {"SFW6110B"}, "what the codes did not say has come from the city"
    assert received["number"] in text_of(day, "transfer-receipt.pdf")
    receipt = text_of(day, "transfer-receipt.pdf")
    assert "济宁市公物仓" in receipt
    assert "未到" in receipt
    assert "4 项价值未登记" in receipt, "the codes do not say what the pieces are worth"


def test_the_piece_that_was_lent_twice_is_a_case_that_the_manager_settled(day: Day) -> None:
    lent = told(day, "one laptop, two counters, offline")["numbers"]
    for counter in (day.county, day.second):
        cases = counter.services.queries.cases(open_only=False)
        (settled,) = (case for case in cases if case.kind is CaseKind.DOUBLE_HANDOUT)
        case = counter.services.queries.case(settled.id)
        assert case is not None
        assert case.decision is Decision.KEEP_FIRST
        assert [side.number for side in case.sides] == lent
        assert [side.station for side in case.sides] == [1, 2]
    slip = day.second.services.queries.document(str(told(day, "case decided")["number"]))
    assert slip is not None
    assert "已向两边打电话核实" in issued_slip(slip.content).reason
    assert "已向两边打电话核实" in text_of(day, "correction-slip.pdf")
    (laptop,) = day.second.services.queries.resolve("PF3A91KX").assets
    detail = day.second.services.queries.asset(laptop.id)
    assert detail is not None
    assert detail.row.status is Status.LENT


def test_a_promised_piece_that_was_lent_stays_to_be_decided(day: Day) -> None:
    (case,) = day.second.services.queries.cases()
    assert case.kind is CaseKind.HOLD_OVERTAKEN
    assert case.sides[-1].number == told(day, "a chair from the second counter, offline")["number"]


def test_the_photo_of_the_approval_went_through_the_city(day: Day) -> None:
    name = str(told(day, "hand out, offline")["photo"])
    assert told(day, "photo from the city") == {
        "step": "photo from the city",
        "name": "paper-approval.jpg",
        "sha256": name,
        "fetched": True,
    }
    there = day.second.services.attachments.path_of(name)
    here = day.county.services.attachments.path_of(name)
    assert there is not None
    assert here is not None
    assert there != here
    assert there.read_bytes() == here.read_bytes()
    assert day.county.services.attachments.waiting() == []
