"""The two typefaces of every paper, read when first used, with a fallback for each single character."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby
from operator import itemgetter
from threading import Lock
from typing import BinaryIO

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFStream
from reportlab.pdfbase.ttfonts import TTFont

from printing.archival import Stream

MISSING = "〓"  # the printer's mark for a character that no font holds
_THICKER = 0.035
_reading = Lock()


class _Window:
    """A stretch of a font file to cut slices from, not itself a copy of up to 30 MB."""

    __slots__ = ("_data", "_start")

    def __init__(self, data: bytes, start: int) -> None:
        self._data, self._start = data, start

    def __getitem__(self, part: slice) -> bytes:
        return self._data[self._start + part.start : self._start + part.stop]


class EmbeddedFont(TTFont):  # type: ignore[misc]  # reportlab is untyped
    """A TrueType font whose embedded subsets say in Unicode what they show."""

    def __init__(self, name: str, file: BinaryIO) -> None:
        """Raises reportlab's TTFError for what is no TrueType font, or one that may not be embedded."""
        super().__init__(name, file, asciiReadable=True)
        face, table = self.face, self.face.get_table
        # reportlab copies the whole glyph table for every 256 characters embedded; it only slices it.
        start, _ = face.get_table_pos("glyf")
        glyphs = _Window(face._ttf_data, start)
        face.get_table = lambda tag: glyphs if tag == "glyf" else table(tag)
        self._unscale_the_last_advance()

    def _unscale_the_last_advance(self) -> None:
        """Glyphs that share the last advance width of the table get it from reportlab 5.1 in thousandths of the em, not
        in the font's own units. Embedded so, the font contradicts the widths beside it (ISO 19005-2, 6.2.11.5).
        """
        own = int.from_bytes(self.face.get_table("hhea")[34:36], "big")
        metrics = self.face.hmetrics
        if self.face.unitsPerEm != 1000:
            advance = metrics[own - 1][0]
            metrics[own:] = [(advance, bearing) for _, bearing in metrics[own:]]

    def addObjects(self, document: PDFDocument) -> None:  # noqa: N802 - reportlab's name
        """Write the font into `document`, with ToUnicode maps that are right outside the BMP too.

        reportlab 5.1 writes each character as "%04X" of its code point: five digits for U+20164, which a
        reader takes for other characters. ISO 32000-1, 9.10.3 wants UTF-16BE, here a surrogate pair.
        """
        subsets = self.state[document].subsets
        names = [self.getSubsetInternalName(number, document)[1:] for number in range(len(subsets))]
        super().addObjects(document)
        for name, subset in zip(names, subsets, strict=True):
            font = document.idToObject[name]
            document.idToObject[font.ToUnicode.name].content = to_unicode_map(font.BaseFont, subset)
        for part in document.idToObject.values():
            if type(part) is PDFStream:
                part.__class__ = Stream


def to_unicode_map(name: str, subset: list[int]) -> str:
    """The ToUnicode CMap of a font with one-byte codes; `subset[code]` is the character, 0 for none."""
    lines = [
        f"<{code:02X}> <{chr(character).encode('utf-16-be', 'surrogatepass').hex().upper()}>"
        for code, character in enumerate(subset)
        if character
    ]
    blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]  # 100 is the most allowed
    mapping = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    return f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /{name} def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
{mapping}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


@cache
def _font(file_name: str) -> EmbeddedFont:
    data = files("resources").joinpath("fonts", file_name).read_bytes()
    return EmbeddedFont(file_name.removesuffix(".ttf"), io.BytesIO(data))


def font(file_name: str) -> EmbeddedFont:
    """The font in `resources/fonts/`, read once (some 50 ms)."""
    with _reading:
        return _font(file_name)


class _Homes(dict[str, tuple[EmbeddedFont, str]]):
    """For a character: the first font that holds it, and the character or `MISSING`."""

    def __init__(self, sources: Sequence[Callable[[], EmbeddedFont]]) -> None:
        super().__init__()
        self._sources = sources

    def __missing__(self, character: str) -> tuple[EmbeddedFont, str]:
        for source in self._sources:
            if source().face.charToGlyph.get(ord(character)):
                home = self[character] = (source(), character)
                return home
        home = self[character] = self[MISSING]
        return home


class _Widths(dict[str, float]):
    """For a character: its width in a type of size 1."""

    def __init__(self, homes: _Homes) -> None:
        super().__init__()
        self._homes = homes

    def __missing__(self, character: str) -> float:
        font, shown = self._homes[character]
        width = self[character] = float(font.face.getCharWidth(ord(shown))) / 1000
        return width


class Typeface:
    """A font for text and the fallbacks for the characters that it lacks."""

    def __init__(self, *sources: Callable[[], EmbeddedFont], bold: bool = False) -> None:
        self._sources, self._bold = sources, bold
        self._homes = _Homes(sources)
        self._widths = _Widths(self._homes)

    def runs(self, text: str) -> Iterator[tuple[EmbeddedFont, str]]:
        """`text` in stretches of one font each. What no font holds becomes `MISSING`."""
        for font, run in groupby(map(self._homes.__getitem__, text), key=itemgetter(0)):
            yield font, "".join(shown for _, shown in run)

    def thickened(self, font: EmbeddedFont) -> float:
        """How much thicker the strokes of a fallback are drawn, to type size: it has no bold of its own."""
        return _THICKER if self._bold and font is not self._sources[0]() else 0.0

    def width(self, text: str, size: float) -> float:
        """Width of `text` in the unit of `size`, the height of the em."""
        return sum(map(self._widths.__getitem__, text)) * size


REGULAR = Typeface(lambda: font("NotoSansSC-Regular.ttf"), lambda: font("HanaMinB.ttf"))
BOLD = Typeface(lambda: font("NotoSansSC-Bold.ttf"), lambda: font("HanaMinB.ttf"), bold=True)
