"""TLS between counter and city, with real certificates: whom a counter trusts, and whom a city serves."""

import gc
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.domain.errors import Invalid
from sync.client.line import CityLine, enrol
from sync.client.transport import HttpTransport, LineDown
from sync.client.trust import Trust
from sync.server.serve import EmbeddedServer, Tls
from tests.fakes.sync_world import COUNTY_SITE, CityWorld, Desk, open_city
from tests.integration.certificates import Authority


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """asyncio leaves the transport of a handshake that failed to the collector: let it not be said later."""
    yield
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "county", COUNTY_SITE, "邹城市公物仓")
    desk.open_site()
    yield desk
    desk.close()


@contextmanager
def served(tmp_path: Path, tls: Tls) -> Iterator[tuple[CityWorld, EmbeddedServer]]:
    with open_city(None, tmp_path / "city") as city, EmbeddedServer(city.books, tls=tls) as server:
        yield city, server


def sync_over(county: Desk, server: EmbeddedServer, city: CityWorld, trust: Trust) -> int:
    enrol(county.replica, server.url, city.books.make_code(COUNTY_SITE), county.keys, trust)
    county.line = CityLine(HttpTransport(server.url, trust), county.device, county.keys.private_key(county.device))
    return county.sync().pushed


def test_only_the_pinned_authority_counts(tmp_path: Path, county: Desk) -> None:
    own, foreign = Authority(tmp_path, "own"), Authority(tmp_path, "foreign")
    with served(tmp_path, Tls(*own.issue("server"))) as (city, server):
        for trust in (Trust(ca=foreign.path), Trust()):
            with pytest.raises(LineDown) as refused:
                sync_over(county, server, city, trust)
            assert refused.value.code == "sync.certificate_untrusted"
        assert city.rows("device") == [], "nothing was sent"
        assert sync_over(county, server, city, Trust(ca=own.path)) > 0


def test_a_certificate_for_another_name_does_not_pass(tmp_path: Path, county: Desk) -> None:
    own = Authority(tmp_path, "own")
    with served(tmp_path, Tls(*own.issue("server"))) as (city, server):
        line = CityLine(
            HttpTransport(f"https://localhost:{server.port}", Trust(ca=own.path)),
            county.device,
            county.keys.private_key(county.device),
        )
        with pytest.raises(LineDown) as refused:
            line.enrol(city.books.make_code(COUNTY_SITE), COUNTY_SITE, 1)
        line.close()
        assert refused.value.code == "sync.certificate_untrusted"
        assert sync_over(county, server, city, Trust(ca=own.path)) > 0


def test_a_city_that_asks_for_certificates(tmp_path: Path, county: Desk) -> None:
    own, foreign = Authority(tmp_path, "own"), Authority(tmp_path, "foreign")
    tls = Tls(*own.issue("server"), client_ca=own.path)
    with served(tmp_path, tls) as (city, server):
        for shown in ((), foreign.issue("stranger")):
            with pytest.raises(LineDown) as refused:
                sync_over(county, server, city, Trust(own.path, *shown))
            assert refused.value.code == "sync.hung_up"
        assert city.rows("device") == []
        assert sync_over(county, server, city, Trust(own.path, *own.issue("county"))) > 0


def test_what_is_trusted_is_kept_with_the_data(tmp_path: Path) -> None:
    own = Authority(tmp_path, "own")
    data = tmp_path / "data"
    given = Trust(own.path, *own.issue("county"))
    given.keep(data)
    kept = Trust.kept(data)
    assert [path.read_bytes() for path in (kept.ca, kept.certificate, kept.key) if path] == [
        path.read_bytes() for path in (given.ca, given.certificate, given.key) if path
    ]
    kept.context()
    Trust().keep(data)
    assert Trust.kept(data) == Trust()


def test_files_that_are_no_certificates(tmp_path: Path) -> None:
    own = Authority(tmp_path, "own")
    certificate, _ = own.issue("county")
    _, other_key = own.issue("other")
    text = tmp_path / "text.pem"
    text.write_text("证书")
    for trust in (Trust(ca=text), Trust(certificate=certificate, key=other_key)):
        with pytest.raises(Invalid, match=r"sync\.pem_unusable"):
            trust.context()
