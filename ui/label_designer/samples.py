"""What fields hold while a template is drawn: as usual, and as long as they come."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from app.services.paper import AssetLabel, CommandLabel, Label, PlaceLabel
from printing.labels.legibility import LONG
from printing.labels.setting import values_of
from printing.labels.template import Subject
from ui.i18n import tr

_BRACES = re.compile(r"\{([^{}]*)\}")

USUAL: Mapping[Subject, Label] = {
    "asset": AssetLabel(
        "3708830100000131",
        "办公桌",
        "邹城市财政局",
        "1400×700",
        date(2021, 3, 8),
        "TY2021000123",
        "A-01-03",
        site="邹城市公物仓",
    ),
    "vehicle": AssetLabel(
        "3708830100000131",
        "大众帕萨特轿车",
        "邹城市财政局",
        "SVW7183RJD",
        date(2021, 3, 8),
        "TY2021000123",
        plate="鲁HD12345",
        site="邹城市公物仓",
    ),
    "place": PlaceLabel("A-01-03", "A-01-03", "通用仓", "邹城市公物仓"),
    "command": CommandLabel("确认", "0000000000000121", "Enter"),
}


def sample(subject: Subject, *, long: bool) -> dict[str, str]:
    """Values for each field of that subject."""
    if not long:
        return values_of(USUAL[subject])
    return {name: value.replace(" ", "") if name == "tag_number" else value for name, value in LONG[subject].items()}


def subject_words() -> dict[Subject, str]:
    return {
        "asset": tr("Assets"),
        "vehicle": tr("Vehicles"),
        "place": tr("Places in a warehouse"),
        "command": tr("Commands for the desk"),
    }


def in_words(text: str) -> str:
    """A template's text as a person reads it: its fields by their words."""
    words = field_words()
    return _BRACES.sub(lambda found: f"{{{words.get(found[1], found[1])}}}", text)


def in_fields(text: str) -> str:
    """The way back from `in_words`; what is none of the words stays as it was typed."""
    names = {word: name for name, word in field_words().items()}
    return _BRACES.sub(lambda found: f"{{{names.get(found[1], found[1])}}}", text)


def field_words() -> dict[str, str]:
    """What a person calls the fields."""
    return {
        "organization": tr("Organization"),
        "name": tr("Asset name"),
        "model": tr("Model, specification"),
        "tag_number": tr("Tag number"),
        "acquired_on": tr("Acquired on"),
        "card_number": tr("Card number"),
        "place": tr("Place"),
        "plate": tr("Plate"),
        "site": tr("Site"),
        "code": tr("Code"),
        "warehouse": tr("Warehouse"),
        "note": tr("Note"),
    }
