"""Work off the UI thread."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from pytestqt.qtbot import QtBot

from ui.tasks import Job, Tasks


@pytest.fixture
def tasks(chinese: QCoreApplication) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    assert made.drain(5)
    QCoreApplication.processEvents()


def test_the_database_has_one_thread_and_answers_come_on_this_one(tasks: Tasks, qtbot: QtBot) -> None:
    workers: list[int] = []
    answered: list[int] = []
    for _ in range(5):
        tasks.run(threading.get_ident, done=lambda who: (workers.append(who), answered.append(threading.get_ident())))
    qtbot.waitUntil(lambda: len(workers) == 5)
    assert len(set(workers)) == 1
    assert workers[0] != threading.get_ident()
    assert set(answered) == {threading.get_ident()}
    assert not tasks.busy


def test_database_work_keeps_its_order(tasks: Tasks, qtbot: QtBot) -> None:
    order: list[int] = []
    for n in range(20):
        tasks.run(lambda n=n: n, done=order.append)
    qtbot.waitUntil(lambda: len(order) == 20)
    assert order == list(range(20))


def test_an_error_comes_back_to_who_asked(tasks: Tasks, qtbot: QtBot) -> None:
    errors: list[Exception] = []
    tasks.run(lambda: 1 // 0, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert isinstance(errors[0], ZeroDivisionError)


def test_an_error_nobody_listens_to_is_logged(tasks: Tasks, qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    tasks.run(lambda: 1 // 0)
    qtbot.waitUntil(lambda: "nobody listened" in caplog.text)


def test_cancelled_work_stops_at_its_next_check_and_says_nothing(tasks: Tasks, qtbot: QtBot) -> None:
    began, go, answers = threading.Event(), threading.Event(), []
    reached: list[str] = []

    def work(job: Job) -> None:
        began.set()
        go.wait(5)
        job.check()
        reached.append("after")

    job = tasks.run(work, done=answers.append, failed=answers.append)
    assert began.wait(5)
    job.cancel()
    go.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert (answers, reached) == ([], [])


def test_progress_is_told(tasks: Tasks, qtbot: QtBot) -> None:
    steps: list[tuple[int, int]] = []

    def work(job: Job) -> None:
        for n in range(3):
            job.report(n, 3)

    tasks.run(work, progress=lambda done, total: steps.append((done, total)), lane="background")
    qtbot.waitUntil(lambda: steps == [(0, 3), (1, 3), (2, 3)])


def test_a_window_that_is_gone_hears_nothing(tasks: Tasks, qtbot: QtBot) -> None:
    owner, go, answers = QObject(), threading.Event(), []
    tasks.run(lambda: go.wait(5), owner=owner, done=answers.append)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(owner, QEvent.Type.DeferredDelete)
    go.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert answers == []


def test_drain_finishes_commands_given_and_takes_no_more(chinese: QCoreApplication) -> None:
    tasks = Tasks()
    ran: list[int] = []
    for n in range(10):
        tasks.run(lambda n=n: ran.append(n))
    assert tasks.drain(5)
    assert ran == list(range(10))
    with pytest.raises(RuntimeError):
        tasks.run(lambda: None)
    QCoreApplication.processEvents()


def test_draining_does_not_wait_for_what_it_dropped(qtbot: QtBot) -> None:
    tasks = Tasks(pool=1)
    begun, go_on = threading.Event(), threading.Event()

    def long_work() -> None:
        begun.set()
        go_on.wait(20)

    tasks.run(long_work, lane="background")
    tasks.run(lambda: None, lane="background")
    assert begun.wait(5)
    threading.Timer(0.05, go_on.set).start()
    assert tasks.drain(5)


def test_who_hears_an_answer_at_the_end_asks_for_nothing_more(qtbot: QtBot) -> None:
    tasks, answers = Tasks(), []
    tasks.run(lambda: "found", done=lambda found: answers.append(tasks.run(lambda: found)))
    assert tasks.drain(5)
    qtbot.wait(1)  # the answer was on its way when the tasks were drained
    assert not tasks.busy
    assert answers == []
