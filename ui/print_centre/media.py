"""What can be loaded in a printer: plain paper, sheets of labels, rolls of labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.services.printing.devices import Language, Printer
from printing.labels.template import Sheet, template, templates
from ui.i18n import tr


@dataclass(frozen=True, slots=True)
class Media:
    """A label template. `places`: labels on a sheet; 0 for a roll. `subject`: whose labels they are."""

    name: str
    title: str
    subject: str
    places: int


def all_media() -> list[Media]:
    """The label templates that come with the product, in order; reads files, so off the UI thread."""
    found = []
    for name in templates():
        one = template(name)
        places = one.per_sheet if isinstance(one.media, Sheet) else 0
        found.append(Media(name, one.title, one.subject, places))
    return found


def media_title(media: Sequence[Media], name: str) -> str:
    """How the template of that name is called; its name where it is not there any more."""
    return next((one.title for one in media if one.name == name), name) or tr("Plain paper")


def media_for(media: Sequence[Media], printer: Printer, subject: str = "asset") -> list[Media]:
    """The templates that a printer can print: sheets go through an office printer, rolls through a label printer."""
    sheets = printer.language is Language.PDF
    return [one for one in media if one.subject == subject and (one.places > 0) is sheets]
