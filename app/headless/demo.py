"""demo: play the scripted day and leave its pictures, papers and summary; or open the windows on it."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from app.demo.counters import PASSWORD, opened
from app.demo.day import play
from app.demo.summary import summary
from app.files import write_whole
from app.headless.report import say
from app.logs import start_log

_MARK = ".demonstration"  # what this program made, it may remove


def demo(options: argparse.Namespace) -> int:
    out: Path = options.out.resolve()
    if options.window:
        return _window(out, options.language)
    _start_afresh(out)
    with opened(out) as day:
        play(day)
        told = summary(day)
    write_whole(out / "summary.json", json.dumps(told, ensure_ascii=False, indent=1).encode())
    for step in day.told:
        say("  ".join(f"{value}" for value in step.values()))
    for scale in (1.0, 1.5):
        environment = {**os.environ, "QT_SCALE_FACTOR": str(scale), "PYTHONUTF8": "1"}
        command = [sys.executable, "-m", "app.demo.pictures", str(out), str(scale)]
        subprocess.run(command, env=environment, check=True)
    pictures = sorted(path.name for path in (out / "screens").glob("*.png"))
    say(f"{out}: {len(pictures)} pictures, {len(day.papers)} papers, summary.json")
    return 0 if told["same_everywhere"] else 1


def _start_afresh(out: Path) -> None:
    """Remove what an earlier demonstration left; nothing else."""
    if (out / "data" / _MARK).exists():
        shutil.rmtree(out / "data")
    (out / "data").mkdir(parents=True, exist_ok=True)
    (out / "data" / _MARK).touch()
    start_log(out / "data" / "logs")


def _window(out: Path, language: str) -> int:
    """The county counter in its windows, on the day's data, with the city server beside it."""
    from app.demo.window import open_window

    fresh = not (out / "data" / _MARK).exists()
    if fresh:
        _start_afresh(out)
    with opened(out) as day:
        if fresh or not day.county.services.queries.imports():
            play(day)
        say(f"admin, manager, clerk, auditor: {PASSWORD}")
        return open_window(day.county, language)
