"""Pages of a PDF drawn in millimetres from the top left corner.

It writes page operators itself, on reportlab's document structure and font embedding: some thirty times as
quick as its canvas and flowables for a sheet of labels, and no text is ever taken for markup.
"""

from __future__ import annotations

from datetime import date
from threading import Lock
from typing import Literal

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFPage, PDFZCompress

from printing.archival import Stream, make_archival
from printing.codes import Code
from printing.fonts import REGULAR, Typeface
from printing.text import clean

POINT = 25.4 / 72  # mm
_WITHIN = 0.01  # points; a renderer takes every dot that a picture reaches into, be it by a rounding
A4 = (210.0, 297.0)
_STROKED = "2 Tr"
_AUTHOR, _CREATOR = "公物仓柜台", "Gongwucang Counter"
_embedding = Lock()  # a font file is read at a shared position while subsets are cut from it

Align = Literal["left", "center", "right"]
Shown = dict[tuple[str, float, Typeface], str]  # the operators that show a text: much of a table says the same


class Pages:
    """A PDF in the making. The same content on the same day gives the same bytes.

    Codes are laid on whole dots of a printer of `dots_per_inch`.
    """

    def __init__(self, title: str, day: date, size: tuple[float, float] = A4, *, dots_per_inch: int = 300) -> None:
        self._size = size
        self._dot = 25.4 / dots_per_inch
        self._document = PDFDocument(pdfVersion=(1, 7), compression=1, invariant=1, lang="zh-CN")
        title = " ".join(clean(title).split()).encode("utf-8", "replace").decode("utf-8")  # lone surrogates become "?"
        self._document.setTitle(title)
        self._document.setAuthor(_AUTHOR)
        self._document.setSubject("")
        self._document.setCreator(_CREATOR)
        make_archival(self._document, title, _AUTHOR, _CREATOR, day)
        self._document.setDateFormatter(lambda *_: f"D:{day:%Y%m%d}")
        self._page: Page | None = None
        self._shown: Shown = {}

    def add(self) -> Page:
        """Begin a page."""
        self._close()
        self._page = Page(self._document, self._size[1], self._shown, self._dot)
        return self._page

    def finish(self) -> bytes:
        """The whole file. Nothing can be added afterwards."""
        self._close()
        with _embedding:
            return bytes(self._document.GetPDFData(None))

    def _close(self) -> None:
        if self._page is None:
            return
        page = PDFPage()
        page.pagewidth, page.pageheight = (round(side / POINT, 3) for side in self._size)
        page.ExtGState = None
        page._shadingUsed = page._colorsUsed  # none; a page must say so before it is formatted
        page.Contents = Stream(content="\n".join(self._page.operators) + "\n", filters=[PDFZCompress])
        self._document.addPage(page)
        self._page = None


