"""The words and columns of a form, read from `resources/forms/`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from app.domain.numbering import DocumentKind
from app.services.paper import Slip, SlipLine
from printing.pages import Align

TABLE_WIDTH = 175.0  # mm


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table; `width` in mm. A `whole` cell is never broken but set smaller."""

    field: str
    caption: str
    width: float
    align: Align
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """What a handover slip says besides its content."""

    captions: Mapping[str, str]
    kinds: Mapping[str, Mapping[str, str]]
    columns: tuple[Column, ...]
    conditions: Mapping[str, str]
    remarks: Mapping[str, str]
    standings: Mapping[str, str]
    signers: Mapping[str, str]
    keepers: tuple[str, ...]

    def caption(self, name: str, kind: DocumentKind) -> str:
        """A caption, as the kind of slip words it."""
        return self.kinds[kind.value].get(name) or self.captions[name]

    def title(self, slip: Slip) -> str:
        """The slip's own title, else the one of its kind."""
        return slip.title or self.kinds[slip.kind.value]["title"]

    def date(self, day: date | None) -> str:
        """The day as the form writes it, nothing for none."""
        return self.captions["date"].format(year=day.year, month=day.month, day=day.day) if day else ""

    def copy_mark(self, copy: int, copies: int) -> str:
        """Which copy this is and who keeps it; nothing on a single one."""
        if copies == 1:
            return ""
        if copy <= len(self.keepers):
            return self.captions["copy_for"].format(copy=copy, copies=copies, keeper=self.keepers[copy - 1])
        return self.captions["copy"].format(copy=copy, copies=copies)

    def condition(self, line: SlipLine) -> str:
        """The word for the condition, or what stands there."""
        return self.conditions.get(line.condition, line.condition)

    def remark(self, text: str) -> str:
        """The words for a remark that the services know by a key, or what stands there."""
        return self.remarks.get(text, text)


@cache
def handover_slip(language: str = "zh_CN") -> Form:
    """The form of the handover slip. Raises FileNotFoundError where the language has none."""
    place = files("resources").joinpath("forms", f"handover-slip.{language}.json")
    values = json.loads(place.read_text(encoding="utf-8"))
    columns = tuple(Column(**column) for column in values["columns"])
    missing = {kind.value for kind in DocumentKind} - values["kinds"].keys()
    if missing:
        raise ValueError(f"the form has no words for {sorted(missing)}")
    if sum(column.width for column in columns) != TABLE_WIDTH:
        raise ValueError(f"the columns are not {TABLE_WIDTH:g} mm wide together")
    return Form(
        captions=values["captions"],
        kinds=values["kinds"],
        columns=columns,
        conditions=values["conditions"],
        remarks=values["remarks"],
        standings=values["standings"],
        signers=values["signers"],
        keepers=tuple(values["keepers"]),
    )
