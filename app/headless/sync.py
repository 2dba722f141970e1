"""enrol, sync."""

from __future__ import annotations

import argparse
import sys

from app.bootstrap import city_keys, city_line
from app.domain.errors import Refused
from app.headless.report import say, say_json
from app.headless.session import counter
from app.words import explain, sentence
from sync.client.history import sync_and_note
from sync.client.line import enrol as enrol_at


def enrol(options: argparse.Namespace) -> int:
    with counter(options) as services:
        enrolment = enrol_at(services.replica, options.server, options.code, city_keys(services))
    say(sentence("told.enrolled", options.language, server=enrolment.server, station=enrolment.station))
    return 0


def sync(options: argparse.Namespace) -> int:
    with counter(options) as services:
        line = city_line(services)
        try:
            report = sync_and_note(services.replica, line)
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
        counts = {"pushed": report.pushed, "pulled": report.pulled, "pending": state.pending}
        say(sentence("told.synced", options.language, **{name: f"{count:,}" for name, count in counts.items()}))
        if state.cases:
            say(sentence("told.cases", options.language, count=state.cases))
    if report.stuck:
        words = explain(Refused(report.stuck), options.language)
        sys.stderr.write(f"{words.title}\n{words.meaning}\n{words.remedy}\n({report.stuck})\n")
        return 1
    return 0
