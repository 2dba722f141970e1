"""A label's template, read from `resources/labels/` or made by a person: what goes where, in millimetres and points."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, ValidationError, convert, to_builtins

from app.domain.errors import Invalid
from printing.layout import POINT, Align

LEADING = 1.22  # line height to type size

Subject = Literal["asset", "vehicle", "place", "command"]
FIELDS: Mapping[Subject, tuple[str, ...]] = {
    "asset": ("organization", "name", "model", "tag_number", "acquired_on", "card_number", "place", "site"),
    "vehicle": ("organization", "name", "model", "tag_number", "acquired_on", "card_number", "plate", "site"),
    "place": ("name", "code", "warehouse", "site"),
    "command": ("name", "code", "note"),
}
"""What a template may name, by its subject."""

_FIELD = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_SLACK = 1e-6

Mm = Annotated[float, Meta(ge=0, le=1000)]
Words = Annotated[str, Meta(max_length=200)]


class _Part(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A part of a template."""


class Sheet(_Part, frozen=True, tag_field="type", tag="sheet"):
    """How labels lie on a sheet; `left` and `top` of the first, `pitch` from one to the next."""

    width: Mm
    height: Mm
    columns: Annotated[int, Meta(ge=1, le=100)]
    rows: Annotated[int, Meta(ge=1, le=100)]
    left: Mm
    top: Mm
    pitch_x: Mm
    pitch_y: Mm


class Roll(_Part, frozen=True, tag_field="type", tag="roll"):
    """Labels one after the other; `gap` between them, 0 for endless paper."""

    gap: Mm


class Style(_Part, frozen=True):
    """A type size in points with the most lines to use it for."""

    size: Annotated[float, Meta(ge=1, le=200)]
    lines: Annotated[int, Meta(ge=1, le=20)] = 1
    bold: bool = False


class TextBox(_Part, frozen=True, tag_field="type", tag="text"):
    """Words with fields in braces: `{name}`. Set in the first style in which they fit the box, else cut in the last.

    Nothing is printed where all its fields are empty. What is `whole` is never cut: one line, made smaller where it
    is too wide.
    """

    text: Words
    x: Mm
    y: Mm
    width: Mm
    height: Mm
    styles: Annotated[tuple[Style, ...], Meta(min_length=1, max_length=9)]
    align: Align = "left"
    valign: Literal["top", "middle", "bottom"] = "top"
    whole: bool = False
    white: bool = False


class CodeBox(_Part, frozen=True, tag_field="type", tag="code"):
    """Room for a code with its quiet margins. `text` says what it holds, as in a text."""

    kind: Literal["code128", "qr"]
    text: Words
    x: Mm
    y: Mm
    width: Mm
    height: Mm
    align: Align = "left"


class LineBox(_Part, frozen=True, tag_field="type", tag="line"):
    """A line, `weight` in mm."""

    x1: Mm
    y1: Mm
    x2: Mm
    y2: Mm
    weight: Mm = 0.25


class FrameBox(_Part, frozen=True, tag_field="type", tag="frame"):
    """A rectangle's outline, `weight` in mm; a filled rectangle where that is 0."""

    x: Mm
    y: Mm
    width: Mm
    height: Mm
    weight: Mm = 0.25


Element = TextBox | CodeBox | LineBox | FrameBox


