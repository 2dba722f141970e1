"""The city server as it is run: several processes, TLS, and what its administrator does."""

import signal
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.e2e.program import Answer, City, Counter, answer_of, run, start
from tests.integration.certificates import Authority


@pytest.mark.skipif(sys.platform == "win32", reason="SIGTERM kills there")
def test_two_processes_serve_and_end_well(postgres_url: str, tmp_path: Path) -> None:
    place = ("--data", tmp_path / "server", "--database-url", postgres_url)
    process = start("city-server", *place, "--workers", 2, "--port", 0, "--metrics-port", 0, "--log", "json")
    assert process.stdout is not None
    url = process.stdout.readline().decode().strip()
    assert url.startswith("http://127.0.0.1:"), answer_of(process)
    for _ in range(20):
        answer = httpx.get(url + "/v1/health", trust_env=False)
        assert answer.json() == {"database": True, "schema": True}
    assert run("city-server", *place, "--port", 0).refusal == "city.folder_in_use"
    code = run("city-admin", "code", "--site", "370883", *place)
    assert code.code == 0
    process.send_signal(signal.SIGTERM)
    answer = answer_of(process)
    assert answer.code == 0, answer.err
    assert answer.err.count('"endpoint": "/v1/health"') == 20
    logs = {path.name for path in (tmp_path / "server" / "logs").glob("*.log")}
    assert {"server-2.log", "server-3.log"} <= logs, "each process has a file of its own"
    assert not (tmp_path / "server" / "metrics").exists()


def test_what_a_server_is_refused_for(tmp_path: Path) -> None:
    folder = ("--data", tmp_path / "server")
    assert run("city-server", *folder, "--workers", 2).refusal == "city.workers_need_postgres"
    own, other = Authority(tmp_path, "own"), Authority(tmp_path, "other")
    certificate, _ = own.issue("server")
    _, key = other.issue("stranger")
    assert run("city-server", *folder, "--tls-cert", certificate).refusal == "city.tls_incomplete"
    tls = ("--tls-cert", certificate, "--tls-key", key)
    assert run("city-server", *folder, *tls).refusal == "city.tls_unusable"


def test_a_counter_enrols_over_tls_and_its_city_is_administered(
    request: pytest.FixtureRequest, set_up: Callable[[str, str], Counter], tmp_path: Path
) -> None:
    own = Authority(tmp_path, "own")
    certificate, key = own.issue("server")
    folder = ("--data", tmp_path / "server")
    city = City(*folder)
    city.start("--tls-cert", certificate, "--tls-key", key)
    request.addfinalizer(city.stop)

    def admin(*words: object) -> Answer:
        return run("city-admin", *words, *folder)

    counter = set_up("370883", "邹城市公物仓")
    code = admin("code", "--site", "370883").out.strip()
    enrol = ("enrol", "--server", city.url, "--code", code)
    assert counter.run(*enrol).refusal == "sync.certificate_untrusted"
    assert "密钥" in counter.done(*enrol, "--ca", own.path).out, "told where the key lies"
    assert counter.done("sync", "--json").json["pending"] == 0
    counter.done("enrol", "--renew-key")
    counter.done("sync")
    (site,) = admin("sites", "--json").json
    assert (site["id"], site["name"], site["devices"], site["open_cases"]) == ("370883", "邹城市公物仓", 1, 0)
    (device,) = admin("devices", "--json").json
    assert device["operations"] > 0
    assert admin("cases").out == "没有待处理的事项。\n"
    copy = tmp_path / "city.copy"
    assert admin("backup", "--out", copy).code == 0
    assert admin("backup", "--out", copy).refusal == "backup.exists"
    assert admin("restore", copy).refusal == "city.folder_in_use"
    assert admin("revoke", device["id"], "--reason", " ").refusal == "reason.not_given"
    assert admin("revoke", device["id"][:30], "--reason", "电脑失窃").code == 0
    assert counter.run("sync").refusal == "sync.revoked"
    city.stop()
    assert admin("restore", copy).refusal == "restore.not_empty"
    assert admin("restore", copy, "--force").code == 0
    (device,) = admin("devices", "--json").json
    assert device["revoked_at"] is None, "as it was when the copy was made"
