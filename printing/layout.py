"""What is on a label, in millimetres, before any device: the same for PDF, ZPL, TSPL and the screen.

x grows to the right and y downwards, from the upper left corner of the label. Type sizes are points (1/72 inch).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from printing.codes import Code

POINT = 25.4 / 72  # mm

Align = Literal["left", "center", "right"]


def before(align: Align, free: float) -> float:
    """How much of the free room lies before what is aligned."""
    return free * {"left": 0.0, "center": 0.5, "right": 1.0}[align]


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text with its left end at `x` and its baseline at `y`; white on what was filled before."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    white: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line, `weight` in mm."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float = 0.25


@dataclass(frozen=True, slots=True)
class Frame:
    """The outline of a rectangle, `weight` in mm, drawn inside it."""

    x: float
    y: float
    width: float
    height: float
    weight: float = 0.25


@dataclass(frozen=True, slots=True)
class Fill:
    """A black rectangle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a code's first module begins, its module and the height of all its rows, in mm."""

    x: float
    y: float
    module: float
    height: float


@dataclass(frozen=True, slots=True)
class CodeMark:
    """A code in its room, quiet margins included. Its modules are whole dots of the device, so it is placed there."""

    kind: Literal["code128", "qr"]
    text: str
    code: Code
    x: float
    y: float
    width: float
    height: float
    align: Align = "left"

    def place(self, dots_per_inch: int, most: int = 0) -> Placed:
        """As large as the room and whole dots allow, at most `most` dots a module where the device has such a limit.

        Raises Invalid("code.does_not_fit") where that is smaller than a reader can be trusted with.
        """
        code, square = self.code, self.code.height > 1
        module = code.fit(min(self.width, self.height) if square else self.width, dots_per_inch)
        if most:
            module = min(module, most * 25.4 / dots_per_inch)
        margin = code.quiet * module
        x = self.x + margin + before(self.align, self.width - code.width * module - 2 * margin)
        if not square:
            return Placed(x, self.y, module, self.height)
        height = code.height * module
        return Placed(x, self.y + (self.height - height) / 2, module, height)


Mark = Text | Line | Frame | Fill | CodeMark


@dataclass(frozen=True, slots=True)
class Layout:
    """A label of `width` × `height` mm and its marks, in the order in which they are drawn."""

    width: float
    height: float
    marks: tuple[Mark, ...]