class Template(_Part, frozen=True):
    """A label of `width` × `height` mm for paper of that kind, made for a printer of `dots_per_inch`."""

    title: Annotated[str, Meta(min_length=1, max_length=100)]
    subject: Subject
    dots_per_inch: Annotated[int, Meta(ge=100, le=1200)]
    width: Annotated[float, Meta(ge=5, le=1000)]
    height: Annotated[float, Meta(ge=5, le=1000)]
    media: Sheet | Roll
    elements: Annotated[tuple[Element, ...], Meta(min_length=1, max_length=60)]

    @property
    def per_sheet(self) -> int:
        """Labels on a sheet; 1 on a roll."""
        return self.media.columns * self.media.rows if isinstance(self.media, Sheet) else 1

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of a page of the PDF."""
        return (self.media.width, self.media.height) if isinstance(self.media, Sheet) else (self.width, self.height)

    def corner(self, place: int) -> tuple[float, float]:
        """Left and upper edge of the label at `place` on its sheet, row by row from 0."""
        if isinstance(self.media, Roll):
            return 0.0, 0.0
        row, column = divmod(place, self.media.columns)
        return self.media.left + column * self.media.pitch_x, self.media.top + row * self.media.pitch_y


@cache
def _parts(text: str) -> list[str]:
    """Words and names of fields in turn."""
    return _FIELD.split(text)


def fields_of(text: str) -> list[str]:
    """The fields that a text names, in their order."""
    return _parts(text)[1::2]


def fill_in(text: str, values: Mapping[str, str]) -> str:
    """The text with its fields filled in; nothing where it has fields and all of them are empty."""
    parts = list(_parts(text))
    parts[1::2] = filled = [values.get(name, "") for name in parts[1::2]]
    return "".join(parts) if not filled or any(filled) else ""


def read_template(values: object) -> Template:
    """The template that JSON `values` describe; `template_json` is the way back.

    Raises Invalid("template.wrong", where=, problem=) where they are no template that could be printed.
    """
    try:
        template = convert(values, Template)
    except ValidationError as fault:
        problem, _at, where = str(fault).partition(" - at ")
        raise _wrong(where.strip("`$."), problem) from None
    _check(template)
    return template


def template_json(template: Template) -> dict[str, Any]:
    """As plain JSON values, without what is as it is by default."""
    values: dict[str, Any] = to_builtins(template)
    return values


def templates() -> list[str]:
    """The names of the shipped templates, in order."""
    places = files("resources").joinpath("labels").iterdir()
    return sorted(place.name.removesuffix(".json") for place in places if place.name.endswith(".json"))


@cache
def template(name: str) -> Template:
    """The shipped template of that name. Raises Invalid("label.no_template") where there is none."""
    place = files("resources").joinpath("labels", f"{name}.json")
    if not _NAME.fullmatch(name) or not place.is_file():
        raise Invalid("label.no_template", name=ascii(name)[1:-1])
    return read_template(json.loads(place.read_text(encoding="utf-8")))


def _wrong(where: str, problem: str) -> Invalid:
    return Invalid("template.wrong", where=where, problem=problem)


def _check(template: Template) -> None:
    for number, element in enumerate(template.elements):
        where = f"elements[{number}]"
        if isinstance(element, TextBox | CodeBox):
            for field in fields_of(element.text):
                if field not in FIELDS[template.subject]:
                    raise _wrong(where, f"{template.subject} has no field {field!a}")
        left, top, right, bottom = extent(element)
        if not (0 <= left <= right <= template.width + _SLACK and 0 <= top <= bottom <= template.height + _SLACK):
            raise _wrong(where, "lies beyond the label")
        if isinstance(element, TextBox):
            _check_styles(element, where)
    sheet = template.media
    if isinstance(sheet, Sheet):
        x, y = template.corner(template.per_sheet - 1)
        if x + template.width > sheet.width + _SLACK or y + template.height > sheet.height + _SLACK:
            raise _wrong("media", "the labels lie beyond the sheet")
        if (sheet.columns > 1 and sheet.pitch_x < template.width - _SLACK) or (
            sheet.rows > 1 and sheet.pitch_y < template.height - _SLACK
        ):
            raise _wrong("media", "the labels lie on one another")


def _check_styles(box: TextBox, where: str) -> None:
    for style in box.styles:
        if style.lines * LEADING * style.size * POINT > box.height + 0.05:
            raise _wrong(where, f"{style.lines} lines of {style.size:g} points are higher than the box")
    if box.whole and (len(box.styles) > 1 or box.styles[0].lines > 1):
        raise _wrong(where, "what is whole has one style of one line")


def extent(element: Element) -> tuple[float, float, float, float]:
    """Left, upper, right and lower edge of an element's room."""
    if isinstance(element, LineBox):
        xs, ys = sorted((element.x1, element.x2)), sorted((element.y1, element.y2))
        return xs[0], ys[0], xs[1], ys[1]
    return element.x, element.y, element.x + element.width, element.y + element.height
