"""Attachments: kept by content, sent piece by piece after the operations, read by those whom they concern."""

import hashlib
import os
import queue

import pytest

from app.domain.errors import Invalid
from app.persistence.attachments import FileAttachments
from app.services.attachments import MOST_BYTES
from app.services.commands.attachments import AttachFile, DetachFile
from sync.client import blobs
from sync.client.engine import Pace, Phase, SyncEngine
from sync.client.line import CityRefused
from sync.client.transport import LineDown
from tests.fakes.sync_world import assert_same_books

JPEG = b"\xff\xd8\xff\xe0"


@pytest.fixture
def photo(tmp_path):
    """Makes a photo of that many bytes, incompressible as photos are."""

    def make(size=1_300_000, name="审批单.jpg"):
        path = tmp_path / name
        path.write_bytes(JPEG + os.urandom(size - len(JPEG)))
        return path

    return make


def files_of(desk):
    return FileAttachments(desk.database, desk.folder / "attachments")


def attach(desk, subject, path):
    kept = files_of(desk).keep(path)
    desk.do(AttachFile(subject, kept.sha256, kept.name, kept.media_type, kept.size))
    return kept


def test_a_photo_reaches_the_site_s_other_counter(desk, city, photo):
    first, second = desk(), desk(opens=False, station=2)
    loan = first.hand_out(*first.take_in(1))
    path = photo()
    kept = attach(first, loan, path)
    assert kept.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    first.sync()
    assert blobs.send_waiting(files_of(first), first.line) == 1
    assert files_of(first).waiting() == []
    second.sync()
    (row,) = second.all("attachment").values()
    assert (row["subject_id"], row["name"], row["sha256"]) == (loan, "审批单.jpg", kept.sha256)
    assert blobs.fetch(files_of(second), second.line, kept.sha256, kept.size)
    assert files_of(second).path_of(kept.sha256).read_bytes() == path.read_bytes()
    assert_same_books(city, first, second)


def test_what_was_sent_is_not_sent_again_after_the_line_was_cut(desk, photo):
    first = desk()
    kept = attach(first, first.hand_out(*first.take_in(1)), photo(3 * blobs.PIECE + 7))
    first.sync()
    line = first.bad_line
    line.requests, line.cut_at = 0, 2  # the state, a piece, and the second piece is lost
    with pytest.raises(LineDown):
        blobs.send_waiting(files_of(first), first.line)
    line.requests, line.cut_at = 0, None
    first.sync()
    before = line.requests
    assert blobs.send_waiting(files_of(first), first.line) == 1
    assert line.requests - before == 4  # the state and the three pieces that were missing
    assert first.line.blob_state(kept.sha256).whole


def test_a_piece_whose_answer_was_lost_is_not_appended_twice(desk, photo):
    first = desk()
    kept = attach(first, first.hand_out(*first.take_in(1)), photo(2 * blobs.PIECE + 1))
    first.sync()
    line = first.bad_line
    line.requests, line.cut_at, line.after = 0, 1, True
    with pytest.raises(LineDown):
        blobs.send_waiting(files_of(first), first.line)
    line.cut_at = None
    first.sync()
    assert blobs.send_waiting(files_of(first), first.line) == 1
    assert first.line.blob_state(kept.sha256).received == kept.size


def test_another_site_reads_nothing_by_knowing_its_hash(desk, photo):
    county, other = desk(), desk("370881", "曲阜市公物仓")
    path = photo(5000)
    kept = attach(county, county.hand_out(*county.take_in(1)), path)
    county.sync()
    blobs.send_waiting(files_of(county), county.line)
    other.sync()
    assert other.line.blob_state(kept.sha256).received == 0, "not even that the city has it"
    with pytest.raises(CityRefused) as refusal:
        blobs.fetch(files_of(other), other.line, kept.sha256, kept.size)
    assert refusal.value.code == "attachment.unknown"


def test_content_that_is_not_what_it_is_named_is_dropped(desk):
    first = desk()
    first.sync()
    name = hashlib.sha256(b"something else").hexdigest()
    with pytest.raises(CityRefused) as refusal:
        first.line.send_piece(name, 0, 5, b"wrong")
    assert refusal.value.code == "sync.blob_differs"
    assert first.line.blob_state(name).received == 0


