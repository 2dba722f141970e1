"""What waits goes up by several requests: while one is at the city, the counter stores and reads on."""

import threading
from collections import Counter
from collections.abc import Sequence

import pytest

from app.services.operations import Operation, Outcome, Verdict
from sync.client.line import CityRefused, LineDown
from sync.client.pushing import push
from sync.client.report import SyncReport
from sync.protocol import Limits, OpsAnswer, TooLarge
from tests.fakes.sync_world import CityWorld, Desk, MakeDesk, assert_same_books


@pytest.fixture
def county(desk: MakeDesk) -> Desk:
    """A counter with seven operations that wait, and whose city takes two at once."""
    it = desk()
    it.meet("张三")
    it.sync()
    for name in ("投影仪", "会议桌", "帐篷"):
        it.take_in(1, name)  # with the office, which is an operation of its own
    it.take_in(1)
    it.line.limits = Limits(ops=2)
    return it


def waiting(it: Desk) -> int:
    return len(it.replica.pending(100, 1 << 20))


def pushed(it: Desk, stops_after: int = 1 << 30) -> Counter[Outcome]:
    """What was answered; stops when that many requests were sent."""
    report = SyncReport()
    begun = it.bad_line.requests
    push(it.replica, it.line, report, lambda: it.bad_line.requests - begun >= stops_after)
    return report.outcomes


def test_an_answer_is_stored_while_the_next_request_is_at_the_city(
    city: CityWorld, county: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_the_city: list[int] = []  # how many requests had been sent when an answer was stored
    stored = threading.Event()
    settle, send = county.replica.settle, county.line.push

    def settle_and_tell(verdicts: Sequence[Verdict]) -> None:
        settle(verdicts)
        if verdicts:
            at_the_city.append(county.bad_line.requests)
            stored.set()

    def send_and_wait(operations: Sequence[Operation]) -> OpsAnswer:
        answer = send(operations)
        if county.bad_line.requests - begun > 1:
            assert stored.wait(20), "the last answer waits for the next one"
            stored.clear()
        return answer

    begun = county.bad_line.requests
    monkeypatch.setattr(county.replica, "settle", settle_and_tell)
    monkeypatch.setattr(county.line, "push", send_and_wait)
    many = waiting(county)
    assert pushed(county) == {Outcome.APPLIED: many}
    monkeypatch.undo()
    assert len(at_the_city) == -(-many // 2)
    county.sync()
    assert_same_books(city, county)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("number", [0, 1, 2, 3])
def test_a_line_that_goes_down_amid_requests(city: CityWorld, county: Desk, number: int, after: bool) -> None:
    many = waiting(county)
    county.bad_line.cut_at, county.bad_line.after = county.bad_line.requests + number, after
    with pytest.raises(LineDown):
        pushed(county)
    assert waiting(county) == many - 2 * number, "what was answered before is stored"
    again = pushed(county)
    assert again[Outcome.DUPLICATE] == min(2, many - 2 * number) * after
    assert sum(again.values()) == many - 2 * number
    county.sync()
    assert_same_books(city, county)


def test_who_stops_amid_requests_keeps_what_was_answered(city: CityWorld, county: Desk) -> None:
    many = waiting(county)
    assert pushed(county, stops_after=2) == {Outcome.APPLIED: 4}
    assert waiting(county) == many - 4
    assert pushed(county) == {Outcome.APPLIED: many - 4}
    county.sync()
    assert_same_books(city, county)


def test_what_is_committed_meanwhile_goes_up_too(
    city: CityWorld, county: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    many, send = waiting(county), county.line.push

    def commit_and_send(operations: Sequence[Operation]) -> OpsAnswer:
        monkeypatch.undo()
        county.meet("李四")
        return send(operations)

    monkeypatch.setattr(county.line, "push", commit_and_send)
    assert pushed(county) == {Outcome.APPLIED: many + 2}
    county.sync()
    assert_same_books(city, county)


def test_too_many_at_once_amid_requests(city: CityWorld, county: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    many, send = waiting(county), county.line.push
    sizes: list[int] = []

    def refuse_two(operations: Sequence[Operation]) -> OpsAnswer:
        sizes.append(len(operations))
        if len(sizes) > 1 and len(operations) > 1:
            raise TooLarge
        return send(operations)

    monkeypatch.setattr(county.line, "push", refuse_two)
    assert pushed(county) == {Outcome.APPLIED: many}
    assert sizes == [2, 2, *[1] * (many - 2)]
    monkeypatch.undo()
    county.sync()
    assert_same_books(city, county)


def test_an_answer_that_tells_of_some_alone(city: CityWorld, county: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    many, send = waiting(county), county.line.push
    sent: list[int] = []

    def tell_of_one(operations: Sequence[Operation]) -> OpsAnswer:
        sent.append(operations[0].dseq)
        answer = send(operations)
        return OpsAnswer(answer.results[:1], answer.dseq_next, answer.head)

    monkeypatch.setattr(county.line, "push", tell_of_one)
    assert sum(pushed(county).values()) == many
    assert sent == list(range(sent[0], sent[0] + many)), "what was left is offered first"
    monkeypatch.setattr(county.line, "push", lambda operations: OpsAnswer([], 1, 1))
    county.meet("王五")
    with pytest.raises(CityRefused, match=r"sync\.no_verdicts"):
        pushed(county)
    monkeypatch.undo()
    county.sync()
    assert_same_books(city, county)
