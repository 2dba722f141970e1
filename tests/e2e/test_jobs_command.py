"""`jobs`: what is left of this PC's prints, printed on or made void without a window."""

import pytest

from app.services.printing.jobs import ItemState
from tests.e2e.program import run
from tests.fakes.printer import LabelPrinter
from tests.fakes.printing_counter import fill, opened


@pytest.fixture
def data(tmp_path):
    fill(tmp_path / "data", 6)
    return tmp_path / "data"


def jobs(data, *more):
    return run("jobs", "--data", data, *more)


def test_a_job_that_broke_off_is_asked_about_then_printed_on_then_voided(data):
    with LabelPrinter() as printer:
        with opened(data) as counter:
            job = counter.labels(counter.printer(printer.address))
            rows, now = counter.desk._jobs, counter.services.clock.now()
            rows.claim(job)
            rows.move(job, [1], [ItemState.QUEUED], ItemState.SENT, now)
            rows.move(job, [2, 3], [ItemState.QUEUED], ItemState.SENDING, now)
            tags = counter.tags
        left = jobs(data, "--resume")
        assert (left.code, printer.labels) == (1, [])
        assert "有 2 张（第 2 张起）不知道打没打出来" in left.out
        (row,) = jobs(data, "--unfinished", "--json").json
        assert (row["id"], row["state"], row["unsure"], row["done"]) == (job, "unsure", [2, 3], 1)
        done = jobs(data, "--resume", job, "--came-out", "--json")
        assert (done.code, done.json[0]["state"], done.json[0]["done"]) == (0, "sent", 6)
        printer.wait_for(3)
        assert printer.numbers() == tags[3:]
    assert jobs(data, "--void", job).refusal == "print.void_needs_reason"
    assert jobs(data, "--void", job, "--reason", "打歪了", "--json").json[0]["state"] == "voided"
    assert jobs(data, "--resume").out == "没有未完成的打印。\n"


def test_a_printer_that_is_not_there_is_said_and_the_job_stays(data):
    with opened(data) as counter:
        counter.labels(counter.printer("tcp:127.0.0.1:1"), 2)
    assert jobs(data, "--resume").refusal == "printer.refused"
    (row,) = jobs(data, "--unfinished", "--json").json
    assert (row["state"], row["fault"], row["done"]) == ("failed", "printer.refused", 0)
