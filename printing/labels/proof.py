"""Each label's codes are read back from its dots, by a program of other people, before anything is sent."""

from __future__ import annotations

import zxingcpp

from app.domain.errors import Invalid
from printing.layout import CodeMark, Layout
from printing.raster import dots, raster

_KINDS = {"Code128": "code128", "QRCode": "qr"}
"""The reader's names of the codes; its own objects are made when it reads, for it complains of any left at the end."""


def require_readable(layout: Layout, dots_per_inch: int) -> None:
    """Raises Invalid("label.not_read", number=) where a code of the label is not read as what it holds, or more codes
    are read than it has; as `CodeMark.place` where one does not fit.

    Some 0.5 ms for a label of a roll, 1 ms for one of a sheet. Looked at is what its codes and their margins take up.
    The dots are those of every way to print it (TSPL sends them, printers of ZPL and PDF draw the same), as a scanner
    sees them: upright, dark on light, at their own size.
    """
    marks = [mark for mark in layout.marks if isinstance(mark, CodeMark)]
    if not marks:
        return
    wanted = {(mark.kind, mark.text) for mark in marks}
    around = (
        dots(min(mark.x for mark in marks), dots_per_inch),
        dots(min(mark.y for mark in marks), dots_per_inch),
        dots(max(mark.x + mark.width for mark in marks), dots_per_inch),
        dots(max(mark.y + mark.height for mark in marks), dots_per_inch),
    )
    found = zxingcpp.read_barcodes(
        raster(layout, dots_per_inch).crop(around).convert("L"),
        formats=zxingcpp.BarcodeFormats([getattr(zxingcpp.BarcodeFormat, name) for name in _KINDS]),
        try_rotate=False,
        try_downscale=False,
        try_invert=False,
        binarizer=zxingcpp.Binarizer.FixedThreshold,
    )
    read = {(_KINDS[code.format.name], code.text) for code in found}
    if read != wanted:
        raise Invalid("label.not_read", number=min(wanted - read or read)[1])
