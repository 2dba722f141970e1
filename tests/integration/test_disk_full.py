"""The disk fills up at each write in turn: what is done is done whole, what is not leaves nothing, all goes on after.

The disk is as full as RLIMIT_FSIZE says: a write beyond it fails in the file system, for SQLite as for any other.
"""

from __future__ import annotations

import logging
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from app.bootstrap import open_counter
from app.faults import translate
from app.logs import start_log
from app.persistence.integrity import findings
from sync.client.line import CityRefused
from sync.client.transport import LineDown
from tests.fakes.sync_world import COUNTY_SITE, Desk, assert_same_books

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="file sizes are limited by a POSIX call")

FRAME = 4096 + 24  # of SQLite's WAL


@contextmanager
def room_up_to(size: int):
    """No file of this process grows beyond so many bytes."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def words_for(error: Exception, step: int) -> str:
    """The code that a person's words are found by."""
    refusal = translate(error)
    if refusal is None:
        raise AssertionError(f"step {step} is not told in words") from error
    return refusal.code


def test_a_counter_that_finds_no_room_to_open_says_so(tmp_path):
    desk = Desk(tmp_path / "counter", COUNTY_SITE, "邹城市公物仓")
    desk.open_site()
    desk.close()
    with room_up_to(100), pytest.raises(OperationalError) as refused, open_counter(tmp_path / "counter"):
        pass
    assert words_for(refused.value, 0) == "storage.full"


def test_a_log_without_room_says_nothing_to_the_person(tmp_path, capsys):
    before = list(logging.getLogger().handlers), logging.getLogger().level
    start_log(tmp_path)
    try:
        with room_up_to(0):
            logging.getLogger("gwc.test").warning("a line")
    finally:
        for one in set(logging.getLogger().handlers) - set(before[0]):
            logging.getLogger().removeHandler(one)
            one.close()
        logging.getLogger().setLevel(before[1])
    assert capsys.readouterr().err == ""


def length(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def test_a_hand_out_is_done_or_not_wherever_the_disk_is_full(tmp_path):
    desk = Desk(tmp_path / "counter", COUNTY_SITE, "邹城市公物仓")
    desk.open_site()
    pieces = desk.take_in(30)
    desk.hand_out(pieces.pop())
    wal = desk.folder / "counter.db-wal"
    told, done = set(), 0
    for frames in range(200):
        operations, documents = len(desk.all("operation")), len(desk.all("document"))
        before = length(wal)
        try:
            with room_up_to(before + frames * FRAME // 2):
                desk.hand_out(pieces[0])
        except Exception as error:
            told.add(words_for(error, frames))
            # The borrower may have become known: a commit of its own, whole, before the hand-out.
            assert len(desk.all("operation")) - operations in (0, 2)
            assert len(desk.all("document")) == documents
            assert desk.status(pieces[0]) == "available"
        else:
            done += 1
            assert desk.status(pieces.pop(0)) == "lent"
        assert findings(desk.database) == []
        if done == 3:
            break
    assert done == 3
    assert told == {"storage.failing"}  # what SQLite says of this limit; of a full disk it says storage.full
    desk.close()


def test_sync_goes_on_wherever_the_disk_was_full(desk, city, request):
    if "postgres" in request.node.name:
        pytest.skip("the disk of a PostgreSQL server is not this process's")
    first = desk()
    first.sync()
    pieces = first.take_in(40)
    wals = [first.folder / "counter.db-wal", Path(city.engine.url.database + "-wal")]
    failed = whole = 0
    for step in range(60):
        first.hand_out(pieces[step % 30])
        first.take_back(pieces[step % 30])
        try:
            with room_up_to(max(map(length, wals)) + step * FRAME):
                first.sync()
            whole += 1
        except (LineDown, CityRefused):
            failed += 1
        except Exception as error:
            words_for(error, step)
            failed += 1
        if whole == 3:
            break
    assert failed > 3
    first.sync()
    assert findings(first.database) == []
    assert_same_books(city, first)
