"""Labels: how fast they are set, and whether every one of every template is read back by programs of other people.

python3 dev.py bench labels [labels] [rounds] [template …]: 1,000 of each shipped template, 3 rounds; with 0 only read.

Speed: A4 sheets beside gLabels (its batch program, by the difference of many labels and one), WeasyPrint with HTML as
InvenTree prints it, and blabel, in turn on one machine; medians. ZPL and TSPL of a 60 × 40 mm label. What cannot be
installed is left out, and said.

Reading: PDF at the template's dots, for rolls also ZPL by zplkit and by zebrash and TSPL, of printers of 203 and of 300
dpi; each picture by zxing and by zbar. A code that is not read, and one that is read as something else, both count.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from itertools import chain, repeat
from pathlib import Path
from statistics import median

from PIL import Image

import dev
from app.domain.numbering import tag_number
from app.services.paper import AssetLabel, Label
from printing.labels.proof import require_readable
from printing.labels.setting import set_label
from printing.labels.sheets import label_sheets
from printing.labels.template import Roll, Template, template, templates
from printing.languages.tspl import tspl
from printing.languages.zpl import zpl
from printing.layout import Layout
from tests.benchmarks.peers.installed import CACHE, HERE, Missing, install
from tests.fakes.tspl import printed
from tests.integration.label_samples import expected, samples
from tests.readers.codes import pages, with_zbar, with_zxing
from tests.readers.zpl import has_zebrash, with_zebrash, with_zplkit

SHEET, ROLL = "a4-24-64x34", "roll-60x40"
DAY = date(2026, 11, 22)
GOALS = {"glabels": 10, "weasyprint": 30}
AT_ONCE = 250  # labels drawn before they are read: starting a reader takes long
ROLL_DOTS = (203, 300)  # of label printers, an inch
PAGES = 4  # of sheets: their pictures are large
KINDS = ("台式计算机", "便携式计算机", "办公桌", "会议椅", "文件柜", "A4黑白激光打印机", "碎纸机", "复印机")
OFFICES = ("济宁市机关事务中心", "邹城市公共资源交易中心", "曲阜市文物保护中心", "泗水县大数据服务中心")


def labels(count: int) -> list[AssetLabel]:
    """Names that differ, as few are the same in a ledger."""
    return [
        AssetLabel(
            tag_number("370883", 1, 1 + index * 7919),
            f"{KINDS[index % len(KINDS)]}（{chr(0x4E00 + index % 500)}字{index:04d}号）",
            OFFICES[index % len(OFFICES)],
            f"ThinkCentre M{index:04d}t",
        )
        for index in range(count)
    ]


# --- speed ------------------------------------------------------------------------------------------------


def timed(make: Callable[[], object]) -> float:
    began = time.perf_counter()
    make()
    return time.perf_counter() - began


def python_peer(way: str, wanted: Sequence[AssetLabel], folder: Path) -> float:
    """Seconds for the labels. Raises Missing."""
    python = "Scripts/python.exe" if os.name == "nt" else "bin/python"
    pip = [str(CACHE / "labels" / python), "-m", "pip", "install", "--disable-pip-version-check", "-q", "-r"]
    home = install("labels", HERE / "labels.txt", [sys.executable, "-m", "venv", "."], [*pip, "labels.txt"])
    rows = [{"organization": w.organization, "name": w.name, "model": w.model, "tag": w.tag_number} for w in wanted]
    (folder / "labels.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    words = [str(home / python), str(HERE / "labels_peer.py"), way, "labels.json", f"{way}.pdf"]
    said = subprocess.run(words, cwd=folder, capture_output=True, text=True, timeout=1800, check=True)
    return float(said.stdout.splitlines()[-1])


def glabels_peer(wanted: Sequence[AssetLabel], folder: Path) -> float:
    """Seconds for the labels, without those of starting. Raises Missing."""
    if shutil.which("glabels-3-batch") is None:
        try:
            dev.install_packages(["glabels"])
        except dev.SetupError as fault:
            raise Missing(str(fault).splitlines()[-1]) from fault
    shutil.copy(HERE / "labels.glabels", folder)

    def run(some: Sequence[AssetLabel]) -> float:
        with (folder / "labels.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("organization", "name", "model", "tag"))
            writer.writerows((one.organization, one.name, one.model, one.tag_number) for one in some)
        words = ["glabels-3-batch", "-i", "labels.csv", "-o", "glabels.pdf", "labels.glabels"]
        return timed(lambda: subprocess.run(words, cwd=folder, capture_output=True, timeout=1800, check=True))

    return run(wanted) - run(wanted[:1])


def speed(count: int, rounds: int, folder: Path) -> bool:
    """Tell labels a second of each way; whether the goals are met."""
    wanted, sheet, roll = labels(count), template(SHEET), template(ROLL)
    first = timed(lambda: label_sheets(wanted[:1], sheet, 1, DAY))
    layouts = [set_label(roll, label) for label in wanted]
    ways: dict[str, Callable[[], float]] = {
        "A4 sheets": lambda: timed(lambda: label_sheets(wanted, sheet, 1, DAY)),
        "ZPL": lambda: timed(lambda: [zpl(set_label(roll, label), 203) for label in wanted]),
        "ZPL, ACS": lambda: timed(lambda: [zpl(set_label(roll, label), 203, acs=True) for label in wanted]),
        "TSPL": lambda: timed(lambda: [tspl(set_label(roll, label), 203) for label in wanted]),
        "ZPL, each label read": lambda: timed(lambda: [_proven(set_label(roll, label)) for label in wanted]),
        "glabels": lambda: glabels_peer(wanted, folder),
        "weasyprint": lambda: python_peer("weasyprint", wanted, folder),
        "blabel": lambda: python_peer("blabel", wanted, folder),
    }
    seconds: dict[str, list[float]] = {}
    for _ in range(rounds):
        for name, run in ways.items():
            try:
                seconds.setdefault(name, []).append(run())
            except Missing as fault:
                print(f"{name}: left out, {fault}")
                seconds.pop(name)
        ways = {name: run for name, run in ways.items() if name in seconds}
    rates = {name: count / median(times) for name, times in seconds.items()}
    print(f"first label, fonts read: {1000 * first:.0f} ms; a sheet's PDF of {count:,}: {_kib(wanted, sheet)} KiB")
    for name, data in (("ZPL", [zpl(one, 203) for one in layouts]), ("TSPL", [tspl(one, 203) for one in layouts])):
        print(f"{name}: {sum(map(len, data)) / count:,.0f} bytes a label, {max(map(len, data)):,} at the most")
    met = True
    for name, rate in rates.items():
        ratio = rates["A4 sheets"] / rate
        goal = GOALS.get(name)
        met = met and (goal is None or ratio >= goal)
        beside = f"; A4 sheets are {ratio:.1f} times as fast" if name in ("glabels", "weasyprint", "blabel") else ""
        print(f"{name}: {rate:,.0f} labels/s{beside}{f' (goal {goal})' if goal else ''}")
    return met


def _proven(layout: Layout) -> bytes:
    """As a print job makes a label."""
    require_readable(layout, 203)
    return zpl(layout, 203)


def _kib(wanted: Sequence[AssetLabel], sheet: Template) -> str:
    return f"{len(label_sheets(wanted, sheet, 1, DAY)) / 1024:,.0f}"


# --- reading ----------------------------------------------------------------------------------------------

Wanted = list[list[tuple[str, str]]]


def readings(used: Template, wanted: list[Label]) -> Iterator[tuple[str, list[Image.Image], Wanted]]:
    """For each way to print them: its name, pictures, and what is to be read on each."""
    found = expected(used, wanted)
    page = used.per_sheet
    drawn = pages(label_sheets(wanted, used, 1, DAY), used.dots_per_inch)
    yield "PDF", drawn, [sorted(chain(*found[at : at + page])) for at in range(0, len(found), page)]
    if isinstance(used.media, Roll):
        layouts = [set_label(used, label) for label in wanted]
        for dots in ROLL_DOTS:
            commands = [zpl(layout, dots) for layout in layouts]
            yield f"ZPL at {dots} dpi, zplkit", [with_zplkit(one, dots) for one in commands], found
            if has_zebrash():
                yield f"ZPL at {dots} dpi, zebrash", with_zebrash(commands, used.width, used.height, dots), found
            yield f"TSPL at {dots} dpi", [printed(tspl(layout, dots), dots)[0] for layout in layouts], found


def count_misses(pictures: list[Image.Image], wanted: Wanted, folder: Path) -> tuple[int, int]:
    """Codes that a reader missed, and codes that it read which are not there; of both readers."""
    missed = wrong = 0
    by_zbar = with_zbar(pictures, folder) if shutil.which("zbarimg") else wanted
    for picture, want, zbar in zip(pictures, wanted, by_zbar, strict=True):
        for read in (with_zxing(picture), zbar):
            missed += len(set(want) - set(read))
            wrong += len(set(read) - set(want))
    return missed, wrong


def read_one(name: str, count: int, folder: Path) -> dict[str, list[int]]:
    """For each way to print labels of a template: how many codes there were, were missed, and were read wrongly."""
    used = template(name)
    labels_of_it = samples(used, count)
    step = AT_ONCE if isinstance(used.media, Roll) else PAGES * used.per_sheet
    totals: dict[str, list[int]] = {}
    for at in range(0, count, step):
        for way, pictures, wanted in readings(used, labels_of_it[at : at + step]):
            with tempfile.TemporaryDirectory(dir=folder) as place:
                missed, wrong = count_misses(pictures, wanted, Path(place))
            total = totals.setdefault(way, [0, 0, 0])
            total[0] += sum(map(len, wanted))
            total[1] += missed
            total[2] += wrong
    return totals


def read_back(count: int, folder: Path, names: Sequence[str]) -> bool:
    """Tell of each template and way how many codes were read; whether all were, and none wrongly."""
    all_well = True
    with ProcessPoolExecutor() as workers:
        for name, totals in zip(names, workers.map(read_one, names, repeat(count), repeat(folder)), strict=True):
            for way, (codes, missed, wrong) in totals.items():
                all_well = all_well and not missed and not wrong
                print(f"{name}, {way}: {codes:,} codes, {missed} missed, {wrong} read wrongly", flush=True)
    return all_well


def main() -> int:
    given = [int(word) for word in sys.argv[1:3]]
    count, rounds = (*given, *(1000, 3)[len(given) :])
    with tempfile.TemporaryDirectory() as folder:
        quick = speed(count, rounds, Path(folder)) if rounds else True
        read = read_back(count, Path(folder), sys.argv[3:] or templates())
    return 0 if quick and read else 1


if __name__ == "__main__":
    sys.exit(main())
