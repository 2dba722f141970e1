"""Bar codes of a picture as two programs of other people read them."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2
import zxingcpp
from PIL import Image, ImageOps

from printing.pdfium import draw_page

_ZXING = {zxingcpp.BarcodeFormat.Code128: "code128", zxingcpp.BarcodeFormat.QRCode: "qr"}
_ZBAR = {"CODE-128": "code128", "QR-Code": "qr"}


def pages(pdf: bytes, dots_per_inch: int) -> list[Image.Image]:
    """The pages as a printer of that many dots lays them down."""
    document = pypdfium2.PdfDocument(pdf)
    drawn = [draw_page(page, dots_per_inch, grayscale=True).to_pil() for page in document]
    document.close()
    return [picture.point(lambda grey: 255 * (grey > 127)) for picture in drawn]


def with_zxing(picture: Image.Image) -> list[tuple[str, str]]:
    """Kinds and texts, in order."""
    found = zxingcpp.read_barcodes(_bordered(picture))
    return sorted((_ZXING.get(code.format, str(code.format)), code.text) for code in found)


def with_zbar(pictures: Sequence[Image.Image], folder: Path) -> list[list[tuple[str, str]]]:
    """Kinds and texts of each picture, in order; zbarimg names the files it read."""
    names = [folder / f"{number:05d}.png" for number in range(len(pictures))]
    for name, picture in zip(names, pictures, strict=True):
        _bordered(picture).save(name, compress_level=1)
    command = ["zbarimg", "--quiet", "--xml", "-Sdisable", "-Sqrcode.enable", "-Scode128.enable", *map(str, names)]
    said = subprocess.run(command, check=False, capture_output=True).stdout
    read: dict[str, list[tuple[str, str]]] = {}
    for source in ElementTree.fromstring(said).iter("{http://zbar.sourceforge.net/2008/barcode}source"):  # noqa: S314 - zbar wrote it
        symbols = source.iter("{http://zbar.sourceforge.net/2008/barcode}symbol")
        read[Path(source.attrib["href"]).name] = sorted(
            (_ZBAR[symbol.attrib["type"]], "".join(symbol.itertext()).strip()) for symbol in symbols
        )
    return [read.get(name.name, []) for name in names]


def _bordered(picture: Image.Image) -> Image.Image:
    """What lies around a label on its paper is white too."""
    return ImageOps.expand(picture.convert("L"), 24, 255)
