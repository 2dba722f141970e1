"""enrol, sync."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from app.bootstrap import city_keys, city_line
from app.domain.errors import Refused
from app.headless.report import say, say_json
from app.headless.session import counter
from app.services.sync_ports import Fork
from sync.client.cycle import sync_once
from sync.client.line import CityRefused, NotEnrolled
from sync.client.line import enrol as enrol_at
from sync.client.transport import LineDown


@contextmanager
def _in_words() -> Iterator[None]:
    """Faults of the line as refusals, which have words."""
    try:
        yield
    except LineDown as fault:
        raise Refused("sync.line_down") from fault
    except NotEnrolled as fault:
        raise Refused("sync.not_enrolled") from fault
    except Fork as fault:
        raise Refused("sync.fork") from fault
    except CityRefused as refused:
        raise Refused(refused.trouble.code, **refused.trouble.params) from refused


def enrol(options: argparse.Namespace) -> int:
    with counter(options) as services, _in_words():
        enrolment = enrol_at(services.replica, options.server, options.code, city_keys(services))
    say(f"{enrolment.server}\t{enrolment.station}")
    return 0


def sync(options: argparse.Namespace) -> int:
    with counter(options) as services, _in_words():
        line = city_line(services)
        try:
            report = sync_once(services.replica, line)
        finally:
            line.close()
        state = services.queries.sync_state()
    if options.json:
        say_json(
            {
                "pushed": report.pushed,
                "pulled": report.pulled,
                "outcomes": {outcome.value: count for outcome, count in report.outcomes.items()},
                "cases": report.cases,
                "pending": state.pending,
                "stuck": report.stuck,
            }
        )
    else:
        say(f"↑ {report.pushed}  ↓ {report.pulled}  … {state.pending}")
    return 1 if report.stuck else 0
