"""The code of a place, scanned where no place is asked for: what it is, for a person."""

from __future__ import annotations

from app.services.queries import ScanHit, ScanKind
from ui.i18n import tr
from ui.scanning.recogniser import shorten


def place_words(hit: ScanHit) -> str:
    """Which place was scanned; empty where it was none."""
    if hit.kind is not ScanKind.PLACE:
        return ""
    if not hit.places:
        return tr("“{text}” is the code of a place where nothing lies now: its name is not known here.").format(
            text=shorten(hit.text)
        )
    names = tr(", ").join(f"{one.warehouse} {one.name}" for one in hit.places)
    return tr("“{text}” is a place: {place}").format(text=shorten(hit.text), place=names)
