"""The server against its own OpenAPI document: no fault, no answer that it does not describe."""

import base64
import json
import re
from collections.abc import Iterator

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from sqlalchemy import update

from app.persistence.city_tables import device
from sync.client.keys import public_text
from sync.protocol import ENROL, KEY, OPENAPI, OPS, SESSION, SIGNATURE, key_proof, signed
from sync.server.app import ENDPOINTS
from sync.server.serve import EmbeddedServer
from sync.server.throttle import Rates
from tests.fakes.sync_world import COUNTY_SITE, CityWorld, Desk, open_city

MANY = Rates(enrolments=100_000, sessions=10_000, requests=10_000, address=0)
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[CityWorld, EmbeddedServer, Desk]]:
    """A city with an enrolled counter that has sent operations."""
    folder = tmp_path_factory.mktemp("openapi")
    with open_city(None, folder / "city") as city, EmbeddedServer(city.books, rates=MANY) as server:
        desk = Desk(folder / "county", COUNTY_SITE, "邹城市公物仓")
        desk.open_site()
        desk.enrol(city, server.url)
        desk.take_in(2)
        desk.sync()
        yield city, server, desk
        desk.close()


@pytest.fixture(scope="module")
def document(world: tuple[CityWorld, EmbeddedServer, Desk]) -> dict[str, object]:
    _, server, _ = world
    answer = httpx.get(server.url + OPENAPI, trust_env=False)
    assert answer.status_code == 200
    described: dict[str, object] = answer.json()
    return described


def operations() -> list[tuple[str, str]]:
    return [(endpoint.method, endpoint.path) for endpoint in ENDPOINTS]


def test_every_endpoint_is_described(document: dict[str, dict[str, dict[str, object]]]) -> None:
    described = {(method.upper(), path) for path, methods in document["paths"].items() for method in methods}
    assert len(described) == len(ENDPOINTS)


@pytest.mark.parametrize("known", [True, False], ids=["of an enrolled device", "of anybody"])
@pytest.mark.parametrize(("method", "path"), operations())
def test_no_fault_and_nothing_undescribed(
    world: tuple[CityWorld, EmbeddedServer, Desk], document: dict[str, object], method: str, path: str, known: bool
) -> None:
    city, server, desk = world
    schema = schemathesis.openapi.from_dict(document)
    schema.config.update(base_url=server.url)
    operation = schema[re.sub(r"{(\w+):\w+}", r"{\1}", path)][method]

    @settings(
        max_examples=10,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def examine(case: schemathesis.Case) -> None:
        headers = as_device(case, desk, city) if known else {}
        case.call_and_validate(headers=headers, checks=CHECKS)

    examine()


def as_device(case: schemathesis.Case, desk: Desk, city: CityWorld) -> dict[str, str]:
    """The headers of an enrolled device: its session's token, and its signature over the body."""
    if city.books.bearer(desk.line._token) is None:  # an example before this one opened a session, or posed as a clone
        with city.books.writer.begin() as connection:
            connection.execute(update(device).values(suspended=0, session="", session_before=None))
        desk.line.open_session("", None, 1)
    headers = {"Authorization": f"Bearer {desk.line._token}"}
    key = desk.keys.private_key(desk.device)
    if isinstance(case.body, dict):
        body = case.body
        given = {"device": desk.device, "public_key": public_text(key), "session": desk_mark(city), "site": COUNTY_SITE}
        body |= {name: value for name, value in given.items() if name in body}
        if "code" in body:
            body["code"] = city.books.make_code(COUNTY_SITE)
        if "proof" in body:
            body["proof"] = base64.b64encode(key.sign(key_proof(desk.device, public_text(key)))).decode()
        raw = json.dumps(body).encode()
        headers[SIGNATURE] = base64.b64encode(key.sign(signed(case.operation.path, raw))).decode()
    return headers


def desk_mark(city: CityWorld) -> str:
    return str(city.rows("device")[0]["session"])


def test_examples_of_a_device_pass_its_guards(world: tuple[CityWorld, EmbeddedServer, Desk]) -> None:
    """What the examples above rest on: with these headers a request gets past signature and token."""
    city, server, desk = world
    document = httpx.get(server.url + OPENAPI, trust_env=False).json()
    schema = schemathesis.openapi.from_dict(document)
    schema.config.update(base_url=server.url)
    enrol = {"code": "", "device": "", "site": "", "public_key": ""}
    key = {"device": "", "public_key": "", "proof": ""}
    session = {"device": "", "session": "", "cursor": None, "dseq_next": 1, "now": ""}
    for path, body, status in ((ENROL, enrol, 201), (KEY, key, 200), (SESSION, session, 200), (OPS, {"ops": []}, 200)):
        case = schema[path]["POST"].Case(body=body, media_type="application/json")
        answer = case.call(headers=as_device(case, desk, city))
        assert answer.status_code == status, (path, answer.text)
