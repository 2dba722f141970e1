"""Scanners that type (keyboard wedges): recognised by their speed wherever the focus is."""

from ui.scanning.filter import ScanFilter, ScanTarget
from ui.scanning.recogniser import Recogniser, normalise
from ui.scanning.sounds import Sounds

__all__ = ["Recogniser", "ScanFilter", "ScanTarget", "Sounds", "normalise"]
