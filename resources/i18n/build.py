"""Build `resources/i18n/zh_CN.qm` from the catalogues in `zh_CN/`: `python -m resources.i18n.build`."""

import os
import subprocess
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent


def stale(language: str = "zh_CN") -> bool:
    """Tell whether the `.qm` of the language is missing or older than one of its sources."""
    folder, target = HERE / language, HERE / f"{language}.qm"
    sources = list(folder.glob("*.ts"))
    if not sources or not target.exists():
        return bool(sources)
    # The folder's own time tells of catalogues that came or went.
    return any(path.stat().st_mtime_ns > target.stat().st_mtime_ns for path in (folder, *sources))


def build(language: str = "zh_CN") -> Path:
    """Release every `.ts` of the language into one `.qm`, only where it is older than its sources.

    Raises CalledProcessError where a catalogue is broken; lrelease says on stderr what is wrong with it.
    """
    target = HERE / f"{language}.qm"
    if stale(language):
        part = target.with_suffix(f".{os.getpid()}.part")
        sources = sorted((HERE / language).glob("*.ts"))
        subprocess.run([lrelease(), "-silent", "-nounfinished", *sources, "-qm", part], check=True)
        os.replace(part, target)
    return target


def lrelease() -> Path:
    """Return Qt's own program, which comes with PySide6-Essentials."""
    spec = find_spec("PySide6")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("PySide6 is not installed")
    return Path(spec.origin).parent / ("lrelease.exe" if os.name == "nt" else "lrelease")


if __name__ == "__main__":
    print(build())
