"""What a city server counts, for Prometheus: of requests in each process, of the books when they are asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from app.services.city import City

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
LOOPBACK = "127.0.0.1"


class Metrics:
    """The counters of one server process."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self.requests = Histogram(
            "gwc_request_seconds",
            "Requests by endpoint and status, and how long they took",
            ("endpoint", "status"),
            buckets=_SECONDS,
            registry=registry,
        )
        self.bytes = Counter(
            "gwc_body_bytes", "Bytes of bodies as they went over the line", ("direction",), registry=registry
        )
        self.operations = Counter("gwc_operations", "Operations by outcome", ("outcome",), registry=registry)
        self.entries = Counter("gwc_feed_entries_sent", "Entries of the feed that were sent", registry=registry)
        self.sessions = Counter("gwc_sessions_opened", "Sessions that were opened", registry=registry)
        self.enrolments = Counter("gwc_enrolments", "Devices that were enrolled", registry=registry)
        self.faults = Counter(
            "gwc_faults", "Requests that failed on a fault of database, disk or program", ("error",), registry=registry
        )


class BooksCollector(Collector):
    """What the books say, read when Prometheus asks."""

    def __init__(self, city: City) -> None:
        self._city = city

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing: registering it must not read the books."""
        return iter(())

    def collect(self) -> Iterator[GaugeMetricFamily]:
        figures = self._city.figures()
        yield GaugeMetricFamily("gwc_feed_head", "seq of the feed's last entry", value=figures.head)
        yield GaugeMetricFamily("gwc_safe_seq", "seq that a verified backup covers", value=figures.safe_seq)
        yield GaugeMetricFamily("gwc_devices_enrolled", "Devices that are not suspended", value=figures.devices)
        yield GaugeMetricFamily("gwc_devices_seen_hour", "Devices seen in the last hour", value=figures.seen_hour)
        cases = GaugeMetricFamily("gwc_cases_open", "Open cases by kind", labels=("kind",))
        for kind, count in figures.cases.items():
            cases.add_metric((kind,), count)
        yield cases


@contextmanager
def metrics_port(city: City, port: int, *, metrics: Metrics | None = None, folder: Path | None = None) -> Iterator[int]:
    """Answer Prometheus on loopback at `port` (0 takes a free one), apart from the counters' port. Yields the port.

    What was counted is read from `metrics` of this process, or from the files of several in `folder`. Raises OSError.
    """
    registry = CollectorRegistry()
    collectors: list[Collector] = [BooksCollector(city)]
    if metrics is not None:
        collectors.append(metrics.registry)
    if folder is not None:
        collectors.append(MultiProcessCollector(None, path=str(folder)))  # type: ignore[no-untyped-call]
    for collector in collectors:
        registry.register(collector)
    server, thread = start_http_server(port, LOOPBACK, registry)
    try:
        yield server.server_port
    finally:
        _stop(server.shutdown, thread)
        server.server_close()


def _stop(shutdown: Callable[[], None], thread: threading.Thread) -> None:
    shutdown()
    thread.join(5)
