"""The mark of a paper that is printed again, laid over its kept pages: their words stay as they were signed."""

from __future__ import annotations

import io

import pypdfium2

from app.services.operations import CHINA
from app.services.paper import Reprint
from printing.documents.form import common_words
from printing.fonts import BOLD
from printing.pages import POINT, Pages
from printing.pdfium import pdfium_in_use
from printing.text import cut

_HEIGHT, _TOP, _SIDE = 4.0, 4.4, 14.0  # mm, of the mark; from the edges, where printers print nothing, to it
_CODE = 42.0  # mm from the right edge: within them stands the signed code, which needs white around it
_SIZE, _LEAST = 9.0, 6.5  # points, of short marks and of the longest


def reprinted(pdf: bytes, reprint: Reprint) -> bytes:
    """The paper with a mark in the top margin of each page. Raises PdfiumError where it is no PDF."""
    with pdfium_in_use:
        paper = pypdfium2.PdfDocument(pdf)
        try:
            width, height = (side * POINT for side in paper.get_page_size(0))
            mark = pypdfium2.PdfDocument(_mark(reprint, width, height))
            try:
                shape = mark.page_as_xobject(0, paper)
                for page in paper:
                    page.insert_obj(shape.as_pageobject())
                    page.gen_content()
                    page.close()
                shape.close()
            finally:
                mark.close()
            out = io.BytesIO()
            paper.save(out)
            return out.getvalue()
        finally:
            paper.close()


def mark_words(reprint: Reprint) -> str:
    """What the mark says: 非原件 where it is none, 重打, which time, when, by whom and why."""
    captions = common_words()
    if not reprint.nth:
        return captions["not_original"]
    head = captions["reprint"].format(nth=reprint.nth)
    if reprint.remade:
        head = f"{captions['not_original']}  {head}"
    when = f"{reprint.at.astimezone(CHINA):%Y-%m-%d %H:%M}"
    reason = captions["reprint_reason"].format(reason=reprint.reason or captions["no_reason"])
    return "  ".join(part for part in (head, when, reprint.by, reason) if part)


def _mark(reprint: Reprint, width: float, height: float) -> bytes:
    text = mark_words(reprint)
    pages = Pages(text, reprint.at.astimezone(CHINA).date(), (width, height))
    page = pages.add()
    right = _SIDE if reprint.remade else _CODE  # what is made anew has only its number there: larger dots
    room, text = (width - _SIDE - right - 4) / POINT, " ".join(text.split("\n"))
    size = min(_SIZE, max(_LEAST, _SIZE * room / BOLD.width(text, _SIZE)))
    text = cut(text, BOLD, size, room)
    extent = BOLD.width(text, size) * POINT + 4
    left = min((width - extent) / 2, width - right - extent)
    page.fill(left, _TOP, extent, _HEIGHT, grey=1)
    page.frame(left, _TOP, extent, _HEIGHT, weight=0.9)
    page.text(left + 2, _TOP + 3.1, text, size, face=BOLD)
    return pages.finish()
