"""ZPL as two programs of other people draw it: zplkit (Rust), and zebrash (Go) through zpl-renderer-js."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Sequence
from pathlib import Path

import zplkit
import zplkit.rendering
from PIL import Image

HERE = Path(__file__).parent
HOME = HERE.parents[1] / ".venv" / "readers"  # dev.py installs it there
_ROOM = zplkit.rendering.Limits(graphic_bytes=1_000_000)


def with_zplkit(label: bytes, dots_per_inch: int) -> Image.Image:
    """The label as a ZD621 prints it, by the size that its own commands say. Raises RenderError where it is no ZPL."""
    document = zplkit.render(label, zplkit.Options(profile="zd621", dpi=dots_per_inch), limits=_ROOM)
    (drawn,) = document.labels
    return Image.open(io.BytesIO(drawn.png())).convert("1")


def has_zebrash() -> bool:
    return shutil.which("node") is not None and (HOME / "node_modules").is_dir()


def with_zebrash(labels: Sequence[bytes], width: float, height: float, dots_per_inch: int) -> list[Image.Image]:
    """The labels, of `width` × `height` mm."""
    wanted = {
        "home": str(HOME),
        "width": width,
        "height": height,
        "dotsPerMm": round(dots_per_inch / 25.4),
        "labels": [b64encode(label).decode() for label in labels],
    }
    command = ["node", str(HERE / "zebrash.mjs")]
    answer = subprocess.run(command, input=json.dumps(wanted), capture_output=True, text=True, timeout=600, check=True)
    return [Image.open(io.BytesIO(b64decode(one))).convert("L") for one in json.loads(answer.stdout)]
