"""bundle: trust, export, import."""

from __future__ import annotations

import argparse
import sys

from app.bootstrap import city_keys
from app.domain.errors import Refused
from app.headless.report import say, say_json, say_renumbered
from app.headless.session import counter, fit_for_writing
from app.words import explain, sentence
from sync.bundle.counter import export_bundle, import_bundle
from sync.bundle.keys import fingerprint, is_fingerprint, read_key_file


def trust(options: argparse.Namespace) -> int:
    keys = read_key_file(options.file)
    if not is_fingerprint(options.fingerprint, keys):
        raise Refused("bundle.fingerprint_differs", name=options.file.name)
    with counter(options) as services:
        services.replica.keep_city_keys(keys)
    if options.json:
        say_json({"fingerprint": fingerprint(keys)})
    else:
        say(sentence("told.city_trusted", options.language))
    return 0


def export(options: argparse.Namespace) -> int:
    fit_for_writing(options.out)
    with counter(options) as services:
        done = export_bundle(services.replica, city_keys(services), options.out, options.code)
    if options.json:
        say_json({"operations": done.operations, "bytes": done.size, "file": str(options.out)})
    else:
        say(sentence("told.bundle_saved", options.language, count=f"{done.operations:,}", path=options.out))
    return 0


def import_(options: argparse.Namespace) -> int:
    with counter(options) as services:
        done = import_bundle(services.replica, city_keys(services), options.file)
        pending = services.queries.sync_state().pending
    report = done.report
    if options.json:
        say_json(
            {
                "known": done.known,
                "settled": report.pushed,
                "pulled": report.pulled,
                "outcomes": {outcome.value: count for outcome, count in report.outcomes.items()},
                "cases": report.cases,
                "pending": pending,
                "station": done.station,
                "station_before": done.station_before,
                "rewound": done.rewound,
                "more": done.more,
                "stuck": report.stuck,
            }
        )
    elif done.known:
        say(sentence("told.bundle_known", options.language))
    else:
        counts = {"settled": report.pushed, "pulled": report.pulled, "pending": pending}
        say(sentence("told.bundle_taken", options.language, **{name: f"{count:,}" for name, count in counts.items()}))
        if done.station is not None:
            say(sentence("told.enrolled_by_file", options.language, station=done.station))
            say_renumbered(done.station_before, done.station, options.language)
        if done.more:
            say(sentence("told.bundle_more", options.language))
    if report.stuck:
        words = explain(Refused(report.stuck), options.language)
        sys.stderr.write(f"{words.title}\n{words.meaning}\n{words.remedy}\n({report.stuck})\n")
        return 1
    return 0
