"""Three short tones: done, refused, unknown. `python -m ui.scanning.sounds` writes them anew."""

import io
import logging
import math
import shutil
import struct
import sys
import wave
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from PySide6.QtCore import QProcess

TONES: dict[str, tuple[tuple[float, int], ...]] = {
    "done": ((1318.5, 90),),
    "refused": ((392.0, 140), (0.0, 40), (311.1, 220)),
    "unknown": ((880.0, 70), (0.0, 50), (880.0, 70), (0.0, 50), (880.0, 70)),
}
"""(Hz, ms) of each part. They differ in pitch, number and length, so that one tells them apart unseen."""
RATE = 22_050
LOUDNESS = 0.35

log = logging.getLogger(__name__)


class Sounds:
    """Plays the tones without waiting; silent where it is turned off or the machine has no player."""

    def __init__(self, enabled: bool = True) -> None:
        self.enabled = enabled

    def play(self, name: str) -> bool:
        """Play `done`, `refused` or `unknown` (KeyError otherwise); whether a player took it."""
        TONES[name]
        if not self.enabled:
            return False
        with as_file(files("resources") / "sounds" / f"{name}.wav") as path:
            return _play(path)


def _play(path: Path) -> bool:
    if sys.platform == "win32":
        import winsound

        try:
            winsound.PlaySound(str(path), winsound.SND_FILENAME | winsound.SND_ASYNC | winsound.SND_NODEFAULT)
        except RuntimeError:
            log.info("no sound device")
            return False
        return True
    player = _player()
    return bool(player) and QProcess.startDetached(player[0], [*player[1:], str(path)])[0]


@cache
def _player() -> tuple[str, ...]:
    for command in (("pw-play",), ("paplay",), ("aplay", "-q")):
        found = shutil.which(command[0])
        if found:
            return (found, *command[1:])
    return ()


def tone(parts: tuple[tuple[float, int], ...]) -> bytes:
    """A mono 16-bit WAV of the parts, each with 4 ms of fading so that it does not click."""
    samples: list[int] = []
    for hertz, length_ms in parts:
        count = RATE * length_ms // 1000
        fade = RATE * 4 // 1000
        for n in range(count):
            edge = min(1.0, n / fade, (count - 1 - n) / fade)
            samples.append(round(32767 * LOUDNESS * edge * math.sin(2 * math.pi * hertz * n / RATE)))
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return out.getvalue()


if __name__ == "__main__":
    for name, parts in TONES.items():
        with as_file(files("resources") / "sounds") as folder:
            (folder / f"{name}.wav").write_bytes(tone(parts))
