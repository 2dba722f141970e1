"""The line is cut at any point and comes back: nothing is lost, nothing is doubled."""

import random
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from app.domain.asset import Status
from app.services.operations import Outcome
from sync.client.transport import LineDown
from sync.server.serve import EmbeddedServer
from tests.fakes.sync_world import CITY_SITE, CityWorld, MakeDesk, assert_same_books


@pytest.mark.parametrize("after", [False, True], ids=["request lost", "answer lost"])
def test_cut_at_every_request(city: CityWorld, desk: MakeDesk, after: bool) -> None:
    county = desk()
    cut = 0
    while True:
        (piece,) = county.take_in(1)
        county.hand_out(piece)
        county.bad_line.cut_at, county.bad_line.after = cut, after
        county.bad_line.requests = 0
        county.line.close()
        try:
            county.sync()
        except LineDown:
            county.sync()
            assert_same_books(city, county)
            cut += 1
            continue
        break
    assert cut == 3, "session, operations and changes were each cut once"
    assert len(county.all("loan")) == cut + 1
    assert city.books.cases() == []


def test_an_answer_lost_after_the_commit_is_a_duplicate_later(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    county.sync()
    county.take_in(1)
    county.bad_line.cut_at, county.bad_line.after = county.bad_line.requests, True
    with pytest.raises(LineDown):
        county.sync()
    waiting = len(county.replica.pending(100, 1 << 20))
    assert waiting == 2
    report = county.sync()
    assert report.outcomes == {Outcome.DUPLICATE: waiting}
    assert {row["outcome"] for row in county.all("operation").values()} == {"applied"}
    assert_same_books(city, county)


def test_a_line_that_loses_every_third_request(city: CityWorld, desk: MakeDesk) -> None:
    county, town = desk(), desk(CITY_SITE, "济宁市公物仓")
    chance = random.Random(20260112)
    for it in (county, town):
        it.bad_line.chance, it.bad_line.rate = chance, 0.33
    pieces = county.take_in(8)
    both = [(county, pieces), (town, town.take_in(8))]
    lost = 0
    for position in range(8):
        for it, of_it in both:
            it.hand_out(of_it[position])
            if position % 2:
                it.take_back(of_it[position])
            lost += it.sync_through()
    assert lost > 5
    for _ in range(2):
        for it in (county, town):
            it.sync_through()
    assert_same_books(city, county, town)
    assert [county.status(piece) for piece in pieces] == [Status.LENT, Status.AVAILABLE] * 4
    assert city.books.cases() == []


@contextmanager
def cutting_proxy(port: int, chance: random.Random) -> Iterator[tuple[int, list[int]]]:
    """A TCP relay that cuts two connections of three after a random number of bytes, either way."""
    listener = socket.create_server(("127.0.0.1", 0))
    cuts: list[int] = []
    threads: list[threading.Thread] = []
    sockets: list[socket.socket] = []

    def relay(source: socket.socket, target: socket.socket, most: int) -> None:
        passed = 0
        with suppress(OSError):
            while piece := source.recv(4096):
                target.sendall(piece[: max(0, most - passed)])
                passed += len(piece)
                if passed >= most:
                    cuts.append(most)
                    break
        for side in (source, target):
            with suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)

    def serve() -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            server = socket.create_connection(("127.0.0.1", port))
            sockets.extend((client, server))
            whole = chance.random() < 0.33
            up, down = (1 << 60, 1 << 60) if whole else (chance.randrange(1, 2500), chance.randrange(1, 2500))
            for source, target, most in ((client, server, up), (server, client, down)):
                threads.append(threading.Thread(target=relay, args=(source, target, most)))
                threads[-1].start()

    accepting = threading.Thread(target=serve)
    accepting.start()
    try:
        yield listener.getsockname()[1], cuts
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        accepting.join()
        for thread in threads:
            thread.join()
        for it in sockets:
            it.close()


def test_connections_cut_after_any_number_of_bytes(
    city: CityWorld, city_server: EmbeddedServer, desk: MakeDesk
) -> None:
    county = desk()
    with cutting_proxy(city_server.port, random.Random(7)) as (port, cuts):
        county.line.close()
        county.connect(f"http://127.0.0.1:{port}")
        for _ in range(8):
            pieces = county.take_in(6)
            county.hand_out(*pieces[:3])
            county.line.close()  # each round is a connection of its own
            county.sync_through()
        county.line.close()
    assert len(cuts) >= 5
    county.connect(city_server.url)
    county.sync()
    assert_same_books(city, county)
    assert sum(row["status"] == "lent" for row in county.all("asset").values()) == 24
