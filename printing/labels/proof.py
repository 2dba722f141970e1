"""Each label's codes are read back from its dots, by a program of other people, before anything is sent."""

from __future__ import annotations

import zxingcpp

from app.domain.errors import Invalid
from printing.layout import CodeMark, Layout
from printing.raster import raster

_KINDS = {zxingcpp.BarcodeFormat.Code128: "code128", zxingcpp.BarcodeFormat.QRCode: "qr"}
_FORMATS = zxingcpp.BarcodeFormats(list(_KINDS))


def require_readable(layout: Layout, dots_per_inch: int) -> None:
    """Raises Invalid("label.not_read", number=) where a code of the label is not read as what it holds, or more codes
    are read than it has; as `CodeMark.place` where one does not fit.

    Some 0.3 ms for a roll's label, 0.9 ms for the largest of a sheet. The dots are those of every way to print it
    (TSPL sends them, printers of ZPL and PDF draw the same), as a scanner sees them: upright, dark on light, at their
    own size.
    """
    wanted = {(mark.kind, mark.text) for mark in layout.marks if isinstance(mark, CodeMark)}
    if not wanted:
        return
    found = zxingcpp.read_barcodes(
        raster(layout, dots_per_inch).convert("L"),
        formats=_FORMATS,
        try_rotate=False,
        try_downscale=False,
        try_invert=False,
        binarizer=zxingcpp.Binarizer.FixedThreshold,
    )
    read = {(_KINDS[code.format], code.text) for code in found}
    if read != wanted:
        raise Invalid("label.not_read", number=min(wanted - read or read)[1])