@pytest.mark.parametrize(
    ("offset", "size", "code"),
    [(0, MOST_BYTES + 1, "sync.malformed"), (7, 100, "sync.blob_offset"), (0, 2, "sync.blob_differs")],
)
def test_the_city_takes_no_piece_that_does_not_fit(desk, offset, size, code):
    first = desk()
    first.sync()
    with pytest.raises(CityRefused) as refusal:
        first.line.send_piece("0" * 64, offset, size, b"piece")
    assert refusal.value.code == code


def test_a_file_that_is_gone_keeps_no_other_from_going_up(desk, photo):
    first = desk()
    loan = first.hand_out(*first.take_in(1))
    lost, kept = attach(first, loan, photo(5000, "a.jpg")), attach(first, loan, photo(6000, "b.jpg"))
    files_of(first).path_of(lost.sha256).unlink()
    first.sync()
    assert blobs.send_waiting(files_of(first), first.line) == 1
    assert first.line.blob_state(kept.sha256).whole
    (upload,) = files_of(first).waiting()
    assert (upload.sha256, upload.attempts) == (lost.sha256, 1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "attachment.empty"),
        (b"MZ\x90\x00", "attachment.kind_unknown"),
        (JPEG + bytes(MOST_BYTES), "attachment.too_large"),
    ],
)
def test_what_may_not_be_attached_leaves_nothing(desk, tmp_path, content, code):
    first = desk()
    path = tmp_path / "it"
    path.write_bytes(content)
    with pytest.raises(Invalid) as refusal:
        files_of(first).keep(path)
    assert refusal.value.code == code
    assert files_of(first).waiting() == []
    assert [it for it in (first.folder / "attachments").rglob("*") if it.is_file()] == []


def test_a_file_attached_by_mistake_is_taken_away_everywhere(desk, city, photo):
    first = desk()
    attach(first, first.hand_out(*first.take_in(1)), photo(5000))
    first.sync()
    (id,) = first.all("attachment")
    first.do(DetachFile(id))
    first.sync()
    assert city.rows("attachment") == []
    assert_same_books(city, first)


def test_a_file_that_nobody_has_sent_yet_stops_nothing(desk, photo):
    """The other counter's operation came, its photo waits there still."""
    first, second = desk(), desk(opens=False, station=2)
    kept = attach(first, first.hand_out(*first.take_in(1)), photo(5000))
    first.sync()
    states, changed = queue.Queue(), []
    engine = SyncEngine(
        second.replica, second.line, states.put, changed.append, Pace(settle=0.0), uploads=files_of(second)
    )
    engine.want(kept.sha256, kept.size)
    engine.start()
    try:
        assert [states.get(timeout=30).phase for _ in range(2)] == [Phase.SYNCING, Phase.UP_TO_DATE]
        assert files_of(second).path_of(kept.sha256) is None
        blobs.send_waiting(files_of(first), first.line)
        engine.want(kept.sha256, kept.size)
        assert [states.get(timeout=30).phase for _ in range(2)] == [Phase.SYNCING, Phase.UP_TO_DATE]
    finally:
        assert engine.stop(30)
    assert changed[-1] == {"attachment": frozenset({kept.sha256})}


def test_a_file_whose_fetching_was_cut_is_fetched_when_the_line_is_back(desk, photo):
    first, second = desk(), desk(opens=False, station=2)
    kept = attach(first, first.hand_out(*first.take_in(1)), photo())
    first.sync()
    blobs.send_waiting(files_of(first), first.line)
    second.sync()
    states, changed = queue.Queue(), []
    pace = Pace(settle=0.0, least_backoff=0.02, most_backoff=0.05)
    engine = SyncEngine(second.replica, second.line, states.put, changed.append, pace, uploads=files_of(second))
    second.bad_line.requests, second.bad_line.cut_at = 0, 2  # after the feed, amid the file
    engine.want(kept.sha256, kept.size)
    engine.start()
    try:
        assert [states.get(timeout=30).phase for _ in range(2)] == [Phase.SYNCING, Phase.OFFLINE]
        assert [states.get(timeout=30).phase for _ in range(2)] == [Phase.SYNCING, Phase.UP_TO_DATE]
    finally:
        assert engine.stop(30)
    assert files_of(second).path_of(kept.sha256) is not None
