"""The three tones that tell a clerk who looks elsewhere how a scan went."""

import io
import wave
from importlib.resources import files

import pytest

from ui.scanning.sounds import RATE, TONES, Sounds, tone


@pytest.mark.parametrize("name", sorted(TONES))
def test_the_files_are_what_the_function_makes(name: str) -> None:
    stored = (files("resources") / "sounds" / f"{name}.wav").read_bytes()
    assert stored == tone(TONES[name])
    with wave.open(io.BytesIO(stored)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, RATE)
        assert 50 <= 1000 * sound.getnframes() / RATE <= 500


def test_turned_off_is_silent_and_unknown_names_are_refused() -> None:
    assert Sounds(enabled=False).play("done") is False
    with pytest.raises(KeyError):
        Sounds().play("fanfare")
