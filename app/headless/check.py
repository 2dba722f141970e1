"""check: is everything that this counter holds whole?"""

from __future__ import annotations

import argparse

from app.headless.report import say, say_json
from app.headless.session import counter
from app.persistence.integrity import findings


def check(options: argparse.Namespace) -> int:
    with counter(options) as services:
        found = findings(services.database)
        operations = services.database.head()[0]
    if options.json:
        say_json(
            {
                "ok": not found,
                "operations": operations,
                "findings": [{"what": it.what, "detail": it.detail} for it in found],
            }
        )
    else:
        for it in found:
            say(f"{it.what}\t{it.detail}")
        say("ok" if not found else f"{len(found)} findings")
    return 0 if not found else 1
