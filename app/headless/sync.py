"""enrol, sync."""

from __future__ import annotations

import argparse
import sys

from app.bootstrap import CounterServices, city_keys, city_line
from app.domain.errors import Invalid, Refused
from app.headless.report import say, say_json, say_renumbered
from app.headless.session import counter
from app.words import explain, sentence
from sync.client.blobs import send_waiting
from sync.client.history import sync_and_note
from sync.client.line import enrol as enrol_at
from sync.client.trust import Trust


def enrol(options: argparse.Namespace) -> int:
    with counter(options) as services:
        keys = city_keys(services)
        if options.renew_key:
            return _renew_key(services, options)
        if not options.server:
            raise Invalid("sync.server_not_given")
        trust = _trust(services, options)
        enrolment = enrol_at(services.replica, options.server, options.code, keys, trust)
        trust.keep(services.folder.root)
        in_file = keys.in_file(services.replica.device())
    say(sentence("told.enrolled", options.language, server=enrolment.server, station=enrolment.station))
    say_renumbered(enrolment.before, enrolment.station, options.language)
    if in_file:
        say(sentence("told.key_in_file", options.language))
    return 0


def _renew_key(services: CounterServices, options: argparse.Namespace) -> int:
    line = city_line(services)
    try:
        line.renew_key()
    finally:
        line.close()
    say(sentence("told.key_renewed", options.language))
    return 0


def _trust(services: CounterServices, options: argparse.Namespace) -> Trust:
    """What is given, else what was given when the counter was enrolled at the same server. Raises Invalid."""
    if (options.client_cert is None) != (options.client_key is None):
        raise Invalid("sync.client_certificate_incomplete")
    before = services.replica.enrolment()
    same = before is not None and before.server == options.server.rstrip("/")
    kept = Trust.kept(services.folder.root) if same else Trust()
    certificate, key = options.client_cert or kept.certificate, options.client_key or kept.key
    return Trust(options.ca or kept.ca, certificate, key)


def sync(options: argparse.Namespace) -> int:
    with counter(options) as services:
        line = city_line(services)
        if options.verify:
            services.replica.ask_verify()
        try:
            report = sync_and_note(services.replica, line)
            send_waiting(services.attachments, line)
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
                "repaired": report.repaired,
            }
        )
    else:
        counts = {"pushed": report.pushed, "pulled": report.pulled, "pending": state.pending}
        say(sentence("told.synced", options.language, **{name: f"{count:,}" for name, count in counts.items()}))
        if report.repaired is not None:
            say(sentence("told.verified", options.language, count=report.repaired))
        if state.cases:
            say(sentence("told.cases", options.language, count=state.cases))
    if report.stuck:
        words = explain(Refused(report.stuck), options.language)
        sys.stderr.write(f"{words.title}\n{words.meaning}\n{words.remedy}\n({report.stuck})\n")
        return 1
    return 0
