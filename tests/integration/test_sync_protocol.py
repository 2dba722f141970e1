"""What the city's endpoints refuse: strangers, forgeries, and more than they should have to read."""

import base64
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import msgspec
import pytest
import zstandard
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.domain.ids import new_id
from app.persistence import city as city_module
from sync.client.keys import public_text
from sync.client.line import enrol
from sync.protocol import (
    CHANGES,
    ENROL,
    MOST_RAW,
    MOST_SENT,
    OPS,
    SESSION,
    SIGNATURE,
    EnrolRequest,
    OpsRequest,
    SessionRequest,
    encode,
    pack,
    signed,
)
from sync.server.serve import EmbeddedServer
from tests.fakes.sync_world import COUNTY_SITE, CityWorld, Desk, MakeDesk, open_city


def post(
    server: EmbeddedServer, path: str, raw: bytes, key: Ed25519PrivateKey | None = None, **headers: str
) -> httpx.Response:
    given = dict(headers)
    if key is not None:
        given[SIGNATURE] = base64.b64encode(key.sign(signed(path, raw))).decode()
    return httpx.post(server.url + path, content=raw, headers=given, trust_env=False)


def bearer(desk: Desk) -> dict[str, str]:
    return {"Authorization": f"Bearer {desk.line._token}"}


def enrolment(city: CityWorld, key: Ed25519PrivateKey, **changes: str) -> bytes:
    given = {"code": city.books.make_code(COUNTY_SITE), "device": new_id(), "site": COUNTY_SITE, **changes}
    return encode(EnrolRequest(public_key=public_text(key), **given))


def test_a_code_serves_once(city: CityWorld, city_server: EmbeddedServer) -> None:
    key = Ed25519PrivateKey.generate()
    raw = enrolment(city, key)
    assert post(city_server, ENROL, raw, key).status_code == 201
    again = post(city_server, ENROL, raw, key)
    assert (again.status_code, again.json()["station"]) == (201, 1), (
        "the same device may ask again: the answer was lost"
    )
    code = raw.decode().split('"code":"')[1].split('"')[0]
    other = post(city_server, ENROL, enrolment(city, key, code=code), key)
    assert (other.status_code, other.json()["code"]) == (403, "enrol.code_used")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"code": "2222-2222-2222"}, "enrol.code_unknown"),
        ({"site": "370800"}, "enrol.code_of_other_site"),
    ],
)
def test_codes_that_do_not_serve(
    city: CityWorld, city_server: EmbeddedServer, changes: dict[str, str], code: str
) -> None:
    key = Ed25519PrivateKey.generate()
    answer = post(city_server, ENROL, enrolment(city, key, **changes), key)
    assert (answer.status_code, answer.json()["code"]) == (403, code)
    assert city.rows("device") == []


def test_a_code_runs_out(city: CityWorld, city_server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch) -> None:
    key = Ed25519PrivateKey.generate()
    raw = enrolment(city, key)
    monkeypatch.setattr(city_module, "_now", lambda: datetime.now(UTC) + timedelta(hours=25))
    assert post(city_server, ENROL, raw, key).json()["code"] == "enrol.code_expired"


def test_a_known_device_keeps_its_key(city: CityWorld, city_server: EmbeddedServer, desk: MakeDesk) -> None:
    county = desk()
    thief = Ed25519PrivateKey.generate()
    answer = post(city_server, ENROL, enrolment(city, thief, device=county.device), thief)
    assert answer.json()["code"] == "enrol.device_known"


def test_guessing_codes_is_slowed_down(city: CityWorld, city_server: EmbeddedServer) -> None:
    key = Ed25519PrivateKey.generate()
    raw = enrolment(city, key, code="AAAA-AAAA-AAAA")
    statuses = [post(city_server, ENROL, raw, key).status_code for _ in range(12)]
    assert statuses == [403] * 10 + [429] * 2


def test_an_enrolment_signed_by_another_key(city: CityWorld, city_server: EmbeddedServer) -> None:
    raw = enrolment(city, Ed25519PrivateKey.generate())
    assert post(city_server, ENROL, raw, Ed25519PrivateKey.generate()).status_code == 401
    assert post(city_server, ENROL, raw).status_code == 401


