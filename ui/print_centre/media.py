"""What can be loaded in a printer: plain paper, sheets of labels, rolls of labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.services.printing.devices import Language, Printer
from app.services.printing.templates import LabelTemplates
from printing.labels.template import Sheet
from ui.i18n import tr
from ui.label_designer.listing import all_templates


@dataclass(frozen=True, slots=True)
class Media:
    """A label template. `places`: labels on a sheet; 0 for a roll. `subject`: whose labels they are. `size` in mm."""

    name: str
    title: str
    subject: str
    places: int
    size: tuple[float, float]


def all_media(kept: LabelTemplates) -> list[Media]:
    """The label templates made here, then those of the product; reads files and the database, so off the UI thread."""
    found = []
    for shown in all_templates(kept):
        one = shown.template
        places = one.per_sheet if isinstance(one.media, Sheet) else 0
        found.append(Media(shown.id, one.title, one.subject, places, (one.width, one.height)))
    return found


def suits(media: Media, language: Language) -> bool:
    """Sheets go through an office printer, rolls through a label printer."""
    return (media.places > 0) is (language is Language.PDF)


def media_title(media: Sequence[Media], name: str) -> str:
    """How the template of that name is called; its name where it is not there any more."""
    return next((one.title for one in media if one.name == name), name) or tr("Plain paper")


def nothing_loaded(language: Language) -> str:
    """What stands where no template is named: an office printer has plain paper then, a label printer never has."""
    return tr("Plain paper") if language is Language.PDF else tr("Not filled in")


def loaded_title(media: Sequence[Media], printer: Printer) -> str:
    """What is in a printer now."""
    return media_title(media, printer.template) if printer.template else nothing_loaded(printer.language)
