"""What a print job sends to its device, from the template frozen in it (app.services.printing.sending.Composer)."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache

from app.services.paper import CommandLabel, Label
from app.services.ports import Clock
from app.services.printing.devices import Language, Printer
from printing.labels.proof import require_readable
from printing.labels.setting import set_label
from printing.labels.sheets import label_sheets
from printing.labels.template import (
    CodeBox,
    FrameBox,
    Roll,
    Sheet,
    Style,
    Template,
    TextBox,
    read_template,
    template_json,
)
from printing.labels.template import template as shipped_template
from printing.languages.tspl import tspl
from printing.languages.zpl import zpl
from printing.layout import Layout

_ROLL = (50.0, 30.0)  # mm, of a test where no labels are said to be loaded


class JobComposer:
    """May be used from any thread. `own`: the JSON of a template made here, by name; None where there is none."""

    def __init__(self, clock: Clock, own: Callable[[str], str | None] = lambda name: None) -> None:
        self._clock, self._own = clock, own

    def template(self, name: str) -> str:
        """The template made here, else the one that comes with the product. Raises Invalid."""
        own = self._own(name)
        return own if own is not None else _shipped(name)

    def read(self, name: str) -> Template:
        """The same, read."""
        return _read(self.template(name))

    def title(self, name: str) -> str:
        """See the protocol."""
        return self.read(name).title

    def same_paper(self, one: str, other: str) -> bool:
        """See the protocol."""
        if one == other:
            return True
        first, second = self.read(one), self.read(other)
        return (first.width, first.height, first.media) == (second.width, second.height, second.media)

    def label(self, label: Label, template: str, printer: Printer) -> bytes:
        """One label in the printer's language; see the protocol."""
        used = _read(template)
        layout = set_label(used, label)
        require_readable(layout, printer.dots_per_inch)
        return _commands(used, layout, printer)

    def require_readable(self, labels: Sequence[Label], template: str) -> None:
        """See the protocol."""
        used = _read(template)
        for label in labels:
            require_readable(set_label(used, label), used.dots_per_inch)

    def pages(self, labels: Sequence[Label], template: str, first_position: int) -> bytes:
        """Labels as a PDF; see the protocol."""
        return label_sheets(labels, _read(template), first_position, self._clock.today())

    def test(self, printer: Printer, template: str) -> bytes:
        """A frame to the label's edges, the printer's name and address, and a code of its resolution."""
        if printer.language is Language.PDF:
            return self.test_pdf(printer, template)
        used = _test(printer, template)
        return _commands(used, set_label(used, _says(printer)), printer)

    def test_pdf(self, printer: Printer, template: str) -> bytes:
        return label_sheets([_says(printer)], _test(printer, template), 1, self._clock.today())


def _commands(template: Template, layout: Layout, printer: Printer) -> bytes:
    if printer.language is Language.ZPL:
        return zpl(layout, printer.dots_per_inch, acs=printer.acs)
    gap = template.media.gap if isinstance(template.media, Roll) else 0.0
    return tspl(layout, printer.dots_per_inch, gap=gap)


@lru_cache(32)
def _read(text: str) -> Template:
    return read_template(json.loads(text))


@lru_cache(32)
def _shipped(name: str) -> str:
    return json.dumps(template_json(shipped_template(name)), ensure_ascii=False)


def _says(printer: Printer) -> CommandLabel:
    return CommandLabel(printer.name, f"{printer.dots_per_inch}", printer.address)


def _test(printer: Printer, template: str) -> Template:
    """A label as large as those that are loaded, on plain paper one of 190 × 60 mm."""
    media: Sheet | Roll = Roll(2.0)
    width, height = _ROLL
    if template:
        loaded = _read(template)
        width, height, media = loaded.width, loaded.height, loaded.media
    elif printer.language is Language.PDF:
        width, height = 190.0, 60.0
        media = Sheet(210.0, 297.0, 1, 1, 10.0, 10.0, width, height)
    side = min(12.0, height - 4, width / 3)
    room = width - side - 6
    words = TextBox("{name}", 2, 2, room, 6, (Style(9, bold=True), Style(6)))
    address = TextBox("{note}", 2, 8.5, room, height - 10.5, (Style(6, 2), Style(5, 2)))
    elements = (FrameBox(0, 0, width, height, 0.5), words, address, CodeBox("qr", "{code}", room + 4, 2, side, side))
    return Template(printer.name, "command", printer.dots_per_inch, width, height, media, elements)
