"""check: is everything that this counter holds whole?"""

from __future__ import annotations

import argparse

from app.domain.errors import Refused
from app.headless.report import say, say_json
from app.headless.session import counter
from app.persistence.integrity import Finding, findings
from app.words import explain, sentence


def check(options: argparse.Namespace) -> int:
    with counter(options, examine=True) as services:
        found = findings(services.database)
        operations = services.database.head()[0]
    if options.json:
        say_json(
            {
                "ok": not found,
                "operations": operations,
                "findings": [_json(it, options.language) for it in found],
            }
        )
    elif found:
        for it in found:
            words = explain(Refused(it.what, detail=it.detail), options.language)
            say(f"✗ {words.title}\n  {words.meaning}\n  {words.remedy}")
        say(sentence("told.findings", options.language, count=len(found)))
    else:
        say("✓ " + sentence("told.whole", options.language, count=f"{operations:,}"))
    return 1 if found else 0


def _json(it: Finding, language: str) -> dict[str, str]:
    words = explain(Refused(it.what, detail=it.detail), language)
    return {"what": it.what, "detail": it.detail, "title": words.title, "meaning": words.meaning}
