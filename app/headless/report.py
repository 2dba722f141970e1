"""What a command says: results on stdout (JSON on request), refusals in words on stderr."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date, datetime
from enum import Enum
from typing import Any

from app.crash import write_report
from app.domain.errors import Refused
from app.domain.money import format_yuan
from app.faults import translate
from app.paths import DataFolder
from app.words import explain


def say(text: str) -> None:
    sys.stdout.write(text + "\n")


def say_json(value: Any) -> None:
    say(json.dumps(value, ensure_ascii=False, indent=1, default=_plain))


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def complain(error: Exception, options: argparse.Namespace) -> int:
    """Say in words what went wrong; what was not foreseen goes into a report file. Returns the exit code."""
    refusal = translate(error)
    if refusal is None:
        folder = DataFolder(options.data) if options.data else DataFolder.default()
        refusal = Refused("unforeseen", path=str(write_report(folder.crashes, error)))
    words = explain(refusal, options.language)
    sys.stderr.write(f"{words.title}\n{words.meaning}\n{words.remedy}\n({refusal.code})\n")
    return 1


def yuan(fen: int) -> str:
    """As JSON reports hold amounts: 4954619582 → "49546195.82"."""
    return format_yuan(fen, grouping=False)
