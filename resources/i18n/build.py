"""Build `resources/i18n/zh_CN.qm` from the catalogues in `zh_CN/`: `python -m resources.i18n.build`."""

import os
import subprocess
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from resources.i18n import catalogue

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

    Raises ElementTree.ParseError where a catalogue is not XML, CalledProcessError where lrelease fails.
    """
    target = HERE / f"{language}.qm"
    if stale(language):
        messages: catalogue.Catalogue = {}
        for path in sorted((HERE / language).glob("*.ts")):
            messages |= {key: text for key, text in catalogue.read(path).items() if text}
        with TemporaryDirectory(dir=HERE) as folder:
            # One file, since lrelease warns of a text that two catalogues hold.
            merged, released = Path(folder) / "merged.ts", Path(folder) / target.name
            merged.write_text(catalogue.render(messages), encoding="utf-8", newline="\n")
            subprocess.run([lrelease(), "-silent", merged, "-qm", released], check=True)
            os.replace(released, target)
    return target


def lrelease() -> Path:
    """Return Qt's own program, which comes with PySide6-Essentials."""
    spec = find_spec("PySide6")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("PySide6 is not installed")
    return Path(spec.origin).parent / ("lrelease.exe" if os.name == "nt" else "lrelease")


if __name__ == "__main__":
    build()
