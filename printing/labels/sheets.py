"""Labels on sheets and rolls, as PDF."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from app.domain.errors import Invalid
from app.services.paper import Label
from printing.fonts import BOLD, REGULAR
from printing.labels.setting import set_label
from printing.labels.template import Template
from printing.layout import POINT, CodeMark, Fill, Frame, Layout, Text
from printing.pages import Page, Pages


def label_sheets(labels: Sequence[Label], template: Template, first_position: int, day: date) -> bytes:
    """A PDF of `labels` in their order, from `first_position` (1 is the first) of the first sheet on.

    Raises Invalid where there are no labels or no such position, the template is for other things, a code cannot
    hold its text or does not fit the template.
    """
    if not labels:
        raise Invalid("label.none")
    if not 1 <= first_position <= template.per_sheet:
        raise Invalid("label.no_position", position=first_position, most=template.per_sheet)
    pages = Pages(template.title, day, template.page, dots_per_inch=template.dots_per_inch)
    page = pages.add()
    for index, label in enumerate(labels, first_position - 1):
        place = index % template.per_sheet
        if place == 0 and index:
            page = pages.add()
        x, y = template.corner(place)
        draw(page, x, y, set_label(template, label), template.dots_per_inch)
    return pages.finish()


def draw(page: Page, x: float, y: float, layout: Layout, dots_per_inch: int) -> None:
    """A layout with its upper left corner at `x`, `y` of the page. Raises Invalid where a code does not fit."""
    for mark in layout.marks:
        if isinstance(mark, Text):
            face = BOLD if mark.bold else REGULAR
            page.text(x + mark.x, y + mark.y, mark.text, mark.size, face=face, grey=1.0 if mark.white else 0.0)
        elif isinstance(mark, CodeMark):
            place = mark.place(dots_per_inch)
            page.code(x + place.x, y + place.y, mark.code, place.module, place.height)
        elif isinstance(mark, Fill):
            page.fill(x + mark.x, y + mark.y, mark.width, mark.height, grey=0)
        elif isinstance(mark, Frame):
            inset, weight = mark.weight / 2, mark.weight / POINT
            width, height = mark.width - mark.weight, mark.height - mark.weight
            page.frame(x + mark.x + inset, y + mark.y + inset, width, height, weight=weight)
        else:
            page.line(x + mark.x1, y + mark.y1, x + mark.x2, y + mark.y2, weight=mark.weight / POINT)
