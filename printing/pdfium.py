"""PDFium, which reads and changes finished papers, may be used by one thread at a time."""

from __future__ import annotations

import math
from threading import Lock

import pypdfium2

pdfium_in_use = Lock()
"""Held around every use of pypdfium2."""

_LESS = 1e-3  # of a dot, so that a whole number of dots is not rounded up to the next


def draw_page(page: pypdfium2.PdfPage, dots_per_inch: float, **options: bool) -> pypdfium2.PdfBitmap:
    """The page at exactly that resolution, with pypdfium2's own options.

    Without this a page is stretched to whole dots (A4 at 300 dpi by 0.03 %), and a bar of a code is a dot too wide.
    """
    left, bottom, right, top = page.get_bbox()
    scale = dots_per_inch / 72
    width, height = ((math.ceil(side * scale - _LESS) - _LESS) / scale for side in (right - left, top - bottom))
    for set_box in (page.set_mediabox, page.set_cropbox):
        set_box(left, top - height, left + width, top)
    return page.render(scale=scale, **options)
