"""The code of a place, scanned: where it says to go, or what it is, for a person."""

from __future__ import annotations

from app.services.queries import PlaceRow, ScanHit, ScanKind
from ui.i18n import tr
from ui.scanning.recogniser import shorten
from ui.widgets import ChoiceBox


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


def place_to_go(hit: ScanHit, warehouses: ChoiceBox) -> PlaceRow | None:
    """The place that was scanned, in a warehouse that can be chosen; of places of one name that in the chosen one.

    None where nothing lies there, several warehouses have such a place, or its warehouse is closed.
    """
    usable = {one.warehouse_id: one for one in hit.places if warehouses.findData(one.warehouse_id) >= 0}
    if len(usable) == 1:
        return next(iter(usable.values()))
    return usable.get(str(warehouses.key()))


def unclear_words(hit: ScanHit) -> str:
    """What to do where `place_to_go` gives none."""
    if not hit.places:
        return place_words(hit)
    return tr("{words}. Several warehouses have such a place, or it is closed: choose by hand.").format(
        words=place_words(hit)
    )
