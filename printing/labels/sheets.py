"""Labels on sheets, as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.domain.errors import Invalid
from app.domain.numbering import group_tag_number
from app.services.paper import AssetLabel
from printing import codes
from printing.fonts import BOLD, REGULAR
from printing.labels.template import CodePlace, Style, Template
from printing.pages import POINT, Page, Pages
from printing.text import wrap

LEADING = 1.22  # line height to type size
ASCENT = 0.88  # from the top of a line to its baseline, to type size


def label_sheets(labels: Sequence[AssetLabel], template: Template, first_position: int, day: date) -> bytes:
    """A PDF of `labels` in their order, from `first_position` (1 is the first) of the first sheet on.

    Raises Invalid where there are no labels or no such position, a tag number cannot be a code, or a code
    does not fit the template.
    """
    if not labels:
        raise Invalid("label.none")
    if not 1 <= first_position <= template.per_sheet:
        raise Invalid("label.no_position", position=first_position, most=template.per_sheet)
    pages = Pages(
        f"{labels[0].tag_number} – {labels[-1].tag_number}", day, (template.sheet.width, template.sheet.height)
    )
    page = pages.add()
    for index, label in enumerate(labels, first_position - 1):
        place = index % template.per_sheet
        if place == 0 and index:
            page = pages.add()
        x, y = template.corner(place)
        _draw(page, x, y, label, template)
    return pages.finish()


def _draw(page: Page, x: float, y: float, label: AssetLabel, template: Template) -> None:
    words = {
        "organization": label.organization,
        "name": label.name,
        "model": label.model,
        "tag_number": group_tag_number(label.tag_number),
        "acquired_on": label.acquired_on.isoformat() if label.acquired_on else "",
    }
    top = y + template.stack_y
    for stacked in template.stack:
        style, lines = _set(words[stacked.field], stacked.styles, stacked.width)
        for line in lines:
            face = BOLD if style.bold else REGULAR
            page.text(x + template.stack_x, top + ASCENT * style.size * POINT, line, style.size, face=face)
            top += LEADING * style.size * POINT
        top += stacked.gap
    for fixed in template.texts:
        text = words[fixed.field]
        size = min(fixed.size, fixed.size * fixed.width / max(REGULAR.width(text, fixed.size) * POINT, 0.1))
        page.text(x + fixed.x, y + fixed.y, text, size, align=fixed.align)
    for place in template.codes:
        _draw_code(page, x, y, label.tag_number, place, template.dots_per_inch)


def _set(text: str, styles: Sequence[Style], width: float) -> tuple[Style, list[str]]:
    for style in styles[:-1]:
        lines = wrap(text, BOLD if style.bold else REGULAR, style.size, width / POINT)
        if len(lines) <= style.lines:
            return style, lines
    style = styles[-1]
    return style, wrap(text, BOLD if style.bold else REGULAR, style.size, width / POINT, style.lines)


def _draw_code(page: Page, x: float, y: float, text: str, place: CodePlace, dots_per_inch: int) -> None:
    if place.kind == "qr":
        code = codes.qr(text)
        module = code.fit(min(place.width, place.height), dots_per_inch)
        page.code(x + place.x + code.quiet * module, y + place.y + code.quiet * module, code, module)
    else:
        code = codes.code128(text)
        module = code.fit(place.width, dots_per_inch)
        page.code(x + place.x + code.quiet * module, y + place.y, code, module, place.height)
