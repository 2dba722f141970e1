"""recover: a new database from the operations, where the old one is damaged."""

from __future__ import annotations

import argparse

from app.headless.report import say, say_json
from app.headless.session import password
from app.logs import start_log
from app.paths import DataFolder
from app.recovery import recover as make_anew


def recover(options: argparse.Namespace) -> int:
    folder = DataFolder(options.data) if options.data else DataFolder.default()
    start_log(folder.logs)
    done = make_anew(folder.root, password() if options.new_password else "")
    if options.json:
        say_json(
            {
                "operations": done.operations,
                "waiting": done.waiting,
                "lost": done.lost,
                "aside": str(done.aside),
                "by_sync": done.by_sync,
            }
        )
        return 1 if done.lost else 0
    for line in done.told(options.language):
        say(line)
    return 1 if done.lost else 0
