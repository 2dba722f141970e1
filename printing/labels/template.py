"""A label's layout, read from `resources/labels/`: where what goes, in millimetres and points."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from app.domain.errors import Invalid
from printing.pages import Align

FIELDS = ("organization", "name", "model", "tag_number", "acquired_on")
CODES = ("code128", "qr")


@dataclass(frozen=True, slots=True)
class Sheet:
    """How labels lie on a sheet; `left` and `top` of the first, `pitch` from one to the next."""

    width: float
    height: float
    columns: int
    rows: int
    left: float
    top: float
    pitch_x: float
    pitch_y: float


@dataclass(frozen=True, slots=True)
class Style:
    """A type size in points with the most lines to use it for."""

    size: float
    lines: int
    bold: bool = False


@dataclass(frozen=True, slots=True)
class StackedText:
    """A text below the one before, after `gap`: in the first style that it fits, else cut in the last."""

    field: str
    gap: float
    width: float
    styles: tuple[Style, ...]


@dataclass(frozen=True, slots=True)
class FixedText:
    """One line at a place; `y` is its baseline. Made smaller where it is wider than `width`."""

    field: str
    x: float
    y: float
    width: float
    size: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class CodePlace:
    """Room for a code with its quiet margins, placed at the left and upper end of the room."""

    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Template:
    """A layout of labels. The tag number is what the codes hold."""

    title: str
    dots_per_inch: int
    sheet: Sheet
    width: float
    height: float
    stack_x: float
    stack_y: float
    stack: tuple[StackedText, ...]
    texts: tuple[FixedText, ...]
    codes: tuple[CodePlace, ...]

    @property
    def per_sheet(self) -> int:
        """Labels on a sheet."""
        return self.sheet.columns * self.sheet.rows

    def corner(self, place: int) -> tuple[float, float]:
        """Left and upper edge of the label at `place` on its sheet, row by row from 0."""
        row, column = divmod(place, self.sheet.columns)
        return self.sheet.left + column * self.sheet.pitch_x, self.sheet.top + row * self.sheet.pitch_y


def read_template(values: dict[str, Any]) -> Template:
    """The template that JSON `values` describe. Raises ValueError, KeyError or TypeError where they are wrong."""
    stack = values["stack"]
    template = Template(
        title=values["title"],
        dots_per_inch=int(values["dots_per_inch"]),
        sheet=Sheet(**values["sheet"]),
        width=values["label"]["width"],
        height=values["label"]["height"],
        stack_x=stack["x"],
        stack_y=stack["y"],
        stack=tuple(
            StackedText(
                text["field"],
                text["gap"],
                text.get("width", stack["width"]),
                tuple(Style(**style) for style in text["styles"]),
            )
            for text in stack["texts"]
        ),
        texts=tuple(FixedText(**text) for text in values["texts"]),
        codes=tuple(CodePlace(**code) for code in values["codes"]),
    )
    for field in [text.field for text in template.stack] + [text.field for text in template.texts]:
        if field not in FIELDS:
            raise ValueError(f"a label has no {field!r}")
    for code in template.codes:
        if code.kind not in CODES:
            raise ValueError(f"there is no code {code.kind!r}")
        if not _inside(code.x, code.width, template.width) or not _inside(code.y, code.height, template.height):
            raise ValueError(f"{code.kind} lies beyond the label")
    for place in (0, template.per_sheet - 1):
        x, y = template.corner(place)
        sheet = template.sheet
        if not _inside(x, template.width, sheet.width) or not _inside(y, template.height, sheet.height):
            raise ValueError("the labels lie beyond the sheet")
    return template


def _inside(start: float, length: float, whole: float) -> bool:
    return start >= 0 and start + length <= whole + 1e-6


@cache
def template(name: str) -> Template:
    """The template `name` of `resources/labels/`. Raises Invalid where there is none."""
    place = files("resources").joinpath("labels", f"{name}.json")
    if not re.fullmatch(r"[a-z0-9-]+", name) or not place.is_file():
        raise Invalid("label.no_template", name=name)
    return read_template(json.loads(place.read_text(encoding="utf-8")))
