"""Forms as data: words, columns, signers, copies and paper of each slip, from `resources/forms/`.

One file has what all forms share (`common`), one file each form. A counter's own choices are laid over a shipped form
as plain values (`changed`); what they do not name stays as it was shipped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import msgspec

from app.domain.errors import Invalid
from app.services.paper import Slip, SlipLine
from printing.pages import Align

MOST_COLUMNS, MOST_SIGNERS, MOST_COPIES = 14, 5, 9
LEAST_COLUMN = 6.0
"""mm of a column as it is set: one character, at the least."""
MOST_TEXT = 200
"""Characters of a footer."""
_NUMERALS = "〇一二三四五六七八九"
_NAME = re.compile(r"\{(\w+)\}")


class Sheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A size of paper in mm with its margins. `low`: not high, so everything is set tighter. `narrow`: the title stands
    above the bar code, columns take their narrow widths, and signatures stand in two columns.

    `dots_per_inch` is that of the printers that take it: bars are whole dots of theirs.
    """

    title: str
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    dots_per_inch: int = 300
    low: bool = False
    narrow: bool = False

    @property
    def table(self) -> float:
        """mm from margin to margin."""
        return self.width - self.left - self.right

    def share(self, column: Column) -> float:
        """What a column's width counts for on this paper, in proportion to the others'."""
        return column.narrow if self.narrow and column.narrow else column.width

    def widths(self, columns: Sequence[Column]) -> list[float]:
        """mm of each column: together they fill the paper."""
        whole = sum(map(self.share, columns))
        return [self.share(column) / whole * self.table if whole else 0.0 for column in columns]