def test_a_session_signed_by_another_key(city_server: EmbeddedServer, desk: MakeDesk) -> None:
    county = desk()
    raw = encode(SessionRequest(county.device, "", None, 1, ""))
    for answer in (
        post(city_server, SESSION, raw, Ed25519PrivateKey.generate()),
        post(city_server, SESSION, raw),
        post(city_server, SESSION, raw, **{SIGNATURE: "not base64"}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (401, "sync.signature_wrong")
    stranger = encode(SessionRequest(new_id(), "", None, 1, ""))
    assert post(city_server, SESSION, stranger, Ed25519PrivateKey.generate()).json()["code"] == "sync.device_unknown"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nonsense", "Basic eDp5"])
def test_no_token_no_answer(city_server: EmbeddedServer, header: str) -> None:
    headers = {"Authorization": header} if header else {}
    assert post(city_server, OPS, b'{"ops":[]}', **headers).status_code == 401
    assert httpx.get(city_server.url + CHANGES, headers=headers, trust_env=False).status_code == 401


def test_a_token_runs_out_and_the_counter_opens_the_next_session(
    city: CityWorld, desk: MakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = desk()
    county.sync()
    county.take_in(1)
    before, token = county.bad_line.requests, county.line._token
    monkeypatch.setattr(city_module, "_now", lambda: datetime.now(UTC) + timedelta(hours=13))
    assert county.sync().pushed == 2
    assert county.bad_line.requests - before == 4, "refused, session, operations, changes"
    assert county.line._token != token
    stored = {row["hash"] for row in city.rows("session_token")}
    assert county.line._token not in stored, "the city keeps hashes alone"


def test_bombs_and_bulk(city_server: EmbeddedServer, desk: MakeDesk) -> None:
    county = desk()
    county.sync()
    headers = bearer(county)
    bomb = zstandard.ZstdCompressor().compress(bytes(200 << 20))
    assert len(bomb) < MOST_SENT
    cases = [
        (bomb, {"Content-Encoding": "zstd"}, 413),
        (pack(b" " * (MOST_RAW + 1)), {"Content-Encoding": "zstd"}, 413),
        (b" " * (MOST_SENT + 1), {}, 413),
        (b"not zstd", {"Content-Encoding": "zstd"}, 422),
        (b"{}", {"Content-Encoding": "gzip"}, 415),
        (b"no json", {}, 422),
        (b"[" * 100_000, {}, 422),
        (b'{"ops": 5}', {}, 422),
        (b'{"ops": [{"op_id": 5}]}', {}, 422),
        (b'{"ops": "\xff"}', {}, 422),
    ]
    for body, more, status in cases:
        assert post(city_server, OPS, body, **headers, **more).status_code == status, body[:20]
    county.take_in(1)
    assert county.sync().pushed == 2, "and the server still serves"


def test_operations_that_do_not_follow(city: CityWorld, city_server: EmbeddedServer, desk: MakeDesk) -> None:
    county = desk()
    county.take_in(1)
    one, two, *_ = county.replica.pending(10, 1 << 20)
    county.line.open_session("", None, 1)
    headers = bearer(county)
    gap = post(city_server, OPS, encode(OpsRequest.of([two])), **headers)
    assert (gap.status_code, gap.json()["code"], gap.json()["expected"]) == (409, "sync.gap", 1)
    forged = msgspec.structs.replace(one, body=one.body.replace("370883", "370800"))
    answer = post(city_server, OPS, encode(OpsRequest.of([forged])), **headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "sync.broken_chain")
    for changes in ({"dseq": 0}, {"dseq": 2**63}, {"version": 2**40}, {"op_id": "a\0b"}):
        odd = msgspec.structs.replace(one, **changes)  # type: ignore[arg-type]
        assert post(city_server, OPS, encode(OpsRequest.of([odd])), **headers).status_code == 422
    assert city.rows("received_operation") == []


@pytest.mark.parametrize("query", ["cursor=x", "cursor=-1", "limit=x", f"cursor={2**70}"])
def test_a_query_that_does_not_read(city_server: EmbeddedServer, desk: MakeDesk, query: str) -> None:
    county = desk()
    county.sync()
    answer = httpx.get(f"{city_server.url}{CHANGES}?{query}", headers=bearer(county), trust_env=False)
    assert answer.status_code == 422


def test_no_secret_is_logged(
    city: CityWorld, city_server: EmbeddedServer, desk: MakeDesk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    county = desk()
    code = city.books.make_code(COUNTY_SITE)
    enrol(county.replica, city_server.url, code, county.keys)
    county.take_in(1)
    county.sync()
    key = base64.b64encode(county.keys.private_key(county.device).private_bytes_raw()).decode()
    for secret in (code, code.replace("-", ""), county.line._token, county.replica.session(), key):
        assert secret
        assert secret not in caplog.text


def test_the_server_listens_on_loopback_and_stops(tmp_path: Path) -> None:
    with open_city(None, tmp_path) as city:
        server = EmbeddedServer(city.books)
        with server:
            assert server._listener.getsockname()[0] == "127.0.0.1"
            assert httpx.get(server.url + CHANGES, trust_env=False).status_code == 401
        assert not server._thread.is_alive()
        with pytest.raises(httpx.ConnectError):
            httpx.get(server.url + CHANGES, trust_env=False)
