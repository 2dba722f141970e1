"""A layout as the dots of a printer: 1 bit each, with the same fonts and the same fallback as the PDF."""

from __future__ import annotations

import io
from functools import cache, lru_cache
from importlib.resources import files
from threading import Lock

from PIL import Image, ImageDraw, ImageFont

from printing.codes import Code
from printing.fonts import BOLD, REGULAR
from printing.layout import POINT, CodeMark, Fill, Frame, Layout, Text

BLACK, WHITE = 0, 255
_drawing = Lock()  # a font of FreeType is one reader's at a time


def dots(mm: float, dots_per_inch: int) -> int:
    """The nearest whole dot."""
    return round(mm * dots_per_inch / 25.4)


def raster(layout: Layout, dots_per_inch: int, *, codes: bool = True) -> Image.Image:
    """The label in black on white, mode "1", at whole dots; without its codes where the printer draws those itself.

    Raises Invalid where a code does not fit.
    """
    picture = Image.new("1", (dots(layout.width, dots_per_inch), dots(layout.height, dots_per_inch)), WHITE)
    draw = ImageDraw.Draw(picture)
    for mark in layout.marks:
        if isinstance(mark, Text):
            _text(picture, mark, dots_per_inch)
        elif isinstance(mark, CodeMark):
            if codes:
                _code(picture, mark, dots_per_inch)
        elif isinstance(mark, Fill | Frame):
            left, top = dots(mark.x, dots_per_inch), dots(mark.y, dots_per_inch)
            right, bottom = dots(mark.x + mark.width, dots_per_inch), dots(mark.y + mark.height, dots_per_inch)
            box = (left, top, max(left, right - 1), max(top, bottom - 1))
            if isinstance(mark, Fill):
                draw.rectangle(box, fill=BLACK)
            else:
                draw.rectangle(box, outline=BLACK, width=max(1, dots(mark.weight, dots_per_inch)))
        else:
            ends = [dots(one, dots_per_inch) for one in (mark.x1, mark.y1, mark.x2, mark.y2)]
            draw.line(ends, fill=BLACK, width=max(1, dots(mark.weight, dots_per_inch)))
    return picture


def _text(picture: Image.Image, mark: Text, dots_per_inch: int) -> None:
    shape, left, top = _line(mark.text, mark.size, mark.bold, dots_per_inch)
    if shape is not None:
        x, y = dots(mark.x, dots_per_inch) + left, dots(mark.y, dots_per_inch) + top
        picture.paste(WHITE if mark.white else BLACK, (x, y, x + shape.width, y + shape.height), shape)


@lru_cache(1024)  # offices and models repeat from label to label
def _line(text: str, size: float, bold: bool, dots_per_inch: int) -> tuple[Image.Image | None, int, int]:
    """A line's dots, and where they begin from its place on the baseline; None for a blank.

    Each character stands at the dot nearest to where the PDF has it, so that the line is as wide.
    """
    face = BOLD if bold else REGULAR
    pixels, x, placed = round(size * dots_per_inch / 72, 2), 0.0, []
    for font, run in face.runs(text):
        for character in run:
            shape, left, top = _glyph(font.fontName, character, pixels, face.thickened(font))
            if shape is not None:
                placed.append((shape, dots(x, dots_per_inch) + left, top))
            x += face.width(character, size) * POINT
    if not placed:
        return None, 0, 0
    left, top = min(x for _, x, _ in placed), min(y for _, _, y in placed)
    right, bottom = (
        max(x + shape.width for shape, x, _ in placed),
        max(y + shape.height for shape, _, y in placed),
    )
    line = Image.new("1", (right - left, bottom - top))
    for shape, x_dots, y_dots in placed:
        at = (x_dots - left, y_dots - top)
        line.paste(1, (*at, at[0] + shape.width, at[1] + shape.height), shape)
    return line, left, top


def _code(picture: Image.Image, mark: CodeMark, dots_per_inch: int) -> None:
    place = mark.place(dots_per_inch)
    module = dots(place.module, dots_per_inch)
    height = module * mark.code.height if mark.code.height > 1 else dots(place.height, dots_per_inch)
    modules = modules_of(mark.code).resize((mark.code.width * module, height), Image.Resampling.NEAREST)
    picture.paste(BLACK, (dots(place.x, dots_per_inch), dots(place.y, dots_per_inch)), modules)


def modules_of(code: Code) -> Image.Image:
    """The code, one dot a module, dark ones set."""
    return Image.frombytes("1", (code.width, code.height), b"".join(code.rows))


@cache
def _data(file_name: str) -> bytes:
    return files("resources").joinpath("fonts", f"{file_name}.ttf").read_bytes()


@lru_cache(64)
def _sized(file_name: str, pixels: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(io.BytesIO(_data(file_name)), pixels, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(16_384)
def _glyph(file_name: str, character: str, pixels: float, thicker: float) -> tuple[Image.Image | None, int, int]:
    """The character's dots, and where they begin from its place on the baseline; None for a blank."""
    with _drawing:
        font, stroke = _sized(file_name, pixels), pixels * thicker / 2
        left, top, right, bottom = map(int, font.getbbox(character, mode="1", anchor="ls", stroke_width=stroke))
        if right <= left or bottom <= top:
            return None, 0, 0
        shape = Image.new("1", (right - left, bottom - top))
        draw = ImageDraw.Draw(shape)
        draw.fontmode = "1"
        draw.text((-left, -top), character, fill=1, font=font, anchor="ls", stroke_width=stroke, stroke_fill=1)
        return shape, left, top