class Column(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A column of the table. `width` counts in proportion to the others', on narrow paper `narrow` where it is given.
    A `whole` cell is set smaller where it does not fit, and broken at its spaces alone. `sum`: totalled on each page
    and in all; its `kind` says how.
    """

    field: str
    caption: str
    width: float
    align: Align = "left"
    whole: bool = False
    kind: Literal["text", "number", "yuan"] = "text"
    sum: bool = False
    narrow: float = 0


class Named(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A field above the table (`wide`: on a line of its own), or a signer below it."""

    field: str
    caption: str
    wide: bool = False


Seal = Literal["", "round", "box"]


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a slip says besides its content.

    `opening`: a paragraph between title and table; names in braces stand for the slip's fields. `capitals`: the column
    whose total is written out, if any. `copies`: sheets to print, 0 as many as the slip says. `keepers` are who
    keeps them, in order. `sheet` names the paper.
    """

    title: str
    columns: tuple[Column, ...]
    signers: tuple[Named, ...]
    captions: dict[str, str] = {}
    kind: str = ""
    fields: tuple[Named, ...] = ()
    opening: str = ""
    shows_parties: bool = True
    counts_pieces: bool = True
    capitals: str = "value"
    footer: str = ""
    seal: Seal = ""
    copies: int = 0
    keepers: tuple[str, ...] = ()
    sheet: str = "a4"

    def caption(self, name: str) -> str:
        """A caption, as this form or as all forms word it."""
        return self.captions.get(name) or common_words()[name]

    def paper(self) -> Sheet:
        return sheets()[self.sheet]

    def date(self, day: date | None) -> str:
        """The day as the form writes it, nothing for none."""
        return self.caption("date").format(year=day.year, month=day.month, day=day.day) if day else ""

    def copy_mark(self, copy: int, copies: int) -> str:
        """Which copy this is and who keeps it; nothing on a single one."""
        if copies == 1:
            return ""
        if copy <= len(self.keepers):
            keeper = self.keepers[copy - 1]
            return self.caption("copy_for").format(copy=_NUMERALS[copy], copies=_NUMERALS[copies], keeper=keeper)
        return self.caption("copy").format(copy=_NUMERALS[copy], copies=_NUMERALS[copies])

    def opening_words(self, slip: Slip) -> str:
        """The paragraph with the slip's words in their places; what the slip does not say is left out."""
        said = {
            "number": slip.number,
            "site_name": slip.site_name,
            "organization": slip.organization,
            "person": slip.person,
            "issued_on": self.date(slip.issued_on),
            "due_on": self.date(slip.due_on),
            "reason": slip.reason,
            "rows": str(len(slip.lines)),
            "pieces": str(sum(line.quantity for line in slip.lines)),
            **dict(slip.fields),
        }
        return _NAME.sub(lambda name: said.get(name[1], ""), self.opening)


class _Common(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    captions: dict[str, str]
    conditions: dict[str, str]
    remarks: dict[str, str]
    standings: dict[str, str]
    sheets: dict[str, Sheet]
    columns: tuple[Column, ...]
    forms: tuple[str, ...]


class FormChanges(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a counter has chosen otherwise than the shipped form; None: as shipped."""

    title: str | None = None
    sheet: str | None = None
    copies: int | None = None
    columns: tuple[Column, ...] | None = None
    signers: tuple[Named, ...] | None = None
    keepers: tuple[str, ...] | None = None
    footer: str | None = None
    seal: Seal | None = None


def _read(name: str, language: str) -> Any:
    place = files("resources").joinpath("forms", f"{name}.{language}.json")
    return json.loads(place.read_text(encoding="utf-8"))


@cache
def _common(language: str = "zh_CN") -> _Common:
    return msgspec.convert(_read("common", language), _Common)


def common_words() -> Mapping[str, str]:
    """Captions that all forms share."""
    return _common().captions


def sheets() -> Mapping[str, Sheet]:
    """The sizes of paper, by name."""
    return _common().sheets


def form_names() -> tuple[str, ...]:
    """The shipped forms, in the order of a choice."""
    return _common().forms


def condition(line: SlipLine) -> str:
    """The word for the condition, or what stands there."""
    return _common().conditions.get(line.condition, line.condition)


def remark(text: str) -> str:
    """The words for a remark that the services know by a key, or what stands there."""
    return _common().remarks.get(text, text)


def standing(slip: Slip) -> str:
    """The words for how far the slip settles things; nothing where it does not say."""
    return _common().standings[slip.standing.value] if slip.standing else ""


@cache
def shipped(name: str, language: str = "zh_CN") -> Form:
    """A form as it comes with the product. Raises Invalid where there is none of that name."""
    if name not in _common(language).forms:
        raise Invalid("form.unknown", name=name)
    values = _read(name, language)
    known = {column.field: msgspec.to_builtins(column) for column in _common(language).columns}
    values["columns"] = [
        known[column] if isinstance(column, str) else known.get(column["field"], {}) | column
        for column in values["columns"]
    ]
    return checked(msgspec.convert(values, Form))


def columns_for(name: str) -> tuple[Column, ...]:
    """The columns to choose among for a form: its own, then those that all forms know."""
    own = {column.field: column for column in shipped(name).columns}
    return (*own.values(), *(column for column in _common().columns if column.field not in own))


def checked(form: Form) -> Form:
    """The form, if it can be set on its paper. Raises Invalid (form.*) in words for whoever designs it."""
    sheet = sheets().get(form.sheet)
    if sheet is None:
        raise Invalid("form.no_such_sheet", sheet=form.sheet)
    if not form.title.strip():
        raise Invalid("form.no_title")
    if not 1 <= len(form.columns) <= MOST_COLUMNS or len({it.field for it in form.columns}) != len(form.columns):
        raise Invalid("form.columns", most=MOST_COLUMNS)
    if not {"tag_number", "name"} & {column.field for column in form.columns}:
        raise Invalid("form.names_nothing")
    for column, width in zip(form.columns, sheet.widths(form.columns), strict=True):
        if not width >= LEAST_COLUMN:
            raise Invalid("form.narrow_column", caption=column.caption, least=LEAST_COLUMN)
    if len(form.signers) > MOST_SIGNERS:
        raise Invalid("form.signers", most=MOST_SIGNERS)
    if not 0 <= form.copies <= MOST_COPIES:
        raise Invalid("slip.copies", copies=form.copies, most=MOST_COPIES)
    if len(form.footer) > MOST_TEXT:
        raise Invalid("form.long_footer", most=MOST_TEXT)
    return form


def read_changes(values: object) -> FormChanges:
    """Changes as JSON gave them. Raises Invalid where they are none."""
    try:
        return msgspec.convert(values, FormChanges)
    except msgspec.ValidationError as fault:
        raise Invalid("form.malformed", detail=str(fault)) from None


def changed(form: Form, changes: FormChanges) -> Form:
    """The form with a counter's choices. Raises Invalid where they cannot be set."""
    chosen = {name: value for name, value in msgspec.structs.asdict(changes).items() if value is not None}
    return checked(msgspec.structs.replace(form, **chosen))


def differences(form: Form, wanted: Form) -> FormChanges:
    """What of `wanted` differs from `form`: what is worth keeping."""
    return FormChanges(
        **{
            name: getattr(wanted, name)
            for name in FormChanges.__struct_fields__
            if getattr(wanted, name) != getattr(form, name)
        }
    )


@cache
def _by_kind() -> dict[str, str]:
    return {form.kind: name for name in form_names() if (form := shipped(name)).kind}


def form_name(slip: Slip) -> str:
    """The name of the form that a slip is set in. Raises Invalid where there is none."""
    name = slip.form or _by_kind().get(slip.kind.value, "")
    shipped(name)
    return name
