"""The server under load and attack, what it measures and logs, and that counters keep to what it asks."""

import argparse
import json
import logging
import queue
import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import msgspec
import pytest
from sqlalchemy import text

from app.domain.errors import NotFound, Refused
from app.headless.city_admin import revoke
from app.headless.city_custody import takeover
from app.headless.city_log import JsonLines
from app.words import explain
from sync.client.engine import Pace, Phase
from sync.client.line import CityLine, CityRefused
from sync.client.transport import HttpTransport, LineDown
from sync.protocol import CHANGES, ENROL, HEALTH, OPS, Limits
from sync.server import sessions
from sync.server.metrics import metrics_port
from sync.server.serve import EmbeddedServer
from sync.server.throttle import Rates
from tests.fakes.sync_world import CITY_SITE, CityWorld, MakeDesk, open_city
from tests.integration.test_sync_engine import running

FEW = Rates(sessions=0.001, requests=0.001, address=0.001)


def get(server: EmbeddedServer, path: str, **headers: str) -> httpx.Response:
    return httpx.get(server.url + path, headers=headers, trust_env=False)


def test_health(city: CityWorld, city_server: EmbeddedServer) -> None:
    answer = get(city_server, HEALTH)
    assert (answer.status_code, answer.json()) == (200, {"database": True, "schema": True})
    with city.books.writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'other'"))
    answer = get(city_server, HEALTH)
    assert (answer.status_code, answer.json()) == (503, {"database": True, "schema": False})
    with city.books.writer.begin() as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    assert get(city_server, HEALTH).status_code == 503


def test_what_prometheus_reads(city: CityWorld, city_server: EmbeddedServer, desk: MakeDesk) -> None:
    county = desk()
    county.take_in(2)
    pushed = county.sync().pushed
    with metrics_port(city.books, 0, metrics=city_server.service.metrics) as port:
        page = httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False)
    values = dict(line.rsplit(" ", 1) for line in page.text.splitlines() if not line.startswith("#"))
    assert float(values['gwc_operations_total{outcome="applied"}']) == pushed
    assert float(values["gwc_feed_head"]) == city.books.head().seq
    assert float(values["gwc_devices_enrolled"]) == float(values["gwc_devices_seen_hour"]) == 1
    assert float(values["gwc_sessions_opened_total"]) == 1
    assert float(values['gwc_request_seconds_count{endpoint="/v1/ops",status="200"}']) == 1
    assert float(values["gwc_feed_entries_sent_total"]) > 0
    assert float(values['gwc_body_bytes_total{direction="in"}']) > 0
    assert county.device not in page.text
    assert get(city_server, "/metrics").status_code == 404, "not on the counters' port"


def test_one_line_for_each_request(
    city: CityWorld, city_server: EmbeddedServer, desk: MakeDesk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "sync.requests")
    county = desk()
    county.take_in(1)
    pushed = county.sync().pushed
    assert get(city_server, HEALTH, **{"X-Request-Id": "no id at all"}).headers["X-Request-Id"] != "no id at all"
    assert get(city_server, HEALTH, **{"X-Request-Id": "mine-1"}).headers["X-Request-Id"] == "mine-1"
    city_server.stop()  # a line is written once its answer is on the way
    lines = [json.loads(JsonLines().format(it)) for it in caplog.records if it.name == "sync.requests"]
    (ops,) = [line for line in lines if line["endpoint"] == OPS]
    assert (ops["device"], ops["site"], ops["ops"], ops["status"]) == (county.device, county.site, pushed, 200)
    assert ops["received"] > 0
    assert ops["sent"] > 0
    assert ops["ms"] > 0
    assert lines[-1]["id"] == "mine-1"


@pytest.fixture
def strict(city: CityWorld) -> Iterator[EmbeddedServer]:
    """Admits next to nothing."""
    with EmbeddedServer(city.books, rates=FEW) as server:
        yield server


def test_an_address_that_asks_too_often(strict: EmbeddedServer) -> None:
    statuses = [get(strict, CHANGES).status_code for _ in range(3)]
    assert statuses[0] == 401
    refused = get(strict, CHANGES)
    assert refused.status_code == 429
    assert refused.json()["code"] == "sync.too_many_requests"
    assert int(refused.headers["Retry-After"]) >= 1
    assert get(strict, HEALTH).status_code == 200, "whoever watches is always answered"


def test_a_busy_server(city: CityWorld) -> None:
    with EmbeddedServer(city.books, rates=Rates(under_way=0)) as server:
        answer = get(server, CHANGES)
        assert (answer.status_code, answer.json()["code"]) == (503, "sync.busy")
        assert int(answer.headers["Retry-After"]) >= 1


def test_a_counter_waits_as_long_as_it_is_asked_to(desk: MakeDesk, strict: EmbeddedServer) -> None:
    county = desk()
    county.line.close()
    county.line = CityLine(HttpTransport(strict.url), county.device, county.keys.private_key(county.device))
    while get(strict, CHANGES).status_code != 429:
        pass
    with pytest.raises(LineDown) as refused:
        county.sync()
    assert refused.value.code == "sync.too_many_requests"
    assert refused.value.wait >= 1
    with running(county, Pace(idle=60, least_backoff=0.0, most_backoff=0.0, refused=60, settle=0.0)) as (engine, seen):
        seen.wait_for(Phase.OFFLINE)
        engine.wake()
        with pytest.raises(queue.Empty):  # no second cycle within the time that the city asked for
            seen.states.get(timeout=0.5)


