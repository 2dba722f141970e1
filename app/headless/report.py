"""What a command says: results on stdout (JSON on request), refusals in words on stderr."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

from app.crash import write_report
from app.domain.errors import Refused
from app.domain.money import format_yuan
from app.faults import translate
from app.paths import DataFolder
from app.services.operations import CHINA
from app.services.renumbering import of_enrolment
from app.words import explain


def say(text: str) -> None:
    sys.stdout.write(text + "\n")


def say_json(value: Any) -> None:
    say(json.dumps(value, ensure_ascii=False, indent=1, default=_plain))


def say_renumbered(before: int, station: int, language: str) -> None:
    """Say that the city gave this PC another number than its pieces and papers had; nothing where it did not."""
    if told := of_enrolment(before, station):
        words = explain(told, language)
        say(f"{words.title}\n{words.meaning}\n{words.remedy}")


def moment(at: datetime | None) -> str:
    """To the minute, in China's zone, as papers and windows say it, whatever zone a PC or a server is set to."""
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M}" if at else "–"


def say_table(rows: Sequence[Sequence[str]], indent: str = "") -> None:
    """Columns in line on a terminal, where a Chinese character takes two places."""
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True))
        say(indent + "  ".join(cells).rstrip())


def _width(text: str) -> int:
    return sum(_places(character) for character in text)


def _places(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


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
        refusal = Refused("unforeseen", path=str(_reported(error, options)))
    words = explain(refusal, options.language)
    sys.stderr.write(f"{words.title}\n{words.meaning}\n{words.remedy}\n({refusal.code})\n")
    return 1


def _reported(error: Exception, options: argparse.Namespace) -> Path:
    """The report's file: in the data folder, or where that cannot be written among the temporary files."""
    for folder in _report_folders(options):
        try:
            return write_report(folder, error)
        except OSError:
            continue
    raise error


def _report_folders(options: argparse.Namespace) -> Iterator[Path]:
    yield (DataFolder(options.data) if options.data else DataFolder.default()).crashes
    yield Path(tempfile.gettempdir())


def yuan(fen: int) -> str:
    """As JSON reports hold amounts: 4954619582 → "49546195.82"."""
    return format_yuan(fen, grouping=False)
