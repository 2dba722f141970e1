"""city-admin: key, bundle-in."""

from __future__ import annotations

import argparse

from app.bootstrap import open_city
from app.headless.city import city_folder
from app.headless.report import say, say_json
from app.headless.session import fit_for_writing
from app.words import sentence
from sync.bundle.city import answer_bundle
from sync.bundle.format import SUFFIX
from sync.bundle.keys import city_key_pair, fingerprint, write_key_file


def key(options: argparse.Namespace) -> int:
    keys = city_key_pair(city_folder(options).root).public
    write_key_file(options.out, keys)
    groups = fingerprint(keys)
    if options.json:
        say_json({"fingerprint": groups, "file": str(options.out)})
    else:
        say(sentence("told.key_saved", options.language, path=options.out))
        say(groups)
    return 0


def bundle_in(options: argparse.Namespace) -> int:
    folder = city_folder(options)
    out = options.out / f"{options.file.stem}-answer{SUFFIX}" if options.out.is_dir() else options.out
    fit_for_writing(out)
    with open_city(folder.root, options.database_url) as city:
        done = answer_bundle(city, city_key_pair(folder.root), options.file, out)
    if options.json:
        say_json(
            {
                "device": done.device,
                "site": done.site,
                "outcomes": {outcome.value: count for outcome, count in done.outcomes.items()},
                "cases": done.cases,
                "changes": done.changes,
                "more": done.more,
                "trouble": done.trouble,
                "bytes": done.size,
                "file": str(out),
            }
        )
        return 0
    count = f"{done.outcomes.total():,}"
    say(sentence("told.bundle_answered", options.language, site=done.site, count=count, path=out))
    if done.trouble:
        say(sentence("told.bundle_trouble", options.language, code=done.trouble))
    return 0