def test_a_counter_keeps_to_the_citys_limits(city: CityWorld, desk: MakeDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    county = desk()
    monkeypatch.setattr(sessions, "Limits", lambda: Limits(ops=2, sent=1 << 20, raw=1 << 20, changes=3))
    for _ in range(3):
        county.take_in(1)
    sizes: list[int] = []
    push = county.line.push
    monkeypatch.setattr(county.line, "push", lambda operations: (sizes.append(len(operations)), push(operations))[1])
    assert county.sync().pushed == sum(sizes)
    assert max(sizes) == 2
    assert county.line.limits.changes == 3
    monkeypatch.setattr(sessions, "Limits", lambda: Limits(ops=10**9, sent=10**9, raw=10**9, changes=10**9))
    county.line.open_session(county.replica.session(), county.replica.cursor(), 100)
    assert county.line.limits == msgspec.convert({}, Limits), "wider ones than its own it does not take"


def test_a_body_that_never_comes(city: CityWorld) -> None:
    server = EmbeddedServer(city.books)
    object.__setattr__(server.service, "piece_seconds", 0.2)
    with server, socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        line.sendall(f"POST {ENROL} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{{".encode())
        assert line.recv(4096).startswith(b"HTTP/1.1 408 ")
        while line.recv(4096):
            pass  # and it hangs up


def test_a_head_that_never_comes(city: CityWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sync.server.patience.HEAD_SECONDS", 0.2)
    with EmbeddedServer(city.books) as server, socket.create_connection(("127.0.0.1", server.port), timeout=10) as line:
        line.sendall(b"POST /v1/enrol HTTP/1.1\r\nHos")
        assert line.recv(4096) == b""


def test_a_revoked_device_is_out_at_once_and_comes_back_by_a_code(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    county.sync()
    city.books.revoke(county.device)
    (row,) = city.rows("counter_device")
    assert row["revoked"] == 1
    with pytest.raises(CityRefused) as refused:
        county.sync()
    assert refused.value.trouble.code == "sync.revoked", "and not that its history is another one"
    url = county.line._transport._inner._server  # type: ignore[attr-defined]
    county.line.close()
    county.enrol(city, url)
    county.take_in(1)
    assert county.sync().pushed
    assert city.rows("counter_device")[0]["revoked"] == 0
    with pytest.raises(NotFound):
        city.books.revoke("nobody")


def test_custody_is_taken_over_and_the_citys_own_device_is_not_revoked(
    city: CityWorld, desk: MakeDesk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    county = desk()
    piece, other = county.take_in(2)
    county.sync()
    town = desk(CITY_SITE, "济宁市公物仓")
    town.sync()
    tag = str(county.all("asset")[piece]["tag_number"])
    url = city.engine.url.render_as_string(hide_password=False).replace("+psycopg", "")
    where = {"data": tmp_path / "city", "database_url": url if url.startswith("postgresql") else None}
    say = argparse.Namespace(**where, language="zh_CN", tags=[f"{tag[:6]} {tag[6:]}"], to=CITY_SITE, reason="柜台失火")
    assert takeover(say) == 0
    assert CITY_SITE in capsys.readouterr().out
    town.sync()
    county.sync()
    for it in (county, town):
        row = it.all("asset")[piece]
        assert (row["site_id"], row["warehouse_id"], row["custody_epoch"]) == (CITY_SITE, town.warehouse, 1)
    assert county.all("asset")[other]["site_id"] == county.site
    with pytest.raises(Refused, match=r"asset\.custody_elsewhere"):
        county.hand_out(piece)
    town.hand_out(piece)
    town.sync()
    assert city.books.cases() == []

    with pytest.raises(Refused, match=r"device\.of_the_city") as refused:
        revoke(argparse.Namespace(**where, language="zh_CN", device=f"city.{CITY_SITE}", reason="试"))
    assert "市级平台自己" in explain(refused.value, "zh_CN").title
    (own,) = [row for row in city.rows("device") if row["id"] == f"city.{CITY_SITE}"]
    assert own["revoked_at"] is None
    assert all(row["id"] != own["id"] for row in city.rows("counter_device"))


def test_a_key_is_renewed_though_the_answer_is_lost(city: CityWorld, desk: MakeDesk) -> None:
    county = desk()
    county.sync()
    first = city.rows("device")[0]["public_key"]
    county.line._keys = county.keys
    county.bad_line.cut_at, county.bad_line.after = county.bad_line.requests, True
    with pytest.raises(LineDown):
        county.line.renew_key()
    second = city.rows("device")[0]["public_key"]
    assert second != first, "the city took it"
    county.line.close()
    county.take_in(1)
    assert county.sync().pushed, "the next session finds out which key counts"
    county.bad_line.cut_at = None
    county.line.renew_key()
    third = city.rows("device")[0]["public_key"]
    assert third not in (first, second)
    assert city.rows("counter_device")[0]["public_key"] == third
    with city.books.writer.begin() as connection:  # put back from a copy of before
        connection.execute(text("UPDATE device SET public_key = :key"), {"key": second})
    county.line.close()
    county.take_in(1)
    assert county.sync().pushed


def test_a_server_with_figures_after_a_restart(tmp_path: Path) -> None:
    with open_city(None, tmp_path) as city:
        figures = city.books.figures()
    assert (figures.head, figures.devices, figures.cases) == (0, 0, {})
