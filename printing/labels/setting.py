"""A template and what one label says, set into a layout."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import lru_cache

from app.domain.errors import Invalid
from app.domain.numbering import group_tag_number
from app.services.paper import AssetLabel, CommandLabel, Label, PlaceLabel
from printing import codes
from printing.fonts import BOLD, REGULAR
from printing.labels.template import LEADING, CodeBox, LineBox, Style, Template, TextBox, fill_in
from printing.layout import POINT, CodeMark, Fill, Frame, Layout, Line, Mark, Text, before
from printing.text import clean, wrap

ASCENT = 0.88 + (LEADING - 1) / 2  # from the top of a line to its baseline, to type size; the em in the line's middle
_CODES = {"code128": codes.code128, "qr": codes.qr}
_SUBJECTS = {"asset": AssetLabel, "vehicle": AssetLabel, "place": PlaceLabel, "command": CommandLabel}


def values_of(label: Label) -> dict[str, str]:
    """The label's fields as a template names them."""
    if isinstance(label, AssetLabel):
        return {
            "organization": label.organization,
            "name": label.name,
            "model": label.model,
            "tag_number": label.tag_number,
            "acquired_on": label.acquired_on.isoformat() if label.acquired_on else "",
            "card_number": label.card_number,
            "place": label.place,
            "plate": label.plate,
            "site": label.site,
        }
    if isinstance(label, PlaceLabel):
        return {"name": label.name, "code": label.code, "warehouse": label.warehouse, "site": label.site}
    return {"name": label.name, "code": label.code, "note": label.note}


def set_label(template: Template, label: Label | Mapping[str, str]) -> Layout:
    """The label as it is printed. A tag number is spaced for reading in texts, never in codes.

    Raises Invalid where the template is for another subject ("label.other_subject") or a code cannot hold its text.
    """
    if isinstance(label, Mapping):
        values = label
    elif isinstance(label, _SUBJECTS[template.subject]):
        values = values_of(label)
    else:
        raise Invalid("label.other_subject", title=template.title)
    shown = {name: group_tag_number(value) for name, value in values.items()}
    marks: list[Mark] = []
    for element in template.elements:
        if isinstance(element, TextBox):
            marks += _set_text(fill_in(element.text, shown), element)
        elif isinstance(element, CodeBox):
            marks.append(_set_code(fill_in(element.text, values), element))
        elif isinstance(element, LineBox):
            marks.append(Line(element.x1, element.y1, element.x2, element.y2, element.weight))
        elif element.weight:
            marks.append(Frame(element.x, element.y, element.width, element.height, element.weight))
        else:
            marks.append(Fill(element.x, element.y, element.width, element.height))
    return Layout(template.width, template.height, tuple(marks))


def style_of(text: str, box: TextBox) -> tuple[Style, list[str], bool]:
    """The style that the text is set in, its lines, and whether something of it was cut off."""
    if box.whole:
        style = box.styles[0]
        line = " ".join(clean(text).split("\n")).strip()
        extent = (BOLD if style.bold else REGULAR).width(line, style.size) * POINT
        if extent > box.width:
            style = Style(max(math.floor(style.size * box.width / extent * 10) / 10, 0.1), 1, style.bold)
        return style, [line] if line else [], False
    for style in box.styles:
        lines = wrap(text, BOLD if style.bold else REGULAR, style.size, box.width / POINT)
        if len(lines) <= style.lines:
            return style, lines, False
    style = box.styles[-1]
    return style, wrap(text, BOLD if style.bold else REGULAR, style.size, box.width / POINT, style.lines), True


@lru_cache(4096)  # offices and models repeat from label to label
def _set_text(text: str, box: TextBox) -> tuple[Text, ...]:
    if not text:
        return ()
    style, lines, _was_cut = style_of(text, box)
    face = BOLD if style.bold else REGULAR
    leading = LEADING * style.size * POINT
    top = box.y + (box.height - len(lines) * leading) * {"top": 0.0, "middle": 0.5, "bottom": 1.0}[box.valign]
    return tuple(
        Text(
            box.x + (before(box.align, box.width - face.width(line, style.size) * POINT) if box.align != "left" else 0),
            top + number * leading + ASCENT * style.size * POINT,
            line,
            style.size,
            style.bold,
            box.white,
        )
        for number, line in enumerate(lines)
    )


def _set_code(text: str, box: CodeBox) -> CodeMark:
    return CodeMark(box.kind, text, _CODES[box.kind](text), box.x, box.y, box.width, box.height, box.align)