class Page:
    """One page. Positions and sizes are mm, y downwards; type sizes are points; grey 0 is black."""

    def __init__(self, document: PDFDocument, height: float, shown: Shown, dot: float) -> None:
        self._document = document
        self._height = height
        self._dot = dot
        self._shown = shown
        self._grey = 0.0
        self.operators: list[str] = []

    def text(
        self,
        x: float,
        baseline: float,
        text: str,
        size: float,
        *,
        face: Typeface = REGULAR,
        align: Align = "left",
        grey: float = 0,
    ) -> None:
        """One line of text as it is, controls left out, with `x` at its left end, middle or right end."""
        text = clean(text).replace("\n", " ")
        if not text:
            return
        if align != "left":
            x -= face.width(text, size) * POINT / (2 if align == "center" else 1)
        self._ink(grey)
        key = (text, size, face)
        shown = self._shown.get(key) or self._shown.setdefault(key, self._show(text, size, face))
        if _STROKED in shown:
            self.operators.append(f"{grey:g} G")
        self.operators.append(f"BT {self._at(x, baseline)} Td {shown} ET")

    def _show(self, text: str, size: float, face: Typeface) -> str:
        shown = []
        for font, run in face.runs(text):
            thicker = face.thickened(font)
            if thicker:
                shown.append(f"{_STROKED} {thicker * size:g} w")
            for subset, codes in font.splitString(run, self._document):
                name = font.getSubsetInternalName(subset, self._document)
                shown.append(f"{name} {size:g} Tf <{codes.hex()}> Tj")
            if thicker:
                shown.append("0 Tr")
        return " ".join(shown)

    def line(self, x1: float, y1: float, x2: float, y2: float, *, weight: float = 0.4, grey: float = 0) -> None:
        """A straight line, `weight` in points."""
        self.operators.append(f"{grey:g} G {weight:g} w {self._at(x1, y1)} m {self._at(x2, y2)} l S")

    def frame(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        weight: float = 0.4,
        grey: float = 0,
        dashed: bool = False,
    ) -> None:
        """The outline of a rectangle, `weight` in points."""
        self._outline(f"{self._box(x, y, width, height)} re", weight, grey, dashed)

    def circle(
        self, x: float, y: float, radius: float, *, weight: float = 0.4, grey: float = 0, dashed: bool = False
    ) -> None:
        """The outline of a circle around a point: four Bézier curves, off by less than 0.03 % of the radius."""
        reach = radius * 0.5523
        path = f"{self._at(x + radius, y)} m"
        for cos, sin in ((1, 0), (0, 1), (-1, 0), (0, -1)):
            start = self._at(x + radius * cos - reach * sin, y + radius * sin + reach * cos)
            towards = self._at(x - radius * sin + reach * cos, y + radius * cos + reach * sin)
            path += f" {start} {towards} {self._at(x - radius * sin, y + radius * cos)} c"
        self._outline(f"{path} h", weight, grey, dashed)

    def _outline(self, path: str, weight: float, grey: float, dashed: bool) -> None:
        line = f"{grey:g} G {weight:g} w {path} S"
        self.operators.append(f"q [3 2] 0 d {line} Q" if dashed else line)

    def fill(self, x: float, y: float, width: float, height: float, *, grey: float) -> None:
        """A filled rectangle."""
        self._ink(grey)
        self.operators.append(f"{self._box(x, y, width, height)} re f")

    def code(self, x: float, y: float, code: Code, module: float, height: float | None = None) -> None:
        """The dark modules of `code`, without its margins, from the dot nearest to `x`, `y`; `height` for a linear one.

        Drawn as an image mask: renderers sample it at the middle of a dot, while they fill a path's every
        touched dot, which makes bars too wide. Between two dots the mask would be one dot larger, and so would one
        of its bars: read at a third of the resolution, such bars were once taken for another number.
        """
        self._ink(0)
        left, top = (self._dot * round(mm / self._dot) for mm in (x, y))
        width, height = code.width * module, height or code.height * module
        bits = "".join(row.hex() for row in code.rows)
        inner = (width / POINT - 2 * _WITHIN, height / POINT - 2 * _WITHIN)
        corner = (left / POINT + _WITHIN, (self._height - top - height) / POINT + _WITHIN)
        self.operators.append(
            f"q {inner[0]:.3f} 0 0 {inner[1]:.3f} {corner[0]:.3f} {corner[1]:.3f} cm "
            f"BI /W {code.width} /H {code.height} /IM true /D [1 0] /F /AHx ID {bits}> EI Q"
        )

    def _ink(self, grey: float) -> None:
        if grey != self._grey:
            self.operators.append(f"{grey:g} g")
            self._grey = grey

    def _at(self, x: float, y: float) -> str:
        return f"{x / POINT:.3f} {(self._height - y) / POINT:.3f}"

    def _box(self, x: float, y: float, width: float, height: float) -> str:
        return f"{self._at(x, y + height)} {width / POINT:.3f} {height / POINT:.3f}"
